//! Which records of a diff are shown, and how: what changed, the headings above it, and how much is folded away.

use super::diff_json::Compared;
use kurabe_diff::Record;
use kurabe_model::{Node, Plan};

/// Whether what did not change is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Show everything.
    Nothing,
    /// Leave out what did not change.
    Unchanged,
}

/// One thing to show, with its depth in the plan.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shown<'a> {
    /// It did not change, but something below it did.
    Heading(&'a Record, usize),
    /// It changed; or it did not, and nothing is folded.
    Entry(&'a Record, usize),
    /// So many unchanged records in a row, left out.
    Folded(usize, usize),
}

/// The records of a diff as they are shown, in order.
pub(super) fn shown<'a>(compared: &Compared<'a>, fold: Fold) -> Vec<Shown<'a>> {
    let depth = |record: &Record| match (record.new.first(), record.old.first()) {
        (Some(id), _) => compared.new.1.depth(*id),
        (None, Some(id)) => compared.old.1.depth(*id),
        (None, None) => 0,
    };
    let records: Vec<(&Record, usize)> = compared.diff.records.iter().map(|record| (record, depth(record))).collect();
    let mut found: Vec<Shown<'a>> = Vec::new();
    for (at, (record, depth)) in records.iter().copied().enumerate() {
        if !record.is_same() || fold == Fold::Nothing {
            found.push(Shown::Entry(record, depth));
            continue;
        }
        let mut below = records[at + 1..].iter().take_while(|(_, other)| *other > depth);
        if below.any(|(other, _)| !other.is_same()) {
            found.push(Shown::Heading(record, depth));
        } else if let Some(Shown::Folded(count, least)) = found.last_mut() {
            *count += 1;
            *least = depth.min(*least);
        } else {
            found.push(Shown::Folded(1, depth));
        }
    }
    found
}

/// Two plans of which one was written anew: the nodes of each in their order, one beside the other.
pub(super) fn side_by_side<'a>(compared: &Compared<'a>) -> Vec<(Option<&'a Node>, Option<&'a Node>)> {
    let list = |plan: &'a Plan| plan.nodes.iter().filter(|node| !node.narrative).collect::<Vec<_>>();
    let (old, new) = (list(compared.old.1), list(compared.new.1));
    (0..old.len().max(new.len())).map(|at| (old.get(at).copied(), new.get(at).copied())).collect()
}
