//! A segment of the index as searching reads it: its columns, the passages that hold a word, those below a title.
//!
//! This file must not know queries.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::SegmentReader;

use super::postings::find;
use crate::index::{Columns, Docs, Extent, Fields, IndexError, PostingSet, Store};
use kurabe_text::run::End;

/// A segment with the columns that evaluation reads.
pub(super) struct Segment<'a> {
    store: &'a Store,
    number: usize,
    pub(super) reader: &'a SegmentReader,
    pub(super) fields: Fields,
    /// Where its plans lie.
    pub(super) extents: &'a [Extent],
    pub(super) columns: &'a Columns,
}

impl<'a> Segment<'a> {
    pub(super) fn open(store: &'a Store, number: usize) -> Result<Self, IndexError> {
        let reader = &store.segments()[number];
        let columns = store.columns(number)?;
        let (fields, extents) = (store.fields(), store.extents(number)?);
        Ok(Self { store, number, reader, fields, extents, columns })
    }

    /// A set with room for its passages, empty.
    pub(super) fn none(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.reader.max_doc() as usize)
    }

    /// The passages that hold a folded word.
    pub(super) fn posting_set(&self, folded: &str, end: End) -> tantivy::Result<Arc<PostingSet>> {
        let sign = match end {
            End::Closed => '=',
            End::Open => '*',
        };
        self.remembered(&format!("{sign}{folded}"), || find(self.reader, self.fields, folded, end))
    }

    /// The passages that something is true of, by a name of it that is no other's.
    pub(super) fn remembered(
        &self,
        name: &str,
        find: impl FnOnce() -> tantivy::Result<PostingSet>,
    ) -> tantivy::Result<Arc<PostingSet>> {
        self.store.posting_set(self.number, name, find)
    }

    /// The passages below those whose titles hold something.
    pub(super) fn below<'h>(&self, set: &'h PostingSet) -> &'h Docs {
        set.below.get_or_init(|| {
            let mut docs = self.none();
            let mut covered = 0;
            for doc in set.title.to_vec() {
                let end = doc + 1 + self.columns.below.get_val(doc) as u32;
                // Titles within a range already taken only repeat it.
                if end > covered {
                    docs.insert_range(doc as usize + 1..(end as usize).min(docs.len()));
                    covered = end;
                }
            }
            docs.into()
        })
    }

    /// The passages that bear one of the themes of a mask.
    pub(super) fn bearing(&self, mask: u64) -> Result<FixedBitSet, IndexError> {
        let mut docs = self.none();
        for (bit, theme) in self.store.theme_sets(self.number)?.iter().enumerate() {
            if mask >> bit & 1 == 1 {
                docs.union_with(theme);
            }
        }
        Ok(docs)
    }

    /// Takes out what was deleted.
    pub(super) fn living(&self, docs: &mut FixedBitSet) {
        if self.reader.has_deletes() {
            let dead: Vec<usize> = docs.ones().filter(|doc| self.reader.is_deleted(*doc as u32)).collect();
            dead.into_iter().for_each(|doc| docs.remove(doc));
        }
    }
}
