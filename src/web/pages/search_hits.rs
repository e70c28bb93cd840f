//! Hits, the plans they stand in, and what of them answers.

use maud::{Markup, html};

use super::aside_link::aside_link;
use super::correct_link;
use crate::ask::Params;
use crate::report::{kind_name, level_name, matched_name, period_text};
use crate::web::layout::{marks, unbroken};
use crate::web::question::QUESTION;
use crate::web::view::View;
use kurabe_index::search::{Answer, Hit, Mark, Match, Piece};
use kurabe_model::PassageKind;

/// The hits of a page, those of a plan together.
pub(super) fn hits(view: &View, answer: &Answer) -> Markup {
    let plans = answer.hits.chunk_by(|a, b| a.plan.id == b.plan.id);
    html! { @for plan in plans { (card(view, plan)) } }
}

fn card(view: &View, hits: &[Hit]) -> Markup {
    let Some(first) = hits.first() else { return html! {} };
    let row = &first.plan;
    let left = first.in_plan.saturating_sub(hits.len());
    let whole = view.params.with("plan", &row.id).without(&["page"]);
    html! {
        article.card {
            h2 { a href=(view.to_plan(&row.id, None)) { span lang="ja" {
                (row.organisation.as_deref().unwrap_or_default()) " " (unbroken(row.title.as_deref().unwrap_or(&row.id))) } } " " (marks(row, view.lang)) }
            p.meta {
                span.nowrap { (period_text(row.period, view.lang)) }
                (view.say("・", ", ")) (kind_name(row.kind, view.lang))
                @if let Some(prefecture) = &row.prefecture { (view.say("・", ", ")) span lang="ja" { (prefecture) } }
            }
            ol.hits { @for hit in hits { li { (one(view, hit)) } } }
            @if left > 0 && view.params.get("plan").is_none() {
                p { a href=(view.link("/", &whole)) { (view.lang.pick(
                    format!("この計画の残り{left}箇所"), format!("{left} more in this plan"))) } }
            }
        }
    }
}

fn one(view: &View, hit: &Hit) -> Markup {
    let passage = &hit.passage;
    let place = view.to_hit(&hit.plan.id, Some(passage.span.first), &view.params.only(&QUESTION).without(&["plan"]));
    html! {
        p.path lang="ja" {
            @for (place, title) in hit.path.iter().enumerate() { @if place > 0 { " › " } span { (title) } }
            @if passage.title.is_empty() { @if !hit.path.is_empty() { " › " } span lang=(view.lang.pick("ja", "en")) { (level_name(passage.kind, view.lang)) } }
        }
        p.snippet lang="ja" {
            a href=(place) { @if !passage.marker.is_empty() && passage.marker != "【】" { (passage.marker) " " } (snippet(&hit.snippet)) }
        }
        p.meta {
            @for flag in passage.flags.iter() { span.badge lang="ja" { (flag.name()) } " " }
            (correct_link::mark(view, passage.corrected))
            @if let Some(page) = passage.page { "p." (page) " " }
            (view.lang.pick(format!("{}行", passage.span.first), format!("line {}", passage.span.first)))
            @if hit.matched != Match::Literal { " " span.badge.soft { (matched_name(hit.matched, view.lang)) } }
            " " (aside_link(view, &meant(hit), ""))
            @for theme in &passage.themes {
                " " a.theme lang="ja" href=(view.link("/", &view.params.with("theme", theme).without(&["page"]))) { (theme) }
            }
        }
    }
}

/// By what a hit is known.
fn meant(hit: &Hit) -> Params {
    let params = Params::default().and("id", &hit.plan.id).and("line", hit.passage.span.first);
    let node = hit.passage.node.filter(|_| hit.passage.kind != PassageKind::Text);
    node.map_or(params.clone(), |node| params.and("node", node.0))
}

/// Text with its words marked.
pub(super) fn snippet(pieces: &[Piece]) -> Markup {
    html! {
        @for (text, mark) in pieces {
            @match mark {
                Some(Mark::Typed) => mark { (text) },
                Some(Mark::Added) => mark.added { (text) },
                None => (text),
            }
        }
    }
}
