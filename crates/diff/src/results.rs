//! 実績: what became of what was planned, told by a report, or by what the next plan says of the years before.
//!
//! In come a plan, a report on it and the diff of the two, out come [`Results`]: every section and item of both
//! exactly once, each with what became of it, and every target that was due with its result. How the report was found
//! and how results are shown must not be known here.

use std::collections::{BTreeMap, BTreeSet};

use super::fate::{Fate, Outcome, Reach, Results};
use super::reach::{Figures, Targets, figures, likeness};
use super::told::told_in_lines;
use super::told_in_words::{Sought, told_in_words};
use super::unit::class;
use super::verdict::{Verdict, verdict};
use super::{Diff, Record};
use kurabe_model::{Node, NodeId, NodeKind, Period, Plan, PlanKind, Role};
use kurabe_text::words::DictionaryError;

/// Sets a report beside the plan it reports on: `diff` is theirs, the plan on its old side. A plan in the place of the
/// report tells by its columns of results; without any it tells of no items.
///
/// # Errors
///
/// If the dictionary inside the program is damaged.
pub fn results(plan: &Plan, report: &Plan, diff: &Diff) -> Result<Results, DictionaryError> {
    let is_report = matches!(report.kind, PlanKind::Progress | PlanKind::Report);
    let years = if is_report { report.period.or(plan.period) } else { plan.period };
    let (planned, told) = (figures(plan), figures(report));
    let tells_items = is_report || gives_results(report, &told, years);
    let teller = Teller {
        plan,
        report,
        diff,
        is_report,
        tells_items,
        years,
        plan_parts: parts(plan, diff, |record| &record.old),
        report_parts: parts(report, diff, |record| &record.new),
        record_of: (0..)
            .zip(&diff.records)
            .flat_map(|(at, record)| record.new.iter().map(move |id| (*id, at)))
            .collect(),
        told: &told,
    };
    let (mut fates, of_record) = teller.fates()?;
    let targets = Targets { plan, report, diff, is_report, tells_items, years, planned: &planned, told: &told };
    targets.add(&mut fates, &of_record);
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
    /// The report tells of items, and not of targets alone.
    tells_items: bool,
    years: Option<Period>,
    /// For each node of the plan the records of the items right below it.
    plan_parts: BTreeMap<NodeId, Vec<usize>>,
    /// The same of the report.
    report_parts: BTreeMap<NodeId, Vec<usize>>,
    /// The record of each node of the report.
    record_of: BTreeMap<NodeId, usize>,
    /// The figures of each node of the report.
    told: &'a Figures<'a>,
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
        // What was grouped otherwise in the other document is told by what stands below it.
        self.tell_groups(&mut fates);
        // Lines of a plan in its place tell of the year to come.
        if self.is_report {
            self.look_in_lines(&mut fates);
            self.look_in_words(&mut fates)?;
            self.tell_groups(&mut fates);
        }
        Ok((fates, of_record))
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
        let unplanned: BTreeMap<NodeId, usize> = (0..)
            .zip(&*fates)
            .filter(|(_, fate)| fate.outcome == Some(Outcome::Unplanned) && fate.reported.len() == 1)
            .map(|(at, fate)| (fate.reported[0], at))
            .collect();
        for (place, (told, node)) in told_in_words(&sought, self.report)? {
            let is_still = |at: &usize| fates[*at].outcome == Some(Outcome::Unplanned);
            let named = node.and_then(|node| unplanned.get(&node)).copied().filter(is_still);
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
        let place: BTreeMap<NodeId, usize> =
            (0..).zip(&*fates).flat_map(|(at, fate)| fate.planned.iter().map(move |id| (*id, at))).collect();
        let mut below: BTreeMap<NodeId, Vec<Outcome>> = BTreeMap::new();
        // Parents stand before what is below them.
        for node in self.plan.nodes.iter().rev() {
            let Some(fate) = place.get(&node.id).map(|at| &mut fates[*at]) else { continue };
            if fate.outcome == Some(Outcome::NotMentioned) {
                fate.outcome = Some(of_parts(below.get(&node.id).map_or(&[][..], Vec::as_slice)));
            }
            if let (Some(above), Some(outcome)) = (node.parent, fate.outcome) {
                below.entry(above).or_default().push(outcome);
            }
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
            if told.is_empty()
                && record.new.iter().any(|id| is_told_as_reached(self.report, self.told, self.years, *id))
            {
                told.push(Verdict::Done);
            }
            // Without any of it the row is one of the new plan alone.
            if told.is_empty() {
                return (self.tells_items && !record.old.is_empty()).then_some(Outcome::NotMentioned);
            }
        }
        // A list that the details of the report take up says nothing of its own.
        let again = |nodes: &[NodeId]| self.report.nodes_of(nodes).all(|node| node.repeats.is_some());
        match (record.old.is_empty(), record.new.is_empty()) {
            (true, false) if again(&record.new) || self.is_detail(record) => None,
            (false, true) => Some(Outcome::NotMentioned),
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

    /// The records of the items right below those of a record.
    fn below(&self, ids: &[NodeId], parts: &BTreeMap<NodeId, Vec<usize>>) -> Vec<&Record> {
        let of_one = |id: &NodeId| parts.get(id).into_iter().flatten();
        ids.iter().flat_map(of_one).filter_map(|at| self.diff.records.get(*at)).collect()
    }
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

/// Items with a result that a plan must have at least to stand in the place of a report.
const FEWEST_RESULTS: usize = 3;

/// Does a plan in the place of a report say of a good part of its items what was done in the years of the other?
fn gives_results(report: &Plan, told: &Figures<'_>, years: Option<Period>) -> bool {
    let items: Vec<&Node> = report.nodes.iter().filter(|node| node.kind != NodeKind::Section).collect();
    let is_told = |node: &&&Node| node.result.is_some() || is_told_as_reached(report, told, years, node.id);
    let count = items.iter().filter(is_told).count();
    count >= FEWEST_RESULTS && count * 3 >= items.len()
}

/// Does the row of an item give a result of the years of which the results tell? What a table of targets elsewhere says of
/// its measure does not tell whether it was done.
fn is_told_as_reached(report: &Plan, told: &Figures<'_>, years: Option<Period>, id: NodeId) -> bool {
    let Some(node) = report.node(id) else { return false };
    let tells = |year: i32| years.is_some_and(|years| (years.from.0..=years.to.0).contains(&year));
    told.get(&id).into_iter().flatten().any(|figure| {
        let in_row = (node.span.first..=node.span.last).contains(&figure.line);
        figure.role == Role::Result && in_row && figure.period.is_some_and(tells)
    })
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

/// What became of a group by what became of its parts.
fn of_parts(parts: &[Outcome]) -> Outcome {
    let has = |wanted: Outcome| parts.contains(&wanted);
    match () {
        () if !parts.is_empty() && parts.iter().all(|outcome| *outcome == Outcome::Done) => Outcome::Done,
        () if has(Outcome::Done) || has(Outcome::Partly) => Outcome::Partly,
        () if has(Outcome::NotDone) => Outcome::NotDone,
        () => Outcome::NotMentioned,
    }
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
