//! `/compare`: themes by body and year, each cell leading to its items.

use maud::{Markup, PreEscaped, html};

use super::compare_matrix::{legend, matrices};
use super::compare_opened::{OPENED, opened};
use super::diffusion;
use super::doubt;
use super::no_plans::no_plans;
use super::saved::saver;
use crate::ask::{Compare, conditions, table};
use crate::library::corpus::Question;
use crate::report::{
    Sheets, comparison_notes, diffusion_chart, diffusion_table, diffusion_xlsx, table_csv, trend_chart, workbook,
};
use crate::web::error::WebError;
use crate::web::file_forms::{CSV, SVG, XLSX};
use crate::web::layout::{self, downloads, for_print, input, kept, prefectures, unmet};
use crate::web::view::{Outcome, View};
use kurabe_index::compare::{By, Comparison, Diffusion, compare, items, trend};
use kurabe_index::index::PlanRow;
use kurabe_model::Period;

/// Themes that are ticked where none was chosen.
const FIRST_THEMES: usize = 3;

/// What makes the rows of the tables: its name in the address, and its words.
const SHAPES: [(&str, &str, &str); 6] = [
    ("body-year", "団体×年度", "bodies by years"),
    ("body", "団体×テーマ", "bodies by themes"),
    ("prefecture-year", "都道府県×年度", "prefectures by years"),
    ("kind-year", "種別×年度", "kinds of plans by years"),
    ("year", "年度×テーマ", "years by themes"),
    (DIFFUSION, "初出と広がり", "first and followers"),
];

/// The shape that shows who had something first, and who followed.
const DIFFUSION: &str = "first";

pub(in crate::web) fn show(view: &View) -> Outcome {
    let title = match shape(view) {
        DIFFUSION => view.say("初出と広がり", "First and followers"),
        _ => view.say("テーマ比較", "Compare"),
    };
    if let Some(instead) = no_plans(view) {
        return Ok(layout::page(view, title, &instead));
    }
    let found = compared(view)?;
    let main = html! {
        h1 { (title) }
        (form(view, &found))
        (unmet(view, &conditions(&view.params)?)?)
        @if found.rows.is_empty() {
            p role="status" { (view.say("当てはまる計画はありません。条件を外してください。", "No plan fits. Take away a condition.")) }
            (caveats(view, &found))
        } @else if shape(view) == DIFFUSION {
            (diffusion::parts(view, &found, &spread(view, &found, diffusion::LISTED)?))
            (caveats(view, &found))
            (files(view))
            (for_print(view))
        } @else {
            (opened(view, &found)?)
            (matrices(view, &found))
            (legend(view))
            (doubt::of_comparison(view, &found)?)
            (caveats(view, &found))
            (chart(view, &found))
            (files(view))
            (saver(view, Question::Compare))
            (for_print(view))
        }
    };
    Ok(layout::page(view, title, &main))
}

/// The shape that was chosen, by its name.
fn shape(view: &View) -> &'static str {
    let chosen = view.params.get("shape").unwrap_or_default();
    SHAPES.iter().map(|(name, ..)| *name).find(|name| *name == chosen).unwrap_or("body-year")
}

/// The comparison that the address asks for. Without a theme the first ones stand for all, so that a page stays short.
pub(super) fn compared(view: &View) -> Result<Comparison, WebError> {
    let mut request = Compare::of(&view.params)?.request(view.store(), &view.now.thesaurus)?;
    let shape = shape(view);
    let has = |part: &str| shape.split('-').any(|own| own == part);
    let is_long = shape.ends_with("-year") || shape == DIFFUSION;
    if view.params.get("theme").is_none() && view.params.get("column").is_none() && is_long {
        request.columns.truncate(FIRST_THEMES);
    }
    if shape == DIFFUSION {
        return Ok(compare(view.store(), &request.of_diffusion())?);
    }
    request.by = By { organisation: has("body"), year: has("year"), prefecture: has("prefecture"), kind: has("kind") };
    Ok(compare(view.store(), &request)?)
}

/// The years that were asked for; those before them are looked at too where it matters who was first.
fn years(view: &View) -> Result<Option<Period>, WebError> {
    Ok(Compare::of(&view.params)?.scope.years)
}

fn form(view: &View, found: &Comparison) -> Markup {
    let params = &view.params;
    let now = shape(view);
    html! {
        form.filters action="/compare" method="get" {
            (kept(&params.only(&["lang"])))
            fieldset {
                legend { (view.say("テーマ", "Themes")) }
                ul.ticks lang="ja" { @for theme in &view.store().head().themes {
                    li { label { input type="checkbox" name="theme" value=(theme) checked[found.columns.contains(theme)]; span { (theme) } } }
                } }
            }
            (input(view, &table::COLUMN))
            (input(view, &table::ORGANISATION))
            (prefectures(view))
            (input(view, &table::FROM))
            (input(view, &table::TO))
            label { (view.say("形", "Shape"))
                select name="shape" { @for (name, japanese, english) in SHAPES {
                    option value=(name) selected[name == now] { (view.say(japanese, english)) }
                } } }
            button type="submit" { (view.say("表示", "Show")) }
        }
    }
}

fn caveats(view: &View, found: &Comparison) -> Markup {
    html! {
        section.caveats {
            h2 { (view.say("読むときの注意", "Read with care")) }
            ul { @for note in comparison_notes(&found.notes, view.lang) { li { (note) } } }
        }
    }
}

/// Shares over the years as a drawing; the tables above hold its numbers.
fn chart(view: &View, found: &Comparison) -> Markup {
    /// More lines than this cannot be told apart.
    const LINES: usize = 24;
    if !found.by.year {
        return html! {};
    }
    let series = trend(found);
    html! {
        h2 { (view.say("推移グラフ", "Trend")) }
        @if series.len() > LINES {
            p { (view.lang.pick(
                format!("線が{}本になるため描きません。テーマか団体を絞り込んでください。", series.len()),
                format!("{} lines would be too many: narrow themes or bodies.", series.len()))) }
        } @else {
            // The drawing escapes the names that it holds.
            div.scroll.drawing role="region" tabindex="0" data-png=(view.say("PNGで保存", "Save as PNG")) aria-label=(view.say("推移グラフ", "Trend")) {
                (PreEscaped(trend_chart(view.store(), found, &series, view.lang))) }
            p.meta { (view.say("数は上の表にあります。", "Its numbers stand in the tables above.")) }
        }
    }
}

fn files(view: &View) -> Markup {
    let rest = view.params.without(&[OPENED, "lang"]);
    let to = |path: &str, name: &str| (view.link(path, &rest), name.to_owned());
    let trend = match shape(view) {
        DIFFUSION => view.say("図（SVG）", "Drawing (SVG)"),
        _ => view.say("推移グラフ（SVG）", "Trend (SVG)"),
    };
    let files = [to("/compare.csv", "CSV"), to("/compare.xlsx", "Excel"), to("/compare.svg", trend)];
    downloads(view.say("ダウンロード", "Downloads"), &files)
}

/// The cells as CSV.
pub(in crate::web) fn csv(view: &View) -> Outcome {
    let found = compared(view)?;
    let link = |_: &PlanRow| String::new();
    let sheets = Sheets { store: view.store(), comparison: &found, items: &[], link: &link, lang: view.lang };
    let (cells, name) = match shape(view) {
        DIFFUSION => (diffusion_table(&sheets, &spread(view, &found, usize::MAX)?), "first"),
        _ => (sheets.cells(), "compare"),
    };
    let text = format!("\u{feff}{}", table_csv(&cells)?);
    Ok(CSV.file(name, text))
}

/// Everything as a workbook. Links lead to the documents' own addresses where they were published: where the files lie
/// on this machine is nobody's business.
pub(in crate::web) fn xlsx(view: &View) -> Outcome {
    /// Items that a workbook lists.
    const MOST: usize = 200_000;
    let found = compared(view)?;
    let link = |row: &PlanRow| row.source.clone().unwrap_or_default();
    if shape(view) == DIFFUSION {
        let sheets = Sheets { store: view.store(), comparison: &found, items: &[], link: &link, lang: view.lang };
        let bytes = diffusion_xlsx(&sheets, &spread(view, &found, usize::MAX)?)?;
        return Ok(XLSX.file("first", bytes));
    }
    let listed: usize = found.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.items as usize).sum();
    if listed > MOST {
        return Err(WebError::TooMany(MOST));
    }
    let opened = items(view.store(), &found)?;
    let sheets = Sheets { store: view.store(), comparison: &found, items: &opened, link: &link, lang: view.lang };
    Ok(XLSX.file("compare", workbook(&sheets.all())?))
}

/// How each column spread, with the first items of so many bodies.
fn spread(view: &View, found: &Comparison, most: usize) -> Result<Vec<Diffusion>, WebError> {
    Ok(kurabe_index::compare::diffusion(view.store(), found, (years(view)?, most))?)
}

/// The trend, or who was first, as a drawing.
pub(in crate::web) fn svg(view: &View) -> Outcome {
    let found = compared(view)?;
    let (text, name) = match shape(view) {
        DIFFUSION => (diffusion_chart(view.store(), &found, &spread(view, &found, 0)?, view.lang), "first"),
        _ => (trend_chart(view.store(), &found, &trend(&found), view.lang), "trend"),
    };
    Ok(SVG.file(name, text))
}
