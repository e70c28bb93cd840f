//! Is the index whole? Random strings are searched for, and each answer is compared with a scan of all passages and
//! with the sources themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::index::{IndexError, PlanNumber, PlanRow, Store};
use crate::query::{Clause, Query, Word};
use crate::search::{Mark, Marked, Paging, Request, Sort, marks, search};
use crate::thesaurus::Thesaurus;
use kurabe_model::{Passage, Plan};
use kurabe_text::fold::{Folded, fold};
use kurabe_text::run::{End, find};

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Plans looked at.
    pub plans: usize,
    /// Passages looked at.
    pub passages: usize,
    /// Strings searched for.
    pub queries: usize,
    /// Occurrences found by the scan, summed over the strings.
    pub matches: usize,
    /// What is wrong, one line each.
    pub faults: Vec<String>,
    /// Strings of a source that no passage holds because they cross a border of passages: the string, the plan and
    /// the line on which it begins.
    pub between: Vec<(String, String, u32)>,
}

/// Checks an index. `source` gives the text of a plan's document, or nothing if it is not there any more.
///
/// # Errors
///
/// If the index cannot be read at all.
pub fn check(
    store: &Store,
    source: impl Fn(&PlanRow) -> Option<kurabe_read::Text>,
    queries: usize,
    seed: u64,
) -> Result<Report, IndexError> {
    let mut report = Report { plans: store.plans().len(), queries, ..Report::default() };
    let texts = texts(store, &mut report)?;
    let mut sources = Vec::with_capacity(store.plans().len());
    for row in store.plans() {
        let plan = store.plan(row.number)?;
        sources.push(source(row).map(|text| Source::new(&text, &plan)));
    }
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let filled: Vec<usize> = (0..texts.len()).filter(|place| !texts[*place].folded.is_empty()).collect();
    if filled.is_empty() {
        return Ok(report);
    }
    for _ in 0..queries {
        let text = &texts[filled[random.below(filled.len())]];
        let string = random.substring(&text.folded);
        one(store, &texts, &sources, &string, &mut report)?;
    }
    Ok(report)
}

/// A title or a body.
struct Text {
    plan: Arc<Plan>,
    number: PlanNumber,
    place: usize,
    is_title: bool,
    folded: String,
}

impl Text {
    fn passage(&self) -> &Passage {
        &self.plan.passages[self.place]
    }

    fn written(&self) -> &str {
        if self.is_title { &self.passage().title } else { &self.passage().body }
    }
}

fn texts(store: &Store, report: &mut Report) -> Result<Vec<Text>, IndexError> {
    let mut texts = Vec::new();
    for row in store.plans() {
        let plan = Arc::new(store.plan(row.number)?);
        report.passages += plan.passages.len();
        for (place, passage) in plan.passages.iter().enumerate() {
            for (is_title, written) in [(true, &passage.title), (false, &passage.body)] {
                let (plan, number) = (Arc::clone(&plan), row.number);
                texts.push(Text { plan, number, place, is_title, folded: fold(written) });
            }
        }
    }
    Ok(texts)
}

/// A source as one folded text.
struct Source {
    folded: Folded,
    /// Where each line begins in the text that was folded.
    lines: Vec<usize>,
    /// Lines that belong to the page and not to the plan.
    furniture: BTreeSet<u32>,
}

impl Source {
    fn new(text: &kurabe_read::Text, plan: &Plan) -> Self {
        let (mut whole, mut lines) = (String::new(), Vec::new());
        for line in &text.lines {
            lines.push(whole.len());
            whole.push_str(&line.text);
            whole.push('\n');
        }
        let furniture = plan.furniture.iter().flat_map(|piece| piece.span.first..=piece.span.last).collect();
        Self { folded: Folded::new(&whole), lines, furniture }
    }

    fn line(&self, at: usize, length: usize) -> u32 {
        let start = self.folded.original(at..at + length).start;
        self.lines.partition_point(|line| *line <= start) as u32
    }
}

fn one(
    store: &Store,
    texts: &[Text],
    sources: &[Option<Source>],
    string: &str,
    report: &mut Report,
) -> Result<(), IndexError> {
    let mut scanned: BTreeSet<(PlanNumber, usize)> = BTreeSet::new();
    let mut per_plan: BTreeMap<PlanNumber, usize> = BTreeMap::new();
    // Lines of the passages that hold the string.
    let mut held: BTreeMap<PlanNumber, Vec<RangeInclusive<u32>>> = BTreeMap::new();
    let marked = [Marked { folded: string.to_owned(), end: End::Closed, mark: Mark::Typed }];
    for text in texts {
        let times = find(&text.folded, string, End::Closed).count();
        if times == 0 {
            continue;
        }
        scanned.insert((text.number, text.place));
        *per_plan.entry(text.number).or_default() += times;
        let span = text.passage().span;
        held.entry(text.number).or_default().push(span.first..=span.last);
        report.matches += times;
        for (range, _) in marks(text.written(), &marked) {
            let shown = fold(&text.written()[range]);
            if !shown.contains(string) {
                report.faults.push(format!("highlight of {string:?} shows {shown:?}"));
            }
        }
    }
    let found = searched(store, string)?;
    for (plan, place) in scanned.symmetric_difference(&found) {
        let id = store.place(*plan).map_or("?", |place| store.plans()[place].id.as_str());
        let what = if found.contains(&(*plan, *place)) { "extra" } else { "miss" };
        report.faults.push(format!("{what}: {string:?} in {id}, passage {place}"));
    }
    for (row, source) in store.plans().iter().zip(sources) {
        let Some(source) = source else { continue };
        let inside = per_plan.get(&row.number).copied().unwrap_or(0);
        // Page numbers, running heads and marks of items are no part of a passage's text.
        let all: Vec<u32> = find(&source.folded.text, string, End::Closed)
            .map(|at| source.line(at, string.len()))
            .filter(|line| !source.furniture.contains(line))
            .collect();
        if all.len() > inside {
            let holds =
                |line: &u32| held.get(&row.number).is_some_and(|spans| spans.iter().any(|span| span.contains(line)));
            let line = all.iter().find(|line| !holds(line)).or(all.first());
            report.between.extend(line.map(|line| (string.to_owned(), row.id.clone(), *line)));
        }
    }
    Ok(())
}

fn searched(store: &Store, string: &str) -> Result<BTreeSet<(PlanNumber, usize)>, IndexError> {
    let word = Word { typed: string.to_owned(), folded: string.to_owned(), phrase: true, end: End::Closed };
    let query = Query { wanted: Some(Clause::Word(word)), ..Query::default() };
    let request = Request { query: &query, exact: true, limit: 0, offset: 0, sort: Sort::Score, paging: Paging::Hits };
    let answer = search(store, &Thesaurus::default(), &request)?;
    Ok(answer.hits.into_iter().map(|hit| (hit.plan.number, hit.place)).collect())
}

/// A small generator (xorshift64*): the strings need no more than to be spread and repeatable.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    /// One to twelve characters of a text.
    fn substring(&mut self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let start = self.below(chars.len());
        let length = 1 + self.below(12.min(chars.len() - start));
        chars[start..start + length].iter().collect::<String>().trim().to_owned()
    }
}
