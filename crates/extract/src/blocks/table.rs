//! 表: rows of tabs, of pipes and of HTML, as cells with their columns.
//!
//! What comes in are the lines, what goes out are rows. This file must not know what a column means.

use super::cell::Cell;
use super::chars::number;
use super::mark;
use super::markup::{self, Token};
use super::raw::Raw;
use kurabe_model::Furniture;

/// Lines that one row of pipes may take.
const TALLEST: usize = 60;
/// Columns that a table may have; further cells are added to the last.
const WIDEST: u32 = 64;
/// What stands between two cells.
pub(super) const BARS: [char; 2] = ['|', '｜'];

/// A row read from some lines.
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// How many of the lines it took.
    pub(super) taken: usize,
}

/// What the lines at some place are.
pub(super) enum Read {
    /// No table.
    Text,
    /// Lines that only rule a table, and how many.
    Rule(usize),
    /// Rows; all of them took so many lines together.
    Rows(Vec<Row>),
}

/// Reads the table row, or the whole HTML table, that begins at the first of these lines; `above` is the first cell of
/// the row before it.
pub(super) fn read(raws: &[Raw], above: Option<&str>, furniture: &mut Vec<Furniture>) -> Read {
    let Some(raw) = raws.first() else {
        return Read::Text;
    };
    if let Some(cells) = &raw.cells {
        return Read::Rows(vec![Row { cells: cells.clone(), taken: 1 }]);
    }
    let text: &str = &raw.text;
    if is_rule(text) {
        furniture.push(Furniture::line(raw.number, raw.trimmed()));
        return Read::Rule(1);
    }
    let trimmed = text.trim_start();
    let piped = trimmed.strip_prefix("- ").map_or(trimmed, str::trim_start);
    if piped.starts_with(BARS) {
        return pipes(raws, furniture);
    }
    if trimmed.starts_with('<') && starts_html(trimmed) {
        return html(raws, furniture);
    }
    if memchr::memchr(b'\t', text.as_bytes()).is_some() && is_tab_row(raws, above) {
        return Read::Rows(vec![tabs(raws, furniture)]);
    }
    Read::Text
}

/// A line of dashes, bars and blanks that has at least two columns: `---|---`, `-----<tab>---`.
pub(super) fn is_rule(text: &str) -> bool {
    let mut dashes = 0u32;
    for c in text.chars() {
        match c {
            '-' | '=' | '─' | '━' | '┼' | '┬' | '┴' | '├' | '┤' | '┌' | '┐' | '└' | '┘' | '＋' => {
                dashes += 1
            }
            '|' | ':' | '+' | '│' | '｜' => {}
            c if c.is_whitespace() => {}
            _ => return false,
        }
    }
    dashes >= 3
}

/// Is the line a row? A tab after a lone mark only sets the item off; a tab at the margin only indents.
fn is_tab_row(raws: &[Raw], above: Option<&str>) -> bool {
    let raw = &raws[0];
    let mut filled = raw.text.split('\t').enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let (Some(first), second) = (filled.next(), filled.next()) else {
        return false;
    };
    let next_is_row =
        || raws.get(1).is_some_and(|next| next.text.split('\t').filter(|cell| !cell.trim().is_empty()).count() >= 2);
    let Some(second) = second else {
        return above.is_some() || raw.text.trim_start().matches('\t').count() >= 1 && next_is_row();
    };
    let mark = first.1.trim();
    let sets_off = is_mark_alone(mark) && filled.next().is_none() && second.0 == first.0 + 1;
    // In a table it does so too, unless the rows are numbered.
    let numbered = |above: &str| is_mark_alone(above) || !mark::alone(mark).is_some_and(|(class, _)| class.counts());
    !(sets_off && above.is_none_or(|above| !numbered(above)))
}

/// `1.`, `・`, `①`: a mark without its text.
pub(super) fn is_mark_alone(text: &str) -> bool {
    let number = || number(text).is_some_and(|(value, length)| length == text.len() && (1..100).contains(&value));
    text.chars().count() <= 5 && (mark::alone(text).is_some() || number())
}

/// Cells between tabs. A cell that a spreadsheet has put in quotes may run over several lines.
fn tabs(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Row {
    let mut cells = Vec::new();
    let mut column = 0u32;
    let taken = quoted_lines(raws);
    let mut current: Option<Cell> = None;
    for raw in &raws[..taken] {
        let mut at = 1u32;
        let mut pieces = raw.text.split('\t').peekable();
        if let Some(cell) = &mut current {
            cell.new_line();
        }
        while let Some(piece) = pieces.next() {
            let cell = current.get_or_insert_with(|| Cell::new(column, raw.number, at));
            let whole =
                piece.len() > 2 && piece.starts_with('"') && piece.ends_with('"') && piece.matches('"').count() == 2;
            let (from, words) = if taken > 1 || whole { unquoted(piece, raw.number, furniture) } else { (0, piece) };
            cell.add(words, raw.number, at + from, furniture);
            at += count(piece) + 1;
            if pieces.peek().is_some() {
                cells.extend(current.take().map(Cell::close).filter(|cell| !cell.is_empty()));
                column = (column + 1).min(WIDEST);
            }
        }
    }
    cells.extend(current.take().map(Cell::close).filter(|cell| !cell.is_empty()));
    Row { cells, taken }
}

/// How many lines a row takes: more than one if a quote opens a cell and closes in a later line.
pub(super) fn quoted_lines(raws: &[Raw]) -> usize {
    let opens =
        |raw: &Raw| raw.text.split('\t').next_back().is_some_and(|last| last.starts_with('"') && odd_quotes(last));
    if !opens(&raws[0]) {
        return 1;
    }
    let closes = |raw: &Raw| raw.text.split('\t').next().is_some_and(|first| first.ends_with('"') && odd_quotes(first));
    let mut taken = 1;
    while let Some(raw) = raws.get(taken).filter(|_| taken < TALLEST) {
        taken += 1;
        if closes(raw) && !opens(raw) {
            return taken;
        }
        // Nothing but the cell's own lines may stand between its quotes.
        if raw.text.contains('\t') && !closes(raw) {
            return 1;
        }
    }
    1
}

fn odd_quotes(text: &str) -> bool {
    text.matches('"').count() % 2 == 1
}

/// A piece of a quoted cell without its quotes, and the columns before it.
fn unquoted<'a>(piece: &'a str, line: u32, furniture: &mut Vec<Furniture>) -> (u32, &'a str) {
    let opened = piece.strip_prefix('"');
    let words = opened.unwrap_or(piece);
    let closed = words.strip_suffix('"');
    for _ in opened.iter().chain(closed.iter()) {
        furniture.push(Furniture::line(line, "\""));
    }
    (u32::from(opened.is_some()), closed.unwrap_or(words))
}

/// A row between pipes; it may run over several lines until one ends with a pipe.
pub(super) fn pipes(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Read {
    let taken = lines_of_row(raws);
    Read::Rows(vec![Row { cells: cells_of_row(&raws[..taken], true, furniture), taken }])
}

/// How many lines the row between pipes takes that begins with the first of these lines.
pub(super) fn lines_of_row(raws: &[Raw]) -> usize {
    let closes = |raw: &Raw| raw.text.trim_end().ends_with(BARS);
    let taken = raws.iter().take(TALLEST).position(closes).map_or(1, |last| last + 1);
    let opens = |raw: &Raw| raw.text.trim_start().starts_with(BARS);
    // A following row that opens anew shows that this one ended without its pipe.
    raws[..taken].iter().skip(1).position(opens).map_or(taken, |next| next + 1)
}

/// The cells of a row on some lines; what stands before the first bar of a `fenced` one is a list dash, or nothing.
pub(super) fn cells_of_row(raws: &[Raw], fenced: bool, furniture: &mut Vec<Furniture>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut current: Option<Cell> = None;
    let mut column = 0u32;
    for raw in raws {
        let mut bars = String::new();
        let mut at = 1u32;
        let mut pieces = raw.text.split(BARS).peekable();
        if let Some(cell) = &mut current {
            cell.new_line();
        } else {
            if fenced {
                let before = pieces.next().unwrap_or_default();
                bars.push_str(before.trim());
                bars.push('|');
                at += count(before) + 1;
            }
            current = Some(Cell::new(column, raw.number, at));
        }
        while let Some(piece) = pieces.next() {
            if let Some(cell) = &mut current {
                cell.add(piece, raw.number, at, furniture);
            }
            at += count(piece) + 1;
            if pieces.peek().is_some() {
                bars.push('|');
                cells.extend(current.take().map(Cell::close).filter(|cell| !cell.is_empty()));
                column = (column + 1).min(WIDEST);
                current = Some(Cell::new(column, raw.number, at));
            }
        }
        if !bars.is_empty() {
            let bars = if raw.text.contains('｜') {
                bars.replace('|', "｜") + &"|".repeat(raw.text.matches('|').count())
            } else {
                bars
            };
            furniture.push(Furniture::line(raw.number, bars));
        }
    }
    cells.extend(current.take().map(Cell::close).filter(|cell| !cell.is_empty()));
    cells
}

fn starts_html(text: &str) -> bool {
    let head: String = text.chars().take(7).flat_map(char::to_lowercase).collect();
    ["<table", "<tr>", "<tr ", "<td>", "<td ", "<th>", "<th ", "<thead", "<tbody"]
        .iter()
        .any(|tag| head.starts_with(tag))
}

/// A table in HTML, from its first tag to `</table>`, or to the last line that still holds a row's tags.
fn html(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Read {
    let lower = |raw: &Raw, tag: &str| {
        raw.text.as_bytes().windows(tag.len()).any(|part| part.eq_ignore_ascii_case(tag.as_bytes()))
    };
    let window = raws.len().min(5000);
    let closed = raws[..window].iter().position(|raw| lower(raw, "</table"));
    let opened = lower(&raws[0], "<table");
    let taken = match closed {
        Some(last) if opened => last + 1,
        _ => 1,
    };
    let mut rows = vec![Vec::new()];
    let mut current: Option<Cell> = None;
    let mut column = 0u32;
    // For each column the rows for which a cell above still holds it.
    let mut held = [0u32; WIDEST as usize + 1];
    for raw in &raws[..taken] {
        let mut remains = String::new();
        let text: &str = &raw.text;
        let (mut seen, mut at) = (0usize, 1u32);
        markup::tokens(text, |from, token| {
            at += count(&text[seen..from]);
            seen = from;
            match token {
                Token::Tag { name: "td" | "th" | "tr", closes, written, .. } => {
                    remains.push_str(written);
                    if let Some(cell) = current.take().map(Cell::close).filter(|cell| !cell.is_empty())
                        && let Some(row) = rows.last_mut()
                    {
                        row.push(cell);
                    }
                    let row_tag = written.to_ascii_lowercase().starts_with("<tr");
                    if row_tag {
                        if !closes {
                            rows.push(Vec::new());
                            column = 0;
                        }
                    } else if !closes {
                        while column < WIDEST && held[column as usize] > 0 {
                            held[column as usize] -= 1;
                            column += 1;
                        }
                        current = Some(Cell::new(column, raw.number, at));
                        let down = attribute(written, "rowspan").saturating_sub(1);
                        for _ in 0..attribute(written, "colspan") {
                            held[column as usize] = down;
                            column = (column + 1).min(WIDEST);
                        }
                    }
                }
                Token::Tag { written, breaks, .. } => {
                    remains.push_str(written);
                    if let Some(cell) = current.as_mut().filter(|_| breaks) {
                        cell.new_line();
                    }
                }
                Token::Text(words) if words.trim().is_empty() => {}
                Token::Text(words) => current
                    .get_or_insert_with(|| Cell::new(column, raw.number, at))
                    .add(words, raw.number, at, furniture),
                Token::Entity(_, written) => current
                    .get_or_insert_with(|| Cell::new(column, raw.number, at))
                    .add(written, raw.number, at, furniture),
            }
        });
        if let Some(cell) = &mut current {
            cell.new_line();
        }
        if !remains.is_empty() {
            furniture.push(Furniture::line(raw.number, remains));
        }
    }
    if let Some(cell) = current.take().map(Cell::close).filter(|cell| !cell.is_empty())
        && let Some(row) = rows.last_mut()
    {
        row.push(cell);
    }
    let mut rows: Vec<Row> =
        rows.into_iter().filter(|cells| !cells.is_empty()).map(|cells| Row { cells, taken: 0 }).collect();
    match rows.last_mut() {
        Some(last) => last.taken = taken,
        None => return Read::Rule(taken),
    }
    Read::Rows(rows)
}

/// A number of a tag, `rowspan="2"`; 1 where there is none.
fn attribute(tag: &str, name: &str) -> u32 {
    let value = tag
        .split_once(name)
        .and_then(|(_, rest)| rest.trim_start().strip_prefix('='))
        .map(|rest| rest.trim_start().trim_start_matches(['"', '\'']));
    value.and_then(number).map_or(1, |(value, _)| value.clamp(1, WIDEST))
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
