//! Papers that lay two documents beside each other, as files.
//!
//! In comes the form that an address ends with, out come its MIME type and the links to all forms. What a paper holds
//! must not be known here.

use maud::Markup;

use super::search::XLSX;
use crate::ask::Params;
use crate::web::error::WebError;
use crate::web::layout::downloads;
use crate::web::view::{Reply, View};

/// The forms: what an address ends with, what the program for it is called, and its MIME type.
const FORMS: [(&str, &str, &str); 4] = [
    ("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "Excel", XLSX),
    ("html", "HTML", "text/html; charset=utf-8"),
    ("csv", "CSV", "text/csv; charset=utf-8"),
];

/// Links to all forms of a paper.
pub(super) fn links(view: &View, title: &'static str, path: &str, params: &Params) -> Markup {
    let to = |form: &str| view.link(&format!("{path}/{form}"), params);
    downloads(title, &FORMS.map(|(form, name, _)| (to(form), name.to_owned())))
}

/// The form that the address asks for.
pub(super) fn form<'a>(view: &'a View, path: &str) -> Result<&'a str, WebError> {
    let form = view.path.strip_prefix(path).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    if FORMS.iter().any(|(known, ..)| *known == form) { Ok(form) } else { Err(WebError::NoPage) }
}

/// A paper as a file of a form.
pub(super) fn file(form: &str, name: &str, bytes: Vec<u8>) -> Result<Reply, WebError> {
    let (_, _, mime) = FORMS.into_iter().find(|(known, ..)| *known == form).ok_or(WebError::NoPage)?;
    Ok(Reply::File { mime, name: format!("{name}.{form}"), bytes, inline: false })
}
