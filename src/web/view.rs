//! What a page is made with, and what it gives back.

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use maud::Markup;

use super::error::WebError;
use super::inbox::Inbox;
use super::pen::Pen;
use super::receipts::Receipt;
use super::state::{App, Snapshot};
use crate::ask::Params;
use crate::library::corpus::Corrections;
use kurabe_index::index::{PlanRow, Store};

pub(super) use crate::report::Lang;

/// One request, and the state that answers it.
pub(super) struct View {
    pub(super) app: Arc<App>,
    pub(super) now: Arc<Snapshot>,
    pub(super) lang: Lang,
    pub(super) path: String,
    /// What was asked: of a page its address, of a form its fields.
    pub(super) params: Params,
    /// What the address says: all that a link to the same page may carry.
    pub(super) address: Params,
}

/// In the address of a page: the receipt for what was done just before.
pub(super) const KEPT: &str = "kept";

/// What goes back.
pub(super) enum Reply {
    Page(Markup),
    Json(String),
    File {
        mime: &'static str,
        name: String,
        bytes: Vec<u8>,
        inline: bool,
    },
    Elsewhere(String),
    /// Where to go after something was written.
    Next(String),
}

/// Either a reply or the reason why there is none.
pub(super) type Outcome = Result<Reply, WebError>;

impl View {
    pub(super) fn store(&self) -> &Store {
        &self.now.store
    }

    /// What readers say of the readings and of pairs of plans.
    ///
    /// # Errors
    ///
    /// If their file cannot be understood: a comparison without them would be another than the reader made.
    pub(super) fn corrections(&self) -> Result<Cow<'_, Corrections>, WebError> {
        match &self.now.corrections {
            Some(standing) => Ok(Cow::Borrowed(standing)),
            None => self.written_corrections().map(Cow::Owned),
        }
    }

    /// The same as they stand in the file: another reader may have written since the index was made.
    pub(super) fn written_corrections(&self) -> Result<Corrections, WebError> {
        Corrections::of(&self.app.folders.corpus).map_err(|error| WebError::Corpus(error.into()))
    }

    /// The right to write, where the server gives it.
    pub(super) fn pen(&self) -> Result<&Pen, WebError> {
        self.app.pen.as_ref().ok_or(WebError::ReadOnly)
    }

    /// What was sent to be added, where that may be.
    pub(super) fn inbox(&self) -> Result<&Inbox, WebError> {
        self.app.inbox.as_ref().ok_or(WebError::ReadOnly)
    }

    /// Is everything to stand open, as nothing folded is printed?
    pub(super) fn is_for_print(&self) -> bool {
        self.params.get("print").is_some()
    }

    /// Which of two wordings.
    pub(super) fn say(&self, japanese: &'static str, english: &'static str) -> &'static str {
        self.lang.pick(japanese, english)
    }

    /// An address within the program, in the language that was chosen by hand.
    pub(super) fn link(&self, path: &str, params: &Params) -> String {
        match self.params.get("lang") {
            Some(lang) => params.with("lang", lang).at(path),
            None => params.at(path),
        }
    }

    /// The page to go to after something was done, which says so.
    pub(super) fn next(&self, path: &str, params: &Params, done: Receipt) -> Reply {
        self.next_at(path, params, done, "")
    }

    /// The same at a place of that page.
    pub(super) fn next_at(&self, path: &str, params: &Params, done: Receipt, place: &str) -> Reply {
        let kept = self.app.receipts.keep(done);
        let params = kept.map_or(params.clone(), |kept| params.with(KEPT, kept));
        Reply::Next(format!("{}{place}", self.link(path, &params)))
    }

    /// The plan that a name of the address names.
    pub(super) fn plan(&self, name: &'static str) -> Result<&PlanRow, WebError> {
        let id = self.params.get(name).ok_or(WebError::Wrong(name))?;
        self.store().find(id).ok_or_else(|| WebError::NoPlan(id.to_owned()))
    }

    /// The address of a body's page.
    pub(super) fn to_body(&self, name: &str) -> String {
        let coded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
        self.link(&format!("/organisations/{}", coded.replace('+', "%20")), &Params::default())
    }

    /// The address of a plan, at a line.
    pub(super) fn to_plan(&self, id: &str, line: Option<u32>) -> String {
        self.to_hit(id, line, &Params::default())
    }

    /// The address of a plan at a line, with the question that led there.
    pub(super) fn to_hit(&self, id: &str, line: Option<u32>, question: &Params) -> String {
        let params = Params::default().and("id", id);
        let params = question.pairs().fold(params, |params, (name, value)| params.and(name, value));
        match line {
            Some(line) if question.get("q").is_some() => {
                format!("{}#L{line}", self.link("/plans", &params.and("line", line)))
            }
            Some(line) => format!("{}#L{line}", self.link("/plans", &params)),
            None => self.link("/plans", &params),
        }
    }
}

/// The language of a request: `?lang=`, else what the browser prefers, else Japanese.
pub(super) fn lang_of(params: &Params, headers: &HeaderMap) -> Lang {
    match params.get("lang") {
        Some("en") => return Lang::En,
        Some("ja") => return Lang::Ja,
        _ => {}
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let weight = |wanted: &str| {
        let parts = accepted.split(',').map(str::trim);
        let of = |part: &str| {
            let (name, rest) = part.split_once(';').unwrap_or((part, ""));
            let is_wanted = name.split('-').next().is_some_and(|name| name.eq_ignore_ascii_case(wanted));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
            weight.filter(|_| is_wanted)
        };
        parts.filter_map(of).fold(0.0, f32::max)
    };
    if weight("en") > weight("ja") { Lang::En } else { Lang::Ja }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_what_the_browser_prefers() {
        let of = |accepted: &str, query: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().unwrap());
            lang_of(&Params::read(query), &headers)
        };
        assert_eq!(of("en-GB,en;q=0.9,ja;q=0.8", ""), Lang::En);
        assert_eq!(of("ja,en;q=0.9", ""), Lang::Ja);
        assert_eq!(of("fr", ""), Lang::Ja);
        assert_eq!(of("en", "lang=ja"), Lang::Ja);
    }
}
