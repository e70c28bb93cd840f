//! Who had something first, and who followed: for each column a sentence, the numbers by year, by prefecture and kind of
//! body, and the bodies with the first line of each.
//!
//! A part of `/compare`, whose form and downloads it shares.

use maud::{Markup, PreEscaped, html};

use super::compare_matrix::year_head;
use super::correct_link;
use super::doubt;
use crate::report::{
    body_name, diffusion_chart, diffusion_heads, hidden_sentences, lag_text, lead_sentence, median_lag, since_text,
    spread_heads, year_label,
};
use crate::web::layout::{self, marks};
use crate::web::view::View;
use kurabe_index::compare::{Adoption, Comparison, Diffusion, Item, Spread};
use kurabe_model::OrganisationKind;

/// Bodies that are listed of each column, and those without it.
pub(super) const LISTED: usize = 100;

/// A part of the page for each column.
pub(super) fn parts(view: &View, found: &Comparison, all: &[Diffusion]) -> Markup {
    html! {
        @for own in all {
            @let name = found.columns.get(own.column).map_or("", String::as_str);
            section.diffusion {
                h2 { span lang="ja" { (name) } (view.say("：初出と広がり", ": first and followers")) }
                p { (lead_sentence(found, own, view.lang)) }
                @if !own.hidden.is_none() {
                    div.caveats { @for said in hidden_sentences(&own.hidden, view.lang) { p { (said) } } }
                }
                (bodies(view, found, own, name))
                (without(view, found, own))
                (curve(view, own, name))
                (spreads(view, found, own, name))
                @if !own.years.is_empty() {
                    details open {
                        summary { (view.say("図", "Drawing")) }
                        // The drawing escapes the names that it holds.
                        div.scroll.drawing role="region" tabindex="0" data-png=(view.say("PNGで保存", "Save as PNG")) aria-label={ (name) (view.say("の図", ": drawing")) } {
                            (PreEscaped(diffusion_chart(view.store(), found, std::slice::from_ref(own), view.lang))) }
                    }
                }
            }
        }
    }
}

fn bodies(view: &View, found: &Comparison, own: &Diffusion, name: &str) -> Markup {
    let left = own.adoptions.len().saturating_sub(LISTED);
    html! {
        @if !own.adoptions.is_empty() {
            div.scroll role="region" tabindex="0" aria-label={ (name) (view.say("を掲げた団体", ": bodies that have it")) } {
                table.results {
                    thead { tr {
                        th scope="col" { (view.say("初めての年度", "First year")) }
                        th scope="col" { (view.say("団体", "Body")) }
                        th scope="col" { (view.say("何年後", "Later by")) }
                        th scope="col" { (view.say("最初の項目", "First item")) }
                    } }
                    tbody { @for (place, adoption) in own.adoptions.iter().take(LISTED).enumerate() {
                        (one(view, found, adoption, own.items.get(place).and_then(Option::as_ref)))
                    } }
                }
            }
            @if left > 0 { p { (view.lang.pick(format!("ほか{left}団体はダウンロードで。"), format!("{left} more bodies in the downloads."))) } }
        }
    }
}

fn one(view: &View, found: &Comparison, adoption: &Adoption, item: Option<&Item>) -> Markup {
    let row = view.store().plans().get(adoption.item.0 as usize);
    let name = body_name(found, adoption.body, view.lang);
    let body = found.bodies.get(adoption.body);
    html! { tr {
        td.nowrap { (year_label(adoption.year, view.lang)) }
        td lang="ja" {
            @match body.and_then(|body| body.name.as_ref()) {
                Some(own) => a href=(view.to_body(own)) { (name) },
                None => (name),
            }
            @if let Some(prefecture) = body.and_then(|body| body.prefecture.as_deref()) { " " span.meta { (prefecture) } }
        }
        td { span.nowrap { (lag_text(adoption, view.lang)) } " " span.meta { (since_text(adoption.since, view.lang)) } }
        td {
            @if let (Some(row), Some(item)) = (row, item) {
                a lang="ja" href=(view.to_plan(&row.id, Some(item.first_line))) { (item.marker) " " (item.title) }
                @if item.is_doubtful() { " " (doubt::mark(view, item.rule)) }
                " " (correct_link::mark(view, item.corrected))
                p.meta { span lang="ja" { (layout::title(row)) } " " (marks(row, view.lang)) " "
                    @if let Some(page) = item.page { "p." (page) " " }
                    (view.lang.pick(format!("{}行", item.first_line), format!("line {}", item.first_line)))
                    @if adoption.items > 1 { (view.lang.pick(format!("　ほか{}件", adoption.items - 1), format!(", {} more", adoption.items - 1))) }
                }
            }
        }
    } }
}

fn without(view: &View, found: &Comparison, own: &Diffusion) -> Markup {
    let left = own.without.len().saturating_sub(LISTED);
    html! { @if !own.without.is_empty() {
        details {
            summary { (view.lang.pick(format!("手元の計画にない団体（{}）", own.without.len()), format!("Bodies without it ({})", own.without.len()))) }
            ul { @for without in own.without.iter().take(LISTED) {
                li { span lang="ja" { (body_name(found, without.body, view.lang)) } " " span.meta {
                    (view.lang.pick(format!("{}年度までの計画", without.last), format!("plans up to {}", without.last))) } }
            } }
            @if left > 0 { p { (view.lang.pick(format!("ほか{left}団体はダウンロードで。"), format!("{left} more bodies in the downloads."))) } }
        }
    } }
}

fn curve(view: &View, own: &Diffusion, name: &str) -> Markup {
    let heads = diffusion_heads(view.lang);
    let rows = [
        own.years.iter().map(|year| year.bodies).collect::<Vec<_>>(),
        own.years.iter().map(|year| year.having).collect(),
        own.years.iter().map(|year| year.new).collect(),
        own.years.iter().map(|year| year.earliest).collect(),
    ];
    html! { @if !own.years.is_empty() {
        h3 { (view.say("年度別", "By year")) }
        div.scroll role="region" tabindex="0" aria-label={ (name) (view.say("の年度別の表", " by year: table")) } {
            table.matrix {
                thead { tr { td {} @for year in &own.years { (year_head(view, year.year)) } } }
                tbody { @for (head, numbers) in heads.iter().zip(&rows) { tr {
                    th scope="row" { (head) }
                    @for number in numbers { td { span.count { (number) } } }
                } } }
            }
        }
    } }
}

/// By prefecture and by kind of body, where there is more than one of either.
fn spreads(view: &View, found: &Comparison, own: &Diffusion, name: &str) -> Markup {
    let unknown = view.say("（記載なし）", "(not stated)");
    let prefecture = view.say("都道府県", "prefecture");
    let kind = view.say("団体の種別", "kind of body");
    html! {
        @if own.prefectures.len() > 1 {
            (spread(view, found, (prefecture, name), &own.prefectures, |key| key.as_deref().unwrap_or(unknown).to_owned()))
        }
        @if own.kinds.len() > 1 {
            (spread(view, found, (kind, name), &own.kinds, |key| key.map_or(unknown, OrganisationKind::name).to_owned()))
        }
    }
}

fn spread<K>(
    view: &View,
    found: &Comparison,
    (part, theme): (&'static str, &str),
    rows: &[Spread<K>],
    name: impl Fn(&K) -> String,
) -> Markup {
    html! {
        h3 { (view.say("", "By ")) (part) (view.say("別", "")) }
        div.scroll role="region" tabindex="0" aria-label={ (theme) (view.say("：", ": ")) (part) } {
            table {
                thead { tr { @for head in spread_heads(part, view.lang) { th scope="col" { (head) } } } }
                tbody { @for row in rows { tr {
                    th scope="row" lang="ja" { (name(&row.key)) }
                    td.number { (row.bodies) }
                    td.number { (row.adopted) }
                    td { @match row.first {
                        Some((year, body)) => { (year) " " span lang="ja" { (body_name(found, body, view.lang)) } },
                        None => "－",
                    } }
                    td.number { (median_lag(row, view.lang)) }
                } } }
            }
        }
    }
}
