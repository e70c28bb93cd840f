//! Notes at the right edge of a heading's line: `1. 会員数の異動          （単位：事業所）`, `■IT専門家派遣          [拡充]`.
//!
//! What comes in are lines, what goes out are the same with such a note on a line of its own below its heading. This file
//! must not know what a note says.

use super::chars::width;
use super::gaps::WIDE;
use super::mark;
use super::raw::{self, Raw};

/// Columns of the page between a heading and such a note.
const APART: u32 = 4;
/// Letters of such a note.
const LONGEST: usize = 24;

/// Sets such notes on lines of their own.
pub(super) fn cut(raws: Vec<Raw>) -> Vec<Raw> {
    if !raws.iter().any(|raw| place(raw).is_some()) {
        return raws;
    }
    let mut out = Vec::with_capacity(raws.len());
    for raw in raws {
        let Some(at) = place(&raw) else {
            out.push(raw);
            continue;
        };
        out.push(raw::part(&raw, raw.text[..at].trim_end().to_owned()));
        let note = raw::part(&raw, raw.text[at..].trim_end().to_owned());
        out.push(Raw { indent: raw.indent, ..note });
    }
    out
}

/// The byte at which the note of a numbered or marked line begins: the only thing behind its only wide gap.
fn place(raw: &Raw) -> Option<usize> {
    if raw.gap < APART
        || raw.class.is_none()
        || raw.leader
        || raw.cells.is_some()
        || raw.text.contains(['\t', '|', '｜', '<'])
    {
        return None;
    }
    let text: &str = &raw.text;
    let (mut gaps, mut gap, mut from) = (0u32, 0u32, None);
    for (at, c) in text.char_indices().skip_while(|(_, c)| c.is_whitespace()) {
        if c.is_whitespace() {
            gap += width(c);
            continue;
        }
        gaps += u32::from(gap >= WIDE);
        if gap >= APART {
            from = Some(at);
        }
        gap = 0;
    }
    let note = text[from?..].trim_end();
    let opens = note.starts_with(['（', '(', '［', '[', '〔', '＜', '※']);
    // （２） behind the gap is another item; a bracket without words, （　）, is told of by the words behind it.
    let numbered = mark::parse(note).is_some_and(|mark| mark.class.counts());
    (gaps == 1 && opens && !numbered && note.chars().count() <= LONGEST).then_some(from?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Vec<String> {
        let text = kurabe_read::read(line.as_bytes(), None).unwrap();
        cut(raw::lines(&text.lines, &mut Vec::new())).iter().map(|raw| raw.trimmed().to_owned()).collect()
    }

    #[test]
    fn notes_stand_alone() {
        assert_eq!(parts("1. 会員数の異動          （単位：事業所）"), ["1. 会員数の異動", "（単位：事業所）"]);
        assert_eq!(parts("■専門家の派遣          [拡充]"), ["■専門家の派遣", "[拡充]"]);
        assert_eq!(parts("(3) 相談会        （　）内は前年度"), ["(3) 相談会", "（　）内は前年度"]);
        assert_eq!(parts("（１）巡回      （２）窓口").len(), 1);
        assert_eq!(parts("①研修     4月8日      （本所）").len(), 1);
    }
}
