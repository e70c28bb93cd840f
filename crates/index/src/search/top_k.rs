//! The best of many answers, kept while they are found.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::answer::Place;

/// The best of many, in order.
pub(super) struct TopK<K> {
    most: usize,
    heap: BinaryHeap<Reverse<K>>,
}

impl<K: Ord> TopK<K> {
    pub(super) fn new(most: usize) -> Self {
        Self { most, heap: BinaryHeap::new() }
    }

    fn is_full(&self) -> bool {
        self.heap.len() >= self.most
    }

    fn admits(&self, key: &K) -> bool {
        !self.is_full() || self.heap.peek().is_some_and(|least| *key > least.0)
    }

    pub(super) fn push(&mut self, key: K) {
        if !self.is_full() {
            self.heap.push(Reverse(key));
        } else if self.admits(&key) {
            self.heap.pop();
            self.heap.push(Reverse(key));
        }
    }

    /// TopK first.
    pub(super) fn into_vec(self) -> Vec<K> {
        self.heap.into_sorted_vec().into_iter().map(|key| key.0).collect()
    }
}

/// The best answer of each plan, for as many plans as a page may need.
struct Firsts {
    most: usize,
    held: HashMap<u32, Place>,
    /// The worst of the best at the last clearing: what is no better cannot come among them.
    least: Option<Place>,
}

impl Firsts {
    fn admits(&self, place: &Place) -> bool {
        self.least.as_ref().is_none_or(|least| place > least)
            && self.held.get(&place.plan()).is_none_or(|held| place > held)
    }

    fn push(&mut self, place: Place) {
        /// Plans that may be held beyond those wanted: clearing is dear.
        const SPARE: usize = 64;
        if self.admits(&place) {
            self.held.insert(place.plan(), place);
            if self.held.len() >= self.most.saturating_mul(2).saturating_add(SPARE) {
                let mut best = std::mem::take(&mut self.held).into_values().collect::<Vec<_>>();
                best.sort_unstable_by(|a, b| b.cmp(a));
                best.truncate(self.most);
                self.least = best.last().cloned();
                self.held = best.into_iter().map(|place| (place.plan(), place)).collect();
            }
        }
    }

    fn into_vec(self) -> Vec<Place> {
        let mut best: Vec<Place> = self.held.into_values().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(self.most);
        best
    }
}

/// What a page is cut from: the best answers, or the best of each plan.
pub(super) struct Kept(Way);

enum Way {
    Hits(TopK<Place>),
    Plans(Firsts),
}

impl Kept {
    /// The best answers.
    pub(super) fn hits(most: usize) -> Self {
        Self(Way::Hits(TopK::new(most)))
    }

    /// The best answer of each of the best plans.
    pub(super) fn plans(most: usize) -> Self {
        Self(Way::Plans(Firsts { most, held: HashMap::new(), least: None }))
    }

    /// Are there as many as are wanted?
    pub(super) fn is_full(&self) -> bool {
        match &self.0 {
            Way::Hits(best) => best.is_full(),
            Way::Plans(firsts) => firsts.held.len() >= firsts.most,
        }
    }

    /// The worst of the best, if there are as many as are wanted: no other can come among them that is worse.
    pub(super) fn least(&self) -> Option<&Place> {
        match &self.0 {
            Way::Hits(best) => best.heap.peek().filter(|_| best.is_full()).map(|least| &least.0),
            Way::Plans(firsts) => firsts.least.as_ref(),
        }
    }

    /// Could this one be kept?
    #[inline]
    pub(super) fn admits(&self, place: &Place) -> bool {
        match &self.0 {
            Way::Hits(best) => best.admits(place),
            Way::Plans(firsts) => firsts.admits(place),
        }
    }

    pub(super) fn push(&mut self, place: Place) {
        match &mut self.0 {
            Way::Hits(best) => best.push(place),
            Way::Plans(firsts) => firsts.push(place),
        }
    }

    /// TopK first.
    pub(super) fn into_vec(self) -> Vec<Place> {
        match self.0 {
            Way::Hits(best) => best.into_vec(),
            Way::Plans(firsts) => firsts.into_vec(),
        }
    }
}
