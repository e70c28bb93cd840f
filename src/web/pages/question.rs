//! The question of a search page: what was typed, what was ticked, and what was taken away.

use std::sync::Arc;

use crate::ask::{Params, Search};
use crate::web::error::WebError;
use crate::web::view::View;
use kurabe_index::search::{Answer, Paging};

/// Names of what narrows a search, with the facet each stands for.
pub(in crate::web) const GROUPS: [&str; 4] = ["theme", "organisation", "prefecture", "kind"];

/// The names that make up the question, without page and language.
pub(in crate::web) const QUESTION: [&str; 11] =
    ["q", "theme", "organisation", "prefecture", "kind", "year", "from", "to", "exact", "without", "plan"];

/// Reads the question. None if nothing was asked.
pub(in crate::web) fn read(params: &Params) -> Result<Option<Search>, WebError> {
    Ok(Search::of(params)?)
}

/// Which part of an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Part {
    pub(in crate::web) offset: usize,
    pub(in crate::web) limit: usize,
    pub(in crate::web) paging: Paging,
}

impl Part {
    /// So many hits.
    pub(in crate::web) fn hits(offset: usize, limit: usize) -> Self {
        Self { offset, limit, paging: Paging::Hits }
    }

    /// Counts and facets alone; the one hit is for nobody.
    pub(in crate::web) fn counts() -> Self {
        Self::hits(0, 1)
    }
}

/// Answers a question; an answer given before to the same question is given again.
pub(in crate::web) fn ask(view: &View, params: &Params, asked: &Search, part: Part) -> Result<Arc<Answer>, WebError> {
    let key = format!("{part:?} {:?} {}", asked.sort, params.only(&QUESTION).at(""));
    view.now.answers.get(key.as_str(), || ask_anew(view, asked, part))
}

/// Answers a question that is asked once: a whole answer is too large to be kept.
pub(in crate::web) fn ask_anew(view: &View, asked: &Search, part: Part) -> Result<Answer, WebError> {
    let Part { offset, limit, paging } = part;
    Ok(asked.part(view.store(), &view.now.thesaurus, (offset, limit, paging))?)
}
