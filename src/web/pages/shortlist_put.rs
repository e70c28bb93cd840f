//! `/shortlist/put`: what is to be put aside, into which list, with which remark.

use maud::{Markup, html};

use super::aside_link::back;
use super::compare::compared;
use super::compare_opened::{OPENED, meant_cell};
use super::diff::lay;
use crate::ask::Params;
use crate::ask::table::{LIST, REMARK};
use crate::library::aside::{of_cell, of_change, of_passage, passage_at, passage_of};
use crate::library::corpus::{Aside, Shortlist};
use crate::report::{Lang, aside_label, cell_label, change_label, put_text, side_label, usual_list};
use crate::web::error::WebError;
use crate::web::layout::{self, filled, kept, word};
use crate::web::receipts::Receipt;
use crate::web::view::{Outcome, View};
use kurabe_model::NodeId;

/// Asks for list and remark.
pub(in crate::web) fn show(view: &View) -> Outcome {
    view.pen()?;
    let meant = meant(view)?;
    let lists = Shortlist::all(&view.app.folders.corpus)?;
    let last = lists.first().map_or(usual_list(view.lang), |list| list.name.as_str());
    let title = view.say("しおりに加える", "Put aside");
    let own = view.params.without(&["lang", LIST.name, REMARK.name]);
    let main = html! {
        h1 { (title) }
        (words(view, &meant))
        form.aside action=(view.link("/shortlist/put", &own)) method="post" {
            (word(view))
            (kept(&own))
            label { (view.say(LIST.label.0, LIST.label.1))
                input name=(LIST.name) value=(view.params.get(LIST.name).unwrap_or(last)) list="lists" maxlength="200" required; }
            datalist id="lists" { @for list in &lists { option value=(list.name) {} } }
            label { (view.say(REMARK.label.0, REMARK.label.1)) (filled(view, &REMARK, (REMARK.name, ""), None)) }
            button type="submit" { (view.say("加える", "Put aside")) }
        }
        @if let Some(back) = back(view) { p { a href=(back) { (view.say("もどる", "Back")) } } }
    };
    Ok(layout::page(view, title, &main))
}

/// The words of an entry as they are put aside.
fn words(view: &View, meant: &Aside) -> Markup {
    let label = aside_label(meant, view.lang);
    html! {
        @if !label.is_empty() { p { strong { (label) } } }
        @for spot in meant.places.iter().take(SHOWN) {
            blockquote { (side_label(spot, view.lang)) span lang="ja" { (spot.words) } }
        }
        @if meant.places.len() > SHOWN { p.meta { (view.lang.pick(
            format!("ほか{}件", meant.places.len() - SHOWN), format!("{} more", meant.places.len() - SHOWN))) } }
    }
}

/// Places that are shown before they are put aside.
const SHOWN: usize = 8;

/// What the address means: a passage of a plan, a record of a diff, a cell of a comparison.
fn meant(view: &View) -> Result<Aside, WebError> {
    if let Some(at) = view.params.number::<usize>("record") {
        let laid = lay(view)?.ok_or(WebError::Wrong("new"))?;
        let record = laid.diff.records.get(at).ok_or(WebError::Wrong("record"))?;
        let label = change_label(record);
        return Ok(of_change(record, (laid.old.0, &laid.old.1), (laid.new.0, &laid.new.1), label));
    }
    if let Some(value) = view.params.get(OPENED) {
        let found = compared(view)?;
        let cell = meant_cell(&found, value).ok_or(WebError::Wrong(OPENED))?;
        return Ok(of_cell(view.store(), &found, cell, cell_label(&found, cell))?);
    }
    let row = view.plan("id")?;
    let plan = view.store().plan(row.number)?;
    let node = view.params.number("node").map(NodeId);
    let line = view.params.number::<u32>("line");
    let found = node.and_then(|node| passage_of(&plan, node)).or_else(|| passage_at(&plan, line?));
    Ok(of_passage((row, &plan), found.ok_or(WebError::Wrong("line"))?))
}

/// Puts it aside.
pub(in crate::web) fn save(view: &View) -> Outcome {
    let meant = meant(view)?;
    let given = |name: &str| view.params.get(name).unwrap_or_default().to_owned();
    let meant = Aside { remark: given(REMARK.name), ..meant };
    let name = view.params.get(LIST.name).unwrap_or(usual_list(view.lang));
    let put = Shortlist::put(&view.app.folders.corpus, name, &meant)?;
    let [japanese, english] = [Lang::Ja, Lang::En].map(|lang| put_text(name, &put, lang));
    let done = Receipt::of(japanese, english);
    let done = match back(view) {
        Some(back) => done.leads(back.to_owned(), ["元のページにもどる", "Back to where you were"]),
        None => done,
    };
    Ok(view.next_at("/shortlist", &Params::default().and("name", name), done, &format!("#e{}", meant.key())))
}
