//! `/history?plan=&node=`: how initiatives ran through the plans of a body.

use maud::{Markup, html};

use super::diff::bounded;
use crate::ask::Params;
use crate::library::family::lineage;
use crate::library::synonyms;
use crate::report::{Told, first_line, history_figures, history_sentence, history_signs, history_title, period_text};
use crate::web::error::WebError;
use crate::web::layout::{self, for_print, marks};
use crate::web::view::{Outcome, View};
use kurabe_diff::{Side, Thread, history};
use kurabe_index::index::PlanRow;
use kurabe_model::{NodeId, Plan};

/// Threads on one page.
const MOST: usize = 2_000;
/// Plans that are followed at once, the newest.
const PLANS: usize = 24;

pub(in crate::web) fn show(view: &View) -> Outcome {
    let row = view.plan("plan")?;
    let line = lineage(view.store().plans(), row);
    let mut plans: Vec<(PlanRow, Plan)> = Vec::new();
    for row in line.iter().skip(line.len().saturating_sub(PLANS)) {
        let plan = view.store().plan(row.number)?;
        if !plan.nodes.is_empty() {
            plans.push(((*row).clone(), plan));
        }
    }
    for two in plans.windows(2) {
        bounded(&two[0].0, &two[1].0)?;
    }
    let sides: Vec<Side<'_>> = plans.iter().map(|(row, plan)| Side { plan, extent: row.extent }).collect();
    let followed = history(&sides, &synonyms(&view.now.thesaurus))?;
    let told = Told { plans: &plans, history: &followed };
    let asked = view.params.get("node").and_then(|node| node.parse().ok()).map(NodeId);
    let own = plans.iter().position(|(other, _)| other.id == row.id);
    let one = match (asked, own) {
        (Some(node), Some(own)) => Some(followed.thread_of(own, node).ok_or(WebError::Wrong("node"))?),
        _ => None,
    };
    let title = view.say("沿革", "History");
    let main = html! {
        h1 { (title) @if let Some(body) = &row.organisation { "　" span lang="ja" { (body) } } }
        ol { @for (row, _) in &plans { li { a href=(view.to_plan(&row.id, None)) { (layout::title(row)) } " "
            (marks(row, view.lang)) " " span.nowrap { (period_text(row.period, view.lang)) } } } }
        @match one {
            Some(thread) => { (thread_page(view, told, thread)) p { a href=(address(view, row, None)) {
                (view.say("この団体のすべての項目", "All items of this body")) } } },
            None => { (rivers(view, told, &followed.threads)) },
        }
        (for_print(view))
    };
    Ok(layout::page(view, title, &main))
}

/// The address of a history, of a plan or of one item of it.
fn address(view: &View, row: &PlanRow, node: Option<NodeId>) -> String {
    let params = Params::default().and("plan", &row.id);
    let params = match node {
        Some(node) => params.and("node", node.0),
        None => params,
    };
    view.link("/history", &params)
}

/// One thing, plan after plan.
fn thread_page(view: &View, told: Told<'_>, thread: &Thread) -> Markup {
    let signs = history_signs(told, thread);
    html! {
        h2 lang="ja" { (history_title(told, thread)) }
        p { (history_sentence(told, thread, view.lang)) }
        ol { @for step in &thread.steps {
            @let (row, plan) = &told.plans[step.plan];
            li { (signs[step.plan]) " " (layout::title(row)) ul { @for node in plan.nodes_of(&step.nodes) {
                li { a lang="ja" href=(view.to_plan(&row.id, Some(node.span.first))) { (node.title) } }
            } } }
        } }
        @let figures = history_figures(told, thread);
        @if !figures.is_empty() { h3 { (view.say("数値", "Figures")) } ul { @for line in figures { li lang="ja" { (line) } } } }
    }
}

/// All threads: a row each, a column for each plan.
fn rivers(view: &View, told: Told<'_>, threads: &[Thread]) -> Markup {
    let left = threads.len().saturating_sub(MOST);
    html! {
        p.meta { (view.say(
            "●初めから　＋新設　～文言変更　→移動　＜分割　＞統合　＝変更なし　－なくなった",
            "● from the first  ＋ new  ～ reworded  → moved  ＜ split  ＞ merged  ＝ unchanged  － gone")) }
        div.scroll { table {
            caption.visually-hidden { (view.say("項目ごとの沿革", "Each item over the plans")) }
            thead { tr { th scope="col" { (view.say("項目", "Item")) }
                @for (number, (row, _)) in told.plans.iter().enumerate() {
                    th scope="col" title=(row.title.as_deref().unwrap_or_default()) { (number + 1) } } } }
            tbody { @for thread in threads.iter().take(MOST) { tr {
                th scope="row" lang="ja" { (title_link(view, told, thread)) }
                @for (plan, sign) in history_signs(told, thread).into_iter().enumerate() { td {
                    @match thread.step(plan).and_then(|step| first_line(told, step)) {
                        Some(line) => a href=(view.to_plan(&told.plans[plan].0.id, Some(line))) { (sign) },
                        None => (sign),
                    } } }
            } } }
        } }
        @if left > 0 { p { (view.lang.pick(format!("ほか{left}件"), format!("{left} more"))) } }
    }
}

fn title_link(view: &View, told: Told<'_>, thread: &Thread) -> Markup {
    let title = history_title(told, thread);
    let last = thread.steps.last().and_then(|step| Some((&told.plans[step.plan].0, *step.nodes.first()?)));
    html! { @match last {
        Some((row, node)) => a href=(address(view, row, Some(node))) { (title) },
        None => (title),
    } }
}
