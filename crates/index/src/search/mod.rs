//! A query answered from the index: which passages, in which order, and what they hold.
//!
//! In come an open index, a query and a thesaurus, out comes an answer. How an answer is shown must not be known here.

mod answer;
mod query_term;
mod top_k;
mod closeness;
mod evaluate;
mod passage_filter;
mod page;
mod partial;
mod postings;
mod rank;
mod segment;
mod snippet;

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use fixedbitset::FixedBitSet;
use rayon::prelude::*;

pub use answer::{Answer, Facets, Hit, Match};
pub use passage_filter::{Unmet, unmet};
pub use snippet::{Mark, Marked, Piece, marks, pieces};

use answer::{Counted, Place, Tally};
use evaluate::{Classes, Wanted, evaluate};
use partial::Partial;
use passage_filter::PassageFilter;
use query_term::{QueryTerm, query_terms};
use rank::{Ranking, Scorer, Weighed};
use segment::Segment;
use top_k::Kept;

use crate::index::{Extent, IndexError, Store, ones};
use crate::query::Query;
use crate::thesaurus::{Addition, Thesaurus};
use kurabe_text::run::{End, find};
use kurabe_text::stop::{carry, check};
use kurabe_text::words::Words;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The query.
    pub query: &'a Query,
    /// Words as typed and nothing else.
    pub exact: bool,
    /// How many hits or plans; 0 for all.
    pub limit: usize,
    /// How many of them to pass over.
    pub offset: usize,
    /// In which order.
    pub sort: Sort,
    /// What `limit` and `offset` count.
    pub paging: Paging,
}

/// What a page is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paging {
    /// Hits.
    #[default]
    Hits,
    /// Plans, in the order of the best hit of each; so many hits of each are given.
    Plans {
        /// How many of each plan's hits, the best first; [`usize::MAX`] for all.
        each: usize,
    },
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

/// So many words are looked for in passages of a stretch one by one before the others are weighed together.
const ALONE: usize = 256;

/// Answers a query.
///
/// # Errors
///
/// If the index cannot be read.
pub fn search(store: &Store, thesaurus: &Thesaurus, request: &Request<'_>) -> Result<Answer, IndexError> {
    let wanted = request.query.words();
    let mut words = Words::open()?;
    let query_terms = query_terms(&wanted, request.exact, thesaurus, &mut words);
    let filter = PassageFilter::new(store, request.query);
    let evaluated = evaluate_all(store, (request.query, request.exact), &query_terms)?;
    let ranking = Ranking::new(store, &query_terms, &evaluated, !request.exact).map_err(store.failed())?;
    let found = gather(store, request, &query_terms, &filter, (&evaluated, &ranking))?;
    let enough = found.tally.total() >= FEW || request.exact;
    let partial = if enough {
        None
    } else {
        partial::gather(store, thesaurus, request.query, &filter, &evaluated, &mut words).map_err(store.failed())?
    };
    page::cut(store, request, &query_terms, Gathering { found, evaluated, ranking, filter, partial })
}

/// All that a page is cut from.
struct Gathering<'a> {
    found: Gathered,
    evaluated: Vec<(Segment<'a>, Classes)>,
    ranking: Ranking,
    filter: PassageFilter<'a>,
    partial: Option<Partial>,
}

/// Which passages answer a query with all its words, for each segment of the index: literally, in context and widened
/// alike, or with `exact` as typed only.
///
/// # Errors
///
/// If the index cannot be read.
pub fn passages(
    store: &Store,
    thesaurus: &Thesaurus,
    query: &Query,
    exact: bool,
) -> Result<Vec<FixedBitSet>, IndexError> {
    let mut words = Words::open()?;
    let query_terms = query_terms(&query.words(), exact, thesaurus, &mut words);
    let filter = PassageFilter::new(store, query);
    let evaluated = evaluate_all(store, (query, exact), &query_terms)?;
    let answering = |(segment, classes): (Segment<'_>, Classes)| {
        let [mut docs, context, widened] = classes.sets;
        docs.union_with(&context);
        docs.union_with(&widened);
        Ok(filter.fit(&segment, &docs)?.into_owned())
    };
    evaluated.into_iter().map(answering).collect()
}

/// Finds the passages that answer, segment by segment.
fn evaluate_all<'s>(
    store: &'s Store,
    (query, exact): (&Query, bool),
    query_terms: &[QueryTerm],
) -> Result<Vec<(Segment<'s>, Classes)>, IndexError> {
    let plans: Vec<Vec<bool>> = if exact {
        vec![Vec::new(); query_terms.len()]
    } else {
        query_terms.iter().map(|query_term| plans_named(store, &query_term.word.folded)).collect()
    };
    let wanted = Wanted { clause: query.wanted.as_ref(), query_terms, plans: &plans, exact };
    let evaluated: Vec<Result<(Segment<'_>, Classes), IndexError>> = (0..store.segments().len())
        .into_par_iter()
        .map(carry(|number| {
            let segment = Segment::open(store, number)?;
            let classes = evaluate(&segment, &wanted).map_err(store.failed())?;
            Ok((segment, classes))
        }))
        .collect();
    evaluated.into_iter().collect()
}

/// What the segments gave.
struct Gathered {
    tally: Tally,
    /// TopK first; as many as the page may need.
    places: Vec<Place>,
    /// Words of the thesaurus that some passage holds.
    added: Vec<Addition>,
}

fn gather(
    store: &Store,
    request: &Request<'_>,
    query_terms: &[QueryTerm],
    filter: &PassageFilter<'_>,
    (evaluated, ranking): (&[(Segment<'_>, Classes)], &Ranking),
) -> Result<Gathered, IndexError> {
    let most = if request.limit == 0 { usize::MAX } else { request.offset.saturating_add(request.limit) };
    let best = || match request.paging {
        Paging::Hits => Kept::hits(most),
        Paging::Plans { .. } => Kept::plans(most),
    };
    let floor = Floor::default();
    let parts: Vec<Result<Part, IndexError>> = evaluated
        .par_iter()
        .enumerate()
        .map(carry(|(number, (segment, classes)): (usize, &(Segment<'_>, Classes))| {
            let worklist = Worklist { store, segment, number, classes };
            worklist.collect(ranking, filter, (request.sort, &floor), best())
        }))
        .collect();
    let mut tally = Tally::new(store);
    let mut best = best();
    for part in parts {
        let part = part?;
        tally.add(&part.counted);
        part.best.into_vec().into_iter().for_each(|place| best.push(place));
    }
    let mut added: Vec<Addition> = Vec::new();
    for (place, query_term) in query_terms.iter().enumerate() {
        for (number, addition) in query_term.added.iter().enumerate() {
            let is_new = added.iter().all(|other| other.folded != addition.folded);
            if is_new && ranking.holds(place, number) {
                added.push(addition.clone());
            }
        }
    }
    Ok(Gathered { tally, places: best.into_vec(), added })
}

/// The answers of a segment.
struct Worklist<'a> {
    store: &'a Store,
    segment: &'a Segment<'a>,
    /// Place of the segment in the index.
    number: usize,
    classes: &'a Classes,
}

/// What is too little to come among the best, as any segment has found: the others need not look at it.
#[derive(Default)]
struct Floor(AtomicU64);

impl Floor {
    /// Kind and score as one number, the better the greater; a score is never negative.
    fn worth(place: &Place) -> u64 {
        let kind = (Match::ALL.len() - 1 - place.matched() as usize) as u64;
        kind << 32 | u64::from(place.score().to_bits())
    }

    fn is_above(&self, place: &Place) -> bool {
        Self::worth(place) < self.0.load(Relaxed)
    }

    fn raise(&self, least: &Place) {
        self.0.fetch_max(Self::worth(least), Relaxed);
    }
}

/// What a segment gave.
struct Part {
    counted: Counted,
    best: Kept,
}

impl Worklist<'_> {
    /// Counts the answers and keeps the best.
    fn collect(
        &self,
        ranking: &Ranking,
        filter: &PassageFilter<'_>,
        (sort, floor): (Sort, &Floor),
        best: Kept,
    ) -> Result<Part, IndexError> {
        let mut part = Part { counted: Counted::default(), best };
        let mut all = self.segment.none();
        let mut weighed = Weighed::default();
        for (matched, docs) in Match::ALL.into_iter().zip(&self.classes.sets) {
            let docs = filter.fit(self.segment, docs)?;
            // Answers of a worse kind than the page can hold need only be counted.
            let is_counted = sort == Sort::Score && part.best.is_full();
            if is_counted {
                self.count(matched, &docs, &mut part.counted);
            } else {
                let mut scorer = ranking.scorer(self.segment).map_err(self.store.failed())?;
                for extents in self.segment.extents.chunk_by(Extent::is_beside) {
                    self.look(extents, (matched, &docs), &mut scorer, (sort, floor), (&mut part, &mut weighed));
                }
            }
            all.union_with(&docs);
        }
        part.counted.themes(self.themes(&all)?);
        Ok(part)
    }

    /// Counts answers that no page will hold.
    fn count(&self, matched: Match, docs: &FixedBitSet, counted: &mut Counted) {
        check();
        for extent in self.segment.extents {
            let count = docs.count_ones(extent.docs());
            if count > 0 {
                counted.plan(matched, extent.plan, count);
            }
        }
    }

    /// Counts the answers of some plans that lie side by side and keeps the best.
    ///
    /// Most passages could not come among the best even with all that the query asks for, and are not weighed. Where a
    /// query asks for any of many words that is told of few: then the passages are weighed together.
    fn look(
        &self,
        extents: &[Extent],
        (matched, docs): (Match, &FixedBitSet),
        scorer: &mut Scorer<'_>,
        (sort, floor): (Sort, &Floor),
        (part, weighed): (&mut Part, &mut Weighed),
    ) {
        check();
        let evidence = &self.classes.evidence;
        let end = extents.last().map_or(0, |last| last.docs().end);
        let words = self.classes.evidence.iter().map(|known| known.sources.len()).sum::<usize>();
        let (mut alone, mut together) = (0, false);
        for extent in extents {
            let count = docs.count_ones(extent.docs());
            if count == 0 {
                continue;
            }
            part.counted.plan(matched, extent.plan, count);
            for doc in ones(docs, extent.docs()) {
                if alone > ALONE && !together {
                    scorer.weigh(&(doc..end), evidence, weighed);
                    together = true;
                }
                let doc = doc as u32;
                let place = Place::new(self.store, sort, matched, scorer.ceiling(doc), extent.plan, (self.number, doc));
                let could_be =
                    |best: &Kept, place: &Place| (sort != Sort::Score || !floor.is_above(place)) && best.admits(place);
                if !could_be(&part.best, &place) {
                    continue;
                }
                let bound = if together { weighed.bound(doc) } else { scorer.bound(doc, evidence) };
                let place = place.with_score(bound);
                if could_be(&part.best, &place) {
                    let score = if together { scorer.score_of(doc, weighed) } else { scorer.score(doc, evidence) };
                    part.best.push(place.with_score(score));
                    alone += words;
                }
            }
        }
        part.best.least().into_iter().for_each(|least| floor.raise(least));
    }

    /// How many of some passages bear each theme.
    fn themes(&self, docs: &FixedBitSet) -> Result<Vec<usize>, IndexError> {
        /// Fewer passages than this share of a segment are looked at one by one where the sets would have to be made.
        const FEW: usize = 16;
        if !self.store.has_theme_sets(self.number) && docs.count_ones(..) < docs.len() / FEW {
            let mut counts = vec![0; self.store.head().themes.len()];
            for doc in docs.ones() {
                let mut themes = self.segment.columns.themes.get_val(doc as u32);
                while let Some(count) = counts.get_mut(themes.trailing_zeros() as usize) {
                    *count += 1;
                    themes &= themes - 1;
                }
            }
            return Ok(counts);
        }
        let sets = self.store.theme_sets(self.number)?;
        Ok(sets.iter().map(|theme| docs.intersection_count(theme)).collect())
    }
}

/// For each plan whether its body or title holds a folded word; nothing if none does.
fn plans_named(store: &Store, folded: &str) -> Vec<bool> {
    let names = store.names();
    let letters = memchr::memmem::Finder::new(folded);
    let holds =
        |name: &str| letters.find(name.as_bytes()).is_some() && find(name, folded, End::Closed).next().is_some();
    let (bodies, titles) = (names.organisations.that(holds), names.titles.that(holds));
    if !bodies.contains(&true) && !titles.contains(&true) {
        return Vec::new();
    }
    let is = |held: &[bool], place: u32| held.get(place as usize).copied().unwrap_or(false);
    let both = names.organisations.of.iter().zip(&names.titles.of);
    both.map(|(body, title)| is(&bodies, *body) || is(&titles, *title)).collect()
}
