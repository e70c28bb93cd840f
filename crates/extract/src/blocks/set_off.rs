//! What is set off on the line of a heading or an item: notes at its right edge, `1. 会員数の異動          （単位：事業所）`,
//! `■IT専門家派遣          [拡充]`, and the label of a form before it, `事業計画   ２．情報の発信` in the middle of its list.
//!
//! What comes in are lines, what goes out are the same with such a note on a line of its own below its heading, and without
//! such a label. This file must not know what a note says.

use super::chars::{is_japanese, squeeze, width};
use super::gaps::{WIDE, stretches};
use super::mark;
use super::raw::{self, Raw};
use kurabe_model::Furniture;

/// Columns of the page between a heading and such a note.
const APART: u32 = 4;
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

/// Takes the label of a form off the item beside which it stands in the middle of its list: the items above begin where that
/// one does, and the first of them has no label. Where it has, labels name lists: 商業部会   ・視察 over ・売出し, 工業部会   ・見学会.
pub(super) fn labels<'a>(raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let found: Vec<Option<Label>> = raws.iter().map(label).collect();
    let in_middle = |at: usize| {
        let label = found[at].as_ref()?;
        let listed = |above: &usize| raws[*above].class.is_some() && label.is_level(raws[*above].indent);
        let items = (0..at).rev().take_while(listed).count();
        let first = at.checked_sub(items + 1).and_then(|above| found[above].as_ref());
        (items > 0 && first.is_none_or(|first| !first.is_level(label.letter))).then_some(label)
    };
    let cuts: Vec<Option<(usize, u32)>> =
        (0..raws.len()).map(|at| in_middle(at).map(|label| (label.from, label.letter))).collect();
    let cut = |(raw, cut): (Raw<'a>, Option<(usize, u32)>)| {
        let Some((from, letter)) = cut else { return raw };
        furniture.push(Furniture::line(raw.number, raw.text[..from].trim()));
        Raw { indent: letter, ..raw::part(&raw, raw.text[from..].to_owned()) }
    };
    raws.into_iter().zip(cuts).map(cut).collect()
}

/// Where the item beside a label begins. A program that lays out a page as text counts letters, a person columns.
struct Label {
    from: usize,
    letter: u32,
    column: u32,
}

impl Label {
    /// Does a line that is set in so far begin where the item does?
    fn is_level(&self, indent: u32) -> bool {
        indent.abs_diff(self.letter).min(indent.abs_diff(self.column)) <= SLACK
    }
}

/// A short word, a wide gap and a marked item.
fn label(raw: &Raw) -> Option<Label> {
    /// Letters of such a label.
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;
    if raw.class.is_some() || !may_set_off(raw) {
        return None;
    }
    let stretches = stretches(&raw.text, WIDE);
    let [first, second, ..] = stretches.as_slice() else { return None };
    let word = squeeze(&raw.text[first.from..first.to]);
    let item = mark::parse(&raw.text[second.from..]).is_some_and(|mark| mark.class.counts() || mark.class.is_bullet());
    let before = &raw.text[..second.from];
    let label = word.chars().all(is_japanese) && LETTERS.contains(&word.chars().count());
    (item && label).then(|| Label {
        from: second.from,
        letter: u32::try_from(before.chars().count()).unwrap_or(u32::MAX),
        column: before.chars().map(width).sum(),
    })
}

/// May something be set off on a line?
fn may_set_off(raw: &Raw) -> bool {
    raw.gap >= WIDE && !raw.leader && raw.cells.is_none() && !raw.text.contains(['\t', '|', '｜', '<'])
}

/// The byte at which the note of a numbered or marked line begins: the only thing behind its only wide gap.
fn place(raw: &Raw) -> Option<usize> {
    if raw.class.is_none() || !may_set_off(raw) {
        return None;
    }
    let text: &str = &raw.text;
    let stretches = stretches(text, WIDE);
    let [heading, note] = stretches.as_slice() else { return None };
    let apart: u32 = text[heading.to..note.from].chars().map(width).sum();
    let from = note.from;
    let note = &text[from..note.to];
    let opens = note.starts_with(['（', '(', '［', '[', '〔', '＜', '※']);
    // （２） behind the gap is another item; a bracket without words, （　）, is told of by the words behind it.
    let numbered = mark::parse(note).is_some_and(|mark| mark.class.counts());
    (apart >= APART && opens && !numbered && note.chars().count() <= LONGEST).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_forms_leave_their_items() {
        let source = "       １．定例会の設営\n事業計画   ２．情報の発信\n       ３．手帳の発行\n商業部会   ・視察\n           ・売出し\n工業部会   ・見学会";
        let text = kurabe_read::read(source.as_bytes(), None).unwrap();
        let mut furniture = Vec::new();
        let raws = labels(raw::lines(&text.lines, &mut furniture), &mut furniture);
        let said: Vec<&str> = raws.iter().map(Raw::trimmed).collect();
        // The name of a list is none.
        let lists = ["商業部会   ・視察", "・売出し", "工業部会   ・見学会"];
        assert_eq!(said[..3], ["１．定例会の設営", "２．情報の発信", "３．手帳の発行"]);
        assert_eq!(said[3..], lists);
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
