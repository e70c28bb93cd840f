//! The ways to what a reader may correct, and to what was corrected, from the page where it is read.
//!
//! In come a plan and what of it is seen, out come links, those to forms where anything may be written. What becomes of
//! it must not be known here.

use maud::{Markup, html};

use crate::ask::Params;
use crate::report::{corrected_mark, marked_title};
use crate::web::view::View;
use kurabe_index::index::PlanRow;
use kurabe_model::Node;

/// The mark beside what a reader corrected; nothing beside what nobody did.
pub(super) fn mark(view: &View, is_corrected: bool) -> Markup {
    html! { @if is_corrected { span.badge.soft lang=(view.lang.pick("ja", "en")) { (corrected_mark(view.lang)) } " " } }
}

/// The way to the form for an item.
pub(super) fn correct_link(view: &View, plan: &str, node: &Node) -> Markup {
    let params = Params::default().and("plan", plan).and("node", node.id.0);
    html! { @if view.pen().is_ok() {
        a.like rel="nofollow" lang=(view.lang.pick("ja", "en")) href=(view.link("/correct", &params)) {
            (view.say("直す", "Correct")) span.visually-hidden { (view.say("：", ": ")) span lang="ja" { (marked_title(node)) } } } " "
    } }
}

/// The way to say something of a record, where anything may be written.
pub(super) fn pair_link(view: &View, meant: &Params) -> Markup {
    html! { @if view.pen().is_ok() {
        a.like rel="nofollow" href=(view.link("/correct/pair", meant)) { (view.say("対応を直す", "Correct the pair")) }
    } }
}

/// The ways to the form for the plan and to what was corrected of it, as entries of a list.
pub(super) fn plan_links(view: &View, row: &PlanRow) -> Markup {
    let is_about = !row.corrections.is_empty()
        || view.now.corrections.as_ref().is_none_or(|own| {
            own.mends().iter().any(|own| own.plan == row.id)
                || own.pairings().iter().any(|own| own.sides.iter().any(|(plan, _)| *plan == row.id))
        });
    html! {
        @if is_about { li { a href=(to_list(view, &row.id)) { (view.say("訂正の一覧", "Corrections")) } } }
        @if view.pen().is_ok() { li {
            a rel="nofollow" href=(view.link("/correct", &Params::default().and("plan", &row.id))) {
                (view.say("計画の読み取りを直す", "Correct the plan")) } } }
    }
}

/// The corrections of a plan.
pub(super) fn to_list(view: &View, plan: &str) -> String {
    view.link("/corrections", &Params::default().and("plan", plan))
}
