//! Questions in plain words: when little answers with all the words, what answers with some of them.

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
use crate::index::{PostingSet, Store, Traits};
use crate::query::Query;
use crate::thesaurus::Thesaurus;
use kurabe_text::run::{End, runs};
use kurabe_text::stop::carry;
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
    let concepts: Vec<Concept> = wanted.iter().flat_map(|word| concepts(&word.folded, thesaurus, words)).collect();
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
    let passages: f32 = parts.iter().map(|part| part.segment.reader.max_doc() as f32).sum();
    let worth: Vec<f32> = (0..concepts.len())
        .map(|place| {
            let count: usize = parts.iter().map(|part| part.counts[place]).sum();
            // What nothing holds cannot be met, but what is met without it answers less.
            rarity(passages, count as f32) * if count == 0 { UNMET } else { 1.0 }
        })
        .collect();
    let mut tally = Tally::new(store);
    let mut best = TopK::new(MOST);
    for (number, part) in parts.iter().enumerate() {
        part.weigh(&worth, |doc, score| {
            if let Some(plan) = filter.plan(part.segment, doc) {
                tally.count(Match::Partial, plan, part.segment.columns.themes.get_val(doc));
                best.push(Place::new(store, Sort::Score, Match::Partial, score, plan, (number, doc)));
            }
        });
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
    Concept { words }
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
            let mut any = segment.none();
            for (word, worth, _) in &concept.words {
                let found = segment.posting_set(word, End::Closed)?;
                if !found.any.is_empty() {
                    found.any.add_to(&mut any);
                    words.push(Held { worth: *worth, found });
                }
            }
            counts.push(any.count_ones(..));
            all.push(words);
        }
        Ok(Self { segment, classes, found: all, counts })
    }

    /// Calls back with each passage that holds enough of what was asked for, and its worth.
    fn weigh(&self, worth: &[f32], mut tell: impl FnMut(u32, f32)) {
        let full: f32 = worth.iter().sum();
        let mut candidates = self.segment.none();
        self.found.iter().flatten().for_each(|held| held.found.any.add_to(&mut candidates));
        // What answers with all the words has answered, and what was taken out stays out.
        self.classes.sets.iter().chain(&self.classes.excluded).for_each(|docs| candidates.difference_with(docs));
        for doc in candidates.ones().map(|doc| doc as u32).filter(|doc| !self.segment.reader.is_deleted(*doc)) {
            let mut score = 0.0;
            let mut held = 0.0;
            for (words, worth) in self.found.iter().zip(worth) {
                let best = words.iter().map(|held| {
                    let here = if held.found.any.contains(doc) { held.worth } else { 0.0 };
                    let is_below = self.segment.below(&held.found).contains(doc);
                    let above = if is_below { held.worth * 0.5 } else { 0.0 };
                    let bonus = if held.found.title.contains(doc) { 1.3 } else { 1.0 };
                    (here.max(above), here.max(above) * bonus)
                });
                let best = best.fold((0.0_f32, 0.0_f32), |a, b| if b.1 > a.1 { b } else { a });
                held += best.0 * worth;
                score += best.1 * worth;
            }
            if held >= LEAST * full {
                let traits = Traits::from_bits(self.segment.columns.traits.get_val(doc));
                tell(doc, score * level(traits));
            }
        }
    }
}
