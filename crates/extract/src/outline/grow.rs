//! Block after block, the tree grows.
//!
//! What comes in are blocks, what goes out is the tree before background chapters are folded. This file must
//! not know what the columns of a table mean.

use super::glance::{Glance, circled_measures, glance, labels, names_measures, next_numbers, next_of};
use super::heading::{self, Next};
use super::level::{Asking, Levels};
use super::roles::Roles;
use super::{Column, Entry, Outline, Piece, PieceKind, chapter, legend, table};
use crate::blocks::chars::{close_up, squeeze};
use crate::blocks::mark::{self, Class, Mark};
use crate::blocks::numeral;
use crate::blocks::{Block, BlockKind, Blocks};
use crate::vocabulary::words;
use kurabe_model::{Furniture, LineSpan};
use std::collections::{HashMap, HashSet};

/// The tree while it grows.
pub(super) struct Growth {
    pub(super) outline: Outline,
    pub(super) levels: Levels,
    /// Roles of the columns of the last table whose header named them.
    pub(super) roles: Option<Roles>,
    /// Is a chapter open that holds nothing but its own text (はじめに)?
    alone: bool,
    /// Does the contents list set some of its titles in deeper than others?
    stepped: bool,
    /// Does what comes next say what is to be reached (the lines below 【数値目標】)?
    targets: bool,
}

/// Grows the tree from the blocks.
pub(super) fn grow(blocks: Blocks) -> Outline {
    let glances: Vec<Glance> = blocks.list.iter().map(glance).collect();
    let nexts = next_numbers(&glances);
    let labels = labels(&blocks.list, &glances);
    let measures = circled_measures(&blocks.list);
    let mut places: HashMap<Class, Vec<(usize, u32)>> = HashMap::new();
    for (at, glance) in glances.iter().enumerate() {
        if let Some(class) = glance.class.filter(|class| class.counts()) {
            places.entry(class).or_default().push((at, glance.ordinal));
        }
    }
    let outline = Outline { furniture: blocks.furniture, notices: blocks.notices, ..Outline::default() };
    let stepped = blocks.contents.values().min() != blocks.contents.values().max();
    let mut growth =
        Growth { outline, levels: Levels::new(places), roles: None, alone: false, stepped, targets: false };
    let mut rows: Vec<Block> = Vec::new();
    let mut queue = blocks.list.into_iter().enumerate().peekable();
    while let Some((at, block)) = queue.next() {
        if let BlockKind::Row { table, .. } = &block.kind {
            let goes_on = queue
                .peek()
                .is_some_and(|(_, next)| matches!(&next.kind, BlockKind::Row { table: other, .. } if other == table));
            rows.push(block);
            if !goes_on {
                table::grow(&mut growth, std::mem::take(&mut rows));
            }
            continue;
        }
        let next = next_of(&glances, at);
        let look = Look {
            position: at,
            next,
            number: nexts[at],
            labels: &labels,
            contents: &blocks.contents,
            measures,
            before: at.checked_sub(1).map(|at| glances[at]),
        };
        growth.text(block, look, queue.peek().map(|(_, block)| block));
    }
    growth.outline
}

/// What surrounds a block.
struct Look<'a> {
    position: usize,
    next: Next,
    number: Option<(Class, u32)>,
    labels: &'a HashSet<String>,
    contents: &'a HashMap<String, u32>,
    measures: bool,
    before: Option<Glance>,
}

impl Growth {
    /// The entry to which text belongs that stands here.
    pub(super) fn owner(&self) -> Option<usize> {
        self.levels.top()
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
    fn in_meeting(&self) -> bool {
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

    /// A block of text: a marked line, a heading without a mark, or a paragraph.
    fn text(&mut self, block: Block, look: Look, following: Option<&Block>) {
        let place = Place { span: block.span, columns: None, page: block.page };
        let BlockKind::Text(text) = block.kind else {
            return;
        };
        if self.targets && is_target(&text) {
            self.piece(PieceKind::Targets, self.owner(), text, &place);
            return;
        }
        self.targets = false;
        if self.slot(&text, look.next) {
            self.levels.close_to_heading();
            self.targets = heading::is_target_slot(&text);
            self.piece(PieceKind::Label, self.owner(), text, &place);
            return;
        }
        if let Some(pairs) = legend::read(&text) {
            self.outline.legend.extend(pairs);
            self.piece(PieceKind::Paragraph, self.owner(), text, &place);
            return;
        }
        let listed = if look.contents.is_empty() { None } else { look.contents.get(&squeeze(&text)).copied() };
        let asking = |class, ordinal| Asking {
            class,
            ordinal,
            indent: block.indent,
            position: look.position,
            next: look.number,
            listed,
        };
        if let Some(mark) = mark::parse(&text) {
            if mark.class == Class::Label && heading::is_slot(&mark.marker) {
                self.piece(PieceKind::Paragraph, self.owner(), text, &place);
            } else if matches!(mark.class, Class::Corner | Class::Angle) && look.labels.contains(&squeeze(&text)) {
                self.piece(PieceKind::Label, self.owner(), text, &place);
            } else if heading::is_flag_line(&text) {
                self.piece(PieceKind::Flag, self.owner(), text, &place);
            } else if look.measures && mark.class == Class::Circled && names_measures(&text) {
                self.piece(PieceKind::Measures, self.owner(), text, &place);
            } else if let Some(entry) = self.taken_up(&mark) {
                self.piece(PieceKind::Label, Some(entry), text, &place);
            } else if mark.class.counts() && heading::is_agenda(mark.rest) && self.in_meeting()
                || mark.class.is_bullet() && heading::points_elsewhere(&text) && mark.class != Class::Symbol('・')
                || mark.class == Class::Symbol('※') && !self.outline.legend.iter().any(|(sign, _)| *sign == '※')
                || mark.class == Class::Angle && mark.rest.len() > 150
            {
                self.piece(PieceKind::Paragraph, self.owner(), text, &place);
            } else {
                let level = if mark.hashes > 0 { Class::Heading(mark.hashes) } else { mark.class };
                let first =
                    self.marked(&Mark { rest: first_of(&mark), ..mark.clone() }, asking(level, mark.ordinal), &place);
                for other in others_of(&mark) {
                    let at = self.marked(&other, asking(level, other.ordinal), &place);
                    self.outline.entries[at].parent = self.outline.entries[first].parent;
                }
            }
            return;
        }
        if heading::is_flag_line(&text) {
            self.piece(PieceKind::Flag, self.owner(), text, &place);
            return;
        }
        if text.len() <= 60 && heading::stands_alone(&squeeze(&text)) {
            self.levels.clear();
            self.plain(text, asking(Class::Plain, 0), &place);
            self.alone = true;
            return;
        }
        if let Some(like) = parallel(&text, following) {
            let asking = Asking { indent: following.map_or(block.indent, |next| next.indent), ..asking(like, 0) };
            let parent = self.levels.place(asking);
            let entry = self.entry(parent, like, text, &place);
            self.levels.open(asking, entry);
            return;
        }
        let listed = listed.is_some() && look.next != Next::End;
        // Between a list and the next number a short line heads what follows, if the document has such headings
        // and the line is not set in like more of the list.
        let after_list = look
            .before
            .is_some_and(|before| before.class.is_some_and(Class::is_bullet) && block.indent <= before.indent);
        let between =
            look.next == Next::Later && after_list && self.levels.is_open(Class::Plain) && text.chars().count() <= 15;
        // Inside a list, one of several lines set in deeper than the next item belongs to the item before it.
        let inside = look.next == Next::Bullet
            && look.before.is_some_and(|before| before.class.is_none() && before.indent == block.indent)
            && self.levels.in_bullet()
            && following.is_some_and(|next| next.indent < block.indent);
        let shaped = !inside && heading::shaped(&text, block.width);
        let background = shaped
            && (chapter::is_background(&text) || look.number.is_none() && heading::is_appendix(&text))
            && block.width <= 48
            && matches!(look.next, Next::Line | Next::Prose | Next::Row | Next::Later)
            && !text.contains([' ', '\u{3000}', '、', '：']);
        let intro = look.next == Next::Later && !after_list;
        if background && !intro && self.levels.set_aside(look.number) {
            self.plain(text, asking(Class::Plain, 0), &place);
            return;
        }
        let parallel = shaped
            && look.next == Next::Later
            && block.width <= 48
            && self.levels.parallel(|entry| {
                let open: Vec<char> = self.outline.entries[entry].title.chars().take(4).collect();
                open.len() == 4 && text.chars().take(4).eq(open)
            });
        if listed || parallel || shaped && (between || heading::is_heading(&text, block.width, look.next)) {
            self.plain(text, asking(Class::Plain, 0), &place);
        } else {
            self.piece(PieceKind::Paragraph, self.owner(), text, &place);
        }
    }

    /// Does a line name a part of the numbered item above it (【現状と課題】, 実施内容) rather than a programme?
    fn slot(&self, text: &str, next: Next) -> bool {
        if text.len() > 60 || !heading::is_slot(text) {
            return false;
        }
        let bracketed = mark::parse(text).is_some_and(|mark| matches!(mark.class, Class::Corner | Class::Angle));
        let plain = || next == Next::Bullet && mark::parse(text).is_none() && self.levels.in_number();
        let numbered = || self.levels.heading().is_some_and(|at| self.outline.entries[at].class.counts());
        bracketed && numbered() || plain()
    }

    /// The open entry that a heading marked 続き takes up again.
    fn taken_up(&mut self, mark: &Mark) -> Option<usize> {
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

/// Does a line below 【数値目標】 name a figure? `課題設定型支援件数　R5：20件 → R8：60件`, `・新規会員数`.
fn is_target(text: &str) -> bool {
    let mark = mark::parse(text);
    if mark.as_ref().is_some_and(|mark| !mark.class.is_bullet() && mark.class != Class::Circled) {
        return false;
    }
    let words = mark.map_or(text, |mark| mark.rest);
    !words.ends_with('。') && words.chars().count() <= 80 && (heading::has_figure(words) || names_measures(words))
}

/// A line without a mark that is said like the marked one after it: `県連：隔月` before `※エリア別：4半期に1回`.
fn parallel(text: &str, following: Option<&Block>) -> Option<Class> {
    heading::label(text)?;
    let BlockKind::Text(next) = &following?.kind else {
        return None;
    };
    let mark = mark::parse(next).filter(|mark| mark.class.is_bullet())?;
    heading::label(mark.rest).map(|_| mark.class)
}

/// Where something stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) span: LineSpan,
    pub(super) columns: Option<kurabe_model::Columns>,
    pub(super) page: Option<u32>,
}
