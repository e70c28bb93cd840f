//! A plan as a tree that a person reads: lines at the margin, marks and themes beside the items.

use std::collections::HashMap;

use super::corrected::{corrected_count, corrected_mark};
use super::doubt::{doubt_mark, doubtful_below};
use super::lang::{Lang, counts_text, kind_name, marks_text, period_text, plan_name};
use super::text::{Style, marked_title, tame, wrap};
use kurabe_index::index::PlanRow;
use kurabe_model::{FiscalYear, Indicator, Node, NodeId, NodeKind, Plan};

/// The plan's head and its outline.
#[must_use]
pub fn plan_tree(row: &PlanRow, plan: &Plan, lang: Lang, style: Style) -> String {
    let mut out = head(row, lang, style);
    let margin = plan.nodes.last().map_or(1, |node| node.span.first.to_string().len()).max(3);
    let mut figures: HashMap<NodeId, Vec<&Indicator>> = HashMap::new();
    for indicator in &plan.indicators {
        figures.entry(indicator.node).or_default().push(indicator);
    }
    for node in &plan.nodes {
        let figures = figures.get(&node.id).map_or(&[][..], Vec::as_slice);
        let corrected = figures.iter().any(|figure| figure.corrected);
        let figures = (figures_text(node, figures), corrected);
        node_text(&mut out, node, (&figures.0, figures.1), (plan.depth(node.id), margin), (lang, style));
    }
    out.push_str(&doubtful_below(plan, lang, style));
    if !plan.notices.is_empty() {
        let text = lang.pick("お知らせ（--notices で表示）", "notices (--notices shows them)");
        out.push_str(&format!("\n{}: {}\n", text, plan.notices.len()));
    }
    out
}

fn head(row: &PlanRow, lang: Lang, style: Style) -> String {
    let mut about = vec![period_text(row.period, lang), kind_name(row.kind, lang).to_owned()];
    about.extend(row.prefecture.clone());
    about.push(counts_text(row, lang));
    let (name, marks) = (style.strong(&plan_name(row, lang)), marks_text(row, lang));
    about.extend(corrected_count(row.corrected as usize, row.misfits as usize, lang));
    format!("{name}{marks}\n  {}\n\n", style.faint(&tame(&about.join("・"))))
}

/// The figures of a node: each measure once, its values one after another, a year where the text does not give it.
fn figures_text(node: &Node, figures: &[&Indicator]) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut before: Option<&Indicator> = None;
    for indicator in figures {
        // One behind the other only what counts alike: 目標 30名 and 月1回 are two things.
        let same = before.filter(|before| before.name == indicator.name && before.unit == indicator.unit);
        let own = node.title.contains(&indicator.name);
        // 相談会 予算 beside 相談会 is its 予算.
        let name = indicator.name.strip_prefix(&node.title).map(str::trim_start).filter(|name| !name.is_empty());
        let mut words: Vec<String> = Vec::new();
        words.extend((same.is_none() && !own).then(|| tame(name.unwrap_or(&indicator.name))));
        words.extend(same.is_none_or(|same| same.role != indicator.role).then(|| indicator.role.name().to_owned()));
        let text = tame(&indicator.said());
        let dated = text.starts_with(|c: char| !c.is_numeric());
        words.extend(indicator.period.filter(|_| !dated).map(|year| FiscalYear(year).short()));
        words.extend((indicator.value.is_some()).then_some(text));
        match said.last_mut().filter(|_| same.is_some()) {
            Some(last) => last.push_str(&format!("→{}", words.join(" "))),
            None => said.push(words.join(" ")),
        }
        before = Some(indicator);
    }
    said.join("、")
}

fn node_text(
    out: &mut String,
    node: &Node,
    (figures, corrected): (&str, bool),
    (depth, margin): (usize, usize),
    (lang, style): (Lang, Style),
) {
    let indent = 2 * depth;
    let is_corrected = node.corrected.is_some() || corrected;
    let mut title = match node.kind {
        NodeKind::Section => style.strong(&marked_title(node)),
        NodeKind::Initiative | NodeKind::Measure => marked_title(node),
    };
    let beside: Vec<String> = node
        .flags
        .iter()
        .map(|flag| format!("［{}］", flag.name()))
        .chain((!node.themes.is_empty()).then(|| format!("#{}", node.themes.join(" #"))))
        .chain((!figures.is_empty()).then(|| format!("({figures})")))
        .chain(node.is_doubtful().then(|| format!("［{}］", doubt_mark(lang))))
        .chain(is_corrected.then(|| format!("［{}］", corrected_mark(lang))))
        .collect();
    if !beside.is_empty() {
        title = format!("{title} {}", style.faint(&beside.join(" ")));
    }
    let room = style.width.saturating_sub(margin + 2 + indent + 2);
    for (number, text) in wrap(&title, room).into_iter().enumerate() {
        let line = if number == 0 { node.span.first.to_string() } else { String::new() };
        let hang = if number == 0 { "" } else { "  " };
        out.push_str(&format!("{}  {}{hang}{text}\n", style.faint(&format!("{line:>margin$}")), " ".repeat(indent)));
    }
}
