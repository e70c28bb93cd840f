//! The columns of a segment: what is known of each passage without opening its plan.

use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::columnar::ColumnValues;

use super::traits::Traits;
use kurabe_model::{NodeId, PassageKind};

/// A number for each document of a segment.
pub(crate) type Column = Arc<dyn ColumnValues<u64>>;

/// The columns of a segment.
pub(crate) struct Columns {
    /// Number of the plan.
    pub(crate) plan: Column,
    /// How many of the passages that follow lie below.
    pub(crate) below: Column,
    /// Themes as bits.
    pub(crate) themes: Column,
    /// Kind and flags; see [`Traits`].
    pub(crate) traits: Column,
}

/// What the columns say of a passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PassageRow {
    /// Its document in the segment.
    pub(crate) doc: u32,
    /// Number of its plan.
    pub(crate) plan: u32,
    /// Its node; of a paragraph the node before it.
    pub(crate) node: NodeId,
    /// Themes as bits.
    pub(crate) themes: u64,
    /// Kind and flags.
    pub(crate) traits: Traits,
}

/// Documents read at once.
const BATCH: usize = 4096;

impl Columns {
    /// Opens the columns of a segment.
    ///
    /// # Errors
    ///
    /// If the segment does not have them.
    pub(crate) fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let column =
            |name: &str| Ok::<_, tantivy::TantivyError>(reader.fast_fields().u64(name)?.first_or_default_col(0));
        Ok(Self {
            plan: column("plan")?,
            below: column("below")?,
            themes: column("themes")?,
            traits: column("traits")?,
        })
    }

    /// Calls back with every passage, in order, those of deleted plans too.
    pub(crate) fn each(&self, mut tell: impl FnMut(PassageRow)) {
        let (mut plans, mut themes, mut traits) = ([0; BATCH], [0; BATCH], [0; BATCH]);
        let end = self.plan.num_vals();
        let (mut plan, mut node) = (None, 0);
        for start in (0..end).step_by(BATCH) {
            let count = (end - start).min(BATCH as u32) as usize;
            self.plan.get_range(u64::from(start), &mut plans[..count]);
            self.themes.get_range(u64::from(start), &mut themes[..count]);
            self.traits.get_range(u64::from(start), &mut traits[..count]);
            let rows = plans.iter().zip(&themes).zip(&traits).take(count);
            for (doc, ((own, themes), traits)) in (start..).zip(rows) {
                // A plan's first document is its own; nodes are numbered in the order of their passages.
                if plan != Some(*own) {
                    (plan, node) = (Some(*own), 0);
                    continue;
                }
                let traits = Traits::from_bits(*traits);
                node += u32::from(traits.kind() != PassageKind::Text);
                tell(PassageRow { doc, plan: *own as u32, node: NodeId(node), themes: *themes, traits });
            }
        }
    }
}
