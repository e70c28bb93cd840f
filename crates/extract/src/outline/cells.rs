//! The rows of a table, and what stands inside a cell: list items, several names, figures alone.
//!
//! What comes in is the text of a cell, what goes out are its parts. This file must not know the tree.

use crate::blocks::Cell;
use crate::blocks::chars::{digit, is_japanese, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::numeral;
use crate::blocks::target::figure::{self, Shape};
use crate::blocks::target::head;
use kurabe_model::LineSpan;

/// A row with its page.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    pub(super) page: Option<u32>,
    pub(super) span: LineSpan,
}

/// A number alone in its cell: 3, １２.
pub(super) fn is_number(text: &str) -> bool {
    /// Letters of it.
    const LONGEST: usize = 3;
    !text.is_empty() && text.chars().count() <= LONGEST && text.chars().all(|c| digit(c).is_some())
}

/// A name with the number that stands in a cell of its own before it.
pub(super) fn with_number(number: &str, name: &str) -> String {
    let whole = format!("{number} {name}");
    let is_mark = mark::parse(&whole).is_some_and(|mark| mark.class.counts() && mark.class != Class::Bare);
    if is_mark { whole } else { format!("{number}　{name}") }
}

/// A cell that begins with a mark of a list.
pub(super) fn is_item(text: &str) -> bool {
    mark::parse(text).is_some_and(|mark| mark.class.is_bullet() || mark.class.counts() && mark.class != Class::Bare)
        || is_lone_mark(text)
}

/// `・` in a cell of its own.
pub(super) fn is_lone_mark(text: &str) -> bool {
    // A lone dash says that there is no figure.
    text.chars().count() <= 4
        && !text.starts_with(['-', '－', '―', '—', '–', '‐', '−', '*', '＊', '※'])
        && mark::parse(&format!("{text} あい"))
            .is_some_and(|mark| mark.rest == "あい" && !matches!(mark.class, Class::Bare))
}

/// Does the part of a cell begin with a mark of a list?
pub(super) fn lists(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    matches!(first, '・' | '○' | '〇' | '◯' | '●' | '◎' | '･' | '•' | '-')
        || numeral::circled(first).is_some()
        || matches!(first, '(' | '（' | '0'..='9' | '０'..='９' | 'ア'..='ヲ') && numbered(text)
}

/// Does the text begin with a number of a list?
fn numbered(text: &str) -> bool {
    mark::parse(text).is_some_and(|mark| mark.class.counts() && mark.class != Class::Bare)
}

/// Cuts a cell where a list item begins: at its start, on a new line, or after a blank.
pub(super) fn segments(text: &str) -> Vec<(usize, usize)> {
    let mut cuts = vec![0];
    let mut before = '\n';
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let opens = matches!(c, '・' | '○' | '〇' | '◯' | '●' | '◎' | '■' | '□' | '◆' | '･' | '•')
            && !next.is_whitespace()
            || numeral::circled(c).is_some();
        // A dash lists where it begins a line.
        let dash = before == '\n' && matches!(c, '-' | '－') && next == ' ';
        let counted = before == '\n'
            && matches!(c, '(' | '（' | '0'..='9' | '０'..='９' | 'ア'..='ヲ')
            && numbered(text[at..].lines().next().unwrap_or_default());
        if at > 0 && (opens && before.is_whitespace() || dash || counted) {
            cuts.push(at);
        }
        before = c;
    }
    cuts.push(text.len());
    cuts.windows(2)
        .map(|pair| (pair[0], pair[0] + text[pair[0]..pair[1]].trim_end().len()))
        .filter(|(from, to)| from < to)
        .collect()
}

/// Letters of what is counted, behind the last figure of a cell.
const LONGEST_UNIT: usize = 4;

/// Does the cell hold figures alone: `H30 89件 R01 83件`?
pub(super) fn is_figures(text: &str) -> bool {
    let (mut digits, mut letters) = (0u32, 0u32);
    for c in text.chars() {
        if digit(c).is_some() {
            digits += 1;
        } else if !c.is_whitespace()
            && !matches!(c, '%' | '％' | ',' | '.' | '(' | ')' | '（' | '）' | '／' | '/' | '、')
        {
            letters += 1;
        }
    }
    let dated = text.starts_with(|c: char| matches!(c, 'H' | 'R' | 'Ｈ' | 'Ｒ') || digit(c).is_some())
        || text.starts_with("令和")
        || text.starts_with("平成");
    // 2024年問題の勉強会 only begins with one.
    let last = text.char_indices().rev().find(|(_, c)| digit(*c).is_some());
    let behind = last.map_or(0, |(at, c)| text[at + c.len_utf8()..].chars().filter(|c| c.is_alphanumeric()).count());
    digits >= 2 && dated && letters <= digits + 4 && behind <= LONGEST_UNIT
}

/// Several names in one cell, each with the same note: `A事業 (NICO) B事業 (NICO)`; or each with a bullet.
pub(super) fn names(text: &str) -> Vec<(usize, usize)> {
    let whole = vec![(0, text.len())];
    let parts = segments(text);
    if parts.len() >= 2
        && parts
            .iter()
            .all(|(from, to)| text[*from..*to].starts_with(['・', '○', '●', '〇']) && !is_figures(&text[*from..*to]))
    {
        return parts;
    }
    let mut cuts = vec![0];
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let rest = &text[after..];
        if matches!(c, ')' | '）')
            && rest.starts_with(char::is_whitespace)
            && !rest.trim_start().starts_with(['（', '(', '〈', '※', '■'])
        {
            cuts.push(after + rest.len() - rest.trim_start().len());
        }
    }
    if cuts.len() < 2 || cuts.len() > 8 {
        return whole;
    }
    cuts.push(text.len());
    let parts: Vec<(usize, usize)> =
        cuts.windows(2).map(|pair| (pair[0], pair[0] + text[pair[0]..pair[1]].trim_end().len())).collect();
    let note = |part: &(usize, usize)| {
        let part = &text[part.0..part.1];
        part.ends_with([')', '）']).then(|| part.rfind(['(', '（']).map(|at| &part[at..])).flatten()
    };
    let first = note(&parts[0]);
    let alike = first.is_some_and(|first| !first.chars().any(|c| digit(c).is_some()))
        && parts.iter().all(|part| note(part) == first);
    if alike { parts } else { whole }
}

/// Letters of a column's name.
const LONGEST_NAME: usize = 16;

/// Are the cells of a column figures, in most rows?
pub(super) fn counts(body: &[Row], column: u32) -> bool {
    let cells = || body.iter().flat_map(|row| &row.cells).filter(|cell| cell.column == column);
    let numbers = cells().filter(|cell| shape(cell) == Some(Shape::Number)).count();
    cells().all(|cell| shape(cell).is_some()) && numbers > 0 && cells().count() * 2 > body.len()
}

/// 1級, 2級: what a column ranks it does not count.
pub(super) fn ranks(body: &[Row], column: u32) -> bool {
    let mut cells = body.iter().flat_map(|row| &row.cells).filter(|cell| cell.column == column);
    cells.all(|cell| squeeze(&cell.text).ends_with('級'))
}

/// A word of a head: short, without a figure, or how much there was at a time (令和4年度末).
pub(super) fn is_name(cell: &Cell) -> bool {
    let text = squeeze(&cell.text);
    let name = || {
        text.contains(is_japanese)
            && !text.contains(|c| digit(c).is_some() || c == '。')
            && figure::shape(&text).is_none()
    };
    text.chars().count() <= LONGEST_NAME && (head::is_state(&text) || name())
}

pub(super) fn shape(cell: &Cell) -> Option<Shape> {
    figure::shape(&squeeze(&cell.text))
}

/// The unit that a column's name tells: 受験者数, 回数.
pub(super) fn unit_of(name: &str) -> Option<&'static str> {
    const UNITS: [(&str, &[&str]); 7] = [
        ("件", &["件数"]),
        ("回", &["回数"]),
        ("社", &["社数", "企業数"]),
        ("店", &["店数", "店舗数"]),
        ("団体", &["団体数"]),
        ("日", &["日数"]),
        (
            "人",
            &["人数", "人員", "受験者", "合格者", "受講者", "参加者", "出席者", "申込者", "来場者", "入場者", "修了者"],
        ),
    ];
    let bare = name.strip_suffix('数').filter(|bare| bare.ends_with('者'));
    let ends =
        |ends: &&[&str]| ends.iter().any(|end| name.ends_with(end) || bare.is_some_and(|bare| bare.ends_with(end)));
    UNITS.iter().find(|(_, words)| ends(words)).map(|(unit, _)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_where_items_begin() {
        let text = "情報収集を行う。 ・制度の収集 ・研究会の設置";
        let parts: Vec<&str> = segments(text).iter().map(|(from, to)| &text[*from..*to]).collect();
        assert_eq!(parts, ["情報収集を行う。", "・制度の収集", "・研究会の設置"]);
        assert_eq!(names("応援事業 (NICO) 創業事業 (NICO)").len(), 2);
        assert_eq!(names("研修 (年4回)").len(), 1);
        assert!(is_figures("H30 89件 R01 83件 R02 83件") && !is_figures("会員増強 H30 2,049件"));
    }
}
