//! Block after block, the tree grows.
//!
//! What comes in are blocks, what goes out is the tree before background chapters are folded. This file must
//! not know what the columns of a table mean.

use super::heading;
use super::level::{Asking, Levels};
use super::lookahead::{Lookahead, circled_measures, labels, lookahead, next_numbers, next_of, set_in};
use super::roles::Roles;
use super::series;
use super::text::{Decision, Line, Look, decide};
use super::{Column, Entry, Outline, Piece, PieceKind, chapter, table};
use crate::blocks::chars::{close_up, squeeze};
use crate::blocks::mark::{self, Class, Mark};
use crate::blocks::numeral;
use crate::blocks::{Block, BlockKind, Blocks};
use crate::rules::{Rule, Rules};
use crate::vocabulary::words;
use kurabe_model::{Furniture, LineSpan};
use std::collections::HashMap;

/// The tree while it grows.
pub(super) struct TreeBuilder {
    pub(super) outline: Outline,
    pub(super) levels: Levels,
    /// Roles of the columns of the last table whose header named them.
    pub(super) roles: Option<Roles>,
    /// The head of figures without years that goes on over the rows below the next headings.
    pub(super) head: Option<series::Head>,
    /// Is a chapter open that holds nothing but its own text (はじめに)?
    alone: bool,
    /// Does the contents list set some of its titles in deeper than others?
    stepped: bool,
    /// Does what comes next say what is to be reached (the lines below 【数値目標】)?
    pub(super) targets: bool,
    /// The rules in force.
    rules: Rules,
    /// The rule that made what is added now.
    rule: Rule,
}

/// Grows the tree from the blocks.
pub(super) fn build(blocks: Blocks, rules: Rules) -> Outline {
    let lookaheads: Vec<Lookahead> = blocks.list.iter().map(lookahead).collect();
    let nexts = next_numbers(&lookaheads);
    let labels = labels(&blocks.list, &lookaheads);
    let measures = circled_measures(&blocks.list);
    let mut places: HashMap<Class, Vec<(usize, u32)>> = HashMap::new();
    for (at, lookahead) in lookaheads.iter().enumerate() {
        if let Some(class) = lookahead.class.filter(|class| class.counts()) {
            places.entry(class).or_default().push((at, lookahead.ordinal));
        }
    }
    let outline = Outline { furniture: blocks.furniture, notices: blocks.notices, ..Outline::default() };
    let stepped = blocks.contents.values().min() != blocks.contents.values().max();
    let mut builder = TreeBuilder {
        outline,
        levels: Levels::new(places, set_in(&lookaheads)),
        roles: None,
        head: None,
        alone: false,
        stepped,
        targets: false,
        rules,
        rule: Rule::Paragraph,
    };
    let mut rows: Vec<Block> = Vec::new();
    let mut queue = blocks.list.into_iter().enumerate().peekable();
    while let Some((at, block)) = queue.next() {
        if let BlockKind::Row { table, .. } = &block.kind {
            let goes_on = queue
                .peek()
                .is_some_and(|(_, next)| matches!(&next.kind, BlockKind::Row { table: other, .. } if other == table));
            rows.push(block);
            if !goes_on {
                builder.rule = Rule::Table;
                table::build(&mut builder, std::mem::take(&mut rows));
            }
            continue;
        }
        let next = next_of(&lookaheads, at);
        let look = Look {
            position: at,
            next,
            number: nexts[at],
            labels: &labels,
            contents: &blocks.contents,
            measures,
            before: at.checked_sub(1).map(|at| lookaheads[at]),
        };
        builder.text(block, look, queue.peek().map(|(_, block)| block));
    }
    builder.outline
}

impl TreeBuilder {
    /// The entry to which text belongs that stands here.
    pub(super) fn owner(&self) -> Option<usize> {
        self.levels.top()
    }

    /// The innermost heading or number that is open.
    pub(super) fn heading(&self) -> Option<&Entry> {
        self.levels.heading().map(|at| &self.outline.entries[at])
    }

    /// Does the text here belong to a background chapter?
    pub(super) fn in_background(&self) -> bool {
        let mut at = self.levels.heading();
        while let Some(entry) = at.map(|at| &self.outline.entries[at]) {
            if entry.parent.is_none() {
                return chapter::is_background(&entry.title);
            }
            at = entry.parent;
        }
        false
    }

    /// Is the innermost heading a meeting: 理事会, 通常総会?
    pub(super) fn in_meeting(&self) -> bool {
        self.levels.top().is_some_and(|at| {
            let entry = &self.outline.entries[at];
            words().heading.meeting.ends(entry.title.trim_end_matches(['）', ')']))
        })
    }

    /// Adds a piece of text.
    pub(super) fn piece(&mut self, kind: PieceKind, owner: Option<usize>, text: String, block: &Place) {
        self.outline.pieces.push(Piece {
            owner,
            kind,
            text,
            span: block.span,
            columns: block.columns,
            page: block.page,
            rule: self.rule,
        });
    }

    /// Adds an entry under a parent.
    pub(super) fn entry(&mut self, parent: Option<usize>, class: Class, title: String, place: &Place) -> usize {
        let at = self.outline.pieces.len();
        self.outline.entries.push(Entry {
            parent,
            class,
            ordinal: 0,
            star: None,
            marker: String::new(),
            title,
            span: place.span,
            columns: place.columns,
            page: place.page,
            column: Column::None,
            from_table: false,
            at,
            narrative: false,
            rule: self.rule,
        });
        self.outline.entries.len() - 1
    }

    /// Adds an entry for a mark, at the level that the mark asks for.
    pub(super) fn marked(&mut self, mark: &Mark, asking: Asking, place: &Place) -> usize {
        if std::mem::take(&mut self.alone) && !mark.class.is_bullet() {
            self.levels.clear();
        }
        self.close_background(mark.class, asking);
        let entries = &self.outline.entries;
        self.levels.end_aside(asking, |entry| chapter::is_background(&entries[entry].title));
        let parent = self.parent_of(mark, asking);
        let title = close_up(mark.rest).unwrap_or_else(|| mark.rest.to_owned());
        let entry = self.entry(parent, mark.class, title, place);
        self.levels.open(asking, entry);
        let lead = mark.lead.trim();
        if !lead.is_empty() {
            self.outline.furniture.push(Furniture::line(place.span.first, lead));
        }
        let new = &mut self.outline.entries[entry];
        new.marker = mark.marker.clone().into_owned();
        new.ordinal = mark.ordinal;
        new.star = mark.star;
        entry
    }

    /// A pillar ends the background chapter before it: 計画の位置づけ without a number and then `Ⅰ．`.
    ///
    /// So does any number that the contents list sets in no deeper than the heading.
    fn close_background(&mut self, class: Class, asking: Asking) {
        let Some((open, listed)) = self.levels.outermost() else {
            return;
        };
        let entry = &self.outline.entries[open];
        if !matches!(entry.class, Class::Plain) || !class.counts() || !chapter::is_background(&entry.title) {
            return;
        }
        let beside = self.stepped && asking.listed.zip(listed).is_some_and(|(new, open)| new <= open);
        let pillar = matches!(class, Class::Part | Class::Chapter | Class::Ordinal | Class::Roman | Class::Word(_));
        // Its text has been read: paragraphs, or a list of facts.
        let told = || self.outline.entries.len() > open + 1 || self.outline.pieces.len() > entry.at;
        if beside || pillar && told() {
            self.levels.clear();
        }
    }

    /// その他 closes a list: marked otherwise than its items, it still hangs beside them.
    fn parent_of(&mut self, mark: &Mark, asking: Asking) -> Option<usize> {
        let other = mark.class.is_bullet() && mark.rest.starts_with("その他") && !self.levels.is_open(mark.class);
        if other && let Some(parent) = self.levels.beside_numbers() {
            return parent;
        }
        self.levels.place(asking)
    }

    /// A block of text: what it is, the rules decide.
    fn text(&mut self, block: Block, look: Look, following: Option<&Block>) {
        let place = Place { span: block.span, columns: None, page: block.page };
        let BlockKind::Text(text) = block.kind else {
            return;
        };
        let line =
            Line { text: &text, mark: mark::parse(&text), indent: block.indent, width: block.width, following, look };
        let (rule, decision) = decide(self, &line, self.rules);
        self.rule = rule;
        self.targets = matches!(decision, Decision::Piece(PieceKind::Targets) | Decision::Slot { targets: true });
        let asking = |class, ordinal| Asking {
            class,
            ordinal,
            indent: line.indent,
            position: line.look.position,
            next: line.look.number,
            listed: line.listed(),
        };
        let plain = asking(Class::Plain, 0);
        match decision {
            Decision::Piece(kind) => self.piece(kind, self.owner(), text, &place),
            Decision::TakesUp(entry) => {
                self.levels.back_to(entry);
                self.piece(PieceKind::Label, Some(entry), text, &place);
            }
            Decision::Slot { .. } => {
                self.levels.close_to_heading();
                self.piece(PieceKind::Label, self.owner(), text, &place);
            }
            Decision::Legend(pairs) => {
                self.outline.legend.extend(pairs);
                self.piece(PieceKind::Paragraph, self.owner(), text, &place);
            }
            Decision::Marked => {
                if let Some(mark) = &line.mark {
                    let level = if mark.hashes > 0 { Class::Heading(mark.hashes) } else { mark.class };
                    self.items(mark, |ordinal| asking(level, ordinal), &place);
                }
            }
            Decision::Like(class) => {
                let asking = Asking { indent: following.map_or(line.indent, |next| next.indent), ..asking(class, 0) };
                let parent = self.levels.place(asking);
                let entry = self.entry(parent, class, text, &place);
                self.levels.open(asking, entry);
            }
            Decision::Heading => self.plain(text, plain, &place),
            Decision::Beside => {
                self.levels.clear();
                self.plain(text, plain, &place);
            }
            Decision::Alone => {
                self.levels.clear();
                self.plain(text, plain, &place);
                self.alone = true;
            }
            Decision::Aside => {
                self.levels.set_aside(line.look.number);
                self.plain(text, plain, &place);
            }
        }
    }

    /// The items of one line; those after the first hang beside it.
    fn items(&mut self, mark: &Mark, asking: impl Fn(u32) -> Asking, place: &Place) {
        let first = self.marked(&Mark { rest: first_of(mark), ..mark.clone() }, asking(mark.ordinal), place);
        for other in others_of(mark) {
            let at = self.marked(&other, asking(other.ordinal), place);
            self.outline.entries[at].parent = self.outline.entries[first].parent;
        }
    }

    /// The open entry that a heading marked 続き takes up again.
    pub(super) fn taken_up(&self, mark: &Mark) -> Option<usize> {
        let title = squeeze(heading::continued(mark.rest)?);
        let entries = &self.outline.entries;
        self.levels.again(mark.class, mark.ordinal, |entry| squeeze(&entries[entry].title) == title)
    }

    /// A heading without a mark.
    fn plain(&mut self, text: String, asking: Asking, place: &Place) {
        if std::mem::take(&mut self.alone) {
            self.levels.clear();
        }
        let parent = self.levels.place(asking);
        let title = close_up(&text).unwrap_or(text);
        let entry = self.entry(parent, Class::Plain, title, place);
        self.levels.open(asking, entry);
    }
}

/// The items of one line, `①窓口の設置　②申請の支援`: the bytes at which those after the first begin.
fn cuts(mark: &Mark) -> Vec<usize> {
    if mark.class != Class::Circled {
        return Vec::new();
    }
    let (mut number, mut before) = (mark.ordinal, 'x');
    let mut cuts = Vec::new();
    for (at, c) in mark.rest.char_indices() {
        if numeral::circled(c) == Some(number + 1) && before.is_whitespace() {
            cuts.push(at);
            number += 1;
        }
        before = c;
    }
    cuts
}

/// The first item of a line.
fn first_of<'a>(mark: &Mark<'a>) -> &'a str {
    cuts(mark).first().map_or(mark.rest, |end| mark.rest[..*end].trim_end())
}

/// The items of a line after its first.
fn others_of<'a>(mark: &Mark<'a>) -> Vec<Mark<'a>> {
    let cuts = cuts(mark);
    let ends = cuts.iter().skip(1).copied().chain([mark.rest.len()]);
    cuts.iter().zip(ends).filter_map(|(from, to)| mark::parse(mark.rest[*from..to].trim_end())).collect()
}

/// Where something stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) span: LineSpan,
    pub(super) columns: Option<kurabe_model::Columns>,
    pub(super) page: Option<u32>,
}
