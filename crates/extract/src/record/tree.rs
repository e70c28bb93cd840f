//! A plan as text that a person checks line by line: its facts, its tree, its figures, its notices.
//!
//! What comes in is a plan, what goes out is text for `expected.txt` of the layout cases. This file must not
//! know how a plan was read.

use kurabe_model::{Indicator, Node, NodeKind, Plan};

/// A plan as text.
///
/// Facts come first, one a line and only those that are stated. A node is `kind mark｜title` after its lines, set
/// in by its depth: s a section, i an initiative, m a measure, n a background chapter. Below it stand its body
/// (`|`), its figures (`=`: line, role, name, value with unit, year) and the item of the details that it announces (`→`).
#[must_use]
pub fn tree(plan: &Plan) -> String {
    let mut out = facts(plan);
    for node in &plan.nodes {
        let depth = plan.depth(node.id);
        let indent = "  ".repeat(depth);
        out += &format!("{:>4} {indent}{}\n", node.span.first, headline(node));
        let below = format!("     {indent}  ");
        for line in node.body.lines() {
            out += &format!("{below}| {line}\n");
        }
        if let Some(details) = node.repeats.and_then(|id| plan.nodes.get(id.0 as usize - 1)) {
            out += &format!("{below}→ {} {}\n", details.span.first, details.title);
        }
        for figure in plan.indicators.iter().filter(|figure| figure.node == node.id) {
            out += &format!("{below}= {}\n", figure_line(figure));
        }
    }
    for notice in &plan.notices {
        let place = notice.span.map_or("-".to_owned(), |span| format!("{}-{}", span.first, span.last));
        out += &format!("notice {} {place}\n", notice.class().name());
    }
    out
}

fn facts(plan: &Plan) -> String {
    let years = plan.period.map(|period| format!("{}-{}", period.from, period.to));
    let stated = [
        ("organisation", plan.organisation.clone()),
        ("organisation_kind", plan.organisation_kind.map(|kind| kind.name().to_owned())),
        ("prefecture", plan.prefecture.clone()),
        ("title", plan.title.clone()),
        ("plan_kind", Some(plan.kind.name().to_owned())),
        ("term", plan.term.clone()),
        ("years", years),
        ("published", plan.published.clone()),
    ];
    stated.into_iter().filter_map(|(name, value)| value.map(|value| format!("{name}: {value}\n"))).collect()
}

fn headline(node: &Node) -> String {
    let kind = match node.kind {
        NodeKind::Section if node.narrative => 'n',
        NodeKind::Section => 's',
        NodeKind::Initiative => 'i',
        NodeKind::Measure => 'm',
    };
    let lines = if node.span.last == node.span.first { String::new() } else { format!(" -{}", node.span.last) };
    let flags: String = node.flags.iter().map(|flag| format!(" ［{}］", flag.name())).collect();
    let mark = if node.marker.is_empty() { String::new() } else { format!("{}｜", node.marker) };
    format!("{kind} {mark}{}{flags}{lines}", node.title)
}

fn figure_line(figure: &Indicator) -> String {
    let value = figure.value.map_or("-".to_owned(), |value| value.to_string());
    let approximate = if figure.approx { "約" } else { "" };
    let change = if figure.change { "±" } else { "" };
    let year = figure.period.map_or(String::new(), |year| format!(" {year}"));
    format!("{} {} {} {approximate}{change}{value}{}{year}", figure.line, figure.role.name(), figure.name, figure.unit)
}
