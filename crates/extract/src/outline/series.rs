//! Tables that give figures by year: 指標, 現状, 令和6年度, 令和7年度.
//!
//! What comes in are the rows of a table, what goes out are its figures, each with its name and year. This file must
//! not know the tree.

use super::table::Row;
use crate::blocks::Cell;
use crate::blocks::chars::{digit, is_japanese, squeeze};
use kurabe_model::FiscalYear;
use kurabe_model::year::parse_year;

/// A figure of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The entry under which the table stands.
    pub owner: usize,
    /// What is measured: 相談件数.
    pub name: String,
    /// The year of its column; none for 現状 and its kin.
    pub year: Option<FiscalYear>,
    /// Does the column say what was reached rather than what is aimed at?
    pub reached: bool,
    /// The cell: 40件.
    pub text: String,
    /// Its line.
    pub line: u32,
}

/// A column of figures.
struct Column {
    number: u32,
    year: Option<FiscalYear>,
    reached: bool,
}

/// The figures of a table whose head gives at least two columns a year, or one of them 現状.
pub(super) fn values(rows: &[Row], owner: usize) -> Option<Vec<Value>> {
    let (at, columns) = rows.iter().take(2).enumerate().find_map(|(at, row)| Some((at, head(&row.cells)?)))?;
    let mut values = Vec::new();
    for row in &rows[at + 1..] {
        let before = |cell: &&Cell| columns.iter().all(|column| column.number != cell.column);
        let Some(name) = row.cells.iter().filter(before).rfind(|cell| cell.text.contains(is_japanese)) else {
            continue;
        };
        for column in &columns {
            let cell = row.cells.iter().find(|cell| cell.column == column.number);
            let Some(cell) = cell.filter(|cell| cell.text.contains(|c| digit(c).is_some())) else { continue };
            let (year, reached) = (column.year, column.reached);
            let (name, text) = (name_of(&row.cells, name), cell.text.clone());
            values.push(Value { owner, name, year, reached, text, line: cell.span.first });
        }
    }
    // Words under years are a schedule: no figures, but no items either.
    let dated = columns.iter().filter(|column| column.year.is_some()).count();
    (!values.is_empty() || dated >= 2).then_some(values)
}

/// The first cell names what is measured, unless it only numbers it; a unit behind it (単位, 公表方法) does not.
fn name_of(cells: &[Cell], fallback: &Cell) -> String {
    let named = cells.iter().find(|cell| cell.text.chars().filter(|c| is_japanese(*c)).count() >= 3);
    let text = named.unwrap_or(fallback).text.replace('\n', "");
    let mark = crate::blocks::mark::parse(&text).filter(|mark| mark.class.counts() || mark.class.is_bullet());
    mark.map_or(text.clone(), |mark| mark.rest.to_owned())
}

/// Reads a row as the head of such a table.
fn head(cells: &[Cell]) -> Option<Vec<Column>> {
    const NOW: [&str; 8] = ["現状", "現行", "現状値", "基準値", "基準", "現在", "実績", "実績値"];
    let mut columns = Vec::new();
    for cell in cells {
        let text = squeeze(&cell.text);
        let now = NOW.iter().any(|word| text.starts_with(word));
        let year = (text.chars().count() <= 16).then(|| year_in(&text)).flatten();
        if year.is_some() || now {
            let reached = now || text.contains("実績") || text.contains("現状");
            columns.push(Column { number: cell.column, year, reached });
        }
    }
    let dated = columns.iter().filter(|column| column.year.is_some()).count();
    // What else the head has names the rows; a head of years alone is a calendar.
    (columns.len() >= 2 && dated >= 1 && columns.len() * 3 >= cells.len()).then_some(columns)
}

/// The one year that a short text gives: 令和6年度, R8年度目標, 目標値（令和8年度）.
fn year_in(text: &str) -> Option<FiscalYear> {
    text.char_indices().find_map(|(at, c)| {
        let starts = matches!(c, '令' | '平' | 'R' | 'H' | 'Ｒ' | 'Ｈ' | '2' | '２')
            && !text[..at].ends_with(|c: char| digit(c).is_some());
        if !starts {
            return None;
        }
        let rest = &text[at..];
        let end = rest
            .find('度')
            .map(|end| end + '度'.len_utf8())
            .or_else(|| rest.find('年').map(|end| end + '年'.len_utf8()));
        let digits =
            || rest.char_indices().skip(1).find(|(_, c)| digit(*c).is_none()).map_or(rest.len(), |(end, _)| end);
        parse_year(&rest[..end.unwrap_or_else(digits)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_heads() {
        assert_eq!(year_in("R8年度目標"), Some(FiscalYear(2026)));
        assert_eq!(year_in("目標値（令和8年度）"), Some(FiscalYear(2026)));
        assert_eq!((year_in("R7"), year_in("公表方法"), year_in("HP掲載")), (Some(FiscalYear(2025)), None, None));
    }
}
