//! A sheet: its cells as shown, then as lines and rows.
//!
//! What comes in is the sheet's XML, what goes out are lines. A cell alone in its row is a line, set in as far as it
//! stands; rows of several cells are a table. This file must not know number formats.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::book::{Book, rich};
use super::format;
use crate::ReadError;
use crate::grid::WIDEST;
use crate::row::row;
use crate::xml::Element;

/// Merged ranges that are looked at.
const MERGES: usize = 20_000;
/// Of these, those that touch one row.
const ABREAST: usize = 1_000;
/// Rows of a merged range that is kept by its rows.
const TALL: u32 = 200;

/// A sheet's cells.
#[derive(Default)]
pub(super) struct Sheet {
    /// By row, in order of their columns.
    rows: BTreeMap<u32, Vec<Cell>>,
    /// Hidden rows and columns with words in them.
    pub(super) hidden: (u32, u32),
}

/// A cell with words in it.
#[derive(Clone, Debug)]
struct Cell {
    column: u32,
    /// The last column that it takes.
    last: u32,
    text: String,
}

/// A merged range.
#[derive(Clone, Copy)]
struct Range {
    rows: (u32, u32),
    columns: (u32, u32),
}

impl Sheet {
    /// Reads a sheet; `left` counts down the bytes of text that the workbook may still have.
    pub(super) fn of(tree: &Element, book: &Book, left: &mut usize) -> Result<Self, ReadError> {
        let mut sheet = Self::default();
        let merges = Merges::of(tree);
        let hidden = hidden_columns(tree);
        let mut skipped = BTreeSet::new();
        let mut next_row = 1;
        for row in tree.child("sheetData").into_iter().flat_map(Element::children) {
            let number: u32 = row.attribute("r").and_then(|number| number.parse().ok()).unwrap_or(next_row);
            next_row = number.saturating_add(1);
            let mut cells = Vec::new();
            let mut next = 1;
            for cell in row.children().filter(|cell| &*cell.name == "c") {
                let column = cell.attribute("r").and_then(place).map_or(next, |(column, _)| column);
                next = column.saturating_add(1);
                let text = shown(cell, book);
                if text.trim().is_empty() {
                    continue;
                }
                if hidden.iter().any(|(first, last)| (*first..=*last).contains(&column)) {
                    skipped.insert(column);
                    continue;
                }
                // Many cells may share one long text.
                *left = left.checked_sub(text.len()).ok_or(ReadError::Bursting)?;
                if let Some(last) = merges.last(number, column) {
                    cells.push(Cell { column, last, text: upright(&text) });
                }
            }
            if row.is_set("hidden") {
                sheet.hidden.0 += u32::from(!cells.is_empty());
            } else if !cells.is_empty() {
                cells.sort_by_key(|cell| cell.column);
                sheet.rows.entry(number).or_default().extend(cells);
            }
        }
        sheet.hidden.1 = u32::try_from(skipped.len()).unwrap_or(u32::MAX);
        Ok(sheet)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The sheet as lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let margin = self.rows.values().flatten().map(|cell| cell.column).min().unwrap_or(1);
        let mut lines = Vec::new();
        let mut run: Vec<&[Cell]> = Vec::new();
        let mut before = None;
        for (number, cells) in &self.rows {
            if before.is_some_and(|before| before + 1 < *number) {
                block(&std::mem::take(&mut run), margin, &mut lines);
                lines.push(String::new());
            }
            before = Some(*number);
            run.push(cells);
        }
        block(&run, margin, &mut lines);
        lines
    }
}

/// Rows without a blank one between them: lines, and tables among them.
fn block(rows: &[&[Cell]], margin: u32, lines: &mut Vec<String>) {
    let several = |row: &&[Cell]| row.len() >= 2;
    if rows.iter().filter(|row| several(row)).all(|row| is_marked(row)) {
        rows.iter().for_each(|row| lines.push(line(row, margin)));
        return;
    }
    let mut at = 0;
    while at < rows.len() {
        let rest = rows.get(at..).unwrap_or_default();
        let Some(first) = rest.iter().position(several) else {
            rest.iter().for_each(|row| lines.push(line(row, margin)));
            return;
        };
        rest.iter().take(first).for_each(|row| lines.push(line(row, margin)));
        let table = rest.get(first..).unwrap_or_default();
        let tall = table.iter().position(|row| stands_alone(row, table)).unwrap_or(table.len());
        write_table(table.get(..tall).unwrap_or_default(), lines);
        at += first + tall;
    }
}

/// Is a row of a table a line of its own: one cell across most of the table, or at its left edge below it?
fn stands_alone(row: &[Cell], table: &[&[Cell]]) -> bool {
    let [cell] = row else {
        return false;
    };
    let first = table.iter().flat_map(|row| row.iter()).map(|cell| cell.column).min().unwrap_or(1);
    let last = table.iter().flat_map(|row| row.iter()).map(|cell| cell.last).max().unwrap_or(first);
    let wide = (cell.last - cell.column + 1) * 2 > last - first + 1;
    let note = cell.column == first && cell.text.starts_with(['※', '（', '(', '注', '＊', '*']);
    wide && cell.last > cell.column || note
}

fn write_table(rows: &[&[Cell]], lines: &mut Vec<String>) {
    let mut columns: Vec<u32> = rows.iter().flat_map(|row| row.iter()).map(|cell| cell.column).collect();
    columns.sort_unstable();
    columns.dedup();
    let wide = columns.len().min(WIDEST);
    for cells in rows {
        let mut texts = vec![String::new(); wide];
        for cell in *cells {
            // Cells beyond the widest table are added to its last.
            let at = columns.partition_point(|column| *column < cell.column).min(wide.saturating_sub(1));
            if let Some(slot) = texts.get_mut(at) {
                let gap = if slot.is_empty() { "" } else { "\n" };
                slot.push_str(&format!("{gap}{}", cell.text));
            }
        }
        lines.push(row(&texts));
    }
}

/// A mark in one cell and its text in the next: a list, not a table.
fn is_marked(row: &[Cell]) -> bool {
    let [mark, _] = row else {
        return false;
    };
    let text = mark.text.trim();
    let number =
        text.trim_matches(|letter: char| letter.is_numeric() || "()（）.．、第章節-－".contains(letter)).is_empty();
    let sign = "・○●◎■□◆◇※★☆▶▼-－".contains(text);
    text.chars().count() <= 5 && (number || sign)
}

/// Cells as a line, set in by the columns before the first.
fn line(cells: &[Cell], margin: u32) -> String {
    let indent = cells.first().map_or(0, |cell| cell.column.saturating_sub(margin)).min(6);
    let words: Vec<&str> = cells.iter().map(|cell| cell.text.trim()).collect();
    format!("{}{}", "\u{3000}".repeat(indent as usize), words.join(" "))
}

/// What a cell shows; errors show nothing.
fn shown(cell: &Element, book: &Book) -> String {
    let value = cell.child("v").map(Element::text).unwrap_or_default();
    let code = book.format(cell.attribute("s"));
    let shared = || value.trim().parse::<usize>().ok().and_then(|at| book.texts.get(at));
    match cell.attribute("t") {
        Some("s") => format::words(shared().cloned().unwrap_or_default(), code),
        Some("inlineStr") => format::words(cell.child("is").map(rich).unwrap_or_default(), code),
        Some("str") => format::words(value, code),
        Some("d") => format::iso_date(&value, code, book.epoch_1904).unwrap_or(value),
        Some("b") => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        Some("e") => String::new(),
        _ => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => format::shown(number, code, book.epoch_1904),
            _ => value,
        },
    }
}

/// Letters set one below another are one word: 経⏎営.
fn upright(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() >= 2 && lines.iter().all(|line| line.chars().count() == 1) {
        return lines.concat();
    }
    text.trim_end().to_owned()
}

/// Column and row of an address: B12 is 2, 12.
fn place(address: &str) -> Option<(u32, u32)> {
    let address = address.trim().replace('$', "");
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = address.split_at_checked(letters.min(3))?;
    let column = column.bytes().fold(0u32, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((column, row.parse().ok()?)).filter(|(column, _)| *column > 0)
}

fn hidden_columns(tree: &Element) -> Vec<(u32, u32)> {
    let columns = tree.children().filter(|element| &*element.name == "cols").flat_map(Element::children);
    let hidden = columns.filter(|column| column.is_set("hidden"));
    let number = |column: &Element, name: &str| column.attribute(name).and_then(|number| number.parse().ok());
    hidden.filter_map(|column| Some((number(column, "min")?, number(column, "max")?))).take(1000).collect()
}

/// The merged ranges of a sheet, by their rows.
struct Merges {
    rows: HashMap<u32, Vec<Range>>,
    /// Ranges of very many rows.
    tall: Vec<Range>,
}

impl Merges {
    fn of(tree: &Element) -> Self {
        let mut merges = Self { rows: HashMap::new(), tall: Vec::new() };
        for merge in tree.child("mergeCells").into_iter().flat_map(Element::children).take(MERGES) {
            let Some((from, to)) = merge.attribute("ref").and_then(|range| range.split_once(':')) else {
                continue;
            };
            let (Some(from), Some(to)) = (place(from), place(to)) else {
                continue;
            };
            let range = Range { rows: (from.1, to.1), columns: (from.0, to.0) };
            if to.1.saturating_sub(from.1) < TALL {
                for row in from.1..=to.1 {
                    let known = merges.rows.entry(row).or_default();
                    if known.len() < ABREAST {
                        known.push(range);
                    }
                }
            } else if merges.tall.len() < 100 {
                merges.tall.push(range);
            }
        }
        merges
    }

    /// The last column of a cell; none for a cell that a merged range covers.
    fn last(&self, row: u32, column: u32) -> Option<u32> {
        let near = self.rows.get(&row).into_iter().flatten();
        let within = |(first, last): (u32, u32), at: u32| (first..=last).contains(&at);
        match near.chain(&self.tall).find(|range| within(range.rows, row) && within(range.columns, column)) {
            Some(range) => (range.rows.0 == row && range.columns.0 == column).then_some(range.columns.1),
            None => Some(column),
        }
    }
}
