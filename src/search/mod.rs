//! A query answered from the index: which passages, in which order, and what they hold.
//!
//! In come an open index, a query and a thesaurus, out comes an answer. How an answer is shown must not be known here.

mod answer;
mod atom;
mod closeness;
mod evaluate;
mod narrow;
mod partial;
mod postings;
mod rank;
mod snippet;

use fixedbitset::FixedBitSet;
use rayon::prelude::*;

pub use answer::{Answer, Facets, Hit, Match};
pub use snippet::{Mark, Marked, Piece, marks, pieces};

use answer::{Place, Tally, present};
use atom::{Atom, atoms};
use evaluate::{Classes, Segment, Wanted, evaluate};
use narrow::Narrow;
use rank::{Best, Ranking, Scorer};

use crate::index::{IndexError, PlanNumber, Store};
use crate::ja::run::{End, find};
use crate::ja::words::Words;
use crate::query::Query;
use crate::thesaurus::{Addition, Thesaurus};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The query.
    pub query: &'a Query,
    /// Words as typed and nothing else.
    pub exact: bool,
    /// How many hits; 0 for all.
    pub limit: usize,
    /// How many hits to pass over.
    pub offset: usize,
    /// In which order.
    pub sort: Sort,
    /// Pages are counted in plans: `limit` and `offset` pass over plans, each with all its hits.
    pub by_plan: bool,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Literal first, then by score.
    #[default]
    Score,
    /// Newest plan first.
    Year,
    /// By the body's name.
    Organisation,
}

/// Below this many answers a query of several words is also answered in part.
const FEW: usize = 10;

/// Answers a query.
///
/// # Errors
///
/// If the index cannot be read.
pub fn search(store: &Store, thesaurus: &Thesaurus, request: &Request<'_>) -> Result<Answer, IndexError> {
    let wanted = request.query.words();
    let mut words = Words::open().map_err(|error| IndexError::Data(error.to_string()))?;
    let atoms = atoms(&wanted, request.exact, thesaurus, &mut words);
    let narrow = Narrow::new(store, request.query);
    let evaluated = evaluate_all(store, request, &atoms).map_err(store.failed())?;
    let found = gather(store, request, &atoms, &narrow, &evaluated).map_err(store.failed())?;
    let enough = found.tally.total() >= FEW || request.exact;
    let partial = if enough {
        None
    } else {
        partial::gather(store, thesaurus, request.query, &narrow, &evaluated, &mut words).map_err(store.failed())?
    };
    present(store, request, &atoms, found, partial)
}

/// Which passages answer a query with all its words, for each segment of the index: literally, in context and widened
/// alike, or with `exact` as typed only. The page that the request asks for does not matter.
///
/// # Errors
///
/// If the index cannot be read.
pub fn passages(store: &Store, thesaurus: &Thesaurus, request: &Request<'_>) -> Result<Vec<FixedBitSet>, IndexError> {
    let mut words = Words::open().map_err(|error| IndexError::Data(error.to_string()))?;
    let atoms = atoms(&request.query.words(), request.exact, thesaurus, &mut words);
    let narrow = Narrow::new(store, request.query);
    let evaluated = evaluate_all(store, request, &atoms).map_err(store.failed())?;
    let answering = |(segment, classes): (Segment<'_>, Classes)| {
        let [mut docs, context, widened] = classes.sets;
        docs.union_with(&context);
        docs.union_with(&widened);
        let rest: Vec<usize> = docs.ones().filter(|doc| narrow.plan(&segment, *doc as u32).is_none()).collect();
        rest.into_iter().for_each(|doc| docs.remove(doc));
        docs
    };
    Ok(evaluated.into_iter().map(answering).collect())
}

/// Finds the passages that answer, segment by segment.
fn evaluate_all<'s>(
    store: &'s Store,
    request: &Request<'_>,
    atoms: &[Atom],
) -> tantivy::Result<Vec<(Segment<'s>, Classes)>> {
    let plans: Vec<Vec<PlanNumber>> = if request.exact {
        vec![Vec::new(); atoms.len()]
    } else {
        atoms.iter().map(|atom| plans_named(store, &atom.word.folded)).collect()
    };
    let wanted = Wanted { clause: request.query.wanted.as_ref(), atoms, plans: &plans, exact: request.exact };
    let evaluated: Vec<tantivy::Result<(Segment<'_>, Classes)>> = store
        .segments()
        .par_iter()
        .map(|reader| {
            let segment = Segment::open(reader, store.fields())?;
            let classes = evaluate(&segment, &wanted)?;
            Ok((segment, classes))
        })
        .collect();
    evaluated.into_iter().collect()
}

/// What the segments gave.
struct Gathered {
    tally: Tally,
    /// Best first; as many as the page may need.
    places: Vec<Place>,
    /// Words of the thesaurus that some passage holds.
    added: Vec<Addition>,
}

fn gather(
    store: &Store,
    request: &Request<'_>,
    atoms: &[Atom],
    narrow: &Narrow<'_>,
    evaluated: &[(Segment<'_>, Classes)],
) -> tantivy::Result<Gathered> {
    let most =
        if request.limit == 0 || request.by_plan { usize::MAX } else { request.offset.saturating_add(request.limit) };
    let ranking = Ranking::new(store, atoms, evaluated)?;
    let parts: Vec<tantivy::Result<Gathered>> = evaluated
        .par_iter()
        .enumerate()
        .map(|(number, (segment, classes))| {
            collect(store, segment, number, classes, &ranking, narrow, (request.sort, most))
        })
        .collect();
    let mut tally = Tally::new(store);
    let mut best = Best::new(most);
    for part in parts {
        let part = part?;
        tally.add(&part.tally);
        part.places.into_iter().for_each(|place| best.push(place));
    }
    let mut added: Vec<Addition> = Vec::new();
    for (place, atom) in atoms.iter().enumerate() {
        for (number, addition) in atom.added.iter().enumerate() {
            let is_new = added.iter().all(|other| other.folded != addition.folded);
            if is_new && ranking.holds(place, number) {
                added.push(addition.clone());
            }
        }
    }
    Ok(Gathered { tally, places: best.into_vec(), added })
}

/// Counts the answers of a segment and keeps the best.
fn collect(
    store: &Store,
    segment: &Segment<'_>,
    number: usize,
    classes: &Classes,
    ranking: &Ranking,
    narrow: &Narrow<'_>,
    (sort, most): (Sort, usize),
) -> tantivy::Result<Gathered> {
    let mut tally = Tally::new(store);
    let mut best = Best::new(most);
    for (class, docs) in classes.sets.iter().enumerate() {
        let matched = Match::ALL[class];
        let mut scorer = Scorer::open(segment, ranking)?;
        // Answers of a worse kind than the page can hold need only be counted.
        let is_full = sort == Sort::Score && tally.total() >= most;
        for doc in docs.ones() {
            let doc = doc as u32;
            let Some(plan) = narrow.plan(segment, doc) else { continue };
            tally.count(matched, plan, segment.themes.get_val(doc));
            if !is_full {
                let score = scorer.score(doc, &classes.evidence);
                best.push(Place::new(store, sort, matched, score, plan, (number, doc)));
            }
        }
    }
    Ok(Gathered { tally, places: best.into_vec(), added: Vec::new() })
}

/// The plans whose body or title holds a folded word.
fn plans_named(store: &Store, folded: &str) -> Vec<PlanNumber> {
    let names = store.names();
    let holds = |name: &str| find(name, folded, End::Closed).next().is_some();
    let (bodies, titles) = (names.organisations.that(holds), names.titles.that(holds));
    let is = |held: &[bool], place: u32| held.get(place as usize).copied().unwrap_or(false);
    let named = names.organisations.of.iter().zip(&names.titles.of).zip(store.plans());
    let named = named.filter(|((body, title), _)| is(&bodies, **body) || is(&titles, **title));
    named.map(|(_, row)| row.number).collect()
}

/// An empty set of a segment's passages.
fn no_passages(segment: &Segment<'_>) -> FixedBitSet {
    FixedBitSet::with_capacity(segment.reader.max_doc() as usize)
}
