//! A table between commas, as a spreadsheet writes it out: 項目,単位,R5実績, then 会員数,件,"1,204".
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells; commas and quotes go to the
//! furniture. This file must not know what a column means.

use super::cell::Cell;
use super::chars::digit;
use super::raw::{self, Raw};
use kurabe_model::Furniture;

/// Columns, and rows with the head, that such a table has at least.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_ROWS: usize = 3;
/// Bytes of a line that is looked at.
const LONGEST: usize = 600;

/// A cell without its quotes, and the letter, from 1, at which it begins.
struct Piece {
    text: String,
    letter: u32,
}

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let rows: Vec<Option<Vec<Piece>>> = raws.iter().map(pieces).collect();
    if rows.iter().flatten().count() < FEWEST_ROWS {
        return raws;
    }
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let wide = rows[at].as_ref().map_or(0, Vec::len);
        let run = rows[at..].iter().take_while(|row| row.as_ref().is_some_and(|row| row.len() == wide)).count();
        let heads = || rows[at].as_ref().is_some_and(|row| row.iter().all(|piece| !piece.text.contains(',')));
        if run < FEWEST_ROWS || !heads() {
            for raw in &mut raws[at..at + run.max(1)] {
                let blank = raw::part(raw, String::new());
                set.push(std::mem::replace(raw, blank));
            }
            at += run.max(1);
            continue;
        }
        for line in at..at + run {
            let cells = rows[line].iter().flatten().zip(0u32..).map(|(piece, column)| {
                let mut cell = Cell::new(column, raws[line].number, piece.letter);
                cell.add(&piece.text, raws[line].number, piece.letter, furniture);
                cell.close()
            });
            let cells: Vec<Cell> = cells.filter(|cell| !cell.is_empty()).collect();
            let sign = |c: &char| matches!(c, ',' | '"');
            let kept: String = cells.iter().flat_map(|cell| cell.text.chars()).filter(sign).collect();
            let signs: String = raws[line].text.chars().filter(sign).collect();
            furniture.push(Furniture::line(raws[line].number, without(&signs, &kept)));
            set.extend(raw::row(&raws[line], cells));
        }
        at += run;
    }
    set
}

/// Signs without those that cells keep.
fn without(signs: &str, kept: &str) -> String {
    let mut left = signs.to_owned();
    for c in kept.chars() {
        if let Some(at) = left.find(c) {
            left.remove(at);
        }
    }
    left
}

/// The cells of a line, if it is one of such a table.
fn pieces(raw: &Raw) -> Option<Vec<Piece>> {
    let text = raw.text.trim_end();
    if raw.cells.is_some()
        || raw.class.is_some()
        || text.len() > LONGEST
        || text.contains(['\t', '|', '｜', '<', '。', '、'])
    {
        return None;
    }
    let mut pieces = vec![Piece { text: String::new(), letter: 1 }];
    let (mut quoted, mut before) = (false, ' ');
    let mut letters = text.chars().zip(1u32..).peekable();
    while let Some((c, letter)) = letters.next() {
        let next = letters.peek().map(|(next, _)| *next);
        // 1,204 is one number; a table without quotes has none.
        if c == ',' && !quoted && digit(before).is_some() && next.is_some_and(|c| digit(c).is_some()) && thousands(text)
        {
            return None;
        }
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => pieces.push(Piece { text: String::new(), letter: letter + 1 }),
            _ => {
                if let Some(piece) = pieces.last_mut() {
                    if piece.text.is_empty() {
                        piece.letter = letter;
                    }
                    piece.text.push(c);
                }
            }
        }
        before = c;
    }
    (!quoted && pieces.len() >= FEWEST_COLUMNS).then_some(pieces)
}

/// Do the commas of a line only part thousands?
fn thousands(text: &str) -> bool {
    let parts: Vec<&str> = text.split(',').collect();
    parts.windows(2).all(|pair| {
        let after = pair[1].chars().take_while(|c| digit(*c).is_some()).count();
        pair[0].ends_with(|c| digit(c).is_some()) && after == 3
    })
}
