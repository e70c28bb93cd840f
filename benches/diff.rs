//! Two plans of many items, and how the time grows with their number.
//!
//! `cargo bench --bench diff` prints the times and what each doubling costs.

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

fn main() {
    divan::main();
    let median = |items: usize| {
        let (old, new) = (plan(items, 0), plan(items, 1));
        let mut times: Vec<Duration> = (0..7)
            .map(|_| {
                let start = Instant::now();
                divan::black_box(compared(&old, &new));
                start.elapsed()
            })
            .collect();
        times.sort();
        times[3].as_secs_f64()
    };
    println!("\nitems on each side, seconds, and what the last doubling cost:");
    let mut before = None;
    for items in SIZES {
        let time = median(items);
        let growth = before.map_or(String::new(), |before: f64| format!("  × {:.1}", time / before));
        println!("  {items:5}  {time:.3}{growth}");
        before = Some(time);
    }
}
