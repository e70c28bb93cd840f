//! What a search gives back: counts, hits and facets.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::atom::Atom;
use super::partial::Partial;
use super::snippet::{Mark, Marked, Piece, snippet};
use super::{Gathered, Request, Sort};
use crate::index::{IndexError, Names, OpenPlan, PlanRow, Store};
use crate::ja::run::End;
use crate::model::{Passage, Period, PlanKind};
use crate::thesaurus::Addition;

/// How a passage answers, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// It contains each word as written.
    Literal,
    /// A word is met by the plan's body, title or section, or a compound by its parts close together.
    Context,
    /// By a word that the thesaurus adds.
    Widened,
    /// Only some of the words.
    Partial,
}

impl Match {
    /// All, best first.
    pub const ALL: [Self; 4] = [Self::Literal, Self::Context, Self::Widened, Self::Partial];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Literal => "literal",
            Self::Context => "context",
            Self::Widened => "widened",
            Self::Partial => "partial",
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Words that the thesaurus added and that some passage holds.
    pub added: Vec<Addition>,
    /// How many passages answer in each way; see [`Match::ALL`].
    pub counts: [usize; 4],
    /// How many plans they stand in; those of partial answers where there are no others.
    pub plans: usize,
    /// How many bodies, as far as they are known.
    pub organisations: usize,
    /// The page of hits that was asked for.
    pub hits: Vec<Hit>,
    /// How many passages fall to each theme, year, body, kind and prefecture.
    pub facets: Facets,
}

impl Answer {
    /// Passages that answer with all the words.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts[..3].iter().sum()
    }
}

/// One passage that answers.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its plan.
    pub plan: PlanRow,
    /// Place of the passage in its plan.
    pub place: usize,
    /// The passage.
    pub passage: Passage,
    /// How it answers.
    pub matched: Match,
    /// Titles of the sections above it, outermost first.
    pub path: Vec<String>,
    /// What it stands under: its own title, or for text that of its section.
    pub heading: String,
    /// What to show of it.
    pub snippet: Vec<Piece>,
    /// Its worth among those that answer in the same way.
    pub score: f32,
}

/// Counts of passages; a plan of several years counts in each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By theme.
    pub theme: BTreeMap<String, usize>,
    /// By fiscal year.
    pub year: BTreeMap<i32, usize>,
    /// By body.
    pub organisation: BTreeMap<String, usize>,
    /// By kind of plan.
    pub kind: BTreeMap<String, usize>,
    /// By prefecture.
    pub prefecture: BTreeMap<String, usize>,
}

/// Counts while they are made.
pub(super) struct Tally {
    counts: [usize; 4],
    plans: Vec<u32>,
    themes: Vec<usize>,
}

impl Tally {
    pub(super) fn new(store: &Store) -> Self {
        Self { counts: [0; 4], plans: vec![0; store.plans().len()], themes: vec![0; 64] }
    }

    #[inline]
    pub(super) fn count(&mut self, matched: Match, plan: u32, mut themes: u64) {
        self.counts[matched as usize] += 1;
        self.plans[plan as usize] += 1;
        while themes != 0 {
            self.themes[themes.trailing_zeros() as usize] += 1;
            themes &= themes - 1;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, more)| *sum += more);
        self.plans.iter_mut().zip(&other.plans).for_each(|(sum, more)| *sum += more);
        self.themes.iter_mut().zip(&other.themes).for_each(|(sum, more)| *sum += more);
    }

    /// Answers with all the words.
    pub(super) fn total(&self) -> usize {
        self.counts[..3].iter().sum()
    }

    fn facets(&self, store: &Store) -> Facets {
        let mut facets = Facets::default();
        for (theme, count) in store.head().themes.iter().zip(&self.themes).filter(|(_, count)| **count > 0) {
            facets.theme.insert(theme.clone(), *count);
        }
        let names = store.names();
        let mut kinds = [0; PlanKind::ALL.len()];
        for (row, count) in store.plans().iter().zip(&self.plans).filter(|(_, count)| **count > 0) {
            let count = *count as usize;
            for year in row.period.into_iter().flat_map(Period::years) {
                *facets.year.entry(year).or_default() += count;
            }
            kinds[row.kind as usize] += count;
        }
        facets.organisation = self.by_name(&names.organisations);
        facets.prefecture = self.by_name(&names.prefectures);
        let kinds = PlanKind::ALL.iter().map(|kind| (kind.name().to_owned(), kinds[*kind as usize]));
        facets.kind = kinds.filter(|(_, count)| *count > 0).collect();
        facets
    }

    fn by_name(&self, names: &Names) -> BTreeMap<String, usize> {
        let mut counts = vec![0; names.values.len()];
        for (place, count) in names.of.iter().zip(&self.plans).filter(|(place, _)| **place != Names::NONE) {
            counts[*place as usize] += *count as usize;
        }
        let counted = names.values.iter().zip(counts).filter(|(_, count)| *count > 0);
        counted.map(|(name, count)| (name.clone(), count)).collect()
    }
}

/// Where an answer stands and how good it is. The greatest is the best.
#[derive(Clone, Debug)]
pub(super) struct Place {
    matched: Match,
    score: f32,
    /// Rank of the plan where the order is not by score; the smallest first.
    order: u64,
    /// Place in the list of plans.
    plan: u32,
    segment: usize,
    doc: u32,
}

impl Place {
    pub(super) fn new(
        store: &Store,
        sort: Sort,
        matched: Match,
        score: f32,
        plan: u32,
        (segment, doc): (usize, u32),
    ) -> Self {
        let order = match sort {
            Sort::Score => 0,
            Sort::Year => store.plans()[plan as usize].period.map_or(u64::MAX, |period| {
                // Newest first; the plan keeps its hits together.
                (10_000 - i64::from(period.to.0)).unsigned_abs() << 32 | u64::from(plan)
            }),
            Sort::Organisation => {
                (u64::from(store.names().organisations.of[plan as usize]) + 1) << 32 | u64::from(plan)
            }
        };
        Self { matched, score, order, plan, segment, doc }
    }

    /// By order of plans, then as they stand in them; or best first.
    fn key(&self) -> (std::cmp::Reverse<u64>, std::cmp::Reverse<Match>) {
        let matched = if self.order == 0 { self.matched } else { Match::Literal };
        (std::cmp::Reverse(self.order), std::cmp::Reverse(matched))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = if self.order == 0 { self.score.total_cmp(&other.score) } else { Ordering::Equal };
        self.key()
            .cmp(&other.key())
            .then(by_score)
            .then_with(|| other.plan.cmp(&self.plan))
            .then_with(|| (other.segment, other.doc).cmp(&(self.segment, self.doc)))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Place {}

/// Makes the answer of what was gathered.
pub(super) fn present(
    store: &Store,
    request: &Request<'_>,
    atoms: &[Atom],
    mut found: Gathered,
    partial: Option<Partial>,
) -> Result<Answer, IndexError> {
    let mut words = marked(atoms);
    if let Some(partial) = partial {
        // Plans, bodies and facets are those of the answers that count; of partial ones where there are no others.
        if found.tally.total() == 0 {
            found.tally = partial.tally;
        } else {
            found.tally.counts[Match::Partial as usize] = partial.tally.counts[Match::Partial as usize];
        }
        found.places.extend(partial.places);
        words.extend(partial.words);
    }
    let facets = found.tally.facets(store);
    let mut hits = Vec::new();
    let passages = Passages { store };
    for place in page(request, found.places) {
        hits.push(passages.hit(&place, &words)?);
    }
    Ok(Answer {
        added: found.added,
        counts: found.tally.counts,
        plans: found.tally.plans.iter().filter(|count| **count > 0).count(),
        organisations: facets.organisation.len(),
        hits,
        facets,
    })
}

fn marked(atoms: &[Atom]) -> Vec<Marked> {
    let mut words = Vec::new();
    for atom in atoms {
        words.push(Marked { folded: atom.word.folded.clone(), end: atom.word.end, mark: Mark::Typed });
        let of = |folded: &str, mark| Marked { folded: folded.to_owned(), end: End::Closed, mark };
        words.extend(atom.added.iter().map(|addition| of(&addition.folded, Mark::Added)));
    }
    words
}

/// The part of the answers that was asked for.
fn page(request: &Request<'_>, places: Vec<Place>) -> Vec<Place> {
    let limit = if request.limit == 0 { usize::MAX } else { request.limit };
    if !request.by_plan {
        return places.into_iter().skip(request.offset).take(limit).collect();
    }
    let mut seen = HashSet::new();
    let plans = places.iter().map(|place| place.plan).filter(|plan| seen.insert(*plan));
    let wanted: HashMap<u32, usize> = plans.skip(request.offset).take(limit).zip(0..).collect();
    let mut kept: Vec<Place> = places.into_iter().filter(|place| wanted.contains_key(&place.plan)).collect();
    kept.sort_by_key(|place| wanted.get(&place.plan).copied());
    kept
}

/// Fetches the passages of hits.
struct Passages<'a> {
    store: &'a Store,
}

impl Passages<'_> {
    fn hit(&self, place: &Place, words: &[Marked]) -> Result<Hit, IndexError> {
        let number = self.number(place)?;
        let row = &self.store.plans()[place.plan as usize];
        let plan = self.store.open_plan(row.number)?;
        let passage = plan.passage(number).ok_or_else(|| {
            IndexError::Data(format!("{}: the index names a passage that the plan does not have", row.id))
        })?;
        let path = path(&plan, &passage);
        let heading = match (&passage.title, path.last()) {
            (title, Some(section)) if title.is_empty() => section.clone(),
            (title, _) => title.clone(),
        };
        let mut words = words.to_vec();
        if place.matched == Match::Context {
            // A compound met by its parts shows them.
            let parts = words.iter().filter(|word| word.mark == Mark::Typed).flat_map(|word| parts_of(&word.folded));
            let parts: Vec<Marked> = parts.collect();
            words.extend(parts);
        }
        let snippet = snippet(&passage.title, &passage.body, &words);
        Ok(Hit {
            plan: row.clone(),
            place: number,
            passage,
            matched: place.matched,
            path,
            heading,
            snippet,
            score: place.score,
        })
    }

    /// Place of a passage in its plan: passages follow the record of their plan.
    fn number(&self, place: &Place) -> Result<usize, IndexError> {
        let plan = self.store.plans()[place.plan as usize].number;
        let record = self.store.record(&self.store.segments()[place.segment], plan)?;
        record.and_then(|record| place.doc.checked_sub(record + 1)).map(|number| number as usize).ok_or_else(|| {
            IndexError::Data(format!(
                "{}: a passage stands before its plan",
                self.store.plans()[place.plan as usize].id
            ))
        })
    }
}

fn parts_of(folded: &str) -> Vec<Marked> {
    super::atom::parts(folded)
        .into_iter()
        .map(|folded| Marked { folded, end: End::Closed, mark: Mark::Typed })
        .collect()
}

/// Marks and titles of the sections above a passage, outermost first.
fn path(plan: &OpenPlan, passage: &Passage) -> Vec<String> {
    let headings = plan.headings(passage).into_iter();
    let marked = headings.map(|(marker, title)| if marker == "【】" { title } else { format!("{marker}{title}") });
    marked.filter(|heading| !heading.is_empty()).collect()
}
