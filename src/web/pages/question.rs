//! The question of a search page: what was typed, what was ticked, and what was taken away.

use std::sync::Arc;

use crate::web::error::WebError;
use crate::web::params::Params;
use crate::web::view::View;
use kurabe_index::query::{self, Filter, Query};
use kurabe_index::search::{Answer, Paging, Request, Sort, search};
use kurabe_model::{FiscalYear, Period};

/// Names of what narrows a search, with the facet each stands for.
pub(in crate::web) const GROUPS: [&str; 4] = ["theme", "organisation", "prefecture", "kind"];

/// The names that make up the question, without page and language.
pub(in crate::web) const QUESTION: [&str; 10] =
    ["q", "theme", "organisation", "prefecture", "kind", "from", "to", "exact", "without", "plan"];

/// Reads the question. None if nothing was asked.
pub(in crate::web) fn read(params: &Params) -> Result<Option<Query>, WebError> {
    let mut query = match params.get("q") {
        Some(text) => query::read(text)?,
        None => Query::default(),
    };
    query.filters.extend(params.all("theme").map(|name| Filter::Theme(name.to_owned())));
    query.filters.extend(params.all("organisation").map(|name| Filter::Organisation(name.to_owned())));
    query.filters.extend(params.all("prefecture").map(|name| Filter::Prefecture(name.to_owned())));
    query.filters.extend(params.all("plan").map(|id| Filter::Plan(id.to_owned())));
    for kind in params.all("kind") {
        query.filters.push(Filter::Kind(Filter::kind(kind).map_err(query::QueryError::from)?));
    }
    query.filters.extend(years(params)?.map(Filter::Year));
    let is_empty = query.wanted.is_none() && query.filters.is_empty() && query.without.is_empty();
    Ok((!is_empty).then_some(query))
}

/// The years from the fields `from` and `to`, of which one may be empty.
pub(in crate::web) fn years(params: &Params) -> Result<Option<Period>, WebError> {
    const FIRST: i32 = 1868;
    const LAST: i32 = 2199;
    let read = |name: &str| params.get(name).map(Filter::years).transpose();
    let (from, to) = (read("from"), read("to"));
    let (from, to) = (from.map_err(query::QueryError::from)?, to.map_err(query::QueryError::from)?);
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let from = from.map_or(FiscalYear(FIRST), |period| period.from);
    let to = to.map_or(FiscalYear(LAST), |period| period.to);
    Ok(Some(Period { from: from.min(to), to: to.max(from) }))
}

/// The order that was chosen.
pub(in crate::web) fn order(params: &Params) -> Sort {
    match params.get("sort") {
        Some("year") => Sort::Year,
        Some("organisation") => Sort::Organisation,
        _ => Sort::Score,
    }
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

/// Answers a query; an answer given before to the same question is given again.
pub(in crate::web) fn ask(view: &View, params: &Params, query: &Query, part: Part) -> Result<Arc<Answer>, WebError> {
    let key = format!("{part:?} {:?} {}", order(params), params.only(&QUESTION).at(""));
    view.now.answers.get(key, || ask_anew(view, params, query, part))
}

/// Answers a query that is asked once: a whole answer is too large to be kept.
pub(in crate::web) fn ask_anew(view: &View, params: &Params, query: &Query, part: Part) -> Result<Answer, WebError> {
    let removed: Vec<&str> = params.all("without").collect();
    let exact = params.get("exact").is_some();
    let Part { offset, limit, paging } = part;
    let request = Request { query, exact, limit, offset, sort: order(params), paging };
    if removed.is_empty() {
        return Ok(search(view.store(), &view.now.thesaurus, &request)?);
    }
    Ok(search(view.store(), &view.now.thesaurus.without(&removed), &request)?)
}
