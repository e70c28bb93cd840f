//! `/api/v1`: the JSON of the command line, at an address each.
//!
//! In come questions that are read strictly, out come the same objects as from `--format json`.

mod address;
mod description;
mod examples;

use std::time::Instant;

use serde::Serialize;
use utoipa::ToSchema;

use super::error::WebError;
use super::pages::diff::bounded;
use super::pages::history::PLANS;
use super::pages::results::lay;
use super::question::{Part, ask, benchmark_of, listed, read};
use super::view::{Outcome, Reply, View};
use crate::ask::{Cited, Compare, Params, Part as CitedPart, know_themes};
use crate::library::corpus::Shortlist;
use crate::library::family::followed as lineage_plans;
use crate::library::paired::{pairings, pairings_along};
use crate::library::standing::standing;
use crate::library::synonyms;
use crate::report::{
    Compared, MOST_DOUBTFUL, PlanEntry, Told, answer_json, benchmark_json, comparison_json, diff_json, diffusion_json,
    history_json, plan_json, plans_json, results_json, shortlist_json, similar_json, themes_json,
};
use kurabe_diff::{Side, diff_with, history};
use kurabe_extract::record::{Record, records};
use kurabe_index::compare::{Comparison, compare as compared, diffusion, doubtful, similar as alike};
use kurabe_index::index::PlanRow;
use kurabe_model::NodeId;

use description::description;

pub(super) use address::ADDRESSES;
pub(crate) use address::Address;
pub(crate) use description::both;
pub(super) use description::taken;
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

pub(super) fn search(view: &View) -> Outcome {
    know_themes(view.store(), &view.params)?;
    let question = read(&view.params)?.ok_or(WebError::Wrong("q"))?;
    let start = Instant::now();
    let (offset, limit) = page(&view.params);
    let answer = ask(view, &view.params, &question, Part::hits(offset, limit))?;
    let took_ms = start.elapsed().as_secs_f64() * 1000.0;
    let typed = view.params.get("q").unwrap_or_default();
    json(&answer_json(typed, &question.query, &answer, took_ms))
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
    /// The plan as its text has it, its nodes, its figures; of a citation those on its lines.
    records: Vec<Record<'a>>,
    /// The lines that were cited, as they are written; only of a citation, and empty where the document has no such lines
    /// or is not there any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<LineRecord>)]
    lines: Option<Vec<LineRecord<'a>>>,
}

/// A line of a document.
#[derive(Serialize, ToSchema)]
struct LineRecord<'a> {
    /// Its number.
    line: u32,
    /// Page, where the source has pages.
    #[schema(required)]
    page: Option<u32>,
    /// What is written there.
    text: &'a str,
}

pub(super) fn plan(view: &View) -> Outcome {
    let (row, part) = cited(view)?;
    let plan = view.store().plan(row.number)?;
    let Some(part) = part else {
        return json(&PlanAnswer { plan: plan_json(row), records: records(&plan).collect(), lines: None });
    };
    let span = match part {
        CitedPart::Lines(span) => span,
        CitedPart::Item(id) => {
            let missing = || WebError::NoItem { plan: row.id.clone(), node: id.0 };
            plan.node(id).ok_or_else(missing)?.span
        }
    };
    let text = view.app.text(&view.now, row);
    let written = text.iter().flat_map(|text| &text.lines);
    let cited = written.filter(|line| (span.first..=span.last).contains(&line.number));
    let lines = cited.map(|line| LineRecord { line: line.number, page: line.page, text: &line.text }).collect();
    let records = records(&plan).filter(|record| record.lies_in(span)).collect();
    json(&PlanAnswer { plan: plan_json(row), records, lines: Some(lines) })
}

/// The plan that is meant by its id, or by a citation of a part of it.
fn cited(view: &View) -> Result<(&PlanRow, Option<CitedPart>), WebError> {
    let missing = match view.plan("id") {
        Ok(row) => return Ok((row, None)),
        Err(missing) => missing,
    };
    let cited = view.params.get("id").and_then(Cited::read);
    let found = cited.and_then(|cited| Some((view.store().find(cited.plan)?, Some(cited.part))));
    found.ok_or(missing)
}

pub(super) fn themes(view: &View) -> Outcome {
    json(&themes_json(&view.now.themes))
}

pub(super) fn shortlists(view: &View) -> Outcome {
    let mut lists = Vec::new();
    for list in Shortlist::all(&view.app.folders.corpus)? {
        lists.push(standing(view.store(), list)?);
    }
    json(&lists.iter().map(|list| shortlist_json(list, view.lang)).collect::<Vec<_>>())
}

pub(super) fn compare(view: &View) -> Outcome {
    know_themes(view.store(), &view.params)?;
    let request = Compare::of(&view.params)?.request(view.store(), &view.now.thesaurus)?;
    let found = compared(view.store(), &request)?;
    let places = places(&found);
    if places > MOST_PLACES {
        return Err(WebError::TooWide { places, most: MOST_PLACES });
    }
    let doubtful = doubtful(view.store(), &found, MOST_DOUBTFUL)?;
    json(&comparison_json(view.store(), &found, (None, &doubtful), view.lang))
}

/// `/api/v1/diffusion`
pub(super) fn diffused(view: &View) -> Outcome {
    /// Bodies that an answer names at most, those of all columns together.
    const MOST_BODIES: usize = 20_000;
    know_themes(view.store(), &view.params)?;
    let asked = Compare::of(&view.params)?;
    let request = asked.request(view.store(), &view.now.thesaurus)?.of_diffusion();
    let found = compared(view.store(), &request)?;
    let places = found.bodies.len() * found.columns.len();
    if places > MOST_BODIES {
        return Err(WebError::TooWide { places, most: MOST_BODIES });
    }
    let of = diffusion(view.store(), &found, (asked.scope.years, usize::MAX))?;
    json(&diffusion_json(view.store(), &found, &of, view.lang))
}

/// How many plans and items the JSON of a comparison names.
fn places(comparison: &Comparison) -> usize {
    let rows = comparison.rows.iter();
    let of_rows: usize =
        rows.map(|row| row.cells.iter().map(|cell| 1 + row.plans.len() + cell.items as usize).sum::<usize>()).sum();
    of_rows + comparison.no_plan.len()
}

pub(super) fn benchmarked(view: &View) -> Outcome {
    know_themes(view.store(), &view.params)?;
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
    bounded(old, new)?;
    let (before, after) = (view.store().plan(old.number)?, view.store().plan(new.number)?);
    let sides = (Side { plan: &before, extent: old.extent }, Side { plan: &after, extent: new.extent });
    let pairings = pairings(view.corrections()?.as_ref(), view.store(), (old, new))?;
    let found = diff_with(sides.0, sides.1, &synonyms(&view.now.thesaurus), &pairings)?;
    json(&diff_json(&Compared { old: (old, &before), new: (new, &after), diff: &found }))
}

/// `/api/v1/openapi.json`
pub(super) fn described(view: &View) -> Outcome {
    json(&description(&ADDRESSES, &Examples::of(view)))
}

/// `/api/v1/results`
pub(super) fn told(view: &View) -> Outcome {
    json(&results_json(lay(view)?.reviewed()))
}

pub(super) fn followed(view: &View) -> Outcome {
    let row = view.plan("plan")?;
    let plans = lineage_plans(view.store(), row, PLANS)?;
    for two in plans.windows(2) {
        bounded(&two[0].0, &two[1].0)?;
    }
    let sides: Vec<Side<'_>> = plans.iter().map(|(row, plan)| Side { plan, extent: row.extent }).collect();
    let pairings = pairings_along(view.corrections()?.as_ref(), view.store(), &plans)?;
    let found = history(&sides, &synonyms(&view.now.thesaurus), &pairings)?;
    let threads = match view.params.number("node") {
        None => found.threads.iter().collect(),
        Some(node) => {
            let own = plans.iter().position(|(other, _)| other.id == row.id);
            let thread = own.and_then(|own| found.thread_of(own, NodeId(node)));
            let missing = || WebError::NoItem { plan: row.id.clone(), node };
            vec![thread.ok_or_else(missing)?]
        }
    };
    json(&history_json(Told { plans: &plans, history: &found }, &threads))
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
