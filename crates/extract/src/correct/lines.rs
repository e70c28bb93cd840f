//! Lines that change hands: an item that begins or ends elsewhere than it was read, a line that is an item.
//!
//! In comes a draft with the lines that are meant, out comes a draft in which every letter of them still stands in a
//! passage. Which lines are meant must not be known here.

use super::draft::{Draft, id_of, key_of};
use super::title::{Parts, parts};
use kurabe_model::{Flags, LineSpan, Misfit, Node, NodeKind, Origin, Passage, PassageKind, Sure};

/// The part of a span before a line, and the part behind one.
fn before(span: LineSpan, line: u32) -> Option<LineSpan> {
    (span.first < line).then(|| LineSpan { first: span.first, last: span.last.min(line - 1) })
}

fn behind(span: LineSpan, line: u32) -> Option<LineSpan> {
    (span.last > line).then(|| LineSpan { first: span.first.max(line + 1), last: span.last })
}

fn meets(one: LineSpan, other: LineSpan) -> bool {
    one.first <= other.last && other.first <= one.last
}

impl Draft<'_> {
    /// Can these lines change hands? Not those that hold cells of a table, or several items or paragraphs side by side.
    fn may_move(&self, span: LineSpan) -> Result<(), Misfit> {
        let mut ends = 0;
        for passage in self.passages.iter().filter(|passage| meets(passage.span, span)) {
            if passage.columns.is_some() || passage.span.first <= ends {
                return Err(Misfit::Shared);
            }
            ends = passage.span.last;
        }
        Ok(())
    }

    /// Lines as a passage of their own; none if they are blank.
    fn text_passage(&self, span: LineSpan, owner: Option<usize>) -> Option<Passage> {
        let lines = self.lines_of(span).iter().filter(|line| !line.text.trim().is_empty());
        let span = LineSpan { first: lines.clone().next()?.number, last: lines.clone().next_back()?.number };
        Some(Passage {
            node: owner.map(id_of),
            kind: PassageKind::Text,
            marker: String::new(),
            title: String::new(),
            body: self.text_of(span),
            flags: Flags::default(),
            themes: Vec::new(),
            repeats: None,
            corrected: true,
            span,
            columns: None,
            page: self.lines_of(span).first().and_then(|line| line.page),
            place: None,
        })
    }

    /// Takes lines away from whatever holds them but one node, which is to hold them. What is left of others on lines
    /// behind them comes to that node too, as a reader goes on from the latest item.
    fn free(&mut self, span: LineSpan, keep: usize) {
        self.rest.furniture.retain(|piece| !meets(piece.span, span));
        let mut at = 0;
        while at < self.passages.len() {
            let passage = &self.passages[at];
            let owner = passage.node.map(key_of);
            let is_own = matches!(passage.kind, PassageKind::Node(_));
            if !meets(passage.span, span) || is_own && owner == Some(keep) {
                at += 1;
                continue;
            }
            let whole = passage.span;
            let rest = behind(whole, span.last).and_then(|rest| self.text_passage(rest, Some(keep)));
            match (owner.filter(|_| is_own), before(whole, span.first)) {
                (Some(node), Some(head)) => self.rebuild(node, head),
                (Some(node), None) => {
                    self.passages.remove(at);
                    self.dissolve(node, Some(keep));
                }
                (None, head) => {
                    let head = head.and_then(|head| self.text_passage(head, owner));
                    self.passages.splice(at..=at, head);
                }
            }
            let Some(rest) = rest else { continue };
            // Behind the node that takes it, so that the passages of each stay together.
            let after = (self.own(keep) + 1).min(self.passages.len());
            self.passages.insert(after, rest);
        }
    }

    /// Gives a node these lines as its own: its text is what stands there. A title that a reader gave stays: the lines only
    /// say again what was read.
    fn rebuild(&mut self, key: usize, span: LineSpan) {
        let text = self.text_of(span);
        let given = self.take_title(key);
        let slot = &mut self.slots[key];
        let Parts { title, body, beside } = parts(&text, &slot.node.marker, &slot.node.title);
        slot.node.title = title.clone();
        slot.node.body = body.clone();
        slot.node.span = span;
        if let Some(passage) = self.own_passage(key) {
            passage.title = title;
            passage.body = [beside, body].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
            passage.span = span;
        }
        if let Some(title) = given {
            self.give_title(key, &title);
        }
    }

    /// Lets a node begin and end at other lines.
    pub(super) fn stretch(&mut self, key: usize, span: LineSpan) -> Result<(), Misfit> {
        let old = self.slots[key].node.span;
        let all = old.join(span);
        self.may_move(all)?;
        for gained in [before(span, old.first), behind(span, old.last)].into_iter().flatten() {
            self.free(gained, key);
        }
        let parent = self.parent(key);
        let head = before(old, span.first).and_then(|lost| self.text_passage(lost, parent));
        let tail = behind(old, span.last).and_then(|lost| self.text_passage(lost, Some(key)));
        self.rebuild(key, span);
        let own = self.own(key);
        self.passages.splice(own + 1..own + 1, tail);
        self.passages.splice(own..own, head);
        Ok(())
    }

    /// Makes a heading or item of lines that were read as something else. It stands under the nearest node above that
    /// such a thing stands under, and what follows and stood higher up now stands under it.
    pub(super) fn begin(&mut self, span: LineSpan, kind: Option<NodeKind>) -> Result<usize, Misfit> {
        self.may_move(span)?;
        let holder = self.passages.iter().position(|passage| meets(passage.span, span));
        let follows = || self.passages.iter().position(|passage| passage.span.first > span.last);
        let at = holder.map_or_else(|| follows().unwrap_or(self.passages.len()), |holder| holder + 1);
        let near = at.checked_sub(1).and_then(|before| self.passages.get(before)).and_then(|before| before.node);
        let near = near.map(key_of);
        let kind = kind.unwrap_or_else(|| self.usual(near));
        let parent = self.home(near, kind);
        let under = parent.map_or_else(String::new, |parent| self.slots[parent].node.title.clone());
        let text = self.text_of(span);
        let mark = kurabe_text::mark::parse(text.trim_start());
        let marker = mark.map_or_else(String::new, |mark| mark.marker.trim().to_owned());
        let Parts { title, .. } = parts(&text, &marker, "");
        let read = Origin { words: title.clone(), under };
        let node =
            Node { parent: parent.map(id_of), marker, sure: Sure(100), ..Node::new(id_of(0), kind, title, span) };
        let key = self.add(at, node, read);
        self.close(key, near, parent);
        self.free(span, key);
        self.rebuild(key, span);
        Ok(key)
    }

    /// What a line near a node most likely is: another of the finest things that stand there.
    fn usual(&self, near: Option<usize>) -> NodeKind {
        match near.map(|near| self.slots[near].node.kind) {
            Some(NodeKind::Initiative | NodeKind::Measure) => NodeKind::Measure,
            _ => NodeKind::Initiative,
        }
    }

    /// The nearest node above that something of a kind stands under.
    fn home(&self, near: Option<usize>, kind: NodeKind) -> Option<usize> {
        let mut above = std::iter::successors(near, |key| self.parent(*key))
            .filter(|key| !self.slots[*key].node.narrative)
            .map(|key| (key, self.slots[key].node.kind));
        match kind {
            NodeKind::Section => above.find(|(_, own)| *own == kind).and_then(|(key, _)| self.parent(key)),
            _ => above.find(|(_, own)| *own < kind).map(|(key, _)| key),
        }
    }

    /// What follows a new node and stood under one that ends here stands under the new one.
    fn close(&mut self, key: usize, near: Option<usize>, parent: Option<usize>) {
        let ended: Vec<usize> =
            std::iter::successors(near, |key| self.parent(*key)).take_while(|above| Some(*above) != parent).collect();
        let from = self.own(key) + 1;
        let is_ended = |owner: Option<usize>| owner.is_some_and(|owner| ended.contains(&owner));
        for at in from..self.passages.len() {
            let Some(owner) = self.passages[at].node.map(key_of) else { break };
            if matches!(self.passages[at].kind, PassageKind::Text) {
                if is_ended(Some(owner)) {
                    self.passages[at].node = Some(id_of(key));
                }
            } else if is_ended(self.parent(owner)) {
                self.slots[owner].node.parent = Some(id_of(key));
            }
        }
    }
}
