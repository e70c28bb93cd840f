//! Lines as one stream of letters without blanks, cut into the words between blanks.
//!
//! What comes in are lines, what goes out are letters that know where they stand, and tokens. This file must not know
//! what a token says.

use crate::blocks::cell::Cell;
use crate::blocks::chars::width;
use crate::blocks::raw::Raw;
use kurabe_model::Furniture;

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(super) enum Gap {
    /// So many columns of blanks.
    Blank(u32),
    /// The end of a line.
    Line,
}

/// A letter.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    /// Its first byte in the stream's text.
    at: usize,
    raw: usize,
    /// Its first byte in the line, and how many letters stand before it there.
    byte: usize,
    letter: u32,
}

/// A run of letters between blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Bytes in the stream's text.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) gap: Gap,
    /// The line it stands on.
    pub(super) raw: usize,
    /// The columns that it takes on the page.
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Lines without blanks.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) text: String,
    glyphs: Vec<Glyph>,
    pub(super) tokens: Vec<Token>,
}

impl Stream {
    /// The stream of some lines, the first from one of its bytes on.
    pub(super) fn of(raws: &[Raw], skip: usize) -> Self {
        let mut stream = Self::default();
        for (number, raw) in raws.iter().enumerate() {
            let (mut column, mut blank, mut fresh) = (0u32, 0u32, true);
            for (letter, (byte, c)) in (0u32..).zip(raw.text.char_indices()) {
                let columns = width(c);
                if c.is_whitespace() || number == 0 && byte < skip {
                    blank += columns;
                    column += columns;
                    continue;
                }
                let at = stream.text.len();
                stream.text.push(c);
                stream.glyphs.push(Glyph { at, raw: number, byte, letter });
                if fresh || blank > 0 {
                    let gap = if fresh { Gap::Line } else { Gap::Blank(blank) };
                    stream.tokens.push(Token { from: at, to: at, gap, raw: number, start: column, end: column });
                }
                column += columns;
                if let Some(token) = stream.tokens.last_mut() {
                    (token.to, token.end) = (stream.text.len(), column);
                }
                (fresh, blank) = (false, 0);
            }
        }
        stream
    }

    pub(super) fn word(&self, token: &Token) -> &str {
        &self.text[token.from..token.to]
    }

    /// The token that begins at a byte, or at the end of the text one past the last.
    pub(super) fn token_at(&self, at: usize) -> Option<usize> {
        let found = self.tokens.partition_point(|token| token.from < at);
        let begins = self.tokens.get(found).map_or(at == self.text.len(), |token| token.from == at);
        begins.then_some(found)
    }

    /// The line on which the letter at a byte stands, and its byte there; after the last letter none.
    pub(super) fn place(&self, at: usize) -> Option<(usize, usize)> {
        let glyph = self.glyphs.get(self.glyphs.partition_point(|glyph| glyph.at < at))?;
        Some((glyph.raw, glyph.byte))
    }

    /// The letters of some stretches as a cell.
    pub(super) fn cell(
        &self,
        raws: &[Raw],
        column: u32,
        parts: &[(usize, usize)],
        furniture: &mut Vec<Furniture>,
    ) -> Option<Cell> {
        let mut cell: Option<Cell> = None;
        for (from, to) in parts {
            let first = self.glyphs.partition_point(|glyph| glyph.at < *from);
            let last = self.glyphs.partition_point(|glyph| glyph.at < *to);
            let mut run = &self.glyphs[first..last];
            while let Some(start) = run.first() {
                let length = run.iter().take_while(|glyph| glyph.raw == start.raw).count();
                let raw = &raws[start.raw];
                let end = run[length - 1].byte;
                let end = end + raw.text[end..].chars().next().map_or(0, char::len_utf8);
                let cell = cell.get_or_insert_with(|| Cell::new(column, raw.number, start.letter + 1));
                cell.new_line();
                cell.add(&raw.text[start.byte..end], raw.number, start.letter + 1, furniture);
                run = &run[length..];
            }
        }
        cell.map(Cell::close).filter(|cell| !cell.is_empty())
    }
}
