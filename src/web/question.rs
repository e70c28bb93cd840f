//! What a request asks of the index, the same for pages and programs: the search with what was typed, ticked and taken
//! away, the list of plans, the benchmark of a body.
//!
//! This file must not know how an answer is shown.

use std::sync::Arc;

use super::error::WebError;
use super::view::View;
use crate::ask::{Benchmark, Params, Plans, Search};
use kurabe_index::compare::benchmark;
use kurabe_index::index::PlanRow;
use kurabe_index::search::{Answer, Paging};

/// Names of what narrows a search, with the facet each stands for.
pub(super) const GROUPS: [&str; 4] = ["theme", "organisation", "prefecture", "kind"];

/// The names that make up the question, without page and language.
pub(super) const QUESTION: [&str; 11] =
    ["q", "theme", "organisation", "prefecture", "kind", "year", "from", "to", "exact", "without", "plan"];

/// Reads the question. None if nothing was asked.
pub(super) fn read(params: &Params) -> Result<Option<Search>, WebError> {
    Ok(Search::of(params)?)
}

/// Which part of an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) offset: usize,
    pub(super) limit: usize,
    pub(super) paging: Paging,
}

impl Part {
    /// So many hits.
    pub(super) fn hits(offset: usize, limit: usize) -> Self {
        Self { offset, limit, paging: Paging::Hits }
    }

    /// Counts and facets alone; the one hit is for nobody.
    pub(super) fn counts() -> Self {
        Self::hits(0, 1)
    }
}

/// Answers a question; an answer given before to the same question is given again.
pub(super) fn ask(view: &View, params: &Params, asked: &Search, part: Part) -> Result<Arc<Answer>, WebError> {
    let key = format!("{part:?} {:?} {}", asked.sort, params.only(&QUESTION).at(""));
    view.now.answers.get(key.as_str(), || ask_anew(view, asked, part))
}

/// Answers a question that is asked once: a whole answer is too large to be kept.
pub(super) fn ask_anew(view: &View, asked: &Search, part: Part) -> Result<Answer, WebError> {
    let Part { offset, limit, paging } = part;
    Ok(asked.part(view.store(), &view.now.thesaurus, (offset, limit, paging))?)
}

/// The plans that fit the filters, in the order that was chosen.
pub(super) fn listed(view: &View) -> Result<Vec<&PlanRow>, WebError> {
    Ok(Plans::of(&view.params)?.list(view.store()))
}

/// A body beside its peers.
pub(super) fn benchmark_of(view: &View, name: &str) -> Result<kurabe_index::compare::Benchmark, WebError> {
    let request = Benchmark::of(name, &view.params)?.request(view.store(), &view.now.thesaurus)?;
    Ok(benchmark(view.store(), &request)?)
}
