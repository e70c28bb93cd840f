//! A comparison as JSON; its names are a contract.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::compare_notes::notes_text;
use super::lang::Lang;
use crate::compare::{Comparison, Item, Key, Row};
use crate::index::Store;

/// A comparison as JSON, its fields in the order of the contract.
#[derive(Serialize)]
struct Answer<'a> {
    themes: &'a [String],
    cells: Vec<CellRecord<'a>>,
    no_plan: Vec<NoPlan<'a>>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Value>,
}

/// A cell; of its keys only those that make a row.
#[derive(Serialize)]
struct CellRecord<'a> {
    theme: &'a str,
    #[serde(flatten)]
    key: Map<String, Value>,
    plans: Vec<&'a str>,
    items: u32,
    of: u32,
    share: Option<f64>,
    nodes: Vec<(&'a str, u32)>,
}

/// A body and a year without a plan.
#[derive(Serialize)]
struct NoPlan<'a> {
    organisation: Option<&'a str>,
    year: i32,
}

/// The object that `compare --format json` prints; with the items behind the cells where they are given.
///
/// # Errors
///
/// Never in practice: these values have a JSON form.
pub fn comparison_json(
    store: &Store,
    comparison: &Comparison,
    items: Option<&[Item]>,
    lang: Lang,
) -> Result<String, serde_json::Error> {
    let cells = comparison
        .rows
        .iter()
        .flat_map(|row| (0..comparison.columns.len()).filter_map(move |column| cell(store, comparison, row, column)));
    let no_plan = comparison.no_plan.iter().map(|(body, year)| NoPlan {
        organisation: comparison.bodies.get(*body).and_then(|body| body.name.as_deref()),
        year: *year,
    });
    serde_json::to_string(&Answer {
        themes: &comparison.columns,
        cells: cells.collect(),
        no_plan: no_plan.collect(),
        notes: notes_text(&comparison.notes, lang),
        items: items.map(|items| items_json(store, comparison, items)),
    })
}

fn cell<'a>(store: &'a Store, comparison: &'a Comparison, row: &'a Row, column: usize) -> Option<CellRecord<'a>> {
    let id = |place: u32| store.row(place).map(|row| row.id.as_str());
    let counted = row.cells.get(column)?;
    let mut key = Map::new();
    put_key(&mut key, comparison, &row.key);
    Some(CellRecord {
        theme: comparison.columns.get(column)?,
        key,
        plans: row.plans.iter().filter_map(|place| id(*place)).collect(),
        items: counted.items,
        of: row.of,
        share: counted.share.map(rounded),
        nodes: comparison.nodes(row, column).filter_map(|(plan, node)| Some((id(plan)?, node.0))).collect(),
    })
}

/// One entry for each thing that makes a row.
pub(super) fn put_key(cell: &mut Map<String, Value>, comparison: &Comparison, key: &Key) {
    if let Some(body) = key.organisation {
        cell.insert("organisation".into(), json!(comparison.bodies.get(body).and_then(|body| body.name.as_deref())));
    }
    if let Some(year) = key.year {
        cell.insert("year".into(), json!(year));
    }
    if let Some(prefecture) = &key.prefecture {
        let stated = Some(prefecture).filter(|name| !name.is_empty());
        cell.insert("prefecture".into(), json!(stated));
    }
    if let Some(kind) = key.kind {
        cell.insert("kind".into(), json!(kind.name()));
    }
}

/// A share without digits that mean nothing.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// The items behind the cells, as `--items` adds them.
fn items_json(store: &Store, comparison: &Comparison, items: &[Item]) -> Value {
    let of_item = |item: &Item| {
        let mut entry = Map::new();
        entry.insert("theme".into(), json!(comparison.columns.get(item.column)));
        if let Some(row) = comparison.rows.get(item.row) {
            put_key(&mut entry, comparison, &row.key);
        }
        let reasons = item.reasons.iter();
        let reasons =
            reasons.map(|reason| json!({"word": reason.word, "heading": reason.heading, "line": reason.line}));
        let facts = json!({
            "plan": store.row(item.plan).map(|row| row.id.as_str()),
            "node": item.node.0,
            "kind": item.kind.name(),
            "marker": item.marker,
            "title": item.title,
            "path": item.path,
            "flags": item.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>(),
            "page": item.page,
            "first_line": item.first_line,
            "last_line": item.last_line,
            "evidence": reasons.collect::<Vec<_>>(),
        });
        if let Value::Object(facts) = facts {
            entry.extend(facts);
        }
        Value::Object(entry)
    };
    items.iter().map(of_item).collect()
}
