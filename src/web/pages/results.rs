//! `/results?plan=&report=`: a plan beside the report on it.

use maud::{Markup, html};

use super::correct_link;
use super::diff::bounded;
use super::paper;
use crate::ask::Params;
use crate::library::family::{Reported, reported};
use crate::library::paired::pairings;
use crate::library::synonyms;
use crate::report::{
    Reviewed, contrast_docx, contrast_html, fit, is_shown, outcome_name, outcome_sign, period_text, reach_text,
    results_contrast, results_counts, results_notes, results_table, results_xlsx, table_csv, told_text,
};
use crate::web::error::WebError;
use crate::web::layout::{self, for_print, marks};
use crate::web::view::{Outcome, Reply, View};
use kurabe_diff::{DiffError, Fate, Results, Side, diff_with, results};
use kurabe_index::index::PlanRow;
use kurabe_model::{Node, Plan};

/// Records on one page.
const MOST: usize = 3_000;
/// Columns of what the report tells of an item.
const MOST_COLUMNS: usize = 400;
/// Pairs that are offered at once, and plans that are looked at for them.
const OFFERED: usize = 60;
const LOOKED_AT: usize = 300;

/// A plan, the report on it, and what became of what was planned.
pub(in crate::web) struct Laid<'a> {
    plan: (&'a PlanRow, Plan),
    report: (&'a PlanRow, Plan),
    results: Results,
}

impl Laid<'_> {
    pub(in crate::web) fn reviewed(&self) -> Reviewed<'_> {
        Reviewed { plan: (self.plan.0, &self.plan.1), report: (self.report.0, &self.report.1), results: &self.results }
    }
}

/// Lays a plan beside its report: the one that was named, else the one that is found.
pub(in crate::web) fn lay(view: &View) -> Result<Laid<'_>, WebError> {
    let row = view.plan("plan")?;
    let (plan, report) = match view.params.get("report") {
        Some(_) => (row, view.plan("report")?),
        None => match reported(view.store().plans(), row) {
            Reported::Found { plan, report } => (plan, report),
            _ => return Err(WebError::NoReport(row.id.clone())),
        },
    };
    bounded(plan, report)?;
    let (before, after) = (view.store().plan(plan.number)?, view.store().plan(report.number)?);
    let sides = (Side { plan: &before, extent: plan.extent }, Side { plan: &after, extent: report.extent });
    let pairings = pairings(view.corrections()?.as_ref(), view.store(), (plan, report))?;
    let diff = diff_with(sides.0, sides.1, &synonyms(&view.now.thesaurus), &pairings)?;
    let results = results(&before, &after, &diff).map_err(DiffError::from)?;
    Ok(Laid { plan: (plan, before), report: (report, after), results })
}

pub(in crate::web) fn show(view: &View) -> Outcome {
    if view.params.get("plan").is_none() {
        return Ok(choose(view));
    }
    let laid = lay(view)?;
    let reviewed = laid.reviewed();
    let title = view.say("計画と実績", "Plan and results");
    let side = |label: &'static str, row: &PlanRow| {
        html! { p { strong { (label) } " " a href=(view.to_plan(&row.id, None)) { (layout::title(row)) } " "
        (marks(row, view.lang)) " " span.nowrap { (period_text(row.period, view.lang)) } } }
    };
    let fates: Vec<&Fate> = laid.results.fates.iter().filter(|fate| is_shown(reviewed, fate)).collect();
    let left = fates.len().saturating_sub(MOST);
    let main = html! {
        h1 { (title) }
        div.heads {
            (side(view.say("計画", "Plan"), laid.plan.0))
            (side(view.say("報告", "Report"), laid.report.0))
        }
        @for note in results_notes(reviewed, view.lang) { p.alert role="note" { (note) } }
        @for line in results_counts(&laid.results, view.lang) { p { (line) } }
        (files(view, &laid))
        (for_print(view))
        div.scroll { table.results {
            caption.visually-hidden { (view.say("項目ごとの計画と実績", "Plan and results, item by item")) }
            thead { tr {
                th scope="col" { (view.say("計画", "Plan")) }
                th scope="col" { (view.say("実績", "Result")) }
                th scope="col" { (view.say("結果・目標", "Outcome, targets")) }
            } }
            tbody { @for fate in fates.iter().take(MOST) { (row(view, reviewed, fate)) } }
        } }
        @if left > 0 { p { (view.lang.pick(format!("ほか{left}件（ファイルにはすべてあります）"), format!("{left} more (the files hold all)"))) } }
    };
    Ok(layout::page(view, title, &main))
}

fn row(view: &View, reviewed: Reviewed<'_>, fate: &Fate) -> Markup {
    let cell = |row: &PlanRow, nodes: &[&Node], has_text: bool| {
        html! { @for node in nodes {
            p lang="ja" { a href=(view.to_plan(&row.id, Some(node.span.first))) { (node.marker) " " (node.title) } " "
                (correct_link::mark(view, node.corrected.is_some())) }
            @if has_text {
                @if let Some(rating) = &node.rating { p.meta { (view.say("評価：", "Rating: ")) span lang="ja" { (rating) } } }
                @if let Some(told) = told_text(node).filter(|_| !node.narrative) { p.meta lang="ja" { (fit(&told, MOST_COLUMNS)) } }
            }
        } }
    };
    let planned: Vec<&Node> = reviewed.plan.1.nodes_of(&fate.planned).collect();
    let reported: Vec<&Node> = reviewed.report.1.nodes_of(&fate.reported).collect();
    html! { tr.section[fate.section] {
        td { (cell(reviewed.plan.0, &planned, false)) }
        td {
            (cell(reviewed.report.0, &reported, true))
            @if let Some(line) = fate.line() { p { a href=(view.to_plan(&reviewed.report.0.id, Some(line))) {
                (view.lang.pick(format!("{line}行"), format!("Line {line}"))) } } }
        }
        td {
            @if let Some(outcome) = fate.outcome { p.nowrap { (outcome_sign(outcome)) (outcome_name(outcome, view.lang)) } }
            @if !fate.reaches.is_empty() { ul { @for reach in &fate.reaches { li lang=(view.lang.pick("ja", "en")) { (reach_text(reach, view.lang)) } } } }
        }
    } }
}

fn files(view: &View, laid: &Laid<'_>) -> Markup {
    let pair = Params::default().and("plan", &laid.plan.0.id).and("report", &laid.report.0.id);
    paper::links(view, view.say("計画・実績対照表", "As a table"), "/results", &pair)
}

/// The table of plan and results as a file.
pub(in crate::web) fn file(view: &View) -> Outcome {
    let form = paper::form(view, "/results")?;
    let laid = lay(view)?;
    let reviewed = laid.reviewed();
    let bytes = match form {
        "docx" => contrast_docx(&results_contrast(reviewed, view.lang))?,
        "xlsx" => results_xlsx(reviewed, view.lang)?,
        "html" => contrast_html(&results_contrast(reviewed, view.lang), view.lang).into_bytes(),
        _ => format!("\u{feff}{}", table_csv(&results_table(reviewed))?).into_bytes(),
    };
    paper::file(form, "results", bytes)
}

/// Without a plan: those of which something tells, to choose from.
fn choose(view: &View) -> Reply {
    let plans = view.store().plans();
    let mut newest: Vec<&PlanRow> = plans.iter().collect();
    newest.sort_by_key(|row| std::cmp::Reverse(row.period.map(|period| period.to)));
    let pairs = newest.into_iter().take(LOOKED_AT).filter_map(|row| match reported(plans, row) {
        Reported::Found { plan, report } if plan.id == row.id => Some((plan, report)),
        _ => None,
    });
    let pairs: Vec<_> = pairs.take(OFFERED).collect();
    let title = view.say("計画と実績", "Plan and results");
    let main = html! {
        h1 { (title) }
        p { (view.say(
            "計画を選ぶと、その報告（なければ次の計画に書かれた実績）と並べて、実施したこと・届いた目標を示します。",
            "Choose a plan: it is laid beside the report on it, or beside the results that the next plan gives.")) }
        @if pairs.is_empty() { p { (view.say("報告のある計画はありません。", "No plan has a report.")) " "
            a href=(view.link("/plans", &Params::default())) { (view.say("計画一覧", "Plans")) } } }
        ul { @for (plan, report) in &pairs {
            li { a href=(view.link("/results", &Params::default().and("plan", &plan.id).and("report", &report.id))) {
                (layout::title(plan)) } " " (marks(plan, view.lang)) span.meta { " " (period_text(plan.period, view.lang)) " → " span lang="ja" { (report.title.as_deref().unwrap_or(&report.id)) } } }
        } }
    };
    layout::page(view, title, &main)
}
