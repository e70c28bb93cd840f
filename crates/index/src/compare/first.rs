//! When something first appeared, and who followed.
//!
//! Of a body that has it in the first plan at hand, nobody can say when it began; that is told apart.

use super::Comparison;
use super::group::Row;
use kurabe_model::NodeId;

/// The first appearance of a column's items at a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The column.
    pub column: usize,
    /// Place of the body.
    pub body: usize,
    /// The fiscal year.
    pub year: i32,
    /// How sure it is that it was not there before.
    pub since: Since,
    /// How many items there were in that year.
    pub items: u32,
    /// The plan and the first of the items.
    pub item: (u32, NodeId),
}

/// What is known of the years before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// The plan of the year before does not have it.
    New,
    /// The nearest plan before, of this year, does not have it; of the years between there is none.
    Between(i32),
    /// It stands in the first plan at hand: it may be older.
    Earliest,
}

/// Who has each column's items since when, earliest first; those who never had any are left out.
#[must_use]
pub fn first(comparison: &Comparison) -> Vec<First> {
    let mut found = Vec::new();
    for column in 0..comparison.columns.len() {
        let has = |row: &&Row| row.cells.get(column).is_some_and(|cell| cell.items > 0);
        // Rows stand in order of bodies and years.
        let bodies = comparison.rows.chunk_by(|a, b| a.key.organisation == b.key.organisation);
        let mut of_column: Vec<First> = bodies
            .filter_map(|rows| {
                let at = rows.iter().position(|row| has(&row))?;
                let row = rows.get(at)?;
                let (body, year) = (row.key.organisation?, row.key.year?);
                let before = at.checked_sub(1).and_then(|before| rows.get(before)?.key.year);
                let since = match before {
                    None => Since::Earliest,
                    Some(before) if before + 1 == year => Since::New,
                    Some(before) => Since::Between(before),
                };
                let items = row.cells.get(column)?.items;
                Some(First { column, body, year, since, items, item: comparison.nodes(row, column).next()? })
            })
            .collect();
        of_column.sort_by_key(|first| (first.year, first.since, first.body));
        found.extend(of_column);
    }
    found
}
