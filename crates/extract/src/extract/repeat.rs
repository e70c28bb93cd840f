//! Plans that list their items twice: an outline, then the details.
//!
//! What comes in is a plan, what goes out are the items of its outline that name an item of the details. This
//! file must not know lines or marks.

use crate::blocks::chars::{digit, squeeze};
use kurabe_model::{Node, NodeId, NodeKind, Plan};
use kurabe_text::likeness::Overlap;
use std::collections::HashMap;

/// So much of the pairs of letters of the shorter title come again where an item under the same number is the same.
const AGAIN: f32 = 0.4;
/// And so much of those that carry meaning, where only the words tell which item of the details is announced.
const ANNOUNCED: f32 = 2.0 / 3.0;

/// An item of the details: its id, its pairs of letters, its title.
type Detail = (NodeId, Vec<(char, char)>, String);

/// What must agree for a short entry to be the announcement of a longer one.
type Key = (String, String);

/// Sets `repeats` on the items of the outline.
pub(super) fn mark(plan: &mut Plan) {
    let nodes = &plan.nodes;
    let mut parents = vec![false; nodes.len() + 1];
    for node in nodes {
        if let Some(NodeId(parent)) = node.parent {
            parents[parent as usize] = true;
        }
    }
    let holds = |node: &Node| parents.get(node.id.0 as usize).copied().unwrap_or(false);
    let top = tops(nodes);
    let mut details: HashMap<Key, NodeId> = HashMap::new();
    // Those that only tell of themselves: of such a name another chapter alone lists the same work.
    let mut told: HashMap<Key, (NodeId, NodeId)> = HashMap::new();
    let mut found: Vec<(usize, NodeId)> = Vec::new();
    for (at, node) in nodes.iter().enumerate().rev() {
        if node.kind != NodeKind::Initiative {
            continue;
        }
        let counted = number(&node.marker);
        if counted.is_empty() {
            continue;
        }
        let key = (counted, squeeze(&node.title));
        if holds(node) {
            details.insert(key, node.id);
        } else if !node.body.is_empty() {
            told.insert(key, (node.id, top[at]));
        } else {
            let elsewhere = || told.get(&key).filter(|(_, chapter)| *chapter != top[at]).map(|(detail, _)| detail);
            found.extend(details.get(&key).or_else(elsewhere).map(|detail| (at, *detail)));
        }
    }
    found.extend(chapters(nodes));
    found.extend(announced(nodes, &parents));
    for (at, detail) in found {
        plan.nodes[at].repeats.get_or_insert(detail);
    }
}

/// A first chapter without details whose pillars all come again in a later one: item by item the same numbers.
fn chapters(nodes: &[Node]) -> Vec<(usize, NodeId)> {
    let top = tops(nodes);
    if !may_announce(nodes, &top) {
        return Vec::new();
    }
    // Each heading's title once, as a number: equal titles, equal numbers.
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut named = vec![None; nodes.len()];
    for node in nodes.iter().filter(|node| node.kind == NodeKind::Initiative) {
        if let Some(NodeId(parent)) = node.parent {
            let at = parent as usize - 1;
            if named[at].is_none() {
                let next = known.len();
                named[at] = Some(*known.entry(squeeze(&nodes[at].title)).or_insert(next));
            }
        }
    }
    let heading =
        |node: &Node| node.parent.and_then(|NodeId(parent)| named.get(parent as usize - 1).copied().flatten());
    let mut items: HashMap<(NodeId, usize, String), (NodeId, String)> = HashMap::new();
    let mut plain: HashMap<NodeId, (Vec<usize>, bool)> = HashMap::new();
    for (at, node) in nodes.iter().enumerate().filter(|(_, node)| node.parent.is_some()) {
        let slot = plain.entry(top[at]).or_insert((Vec::new(), true));
        match node.kind {
            NodeKind::Measure => slot.1 = false,
            NodeKind::Initiative => {
                slot.0.push(at);
                if let Some(heading) = heading(node) {
                    items.insert((top[at], heading, number(&node.marker)), (node.id, squeeze(&node.title)));
                }
            }
            NodeKind::Section => {}
        }
    }
    let mut tops: Vec<NodeId> = plain.keys().copied().collect();
    tops.sort_unstable();
    let mut found = Vec::new();
    for first in &tops {
        let Some((outline, true)) = plain.get(first) else {
            continue;
        };
        for later in tops.iter().filter(|later| *later > first).take(4) {
            let pairs: Vec<(usize, NodeId)> = outline
                .iter()
                .filter_map(|at| {
                    let node = &nodes[*at];
                    let (detail, title) = items.get(&(*later, heading(node)?, number(&node.marker)))?;
                    alike(&squeeze(&node.title), title).then_some((*at, *detail))
                })
                .collect();
            if pairs.len() >= 3 && pairs.len() * 5 >= outline.len() * 3 {
                found.extend(pairs);
                break;
            }
        }
    }
    found
}

/// 重点事項 before the details: short items of which at least half come again under other words.
fn announced(nodes: &[Node], parents: &[bool]) -> Vec<(usize, NodeId)> {
    let mut found = Vec::new();
    let holds = |node: &Node| parents.get(node.id.0 as usize).copied().unwrap_or(false);
    for section in
        nodes.iter().filter(|node| node.kind == NodeKind::Section && is_list_of_priorities(&node.title)).take(4)
    {
        let from = section.id.0 as usize;
        let items: Vec<usize> =
            (from..nodes.len()).take_while(|at| nodes[*at].parent == Some(section.id)).take(40).collect();
        let plain = |at: &usize| {
            let node = &nodes[*at];
            node.kind == NodeKind::Initiative && node.body.is_empty() && !holds(node)
        };
        if items.len() < 2 || !items.iter().all(plain) {
            continue;
        }
        // The details stand outside the list, and outside all that the list itself belongs to.
        let after = items[items.len() - 1] + 1;
        let later: Vec<Detail> = nodes[after..]
            .iter()
            .take(2000)
            .filter(|node| !node.narrative && node.kind != NodeKind::Measure && node.title.chars().count() <= 60)
            .map(|node| (node.id, content(&node.title), squeeze(&node.title)))
            .collect();
        let pairs: Vec<(usize, NodeId)> = items
            .iter()
            .filter_map(|at| {
                let item = content(&nodes[*at].title);
                let said = squeeze(&nodes[*at].title);
                if let Some((id, ..)) = later.iter().find(|(.., title)| *title == said) {
                    return Some((*at, *id));
                }
                let best = later
                    .iter()
                    .map(|(id, pairs, _)| (Overlap::of(&item, pairs, |_| 1.0), *id))
                    .filter(|(overlap, _)| overlap.shared >= 2.0 && overlap.held() >= ANNOUNCED)
                    .max_by(|(a, one), (b, other)| a.shared.total_cmp(&b.shared).then(other.cmp(one)))?;
                Some((*at, best.1))
            })
            .collect();
        if pairs.len() * 2 >= items.len() {
            found.extend(pairs);
        }
    }
    found
}

/// 重点事項, 本年度の重点目標: a heading that announces rather than details.
fn is_list_of_priorities(title: &str) -> bool {
    const LISTS: [&str; 10] = [
        "重点事項",
        "重点項目",
        "重点目標",
        "重点課題",
        "重点施策",
        "重点事業",
        "重点方針",
        "重点取組",
        "主要事項",
        "重点的取組",
    ];
    let title = squeeze(title);
    LISTS.iter().any(|list| title.ends_with(list))
}

/// The pairs of letters that carry a title's meaning: no hiragana, none of the words that every item has.
fn content(title: &str) -> Vec<(char, char)> {
    const EVERYWHERE: [&str; 14] = [
        "支援", "推進", "強化", "対応", "促進", "事業", "充実", "実施", "活動", "向上", "拡大", "対策", "取組", "開催",
    ];
    let letters: Vec<char> = squeeze(title).chars().collect();
    let mut pairs: Vec<(char, char)> = letters
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(a, b)| {
            let told = |c: &char| c.is_alphanumeric() && !crate::blocks::chars::is_hiragana(*c);
            told(a) && told(b) && !EVERYWHERE.iter().any(|word| word.starts_with(*a) && word.ends_with(*b))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Is there a chapter of at least three initiatives and no measures, with another chapter after it?
fn may_announce(nodes: &[Node], top: &[NodeId]) -> bool {
    let mut from = 0;
    let mut announced = false;
    for chapter in top.chunk_by(|a, b| a == b) {
        let nodes = &nodes[from..from + chapter.len()];
        from += chapter.len();
        let initiatives = nodes.iter().filter(|node| node.kind == NodeKind::Initiative).count();
        if announced && initiatives >= 3 {
            return true;
        }
        announced |= initiatives >= 3 && nodes.iter().all(|node| node.kind != NodeKind::Measure);
    }
    false
}

/// The top chapter of each node.
fn tops(nodes: &[Node]) -> Vec<NodeId> {
    let mut tops: Vec<NodeId> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let top = node.parent.and_then(|NodeId(parent)| tops.get(parent as usize - 1).copied());
        tops.push(top.unwrap_or(node.id));
    }
    tops
}

/// The number in a mark: `※1.`, `1.` and 事業１ are all 1; a bullet has none.
fn number(marker: &str) -> String {
    let plain = |c: char| digit(c).and_then(|value| char::from_digit(value, 10));
    marker.chars().filter_map(|c| plain(c).or_else(|| crate::blocks::numeral::circled(c).map(|_| c))).collect()
}

/// Do two titles share two fifths of their pairs of letters?
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let pairs = |text: &str| {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let overlap = Overlap::of(&pairs(a), &pairs(b), |_| 1.0);
    overlap.shared > 0.0 && overlap.held() >= AGAIN
}
