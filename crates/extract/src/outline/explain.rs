//! List lines that explain the item before them rather than add one.
//!
//! What comes in is the outline, what goes out is the outline with such lines as text of the item that they
//! explain. This file must not know background chapters.

use super::{Column, Entry, Outline, Piece, PieceKind};
use crate::blocks::chars::is_latin;
use crate::blocks::mark::Class;
use crate::rules::{Rule, Rules};
use std::ops::Range;

/// Turns explaining dashes into text.
pub(super) fn fold(outline: &mut Outline, rules: Rules) {
    let into = explaining(&outline.entries, rules);
    for (entry, (_, rule)) in outline.entries.iter_mut().zip(&into).filter_map(|(entry, into)| Some((entry, (*into)?)))
    {
        entry.rule = rule;
    }
    if into.iter().any(Option::is_some) {
        let into: Vec<Option<usize>> = into.into_iter().map(|into| into.map(|(owner, _)| owner)).collect();
        into_text(outline, &into);
    }
}

/// Which entries of a run of dashes explain which.
type Explains = fn(&[Entry], Range<usize>) -> Vec<(usize, usize)>;

/// What makes a dash explain, in the order in which it is asked: the first that answers decides.
const ORDER: [(Rule, Explains); 2] = [(Rule::ListsNames, list_names), (Rule::SentenceNamesAgain, name_again)];

/// For each entry the entry that it explains, if it does, and the rule that says so.
fn explaining(entries: &[Entry], rules: Rules) -> Vec<Option<(usize, Rule)>> {
    let mut into = vec![None; entries.len()];
    let dash = |at: usize| {
        entries[at].class == Class::Symbol('-') && entries.get(at + 1).is_none_or(|next| next.parent != Some(at))
    };
    let mut at = 1;
    while at < entries.len() {
        let parent = entries[at].parent;
        let run = entries[at..].iter().zip(at..).take_while(|(entry, at)| entry.parent == parent && dash(*at)).count();
        for (rule, explains) in ORDER.iter().filter(|(rule, _)| rules.hold(*rule)) {
            for (entry, owner) in explains(entries, at..at + run) {
                into[entry].get_or_insert((owner, *rule));
            }
        }
        at += run.max(1);
    }
    into
}

/// A run of dashes below a bullet: if half of them only list names, none of them says what is done.
fn list_names(entries: &[Entry], run: Range<usize>) -> Vec<(usize, usize)> {
    let lists = run.clone().filter(|at| lists_names(&entries[*at].title)).count();
    let parent = entries.get(run.start).and_then(|first| first.parent);
    let owner = parent.filter(|parent| entries[*parent].class.is_bullet() && lists > 0 && lists * 2 >= run.len());
    owner.map_or_else(Vec::new, |owner| run.map(|at| (at, owner)).collect())
}

/// Dashes that say in a sentence what the item just before them names.
fn name_again(entries: &[Entry], run: Range<usize>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in run {
        let before = at - 1;
        if entries[before].parent == entries[at].parent
            && found.last().is_none_or(|(last, _)| *last != before)
            && names_again(&entries[before].title, &entries[at].title)
        {
            found.push((at, before));
        }
    }
    found
}

/// `「登録バンク」の設置` and then `「登録バンク」をWEB上に設置し…する。`: the sentence tells of the item before it.
fn names_again(before: &str, title: &str) -> bool {
    let Some(end) = title.find('」').filter(|_| title.starts_with('「') && title.ends_with('。')) else {
        return false;
    };
    before.contains(&title[..end + '」'.len_utf8()]) && !before.ends_with('。')
}

/// `東部エリア（香川・やまて・玉野）`: a name and, in brackets, what it takes in.
fn lists_names(title: &str) -> bool {
    let Some(inner) = title.strip_suffix(['）', ')']).and_then(|text| text.find(['（', '(']).map(|at| &text[at..]))
    else {
        return false;
    };
    inner.matches(['・', '、']).count() >= 2
}

/// Turns entries into paragraphs of other entries, which stand before them.
pub(super) fn into_text(outline: &mut Outline, into: &[Option<usize>]) {
    let entries = std::mem::take(&mut outline.entries);
    let pieces = std::mem::take(&mut outline.pieces);
    let mut moved: Vec<usize> = Vec::with_capacity(entries.len());
    let mut pieces = pieces.into_iter().enumerate().peekable();
    let place = |outline: &mut Outline, mut piece: Piece, moved: &[usize]| {
        piece.owner = piece.owner.map(|owner| moved[owner]);
        let told = piece.owner.is_some_and(|owner| outline.entries[owner].narrative);
        if told && piece.kind == PieceKind::Label {
            piece.kind = PieceKind::Paragraph;
        }
        outline.pieces.push(piece);
    };
    for (at, mut entry) in entries.into_iter().enumerate() {
        while let Some((_, piece)) = pieces.next_if(|(number, _)| *number < entry.at) {
            place(outline, piece, &moved);
        }
        if let Some(owner) = into[at] {
            let owner = moved[owner];
            moved.push(owner);
            let kind = if entry.column == Column::None { PieceKind::Paragraph } else { PieceKind::Cell };
            outline.pieces.push(Piece {
                owner: Some(owner),
                kind,
                text: written(&entry),
                span: entry.span,
                columns: entry.columns,
                page: entry.page,
                rule: entry.rule,
            });
            continue;
        }
        entry.parent = entry.parent.map(|parent| moved[parent]);
        entry.at = outline.pieces.len();
        moved.push(outline.entries.len());
        outline.entries.push(entry);
    }
    for (_, piece) in pieces {
        place(outline, piece, &moved);
    }
    for value in &mut outline.values {
        value.owner = moved[value.owner];
    }
}

/// An entry as it was written: mark and title.
fn written(entry: &Entry) -> String {
    let mut pair = entry.marker.chars();
    match (pair.next(), pair.next(), pair.next()) {
        (Some(open), Some(close), None) if entry.class.floats() => {
            format!("{open}{}{close}", entry.title)
        }
        _ if entry.marker.is_empty() => entry.title.clone(),
        // A mark such as `3` ends where a blank stood; after `①` or `(1)` none is needed.
        _ if entry.marker.ends_with(is_latin) => format!("{} {}", entry.marker, entry.title),
        _ => format!("{}{}", entry.marker, entry.title),
    }
}
