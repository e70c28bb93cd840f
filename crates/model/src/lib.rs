//! The nouns of the field: plans, their nodes and figures, years, places in a text.
//!
//! Values only: nothing here reads files or prints. The serde derives serve the index's own binary form; the JSON
//! that users see is shaped in `record`.
//!
//! ```
//! use kurabe_model::{FiscalYear, LineSpan, Node, NodeId, NodeKind, Plan, year::parse_period};
//!
//! let pillar = Node::new(NodeId(1), NodeKind::Section, "地域の活性化", LineSpan::line(3));
//! let item = Node::new(NodeId(2), NodeKind::Initiative, "創業の支援", LineSpan::line(4));
//! let item = Node { parent: Some(NodeId(1)), ..item };
//! let plan = Plan { nodes: vec![pillar, item], period: parse_period("令和3年度～令和5年度"), ..Plan::default() };
//! assert_eq!(plan.path(NodeId(2)), ["地域の活性化"]);
//! assert_eq!(plan.period.map(|period| period.to), Some(FiscalYear(2023)));
//! assert_eq!(FiscalYear(2019).japanese(), "令和元年度");
//! ```

pub mod correction;
mod day;
pub mod indicator;
pub mod node;
pub mod notice;
pub mod passage;
pub mod plan;
pub mod span;
pub mod year;

pub use correction::{
    Above, Applied, Correction, FigureMend, FigureQuote, ItemMend, Mend, Misfit, Pairing, Quote, Sought, Within,
};
pub use day::{civil, day_serial, days, is_day, serial_day, whole_days};
pub use indicator::{Indicator, Role};
pub use node::{Evidence, Flag, Flags, Node, NodeId, NodeKind, Origin, RuleId, Sure};
pub use notice::{DateDoubt, Field, Notice, NoticeClass, NoticeKind, Places};
pub use passage::{Passage, PassageKind};
pub use plan::{Extent, Furniture, OrganisationKind, Plan, PlanKind};
pub use span::{Columns, LineSpan, Place};
pub use year::{FiscalYear, Period};
