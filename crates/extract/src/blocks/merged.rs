//! Tables of a web page kept as text, whose first column stands once for several rows: 柱, アクション, 内容, and then rows
//! that begin with アクション.
//!
//! What comes in are lines with tabs, what goes out are the same with the rows of such tables as cells, each below its head.
//! A page's text has a tab for each cell but none for one that a cell above still holds (rowspan), and breaks the line
//! where a cell holds a list. This file must not know what a column means.

use super::cell::Cell;
use super::chars::squeeze;
use super::raw::{self, Raw};
use crate::vocabulary::words;
use kurabe_model::Furniture;

/// Columns of such a table at least.
const FEWEST: usize = 3;
/// Lines of a cell that holds a list.
const TALLEST: usize = 16;

/// A row as it stands on its lines.
struct Row {
    /// The first column that has a cell.
    from: usize,
    /// How many lines it takes.
    taken: usize,
}

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let rows = table(&raws[at..]);
        if rows.is_empty() {
            let blank = raw::part(&raws[at], String::new());
            set.push(std::mem::replace(&mut raws[at], blank));
            at += 1;
        }
        for row in rows {
            let cells = cells(&raws[at..at + row.taken], row.from, furniture);
            set.extend(raw::row(&raws[at], cells));
            at += row.taken;
        }
    }
    set
}

/// The rows of the table whose head a line is, the head as the first; none if no row lacks its first cell.
fn table(raws: &[Raw]) -> Vec<Row> {
    let Some(width) = raws.first().and_then(head) else { return Vec::new() };
    let mut rows = vec![Row { from: 0, taken: 1 }];
    let mut at = 1;
    while let Some(row) = raws.get(at..).and_then(|rest| row(rest, width)) {
        at += row.taken;
        rows.push(row);
    }
    if rows.iter().any(|row| row.from > 0) { rows } else { Vec::new() }
}

/// The columns of a head whose first groups the rows: 柱, 区分.
fn head(raw: &Raw) -> Option<usize> {
    let first = raw.text.split('\t').next().map(squeeze).filter(|_| is_row(raw))?;
    let width = pieces(raw);
    (width >= FEWEST && words().column.section.is(&first) && !raw.text.ends_with('\t')).then_some(width)
}

fn is_row(raw: &Raw) -> bool {
    raw.cells.is_none() && raw.text.contains('\t')
}

fn pieces(raw: &Raw) -> usize {
    raw.text.split('\t').count()
}

/// The row that begins with a line: as many cells as the head, or one less; a list may stand in one of them.
fn row(raws: &[Raw], width: usize) -> Option<Row> {
    let first = raws.first().filter(|raw| is_row(raw) && !raw.text.starts_with('\t'))?;
    let fits = |count: usize| (count == width || count + 1 == width).then(|| width - count);
    if let Some(from) = fits(pieces(first)) {
        return Some(Row { from, taken: 1 });
    }
    let inner = |raw: &&Raw| raw.class.is_some_and(|class| class.is_bullet()) && raw.cells.is_none();
    let lines = raws[1..].iter().take(TALLEST).take_while(inner);
    let taken = lines.take_while(|raw| !raw.text.contains('\t')).count() + 2;
    let last = raws.get(taken - 1).filter(|raw| is_row(raw) && raw.class.is_some_and(|class| class.is_bullet()))?;
    let from = fits(pieces(first) + pieces(last) - 1).filter(|_| first.text.ends_with('\t'))?;
    Some(Row { from, taken })
}

/// The cells of a row.
fn cells(raws: &[Raw], from: usize, furniture: &mut Vec<Furniture>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut column = u32::try_from(from).unwrap_or(u32::MAX);
    let mut open: Option<Cell> = None;
    for raw in raws {
        let mut letter = 1u32;
        for (number, piece) in raw.text.split('\t').enumerate() {
            if number > 0 {
                cells.extend(open.take().map(Cell::close).filter(|cell| !cell.is_empty()));
                column += 1;
            }
            let cell = open.get_or_insert_with(|| Cell::new(column, raw.number, letter));
            if number == 0 {
                cell.new_line();
            }
            cell.add(piece, raw.number, letter, furniture);
            letter += u32::try_from(piece.chars().count()).unwrap_or(u32::MAX) + 1;
        }
    }
    cells.extend(open.take().map(Cell::close).filter(|cell| !cell.is_empty()));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_read::Line;

    fn read(text: &str) -> Vec<String> {
        let numbered = text.lines().zip(1u32..);
        let lines: Vec<Line> =
            numbered.map(|(text, number)| Line { number, page: None, place: None, text: text.into() }).collect();
        let mut furniture = Vec::new();
        let raws = raw::lines(&lines, &mut furniture);
        let shown = |raw: &Raw| match &raw.cells {
            Some(cells) => cells
                .iter()
                .map(|cell| format!("{}:{}", cell.column, cell.text.replace('\n', "/")))
                .collect::<Vec<_>>()
                .join(" "),
            None => raw.text.replace('\t', "|"),
        };
        set(raws, &mut furniture).iter().map(shown).collect()
    }

    #[test]
    fn a_cell_for_several_rows_and_lists_in_cells() {
        assert_eq!(
            read(
                "柱\t取組\t内容\t目標\n港\t朝市\t月１回\t20店\n夜市\t夏に開く\t10店\n山\t塾\t\n- 学ぶ\n- 教える\t15名\n教室\t\n- 描く\t3回\nおわり"
            ),
            [
                "0:柱 1:取組 2:内容 3:目標",
                "0:港 1:朝市 2:月１回 3:20店",
                "1:夜市 2:夏に開く 3:10店",
                "0:山 1:塾 2:- 学ぶ/- 教える 3:15名",
                "1:教室 2:- 描く 3:3回",
                "おわり"
            ]
        );
    }

    #[test]
    fn whole_rows_stay_as_they_are() {
        assert_eq!(read("区分\t事業\t内容\nあ\tい\tう\nえ\tお\tか")[1], "あ|い|う");
        assert_eq!(read("開催日\t事業\t内容\nあ\tい\tう\nえ\tお")[2], "え|お");
    }
}
