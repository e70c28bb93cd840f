//! Where a fact stands in the text of its document.

use serde::{Deserialize, Serialize};

/// A run of lines, 1-based, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineSpan {
    /// The line on which it begins.
    pub first: u32,
    /// The line on which it ends; never before `first`.
    pub last: u32,
}

impl LineSpan {
    /// A single line.
    #[must_use]
    pub fn line(line: u32) -> Self {
        Self { first: line, last: line }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// The part of a line that a table cell takes: characters, 1-based, both ends included.
///
/// `first` counts on the span's first line, `last` on its last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Columns {
    /// Column of the first character, on the first line.
    pub first: u32,
    /// Column of the last character, on the last line.
    pub last: u32,
}
