//! The nouns of the field: plans, their nodes and figures, years, places in a text.
//!
//! Values only: nothing here reads files or prints. The serde derives serve the index's own binary form; the JSON
//! that users see is shaped in `record`.

mod day;
pub mod indicator;
pub mod node;
pub mod notice;
pub mod passage;
pub mod plan;
pub mod span;
pub mod theme;
pub mod year;

pub use day::civil;
pub use indicator::{Indicator, Role};
pub use node::{Flag, Flags, Node, NodeId, NodeKind, RuleId, Sure};
pub use notice::{Notice, NoticeClass, NoticeKind, Places};
pub use passage::{Passage, PassageKind};
pub use plan::{Extent, Field, Furniture, OrganisationKind, Plan, PlanKind};
pub use span::{Columns, LineSpan, Place};
pub use theme::Evidence;
pub use year::{FiscalYear, Period};
