//! The records of a diff as cards: the kind of change first, then old beside new.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, html};

use super::aside_link::aside_link;
use super::correct_link::pair_link;
use crate::ask::Params;
use crate::report::{
    Compared, changed_parts, figure_text, flags_text, mention_text, near_text, order_text, reader_text, status_name,
    status_sign,
};
use crate::web::view::View;
use kurabe_diff::{Inline, Record, Status, Stretch};
use kurabe_index::index::PlanRow;
use kurabe_model::{Node, NodeId, Plan};

/// Cards on one page: more make a page that no printer wants.
const MOST: usize = 1_500;

/// All records whose status is shown; runs of others folded into a line. Where something moved away stands a stub.
pub(super) fn records(view: &View, compared: &Compared<'_>, statuses: &[Status]) -> Markup {
    let cards = Cards { view, compared: *compared, old: compared.old.1, new: compared.new.1 };
    let stubs = cards.stubs();
    let wanted = |record: &Record| {
        statuses.contains(&record.status) || (record.status == Status::Unchanged && !record.is_same())
    };
    let mut parts: Vec<Markup> = Vec::new();
    let mut hidden: Vec<usize> = Vec::new();
    let all = &compared.diff.records;
    for (at, record) in all.iter().enumerate().take(MOST) {
        if wanted(record) {
            parts.push(cards.folded(&std::mem::take(&mut hidden)));
            parts.push(cards.card(at, record));
        } else {
            hidden.push(at);
        }
        for other in stubs.get(&at).into_iter().flatten() {
            parts.push(cards.stub(*other));
        }
    }
    parts.push(cards.folded(&hidden));
    let left = all.len().saturating_sub(MOST);
    html! { section aria-label=(view.say("変更の一覧", "Changes")) { @for part in &parts { (part) } }
    @if left > 0 { p { (view.lang.pick(
        format!("ほか{left}件は新旧対照表にあります。"), format!("{left} more in the table of old and new."))) } } }
}

struct Cards<'a> {
    view: &'a View,
    compared: Compared<'a>,
    old: &'a Plan,
    new: &'a Plan,
}

impl Cards<'_> {
    /// After which records the places stand from which others moved away.
    fn stubs(&self) -> BTreeMap<usize, Vec<usize>> {
        let records = &self.compared.diff.records;
        let mut of_old: HashMap<NodeId, usize> = HashMap::new();
        for (at, record) in records.iter().enumerate() {
            record.old.iter().for_each(|id| {
                of_old.insert(*id, at);
            });
        }
        let moved = |at: usize| records.get(at).is_some_and(is_moved);
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, record) in records.iter().enumerate().filter(|(at, _)| moved(*at)) {
            let Some(first) = record.old.first() else { continue };
            let before = (1..first.0).rev().filter_map(|id| of_old.get(&NodeId(id)).copied()).find(|at| !moved(*at));
            found.entry(before.unwrap_or(0)).or_default().push(at);
        }
        found
    }

    fn stub(&self, at: usize) -> Markup {
        let Some(record) = self.compared.diff.records.get(at) else { return html! {} };
        let title = self.old.nodes_of(&record.old).next().map(|node| node.title.as_str()).unwrap_or_default();
        html! { p.folded id={ "o" (at) } {
        "⇄ " span lang="ja" { (title) } " " a href={ "#r" (at) } { (self.view.say("移動先へ", "moved: go there")) } } }
    }

    /// What is not shown: what did not change can be opened, the rest is only counted.
    fn folded(&self, hidden: &[usize]) -> Markup {
        let records = hidden.iter().filter_map(|at| self.compared.diff.records.get(*at));
        let same: Vec<&Record> = records.filter(|record| record.status == Status::Unchanged).collect();
        let others = hidden.len() - same.len();
        html! {
            @if !same.is_empty() {
                details.folded open[self.view.is_for_print()] {
                    summary { (self.view.lang.pick(format!("略（変更なし{}件）", same.len()), format!("{} unchanged", same.len()))) }
                    ul { @for record in same { li { (self.both_places(record)) span lang="ja" { (self.titles(record, Side::New)) } } } }
                }
            }
            @if others > 0 { p.folded { (self.view.lang.pick(format!("略（{others}件）"), format!("{others} not shown"))) } }
        }
    }

    /// The lines of an item in the old plan and in the new.
    fn both_places(&self, record: &Record) -> Markup {
        html! { span.meta {
            @for node in self.old.nodes_of(&record.old) { (Side::Old.label(self.view)) " " (self.place(self.compared.old.0, node)) " " }
            @for node in self.new.nodes_of(&record.new) { (Side::New.label(self.view)) " " (self.place(self.compared.new.0, node)) " " }
        } }
    }

    fn card(&self, at: usize, record: &Record) -> Markup {
        let view = self.view;
        let class = record.status.name().replace('+', "-");
        html! {
            article class={ "relation " (class) } id={ "r" (at) } {
                h2.status { span.badge { (status_sign(record.status)) (status_name(record.status, view.lang)) }
                    @if record.status == Status::Unchanged { " " span.badge { (changed_parts(record, view.lang)) } }
                    @if let Some(text) = reader_text(&self.compared, record, view.lang) { " " span.badge.soft { (text) } }
                    @if record.section { " " span.badge.soft { (view.say("柱・章", "section")) } } }
                (self.side(record, Side::Old))
                (self.side(record, Side::New))
                @if view.pen().is_ok() { p.tools {
                    (aside_link(view, &self.meant(at), &format!("#r{at}"))) " " (pair_link(view, &self.meant(at))) } }
                @if !record.figures.is_empty() || record.flags_changed || record.order || is_moved(record) {
                    div.changes {
                        @for figure in &record.figures { p lang="ja" { (figure_text(figure, view.lang)) } }
                        @if let Some(text) = order_text(self.old, self.new, record, view.lang) { p { (text) } }
                        @if record.flags_changed { p { (flags_text(self.old, self.new, record, view.lang)) } }
                        @if is_moved(record) { p { a href={ "#o" (at) } { (view.say("元の場所へ", "Where it was")) } } }
                    }
                }
            }
        }
    }

    /// By what a record is known.
    fn meant(&self, at: usize) -> Params {
        let (old, new) = (&self.compared.old.0.id, &self.compared.new.0.id);
        Params::default().and("old", old).and("new", new).and("record", at)
    }

    fn side(&self, record: &Record, side: Side) -> Markup {
        let (ids, nodes, row) = match side {
            Side::Old => (&record.old, self.old, self.compared.old.0),
            Side::New => (&record.new, self.new, self.compared.new.0),
        };
        let label = side.label(self.view);
        if ids.is_empty() {
            let near = record.near.and_then(|id| nodes.node(id));
            return html! { div.side { p.meta { (label) } p.meta { (side.nothing(self.view)) }
            @if let (Some(line), Some(text)) = (record.mentioned, mention_text(record, self.view.lang)) {
                p { a href=(self.view.to_plan(&row.id, Some(line))) { (text) } } }
            @if let (Some(near), Some(text)) = (near, near_text(self.old, self.new, record, self.view.lang)) {
                p lang="ja" { a href=(self.view.to_plan(&row.id, Some(near.span.first))) { (text) } } } } };
        }
        let several = ids.len() > 1;
        html! {
            div.side {
                @for (number, node) in nodes.nodes_of(ids).enumerate() {
                    p.meta { (label) @if several { (number + 1) } " " (self.place(row, node)) " "
                        span lang="ja" { (nodes.path(node.id).join(" › ")) } }
                }
                p lang="ja" { strong { (self.titles(record, side)) } }
                @if record.body_changed { p lang="ja" { (stretches(self.view, &record.body, side)) } }
            }
        }
    }

    /// Page and line of a node, with the way there.
    fn place(&self, row: &PlanRow, node: &Node) -> Markup {
        let line = node.span.first;
        html! { a href=(self.view.to_plan(&row.id, Some(line))) {
        @if let Some(page) = node.page { "p." (page) " " }
        (self.view.lang.pick(format!("{line}行"), format!("line {line}"))) } }
    }

    /// The titles with what changed in them; those of something new or gone as they are.
    fn titles(&self, record: &Record, side: Side) -> Markup {
        let is_alone = record.old.is_empty() || record.new.is_empty();
        if !record.inline.is_empty() && !is_alone {
            return stretches(self.view, &record.inline, side);
        }
        let (ids, nodes) = match side {
            Side::Old => (&record.old, self.old),
            Side::New => (&record.new, self.new),
        };
        let titles: Vec<&str> = nodes.nodes_of(ids).map(|node| node.title.as_str()).collect();
        html! { (titles.join("\n")) }
    }
}

fn is_moved(record: &Record) -> bool {
    matches!(record.status, Status::Moved | Status::MovedReworded)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

impl Side {
    fn label(self, view: &View) -> &'static str {
        match self {
            Self::Old => view.say("旧", "Old"),
            Self::New => view.say("新", "New"),
        }
    }

    fn nothing(self, view: &View) -> &'static str {
        match self {
            Self::Old => view.say("（旧になし）", "(not in the old plan)"),
            Self::New => view.say("（新になし）", "(not in the new plan)"),
        }
    }
}

/// One side of a text, what is only on it marked. What a screen reader should say of it stands hidden before it.
fn stretches(view: &View, inline: &Inline, side: Side) -> Markup {
    html! {
        @for (kind, text) in inline {
            @match (kind, side) {
                (Stretch::Equal, _) => (text),
                (Stretch::Delete, Side::Old) => del { span.visually-hidden { (view.say("削除：", "deleted: ")) } (text) },
                (Stretch::Insert, Side::New) => ins { span.visually-hidden { (view.say("追加：", "inserted: ")) } (text) },
                _ => "",
            }
        }
    }
}
