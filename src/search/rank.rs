//! The order of answers of one kind: BM25 over words, titles above bodies above narrative.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term};

use super::atom::Atom;
use super::evaluate::Segment;
use crate::index::{Store, Traits};
use crate::model::{Flag, NodeKind, PassageKind};

/// BM25's saturation of repeated words and its share of length.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// How much more a word in the title is worth than in the body.
const TITLE: f32 = 1.6;

/// A base form to rank by.
#[derive(Clone, Debug)]
pub(super) struct RankTerm {
    text: String,
    weight: f32,
}

/// What ranking needs to know of the whole index.
pub(super) struct Ranking {
    terms: Vec<RankTerm>,
    average: f32,
    /// What each atom is worth: its rarity.
    atoms: Vec<f32>,
}

impl Ranking {
    /// Weighs the words of a query by how rare they are.
    pub(super) fn new(store: &Store, atoms: &[Atom]) -> tantivy::Result<Self> {
        let fields = store.fields();
        let passages: f32 = store.segments().iter().map(|segment| segment.max_doc() as f32).sum();
        let (mut tokens, mut counts) = (0, HashMap::<&str, u32>::new());
        for segment in store.segments() {
            let index = segment.inverted_index(fields.words)?;
            tokens += index.total_num_tokens();
            for text in atoms.iter().flat_map(|atom| &atom.terms) {
                *counts.entry(text).or_default() += index.doc_freq(&Term::from_field_text(fields.words, text))?;
            }
        }
        let rarity = |count: u32| (1.0 + (passages - count as f32 + 0.5) / (count as f32 + 0.5)).max(1.0).ln();
        let mut terms: Vec<RankTerm> = Vec::new();
        let mut worth = Vec::with_capacity(atoms.len());
        for atom in atoms {
            let weights = atom.terms.iter().map(|text| rarity(counts.get(text.as_str()).copied().unwrap_or(0)));
            let sum: f32 = weights.clone().sum();
            worth.push(if atom.terms.is_empty() { 1.0 } else { sum });
            for (text, weight) in atom.terms.iter().zip(weights) {
                if terms.iter().all(|term| term.text != *text) {
                    terms.push(RankTerm { text: text.clone(), weight });
                }
            }
        }
        let average = (tokens as f32 / passages.max(1.0)).max(1.0);
        Ok(Self { terms, average, atoms: worth })
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
            let found = index.read_postings(&Term::from_field_text(field, &term.text), IndexRecordOption::WithFreqs)?;
            postings.extend(found.map(|found| (term.weight, found)));
        }
        Ok(Self { segment, ranking, postings, norms: segment.reader.get_fieldnorms_reader(field)? })
    }

    /// What a passage is worth; `in_title` says for each atom whether its title holds it.
    pub(super) fn score(&mut self, doc: u32, in_title: impl Fn(usize) -> bool) -> f32 {
        let length = self.norms.fieldnorm(doc) as f32;
        let norm = K1 * (1.0 - B + B * length / self.ranking.average);
        let mut score = 0.0;
        for (weight, postings) in &mut self.postings {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                let times = postings.term_freq() as f32;
                score += *weight * times * (K1 + 1.0) / (times + norm);
            }
        }
        for (place, worth) in self.ranking.atoms.iter().enumerate() {
            // What is found by its letters alone counts as if found once in a passage of this length.
            let share = if in_title(place) { TITLE } else { 0.25 };
            score += worth * share / (1.0 + 0.5 * norm);
        }
        let traits = Traits::from_bits(self.segment.traits.get_val(doc));
        score * level(traits)
    }
}

/// What stands in an item is worth more than what stands in narrative, and a repeated item less than the first.
fn level(traits: Traits) -> f32 {
    let kind = match traits.kind() {
        PassageKind::Node(NodeKind::Initiative) => 1.1,
        PassageKind::Node(NodeKind::Measure | NodeKind::Section) => 1.0,
        PassageKind::Text => 0.6,
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

