//! What stands around the words of a line: its number, what was read of it, the top of its page.
//!
//! In come a plan that is read and its lines, out comes what is shown beside them. How the words of a line are set must
//! not be known here.

use std::collections::HashMap;

use maud::{Markup, html};

use super::aside_link::aside_link;
use super::correct_link::{self, correct_link};
use super::doubt;
use crate::ask::Params;
use crate::web::view::View;
use kurabe_extract::blocks::Barred;
use kurabe_index::index::PlanRow;
use kurabe_index::search::{Answer, Hit};
use kurabe_model::{Indicator, Node, NodeId, NodeKind, Plan};

/// A plan that is read, and what of it answers.
pub(super) struct Reading<'a> {
    pub(super) row: &'a PlanRow,
    pub(super) plan: &'a Plan,
    pub(super) hits: &'a [&'a Hit],
    pub(super) current: Option<usize>,
    pub(super) answer: Option<&'a Answer>,
}

/// One line of the document.
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) page: Option<u32>,
    pub(super) text: String,
    /// Its cells, where it is a row of a table.
    pub(super) row: Option<Barred>,
}

/// What lies beside the lines.
pub(super) struct Paper<'a> {
    pub(super) view: &'a View,
    reading: &'a Reading<'a>,
    nodes: HashMap<u32, Vec<&'a Node>>,
    figures: HashMap<u32, Vec<&'a Indicator>>,
    /// What is shown below the line of one item.
    panel: Option<&'a (NodeId, Markup)>,
}

impl<'a> Paper<'a> {
    pub(super) fn of(view: &'a View, reading: &'a Reading<'a>, panel: Option<&'a (NodeId, Markup)>) -> Self {
        let (mut nodes, mut figures) = (HashMap::new(), HashMap::new());
        for node in &reading.plan.nodes {
            nodes.entry(node.span.first).or_insert_with(Vec::new).push(node);
        }
        for figure in reading.plan.indicators.iter().filter(|figure| figure.value.is_some()) {
            figures.entry(figure.line).or_insert_with(Vec::new).push(figure);
        }
        Self { view, reading, nodes, figures, panel }
    }

    /// The items that begin on a line.
    pub(super) fn starts(&self, line: u32) -> &[&'a Node] {
        self.nodes.get(&line).map(Vec::as_slice).unwrap_or_default()
    }

    /// How deep a heading an item is, if it is one.
    pub(super) fn level(&self, node: &Node) -> Option<usize> {
        (node.kind == NodeKind::Section).then(|| (self.reading.plan.depth(node.id) + 2).min(6))
    }

    /// The top of a page of the document.
    pub(super) fn turn(&self, page: u32) -> Markup {
        let address = Params::default().and("id", &self.reading.row.id);
        html! { p.page { a href={ (self.view.link("/original", &address)) "#page=" (page) } { "p." (page)
        span.visually-hidden lang=(self.view.lang.pick("ja", "en")) { (self.view.say("（原本を開く）", " (open the document)")) } } } }
    }

    /// What a line is, as classes: of which kind the item is that begins there, and whether it answers now.
    pub(super) fn classes(&self, line: u32) -> String {
        let kind = self.starts(line).first().map_or("plain", |node| node.kind.name());
        let current = self.reading.current.and_then(|place| self.reading.hits.get(place));
        let is_current = current.is_some_and(|hit| (hit.passage.span.first..=hit.passage.span.last).contains(&line));
        format!("line {kind}{}", if is_current { " current" } else { "" })
    }

    /// The number of a line, as a link to it.
    pub(super) fn number(&self, line: u32) -> Markup {
        let label = self.view.lang.pick(format!("{line}行"), format!("line {line}"));
        html! { a.number href={ "#L" (line) } aria-label=(label) { (line) } }
    }

    /// The panel that belongs below a line.
    pub(super) fn panel(&self, line: u32) -> Option<&Markup> {
        let (node, panel) = self.panel?;
        self.starts(line).iter().any(|own| own.id == *node).then_some(panel)
    }

    /// Is anything to be said beside a line?
    pub(super) fn has_margin(&self, line: u32) -> bool {
        !self.starts(line).is_empty() || self.figures.contains_key(&line)
    }

    /// Flags, figures and themes of the items that begin on a line, and the way to the like of them.
    pub(super) fn margin(&self, line: u32) -> Markup {
        let (view, nodes) = (self.view, self.starts(line));
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
        html! { @if self.has_margin(line) {
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
        } }
    }
}
