//! Passages of a segment that hold something, kept for the next question: words come again, in the next page of an
//! answer, in another facet, in the thesaurus.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fixedbitset::FixedBitSet;
use lru::LruCache;

/// Passages that hold something.
#[derive(Debug, Default)]
pub struct Holding {
    /// In title or body.
    pub any: Docs,
    /// In the title.
    pub title: Docs,
    /// Below a title that holds it; made when first asked for.
    pub below: OnceLock<Ranges>,
}

impl Holding {
    /// Bytes of memory, as if everything were made.
    fn weight(&self) -> usize {
        const OWN: usize = 200;
        OWN + self.any.weight() + self.title.weight() + self.title.len() * size_of::<(u32, u32)>()
    }
}

/// Documents of a segment: a list of few, or a bit for each.
#[derive(Debug)]
pub enum Docs {
    /// In order.
    Few(Box<[u32]>),
    /// With how many there are.
    Many(FixedBitSet, usize),
}

impl Default for Docs {
    fn default() -> Self {
        Self::Few(Box::default())
    }
}

impl From<FixedBitSet> for Docs {
    fn from(docs: FixedBitSet) -> Self {
        let count = docs.count_ones(..);
        if count * 32 <= docs.len() {
            Self::Few(docs.ones().map(|doc| doc as u32).collect())
        } else {
            Self::Many(docs, count)
        }
    }
}

impl Docs {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Few(docs) => docs.len(),
            Self::Many(_, count) => *count,
        }
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Is this one among them?
    #[must_use]
    #[inline]
    pub fn contains(&self, doc: u32) -> bool {
        match self {
            Self::Few(docs) => docs.binary_search(&doc).is_ok(),
            Self::Many(docs, _) => docs.contains(doc as usize),
        }
    }

    /// Adds them to a set.
    pub fn add_to(&self, set: &mut FixedBitSet) {
        match self {
            Self::Few(docs) => docs.iter().for_each(|doc| set.insert(*doc as usize)),
            Self::Many(docs, _) => set.union_with(docs),
        }
    }

    /// Takes them out of a set.
    pub fn take_from(&self, set: &mut FixedBitSet) {
        match self {
            Self::Few(docs) => docs.iter().for_each(|doc| set.remove(*doc as usize)),
            Self::Many(docs, _) => set.difference_with(docs),
        }
    }

    /// All of them, in order.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u32> {
        match self {
            Self::Few(docs) => docs.to_vec(),
            Self::Many(docs, _) => docs.ones().map(|doc| doc as u32).collect(),
        }
    }

    fn weight(&self) -> usize {
        match self {
            Self::Few(docs) => size_of_val::<[u32]>(docs),
            Self::Many(docs, _) => docs.len() / 8,
        }
    }
}

/// Stretches of documents, in order and apart.
#[derive(Debug, Default)]
pub struct Ranges(Box<[(u32, u32)]>);

impl Ranges {
    /// From stretches in the order of their beginnings, which may lie in one another.
    pub fn new(stretches: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut apart: Vec<(u32, u32)> = Vec::new();
        for (first, end) in stretches {
            match apart.last_mut() {
                Some(last) if first <= last.1 => last.1 = last.1.max(end),
                _ if first < end => apart.push((first, end)),
                _ => {}
            }
        }
        Self(apart.into())
    }

    /// Does one of them hold this document?
    #[must_use]
    pub fn contains(&self, doc: u32) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= doc);
        after.checked_sub(1).and_then(|place| self.0.get(place)).is_some_and(|(_, end)| doc < *end)
    }

    /// Adds them to a set.
    pub fn add_to(&self, set: &mut FixedBitSet) {
        for (first, end) in &self.0 {
            set.insert_range(*first as usize..(*end as usize).min(set.len()));
        }
    }
}

/// Holdings of a segment that were made, the least used forgotten first.
#[derive(Debug)]
pub(super) struct Memory {
    kept: Mutex<Kept>,
    /// Bytes that may be kept.
    most: usize,
}

#[derive(Debug)]
struct Kept {
    holdings: LruCache<String, Arc<Holding>>,
    weight: usize,
}

impl Memory {
    pub(super) fn new(most: usize) -> Self {
        Self { kept: Mutex::new(Kept { holdings: LruCache::unbounded(), weight: 0 }), most }
    }

    /// The holding of a key, made if it is not kept.
    pub(super) fn get<E>(&self, key: &str, make: impl FnOnce() -> Result<Holding, E>) -> Result<Arc<Holding>, E> {
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(holding) = lock().holdings.get(key) {
            return Ok(Arc::clone(holding));
        }
        let holding = Arc::new(make()?);
        let mut kept = lock();
        kept.weight += holding.weight();
        if let Some((_, old)) = kept.holdings.push(key.to_owned(), Arc::clone(&holding)) {
            kept.weight -= old.weight();
        }
        while kept.weight > self.most
            && let Some((_, old)) = kept.holdings.pop_lru()
        {
            kept.weight -= old.weight();
        }
        Ok(holding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_say_the_same() {
        let set = |docs: &[usize]| {
            let mut set = FixedBitSet::with_capacity(100);
            set.extend(docs.iter().copied());
            set
        };
        for docs in [vec![], vec![3], vec![3, 50, 99], (0..80).collect::<Vec<_>>()] {
            let made = Docs::from(set(&docs));
            assert_eq!(matches!(made, Docs::Few(_)), docs.len() * 32 <= 100, "{docs:?}");
            assert_eq!(made.len(), docs.len());
            assert_eq!(made.to_vec().iter().map(|doc| *doc as usize).collect::<Vec<_>>(), docs);
            assert!((0..100).all(|doc| made.contains(doc as u32) == docs.contains(&doc)));
            let (mut put, mut left) = (set(&[1]), set(&[1, 3]));
            made.add_to(&mut put);
            made.take_from(&mut left);
            assert_eq!(
                put.ones().filter(|doc| *doc != 1).collect::<Vec<_>>(),
                docs.iter().copied().filter(|doc| *doc != 1).collect::<Vec<_>>()
            );
            assert_eq!(left.contains(3), !docs.contains(&3));
        }
    }

    #[test]
    fn stretches_within_others_are_one() {
        let ranges = Ranges::new([(1, 5), (2, 3), (5, 7), (9, 9), (10, 12)]);
        let held: Vec<u32> = (0..20).filter(|doc| ranges.contains(*doc)).collect();
        assert_eq!(held, [1, 2, 3, 4, 5, 6, 10, 11]);
        let mut set = FixedBitSet::with_capacity(11);
        ranges.add_to(&mut set);
        assert_eq!(set.ones().collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 10]);
    }

    #[test]
    fn what_is_too_much_is_forgotten() {
        let memory = Memory::new(1_000);
        let made = std::cell::Cell::new(0);
        let ask = |key: &str| {
            let make = || {
                made.set(made.get() + 1);
                Ok::<_, ()>(Holding::default())
            };
            memory.get(key, make).unwrap()
        };
        ask("a");
        ask("a");
        assert_eq!(made.get(), 1);
        ["b", "c", "d", "e", "f"].into_iter().for_each(|key| drop(ask(key)));
        ask("f");
        assert_eq!(made.get(), 6);
        ask("a");
        assert_eq!(made.get(), 7);
        assert!(memory.kept.lock().unwrap().weight <= 1_000);
    }
}
