//! Indexing and searching on a generated corpus, beside a plain scan of the same text in the same run.
//!
//! `cargo bench --bench kurabe` prints the times and then the ratios, which say more than times on a noisy machine.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and may stop at what goes wrong")]

mod kit;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::counter::BytesCount;
use kurabe::library::Folders;
use kurabe::library::corpus::{Links, Passwords};
use kurabe_extract::extract::extract;
use kurabe_index::index::Store;
use kurabe_index::query;
use kurabe_index::search::{Paging, Request, Sort, search};
use kurabe_index::thesaurus::Thesaurus;
use kurabe_model::plan::Facts;
use kurabe_read::read;
use kurabe_text::fold::fold;
use tempfile::TempDir;

const BODIES: usize = 40;
const YEARS: usize = 10;
const QUERIES: [&str; 5] = ["事業承継", "観光", "小規模事業者", "事業承継 専門家派遣", "業"];

/// A corpus, its texts and an index of it, made once.
struct World {
    _folder: TempDir,
    corpus: PathBuf,
    bytes: u64,
    texts: Vec<String>,
    store: Store,
    thesaurus: Thesaurus,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a temporary folder");
    let (corpus, index) = (folder.path().join("corpus"), folder.path().join("index"));
    let bytes = kit::corpus(&corpus, BODIES, YEARS).expect("a corpus");
    build(&corpus, &index);
    let texts = (0..BODIES).flat_map(|body| (0..YEARS).map(move |year| kit::plan(body, year))).collect();
    let store = Store::open(&index).expect("an index");
    let thesaurus = Thesaurus::parse(include_str!("../data/thesaurus.toml")).expect("a thesaurus");
    World { _folder: folder, corpus, bytes, texts, store, thesaurus }
});

fn build(corpus: &Path, index: &Path) {
    let folders = Folders {
        corpus: corpus.to_owned(),
        index: index.to_owned(),
        themes: None,
        links: Links::Within,
        typed: Passwords::default(),
    };
    folders.refresh((usize::MAX, false), &|_, _| {}).expect("an index");
}

fn scan(word: &str) -> usize {
    let finder = memchr::memmem::Finder::new(word);
    WORLD.texts.iter().map(|text| finder.find_iter(text.as_bytes()).count()).sum()
}

fn answer(word: &str, exact: bool) -> usize {
    let query = query::read(word).expect("a query");
    let request = Request { query: &query, exact, limit: 20, offset: 0, sort: Sort::Score, paging: Paging::Hits };
    search(&WORLD.store, &WORLD.thesaurus, &request).expect("an answer").total()
}

fn read_and_extract() -> usize {
    let facts = Facts::default();
    let plans = WORLD.texts.iter().map(|text| extract(&read(text.as_bytes(), None).expect("a text"), &facts));
    plans.map(|plan| plan.passages.len()).sum()
}

fn index() {
    let folder = TempDir::new().expect("a temporary folder");
    build(&WORLD.corpus, folder.path());
}

#[divan::bench(args = QUERIES)]
fn a_scan(bencher: divan::Bencher<'_, '_>, word: &str) {
    bencher.counter(BytesCount::new(WORLD.bytes)).bench(|| scan(word));
}

#[divan::bench(args = QUERIES)]
fn b_search_exact(bencher: divan::Bencher<'_, '_>, word: &str) {
    LazyLock::force(&WORLD);
    bencher.bench(|| answer(word, true));
}

#[divan::bench(args = QUERIES)]
fn c_search(bencher: divan::Bencher<'_, '_>, word: &str) {
    LazyLock::force(&WORLD);
    bencher.bench(|| answer(word, false));
}

#[divan::bench(sample_count = 5)]
fn d_fold(bencher: divan::Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::new(WORLD.bytes))
        .bench(|| WORLD.texts.iter().map(|text| fold(text).len()).sum::<usize>());
}

#[divan::bench(sample_count = 5)]
fn e_read_and_extract(bencher: divan::Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(WORLD.bytes)).bench(read_and_extract);
}

#[divan::bench(sample_count = 5)]
fn f_index(bencher: divan::Bencher<'_, '_>) {
    bencher.counter(BytesCount::new(WORLD.bytes)).bench(index);
}

fn main() {
    divan::main();
    let median = |work: &dyn Fn()| {
        let mut times: Vec<Duration> = (0..7)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .collect();
        times.sort();
        times[3].as_secs_f64()
    };
    let scanned = median(&|| _ = divan::black_box(scan("事業承継")));
    let ratio = |work: &dyn Fn()| median(work) / scanned;
    println!("\nBeside a scan of {:.1} MB for one word (1.00):", WORLD.bytes as f64 / 1e6);
    println!("  search, exact    {:8.2}", ratio(&|| _ = divan::black_box(answer("事業承継", true))));
    println!("  search, widened  {:8.2}", ratio(&|| _ = divan::black_box(answer("事業承継", false))));
    println!("  read and extract {:8.2}", ratio(&|| _ = divan::black_box(read_and_extract())));
    println!("  index            {:8.2}", ratio(&index));
}
