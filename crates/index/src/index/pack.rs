//! Plans as the index stores them: small, and quick to open.
//!
//! The passage of a node repeats the node, so only those that do not are kept. All strings stand in one stretch of
//! two-byte units, which compression makes smaller than UTF-8 and which can be cut anywhere: a hit needs a few strings of
//! its plan, not all. Plans that are read one after another are mostly those of one body, which repeat most of their lines
//! from year to year: some of them are compressed together, as a bundle.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use kurabe_model::{LineSpan, Node, NodeId, Passage, PassageKind, Plan};

/// Something of the passage at a place.
type At<T> = (u32, T);

/// What is stored of a plan.
#[derive(Debug, Serialize, Deserialize)]
struct Packed {
    /// The plan with its strings and passages taken out.
    plan: Plan,
    /// How many passages there are.
    passages: u32,
    /// Passages that are not that of the next node, and their places; their strings are taken out.
    apart: Vec<At<Passage>>,
    /// What the bodies of some nodes' passages have before the body of the node (figures that stood with the title),
    /// by places of passages.
    before: Vec<At<String>>,
    /// Lengths of the strings, in two-byte units.
    lengths: Vec<u32>,
    /// The strings.
    text: Vec<u8>,
}

/// Why bytes are no stored plan.
#[derive(Debug, thiserror::Error)]
pub(super) enum PackError {
    #[error(transparent)]
    Shape(#[from] postcard::Error),
    #[error(transparent)]
    Compression(#[from] io::Error),
}

/// The next level takes a third more time for a fiftieth of the size.
const LEVEL: u32 = 5;

/// How far back what was said before is seen, as a power of two: as far as a bundle reaches.
const WINDOW: u32 = 22;

/// Bytes that are compressed or opened at once.
const BUFFER: usize = 1 << 16;

/// Plans that are compressed together. More take less room, but to open one all before it are opened.
const MOST_PLANS: usize = 10;

/// Bytes, not compressed, with which a bundle is full.
const MOST_BYTES: usize = 2 << 20;

/// A bundle of stored plans while it is filled.
#[derive(Default)]
pub(super) struct Bundle {
    plain: Vec<u8>,
    plans: usize,
}

/// Where a plan stands in its bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slot {
    /// Where it begins, in bytes.
    start: u32,
    /// How many bytes it has.
    length: u32,
}

impl Bundle {
    /// Adds a plan as [`pack`] made it.
    pub(super) fn add(&mut self, packed: &[u8]) -> Slot {
        let slot = Slot { start: self.plain.len() as u32, length: packed.len() as u32 };
        self.plain.extend_from_slice(packed);
        self.plans += 1;
        slot
    }

    /// Should the next plan go to another?
    pub(super) fn is_full(&self) -> bool {
        self.plans >= MOST_PLANS || self.plain.len() >= MOST_BYTES
    }

    /// The bundle as bytes.
    pub(super) fn compress(&self) -> Result<Vec<u8>, PackError> {
        let mut encoder = brotli::CompressorWriter::new(Vec::new(), BUFFER, LEVEL, WINDOW);
        encoder.write_all(&self.plain)?;
        Ok(encoder.into_inner())
    }
}

impl Slot {
    /// Takes a plan out of its bundle, to be [opened](OpenPlan::open).
    pub(super) fn take_from(self, bundle: &[u8]) -> Result<Vec<u8>, PackError> {
        let mut plain = brotli::Decompressor::new(bundle, BUFFER);
        io::copy(&mut plain.by_ref().take(u64::from(self.start)), &mut io::sink())?;
        let mut packed = Vec::new();
        plain.take(u64::from(self.length)).read_to_end(&mut packed)?;
        Ok(packed)
    }
}

/// A plan as bytes, to be put into a bundle.
pub(super) fn pack(mut plan: Plan) -> Result<Vec<u8>, PackError> {
    let passages = std::mem::take(&mut plan.passages);
    let count = passages.len() as u32;
    let (mut apart, mut before) = (Vec::new(), Vec::new());
    let mut nodes = plan.nodes.iter();
    for (place, mut passage) in passages.into_iter().enumerate() {
        let is_node = matches!(passage.kind, PassageKind::Node(_));
        let plain = if is_node { nodes.next().map(of_node) } else { None };
        let body = std::mem::take(&mut passage.body);
        let more = plain.and_then(|plain| {
            let more = body.strip_suffix(plain.body.as_str())?.to_owned();
            (passage == Passage { body: String::new(), ..plain }).then_some(more)
        });
        match more {
            Some(more) if more.is_empty() => {}
            Some(more) => before.push((place as u32, more)),
            None => apart.push((place as u32, Passage { body, ..passage })),
        }
    }
    let (mut lengths, mut text) = (Vec::new(), Vec::new());
    strings(&mut plan, (&mut apart, &mut before), &mut |string| {
        let start = text.len();
        string.encode_utf16().for_each(|unit| text.extend_from_slice(&unit.to_le_bytes()));
        lengths.push(((text.len() - start) / 2) as u32);
        *string = String::new();
    });
    shorten(&mut plan.nodes);
    Ok(postcard::to_stdvec(&Packed { plan, passages: count, apart, before, lengths, text })?)
}

/// A stored plan, opened but with its strings still packed.
#[derive(Debug)]
pub(crate) struct OpenPlan {
    packed: Packed,
    /// Where each string begins, in units, and the end of the last.
    starts: Vec<u32>,
    /// For each passage, where it is to be found.
    passages: Vec<Found>,
}

/// Where a passage is to be found: it is that of a node, or stands apart.
#[derive(Clone, Copy, Debug)]
enum Found {
    Node(u32),
    Apart(u32),
}

/// Strings of a node and of a passage that stands apart: mark, title, body.
const STRINGS: usize = 3;

impl OpenPlan {
    /// Bytes of memory, about.
    pub(super) fn weight(&self) -> usize {
        const NODE: usize = 300;
        self.packed.text.len() + self.passages.len() * NODE
    }

    /// Opens what [`pack`] made.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, PackError> {
        let mut packed: Packed = postcard::from_bytes(bytes)?;
        lengthen(&mut packed.plan.nodes);
        let mut starts = Vec::with_capacity(packed.lengths.len() + 1);
        let mut at = 0;
        starts.push(0);
        for length in &packed.lengths {
            at += length;
            starts.push(at);
        }
        let mut passages = Vec::with_capacity(packed.passages as usize);
        let mut apart = (0..).zip(&packed.apart).peekable();
        let mut node = 0;
        for place in 0..packed.passages {
            match apart.next_if(|(_, (at, _))| *at == place) {
                Some((number, (_, passage))) => {
                    node += u32::from(matches!(passage.kind, PassageKind::Node(_)));
                    passages.push(Found::Apart(number));
                }
                None => {
                    passages.push(Found::Node(node));
                    node += 1;
                }
            }
        }
        Ok(Self { packed, starts, passages })
    }

    /// A string by its number, in the order of [`strings`].
    fn string(&self, number: usize) -> String {
        let (Some(from), Some(to)) = (self.starts.get(number), self.starts.get(number + 1)) else {
            return String::new();
        };
        let bytes = self.packed.text.get(2 * *from as usize..2 * *to as usize).unwrap_or_default();
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// How many passages the plan has.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.passages.len()
    }

    /// A passage by its place.
    pub(crate) fn passage(&self, place: usize) -> Option<Passage> {
        match *self.passages.get(place)? {
            Found::Node(node) => {
                let first = node as usize * STRINGS;
                let node = self.packed.plan.nodes.get(node as usize)?;
                let mut passage = of_node(node);
                passage.marker = self.string(first);
                passage.title = self.string(first + 1);
                if let Ok(number) = self.packed.before.binary_search_by_key(&(place as u32), |(place, _)| *place) {
                    let apart = self.packed.plan.nodes.len() + self.packed.apart.len();
                    passage.body = self.string(apart * STRINGS + number);
                }
                if !node.narrative {
                    passage.body.push_str(&self.string(first + 2));
                }
                Some(passage)
            }
            Found::Apart(number) => {
                let mut passage = self.packed.apart.get(number as usize)?.1.clone();
                let first = (self.packed.plan.nodes.len() + number as usize) * STRINGS;
                passage.marker = self.string(first);
                passage.title = self.string(first + 1);
                passage.body = self.string(first + 2);
                Some(passage)
            }
        }
    }

    /// Mark and title of all that a passage stands under, outermost first.
    pub(crate) fn headings(&self, passage: &Passage) -> Vec<(String, String)> {
        let Some(id) = passage.node else { return Vec::new() };
        let plan = &self.packed.plan;
        let own = plan.node(id).filter(|_| passage.kind == PassageKind::Text);
        let places = own.into_iter().chain(plan.above(id)).filter_map(|node| plan.place_of(node.id));
        let mut headings: Vec<(String, String)> =
            places.map(|place| (self.string(place * STRINGS), self.string(place * STRINGS + 1))).collect();
        headings.reverse();
        headings
    }

    /// The whole plan.
    pub(super) fn plan(&self) -> Plan {
        let mut plan = self.packed.plan.clone();
        let (mut apart, mut before) = (self.packed.apart.clone(), self.packed.before.clone());
        let mut number = 0;
        strings(&mut plan, (&mut apart, &mut before), &mut |string| {
            *string = self.string(number);
            number += 1;
        });
        plan.passages = (0..self.passages.len()).filter_map(|place| self.passage(place)).collect();
        plan
    }
}

/// Numbers that grow from node to node become steps, which are small and alike. Any numbers survive it.
fn shorten(nodes: &mut [Node]) {
    let (mut id, mut line) = (0_u32, 0_u32);
    for node in nodes {
        let own = node.id.0;
        node.parent = node.parent.map(|parent| NodeId(own.wrapping_sub(parent.0)));
        node.id = NodeId(own.wrapping_sub(id));
        node.span.last = node.span.last.wrapping_sub(node.span.first);
        (id, line, node.span.first) = (own, node.span.first, node.span.first.wrapping_sub(line));
    }
}

/// The inverse of [`shorten`].
fn lengthen(nodes: &mut [Node]) {
    let (mut id, mut line) = (0_u32, 0_u32);
    for node in nodes {
        id = id.wrapping_add(node.id.0);
        line = line.wrapping_add(node.span.first);
        node.id = NodeId(id);
        node.parent = node.parent.map(|step| NodeId(id.wrapping_sub(step.0)));
        node.span = LineSpan { first: line, last: line.wrapping_add(node.span.last) };
    }
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
        corrected: node.corrected.is_some(),
        span: node.span,
        columns: node.columns,
        page: node.page,
        place: node.place,
    }
}

/// Calls back with every long string of a plan, always in the same order.
fn strings(
    plan: &mut Plan,
    (apart, before): (&mut [At<Passage>], &mut [At<String>]),
    tell: &mut impl FnMut(&mut String),
) {
    for node in &mut plan.nodes {
        [&mut node.marker, &mut node.title, &mut node.body].into_iter().for_each(&mut *tell);
    }
    for (_, passage) in apart {
        [&mut passage.marker, &mut passage.title, &mut passage.body].into_iter().for_each(&mut *tell);
    }
    before.iter_mut().for_each(|(_, string)| tell(string));
    for indicator in &mut plan.indicators {
        [&mut indicator.name, &mut indicator.text, &mut indicator.unit].into_iter().for_each(&mut *tell);
    }
    plan.furniture.iter_mut().for_each(|furniture| tell(&mut furniture.text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_extract::extract::extract;
    use kurabe_model::plan::Facts;
    use kurabe_read::read;

    #[test]
    fn packing_loses_nothing() {
        let text = "令和５年度 事業計画\n\nはじめに\n　景気は緩やかに回復している。今後も𠮷野の支援を続ける。\n\nⅠ．経営支援\n１．巡回指導の実施\n・会員訪問（年2回）\n区分\t実績\n巡回\t120件\n";
        let plan = extract(&read(text.as_bytes(), None).unwrap(), &Facts::default());
        assert!(!plan.passages.is_empty());
        let other = extract(&read("令和６年度 事業計画".as_bytes(), None).unwrap(), &Facts::default());
        let mut bundle = Bundle::default();
        let slots = [&other, &plan, &other].map(|plan| bundle.add(&pack(plan.clone()).unwrap()));
        let compressed = bundle.compress().unwrap();
        for (slot, plan) in slots.into_iter().zip([&other, &plan, &other]) {
            let open = OpenPlan::open(&slot.take_from(&compressed).unwrap()).unwrap();
            assert_eq!(open.plan(), *plan);
            assert_eq!(open.len(), plan.passages.len());
        }
        assert!(OpenPlan::open(&slots[2].take_from(&compressed[..compressed.len() / 2]).unwrap_or_default()).is_err());
    }
}
