//! The order of answers of one kind: BM25 over words, titles above bodies above narrative.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use fixedbitset::FixedBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term};

use super::atom::Atom;
use super::evaluate::{Classes, Known, Segment};
use crate::index::{Store, Traits};
use crate::model::{Flag, NodeKind, PassageKind};
use crate::thesaurus::Relation;

/// BM25's saturation of repeated words and its share of length.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What a word is worth in the title and above it, beside 1 in the body.
const TITLE: f32 = 1.7;
const PATH: f32 = 0.4;
const COMPOUND: f32 = 0.7;

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
    /// For each atom, what each of its sources is worth: how rare and how near. Nothing if no passage holds it.
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
    pub(super) fn new(store: &Store, atoms: &[Atom], parts: &[(Segment<'_>, Classes)]) -> tantivy::Result<Self> {
        let field = store.fields().words;
        let passages: f32 = store.segments().iter().map(|segment| segment.max_doc() as f32).sum();
        let (mut tokens, mut terms) = (0, Vec::<RankTerm>::new());
        for text in atoms.iter().flat_map(|atom| &atom.terms) {
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
        let worth = atoms.iter().enumerate().map(|(place, atom)| {
            (0..=atom.added.len())
                .map(|number| {
                    let sources =
                        parts.iter().filter_map(|(_, classes)| classes.evidence.get(place)?.sources.get(number));
                    let (mut count, mut relation) = (0, None);
                    for source in sources {
                        count += source.found.any.as_ref().map_or(0, |docs| docs.count_ones(..));
                        relation = source.relation;
                    }
                    (count > 0).then(|| rarity(passages, count as f32) * nearness(relation))
                })
                .collect()
        });
        Ok(Self { worth: worth.collect(), terms, average: (tokens as f32 / passages.max(1.0)).max(1.0) })
    }
}

impl Ranking {
    /// Does any passage hold this added word of this atom?
    pub(super) fn holds(&self, atom: usize, addition: usize) -> bool {
        self.worth.get(atom).and_then(|worth| *worth.get(addition + 1)?).is_some()
    }
}

/// Scores the passages of a segment, which must be asked for in order.
pub(super) struct Scorer<'a> {
    segment: &'a Segment<'a>,
    ranking: &'a Ranking,
    postings: Vec<(f32, SegmentPostings)>,
    norms: FieldNormReader,
}

impl<'a> Scorer<'a> {
    pub(super) fn open(segment: &'a Segment<'a>, ranking: &'a Ranking) -> tantivy::Result<Self> {
        let field = segment.fields.words;
        let index = segment.reader.inverted_index(field)?;
        let mut postings = Vec::with_capacity(ranking.terms.len());
        for term in &ranking.terms {
            let found = index.read_postings(&Term::from_field_text(field, &term.text), IndexRecordOption::Basic)?;
            postings.extend(found.map(|found| (term.weight, found)));
        }
        Ok(Self { segment, ranking, postings, norms: segment.reader.get_fieldnorms_reader(field)? })
    }

    /// What a passage is worth.
    pub(super) fn score(&mut self, doc: u32, evidence: &[Known]) -> f32 {
        let length = self.norms.fieldnorm(doc) as f32;
        let norm = K1 * (1.0 - B + B * length / self.ranking.average);
        // Passages are short: what is found counts as found once in a passage of this length.
        let once = (K1 + 1.0) / (1.0 + norm);
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
            score += once * met(known, worth, doc as usize);
        }
        let traits = Traits::from_bits(self.segment.traits.get_val(doc));
        score * level(traits)
    }
}

/// What a passage has of a word: the best of its sources, and a little of each further one.
fn met(known: &Known, worth: &[Option<f32>], doc: usize) -> f32 {
    let (mut best, mut sum) = (0.0_f32, 0.0_f32);
    for (source, worth) in known.sources.iter().zip(worth) {
        let Some(worth) = worth else { continue };
        let holds = |docs: &Option<FixedBitSet>| docs.as_ref().is_some_and(|docs| docs.contains(doc));
        let place = if holds(&source.found.title) {
            TITLE
        } else if holds(&source.found.any) {
            1.0
        } else if holds(&source.path) {
            PATH
        } else {
            continue;
        };
        best = best.max(worth * place);
        sum += worth * place;
    }
    if best == 0.0 && known.compound.as_ref().is_some_and(|docs| docs.contains(doc)) {
        // A compound that nothing holds as a whole is as rare as can be.
        best = COMPOUND * worth.first().copied().flatten().unwrap_or(RAREST);
        sum = best;
    }
    best + 0.15 * (sum - best)
}

/// What stands in an item is worth more than what stands in narrative, and a repeated item less than the first.
pub(super) fn level(traits: Traits) -> f32 {
    let kind = match traits.kind() {
        PassageKind::Node(NodeKind::Initiative) => 1.1,
        PassageKind::Node(NodeKind::Measure) => 1.0,
        // A heading only groups: its items are what somebody does.
        PassageKind::Node(NodeKind::Section) => 0.6,
        PassageKind::Text => 0.45,
    };
    if traits.flags().contains(Flag::Repeated) { kind * 0.85 } else { kind }
}

/// The best of many, in order.
pub(super) struct Best<K> {
    most: usize,
    heap: BinaryHeap<Reverse<K>>,
}

impl<K: Ord> Best<K> {
    pub(super) fn new(most: usize) -> Self {
        Self { most, heap: BinaryHeap::new() }
    }

    pub(super) fn push(&mut self, key: K) {
        if self.heap.len() < self.most {
            self.heap.push(Reverse(key));
        } else if self.heap.peek().is_some_and(|least| key > least.0) {
            self.heap.pop();
            self.heap.push(Reverse(key));
        }
    }

    /// Best first.
    pub(super) fn into_vec(self) -> Vec<K> {
        self.heap.into_sorted_vec().into_iter().map(|key| key.0).collect()
    }
}
