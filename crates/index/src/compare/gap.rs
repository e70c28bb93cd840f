//! What several peers do and one body does not, and what it alone does.

use std::collections::HashMap;

use rayon::prelude::*;

use super::cluster::widest;
use super::similar::vector_of;
use super::similarity::{Known, Lexicon, TermVector};
use crate::index::{IndexError, Store};
use kurabe_model::{Flag, Node, NodeId, NodeKind, Plan};
use kurabe_text::stop::{carry, check};

/// An item of a plan, for showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemplar {
    /// Place of the plan in the index.
    pub plan: u32,
    /// The item.
    pub node: NodeId,
    /// Its title.
    pub title: String,
    /// What it stands under.
    pub heading: String,
    /// Its lines.
    pub lines: (u32, u32),
    /// Its themes.
    pub themes: Vec<String>,
}

/// A kind of initiative that several peers have and one body does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// How many peers have it.
    pub peers: usize,
    /// Words that make them alike, rarest first.
    pub words: Vec<String>,
    /// Items of different peers, the most typical first.
    pub exemplars: Vec<Exemplar>,
    /// The nearest that the body itself has, if anything comes near.
    pub nearest: Option<(Exemplar, f32)>,
}

/// Gaps, and what the body alone does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contrast {
    /// What peers do, most widely done first.
    pub gaps: Vec<Gap>,
    /// What nobody else does, the most telling first.
    pub alone: Vec<Exemplar>,
}

/// Less like than this is not even near.
const FAR: f32 = 0.12;

/// What has nothing so like elsewhere stands alone.
const ALONE: f32 = 0.23;

/// As like as this is the same kind of initiative.
const SAME: f32 = 0.42;

/// Less like than this is another kind.
const OTHER: f32 = 0.33;

/// An item that has so much of what makes a cluster alike is of that kind, whatever else it says.
const COVERED: f32 = 0.5;

/// Items that say less than this by their words say nothing of their kind (その他の事業).
const SAYS: f32 = 5.0;

/// More gaps than this nobody reads.
const MOST: usize = 30;

/// How many exemplars a gap shows.
const SHOWN: usize = 3;

/// An item with what it is compared by.
struct Entry {
    plan: u32,
    /// An action item, not a section.
    is_item: bool,
    exemplar: Exemplar,
    vector: TermVector,
}

/// Contrasts the items of one plan with those of its peers; `several` peers make a gap.
pub(super) fn contrast(store: &Store, own: u32, peers: &[u32], several: usize) -> Result<Contrast, IndexError> {
    let mut lexicon = Lexicon::new(store)?;
    // A body that has a pillar called 販路開拓 does it, whatever its items are called.
    let ours = entries(store, &mut lexicon, own, |_| true)?;
    let mut theirs = Vec::new();
    for peer in peers {
        theirs.extend(entries(store, &mut lexicon, *peer, |node| node.kind != NodeKind::Section)?);
    }
    let (ours, theirs) = (Shelf::new(lexicon.known(), ours), Shelf::new(lexicon.known(), theirs));
    let is_missing = |entry: &Entry| says(entry) && ours.nearest(entry).is_none_or(|(_, likeness)| likeness < OTHER);
    let missing: Vec<bool> = theirs.entries.par_iter().map(carry(is_missing)).collect();
    let cluster = |(at, entry): (usize, &Entry)| match missing[at] {
        true => theirs.near(entry, SAME).into_iter().filter(|(other, _)| missing[*other]).collect(),
        false => Vec::new(),
    };
    let clusters: Vec<Vec<(usize, f32)>> = theirs.entries.par_iter().enumerate().map(carry(cluster)).collect();
    let plans: Vec<u32> = theirs.entries.iter().map(|entry| entry.plan).collect();
    let chosen = widest(&plans, &clusters, several, MOST);
    let gaps = chosen.iter().filter_map(|members| gap(members, &ours, &theirs)).collect();
    let is_alone = |entry: &&Entry| {
        entry.is_item && says(entry) && theirs.nearest(entry).is_none_or(|(_, likeness)| likeness < ALONE)
    };
    let mut alone: Vec<&Entry> = ours.entries.iter().filter(is_alone).collect();
    alone.sort_by(|a, b| b.vector.weight().total_cmp(&a.vector.weight()).then(a.exemplar.node.cmp(&b.exemplar.node)));
    Ok(Contrast { gaps, alone: alone.into_iter().map(|entry| entry.exemplar.clone()).collect() })
}

/// Does it say anything of its kind by its words?
fn says(entry: &Entry) -> bool {
    entry.vector.weight() >= SAYS
}

/// A gap, unless the body has what makes its members alike.
fn gap(members: &[usize], ours: &Shelf<'_>, theirs: &Shelf<'_>) -> Option<Gap> {
    let [seed, other, ..] = members else { return None };
    let (seed, other) = (theirs.entries.get(*seed)?, theirs.entries.get(*other)?);
    if ours.entries.iter().any(|entry| entry.vector.covers((&seed.vector, &other.vector)) >= COVERED) {
        return None;
    }
    let mut words = ours.known.common(&seed.vector, &other.vector);
    // In the order in which the title has them; what only heading or text has comes last.
    words.sort_by_key(|word| seed.vector.title.find(word.as_str()).unwrap_or(usize::MAX));
    let nearest = ours.nearest(seed).filter(|(_, likeness)| *likeness > 0.15);
    let nearest = nearest.and_then(|(at, likeness)| Some((ours.entries.get(at)?.exemplar.clone(), likeness)));
    let exemplars = members.iter().take(SHOWN).filter_map(|at| Some(theirs.entries.get(*at)?.exemplar.clone()));
    Some(Gap { peers: members.len(), words, exemplars: exemplars.collect(), nearest })
}

/// Entries that can be looked up by their words.
struct Shelf<'k> {
    known: &'k Known,
    entries: Vec<Entry>,
    /// For each word the entries that have it.
    by_word: HashMap<u32, Vec<u32>>,
}

impl<'k> Shelf<'k> {
    fn new(known: &'k Known, entries: Vec<Entry>) -> Self {
        let mut by_word: HashMap<u32, Vec<u32>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            entry.vector.words().iter().for_each(|(word, _)| by_word.entry(*word).or_default().push(at as u32));
        }
        Self { known, entries, by_word }
    }

    /// The entries of other plans that are at least so like.
    fn near(&self, entry: &Entry, least: f32) -> Vec<(usize, f32)> {
        check();
        let mut candidates: Vec<u32> = Vec::new();
        for list in entry.vector.heaviest(least).iter().filter_map(|word| self.by_word.get(word)) {
            candidates.extend(list);
        }
        candidates.sort_unstable();
        candidates.dedup();
        let like = candidates.into_iter().filter_map(|at| {
            let other = self.entries.get(at as usize).filter(|other| other.plan != entry.plan)?;
            Some((at as usize, self.known.likeness(&entry.vector, &other.vector)))
        });
        like.filter(|(_, likeness)| *likeness >= least).collect()
    }

    /// The likest entry of another plan, if any comes near.
    fn nearest(&self, entry: &Entry) -> Option<(usize, f32)> {
        self.near(entry, FAR).into_iter().max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// The nodes of a plan that are wanted and count.
fn entries(
    store: &Store,
    lexicon: &mut Lexicon<'_>,
    place: u32,
    wanted: impl Fn(&Node) -> bool,
) -> Result<Vec<Entry>, IndexError> {
    let Some(row) = store.row(place) else { return Ok(Vec::new()) };
    let plan = store.plan(row.number)?;
    let mut entries = Vec::new();
    for node in plan.nodes.iter().filter(|node| !node.narrative && wanted(node)) {
        if node.repeats.is_some() || node.flags.contains(Flag::Repeated) {
            continue;
        }
        let is_item = node.kind != NodeKind::Section;
        let Some(vector) = vector_of(lexicon, &plan, node.id)? else { continue };
        entries.extend(exemplar(&plan, place, node.id).map(|exemplar| Entry {
            plan: place,
            is_item,
            exemplar,
            vector,
        }));
    }
    Ok(entries)
}

/// An item of a plan, for showing.
pub(super) fn exemplar(plan: &Plan, place: u32, id: NodeId) -> Option<Exemplar> {
    let node = plan.node(id)?;
    Some(Exemplar {
        plan: place,
        node: id,
        title: node.title.clone(),
        heading: plan.parent(id).map(|parent| parent.title.clone()).unwrap_or_default(),
        lines: (node.span.first, node.span.last),
        themes: node.themes.clone(),
    })
}
