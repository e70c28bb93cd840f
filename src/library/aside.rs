//! What is put aside, bound to its words and lines: a passage, a change between two plans, a cell of a comparison.
//!
//! In come plans with what of them is meant, out come entries of a shortlist. Into which list they go must not be known
//! here.

use super::corpus::{Aside, Spot, SpotSide, What};
use kurabe_diff::Record;
use kurabe_index::compare::{Comparison, Row};
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::{NodeId, Passage, PassageKind, Plan};

/// Letters of a passage that its place is known by.
pub(super) const LONGEST: usize = 400;
/// Items of a cell that are kept with it.
const ITEMS: usize = 200;

/// The passage of a node.
#[must_use]
pub fn passage_of(plan: &Plan, node: NodeId) -> Option<&Passage> {
    plan.passages.iter().find(|passage| passage.node == Some(node) && passage.kind != PassageKind::Text)
}

/// The finest passage that holds a line.
#[must_use]
pub fn passage_at(plan: &Plan, line: u32) -> Option<&Passage> {
    let holds = |passage: &&Passage| (passage.span.first..=passage.span.last).contains(&line);
    let length = |passage: &&Passage| passage.span.last - passage.span.first;
    plan.passages.iter().filter(holds).min_by_key(length)
}

/// A passage with its words as the document has them: a title that a reader worded otherwise is no word of it, and what
/// was read in its place begins the body.
fn spot((row, plan): (&PlanRow, &Plan), passage: &Passage, side: Option<SpotSide>) -> Spot {
    let node = passage.node.filter(|_| passage.kind != PassageKind::Text).and_then(|id| plan.node(id));
    let is_of_reader = node.is_some_and(|node| {
        node.corrected.is_some() && node.title != node.words() && passage.body.lines().next() == Some(node.words())
    });
    let title = if is_of_reader { "" } else { passage.title.as_str() };
    let parts = [title, passage.body.as_str()];
    let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    Spot {
        file: row.file.clone(),
        plan: row.id.clone(),
        first: passage.span.first,
        last: passage.span.last,
        words: words.chars().take(LONGEST).collect(),
        side,
    }
}

/// A passage.
#[must_use]
pub fn of_passage((row, plan): (&PlanRow, &Plan), passage: &Passage) -> Aside {
    let places = vec![spot((row, plan), passage, None)];
    Aside { what: What::Passage, label: String::new(), remark: String::new(), places }
}

/// A record of a diff: what became of some items is told by a label.
#[must_use]
pub fn of_change(record: &Record, old: (&PlanRow, &Plan), new: (&PlanRow, &Plan), label: String) -> Aside {
    let side = |(row, plan): (&PlanRow, &Plan), nodes: &[NodeId], side: SpotSide| -> Vec<Spot> {
        nodes.iter().filter_map(|node| Some(spot((row, plan), passage_of(plan, *node)?, Some(side)))).collect()
    };
    let mut places = side(old, &record.old, SpotSide::Old);
    places.extend(side(new, &record.new, SpotSide::New));
    Aside { what: What::Change, label, remark: String::new(), places }
}

/// A cell of a comparison with its items; what it counts is told by a label.
///
/// # Errors
///
/// If a plan cannot be read from the index.
pub fn of_cell(
    store: &Store,
    found: &Comparison,
    (row, column): (&Row, usize),
    label: String,
) -> Result<Aside, IndexError> {
    let mut places = Vec::new();
    let mut open: Option<(u32, Plan)> = None;
    for (place, node) in found.nodes(row, column).take(ITEMS) {
        let Some(own) = store.plans().get(place as usize) else { continue };
        if open.as_ref().is_none_or(|(other, _)| *other != place) {
            open = Some((place, store.plan(own.number)?));
        }
        let found = open.as_ref().and_then(|(_, plan)| Some((plan, passage_of(plan, node)?)));
        places.extend(found.map(|(plan, passage)| spot((own, plan), passage, None)));
    }
    Ok(Aside { what: What::Cell, label, remark: String::new(), places })
}
