//! What stands on doubtful ground, on pages: a mark beside it, and the list of all of it.
//!
//! In come nodes and items, out comes markup. What makes a reading doubtful must not be known here.

use maud::{Markup, html};

use super::correct_link;
use crate::report::{MOST_DOUBTFUL, doubt_count, doubt_mark, doubt_reason, marked_title};
use crate::web::error::WebError;
use crate::web::layout;
use crate::web::view::View;
use kurabe_index::compare::{Comparison, doubtful};
use kurabe_model::{Plan, RuleId};

/// The name of the list in the address of a page.
const LIST: &str = "doubtful";

/// The mark beside an item: it says why to whom reads it aloud, and leads to the list.
pub(super) fn mark(view: &View, rule: RuleId) -> Markup {
    html! { a.badge.soft.doubt href={ "#" (LIST) } lang=(view.lang.pick("ja", "en")) { (doubt_mark(view.lang))
    span.visually-hidden { (view.say("：", ": ")) (doubt_reason(rule, view.lang)) } } }
}

/// The doubtful headings and items of a plan, each with the way to it.
pub(super) fn of_plan(view: &View, plan: &Plan, to: impl Fn(u32) -> String) -> Markup {
    let count = plan.doubtful().count();
    html! { @if count > 0 {
        details.notices open[view.is_for_print()] id=(LIST) {
            summary { (doubt_count(count, plan.nodes.len(), view.lang)) }
            ul { @for node in plan.doubtful() {
                li { a href=(to(node.span.first)) { (line(view, node.span.first)) " " span lang="ja" { (marked_title(node)) } }
                    p.meta { (doubt_reason(node.rule, view.lang)) } }
            } }
        }
    } }
}

/// The doubtful items behind a comparison.
pub(super) fn of_comparison(view: &View, found: &Comparison) -> Result<Markup, WebError> {
    let (count, of) = found.doubtful();
    if count == 0 {
        return Ok(html! {});
    }
    let items = doubtful(view.store(), found, MOST_DOUBTFUL)?;
    let left = count.saturating_sub(items.len());
    Ok(html! {
        details.notices open[view.is_for_print()] id=(LIST) {
            summary { (doubt_count(count, of, view.lang)) }
            ul { @for item in &items { @if let Some(row) = view.store().plans().get(item.plan as usize) {
                li { a lang="ja" href=(view.to_plan(&row.id, Some(item.first_line))) { (item.title) }
                    " " (correct_link::mark(view, item.corrected)) span.meta { (layout::title(row)) " " (line(view, item.first_line)) }
                    p.meta { (doubt_reason(item.rule, view.lang)) } }
            } } }
            @if left > 0 { p.meta { (view.lang.pick(format!("ほか{left}件"), format!("{left} more"))) } }
        }
    })
}

fn line(view: &View, line: u32) -> String {
    view.lang.pick(format!("{line}行"), format!("line {line}"))
}
