//! Which nodes of two plans could be one at all.
//!
//! In come the features of two plans, out come candidates with the likeness of their wordings: few enough of each
//! node that plans of thousands of items stay quick. Which of them is the right one must not be decided here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::feature::{Features, Item, above};
use super::pair::Pairs;
use super::wording::likeness;

/// Two nodes that could be one, and how alike their titles and bodies are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) title: f32,
    pub(super) body: f32,
}

/// Words that more nodes than this share lead to no candidates by themselves.
const COMMON: usize = 150;
/// Candidates of one node that are looked at closely, and those that are kept.
const LOOKED_AT: usize = 40;
const KEPT: usize = 14;

/// Nodes that could be one: those that have the same title or share words.
pub(super) fn candidates(features: &Features) -> Vec<Candidate> {
    let mut by_term: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, item) in features.new.iter().enumerate() {
        for term in &item.title.terms {
            by_term.entry(*term).or_default().push(at);
        }
        by_key.entry(&item.title.key).or_default().push(at);
    }
    let mut found = Vec::new();
    for (old, item) in features.old.iter().enumerate() {
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        for new in by_key.get(item.title.key.as_str()).into_iter().flatten() {
            shared.insert(*new, 1e3 + path_likeness(features, old, *new) - distance(features, old, *new));
        }
        for term in &item.title.terms {
            let holders = by_term.get(term).filter(|holders| holders.len() <= COMMON);
            for new in holders.into_iter().flatten() {
                *shared.entry(*new).or_default() += features.weights[*term as usize];
            }
        }
        found.extend(closest(features, old, shared));
    }
    found
}

/// Of the nodes that share words with one, the likeliest.
fn closest(features: &Features, old: usize, shared: BTreeMap<usize, f32>) -> Vec<Candidate> {
    let may = |(new, _): &(usize, f32)| may_be_one(features, old, *new);
    let mut ranked: Vec<(usize, f32)> = shared.into_iter().filter(may).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(LOOKED_AT);
    let mut looked_at: Vec<(f32, Candidate)> = ranked
        .into_iter()
        .map(|(new, rank)| {
            let found = candidate(features, old, new);
            (if found.title >= 1.0 { rank } else { found.title }, found)
        })
        .collect();
    looked_at.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.new.cmp(&b.1.new)));
    looked_at.truncate(KEPT);
    looked_at.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How many of the titles above two nodes are the same, level by level.
fn path_likeness(features: &Features, old: usize, new: usize) -> f32 {
    let titles = |items: &[Item], at| above(items, at).map(|place| items[place].title.key.clone()).collect::<Vec<_>>();
    let (one, other) = (titles(&features.old, old), titles(&features.new, new));
    one.iter().zip(&other).filter(|(one, other)| one == other).count() as f32 * 2.0
}

/// Parents of pairs could be a pair themselves, whatever they are called.
pub(super) fn add_parents(features: &Features, pairs: &Pairs, candidates: &mut Vec<Candidate>) {
    let mut known: BTreeSet<(usize, usize)> = candidates.iter().map(|one| (one.old, one.new)).collect();
    for (old, new) in pairs.new_of.iter().enumerate() {
        let Some(new) = *new else { continue };
        let (Some(old), Some(new)) = (features.old[old].parent, features.new[new].parent) else { continue };
        if may_be_one(features, old, new) && known.insert((old, new)) {
            candidates.push(candidate(features, old, new));
        }
    }
}

/// A section is an item only where both hold items, for one plan may number what another only groups; an outline is
/// never its details.
fn may_be_one(features: &Features, old: usize, new: usize) -> bool {
    let (old, new) = (&features.old[old], &features.new[new]);
    let same_kind = old.section == new.section || (old.below > 0 && new.below > 0);
    same_kind && (old.outline == new.outline || !features.both_outlined)
}

pub(super) fn candidate(features: &Features, old: usize, new: usize) -> Candidate {
    let (one, other) = (&features.old[old], &features.new[new]);
    let title = likeness(&one.title, &other.title, &features.weights);
    let body = likeness(&one.body, &other.body, &features.weights);
    Candidate { old, new, title, body }
}

pub(super) fn distance(features: &Features, old: usize, new: usize) -> f32 {
    let share = |at: usize, of: usize| at as f32 / of.max(1) as f32;
    (share(old, features.old.len()) - share(new, features.new.len())).abs()
}
