//! The way to put something aside, from wherever it is seen.
//!
//! In come the names and values by which it is known, out comes a link, where anything may be written. What becomes of
//! it must not be known here.

use maud::{Markup, html};

use crate::ask::Params;
use crate::web::view::{KEPT, View};

/// Where one came from, to go back there.
pub(super) const BACK: &str = "back";

/// A link that puts something aside; `at` is the place on this page where it stands.
pub(super) fn aside_link(view: &View, meant: &Params, at: &str) -> Markup {
    html! { @if view.pen().is_ok() {
        a.like rel="nofollow" lang=(view.lang.pick("ja", "en"))
            href=(view.link("/shortlist/put", &meant.and(BACK, format!("{}{at}", view.params.without(&[KEPT]).at(&view.path))))) {
            (view.say("しおりに加える", "Put aside")) }
    } }
}

/// Where to go back to: an address of ours, never one of elsewhere.
pub(super) fn back(view: &View) -> Option<&str> {
    let is_ours = |address: &&str| address.starts_with('/') && !address[1..].starts_with(['/', '\\']);
    view.params.get(BACK).filter(is_ours)
}
