//! The text of a plan as its document has it, line by line, with what was read of each line beside it.

use std::collections::HashMap;

use maud::{Markup, html};

use super::aside_link::aside_link;
use super::correct_link::{self, correct_link};
use super::doubt;
use super::search_hits::snippet;
use crate::ask::Params;
use crate::web::view::View;
use kurabe_index::index::PlanRow;
use kurabe_index::search::{Answer, Hit, Marked, Piece, marks, pieces};
use kurabe_model::{Indicator, LineSpan, Node, NodeId, NodeKind, Plan};
use kurabe_text::run::End;

/// A plan that is read, and what of it answers.
pub(super) struct Reading<'a> {
    pub(super) row: &'a PlanRow,
    pub(super) plan: &'a Plan,
    pub(super) hits: &'a [&'a Hit],
    pub(super) current: Option<usize>,
    pub(super) answer: Option<&'a Answer>,
}

/// One line of the document.
struct Line {
    number: u32,
    page: Option<u32>,
    text: String,
}

/// Lines on one page; a longer document comes in parts.
pub(super) const MOST: usize = 3_000;

/// The text, with a panel below the line of one item.
pub(super) fn text(view: &View, reading: &Reading<'_>, beside: Option<&(NodeId, Markup)>) -> Markup {
    let lines = lines(view, reading);
    let wanted = view.params.number::<u32>("line").or_else(|| view.params.number("part_from")).unwrap_or(1);
    let place = lines.partition_point(|line| line.number < wanted);
    let start = place / MOST * MOST;
    let shown = lines.get(start..(start + MOST).min(lines.len())).unwrap_or_default();
    let part = |from: usize| {
        let line = lines.get(from).map_or(1, |line| line.number);
        view.link("/plans", &Params::default().and("id", &reading.row.id).and("part_from", line))
    };
    let marked = marked(reading, &lines);
    let paper = Paper { view, reading, nodes: by_line(&reading.plan.nodes), figures: figures(reading.plan), marked };
    html! {
        div.text lang="ja" {
            @if start > 0 { p { a rel="prev" href=(part(start - MOST)) { (view.say("前の部分", "Earlier part")) } } }
            @for (place, line) in shown.iter().enumerate() {
                @let above = place.checked_sub(1).and_then(|place| shown.get(place)).and_then(|line| line.page);
                @if line.page != above { (paper.turn(line.page)) }
                (paper.line(line))
                @if let Some((node, panel)) = beside {
                    @if paper.starts(line.number).any(|own| own.id == *node) { (panel) }
                }
            }
            @if start + MOST < lines.len() { p { a rel="next" href=(part(start + MOST)) { (view.say("次の部分", "Next part")) } } }
        }
    }
}

/// The document's lines; where it is gone, those of the passages that the index keeps.
fn lines(view: &View, reading: &Reading<'_>) -> Vec<Line> {
    if let Some(text) = view.app.text(&view.now, reading.row) {
        let line = |line: &kurabe_read::Line| Line { number: line.number, page: line.page, text: line.text.clone() };
        return text.lines.iter().map(line).collect();
    }
    let passage = |passage: &kurabe_model::Passage| Line {
        number: passage.span.first,
        page: passage.page,
        text: format!("{}{} {}", passage.marker, passage.title, passage.body),
    };
    let mut lines: Vec<Line> = reading.plan.passages.iter().map(passage).collect();
    lines.sort_by_key(|line| line.number);
    lines.dedup_by_key(|line| line.number);
    lines
}

fn by_line(nodes: &[Node]) -> HashMap<u32, Vec<&Node>> {
    let mut found: HashMap<u32, Vec<&Node>> = HashMap::new();
    for node in nodes {
        found.entry(node.span.first).or_default().push(node);
    }
    found
}

fn figures(plan: &Plan) -> HashMap<u32, Vec<&Indicator>> {
    let mut found: HashMap<u32, Vec<&Indicator>> = HashMap::new();
    for figure in plan.indicators.iter().filter(|figure| figure.value.is_some()) {
        found.entry(figure.line).or_default().push(figure);
    }
    found
}

/// The lines of hits, cut into marked and plain pieces. A word that runs over the end of a line is marked on both.
fn marked(reading: &Reading<'_>, lines: &[Line]) -> HashMap<u32, Vec<Piece>> {
    let Some(answer) = reading.answer else { return HashMap::new() };
    let mut found = HashMap::new();
    for hit in reading.hits {
        let LineSpan { first, last } = hit.passage.span;
        let from = lines.partition_point(|line| line.number < first);
        let until = lines.partition_point(|line| line.number <= last);
        let own = lines.get(from..until).unwrap_or_default();
        let whole = own.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        let ranges = marks(&whole, &words(answer, hit));
        let mut start = 0;
        for line in own {
            let end = start + line.text.len();
            let here = ranges.iter().filter(|(range, _)| range.start < end && start < range.end);
            let here = here.map(|(range, mark)| (range.start.max(start) - start..range.end.min(end) - start, *mark));
            let here: Vec<_> = here.filter(|(range, _)| !range.is_empty()).collect();
            found.insert(line.number, pieces(&line.text, &here));
            start = end + 1;
        }
    }
    found
}

/// The words to mark in a hit: those typed and added, and what of it answers in another way.
fn words(answer: &Answer, hit: &Hit) -> Vec<Marked> {
    let mut words = answer.words.clone();
    for (text, mark) in &hit.snippet {
        let folded = kurabe_text::fold::fold(text);
        if let Some(mark) = mark.filter(|_| !folded.is_empty() && words.iter().all(|word| word.folded != folded)) {
            words.push(Marked { folded, end: End::Open, mark });
        }
    }
    words
}

/// What lies beside the lines.
struct Paper<'a> {
    view: &'a View,
    reading: &'a Reading<'a>,
    nodes: HashMap<u32, Vec<&'a Node>>,
    figures: HashMap<u32, Vec<&'a Indicator>>,
    marked: HashMap<u32, Vec<Piece>>,
}

impl Paper<'_> {
    fn starts(&self, line: u32) -> impl Iterator<Item = &Node> {
        self.nodes.get(&line).into_iter().flatten().copied()
    }

    /// The top of a page of the document.
    fn turn(&self, page: Option<u32>) -> Markup {
        let Some(page) = page else { return html! {} };
        let address = Params::default().and("id", &self.reading.row.id);
        html! { p.page { a href={ (self.view.link("/original", &address)) "#page=" (page) } { "p." (page)
        span.visually-hidden lang=(self.view.lang.pick("ja", "en")) { (self.view.say("（原本を開く）", " (open the document)")) } } } }
    }

    fn line(&self, line: &Line) -> Markup {
        let nodes: Vec<&Node> = self.starts(line.number).collect();
        let first = nodes.first();
        let kind = first.map_or("plain", |node| node.kind.name());
        let is_hit = |place: usize| {
            self.reading
                .hits
                .get(place)
                .is_some_and(|hit| (hit.passage.span.first..=hit.passage.span.last).contains(&line.number))
        };
        let current = if self.reading.current.is_some_and(is_hit) { " current" } else { "" };
        let level = first.filter(|node| node.kind == NodeKind::Section && !line.text.trim().is_empty());
        let level = level.map(|node| (self.reading.plan.depth(node.id) + 2).min(6));
        html! {
            div class={ "line " (kind) (current) } id={ "L" (line.number) } {
                a.number href={ "#L" (line.number) } aria-label=(self.view.lang.pick(format!("{}行", line.number), format!("line {}", line.number))) { (line.number) }
                div.words role=[level.map(|_| "heading")] aria-level=[level] { (self.words(line)) }
                @if !nodes.is_empty() || self.figures.contains_key(&line.number) { (self.margin(line.number, &nodes)) }
            }
        }
    }

    fn words(&self, line: &Line) -> Markup {
        match self.marked.get(&line.number) {
            Some(pieces) => snippet(pieces),
            None => html! { (line.text) },
        }
    }

    /// Flags, figures and themes of the items that begin on a line, and the way to the like of them.
    fn margin(&self, line: u32, nodes: &[&Node]) -> Markup {
        let view = self.view;
        let item = nodes.iter().find(|node| node.kind != NodeKind::Section);
        let mut themes: Vec<&str> = nodes.iter().flat_map(|node| &node.themes).map(String::as_str).collect();
        themes.dedup();
        let mut figures = self.figures.get(&line).into_iter().flatten();
        let is_corrected = nodes.iter().any(|node| node.corrected.is_some()) || figures.any(|figure| figure.corrected);
        let similar = item.map(|item| {
            let params = view.params.only(&["q", "exact", "without"]).and("id", &self.reading.row.id);
            let address = params.and("similar", item.id.0).and("line", line);
            format!("{}#L{line}", view.link("/plans", &address))
        });
        html! {
            p.beside {
                @for flag in nodes.iter().flat_map(|node| node.flags.iter()) { span.badge { (flag.name()) } " " }
                @if let Some(node) = nodes.iter().find(|node| node.is_doubtful()) { (doubt::mark(view, node.rule)) " " }
                (correct_link::mark(view, is_corrected))
                @for figure in self.figures.get(&line).into_iter().flatten() {
                    span.figure { (figure.role.name()) " " (figure.said()) } " "
                }
                @for theme in &themes {
                    a.theme href=(view.link("/", &Params::default().and("theme", theme))) { (theme) } " "
                }
                @if let Some(address) = similar {
                    a.like href=(address) lang=(view.lang.pick("ja", "en")) { (view.say("似た取組", "Similar")) } " "
                }
                @for node in nodes { (correct_link(view, &self.reading.row.id, node)) }
                @if let Some(node) = nodes.last() {
                    (aside_link(view, &Params::default().and("id", &self.reading.row.id).and("node", node.id.0), &format!("#L{line}")))
                }
            }
        }
    }
}
