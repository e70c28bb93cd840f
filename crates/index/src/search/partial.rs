//! Questions in plain words: when little answers with all the words, what answers with some of them.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::Sort;
use super::answer::{Match, Place, Tally};
use super::evaluate::Classes;
use super::passage_filter::PassageFilter;
use super::rank::{level, nearness, rarity};
use super::segment::Segment;
use super::snippet::{Mark, Marked};
use super::top_k::TopK;
use crate::index::{PostingSet, STRETCH, Store, Traits};
use crate::query::Query;
use crate::thesaurus::Thesaurus;
use kurabe_text::run::{End, runs};
use kurabe_text::stop::{carry, check};
use kurabe_text::words::Words;

/// Passages that answer in part.
pub(super) struct Partial {
    pub(super) tally: Tally,
    pub(super) places: Vec<Place>,
    pub(super) words: Vec<Marked>,
}

/// Words that frame a question and say nothing of its subject.
const FRAME: [&str; 34] = [
    "取組",
    "取組み",
    "取り組み",
    "取り組む",
    "事業",
    "施策",
    "活動",
    "方法",
    "やり方",
    "仕方",
    "例",
    "事例",
    "一覧",
    "教える",
    "知る",
    "探す",
    "見る",
    "行う",
    "やる",
    "何",
    "どこ",
    "どの",
    "計画",
    "もの",
    "こと",
    "ため",
    "人",
    "的",
    "対策",
    "対応",
    "推進",
    "こういう",
    "内容",
    "実施",
];

/// How many of the best are kept.
const MOST: usize = 200;

/// The least share of the question's weight that an answer holds.
const LEAST: f32 = 0.4;

/// What a word that no passage holds weighs, beside one that a single passage holds.
const UNMET: f32 = 0.5;

/// Something that is asked for, with what may stand for it.
struct Concept {
    /// How often it is asked for.
    times: f32,
    /// Folded words and what each is worth of the concept.
    words: Vec<(String, f32, Mark)>,
}

/// Gathers the passages that hold some of a query's words; none if it is but one word.
pub(super) fn gather(
    store: &Store,
    thesaurus: &Thesaurus,
    query: &Query,
    filter: &PassageFilter<'_>,
    evaluated: &[(Segment<'_>, Classes)],
    words: &mut Words,
) -> tantivy::Result<Option<Partial>> {
    let wanted = query.words();
    if wanted.iter().any(|word| word.phrase) {
        return Ok(None);
    }
    let mut concepts: Vec<Concept> = Vec::new();
    for concept in wanted.iter().flat_map(|word| self::concepts(&word.folded, thesaurus, words)) {
        match concepts.iter_mut().find(|other| other.words[0].0 == concept.words[0].0) {
            Some(other) => other.times += 1.0,
            None => concepts.push(concept),
        }
    }
    // A single word that is asked for as a whole has been looked for already.
    let is_whole = |concept: &Concept| wanted.iter().any(|word| concept.words[0].0 == word.folded);
    if concepts.is_empty() || (concepts.len() == 1 && is_whole(&concepts[0])) {
        return Ok(None);
    }
    let parts: Vec<tantivy::Result<Part<'_>>> = evaluated
        .par_iter()
        .map(carry(|(segment, classes): &(_, _)| Part::find(segment, classes, &concepts)))
        .collect();
    let parts = parts.into_iter().collect::<Result<Vec<_>, _>>()?;
    let passages = store.passages()? as f32;
    let weigh = |(place, concept): (usize, &Concept)| {
        let count: usize = parts.iter().map(|part| part.counts[place]).sum();
        // What nothing holds cannot be met, but what is met without it answers less.
        concept.times * rarity(passages, count as f32) * if count == 0 { UNMET } else { 1.0 }
    };
    let worth: Vec<f32> = concepts.iter().enumerate().map(weigh).collect();
    let weighed: Vec<Vec<(u32, f32, u32)>> = parts
        .par_iter()
        .map(carry(|part: &Part<'_>| {
            let mut found = Vec::new();
            part.weigh(&worth, |doc, score| {
                found.extend(filter.plan(part.segment, doc).map(|plan| (doc, score, plan)));
            });
            found
        }))
        .collect();
    let mut tally = Tally::new(store);
    let mut best = TopK::new(MOST);
    for (number, (part, found)) in parts.iter().zip(weighed).enumerate() {
        for (doc, score, plan) in found {
            tally.count(Match::Partial, plan, part.segment.columns.themes.get_val(doc));
            best.push(Place::new(store, Sort::Score, Match::Partial, score, plan, (number, doc)));
        }
    }
    let marked = concepts.iter().flat_map(|concept| &concept.words);
    let words =
        marked.map(|(folded, _, mark)| Marked { folded: folded.clone(), end: End::Closed, mark: *mark }).collect();
    Ok(Some(Partial { tally, places: best.into_vec(), words }))
}

/// What a word or a question asks for: the longest words that the thesaurus knows, and the other words of the
/// dictionary that say something.
fn concepts(folded: &str, thesaurus: &Thesaurus, words: &mut Words) -> Vec<Concept> {
    let mut found = Vec::new();
    words.segment(folded, &mut found);
    let mut concepts = Vec::new();
    let mut place = 0;
    while place < found.len() {
        let start = found[place].surface_range.start;
        let known =
            (place..found.len()).rev().find(|last| thesaurus.knows(&folded[start..found[*last].surface_range.end]));
        let last = known.unwrap_or(place);
        let word = &found[place];
        let surface = &folded[start..found[last].surface_range.end];
        let is_frame = FRAME.contains(&surface) || FRAME.contains(&word.term);
        let is_wanted = known.is_some() || (word.keep && !is_frame);
        if is_wanted && !FRAME.contains(&surface) {
            concepts.push(concept(surface, if last == place { word.term } else { surface }, thesaurus));
        }
        place = last + 1;
    }
    concepts
}

fn concept(surface: &str, base: &str, thesaurus: &Thesaurus) -> Concept {
    let mut words = vec![(surface.to_owned(), 1.0, Mark::Typed)];
    for known in [surface, base] {
        for addition in thesaurus.additions(known) {
            let worth = nearness(Some(addition.relation));
            if words.iter().all(|(word, ..)| *word != addition.folded) {
                words.push((addition.folded, worth, Mark::Added));
            }
        }
    }
    // A verb is also met by its stem (増やす, 増やし).
    let stem: String = surface.chars().take(surface.chars().count().saturating_sub(1)).collect();
    let is_verb = surface.ends_with(|c: char| "うくぐすつぬぶむる".contains(c));
    if is_verb && runs(&stem).count() > 1 {
        words.push((stem, 0.9, Mark::Typed));
    }
    Concept { times: 1.0, words }
}

/// The passages that hold a word of a concept.
struct Held {
    worth: f32,
    found: Arc<PostingSet>,
}

/// A segment's part of the answer.
struct Part<'a> {
    segment: &'a Segment<'a>,
    classes: &'a Classes,
    /// For each concept, the passages of its words.
    found: Vec<Vec<Held>>,
    /// For each concept, how many passages hold one of its words.
    counts: Vec<usize>,
}

impl<'a> Part<'a> {
    fn find(segment: &'a Segment<'a>, classes: &'a Classes, concepts: &[Concept]) -> tantivy::Result<Self> {
        let (mut all, mut counts) = (Vec::new(), Vec::new());
        for concept in concepts {
            let mut words = Vec::new();
            for (word, worth, _) in &concept.words {
                let found = segment.posting_set(word, End::Closed)?;
                if !found.any.is_empty() {
                    words.push(Held { worth: *worth, found });
                }
            }
            counts.push(match words.as_slice() {
                [] => 0,
                [only] => only.found.any.len(),
                words => {
                    let mut any = segment.none();
                    words.iter().for_each(|held| held.found.any.add_to(&mut any));
                    any.count_ones(..)
                }
            });
            all.push(words);
        }
        Ok(Self { segment, classes, found: all, counts })
    }

    /// Calls back with each passage that holds enough of what was asked for, and its worth.
    ///
    /// Stretch by stretch all passages of each concept are gone through, the rarest concept first: once those that are left
    /// could not make up enough, only what holds some already is looked at.
    fn weigh(&self, worth: &[f32], mut tell: impl FnMut(u32, f32)) {
        let full: f32 = worth.iter().sum();
        let least = LEAST * full;
        let mut order: Vec<usize> = (0..worth.len()).collect();
        order.sort_by(|a, b| worth[*b].total_cmp(&worth[*a]));
        let size = self.segment.reader.max_doc() as usize;
        let mut gathered = vec![Gathered::default(); STRETCH.min(size)];
        let (mut met, mut holding) = (Vec::<usize>::new(), Vec::<usize>::new());
        for start in (0..size).step_by(STRETCH) {
            let range = start..(start + STRETCH).min(size);
            gathered.fill(Gathered::default());
            holding.clear();
            let mut left = full;
            for place in &order {
                check();
                let enough = least - left - ROUNDING * full;
                let is_closed = enough > 0.0;
                if is_closed {
                    holding.retain(|at| gathered[*at].held >= enough);
                    if holding.is_empty() {
                        break;
                    }
                }
                let words = &self.found[*place];
                let all = words.iter().map(|held| held.passages(self.segment)).sum::<usize>() * range.len() / size;
                if is_closed && holding.len() * words.len() * ONE_BY_ONE < all {
                    for at in &holding {
                        for held in words {
                            held.tell_of((start + at) as u32, self.segment, |part| gathered[*at].meet(part));
                        }
                        met.push(*at);
                    }
                } else {
                    for held in words {
                        held.tell_all(&range, self.segment, |at, part| {
                            if gathered[at].meet(part) {
                                met.push(at);
                            }
                        });
                    }
                }
                for at in met.drain(..) {
                    let is_new = gathered[at].take(worth[*place]);
                    if is_new && !is_closed {
                        holding.push(at);
                    }
                }
                left -= worth[*place];
            }
            for at in &holding {
                let (doc, found) = (start + at, &gathered[*at]);
                // What answers with all the words has answered, and what was taken out stays out.
                let mut others = self.classes.sets.iter().chain(&self.classes.excluded);
                if found.held >= least
                    && found.is_own
                    && !others.any(|docs| docs.contains(doc))
                    && !self.segment.reader.is_deleted(doc as u32)
                {
                    let traits = Traits::from_bits(self.segment.columns.traits.get_val(doc as u32));
                    tell(doc as u32, found.score * level(traits));
                }
            }
        }
    }
}

/// How many passages of a list are gone through in the time in which one is looked for in it, of its three kinds.
const ONE_BY_ONE: usize = 24;

/// Sums in another order differ by less than this share.
const ROUNDING: f32 = 1e-3;

/// A word's part of a concept in a passage: the share that the passage has of it, and what that is worth.
#[derive(Clone, Copy, Default)]
struct Share {
    held: f32,
    score: f32,
}

/// What is gathered of a passage.
#[derive(Clone, Copy, Default)]
struct Gathered {
    /// Of the concepts that were gone through.
    held: f32,
    score: f32,
    /// The best of the present concept.
    best: Share,
    /// Does it hold a word itself, and not only stand below one that does?
    is_own: bool,
}

impl Gathered {
    /// Takes note of a word of the present concept. Is it the first?
    #[inline]
    fn meet(&mut self, (share, is_own): (Share, bool)) -> bool {
        let is_first = self.best.score == 0.0;
        self.is_own |= is_own;
        if share.score > self.best.score {
            self.best = share;
        }
        is_first
    }

    /// Ends the present concept, which has this worth. Is it the first that the passage has something of?
    #[inline]
    fn take(&mut self, worth: f32) -> bool {
        let is_first = self.held == 0.0;
        let best = std::mem::take(&mut self.best);
        self.held += best.held * worth;
        self.score += best.score * worth;
        is_first
    }
}

impl Held {
    const TITLE: f32 = 1.3;
    const BELOW: f32 = 0.5;

    /// The shares of a passage that holds the word in its title, in its body, and of one that stands below such a title.
    fn shares(&self) -> [(Share, bool); 3] {
        let own = |bonus: f32| (Share { held: self.worth, score: self.worth * bonus }, true);
        let below = self.worth * Self::BELOW;
        [own(Self::TITLE), own(1.0), (Share { held: below, score: below }, false)]
    }

    /// How many passages there are of all three kinds.
    fn passages(&self, segment: &Segment<'_>) -> usize {
        self.found.title.len() + self.found.any.len() + segment.below(&self.found).len()
    }

    /// Tells what each passage of a range has, by its place in it.
    fn tell_all(&self, range: &Range<usize>, segment: &Segment<'_>, mut tell: impl FnMut(usize, (Share, bool))) {
        let kinds = [&self.found.title, &self.found.any, segment.below(&self.found)];
        for (docs, share) in kinds.into_iter().zip(self.shares()) {
            docs.each_within(range.clone(), |doc| tell(doc - range.start, share));
        }
    }

    /// Tells what one passage has.
    fn tell_of(&self, doc: u32, segment: &Segment<'_>, mut tell: impl FnMut((Share, bool)) -> bool) {
        let kinds = [&self.found.title, &self.found.any, segment.below(&self.found)];
        for (docs, share) in kinds.into_iter().zip(self.shares()) {
            if docs.contains(doc) {
                tell(share);
            }
        }
    }
}
