//! Tables that go on: below a break of the page, and below headings that part their rows.
//!
//! What comes in are rows without a head, what goes out is whether they are of the table before. This file must not know
//! what becomes of them.

use super::super::cells::Row;
use super::super::roles::{self, Roles};
use super::super::series;
use super::super::tree_builder::TreeBuilder;
use super::TALLEST_HEAD;
use super::named::{at, is_total};
use crate::rules::Rules;

/// How many rows go on with the table before, where others follow with nothing between: notes, another table.
pub(super) fn rows_of_table_before(builder: &TreeBuilder, rows: &[Row]) -> Option<usize> {
    let roles = builder.roles.as_ref().filter(|_| follows_table(builder) && !builder.in_background())?;
    let headed = rows.iter().take(TALLEST_HEAD).any(|row| roles::header(&row.cells, builder.rules).is_some());
    let own = rows.iter().take_while(|row| is_total(row) || fits(row, roles)).count();
    (!headed && own > 0 && own < rows.len()).then_some(own)
}

/// Does a row fill the columns of a table: a short name, and something that tells of it?
fn fits(row: &Row, roles: &Roles) -> bool {
    let filled = |column: &u32| at(row, *column).is_some();
    let named = at(row, roles.name).is_some_and(|cell| cell.text.chars().count() <= LONGEST_NAME);
    named && roles.bodies.iter().chain(&roles.figures).any(filled) && last_of(row) <= roles.last_column()
}

/// Do rows without a header continue the table whose header said what its columns hold?
///
/// `goes_on`: between the table before and these rows stands nothing but a heading.
pub(super) fn inherits(rows: &[Row], roles: &Roles, rules: Rules, goes_on: bool) -> bool {
    let Some(body) = roles.bodies.first() else {
        return false;
    };
    if roles::any_header(&rows[0].cells, rules) || series::repeats_head(&rows[0]) {
        return false;
    }
    // Below the next heading in a table that headings part, short cells tell as well.
    if goes_on && rows.iter().all(|row| is_total(row) || fits(row, roles)) {
        return true;
    }
    let widest = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)).max().unwrap_or(0);
    let told = rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| cell.column == *body && cell.text.chars().count() >= 12))
        .count();
    widest == roles.last_column() && told * 2 >= rows.len()
}

/// Letters of a name in a table that headings part, at most.
const LONGEST_NAME: usize = 40;

/// The last column that a row fills.
fn last_of(row: &Row) -> u32 {
    row.cells.iter().map(|cell| cell.column).max().unwrap_or(0)
}

/// Does nothing but a heading stand between what comes now and a table whose rows headings part?
pub(super) fn follows_table(builder: &TreeBuilder) -> bool {
    let follows =
        |(entries, pieces)| builder.outline.entries.len() == entries + 1 && builder.outline.pieces.len() == pieces;
    builder.parted.is_some_and(follows)
}
