//! Bytes of a file to lines of text: what comes in is a file's bytes and its extension, what goes out
//! are numbered lines. This room must not know what a plan is.

use crate::model::Notice;

/// One line of a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 1-based number within the document's text.
    pub number: u32,
    /// 1-based page, where the format has pages.
    pub page: Option<u32>,
    /// The characters, without the line end.
    pub text: String,
}

/// A document as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// All lines, blank ones among them, in reading order.
    pub lines: Vec<Line>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}
