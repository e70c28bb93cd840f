//! 新旧対照: what became of each section, item and figure of a plan in the plan after it.
//!
//! In come two plans, out comes a [`Diff`]: records that hold every section and item of both sides exactly once,
//! each with its [`Status`], and a summary. How plans were found and how a diff is shown must not be known here.
//!
//! ```text
//! two plans → features → pairs (best over both plans, repeated) → splits and merges → status, words, figures
//! ```
//!
//! ```
//! use kurabe_diff::{Side, Status, diff};
//! use kurabe_model::{Extent, LineSpan, Node, NodeId, NodeKind, Plan};
//!
//! let item = |(at, title): (u32, &&str)| Node::new(NodeId(at), NodeKind::Initiative, *title, LineSpan::line(at));
//! let plan = |titles: &[&str]| Plan { nodes: (1..).zip(titles).map(item).collect(), ..Plan::default() };
//! let (old, new) = (plan(&["創業塾の開催", "巡回の強化"]), plan(&["創業塾の開催", "事業承継の支援"]));
//! let side = |plan| Side { plan, extent: Extent::Full };
//! let found = diff(side(&old), side(&new))?;
//! assert_eq!(found.items[&Status::Unchanged], 1);
//! assert_eq!(found.items[&Status::Added], 1);
//! # Ok::<(), kurabe_diff::DiffError>(())
//! ```

mod amount;
mod assign;
mod candidate;
mod fate;
mod feature;
mod figure;
mod figure_moved;
mod gap;
mod history;
mod inline;
mod line;
mod mention;
mod near;
mod order;
mod pair;
mod pairing;
mod pairs;
mod reach;
mod record;
mod results;
mod roll;
mod split;
mod status;
mod synonym;
mod taken_in;
mod told;
mod told_in_words;
mod unit;
mod verdict;
mod wording;

use std::collections::BTreeMap;

use kurabe_text::words::DictionaryError;

use kurabe_model::{Extent, NodeId, Plan};

pub use fate::{Fate, Outcome, Reach, Results};
pub use figure::FigureChange;
pub use history::{History, Step, Thread, history};
pub use inline::{Inline, Stretch};
pub use pair::Reason;
pub use pairing::Pairings;
pub use results::results;
pub use status::{Move, Status};
pub use synonym::Synonyms;

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
    /// Of what is unchanged: only the plan's own year, a running number or the calendar moved.
    pub rolled: bool,
    /// It stands under the same heading at another place among its siblings.
    pub order: bool,
    /// They are sections; otherwise items.
    pub section: bool,
    /// The nodes of the old plan.
    pub old: Vec<NodeId>,
    /// The nodes of the new plan.
    pub new: Vec<NodeId>,
    /// How alike the wordings are, from 0 (no counterpart) to 1 (the same title).
    pub similarity: f32,
    /// Why they are taken for one another; without a counterpart none, but for what a reader said.
    pub reasons: Vec<Reason>,
    /// The text under the title is another.
    pub body_changed: bool,
    /// The marks that the plan prints beside it are others.
    pub flags_changed: bool,
    /// The titles, word by word; several of one side are parted by line breaks.
    pub inline: Inline,
    /// The bodies, word by word, where they differ, be it only in what rolls on.
    pub body: Inline,
    /// Figures that changed.
    pub figures: Vec<FigureChange>,
    /// Of what only one plan has as a node: the first line of the other plan that says its title, or the first of the
    /// passage that does.
    pub mentioned: Option<u32>,
    /// Of such an item the item of the other plan, without a counterpart too, whose title is most like its own: too little
    /// to take them for one.
    pub near: Option<NodeId>,
}

impl Record {
    /// Nothing about it changed, neither title nor place, text, marks or figures; years and running numbers may have
    /// moved on.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let same_text = self.status == Status::Unchanged && !self.body_changed;
        same_text && !self.order && !self.flags_changed && self.figures.is_empty()
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
    /// How many of the unchanged items only rolled on.
    pub rolled: usize,
    /// The share of items of both sides that have a counterpart.
    pub aligned: f32,
    /// The share of items of both sides that go on in the same or nearly the same words.
    pub kept: f32,
}

/// Fewer counterparts than this, and the plan was written anew …
const REWRITTEN: f32 = 0.25;
/// … or fewer than this, where fewer still go on as they were.
const LARGELY_REWRITTEN: f32 = 0.42;
const GOES_ON: f32 = 0.4;
/// A counterpart in other words than this goes on in name only.
const NEARLY_SAME: f32 = 0.6;

impl Diff {
    /// Hardly anything has a counterpart, or goes on as it was: the plan was written anew.
    #[must_use]
    pub fn is_rewritten(&self) -> bool {
        self.aligned < REWRITTEN || (self.aligned < LARGELY_REWRITTEN && self.kept < GOES_ON)
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
    diff_with(old, new, &Synonyms::default(), &Pairings::default())
}

/// Lays a plan beside its predecessor, knowing which words mean the same and what a reader says of pairs.
///
/// # Errors
///
/// If a side holds nothing that could be compared.
pub fn diff_with(old: Side<'_>, new: Side<'_>, synonyms: &Synonyms, pairings: &Pairings) -> Result<Diff, DiffError> {
    for (side, is_old) in [(old, true), (new, false)] {
        if side.plan.nodes.is_empty() {
            return Err(DiffError::NothingToRead { old: is_old });
        }
    }
    let (found, order) = aligned(old.plan, new.plan, synonyms, pairings)?;
    let records = record::records(old, new, found, order)?;
    let count = |section: bool| {
        let mut counts = BTreeMap::new();
        for record in records.iter().filter(|record| record.section == section) {
            *counts.entry(record.status).or_default() += 1;
        }
        counts
    };
    let (items, sections) = (count(false), count(true));
    let rolled = records.iter().filter(|record| !record.section && record.rolled).count();
    let aligned = share(&records, |record| !record.old.is_empty() && !record.new.is_empty());
    let kept = share(&records, |record| record.similarity >= NEARLY_SAME);
    Ok(Diff { records, items, sections, rolled, aligned, kept })
}

/// Groups of nodes that belong together. Both orders of the plans are answered by the same reckoning, so that
/// laying the new plan before the old one mirrors the answer.
fn aligned(
    old: &Plan,
    new: &Plan,
    synonyms: &Synonyms,
    pairings: &Pairings,
) -> Result<(Vec<record::Group>, record::Order), DictionaryError> {
    let texts = |plan: &Plan| plan.nodes.iter().map(|node| (node.title.clone(), node.body.clone())).collect::<Vec<_>>();
    let key = |plan: &Plan| (plan.period, plan.nodes.len(), texts(plan));
    let is_later = (key(old), pairings) > (key(new), &pairings.turned());
    let order = if is_later { record::Order::Turned } else { record::Order::Straight };
    let is_turned = order == record::Order::Turned;
    let (first, second) = if is_turned { (new, old) } else { (old, new) };
    let mut features = feature::features(first, second, synonyms)?;
    features.judged = if is_turned { pairings.turned() } else { pairings.clone() }.by_place(first, second);
    let (mut pairs, candidates) = pair::pair(&features);
    let mut split = split::split(&features, &mut pairs);
    taken_in::take_in(&features, &mut pairs, &mut split);
    let mut groups = record::groups(&features, &candidates, &pairs, split);
    if is_turned {
        for group in &mut groups {
            std::mem::swap(&mut group.old, &mut group.new);
        }
    }
    Ok((groups, order))
}

/// The share of the items of both sides for which something holds.
fn share(records: &[Record], holds: impl Fn(&Record) -> bool) -> f32 {
    let items = || records.iter().filter(|record| !record.section);
    let sides = |record: &Record| record.old.len() + record.new.len();
    let all: usize = items().map(sides).sum();
    let held: usize = items().filter(|record| holds(record)).map(sides).sum();
    if all == 0 { 1.0 } else { held as f32 / all as f32 }
}
