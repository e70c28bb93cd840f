//! Blocks to one tree of headings and items.
//!
//! What comes in are blocks, what goes out are entries with their parents and the pieces of text between them,
//! in reading order. This room must not know which entries are work and which only group it.

mod accounts;
mod brackets;
pub(crate) use accounts::is_paper;
pub(crate) use calendar::{day_behind, is_calendar};
pub(crate) use card::ARROWS;
pub(crate) use heading::is_flag_line;
pub(crate) use lookahead::reached;
pub(crate) use work_name::names_event;
mod calendar;
mod card;
mod cells;
mod counted;
pub(crate) mod chapter;
mod dispatch;
mod explain;
mod fields;
mod flatten;
mod lookahead;
mod tree_builder;
mod work_name;
mod heading;
mod heads;
mod indented;
mod legend;
mod level;
mod nesting;
mod ordinal;
mod regrow;
mod roles;
mod scale;
mod sentence;
pub(crate) mod series;
pub(crate) mod slots;
mod table;
mod tally;
mod text;

use crate::blocks::Blocks;
use crate::blocks::mark::Class;
use crate::rules::{Rule, Rules};
use kurabe_model::{Columns, Furniture, LineSpan, Notice};
pub use series::{Measures, Value};
pub(crate) use series::{Says, Year};

/// A document as a tree.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Headings and items in document order; a parent stands before its children.
    pub entries: Vec<Entry>,
    /// Text between them, in document order.
    pub pieces: Vec<Piece>,
    /// Figures of tables that give them by year, in document order.
    pub values: Vec<Value>,
    /// The page's furniture.
    pub furniture: Vec<Furniture>,
    /// What was not understood.
    pub notices: Vec<Notice>,
    /// What the plan's legend says of its signs: ※ and 重点項目.
    pub legend: Vec<(char, String)>,
}

/// A heading or an item.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The entry under which it hangs, as an index.
    pub parent: Option<usize>,
    /// The kind of its mark.
    pub class: Class,
    /// Its number; 0 where it has none.
    pub ordinal: u32,
    /// A sign before its number.
    pub star: Option<char>,
    /// Its mark as written.
    pub marker: String,
    /// Its text without the mark.
    pub title: String,
    /// Lines of its title.
    pub span: LineSpan,
    /// Columns, where it stands in a cell.
    pub columns: Option<Columns>,
    /// Its page.
    pub page: Option<u32>,
    /// What the columns of a table say that it is.
    pub column: Column,
    /// Does it come from a table whose columns name work?
    pub from_table: bool,
    /// How many pieces stand before it.
    pub at: usize,
    /// A background chapter.
    pub narrative: bool,
    /// The rule that made it.
    pub rule: Rule,
}

/// What the column of a table says of its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// No table, or one without such columns.
    #[default]
    None,
    /// 区分
    Section,
    /// 事業名
    Name,
    /// A list item of 内容
    Item,
}

/// A piece of text that is no entry.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The entry that it belongs to.
    pub owner: Option<usize>,
    /// What it is.
    pub kind: PieceKind,
    /// The words.
    pub text: String,
    /// Its lines.
    pub span: LineSpan,
    /// Columns, for a cell.
    pub columns: Option<Columns>,
    /// Its page.
    pub page: Option<u32>,
    /// The rule that made it.
    pub rule: Rule,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A paragraph.
    Paragraph,
    /// A heading that comes again under every chapter and says nothing of its own: 【主なアクションプラン】.
    Label,
    /// A mark beside the entry: NEW.
    Flag,
    /// Figures that stood with the name: `H30 433人`.
    Figures,
    /// What a column of targets says: 目標 50件.
    Targets,
    /// Words with figures in a column that gives them a year, or says whether they were reached: 受講者21名 below
    /// 令和5年度実績.
    Told {
        /// 実績, 目標; none where the column is one of a year alone.
        says: Option<Says>,
        /// The year of the column.
        year: Option<Year>,
    },
    /// Names of indicators: ①新規事業数、②起業家数.
    Measures,
    /// An indicator told in words: 指標：来場者数　現状：120人　目標：150人.
    Card,
    /// What the figures of a list are of: （請負・委任）.
    CountsOf,
    /// A point of a list that only names what was measured, with its figure: 会員数 247人.
    Count {
        /// Does one before it say what they are of?
        labelled: bool,
    },
    /// A cell of a table that holds no items.
    Cell,
    /// A cell of a table that gives figures by year.
    Value,
}

/// Reads blocks as a tree.
#[must_use]
pub fn outline(blocks: Blocks, rules: Rules) -> Outline {
    outline_of(blocks, &[], false, rules)
}

/// Reads blocks as a tree; `fronts` are the plan's title and whose it is: alone on a line of the title page they head
/// nothing. `report`: does the document say what was done?
#[must_use]
pub fn outline_of(blocks: Blocks, fronts: &[&str], report: bool, rules: Rules) -> Outline {
    let mut outline = dispatch::build(blocks, fronts, rules);
    heads::name(&mut outline, rules);
    tally::fold(&mut outline, report, rules);
    chapter::fold(&mut outline, report, rules);
    explain::fold(&mut outline, rules);
    ordinal::raise(&mut outline, rules);
    sentence::raise(&mut outline, rules);
    slots::fold(&mut outline);
    accounts::fold(&mut outline);
    outline
}
