//! How long a search takes in an index that stands already.
//!
//! `cargo bench --bench latency -- INDEX [ROUNDS [MODE]]` prints, for words as typed and for widened words, percentiles over
//! all queries and the median of each: counts, facets and snippets of the first twenty hits included. Then `questions`:
//! sentences of up to 200 letters and what is dear to look for (a letter, `*`, NOT, ten words with OR), each asked of an index
//! that was just opened and then again; `groups`: the same queries by plan beside by hit. Then matrices: themes, and
//! queries as columns, by body and year over all plans.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and may stop at what goes wrong")]

use std::path::Path;
use std::time::Instant;

use kurabe_index::compare::{self, By, Column, Counted, Scope, Voices};
use kurabe_index::index::Store;
use kurabe_index::query;
use kurabe_index::search::{Paging, Request, Sort, passages, search};
use kurabe_index::thesaurus::Thesaurus;

#[path = "kit/queries.rs"]
mod queries;
#[path = "kit/questions.rs"]
mod questions;

use queries::QUERIES;
use questions::{DEAR, QUESTIONS};

/// A way to ask: its name, words as typed only, how many, counted in what.
type Way = (&'static str, bool, usize, Paging);

/// As the command line asks.
const HITS: Way = ("widened", false, 20, Paging::Hits);

/// As the search page does: ten plans with three hits each.
const PAGE: Way = ("page", false, 10, Paging::Plans { each: 3 });

/// As the command line asks with `--group plan`.
const GROUPS: Way = ("by plan", false, 20, Paging::Plans { each: usize::MAX });

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(index) = arguments.first() else {
        println!("latency: name an index: cargo bench --bench latency -- INDEX [ROUNDS]");
        return;
    };
    let rounds = arguments.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let store = Store::open(Path::new(index)).expect("an index");
    let thesaurus = Thesaurus::parse(include_str!("../data/thesaurus.toml")).expect("a thesaurus");
    let is_asked = |mode: &str| arguments.get(2).is_none_or(|asked| asked == mode);
    let exact: Way = ("exact", true, 20, Paging::Hits);
    for way in [exact, HITS, PAGE].into_iter().filter(|way| is_asked(way.0)) {
        let lines = QUERIES.map(|query| (query, asked(&store, &thesaurus, query, way, rounds)));
        print_times(way.0, lines.into());
    }
    if is_asked("questions") {
        at_first(Path::new(index), &thesaurus, rounds);
    }
    if is_asked("groups") {
        groups(&store, &thesaurus, rounds);
    }
    if arguments.len() < 3 {
        matrices(&store, &thesaurus, rounds.min(10));
    }
}

/// What asking so many times gave.
struct Asked {
    /// Milliseconds of the first time.
    first: f64,
    /// Of the times after some that make warm.
    times: Vec<f64>,
    total: usize,
}

fn asked(store: &Store, thesaurus: &Thesaurus, text: &str, (_, exact, limit, paging): Way, rounds: usize) -> Asked {
    const WARMING: usize = 3;
    let query = query::read(text).expect("a query");
    let request = Request { query: &query, exact, limit, offset: 0, sort: Sort::Score, paging };
    let mut asked = Asked { first: 0.0, times: Vec::new(), total: 0 };
    for round in 0..rounds + WARMING {
        let start = Instant::now();
        asked.total = search(store, thesaurus, &request).expect("an answer").total();
        let took = start.elapsed().as_secs_f64() * 1e3;
        if round == 0 {
            asked.first = took;
        }
        if round >= WARMING {
            asked.times.push(took);
        }
    }
    asked
}

/// Prints percentiles over all queries, then a line for each.
fn print_times(name: &str, lines: Vec<(&str, Asked)>) {
    let mut all: Vec<f64> = lines.iter().flat_map(|(_, asked)| asked.times.clone()).collect();
    let [p50, p90, p99] = [50, 90, 99].map(|share| percentile(&mut all, share));
    println!("{name}: p50 {p50:.2} ms, p90 {p90:.2} ms, p99 {p99:.2} ms over {} searches", all.len());
    for (query, mut asked) in lines {
        let (again, total) = (percentile(&mut asked.times, 50), asked.total);
        println!("  {query}: {again:.2} ms, {total} passages, {:.2} ms the first time", asked.first);
    }
}

/// Sentences, and what is dear to look for, each asked first of an index that was just opened.
fn at_first(index: &Path, thesaurus: &Thesaurus, rounds: usize) {
    for (name, texts) in [("questions", &QUESTIONS[..]), ("dear", &DEAR[..])] {
        let ask = |text: &&'static str| {
            let store = Store::open(index).expect("an index");
            store.warm().expect("columns");
            (*text, asked(&store, thesaurus, text, HITS, rounds))
        };
        let lines: Vec<(&str, Asked)> = texts.iter().map(ask).collect();
        let mut firsts: Vec<f64> = lines.iter().map(|(_, asked)| asked.first).collect();
        let [p50, worst] = [50, 100].map(|share| percentile(&mut firsts, share));
        println!("{name}, the first time: p50 {p50:.2} ms, worst {worst:.2} ms");
        print_times(name, lines);
    }
}

/// What it costs to ask by plan.
fn groups(store: &Store, thesaurus: &Thesaurus, rounds: usize) {
    let mut ratios = Vec::new();
    let mut lines = Vec::new();
    for text in QUERIES.iter().chain(&DEAR) {
        let [hits, plans] =
            [HITS, GROUPS].map(|way| percentile(&mut asked(store, thesaurus, text, way, rounds).times, 50));
        ratios.push(plans / hits);
        lines.push(format!("  {text}: {hits:.2} ms by hit, {plans:.2} ms by plan"));
    }
    let [p50, worst] = [50, 100].map(|share| percentile(&mut ratios, share));
    println!("by plan beside by hit: {p50:.2} times at the median, {worst:.2} at worst");
    lines.iter().for_each(|line| println!("{line}"));
}

/// How long a matrix of all plans takes.
fn matrices(store: &Store, thesaurus: &Thesaurus, rounds: usize) {
    let by = By { organisation: true, year: true, ..By::default() };
    let three: Vec<String> = ["DX", "事業承継", "観光"].map(str::to_owned).into();
    let sets: [(&str, &[String]); 2] = [("three themes", &three), ("all themes", &store.head().themes)];
    for (name, themes) in sets {
        let columns = || themes.iter().map(|theme| Column::theme(store, theme).expect("a theme")).collect();
        matrix(store, name, by, rounds, columns);
    }
    let query = query::read("インボイス").expect("a query");
    matrix(store, "a query", by, rounds, || {
        let counted = Counted::Passages(passages(store, thesaurus, &query, false).expect("passages"));
        vec![Column { name: "インボイス".to_owned(), counted }]
    });
}

fn matrix(store: &Store, name: &str, by: By, rounds: usize, columns: impl Fn() -> Vec<Column>) {
    let mut times = Vec::new();
    let mut cells = 0;
    for round in 0..rounds + 1 {
        let start = Instant::now();
        let request = compare::Request { columns: columns(), scope: Scope::default(), by, voices: Voices::One };
        let comparison = compare::compare(store, &request).expect("a comparison");
        cells = comparison.rows.iter().map(|row| row.cells.len()).sum();
        if round >= 1 {
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    let plans = store.plans().len();
    let [p50, worst] = [50, 100].map(|share| percentile(&mut times, share));
    println!("matrix of {name}: median {p50:.0} ms, worst {worst:.0} ms; {plans} plans, {cells} cells");
}

fn percentile(times: &mut [f64], share: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
