//! The tables of a comparison: shares as shades, each cell a link to its items.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::compare_opened::Place;
use crate::report::{key_texts, share_text, year_label};
use crate::web::view::View;
use kurabe_index::compare::{Cell, Comparison, Key, Row};

/// Rows in one table; more are narrowed first.
const ROWS: usize = 80;

/// Rows of a year each make a table for each theme with a column for each year; other rows one table with a column for
/// each theme.
pub(super) fn matrices(view: &View, found: &Comparison) -> Markup {
    let is_by_year = found.by.year && (found.by.organisation || found.by.prefecture || found.by.kind);
    html! {
        @if is_by_year {
            @for (column, name) in found.columns.iter().enumerate() {
                h2 { span lang="ja" { (name) } (view.say("：取組数と割合", ": items and share")) }
                (by_year(view, found, column))
            }
        } @else {
            h2 { (view.say("取組数と割合", "Items and shares")) }
            (by_theme(view, found))
        }
    }
}

/// The same key without its year.
fn timeless(key: &Key) -> Key {
    Key { year: None, ..key.clone() }
}

fn by_year(view: &View, found: &Comparison, column: usize) -> Markup {
    let years: Vec<i32> = found.years.map(|years| years.years().collect()).unwrap_or_default();
    let mut keys: Vec<Key> = found.rows.iter().map(|row| timeless(&row.key)).collect();
    keys.dedup();
    let at: BTreeMap<(Key, Option<i32>), &Row> =
        found.rows.iter().map(|row| ((timeless(&row.key), row.key.year), row)).collect();
    let name = found.columns.get(column).map_or("", String::as_str);
    let head = html! { @for year in &years { (year_head(view, *year)) } };
    let body = html! { @for key in keys.iter().take(ROWS) {
        tr {
            (row_head(view, found, key))
            @for year in &years {
                @match at.get(&(key.clone(), Some(*year))) {
                    Some(row) => (cell(view, found, row, column)),
                    None => td.none { span { (view.say("計画なし", "no plan")) } },
                }
            }
        }
    } };
    html! {
        (table(view, name, &head, &body))
        (left_out(view, keys.len().saturating_sub(ROWS)))
    }
}

/// 令和3年度 over 2021, so that many years stand side by side.
pub(super) fn year_head(view: &View, year: i32) -> Markup {
    let label = year_label(year, view.lang);
    let (era, common) = label.split_once('（').unwrap_or((&label, ""));
    html! { th.year scope="col" { (era) @if !common.is_empty() { br; span.meta { (common.trim_end_matches('）')) } } } }
}

fn by_theme(view: &View, found: &Comparison) -> Markup {
    let head = html! { @for name in &found.columns { th scope="col" lang="ja" { (name) } } };
    let body = html! { @for row in found.rows.iter().take(ROWS) {
        tr {
            (row_head(view, found, &row.key))
            @for column in 0..found.columns.len() { (cell(view, found, row, column)) }
        }
    } };
    html! {
        (table(view, view.say("テーマ", "Themes"), &head, &body))
        (left_out(view, found.rows.len().saturating_sub(ROWS)))
    }
}

fn table(view: &View, name: &str, head: &Markup, body: &Markup) -> Markup {
    html! {
        div.scroll role="region" tabindex="0" aria-label={ (name) (view.say("の表", ": table")) } {
            table.matrix {
                thead { tr { td {} (head) } }
                tbody { (body) }
            }
        }
    }
}

fn left_out(view: &View, rows: usize) -> Markup {
    html! { @if rows > 0 { p { (view.lang.pick(
    format!("ほか{rows}行。団体・都道府県・年度で絞り込むか、下のダウンロードを使ってください。"),
    format!("{rows} more rows: narrow by body, prefecture or year, or download the table."))) } } }
}

fn row_head(view: &View, found: &Comparison, key: &Key) -> Markup {
    let name = key_texts(found, key, view.lang).join(view.lang.pick("・", ", "));
    let body = key.organisation.and_then(|body| found.bodies.get(body)).and_then(|body| body.name.as_ref());
    html! { th scope="row" lang="ja" {
        @match body {
            Some(own) => a href=(view.to_body(own)) { (name) },
            None => (name),
        }
    } }
}

/// The class of a share; fixed bounds, so that pages can be compared.
fn class(share: Option<f64>) -> &'static str {
    match share {
        Some(share) if share >= 0.20 => "c5",
        Some(share) if share >= 0.10 => "c4",
        Some(share) if share >= 0.05 => "c3",
        Some(share) if share >= 0.025 => "c2",
        Some(share) if share > 0.0 => "c1",
        _ => "c0",
    }
}

fn cell(view: &View, found: &Comparison, row: &Row, column: usize) -> Markup {
    let Some(Cell { items, share, .. }) = row.cells.get(column) else { return html! { td {} } };
    if *items == 0 {
        return html! { td { span.zero { "0" } } };
    }
    let theme = found.columns.get(column).map_or("", String::as_str);
    let place = Place::of(found, row, theme, view.lang);
    // Read out with all that the headings say; seen as two numbers.
    let said = view.lang.pick(format!("{}、{theme}、", place.key), format!("{}, {theme}: ", place.key));
    html! {
        td class=(class(*share)) {
            a href={ (place.address(view)) "#items" } aria-current=[place.is_open(view).then_some("true")] {
                span.visually-hidden { (said) } (items) span.visually-hidden { (view.say("件、", " items,")) }
                " " small { (share_text(*share)) } }
        }
    }
}

pub(super) fn legend(view: &View) -> Markup {
    let classes = [
        ("c1", "2.5%未満", "under 2.5%"),
        ("c2", "2.5–5%", "2.5–5%"),
        ("c3", "5–10%", "5–10%"),
        ("c4", "10–20%", "10–20%"),
        ("c5", "20%以上", "20% and more"),
    ];
    html! {
        ul.legend aria-label=(view.say("凡例：計画の項目に占める割合", "Legend: share of the plan's items")) {
            li { "0" }
            @for (class, japanese, english) in classes { li class=(class) { (view.say(japanese, english)) } }
            li.none { span { (view.say("計画なし", "no plan")) } }
        }
    }
}
