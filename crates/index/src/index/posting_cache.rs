//! Passages of a segment that hold something, kept for the next question: words come again, in the next page of an
//! answer, in another facet, in the thesaurus.

use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

/// Passages that hold something.
#[derive(Debug, Default)]
pub(crate) struct PostingSet {
    /// In title or body.
    pub(crate) any: Docs,
    /// In the title.
    pub(crate) title: Docs,
    /// Below a title that holds it; made when first asked for.
    pub(crate) below: OnceLock<Docs>,
}

impl PostingSet {
    /// Bytes of memory; what lies below is guessed, as it may not be made yet: some sixty passages for each title, until
    /// they are held by a bit each.
    pub(super) fn weight(&self) -> usize {
        const BELOW: usize = 128;
        const MOST: usize = 256 << 10;
        let below = if self.title.is_empty() { 0 } else { (self.title.len() * BELOW).min(MOST) };
        size_of::<Self>() + self.any.weight() + self.title.weight() + below
    }
}

/// Documents of a segment: a list of few, or a bit for each.
#[derive(Debug)]
pub(crate) enum Docs {
    /// In order.
    Few(List),
    /// With how many there are.
    Many(FixedBitSet, usize),
}

/// Documents in order, two bytes for each: blocks of 65,536, as their numbers go.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// For each block, where its documents end in `low`.
    ends: Box<[u32]>,
    low: Box<[u16]>,
}

impl List {
    const BITS: u32 = 16;

    fn new(docs: impl Iterator<Item = usize>) -> Self {
        let (mut ends, mut low) = (Vec::new(), Vec::new());
        for doc in docs {
            let block = doc >> Self::BITS;
            ends.resize(ends.len().max(block), low.len() as u32);
            low.push((doc & ((1 << Self::BITS) - 1)) as u16);
        }
        ends.push(low.len() as u32);
        Self { ends: ends.into(), low: low.into() }
    }

    fn block(&self, block: usize) -> &[u16] {
        let end = |block: usize| self.ends.get(block).map(|end| *end as usize);
        let first = block.checked_sub(1).map_or(Some(0), end);
        first.zip(end(block)).and_then(|(first, end)| self.low.get(first..end)).unwrap_or_default()
    }

    fn contains(&self, doc: u32) -> bool {
        self.block((doc >> Self::BITS) as usize).binary_search(&(doc as u16)).is_ok()
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        let block = |block: usize| self.block(block).iter().map(move |low| block << Self::BITS | usize::from(*low));
        (0..self.ends.len()).flat_map(block)
    }

    fn weight(&self) -> usize {
        size_of_val::<[u32]>(&self.ends) + size_of_val::<[u16]>(&self.low)
    }
}

impl Default for Docs {
    fn default() -> Self {
        Self::Few(List::default())
    }
}

impl From<FixedBitSet> for Docs {
    fn from(docs: FixedBitSet) -> Self {
        let count = docs.count_ones(..);
        if count * 16 <= docs.len() { Self::Few(List::new(docs.ones())) } else { Self::Many(docs, count) }
    }
}

impl Docs {
    /// How many.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(docs) => docs.low.len(),
            Self::Many(_, count) => *count,
        }
    }

    /// Are there none?
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Is this one among them?
    #[must_use]
    #[inline]
    pub(crate) fn contains(&self, doc: u32) -> bool {
        match self {
            Self::Few(docs) => docs.contains(doc),
            Self::Many(docs, _) => docs.contains(doc as usize),
        }
    }

    /// Adds them to a set.
    pub(crate) fn add_to(&self, set: &mut FixedBitSet) {
        match self {
            Self::Few(docs) => docs.iter().for_each(|doc| set.insert(doc)),
            Self::Many(docs, _) => set.union_with(docs),
        }
    }

    /// Takes them out of a set.
    pub(crate) fn take_from(&self, set: &mut FixedBitSet) {
        match self {
            Self::Few(docs) => docs.iter().for_each(|doc| set.remove(doc)),
            Self::Many(docs, _) => set.difference_with(docs),
        }
    }

    /// All of them, in order.
    #[must_use]
    pub(crate) fn to_vec(&self) -> Vec<u32> {
        match self {
            Self::Few(docs) => docs.iter().map(|doc| doc as u32).collect(),
            Self::Many(docs, _) => docs.ones().map(|doc| doc as u32).collect(),
        }
    }

    fn weight(&self) -> usize {
        match self {
            Self::Few(docs) => docs.weight(),
            Self::Many(docs, _) => docs.len() / 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_say_the_same() {
        const SIZE: usize = 200_000;
        let set = |docs: &[usize]| {
            let mut set = FixedBitSet::with_capacity(SIZE);
            set.extend(docs.iter().copied());
            set
        };
        for docs in [vec![], vec![3], vec![3, 65_535, 65_536, SIZE - 1], vec![SIZE - 1], (0..SIZE).step_by(3).collect()]
        {
            let made = Docs::from(set(&docs));
            assert_eq!(matches!(made, Docs::Few(_)), docs.len() * 16 <= SIZE, "{docs:?}");
            assert_eq!(made.len(), docs.len());
            assert_eq!(made.to_vec().iter().map(|doc| *doc as usize).collect::<Vec<_>>(), docs);
            assert!((0..SIZE).all(|doc| made.contains(doc as u32) == docs.contains(&doc)));
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
}
