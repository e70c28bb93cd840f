//! Rows of a table laid out as text whose cells stand around the middle of their row (vertical alignment): a cell of three
//! lines begins a line above the name and the figures beside it, and ends a line below them.
//!
//! What comes in are the lines on which each column has words, what goes out are the rows. That every cell has as many lines
//! above the middle of its row as below it, from the first row to the last, tells such a table. This file must not know
//! words.

/// Rows at least.
const FEWEST: usize = 2;
/// Lines by which the middle of a cell may stand aside of the middle of its row.
const ASIDE: usize = 1;

/// The lines of a row, column by column.
pub(super) type Row = Vec<Vec<usize>>;

/// The rows of a table, if all its cells stand around the middle of theirs and one at least runs over several lines, or stands
/// beside several rows.
///
/// `columns` are the lines on which each column has words, in order; `short` tells which of them have one line a row, as
/// figures do; `alone` are the lines that are rows of their own whatever stands beside the others, as headings inside the
/// table are.
pub(super) fn rows(columns: &[Vec<usize>], short: &[bool], alone: &[usize]) -> Option<Vec<Row>> {
    let middles = |column: &Vec<usize>| {
        let mut lines: Vec<usize> = column.iter().chain(alone).copied().collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    };
    let found = columns.iter().enumerate().filter_map(|(number, column)| {
        let middles = middles(column);
        // What stands once for several rows has fewer lines than there are rows.
        let grouped = number > 0 && columns[0].len() < middles.len();
        let whole = around_all(columns, &middles).map(|rows| (rows, false));
        whole.or_else(|| grouped.then(|| Some((beside_groups(columns, &middles)?, true))).flatten())
    });
    let whole = |row: &Row| row.iter().zip(short).all(|(lines, short)| !short || lines.len() <= 1);
    let fits = |(rows, _): &(Vec<Row>, bool)| rows.len() >= FEWEST && rows.iter().all(whole);
    // Of several readings that with the most rows: a name beside several rows of one line each is no row of three lines.
    let (rows, grouped) = found.filter(fits).max_by_key(|(rows, _)| rows.len())?;
    (grouped || rows.iter().any(runs_over)).then_some(rows)
}

/// Has a row a cell of several lines?
fn runs_over(row: &Row) -> bool {
    row.iter().any(|lines| lines.len() > 1)
}

/// The rows around some middles; none if a line of any column belongs to none of them.
fn around_all(columns: &[Vec<usize>], middles: &[usize]) -> Option<Vec<Row>> {
    let cells: Vec<Vec<Vec<usize>>> = columns.iter().map(|column| around(column, middles)).collect::<Option<_>>()?;
    Some((0..middles.len()).map(|row| cells.iter().map(|column| column[row].clone()).collect()).collect())
}

/// The lines of a column by rows.
fn around(column: &[usize], middles: &[usize]) -> Option<Vec<Vec<usize>>> {
    let mut left = column;
    let mut take = |count: usize| {
        let (taken, rest) = left.split_at_checked(count)?;
        left = rest;
        Some(taken.to_vec())
    };
    let mut rows = Vec::with_capacity(middles.len());
    let mut from = 0;
    for (at, middle) in middles.iter().enumerate() {
        let end = middles.get(at + 1).copied().unwrap_or(usize::MAX);
        let above = column[from..].iter().take_while(|line| *line < middle).count();
        let on = usize::from(column.get(from + above) == Some(middle));
        let lines = take(2 * above + on)?;
        let reach = |line: Option<&usize>| line.map_or(0, |line| line.abs_diff(*middle));
        let (up, down) = (reach(lines.first()), reach(lines.last()));
        if lines.last().is_some_and(|last| *last >= end) || above > 0 && up.abs_diff(down) > ASIDE {
            return None;
        }
        from += lines.len();
        rows.push(lines);
    }
    left.is_empty().then_some(rows)
}

/// The same where the first column stands once for several rows, around the middle of them all.
fn beside_groups(columns: &[Vec<usize>], middles: &[usize]) -> Option<Vec<Row>> {
    let (groups, columns) = columns.split_first()?;
    let mut rows = around_all(columns, middles)?;
    let extent = |row: &Row| {
        let lines = || row.iter().flatten().copied();
        lines().min().zip(lines().max())
    };
    let extents: Vec<(usize, usize)> = rows.iter().map(extent).collect::<Option<_>>()?;
    rows.iter_mut().for_each(|row| row.insert(0, Vec::new()));
    let mut first = 0;
    for (at, line) in groups.iter().enumerate() {
        let top = extents.get(first)?.0;
        // As many rows as have this line in their middle, above the next name; the last one stands for all that are left.
        let aside = |last: &usize| (top + extents[*last].1).abs_diff(2 * line);
        let last = match groups.get(at + 1) {
            None => extents.len() - 1,
            Some(next) => (first..extents.len()).take_while(|row| extents[*row].1 < *next).min_by_key(aside)?,
        };
        if aside(&last) > 2 * ASIDE {
            return None;
        }
        rows[first][0].push(*line);
        first = last + 1;
    }
    (first == rows.len()).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [bool; 3] = [false; 3];

    #[test]
    fn cells_stand_around_the_middle_of_their_row() {
        // 0: text, 1: name and figure, 2: text, 3: name, text and figure.
        let found = rows(&[vec![1, 3], vec![0, 2, 3], vec![1, 3]], &NONE, &[]).unwrap();
        assert_eq!(found, [vec![vec![1], vec![0, 2], vec![1]], vec![vec![3], vec![3], vec![3]]]);
        // Names of two lines around their figures.
        let found = rows(&[vec![0, 2, 3, 5, 7], vec![1, 4, 6]], &NONE, &[]).map(|rows| rows.len());
        assert_eq!(found, None);
        let found = rows(&[vec![0, 2, 3, 5, 6], vec![1, 4, 6]], &NONE, &[]).unwrap();
        assert_eq!(found[1], [vec![3, 5], vec![4]]);
        // A figure has one line: the name stands beside two rows.
        let beside = rows(&[vec![1, 4], vec![0, 2, 3, 5]], &[false, true], &[]).unwrap();
        assert_eq!(beside.iter().map(|row| row[0].len()).collect::<Vec<_>>(), [1, 0, 1, 0]);
    }

    #[test]
    fn a_heading_inside_the_table_is_a_row() {
        let columns = [vec![0, 1, 2, 4], vec![1, 3], vec![1, 3]];
        assert_eq!(rows(&columns, &NONE, &[]), None);
        assert_eq!(rows(&columns, &NONE, &[0]).unwrap().len(), 3);
    }

    #[test]
    fn groups_stand_in_the_middle_of_their_rows() {
        let columns = [vec![2, 6], vec![1, 3, 5, 8], vec![0, 2, 3, 4, 5, 6, 7, 8, 9]];
        let found = rows(&columns, &NONE, &[]).unwrap();
        assert_eq!(found.iter().map(|row| row[0].clone()).collect::<Vec<_>>(), [vec![2], vec![], vec![6], vec![]]);
    }

    #[test]
    fn cells_that_begin_on_the_line_of_their_name_are_none() {
        assert_eq!(rows(&[vec![0, 2], vec![0, 1, 2]], &NONE, &[]), None);
        assert_eq!(rows(&[vec![0, 1, 2], vec![0, 1, 2]], &NONE, &[]), None);
    }
}
