//! Which node of the old plan is which of the new, as pairs without their reasons.
//!
//! This file must not know how pairs are found.

use super::feature::Features;

/// Which node is which: for each node of one side its partner of the other, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    pub(super) new_of: Vec<Option<usize>>,
    pub(super) old_of: Vec<Option<usize>>,
}

impl Pairs {
    pub(super) fn none(features: &Features) -> Self {
        Self { new_of: vec![None; features.old.len()], old_of: vec![None; features.new.len()] }
    }

    pub(super) fn join(&mut self, old: usize, new: usize) {
        self.part(old, new);
        self.new_of[old] = Some(new);
        self.old_of[new] = Some(old);
    }

    /// Parts each of two nodes from its partner.
    pub(super) fn part(&mut self, old: usize, new: usize) {
        if let Some(other) = self.new_of[old].take() {
            self.old_of[other] = None;
        }
        if let Some(other) = self.old_of[new].take() {
            self.new_of[other] = None;
        }
    }
}
