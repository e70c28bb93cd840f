//! Tables of a web page kept as text, whose first column stands once for several rows: 柱, アクション, 内容, and then rows
//! that begin with アクション.
//!
//! What comes in are lines with tabs or bars, what goes out are the same with the rows of such tables as cells, each below its head.
//! A page's text has a tab for each cell but none for one that a cell above still holds (rowspan), and breaks the line
//! where a cell holds a list; programs that write Markdown leave out the same cell between their bars. This file must not
//! know what a column means.

use super::cell::Cell;
use super::chars::{digit, squeeze};
use super::raw::{self, Raw};
use super::table;
use crate::vocabulary::words;
use kurabe_model::Furniture;

/// Columns of such a table at least.
const FEWEST: usize = 3;
/// Lines of a cell that holds a list.
const TALLEST: usize = 16;

/// A row as it stands on its lines.
struct Row {
    kind: Kind,
    /// The first column that has a cell.
    from: usize,
    /// How many lines it takes.
    taken: usize,
}

/// What parts the cells of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tabs,
    Bars,
    /// No row, but the rule below the head: |---|---|.
    Rule,
}

/// Turns such tables into rows.
pub(super) fn set<'a>(mut raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let mut set = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let (rows, seen) = table(&raws[at..]);
        if rows.is_empty() {
            // What was looked at is no such table from a later line on, either.
            for raw in &mut raws[at..at + seen] {
                let blank = raw::part(raw, String::new());
                set.push(std::mem::replace(raw, blank));
            }
            at += seen;
        }
        for row in rows {
            let lines = &raws[at..at + row.taken];
            match row.kind {
                Kind::Rule => set.push(lines[0].clone()),
                Kind::Bars => set.extend(raw::row(&lines[0], barred(lines, row.from, furniture))),
                Kind::Tabs => set.extend(raw::row(&lines[0], cells(lines, row.from, furniture))),
            }
            at += row.taken;
        }
    }
    set
}

/// The rows of the table whose head a line is, the head as the first, none if no row lacks its first cell; and how many lines
/// were looked at.
fn table(raws: &[Raw]) -> (Vec<Row>, usize) {
    let Some((kind, width)) = raws.first().and_then(head) else { return (Vec::new(), 1) };
    let mut rows = vec![Row { kind, from: 0, taken: 1 }];
    let mut at = 1;
    while let Some(row) = raws.get(at..).and_then(|rest| row(rest, kind, width)) {
        at += row.taken;
        rows.push(row);
    }
    // A row that lacks a cell lacks its first only where the last is a figure as in whole rows; the row below the head has all.
    let mut line = 0;
    let (mut whole, mut counted, mut short) = (0usize, 0usize, true);
    for (number, row) in rows.iter().enumerate() {
        let last = &raws[line + row.taken - 1];
        let figure = pieces(last, kind).next_back().is_some_and(|cell| cell.contains(|c| digit(c).is_some()));
        line += row.taken;
        match row.from {
            _ if number == 0 || row.kind == Kind::Rule => {}
            0 => (whole, counted) = (whole + 1, counted + usize::from(figure)),
            _ => short &= figure && whole > 0,
        }
    }
    let fits = short && counted * 2 > whole && rows.iter().any(|row| row.from > 0);
    if fits { (rows, at) } else { (Vec::new(), at) }
}

/// The columns of a head whose first groups the rows, 柱 or 区分, and what parts them.
fn head(raw: &Raw) -> Option<(Kind, usize)> {
    let kind = kind(raw)?;
    let first = squeeze(pieces(raw, kind).next()?);
    let width = pieces(raw, kind).count();
    let open = kind == Kind::Tabs && raw.text.ends_with('\t');
    (width >= FEWEST && words().column.section.is(&first) && !open).then_some((kind, width))
}

fn kind(raw: &Raw) -> Option<Kind> {
    let barred = || raw.trimmed().starts_with('|') && raw.trimmed().ends_with('|') && raw.trimmed().len() > 2;
    match &raw.cells {
        Some(_) => None,
        None if barred() => Some(Kind::Bars),
        None => raw.text.contains('\t').then_some(Kind::Tabs),
    }
}

/// What stands between tabs, or between bars.
fn pieces<'t>(raw: &'t Raw, kind: Kind) -> std::str::Split<'t, char> {
    match kind {
        Kind::Bars => {
            let text = raw.trimmed();
            text.strip_prefix('|').and_then(|text| text.strip_suffix('|')).unwrap_or(text).split('|')
        }
        Kind::Tabs | Kind::Rule => raw.text.split('\t'),
    }
}

/// The row that begins with a line: as many cells as the head, or one less; a list may stand in one of them.
fn row(raws: &[Raw], kind: Kind, width: usize) -> Option<Row> {
    let first = raws.first().filter(|raw| self::kind(raw) == Some(kind) && !raw.text.starts_with('\t'))?;
    let count = |raw: &Raw| pieces(raw, kind).count();
    let fits = |count: usize| (count == width || count + 1 == width).then(|| width - count);
    if kind == Kind::Bars {
        let rule = pieces(first, kind).all(|piece| piece.contains('-') && piece.chars().all(|c| " -:".contains(c)));
        let kind = if rule { Kind::Rule } else { kind };
        return Some(Row { kind, from: fits(count(first)).filter(|from| !rule || *from == 0)?, taken: 1 });
    }
    let inner = |raw: &&Raw| raw.class.is_some_and(|class| class.is_bullet()) && raw.cells.is_none();
    let lines = raws[1..].iter().take(TALLEST).take_while(inner);
    let taken = lines.take_while(|raw| !raw.text.contains('\t')).count() + 2;
    let tabbed = |raw: &&Raw| first.text.ends_with('\t') && raw.text.contains('\t') && inner(raw);
    match raws.get(taken - 1).filter(tabbed).and_then(|last| fits(count(first) + count(last) - 1)) {
        Some(from) => Some(Row { kind, from, taken }),
        None => Some(Row { kind, from: fits(count(first))?, taken: 1 }),
    }
}

/// The cells of a row between bars.
fn barred(raws: &[Raw], from: usize, furniture: &mut Vec<Furniture>) -> Vec<Cell> {
    let table::Read::Rows(rows) = table::pipes(raws, furniture) else { return Vec::new() };
    let mut cells: Vec<Cell> = rows.into_iter().flat_map(|row| row.cells).collect();
    cells.iter_mut().for_each(|cell| cell.column += u32::try_from(from).unwrap_or(u32::MAX));
    cells
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

    fn read(text: &str) -> Vec<String> {
        raw::set_by(set, text)
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
    fn a_cell_for_several_rows_between_bars() {
        assert_eq!(
            read("| 柱 | 事業 | 目標 |\n| --- | --- | --- |\n| 港 | 朝市 | 20店 |\n| 夜市 | 10店 |\nおわり"),
            ["0:柱 1:事業 2:目標", "| --- | --- | --- |", "0:港 1:朝市 2:20店", "1:夜市 2:10店", "おわり"]
        );
    }

    #[test]
    fn whole_rows_stay_as_they_are() {
        assert_eq!(read("区分\t事業\t内容\nあ\tい\tう\nえ\tお\tか")[1], "あ|い|う");
        assert_eq!(read("開催日\t事業\t内容\nあ\tい\tう\nえ\tお")[2], "え|お");
    }
}
