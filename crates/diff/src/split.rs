//! Splits and merges: one node of one side that several of the other have taken over.
//!
//! In come features and pairs, out come groups of one and several, and the pairs that are left. Items are told by
//! their words (the parts together say what the whole said, each a share of its own), sections by where their items
//! went.

use std::collections::{BTreeSet, HashMap};

use super::feature::{Features, Item};
use super::pairs::Pairs;
use super::wording::{overlap, weigh};
use kurabe_text::likeness::shared;
use kurabe_text::stop::check;

/// Nodes of either side that belong together, by place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    /// How much of the whole its parts say.
    pub(super) covered: f32,
}

/// One direction: the wholes stand on one side, their parts on the other.
struct View<'a> {
    wholes: &'a [Item],
    parts: &'a [Item],
    part_of: &'a [Option<usize>],
    whole_of: &'a [Option<usize>],
    weights: &'a [f32],
    /// May this part be one with this whole, for all that a reader said?
    may_be: &'a dyn Fn(usize, usize) -> bool,
}

/// A whole with its parts.
struct Found {
    whole: usize,
    parts: Vec<usize>,
    covered: f32,
}

/// Finds splits and merges and takes their nodes out of the pairs.
pub(super) fn split(features: &Features, pairs: &mut Pairs) -> Vec<Group> {
    let may_be = |old: usize, new: usize| features.judged.may_be_one(old, new) && !features.judged.is_settled(old, new);
    let splits = View {
        may_be: &|part, whole| may_be(whole, part),
        wholes: &features.old,
        parts: &features.new,
        part_of: &pairs.new_of,
        whole_of: &pairs.old_of,
        weights: &features.weights,
    };
    let merges = View {
        may_be: &|part, whole| may_be(part, whole),
        wholes: &features.new,
        parts: &features.old,
        part_of: &pairs.old_of,
        whole_of: &pairs.new_of,
        weights: &features.weights,
    };
    let mut found: Vec<Group> = Vec::new();
    let of = |view: &View<'_>| view.items().into_iter().chain(view.sections()).collect::<Vec<_>>();
    found.extend(of(&splits).into_iter().map(|f| Group { old: vec![f.whole], new: f.parts, covered: f.covered }));
    found.extend(of(&merges).into_iter().map(|f| Group { old: f.parts, new: vec![f.whole], covered: f.covered }));
    // Where two could take the same node, the one that explains more has it.
    found.sort_by(|a, b| b.covered.total_cmp(&a.covered).then_with(|| (&a.old, &a.new).cmp(&(&b.old, &b.new))));
    let (mut old_taken, mut new_taken) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|group| {
        let free =
            group.old.iter().all(|at| !old_taken.contains(at)) && group.new.iter().all(|at| !new_taken.contains(at));
        if free {
            old_taken.extend(group.old.iter().copied());
            new_taken.extend(group.new.iter().copied());
        }
        free
    });
    for group in &found {
        for old in &group.old {
            for new in &group.new {
                pairs.part(*old, *new);
            }
        }
    }
    found
}

/// A part says little that the whole did not say; less is asked of parts that stand side by side.
const OWN: f32 = 0.42;
const OWN_BESIDE: f32 = 0.3;
/// A part in another place must be all but contained in the whole.
const OWN_ELSEWHERE: f32 = 0.85;
/// Each part says a share of the whole that no other part says.
const SHARE: f32 = 0.16;
/// Together they say most of it.
const COVERED: f32 = 0.6;
/// … or so much of it, where the items below the whole stand below the parts.
const COVERED_BELOW: f32 = 0.4;
/// A part whose words all but stand in the whole belongs to it, however little of it that is.
const CONTAINED: f32 = 0.9;

impl View<'_> {
    fn items(&self) -> Vec<Found> {
        let mut by_term: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, part) in self.parts.iter().enumerate() {
            if !self.is_settled(at) {
                for term in &part.title.terms {
                    by_term.entry(*term).or_default().push(at);
                }
            }
        }
        (0..self.wholes.len()).filter_map(|whole| self.item(whole, &by_term)).collect()
    }

    /// A part that stands unchanged on the other side belongs to no split.
    fn is_settled(&self, part: usize) -> bool {
        self.whole_of[part].is_some_and(|whole| self.wholes[whole].title.is_same(&self.parts[part].title))
    }

    fn item(&self, whole: usize, by_term: &HashMap<u32, Vec<usize>>) -> Option<Found> {
        let item = &self.wholes[whole];
        let partner = self.part_of[whole];
        if partner.is_some_and(|part| self.is_settled(part)) {
            return None;
        }
        let sharing: BTreeSet<usize> =
            item.title.terms.iter().filter_map(|term| by_term.get(term)).flatten().copied().collect();
        // A heading is told by its words only together with what stands below it.
        let is_told = |part: &usize| !(item.section || self.parts[*part].section) || self.inherits(*part, whole);
        let candidates: Vec<usize> =
            sharing.into_iter().filter(is_told).filter(|part| self.may_be_part(*part, whole)).collect();
        if candidates.len() < 2 || partner.is_some_and(|part| !candidates.contains(&part)) {
            return None;
        }
        let (parts, covered) = self.gather(whole, candidates);
        // What stood below the whole stands below each part: then fewer of its words are enough.
        let is_inherited = parts.iter().all(|part| self.inherits(*part, whole));
        let is_covered = covered >= if is_inherited { COVERED_BELOW } else { COVERED };
        let is_split = parts.len() > 1 && is_covered && self.are_of_one(&parts, whole) && !self.goes_on(whole);
        is_split.then_some(Found { whole, parts, covered })
    }

    /// Does each part say little of its own, or do they at least stand side by side?
    fn are_of_one(&self, parts: &[usize], whole: usize) -> bool {
        let side_by_side = parts.windows(2).all(|two| {
            let siblings = self.parts[two[0]].parent.map(|parent| &self.parts[parent].children);
            let place = |part| siblings.and_then(|siblings| siblings.iter().position(|other| *other == part));
            place(two[0]).zip(place(two[1])).is_some_and(|(first, second)| second == first + 1)
        });
        side_by_side || parts.iter().all(|part| self.held(*part, whole) >= OWN)
    }

    /// Does all that stands below a whole stand below its partner? What is new beside it is no part of it then.
    fn goes_on(&self, whole: usize) -> bool {
        let Some(partner) = self.part_of[whole] else { return false };
        let follows =
            |child: &usize| self.part_of[*child].is_none_or(|other| self.parts[other].parent == Some(partner));
        let children = &self.wholes[whole].children;
        let found = children.iter().filter(|child| self.part_of[**child].is_some()).count();
        found > 1 && 2 * found > children.len() && children.iter().all(follows)
    }

    /// Does something stand below a part that stood below the whole?
    fn inherits(&self, part: usize, whole: usize) -> bool {
        let parent = |child: &usize| self.part_of[*child].and_then(|other| self.parts[other].parent);
        self.wholes[whole].children.iter().any(|child| parent(child) == Some(part))
    }

    /// How much of a part the whole said.
    fn held(&self, part: usize, whole: usize) -> f32 {
        let (whole, part) = (&self.wholes[whole].title.terms, &self.parts[part].title.terms);
        overlap(part, whole, self.weights).shared / weigh(part, self.weights).max(f32::MIN_POSITIVE)
    }

    fn may_be_part(&self, part: usize, whole: usize) -> bool {
        let free = self.whole_of[part].is_none_or(|other| other == whole);
        let (item, other) = (&self.wholes[whole], &self.parts[part]);
        // 第35回 and 第36回 are no parts of 第44回.
        let is_series = other.title.exact != other.title.keys[0] && !item.title.exact.contains(&other.title.exact);
        if !free || item.outline != other.outline || is_series || !(self.may_be)(part, whole) {
            return false;
        }
        self.held(part, whole) >= if self.beside(part, whole) { OWN_BESIDE } else { OWN_ELSEWHERE }
    }

    /// Do part and whole stand under the same parent, or the part beside the whole's partner?
    fn beside(&self, part: usize, whole: usize) -> bool {
        let (above_part, above_whole) = (self.parts[part].parent, self.wholes[whole].parent);
        let successor = above_whole.and_then(|parent| self.part_of[parent]);
        successor == above_part || self.part_of[whole].is_some_and(|partner| self.parts[partner].parent == above_part)
    }

    /// Takes parts as long as each says something of the whole that those before it do not.
    fn gather(&self, whole: usize, mut candidates: Vec<usize>) -> (Vec<usize>, f32) {
        let (item, partner) = (&self.wholes[whole], self.part_of[whole]);
        let all = weigh(&item.title.terms, self.weights).max(f32::MIN_POSITIVE);
        let mut open = item.title.terms.clone();
        let mut parts = Vec::new();
        while !candidates.is_empty() {
            check();
            let gain = |part: &usize| overlap(&open, &self.parts[*part].title.terms, self.weights).shared / all;
            let first = partner.filter(|part| candidates.contains(part));
            let best =
                first.or_else(|| candidates.iter().copied().max_by(|a, b| gain(a).total_cmp(&gain(b)).then(b.cmp(a))));
            let is_held = |part: usize| self.beside(part, whole) && self.held(part, whole) >= CONTAINED;
            let is_enough = |part: &usize| {
                gain(part) >= SHARE || (gain(part) > 0.0 && (is_held(*part) || self.is_within(*part, whole)))
            };
            let Some(best) = best.filter(is_enough) else { break };
            let said: Vec<u32> =
                shared(&open, &self.parts[best].title.terms, u32::cmp).map(|(term, _)| *term).collect();
            open.retain(|term| said.binary_search(term).is_err());
            candidates.retain(|part| *part != best);
            parts.push(best);
        }
        if parts.len() > 1 {
            // What is left says nothing that the others do not, yet its words stand in the whole.
            parts.extend(candidates.into_iter().filter(|part| self.is_within(*part, whole)));
        }
        parts.sort_unstable();
        (parts, 1.0 - weigh(&open, self.weights) / all)
    }

    /// Does a part stand in the whole word for word?
    fn is_within(&self, part: usize, whole: usize) -> bool {
        let (inner, outer) = (&self.parts[part].title.exact, &self.wholes[whole].title.exact);
        self.held(part, whole) >= CONTAINED && outer.contains(inner.as_str())
    }

    /// Sections whose items went to several sections that took them from nowhere else.
    fn sections(&self) -> Vec<Found> {
        let mut flows: HashMap<usize, HashMap<usize, usize>> = HashMap::new();
        let mut taken: HashMap<usize, usize> = HashMap::new();
        for (at, partner) in self.part_of.iter().enumerate() {
            let Some(partner) = *partner else { continue };
            if let (Some(whole), Some(part)) = (self.wholes[at].parent, self.parts[partner].parent) {
                *flows.entry(whole).or_default().entry(part).or_default() += 1;
                *taken.entry(part).or_default() += 1;
            }
        }
        let mut found: Vec<Found> = flows.iter().filter_map(|(whole, to)| self.section(*whole, to, &taken)).collect();
        found.sort_by_key(|found| found.whole);
        found
    }

    fn section(&self, whole: usize, to: &HashMap<usize, usize>, taken: &HashMap<usize, usize>) -> Option<Found> {
        let all: usize = to.values().sum();
        let free = |part: usize| self.whole_of[part].is_none_or(|other| other == whole);
        let is_part = |(part, count): (&usize, &usize)| {
            let mostly_ours = *count * 2 > taken.get(part).copied().unwrap_or(0);
            let may_be = (self.may_be)(*part, whole);
            (may_be && self.parts[*part].section && free(*part) && mostly_ours && *count * 5 >= all && *count > 1)
                .then_some(*part)
        };
        let mut parts: Vec<usize> = to.iter().filter_map(is_part).collect();
        parts.sort_unstable();
        let kept: usize = parts.iter().filter_map(|part| to.get(part)).sum();
        let covered = kept as f32 / all.max(1) as f32;
        let is_split = self.wholes[whole].section && parts.len() > 1 && covered >= COVERED;
        is_split.then_some(Found { whole, parts, covered })
    }
}
