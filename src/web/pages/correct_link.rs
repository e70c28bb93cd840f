//! The ways to what a reader may correct, and to what was corrected, from the page where it is read.
//!
//! In come a plan and what of it is seen, out come links, those to forms where anything may be written. What becomes of
//! it must not be known here.

use maud::{Markup, html};

use crate::ask::Params;
use crate::report::marked_title;
use crate::web::receipts::Receipt;
use crate::web::view::View;
use kurabe_index::index::PlanRow;
use kurabe_model::Node;

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
    let is_about = view.now.corrections.mends().iter().any(|own| own.plan == row.id)
        || view.now.corrections.pairings().iter().any(|own| own.sides.iter().any(|(plan, _)| *plan == row.id));
    html! {
        @if is_about { li { a href=(to_list(view, &row.id)) { (view.say("訂正の一覧", "Corrections")) } } }
        @if view.pen().is_ok() { li {
            a rel="nofollow" href=(view.link("/correct", &Params::default().and("plan", &row.id))) {
                (view.say("計画の読み取りを直す", "Correct the plan")) } } }
    }
}

/// The corrections of a plan.
fn to_list(view: &View, plan: &str) -> String {
    view.link("/corrections", &Params::default().and("plan", plan))
}

/// What was just kept of a plan: the number of a correction, or the facts.
pub(super) fn kept_note(view: &View, plan: &str, number: Option<u32>, is_shown: bool) -> Receipt {
    let unseen = (!is_shown).then(|| view.store().head().generation);
    let done = match number {
        Some(number) => Receipt::of(format!("訂正{number}を記録しました。"), format!("Correction {number} is kept."))
            .leads(
                to_list(view, plan),
                ["訂正の一覧（取り消しもここから）", "All corrections (and the way to take one back)"],
            ),
        None => Receipt::of("計画の基本情報を corpus.toml に書きました。", "The facts are written into corpus.toml."),
    };
    done.unseen(unseen)
}
