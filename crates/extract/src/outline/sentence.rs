//! Sentences without marks that are the items of a heading of work.
//!
//! What comes in is the outline, what goes out is the outline with such sentences as entries. This file must not know
//! marks or tables.

use super::chapter::is_background;
use super::{Column, Entry, Outline, Piece, PieceKind};
use crate::blocks::mark::Class;
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use std::collections::HashSet;

/// Sentences below a heading, at least: one alone tells of the heading.
const SENTENCES: usize = 2;
/// Letters of a sentence that is an item; longer ones argue.
const LETTERS: usize = 120;

/// Makes items of the sentences below headings of work.
pub(super) fn raise(outline: &mut Outline, rules: Rules) {
    if !rules.hold(Rule::SentenceOfWork) {
        return;
    }
    let headings = headings(outline);
    if headings.iter().any(|heads| *heads) {
        rebuild(outline, &headings);
    }
}

/// For each entry: is it a heading of work below which nothing but such sentences stands?
fn headings(outline: &Outline) -> Vec<bool> {
    let entries = &outline.entries;
    let mut told: Vec<(usize, usize)> = vec![(0, 0); entries.len()];
    for (at, piece) in outline.pieces.iter().enumerate() {
        if let Some(owner) = piece.owner {
            let is_last = at + 1 == outline.pieces.len();
            told[owner].0 += 1;
            told[owner].1 += usize::from(is_item(piece) || is_last && told[owner].1 > 0 && is_cut_off(piece));
        }
    }
    let holders: HashSet<usize> = entries.iter().filter_map(|entry| entry.parent).collect();
    // Headings of one kind side by side: where others hold items, the sentences of this one are items too.
    let beside: HashSet<(Option<usize>, Class)> =
        holders.iter().map(|at| (entries[*at].parent, entries[*at].class)).collect();
    let works = |at: usize, entry: &Entry| {
        let floats = entry.class.floats() || matches!(entry.class, Class::Plain | Class::Heading(_));
        let (all, items) = told[at];
        floats
            && entry.column == Column::None
            && !entry.narrative
            && !holders.contains(&at)
            && items >= SENTENCES
            && items == all
            && !is_background(&entry.title)
            && !words().chapter.statement.ends(&entry.title)
            && (words().work.heading.stands_in(&entry.title) || beside.contains(&(entry.parent, entry.class)))
    };
    entries.iter().enumerate().map(|(at, entry)| works(at, entry)).collect()
}

/// One sentence that says what is done.
fn is_item(piece: &Piece) -> bool {
    piece.kind == PieceKind::Paragraph
        && piece.text.ends_with('。')
        && piece.text.matches('。').count() == 1
        && piece.text.chars().count() <= LETTERS
        && is_action(&piece.text)
}

/// The beginning of a sentence with which a document breaks off.
fn is_cut_off(piece: &Piece) -> bool {
    piece.kind == PieceKind::Paragraph && !piece.text.contains('。') && piece.text.chars().count() <= LETTERS
}

/// The outline with the pieces of such headings as entries.
fn rebuild(outline: &mut Outline, headings: &[bool]) {
    let entries = std::mem::take(&mut outline.entries);
    let pieces = std::mem::take(&mut outline.pieces);
    let mut moved: Vec<usize> = Vec::with_capacity(entries.len());
    let mut pieces = pieces.into_iter().enumerate().peekable();
    let add = |outline: &mut Outline, mut piece: Piece, moved: &[usize]| {
        let heading = piece.owner.filter(|owner| headings[*owner]);
        piece.owner = piece.owner.map(|owner| moved[owner]);
        match heading {
            Some(_) => outline.entries.push(item(piece, outline.pieces.len())),
            None => outline.pieces.push(piece),
        }
    };
    for mut entry in entries {
        while let Some((_, piece)) = pieces.next_if(|(number, _)| *number < entry.at) {
            add(outline, piece, &moved);
        }
        entry.parent = entry.parent.map(|parent| moved[parent]);
        entry.at = outline.pieces.len();
        moved.push(outline.entries.len());
        outline.entries.push(entry);
    }
    for (_, piece) in pieces {
        add(outline, piece, &moved);
    }
    for value in &mut outline.values {
        value.owner = moved.get(value.owner).copied().unwrap_or(value.owner);
    }
}

fn item(piece: Piece, at: usize) -> Entry {
    Entry {
        parent: piece.owner,
        // As if it had the mark that its neighbours in other plans have.
        class: Class::Symbol('・'),
        ordinal: 0,
        star: None,
        marker: String::new(),
        title: piece.text,
        span: piece.span,
        columns: piece.columns,
        page: piece.page,
        column: Column::None,
        from_table: false,
        at,
        narrative: false,
        rule: Rule::SentenceOfWork,
    }
}
