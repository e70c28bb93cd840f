//! A line of a table between bars, by itself: `| 区分 | 事業名 |`, as whoever reads the document sees it.
//!
//! What comes in is a line, what goes out are its cells. This file must not know the lines around it.

use super::cell::Cell;
use super::raw::measure;
use super::table::{Read, pipes};
use kurabe_read::Line;
use std::borrow::Cow;

/// The cells of a line between bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    /// Those that are filled, each with its column.
    pub cells: Vec<Cell>,
    /// How many there are, the empty ones among them.
    pub columns: usize,
}

impl Barred {
    /// The cells of a line that begins and ends with a bar; of no other.
    #[must_use]
    pub fn of(line: &Line) -> Option<Self> {
        const BARS: [char; 2] = ['|', '｜'];
        let inside = line.text.trim().strip_prefix(BARS)?.strip_suffix(BARS)?;
        let raw = measure(line.number, line.page, Cow::Borrowed(&line.text));
        // Its tags and entities are no words of the cells; nobody asks for them here.
        let Read::Rows(rows) = pipes(&[raw], &mut Vec::new()) else { return None };
        let cells = rows.into_iter().flat_map(|row| row.cells).collect();
        Some(Self { cells, columns: inside.matches(BARS).count() + 1 })
    }

    /// Does it only rule the head of a table off: `|---|:--:|`? A row whose cells say that there is nothing is none.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        /// Dashes that the longest cell of a rule has at least.
        const LONG: usize = 3;
        let dashes = |cell: &Cell| {
            let dashes = cell.text.strip_prefix(':').unwrap_or(&cell.text);
            let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
            Some(dashes.len()).filter(|length| *length > 0 && dashes.bytes().all(|byte| byte == b'-'))
        };
        let lengths: Option<Vec<usize>> = self.cells.iter().map(dashes).collect();
        self.cells.len() == self.columns && lengths.is_some_and(|lengths| lengths.iter().any(|own| *own >= LONG))
    }
}

/// Cells in one line of text, a thin bar between two.
#[must_use]
pub fn in_a_line(cells: &[Cell]) -> String {
    let words: Vec<String> = cells.iter().map(|cell| cell.text.replace('\n', " ")).collect();
    words.join(" │ ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn barred(text: &str) -> Option<Barred> {
        Barred::of(&Line { number: 7, page: None, place: None, text: text.into() })
    }

    #[test]
    fn a_row_gives_back_its_cells() {
        let row = barred("  | 区分 |  | 監査会<br>理事会 | a&#124;b &lt;br> M&A |").unwrap();
        let cells: Vec<(u32, &str)> = row.cells.iter().map(|cell| (cell.column, cell.text.as_str())).collect();
        assert_eq!(cells, [(0, "区分"), (2, "監査会\n理事会"), (3, "a|b <br> M&A")]);
        assert_eq!((row.columns, row.is_rule()), (4, false));
        assert_eq!(in_a_line(&row.cells), "区分 │ 監査会 理事会 │ a|b <br> M&A");
    }

    #[test]
    fn a_rule_is_told_from_cells_that_say_nothing() {
        for rule in ["|---|---|", "| :--- | ---: | -- |"] {
            assert!(barred(rule).unwrap().is_rule(), "{rule}");
        }
        for row in ["| - | - |", "|  | --- | --- |", "| 計 | --- |", "|  |  |", "| :: | --- |"] {
            assert!(!barred(row).unwrap().is_rule(), "{row}");
        }
        for line in ["", "|", "| 区分", "事業名 | 内容", "・|区分|"] {
            assert_eq!(barred(line), None, "{line}");
        }
    }
}
