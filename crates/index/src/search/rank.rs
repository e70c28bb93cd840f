//! The order of answers of one kind: BM25 over words, titles above bodies above narrative.

use std::ops::Range;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term};

use super::evaluate::{Classes, Known};
use super::query_term::QueryTerm;
use super::segment::Segment;
use crate::index::{Store, Traits};
use crate::thesaurus::Relation;
use kurabe_model::{Flag, NodeKind, PassageKind};
use kurabe_text::stop::check;

/// BM25's saturation of repeated words and its share of length.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What a word is worth in the title and above it, beside 1 in the body.
const TITLE: f32 = 1.7;
const PATH: f32 = 0.4;
const COMPOUND: f32 = 0.7;

/// What each further word of the same meaning adds.
const FURTHER: f32 = 0.15;

/// The highest of [`level`].
const HIGHEST_LEVEL: f32 = 1.1;

/// Sums in another order differ in their last digits.
const ROUNDING: f32 = 1.000_1;

/// The rarity of what no passage holds.
const RAREST: f32 = 8.0;

/// What the words of the dictionary add to what the characters say.
const WORDS: f32 = 0.5;

/// A base form to rank by.
#[derive(Clone, Debug)]
struct RankTerm {
    text: String,
    weight: f32,
}

/// What ranking needs to know of the whole index.
pub(super) struct Ranking {
    terms: Vec<RankTerm>,
    average: f32,
    /// Whether a title speaks for what stands below it.
    reaches_down: bool,
    /// For each query_term, what each of its sources is worth: how rare and how near. Nothing if no passage holds it.
    worth: Vec<Vec<Option<f32>>>,
}

/// What an added word is worth beside the word as typed.
pub(super) fn nearness(relation: Option<Relation>) -> f32 {
    match relation {
        None => 1.0,
        Some(Relation::Same) => 0.9,
        Some(Relation::Narrower) => 0.75,
        Some(Relation::Related) => 0.5,
    }
}

/// How rare something is that so many of all passages have.
pub(super) fn rarity(passages: f32, count: f32) -> f32 {
    (1.0 + (passages - count + 0.5).max(0.5) / (count + 0.5)).ln()
}

impl Ranking {
    /// Weighs the words of a query by how rare they are.
    pub(super) fn new(
        store: &Store,
        query_terms: &[QueryTerm],
        parts: &[(Segment<'_>, Classes)],
        reaches_down: bool,
    ) -> tantivy::Result<Self> {
        let field = store.fields().words;
        let passages = store.passages()? as f32;
        let (mut tokens, mut terms) = (0, Vec::<RankTerm>::new());
        for text in query_terms.iter().flat_map(|query_term| &query_term.terms) {
            if terms.iter().all(|term| term.text != *text) {
                terms.push(RankTerm { text: text.clone(), weight: 0.0 });
            }
        }
        for segment in store.segments() {
            let index = segment.inverted_index(field)?;
            tokens += index.total_num_tokens();
            for term in &mut terms {
                term.weight += index.doc_freq(&Term::from_field_text(field, &term.text))? as f32;
            }
        }
        terms.iter_mut().for_each(|term| term.weight = rarity(passages, term.weight));
        let worth = query_terms.iter().enumerate().map(|(place, query_term)| {
            (0..=query_term.added.len())
                .map(|number| {
                    let sources =
                        parts.iter().filter_map(|(_, classes)| classes.evidence.get(place)?.sources.get(number));
                    let (mut count, mut relation) = (0, None);
                    for source in sources {
                        count += source.found.any.len();
                        relation = source.relation;
                    }
                    (count > 0).then(|| rarity(passages, count as f32) * nearness(relation))
                })
                .collect()
        });
        Ok(Self { worth: worth.collect(), terms, reaches_down, average: (tokens as f32 / passages.max(1.0)).max(1.0) })
    }
}

impl Ranking {
    /// What scores the passages of a segment, once through in their order.
    pub(super) fn scorer<'a>(&'a self, segment: &'a Segment<'a>) -> tantivy::Result<Scorer<'a>> {
        Scorer::open(segment, self)
    }

    /// What a word found once in a passage of this length is worth. Passages are short: more is not counted.
    fn once(&self, length: u32) -> f32 {
        (K1 + 1.0) / (1.0 + K1 * (1.0 - B + B * length as f32 / self.average))
    }

    /// Does any passage hold this added word of this query_term?
    pub(super) fn holds(&self, query_term: usize, addition: usize) -> bool {
        self.worth.get(query_term).and_then(|worth| *worth.get(addition + 1)?).is_some()
    }
}

/// Scores the passages of a segment, which must be asked for in order.
pub(super) struct Scorer<'a> {
    segment: &'a Segment<'a>,
    ranking: &'a Ranking,
    postings: Vec<(f32, SegmentPostings)>,
    norms: FieldNormReader,
    /// What a word is worth in a passage of each length, by the code of its length.
    once: [f32; 256],
    /// The most that a passage of each length can be worth.
    ceilings: [f32; 256],
    /// The most that the words of the dictionary add.
    words: f32,
}

impl<'a> Scorer<'a> {
    fn open(segment: &'a Segment<'a>, ranking: &'a Ranking) -> tantivy::Result<Self> {
        let field = segment.fields.words;
        let index = segment.reader.inverted_index(field)?;
        let mut postings = Vec::with_capacity(ranking.terms.len());
        for term in &ranking.terms {
            let found = index.read_postings(&Term::from_field_text(field, &term.text), IndexRecordOption::Basic)?;
            postings.extend(found.map(|found| (term.weight, found)));
        }
        let norms = segment.reader.get_fieldnorms_reader(field)?;
        // From zero on, as the sum of nothing would be the negative zero, which is less than the score of nothing.
        let words = postings.iter().fold(0.0, |sum, (weight, _)| sum + WORDS * weight);
        let met = |worth: &Vec<Option<f32>>| {
            most(worth.first().copied().flatten(), TITLE, worth.get(1..).unwrap_or_default())
        };
        let most = (words + ranking.worth.iter().map(met).sum::<f32>()) * HIGHEST_LEVEL * ROUNDING;
        let once: [f32; 256] = std::array::from_fn(|code| ranking.once(FieldNormReader::id_to_fieldnorm(code as u8)));
        let ceilings = once.map(|once| most * once);
        Ok(Self { segment, ranking, postings, norms, once, ceilings, words })
    }

    /// The most that a passage can be worth, known without looking for its words.
    #[inline]
    pub(super) fn ceiling(&self, doc: u32) -> f32 {
        self.ceilings[usize::from(self.norms.fieldnorm_id(doc))]
    }

    /// The same with what costs little to know: where the typed words stand, and whether any added word is there.
    pub(super) fn bound(&self, doc: u32, evidence: &[Known]) -> f32 {
        let met = evidence.iter().zip(&self.ranking.worth).map(|(known, worth)| {
            let own = worth.first().copied().flatten();
            let typed = &known.sources[0].found;
            let place = if typed.title.contains(doc) { TITLE } else { 1.0 };
            let rest = if known.added.contains(doc as usize) { worth.get(1..).unwrap_or_default() } else { &[] };
            most(own, place, rest)
        });
        let met: f32 = met.sum();
        (self.words + met) * self.once[usize::from(self.norms.fieldnorm_id(doc))] * HIGHEST_LEVEL * ROUNDING
    }

    /// What a passage is worth.
    pub(super) fn score(&mut self, doc: u32, evidence: &[Known]) -> f32 {
        let once = self.once[usize::from(self.norms.fieldnorm_id(doc))];
        let mut score = 0.0;
        for (weight, postings) in &mut self.postings {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                score += WORDS * *weight * once;
            }
        }
        for (known, worth) in evidence.iter().zip(&self.ranking.worth) {
            score += once * self.met(known, worth, doc);
        }
        score * self.level(doc)
    }

    /// Weighs all passages of a range together, those that do not answer too: what [`Self::score`] says of each, in a
    /// fraction of the time where many of them are asked for. Ranges must be asked for in order.
    pub(super) fn weigh(&mut self, range: &Range<usize>, evidence: &[Known], weighed: &mut Weighed) {
        let ranking = self.ranking;
        let codes = range.clone().map(|doc| self.norms.fieldnorm_id(doc as u32));
        weighed.begin(codes.map(|code| self.once[usize::from(code)]));
        for (weight, postings) in &mut self.postings {
            check();
            if (postings.doc() as usize) < range.start {
                postings.seek(range.start as u32);
            }
            while (postings.doc() as usize) < range.end {
                let at = postings.doc() as usize - range.start;
                weighed.scores[at] += WORDS * *weight * weighed.once[at];
                postings.advance();
            }
        }
        for (known, worth) in evidence.iter().zip(&ranking.worth) {
            for (source, worth) in known.sources.iter().zip(worth) {
                let Some(worth) = worth else { continue };
                check();
                weighed.turn += 1;
                source.found.title.each_within(range.clone(), |doc| weighed.meet(doc - range.start, worth * TITLE));
                source.found.any.each_within(range.clone(), |doc| weighed.meet(doc - range.start, *worth));
                if ranking.reaches_down {
                    let below = self.segment.below(&source.found);
                    below.each_within(range.clone(), |doc| weighed.meet(doc - range.start, worth * PATH));
                }
            }
            if let Some(close) = &known.compound {
                let worth = compound_worth(worth);
                close.any.each_within(range.clone(), |doc| weighed.meet_as_compound(doc - range.start, worth));
            }
            weighed.end_word();
        }
        weighed.first = range.start as u32;
    }

    /// What one of them is worth.
    pub(super) fn score_of(&self, doc: u32, weighed: &Weighed) -> f32 {
        weighed.of(doc) * self.level(doc)
    }

    fn level(&self, doc: u32) -> f32 {
        level(Traits::from_bits(self.segment.columns.traits.get_val(doc)))
    }

    /// What a passage has of a word: the best of its sources, and a little of each further one.
    fn met(&self, known: &Known, worth: &[Option<f32>], doc: u32) -> f32 {
        let (mut best, mut sum) = (0.0_f32, 0.0_f32);
        for (source, worth) in known.sources.iter().zip(worth) {
            let Some(worth) = worth else { continue };
            let place = if source.found.title.contains(doc) {
                TITLE
            } else if source.found.any.contains(doc) {
                1.0
            } else if self.ranking.reaches_down && self.segment.below(&source.found).contains(doc) {
                PATH
            } else {
                continue;
            };
            best = best.max(worth * place);
            sum += worth * place;
        }
        if best == 0.0 && known.compound.as_ref().is_some_and(|close| close.any.contains(doc)) {
            best = compound_worth(worth);
            sum = best;
        }
        best + FURTHER * (sum - best)
    }
}

/// What a compound met by its parts is worth. One that nothing holds as a whole is as rare as can be.
fn compound_worth(worth: &[Option<f32>]) -> f32 {
    COMPOUND * worth.first().copied().flatten().unwrap_or(RAREST)
}

/// What the passages of a range are worth, while it is summed up.
#[derive(Default)]
pub(super) struct Weighed {
    /// The first passage.
    first: u32,
    /// What each is worth, what it stands in aside.
    scores: Vec<f32>,
    /// What a word is worth in each, by its length.
    once: Vec<f32>,
    /// What each has of the present word of the query.
    words: Vec<OfWord>,
    /// The passages that have something of it.
    met: Vec<usize>,
    /// Number of the present source.
    turn: u32,
}

/// What a passage has of a word of the query.
#[derive(Clone, Copy, Default)]
struct OfWord {
    best: f32,
    sum: f32,
    /// The source that was met last: each counts where it is worth most, which comes first.
    turn: u32,
}

impl Weighed {
    /// The most that a passage can be worth.
    pub(super) fn bound(&self, doc: u32) -> f32 {
        self.of(doc) * HIGHEST_LEVEL * ROUNDING
    }

    fn of(&self, doc: u32) -> f32 {
        doc.checked_sub(self.first).and_then(|at| self.scores.get(at as usize)).copied().unwrap_or(0.0)
    }

    fn begin(&mut self, once: impl Iterator<Item = f32>) {
        self.once.clear();
        self.once.extend(once);
        self.scores.clear();
        self.scores.resize(self.once.len(), 0.0);
        self.words.clear();
        self.words.resize(self.once.len(), OfWord::default());
        self.turn = 0;
    }

    #[inline]
    fn meet(&mut self, at: usize, worth: f32) {
        let word = &mut self.words[at];
        if word.turn == self.turn {
            return;
        }
        if word.best == 0.0 {
            self.met.push(at);
        }
        word.turn = self.turn;
        word.best = word.best.max(worth);
        word.sum += worth;
    }

    fn meet_as_compound(&mut self, at: usize, worth: f32) {
        let word = &mut self.words[at];
        if word.best == 0.0 {
            self.met.push(at);
            (word.best, word.sum) = (worth, worth);
        }
    }

    fn end_word(&mut self) {
        for at in self.met.drain(..) {
            let OfWord { best, sum, .. } = std::mem::take(&mut self.words[at]);
            self.scores[at] += self.once[at] * (best + FURTHER * (sum - best));
        }
    }
}

/// The most that a passage can have of a word, see [`Scorer::met`]: its typed form at a place, its added forms in the
/// title.
fn most(typed: Option<f32>, place: f32, added: &[Option<f32>]) -> f32 {
    let (mut best, mut sum) = (0.0_f32, 0.0_f32);
    for worth in typed.map(|worth| worth * place).into_iter().chain(added.iter().flatten().map(|worth| worth * TITLE)) {
        best = best.max(worth);
        sum += worth;
    }
    (best + FURTHER * (sum - best)).max(COMPOUND * typed.unwrap_or(RAREST))
}

/// What stands in an item is worth more than what stands in narrative, and a repeated item less than the first.
pub(super) fn level(traits: Traits) -> f32 {
    let kind = match traits.kind() {
        PassageKind::Node(NodeKind::Initiative) => HIGHEST_LEVEL,
        PassageKind::Node(NodeKind::Measure) => 1.0,
        // A heading only groups: its items are what somebody does.
        PassageKind::Node(NodeKind::Section) => 0.6,
        PassageKind::Text => 0.45,
    };
    if traits.flags().contains(Flag::Repeated) { kind * 0.85 } else { kind }
}
