//! Two plans of many items, and how the time grows with their number.
//!
//! `cargo bench --bench diff` prints times, memory, and what each doubling costs.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a benchmark prints, and may stop at what goes wrong")]

#[path = "kit/words.rs"]
mod words;

use std::time::{Duration, Instant};

use divan::counter::ItemsCount;
use kurabe_diff::{Side, diff};
use kurabe_model::{Extent, LineSpan, Node, NodeId, NodeKind, Plan};
use words::{SUBJECTS, WORKS};

const PLACES: [&str; 12] =
    ["駅前", "港", "旧街道", "山手", "川西", "臨海", "城下", "温泉", "学園", "工業団地", "島", "高原"];
const SIZES: [usize; 5] = [500, 1000, 2000, 5000, 10_000];

/// A plan of so many items; of two versions every seventh item reads otherwise, every eleventh stands elsewhere.
fn plan(items: usize, version: usize) -> Plan {
    let mut plan = Plan::default();
    for number in 0..items {
        let is_section = number % 10 == 0;
        let parent = if is_section { None } else { Some(NodeId((number - number % 10) as u32 + 1)) };
        let (kind, title) = if is_section {
            (NodeKind::Section, format!("第{}の柱　{}", number / 10, SUBJECTS[number / 10 % SUBJECTS.len()]))
        } else {
            let what = SUBJECTS[(number * 7 + number / 40) % SUBJECTS.len()];
            let place = PLACES[(number * 5 + number / 90) % PLACES.len()];
            let work = WORKS[(number + if number % 7 == 0 { version } else { 0 }) % WORKS.len()];
            (NodeKind::Initiative, format!("{place}地区における{what}{work}"))
        };
        plan.nodes.push(Node { parent, ..node(number as u32 + 1, kind, title) });
    }
    if version > 0 {
        let places: Vec<usize> = (0..items).filter(|number| number % 10 != 0 && number % 11 == 0).collect();
        for two in places.chunks_exact(2) {
            let title = std::mem::take(&mut plan.nodes[two[0]].title);
            plan.nodes[two[0]].title = std::mem::replace(&mut plan.nodes[two[1]].title, title);
        }
    }
    plan
}

/// The same title throughout: the hardest to tell apart.
fn monotonous(items: usize) -> Plan {
    let title = "会員交流会の開催";
    let nodes = (1..=items as u32).map(|number| node(number, NodeKind::Initiative, title));
    Plan { nodes: nodes.collect(), ..Plan::default() }
}

fn node(number: u32, kind: NodeKind, title: impl Into<String>) -> Node {
    Node::new(NodeId(number), kind, title, LineSpan::line(number))
}

fn compared(old: &Plan, new: &Plan) -> usize {
    let side = |plan| Side { plan, extent: Extent::Full };
    diff(side(old), side(new)).expect("two plans").records.len()
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn a_plan_and_its_successor(bencher: divan::Bencher<'_, '_>, items: usize) {
    let (old, new) = (plan(items, 0), plan(items, 1));
    bencher.counter(ItemsCount::new(items)).bench(|| compared(&old, &new));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn b_the_same_title_throughout(bencher: divan::Bencher<'_, '_>, items: usize) {
    let (old, new) = (monotonous(items), monotonous(items - items / 10));
    bencher.counter(ItemsCount::new(items)).bench(|| compared(&old, &new));
}

/// Sizes whose time and memory are printed.
const GROWTH: [usize; 3] = [1000, 3000, 10_000];
const RUNS: usize = 5;

/// The most memory that the process has held so far, in MB; none where the system does not tell.
fn most_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()? / 1024.0)
}

/// Prints how time and memory grow; the smallest first, as the most that was held never sinks.
fn growth() {
    println!("items on each side, median seconds, the most memory held, and the time for twice the items:");
    let mut before: Option<(usize, f64)> = None;
    for items in GROWTH {
        let (old, new) = (plan(items, 0), plan(items, 1));
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                divan::black_box(compared(&old, &new));
                start.elapsed()
            })
            .collect();
        times.sort();
        let time = times[RUNS / 2].as_secs_f64();
        let memory = most_memory().map_or(String::new(), |memory| format!("  {memory:4.0} MB"));
        let twice = before.map_or(String::new(), |(fewer, was)| {
            let exponent = (time / was).ln() / (items as f64 / fewer as f64).ln();
            format!("  × {:.1}", 2_f64.powf(exponent))
        });
        println!("  {items:6}  {time:.3}{memory}{twice}");
        before = Some((items, time));
    }
}

fn main() {
    growth();
    divan::main();
}
