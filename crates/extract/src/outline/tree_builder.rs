//! The tree while it grows: what is open, and how an entry or a piece is added where it stands.
//!
//! What comes in are marks and texts with their places, what goes out is the tree before background chapters are
//! folded. This file must not know what decides on a line, nor what the columns of a table mean.

use super::card::{Card, Claim};
use super::heading;
use super::level::{Asking, Levels};
use super::roles::{Roles, Sheet};
use super::series;
use super::{Column, Entry, Outline, Piece, PieceKind, accounts, chapter};
use crate::blocks::Cell;
use crate::blocks::chars::{close_up, is_japanese, squeeze};
use crate::blocks::mark::{self, Class, Mark};
use crate::rules::{Rule, Rules};
use crate::vocabulary::words;
use kurabe_model::{Furniture, LineSpan};

/// The tree while it grows.
pub(super) struct TreeBuilder {
    pub(super) outline: Outline,
    pub(super) levels: Levels,
    /// Roles of the columns of the last table whose header named them.
    pub(super) roles: Option<Roles>,
    /// How many entries and pieces there were where a table ended whose head stood alone above the headings that part its
    /// rows.
    pub(super) parted: Option<(usize, usize)>,
    /// The head of figures without years that goes on over the rows below the next headings.
    pub(super) head: Option<series::Head>,
    /// The head of a sheet that judges work, which goes on over the rows below the next headings.
    pub(super) sheet: Option<Sheet>,
    /// The plan's title and whose it is, without blanks.
    pub(super) fronts: Vec<String>,
    /// The words of the last head of a table of work whose unit is known, and the unit.
    pub(super) unit: Option<(String, String)>,
    /// The indicator that the line before told of.
    pub(super) card: Option<Told>,
    /// Is a chapter open that holds nothing but its own text (はじめに)?
    pub(super) alone: bool,
    /// Is there only one heading in brackets?
    pub(super) lone_bracket: bool,
    /// Does the contents list set some of its titles in deeper than others?
    pub(super) stepped: bool,
    /// Does what comes next say what is to be reached (the lines below 【数値目標】)?
    pub(super) targets: bool,
    /// Does what comes next say what is hoped for (the points below 期待される効果)?
    pub(super) effects: bool,
    /// The rules in force.
    pub(super) rules: Rules,
    /// The rule that made what is added now.
    pub(super) rule: Rule,
}

/// An indicator that a line told of, and that the next may go on with.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The entry that it measures.
    owner: usize,
    row: u32,
    name: String,
    unit: Option<String>,
}

/// Pieces of text among which a label looks for one beside it.
const LABELS_BACK: usize = 64;

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

    /// Adds the figures of indicators told in words.
    pub(super) fn cards(&mut self, cards: Vec<Card>, place: &Place) {
        for card in cards {
            let open = self.card.take();
            let Some(owner) = open.as_ref().map(|told| told.owner).or_else(|| self.owner()) else { continue };
            let row = match (&card.name, &open) {
                (None, Some(told)) => told.row,
                _ => self
                    .outline
                    .values
                    .last()
                    .map_or(0, |last| last.row + 1)
                    .max(open.as_ref().map_or(0, |told| told.row + 1)),
            };
            let unit = card.unit.or_else(|| open.as_ref().and_then(|told| told.unit.clone()));
            let name = card.name.or(open.map(|told| told.name)).unwrap_or_else(|| self.name_above(owner));
            let value = |claim: Claim| series::Value {
                owner,
                row,
                name: name.clone(),
                group: String::new(),
                mark: None,
                year: claim.year,
                says: claim.says,
                unit: unit.clone().unwrap_or_default(),
                text: claim.text,
                line: place.span.first,
                measures: series::Measures::Owner,
            };
            self.outline.values.extend(card.claims.into_iter().map(value));
            self.card = Some(Told { owner, row, name, unit });
        }
    }

    /// Have the figures before been told of an item beside the one that is open? Then each has its own.
    pub(super) fn sibling_told(&self) -> bool {
        let entry = |at: usize| (self.outline.entries[at].parent, self.outline.entries[at].class);
        let told = self
            .outline
            .values
            .last()
            .filter(|value| value.measures == series::Measures::Owner)
            .map(|value| entry(value.owner));
        told.is_some() && told == self.owner().map(entry)
    }

    /// Are the lines right before it <講師> and at most one line of who that is?
    pub(super) fn in_fact(&self) -> bool {
        /// Lines of who or where it is.
        const LINES: usize = 2;
        let own = self.owner();
        let mut pieces = self.outline.pieces.iter().rev().take(LINES).take_while(|piece| piece.owner == own);
        own.is_some()
            && pieces.any(|piece| {
                let label = piece.kind == PieceKind::Label;
                label && mark::parse(&piece.text).is_some_and(|mark| heading::tells_fact(&mark))
            })
    }

    /// The unit of a table: the one that is given for it, else that of the table before with the same head.
    pub(super) fn unit_of(&mut self, head: &[Cell], given: Option<String>) -> Option<String> {
        let words: String = head.iter().map(|cell| squeeze(&cell.text)).collect();
        if let Some(unit) = given.filter(|unit| !unit.is_empty()) {
            self.unit = Some((words, unit.clone()));
            return Some(unit);
        }
        self.unit.as_ref().filter(|(before, _)| *before == words).map(|(_, unit)| unit.clone())
    }

    /// What figures measure that do not say it: the line above them names it, or what they stand under.
    fn name_above(&self, owner: usize) -> String {
        let above = self.outline.pieces.last().filter(|piece| piece.owner == Some(owner));
        let named = above.filter(|piece| words().figure.measure_end.ends(&piece.text));
        named.map_or_else(|| self.outline.entries[owner].title.clone(), |piece| piece.text.clone())
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
        // A chapter of the document ends a paper before it.
        let chapter = matches!(
            mark.class,
            Class::Part | Class::Chapter | Class::Clause | Class::Ordinal | Class::Motion | Class::Roman
        );
        if chapter && !accounts::is_part(mark.rest) {
            self.levels.end_plain(|entry| accounts::is_paper(&entries[entry].title));
        }
        let aside = |title: &str| chapter::is_background(title) || accounts::is_paper(title);
        self.levels.end_aside(asking, |entry| aside(&entries[entry].title));
        let parent = self.parent_of(mark, asking);
        let inner = numbered_inside(mark).or_else(|| numbered_twice(mark));
        let shown = inner.as_ref().unwrap_or(mark);
        let title = close_up(shown.rest).unwrap_or_else(|| shown.rest.to_owned());
        let entry = self.entry(parent, mark.class, title, place);
        self.levels.open(asking, entry);
        let lead = mark.lead.trim();
        if !lead.is_empty() {
            self.outline.furniture.push(Furniture::line(place.span.first, lead));
        }
        if inner.is_some() {
            // The brackets, or the number that stands twice.
            self.outline.furniture.push(Furniture::line(place.span.first, mark.marker.clone()));
        }
        let new = &mut self.outline.entries[entry];
        new.marker = shown.marker.clone().into_owned();
        new.ordinal = shown.ordinal;
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
        let bracketed = matches!(entry.class, Class::Corner | Class::Angle) && self.lone_bracket;
        if !(entry.class == Class::Plain || bracketed) || !class.counts() {
            return;
        }
        if self.stands_aside(open, class, asking) {
            self.levels.clear();
            return;
        }
        if !chapter::is_background(&entry.title) {
            return;
        }
        let beside = self.stepped && asking.listed.zip(listed).is_some_and(|(new, open)| new <= open);
        let pillar = matches!(class, Class::Part | Class::Chapter | Class::Ordinal | Class::Roman | Class::Word(_));
        // Its text has been read: paragraphs, or a list of facts.
        let told = || self.outline.entries.len() > open + 1 || self.outline.pieces.len() > entry.at;
        // 【総括】, the only heading of its kind, stands beside the first of the numbers that follow its text.
        if beside || (pillar || bracketed && asking.ordinal == 1) && told() {
            self.levels.clear();
        }
    }

    /// Is the heading one that says what the plan stands for, 基本方針 over prose, and begin chapters now: １．, and below it （１）?
    /// What its text announces (次の三つを柱とする) is below it, and so is a list.
    fn stands_aside(&self, open: usize, class: Class, asking: Asking) -> bool {
        const POINTS: [&str; 6] = ["次の", "以下", "下記", "左記", "つの柱", "つの方針"];
        let entry = &self.outline.entries[open];
        let said = || self.outline.pieces[entry.at..].iter().filter(|piece| piece.owner == Some(open));
        let numbered = matches!(class, Class::Arabic | Class::Bare | Class::Kanji);
        let holds = asking.next.is_some_and(|(next, number)| next != class && number == 1);
        entry.class == Class::Plain
            && numbered
            && asking.ordinal == 1
            && holds
            && self.outline.entries.len() == open + 1
            && !self.levels.comes_again(class, 1, asking.position)
            && (words().chapter.statement.ends(&entry.title) || chapter::is_background(&entry.title))
            && said().next().is_some()
            && !said().any(|piece| POINTS.iter().any(|word| piece.text.contains(word)))
    }

    /// Does the innermost open heading name what the first of such words counts: 重点課題と施策の方向 over 重点課題１?
    pub(super) fn names_top(&self, mark: Option<&Mark>) -> bool {
        let Some(mark) = mark.filter(|mark| matches!(mark.class, Class::Word(_)) && mark.ordinal == 1) else {
            return false;
        };
        let word = mark.marker.trim_end_matches(|c: char| !is_japanese(c) || "一ー".contains(c));
        !word.is_empty() && self.levels.top().is_some_and(|top| self.outline.entries[top].title.contains(word))
    }

    /// その他 closes a list: marked otherwise than its items, it still hangs beside them.
    fn parent_of(&mut self, mark: &Mark, asking: Asking) -> Option<usize> {
        let other = mark.class.is_bullet() && mark.rest.starts_with("その他") && !self.levels.is_open(mark.class);
        if other && let Some(parent) = self.levels.beside_numbers() {
            return parent;
        }
        self.levels.place(asking)
    }

    /// The open entry that a heading marked 続き takes up again.
    pub(super) fn taken_up(&self, mark: &Mark) -> Option<usize> {
        let title = squeeze(heading::continued(mark.rest)?);
        let entries = &self.outline.entries;
        self.levels.again(mark.class, mark.ordinal, |entry| squeeze(&entries[entry].title) == title)
    }

    /// The open item of which a label in the same brackets told a part before this one, its list ended: （事業内容）, ①, ②,
    /// （目標）. Where ① had such a label of its own, ② has one, too.
    pub(super) fn labelled(&self, label: &str, position: usize) -> Option<usize> {
        let bracket = label.chars().next().filter(|c| "（(【〈＜<《［[〔≪".contains(*c))?;
        let before = || self.outline.pieces.iter().rev().take(LABELS_BACK);
        let beside = |piece: &&Piece| piece.text.starts_with(bracket) && heading::is_slot(&piece.text);
        let item = before().find(beside)?.owner?;
        let inner = |piece: &Piece| piece.owner.is_some_and(|owner| self.outline.entries[owner].parent == Some(item));
        let own = || before().any(|piece| inner(piece) && squeeze(&piece.text) == squeeze(label));
        (self.levels.ends_below(item, position) && !own()).then_some(item)
    }

    /// The open heading that holds what is done, beside 【現状と課題】 and 【目標】.
    pub(super) fn slot_of_work(&self) -> Option<usize> {
        self.levels.open_entries().find(|at| self.outline.entries[*at].rule == Rule::SlotOfWork)
    }

    /// Is what stands here part of a form that names work?
    pub(super) fn in_form(&self) -> bool {
        self.levels.top().is_some_and(|at| self.outline.entries[at].rule == Rule::FormName)
    }

    /// What a form names.
    pub(super) fn named_in_form(&mut self, text: String, asking: Asking, place: &Place) {
        self.plain(text, asking, place);
        if let Some(entry) = self.outline.entries.last_mut() {
            (entry.column, entry.from_table) = (Column::Name, true);
        }
    }

    /// A heading without a mark.
    pub(super) fn plain(&mut self, text: String, asking: Asking, place: &Place) {
        if std::mem::take(&mut self.alone) {
            self.levels.clear();
        }
        let parent = self.levels.place(asking);
        let title = close_up(&text).unwrap_or(text);
        let entry = self.entry(parent, Class::Plain, title, place);
        self.levels.open(asking, entry);
    }
}

/// The numbered word inside brackets around a whole heading: ≪柱１ 挑戦≫.
fn numbered_inside<'a>(mark: &Mark<'a>) -> Option<Mark<'a>> {
    let bracketed = matches!(mark.class, Class::Corner | Class::Angle);
    let inner = bracketed.then(|| mark::parse(mark.rest)).flatten()?;
    let word = matches!(inner.class, Class::Word(_) | Class::Chapter | Class::Part);
    (word && inner.lead.is_empty() && !inner.rest.is_empty()).then_some(inner)
}

/// The same number again right behind a number: （２）（２）情報の発信, as programs print what is set bold by printing it twice.
fn numbered_twice<'a>(mark: &Mark<'a>) -> Option<Mark<'a>> {
    let inner = mark.class.counts().then(|| mark::parse(mark.rest)).flatten()?;
    let same = inner.class == mark.class && inner.ordinal == mark.ordinal && inner.marker == mark.marker;
    (same && inner.lead.is_empty() && !inner.rest.is_empty()).then_some(inner)
}

/// Where something stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) span: LineSpan,
    pub(super) columns: Option<kurabe_model::Columns>,
    pub(super) page: Option<u32>,
}
