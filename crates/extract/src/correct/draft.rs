//! A plan while it is corrected: nodes by keys that do not change, passages in their order, and what was read before.
//!
//! In comes a plan as it was read with the lines of its text, out comes a plan whose nodes are numbered anew. The laws
//! of a plan hold at every step: parents come before their children, and the passages of a subtree are one run. What
//! is corrected, and why, must not be known here.

use super::quote::{Said, quote};
use kurabe_model::{Indicator, LineSpan, Node, NodeId, Notice, Origin, Passage, PassageKind, Plan, Quote, Sure};
use kurabe_read::Line;

/// A node with what was read of it before anything was corrected. Its number is its key and one, its parent's alike.
pub(super) struct Slot {
    pub(super) node: Node,
    /// Its title and what it stood under, as they were read.
    pub(super) read: Origin,
    /// The title that a reader gave it.
    pub(super) given: Option<Given>,
    /// It is no node any more.
    pub(super) gone: bool,
}

/// A title that a reader gave, and what stood there before: no word of it is the document's.
pub(super) struct Given {
    pub(super) title: String,
    /// The title, the body below it, and the body of the passage, as they were read.
    pub(super) read: [String; 3],
}

/// A figure with the words and the name that were read.
pub(super) struct Figure {
    pub(super) indicator: Indicator,
    pub(super) name: String,
    pub(super) gone: bool,
}

/// A plan while it is corrected.
pub(super) struct Draft<'t> {
    pub(super) slots: Vec<Slot>,
    /// For each node what is quoted of it.
    pub(super) said: Vec<Said>,
    pub(super) passages: Vec<Passage>,
    pub(super) figures: Vec<Figure>,
    pub(super) lines: &'t [Line],
    /// Those of them that are not blank.
    filled: Vec<&'t Line>,
    /// The plan without nodes, passages and figures.
    pub(super) rest: Plan,
}

/// The number of a key.
pub(super) fn id_of(key: usize) -> NodeId {
    NodeId(u32::try_from(key + 1).unwrap_or(u32::MAX))
}

/// The key of a number.
pub(super) fn key_of(id: NodeId) -> usize {
    (id.0 as usize).wrapping_sub(1)
}

impl<'t> Draft<'t> {
    pub(super) fn of(mut plan: Plan, lines: &'t [Line]) -> Self {
        let nodes = std::mem::take(&mut plan.nodes);
        let under = |node: &Node| {
            let above = node.parent.and_then(|parent| nodes.get(key_of(parent)));
            above.map_or_else(String::new, |above| above.title.clone())
        };
        let read: Vec<Origin> =
            nodes.iter().map(|node| Origin { words: node.title.clone(), under: under(node) }).collect();
        let slots =
            nodes.into_iter().zip(read).map(|(node, read)| Slot { node, read, given: None, gone: false }).collect();
        let figures = std::mem::take(&mut plan.indicators).into_iter();
        let figures =
            figures.map(|indicator| Figure { name: indicator.name.clone(), indicator, gone: false }).collect();
        let passages = std::mem::take(&mut plan.passages);
        let filled = lines.iter().filter(|line| !line.text.trim().is_empty()).collect();
        let mut draft = Self { slots, said: Vec::new(), passages, figures, lines, filled, rest: plan };
        draft.said = (0..draft.slots.len()).map(|key| draft.said_of(key)).collect();
        draft
    }

    /// What is quoted of a node.
    pub(super) fn said_of(&self, key: usize) -> Said {
        let Slot { node, read, .. } = &self.slots[key];
        let line = node.span.first;
        let above = std::iter::successors(self.parent(key), |above| self.parent(*above)).skip(1);
        let above = above.map(|above| self.slots[above].read.words.as_str());
        let said = Said::new(&read.words, &read.under, &self.text_of(LineSpan::line(line)));
        said.below(above).before(self.next(line))
    }

    /// What stands on the next line behind one that is not blank.
    fn next(&self, line: u32) -> &'t str {
        let at = self.filled.partition_point(|other| other.number <= line);
        self.filled.get(at).map_or("", |next| next.text.trim())
    }

    /// A node as a correction quotes it.
    pub(super) fn quote(&self, key: usize) -> Quote {
        let Slot { node, read, .. } = &self.slots[key];
        let line = node.span.first;
        let text = self.text_of(LineSpan::line(line));
        let own = Quote { words: read.words.clone(), under: read.under.clone(), text, line, ..Quote::default() };
        quote(&self.said, key, own)
    }

    /// What is quoted of the lines that are not blank, and for each its number and the title of what began last before.
    pub(super) fn said_of_lines(&self) -> (Vec<Said>, Vec<(u32, String)>) {
        let mut starts: Vec<(u32, &str)> =
            self.slots.iter().map(|slot| (slot.node.span.first, slot.read.words.as_str())).collect();
        starts.sort_by_key(|(line, _)| *line);
        let said = |line: &&Line| {
            // Not that which begins on the line itself: it is not there if the line is read otherwise.
            let before = starts.partition_point(|(first, _)| *first < line.number);
            let under = before.checked_sub(1).and_then(|before| starts.get(before)).map_or("", |(_, title)| title);
            (Said::new(line.text.trim(), under, "").before(self.next(line.number)), (line.number, under.to_owned()))
        };
        self.filled.iter().map(said).unzip()
    }

    /// The lines of a span.
    pub(super) fn lines_of(&self, span: LineSpan) -> &'t [Line] {
        let from = self.lines.partition_point(|line| line.number < span.first);
        let to = self.lines.partition_point(|line| line.number <= span.last);
        self.lines.get(from..to).unwrap_or_default()
    }

    /// Their text, as written; blank lines are left out.
    pub(super) fn text_of(&self, span: LineSpan) -> String {
        let lines = self.lines_of(span).iter().map(|line| line.text.trim()).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }

    pub(super) fn parent(&self, key: usize) -> Option<usize> {
        self.slots[key].node.parent.map(key_of)
    }

    /// Is it this node, or does it stand below it?
    pub(super) fn is_within(&self, key: usize, above: usize) -> bool {
        std::iter::successors(Some(key), |key| self.parent(*key)).any(|key| key == above)
    }

    /// The place of a node's own passage.
    pub(super) fn own(&self, key: usize) -> usize {
        let is_own =
            |passage: &Passage| passage.node == Some(id_of(key)) && matches!(passage.kind, PassageKind::Node(_));
        self.passages.iter().position(is_own).unwrap_or(self.passages.len())
    }

    pub(super) fn own_passage(&mut self, key: usize) -> Option<&mut Passage> {
        let at = self.own(key);
        self.passages.get_mut(at)
    }

    /// Says that a reader corrected a node: it is sure now.
    pub(super) fn mark(&mut self, key: usize) {
        let slot = &mut self.slots[key];
        slot.node.corrected = Some(slot.read.clone());
        slot.node.sure = Sure(100);
        if let Some(passage) = self.own_passage(key) {
            passage.corrected = true;
        }
    }

    /// Puts the passages into the order of the tree: what stands under a node follows it, in the order in which it
    /// stood.
    pub(super) fn settle(&mut self) {
        let top = self.slots.len();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); top + 1];
        let own = |passage: &Passage| {
            let node = passage.node.map(key_of);
            node.filter(|_| matches!(passage.kind, PassageKind::Node(_)))
        };
        for (at, passage) in self.passages.iter().enumerate() {
            let above = match own(passage) {
                Some(key) => self.parent(key),
                None => passage.node.map(key_of),
            };
            below[above.unwrap_or(top)].push(at);
        }
        let mut open: Vec<usize> = below[top].iter().rev().copied().collect();
        let mut passages: Vec<Option<Passage>> = std::mem::take(&mut self.passages).into_iter().map(Some).collect();
        while let Some(at) = open.pop() {
            let Some(passage) = passages[at].take() else { continue };
            if let Some(key) = own(&passage) {
                open.extend(below[key].iter().rev().copied());
            }
            self.passages.push(passage);
        }
    }

    /// Takes a node away: what stood below it stands below another, which itself and what holds it move up.
    pub(super) fn dissolve(&mut self, key: usize, into: Option<usize>) {
        let (heir, above) = (into.map(id_of), self.slots[key].node.parent);
        let upwards: Vec<usize> =
            std::iter::successors(into, |key| self.parent(*key)).take_while(|own| *own != key).collect();
        self.slots[key].gone = true;
        for (own, slot) in self.slots.iter_mut().enumerate() {
            if slot.node.parent == Some(id_of(key)) {
                slot.node.parent = if upwards.contains(&own) { above } else { heir };
            }
            if slot.node.repeats == Some(id_of(key)) {
                slot.node.repeats = None;
            }
        }
        for passage in self.passages.iter_mut().filter(|passage| passage.node == Some(id_of(key))) {
            passage.node = heir;
        }
        for figure in self.figures.iter_mut().filter(|figure| figure.indicator.node == id_of(key)) {
            match heir {
                Some(heir) => figure.indicator.node = heir,
                None => figure.gone = true,
            }
        }
    }

    /// Adds a node with its passage at a place among the passages; gives its key.
    pub(super) fn add(&mut self, at: usize, node: Node, read: Origin) -> usize {
        let key = self.slots.len();
        let page = self.lines_of(node.span).first().and_then(|line| line.page);
        let node = Node { id: id_of(key), page, ..node };
        self.passages.insert(at, passage_of(&node));
        self.slots.push(Slot { node, read, given: None, gone: false });
        let said = self.said_of(key);
        self.said.push(said);
        key
    }

    /// The keys of the nodes in their order, and the number that each key has in it.
    pub(super) fn order(&self) -> (Vec<usize>, Vec<Option<NodeId>>) {
        let mut numbers: Vec<Option<NodeId>> = vec![None; self.slots.len()];
        let mut order = Vec::with_capacity(self.slots.len());
        for passage in self.passages.iter().filter(|passage| matches!(passage.kind, PassageKind::Node(_))) {
            if let Some(key) = passage.node.map(key_of) {
                numbers[key] = Some(id_of(order.len()));
                order.push(key);
            }
        }
        (order, numbers)
    }

    /// The plan, its nodes numbered in their order; and for each key the number of its node, if it still is one.
    pub(super) fn finish(mut self) -> (Plan, Vec<Option<NodeId>>) {
        let (order, numbers) = self.order();
        let number = |id: NodeId| numbers.get(key_of(id)).copied().flatten();
        for slot in &mut self.slots {
            let node = &mut slot.node;
            node.parent = node.parent.and_then(number);
            node.repeats = node.repeats.and_then(number);
            node.id = number(node.id).unwrap_or(node.id);
        }
        let mut slots: Vec<Option<Slot>> = self.slots.into_iter().map(Some).collect();
        let mut plan = self.rest;
        plan.nodes = order.iter().filter_map(|key| slots[*key].take()).map(|slot| slot.node).collect();
        for passage in &mut self.passages {
            passage.node = passage.node.and_then(number);
            passage.repeats = passage.repeats.and_then(number);
        }
        plan.passages = self.passages;
        let figures = self.figures.into_iter().filter(|figure| !figure.gone).map(|figure| figure.indicator);
        plan.indicators =
            figures.filter_map(|figure| Some(Indicator { node: number(figure.node)?, ..figure })).collect();
        plan.indicators.sort_by_key(|figure| figure.node);
        (plan, numbers)
    }

    /// Says something that could not be done.
    pub(super) fn notice(&mut self, notice: Notice) {
        self.rest.notices.push(notice);
    }
}

/// The passage of a node.
fn passage_of(node: &Node) -> Passage {
    Passage {
        node: Some(node.id),
        kind: PassageKind::Node(node.kind),
        marker: node.marker.clone(),
        title: node.title.clone(),
        body: node.body.clone(),
        flags: node.flags,
        themes: Vec::new(),
        repeats: None,
        corrected: node.corrected.is_some(),
        span: node.span,
        columns: node.columns,
        page: node.page,
        place: node.place,
    }
}
