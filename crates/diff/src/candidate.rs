//! Which nodes of two plans could be one at all.
//!
//! In come the features of two plans, out come candidates with the likeness of their wordings: few enough of each
//! node that plans of thousands of items stay quick. Which of them is the right one must not be decided here.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::feature::{Features, Item};
use super::pairs::Pairs;
use super::wording::likeness;
use kurabe_text::stop::check;

/// Two nodes that could be one, and how alike their titles and bodies are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) title: f32,
    pub(super) body: f32,
    /// Both titles begin with the same label: 危機への備え：…
    pub(super) label: bool,
}

/// Words that more nodes than this share lead to no candidates by themselves.
const COMMON: usize = 150;
/// Neighbouring letters that more nodes than this share lead to none either.
const COMMON_PAIR: usize = 12;
/// What two letters in a row say for each other: less than a word.
const PAIR: f32 = 0.3;
/// Of nodes with the same title or label, so many near the like place of the other plan are looked at.
const NEAREST: usize = 24;
/// Candidates of one node that are looked at closely, and those that are kept.
const LOOKED_AT: usize = 40;
const KEPT: usize = 14;
/// A heading and an item of other titles are one only if these are as alike as this.
const ACROSS_KINDS: f32 = 0.7;

/// The nodes of the new plan by what leads to them, each list in the plan's order.
struct Ways<'f> {
    by_term: HashMap<u32, Vec<usize>>,
    by_pair: HashMap<u64, Vec<usize>>,
    by_key: HashMap<&'f str, Vec<usize>>,
    by_label: HashMap<&'f str, Vec<usize>>,
    /// The same title under the same titles.
    by_path: HashMap<(u64, &'f str), Vec<usize>>,
    old_paths: Vec<u64>,
}

impl<'f> Ways<'f> {
    fn new(features: &'f Features) -> Self {
        let mut ways = Self {
            by_term: HashMap::new(),
            by_pair: HashMap::new(),
            by_key: HashMap::new(),
            by_label: HashMap::new(),
            by_path: HashMap::new(),
            old_paths: paths(&features.old),
        };
        let new_paths = paths(&features.new);
        for (at, item) in features.new.iter().enumerate() {
            for term in &item.title.terms {
                ways.by_term.entry(*term).or_default().push(at);
            }
            for pair in &item.title.pairs {
                let known = ways.by_pair.entry(*pair).or_default();
                if known.len() <= COMMON_PAIR {
                    known.push(at);
                }
            }
            // Both keys of a title without years are the same.
            let same = item.title.keys[0] == item.title.keys[1];
            for key in item.title.keys.iter().skip(usize::from(same)) {
                ways.by_key.entry(key).or_default().push(at);
                ways.by_path.entry((new_paths[at], key)).or_default().push(at);
            }
            if let Some(label) = &item.title.label {
                ways.by_label.entry(label).or_default().push(at);
            }
        }
        ways
    }

    /// The nodes that share something with an old one, and how much.
    fn shared(&self, features: &Features, old: usize) -> BTreeMap<usize, f32> {
        check();
        let item = &features.old[old];
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        let like = old * features.new.len() / features.old.len().max(1);
        for key in &item.title.keys {
            let under = self.by_path.get(&(self.old_paths[old], key.as_str()));
            for new in nearest(under, like) {
                shared.insert(new, 2e3 - distance(features, old, new));
            }
            for new in nearest(self.by_key.get(key.as_str()), like) {
                shared.entry(new).or_insert(1e3 - distance(features, old, new));
            }
        }
        let labelled = item.title.label.as_ref().and_then(|label| self.by_label.get(label.as_str()));
        for new in nearest(labelled, like) {
            shared.entry(new).or_insert(1e2 - distance(features, old, new));
        }
        for term in &item.title.terms {
            let holders = self.by_term.get(term).filter(|holders| holders.len() <= COMMON);
            for new in holders.into_iter().flatten() {
                *shared.entry(*new).or_default() += features.weights[*term as usize];
            }
        }
        for pair in &item.title.pairs {
            let holders = self.by_pair.get(pair).filter(|holders| holders.len() <= COMMON_PAIR);
            for new in holders.into_iter().flatten() {
                *shared.entry(*new).or_default() += PAIR;
            }
        }
        shared
    }
}

/// Of a list in order, those that stand nearest to a place.
fn nearest(list: Option<&Vec<usize>>, place: usize) -> impl Iterator<Item = usize> {
    let list = list.map_or(&[][..], Vec::as_slice);
    let at = list.partition_point(|other| *other < place);
    let from = at.saturating_sub(NEAREST / 2).min(list.len().saturating_sub(NEAREST));
    list[from..list.len().min(from + NEAREST)].iter().copied()
}

/// For each node the titles above it, as one number.
fn paths(items: &[Item]) -> Vec<u64> {
    let mut paths: Vec<u64> = Vec::with_capacity(items.len());
    for item in items {
        let mut hasher = DefaultHasher::new();
        if let Some(parent) = item.parent {
            (paths[parent], &items[parent].title.keys[1]).hash(&mut hasher);
        }
        paths.push(hasher.finish());
    }
    paths
}

/// Nodes that could be one: those that have the same title or label, or share words.
pub(super) fn candidates(features: &Features) -> Vec<Candidate> {
    let ways = Ways::new(features);
    (0..features.old.len()).flat_map(|old| closest(features, old, ways.shared(features, old))).collect()
}

/// Of the nodes that share words with one, the likeliest.
fn closest(features: &Features, old: usize, shared: BTreeMap<usize, f32>) -> Vec<Candidate> {
    let mut ranked: Vec<(usize, f32)> = shared.into_iter().filter(|(new, _)| may_be_one(features, old, *new)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(LOOKED_AT);
    let mut looked_at: Vec<(f32, Candidate)> = ranked
        .into_iter()
        .map(|(new, rank)| {
            let found = candidate(features, old, new);
            (if found.title >= 1.0 { rank } else { found.title + f32::from(u8::from(found.label)) }, found)
        })
        .filter(|(_, found)| is_like_kind(features, old, found.new) || found.label || found.title >= ACROSS_KINDS)
        .collect();
    looked_at.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.new.cmp(&b.1.new)));
    looked_at.truncate(KEPT);
    looked_at.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Parents of pairs could be a pair themselves, whatever they are called.
pub(super) fn add_parents(features: &Features, pairs: &Pairs, candidates: &mut Vec<Candidate>) {
    let mut known: BTreeSet<(usize, usize)> = candidates.iter().map(|one| (one.old, one.new)).collect();
    for (old, new) in pairs.new_of.iter().enumerate() {
        let Some(new) = *new else { continue };
        let (Some(old), Some(new)) = (features.old[old].parent, features.new[new].parent) else { continue };
        if is_like_kind(features, old, new) && may_be_one(features, old, new) && known.insert((old, new)) {
            candidates.push(candidate(features, old, new));
        }
    }
}

/// The only items under two headings that are one could be one as well, whatever they are called.
pub(super) fn add_only_children(features: &Features, pairs: &Pairs, candidates: &mut Vec<Candidate>) {
    let known: BTreeSet<(usize, usize)> = candidates.iter().map(|one| (one.old, one.new)).collect();
    for (old, new) in pairs.new_of.iter().enumerate() {
        let Some(new) = *new else { continue };
        if let ([old], [new]) = (features.old[old].children.as_slice(), features.new[new].children.as_slice())
            && !known.contains(&(*old, *new))
            && is_like_kind(features, *old, *new)
            && may_be_one(features, *old, *new)
        {
            candidates.push(candidate(features, *old, *new));
        }
    }
}

/// Two headings or two items, or one of either that both hold items: one plan may number what another only groups.
/// A heading that holds nothing is as good as an item.
fn is_like_kind(features: &Features, old: usize, new: usize) -> bool {
    let (old, new) = (&features.old[old], &features.new[new]);
    let are_leaves = old.children.is_empty() && new.children.is_empty();
    old.section == new.section || are_leaves || (old.below > 0 && new.below > 0)
}

/// An outline is never its details.
fn may_be_one(features: &Features, old: usize, new: usize) -> bool {
    features.old[old].outline == features.new[new].outline || !features.both_outlined
}

pub(super) fn candidate(features: &Features, old: usize, new: usize) -> Candidate {
    let (one, other) = (&features.old[old], &features.new[new]);
    let title = likeness(&one.title, &other.title, &features.weights);
    let body = likeness(&one.body, &other.body, &features.weights);
    let label = one.title.label.is_some() && one.title.label == other.title.label;
    Candidate { old, new, title, body, label }
}

pub(super) fn distance(features: &Features, old: usize, new: usize) -> f32 {
    let share = |at: usize, of: usize| at as f32 / of.max(1) as f32;
    (share(old, features.old.len()) - share(new, features.new.len())).abs()
}
