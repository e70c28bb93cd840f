//! The best pairing of rows with columns over a sparse matrix of gains: as a whole, not first come first served.
//!
//! In come the gains of possible pairs, out comes for each row its column or none, so that the sum of gains is the
//! greatest possible. What rows and columns are must not be known here.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use kurabe_text::stop::check;

/// The pairs that a row could form: column and gain. A pair without gain is never formed.
pub(super) type Row = Vec<(usize, i64)>;

/// For each row its column, or none.
///
/// Shortest augmenting paths, one row after the other. Each row has a column of its own that gives nothing, so that
/// a path always ends; the potentials keep all remaining costs positive.
pub(super) fn assign(rows: &[Row], columns: usize) -> Vec<Option<usize>> {
    let mut state = State::new(rows, columns);
    for row in 0..rows.len() {
        state.place(row);
    }
    let real = |column: usize| (column < columns).then_some(column);
    state.column_of.iter().map(|column| column.and_then(real)).collect()
}

struct State<'a> {
    rows: &'a [Row],
    columns: usize,
    row_of: Vec<Option<usize>>,
    column_of: Vec<Option<usize>>,
    row_price: Vec<i64>,
    column_price: Vec<i64>,
    /// Of the search at hand: distance of each column, and the row it was reached from.
    reached: Vec<(i64, usize)>,
    touched: Vec<usize>,
}

const FAR: (i64, usize) = (i64::MAX, usize::MAX);

impl<'a> State<'a> {
    fn new(rows: &'a [Row], columns: usize) -> Self {
        let all = columns + rows.len();
        let cheapest = |row: &Row| row.iter().map(|(_, gain)| -gain).min().unwrap_or(0).min(0);
        Self {
            rows,
            columns,
            row_of: vec![None; all],
            column_of: vec![None; rows.len()],
            row_price: rows.iter().map(cheapest).collect(),
            column_price: vec![0; all],
            reached: vec![FAR; all],
            touched: Vec::new(),
        }
    }

    /// Finds a column for a row; those before it may change theirs.
    fn place(&mut self, start: usize) {
        let mut heap = BinaryHeap::new();
        let mut done: Vec<usize> = Vec::new();
        let (mut row, mut far) = (start, 0);
        let end = loop {
            check();
            self.reach(row, far, &mut heap);
            let Some(Reverse((distance, column))) = heap.pop() else { break None };
            if distance > self.reached[column].0 {
                // An older, longer way to a column: nothing new to reach from here.
                (row, far) = (usize::MAX, 0);
                continue;
            }
            far = distance;
            match self.row_of[column] {
                None => break Some(column),
                Some(next) => {
                    done.push(column);
                    row = next;
                }
            }
        };
        if let Some(end) = end {
            self.settle(start, far, &done);
            self.turn(start, end);
        }
        for column in self.touched.drain(..) {
            self.reached[column] = FAR;
        }
    }

    fn reach(&mut self, row: usize, far: i64, heap: &mut BinaryHeap<Reverse<(i64, usize)>>) {
        let Some(pairs) = self.rows.get(row) else { return };
        let own = (self.columns + row, 0);
        for &(column, gain) in pairs.iter().chain([&own]) {
            let distance = far - gain - self.row_price[row] - self.column_price[column];
            if distance < self.reached[column].0 {
                if self.reached[column] == FAR {
                    self.touched.push(column);
                }
                self.reached[column] = (distance, row);
                heap.push(Reverse((distance, column)));
            }
        }
    }

    fn settle(&mut self, start: usize, far: i64, done: &[usize]) {
        self.row_price[start] += far;
        for &column in done {
            let slack = far - self.reached[column].0;
            self.column_price[column] -= slack;
            if let Some(row) = self.row_of[column] {
                self.row_price[row] += slack;
            }
        }
    }

    /// Gives each row on the way the column through which the way left it.
    fn turn(&mut self, start: usize, end: usize) {
        let mut column = end;
        loop {
            let row = self.reached[column].1;
            let before = self.column_of[row].replace(column);
            self.row_of[column] = Some(row);
            match before {
                Some(before) if row != start => column = before,
                _ => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_whole_counts_not_the_first() {
        // Row 0 likes column 0 best, but row 1 can take nothing else.
        let rows = [vec![(0, 10), (1, 9)], vec![(0, 8)]];
        assert_eq!(assign(&rows, 2), [Some(1), Some(0)]);
        assert_eq!(assign(&[vec![], vec![(0, -1)]], 1), [None, None]);
    }

    /// The greatest sum by trying everything.
    fn best(rows: &[Row], taken: u32) -> i64 {
        let Some((row, rest)) = rows.split_first() else { return 0 };
        let free = row.iter().filter(|(column, _)| taken & 1 << column == 0);
        free.map(|(column, gain)| gain + best(rest, taken | 1 << column)).fold(best(rest, taken), i64::max)
    }

    proptest! {
        #[test]
        fn no_other_pairing_gains_more(gains in prop::collection::vec(prop::collection::vec(-3..20i64, 5), 0..6)) {
            let rows: Vec<Row> = gains
                .iter()
                .map(|row| row.iter().enumerate().filter(|(_, gain)| **gain > 2).map(|(at, gain)| (at, *gain)).collect())
                .collect();
            let found = assign(&rows, 5);
            let mut columns: Vec<usize> = found.iter().flatten().copied().collect();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns.len(), found.iter().flatten().count());
            let sum: i64 = found.iter().zip(&gains).filter_map(|(column, row)| Some(row[(*column)?])).sum();
            prop_assert_eq!(sum, best(&rows, 0));
        }
    }
}
