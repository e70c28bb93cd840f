//! The best of many answers, kept while they are found.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

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
    /// The worst first.
    best: BTreeSet<Place>,
    of_plans: HashMap<u32, Place>,
}

impl Firsts {
    fn is_full(&self) -> bool {
        self.best.len() >= self.most
    }

    fn least(&self) -> Option<&Place> {
        self.best.first().filter(|_| self.is_full())
    }

    fn admits(&self, place: &Place) -> bool {
        self.least().is_none_or(|least| place > least)
            && self.of_plans.get(&place.plan()).is_none_or(|held| place > held)
    }

    fn push(&mut self, place: Place) {
        if !self.admits(&place) {
            return;
        }
        if let Some(worse) = self.of_plans.insert(place.plan(), place.clone()) {
            self.best.remove(&worse);
        }
        self.best.insert(place);
        if self.best.len() > self.most
            && let Some(least) = self.best.pop_first()
        {
            self.of_plans.remove(&least.plan());
        }
    }

    fn into_vec(self) -> Vec<Place> {
        self.best.into_iter().rev().collect()
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
        Self(Way::Plans(Firsts { most, best: BTreeSet::new(), of_plans: HashMap::new() }))
    }

    /// Are there as many as are wanted?
    pub(super) fn is_full(&self) -> bool {
        match &self.0 {
            Way::Hits(best) => best.is_full(),
            Way::Plans(firsts) => firsts.is_full(),
        }
    }

    /// The worst of the best, if there are as many as are wanted: no other can come among them that is worse.
    pub(super) fn least(&self) -> Option<&Place> {
        match &self.0 {
            Way::Hits(best) => best.heap.peek().filter(|_| best.is_full()).map(|least| &least.0),
            Way::Plans(firsts) => firsts.least(),
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
