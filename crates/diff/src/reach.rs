//! 達成: targets beside what was reached of them.
//!
//! In come a plan, its report, their diff and what became of each item, out comes every target that was due with its result.
//! Whether an item was done must not be decided here.

use std::collections::{BTreeMap, HashSet};

use super::Diff;
use super::fate::{Fate, Reach};
use super::figure::is_upper_bound;
use super::status::Move;
use super::unit::class;
use kurabe_model::{Indicator, NodeId, Period, Plan, Role};
use kurabe_text::fold::fold;
use kurabe_text::likeness::Overlap;

/// A plan beside its report, for its targets.
pub(super) struct Targets<'a> {
    pub(super) plan: &'a Plan,
    pub(super) report: &'a Plan,
    pub(super) diff: &'a Diff,
    pub(super) is_report: bool,
    /// The report tells of items, and not of targets alone.
    pub(super) tells_items: bool,
    pub(super) years: Option<Period>,
    /// The figures of each node of the plan.
    pub(super) planned: &'a Figures<'a>,
    /// The same of the report.
    pub(super) told: &'a Figures<'a>,
}

/// The figures of nodes.
pub(super) type Figures<'a> = BTreeMap<NodeId, Vec<&'a Indicator>>;

/// The figures of each node of a plan.
pub(super) fn figures(plan: &Plan) -> Figures<'_> {
    let mut figures = Figures::new();
    for figure in &plan.indicators {
        figures.entry(figure.node).or_default().push(figure);
    }
    figures
}

fn of_nodes<'a>(figures: &Figures<'a>, ids: &[NodeId]) -> impl Iterator<Item = &'a Indicator> {
    ids.iter().filter_map(|id| figures.get(id)).flatten().copied()
}

impl Targets<'_> {
    /// Gives each target to the record of its item: first those that the diff set beside a result, then those that the
    /// report itself sets beside one, those of one item, those of like names, and those that were due and have none.
    pub(super) fn add(&self, fates: &mut [Fate], of_record: &[usize]) {
        let mut done = Done::default();
        for (at, record) in self.diff.records.iter().enumerate() {
            for change in record.figures.iter().filter(|change| matches!(change.change, Move::Reached | Move::Missed)) {
                let (Some(target), Some(result)) = (&change.old, &change.new) else { continue };
                if target.role == Role::Target && result.role == Role::Result {
                    done.add(target, Some(result));
                    fates[of_record[at]].reaches.push(reach(target, Some(result)));
                }
            }
        }
        let mut place_of = BTreeMap::new();
        for (at, fate) in fates.iter().enumerate() {
            place_of.extend(fate.planned.iter().map(|id| ((true, *id), at)));
            place_of.extend(fate.reported.iter().map(|id| ((false, *id), at)));
        }
        let beside = self.report.indicators.iter().filter(|target| self.is_report && self.is_due(target, self.report));
        for target in beside {
            // A result stands behind its target: 目標 15名 │ 実績 19名, not うち３名が創業 in a remark before them.
            let own = self.told.get(&target.node).map_or(&[][..], Vec::as_slice);
            let behind = own.iter().position(|one| std::ptr::eq(*one, target)).map_or(0, |at| at + 1);
            let mut results = own[behind..].iter().chain(&own[..behind]).copied();
            let Some(result) = results.find(|result| answers(result, target)) else {
                continue;
            };
            if done.add(target, Some(result)) {
                // The plan's own words for the same target.
                let own = self.plan.indicators.iter().filter(|own| self.is_open(own, &done));
                let planned = &fates[place_of[&(false, target.node)]].planned;
                let is_same = |own: &&Indicator| own.value == target.value && own.unit == target.unit;
                let is_of_item =
                    |own: &&Indicator| planned.contains(&own.node) || likeness(&own.name, &target.name) >= REPEATED;
                let same: Vec<&Indicator> = own.filter(is_same).filter(is_of_item).collect();
                if let [own] = same.as_slice() {
                    done.targets.insert(key(own));
                }
                fates[place_of[&(false, target.node)]].reaches.push(reach(target, Some(result)));
            }
        }
        // A sentence that tells of several items does not say whose its figures are.
        let mut tellers: BTreeMap<u32, usize> = BTreeMap::new();
        let lines = |fate: &Fate| fate.lines.into_iter().flat_map(|(first, last)| first..=last);
        fates.iter().flat_map(lines).for_each(|line| *tellers.entry(line).or_default() += 1);
        for fate in fates.iter_mut().filter(|fate| !fate.planned.is_empty()) {
            let own = fate.lines.filter(|_| lines(fate).all(|line| tellers.get(&line) == Some(&1)));
            for (target, result) in self.of_one_item(fate, own, &done) {
                done.add(target, Some(result));
                fate.reaches.push(reach(target, Some(result)));
            }
        }
        for (target, result) in self.of_like_names(&done) {
            done.add(target, Some(result));
            fates[place_of[&(true, target.node)]].reaches.push(reach(target, Some(result)));
        }
        for target in self.plan.indicators.iter().filter(|target| self.is_due(target, self.plan)) {
            if done.add(target, None) {
                fates[place_of[&(true, target.node)]].reaches.push(reach(target, None));
            }
        }
    }

    /// Targets of an item of the plan and results of the same item in the report: those of one name, and those of one unit
    /// where the names do not tell them apart: 巡回指導　巡回件数 500件 and 巡回件数 512件. Each must be the only one. `lines`
    /// tell of the item where no item of the report does.
    fn of_one_item(&self, fate: &Fate, lines: Option<(u32, u32)>, done: &Done) -> Vec<(&Indicator, &Indicator)> {
        let is_open = |target: &&Indicator| self.is_open(target, done);
        let targets: Vec<&Indicator> = of_nodes(self.planned, &fate.planned).filter(is_open).collect();
        let is_free = |result: &&Indicator| result.role == Role::Result && !done.has(result);
        let in_lines = |figure: &&Indicator| lines.is_some_and(|(from, to)| (from..=to).contains(&figure.line));
        let of_lines = self.report.indicators.iter().filter(in_lines);
        let results: Vec<&Indicator> = of_nodes(self.told, &fate.reported).chain(of_lines).filter(is_free).collect();
        let nodes = self.plan.nodes_of(&fate.planned).chain(self.report.nodes_of(&fate.reported));
        let titles: Vec<&str> = nodes.map(|node| node.title.as_str()).collect();
        let mut found = only_pairs(&targets, &results, |target, result| alike_in_name(target, result, &titles));
        let is_left = |one: &&Indicator| !found.iter().any(|(a, b)| std::ptr::eq(*one, *a) || std::ptr::eq(*one, *b));
        let targets: Vec<&Indicator> = targets.into_iter().filter(is_left).collect();
        let results: Vec<&Indicator> = results.into_iter().filter(is_left).collect();
        let of_unit = only_pairs(&targets, &results, of_one_unit);
        found.extend(of_unit.into_iter().filter(|(target, result)| of_one_measure(target, result, &titles)));
        found
    }

    /// Is it what the plan aims at, and has it no result yet?
    fn is_open(&self, target: &Indicator, done: &Done) -> bool {
        (self.is_due(target, self.plan) || self.is_planned(target)) && !done.has(target)
    }

    /// Is it an amount that the plan means to reach without calling it a target: 推薦件数 50件, 年4回?
    fn is_planned(&self, figure: &Indicator) -> bool {
        let is_amount = matches!(figure.role, Role::Scale | Role::Frequency);
        self.tells_items
            && is_amount
            && figure.period.is_none()
            && figure.value.is_some()
            && !figure.unit.contains('円')
    }

    /// Targets and results of one year and unit whose names are nearly the same, each the nearest of the other:
    /// セミナー開催件数 and セミナーの開催件数.
    fn of_like_names(&self, done: &Done) -> Vec<(&Indicator, &Indicator)> {
        let year = |figure: &Indicator, plan: &Plan| {
            figure.period.or(plan.period.filter(|period| period.from == period.to).map(|period| period.from.0))
        };
        let mut groups: BTreeMap<(Option<i32>, &str), [Vec<&Indicator>; 2]> = BTreeMap::new();
        for target in self.plan.indicators.iter().filter(|target| self.is_due(target, self.plan) && !done.has(target)) {
            groups.entry((year(target, self.plan), target.unit.as_str())).or_default()[0].push(target);
        }
        let is_free = |result: &&Indicator| result.role == Role::Result && result.value.is_some() && !done.has(result);
        for result in self.report.indicators.iter().filter(is_free) {
            groups.entry((year(result, self.report), result.unit.as_str())).or_default()[1].push(result);
        }
        let mut found = Vec::new();
        for [targets, results] in
            groups.values().filter(|[targets, results]| targets.len() * results.len() <= MOST_PAIRS)
        {
            let nearest = |one: &Indicator, others: &[&Indicator]| -> Option<usize> {
                let mut alike: Vec<(f32, usize)> =
                    others.iter().zip(0..).map(|(other, at)| (likeness(&one.name, &other.name), at)).collect();
                alike.sort_by(|a, b| b.0.total_cmp(&a.0));
                let (first, second) = (alike.first()?, alike.get(1).map_or(0.0, |second| second.0));
                (first.0 >= SAME_NAME && first.0 > second).then_some(first.1)
            };
            for (at, target) in targets.iter().enumerate() {
                let Some(result) = nearest(target, results) else { continue };
                if nearest(results[result], targets) == Some(at) {
                    found.push((*target, results[result]));
                }
            }
        }
        found
    }

    /// Is it a target for a year of which the report tells?
    fn is_due(&self, target: &Indicator, of: &Plan) -> bool {
        let own = of.period.filter(|period| period.from == period.to).map(|period| period.from.0);
        let year = target.period.or(own);
        let tells = |year: i32| self.years.is_none_or(|years| (years.from.0..=years.to.0).contains(&year));
        target.role == Role::Target && target.value.is_some() && year.is_none_or(tells)
    }
}

/// A target with its result.
fn reach(target: &Indicator, result: Option<&Indicator>) -> Reach {
    let values = target.value.zip(result.and_then(|result| result.value));
    let bound = is_upper_bound(target);
    // More 退会 than was aimed at is no target reached, less is none missed: the plan does not say which way it aims.
    let is_unwanted = !bound && UNWANTED.iter().any(|word| target.name.contains(word));
    let judged = values.filter(|(target, result)| !is_unwanted || (target - result).abs() < f64::EPSILON);
    let reached = judged.map(|(target, result)| if bound { result <= target } else { result >= target });
    let share = values.filter(|(target, _)| *target > 0.0 && !bound).map(|(target, result)| result / target);
    Reach { target: target.clone(), result: result.cloned(), reached, share }
}

/// Targets and results that were given already.
#[derive(Default)]
struct Done {
    targets: HashSet<Key>,
    results: HashSet<Key>,
}

/// Where a figure stands, and what it says.
type Key = (NodeId, u32, Option<i32>, String, String);

impl Done {
    fn has(&self, figure: &Indicator) -> bool {
        self.targets.contains(&key(figure)) || self.results.contains(&key(figure))
    }

    /// Whether neither was given before.
    fn add(&mut self, target: &Indicator, result: Option<&Indicator>) -> bool {
        let is_new = result.is_none_or(|result| self.results.insert(key(result)));
        // A target that the report repeats is another figure than the plan's: its result tells whether it was given.
        let is_free = result.is_some() || !self.targets.contains(&key(target));
        self.targets.insert(key(target));
        is_new && is_free
    }
}

fn key(figure: &Indicator) -> Key {
    (figure.node, figure.line, figure.period, figure.name.clone(), figure.text.clone())
}

/// Do two names measure one thing: one holds the other, or one is the item's own title?
fn same_measure(one: &str, other: &str, titles: &[&str]) -> bool {
    let named = is_title(one, titles) || is_title(other, titles);
    let (one, other) = (fold(one), fold(other));
    named || one.contains(&other) || other.contains(&one)
}

/// The pairs of a target and a result that fit each other and nothing else.
fn only_pairs<'f>(
    targets: &[&'f Indicator],
    results: &[&'f Indicator],
    fit: impl Fn(&Indicator, &Indicator) -> bool,
) -> Vec<(&'f Indicator, &'f Indicator)> {
    let fit = |target: &Indicator, result: &Indicator| of_one_year(target, result) && fit(target, result);
    let only = |target: &&'f Indicator| {
        let mut fitting = results.iter().filter(|result| fit(target, result));
        let (Some(result), None) = (fitting.next(), fitting.next()) else { return None };
        let alone = targets.iter().filter(|other| fit(other, result)).nth(1).is_none();
        alone.then_some((*target, *result))
    };
    targets.iter().filter_map(only).collect()
}

/// Are two figures of the same year, as far as either says?
fn of_one_year(target: &Indicator, result: &Indicator) -> bool {
    target.period.is_none() || result.period.is_none() || target.period == result.period
}

fn of_one_unit(target: &Indicator, result: &Indicator) -> bool {
    class(&target.unit) == class(&result.unit)
}

/// 受講者20名 and 受講23名, 新規加入80事業所 and 新規加入83件: the name tells which of several figures of an item it is.
fn alike_in_name(target: &Indicator, result: &Indicator, titles: &[&str]) -> bool {
    /// Letters of a name that says something.
    const LETTERS: usize = 2;
    let (one, other) = (fold(&target.name), fold(&result.name));
    let shorter = one.chars().count().min(other.chars().count());
    let alike = shorter >= LETTERS && (one.contains(&other) || other.contains(&one));
    let counts = |figure: &Indicator| class(&figure.unit) == CASES || counts_heads(figure);
    alike && !is_title(&target.name, titles) && (of_one_unit(target, result) || counts(target) && counts(result))
}

/// Do a target and a result of one item measure the same, for all that their names say?
fn of_one_measure(target: &Indicator, result: &Indicator, titles: &[&str]) -> bool {
    // 定員20名 is no target for those who came, and neither are days: what is no target must be named alike on both sides,
    // unless it counts the work itself: 事業承継診断 50件.
    let is_work = !counts_heads(target) && !TIMES.contains(&class(&target.unit).as_str());
    let is_named = !is_title(&target.name, titles) && !is_title(&result.name, titles);
    (target.role != Role::Scale || is_work || is_named) && same_measure(&target.name, &result.name, titles)
}

/// Is a figure called as its item is?
fn is_title(name: &str, titles: &[&str]) -> bool {
    titles.iter().any(|title| fold(title) == fold(name))
}

/// Units of time: how long something takes is no aim.
const TIMES: [&str; 6] = ["日", "日間", "時間", "か月", "週間", "年"];
/// Units of those who take part or belong: which of them is written says little where the name is the same.
const HEADS: [&str; 11] = ["人", "社", "事業所", "事業者", "企業", "会員", "店", "店舗", "者", "団体", "世帯"];
/// The same of cases, which may be any of them.
const CASES: &str = "件";

/// Does a figure count those who take part?
fn counts_heads(figure: &Indicator) -> bool {
    let unit = class(&figure.unit);
    HEADS.iter().any(|head| class(head) == unit)
}

/// Does a result answer a target that stands beside it at the same node?
fn answers(result: &Indicator, target: &Indicator) -> bool {
    result.role == Role::Result
        && result.value.is_some()
        && result.name == target.name
        && result.unit == target.unit
        && (result.period == target.period || target.period.is_none())
}

/// Names of one measure share so much of their letters in pairs; a target that a report repeats, with the same value and
/// unit, less.
const SAME_NAME: f32 = 0.6;
const REPEATED: f32 = 0.3;
/// Targets of one year and unit times results of the same: more are not compared by their names.
const MOST_PAIRS: usize = 250_000;
/// What nobody wants more of.
const UNWANTED: &[&str] = &["退会", "離職", "滞納", "未収", "苦情", "事故", "欠員", "赤字", "空き店舗数"];

/// How alike two names are: pairs of letters that both have, particles and brackets aside.
pub(super) fn likeness(one: &str, other: &str) -> f32 {
    let pairs = |name: &str| -> Vec<(char, char)> {
        let letters: Vec<char> = fold(name)
            .chars()
            .filter(|c| c.is_alphanumeric() && !matches!(c, 'の' | 'を' | 'に' | 'で' | 'と'))
            .collect();
        let mut pairs: Vec<(char, char)> = letters.windows(2).map(|two| (two[0], two[1])).collect();
        pairs.sort_unstable();
        pairs
    };
    Overlap::of(&pairs(one), &pairs(other), |_| 1.0).share()
}
