//! The page of an answer that was asked for: its hits with what they show.

use std::borrow::Cow;
use std::collections::HashSet;

use rayon::prelude::*;

use super::answer::{Answer, Hit, Match, Place, Tally};
use super::query_term::{QueryTerm, compounds};
use super::snippet::{Mark, Marked, snippet};
use super::{Gathering, Paging, Request};
use crate::index::{IndexError, OpenPlan, Store};
use kurabe_model::Passage;
use kurabe_text::fold::fold;
use kurabe_text::run::{End, find};
use kurabe_text::stop::carry;

/// Cuts the page from what was gathered.
pub(super) fn cut(
    store: &Store,
    request: &Request<'_>,
    query_terms: &[QueryTerm],
    gathering: Gathering<'_>,
) -> Result<Answer, IndexError> {
    let mut words = marked(query_terms);
    words.extend(gathering.partial.iter().flat_map(|partial| partial.words.iter().cloned()));
    let places = page(store, request, &gathering)?;
    let compounds = if places.iter().any(|place| place.matched() == Match::Context) {
        compounds(words.iter().filter(|word| word.mark == Mark::Typed).map(|word| word.folded.as_str()))
    } else {
        Vec::new()
    };
    let passages = Passages { store, words, compounds };
    let tally = tally(gathering.found.tally, gathering.partial.map(|partial| partial.tally));
    let facets = tally.facets(store);
    let hit = |place: &Place| Ok(Hit { in_plan: tally.in_plan(place.plan()), ..passages.hit(place)? });
    let hits: Vec<Result<Hit, IndexError>> = places.par_iter().map(carry(hit)).collect();
    Ok(Answer {
        hits: hits.into_iter().collect::<Result<_, _>>()?,
        words: passages.words,
        added: gathering.found.added,
        counts: tally.counts(),
        plans: tally.plans(),
        organisations: facets.organisation.len(),
        facets,
    })
}

/// Plans, bodies and facets are those of the answers that count; of partial ones where there are no others.
fn tally(whole: Tally, partial: Option<Tally>) -> Tally {
    match partial {
        Some(partial) if whole.total() == 0 => partial,
        Some(partial) => whole.with_partial(&partial),
        None => whole,
    }
}

fn marked(query_terms: &[QueryTerm]) -> Vec<Marked> {
    let mut words = Vec::new();
    for query_term in query_terms {
        words.push(Marked { folded: query_term.word.folded.clone(), end: query_term.word.end, mark: Mark::Typed });
        let of = |folded: &str, mark| Marked { folded: folded.to_owned(), end: End::Closed, mark };
        words.extend(query_term.added.iter().map(|addition| of(&addition.folded, Mark::Added)));
    }
    words
}

/// The part of the answers that was asked for.
fn page(store: &Store, request: &Request<'_>, gathering: &Gathering<'_>) -> Result<Vec<Place>, IndexError> {
    let limit = if request.limit == 0 { usize::MAX } else { request.limit };
    let partial = gathering.partial.iter().flat_map(|partial| &partial.places);
    let all = gathering.found.places.iter().chain(partial.clone());
    match request.paging {
        Paging::Hits => Ok(all.skip(request.offset).take(limit).cloned().collect()),
        Paging::Plans { each } => {
            let mut seen = HashSet::new();
            let firsts = all.filter(|place| seen.insert(place.plan()));
            let mut places = Vec::new();
            for first in firsts.skip(request.offset).take(limit) {
                let mut own = in_plan(store, request, gathering, first)?;
                own.extend(partial.clone().filter(|place| place.plan() == first.plan()).cloned());
                own.sort_unstable_by(|a, b| b.cmp(a));
                own.truncate(each);
                places.append(&mut own);
            }
            Ok(places)
        }
    }
}

/// All that answers with all the words in the plan of an answer.
fn in_plan(
    store: &Store,
    request: &Request<'_>,
    gathering: &Gathering<'_>,
    first: &Place,
) -> Result<Vec<Place>, IndexError> {
    let Some((segment, classes)) = gathering.evaluated.get(first.segment()) else { return Ok(Vec::new()) };
    let row = &store.plans()[first.plan() as usize];
    // Passages follow the record of their plan.
    let Some(record) = store.record(segment.reader, row.number)? else { return Ok(Vec::new()) };
    let mut scorer = gathering.ranking.scorer(segment).map_err(store.failed())?;
    let mut places = Vec::new();
    for doc in (record + 1..).take(row.passages as usize) {
        let mut sets = Match::ALL.into_iter().zip(&classes.sets);
        let matched = sets.find(|(_, docs)| docs.contains(doc as usize));
        if let Some((matched, _)) = matched.filter(|_| gathering.filter.plan(segment, doc).is_some()) {
            let score = scorer.score(doc, &classes.evidence);
            places.push(Place::new(store, request.sort, matched, score, first.plan(), (first.segment(), doc)));
        }
    }
    Ok(places)
}

/// Fetches the passages of hits.
struct Passages<'a> {
    store: &'a Store,
    words: Vec<Marked>,
    /// The parts of each word that was typed and is a compound.
    compounds: Vec<Vec<String>>,
}

impl Passages<'_> {
    fn hit(&self, place: &Place) -> Result<Hit, IndexError> {
        let number = self.number(place)?;
        let row = &self.store.plans()[place.plan() as usize];
        let plan = self.store.open_plan(row.number)?;
        let passage = plan
            .passage(number)
            .ok_or_else(|| self.store.damaged(format!("a passage is named that the plan {} does not have", row.id)))?;
        let path = path(&plan, &passage);
        let heading = match (&passage.title, path.last()) {
            (title, Some(section)) if title.is_empty() => section.clone(),
            (title, _) => title.clone(),
        };
        let mut words = Cow::Borrowed(&self.words);
        if place.matched() == Match::Context && !self.compounds.is_empty() {
            // A compound met by its parts shows them; some of them alone say nothing of it.
            let texts = [fold(&passage.title), fold(&passage.body)];
            let holds = |part: &String| texts.iter().any(|text| find(text, part, End::Closed).next().is_some());
            for part in self.compounds.iter().filter(|parts| parts.iter().all(holds)).flatten() {
                words.to_mut().push(Marked { folded: part.clone(), end: End::Closed, mark: Mark::Typed });
            }
        }
        let snippet = snippet(&passage.title, &passage.body, &words);
        Ok(Hit {
            plan: row.clone(),
            place: number,
            passage,
            matched: place.matched(),
            path,
            heading,
            snippet,
            score: place.score(),
            in_plan: 0,
        })
    }

    /// Place of a passage in its plan: passages follow the record of their plan.
    fn number(&self, place: &Place) -> Result<usize, IndexError> {
        let plan = self.store.plans()[place.plan() as usize].number;
        let record = self.store.record(&self.store.segments()[place.segment()], plan)?;
        record.and_then(|record| place.doc().checked_sub(record + 1)).map(|number| number as usize).ok_or_else(|| {
            let id = &self.store.plans()[place.plan() as usize].id;
            self.store.damaged(format!("a passage stands before its plan {id}"))
        })
    }
}

/// Marks and titles of the sections above a passage, outermost first.
fn path(plan: &OpenPlan, passage: &Passage) -> Vec<String> {
    let headings = plan.headings(passage).into_iter();
    let marked = headings.map(|(marker, title)| if marker == "【】" { title } else { format!("{marker}{title}") });
    marked.filter(|heading| !heading.is_empty()).collect()
}
