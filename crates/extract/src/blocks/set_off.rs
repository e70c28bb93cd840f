//! What is set off on the line of a heading or an item: notes at its right edge, `1. 会員数の異動          （単位：事業所）`,
//! `■IT専門家派遣          [拡充]`, and the label of a form before it, `事業計画   ２．情報の発信` in the middle of its list.
//!
//! What comes in are lines, what goes out are the same with such a note on a line of its own below its heading, and without
//! such a label. This file must not know what a note says.

use super::chars::{is_japanese, width};
use super::gaps::WIDE;
use super::mark;
use super::raw::{self, Raw};
use kurabe_model::Furniture;

/// Columns of the page between a heading and such a note.
const APART: u32 = 4;
/// How many letters and how many columns of the page stand before an item.
type Place = (u32, u32);

/// Columns of the page by which the items of a list may begin apart.
const SLACK: u32 = 2;
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

/// Takes the label of a form off the item beside which it stands in the middle of its list: the item above begins where that
/// one does.
pub(super) fn labels<'a>(raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    // A program that lays out a page as text counts letters, a person columns.
    let marked = |at: usize, place: Place| {
        let near = |raw: &Raw| raw.indent.abs_diff(place.0).min(raw.indent.abs_diff(place.1)) <= SLACK;
        raws.get(at).is_some_and(|raw| raw.class.is_some() && near(raw))
    };
    // A name beside the first item of a list is the list's: 商業部会   ・視察 over ・売出し.
    let beside = |at: usize, place: Place| at.checked_sub(1).is_some_and(|above| marked(above, place));
    let found: Vec<Option<(usize, Place)>> =
        (0..raws.len()).map(|at| label(&raws[at]).filter(|(_, place)| beside(at, *place))).collect();
    if found.iter().all(Option::is_none) {
        return raws;
    }
    let cut = |(raw, label): (Raw<'a>, Option<(usize, Place)>)| {
        let Some((from, (letter, _))) = label else { return raw };
        furniture.push(Furniture::line(raw.number, raw.text[..from].trim()));
        Raw { indent: letter, ..raw::part(&raw, raw.text[from..].to_owned()) }
    };
    raws.into_iter().zip(found).map(cut).collect()
}

/// A short word, a wide gap and a marked item: the byte at which the item begins, and how many letters and columns of the
/// page stand before it.
fn label(raw: &Raw) -> Option<(usize, Place)> {
    /// Letters of such a label.
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;
    if raw.gap < WIDE
        || raw.class.is_some()
        || raw.leader
        || raw.cells.is_some()
        || raw.text.contains(['\t', '|', '｜', '<'])
    {
        return None;
    }
    let (mut letter, mut column, mut gap, mut word) = (0u32, 0u32, 0u32, String::new());
    for (at, c) in raw.text.char_indices() {
        if !c.is_whitespace() {
            if gap >= WIDE && !word.is_empty() {
                let item =
                    mark::parse(&raw.text[at..]).is_some_and(|mark| mark.class.counts() || mark.class.is_bullet());
                let plain = word.chars().all(is_japanese) && LETTERS.contains(&word.chars().count());
                return (item && plain).then_some((at, (letter, column)));
            }
            word.push(c);
        }
        gap = if c.is_whitespace() { gap + width(c) } else { 0 };
        column += width(c);
        letter += 1;
    }
    None
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

    #[test]
    fn labels_of_forms_leave_their_items() {
        let source = "       １．定例会の設営\n事業計画   ２．情報の発信\n       ３．手帳の発行\n会長の挨拶。\n商業部会   ・視察";
        let text = kurabe_read::read(source.as_bytes(), None).unwrap();
        let mut furniture = Vec::new();
        let raws = labels(raw::lines(&text.lines, &mut furniture), &mut furniture);
        let said: Vec<&str> = raws.iter().map(Raw::trimmed).collect();
        assert_eq!(said, ["１．定例会の設営", "２．情報の発信", "３．手帳の発行", "会長の挨拶。", "商業部会   ・視察"]);
        assert_eq!(furniture.len(), 1);
    }

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
