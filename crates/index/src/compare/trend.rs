//! How a theme's share moves over the years: the rows of a comparison by year, strung together.

use std::collections::BTreeMap;

use super::Comparison;
use super::group::Key;

/// A theme of one group over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The column.
    pub column: usize,
    /// The group; without a year.
    pub key: Key,
    /// The years with a plan, in order.
    pub points: Vec<Point>,
}

/// One year of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The fiscal year.
    pub year: i32,
    /// Place of the row in the comparison.
    pub row: usize,
    /// Action items.
    pub items: u32,
    /// Of so many.
    pub of: u32,
    /// The share.
    pub share: Option<f64>,
    /// The plans behind it are the same as those of the year before: nothing can have moved.
    pub same: bool,
}

impl Series {
    /// The share of the last year less that of the first; none where one plan stands for all years.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        let (first, later) = self.points.split_first()?;
        let last = later.iter().any(|point| !point.same).then(|| later.last())??;
        Some(last.share? - first.share?)
    }
}

/// The series of a comparison whose rows are years, in order of columns and groups.
#[must_use]
pub fn trend(comparison: &Comparison) -> Vec<Series> {
    let mut series: BTreeMap<(usize, Key), Vec<Point>> = BTreeMap::new();
    for (place, row) in comparison.rows.iter().enumerate() {
        let Some(year) = row.key.year else { continue };
        let key = Key { year: None, ..row.key.clone() };
        for (column, cell) in row.cells.iter().enumerate() {
            let points = series.entry((column, key.clone())).or_default();
            let before = points.last().filter(|before: &&Point| before.year + 1 == year);
            let same = before
                .and_then(|before| comparison.rows.get(before.row))
                .is_some_and(|before| before.plans == row.plans);
            points.push(Point { year, row: place, items: cell.items, of: row.of, share: cell.share, same });
        }
    }
    series.into_iter().map(|((column, key), points)| Series { column, key, points }).collect()
}
