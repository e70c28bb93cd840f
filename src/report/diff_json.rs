//! The JSON of a diff; its names are a contract.

use serde_json::{Map, Value, json};

use super::json::plan_json;
use crate::diff::{Diff, FigureChange, Record, Status};
use crate::index::PlanRow;
use crate::model::{NodeId, Plan};

/// Two plans laid beside one another, with what is known of each.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// What is known of the old plan.
    pub old: (&'a PlanRow, &'a Plan),
    /// What is known of the new plan.
    pub new: (&'a PlanRow, &'a Plan),
    /// What changed.
    pub diff: &'a Diff,
}

/// The object that `diff --format json` prints.
#[must_use]
pub fn diff_json(compared: &Compared<'_>) -> Value {
    let diff = compared.diff;
    let counts = |counts: &std::collections::BTreeMap<Status, usize>| -> Map<String, Value> {
        Status::ALL
            .iter()
            .filter(|status| **status != Status::NotStated || counts.contains_key(status))
            .map(|status| (status.name().to_owned(), json!(counts.get(status).copied().unwrap_or(0))))
            .collect()
    };
    json!({
        "old": plan_json(compared.old.0),
        "new": plan_json(compared.new.0),
        "summary": counts(&diff.items),
        "sections": counts(&diff.sections),
        "aligned": rounded(diff.aligned),
        "rewritten": diff.is_rewritten(),
        "records": diff.records.iter().map(|record| record_json(compared, record)).collect::<Vec<_>>(),
    })
}

fn record_json(compared: &Compared<'_>, record: &Record) -> Value {
    let stretches = |runs: &crate::diff::Inline| -> Vec<Value> {
        runs.iter().map(|(kind, text)| json!([kind.name(), text])).collect()
    };
    json!({
        "status": record.status.name(),
        "section": record.section,
        "body_changed": record.body_changed,
        "flags_changed": record.flags_changed,
        "old": nodes_json(compared.old.1, &record.old),
        "new": nodes_json(compared.new.1, &record.new),
        "similarity": rounded(record.similarity),
        "evidence": record.reasons.iter().map(|reason| reason.name()).collect::<Vec<_>>(),
        "inline": stretches(&record.inline),
        "body": stretches(&record.body),
        "figures": record.figures.iter().map(figure_json).collect::<Vec<_>>(),
    })
}

fn nodes_json(plan: &Plan, ids: &[NodeId]) -> Vec<Value> {
    plan.nodes_of(ids)
        .map(|node| json!({"node": node.id.0, "title": node.title, "line": node.span.first, "page": node.page}))
        .collect()
}

fn figure_json(figure: &FigureChange) -> Value {
    json!({
        "name": figure.name(),
        "old": figure.old.as_ref().and_then(|old| old.value),
        "new": figure.new.as_ref().and_then(|new| new.value),
        "unit": figure.unit(),
        "change": figure.change.name(),
        "old_text": figure.old.as_ref().map(|old| old.text.as_str()),
        "new_text": figure.new.as_ref().map(|new| new.text.as_str()),
        "old_line": figure.old.as_ref().map(|old| old.line),
        "new_line": figure.new.as_ref().map(|new| new.line),
    })
}

fn rounded(value: f32) -> f64 {
    (f64::from(value).abs() * 1000.0).round() / 1000.0
}
