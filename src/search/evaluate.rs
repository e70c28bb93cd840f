//! Which passages of a segment answer a query, and how.

use fixedbitset::FixedBitSet;
use tantivy::{SegmentReader, Term};

use super::atom::Atom;
use super::closeness::compound;
use super::postings::{Found, add_number, all_records, find};
use crate::index::{Column, Columns, Fields, PlanNumber};
use crate::ja::run::End;
use crate::query::Clause;
use crate::thesaurus::Relation;

/// The passages that answer, best first: literal, context, widened. No passage stands in two.
pub(super) struct Classes {
    pub(super) sets: [FixedBitSet; 3],
    /// What each word of the query rests on, for ranking.
    pub(super) evidence: Vec<Known>,
    /// Passages that the query takes out.
    pub(super) excluded: Option<FixedBitSet>,
}

/// A segment with the columns that evaluation reads.
pub(super) struct Segment<'a> {
    pub(super) reader: &'a SegmentReader,
    pub(super) fields: Fields,
    pub(super) plan: Column,
    pub(super) below: Column,
    pub(super) themes: Column,
    pub(super) traits: Column,
}

impl<'a> Segment<'a> {
    pub(super) fn open(reader: &'a SegmentReader, fields: Fields) -> tantivy::Result<Self> {
        let Columns { plan, below, themes, traits } = Columns::open(reader)?;
        Ok(Self { reader, fields, plan, below, themes, traits })
    }

    fn none(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.reader.max_doc() as usize)
    }

    /// The passages below those whose titles are given.
    pub(super) fn below(&self, titles: &FixedBitSet) -> FixedBitSet {
        let mut docs = self.none();
        let mut covered = 0;
        for doc in titles.ones() {
            let end = doc + 1 + self.below.get_val(doc as u32) as usize;
            // Titles within a range already taken only repeat it.
            if end > covered {
                docs.insert_range(doc + 1..end.min(docs.len()));
                covered = end;
            }
        }
        docs
    }

    /// Takes out what was deleted.
    fn living(&self, docs: &mut FixedBitSet) {
        if self.reader.has_deletes() {
            let dead: Vec<usize> = docs.ones().filter(|doc| self.reader.is_deleted(*doc as u32)).collect();
            dead.into_iter().for_each(|doc| docs.remove(doc));
        }
    }
}

/// What is known of an atom in a segment.
pub(super) struct Known {
    /// The word itself, then what is added to it.
    pub(super) sources: Vec<Source>,
    /// In a plan whose body or title holds it.
    pub(super) plan: Option<FixedBitSet>,
    /// With its parts close together.
    pub(super) compound: Option<FixedBitSet>,
}

/// A word that stands for an atom, and where it is met.
pub(super) struct Source {
    /// How near it is to the word as typed.
    pub(super) relation: Option<Relation>,
    /// In title or body, and in the title.
    pub(super) found: Found,
    /// Below a title that holds it.
    pub(super) path: Option<FixedBitSet>,
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
    pub(super) atoms: &'q [Atom],
    /// For each atom, the plans whose body or title holds it.
    pub(super) plans: &'q [Vec<PlanNumber>],
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
    let known = wanted.atoms.iter().zip(wanted.plans).map(|(atom, plans)| know(segment, atom, plans, wanted.exact));
    let known = known.collect::<Result<Vec<_>, _>>()?;
    let view = View { segment, wanted, known: &known };
    let mut literal = view.meets(clause, Reach::Literal)?;
    let (mut context, mut widened) = (segment.none(), segment.none());
    if !wanted.exact {
        context = view.meets(clause, Reach::Context)?;
        context.intersect_with(&view.anchor(Reach::Context));
        context.difference_with(&literal);
        if wanted.atoms.iter().any(|atom| !atom.added.is_empty()) {
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

fn know(segment: &Segment<'_>, atom: &Atom, plans: &[PlanNumber], exact: bool) -> tantivy::Result<Known> {
    let source = |folded: &str, end, relation| {
        let found = find(segment.reader, segment.fields, folded, end)?;
        let path = found.title.as_ref().filter(|_| !exact).map(|titles| segment.below(titles));
        Ok::<_, tantivy::TantivyError>(Source { relation, found, path })
    };
    let mut sources = vec![source(&atom.word.folded, atom.word.end, None)?];
    for addition in &atom.added {
        sources.push(source(&addition.folded, End::Closed, Some(addition.relation))?);
    }
    let mut plan = None;
    for number in plans {
        let docs = plan.get_or_insert_with(|| segment.none());
        add_number(segment.reader, Term::from_field_u64(segment.fields.plan, u64::from(number.0)), docs)?;
    }
    let compound = match atom.parts.is_empty() {
        true => None,
        false => compound(segment, &atom.parts, sources[0].found.any.as_ref())?,
    };
    Ok(Known { sources, plan, compound })
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
                let place = self.wanted.atoms.iter().position(|atom| atom.word == *word);
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
                let found = find(self.segment.reader, self.segment.fields, &word.folded, word.end)?;
                found.any.iter().for_each(|found| docs.union_with(found));
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
        let mut add = |more: &Option<FixedBitSet>| more.iter().for_each(|more| docs.union_with(more));
        add(&known.sources[0].found.any);
        if reach >= Reach::Context {
            add(&known.sources[0].path);
            add(&known.compound);
            if with_plan {
                add(&known.plan);
            }
        }
        if reach >= Reach::Widened {
            for source in &known.sources[1..] {
                add(&source.found.any);
                add(&source.path);
            }
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
