//! Which records of a diff are shown, and how: what changed, the headings above it, and how much is folded away.

use std::collections::HashMap;

use super::diff_json::Compared;
use crate::diff::Record;
use crate::model::{Node, NodeId, Plan};

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
    let (old, new) = (Nodes::new(compared.old.1), Nodes::new(compared.new.1));
    let depth = |record: &Record| match (record.new.first(), record.old.first()) {
        (Some(id), _) => new.depth(*id),
        (None, Some(id)) => old.depth(*id),
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

/// The nodes of a plan by id.
#[derive(Debug)]
pub struct Nodes<'a> {
    by_id: HashMap<NodeId, (&'a Node, usize)>,
}

impl<'a> Nodes<'a> {
    /// The nodes of a plan.
    #[must_use]
    pub fn new(plan: &'a Plan) -> Self {
        let mut by_id: HashMap<NodeId, (&Node, usize)> = HashMap::new();
        for node in &plan.nodes {
            let above = node.parent.and_then(|parent| by_id.get(&parent));
            let depth = above.map_or(0, |(_, depth)| depth + 1);
            by_id.insert(node.id, (node, depth));
        }
        Self { by_id }
    }

    /// How deep a node stands.
    #[must_use]
    pub fn depth(&self, id: NodeId) -> usize {
        self.by_id.get(&id).map_or(0, |(_, depth)| *depth)
    }

    /// Nodes by their ids.
    pub fn all<'s>(&'s self, ids: &'s [NodeId]) -> impl Iterator<Item = &'a Node> + 's {
        ids.iter().filter_map(|id| self.by_id.get(id).map(|(node, _)| *node))
    }

    /// The titles above a node, the highest first.
    #[must_use]
    pub fn path(&self, id: Option<NodeId>) -> Vec<&'a str> {
        let find = |id: NodeId| self.by_id.get(&id).map(|(node, _)| *node);
        let first = id.and_then(find).and_then(|node| node.parent).and_then(find);
        let above = std::iter::successors(first, |node| node.parent.and_then(find));
        let mut titles: Vec<&str> = above.map(|node| node.title.as_str()).collect();
        titles.reverse();
        titles
    }
}
