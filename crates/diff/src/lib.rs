//! 新旧対照: what became of each section, item and figure of a plan in the plan after it.
//!
//! In come two plans, out comes a [`Diff`]: records that hold every section and item of both sides exactly once,
//! each with its [`Status`], and a summary. How plans were found and how a diff is shown must not be known here.
//!
//! ```text
//! two plans → features → pairs (best over both plans, repeated) → splits and merges → status, words, figures
//! ```

mod assign;
mod candidate;
mod feature;
mod figure;
mod inline;
mod pair;
mod record;
mod split;
mod status;
mod wording;

use std::collections::BTreeMap;

use kurabe_text::words::DictionaryError;

use kurabe_model::{Extent, NodeId, Plan};

pub use figure::FigureChange;
pub use inline::{Inline, Stretch};
pub use pair::Reason;
pub use status::{Move, Status};

/// One of the two plans.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// How much of it the file holds.
    pub extent: Extent,
}

/// What became of some nodes. Every section and item of both plans stands in exactly one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What became of them.
    pub status: Status,
    /// They are sections; otherwise items.
    pub section: bool,
    /// The nodes of the old plan.
    pub old: Vec<NodeId>,
    /// The nodes of the new plan.
    pub new: Vec<NodeId>,
    /// How alike the wordings are, from 0 (no counterpart) to 1 (the same title).
    pub similarity: f32,
    /// Why they are taken for one another; none without a counterpart.
    pub reasons: Vec<Reason>,
    /// The text under the title is another.
    pub body_changed: bool,
    /// The marks that the plan prints beside it are others.
    pub flags_changed: bool,
    /// The titles, word by word; several of one side are parted by line breaks.
    pub inline: Inline,
    /// The bodies, word by word, where they differ.
    pub body: Inline,
    /// Figures that changed.
    pub figures: Vec<FigureChange>,
}

impl Record {
    /// Nothing about it changed, neither title nor place, text, marks or figures.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.status == Status::Unchanged && !self.body_changed && !self.flags_changed && self.figures.is_empty()
    }
}

/// What changed from one plan to the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// In the order of the new plan; what was dropped stands where it stood.
    pub records: Vec<Record>,
    /// How many items (not sections) have each status.
    pub items: BTreeMap<Status, usize>,
    /// How many sections have each status.
    pub sections: BTreeMap<Status, usize>,
    /// The share of items of both sides that have a counterpart.
    pub aligned: f32,
}

/// Less than this share of counterparts, and the plan was written anew.
const REWRITTEN: f32 = 0.25;

impl Diff {
    /// Hardly anything has a counterpart: the plan was written anew.
    #[must_use]
    pub fn is_rewritten(&self) -> bool {
        self.aligned < REWRITTEN
    }
}

/// Why two plans could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// A side has neither sections nor items.
    #[error("the {} plan has no readable items", if *.old { "old" } else { "new" })]
    NothingToRead {
        /// It is the old one.
        old: bool,
    },
    /// The dictionary inside the program is damaged.
    #[error(transparent)]
    Words(#[from] DictionaryError),
}

/// Lays a plan beside its predecessor.
///
/// # Errors
///
/// If a side holds nothing that could be compared.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Result<Diff, DiffError> {
    for (side, is_old) in [(old, true), (new, false)] {
        if side.plan.nodes.is_empty() {
            return Err(DiffError::NothingToRead { old: is_old });
        }
    }
    let found = aligned(old.plan, new.plan)?;
    let records = record::records(old, new, found)?;
    let count = |section: bool| {
        let mut counts = BTreeMap::new();
        for record in records.iter().filter(|record| record.section == section) {
            *counts.entry(record.status).or_default() += 1;
        }
        counts
    };
    let (items, sections) = (count(false), count(true));
    let aligned = share_aligned(&records);
    Ok(Diff { records, items, sections, aligned })
}

/// Groups of nodes that belong together. Both orders of the plans are answered by the same reckoning, so that
/// laying the new plan before the old one mirrors the answer.
fn aligned(old: &Plan, new: &Plan) -> Result<Vec<record::Group>, DictionaryError> {
    let titles =
        |plan: &'_ Plan| plan.nodes.iter().map(|node| (node.title.clone(), node.body.clone())).collect::<Vec<_>>();
    let is_turned = (old.nodes.len(), titles(old)) > (new.nodes.len(), titles(new));
    let features = if is_turned { feature::features(new, old)? } else { feature::features(old, new)? };
    let mut pairs = pair::pair(&features);
    let split = split::split(&features, &mut pairs);
    let mut groups = record::groups(&features, &pairs, split);
    if is_turned {
        for group in &mut groups {
            std::mem::swap(&mut group.old, &mut group.new);
        }
    }
    Ok(groups)
}

fn share_aligned(records: &[Record]) -> f32 {
    let items = || records.iter().filter(|record| !record.section);
    let sides = |record: &Record| record.old.len() + record.new.len();
    let all: usize = items().map(sides).sum();
    let paired: usize = items().filter(|record| !record.old.is_empty() && !record.new.is_empty()).map(sides).sum();
    if all == 0 { 1.0 } else { paired as f32 / all as f32 }
}
