//! How long a search takes in an index that stands already.
//!
//! `cargo bench --bench latency -- INDEX [ROUNDS]` prints, for words as typed and for widened words, percentiles over
//! all queries and the median of each: counts, facets and snippets of the first twenty hits included.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and may stop at what goes wrong")]

use std::path::Path;
use std::time::Instant;

use kurabe::index::Store;
use kurabe::query;
use kurabe::search::{Request, Sort, search};
use kurabe::thesaurus::Thesaurus;

/// Words of the field, short and long, rare and frequent, one and two at a time.
const QUERIES: [&str; 32] = [
    "観光",
    "DX",
    "承継",
    "融資",
    "創業",
    "雇用",
    "商店街",
    "後継者",
    "事業承継",
    "販路開拓",
    "経営指導員",
    "人手不足",
    "生産性向上",
    "健康経営",
    "伴走型支援",
    "事業継続計画",
    "インバウンド",
    "小規模事業者",
    "働き方改革",
    "デジタル化",
    "地域ブランド",
    "カーボンニュートラル",
    "新型コロナウイルス",
    "経営発達支援計画",
    "持続化補助金の申請",
    "中小企業の生産性向上",
    "事業承継 専門家派遣",
    "DX 補助金",
    "商店街 空き店舗",
    "観光 インバウンド",
    "港",
    "業",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(index) = arguments.first() else {
        println!("latency: name an index: cargo bench --bench latency -- INDEX [ROUNDS]");
        return;
    };
    let rounds = arguments.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let store = Store::open(Path::new(index)).expect("an index");
    let thesaurus = Thesaurus::parse(include_str!("../data/thesaurus.toml")).expect("a thesaurus");
    for (name, exact) in [("exact", true), ("widened", false)] {
        let mut all = Vec::new();
        let mut lines = Vec::new();
        for word in QUERIES {
            let query = query::read(word).expect("a query");
            let request = Request { query: &query, exact, limit: 20, offset: 0, sort: Sort::Score, by_plan: false };
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
}

fn percentile(times: &mut [f64], share: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
