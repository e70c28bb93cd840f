//! Columns of tables that were drawn by hand, and rows that stand inside cells.
//!
//! What comes in are left edges and texts of cells, what goes out are columns and lines. This file must not know any
//! format.

/// Columns that a table may have.
pub(super) const WIDEST: usize = 64;

/// A row inside a cell of another table: its cells in one line of text.
pub(super) fn flat<T: AsRef<str>>(cells: &[T]) -> String {
    let filled = cells.iter().map(|cell| cell.as_ref().trim()).filter(|cell| !cell.is_empty());
    filled.collect::<Vec<_>>().join("\u{3000}").replace('\n', " ")
}

/// The columns of a table whose rows were drawn by hand: edges that nearly meet are one.
pub(super) struct Edges(Vec<u32>);

impl Edges {
    /// Edges that are no further apart than this, in twentieths of a point, are one: two millimetres.
    const NEAR: u32 = 114;

    /// The columns of a table from the left edges of each row's cells.
    pub(super) fn of(rows: impl Iterator<Item = Vec<u32>>) -> Self {
        let rows: Vec<Vec<u32>> = rows.collect();
        let mut all: Vec<u32> = rows.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let mut near = all.clone();
        near.dedup_by(|next, kept| *next - *kept <= Self::NEAR);
        let joined = Self(near);
        // Two cells of one row never share a column.
        let meets = |row: &Vec<u32>| {
            let mut columns: Vec<usize> = row.iter().map(|edge| joined.column(*edge)).collect();
            columns.sort_unstable();
            columns.windows(2).any(|pair| pair[0] == pair[1])
        };
        if rows.iter().any(meets) { Self(all) } else { joined }
    }

    /// How many columns there are.
    pub(super) fn columns(&self) -> usize {
        self.0.len().min(WIDEST)
    }

    /// The column of a cell with this left edge.
    pub(super) fn column(&self, edge: u32) -> usize {
        self.0.partition_point(|known| *known <= edge).saturating_sub(1).min(WIDEST - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_that_nearly_meet_are_one() {
        let edges = Edges::of([vec![0, 1000, 3000], vec![0, 1050, 2990], vec![0, 3010]].into_iter());
        assert_eq!(edges.columns(), 3);
        assert_eq!([0, 1000, 1050, 2990, 3010].map(|edge| edges.column(edge)), [0, 1, 1, 2, 2]);
        let narrow = Edges::of([vec![0, 50, 100]].into_iter());
        assert_eq!(narrow.columns(), 3);
        assert_eq!(flat(&["経営", " ", "年2回\n窓口"]), "経営　年2回 窓口");
    }
}
