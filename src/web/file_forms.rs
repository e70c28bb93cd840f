//! The forms in which answers are taken along as files: what an address ends with, what the program for it is called,
//! and its MIME type.
//!
//! In come endings, out come the forms and files of them. What a file holds must not be known here.

use super::error::WebError;
use super::view::Reply;

/// A form of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileForm {
    /// What names of its files end with.
    pub(super) ending: &'static str,
    /// What people call it.
    pub(super) name: &'static str,
    mime: &'static str,
}

impl FileForm {
    const fn new(ending: &'static str, name: &'static str, mime: &'static str) -> Self {
        Self { ending, name, mime }
    }

    /// The form of an ending, of those that a page gives.
    pub(super) fn of(ending: &str, given: &[Self]) -> Result<Self, WebError> {
        given.iter().copied().find(|form| form.ending == ending).ok_or(WebError::NoPage)
    }

    /// A file of this form, called so but for its ending.
    pub(super) fn file(self, name: &str, bytes: impl Into<Vec<u8>>) -> Reply {
        Reply::File { mime: self.mime, name: format!("{name}.{}", self.ending), bytes: bytes.into(), inline: false }
    }
}

pub(super) const DOCX: FileForm =
    FileForm::new("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
pub(super) const XLSX: FileForm =
    FileForm::new("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
pub(super) const HTML: FileForm = FileForm::new("html", "HTML", "text/html; charset=utf-8");
pub(super) const CSV: FileForm = FileForm::new("csv", "CSV", "text/csv; charset=utf-8");
pub(super) const MARKDOWN: FileForm = FileForm::new("md", "Markdown", "text/markdown; charset=utf-8");
pub(super) const JSON: FileForm = FileForm::new("json", "JSON", "application/json");
pub(super) const JSONL: FileForm = FileForm::new("jsonl", "JSON Lines", "application/x-ndjson");
pub(super) const TEXT: FileForm = FileForm::new("txt", "", "text/plain; charset=utf-8");
pub(super) const SVG: FileForm = FileForm::new("svg", "SVG", "image/svg+xml");
