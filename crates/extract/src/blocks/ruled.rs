//! 罫線: tables ruled with box-drawing characters, │ between the cells and ─ between the rows.
//!
//! What comes in are lines, what goes out are the same with the rows of such tables as cells. Where rules part the rows a
//! row may run over several lines; where they do not, a line is a row, or the rest of a cell of the one above it. This file
//! must not know what a column means.

use super::cell::Cell;
use super::chars::width;
use super::gaps::WIDE;
use super::mark;
use super::raw::{self, Raw};
use super::target::figure;
use kurabe_model::Furniture;

/// Bars of such a row, at least: one on each side of a cell.
const FEWEST_BARS: usize = 2;

/// More dashes than stand for a word.
const LONGEST_DASH: usize = 8;

/// A cell of a line: where it stands, and what it says.
struct Piece<'t> {
    /// Columns of the page before it.
    from: u32,
    /// The 1-based letter at which it begins.
    letter: u32,
    text: &'t str,
}

/// What a line is to such a table.
enum Kind<'t> {
    /// ├──┼──┤
    Rule,
    /// │ 策定 │ 12 │; of a line that rules some of its columns, too, the others.
    Cells { pieces: Vec<Piece<'t>>, rules: bool },
}

/// Turns such tables into rows.
pub(super) fn set<'a>(raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    if !raws.iter().any(|raw| is_rule(raw) || raw.text.contains(|c| is_bar(c) || is_dash(c))) {
        return raws;
    }
    let mut set: Vec<Raw<'a>> = Vec::with_capacity(raws.len());
    let mut raws = raws.into_iter().peekable();
    while let Some(raw) = raws.next() {
        // A rule without columns, under a head or at the end of a table: ────────; typed with dashes it underlines a title
        // unless what stands above or below it stands in columns.
        let parted = |raw: &Raw| raw.gap >= WIDE;
        let mut typed = || set.last().is_some_and(parted) || raws.peek().is_some_and(parted);
        if is_rule(&raw) && (raw.text.contains(is_dash) || typed()) {
            furniture.push(Furniture::line(raw.number, raw.trimmed()));
            continue;
        }
        if kind(&raw).is_none() {
            set.push(raw);
            continue;
        }
        let mut lines = vec![raw];
        while let Some(next) = raws.next_if(|next| next.page == lines[0].page && kind(next).is_some()) {
            lines.push(next);
        }
        let cells = lines.iter().filter(|raw| matches!(kind(raw), Some(Kind::Cells { .. }))).count();
        if cells == 0 || cells == lines.len() && cells < FEWEST_BARS {
            set.extend(lines);
        } else {
            rows(&lines, &mut set, furniture);
        }
    }
    set
}

/// Is a line nothing but dashes, so many that they stand for no word?
fn is_rule(raw: &Raw) -> bool {
    let dash = |c: char| is_dash(c) || matches!(c, '-' | '=' | '_' | '－' | '―' | '—' | '＝' | '＿' | '‐');
    let text = raw.trimmed();
    text.starts_with(dash)
        && text.chars().all(|c| dash(c) || c.is_whitespace())
        && text.chars().filter(|c| dash(*c)).count() >= LONGEST_DASH
}

fn is_bar(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '├' | '┤' | '┼' | '┝' | '┥' | '┠' | '┨' | '┣' | '┫' | '╋' | '┿' | '╂')
}

fn is_dash(c: char) -> bool {
    matches!(c, '─' | '━' | '═' | '┄' | '┈' | '┬' | '┴' | '┯' | '┷' | '┳' | '┻')
}

fn is_corner(c: char) -> bool {
    matches!(c, '┌' | '┐' | '└' | '┘' | '┏' | '┓' | '┗' | '┛' | '╔' | '╗' | '╚' | '╝')
}

/// What a line is; none outside such tables. Cells begin and end with a bar.
fn kind<'t>(raw: &'t Raw) -> Option<Kind<'t>> {
    let text = raw.trimmed();
    let blank = |c: char| is_bar(c) || is_dash(c) || is_corner(c) || c.is_whitespace();
    let dashes = text.chars().filter(|c| is_dash(*c)).count();
    if dashes >= FEWEST_BARS && text.starts_with(|c| is_bar(c) || is_corner(c)) && text.chars().all(blank) {
        return Some(Kind::Rule);
    }
    let bars = text.chars().filter(|c| is_bar(*c)).count();
    if bars < FEWEST_BARS || !text.starts_with(is_bar) || !text.ends_with(is_bar) {
        return None;
    }
    let (mut pieces, mut rules) = (Vec::new(), false);
    let (mut columns, mut letters, mut open) = (0u32, 0u32, None);
    for (at, c) in raw.text.char_indices() {
        if is_bar(c)
            && let Some((from, letter, start)) = open.replace((columns + width(c), letters + 2, at + c.len_utf8()))
        {
            let text: &str = &raw.text[start..at];
            let ruled = text.contains(is_dash) && text.chars().all(|c| is_dash(c) || c.is_whitespace());
            rules |= ruled;
            pieces.push(Piece { from, letter, text: if ruled { "" } else { text } });
        }
        columns += width(c);
        letters += 1;
    }
    Some(Kind::Cells { pieces, rules })
}

/// A row that grows line by line.
#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    /// The place of its first line.
    line: usize,
    /// Columns that have a figure already.
    figures: Vec<usize>,
}

/// The rows of the lines of one table.
fn rows<'a>(lines: &[Raw<'a>], set: &mut Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) {
    let kinds: Vec<Kind> = lines.iter().filter_map(kind).collect();
    let of = |kind: &Kind| match kind {
        Kind::Rule => Vec::new(),
        Kind::Cells { pieces, .. } => pieces.iter().map(|piece| piece.from).collect::<Vec<u32>>(),
    };
    let columns = kinds.iter().map(of).max_by_key(Vec::len).unwrap_or_default();
    let rules = |kind: &Kind| matches!(kind, Kind::Rule | Kind::Cells { rules: true, .. });
    // The head, and at least two rows parted from each other.
    let groups = kinds.split(rules).filter(|group| !group.is_empty()).count();
    let ruled = groups > 2;
    let mut done: Vec<Row> = Vec::new();
    let mut open: Option<Row> = None;
    for (at, (raw, kind)) in lines.iter().zip(&kinds).enumerate() {
        let drawn: String = raw.text.chars().filter(|c| is_bar(*c) || is_dash(*c) || is_corner(*c)).collect();
        furniture.push(Furniture::line(raw.number, drawn));
        let Kind::Cells { pieces, rules } = kind else {
            done.extend(open.take());
            continue;
        };
        let filled: Vec<(usize, &Piece)> = pieces
            .iter()
            .filter(|piece| !piece.text.trim().is_empty())
            .map(|piece| (column(&columns, piece), piece))
            .collect();
        let is_figure = |piece: &Piece| figure::shape(&super::chars::squeeze(piece.text)).is_some();
        let again = |row: &Row| {
            filled.iter().any(|(column, piece)| is_figure(piece) && row.figures.contains(column))
                || !ruled && filled.len() >= FEWEST_BARS
        };
        // What stands beside a rule of the other columns goes on with its cell, and ends the row.
        if !rules && open.as_ref().is_some_and(again) {
            done.extend(open.take());
        }
        let row = open.get_or_insert_with(|| Row { line: at, ..Row::default() });
        for (column, piece) in filled {
            if is_figure(piece) {
                row.figures.push(column);
            }
            add(row, column, piece, raw.number, furniture);
        }
        if *rules {
            done.extend(open.take());
        }
    }
    done.extend(open);
    for row in done {
        let mut cells: Vec<Cell> = row.cells.into_iter().map(Cell::close).filter(|cell| !cell.is_empty()).collect();
        cells.sort_by_key(|cell| cell.column);
        set.extend(raw::row(&lines[row.line], cells));
    }
}

/// The column in which a cell begins: that of the widest line which begins nearest to it.
fn column(columns: &[u32], piece: &Piece) -> usize {
    (0..columns.len()).min_by_key(|at| columns[*at].abs_diff(piece.from)).unwrap_or(0)
}

/// Adds a piece to its cell: a list goes on on a line of its own, a broken word goes on where it was broken.
fn add(row: &mut Row, column: usize, piece: &Piece, line: u32, furniture: &mut Vec<Furniture>) {
    let number = u32::try_from(column).unwrap_or(u32::MAX);
    let text = piece.text.trim_end();
    match row.cells.iter_mut().find(|cell| cell.column == number) {
        Some(cell) => {
            let begins = mark::parse(text.trim()).is_some() || cell.text.ends_with('。');
            let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if begins || word(cell.text.chars().next_back()) && word(text.trim().chars().next()) {
                cell.new_line();
            }
            let start = text.trim_start();
            let skipped = u32::try_from(text.chars().count() - start.chars().count()).unwrap_or(0);
            cell.add(start, line, piece.letter + skipped, furniture);
        }
        None => {
            let mut cell = Cell::new(number, line, piece.letter);
            cell.add(text, line, piece.letter, furniture);
            row.cells.push(cell);
        }
    }
}
