//! `/corrections`: what readers corrected, whether it still holds, and the way to take it back.
//!
//! In come the corrections beside the plans, out comes a page of them, and files: the list, and a corrected plan as the
//! right reading of its text.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::ask::Params;
use crate::library::corpus::Corrections;
use crate::library::corrected::{Listed, State, corrected, listed, text_beside};
use crate::report::{
    corrections_counts, corrections_json, corrections_table, lines_text, listed_said, state_name, state_why, table_csv,
};
use crate::web::error::WebError;
use crate::web::file_forms::{CSV, FileForm, JSON, JSONL, TEXT};
use crate::web::layout::{self, downloads, kept, word};
use crate::web::receipts::Receipt;
use crate::web::view::{Outcome, View};
use kurabe_extract::correct::quoted;
use kurabe_extract::record::extraction;
use kurabe_model::{Plan, Quote};

/// The forms of the list, and of the reading of a plan and its text.
const FORMS: [FileForm; 4] = [CSV, JSON, JSONL, TEXT];

pub(in crate::web) fn show(view: &View) -> Outcome {
    let all = wanted(view)?;
    let title = view.say("訂正の一覧", "Corrections");
    let plans = opened(view, &all)?;
    let about = view.params.get("plan").and_then(|id| view.store().find(id));
    let main = html! {
        (layout::crumbs(view, &html! {
            li { a href=(view.link("/plans", &Params::default())) { (view.say("計画一覧", "Plans")) } }
            @if let Some(row) = about { li { a href=(view.to_plan(&row.id, None)) { (layout::title(row)) } } }
        }))
        h1 { (title) }
        @if about.is_some() { p { a href=(view.link("/corrections", &Params::default())) { (view.say("すべての計画の訂正", "Those of all plans")) } } }
        @if all.is_empty() {
            p { (view.say("訂正はありません。", "There are none.")) }
        } @else {
            div.bar {
                p role="status" { strong { (corrections_counts(&all, view.lang)) } }
                (downloads(view.say("ダウンロード", "Downloads"), &files(view)))
            }
            @for one in &all { (entry(view, one, &plans)) }
            (readings(view, &all))
        }
    };
    Ok(layout::page(view, title, &main))
}

/// All corrections, or those of a plan.
fn wanted(view: &View) -> Result<Vec<Listed>, WebError> {
    let standing = view.written_corrections()?;
    let mut all = listed(&standing, view.store())?;
    if let Some(plan) = view.params.get("plan") {
        all.retain(|one| one.is_about(plan));
    }
    Ok(all)
}

/// The plans that corrections are about.
fn opened<'a>(view: &View, all: &'a [Listed]) -> Result<BTreeMap<&'a str, Plan>, WebError> {
    let ids: BTreeSet<&str> = all.iter().flat_map(Listed::places).map(|(plan, _)| plan).collect();
    let rows = ids.into_iter().filter_map(|id| Some((id, view.store().find(id)?)));
    rows.map(|(id, row)| Ok((id, view.store().plan(row.number)?))).collect()
}

fn files(view: &View) -> Vec<(String, String)> {
    let own = view.params.only(&["plan"]);
    [CSV, JSON].map(|form| (view.link(&format!("/corrections.{}", form.ending), &own), form.name.to_owned())).to_vec()
}

fn entry(view: &View, one: &Listed, plans: &BTreeMap<&str, Plan>) -> Markup {
    let number = one.number();
    html! {
        article.entry id={ "c" (number) } {
            h2 { (view.say("訂正", "Correction ")) (number) " " span.badge.soft[matches!(one.state(), State::Held)] { (state_name(one.state(), view.lang)) } }
            @for (id, quote) in one.places() { (place(view, (id, quote), plans.get(id))) }
            p { strong { (listed_said(one, view.lang)) } }
            @if let Some(why) = state_why(one.state(), view.lang) { p.alert { (why) } }
            @if view.pen().is_ok() {
                form action=(view.link("/corrections/remove", &view.params.only(&["plan"]))) method="post" {
                    (word(view))
                    (kept(&view.params.only(&["plan"])))
                    input type="hidden" name="number" value=(number);
                    button.small type="submit" { (view.say("取り消す", "Take back")) span.visually-hidden { (view.say("：訂正", ": correction ")) (number) } }
                }
            }
        }
    }
}

/// What a correction is about, where it stands now.
fn place(view: &View, (id, quote): (&str, &Quote), plan: Option<&Plan>) -> Markup {
    let now = plan.and_then(|plan| plan.node(quoted(plan, quote).ok()?)).map(|node| node.span.first);
    let line = now.unwrap_or(quote.line);
    html! {
        p.meta { @match view.store().find(id) {
            Some(row) => { (layout::title(row)) " " a href=(view.to_plan(id, Some(line))) { (lines_text((line, line), view.lang)) } },
            None => (id),
        } @if !quote.under.is_empty() { " " span lang="ja" { (quote.under) " ›" } } }
        blockquote lang="ja" { (quote.words) }
    }
}

/// Corrected plans as right readings, to hand on what was read wrongly.
fn readings(view: &View, all: &[Listed]) -> Markup {
    let rows: Vec<_> = corrected(all).into_iter().filter_map(|id| view.store().find(id)).collect();
    let to = |form: &str, id: &str| view.link(&format!("/corrections.{form}"), &Params::default().and("plan", id));
    html! { @if !rows.is_empty() {
        h2 { (view.say("訂正した計画を正しい読みとして書き出す", "Corrected plans as right readings")) }
        p { (view.say("何が誤って読まれたかを人に渡すときに使います。", "To hand on what was read wrongly.")) }
        ul { @for row in rows { li { (layout::title(row)) " "
            a href=(to("jsonl", &row.id)) download { "JSON Lines" span.visually-hidden { (view.say("：", ": ")) (row.id) } } " "
            a href=(to("txt", &row.id)) download { (view.say("本文", "Text")) span.visually-hidden { (view.say("：", ": ")) (row.id) } } } } }
    } }
}

/// The list, or a plan's reading and its text, as a file.
pub(in crate::web) fn file(view: &View) -> Outcome {
    let form = FileForm::of(view.path.strip_prefix("/corrections.").unwrap_or_default(), &FORMS)?;
    if form == CSV {
        let text = table_csv(&corrections_table(&wanted(view)?, view.lang))?;
        return Ok(form.file("corrections", format!("\u{feff}{text}")));
    }
    if form == JSON {
        let text = serde_json::to_string(&corrections_json(&wanted(view)?, view.lang));
        return Ok(form.file("corrections", text.map_err(|_| WebError::Broken)?));
    }
    let row = view.plan("plan")?;
    let text = if form == TEXT {
        let text = view.app.text(&view.now, row).ok_or_else(|| WebError::NoDocument(row.id.clone()))?;
        text_beside(&text)
    } else {
        extraction(&view.store().plan(row.number)?).map_err(|_| WebError::Broken)?
    };
    Ok(form.file(row.id.rsplit('/').next().unwrap_or_default(), text))
}

/// Takes one back; one that is gone already stays gone.
pub(in crate::web) fn remove(view: &View) -> Outcome {
    let number: u32 = view.params.number("number").ok_or(WebError::Form)?;
    let was_there = Corrections::take_back(&view.app.folders.corpus, number)?;
    let is_shown = view.app.renew_written();
    let done = match was_there {
        true => Receipt::of(format!("訂正{number}を取り消しました。"), format!("Correction {number} is taken back.")),
        false => Receipt::of(
            format!("訂正{number}は、いまありません。何も取り消していません。"),
            format!("There is no correction {number} now; nothing was taken back."),
        ),
    };
    let done = done.unseen((!is_shown).then(|| view.store().head().generation));
    Ok(view.next("/corrections", &view.params.only(&["plan"]), done))
}
