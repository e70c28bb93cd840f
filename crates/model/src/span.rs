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

    /// How many lines it has.
    #[must_use]
    pub fn lines(self) -> usize {
        (self.last.saturating_sub(self.first) as usize).saturating_add(1)
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// Where on its page something stands, in points (1/72 inch) from the page's top left corner; of a page that lies on its
/// side or stands on its head, turned so that it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// From the page's left edge.
    pub left: u16,
    /// From the page's top edge, downwards.
    pub top: u16,
    /// To the right of `left`.
    pub width: u16,
    /// Down from `top`.
    pub height: u16,
}

impl Place {
    /// The smallest place that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let right = self.left.saturating_add(self.width).max(other.left.saturating_add(other.width));
        let bottom = self.top.saturating_add(self.height).max(other.top.saturating_add(other.height));
        Self { left, top, width: right - left, height: bottom - top }
    }

    /// Left, top, width and height, as records have them.
    #[must_use]
    pub fn edges(self) -> [u16; 4] {
        [self.left, self.top, self.width, self.height]
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
