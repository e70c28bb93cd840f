//! The words of a line with their places on the page.
//!
//! What comes in is a line, what goes out are its words, those that letters set apart for looks make too. This file must not
//! know tables.

use super::chars::{digit, squeeze, width};
use super::gaps::WIDE;
use super::heads::heads;
use super::raw::Raw;

/// How places on the page are counted: a program that lays out a page as text counts letters, a person columns.
#[derive(Clone, Copy)]
pub(super) enum Measure {
    Letters,
    Columns,
}

/// A word between blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The 1-based letter at which it begins.
    pub(super) letter: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Ink {
    pub(super) fn middle(&self) -> u32 {
        u32::midpoint(self.start, self.end)
    }
}

/// May a line be part of such a table?
pub(super) fn plain(raw: &Raw) -> bool {
    raw.cells.is_none() && !raw.leader && !raw.text.contains(['\t', '|', '｜', '<'])
}

/// The words of a line with their places.
pub(super) fn ink(text: &str, measure: Measure) -> Vec<Ink> {
    let mut inks: Vec<Ink> = Vec::new();
    let (mut column, mut letter, mut blank) = (0, 0, true);
    for (at, c) in text.char_indices() {
        let wide = match measure {
            Measure::Letters => 1,
            Measure::Columns => width(c),
        };
        letter += 1;
        if !c.is_whitespace() {
            let to = at + c.len_utf8();
            match inks.last_mut().filter(|_| !blank) {
                Some(last) => (last.to, last.end) = (to, column + wide),
                None => inks.push(Ink { from: at, to, letter, start: column, end: column + wide }),
            }
        }
        blank = c.is_whitespace();
        column += wide;
    }
    inks
}

/// The words of a head: letters set apart for looks (内　　容) are one, and so are words that only together say something.
pub(super) fn head_words(text: &str, measure: Measure) -> Vec<Ink> {
    let inks = ink(text, measure);
    let single = |ink: &Ink| text[ink.from..ink.to].chars().count() == 1;
    let mut joined: Vec<Ink> = Vec::new();
    // 度 度 度 are the ends of several words.
    let other = |a: &Ink, b: &Ink| text[a.from..a.to] != text[b.from..b.to];
    for run in inks.chunk_by(|a, b| single(a) && single(b) && other(a, b)) {
        for word in set_apart(run) {
            let Some((first, last)) = word.first().zip(word.last()) else { continue };
            let next = Ink { to: last.to, end: last.end, ..*first };
            let Some(last) = joined.last_mut() else {
                joined.push(next);
                continue;
            };
            let near = next.start - last.end < 2;
            let apart = heads(&squeeze(&text[last.from..last.to])) && heads(&squeeze(&text[next.from..next.to]));
            // 2023 年度実績: some programs set digits off from letters.
            let year = text[..last.to].ends_with(|c| digit(c).is_some()) && text[next.from..].starts_with('年');
            if near && (!apart || year) {
                (last.to, last.end) = (next.to, next.end);
            } else {
                joined.push(next);
            }
        }
    }
    joined
}

/// Letters that each stand alone, as the words that they make: 事 業 名      期 日. Where some gaps are twice as wide as
/// others, a word ends.
fn set_apart(letters: &[Ink]) -> Vec<&[Ink]> {
    let gap = |pair: &[Ink]| pair[1].start - pair[0].end;
    let gaps = || letters.windows(2).map(gap);
    match (gaps().min(), gaps().max()) {
        (Some(least), Some(most)) if most >= 2 * least && most >= WIDE => {
            let middle = u32::midpoint(least, most);
            letters.chunk_by(|a, b| b.start - a.end <= middle).flat_map(set_apart).collect()
        }
        _ => vec![letters],
    }
}
