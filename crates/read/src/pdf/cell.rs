//! The text of a table's cell: its printed lines put together where the cell's width broke them.
//!
//! What comes in are the letters of one cell, what goes out is its text, `\n` where a line ended of itself. This
//! file must not know the other cells.

use super::frame::{Area, Glyph};
use super::line::{self, Row};
use kurabe_text::breaking::{clings, first_stretch};

/// The text of a cell.
pub(super) fn text(glyphs: Vec<Glyph>, cell: Area) -> String {
    let rows = line::rows(glyphs);
    let margin = rows.iter().map(|row| row.area().u0 - cell.u0).fold(f32::MAX, f32::min);
    let mut out = String::new();
    let mut before: Option<&Row> = None;
    for row in &rows {
        let text = row.text();
        if let Some(before) = before {
            let room = cell.u1 - before.area().u1 - margin.clamp(0.0, before.size() * 0.6);
            let room = room / row.size().max(1.0);
            if stacked(before, row) || goes_on(&out, &text, room) {
                glue(&mut out, &text, room);
            } else {
                out.push('\n');
                out.push_str(&text);
            }
        } else {
            out.push_str(&text);
        }
        before = Some(row);
    }
    out
}

/// Letters set one below the other in a narrow cell.
fn stacked(before: &Row, row: &Row) -> bool {
    let middle = |row: &Row| (row.area().u0 + row.area().u1) / 2.0;
    let single = |row: &Row| matches!(row.pieces.as_slice(), [piece] if piece.text.chars().count() == 1);
    single(before) && single(row) && (middle(before) - middle(row)).abs() < row.size() * 0.4
}

/// Was the line broken because the next word had no room? `room` counts in widths of a letter.
pub(super) fn goes_on(before: &str, next: &str, room: f32) -> bool {
    if begins_item(next) {
        return false;
    }
    if starts_inside(next) {
        return true;
    }
    room < first_stretch(next) + 0.35 && !before.is_empty()
}

/// Does the line begin with what can begin no line: 、 ー っ?
pub(super) fn starts_inside(line: &str) -> bool {
    line.starts_with(|c: char| clings(c) && !matches!(c, '・' | '～' | '〜' | '：'))
}

/// Does a list item begin here?
fn begins_item(line: &str) -> bool {
    let mut letters = line.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else { return false };
    match first {
        '・' | '○' | '〇' | '◯' | '●' | '◎' | '■' | '□' | '◆' | '◇' | '▪' | '•' | '※' | '➢' | '✓' | '◦' | '▶' => {
            true
        }
        '①'..='⑳' | '⑴'..='⒇' | 'Ⅰ'..='Ⅻ' => true,
        '(' | '（' => second.is_some_and(is_digit) && line.chars().skip(2).take(2).any(|c| matches!(c, ')' | '）')),
        c if is_digit(c) => line.chars().skip(1).take(2).any(|c| matches!(c, '.' | '．' | ')' | '）')),
        '-' | '－' | '―' => second.is_some_and(|c| c == ' ' || c == '\u{3000}'),
        _ => false,
    }
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Adds what the width broke off. A blank that stood at the break is not printed: it is set again between Latin words,
/// unless the line is so full that a word may have been cut, and before what is set apart by one (H30, a bracket).
pub(super) fn glue(out: &mut String, next: &str, room: f32) {
    let before = out.chars().next_back().unwrap_or(' ');
    let mut letters = next.chars();
    let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    let words = before.is_ascii_alphanumeric() && first.is_ascii_alphanumeric();
    let lower = before.is_ascii_lowercase() || first.is_ascii_lowercase();
    let dated = matches!(first, 'H' | 'R') && second.is_ascii_digit();
    if words && (lower || room > 0.55) || !before.is_ascii() && (dated || first == '(') {
        out.push(' ');
    }
    out.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_join_and_items_do_not() {
        assert!(goes_on("経営改善普及", "事業", 0.8));
        assert!(!goes_on("講習会", "個別相談", 5.0));
        assert!(!goes_on("専門家派遣の実施", "・講習会", 0.2));
        assert!(goes_on("専門家派遣", "、講習会", 4.0));
        assert!(goes_on("活用した", "SNS", 1.5));
    }
}
