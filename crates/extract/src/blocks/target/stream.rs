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

/// Letters of a stream, at most: a line may be a whole document.
const LONGEST: usize = 6000;

/// A place among the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// The line, a byte of it, and how many letters stand before that.
    pub(super) line: usize,
    pub(super) byte: usize,
    pub(super) letter: u32,
}

/// On which lines the words of a stream stand whose order was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// All on the first.
    One,
    /// Each on its own.
    Kept,
}

/// Lines without blanks.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) text: String,
    glyphs: Vec<Glyph>,
    pub(super) tokens: Vec<Token>,
    /// Do the lines go on where the stream ends?
    pub(super) cut: bool,
}

impl Stream {
    /// The stream of some lines, the first from a spot of it on.
    pub(super) fn of(raws: &[Raw], from: Spot) -> Self {
        let mut stream = Self::default();
        for (number, raw) in raws.iter().enumerate() {
            let (skip, letters) = if number == 0 { (from.byte, from.letter) } else { (0, 0) };
            let (mut column, mut blank, mut fresh) = (0u32, 0u32, true);
            for (letter, (byte, c)) in (letters..).zip(raw.text[skip..].char_indices()) {
                if stream.glyphs.len() >= LONGEST {
                    stream.cut = true;
                    return stream;
                }
                let columns = width(c);
                if c.is_whitespace() {
                    blank += columns;
                    column += columns;
                    continue;
                }
                let at = stream.text.len();
                stream.text.push(c);
                stream.glyphs.push(Glyph { at, raw: number, byte: skip + byte, letter });
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

    /// The same with the tokens of its first lines in another order, some of them as one word; each word is given by its
    /// stretches of tokens, and takes the place of the first.
    pub(super) fn reordered(&self, words: &[Vec<(usize, usize)>], lines: Lines) -> Self {
        let mut stream = Self { cut: self.cut, ..Self::default() };
        let first = |word: &Vec<(usize, usize)>| word.first().and_then(|(from, _)| self.tokens.get(*from)).copied();
        let line = words.iter().filter_map(first).map(|token| token.raw).min().unwrap_or_default();
        for (number, word) in words.iter().enumerate() {
            let Some(above) = first(word) else { continue };
            let from = stream.text.len();
            let tokens = word.iter().flat_map(|(from, to)| &self.tokens[*from..*to]);
            tokens.for_each(|token| stream.push(self, token));
            let (gap, line) = match lines {
                Lines::Kept => (above.gap, above.raw),
                Lines::One => (if number == 0 { Gap::Line } else { Gap::Blank(1) }, line),
            };
            stream.tokens.push(Token { from, to: stream.text.len(), gap, raw: line, ..above });
        }
        let rest = words.iter().flatten().map(|(_, to)| *to).max().unwrap_or_default();
        for token in &self.tokens[rest..] {
            let from = stream.text.len();
            stream.push(self, token);
            stream.tokens.push(Token { from, to: stream.text.len(), ..*token });
        }
        stream
    }

    /// Adds the letters of another stream's token.
    fn push(&mut self, other: &Self, token: &Token) {
        let glyphs = other.glyphs.partition_point(|glyph| glyph.at < token.from);
        let own = other.glyphs[glyphs..].iter().take_while(|glyph| glyph.at < token.to);
        let start = self.text.len();
        self.glyphs.extend(own.map(|glyph| Glyph { at: glyph.at - token.from + start, ..*glyph }));
        self.text.push_str(other.word(token));
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

    /// Where the letter at a byte stands; after the last letter nowhere.
    pub(super) fn place(&self, at: usize) -> Option<Spot> {
        let glyph = self.glyphs.get(self.glyphs.partition_point(|glyph| glyph.at < at))?;
        Some(Spot { line: glyph.raw, byte: glyph.byte, letter: glyph.letter })
    }

    /// Behind the last letter.
    pub(super) fn end(&self) -> Option<Spot> {
        let last = self.glyphs.last()?;
        let length = self.text[last.at..].len();
        Some(Spot { line: last.raw, byte: last.byte + length, letter: last.letter + 1 })
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
