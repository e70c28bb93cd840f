//! 前計画: which plan comes before a plan.
//!
//! In comes what the index knows of plans, out comes the predecessor, or why there is none to name, or the plans of a
//! lineage, or the report on a plan. What the plans say must not be known here.

use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::year::find_years;
use kurabe_model::{Plan, PlanKind};
use kurabe_text::fold::fold;

/// The plan before a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Predecessor<'a> {
    /// This one.
    Found(&'a PlanRow),
    /// One of these: they end at the same time.
    Several(Vec<&'a PlanRow>),
    /// None; these are the other plans of the same body.
    None(Vec<&'a PlanRow>),
    /// corpus.toml names one that there is not, by this id.
    Missing(&'a str),
}

/// The plan before a plan: the one that corpus.toml names, else the latest of the same body, kind and family of
/// titles that ends before it begins.
#[must_use]
pub fn predecessor<'a>(plans: &'a [PlanRow], plan: &'a PlanRow) -> Predecessor<'a> {
    if let Some(id) = &plan.predecessor {
        return plans.iter().find(|row| row.id == *id).map_or(Predecessor::Missing(id), Predecessor::Found);
    }
    let others = kin(plans, plan);
    let earlier: Vec<&PlanRow> =
        others.iter().copied().filter(|row| row.kind == plan.kind && ends_before(row, plan)).collect();
    let family = family(plan);
    let kin: Vec<&PlanRow> = earlier.iter().copied().filter(|row| self::family(row) == family).collect();
    let meant = if kin.is_empty() { earlier } else { kin };
    let latest = meant.iter().filter_map(|row| row.period).map(|period| period.to).max();
    let meant: Vec<&PlanRow> = meant.into_iter().filter(|row| row.period.map(|period| period.to) == latest).collect();
    match meant.as_slice() {
        [] => Predecessor::None(others),
        [row] => Predecessor::Found(row),
        _ => Predecessor::Several(meant),
    }
}

/// A plan and what tells what became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reported<'a> {
    /// This plan, told by this report, or by the results that the next plan gives.
    Found {
        /// The plan.
        plan: &'a PlanRow,
        /// The report on it.
        report: &'a PlanRow,
    },
    /// A report on one of these plans.
    Several(Vec<&'a PlanRow>),
    /// Nothing tells of the plan; these are the other plans of the same body.
    None(Vec<&'a PlanRow>),
    /// A report, and no plan of its years; these are the other plans of the same body.
    NoPlan(Vec<&'a PlanRow>),
    /// corpus.toml names a plan that there is not, by this id.
    Missing(&'a str),
}

/// The plan that a report reports on: the one that corpus.toml names, else the one of the same body that covers its
/// years and no more than it must.
fn reported_on<'a>(plans: &'a [PlanRow], report: &'a PlanRow) -> Reported<'a> {
    if let Some(id) = &report.reports_on {
        let named = plans.iter().find(|row| row.id == *id);
        return named.map_or(Reported::Missing(id), |plan| Reported::Found { plan, report });
    }
    let of_body = kin(plans, report);
    let covering: Vec<(i32, &PlanRow)> = of_body
        .iter()
        .filter(|row| !is_report(row))
        .filter_map(|row| {
            let (own, told) = (row.period?, report.period?);
            (own.from <= told.from && told.to <= own.to).then_some((own.to.0 - own.from.0, *row))
        })
        .collect();
    let shortest = covering.iter().map(|(years, _)| *years).min();
    let meant: Vec<&PlanRow> =
        covering.iter().filter(|(years, _)| Some(*years) == shortest).map(|(_, row)| *row).collect();
    match meant.as_slice() {
        [] => Reported::NoPlan(of_body),
        [plan] => Reported::Found { plan, report },
        _ => Reported::Several(meant),
    }
}

/// What tells of a plan: of a report its plan; of a plan the newest report on it, else the plan after it, whose columns
/// may hold its results.
#[must_use]
pub fn reported<'a>(plans: &'a [PlanRow], row: &'a PlanRow) -> Reported<'a> {
    if row.reports_on.is_some() || is_report(row) {
        return reported_on(plans, row);
    }
    let is_on_it = |report: &&&'a PlanRow| {
        let tells = is_report(report) || report.reports_on.is_some();
        tells && matches!(reported_on(plans, report), Reported::Found { plan, .. } if plan.id == row.id)
    };
    let of_body = kin(plans, row);
    let reports: Vec<&PlanRow> = of_body.iter().filter(is_on_it).copied().collect();
    if let Some(report) = newest(&reports).or_else(|| reports.first().copied()) {
        return Reported::Found { plan: row, report };
    }
    let follows =
        |next: &&&PlanRow| matches!(predecessor(plans, next), Predecessor::Found(before) if before.id == row.id);
    match of_body.iter().find(follows) {
        Some(next) => Reported::Found { plan: row, report: next },
        None => Reported::None(of_body),
    }
}

/// What tells of a body's plans: the newest report whose plan is known, else the newest plan that another follows.
#[must_use]
pub fn newest_reported<'a>(plans: &'a [PlanRow], of_body: &[&'a PlanRow]) -> Reported<'a> {
    let known = |row: &&&'a PlanRow| matches!(reported(plans, row), Reported::Found { .. });
    let (reports, others): (Vec<&PlanRow>, Vec<&PlanRow>) =
        of_body.iter().filter(known).copied().partition(|row| is_report(row) || row.reports_on.is_some());
    match newest(&reports).or_else(|| newest(&others)) {
        Some(row) => reported(plans, row),
        None if of_body.iter().all(|row| is_report(row)) => Reported::NoPlan(of_body.to_vec()),
        None => Reported::None(of_body.to_vec()),
    }
}

fn is_report(row: &PlanRow) -> bool {
    matches!(row.kind, PlanKind::Progress | PlanKind::Report)
}

/// The other plans of the same body.
fn kin<'a>(plans: &'a [PlanRow], plan: &PlanRow) -> Vec<&'a PlanRow> {
    let of_body =
        |row: &&PlanRow| row.id != plan.id && row.organisation.is_some() && row.organisation == plan.organisation;
    plans.iter().filter(of_body).collect()
}

fn ends_before(row: &PlanRow, plan: &PlanRow) -> bool {
    row.period.zip(plan.period).is_some_and(|(before, after)| before.to < after.from)
}

/// A title without what differs from one plan to the next: years, numbers of terms, 書 at its end.
fn family(row: &PlanRow) -> String {
    let title = row.title.as_deref().unwrap_or_default();
    let mut rest = String::new();
    let mut done = 0;
    for year in find_years(title) {
        rest.push_str(&title[done..year.range.start]);
        done = year.range.end;
    }
    rest.push_str(&title[done..]);
    let is_number = |c: char| c.is_numeric() || "〇一二三四五六七八九十第期次年度元(),.~-・()".contains(c);
    fold(&rest).chars().filter(|c| !is_number(*c)).collect::<String>().trim_end_matches('書').to_owned()
}

/// The newest plan of a list: the one that begins last, and among those the one that reaches furthest.
#[must_use]
pub fn newest<'a>(plans: &[&'a PlanRow]) -> Option<&'a PlanRow> {
    plans.iter().copied().filter(|row| row.period.is_some()).max_by_key(|row| (row.period, std::cmp::Reverse(&row.id)))
}

/// Whose plans a name means.
#[derive(Clone, Debug, PartialEq)]
pub enum Body<'a> {
    /// The plans of this body.
    One(Vec<&'a PlanRow>),
    /// Several bodies could be meant; these are plans of theirs.
    Several(Vec<&'a PlanRow>),
    /// No body is called so.
    None,
}

/// The plans of the body that a name means: the one that is called so, else the only one whose name holds it.
#[must_use]
pub fn of_body<'a>(plans: &'a [PlanRow], wanted: &str) -> Body<'a> {
    let name = fold(wanted);
    let body = |row: &PlanRow| row.organisation.as_deref().map(fold);
    let mut rows: Vec<&PlanRow> =
        plans.iter().filter(|row| body(row).is_some_and(|body| !name.is_empty() && body.contains(&name))).collect();
    if rows.iter().any(|row| body(row).is_some_and(|body| body == name)) {
        rows.retain(|row| body(row).is_some_and(|body| body == name));
    }
    match rows.first() {
        None => Body::None,
        Some(first) if rows.iter().any(|row| row.organisation != first.organisation) => Body::Several(rows),
        Some(_) => Body::One(rows),
    }
}

/// The plans that follow one another of which a plan is one, the first in front.
#[must_use]
pub fn lineage<'a>(plans: &'a [PlanRow], plan: &'a PlanRow) -> Vec<&'a PlanRow> {
    let before = |row: &'a PlanRow| match predecessor(plans, row) {
        Predecessor::Found(before) => Some(before),
        _ => None,
    };
    // A predecessor that corpus.toml names may come round again: each plan stands once.
    let mut line = vec![plan];
    while let Some(first) = before(line[0]).filter(|row| line.iter().all(|known| known.id != row.id)) {
        line.insert(0, first);
    }
    let kin: Vec<&PlanRow> =
        plans.iter().filter(|row| row.organisation.is_some() && row.organisation == plan.organisation).collect();
    while let Some(last) = line.last().copied() {
        let follows = |row: &&&'a PlanRow| {
            line.iter().all(|known| known.id != row.id) && before(row).is_some_and(|before| before.id == last.id)
        };
        match kin.iter().find(follows) {
            Some(next) => line.push(next),
            None => break,
        }
    }
    line
}

/// The plans of a lineage with what they say, at most so many, the newest; a plan without items has nothing to follow.
///
/// # Errors
///
/// If the index is damaged.
pub fn followed(store: &Store, row: &PlanRow, most: usize) -> Result<Vec<(PlanRow, Plan)>, IndexError> {
    let line = lineage(store.plans(), row);
    let mut plans = Vec::new();
    for row in line.iter().skip(line.len().saturating_sub(most)) {
        let plan = store.plan(row.number)?;
        if !plan.nodes.is_empty() {
            plans.push(((*row).clone(), plan));
        }
    }
    Ok(plans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::Period;

    fn row(id: &str, title: &str, kind: PlanKind, from: i32, to: i32) -> PlanRow {
        let period = Some(Period { from: kurabe_model::FiscalYear(from), to: kurabe_model::FiscalYear(to) });
        let plan = Plan {
            organisation: Some("あさひ商工会".to_owned()),
            title: Some(title.to_owned()),
            kind,
            period,
            ..Plan::default()
        };
        PlanRow::of(&plan, id)
    }

    fn found(rows: &[PlanRow], id: &str) -> String {
        let plan = rows.iter().find(|row| row.id == id).unwrap();
        match predecessor(rows, plan) {
            Predecessor::Found(row) => row.id.clone(),
            Predecessor::Several(rows) => format!("several: {}", rows.len()),
            Predecessor::None(others) => format!("none of {}", others.len()),
            Predecessor::Missing(id) => format!("missing: {id}"),
        }
    }

    #[test]
    fn the_latest_of_the_family_that_ends_before() {
        let mut rows = vec![
            row("m1", "第1期中期行動計画", PlanKind::MidTerm, 2018, 2020),
            row("m2", "第２期中期行動計画書", PlanKind::MidTerm, 2021, 2023),
            row("a2", "令和2年度事業計画", PlanKind::Annual, 2020, 2020),
            row("a3", "令和3年度事業計画", PlanKind::Annual, 2021, 2021),
            row("b3", "令和3年度青年部事業計画", PlanKind::Annual, 2021, 2021),
            row("a4", "令和4年度 事業計画", PlanKind::Annual, 2022, 2022),
        ];
        assert_eq!(found(&rows, "m2"), "m1");
        assert_eq!(found(&rows, "a4"), "a3");
        assert_eq!(found(&rows, "a2"), "none of 5");
        let line = |id: &str| {
            let plan = rows.iter().find(|row| row.id == id).unwrap();
            lineage(&rows, plan).into_iter().map(|row| row.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(line("a3"), ["a2", "a3", "a4"]);
        assert_eq!(line("m1"), ["m1", "m2"]);
        rows.push(row("a3-2", "令和3年度事業計画", PlanKind::Annual, 2021, 2021));
        assert_eq!(found(&rows, "a4"), "several: 2");
        rows[5].predecessor = Some("a2".to_owned());
        assert_eq!(found(&rows, "a4"), "a2");
        rows[5].predecessor = Some("a1".to_owned());
        assert_eq!(found(&rows, "a4"), "missing: a1");
    }

    #[test]
    fn a_report_belongs_to_the_plan_of_its_years() {
        let mut rows = vec![
            row("m2", "中期行動計画", PlanKind::MidTerm, 2021, 2023),
            row("a3", "令和3年度事業計画", PlanKind::Annual, 2021, 2021),
            row("a4", "令和4年度事業計画", PlanKind::Annual, 2022, 2022),
            row("r3", "令和3年度事業報告", PlanKind::Report, 2021, 2021),
            row("p3", "中期行動計画進捗報告", PlanKind::Progress, 2021, 2023),
        ];
        let told = |rows: &[PlanRow], id: &str| {
            let plan = rows.iter().find(|row| row.id == id).unwrap();
            match reported(rows, plan) {
                Reported::Found { plan, report } => format!("{} by {}", plan.id, report.id),
                other => format!("{other:?}").split(['(', ' ']).next().unwrap().to_owned(),
            }
        };
        assert_eq!(told(&rows, "r3"), "a3 by r3");
        assert_eq!(told(&rows, "a3"), "a3 by r3");
        assert_eq!(told(&rows, "p3"), "m2 by p3");
        assert_eq!(told(&rows, "m2"), "m2 by p3");
        assert_eq!(told(&rows, "a4"), "None");
        let all: Vec<&PlanRow> = rows.iter().collect();
        assert!(matches!(newest_reported(&rows, &all), Reported::Found { report, .. } if report.id == "p3"));
        let alone = [row("r9", "令和9年度事業報告", PlanKind::Report, 2027, 2027)];
        assert_eq!(told(&alone, "r9"), "NoPlan");
        assert!(matches!(newest_reported(&alone, &[&alone[0]]), Reported::NoPlan(_)));
        rows.retain(|row| row.id != "r3");
        assert_eq!(told(&rows, "a3"), "a3 by a4", "the next plan may give the results");
        rows.push(row("x", "令和3年度のまとめ", PlanKind::Other, 2021, 2021));
        rows.last_mut().unwrap().reports_on = Some("a3".to_owned());
        assert_eq!(told(&rows, "a3"), "a3 by x");
        rows.last_mut().unwrap().reports_on = Some("a1".to_owned());
        assert_eq!(told(&rows, "x"), "Missing");
    }
}
