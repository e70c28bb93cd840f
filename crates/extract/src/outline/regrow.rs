//! The outline anew, with some of its texts as entries.
//!
//! What comes in is the outline and what becomes of each piece, what goes out is the outline with the entries among the
//! others, all in reading order. This file must not know why a text is an entry.

use super::{Column, Entry, Outline, Piece};
use crate::blocks::mark::Class;
use crate::rules::Rule;

/// What becomes of a piece, or of a part of it.
pub(super) enum Grown {
    /// It stays a text of its owner.
    Piece(Piece),
    /// It is an entry.
    Entry(New),
    /// It is a text of the entry before that was a piece.
    Told(Piece),
}

/// A piece as an entry.
pub(super) struct New {
    pub(super) piece: Piece,
    pub(super) under: Under,
    pub(super) class: Class,
    pub(super) ordinal: u32,
    pub(super) marker: String,
    pub(super) rule: Rule,
}

/// Where such an entry stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Under {
    /// Below the entry whose text it was.
    Owner,
    /// The same, as a heading.
    Inside,
    /// Beside it, as a heading.
    Beside,
    /// Below the heading that was added last.
    Heading,
}

impl New {
    /// A point of a list without a mark.
    pub(super) fn of(piece: Piece, under: Under) -> Self {
        let class = Class::Symbol('・');
        Self { piece, under, class, ordinal: 0, marker: String::new(), rule: Rule::SentenceOfWork }
    }

    fn entry(self, at: usize) -> Entry {
        Entry {
            parent: self.piece.owner,
            class: self.class,
            ordinal: self.ordinal,
            star: None,
            marker: self.marker,
            title: self.piece.text,
            span: self.piece.span,
            columns: self.piece.columns,
            page: self.piece.page,
            column: Column::None,
            from_table: false,
            at,
            narrative: false,
            rule: self.rule,
        }
    }
}

/// Puts the outline together anew.
pub(super) fn regrow(outline: &mut Outline, mut grow: impl FnMut(usize, Piece) -> Vec<Grown>) {
    let entries = std::mem::take(&mut outline.entries);
    let pieces = std::mem::take(&mut outline.pieces);
    let parents: Vec<Option<usize>> = entries.iter().map(|entry| entry.parent).collect();
    let mut moved: Vec<usize> = Vec::with_capacity(entries.len());
    let mut pieces = pieces.into_iter().enumerate().peekable();
    let (mut heading, mut latest) = (None, None);
    let mut add = |outline: &mut Outline, grown: Grown, moved: &[usize]| {
        let place = |piece: &Piece| piece.owner.map(|owner| moved[owner]);
        match grown {
            Grown::Piece(mut piece) => {
                piece.owner = place(&piece);
                outline.pieces.push(piece);
            }
            Grown::Told(mut piece) => {
                piece.owner = latest.or(place(&piece));
                outline.pieces.push(piece);
            }
            Grown::Entry(mut new) => {
                let beside = new.piece.owner.and_then(|owner| parents[owner]).map(|parent| moved[parent]);
                new.piece.owner = match new.under {
                    Under::Owner | Under::Inside => place(&new.piece),
                    Under::Beside => beside,
                    Under::Heading => heading,
                };
                let at = outline.entries.len();
                heading = if matches!(new.under, Under::Beside | Under::Inside) { Some(at) } else { heading };
                latest = Some(at);
                outline.entries.push(new.entry(outline.pieces.len()));
            }
        }
    };
    for mut entry in entries {
        while let Some((at, piece)) = pieces.next_if(|(number, _)| *number < entry.at) {
            grow(at, piece).into_iter().for_each(|grown| add(outline, grown, &moved));
        }
        entry.parent = entry.parent.map(|parent| moved[parent]);
        entry.at = outline.pieces.len();
        moved.push(outline.entries.len());
        outline.entries.push(entry);
    }
    for (at, piece) in pieces {
        grow(at, piece).into_iter().for_each(|grown| add(outline, grown, &moved));
    }
    for value in &mut outline.values {
        value.owner = moved.get(value.owner).copied().unwrap_or(value.owner);
    }
}
