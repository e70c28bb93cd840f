//! `/organisations/NAME`: one body, its plans over the years, its themes beside those of its peers, and what they do
//! that it does not.

use maud::{Markup, html};

use super::compare_matrix::year_head;
use crate::ask::{Params, conditions};
use crate::report::{benchmark_notes, compare_sentence, kind_name, share_text};
use crate::web::error::WebError;
use crate::web::layout::{self, for_print, kept, kinds, marks, prefectures, unbroken, unmet};
use crate::web::question::benchmark_of;
use crate::web::view::{Outcome, View};
use kurabe_index::compare::{Benchmark, CompareError, Exemplar, Figure, Peer, Standing};
use kurabe_index::index::PlanRow;
use kurabe_model::{Period, PlanKind};
use kurabe_text::fold::fold;

/// Gaps, and items of its own, that are shown.
const SHOWN: usize = 20;

pub(in crate::web) fn show(view: &View) -> Outcome {
    let name = name(view)?;
    let is_own = |row: &&PlanRow| row.organisation.as_deref().is_some_and(|own| fold(own) == fold(&name));
    let mut plans: Vec<&PlanRow> = view.store().plans().iter().filter(is_own).collect();
    plans.sort_by_key(|row| row.period);
    let found = match benchmark_of(view, &name) {
        // A body of which no plan can be compared has a page all the same.
        Err(WebError::Compare(error @ CompareError::Silent { .. })) if !plans.is_empty() => Err(error),
        other => Ok(other?),
    };
    let main = html! {
        h1 lang="ja" { (name) }
        @if let Some(prefecture) = plans.iter().find_map(|row| row.prefecture.as_deref()) { p.meta lang="ja" { (prefecture) } }
        h2 { (view.say("計画", "Plans")) }
        (timeline(view, &plans))
        @match &found {
            Ok(found) => { (profile(view, found)?) (for_print(view)) },
            Err(error) => { (peers_form(view)) p { (compare_sentence(error, view.lang)) } },
        }
    };
    Ok(layout::page(view, &name, &main))
}

/// The name at the end of the path.
fn name(view: &View) -> Result<String, WebError> {
    let coded = view.path.strip_prefix("/organisations/").unwrap_or_default();
    let read = Params::read(&format!("name={}", coded.replace('+', "%2B").replace('&', "%26")));
    read.get("name").map(str::to_owned).ok_or(WebError::NoPage)
}

/// The plans along their years: a row for each kind, and a further one where plans of a kind overlap.
fn timeline(view: &View, plans: &[&PlanRow]) -> Markup {
    let dated: Vec<(&PlanRow, Period)> = plans.iter().filter_map(|row| Some((*row, row.period?))).collect();
    let undated: Vec<&PlanRow> = plans.iter().copied().filter(|row| row.period.is_none()).collect();
    let from = dated.iter().map(|(_, period)| period.from.0).min().unwrap_or_default();
    let to = dated.iter().map(|(_, period)| period.to.0).max().unwrap_or_default();
    let mut rows: Vec<(PlanKind, Vec<(&PlanRow, Period)>)> = Vec::new();
    for kind in PlanKind::ALL {
        for (row, period) in dated.iter().filter(|(row, _)| row.kind == kind) {
            let fits = |own: &&mut (PlanKind, Vec<(&PlanRow, Period)>)| {
                own.0 == kind && own.1.last().is_some_and(|(_, last)| last.to < period.from)
            };
            match rows.iter_mut().find(fits) {
                Some((_, line)) => line.push((row, *period)),
                None => rows.push((kind, vec![(row, *period)])),
            }
        }
    }
    html! {
        @if !rows.is_empty() {
            div.scroll role="region" tabindex="0" aria-label=(view.say("計画の年表", "Plans by year")) {
                table.timeline {
                    thead { tr { td {} @for year in from..=to { (year_head(view, year)) } } }
                    tbody { @for (kind, line) in &rows { tr {
                        th scope="row" { (kind_name(*kind, view.lang)) }
                        @for (place, (row, period)) in line.iter().enumerate() {
                            @let before = place.checked_sub(1).and_then(|place| line.get(place)).map_or(from, |(_, last)| last.to.0 + 1);
                            @if period.from.0 > before { td colspan=(period.from.0 - before) {} }
                            td.plan colspan=(period.to.0 - period.from.0 + 1) { (entry(view, row)) }
                        }
                        @let end = line.last().map_or(from, |(_, last)| last.to.0);
                        @if end < to { td colspan=(to - end) {} }
                    } } }
                }
            }
        }
        @if !undated.is_empty() {
            p { (view.say("年度のわからない計画：", "Plans without years: ")) }
            ul { @for row in &undated { li { (entry(view, row)) } } }
        }
    }
}

fn entry(view: &View, row: &PlanRow) -> Markup {
    html! {
        a lang="ja" href=(view.to_plan(&row.id, None)) { (unbroken(row.title.as_deref().unwrap_or(&row.id))) } " " (marks(row, view.lang))
        " " span.meta.nowrap { (view.lang.pick(format!("{}件", row.items()), format!("{} items", row.items()))) }
    }
}

/// Whom to compare with.
fn peers_form(view: &View) -> Markup {
    let params = &view.params;
    let field = |name: &str| params.get(name).unwrap_or_default().to_owned();
    html! {
        form.filters action=(view.path) method="get" {
            (kept(&params.only(&["lang"])))
            label { (view.say("比べる相手（名前の一部、「、」で区切る）", "Peers (parts of names, commas between)"))
                input name="peers" value=(field("peers")) maxlength="1000"; }
            (prefectures(view))
            (kinds(view))
            button type="submit" { (view.say("比べる", "Compare")) }
        }
    }
}

fn profile(view: &View, found: &Benchmark) -> Result<Markup, WebError> {
    Ok(html! {
        h2 { (view.say("テーマの割合とほかの団体", "Themes beside those of peers")) }
        (peers_form(view))
        (unmet(view, &conditions(&view.params)?)?)
        (named(view, found))
        div.scroll role="region" tabindex="0" aria-label=(view.say("テーマの表", "Table of themes")) {
            table {
                thead { tr {
                    th scope="col" { (view.say("テーマ", "Theme")) }
                    th scope="col" { (view.say("件数", "Items")) }
                    th scope="col" { (view.say("この団体", "This body")) }
                    th scope="col" { (view.say("中央値", "Median")) }
                    th scope="col" { (view.say("四分位", "Quartiles")) }
                    th scope="col" aria-hidden="true" {}
                } }
                tbody { @for standing in &found.standings { (row(view, standing)) } }
            }
        }
        (gaps(view, found))
        (alone(view, found))
        (figures(view, found))
        section.caveats {
            h2 { (view.say("読むときの注意", "Read with care")) }
            ul { @for note in benchmark_notes(view.store(), found, view.lang) { li { (note) } } }
        }
    })
}

/// The plans that are compared.
fn named(view: &View, found: &Benchmark) -> Markup {
    let peers = found.peers.len();
    let entry = |peer: &Peer| {
        html! { @if let Some(row) = view.store().row(peer.plan) {
        a href=(view.to_plan(&row.id, None)) { (layout::title(row)) } " " (marks(row, view.lang)) } }
    };
    html! {
        p { (view.say("この団体の計画：", "This body's plan: ")) (entry(&found.own)) " "
            (view.lang.pick(format!("（{}件）", found.items), format!("({} items)", found.items))) }
        details open[view.is_for_print()] {
            summary { (view.lang.pick(format!("比べる相手：{peers}団体"), format!("Peers: {peers}"))) }
            ul { @for peer in &found.peers { li { (entry(peer)) } } }
        }
    }
}

/// Figures of like names, beside those of peers.
fn figures(view: &View, found: &Benchmark) -> Markup {
    let shown = |figure: &Figure| {
        html! { @if let Some(row) = view.store().row(figure.item.plan) {
        a href=(view.to_plan(&row.id, Some(figure.line))) { span lang="ja" { (figure.name) " " (figure.text) } } " "
        span.meta { (layout::title(row)) } } }
    };
    html! { @if !found.figures.is_empty() {
        h2 { (view.say("似た指標", "Like figures")) }
        ul { @for like in found.figures.iter().take(SHOWN) { li {
            (shown(&like.own))
            ul { @for (peer, _) in &like.peers { li { (shown(peer)) } } }
        } } }
    } }
}

/// One theme: its share beside the peers' quartiles, as numbers and as a drawing.
fn row(view: &View, standing: &Standing) -> Markup {
    let quartiles = standing.quartiles;
    let only = Params::default().and("theme", &standing.name);
    html! {
        tr {
            th scope="row" lang="ja" { a href=(view.link("/compare", &only)) { (standing.name) } }
            td.number { (standing.items) }
            td.number { (share_text(standing.share)) }
            td.number { (share_text(quartiles.map(|[_, median, _]| median))) }
            td.number.nowrap { @if let Some([first, _, third]) = quartiles { (share_text(Some(first))) "–" (share_text(Some(third))) } }
            td aria-hidden="true" { (drawing(standing)) }
        }
    }
}

/// The peers' middle half as a bar, their median as a line, the body as a point; the whole is two fifths of a plan.
fn drawing(standing: &Standing) -> Markup {
    const WIDTH: f64 = 160.0;
    let x = |share: f64| 4.0 + (share / 0.4).clamp(0.0, 1.0) * (WIDTH - 8.0);
    html! {
        svg.standing viewBox="0 0 160 20" width="160" height="20" {
            line x1="4" y1="10" x2="156" y2="10" stroke="currentColor" stroke-opacity="0.4" {}
            @if let Some([first, median, third]) = standing.quartiles {
                rect x=(x(first)) y="5" width=((x(third) - x(first)).max(1.0)) height="10" fill="currentColor" fill-opacity="0.25" {}
                line x1=(x(median)) y1="3" x2=(x(median)) y2="17" stroke="currentColor" stroke-width="2" {}
            }
            @if let Some(share) = standing.share { circle cx=(x(share)) cy="10" r="5" fill="currentColor" {} }
        }
    }
}

fn gaps(view: &View, found: &Benchmark) -> Markup {
    let gaps = &found.contrast.gaps;
    html! {
        h2 { (view.say("ほかの団体にあって、ここにない取組", "What peers do and this body does not")) }
        @if gaps.is_empty() { p { (view.say("見つかりません。", "Nothing was found.")) } }
        ul { @for gap in gaps.iter().take(SHOWN) {
            li {
                strong lang="ja" { (gap.words.join("・")) } " "
                (view.lang.pick(format!("{}団体にあり", gap.peers), format!("at {} bodies", gap.peers)))
                details open[view.is_for_print()] {
                    summary { (view.lang.pick(format!("例{}件", gap.exemplars.len()), format!("{} examples", gap.exemplars.len())))
                        span.visually-hidden lang="ja" { "：" (gap.words.join("・")) } }
                    ul { @for exemplar in &gap.exemplars { (example(view, exemplar)) } }
                    @if let Some((nearest, _)) = &gap.nearest { p.meta { (view.say("ここで最も近いもの：", "Nearest here: ")) } ul { (example(view, nearest)) } }
                }
            }
        } }
    }
}

fn alone(view: &View, found: &Benchmark) -> Markup {
    let alone = &found.contrast.alone;
    html! { @if !alone.is_empty() {
        h2 { (view.say("この団体だけの取組", "What this body alone does")) }
        ul { @for exemplar in alone.iter().take(SHOWN) { (example(view, exemplar)) } }
    } }
}

fn example(view: &View, exemplar: &Exemplar) -> Markup {
    html! { @if let Some(row) = view.store().plans().get(exemplar.plan as usize) {
        li { a lang="ja" href=(view.to_plan(&row.id, Some(exemplar.lines.0))) { (exemplar.title) } " "
            span.meta { (layout::title(row)) " " (view.lang.pick(format!("{}行", exemplar.lines.0), format!("line {}", exemplar.lines.0))) } }
    } }
}
