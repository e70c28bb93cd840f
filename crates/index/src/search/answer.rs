//! What a search gives back: counts, hits and facets.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::Sort;
use super::snippet::{Marked, Piece};
use crate::index::{Names, PlanRow, Store};
use crate::thesaurus::Addition;
use kurabe_model::{Passage, Period, PlanKind};

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
    /// What to mark in a text: the words typed and added.
    pub words: Vec<Marked>,
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
    /// How many passages of its plan answer.
    pub in_plan: usize,
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

    /// Counts one passage.
    pub(super) fn count(&mut self, matched: Match, plan: u32, mut themes: u64) {
        self.counts[matched as usize] += 1;
        self.plans[plan as usize] += 1;
        while themes != 0 {
            self.themes[themes.trailing_zeros() as usize] += 1;
            themes &= themes - 1;
        }
    }

    /// Adds what a segment gave.
    pub(super) fn add(&mut self, counted: &Counted) {
        self.counts.iter_mut().zip(&counted.counts).for_each(|(sum, more)| *sum += more);
        self.themes.iter_mut().zip(&counted.themes).for_each(|(sum, more)| *sum += more);
        for (plan, count) in &counted.plans {
            self.plans[*plan as usize] += count;
        }
    }

    /// Answers with all the words.
    pub(super) fn total(&self) -> usize {
        self.counts[..3].iter().sum()
    }

    /// The same with the answers in part, which only count for themselves.
    pub(super) fn with_partial(mut self, partial: &Self) -> Self {
        self.counts[Match::Partial as usize] = partial.counts[Match::Partial as usize];
        self
    }

    /// Answers of each kind; see [`Match::ALL`].
    pub(super) fn counts(&self) -> [usize; 4] {
        self.counts
    }

    /// Plans that hold an answer.
    pub(super) fn plans(&self) -> usize {
        self.plans.iter().filter(|count| **count > 0).count()
    }

    /// Answers in the plan at a place of the list of plans.
    pub(super) fn in_plan(&self, plan: u32) -> usize {
        self.plans.get(plan as usize).map_or(0, |count| *count as usize)
    }

    pub(super) fn facets(&self, store: &Store) -> Facets {
        let mut facets = Facets::default();
        for (theme, count) in store.head().themes.iter().zip(&self.themes).filter(|(_, count)| **count > 0) {
            facets.theme.insert(theme.clone(), *count);
        }
        let names = store.names();
        let mut kinds = [0; PlanKind::ALL.len()];
        let mut years: HashMap<Period, usize> = HashMap::new();
        for (row, count) in store.plans().iter().zip(&self.plans).filter(|(_, count)| **count > 0) {
            let count = *count as usize;
            // Plans share few periods.
            row.period.into_iter().for_each(|period| *years.entry(period).or_default() += count);
            kinds[row.kind as usize] += count;
        }
        for (period, count) in years {
            period.years().for_each(|year| *facets.year.entry(year).or_default() += count);
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

/// Counts of a segment.
#[derive(Default)]
pub(super) struct Counted {
    counts: [usize; 4],
    /// Places of plans and how many of their passages answer; a plan may stand here several times.
    plans: Vec<(u32, u32)>,
    themes: Vec<usize>,
}

impl Counted {
    /// Counts so many passages of a plan.
    pub(super) fn plan(&mut self, matched: Match, plan: u32, count: usize) {
        self.counts[matched as usize] += count;
        self.plans.push((plan, count as u32));
    }

    /// Counts of each theme.
    pub(super) fn themes(&mut self, counts: Vec<usize>) {
        self.themes = counts;
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

    /// The same with its true score.
    pub(super) fn with_score(self, score: f32) -> Self {
        Self { score, ..self }
    }

    /// Place of the plan in the list of plans.
    pub(super) fn plan(&self) -> u32 {
        self.plan
    }

    /// How it answers.
    pub(super) fn matched(&self) -> Match {
        self.matched
    }

    pub(super) fn score(&self) -> f32 {
        self.score
    }

    /// Place of the segment in the index.
    pub(super) fn segment(&self) -> usize {
        self.segment
    }

    /// The passage's document in the segment.
    pub(super) fn doc(&self) -> u32 {
        self.doc
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
