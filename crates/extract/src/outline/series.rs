//! Tables that give figures by year: 指標, 現状, 令和6年度, 令和7年度.
//!
//! What comes in are the rows of a table, what goes out are its figures, each with its name, year and unit. This file
//! must not know the tree, nor the plan's own years.

mod columns;

use super::cells::{Row, unit_of};
use crate::blocks::Cell;
use crate::blocks::chars::{append, digit, is_japanese, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::target::figure;
use crate::blocks::target::head;
pub(crate) use crate::blocks::target::head::{Says, Year};
use columns::{Column, head_of};
pub(super) use columns::{Head, keep_head, repeats_head, tells_outcomes};
pub(crate) use columns::{heads, unit_note};
use std::collections::HashMap;

/// Letters of a cell that may be a figure with a word or two around it.
const LONGEST_FIGURE: usize = 24;

/// A figure of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The entry under which the table stands.
    pub owner: usize,
    /// The row among all rows of such tables, those of heads too: figures of one row measure the same.
    pub row: u32,
    /// What is measured: 相談件数.
    pub name: String,
    /// What groups the row in a column before its name: 実施支援; empty without one.
    pub group: String,
    /// The mark before the name: ①; its class and its code.
    pub mark: Option<(Class, u32)>,
    /// The year of its column; none for 現状 and its kin.
    pub year: Option<Year>,
    /// Does the column say 現状, 実績, 見込 or 目標?
    pub says: Option<Says>,
    /// The unit that the row or the head gives; empty without one.
    pub unit: String,
    /// The cell: 40件.
    pub text: String,
    /// Its line.
    pub line: u32,
    /// Where what it measures is looked for.
    pub measures: Measures,
}

impl Value {
    /// What one cell says of its owner, with its name and unit: 評価 Ａ, 予算 450千円.
    pub(super) fn of_cell(owner: usize, row: u32, says: Says, (name, unit): (String, String), cell: &Cell) -> Self {
        Self {
            owner,
            row,
            name,
            group: String::new(),
            mark: None,
            year: None,
            says: Some(says),
            unit,
            text: squeeze(&cell.text),
            line: cell.span.first,
            measures: Measures::Owner,
        }
    }
}

/// The row that follows those of the figures so far.
pub(super) fn next_row(values: &[Value]) -> u32 {
    values.last().map_or(0, |last| last.row + 1)
}

/// Where what a figure measures is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measures {
    /// Its owner and nothing below it, whatever its name says.
    Owner,
    /// What its name says, around the table.
    #[default]
    Named,
    /// The table stands in a slot of targets, before the work that it measures: 〔目標〕 before 〔事業内容〕.
    Ahead,
    /// The table calls itself one of KPI and gives what is and what shall be: what comes of all the work of a heading.
    Outcome,
}

impl Column {
    /// The figures of a cell, each with what it is and its unit: two where the head parts them by a stroke (72／80％).
    fn parts<'a>(&self, text: &'a str, unit: &'a str) -> Vec<(Option<Says>, &'a str, &'a str)> {
        match self.over.and_then(|over| Some((over, text.split_once(['/', '／', '→', '⇒'])?))) {
            Some((over, (a, b))) => vec![(Some(over), a, unit_behind(b).unwrap_or(unit)), (self.says, b, unit)],
            None => vec![(self.says, text, unit)],
        }
    }
}

/// The figures of a table whose head gives at least two columns a year, or one of them 現状.
///
/// A head goes on over the rows below the next headings, one with years if it stands alone: `open` is the one that was
/// read last.
pub(super) fn values(
    rows: &[Row],
    owner: usize,
    before: u32,
    unit: String,
    open: &mut Option<Head>,
) -> Option<Vec<Value>> {
    let (at, head) = match head_of(rows, unit) {
        Some((at, mut head)) => {
            head.columns = columns::beside(&head, rows, at);
            let dated = head.columns.iter().any(|column| column.year.is_some());
            let filled = dated && at < rows.len();
            *open = Some(Head { filled, ..head.clone() }).filter(|_| !filled || head.units.is_some());
            (at, head)
        }
        None => (0, open.clone().filter(|head| rows.iter().all(|row| head.holds(row) || repeats_head(row)))?),
    };
    let mut values = Vec::new();
    let mut above = Above::default();
    let mut now = head.clone();
    let mut body = at;
    while let Some(row) = rows.get(body) {
        // The head again, on the next page, where its columns may be counted otherwise.
        if repeats_head(row) {
            let again = head_of(&rows[body..], head.unit.clone()).filter(|(_, again)| again.same(&head));
            body += again.as_ref().map_or(1, |(taken, _)| *taken);
            now = again.map_or(now, |(_, again)| again);
            continue;
        }
        let number = before.saturating_add(u32::try_from(body).unwrap_or(u32::MAX));
        values.extend(now.values(row, owner, number, &mut above));
        body += 1;
    }
    // Words under years are a schedule: no figures, but no items either.
    let dated = head.columns.iter().filter(|column| column.year.is_some()).count();
    // A head alone stands above the headings whose rows it names.
    (!values.is_empty() || dated >= 2 || at == rows.len()).then_some(values)
}

/// How many rows the head of a table takes that says of each row what was aimed at and what was reached, and the column of
/// names.
pub(super) fn reached(rows: &[Row]) -> Option<(usize, u32)> {
    let (taken, head) = head_of(rows, String::new())?;
    let says = |wanted: Says| head.columns.iter().any(|column| column.says == Some(wanted));
    let first = head.columns.iter().map(|column| column.number).min()?;
    let name = head.name.or(first.checked_sub(1))?;
    (says(Says::Target) && says(Says::Result)).then_some((taken, name))
}

/// What the columns of a table of figures say of their cells, and of which year they are, by their numbers.
pub(super) fn told(rows: &[Row]) -> HashMap<u32, (Option<Says>, Option<Year>)> {
    let columns = head_of(rows, String::new()).map(|(_, head)| head.columns).unwrap_or_default();
    columns.into_iter().map(|column| (column.number, (column.says, column.year))).collect()
}

/// What stands behind the last digit of a figure.
fn unit_behind(text: &str) -> Option<&str> {
    let (at, c) = text.char_indices().rev().find(|(_, c)| digit(*c).is_some())?;
    Some(text[at + c.len_utf8()..].trim()).filter(|unit| !unit.is_empty())
}

/// The year in brackets behind a figure: 245億円（R4）.
fn dated(text: &str) -> Option<Year> {
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let (open, bracket) = inner.char_indices().rev().find(|(_, c)| matches!(c, '（' | '('))?;
    let inner = squeeze(&inner[open + bracket.len_utf8()..]);
    head::year(&inner).filter(|(_, length)| *length == inner.len()).map(|(year, _)| year)
}

/// What the rows above a row said.
#[derive(Default)]
struct Above {
    /// The mark of the work that a row measures, in a column of its own, once for several rows: (4)港の観光.
    group: Option<(Class, u32)>,
    /// The name that stands once for several rows, and its mark.
    name: Option<(String, Option<(Class, u32)>)>,
    /// What stands once for several rows in a column before the names.
    outer: String,
    /// The cells of figures, by column.
    cells: HashMap<u32, String>,
}

impl Above {
    /// The name and the mark of a row whose own name stands beside one for several rows: 物産展 売上額.
    fn inner(&mut self, row: &Row, head: &Head) -> Option<(String, Option<(Class, u32)>)> {
        let cell = |number: u32| row.cells.iter().find(|cell| cell.column == number);
        let inner = cell(head.inner?).filter(|cell| cell.text.contains(is_japanese));
        let outer = cell(head.name?);
        if outer.is_some() || inner.is_none() {
            self.name = outer.map(marked);
        }
        let (name, mark) = marked(inner?);
        let (group, of_group) = self.name.clone()?;
        Some((format!("{group} {name}"), of_group.or(mark)))
    }

    /// The mark of a row. ① 出展者数 and 売上額 below it: a row without a mark goes on with what the row above measures,
    /// and so does ア．回数 beside a name that stands once for two rows.
    fn mark(&mut self, row: &Row, head: &Head, own: Option<(Class, u32)>) -> Option<(Class, u32)> {
        let beside = head.name.is_some_and(|name| row.cells.iter().all(|cell| cell.column != name));
        let grouped = group_mark(&row.cells, head);
        let mark = grouped.filter(|_| own.is_none()).or(own);
        let mark = mark.filter(|_| !beside || self.group.is_none()).or(self.group);
        self.group = grouped.or(mark);
        mark
    }
}

/// What a cell says, where it may point to the one above it or to its left: 〃, 同上, 同左.
fn same(text: &str, above: Option<&String>, left: Option<&String>) -> String {
    let text = text.replace('\n', "");
    let told = match text.trim() {
        // In a row of years it says so of the year before, else of the row above.
        "〃" | "″" => left.or(above),
        "同上" | "仝" => above,
        "同左" => left,
        _ => None,
    };
    told.cloned().unwrap_or(text)
}

impl Head {
    /// Has another head the same columns, wherever they stand?
    fn same(&self, other: &Self) -> bool {
        let said = |head: &Self| head.columns.iter().map(|column| (column.year, column.says)).collect::<Vec<_>>();
        said(self) == said(other)
    }

    /// The figures of a row.
    fn values(&self, row: &Row, owner: usize, number: u32, above: &mut Above) -> Vec<Value> {
        let mut values = Vec::new();
        let Some((name, mark)) = name_of(&row.cells, self) else { return values };
        // A year names no row below years.
        let squeezed = squeeze(&name);
        let is_year = head::year(&squeezed).is_some_and(|(_, length)| length == squeezed.len());
        if is_year && self.columns.iter().any(|column| column.year.is_some()) {
            return values;
        }
        let (name, mark) = match above.inner(row, self) {
            Some(found) => found,
            None => (name, above.mark(row, self, mark)),
        };
        let names = name_cell(&row.cells, self).map_or(0, |cell| cell.column);
        let before = |cell: &&Cell| cell.column < names && cell.text.contains(is_japanese);
        if let Some(outer) = row.cells.iter().find(before) {
            above.outer = squeeze(&outer.text);
        }
        let cell = |number: u32| row.cells.iter().find(|cell| cell.column == number);
        let unit = self.units.and_then(cell).map(|cell| squeeze(&cell.text));
        let unit = unit.map(|unit| if figure::is_dash(&unit) { String::new() } else { unit });
        let shared = self.shared_unit(row);
        let counted = unit_of(name.split(['（', '(']).next().unwrap_or_default()).unwrap_or_default();
        let due = self.due.and_then(cell).and_then(|cell| head::year(&squeeze(&cell.text))).map(|(year, _)| year);
        let mut left: Option<String> = None;
        for column in &self.columns {
            let Some(cell) = cell(column.number) else { continue };
            let text = same(&cell.text, above.cells.get(&column.number), left.as_ref());
            // 達成度 over 89％ is a rate, over Ｂ a judgement.
            let rate =
                column.says == Some(Says::Rating) && figure::shape(&squeeze(&text)) == Some(figure::Shape::Number);
            let column = if rate { &Column { says: Some(Says::Rate), ..column.clone() } } else { column };
            let judged = column.says == Some(Says::Rating);
            if if judged { figure::is_dash(text.trim()) } else { !is_figure(&text) } {
                continue;
            }
            let own = Some(column.unit.as_str()).filter(|unit| !unit.is_empty()).unwrap_or(&self.unit);
            let rated = matches!(column.says, Some(Says::Rate | Says::Rating));
            let own = match own {
                "" if rated => "",
                "" => shared.as_deref().or(unit_of(&column.name)).unwrap_or(counted),
                own => own,
            };
            values.extend(column.parts(&text, unit.as_deref().unwrap_or(own)).into_iter().map(|(says, text, unit)| {
                Value {
                    owner,
                    row: number,
                    name: if column.name.is_empty() { name.clone() } else { format!("{name} {}", column.name) },
                    group: above.outer.clone(),
                    mark,
                    year: column.year.or(due.filter(|_| says == Some(Says::Target))).or_else(|| dated(text)),
                    says: says.or((!column.name.is_empty()).then_some(Says::Counted)),
                    unit: unit.to_owned(),
                    text: text.to_owned(),
                    line: cell.span.first,
                    measures: Measures::Named,
                }
            }));
            left = Some(text.clone());
            above.cells.insert(column.number, text);
        }
        values
    }

    /// The unit that only the last of a row's figures has, meant for all of them: 58 62 65店. Columns that count other things
    /// (加入 退会 組織率) share none.
    fn shared_unit(&self, row: &Row) -> Option<String> {
        if self.columns.iter().any(|column| !column.name.is_empty()) {
            return None;
        }
        let cell = |column: &Column| row.cells.iter().find(|cell| cell.column == column.number);
        let cells: Vec<String> = self.columns.iter().filter_map(cell).map(|cell| squeeze(&cell.text)).collect();
        let (last, others) = cells.split_last()?;
        let number = |text: &String| text.chars().all(|c| digit(c).is_some() || matches!(c, ',' | '，' | '.' | '．'));
        let bare = others.iter().filter(|text| !figure::is_dash(text)).all(number);
        let plain =
            self.columns.iter().all(|column| !matches!(column.says, Some(Says::Rate | Says::Rating | Says::Change)));
        let unit = unit_behind(last).filter(|unit| kurabe_text::unit::begins(unit) && unit.chars().count() <= 4)?;
        (bare && plain && others.iter().any(number)).then(|| unit.to_owned())
    }

    /// Is this a row below the head: a name, and figures in at least two of its columns, nothing beyond them?
    fn holds(&self, row: &Row) -> bool {
        let last = self.columns.iter().map(|column| column.number).max().unwrap_or(0);
        let figures = |cell: &&Cell| {
            let text = squeeze(&cell.text);
            self.columns.iter().any(|column| column.number == cell.column) && figure::shape(&text).is_some()
        };
        let unit = || {
            let cell = row.cells.iter().find(|cell| Some(cell.column) == self.units);
            cell.is_some_and(|cell| kurabe_text::unit::of(&squeeze(&cell.text)).is_some())
        };
        name_of(&row.cells, self).is_some()
            && (!self.filled || unit())
            && row.cells.iter().filter(figures).count() >= 2
            && row.cells.iter().all(|cell| cell.column <= last)
    }
}

/// A cell that is a figure, or one with a word or two around it.
pub(super) fn is_figure(text: &str) -> bool {
    let text = squeeze(text);
    figure::shape(&text) == Some(figure::Shape::Number)
        || text.contains(|c| digit(c).is_some()) && text.chars().count() <= LONGEST_FIGURE && !text.contains('。')
}

/// The name of a row and the mark before it.
///
/// Of several columns of words the first names the row, unless it only numbers it or groups several rows.
fn name_of(cells: &[Cell], head: &Head) -> Option<(String, Option<(Class, u32)>)> {
    name_cell(cells, head).map(marked)
}

fn name_cell<'c>(cells: &'c [Cell], head: &Head) -> Option<&'c Cell> {
    let first = head.columns.iter().map(|column| column.number).min()?;
    let words = || {
        let before = |cell: &&Cell| cell.column < first && Some(cell.column) != head.units;
        cells.iter().filter(before).filter(|cell| cell.text.contains(is_japanese))
    };
    let letters = |cell: &&Cell| cell.text.chars().filter(|c| is_japanese(*c)).count() >= 3;
    let named = head.name.and_then(|name| words().find(|cell| cell.column == name));
    named.or_else(|| words().find(letters)).or_else(|| words().next_back())
}

/// The words of a cell without the mark before them, and the mark.
fn marked(cell: &Cell) -> (String, Option<(Class, u32)>) {
    let mut text = String::new();
    for line in cell.text.split('\n') {
        append(&mut text, line);
    }
    // The blanks of a justified line are the page's.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found =
        mark::parse(&text).filter(|mark| mark.class != Class::Bare && (mark.class.counts() || mark.class.is_bullet()));
    found.map_or((text.clone(), None), |mark| (mark.rest.to_owned(), Some((mark.class, mark.code()))))
}

/// The mark of what stands before the column of names.
fn group_mark(cells: &[Cell], head: &Head) -> Option<(Class, u32)> {
    let before = cells.iter().find(|cell| head.name.is_some_and(|name| cell.column < name))?;
    let mark = mark::parse(&before.text).filter(|mark| mark.class != Class::Bare && mark.class.counts())?;
    Some((mark.class, mark.code()))
}
