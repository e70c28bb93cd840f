//! A comparison as JSON; its names are a contract.

use serde_json::{Map, Value, json};

use super::compare_notes::notes_text;
use super::lang::Lang;
use crate::compare::{Comparison, Item, Key, Row};
use crate::index::Store;

/// The object that `compare --format json` prints.
#[must_use]
pub fn comparison_json(store: &Store, comparison: &Comparison, lang: Lang) -> Value {
    let cells = comparison.rows.iter().flat_map(|row| {
        (0..comparison.columns.len()).map(move |column| Value::Object(cell_json(store, comparison, row, column)))
    });
    let no_plan = comparison.no_plan.iter().map(|(body, year)| {
        let organisation = comparison.bodies.get(*body).and_then(|body| body.name.as_deref());
        json!({"organisation": organisation, "year": year})
    });
    json!({
        "themes": comparison.columns,
        "cells": cells.collect::<Vec<_>>(),
        "no_plan": no_plan.collect::<Vec<_>>(),
        "notes": notes_text(&comparison.notes, lang),
    })
}

fn cell_json(store: &Store, comparison: &Comparison, row: &Row, column: usize) -> Map<String, Value> {
    let id = |place: u32| store.plans().get(place as usize).map(|row| row.id.as_str());
    let mut cell = Map::new();
    cell.insert("theme".into(), json!(comparison.columns.get(column)));
    put_key(&mut cell, comparison, &row.key);
    let nodes: Vec<Value> = comparison.nodes(row, column).map(|(plan, node)| json!([id(plan), node.0])).collect();
    cell.insert("plans".into(), row.plans.iter().map(|place| id(*place)).collect());
    cell.insert("items".into(), json!(row.cells.get(column).map(|cell| cell.items)));
    cell.insert("of".into(), json!(row.of));
    cell.insert("share".into(), json!(row.cells.get(column).and_then(|cell| cell.share).map(rounded)));
    cell.insert("nodes".into(), Value::Array(nodes));
    cell
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
#[must_use]
pub fn items_json(store: &Store, comparison: &Comparison, items: &[Item]) -> Value {
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
            "plan": store.plans().get(item.plan as usize).map(|row| row.id.as_str()),
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
