//! Text closed up, as if no line had been broken and no blank set, for looking up words in it.
//!
//! In comes text of a plan, out come its letters and where its cells begin and end. What is looked for must not be
//! known here.

use std::ops::Range;

use kurabe_text::fold::fold;

/// A text without its blanks and line breaks.
pub(super) fn closed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The same of a text as written, folded.
pub(super) fn folded(text: &str) -> String {
    closed(&fold(text))
}

/// A line or paragraph closed up, which remembers where its cells begin and end.
pub(super) struct Line<'a> {
    cells: Vec<&'a str>,
    begins: Vec<usize>,
    ends: Vec<usize>,
    /// The letters of all its cells, folded and closed up.
    pub whole: String,
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let cells: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c == '|').filter(|cell| !cell.is_empty()).collect();
        let (mut whole, mut begins, mut ends) = (String::new(), Vec::new(), Vec::new());
        for cell in &cells {
            begins.push(whole.len());
            whole.push_str(&folded(cell));
            ends.push(whole.len());
        }
        Self { cells, begins, ends, whole }
    }

    /// Do the letters of a range stand for themselves: from the beginning of a cell or behind a sign, and up to a sign,
    /// a number or the end of a cell?
    pub(super) fn sets_apart(&self, letters: &Range<usize>) -> bool {
        let after = &self.whole[letters.end..];
        self.begins(letters) && (after.starts_with(|c: char| !c.is_alphabetic()) || self.ends.contains(&letters.end))
    }

    /// Do they stand for a word of a sentence: a particle follows, 総合相談とあわせて?
    pub(super) fn names(&self, letters: &Range<usize>) -> bool {
        let is_hiragana = |c: char| ('ぁ'..='ん').contains(&c);
        let word = !self.whole[..letters.end].ends_with(is_hiragana);
        self.begins(letters) && word && self.whole[letters.end..].starts_with(is_hiragana)
    }

    /// Do letters begin where a cell begins, or behind a sign?
    fn begins(&self, letters: &Range<usize>) -> bool {
        let before = &self.whole[..letters.start];
        self.begins.contains(&letters.start) || before.ends_with(|c: char| !c.is_alphanumeric())
    }

    /// The cells that begin behind a place, as written.
    pub(super) fn cells_behind(&self, place: usize) -> Vec<&'a str> {
        self.cells.iter().zip(&self.begins).filter(|(_, begin)| **begin >= place).map(|(cell, _)| *cell).collect()
    }
}
