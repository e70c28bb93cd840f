//! Which passages of a segment answer a query, and how.

use std::sync::Arc;

use super::closeness::compound;
use super::postings::all_records;
use super::query_term::QueryTerm;
use super::segment::Segment;
use crate::index::PostingSet;
use crate::query::Clause;
use crate::thesaurus::Relation;
use fixedbitset::FixedBitSet;
use kurabe_text::run::End;

/// The passages that answer, best first: literal, context, widened. No passage stands in two.
pub(super) struct Classes {
    pub(super) sets: [FixedBitSet; 3],
    /// What each word of the query rests on, for ranking.
    pub(super) evidence: Vec<Known>,
    /// Passages that the query takes out.
    pub(super) excluded: Option<FixedBitSet>,
}

/// What is known of a query term in a segment.
pub(super) struct Known {
    /// The word itself, then what is added to it.
    pub(super) sources: Vec<Source>,
    /// That hold an added word, or stand below a title that does.
    pub(super) added: FixedBitSet,
    /// In a plan whose body or title holds it.
    plan: Option<FixedBitSet>,
    /// With its parts close together.
    pub(super) compound: Option<Arc<PostingSet>>,
}

/// A word that stands for a query term, and where it is met.
pub(super) struct Source {
    /// How near it is to the word as typed.
    pub(super) relation: Option<Relation>,
    pub(super) found: Arc<PostingSet>,
}

/// How far from the words as typed an answer may be.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Reach {
    Literal,
    Context,
    Widened,
}

/// What evaluation needs besides the segment.
pub(super) struct Wanted<'q> {
    pub(super) clause: Option<&'q Clause>,
    pub(super) query_terms: &'q [QueryTerm],
    /// For each query term, whether the body or title of the plan at a place holds it; nothing where none does.
    pub(super) plans: &'q [Vec<bool>],
    /// Words as typed and nothing else.
    pub(super) exact: bool,
}

/// Evaluates a query in a segment.
pub(super) fn evaluate(segment: &Segment<'_>, wanted: &Wanted<'_>) -> tantivy::Result<Classes> {
    let Some(clause) = wanted.clause else {
        let mut all = segment.none();
        all.insert_range(..);
        all.difference_with(&all_records(segment.reader, segment.fields)?);
        segment.living(&mut all);
        let sets = [all, segment.none(), segment.none()];
        return Ok(Classes { sets, evidence: Vec::new(), excluded: None });
    };
    let known = wanted.query_terms.iter().zip(wanted.plans).map(|(query_term, plans)| know(segment, query_term, plans));
    let known = known.collect::<Result<Vec<_>, _>>()?;
    let view = View { segment, wanted, known: &known };
    let mut literal = view.meets(clause, Reach::Literal)?;
    let (mut context, mut widened) = (segment.none(), segment.none());
    if !wanted.exact {
        context = view.meets(clause, Reach::Context)?;
        context.intersect_with(&view.anchor(Reach::Context));
        context.difference_with(&literal);
        if wanted.query_terms.iter().any(|query_term| !query_term.added.is_empty()) {
            widened = view.meets(clause, Reach::Widened)?;
            widened.intersect_with(&view.anchor(Reach::Widened));
            widened.difference_with(&literal);
            widened.difference_with(&context);
        }
    }
    for docs in [&mut literal, &mut context, &mut widened] {
        segment.living(docs);
    }
    let excluded = view.excluded(clause)?;
    Ok(Classes { sets: [literal, context, widened], evidence: known, excluded })
}

fn know(segment: &Segment<'_>, query_term: &QueryTerm, plans: &[bool]) -> tantivy::Result<Known> {
    let source = |folded: &str, end, relation| {
        Ok::<_, tantivy::TantivyError>(Source { relation, found: segment.posting_set(folded, end)? })
    };
    let mut sources = vec![source(&query_term.word.folded, query_term.word.end, None)?];
    for addition in &query_term.added {
        sources.push(source(&addition.folded, End::Closed, Some(addition.relation))?);
    }
    let mut added = segment.none();
    for source in &sources[1..] {
        source.found.any.add_to(&mut added);
        segment.below(&source.found).add_to(&mut added);
    }
    let mut plan = None;
    for extent in segment.extents.iter().filter(|extent| plans.get(extent.plan as usize) == Some(&true)) {
        plan.get_or_insert_with(|| segment.none()).insert_range(extent.docs());
    }
    let compound = match query_term.parts.is_empty() {
        true => None,
        false => Some(compound(segment, &query_term.parts, &sources[0].found.any)?),
    };
    Ok(Known { sources, added, plan, compound })
}

struct View<'a> {
    segment: &'a Segment<'a>,
    wanted: &'a Wanted<'a>,
    known: &'a [Known],
}

impl View<'_> {
    fn meets(&self, clause: &Clause, reach: Reach) -> tantivy::Result<FixedBitSet> {
        match clause {
            Clause::All(clauses) => self.all(clauses, reach),
            Clause::Any(clauses) => {
                let mut docs = self.segment.none();
                for clause in clauses {
                    docs.union_with(&self.meets(clause, reach)?);
                }
                Ok(docs)
            }
            Clause::Not(clause) => {
                let mut docs = self.plain(clause)?;
                docs.toggle_range(..);
                docs.difference_with(&all_records(self.segment.reader, self.segment.fields)?);
                Ok(docs)
            }
            Clause::Word(word) => {
                let place = self.wanted.query_terms.iter().position(|query_term| query_term.word == *word);
                Ok(place.map_or_else(|| self.segment.none(), |place| self.word(place, reach, true)))
            }
        }
    }

    fn all(&self, clauses: &[Clause], reach: Reach) -> tantivy::Result<FixedBitSet> {
        let mut met: Option<FixedBitSet> = None;
        // Negated clauses last: they are taken out rather than their complement put in.
        let (negated, wanted): (Vec<_>, Vec<_>) = clauses.iter().partition(|clause| matches!(clause, Clause::Not(_)));
        for clause in wanted.into_iter().chain(negated) {
            match (&mut met, clause) {
                (Some(met), Clause::Not(inner)) => met.difference_with(&self.plain(inner)?),
                (Some(met), clause) => met.intersect_with(&self.meets(clause, reach)?),
                (None, clause) => met = Some(self.meets(clause, reach)?),
            }
        }
        Ok(met.unwrap_or_else(|| self.segment.none()))
    }

    /// The passages that meet a clause by the words as written: what `NOT` takes out.
    fn plain(&self, clause: &Clause) -> tantivy::Result<FixedBitSet> {
        let mut docs = self.segment.none();
        match clause {
            Clause::Word(word) => {
                self.segment.posting_set(&word.folded, word.end)?.any.add_to(&mut docs);
            }
            Clause::Any(clauses) => {
                for clause in clauses {
                    docs.union_with(&self.plain(clause)?);
                }
            }
            Clause::All(clauses) => {
                docs.insert_range(..);
                for clause in clauses {
                    docs.intersect_with(&self.plain(clause)?);
                }
            }
            Clause::Not(clause) => {
                docs = self.plain(clause)?;
                docs.toggle_range(..);
            }
        }
        Ok(docs)
    }

    /// The passages that the query takes out whatever else they hold.
    fn excluded(&self, clause: &Clause) -> tantivy::Result<Option<FixedBitSet>> {
        let clauses = match clause {
            Clause::All(clauses) => clauses.as_slice(),
            clause => std::slice::from_ref(clause),
        };
        let mut docs: Option<FixedBitSet> = None;
        for clause in clauses {
            if let Clause::Not(inner) = clause {
                docs.get_or_insert_with(|| self.segment.none()).union_with(&self.plain(inner)?);
            }
        }
        Ok(docs)
    }

    fn word(&self, place: usize, reach: Reach, with_plan: bool) -> FixedBitSet {
        let known = &self.known[place];
        let mut docs = self.segment.none();
        let typed = &known.sources[0].found;
        typed.any.add_to(&mut docs);
        if reach >= Reach::Context {
            self.segment.below(typed).add_to(&mut docs);
            known.compound.iter().for_each(|close| close.any.add_to(&mut docs));
            known.plan.iter().filter(|_| with_plan).for_each(|plan| docs.union_with(plan));
        }
        if reach >= Reach::Widened {
            docs.union_with(&known.added);
        }
        docs
    }

    /// The passages that have at least one of the words in themselves or above them in their own plan: the name of the
    /// body alone makes no answer of all its passages.
    fn anchor(&self, reach: Reach) -> FixedBitSet {
        let mut docs = self.segment.none();
        (0..self.known.len()).for_each(|place| docs.union_with(&self.word(place, reach, false)));
        docs
    }
}
