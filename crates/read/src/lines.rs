//! Lines as a reader of a format writes them, one after another.
//!
//! What comes in are texts with the page that has been reached, what goes out is a document's text. This file must
//! not know any format.

use super::{Line, ReadError, Text};
use kurabe_model::Notice;

/// Bytes of text that a document may have.
const MOST: usize = super::LIMIT;

/// Lines that are being written.
#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// The page that has been reached, where the format has pages.
    pub(super) page: Option<u32>,
    bytes: usize,
    /// What could not be read.
    pub(super) notices: Vec<Notice>,
}

impl Lines {
    /// Writes a text; each of its line ends begins a new line.
    pub(super) fn write(&mut self, text: &str) -> Result<(), ReadError> {
        for line in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
            self.bytes += line.len() + 1;
            if self.bytes > MOST {
                return Err(ReadError::Bursting);
            }
            let number = u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX);
            let text = clean(line);
            self.lines.push(Line { number, page: self.page, place: None, text });
        }
        Ok(())
    }

    /// Writes a blank line, unless one has just been written or nothing has.
    pub(super) fn gap(&mut self) -> Result<(), ReadError> {
        match self.lines.last() {
            Some(last) if !last.text.is_empty() => self.write(""),
            _ => Ok(()),
        }
    }

    /// The document; refused if there is nothing to read in it.
    pub(super) fn finish(mut self) -> Result<Text, ReadError> {
        if self.lines.iter().all(|line| line.text.trim().is_empty()) {
            return Err(ReadError::Empty);
        }
        while self.lines.last().is_some_and(|line| line.text.is_empty()) {
            self.lines.pop();
        }
        Ok(Text { lines: self.lines, notices: self.notices })
    }
}

/// A line without blanks at its end and without what is no character of a text; a no-break blank is a blank.
fn clean(line: &str) -> String {
    let mut clean = String::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            '\u{a0}' => clean.push(' '),
            '\u{ad}' | '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => {}
            '\t' => clean.push('\t'),
            letter if letter.is_control() => {}
            letter => clean.push(letter),
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_clean() {
        let mut lines = Lines { page: Some(2), ..Lines::default() };
        lines.gap().unwrap();
        lines.write("観光\u{a0}振興\u{0}　\n創業\u{200b}支援").unwrap();
        lines.gap().unwrap();
        lines.gap().unwrap();
        let text = lines.finish().unwrap();
        let read: Vec<_> = text.lines.iter().map(|line| (line.number, line.page, line.text.as_str())).collect();
        assert_eq!(read, [(1, Some(2), "観光 振興"), (2, Some(2), "創業支援")]);
        assert_eq!(Lines::default().finish(), Err(ReadError::Empty));
    }
}
