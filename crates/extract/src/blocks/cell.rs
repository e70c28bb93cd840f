//! One cell of a table: its words, and where each of them stands in the source.
//!
//! What comes in are pieces of lines with their columns, what goes out is a cell that can say where any part
//! of its text stands. This file must not know rows.

use super::markup::{self, Token};
use kurabe_model::{Columns, Furniture, LineSpan};

/// A cell of a table row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The words; line breaks of the markup are `\n`.
    pub text: String,
    /// Which column of the table, from 0.
    pub column: u32,
    /// Its lines.
    pub span: LineSpan,
    /// Its first character on the first line, its last on the last.
    pub columns: Columns,
    origin: Vec<Origin>,
}

/// From this byte of the cell's text on, letters stand one after another from this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Origin {
    at: usize,
    line: u32,
    column: u32,
}

impl Cell {
    /// An empty cell that begins at a place.
    pub(super) fn new(column: u32, line: u32, at: u32) -> Self {
        Self {
            text: String::new(),
            column,
            span: LineSpan::line(line),
            columns: Columns { first: at, last: at },
            origin: Vec::new(),
        }
    }

    /// Is there nothing to read in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds a piece of a line as written; its tags and entities go to the furniture. `column` is the 1-based column of its first character.
    pub(super) fn add(&mut self, piece: &str, line: u32, column: u32, furniture: &mut Vec<Furniture>) {
        if !markup::suspicious(piece) {
            self.words(piece, line, column);
            return;
        }
        let mut remains = String::new();
        let (mut seen, mut at) = (0usize, column);
        markup::tokens(piece, |from, token| {
            at += count(&piece[seen..from]);
            seen = from;
            match token {
                Token::Text(words) => self.words(words, line, at),
                Token::Entity(c, written) => {
                    remains.push_str(written);
                    let mut buffer = [0; 4];
                    self.words(c.encode_utf8(&mut buffer), line, at);
                }
                Token::Tag { breaks, written, .. } => {
                    remains.push_str(written);
                    if breaks {
                        self.new_line();
                    }
                }
            }
        });
        if !remains.is_empty() {
            furniture.push(Furniture::line(line, remains));
        }
    }

    /// What follows stands on a line of its own.
    pub(super) fn new_line(&mut self) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn words(&mut self, words: &str, line: u32, column: u32) {
        let fresh = self.text.is_empty() || self.text.ends_with('\n');
        let start = if fresh { words.trim_start() } else { words };
        let column = column + count(&words[..words.len() - start.len()]);
        if start.is_empty() {
            return;
        }
        if self.origin.is_empty() {
            self.columns.first = column;
            self.span.first = line;
        }
        self.origin.push(Origin { at: self.text.len(), line, column });
        self.text.push_str(start);
    }

    /// Drops blanks at the end and settles where the cell ends.
    pub(super) fn close(mut self) -> Self {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        if !self.text.is_empty() {
            let (line, column) = self.place_of(self.text.char_indices().next_back().map_or(0, |(at, _)| at));
            self.span.last = line.max(self.span.first);
            self.columns.last = column;
        }
        self
    }

    /// Line and column of the character at a byte of the text.
    fn place_of(&self, at: usize) -> (u32, u32) {
        let next = self.origin.partition_point(|origin| origin.at <= at);
        let Some(origin) = next.checked_sub(1).and_then(|i| self.origin.get(i)) else {
            return (self.span.first, self.columns.first);
        };
        (origin.line, origin.column + self.text.get(origin.at..at).map_or(0, count))
    }

    /// Where the bytes `from..to` of the text stand.
    #[must_use]
    pub fn place(&self, from: usize, to: usize) -> (LineSpan, Columns) {
        let (first, start) = self.place_of(from);
        let last_letter =
            self.text.get(from..to).and_then(|part| part.char_indices().next_back()).map_or(from, |(at, _)| from + at);
        let (last, end) = self.place_of(last_letter);
        (LineSpan { first, last: last.max(first) }, Columns { first: start, last: end })
    }

    /// The bytes `from..to` of the text as a cell of their own.
    pub(crate) fn part(&self, from: usize, to: usize, column: u32) -> Self {
        let (span, columns) = self.place(from, to);
        let first = Origin { at: 0, line: span.first, column: columns.first };
        let inside = self.origin.iter().filter(|origin| origin.at > from && origin.at < to);
        let origin = std::iter::once(first).chain(inside.map(|origin| Origin { at: origin.at - from, ..*origin }));
        Self { text: self.text[from..to].to_owned(), column, span, columns, origin: origin.collect() }
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_they_stand() {
        let mut furniture = Vec::new();
        let mut cell = Cell::new(1, 7, 10);
        cell.add(" <p>研究 ・調査</p>", 7, 10, &mut furniture);
        let cell = cell.close();
        assert_eq!(cell.text, "研究 ・調査");
        assert_eq!(cell.columns, Columns { first: 14, last: 19 });
        let from = cell.text.find('調').unwrap();
        assert_eq!(cell.place(from, cell.text.len()), (LineSpan::line(7), Columns { first: 18, last: 19 }));
        assert_eq!(furniture[0].text, "<p></p>");
    }
}
