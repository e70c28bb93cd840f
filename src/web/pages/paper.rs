//! Papers that lay two documents beside each other, as files.
//!
//! In comes the form that an address ends with, out come the links to all forms and the file. What a paper holds must
//! not be known here.

use maud::Markup;

use crate::ask::Params;
use crate::web::error::WebError;
use crate::web::file_forms::{CSV, DOCX, FileForm, HTML, XLSX};
use crate::web::layout::downloads;
use crate::web::view::{Reply, View};

/// The forms of a paper.
const FORMS: [FileForm; 4] = [DOCX, XLSX, HTML, CSV];

/// Links to all forms of a paper.
pub(super) fn links(view: &View, title: &'static str, path: &str, params: &Params) -> Markup {
    let to = |form: &str| view.link(&format!("{path}/{form}"), params);
    downloads(title, &FORMS.map(|form| (to(form.ending), form.name.to_owned())))
}

/// The addresses of all forms of a paper, each with what people call it.
pub(super) fn forms(path: &str) -> [(String, &'static str); FORMS.len()] {
    FORMS.map(|form| (format!("{path}/{}", form.ending), form.name))
}

/// The form that the address asks for.
pub(super) fn form<'a>(view: &'a View, path: &str) -> Result<&'a str, WebError> {
    let form = view.path.strip_prefix(path).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    FileForm::of(form, &FORMS).map(|_| form)
}

/// A paper as a file of a form.
pub(super) fn file(form: &str, name: &str, bytes: Vec<u8>) -> Result<Reply, WebError> {
    Ok(FileForm::of(form, &FORMS)?.file(name, bytes))
}
