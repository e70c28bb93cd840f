//! 注意: what could not be read or told, and where. Never a silence.

use serde::{Deserialize, Serialize};

use super::LineSpan;

/// What kind of thing was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoticeKind {
    /// The text does not state this fact of the plan.
    NotStated,
    /// Facts of the text contradict each other, or a year that never was.
    Doubtful,
    /// Characters that could not be decoded or are visibly damaged.
    Damaged,
    /// A table, list or line whose meaning was not understood; it is kept as text.
    NotUnderstood,
    /// There is nothing to read (an empty file, a page without text).
    NoText,
    /// Parts that were left out on purpose: a site's menus, hidden sheets and rows.
    LeftOut,
}

impl NoticeKind {
    /// A stable word for records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotStated => "not-stated",
            Self::Doubtful => "doubtful",
            Self::Damaged => "damaged",
            Self::NotUnderstood => "not-understood",
            Self::NoText => "no-text",
            Self::LeftOut => "left-out",
        }
    }
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What kind.
    pub kind: NoticeKind,
    /// Where; none when it is about the whole document.
    pub span: Option<LineSpan>,
    /// One sentence in Japanese for the reader of the plan.
    pub message: String,
}
