//! `/history?plan=&node=`: how initiatives ran through the plans of a body.

use maud::{Markup, html};

use super::diff::bounded;
use crate::ask::Params;
use crate::library::family::followed;
use crate::library::paired::pairings_along;
use crate::library::synonyms;
use crate::report::{Told, first_line, history_figures, history_sentence, history_signs, history_title, period_text};
use crate::web::error::WebError;
use crate::web::layout::{self, for_print, marks};
use crate::web::view::{Outcome, View};
use kurabe_diff::{Side, Thread, history};
use kurabe_index::index::PlanRow;
use kurabe_model::NodeId;

/// Threads on one page.
const MOST: usize = 2_000;
/// Plans that are followed at once, the newest.
pub(in crate::web) const PLANS: usize = 24;

pub(in crate::web) fn show(view: &View) -> Outcome {
    let row = view.plan("plan")?;
    let plans = followed(view.store(), row, PLANS)?;
    for two in plans.windows(2) {
        bounded(&two[0].0, &two[1].0)?;
    }
    let sides: Vec<Side<'_>> = plans.iter().map(|(row, plan)| Side { plan, extent: row.extent }).collect();
    let pairings = pairings_along(view.corrections()?.as_ref(), view.store(), &plans)?;
    let found = history(&sides, &synonyms(&view.now.thesaurus), &pairings)?;
    let told = Told { plans: &plans, history: &found };
    let asked = view.params.get("node").and_then(|node| node.parse().ok()).map(NodeId);
    let own = plans.iter().position(|(other, _)| other.id == row.id);
    let one = match (asked, own) {
        (Some(node), Some(own)) => Some(found.thread_of(own, node).ok_or(WebError::Wrong("node"))?),
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
            None => { (rivers(view, told, &found.threads)) },
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

/// All threads: a row each, a column for each plan; a band where a plan has it.
fn rivers(view: &View, told: Told<'_>, threads: &[Thread]) -> Markup {
    let left = threads.len().saturating_sub(MOST);
    html! {
        p.meta { (view.say(
            "●初めから　＋新設　～文言変更　→移動　＜分割　＞統合　＝変更なし　－なくなった",
            "● from the first  ＋ new  ～ reworded  → moved  ＜ split  ＞ merged  ＝ unchanged  － gone")) }
        div.scroll { table.rivers {
            caption.visually-hidden { (view.say("項目ごとの沿革", "Each item over the plans")) }
            thead { tr { th scope="col" { (view.say("項目", "Item")) }
                @for (number, (row, _)) in told.plans.iter().enumerate() {
                    th scope="col" title=(layout::title(row)) { (year(row, number)) } } } }
            tbody { @for thread in threads.iter().take(MOST) {
                tr.section[thread.section] {
                    th scope="row" lang="ja" { (title_link(view, told, thread)) }
                    @for (plan, sign) in history_signs(told, thread).into_iter().enumerate() {
                        (band(view, told, thread, plan, sign)) }
                }
            } }
        } }
        @if left > 0 { p { (view.lang.pick(format!("ほか{left}件"), format!("{left} more"))) } }
    }
}

/// R3, or R3–R5; the number of a plan without years.
fn year(row: &PlanRow, number: usize) -> String {
    match row.period {
        Some(period) if period.from == period.to => period.from.short(),
        Some(period) => format!("{}–{}", period.from.short(), period.to.short()),
        None => (number + 1).to_string(),
    }
}

/// What a thread is in one plan.
fn band(view: &View, told: Told<'_>, thread: &Thread, plan: usize, sign: &str) -> Markup {
    match thread.step(plan).and_then(|step| first_line(told, step)) {
        Some(line) => {
            html! { td.flows { a href=(view.to_plan(&told.plans[plan].0.id, Some(line))) { (sign) } } }
        }
        None => html! { td { (sign) } },
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
