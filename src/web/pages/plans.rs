//! `/plans`: all plans, sorted and filtered; with `?id=` one of them.

use maud::{Markup, html};

use super::no_plans::no_plans;
use super::reader;
use crate::ask::{Params, conditions, table};
use crate::report::{kind_name, period_text, plans_table, table_csv, workbook};
use crate::web::error::WebError;
use crate::web::file_forms::{CSV, XLSX};
use crate::web::layout::{self, downloads, input, kept, kinds, marks, pager, prefectures, unbroken, unmet};
use crate::web::question::listed;
use crate::web::view::{Outcome, Reply, View};
use kurabe_index::index::PlanRow;

/// Plans on one page.
const PAGE: usize = 100;

/// Columns: name of the order, and its words.
const COLUMNS: [(&str, &str, &str); 5] = [
    ("organisation", "団体", "Body"),
    ("title", "計画", "Plan"),
    ("kind", "種別", "Kind"),
    ("year", "年度", "Years"),
    ("items", "取組", "Items"),
];

pub(in crate::web) fn show(view: &View) -> Outcome {
    if view.params.get("id").is_some() {
        return reader::show(view);
    }
    let title = view.say("計画一覧", "Plans");
    if let Some(instead) = no_plans(view) {
        return Ok(layout::page(view, title, &instead));
    }
    let rows = listed(view)?;
    let number = view.params.number("page").unwrap_or(1_usize).max(1);
    let pages = rows.len().div_ceil(PAGE).max(1);
    let number = number.min(pages);
    let shown: Vec<&PlanRow> = rows.iter().copied().skip((number - 1) * PAGE).take(PAGE).collect();
    let files = [("/plans.csv", "CSV"), ("/plans.xlsx", "XLSX")]
        .map(|(path, name)| (view.link(path, &view.params.without(&["page", "lang"])), name.to_owned()));
    let corrected = view.now.corrections.as_ref().map_or(1, |own| own.mends().len() + own.pairings().len());
    let main = html! {
        h1 { (title) }
        (filters(view))
        div.bar {
            p role="status" { strong { (view.lang.pick(format!("{}計画", rows.len()), format!("{} plans", rows.len()))) } }
            (downloads(view.say("ダウンロード", "Downloads"), &files))
        }
        @if let Err(error) = view.corrections() { p.alert role="note" { (error.sentence(view.lang)) } }
        @if corrected > 0 { p { a href=(view.link("/corrections", &Params::default())) {
            (view.say("訂正の一覧", "Corrections")) " (" (corrected) ")" } } }
        (unmet(view, &conditions(&view.params)?)?)
        @if shown.is_empty() {
            p { (view.say("当てはまる計画はありません。", "No plan fits.")) " "
                a href=(view.link("/plans", &Params::default())) { (view.say("すべての計画", "All plans")) } }
        } @else {
            (list(view, &shown))
        }
        (pager(view, (number, pages)))
    };
    Ok(layout::page(view, title, &main))
}

/// `/plans/ID` is `/plans?id=ID`.
pub(in crate::web) fn elsewhere(view: &View) -> Outcome {
    let coded = view.path.strip_prefix("/plans/").unwrap_or_default();
    // A path is coded as a query is, but for the plus sign.
    let read = Params::read(&format!("id={}", coded.replace('+', "%2B").replace('&', "%26")));
    let id = read.get("id").ok_or(WebError::NoPage)?;
    Ok(Reply::Elsewhere(view.params.with("id", id).at("/plans")))
}

fn filters(view: &View) -> Markup {
    html! {
        form.filters action="/plans" method="get" {
            (kept(&view.params.only(&["lang", "sort", "order"])))
            (input(view, &table::NAMED))
            (kinds(view))
            (prefectures(view))
            (input(view, &table::FROM))
            (input(view, &table::TO))
            button type="submit" { (view.say("絞り込む", "Filter")) }
        }
    }
}

fn list(view: &View, rows: &[&PlanRow]) -> Markup {
    let now = view.params.get("sort").unwrap_or_default();
    let is_down = view.params.get("order") == Some("down");
    let to = |name: &str| {
        let params = view.params.without(&["sort", "order", "page", "lang"]).and("sort", name);
        view.link("/plans", &if name == now && !is_down { params.and("order", "down") } else { params })
    };
    let direction = |name: &str| (name == now).then_some(if is_down { "descending" } else { "ascending" });
    html! {
        div.scroll role="region" tabindex="0" aria-label=(view.say("計画の表", "Table of plans")) {
            table.list {
                thead { tr {
                    @for (name, japanese, english) in COLUMNS {
                        th scope="col" aria-sort=[direction(name)] { a href=(to(name)) { (view.say(japanese, english))
                            @if name == now { span aria-hidden="true" { (if is_down { " ▼" } else { " ▲" }) } } } }
                    }
                    th scope="col" { (view.say("お知らせ", "Notices")) }
                    th scope="col" { (view.say("原本", "Document")) }
                } }
                tbody { @for row in rows { (line(view, row)) } }
            }
        }
    }
}

fn line(view: &View, row: &PlanRow) -> Markup {
    let id = Params::default().and("id", &row.id);
    html! {
        tr {
            td lang="ja" { (row.organisation.as_deref().unwrap_or_default()) }
            th scope="row" { a href=(view.to_plan(&row.id, None)) { span lang="ja" { (unbroken(row.title.as_deref().unwrap_or(&row.id))) } } " " (marks(row, view.lang)) }
            td { (kind_name(row.kind, view.lang)) }
            td.nowrap { (period_text(row.period, view.lang)) }
            td.number { (row.items()) }
            td.number { @if row.notices > 0 { a href={ (view.to_plan(&row.id, None)) "#notices" } { (row.notices) } } @else { "0" } }
            td { a href=(view.link("/original", &id)) { (row.file.rsplit('.').next().unwrap_or_default().to_uppercase())
                span.visually-hidden { (view.say("：", ": ")) (row.id) } } }
        }
    }
}

/// The list as CSV.
pub(in crate::web) fn csv(view: &View) -> Outcome {
    let text = format!("\u{feff}{}", table_csv(&plans_table(&listed(view)?))?);
    Ok(CSV.file("plans", text))
}

/// The list as a workbook.
pub(in crate::web) fn xlsx(view: &View) -> Outcome {
    Ok(XLSX.file("plans", workbook(&[plans_table(&listed(view)?)])?))
}
