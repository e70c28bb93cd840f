//! A comparison as JSON; its names are a contract.

use serde::Serialize;
use utoipa::ToSchema;

use kurabe_extract::record::names;
use kurabe_extract::rules::Rule;

use super::compare_notes::notes_text;
use super::doubt::{Doubt, doubt_json};
use super::lang::Lang;
use kurabe_index::compare::{Comparison, Item, Key, Row};
use kurabe_index::index::Store;
use kurabe_model::{Flag, PlanKind};

/// What `compare --format json` prints: a cell for each row and theme.
#[derive(Serialize, ToSchema)]
pub struct ComparisonAnswer<'a> {
    /// The themes, then the queries, that are counted.
    themes: &'a [String],
    /// The counts.
    cells: Vec<CellRecord<'a>>,
    /// Bodies and years asked for in which no plan speaks: no zeros.
    no_plan: Vec<NoPlan<'a>>,
    /// What must be known to read the figures.
    notes: Vec<String>,
    /// Which of the items stand on doubtful ground.
    doubtful: Doubt<'a>,
    /// The items behind the cells, where they were asked for; the API gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(ignore)]
    items: Option<Vec<ItemRecord<'a>>>,
}

/// The action items of a row that are about a theme.
#[derive(Serialize, ToSchema)]
struct CellRecord<'a> {
    /// The theme, or the query.
    theme: &'a str,
    #[serde(flatten)]
    key: KeyRecord<'a>,
    /// Ids of the plans that speak.
    plans: Vec<&'a str>,
    /// How many action items.
    items: u32,
    /// How many of them stand on doubtful ground.
    doubtful: u32,
    /// Of how many.
    of: u32,
    /// The median of the plans' shares, from 0 to 1; null if no plan has any item.
    #[schema(required)]
    share: Option<f64>,
    /// The items: each a plan's id and the number of the node.
    nodes: Vec<(&'a str, u32)>,
}

/// What makes a row: only the names that were asked for with `by`.
#[derive(Serialize, ToSchema)]
pub(super) struct KeyRecord<'a> {
    /// The body; null where its plan does not state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    organisation: Option<Option<&'a str>>,
    /// The fiscal year.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = i32)]
    year: Option<i32>,
    /// The prefecture; null where no plan of the body states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    prefecture: Option<Option<&'a str>>,
    /// The kind of plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = names::PlanKind)]
    kind: Option<&'static str>,
}

/// A body and a year without a plan.
#[derive(Serialize, ToSchema)]
struct NoPlan<'a> {
    /// The body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// The fiscal year.
    year: i32,
}

/// An item behind a cell.
#[derive(Serialize)]
struct ItemRecord<'a> {
    theme: Option<&'a str>,
    #[serde(flatten)]
    key: Option<KeyRecord<'a>>,
    plan: Option<&'a str>,
    node: u32,
    kind: &'static str,
    marker: &'a str,
    title: &'a str,
    path: &'a [String],
    flags: Vec<&'static str>,
    page: Option<u32>,
    first_line: u32,
    last_line: u32,
    evidence: Vec<ReasonRecord<'a>>,
    sure: f64,
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<bool>,
}

/// A word that speaks for a theme, and where it stands.
#[derive(Serialize)]
struct ReasonRecord<'a> {
    word: &'a str,
    heading: Option<&'a str>,
    line: u32,
}

/// The object that `compare --format json` prints; with the items behind the cells where they are given, and those of them
/// that stand on doubtful ground.
#[must_use]
pub fn comparison_json<'a>(
    store: &'a Store,
    comparison: &'a Comparison,
    (items, doubtful): (Option<&'a [Item]>, &'a [Item]),
    lang: Lang,
) -> ComparisonAnswer<'a> {
    let cells = comparison
        .rows
        .iter()
        .flat_map(|row| (0..comparison.columns.len()).filter_map(move |column| cell(store, comparison, row, column)));
    let no_plan = comparison.no_plan.iter().map(|(body, year)| NoPlan {
        organisation: comparison.bodies.get(*body).and_then(|body| body.name.as_deref()),
        year: *year,
    });
    ComparisonAnswer {
        themes: &comparison.columns,
        cells: cells.collect(),
        no_plan: no_plan.collect(),
        notes: notes_text(&comparison.notes, lang),
        doubtful: doubt_json(store, comparison, doubtful),
        items: items.map(|items| items.iter().map(|item| item_json(store, comparison, item)).collect()),
    }
}

fn cell<'a>(store: &'a Store, comparison: &'a Comparison, row: &'a Row, column: usize) -> Option<CellRecord<'a>> {
    let id = |place: u32| store.row(place).map(|row| row.id.as_str());
    let counted = row.cells.get(column)?;
    Some(CellRecord {
        theme: comparison.columns.get(column)?,
        key: key_json(comparison, &row.key),
        plans: row.plans.iter().filter_map(|place| id(*place)).collect(),
        items: counted.items,
        doubtful: counted.doubtful,
        of: row.of,
        share: counted.share.map(rounded),
        nodes: comparison.nodes(row, column).filter_map(|(plan, node)| Some((id(plan)?, node.0))).collect(),
    })
}

/// One name for each thing that makes a row.
pub(super) fn key_json<'a>(comparison: &'a Comparison, key: &'a Key) -> KeyRecord<'a> {
    let body = |body: usize| comparison.bodies.get(body).and_then(|body| body.name.as_deref());
    KeyRecord {
        organisation: key.organisation.map(body),
        year: key.year,
        prefecture: key.prefecture.as_deref().map(|name| Some(name).filter(|name| !name.is_empty())),
        kind: key.kind.map(PlanKind::name),
    }
}

/// A share without digits that mean nothing.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// An item behind a cell, as `--items` adds them.
fn item_json<'a>(store: &'a Store, comparison: &'a Comparison, item: &'a Item) -> ItemRecord<'a> {
    let reasons = item.reasons.iter().map(|reason| ReasonRecord {
        word: &reason.word,
        heading: reason.heading.as_deref(),
        line: reason.line,
    });
    ItemRecord {
        theme: comparison.columns.get(item.column).map(String::as_str),
        key: comparison.rows.get(item.row).map(|row| key_json(comparison, &row.key)),
        plan: store.row(item.plan).map(|row| row.id.as_str()),
        node: item.node.0,
        kind: item.kind.name(),
        marker: &item.marker,
        title: &item.title,
        path: &item.path,
        flags: item.flags.iter().map(Flag::name).collect(),
        page: item.page,
        first_line: item.first_line,
        last_line: item.last_line,
        evidence: reasons.collect(),
        sure: item.sure.share(),
        rule: Rule::of(item.rule).map(Rule::id),
        corrected: item.corrected.then_some(true),
    }
}
