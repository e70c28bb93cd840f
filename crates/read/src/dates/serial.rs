//! Columns of days that came as numbers: 45748 below 開催日, by which a spreadsheet counts 1 April 2025.
//!
//! What comes in are the lines of a document, what goes out are such numbers with the head of their column. A number of five
//! digits may be a count, an amount or a day of the style 50401: it is a serial number only where its column has a head of
//! days, holds nothing else, and all its days lie in years that the document names. This file must not know formats of files.

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{serial_day, whole_days, year};
use kurabe_text::letter::is_dash;
use kurabe_text::spacing::compact;

use crate::Line;

/// Heads of columns that hold one day a cell, and no counts of days or of other things.
const HEADS: [&str; 34] = [
    "日付",
    "年月日",
    "月日",
    "期日",
    "期限",
    "日時",
    "開催日",
    "開催日時",
    "開催年月日",
    "開催月日",
    "開催期日",
    "開催予定日",
    "実施日",
    "実施日時",
    "実施年月日",
    "実施月日",
    "実施期日",
    "実施予定日",
    "予定日",
    "開始日",
    "終了日",
    "開始年月日",
    "終了年月日",
    "完了日",
    "締切",
    "締切日",
    "締切期日",
    "申込締切",
    "申込期限",
    "提出期限",
    "提出期日",
    "公表日",
    "発行日",
    "作成日",
];
/// Letters of which every head has one: lines without them open no table of days.
const OF_HEADS: [char; 3] = ['日', '期', '締'];
/// Letters of cells that tell a day or a time of the year in words: 5月, 4/1, 年2回.
const OF_DAYS: [char; 3] = ['年', '月', '/'];
/// Cells that leave the day open.
const OPEN: [&str; 3] = ["未定", "随時", "通年"];
/// Numbers that a column must have.
const FEWEST: usize = 2;
/// The longest period, in years, that dates a document: a longer one is history.
const LONGEST: i32 = 10;

/// The columns of serial numbers of a document.
pub(super) fn columns(lines: &[Line]) -> Vec<Column<'_>> {
    let mut columns = Vec::new();
    let mut table: Option<Table> = None;
    for line in lines {
        if !table.as_mut().is_some_and(|table| table.row(line)) {
            columns.extend(table.into_iter().flat_map(Table::of_numbers));
            table = Table::open(&line.text);
        }
    }
    columns.extend(table.into_iter().flat_map(Table::of_numbers));
    if columns.is_empty() {
        return Vec::new();
    }
    let years = stated(lines);
    columns.retain(|column| {
        column.numbers.iter().all(|(_, number)| fiscal_year(number).is_some_and(|year| years.contains(&year)))
    });
    columns
}

/// The fiscal years that a document names.
fn stated(lines: &[Line]) -> BTreeSet<i64> {
    let named = lines.iter().flat_map(|line| year::find_years(&line.text));
    let near = named.filter(|found| !found.doubtful && found.period.length() <= LONGEST);
    near.flat_map(|found| found.period.years()).map(i64::from).collect()
}

/// The fiscal year of a serial number.
fn fiscal_year(number: &str) -> Option<i64> {
    let (year, month, _) = serial_day(whole_days(number)?);
    Some(year - i64::from(month < 4))
}

/// A table with heads of days while its rows come by.
struct Table<'a> {
    sign: char,
    /// Cells of its rows: where one has more or fewer, they no longer stand below their heads.
    wide: usize,
    columns: BTreeMap<usize, Column<'a>>,
}

/// A column below a head of days.
pub(super) struct Column<'a> {
    pub(super) head: &'static str,
    /// Its numbers, each with the line on which it stands.
    pub(super) numbers: Vec<(&'a Line, String)>,
    /// It holds what is neither a number nor a day.
    holds_else: bool,
}

impl<'a> Table<'a> {
    /// The table that a line opens by its heads.
    fn open(text: &str) -> Option<Self> {
        let sign = text.contains(OF_HEADS).then(|| parted_by(text)).flatten()?;
        let cells = cells(text, sign)?;
        let mut table = Self { sign, wide: cells.len(), columns: BTreeMap::new() };
        for (at, cell) in cells.iter().enumerate() {
            table.head(at, cell);
        }
        (!table.columns.is_empty()).then_some(table)
    }

    fn head(&mut self, at: usize, cell: &str) {
        if let Some(head) = head(cell) {
            self.columns.insert(at, Column { head, numbers: Vec::new(), holds_else: false });
        }
    }

    /// Takes a row; a line that is none ends the table.
    fn row(&mut self, line: &'a Line) -> bool {
        let is_row = parted_by(&line.text) == Some(self.sign);
        let cells = is_row.then(|| cells(&line.text, self.sign)).flatten();
        let Some(cells) = cells.filter(|cells| cells.len() == self.wide) else { return false };
        for (at, cell) in cells.into_iter().enumerate() {
            match self.columns.get_mut(&at) {
                Some(column) => column.cell(cell, line),
                None => self.head(at, &cell),
            }
        }
        true
    }

    /// Its columns of serial numbers.
    fn of_numbers(self) -> impl Iterator<Item = Column<'a>> {
        self.columns.into_values().filter(|column| !column.holds_else && column.numbers.len() >= FEWEST)
    }
}

impl<'a> Column<'a> {
    fn cell(&mut self, cell: String, line: &'a Line) {
        if is_number(&cell) {
            self.numbers.push((line, cell));
        } else {
            let says_nothing = cell.chars().all(is_dash) || OPEN.contains(&cell.as_str());
            self.holds_else |= !says_nothing && !cell.contains(OF_DAYS) && head(&cell).is_none();
        }
    }
}

/// What parts the cells of a row: bars, as readers write them, or what a spreadsheet saved as text has.
fn parted_by(text: &str) -> Option<char> {
    if text.starts_with('|') {
        return Some('|');
    }
    ['\t', ','].into_iter().find(|sign| text.contains(*sign))
}

/// The cells of a row, without blanks; none where a cell in quotes goes on in the next line.
fn cells(text: &str, sign: char) -> Option<Vec<String>> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        if letter == '"' && sign != '|' {
            quoted = !quoted;
        } else if letter == sign && !quoted {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(letter);
        }
    }
    (!quoted).then(|| cells.iter().map(|cell| compact(&cell.replace("<br>", ""))).collect())
}

fn head(cell: &str) -> Option<&'static str> {
    HEADS.into_iter().find(|head| *head == cell)
}

/// A number of five digits, with a part of the day or none.
fn is_number(cell: &str) -> bool {
    let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
    whole.len() == 5 && [whole, part].iter().all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
