//! Sentences without marks that are the items of a heading of work.
//!
//! What comes in is the outline, what goes out is the outline with such sentences as entries. This file must not know
//! marks or tables.

use super::chapter::is_background;
use super::{Column, Entry, Outline, Piece, PieceKind, heading};
use crate::blocks::mark::Class;
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use std::collections::HashSet;

/// Sentences below a heading, at least: one alone tells of the heading.
const SENTENCES: usize = 2;
/// Names below a line that heads them, at least.
const NAMES: usize = 2;
/// Letters of a name at most.
const NAME_LETTERS: usize = 24;
/// Letters of a sentence that is an item; longer ones argue.
const LETTERS: usize = 120;

/// Makes items of the sentences below headings of work.
pub(super) fn raise(outline: &mut Outline, rules: Rules) {
    if !rules.hold(Rule::SentenceOfWork) {
        return;
    }
    let headings = headings(outline);
    if headings.iter().any(|heads| *heads) {
        let roles = roles(outline, &headings);
        rebuild(outline, &roles);
    }
}

/// What becomes of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Becomes {
    /// It stays a text of its owner.
    Piece,
    /// An item of its owner.
    Item,
    /// A heading beside its owner.
    Heading,
    /// A name that is an item of the heading before it.
    Name,
}

/// For each piece what becomes of it.
fn roles(outline: &Outline, headings: &[bool]) -> Vec<Becomes> {
    let mut roles = vec![Becomes::Piece; outline.pieces.len()];
    for (at, piece) in outline.pieces.iter().enumerate() {
        if !piece.owner.is_some_and(|owner| headings[owner]) {
            continue;
        }
        let same = outline.pieces[at..].iter().take_while(|other| other.owner == piece.owner);
        let before = at.checked_sub(1).map(|before| roles[before]).unwrap_or(Becomes::Piece);
        roles[at] = match before {
            Becomes::Heading | Becomes::Name if is_name(piece) => Becomes::Name,
            _ if is_item(piece) => Becomes::Item,
            _ if heads_names(same) => Becomes::Heading,
            _ => Becomes::Piece,
        };
    }
    roles
}

/// Names of work, one to a line, below a line that says so: 継続事業, 清掃活動, 献血運動.
fn heads_names<'a>(mut pieces: impl Iterator<Item = &'a Piece>) -> bool {
    let titled = |piece: &Piece| is_name(piece) && words().work.heading.ends(&piece.text);
    pieces.next().is_some_and(titled) && pieces.take(NAMES).filter(|piece| is_name(piece)).count() == NAMES
}

/// A short line that has the shape of a name.
fn is_name(piece: &Piece) -> bool {
    piece.kind == PieceKind::Paragraph
        && piece.text.chars().count() <= NAME_LETTERS
        && !piece.text.ends_with('へ')
        && heading::shaped(&piece.text, 0)
}

/// For each entry: is it a heading of work below which nothing but such sentences stands?
fn headings(outline: &Outline) -> Vec<bool> {
    let entries = &outline.entries;
    let mut told: Vec<(usize, usize)> = vec![(0, 0); entries.len()];
    let mut over: HashSet<usize> = HashSet::new();
    for (at, piece) in outline.pieces.iter().enumerate() {
        let Some(owner) = piece.owner.filter(|owner| !over.contains(owner)) else { continue };
        let (all, items) = told[owner];
        // What stands below a heading of names is no text of the heading before it.
        let same = outline.pieces[at..].iter().take_while(|other| other.owner == Some(owner));
        if items == all && items >= SENTENCES && heads_names(same) {
            over.insert(owner);
            continue;
        }
        let breaks_off = at + 1 == outline.pieces.len() && items > 0 && is_cut_off(piece);
        told[owner] = (all + 1, items + usize::from(is_item(piece) || breaks_off));
    }
    // A heading without a mark stands below 【】 only because nothing closed it: the sentences before it are items still.
    let below_bracket = |entry: &Entry| {
        entry.class == Class::Plain && entry.parent.is_some_and(|parent| entries[parent].class == Class::Corner)
    };
    let holders: HashSet<usize> =
        entries.iter().filter(|entry| !below_bracket(entry)).filter_map(|entry| entry.parent).collect();
    // Headings of one kind side by side: where others hold items, the sentences of this one are items too.
    let kind = |at: usize| (entries[at].parent, entries[at].class);
    let mut beside: HashSet<(Option<usize>, Class)> =
        entries.iter().filter_map(|entry| entry.parent).map(kind).collect();
    let works = |at: usize, beside: &HashSet<(Option<usize>, Class)>| {
        let entry = &entries[at];
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
            && (words().work.heading.stands_in(&entry.title)
                || beside.contains(&(entry.parent, entry.class))
                || below_bracket(entry) && entry.parent.is_some_and(|parent| told[parent].1 >= SENTENCES))
    };
    let raised: Vec<(Option<usize>, Class)> = (0..entries.len()).filter(|at| works(*at, &beside)).map(kind).collect();
    beside.extend(raised);
    (0..entries.len()).map(|at| works(at, &beside)).collect()
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
fn rebuild(outline: &mut Outline, roles: &[Becomes]) {
    let entries = std::mem::take(&mut outline.entries);
    let pieces = std::mem::take(&mut outline.pieces);
    let parents: Vec<Option<usize>> = entries.iter().map(|entry| entry.parent).collect();
    let mut moved: Vec<usize> = Vec::with_capacity(entries.len());
    let mut pieces = pieces.into_iter().zip(roles).enumerate().peekable();
    let mut list: Option<usize> = None;
    let mut add = |outline: &mut Outline, mut piece: Piece, becomes: Becomes, moved: &[usize]| {
        let beside = piece.owner.and_then(|owner| parents[owner]).map(|parent| moved[parent]);
        piece.owner = piece.owner.map(|owner| moved[owner]);
        match becomes {
            Becomes::Piece => return outline.pieces.push(piece),
            Becomes::Item => {}
            Becomes::Heading => (piece.owner, list) = (beside, Some(outline.entries.len())),
            Becomes::Name => piece.owner = list,
        }
        let class = if becomes == Becomes::Heading { Class::Plain } else { Class::Symbol('・') };
        outline.entries.push(entry(piece, class, outline.pieces.len()));
    };
    for mut entry in entries {
        while let Some((_, (piece, becomes))) = pieces.next_if(|(number, _)| *number < entry.at) {
            add(outline, piece, *becomes, &moved);
        }
        entry.parent = entry.parent.map(|parent| moved[parent]);
        entry.at = outline.pieces.len();
        moved.push(outline.entries.len());
        outline.entries.push(entry);
    }
    for (_, (piece, becomes)) in pieces {
        add(outline, piece, *becomes, &moved);
    }
    for value in &mut outline.values {
        value.owner = moved.get(value.owner).copied().unwrap_or(value.owner);
    }
}

/// A piece as an entry: an item as if it had the mark that its neighbours in other plans have.
fn entry(piece: Piece, class: Class, at: usize) -> Entry {
    Entry {
        parent: piece.owner,
        class,
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
