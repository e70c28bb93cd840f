//! Passages of a segment that hold something, kept for the next question: words come again, in the next page of an
//! answer, in another facet, in the thesaurus.

use std::ops::Range;
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
        const MOST: usize = 64 << 10;
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

    /// Those of a range, in order.
    fn within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let last = range.end.saturating_sub(1) >> Self::BITS;
        (range.start >> Self::BITS..=last).flat_map(move |block| {
            let first = block << Self::BITS;
            let low = self.block(block);
            let place = |doc: usize| low.partition_point(|low| first + usize::from(*low) < doc);
            let inside = low.get(place(range.start)..place(range.end)).unwrap_or_default();
            inside.iter().map(move |low| first + usize::from(*low))
        })
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
        if Self::are_many(count, docs.len()) { Self::Many(docs, count) } else { Self::few(docs.ones()) }
    }
}

impl Docs {
    /// Do so many of a segment take less room as a bit for each?
    pub(crate) fn are_many(count: usize, size: usize) -> bool {
        count * 16 > size
    }

    /// Few, in order.
    pub(crate) fn few(docs: impl Iterator<Item = usize>) -> Self {
        Self::Few(List::new(docs))
    }

    /// The same with others of the same segment.
    pub(crate) fn with(&self, others: &Self, size: usize) -> Self {
        match (self, others) {
            (Self::Few(some), Self::Few(more)) if !Self::are_many(some.low.len() + more.low.len(), size) => {
                let (mut some, mut more) = (some.iter().peekable(), more.iter().peekable());
                Self::few(std::iter::from_fn(|| match (some.peek(), more.peek()) {
                    (Some(one), Some(other)) if one == other => {
                        more.next();
                        some.next()
                    }
                    (Some(one), Some(other)) if other < one => more.next(),
                    (Some(_), _) => some.next(),
                    (None, _) => more.next(),
                }))
            }
            _ => {
                let mut docs = FixedBitSet::with_capacity(size);
                self.add_to(&mut docs);
                others.add_to(&mut docs);
                docs.into()
            }
        }
    }

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

    /// Calls back with those of a range, in order.
    #[inline]
    pub(crate) fn each_within(&self, range: Range<usize>, mut tell: impl FnMut(usize)) {
        match self {
            Self::Few(docs) => docs.within(range).for_each(tell),
            Self::Many(docs, _) => {
                for (first, mut word) in words(docs, range) {
                    while word != 0 {
                        tell(first + word.trailing_zeros() as usize);
                        word &= word - 1;
                    }
                }
            }
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

/// The members of a set within a range.
pub(crate) fn ones(docs: &FixedBitSet, range: Range<usize>) -> impl Iterator<Item = usize> + use<'_> {
    words(docs, range).flat_map(|(first, mut word)| {
        std::iter::from_fn(move || {
            let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
            word &= word - 1;
            Some(first + bit)
        })
    })
}

/// The words of a set with the members of a range alone, each with what its first bit stands for.
fn words(docs: &FixedBitSet, range: Range<usize>) -> impl Iterator<Item = (usize, usize)> + use<'_> {
    const BITS: usize = usize::BITS as usize;
    let places = range.start / BITS..range.end.div_ceil(BITS).min(docs.as_slice().len());
    places.clone().zip(docs.as_slice().get(places).unwrap_or_default()).map(move |(place, word)| {
        let (first, mut word) = (place * BITS, *word);
        if first < range.start {
            word &= usize::MAX << (range.start - first);
        }
        if first + BITS > range.end {
            word &= usize::MAX >> (first + BITS - range.end);
        }
        (first, word)
    })
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
            for range in [0..SIZE, 3..65_537, 65_535..65_536, 70_000..SIZE - 1, SIZE..SIZE, 7..7] {
                let mut within = Vec::new();
                made.each_within(range.clone(), |doc| within.push(doc));
                assert_eq!(
                    within,
                    docs.iter().copied().filter(|doc| range.contains(doc)).collect::<Vec<_>>(),
                    "{range:?}"
                );
            }
            for others in [vec![], vec![0, 3, 65_536], (0..SIZE).step_by(2).collect()] {
                let mut both = docs.iter().chain(&others).copied().collect::<Vec<_>>();
                both.sort_unstable();
                both.dedup();
                let with = made.with(&Docs::from(set(&others)), SIZE).to_vec();
                assert_eq!(with.iter().map(|doc| *doc as usize).collect::<Vec<_>>(), both);
            }
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
