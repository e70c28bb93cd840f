//! Which node of the old plan is which of the new: the best pairing over both plans at once.
//!
//! In come the features of two plans, out come the pairs of nodes and the gain of each. A pair gains by what the
//! two say and by where they stand: parents, neighbours, children and details that are pairs themselves. Those are
//! known only after a first pairing, so the pairing is repeated with what the one before it found. What a pair is
//! called (reworded, moved) must not be known here.

use std::collections::{BTreeSet, HashMap};

use super::assign::{Row, assign};
use super::candidate::{Candidate, add_only_children, add_parents, candidate, candidates, distance};
use super::feature::{Features, Item, above};
use super::gap::same_sides;
use super::pairs::Pairs;
use super::wording::{is_kind_of, likeness, same_names};
use kurabe_text::stop::check;

/// Why two nodes are taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// They have the same title.
    Title,
    /// Their titles share words.
    Words,
    /// Their bodies are alike.
    Body,
    /// They stand under the same parent, or one that succeeds it.
    Parent,
    /// What stands below them is the same.
    Children,
    /// What stands beside them is the same.
    Neighbours,
    /// The outline and the details name them both.
    Details,
    /// A reader says so.
    Reader,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Words,
        Self::Body,
        Self::Parent,
        Self::Children,
        Self::Neighbours,
        Self::Details,
        Self::Reader,
    ];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Words => "words",
            Self::Body => "body",
            Self::Parent => "parent",
            Self::Children => "children",
            Self::Neighbours => "neighbours",
            Self::Details => "details",
            Self::Reader => "reader",
        }
    }
}

/// Why each pair is one, in the order of the old nodes.
pub(super) fn reasons(features: &Features, pairs: &Pairs) -> Vec<Vec<Reason>> {
    let possible = Below::new();
    let heirs = Heirs::new();
    let below = below(features, pairs);
    let context = Context { features, pairs, below, possible: &possible, heirs: &heirs, first: false };
    let of = |(old, new): (usize, &Option<usize>)| new.map_or_else(Vec::new, |new| context.reasons(old, new));
    pairs.new_of.iter().enumerate().map(of).collect()
}

/// Rounds after the first; more change nothing in practice.
const ROUNDS: usize = 4;

/// Pairs the nodes of two plans; the other answer is what could have been a pair.
pub(super) fn pair(features: &Features) -> (Pairs, Vec<Candidate>) {
    let mut candidates = candidates(features);
    let mut pairs = Pairs::none(features);
    let possible = possible(features, &candidates);
    let mut heirs = Heirs::new();
    for round in 0..=ROUNDS {
        let below = below(features, &pairs);
        let context = Context { features, pairs: &pairs, below, possible: &possible, heirs: &heirs, first: round == 0 };
        let next = best(features, &candidates, &context);
        add_parents(features, &next, &mut candidates);
        if round == 0 {
            add_only_children(features, &next, &mut candidates);
        }
        let found = found_heirs(features, &next, &candidates);
        let is_known = found.iter().all(|heir| heirs.contains(heir));
        if next == pairs && is_known {
            break;
        }
        heirs.extend(found);
        pairs = next;
    }
    (pairs, candidates)
}

/// Headings without a counterpart, old and new, where the items of the one went to the other.
type Heirs = BTreeSet<(usize, usize)>;

/// Items of the same title, or so much like it, that must have gone from one heading to its heir.
const INHERITED: f32 = 0.9;

/// The headings that can only be one: most of what is left of either stands under the other, and neither has a
/// counterpart. A heading whose words changed altogether is still the heading of its items.
fn found_heirs(features: &Features, pairs: &Pairs, candidates: &[Candidate]) -> Heirs {
    let mut flows = Below::new();
    let (mut from, mut to): (HashMap<usize, f32>, HashMap<usize, f32>) = (HashMap::new(), HashMap::new());
    for (old, new) in pairs.new_of.iter().enumerate() {
        let Some(new) = *new else { continue };
        let (one, other) = (&features.old[old], &features.new[new]);
        if one.section {
            continue;
        }
        let alike = likeness(&one.title, &other.title, &features.weights);
        let speaks = alike * alike / one.namesakes.max(other.namesakes) as f32;
        above(&features.old, old).for_each(|above| *from.entry(above).or_default() += speaks);
        above(&features.new, new).for_each(|above| *to.entry(above).or_default() += speaks);
        for above_old in above(&features.old, old) {
            for above_new in above(&features.new, new) {
                *flows.entry((above_old, above_new)).or_default() += speaks;
            }
        }
    }
    let is_heir = |((old, new), speaks): (&(usize, usize), &f32)| {
        let is_open = pairs.new_of[*old].is_none() && pairs.old_of[*new].is_none();
        let most = |all: &HashMap<usize, f32>, at: &usize| *speaks * 2.0 > all.get(at).copied().unwrap_or(0.0);
        is_open && *speaks >= INHERITED && most(&from, old) && most(&to, new)
    };
    let known: BTreeSet<(usize, usize)> = candidates.iter().map(|one| (one.old, one.new)).collect();
    flows.iter().filter(|flow| is_heir(*flow)).map(|(heir, _)| *heir).filter(|heir| known.contains(heir)).collect()
}

/// The gain of a pair of which a reader says that it is one: nothing else can take either.
const SAID: i64 = 1_000_000_000;

fn best(features: &Features, candidates: &[Candidate], context: &Context<'_>) -> Pairs {
    let mut rows: Vec<Row> = vec![Vec::new(); features.old.len()];
    for candidate in candidates {
        check();
        let gain = context.gain(candidate);
        if gain > 0.0 && features.judged.may_be_one(candidate.old, candidate.new) {
            rows[candidate.old].push((candidate.new, (gain * 1e6) as i64));
        }
    }
    for (old, row) in rows.iter_mut().enumerate() {
        if let Some(new) = features.judged.new_of(old) {
            *row = vec![(new, SAID)];
        }
    }
    let mut pairs = Pairs::none(features);
    for (old, new) in assign(&rows, features.new.len()).into_iter().enumerate() {
        if let Some(new) = new {
            pairs.join(old, new);
        }
    }
    pairs
}

/// How much the pairs of items below two nodes speak for them: an item of the same title for one, others for less.
type Below = HashMap<(usize, usize), f32>;

fn below(features: &Features, pairs: &Pairs) -> Below {
    let mut below = Below::new();
    for (old, new) in pairs.new_of.iter().enumerate() {
        check();
        let Some(new) = *new else { continue };
        if features.old[old].section {
            continue;
        }
        let alike = likeness(&features.old[old].title, &features.new[new].title, &features.weights);
        for above_old in above(&features.old, old) {
            for above_new in above(&features.new, new) {
                *below.entry((above_old, above_new)).or_default() += alike * alike;
            }
        }
    }
    below
}

/// The same of what could become pairs, so that parents and children need not wait for one another. A title that
/// stands in several places speaks for each of them in part.
fn possible(features: &Features, candidates: &[Candidate]) -> Below {
    let mut all = Below::new();
    for of_one in candidates.chunk_by(|a, b| a.old == b.old) {
        check();
        let mut best = Below::new();
        for candidate in of_one.iter().filter(|candidate| candidate.title > 0.4) {
            let (old, new) = (&features.old[candidate.old], &features.new[candidate.new]);
            if old.section {
                continue;
            }
            let speaks = candidate.title * candidate.title / old.namesakes.max(new.namesakes) as f32;
            for above_old in above(&features.old, candidate.old) {
                for above_new in above(&features.new, candidate.new) {
                    let most = best.entry((above_old, above_new)).or_default();
                    *most = most.max(speaks);
                }
            }
        }
        for (above, speaks) in best {
            *all.entry(above).or_default() += speaks;
        }
    }
    all
}

/// What the same label says for two nodes whose words are others.
const LABELLED: f32 = 0.6;
/// What it says for two items with a word in common that nothing else stands under the same heading.
const ONLY_CHILD: f32 = 0.45;
/// What it says for two items that nothing else under their heading shares these words: a name in 「」, a long
/// name, two words of one subject, more of any, or all that one of them says.
const TOLD: f32 = 0.42;
const TWO: usize = 2;
const SEVERAL: usize = 3;

/// What pairs of items below two headings at the same place must say at least.
const BELOW: f32 = 0.5;

/// What is lost where all that two titles share is the formula of their lists.
const FORMULA: f32 = 0.25;

/// What is gained at least by a heading and its heir: more than by a heading of another level that holds them too.
const HEIR: f32 = 0.12;

/// From here on two wordings are somewhat alike.
const SOMEWHAT_ALIKE: f32 = 0.38;

/// How two nodes stand to one another by their parents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parents {
    /// The parents are a pair, or neither has one.
    Same,
    /// A parent has no partner.
    Open,
    /// Both parents are known, and they are others.
    Other,
}

/// What an earlier round tells of where nodes stand.
struct Context<'a> {
    features: &'a Features,
    pairs: &'a Pairs,
    below: Below,
    possible: &'a Below,
    heirs: &'a Heirs,
    first: bool,
}

impl Context<'_> {
    /// What is gained by taking two nodes for one; none if not above 0.
    fn gain(&self, candidate: &Candidate) -> f32 {
        let (old, new) = (&self.features.old[candidate.old], &self.features.new[candidate.new]);
        let same_title = candidate.title >= 1.0;
        let children = self.children(candidate, old, new);
        let parents = self.parents(old, new);
        // A title that stands in several places says nothing without its place.
        let common = old.namesakes.max(new.namesakes) > 1;
        if same_title && common && parents == Parents::Other && children.unwrap_or(0.0) < 0.5 && !self.first {
            return 0.0;
        }
        let mut said = candidate.title + body_gain(candidate, old, new);
        // 青年部　婚活イベント beside 青年部　職場体験: who does several things is no point.
        let is_point = |namesakes: fn(&Item) -> usize| namesakes(old).max(namesakes(new)) == 1;
        let same_point =
            (parents == Parents::Same && is_point(|item| item.label_beside)) || is_point(|item| item.label_namesakes);
        if candidate.label && same_point {
            // The same point with other content.
            said = said.max(LABELLED);
        } else if parents == Parents::Same && candidate.title > 0.0 && self.are_only_children(old, new) {
            said = said.max(ONLY_CHILD);
        } else if parents == Parents::Same
            && !same_title
            && (self.are_told(old, new) || self.keeps_place(old, new) || self.fills_gap(candidate, old, new))
        {
            said = said.max(TOLD);
        }
        if same_title {
            said += 0.4;
        } else if !candidate.label && self.features.share_formula(old, new, parents == Parents::Same) {
            said -= FORMULA;
        }
        // Of two numbers of one series, the same is the same.
        if old.title.exact == new.title.exact {
            said += 0.05;
        }
        let kind = if old.section == new.section { 0.0 } else { -0.1 };
        let place = match parents {
            Parents::Same => 0.10,
            Parents::Open => 0.0,
            Parents::Other => -0.12,
        };
        let children = match children {
            Some(share) => share * 0.8 - 0.05,
            // One holds items and the other none.
            None if (old.below == 0) != (new.below == 0) => -0.12,
            None => 0.0,
        };
        // What stands beside two nodes speaks only for wordings that are somewhat alike themselves.
        let beside = if said >= SOMEWHAT_ALIKE { self.beside(candidate) * 0.03 } else { 0.0 };
        // A heading is known by what stands under it as well as by its title.
        let least = if old.below > 0 && new.below > 0 { 0.4 } else { 0.5 };
        // A bullet is the same everywhere; a number is a place.
        let marker = if !old.number.is_empty() && old.number == new.number { 0.02 } else { 0.0 };
        let gain =
            said + kind + place + children + beside + marker + self.twins(old, new) + self.near(candidate) - least;
        if self.heirs.contains(&(candidate.old, candidate.new)) { gain.max(HEIR) } else { gain }
    }

    /// Are they told from all others under the same heading by the words that they share?
    fn are_told(&self, old: &Item, new: &Item) -> bool {
        if old.section || new.section || same_names(&old.title, &new.title) < 1.0 {
            return false;
        }
        if same_names(&old.title, &new.title) > 1.0 {
            return true;
        }
        let telling = self.features.telling(old, new);
        let has_name = |names: &[u32]| telling.iter().any(|term| names.contains(term));
        let least = self.features.speaking(old).min(self.features.speaking(new));
        let is_all = telling.len() == least && has_name(&old.title.katakana);
        let is_one_subject = telling.len() >= TWO && old.title.last.is_some() && old.title.last == new.title.last;
        let are_many = telling.len() > SEVERAL;
        let is_one_object = self.features.are_one_object(old, new);
        are_many || has_name(&old.title.long) || is_all || is_one_subject || is_one_object
    }

    /// The last word of a title is what is done, unless it is all that the title says.
    fn is_action(&self, term: u32, old: &Item, new: &Item) -> bool {
        [old, new].iter().any(|item| item.title.last == Some(term) && self.features.speaking(item) > 1)
    }

    /// Do they stand at the same number of the same list, and share what no other of its items is about?
    fn keeps_place(&self, old: &Item, new: &Item) -> bool {
        let same_number = !old.number.is_empty() && old.number == new.number;
        let are_items = !old.section && !new.section && !old.cell && !new.cell;
        same_number
            && are_items
            && same_names(&old.title, &new.title) >= 1.0
            && (self.features.telling(old, new).iter().any(|term| !self.is_action(*term, old, new))
                || is_kind_of(&old.title.exact, &new.title.exact))
    }

    /// Do two headings without like words share items below, and stand as far from the same neighbour?
    fn fills_gap(&self, candidate: &Candidate, old: &Item, new: &Item) -> bool {
        if self.first || old.section != new.section || same_names(&old.title, &new.title) < 1.0 {
            return false;
        }
        let is_below = self.below.get(&(candidate.old, candidate.new)).is_some_and(|share| *share >= BELOW);
        is_below && same_sides(self.features, self.pairs, candidate.old, candidate.new) > 0
    }

    /// Does nothing else stand under their parents?
    fn are_only_children(&self, old: &Item, new: &Item) -> bool {
        let is_only = |items: &[Item], item: &Item| {
            // The cells of a table's row are whatever the year brings.
            !item.section && !item.cell && item.parent.is_some_and(|parent| items[parent].children.len() == 1)
        };
        // What is known by a name is not what is known by another.
        let other_name = same_names(&old.title, &new.title) < 1.0;
        !other_name && is_only(&self.features.old, old) && is_only(&self.features.new, new)
    }

    fn reasons(&self, old: usize, new: usize) -> Vec<Reason> {
        let candidate = candidate(self.features, old, new);
        let is_said = self.features.judged.new_of(old) == Some(new);
        let (old, new) = (&self.features.old[old], &self.features.new[new]);
        let has_text = !old.body.terms.is_empty() && !new.body.terms.is_empty();
        let found = [
            (Reason::Title, candidate.title >= 1.0),
            (Reason::Words, candidate.title < 1.0 && candidate.title >= 0.2),
            (Reason::Body, has_text && candidate.body >= 0.5),
            (Reason::Parent, self.parents(old, new) == Parents::Same),
            (Reason::Children, self.children(&candidate, old, new).is_some_and(|share| share >= 0.25)),
            (Reason::Neighbours, self.beside(&candidate) > 0.0),
            (Reason::Details, self.twins(old, new) > 0.0),
            (Reason::Reader, is_said),
        ];
        found.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
    }

    fn parents(&self, old: &Item, new: &Item) -> Parents {
        match (old.parent, new.parent) {
            (None, None) => Parents::Same,
            (Some(one), Some(other)) => match (self.pairs.new_of[one], self.pairs.old_of[other]) {
                (Some(partner), _) if partner == other => Parents::Same,
                (Some(_), Some(_)) => Parents::Other,
                (Some(partner), None) if above_open(&self.features.new, other, &self.pairs.old_of) == Some(partner) => {
                    Parents::Same
                }
                (None, Some(partner)) if above_open(&self.features.old, one, &self.pairs.new_of) == Some(partner) => {
                    Parents::Same
                }
                _ => Parents::Open,
            },
            _ => Parents::Open,
        }
    }

    /// The share of items below both that are pairs; none if one of them has none.
    fn children(&self, candidate: &Candidate, old: &Item, new: &Item) -> Option<f32> {
        if old.below == 0 || new.below == 0 || self.first {
            return None;
        }
        let of = |below: &Below| below.get(&(candidate.old, candidate.new)).copied().unwrap_or(0.0);
        let both = of(&self.below).max(of(self.possible) * 0.9);
        // One item in common says less than several.
        let trust = both / (both + 0.5);
        Some(trust * 2.0 * both / (old.below + new.below) as f32)
    }

    /// How many of the two neighbours, before and after, are pairs.
    fn beside(&self, candidate: &Candidate) -> f32 {
        let old = neighbours(&self.features.old, self.features.beside_old(candidate.old), candidate.old);
        let new = neighbours(&self.features.new, self.features.beside_new(candidate.new), candidate.new);
        let pair = |(one, other): (Option<usize>, Option<usize>)| match (one, other) {
            (Some(one), Some(other)) => self.pairs.new_of[one] == Some(other),
            _ => false,
        };
        [(old.0, new.0), (old.1, new.1)].into_iter().map(|both| f32::from(u8::from(pair(both)))).sum()
    }

    /// An item of an outline belongs to that one whose details are its own, and the details follow their outline. Beside an
    /// item that is told of once stand the details.
    fn twins(&self, old: &Item, new: &Item) -> f32 {
        let pair = |one: Option<usize>, other: Option<usize>| match (one, other) {
            (Some(one), Some(other)) => self.pairs.new_of[one] == Some(other),
            _ => false,
        };
        let one_sided = |item: &Item, other: &Item| item.twin.is_some() && other.twin.or(other.announced).is_none();
        if pair(old.twin, new.twin) || pair(old.announced, new.announced) {
            0.2
        } else if one_sided(old, new) || one_sided(new, old) {
            -0.2
        } else {
            0.0
        }
    }

    /// Between equals, that one is taken which stands at the like place of its plan.
    fn near(&self, candidate: &Candidate) -> f32 {
        0.01 * (1.0 - distance(self.features, candidate.old, candidate.new))
    }
}

/// The first heading above one that has a counterpart, where it has none itself: one plan puts a level between a chapter and
/// its work (事業内容) that the other does without. What stands below an item is a part of it.
fn above_open(items: &[Item], at: usize, counterparts: &[Option<usize>]) -> Option<usize> {
    let mut chain = std::iter::once(at).chain(above(items, at));
    chain
        .find(|place| counterparts[*place].is_some() || !items[*place].section)
        .filter(|place| counterparts[*place].is_some())
}

fn body_gain(candidate: &Candidate, old: &Item, new: &Item) -> f32 {
    if old.body.terms.len() < 3 || new.body.terms.len() < 3 {
        return 0.0;
    }
    (0.3 * (candidate.body - 0.35)).clamp(-0.06, 0.15)
}

/// Of the nodes under one heading those before and after one, if they are of the same kind.
fn neighbours(items: &[Item], siblings: &[usize], at: usize) -> (Option<usize>, Option<usize>) {
    let own = siblings.partition_point(|sibling| *sibling < at);
    let same = |other: &usize| items[*other].section == items[at].section;
    let before = own.checked_sub(1).map(|place| siblings[place]);
    (before.filter(same), siblings.get(own + 1).copied().filter(same))
}
