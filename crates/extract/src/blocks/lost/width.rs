//! Where the lines of the page ended: blanks that the page's width put into words, and ends of headings.
//!
//! What comes in are the words of a text with the places at which lines surely begin, what goes out are its lines. A
//! blank between Japanese letters was the end of a line: of a full one if the line had the page's width, and then the
//! sentence goes on; else of a heading or a paragraph. This file must not know marks.

use super::super::mark;
use super::row_around;
use kurabe_text::letter::{is_hiragana, is_japanese, width};
use kurabe_text::spacing::is_wide;
use std::collections::BTreeSet;
use std::ops::Range;

/// A line of fewer columns tells nothing of the page's width.
const NARROWEST: u32 = 40;
/// Full lines that tell the page's width.
const FULL: usize = 2;
/// Full lines that prove without any mark that line ends were lost.
const MARGIN: usize = 4;

/// What a blank is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// A line surely begins behind it.
    Cut,
    /// Between a mark and its text.
    Mark,
    /// Between Japanese letters: a line ended.
    End,
    /// Behind a full stop.
    Stop,
    /// Behind a comma.
    Comma,
    /// Around figures and Latin letters, or inside a row.
    Kept,
}

/// A text as words with blanks of which each is told.
pub(super) struct Words<'a> {
    line: &'a str,
    words: Vec<Range<usize>>,
    /// The blanks behind the words.
    blanks: Vec<Blank>,
    /// The columns of lines that ended between Japanese letters, the shortest first.
    ends: Vec<u32>,
}

impl<'a> Words<'a> {
    pub(super) fn of(line: &'a str, words: &[Range<usize>], cuts: &BTreeSet<usize>, rows: &[Range<usize>]) -> Self {
        // A mark may begin inside a word, behind a full stop.
        let words = split(words, cuts);
        let blanks = blanks(line, &words, cuts, rows);
        let ends = ends(line, &words, &blanks);
        Self { line, words, blanks, ends }
    }

    /// The columns of a full line of the page.
    fn page(&self) -> Option<u32> {
        (self.ends.len() >= FULL).then(|| self.ends[self.ends.len() * 3 / 4])
    }

    /// Do blanks between Japanese letters come at a regular width, as line ends do?
    pub(super) fn has_margin(&self) -> bool {
        let full = |page: u32| self.ends.iter().filter(|columns| columns.abs_diff(page) * 12 <= page).count();
        self.page().map(full).is_some_and(|full| full >= MARGIN && full * 2 > self.ends.len())
    }

    /// The lines of the text.
    pub(super) fn lines(&self) -> Vec<String> {
        let page = self.page();
        let mut lines: Vec<String> = Vec::new();
        let mut columns = 0;
        for (at, word) in self.words.iter().enumerate() {
            let text = &self.line[word.clone()];
            let full = page.is_some_and(|page| columns * 10 >= page * 7);
            let half = page.is_some_and(|page| columns * 2 >= page);
            let kind = at.checked_sub(1).map_or(Blank::Cut, |before| self.blanks[before]);
            match (kind, lines.last_mut()) {
                (Blank::End, Some(last)) if full || half && is_tail(text) || goes_on(last) || is_rest(text) => {
                    last.push_str(text);
                    columns = 0;
                }
                (Blank::Comma, Some(last)) => {
                    last.push_str(text);
                    columns = if full { 0 } else { columns };
                }
                (Blank::Mark, Some(last)) => {
                    // 一 is a mark before a wide blank alone.
                    let wide = !is_mark(&self.line[self.words[at - 1].clone()], ' ');
                    last.push(if wide { '\u{3000}' } else { ' ' });
                    last.push_str(text);
                    columns += 1;
                }
                (Blank::Kept, Some(last)) => {
                    last.push_str(&self.line[self.words[at - 1].end..word.start]);
                    last.push_str(text);
                    columns += 1;
                }
                _ => {
                    lines.push(text.to_owned());
                    columns = 0;
                }
            }
            columns += text.chars().map(width).sum::<u32>();
        }
        lines
    }
}

/// Does a text begin as the inside of a word or of a sentence does: 行|う。
fn is_tail(text: &str) -> bool {
    text.starts_with(is_hiragana)
}

/// The last letters of a sentence: う。 る。
fn is_rest(text: &str) -> bool {
    text.ends_with('。') && text.chars().nth(4).is_none()
}

/// The words, those cut in two that hold the beginning of a line.
fn split(words: &[Range<usize>], cuts: &BTreeSet<usize>) -> Vec<Range<usize>> {
    let mut all = Vec::with_capacity(words.len());
    for word in words {
        let mut from = word.start;
        for cut in cuts.range(word.start + 1..word.end) {
            all.push(from..*cut);
            from = *cut;
        }
        all.push(from..word.end);
    }
    all
}

/// Does a line that ends so go on, however short it is?
fn goes_on(line: &str) -> bool {
    line.ends_with(['を', 'が', 'の', 'と', 'や', 'は', 'へ', '・', '「', '（']) && !line.ends_with("こと")
}

fn blanks(line: &str, words: &[Range<usize>], cuts: &BTreeSet<usize>, rows: &[Range<usize>]) -> Vec<Blank> {
    words
        .windows(2)
        .map(|pair| {
            let said = &line[pair[0].clone()];
            let (before, next) = (said.chars().next_back().unwrap_or(' '), &line[pair[1].clone()]);
            let after = next.chars().next().unwrap_or(' ');
            let closed = matches!(before, ')' | '）' | '】') && is_japanese(after) && !PARTICLES.contains(after);
            if cuts.contains(&pair[1].start) {
                Blank::Cut
            } else if cuts.contains(&pair[0].start) && is_mark(said, '\u{3000}') {
                Blank::Mark
            } else if row_around(rows, pair[0].start).is_some_and(|row| pair[1].start < row.end) {
                Blank::Kept
            } else if before == '。' || closed || said.ends_with("こと") && !PARTICLES.contains(after) {
                Blank::Stop
            } else if matches!(before, '、' | '，') && is_wide(after) {
                Blank::Comma
            } else if is_wide(before) && is_wide(after) {
                Blank::End
            } else {
                Blank::Kept
            }
        })
        .collect()
}

/// Is a word nothing but a mark before such a blank: (1), ア, 一?
fn is_mark(word: &str, blank: char) -> bool {
    const TEXT: &str = "事業計画";
    mark::parse(&format!("{word}{blank}{TEXT}")).is_some_and(|mark| mark.rest == TEXT)
}

/// What goes on a sentence behind a bracket or a こと.
const PARTICLES: &str = "をにのはがとでもや、。";

/// The columns of the lines that ended between Japanese letters, the shortest first.
fn ends(line: &str, words: &[Range<usize>], blanks: &[Blank]) -> Vec<u32> {
    let mut ends = Vec::new();
    let mut columns = 0;
    for (word, blank) in words.iter().zip(blanks) {
        columns += line[word.clone()].chars().map(width).sum::<u32>();
        match blank {
            Blank::Kept | Blank::Mark => columns += 1,
            Blank::End | Blank::Comma => {
                ends.extend((columns >= NARROWEST).then_some(columns));
                columns = 0;
            }
            Blank::Cut | Blank::Stop => columns = 0,
        }
    }
    ends.sort_unstable();
    ends
}
