//! What several peers do and one body does not, and what it alone does.

use std::collections::HashMap;

use super::alike::{Bag, Lexicon};
use super::similar::bag_of;
use crate::index::{IndexError, Store};
use crate::model::{Flag, Node, NodeId, NodeKind, Plan};

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

/// As like as this is the same kind of initiative.
const SAME: f32 = 0.42;

/// Less like than this is another kind.
const OTHER: f32 = 0.33;

/// An item that has so much of what makes a circle alike is of that kind, whatever else it says.
const COVERED: f32 = 0.5;

/// Items that say less than this by their words say nothing of their kind (その他の事業).
const SAYS: f32 = 5.0;

/// More gaps than this nobody reads.
const MOST: usize = 30;

/// How many exemplars a gap shows.
const SHOWN: usize = 3;

/// An item with what it is compared by.
#[derive(Clone)]
struct Entry {
    plan: u32,
    /// An action item, not a section.
    is_item: bool,
    exemplar: Exemplar,
    bag: Bag,
}

/// Contrasts the items of one plan with those of its peers; `several` peers make a gap.
pub(super) fn contrast(store: &Store, own: u32, peers: &[u32], several: usize) -> Result<Contrast, IndexError> {
    let mut lexicon = Lexicon::new(store)?;
    // A body that has a pillar called 販路開拓 does it, whatever its items are called.
    let everything = entries(store, &mut lexicon, own, |_| true)?;
    let ours: Vec<Entry> = everything.iter().filter(|entry| entry.is_item).cloned().collect();
    let mut theirs = Vec::new();
    for peer in peers {
        theirs.extend(entries(store, &mut lexicon, *peer, |node| node.kind != NodeKind::Section)?);
    }
    let (our_words, their_words) = (by_word(&everything), by_word(&theirs));
    let nearest = |entry: &Entry, among: &[Entry], words: &HashMap<u32, Vec<u32>>| {
        let like = near(&lexicon, entry, among, words, 0.0);
        like.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, likeness)| *likeness > 0.0)
    };
    let missing: Vec<bool> = theirs
        .iter()
        .map(|entry| {
            entry.bag.weight() >= SAYS
                && nearest(entry, &everything, &our_words).is_none_or(|(_, likeness)| likeness < OTHER)
        })
        .collect();
    let circles: Vec<Vec<(usize, f32)>> = theirs
        .iter()
        .enumerate()
        .map(|(at, entry)| match missing[at] {
            true => near(&lexicon, entry, &theirs, &their_words, SAME)
                .into_iter()
                .filter(|(other, _)| missing[*other])
                .collect(),
            false => Vec::new(),
        })
        .collect();
    let chosen = circles_of_peers(&theirs, &circles, several);
    let done = |members: &Vec<usize>| {
        let [seed, other, ..] = members.as_slice() else { return false };
        everything.iter().any(|entry| entry.bag.covers((&theirs[*seed].bag, &theirs[*other].bag)) >= COVERED)
    };
    let gaps = chosen.into_iter().filter(|members| !done(members)).map(|members| {
        let seed = &theirs[members[0]];
        let words = members.get(1).map(|other| lexicon.common(&seed.bag, &theirs[*other].bag)).unwrap_or_default();
        let near = nearest(seed, &everything, &our_words);
        let near = near.map(|(at, likeness)| (everything[at].exemplar.clone(), likeness));
        let exemplars = members.iter().take(SHOWN).map(|at| theirs[*at].exemplar.clone()).collect();
        Gap { peers: members.len(), words, exemplars, nearest: near.filter(|(_, likeness)| *likeness > 0.15) }
    });
    let mut alone: Vec<&Entry> = ours
        .iter()
        .filter(|entry| entry.bag.weight() >= SAYS)
        .filter(|entry| nearest(entry, &theirs, &their_words).is_none_or(|(_, likeness)| likeness < OTHER * 0.7))
        .collect();
    alone.sort_by(|a, b| b.bag.weight().total_cmp(&a.bag.weight()).then(a.exemplar.node.cmp(&b.exemplar.node)));
    Ok(Contrast { gaps: gaps.collect(), alone: alone.into_iter().map(|entry| entry.exemplar.clone()).collect() })
}

/// Circles of like items, each item in one of them at most: those of the most peers first, of each peer its most
/// typical item.
fn circles_of_peers(entries: &[Entry], circles: &[Vec<(usize, f32)>], several: usize) -> Vec<Vec<usize>> {
    let mut taken = vec![false; entries.len()];
    let mut chosen = Vec::new();
    loop {
        let mut best: Option<(usize, f32, Vec<usize>)> = None;
        for (seed, circle) in circles.iter().enumerate().filter(|(seed, _)| !taken[*seed]) {
            let mut members: HashMap<u32, (usize, f32)> = HashMap::new();
            for (at, likeness) in circle.iter().filter(|(at, _)| !taken[*at]) {
                let member = members.entry(entries[*at].plan).or_insert((*at, *likeness));
                if *likeness > member.1 {
                    *member = (*at, *likeness);
                }
            }
            members.insert(entries[seed].plan, (seed, f32::MAX));
            let closeness: f32 = members.values().map(|(_, likeness)| likeness.min(1.0)).sum();
            let is_better = best.as_ref().is_none_or(|(peers, close, _)| (members.len(), closeness) > (*peers, *close));
            if members.len() >= several && is_better {
                let mut list: Vec<(usize, f32)> = members.into_values().collect();
                list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                best = Some((list.len(), closeness, list.into_iter().map(|(at, _)| at).collect()));
            }
        }
        let Some((_, _, members)) = best else { return chosen };
        if chosen.len() == MOST {
            return chosen;
        }
        for seed in &members {
            taken[*seed] = true;
            circles[*seed].iter().for_each(|(at, _)| taken[*at] = true);
        }
        chosen.push(members);
    }
}

/// The nodes of a plan that are wanted and count.
fn entries(
    store: &Store,
    lexicon: &mut Lexicon<'_>,
    place: u32,
    wanted: impl Fn(&Node) -> bool,
) -> Result<Vec<Entry>, IndexError> {
    let Some(row) = store.plans().get(place as usize) else { return Ok(Vec::new()) };
    let plan = store.plan(row.number)?;
    let mut entries = Vec::new();
    for node in plan.nodes.iter().filter(|node| !node.narrative && wanted(node)) {
        if node.repeats.is_some() || node.flags.contains(Flag::Repeated) {
            continue;
        }
        let is_item = node.kind != NodeKind::Section;
        let Some(bag) = bag_of(lexicon, &plan, node.id)? else { continue };
        entries.extend(exemplar(&plan, place, node.id).map(|exemplar| Entry { plan: place, is_item, exemplar, bag }));
    }
    Ok(entries)
}

/// An item of a plan, for showing.
pub(super) fn exemplar(plan: &Plan, place: u32, id: NodeId) -> Option<Exemplar> {
    let of = |id: NodeId| plan.nodes.binary_search_by_key(&id, |node| node.id).ok().and_then(|at| plan.nodes.get(at));
    let node = of(id)?;
    Some(Exemplar {
        plan: place,
        node: id,
        title: node.title.clone(),
        heading: node.parent.and_then(of).map(|parent| parent.title.clone()).unwrap_or_default(),
        lines: (node.span.first, node.span.last),
        themes: node.themes.clone(),
    })
}

/// For each word the entries that have it.
fn by_word(entries: &[Entry]) -> HashMap<u32, Vec<u32>> {
    let mut by_word: HashMap<u32, Vec<u32>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        entry.bag.words().iter().for_each(|(word, _)| by_word.entry(*word).or_default().push(at as u32));
    }
    by_word
}

/// The entries of other plans that are at least so like.
fn near(
    lexicon: &Lexicon<'_>,
    entry: &Entry,
    among: &[Entry],
    words: &HashMap<u32, Vec<u32>>,
    least: f32,
) -> Vec<(usize, f32)> {
    let mut candidates: Vec<u32> = Vec::new();
    // Words that nearly every item has bring no candidates; what shares only those is not alike.
    let telling = entry.bag.words().iter().filter(|(word, _)| lexicon.known(*word).1 > 2.0);
    telling.filter_map(|(word, _)| words.get(word)).for_each(|list| candidates.extend(list));
    candidates.sort_unstable();
    candidates.dedup();
    let like = candidates.into_iter().map(|at| (at as usize, lexicon.likeness(&entry.bag, &among[at as usize].bag)));
    like.filter(|(at, likeness)| *likeness >= least && among[*at].plan != entry.plan).collect()
}
