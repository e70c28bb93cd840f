//! Where the passages of each plan lie in a segment, and which passages bear a theme: what counting needs, so that it
//! need not look at every passage.

use fixedbitset::FixedBitSet;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::columns::Columns;
use super::schema::Fields;

/// Documents that are gone through at once: what is gathered of them stays near the processor.
pub(crate) const STRETCH: usize = 4096;

/// The passages of a plan: documents of a segment from `first` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Place of the plan in the list of plans.
    pub(crate) plan: u32,
    /// The first passage.
    pub(crate) first: u32,
    /// The document behind the last.
    pub(crate) end: u32,
}

impl Extent {
    /// The documents.
    #[must_use]
    pub(crate) fn docs(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }

    /// Do both begin among the same [`STRETCH`] of documents?
    #[must_use]
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.first as usize / STRETCH == other.first as usize / STRETCH
    }
}

/// The extents of the plans of a segment that live, in order. `find` gives a plan's place and how many passages it has.
pub(super) fn extents(
    segment: &SegmentReader,
    fields: Fields,
    find: impl Fn(u64) -> Option<(u32, u32)>,
) -> tantivy::Result<Vec<Extent>> {
    let index = segment.inverted_index(fields.record)?;
    let mut extents = Vec::new();
    let mut terms = index.terms().stream()?;
    while terms.advance() {
        let number = terms.key().try_into().map(u64::from_be_bytes).ok();
        let Some((plan, passages)) = number.and_then(&find) else { continue };
        let mut records = index.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
        while records.doc() != TERMINATED && segment.is_deleted(records.doc()) {
            records.advance();
        }
        if records.doc() != TERMINATED {
            // Passages follow the record of their plan.
            let first = records.doc() + 1;
            extents.push(Extent { plan, first, end: first.saturating_add(passages).min(segment.max_doc()) });
        }
    }
    extents.sort_unstable_by_key(|extent| extent.first);
    Ok(extents)
}

/// For each theme the passages of a segment that bear it.
pub(super) fn theme_sets(columns: &Columns, size: u32, themes: usize) -> Vec<FixedBitSet> {
    let mut sets = vec![FixedBitSet::with_capacity(size as usize); themes];
    columns.each(|row| {
        let mut left = row.themes;
        while let Some(set) = (left != 0).then(|| left.trailing_zeros() as usize).and_then(|bit| sets.get_mut(bit)) {
            set.insert(row.doc as usize);
            left &= left - 1;
        }
    });
    sets
}
