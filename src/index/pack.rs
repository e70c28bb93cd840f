//! Plans as the index stores them: small, and quick to open.
//!
//! The passage of a node repeats the node, so only those that do not are kept. All strings stand in one stretch of
//! two-byte units: Japanese takes three bytes a letter in UTF-8, and the store's compression looks back over 64 KiB,
//! which in two-byte units often reaches the plan of the year before.

use serde::{Deserialize, Serialize};

use crate::model::{Node, NodeId, Passage, PassageKind, Plan};

/// What is stored of a plan.
#[derive(Serialize, Deserialize)]
struct Packed {
    /// The plan with its strings and passages taken out.
    plan: Plan,
    /// How many passages there are.
    passages: u32,
    /// Passages that are not the plain passage of the next node, and their places.
    apart: Vec<(u32, Passage)>,
    /// Lengths of the strings, in two-byte units.
    lengths: Vec<u32>,
    /// The strings.
    text: Vec<u8>,
}

/// A plan as bytes.
pub(super) fn pack(mut plan: Plan) -> Result<Vec<u8>, postcard::Error> {
    let passages = std::mem::take(&mut plan.passages);
    let count = passages.len() as u32;
    let mut apart = Vec::new();
    let mut nodes = plan.nodes.iter();
    for (place, passage) in passages.into_iter().enumerate() {
        let is_node = matches!(passage.kind, PassageKind::Node(_));
        let plain = if is_node { nodes.next().map(of_node) } else { None };
        if plain.as_ref() != Some(&passage) {
            apart.push((place as u32, passage));
        }
    }
    let (mut lengths, mut text) = (Vec::new(), Vec::new());
    strings(&mut plan, &mut apart, &mut |string| {
        let before = text.len();
        string.encode_utf16().for_each(|unit| text.extend_from_slice(&unit.to_le_bytes()));
        lengths.push(((text.len() - before) / 2) as u32);
        string.clear();
    });
    postcard::to_stdvec(&Packed { plan, passages: count, apart, lengths, text })
}

/// The plan that [`pack`] made bytes of.
pub(super) fn unpack(bytes: &[u8]) -> Result<Plan, postcard::Error> {
    let Packed { mut plan, passages, mut apart, lengths, text } = postcard::from_bytes(bytes)?;
    let units: Vec<u16> = text.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let (mut lengths, mut at) = (lengths.into_iter(), 0);
    strings(&mut plan, &mut apart, &mut |string| {
        let length = lengths.next().unwrap_or(0) as usize;
        let end = (at + length).min(units.len());
        string.reserve(3 * (end - at));
        string.extend(char::decode_utf16(units[at..end].iter().copied()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        at = end;
    });
    let mut nodes = plan.nodes.iter();
    let mut apart = apart.into_iter().peekable();
    plan.passages = Vec::with_capacity(passages as usize);
    for place in 0..passages {
        let own = apart.next_if(|(at, _)| *at == place).map(|(_, passage)| passage);
        let is_node = own.as_ref().is_none_or(|passage| matches!(passage.kind, PassageKind::Node(_)));
        let node = if is_node { nodes.next() } else { None };
        plan.passages.extend(own.or_else(|| node.map(of_node)));
    }
    Ok(plan)
}

/// The passage of a node as it is in all but odd cases.
fn of_node(node: &Node) -> Passage {
    Passage {
        node: Some(node.id),
        kind: PassageKind::Node(node.kind),
        marker: node.marker.clone(),
        title: node.title.clone(),
        // The body of a background chapter is its paragraphs, which are passages of their own.
        body: if node.narrative { String::new() } else { node.body.clone() },
        flags: node.flags,
        themes: node.themes.clone(),
        repeats: node.repeats,
        span: node.span,
        columns: node.columns,
        page: node.page,
    }
}

/// Calls back with every long string of a plan, always in the same order.
fn strings(plan: &mut Plan, apart: &mut [(u32, Passage)], tell: &mut impl FnMut(&mut String)) {
    for node in &mut plan.nodes {
        [&mut node.marker, &mut node.title, &mut node.body].into_iter().for_each(&mut *tell);
    }
    for (_, passage) in apart {
        [&mut passage.marker, &mut passage.title, &mut passage.body].into_iter().for_each(&mut *tell);
    }
    for indicator in &mut plan.indicators {
        [&mut indicator.name, &mut indicator.text, &mut indicator.unit].into_iter().for_each(&mut *tell);
    }
    plan.furniture.iter_mut().for_each(|furniture| tell(&mut furniture.text));
    plan.notices.iter_mut().for_each(|notice| tell(&mut notice.message));
}

/// Place of a node in the list of nodes.
pub(super) fn place_of(nodes: &[Node], id: NodeId) -> Option<usize> {
    nodes.binary_search_by_key(&id, |node| node.id).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::model::plan::Facts;
    use crate::read::read;

    #[test]
    fn packing_loses_nothing() {
        let text = "令和５年度 事業計画\n\nはじめに\n　景気は緩やかに回復している。今後も𠮷野の支援を続ける。\n\nⅠ．経営支援\n１．巡回指導の実施\n・会員訪問（年2回）\n区分\t実績\n巡回\t120件\n";
        let plan = extract(&read(text.as_bytes(), None).unwrap(), &Facts::default());
        assert!(!plan.passages.is_empty());
        assert_eq!(unpack(&pack(plan.clone()).unwrap()).unwrap(), plan);
    }
}
