//! `/diff?old=&new=`: a plan beside its predecessor.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::diff_records::records;
use super::paper;
use crate::ask::Params;
use crate::library::corpus::Corrections;
use crate::library::family::{Predecessor, predecessor};
use crate::library::paired::pairings;
use crate::library::synonyms;
use crate::report::{
    Compared, Detail, Fold, Layout, Left, Part, by_theme, chapters, contrast, contrast_docx, contrast_html,
    contrast_table, contrast_xlsx, diff_paragraph, figure_text, marked_title, move_name, period_text, rolled_text,
    status_name, status_sign, table_csv,
};
use crate::web::error::WebError;
use crate::web::layout::{self, for_print, kept, marks};
use crate::web::view::{Outcome, Reply, View};
use kurabe_diff::{Diff, Move, Record, Side, Status, diff_with};
use kurabe_index::index::PlanRow;
use kurabe_model::Plan;
use kurabe_text::fold::fold;

const PATH: &str = "/diff";

/// Pairs, or chapters, that are offered at once.
const OFFERED: usize = 60;

/// Items of two plans together that are compared while somebody waits: some seconds of work. The longest plans that
/// bodies publish have 2,000.
const MOST_ITEMS: usize = 12_000;

/// Refuses plans that it would take too long to compare, before any work.
pub(in crate::web) fn bounded(old: &PlanRow, new: &PlanRow) -> Result<(), WebError> {
    let items: u32 = old.nodes.iter().chain(&new.nodes).sum();
    let items = items as usize;
    if items > MOST_ITEMS { Err(WebError::TooLong { items, most: MOST_ITEMS }) } else { Ok(()) }
}

/// Two plans and what changed between them.
pub(super) struct Laid<'a> {
    pub(super) old: (&'a PlanRow, Plan),
    pub(super) new: (&'a PlanRow, Plan),
    pub(super) diff: Diff,
}

impl Laid<'_> {
    fn compared(&self) -> Compared<'_> {
        Compared { old: (self.old.0, &self.old.1), new: (self.new.0, &self.new.1), diff: &self.diff }
    }
}

pub(in crate::web) fn show(view: &View) -> Outcome {
    let Some(laid) = lay(view)? else { return Ok(choose(view)) };
    let statuses = shown(view);
    let compared = laid.compared();
    let title = view.say("新旧比較", "Old and new");
    let main = html! {
        h1 { (title) }
        div.heads { (heads(view, &laid)) }
        @if laid.diff.is_rewritten() {
            p.alert role="note" { (view.say(
                "計画は全面的に書き改められています。対応がつく項目は僅かです。",
                "The plan was rewritten throughout; hardly any item has a counterpart.")) }
        }
        p { (diff_paragraph(&compared, view.lang)) }
        @if laid.diff.is_rewritten() { (on_themes(view, &compared)) }
        (filter(view, &laid, &statuses))
        (figures(view, &laid))
        (files(view, &compared))
        (for_print(view))
        (records(view, &compared, &statuses))
    };
    Ok(layout::page(view, title, &main))
}

/// The statuses that are shown: those that were ticked, else all but what did not change.
fn shown(view: &View) -> Vec<Status> {
    let ticked = |status: &Status| view.params.has("show", status.name());
    if view.params.get("show").is_some() {
        return Status::ALL.into_iter().filter(ticked).collect();
    }
    Status::ALL.into_iter().filter(|status| *status != Status::Unchanged).collect()
}

/// The two plans laid side by side; none if none was named. A plan alone is laid beside the one before it.
pub(super) fn lay(view: &View) -> Result<Option<Laid<'_>>, WebError> {
    lay_with(view, view.corrections()?.as_ref())
}

/// The same with what readers say of pairs.
pub(super) fn lay_with<'a>(view: &'a View, said: &Corrections) -> Result<Option<Laid<'a>>, WebError> {
    if view.params.get("new").is_none() && view.params.get("old").is_none() {
        return Ok(None);
    }
    let new = view.plan("new")?;
    let old = match view.params.get("old") {
        Some(_) => view.plan("old")?,
        None => match predecessor(view.store().plans(), new) {
            Predecessor::Found(before) => before,
            _ => return Err(WebError::Wrong("old")),
        },
    };
    bounded(old, new)?;
    let (before, after) = (view.store().plan(old.number)?, view.store().plan(new.number)?);
    let sides = (Side { plan: &before, extent: old.extent }, Side { plan: &after, extent: new.extent });
    let pairings = pairings(said, view.store(), (old, new))?;
    let found = diff_with(sides.0, sides.1, &synonyms(&view.now.thesaurus), &pairings)?;
    Ok(Some(Laid { old: (old, before), new: (new, after), diff: found }))
}

fn heads(view: &View, laid: &Laid<'_>) -> Markup {
    let (old, new) = (laid.old.0, laid.new.0);
    let turned = Params::default().and("old", &new.id).and("new", &old.id);
    let side = |label: &'static str, row: &PlanRow| {
        html! { p { strong { (label) } " " a href=(view.to_plan(&row.id, None)) { (layout::title(row)) } " " (marks(row, view.lang)) " "
        span.nowrap { (period_text(row.period, view.lang)) } } }
    };
    html! {
        (side(view.say("旧", "Old"), old))
        (side(view.say("新", "New"), new))
        p.turn { a href=(view.link("/diff", &turned)) { (view.say("左右を入れ替える", "Change sides")) } " "
            a href=(view.link("/history", &Params::default().and("plan", &new.id))) { (view.say("これまでの計画をたどる", "Through all plans")) } }
    }
}

/// A plan written anew beside the one before it, theme by theme.
fn on_themes(view: &View, compared: &Compared<'_>) -> Markup {
    let list = |nodes: &[&kurabe_model::Node], row: &PlanRow| {
        html! { ul { @for node in nodes { li lang="ja" {
        a href=(view.to_plan(&row.id, Some(node.span.first))) { (node.title) } } } } }
    };
    let new_titles = |record: &Record| -> Vec<&kurabe_model::Node> { compared.new.1.nodes_of(&record.new).collect() };
    html! { @for on_theme in by_theme(compared, &Part::default()) {
        details {
            summary { @match on_theme.theme { Some(theme) => span lang="ja" { (theme) }, None => (view.say("テーマなし", "No theme")) } " "
                (view.say("続く", "goes on")) " " (on_theme.goes_on.len()) " " (view.say("旧", "old")) " " (on_theme.old.len()) " "
                (view.say("新", "new")) " " (on_theme.new.len()) }
            @if !on_theme.goes_on.is_empty() { h3 { (view.say("続く項目", "What goes on")) }
                @for record in &on_theme.goes_on { (list(&new_titles(record), compared.new.0)) } }
            @if !on_theme.old.is_empty() { h3 { (view.say("旧計画の項目", "In the old plan")) } (list(&on_theme.old, compared.old.0)) }
            @if !on_theme.new.is_empty() { h3 { (view.say("新計画の項目", "In the new plan")) } (list(&on_theme.new, compared.new.0)) }
        }
    } }
}

/// How many of each kind, and which of them are shown.
fn filter(view: &View, laid: &Laid<'_>, statuses: &[Status]) -> Markup {
    let rest = view.params.only(&["old", "new", "lang"]);
    html! {
        form.filters action="/diff" method="get" {
            (kept(&rest))
            fieldset {
                legend { (view.say("変更の種類", "Kinds of change")) }
                ul.ticks { @for (status, count) in &laid.diff.items {
                    li { label { input type="checkbox" name="show" value=(status.name()) checked[statuses.contains(status)];
                        span { (status_sign(*status)) (status_name(*status, view.lang)) " " (count) } } }
                } }
            }
            button type="submit" { (view.say("絞り込む", "Filter")) }
        }
        @if let Some(text) = rolled_text(&laid.diff, view.lang) { p.meta { (text) } }
        @if !laid.diff.sections.is_empty() {
            p.meta { (view.say("柱・章：", "Sections: "))
                @for (status, count) in &laid.diff.sections { span.nowrap { (status_name(*status, view.lang)) " " (count) } " " } }
        }
    }
}

/// The figures that moved, counted and listed.
fn figures(view: &View, laid: &Laid<'_>) -> Markup {
    let all = || {
        laid.diff
            .records
            .iter()
            .zip(0_usize..)
            .flat_map(|(record, at)| record.figures.iter().map(move |figure| (at, figure)))
    };
    let mut counts: BTreeMap<Move, usize> = BTreeMap::new();
    all().for_each(|(_, figure)| *counts.entry(figure.change).or_default() += 1);
    html! { @if !counts.is_empty() {
        details open[view.is_for_print()] {
            summary { (view.say("数値：", "Figures: "))
                @for (change, count) in &counts { span.nowrap { (move_name(*change, view.lang)) " " (count) } " " } }
            ul { @for (at, figure) in all() {
                li { a href={ "#r" (at) } { span lang="ja" { (figure.name()) } } (view.say("：", ": ")) (figure_text(figure, view.lang)) }
            } }
        }
    } }
}

/// The table as a file: whole, of the initiatives alone, or of chapters that are chosen.
fn files(view: &View, compared: &Compared<'_>) -> Markup {
    let pair = view.params.only(&["old", "new"]);
    let chapters = chapters(compared);
    html! {
        (paper::links(view, view.say("新旧対照表", "As a table"), PATH, &pair))
        (paper::links(view, view.say("新旧対照表（施策だけの短い表）", "As a short table of the initiatives"), PATH, &pair.and("short", 1)))
        @if (2..=OFFERED).contains(&chapters.len()) {
            details.menu {
                summary { (view.say("新旧対照表（章を選ぶ）", "As a table of some chapters")) }
                form action=(PATH) method="get" {
                    (kept(&view.params.only(&["old", "new", "lang"])))
                    fieldset {
                        legend { (view.say("載せる章", "Chapters")) }
                        ul.ticks { @for chapter in &chapters {
                            li { label { input type="checkbox" name="chapter" value=(chapter.title); span lang="ja" { (marked_title(chapter)) } } }
                        } }
                    }
                    ul.ticks { li { label { input type="checkbox" name="short" value="1"; span { (view.say("施策だけ", "Initiatives only")) } } } }
                    p.buttons { @for (address, name) in paper::forms(PATH) {
                        button type="submit" formaction=(address) { (name) }
                    } }
                }
            }
        }
    }
}

/// The 新旧対照表 as a file.
pub(in crate::web) fn file(view: &View) -> Outcome {
    let form = paper::form(view, PATH)?;
    let laid = lay(view)?.ok_or(WebError::Wrong("new"))?;
    let left = if view.params.get("left") == Some("new") { Left::New } else { Left::Old };
    let detail = if view.params.get("short").is_some() { Detail::Initiatives } else { Detail::Whole };
    let compared = laid.compared();
    let part = Part::of(&compared, view.params.all("chapter"), detail)?;
    let table = contrast(&compared, &part, Layout { left, fold: Fold::Unchanged, lang: view.lang });
    let bytes = match form {
        "docx" => contrast_docx(&table)?,
        "xlsx" => contrast_xlsx(&table)?,
        "html" => contrast_html(&table, view.lang).into_bytes(),
        _ => format!("\u{feff}{}", table_csv(&contrast_table(&table))?).into_bytes(),
    };
    paper::file(form, "contrast", bytes)
}

/// Without plans: those that follow one another, to choose from.
fn choose(view: &View) -> Reply {
    let words: Vec<String> = view.params.get("q").unwrap_or_default().split_whitespace().map(fold).collect();
    let plans = view.store().plans();
    let named = |row: &&PlanRow| {
        let text = fold(&[row.organisation.as_deref(), row.title.as_deref()].map(Option::unwrap_or_default).join("\n"));
        words.iter().all(|word| text.contains(word))
    };
    let pair = |row: &'_ PlanRow| match predecessor(plans, row) {
        Predecessor::Found(before) => Some((before.id.clone(), before.title.clone(), row.id.clone())),
        _ => None,
    };
    let mut candidates: Vec<&PlanRow> = plans.iter().filter(named).collect();
    candidates.sort_by_key(|row| std::cmp::Reverse(row.period.map(|period| period.to)));
    // Each look for a predecessor goes over all plans: a few hundred are looked at, the newest first.
    let pairs: Vec<_> =
        candidates.into_iter().take(300).filter_map(|row| Some((row, pair(row)?))).take(OFFERED).collect();
    let title = view.say("新旧比較", "Old and new");
    let main = html! {
        h1 { (title) }
        p { (view.say("計画を選ぶと、その前の計画と並べて、変わったところを示します。", "Choose a plan: it is laid beside the one before it.")) }
        form.filters action="/diff" method="get" {
            (kept(&view.params.only(&["lang"])))
            label { (view.say("団体・題名", "Body or title")) input name="q" value=(view.params.get("q").unwrap_or_default()) maxlength="200"; }
            button type="submit" { (view.say("絞り込む", "Filter")) }
        }
        @if pairs.is_empty() { p { (view.say("前の計画と比べられる計画はありません。", "No plan has one before it.")) " "
            a href=(view.link("/plans", &Params::default())) { (view.say("計画一覧", "Plans")) } } }
        ul { @for (row, (before, title, id)) in &pairs {
            li { a href=(view.link("/diff", &Params::default().and("old", before).and("new", id))) {
                (layout::title(row)) } " " (marks(row, view.lang)) span.meta { " " (period_text(row.period, view.lang)) " ← " span lang="ja" { (title.as_deref().unwrap_or(before)) } } }
        } }
    };
    layout::page(view, title, &main)
}
