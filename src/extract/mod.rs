//! Stand-in until the reading of plans lands.
pub mod theme;
use crate::model::plan::Facts;
use crate::model::*;
use crate::read::Text;
/// Version of the rules.
pub const VERSION: u32 = 1;
/// Stand-in.
pub fn extract(text: &Text, facts: &Facts) -> Plan {
    let mut plan = Plan { organisation: facts.organisation.clone(), period: facts.period, ..Plan::default() };
    for line in &text.lines {
        let t = line.text.trim();
        if t.is_empty() { continue }
        let id = NodeId(plan.nodes.len() as u32 + 1);
        let short = t.chars().count() < 40;
        let kind = if t.ends_with('。') { PassageKind::Text } else { PassageKind::Node(NodeKind::Initiative) };
        let (title, body) = if short { (t.to_owned(), String::new()) } else { (String::new(), t.to_owned()) };
        if let PassageKind::Node(kind) = kind {
            plan.nodes.push(Node { id, parent: None, kind, marker: String::new(), title: title.clone(), body: body.clone(), flags: Flags::default(), narrative: false, span: LineSpan::line(line.number), columns: None, page: None, repeats: None, themes: vec![] });
        }
        plan.passages.push(Passage { node: matches!(kind, PassageKind::Node(_)).then_some(id), kind, marker: String::new(), title, body, flags: Flags::default(), themes: vec![], repeats: None, span: LineSpan::line(line.number), columns: None, page: None });
    }
    plan
}
