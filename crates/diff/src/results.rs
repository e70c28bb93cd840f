//! 実績: what became of what was planned, told by a report, or by what the next plan says of the years before.
//!
//! In come a plan, a report on it and the diff of the two, out come [`Results`]: every section and item of both
//! exactly once, each with what became of it, and every target that was due with its result. How the report was found
//! and how results are shown must not be known here.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::figure::is_upper_bound;
use super::status::Move;
use super::told::told_in_lines;
use super::told_in_words::{Sought, told_in_words};
use super::unit::class;
use super::verdict::{Verdict, verdict};
use super::{Diff, Record};
use kurabe_model::{Indicator, NodeId, NodeKind, Period, Plan, PlanKind, Role};
use kurabe_text::fold::fold;
use kurabe_text::likeness::Overlap;
use kurabe_text::words::DictionaryError;

/// What became of what was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 実施: the report tells of it, and not that it was not done.
    Done,
    /// 一部実施: a part was done, or it is under way.
    Partly,
    /// 実施せず: the report says that it was not done.
    NotDone,
    /// 記載なし: the report does not tell of it.
    NotMentioned,
    /// 計画外: done without having been planned.
    Unplanned,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 5] = [Self::Done, Self::Partly, Self::NotDone, Self::NotMentioned, Self::Unplanned];

    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly => "partly",
            Self::NotDone => "not-done",
            Self::NotMentioned => "not-mentioned",
            Self::Unplanned => "unplanned",
        }
    }
}

/// A target with what was reached of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The target, as the plan sets it; as the report repeats it, where the plan does not.
    pub target: Indicator,
    /// The result; none where the report gives none.
    pub result: Option<Indicator>,
    /// Whether the target was reached; unknown without a result.
    pub reached: Option<bool>,
    /// Result over target, 1 for all of it; none without a result or with a target of nothing.
    pub share: Option<f64>,
}

impl Fate {
    /// The line of the report that tells of it, where no item of the report does.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.lines.map(|(first, _)| first)
    }
}

/// What became of some nodes. Every section and item of plan and report stands in exactly one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// What became of them; none for sections, for what only groups, and where the report does not say.
    pub outcome: Option<Outcome>,
    /// They are sections.
    pub section: bool,
    /// The nodes of the plan.
    pub planned: Vec<NodeId>,
    /// The nodes of the report.
    pub reported: Vec<NodeId>,
    /// The lines of the report that tell of it, first and last, where no item of the report does.
    pub lines: Option<(u32, u32)>,
    /// The targets that belong to them.
    pub reaches: Vec<Reach>,
}

/// A plan beside the report on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// In the order of the report; what it does not mention stands where it stood in the plan.
    pub fates: Vec<Fate>,
    /// How many items (not sections) have each outcome.
    pub items: BTreeMap<Outcome, usize>,
    /// Targets that were reached.
    pub reached: usize,
    /// Targets whose result is less.
    pub missed: usize,
    /// Targets of which no result is given.
    pub open: usize,
    /// The years of which the results tell.
    pub years: Option<Period>,
}

/// Sets a report beside the plan it reports on: `diff` is theirs, the plan on its old side. A plan in the place of the
/// report tells by its columns of results; without any it tells of no items.
///
/// # Errors
///
/// If the dictionary inside the program is damaged.
pub fn results(plan: &Plan, report: &Plan, diff: &Diff) -> Result<Results, DictionaryError> {
    let is_report = matches!(report.kind, PlanKind::Progress | PlanKind::Report);
    let years = if is_report { report.period.or(plan.period) } else { plan.period };
    let mut teller = Teller {
        plan,
        report,
        diff,
        is_report,
        gives_results: false,
        years,
        plan_parts: parts(plan, diff, |record| &record.old),
        report_parts: parts(report, diff, |record| &record.new),
        record_of: (0..)
            .zip(&diff.records)
            .flat_map(|(at, record)| record.new.iter().map(move |id| (*id, at)))
            .collect(),
        planned: figures(plan),
        told: figures(report),
    };
    teller.gives_results = !is_report && teller.gives_results();
    let (mut fates, of_record) = teller.fates()?;
    teller.add_reaches(&mut fates, &of_record);
    fates.iter_mut().for_each(fall_short);
    fates.retain(|fate| !fate.planned.is_empty() || !fate.reported.is_empty());
    let mut found = Results { years, ..Results::default() };
    for fate in &fates {
        if let Some(outcome) = fate.outcome {
            *found.items.entry(outcome).or_default() += 1;
        }
        for reach in &fate.reaches {
            let count = match reach.reached {
                Some(true) => &mut found.reached,
                Some(false) => &mut found.missed,
                None => &mut found.open,
            };
            *count += 1;
        }
    }
    found.fates = fates;
    Ok(found)
}

struct Teller<'a> {
    plan: &'a Plan,
    report: &'a Plan,
    diff: &'a Diff,
    is_report: bool,
    /// A plan in the place of the report says of its items what was done in the years of the other.
    gives_results: bool,
    years: Option<Period>,
    /// For each node of the plan the records of the items right below it.
    plan_parts: BTreeMap<NodeId, Vec<usize>>,
    /// The same of the report.
    report_parts: BTreeMap<NodeId, Vec<usize>>,
    /// The record of each node of the report.
    record_of: BTreeMap<NodeId, usize>,
    /// The figures of each node of the plan.
    planned: Figures<'a>,
    /// The same of the report.
    told: Figures<'a>,
}

type Figures<'a> = BTreeMap<NodeId, Vec<&'a Indicator>>;

fn figures(plan: &Plan) -> Figures<'_> {
    let mut figures = Figures::new();
    for figure in &plan.indicators {
        figures.entry(figure.node).or_default().push(figure);
    }
    figures
}

fn of_nodes<'a>(figures: &Figures<'a>, ids: &[NodeId]) -> impl Iterator<Item = &'a Indicator> {
    ids.iter().filter_map(|id| figures.get(id)).flatten().copied()
}

impl Teller<'_> {
    /// What became of each record, and where that of each record stands.
    fn fates(&self) -> Result<(Vec<Fate>, Vec<usize>), DictionaryError> {
        let (mut fates, mut of_record) = (Vec::new(), Vec::new());
        for record in &self.diff.records {
            of_record.push(fates.len());
            let fate = |planned: Vec<NodeId>, reported: Vec<NodeId>, outcome, section| Fate {
                outcome,
                section,
                planned,
                reported,
                lines: None,
                reaches: Vec::new(),
            };
            if self.is_of_rows(record) {
                // Each of them has a row of its own below the heading.
                fates.push(fate(Vec::new(), record.new.clone(), None, true));
                let alone = record.old.iter().map(|id| fate(vec![*id], Vec::new(), Some(Outcome::NotMentioned), false));
                fates.extend(alone);
            } else {
                fates.push(fate(record.old.clone(), record.new.clone(), self.outcome(record), record.section));
            }
        }
        // Lines of a plan in its place tell of the year to come.
        if self.is_report {
            self.look_in_lines(&mut fates);
            self.look_in_words(&mut fates)?;
            self.tell_groups(&mut fates);
        }
        Ok((fates, of_record))
    }

    /// Does a plan in the place of the report say of a good part of its items what was done in the years of the other?
    fn gives_results(&self) -> bool {
        let items: Vec<_> = self.report.nodes.iter().filter(|node| node.kind != NodeKind::Section).collect();
        let told = items.iter().filter(|node| node.result.is_some() || self.is_told_as_reached(node.id)).count();
        told >= FEWEST_RESULTS && told * 3 >= items.len()
    }

    /// Does the row of an item give a result of the years of which the results tell? What a table of targets elsewhere says
    /// of its measure does not tell whether it was done.
    fn is_told_as_reached(&self, id: NodeId) -> bool {
        let Some(node) = self.report.node(id) else { return false };
        let tells = |year: i32| self.years.is_some_and(|years| (years.from.0..=years.to.0).contains(&year));
        let figures = self.told.get(&id).map_or(&[][..], Vec::as_slice);
        figures.iter().any(|figure| {
            let in_row = (node.span.first..=node.span.last).contains(&figure.line);
            figure.role == Role::Result && in_row && figure.period.is_some_and(tells)
        })
    }

    /// Do several items of the plan stand in the text of one heading of the report?
    fn is_of_rows(&self, record: &Record) -> bool {
        let is_heading = |id: &NodeId| self.report.node(*id).is_some_and(|node| node.kind == NodeKind::Section);
        let is_item = |id: &NodeId| self.plan.node(*id).is_some_and(|node| node.kind != NodeKind::Section);
        self.is_report
            && !record.new.is_empty()
            && record.new.iter().all(is_heading)
            && !record.old.is_empty()
            && record.old.iter().all(is_item)
    }

    /// Looks for what no item of the report tells of in the lines of its text.
    fn look_in_lines(&self, fates: &mut [Fate]) {
        let open: Vec<usize> =
            (0..fates.len()).filter(|at| fates[*at].outcome == Some(Outcome::NotMentioned)).collect();
        let title = |at: &usize| self.plan.nodes_of(&fates[*at].planned).next().map_or("", |node| node.title.as_str());
        let titles: Vec<&str> = open.iter().map(title).collect();
        let found = told_in_lines(&titles, self.report);
        for (place, told) in found {
            let fate = &mut fates[open[place]];
            fate.lines = Some((told.line, told.last));
            fate.outcome = Some(together(&[told.verdict]));
        }
    }

    /// Looks for what is still not found in sentences that say it in other words. What the report tells there as an item
    /// that nobody planned was planned under another name.
    fn look_in_words(&self, fates: &mut [Fate]) -> Result<(), DictionaryError> {
        let is_open = |fate: &Fate| fate.outcome == Some(Outcome::NotMentioned) && fate.planned.len() == 1;
        let open: Vec<usize> = (0..fates.len()).filter(|at| is_open(&fates[*at])).collect();
        let counterparts = self.counterparts();
        let nothing = BTreeSet::new();
        let sought: Vec<Sought<'_>> = open
            .iter()
            .filter_map(|at| self.plan.node(fates[*at].planned[0]))
            .map(|node| {
                let above = std::iter::successors(node.parent, |above| self.plan.node(*above)?.parent);
                let within = above.into_iter().find_map(|above| counterparts.get(&above)).unwrap_or(&nothing);
                Sought { title: &node.title, within }
            })
            .collect();
        for (place, (told, node)) in told_in_words(&sought, self.report)? {
            let unplanned = |fate: &Fate| {
                fate.outcome == Some(Outcome::Unplanned) && fate.reported.len() == 1 && Some(fate.reported[0]) == node
            };
            let named = fates.iter().position(unplanned);
            if let Some(named) = named.filter(|_| !self.begins_at(node, told.line)) {
                // （１）創業 over a sentence on the 創業塾 only groups it.
                let heading = node.and_then(|id| self.report.node(id)).map_or("", |node| node.title.as_str());
                if likeness(heading, sought[place].title) > 0.0 {
                    fates[named].outcome = None;
                }
            }
            let named = named.filter(|_| self.begins_at(node, told.line));
            let fate = &mut fates[open[place]];
            fate.outcome = Some(together(&[told.verdict]));
            fate.lines = Some((told.line, told.last));
            if let (Some(named), Some(node)) = (named, node) {
                let said = self.report.node(node).and_then(verdict).unwrap_or(told.verdict);
                fate.outcome = Some(together(&[said]));
                fate.lines = None;
                fate.reported = vec![node];
                (fates[named].outcome, fates[named].reported) = (None, Vec::new());
            }
        }
        Ok(())
    }

    /// What only groups planned work, and is not mentioned itself, became what that became.
    fn tell_groups(&self, fates: &mut [Fate]) {
        let mut outcomes: BTreeMap<NodeId, Outcome> = BTreeMap::new();
        for fate in fates.iter() {
            outcomes
                .extend(fate.outcome.into_iter().flat_map(|outcome| fate.planned.iter().map(move |id| (*id, outcome))));
        }
        let mut below: BTreeMap<NodeId, Vec<Outcome>> = BTreeMap::new();
        for node in &self.plan.nodes {
            if let (Some(above), Some(outcome)) = (node.parent, outcomes.get(&node.id)) {
                below.entry(above).or_default().push(*outcome);
            }
        }
        for fate in fates.iter_mut().filter(|fate| fate.outcome == Some(Outcome::NotMentioned)) {
            let parts: Vec<Outcome> = fate.planned.iter().filter_map(|id| below.get(id)).flatten().copied().collect();
            let is = |wanted: Outcome| parts.iter().all(|outcome| *outcome == wanted);
            fate.outcome = Some(match () {
                () if parts.is_empty() || is(Outcome::NotMentioned) => Outcome::NotMentioned,
                () if is(Outcome::Done) => Outcome::Done,
                () if is(Outcome::NotDone) => Outcome::NotDone,
                () => Outcome::Partly,
            });
        }
    }

    /// Does a node of the report begin at a line?
    fn begins_at(&self, node: Option<NodeId>, line: u32) -> bool {
        node.and_then(|id| self.report.node(id)).is_some_and(|node| node.span.first == line)
    }

    /// For each heading of the plan the nodes of the report at and below those that it became.
    fn counterparts(&self) -> BTreeMap<NodeId, BTreeSet<NodeId>> {
        let mut below: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        for node in &self.report.nodes {
            let above = std::iter::successors(node.parent, |above| self.report.node(*above)?.parent);
            above.for_each(|above| below.entry(above).or_default().push(node.id));
        }
        let mut found: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
        for record in self.diff.records.iter().filter(|record| !record.new.is_empty()) {
            for old in &record.old {
                let own = found.entry(*old).or_default();
                for new in &record.new {
                    own.insert(*new);
                    own.extend(below.get(new).into_iter().flatten());
                }
            }
        }
        found
    }

    fn outcome(&self, record: &Record) -> Option<Outcome> {
        if record.section {
            return None;
        }
        let mut told: Vec<Verdict> = self.report.nodes_of(&record.new).filter_map(verdict).collect();
        if !self.is_report {
            if told.is_empty() && record.new.iter().any(|id| self.is_told_as_reached(*id)) {
                told.push(Verdict::Done);
            }
            // Without any of it the row is one of the new plan alone.
            if told.is_empty() {
                return (self.gives_results && !record.old.is_empty()).then_some(Outcome::NotMentioned);
            }
        }
        // A list that the details of the report take up says nothing of its own.
        let again = |nodes: &[NodeId]| self.report.nodes_of(nodes).all(|node| node.repeats.is_some());
        match (record.old.is_empty(), record.new.is_empty()) {
            (true, false) if again(&record.new) || self.is_detail(record) => None,
            // What was grouped otherwise in the other document is told by what stands below it.
            (false, true) => Some(self.of_parts(record).unwrap_or(Outcome::NotMentioned)),
            (true, false) if groups(&self.below(&record.new, &self.report_parts)) => None,
            (true, false) if told.contains(&Verdict::NotDone) => None,
            (true, false) => Some(Outcome::Unplanned),
            _ => Some(together(&told)),
        }
    }

    /// How something planned was done, in more words than the plan has for it: measures of the report below an item
    /// that the plan names and leaves at its name.
    fn is_detail(&self, record: &Record) -> bool {
        let planned_as_named = |above: NodeId| {
            let Some(record) = self.record_of.get(&above).map(|at| &self.diff.records[*at]) else { return false };
            let is_item = |id: &NodeId| self.plan.node(*id).is_some_and(|node| node.kind != NodeKind::Section);
            let is_bare = |id: &NodeId| is_item(id) && !self.plan_parts.contains_key(id);
            !record.old.is_empty() && record.old.iter().all(is_bare)
        };
        let mut nodes = self.report.nodes_of(&record.new);
        nodes.all(|node| node.kind == NodeKind::Measure && node.parent.is_some_and(planned_as_named))
    }

    /// What became of an item that the report does not name, where it tells of what stands below it.
    fn of_parts(&self, record: &Record) -> Option<Outcome> {
        let parts = self.below(&record.old, &self.plan_parts);
        let told: Vec<Outcome> =
            parts.iter().filter(|part| !part.new.is_empty()).filter_map(|part| self.outcome(part)).collect();
        let is_all = told.len() == parts.len() && told.iter().all(|outcome| *outcome == Outcome::Done);
        let is_none = told.iter().all(|outcome| *outcome == Outcome::NotDone);
        match (told.is_empty(), is_all, is_none) {
            (true, ..) => None,
            (_, true, _) => Some(Outcome::Done),
            (_, _, true) => Some(Outcome::NotDone),
            _ => Some(Outcome::Partly),
        }
    }

    /// The records of the items right below those of a record.
    fn below(&self, ids: &[NodeId], parts: &BTreeMap<NodeId, Vec<usize>>) -> Vec<&Record> {
        let of_one = |id: &NodeId| parts.get(id).into_iter().flatten();
        ids.iter().flat_map(of_one).filter_map(|at| self.diff.records.get(*at)).collect()
    }

    /// Gives each target to the record of its item: first those that the diff set beside a result, then those that the
    /// report itself sets beside one, then those that were due and have none.
    fn add_reaches(&self, fates: &mut [Fate], of_record: &[usize]) {
        let mut done = Done::default();
        for (at, record) in self.diff.records.iter().enumerate() {
            for change in record.figures.iter().filter(|change| matches!(change.change, Move::Reached | Move::Missed)) {
                let (Some(target), Some(result)) = (&change.old, &change.new) else { continue };
                if target.role == Role::Target && result.role == Role::Result {
                    done.add(target, Some(result));
                    fates[of_record[at]].reaches.push(self.reach(target, Some(result)));
                }
            }
        }
        for fate in fates.iter_mut().filter(|fate| !fate.planned.is_empty()) {
            for (target, result) in self.of_one_item(fate, &done) {
                done.add(target, Some(result));
                fate.reaches.push(self.reach(target, Some(result)));
            }
        }
        let mut place_of = BTreeMap::new();
        for (at, fate) in fates.iter().enumerate() {
            place_of.extend(fate.planned.iter().map(|id| ((true, *id), at)));
            place_of.extend(fate.reported.iter().map(|id| ((false, *id), at)));
        }
        for (target, result) in self.of_like_names(&done) {
            done.add(target, Some(result));
            fates[place_of[&(true, target.node)]].reaches.push(self.reach(target, Some(result)));
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
                let own = self.plan.indicators.iter().filter(|own| self.is_due(own, self.plan) && !done.has(own));
                let planned = &fates[place_of[&(false, target.node)]].planned;
                let is_same = |own: &&Indicator| own.value == target.value && own.unit == target.unit;
                let is_of_item =
                    |own: &&Indicator| planned.contains(&own.node) || likeness(&own.name, &target.name) >= REPEATED;
                let same: Vec<&Indicator> = own.filter(is_same).filter(is_of_item).collect();
                if let [own] = same.as_slice() {
                    done.targets.insert(key(own));
                }
                fates[place_of[&(false, target.node)]].reaches.push(self.reach(target, Some(result)));
            }
        }
        for target in self.plan.indicators.iter().filter(|target| self.is_due(target, self.plan)) {
            if done.add(target, None) {
                fates[place_of[&(true, target.node)]].reaches.push(self.reach(target, None));
            }
        }
    }

    /// Targets of an item of the plan and results of the same item in the report, where the names do not tell them
    /// apart: 巡回指導　巡回件数 500件 and 巡回件数 512件. Each must be the only one of its unit.
    fn of_one_item(&self, fate: &Fate, done: &Done) -> Vec<(&Indicator, &Indicator)> {
        let is_open =
            |target: &&Indicator| (self.is_due(target, self.plan) || self.is_planned(target)) && !done.has(target);
        let targets: Vec<&Indicator> = of_nodes(&self.planned, &fate.planned).filter(is_open).collect();
        let is_free = |result: &&Indicator| result.role == Role::Result && !done.has(result);
        let in_lines = |figure: &&Indicator| fate.lines.is_some_and(|(from, to)| (from..=to).contains(&figure.line));
        let of_lines = self.report.indicators.iter().filter(in_lines);
        let results: Vec<&Indicator> = of_nodes(&self.told, &fate.reported).chain(of_lines).filter(is_free).collect();
        if targets.is_empty() || results.is_empty() {
            return Vec::new();
        }
        let nodes = self.plan.nodes_of(&fate.planned).chain(self.report.nodes_of(&fate.reported));
        let titles: Vec<&str> = nodes.map(|node| node.title.as_str()).collect();
        let is_title = |figure: &Indicator| titles.iter().any(|title| fold(title) == fold(&figure.name));
        let found = targets.iter().filter_map(|target| {
            let unit = class(&target.unit);
            let of_unit = |one: &&&Indicator| class(&one.unit) == unit;
            let of_year = |result: &&&Indicator| {
                target.period.is_none() || result.period.is_none() || target.period == result.period
            };
            // 受講者20名 and 受講23名, 新規加入80事業所 and 新規加入83件: the name tells which of several it is.
            let mut named = results.iter().filter(|result| {
                let alike = alike_names(&target.name, &result.name) && !is_title(target);
                let counts = |unit: &str| unit == CASES || counts_heads(unit);
                alike && (of_unit(result) || counts(&unit) && counts(&class(&result.unit)))
            });
            if let (Some(result), None) = (named.next(), named.next()) {
                return Some((*target, *result));
            }
            let mut same = results.iter().filter(|result| of_unit(result) && of_year(result));
            let (Some(result), None) = (same.next(), same.next()) else { return None };
            if targets.iter().filter(of_unit).count() > 1 {
                return None;
            }
            // 定員20名 is no target for those who came, and neither are days: what is no target must be named alike on both
            // sides, unless it counts the work itself: 事業承継診断 50件.
            let is_amount = target.role == Role::Scale;
            let is_work = !counts_heads(&unit) && !TIMES.contains(&unit.as_str());
            let is_named = !is_amount || is_work || !is_title(target) && !is_title(result);
            (is_named && same_measure(&target.name, &result.name, &titles)).then_some((*target, *result))
        });
        found.collect()
    }

    /// Is it an amount that the plan means to reach without calling it a target: 推薦件数 50件, 年4回?
    fn is_planned(&self, figure: &Indicator) -> bool {
        let is_amount = matches!(figure.role, Role::Scale | Role::Frequency);
        (self.is_report || self.gives_results)
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

    fn reach(&self, target: &Indicator, result: Option<&Indicator>) -> Reach {
        let values = target.value.zip(result.and_then(|result| result.value));
        let bound = is_upper_bound(target);
        // More 退会 than was aimed at is no target reached, less is none missed: the plan does not say which way it aims.
        let is_unwanted = !bound && UNWANTED.iter().any(|word| target.name.contains(word));
        let judged = values.filter(|(target, result)| !is_unwanted || (target - result).abs() < f64::EPSILON);
        let reached = judged.map(|(target, result)| if bound { result <= target } else { result >= target });
        let share = values.filter(|(target, _)| *target > 0.0 && !bound).map(|(target, result)| result / target);
        Reach { target: target.clone(), result: result.cloned(), reached, share }
    }

    /// Is it a target for a year of which the report tells?
    fn is_due(&self, target: &Indicator, of: &Plan) -> bool {
        let own = of.period.filter(|period| period.from == period.to).map(|period| period.from.0);
        let year = target.period.or(own);
        let tells = |year: i32| self.years.is_none_or(|years| (years.from.0..=years.to.0).contains(&year));
        target.role == Role::Target && target.value.is_some() && year.is_none_or(tells)
    }
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
    let (one, other) = (fold(one), fold(other));
    let is_title = |name: &str| titles.iter().any(|title| fold(title) == name);
    one.contains(&other) || other.contains(&one) || is_title(&one) || is_title(&other)
}

/// Meetings, courses and the like, of which fewer were held than planned: a part of the work was done.
fn fall_short(fate: &mut Fate) {
    /// More often than every month is no programme of dates: 巡回 1,200回.
    const DATES: f64 = 12.0;
    let is_short = |reach: &Reach| {
        let planned = reach.target.value.is_some_and(|value| value <= DATES);
        reach.reached == Some(false) && planned && class(&reach.target.unit) == "回"
    };
    if fate.outcome == Some(Outcome::Done) && fate.reaches.iter().any(is_short) {
        fate.outcome = Some(Outcome::Partly);
    }
}

/// Units of time: how long something takes is no aim.
const TIMES: [&str; 6] = ["日", "日間", "時間", "か月", "週間", "年"];
/// Units of those who take part or belong: which of them is written says little where the name is the same.
const HEADS: [&str; 11] = ["人", "社", "事業所", "事業者", "企業", "会員", "店", "店舗", "者", "団体", "世帯"];
/// The same of cases, which may be any of them.
const CASES: &str = "件";

/// Does a unit count those who take part?
fn counts_heads(unit: &str) -> bool {
    HEADS.iter().any(|head| class(head) == unit)
}

/// Do two names say one thing, one of them perhaps shorter: 受講者 and 受講, 新規加入 and 加入?
fn alike_names(one: &str, other: &str) -> bool {
    /// Letters of a name that says something.
    const LETTERS: usize = 2;
    let (one, other) = (fold(one), fold(other));
    let shorter = one.chars().count().min(other.chars().count());
    shorter >= LETTERS && (one.contains(&other) || other.contains(&one))
}

/// Does a result answer a target that stands beside it at the same node?
fn answers(result: &Indicator, target: &Indicator) -> bool {
    result.role == Role::Result
        && result.value.is_some()
        && result.name == target.name
        && result.unit == target.unit
        && (result.period == target.period || target.period.is_none())
}

/// Items with a result that a plan must have at least to stand in the place of a report.
const FEWEST_RESULTS: usize = 3;
/// Names of one measure share so much of their letters in pairs; a target that a report repeats, with the same value and
/// unit, less.
const SAME_NAME: f32 = 0.6;
const REPEATED: f32 = 0.3;
/// Targets of one year and unit times results of the same: more are not compared by their names.
const MOST_PAIRS: usize = 250_000;
/// What nobody wants more of.
const UNWANTED: &[&str] = &["退会", "離職", "滞納", "未収", "苦情", "事故", "欠員", "赤字", "空き店舗数"];

/// How alike two names are: pairs of letters that both have, particles and brackets aside.
fn likeness(one: &str, other: &str) -> f32 {
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

/// The records of the items right below each node of a side.
fn parts(side: &Plan, diff: &Diff, of: impl Fn(&Record) -> &Vec<NodeId>) -> BTreeMap<NodeId, Vec<usize>> {
    let mut parts: BTreeMap<NodeId, Vec<usize>> = BTreeMap::new();
    for (at, record) in diff.records.iter().enumerate().filter(|(_, record)| !record.section) {
        for above in of(record).iter().filter_map(|id| side.node(*id)?.parent) {
            let known = parts.entry(above).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    parts
}

/// Does one of them stand in plan and report?
fn groups(parts: &[&Record]) -> bool {
    parts.iter().any(|part| !part.old.is_empty() && !part.new.is_empty())
}

/// What several nodes of a report say together of what they tell of.
fn together(told: &[Verdict]) -> Outcome {
    if told.is_empty() || told.iter().all(|verdict| *verdict == Verdict::Done) {
        Outcome::Done
    } else if told.iter().all(|verdict| *verdict == Verdict::NotDone) {
        Outcome::NotDone
    } else {
        Outcome::Partly
    }
}
