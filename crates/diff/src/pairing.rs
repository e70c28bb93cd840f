//! What a reader says of two plans: these two are one, these are not.
//!
//! In come pairs of nodes as data, out comes the same by places, for all that looks for pairs. Who said it and where it
//! is kept must not be known here.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{NodeId, Plan};

/// Pairs of nodes of an old and a new plan that a reader spoke of.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pairings {
    same: Vec<(NodeId, NodeId)>,
    apart: BTreeSet<(NodeId, NodeId)>,
}

impl Pairings {
    /// Says of two nodes that they are one, or are not. What was said before of the same nodes gives way.
    pub fn say(&mut self, old: NodeId, new: NodeId, are_one: bool) {
        if are_one {
            self.same.retain(|(one, other)| *one != old && *other != new);
            self.apart.remove(&(old, new));
            self.same.push((old, new));
        } else {
            self.same.retain(|pair| *pair != (old, new));
            self.apart.insert((old, new));
        }
    }

    /// The same with the plans in the other order.
    #[must_use]
    pub fn turned(&self) -> Self {
        let turn = |(old, new): &(NodeId, NodeId)| (*new, *old);
        Self { same: self.same.iter().map(turn).collect(), apart: self.apart.iter().map(turn).collect() }
    }

    /// By places in two plans; what names no node of them is left out.
    pub(super) fn by_place(&self, old: &Plan, new: &Plan) -> Judged {
        let place = |(one, other): &(NodeId, NodeId)| Some((old.place_of(*one)?, new.place_of(*other)?));
        let same: BTreeMap<usize, usize> = self.same.iter().filter_map(place).collect();
        let taken = same.values().copied().collect();
        Judged { same, taken, apart: self.apart.iter().filter_map(place).collect() }
    }
}

/// Pairs that a reader spoke of, by place.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// Which new node an old one is.
    same: BTreeMap<usize, usize>,
    /// The new nodes among them.
    taken: BTreeSet<usize>,
    apart: BTreeSet<(usize, usize)>,
}

impl Judged {
    /// Which new node an old one is.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        self.same.get(&old).copied()
    }

    /// Could two nodes be one, for all that was said?
    pub(super) fn may_be_one(&self, old: usize, new: usize) -> bool {
        match self.new_of(old) {
            Some(own) => own == new,
            None => !self.taken.contains(&new) && !self.apart.contains(&(old, new)),
        }
    }

    /// Is it said which node an old one, or a new one, is?
    pub(super) fn is_settled(&self, old: usize, new: usize) -> bool {
        self.same.contains_key(&old) || self.taken.contains(&new)
    }

    /// Was anything said of an old node?
    pub(super) fn speaks_of_old(&self, old: usize) -> bool {
        self.same.contains_key(&old) || self.apart.iter().any(|(one, _)| *one == old)
    }

    /// Was anything said of a new node?
    pub(super) fn speaks_of_new(&self, new: usize) -> bool {
        self.taken.contains(&new) || self.apart.iter().any(|(_, other)| *other == new)
    }
}
