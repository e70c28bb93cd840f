//! Rows of a table as lines between pipes, the one form in which every reader hands tables on.
//!
//! What comes in are the texts of a row's cells, what goes out is one line: `| 経営支援 | 創業塾<br>年2回 |`. This file
//! must not know any format.

/// A row as a line. Line ends inside a cell become `<br>`; a cell without text keeps its place.
pub(super) fn row<T: AsRef<str>>(cells: &[T]) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        let mut lines = cell.as_ref().lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        while let Some(text) = lines.next() {
            escape(text, &mut line);
            if lines.peek().is_some() {
                line.push_str("<br>");
            }
        }
        line.push_str(" |");
    }
    line
}

/// A cell's characters, with those that would part cells or mark text up written as entities.
fn escape(text: &str, line: &mut String) {
    for (at, letter) in text.char_indices() {
        let after = &text[at + letter.len_utf8()..];
        match letter {
            '|' => line.push_str("&#124;"),
            '｜' => line.push_str("&#xFF5C;"),
            '<' if after.starts_with(|next: char| next.is_ascii_alphabetic() || "/!".contains(next)) => {
                line.push_str("&lt;");
            }
            '&' if after.bytes().take(9).any(|byte| byte == b';') => line.push_str("&amp;"),
            '\t' => line.push(' '),
            letter => line.push(letter),
        }
    }
}

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
    fn cells_stay_cells() {
        assert_eq!(row(&["区分", "", "内容"]), "| 区分 |  | 内容 |");
        assert_eq!(row(&["創業塾\n 年2回 \n\n", "A|B｜C"]), "| 創業塾<br>年2回 | A&#124;B&#xFF5C;C |");
        assert_eq!(row(&["<br> <重点> a < b R&D &amp;"]), "| &lt;br> <重点> a < b R&D &amp;amp; |");
    }
}
