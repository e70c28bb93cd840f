//! `/plans?id=`: one plan, its outline beside its text, opened at the line that answers.

use std::sync::Arc;

use maud::{Markup, html};

use super::correct_link::{self, plan_links};
use super::doubt;
use super::reader_line::Reading;
use super::reader_text::{MOST as MOST_LINES, text};
use crate::ask::Params;
use crate::library::family::{Predecessor, Reported, predecessor, reported};
use crate::report::{corrected_count, doubt_mark, kind_name, lines_text, notice_sentence, period_text};
use crate::web::error::WebError;
use crate::web::layout::{self, marks, unbroken};
use crate::web::question::{Part, QUESTION, ask, read};
use crate::web::view::{Outcome, View};
use kurabe_index::compare::{SimilarItem, similar};
use kurabe_index::index::PlanRow;
use kurabe_index::search::{Answer, Hit};
use kurabe_model::{Node, NodeId, NodeKind, Plan};

/// Hits of one plan that can be stepped through.
const MOST_HITS: usize = 2_000;
/// Similar items that are shown.
const SIMILAR: usize = 8;

pub(in crate::web) fn show(view: &View) -> Outcome {
    let row = view.plan("id")?;
    let plan = view.store().plan(row.number)?;
    let answer = asked(view, row)?;
    let mut hits: Vec<&Hit> = answer.iter().flat_map(|answer| &answer.hits).collect();
    hits.sort_by_key(|hit| hit.passage.span);
    let line: Option<u32> = view.params.number("line");
    let current = line.and_then(|line| hits.iter().position(|hit| hit.passage.span.last >= line));
    let likes = match view.params.number("similar").map(NodeId) {
        Some(node) if plan.node(node).is_some() => Some((node, alike(view, row, node)?)),
        _ => None,
    };
    let reading = Reading { row, plan: &plan, hits: &hits, current, answer: answer.as_deref() };
    let beside = likes.as_ref().map(|(node, likes)| (*node, panel(view, likes)));
    let name = row.title.as_deref().unwrap_or(&row.id);
    let main = html! {
        (head(view, row))
        (stepper(view, row, &hits, current))
        (notices(view, &plan))
        (doubt::of_plan(view, &plan, |line| to_line(view, row, &plan, line)))
        div.reader {
            details.outline.unfolds { summary { (view.say("目次", "Contents")) } (outline(view, row, &plan, &hits)) }
            (text(view, &reading, beside.as_ref()))
        }
    };
    Ok(layout::page(view, name, &main))
}

/// What of this plan answers the question that led here.
fn asked(view: &View, row: &PlanRow) -> Result<Option<Arc<Answer>>, WebError> {
    if view.params.get("q").is_none() {
        return Ok(None);
    }
    let params = view.params.only(&QUESTION).with("plan", &row.id).without(&["sort"]);
    // A question that cannot be read marks nothing; the plan is shown all the same.
    let Ok(Some(query)) = read(&params) else { return Ok(None) };
    Ok(Some(ask(view, &params, &query, Part::hits(0, MOST_HITS))?))
}

fn head(view: &View, row: &PlanRow) -> Markup {
    let plans = view.store().plans();
    let before = match predecessor(plans, row) {
        Predecessor::Found(before) => Some(before),
        _ => None,
    };
    let is_next = |other: &&PlanRow| {
        other.organisation == row.organisation
            && other.id != row.id
            && matches!(predecessor(plans, other), Predecessor::Found(before) if before.id == row.id)
    };
    let after = plans
        .iter()
        .filter(|other| other.organisation.is_some() && other.organisation == row.organisation)
        .find(is_next);
    let id = Params::default().and("id", &row.id);
    let end = row.file.rsplit('.').next().unwrap_or_default().to_uppercase();
    html! {
        (layout::crumbs(view, &html! {
            li { a href=(view.link("/plans", &Params::default())) { (view.say("計画一覧", "Plans")) } }
            @if let Some(body) = &row.organisation {
                li { a lang="ja" href=(view.to_body(body)) { (body) } }
            }
        }))
        h1 { span lang="ja" { (unbroken(row.title.as_deref().unwrap_or(&row.id))) } " " (marks(row, view.lang)) }
        p.meta {
            span.nowrap { (period_text(row.period, view.lang)) } (view.say("・", ", ")) (kind_name(row.kind, view.lang))
            @if let Some(prefecture) = &row.prefecture { (view.say("・", ", ")) span lang="ja" { (prefecture) } }
            (view.say("・", ", ")) (view.lang.pick(format!("施策・取組{}件", row.items()), format!("{} items", row.items())))
            @if let Some(text) = corrected_count(row.corrected as usize, row.misfits as usize, view.lang) {
                (view.say("・", ", ")) @if row.misfits > 0 { a href="#notices" { (text) } } @else { (text) } }
            @if row.doubtful > 0 { (view.say("・", ", ")) a href="#doubtful" { (doubt_mark(view.lang)) " " (row.doubtful) (view.say("件", "")) } }
        }
        ul.links {
            li { (view.say("前の計画：", "Before: ")) (neighbour(view, before)) }
            li { (view.say("後の計画：", "After: ")) (neighbour(view, after)) }
            @if let Some(before) = before {
                li { a href=(view.link("/diff", &Params::default().and("old", &before.id).and("new", &row.id))) {
                    (view.say("前の計画と比べる（新旧比較）", "Compare with the plan before")) } }
            }
            @if matches!(reported(plans, row), Reported::Found { .. }) {
                li { a href=(view.link("/results", &Params::default().and("plan", &row.id))) {
                    (view.say("計画と実績を比べる", "Plan and results")) } }
            }
            (plan_links(view, row))
            li { a href=(view.link("/original", &id)) { (view.say("原本", "Document")) " (" (end) ")" } }
        }
    }
}

fn neighbour(view: &View, row: Option<&PlanRow>) -> Markup {
    html! { @match row {
        Some(row) => a lang="ja" href=(view.to_plan(&row.id, None)) { (unbroken(row.title.as_deref().unwrap_or(&row.id))) },
        None => (view.say("なし", "none")),
    } }
}

/// Which hit one stands at, and the ways to the others.
fn stepper(view: &View, row: &PlanRow, hits: &[&Hit], current: Option<usize>) -> Markup {
    let Some(typed) = view.params.get("q") else { return html! {} };
    let question = view.params.only(&QUESTION).without(&["plan"]);
    let to = |place: usize| hits.get(place).map(|hit| view.to_hit(&row.id, Some(hit.passage.span.first), &question));
    let before = current.and_then(|place| place.checked_sub(1)).and_then(to);
    let after = to(current.map_or(0, |place| place + 1));
    html! {
        div.stepper role="group" aria-label=(view.say("検索の該当箇所", "Hits")) {
            p { "「" span lang="ja" { (typed) } "」 "
                @match current {
                    Some(place) => (view.lang.pick(format!("{}/{}箇所目", place + 1, hits.len()), format!("{} of {}", place + 1, hits.len()))),
                    None => (view.lang.pick(format!("{}箇所", hits.len()), format!("{} passages", hits.len()))),
                } }
            ul {
                @if let Some(address) = before { li { a rel="prev" href=(address) { "‹ " (view.say("前の箇所", "Previous")) } } }
                @if let Some(address) = after { li { a rel="next" href=(address) { (view.say("次の箇所", "Next")) " ›" } } }
                li { a href=(view.link("/", &question)) { (view.say("検索結果へ戻る", "Back to the results")) } }
            }
        }
    }
}

fn notices(view: &View, plan: &Plan) -> Markup {
    html! { @if !plan.notices.is_empty() {
        details.notices open[view.is_for_print()] id="notices" {
            summary { (view.lang.pick(format!("お知らせ（{}）", plan.notices.len()), format!("Notices ({})", plan.notices.len()))) }
            ul { @for notice in &plan.notices { li {
                @if let Some(span) = notice.span { a href={ "#L" (span.first) } { (lines_text((span.first, span.first), view.lang)) } " " }
                (notice_sentence(&notice.kind, view.lang))
            } } }
        }
    } }
}

/// The way to a line: on this page, or in that part of a long document which holds it.
fn to_line(view: &View, row: &PlanRow, plan: &Plan, line: u32) -> String {
    let is_long = plan.nodes.last().is_some_and(|node| node.span.last as usize > MOST_LINES);
    if is_long { view.to_plan(&row.id, Some(line)) } else { format!("#L{line}") }
}

/// The sections as links, each with how many hits lie in it.
fn outline(view: &View, row: &PlanRow, plan: &Plan, hits: &[&Hit]) -> Markup {
    let question = view.params.only(&QUESTION).without(&["plan"]);
    let sections: Vec<&Node> = plan.nodes.iter().filter(|node| node.kind == NodeKind::Section).collect();
    let ends = sections.iter().skip(1).map(|node| node.span.first).chain([u32::MAX]);
    html! {
        nav aria-label=(view.say("目次", "Contents")) { ul lang="ja" {
            @for (node, end) in sections.iter().zip(ends) {
                @let count = hits.iter().filter(|hit| (node.span.first..end).contains(&hit.passage.span.first)).count();
                li class={ "depth" (plan.depth(node.id).min(3)) } {
                    a href={ (view.to_hit(&row.id, None, &question)) "#L" (node.span.first) } { (heading(node)) }
                    @if count > 0 { " " span.count { (view.lang.pick(format!("{count}箇所"), format!("{count}"))) } }
                }
            }
        } }
    }
}

/// The mark and title of a node.
pub(super) fn heading(node: &Node) -> String {
    let marker = if node.marker == "【】" { "" } else { node.marker.as_str() };
    // Between the mark and the title stands what the document has there, or nothing: a blank tells them apart.
    if marker.is_empty() { node.title.clone() } else { format!("{marker} {}", node.title) }
}

fn alike(view: &View, row: &PlanRow, node: NodeId) -> Result<Vec<SimilarItem>, WebError> {
    let place = view.store().place(row.number).unwrap_or_default() as u32;
    let mut found = similar(view.store(), place, node)?;
    found.truncate(SIMILAR);
    Ok(found)
}

/// The like of an item in other plans.
fn panel(view: &View, likes: &[SimilarItem]) -> Markup {
    let plans = view.store().plans();
    html! {
        section.similar aria-label=(view.say("ほかの団体の似た取組", "Similar items of other bodies")) {
            // No heading: it would stand among those of the document.
            p { strong { (view.lang.pick(format!("似た取組（{}）", likes.len()), format!("Similar items ({})", likes.len()))) } }
            @if likes.is_empty() { p { (view.say("ほかの団体に似た取組は見つかりません。", "No other body has anything like it.")) } }
            ul { @for like in likes { @if let Some(row) = plans.get(like.plan as usize) {
                li { a lang="ja" href=(view.to_plan(&row.id, Some(like.passage.span.first))) { (like.passage.title) } " "
                    (correct_link::mark(view, like.passage.corrected))
                    p.meta { (layout::title(row)) " " (period_text(row.period, view.lang)) } }
            } } }
        }
    }
}
