//! Work told in prose that counts it: 第１は、…。第２は、…。 or まず、…。次に、…。最後に、….
//!
//! What comes in is the outline, what goes out is the outline with such passages as entries: a passage that only names the
//! work (第１は、朝市の開催です。) has the name as its title, any other its first sentence. This file must not know tables.

use super::chapter::is_background;
use super::regrow::{self, Grown, New, Under};
use super::{Column, Outline, Piece, PieceKind};
use crate::blocks::chars::number;
use crate::blocks::mark::Class;
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use kurabe_model::Furniture;
use kurabe_text::number::kanji_digit;
use std::collections::{HashMap, HashSet};

/// Passages below a heading, at least.
const FEWEST: usize = 2;
/// Letters of the name that a passage gives the work.
const LONGEST_NAME: usize = 40;

/// Makes entries of passages that count what they tell.
pub(super) fn raise(outline: &mut Outline, rules: Rules) {
    if !rules.hold(Rule::CountedProse) {
        return;
    }
    let found = passages(outline);
    if found.is_empty() {
        return;
    }
    let mut firsts: HashMap<usize, usize> = HashMap::new();
    for at in found.keys() {
        if let Some(owner) = outline.pieces[*at].owner {
            firsts.entry(owner).and_modify(|first| *first = (*first).min(*at)).or_insert(*at);
        }
    }
    let mut copulas: Vec<Furniture> = Vec::new();
    regrow::regrow(outline, |at, piece| match found.get(&at) {
        Some(starts) => cut(piece, starts, &mut copulas),
        // What follows a passage tells of it.
        None if piece.owner.and_then(|owner| firsts.get(&owner)).is_some_and(|first| *first < at) => {
            vec![Grown::Told(piece)]
        }
        None => vec![Grown::Piece(piece)],
    });
    outline.furniture.extend(copulas);
}

/// Where a passage begins: the byte, how long its counting word is, and what it counts.
#[derive(Clone, Copy)]
struct Start {
    at: usize,
    length: usize,
    counts: Counts,
}

/// How a passage counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// 第一に, １つ目は
    Number(u32),
    /// まず
    First,
    /// 次に, 最後に
    Next,
    /// また, さらに
    More,
}

/// For each piece the passages that begin in it, where the heading above counts its work like that.
fn passages(outline: &Outline) -> HashMap<usize, Vec<Start>> {
    let holders: HashSet<usize> = outline.entries.iter().filter_map(|entry| entry.parent).collect();
    let works = |owner: usize| {
        let entry = &outline.entries[owner];
        entry.column == Column::None
            && !entry.narrative
            && !holders.contains(&owner)
            && !is_background(&entry.title)
            && !words().chapter.statement.ends(&entry.title)
    };
    let mut told: HashMap<usize, Vec<(usize, Start)>> = HashMap::new();
    for (at, piece) in outline.pieces.iter().enumerate() {
        let owner = piece.owner.filter(|owner| piece.kind == PieceKind::Paragraph && works(*owner));
        if let Some(owner) = owner {
            told.entry(owner).or_default().extend(starts(&piece.text).into_iter().map(|start| (at, start)));
        }
    }
    let mut found: HashMap<usize, Vec<Start>> = HashMap::new();
    for starts in told.into_values() {
        for (at, start) in counted(outline, starts) {
            found.entry(at).or_default().push(start);
        }
    }
    found
}

/// The passages of a heading that count on: 1, 2, 3, or まず, 次に, 最後に.
fn counted(outline: &Outline, starts: Vec<(usize, Start)>) -> Vec<(usize, Start)> {
    let mut next = 1;
    let mut numbers = starts.clone();
    numbers.retain(|(_, start)| {
        let follows = start.counts == Counts::Number(next);
        next += u32::from(follows);
        follows
    });
    if numbers.len() >= FEWEST {
        return numbers;
    }
    let acts = |(at, start): &(usize, Start)| {
        let rest = &outline.pieces[*at].text[start.at + start.length..];
        !matches!(start.counts, Counts::Number(_)) && is_action(rest.split_inclusive('。').next().unwrap_or_default())
    };
    let mut words: Vec<(usize, Start)> = starts.into_iter().filter(acts).collect();
    let first = words.iter().position(|(_, start)| start.counts == Counts::First).unwrap_or(words.len());
    words.drain(..first);
    if words.iter().any(|(_, start)| start.counts == Counts::Next) { words } else { Vec::new() }
}

/// Where passages begin in a text: at its start, and behind the end of a sentence.
fn starts(text: &str) -> Vec<Start> {
    let begins = std::iter::once(0).chain(text.match_indices('。').map(|(at, end)| at + end.len()));
    begins
        .filter_map(|at| {
            let blanks = text[at..].len() - text[at..].trim_start().len();
            let (counts, length) = counting(&text[at + blanks..])?;
            Some(Start { at: at + blanks, length, counts })
        })
        .collect()
}

/// The counting word at the start of a text.
fn counting(text: &str) -> Option<(Counts, usize)> {
    let lists = &words().counting;
    for (list, counts) in [(&lists.first, Counts::First), (&lists.next, Counts::Next), (&lists.more, Counts::More)] {
        if let Some(word) = list.longest(text) {
            let rest = text[word.len()..].strip_prefix(['、', '，'])?;
            return Some((counts, text.len() - rest.len()));
        }
    }
    let body = text.strip_prefix('第').unwrap_or(text);
    let (value, digits) = number(body).or_else(|| {
        let first = body.chars().next()?;
        Some((kanji_digit(first)?, first.len_utf8()))
    })?;
    let tail = &body[digits..];
    let list = if body.len() < text.len() { &lists.ordinal_end } else { &lists.number_end };
    let end = list.longest(tail)?;
    let rest = tail[end.len()..].trim_start_matches(['、', '，']);
    Some((Counts::Number(value), text.len() - rest.len()))
}

/// A piece as the passages that begin in it; the です behind a name goes to the furniture.
fn cut(piece: Piece, starts: &[Start], copulas: &mut Vec<Furniture>) -> Vec<Grown> {
    let part = |text: &str| Piece { text: text.trim().to_owned(), ..piece.clone() };
    let mut grown = Vec::new();
    if let Some(first) = starts.first().filter(|first| first.at > 0) {
        grown.push(Grown::Piece(part(&piece.text[..first.at])));
    }
    let ends = starts.iter().skip(1).map(|next| next.at).chain([piece.text.len()]);
    for (start, end) in starts.iter().zip(ends) {
        let text = piece.text[start.at + start.length..end].trim();
        let first = text.find('。').map_or(text.len(), |at| at + '。'.len_utf8());
        let (sentence, rest) = (&text[..first], text[first..].trim());
        let title = name(sentence).unwrap_or(sentence);
        if title.len() < sentence.len() {
            copulas.push(Furniture { span: piece.span, text: sentence[title.len()..].to_owned() });
        }
        let ordinal = if let Counts::Number(number) = start.counts { number } else { 0 };
        grown.push(Grown::Entry(New {
            class: Class::Circled,
            ordinal,
            marker: piece.text[start.at..start.at + start.length].to_owned(),
            rule: Rule::CountedProse,
            ..New::of(part(title), Under::Owner)
        }));
        if !rest.is_empty() {
            grown.push(Grown::Told(part(rest)));
        }
    }
    grown
}

/// The name of a sentence that does nothing but name the work: 朝市の開催です。
fn name(sentence: &str) -> Option<&str> {
    let name = words().counting.copula.without_end(sentence.trim_end_matches('。'))?;
    let named = name.chars().count() <= LONGEST_NAME && !name.contains(['、', '，']);
    (named && !name.ends_with(['の', 'が', 'は', 'を', 'に', 'で', 'と', 'ん'])).then_some(name)
}
