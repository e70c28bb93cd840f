//! How long a search takes in an index that stands already.
//!
//! `cargo bench --bench latency -- INDEX [ROUNDS [MODE]]` prints, for words as typed and for widened words, percentiles over
//! all queries and the median of each: counts, facets and snippets of the first twenty hits included. Then matrices:
//! themes, and queries as columns, by body and year over all plans.

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

use queries::QUERIES;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(index) = arguments.first() else {
        println!("latency: name an index: cargo bench --bench latency -- INDEX [ROUNDS]");
        return;
    };
    let rounds = arguments.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let store = Store::open(Path::new(index)).expect("an index");
    let thesaurus = Thesaurus::parse(include_str!("../data/thesaurus.toml")).expect("a thesaurus");
    // As the command line asks, and as the search page does: ten plans with three hits each.
    let page = Paging::Plans { each: 3 };
    for (name, exact, limit, paging) in
        [("exact", true, 20, Paging::Hits), ("widened", false, 20, Paging::Hits), ("page", false, 10, page)]
    {
        if arguments.get(2).is_some_and(|mode| mode != name) {
            continue;
        }
        let mut all = Vec::new();
        let mut lines = Vec::new();
        for word in QUERIES {
            let query = query::read(word).expect("a query");
            let request = Request { query: &query, exact, limit, offset: 0, sort: Sort::Score, paging };
            let mut times = Vec::new();
            let mut total = 0;
            for round in 0..rounds + 3 {
                let start = Instant::now();
                total = search(&store, &thesaurus, &request).expect("an answer").total();
                if round >= 3 {
                    times.push(start.elapsed().as_secs_f64() * 1e3);
                }
            }
            all.extend_from_slice(&times);
            lines.push(format!("  {word}: {:.2} ms, {total} passages", percentile(&mut times, 50)));
        }
        let [p50, p90, p99] = [50, 90, 99].map(|share| percentile(&mut all, share));
        println!("{name}: p50 {p50:.2} ms, p90 {p90:.2} ms, p99 {p99:.2} ms over {} searches", all.len());
        lines.iter().for_each(|line| println!("{line}"));
    }
    if arguments.len() < 3 {
        matrices(&store, &thesaurus, rounds.min(10));
    }
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
