//! Tables whose cells each have a line of their own, as an office program saves them as text: 種目, 受験者数, 合格率, then
//! 簿記, 48名, 18.8％, again and again.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. That figures come again after
//! as many lines as there are words in the head tells such a table (its period). This file must not know what a column
//! means.

use super::cell::Cell;
use super::chars::{digit, is_japanese, squeeze};
use super::heads::heads;
use super::raw::{self, Raw};
use super::target::figure::{self, Shape};
use kurabe_model::Furniture;

/// Columns of such a table.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=9;
/// Rows below the head at least.
const FEWEST_ROWS: usize = 2;
/// Letters of a word of the head, and of a cell of words.
const LONGEST_HEAD: usize = 10;
const LONGEST_CELL: usize = 40;

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        match table(&raws[at..]) {
            Some((columns, rows)) => {
                for row in raws[at..at + columns * rows].chunks(columns) {
                    let cells = (0u32..).zip(row).map(|(column, raw)| cell(column, raw, furniture)).collect();
                    set.extend(raw::row(&row[0], cells));
                }
                at += columns * rows;
            }
            None => {
                let blank = raw::part(&raws[at], String::new());
                set.push(std::mem::replace(&mut raws[at], blank));
                at += 1;
            }
        }
    }
    set
}

/// The columns and the rows, that of the head counted, of the table that begins with a line: of several readings the one
/// with the most lines.
fn table(raws: &[Raw]) -> Option<(usize, usize)> {
    if !raws.first().is_some_and(is_head) {
        return None;
    }
    let found = COLUMNS.filter_map(|columns| Some((columns, rows(raws, columns)?)));
    found.max_by_key(|(columns, rows)| columns * rows)
}

/// How many rows of so many columns stand there; none if it is no table.
fn rows(raws: &[Raw], columns: usize) -> Option<usize> {
    let mut rows = raws.chunks_exact(columns);
    let head = rows.next().filter(|head| head.iter().all(is_head))?;
    let first = rows.next()?;
    let counts: Vec<bool> = first.iter().map(is_figure).collect();
    // Words stand in columns of words, whose heads are known; what counts may be called anything.
    let known = head.iter().zip(&counts).skip(1).all(|(raw, counts)| *counts || heads(&squeeze(&raw.text)));
    if counts[0] || !counts.contains(&true) || !known {
        return None;
    }
    let fits = |row: &&[Raw]| {
        row.iter().zip(&counts).all(|(raw, counts)| if *counts { is_figure(raw) } else { is_words(raw) })
    };
    let below = raws[columns..].chunks_exact(columns).take_while(fits).count();
    (below >= FEWEST_ROWS).then_some(below + 1)
}

fn plain(raw: &Raw) -> bool {
    raw.cells.is_none() && !raw.leader && !raw.furniture && !raw.text.contains(['\t', '|', '｜', '<', '。'])
}

/// A word over a column: short, without digits and marks.
fn is_head(raw: &Raw) -> bool {
    let words = raw.trimmed();
    plain(raw)
        && raw.class.is_none()
        && squeeze(words).chars().count() <= LONGEST_HEAD
        && words.contains(is_japanese)
        && !words.contains(|c| digit(c).is_some() || matches!(c, '：' | ':' | '、'))
        && figure::shape(&squeeze(words)).is_none()
}

fn is_figure(raw: &Raw) -> bool {
    plain(raw) && matches!(figure::shape(&squeeze(&raw.text)), Some(Shape::Number | Shape::Empty))
}

/// A cell of words.
fn is_words(raw: &Raw) -> bool {
    let marked = raw.class.is_some_and(|class| class != super::mark::Class::Bare);
    plain(raw) && !marked && !is_figure(raw) && raw.trimmed().chars().count() <= LONGEST_CELL
}

fn cell(column: u32, raw: &Raw, furniture: &mut Vec<Furniture>) -> Cell {
    let blank = raw.text.chars().take_while(|c| c.is_whitespace()).count();
    let letter = u32::try_from(blank).unwrap_or(u32::MAX).saturating_add(1);
    let mut cell = Cell::new(column, raw.number, letter);
    cell.add(raw.trimmed(), raw.number, letter, furniture);
    cell.close()
}
