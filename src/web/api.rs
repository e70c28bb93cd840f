//! `/api/v1`: the JSON of the command line, at an address each.
//!
//! In come questions that are read strictly, out come the same objects as from `--format json`.

mod address;
mod asked;
mod description;
mod examples;

use std::time::Instant;

use serde::Serialize;
use utoipa::ToSchema;

use super::error::WebError;
use super::pages::plans::listed;
use super::pages::question::{Part, ask, read, years};
use super::params::Params;
use super::view::{Outcome, Reply, View};
use crate::library::synonyms;
use crate::report::{
    Compared, PlanEntry, answer_json, benchmark_json, comparison_json, diff_json, plan_json, plans_json, similar_json,
    themes_json,
};
use kurabe_diff::{Side, diff_with};
use kurabe_extract::record::{Record, records};
use kurabe_index::compare::{
    BenchmarkRequest, By, Column, Comparison, Counted, Request, Scope, Voices, benchmark, compare as compared,
    similar as alike,
};
use kurabe_index::query::{self, Filter, QueryError};
use kurabe_index::search::passages;
use kurabe_model::NodeId;
use kurabe_text::fold::fold;

pub(super) use address::{ADDRESSES, Address, Field, Kind, Words};
pub(super) use asked::{Fault, read as asked};
pub(super) use examples::Examples;

/// Plans and items that a comparison names at most: an answer of some 15 MB.
const MOST_PLACES: usize = 300_000;

/// `limit` and `offset`, which are there and within their limits.
fn page(params: &Params) -> (usize, usize) {
    let number = |name: &str| params.number(name).unwrap_or_default();
    (number("offset"), number("limit"))
}

fn json(value: &impl Serialize) -> Outcome {
    serde_json::to_string(value).map(Reply::Json).map_err(|_| WebError::Broken)
}

/// Fails if a theme is asked for that there is not.
fn know_themes(view: &View) -> Result<(), WebError> {
    view.params.all("theme").try_for_each(|name| Ok(Column::theme(view.store(), name).map(|_| ())?))
}

pub(super) fn search(view: &View) -> Outcome {
    know_themes(view)?;
    let query = read(&view.params)?.ok_or(WebError::Wrong("q"))?;
    let start = Instant::now();
    let (offset, limit) = page(&view.params);
    let answer = ask(view, &view.params, &query, Part::hits(offset, limit))?;
    let took_ms = start.elapsed().as_secs_f64() * 1000.0;
    let typed = view.params.get("q").unwrap_or_default();
    json(&answer_json(typed, &query, &answer, took_ms))
}

/// One page of the list of plans.
#[derive(Serialize, ToSchema)]
struct PlansAnswer<'a> {
    /// How many plans there are in all.
    total: usize,
    /// Those of this page.
    plans: Vec<PlanEntry<'a>>,
}

pub(super) fn plans(view: &View) -> Outcome {
    let (offset, limit) = page(&view.params);
    let rows = listed(view)?;
    let of_page: Vec<_> = rows.iter().copied().skip(offset).take(limit).collect();
    json(&PlansAnswer { total: rows.len(), plans: plans_json(&of_page) })
}

/// A plan with all that was extracted from it.
#[derive(Serialize, ToSchema)]
struct PlanAnswer<'a> {
    /// What is known of it.
    plan: PlanEntry<'a>,
    /// The plan as its text has it, its nodes, its figures.
    records: Vec<Record<'a>>,
}

pub(super) fn plan(view: &View) -> Outcome {
    let row = view.plan("id")?;
    let plan = view.store().plan(row.number)?;
    json(&PlanAnswer { plan: plan_json(row), records: records(&plan).collect() })
}

pub(super) fn themes(view: &View) -> Outcome {
    json(&themes_json(&view.now.themes))
}

/// The values of a name, also where one value lists several.
pub(super) fn listed_values(params: &Params, name: &str) -> Vec<String> {
    let values = params.all(name).flat_map(|value| value.split([',', '、', '，']));
    values.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

/// Which plans are compared.
pub(super) fn scope(params: &Params) -> Result<Scope, WebError> {
    let folded = |name: &str| listed_values(params, name).iter().map(|text| fold(text)).collect();
    let kinds = listed_values(params, "kind");
    let kinds = kinds.iter().map(|kind| Filter::kind(kind)).collect::<Result<_, _>>().map_err(QueryError::from)?;
    let years = match params.get("year") {
        Some(year) => Some(Filter::years(year).map_err(QueryError::from)?),
        None => years(params)?,
    };
    Ok(Scope {
        organisations: folded("organisation"),
        prefectures: folded("prefecture"),
        kinds,
        bodies: Vec::new(),
        years,
    })
}

/// The columns: the themes that were named, then the queries; all themes where neither was.
pub(super) fn columns(view: &View) -> Result<Vec<Column>, WebError> {
    let named = listed_values(&view.params, "theme");
    let queries: Vec<&str> = view.params.all("column").collect();
    let names = if named.is_empty() && queries.is_empty() { &view.store().head().themes } else { &named };
    let mut columns = names.iter().map(|name| Column::theme(view.store(), name)).collect::<Result<Vec<_>, _>>()?;
    let is_exact = view.params.get("exact").is_some();
    for text in queries {
        let query = query::read(text)?;
        let counted = Counted::Passages(passages(view.store(), &view.now.thesaurus, &query, is_exact)?);
        columns.push(Column { name: query.to_string(), counted });
    }
    Ok(columns)
}

pub(super) fn compare(view: &View) -> Outcome {
    know_themes(view)?;
    let by = listed_values(&view.params, "by");
    let has = |name: &str| by.iter().any(|key| key == name);
    let by = if by.is_empty() {
        By { organisation: true, year: true, ..By::default() }
    } else {
        By { organisation: has("organisation"), year: has("year"), prefecture: has("prefecture"), kind: has("kind") }
    };
    let voices = if view.params.get("all_plans").is_some() { Voices::All } else { Voices::One };
    let request = Request { columns: columns(view)?, scope: scope(&view.params)?, by, voices };
    let found = compared(view.store(), &request)?;
    let places = places(&found);
    if places > MOST_PLACES {
        return Err(WebError::TooWide { places, most: MOST_PLACES });
    }
    json(&comparison_json(view.store(), &found, None, view.lang))
}

/// How many plans and items the JSON of a comparison names.
fn places(comparison: &Comparison) -> usize {
    let rows = comparison.rows.iter();
    let of_rows: usize =
        rows.map(|row| row.cells.iter().map(|cell| 1 + row.plans.len() + cell.items as usize).sum::<usize>()).sum();
    of_rows + comparison.no_plan.len()
}

pub(super) fn benchmark_of(view: &View, name: &str) -> Result<kurabe_index::compare::Benchmark, WebError> {
    let scope = Scope { organisations: Vec::new(), ..scope(&view.params)? };
    let request = BenchmarkRequest {
        organisation: name.to_owned(),
        peers: listed_values(&view.params, "peers"),
        scope,
        columns: columns(view)?,
    };
    Ok(benchmark(view.store(), &request)?)
}

pub(super) fn benchmarked(view: &View) -> Outcome {
    know_themes(view)?;
    let name = view.params.get("organisation").ok_or(WebError::Wrong("organisation"))?;
    let found = benchmark_of(view, name)?;
    json(&benchmark_json(view.store(), &found, view.lang))
}

pub(super) fn similar(view: &View) -> Outcome {
    let row = view.plan("id")?;
    let node = NodeId(view.params.number("node").ok_or(WebError::Wrong("node"))?);
    let plan = view.store().plan(row.number)?;
    if plan.node(node).is_none() {
        return Err(WebError::NoItem { plan: row.id.clone(), node: node.0 });
    }
    let place = view.store().place(row.number).unwrap_or_default() as u32;
    let mut found = alike(view.store(), place, node)?;
    found.truncate(page(&view.params).1);
    json(&similar_json(view.store(), &found))
}

pub(super) fn diff(view: &View) -> Outcome {
    let (old, new) = (view.plan("old")?, view.plan("new")?);
    let (before, after) = (view.store().plan(old.number)?, view.store().plan(new.number)?);
    let sides = (Side { plan: &before, extent: old.extent }, Side { plan: &after, extent: new.extent });
    let found = diff_with(sides.0, sides.1, &synonyms(&view.now.thesaurus))?;
    json(&diff_json(&Compared { old: (old, &before), new: (new, &after), diff: &found }))
}

/// Whether the server answers, and from what.
#[derive(Serialize, ToSchema)]
struct Health {
    /// `ok`
    status: &'static str,
    /// How many plans there are.
    plans: usize,
    /// When the index was written, in seconds since 1970.
    index_built: u64,
    /// Number of the index.
    generation: u64,
}

pub(super) fn health(view: &View) -> Outcome {
    let head = view.store().head();
    json(&Health { status: "ok", plans: head.plans, index_built: head.built, generation: head.generation })
}
