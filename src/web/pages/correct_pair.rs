//! `/correct/pair`: of a record of a diff a reader says that two items are one, or that they are not.
//!
//! In comes a record with what may be said of it, out goes a pair of two plans, by the same way as `kurabe correct`.

use maud::{Markup, html};

use super::correct_forms::choice;
use super::correct_key::{key_of, keyed};
use super::correct_told::{Said, kept_note, unkept};
use super::diff::{Laid, lay, lay_with};
use crate::ask::Params;
use crate::report::{lines_text, marked_title};
use crate::web::error::WebError;
use crate::web::layout::{self, word};
use crate::web::view::{Outcome, View};
use kurabe_diff::Record;
use kurabe_model::{Node, NodeId, Plan};

/// The field that names the item of the old plan, and that of the new.
const SIDES: [&str; 2] = ["before", "after"];

pub(in crate::web) fn show(view: &View) -> Outcome {
    view.pen()?;
    shown(view, None)
}

fn shown(view: &View, fault: Option<&str>) -> Outcome {
    let laid = lay(view)?.ok_or(WebError::Wrong("new"))?;
    let at = view.params.number::<usize>("record").ok_or(WebError::Wrong("record"))?;
    let record = laid.diff.records.get(at).ok_or(WebError::Wrong("record"))?;
    let title = view.say("新旧の対応を直す", "Correct the pair");
    let main = html! {
        (layout::crumbs(view, &html! {
            li { a href={ (view.link("/diff", &view.params.only(&["old", "new"]))) "#r" (at) } { (view.say("新旧比較", "Old and new")) } }
        }))
        h1 { (title) }
        @if let Some(fault) = fault { p.alert role="alert" { (fault) } }
        div.papers { @match (record.old.is_empty(), record.new.is_empty()) {
            (false, false) => (apart(view, &laid, record)),
            _ => (together(view, &laid, record)),
        } }
        p.meta { (view.say(
            "記録した内容は計画のフォルダー（corrections.toml）に残ります。二つの計画に同じ語があるあいだは、文書を読み直しても効き続けます。",
            "It is kept in corrections.toml beside the plans, and holds as long as the words stand in both, also when they are read anew.")) }
    };
    Ok(layout::page(view, title, &main))
}

/// Each two that were taken for one, with the way to part them.
fn apart(view: &View, laid: &Laid<'_>, record: &Record) -> Markup {
    let all =
        laid.old.1.nodes_of(&record.old).flat_map(|old| laid.new.1.nodes_of(&record.new).map(move |new| (old, new)));
    html! { @for (old, new) in all {
        section.paper {
            (item(view, view.say("旧", "Old"), old))
            (item(view, view.say("新", "New"), new))
            form action=(to(view)) method="post" {
                (begin(view, "apart"))
                @for (name, node) in SIDES.into_iter().zip([old, new]) { input type="hidden" name=(name) value=(key_of(node)); }
                p.buttons { button type="submit" { (view.say("別の項目として記録する", "Keep that these are not one")) } }
            }
        }
    } }
}

/// What has no counterpart, with those of the other plan that have none.
fn together(view: &View, laid: &Laid<'_>, record: &Record) -> Markup {
    let is_new = record.old.is_empty();
    let (old, new) = (&laid.old.1, &laid.new.1);
    let records = || laid.diff.records.iter();
    let own: Vec<&Node> =
        if is_new { new.nodes_of(&record.new).collect() } else { old.nodes_of(&record.old).collect() };
    let others: Vec<&Node> = match is_new {
        true => records().filter(|other| other.new.is_empty()).flat_map(|other| old.nodes_of(&other.old)).collect(),
        false => records().filter(|other| other.old.is_empty()).flat_map(|other| new.nodes_of(&other.new)).collect(),
    };
    let [own_name, other_name] = if is_new { [SIDES[1], SIDES[0]] } else { SIDES };
    let label = match is_new {
        true => view.say("旧計画のどの項目と同じですか", "Which of the old plan is it?"),
        false => view.say("新計画のどの項目と同じですか", "Which of the new plan is it?"),
    };
    html! { @for node in own {
        section.paper {
            (item(view, if is_new { view.say("新", "New") } else { view.say("旧", "Old") }, node))
            @if others.is_empty() { p { (view.say("もう一方の計画の項目は、どれも対応する相手が決まっています。先に、その組の「対応を直す」から別の項目として記録してください。", "Every item of the other plan has a counterpart already. Part such a pair first: “Correct the pair” beside it.")) } }
            @else { form action=(to(view)) method="post" {
                (begin(view, "one"))
                input type="hidden" name=(own_name) value=(key_of(node));
                fieldset { legend { (view.say("対応する項目", "Its counterpart")) }
                    label.wide { (label) select name=(other_name) required {
                        option value="" { (view.say("選んでください", "Choose one")) }
                        @for other in &others { (choice(other, 0, false)) }
                    } } }
                p.buttons { button type="submit" { (view.say("同じ項目として記録する", "Keep that these two are one")) } }
            } }
        }
    } }
}

/// Which record it is.
fn meant(view: &View) -> Params {
    view.params.only(&["old", "new", "record"])
}

fn to(view: &View) -> String {
    view.link("/correct/pair", &meant(view))
}

fn begin(view: &View, said: &str) -> Markup {
    html! {
        (word(view))
        (layout::kept(&meant(view)))
        input type="hidden" name="said" value=(said);
    }
}

fn item(view: &View, label: &str, node: &Node) -> Markup {
    html! { p { (label) " " strong lang="ja" { (marked_title(node)) } " " span.meta { (lines_text((node.span.first, node.span.first), view.lang)) } } }
}

/// Keeps what is said, and goes back to where the item stands now.
pub(in crate::web) fn save(view: &View) -> Outcome {
    let (old, new) = (view.plan("old")?, view.plan("new")?);
    let (before, after) = (view.store().plan(old.number)?, view.store().plan(new.number)?);
    let are_one = view.params.get("said").ok_or(WebError::Form)? == "one";
    let of = |plan: &Plan, name: &str| keyed(plan, view.params.get(name)?).map(|node| node.id);
    let (Some(one), Some(other)) = (of(&before, SIDES[0]), of(&after, SIDES[1])) else {
        return shown(
            view,
            Some(view.say(
                "対応する項目を選んでください。まだ記録していません。",
                "Choose its counterpart; nothing is kept yet.",
            )),
        );
    };
    let ids: [NodeId; 2] = [one, other];
    let pair = view.app.folders.pair(view.store(), [(old, &before, ids[0]), (new, &after, ids[1])], are_one);
    let number = match pair {
        Ok(number) => number,
        Err(error) => return shown(view, Some(&unkept(error, view.lang)?)),
    };
    let is_shown = view.app.renew_written();
    let params = view.params.only(&["old", "new"]);
    let standing = view.written_corrections()?;
    let laid = lay_with(view, &standing)?;
    let is_own = |record: &Record| record.new.contains(&ids[1]) || record.old.contains(&ids[0]);
    let at = laid.and_then(|laid| laid.diff.records.iter().position(is_own));
    let done = kept_note(view, &new.id, Said::Correction(number), is_shown);
    Ok(view.next_at("/diff", &params, done, &at.map(|at| format!("#r{at}")).unwrap_or_default()))
}
