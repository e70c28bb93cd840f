//! 沿革: how initiatives ran through all plans of a body, built on the diffs of each plan and the next.
//!
//! In come plans in their order, out comes a [`History`]: threads that hold every section and item of every plan
//! exactly once, each with the records of the diffs that lead from plan to plan. Which plans follow one another must
//! not be known here.

use std::collections::HashMap;

use super::{Diff, DiffError, Pairings, Side, Synonyms, diff_with};
use kurabe_model::{NodeId, NodeKind};

/// All plans of a body as threads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Each plan beside the next: the first lies between the first plan and the second.
    pub diffs: Vec<Diff>,
    /// The threads: those that reach the last plan in its order, then those that ended, the latest first.
    pub threads: Vec<Thread>,
}

/// What one thing was in each plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// It is a section in all plans.
    pub section: bool,
    /// Plan after plan, from the first that has it; no plan between them is left out.
    pub steps: Vec<Step>,
}

/// What a thread is in one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which plan.
    pub plan: usize,
    /// Its nodes there: several after a split, or before a merger.
    pub nodes: Vec<NodeId>,
    /// The records that lead here from the plan before, by place in its diff.
    pub records: Vec<usize>,
}

impl History {
    /// The thread that a node of a plan stands in.
    #[must_use]
    pub fn thread_of(&self, plan: usize, node: NodeId) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.step(plan).is_some_and(|step| step.nodes.contains(&node)))
    }
}

impl Thread {
    /// What it is in a plan.
    #[must_use]
    pub fn step(&self, plan: usize) -> Option<&Step> {
        self.steps.iter().find(|step| step.plan == plan)
    }
}

/// Follows everything through some plans, each the successor of the one before. `pairings` holds what a reader says of
/// each plan and the next, in their order; where it ends, nothing was said.
///
/// # Errors
///
/// If one of them holds nothing that could be compared.
pub fn history(plans: &[Side<'_>], synonyms: &Synonyms, pairings: &[Pairings]) -> Result<History, DiffError> {
    let nothing = Pairings::default();
    let beside =
        |(at, two): (usize, &[Side<'_>])| diff_with(two[0], two[1], synonyms, pairings.get(at).unwrap_or(&nothing));
    let diffs = plans.windows(2).enumerate().map(beside).collect::<Result<Vec<Diff>, DiffError>>()?;
    let threads = threads(plans, &diffs);
    Ok(History { diffs, threads })
}

/// Nodes of all plans by one running number, and which of them belong together.
struct Joined {
    numbers: Vec<HashMap<NodeId, usize>>,
    above: Vec<usize>,
}

impl Joined {
    fn new(plans: &[Side<'_>]) -> Self {
        let mut count = 0;
        let number = |node: &kurabe_model::Node| {
            count += 1;
            (node.id, count - 1)
        };
        let mut number = number;
        let numbers = plans.iter().map(|side| side.plan.nodes.iter().map(&mut number).collect()).collect();
        Self { numbers, above: (0..count).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.above[one.max(other)] = one.min(other);
    }
}

fn threads(plans: &[Side<'_>], diffs: &[Diff]) -> Vec<Thread> {
    let mut joined = Joined::new(plans);
    for (before, diff) in diffs.iter().enumerate() {
        for record in &diff.records {
            let old = record.old.iter().filter_map(|id| joined.numbers[before].get(id).copied());
            let new = record.new.iter().filter_map(|id| joined.numbers[before + 1].get(id).copied());
            let all: Vec<usize> = old.chain(new).collect();
            all.windows(2).for_each(|two| joined.join(two[0], two[1]));
        }
    }
    // By the number of its first node: threads come in the order in which they begin.
    let mut found: HashMap<usize, Thread> = HashMap::new();
    let mut root_of: Vec<HashMap<NodeId, usize>> = Vec::new();
    for (plan, side) in plans.iter().enumerate() {
        let mut roots = HashMap::new();
        for node in &side.plan.nodes {
            let root = joined.root(joined.numbers[plan][&node.id]);
            roots.insert(node.id, root);
            let thread = found.entry(root).or_insert_with(|| Thread { section: true, steps: Vec::new() });
            thread.section &= node.kind == NodeKind::Section;
            match thread.steps.last_mut().filter(|step| step.plan == plan) {
                Some(step) => step.nodes.push(node.id),
                None => thread.steps.push(Step { plan, nodes: vec![node.id], records: Vec::new() }),
            }
        }
        root_of.push(roots);
    }
    for (before, diff) in diffs.iter().enumerate() {
        for (at, record) in diff.records.iter().enumerate().filter(|(_, record)| !record.old.is_empty()) {
            let Some(root) = record.new.first().and_then(|id| root_of[before + 1].get(id)) else { continue };
            let step = found.get_mut(root).and_then(|thread| thread.steps.iter_mut().find(|s| s.plan == before + 1));
            step.into_iter().for_each(|step| step.records.push(at));
        }
    }
    let mut threads: Vec<Thread> = found.into_values().collect();
    threads.sort_by_key(|thread| {
        let last = thread.steps.last().map(|step| (step.plan, step.nodes.first().copied()));
        last.map(|(plan, node)| (std::cmp::Reverse(plan), node))
    });
    threads
}
