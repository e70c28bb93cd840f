//! Tables that give figures by year: 指標, 現状, 令和6年度, 令和7年度.
//!
//! What comes in are the rows of a table, what goes out are its figures, each with its name, year and unit. This file
//! must not know the tree, nor the plan's own years.

use super::cells::{Row, unit_of};
use crate::blocks::Cell;
use crate::blocks::chars::{append, digit, is_japanese, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::target::figure;
use crate::blocks::target::head::{self, Item, Word};
pub(crate) use crate::blocks::target::head::{Says, Year};
use crate::vocabulary::words;
use std::collections::HashMap;

/// Rows that a head may take.
const TALLEST_HEAD: usize = 3;
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

/// A column of figures.
#[derive(Clone, Debug, Default)]
struct Column {
    number: u32,
    year: Option<Year>,
    says: Option<Says>,
    /// What the figure before a stroke is, where a cell holds two: 実績／目標.
    over: Option<Says>,
    unit: String,
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

/// What the head of a table says.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    columns: Vec<Column>,
    /// The unit of the whole table.
    unit: String,
    /// The column that gives each row's unit.
    units: Option<u32>,
    /// The column that gives the year by which the row's aim is to be reached.
    due: Option<u32>,
    /// The column that names the rows, where the head tells.
    name: Option<u32>,
    /// The second of two columns that the head gives one word: names beside those that stand for several rows.
    inner: Option<u32>,
    /// Had the head rows of its own, and years over them? Then rows below the next headings must have a unit, as its own have.
    filled: bool,
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
        Some((at, head)) => {
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

/// Does a table call itself one of KPI, and give what is and what shall be, no years one by one: KPI 基準値 中間値 目標値?
pub(super) fn tells_outcomes(rows: &[Row]) -> bool {
    /// Years one by one, at least.
    const YEARLY: usize = 3;
    let label = rows.first().and_then(|row| row.cells.first()).map(|cell| squeeze(&cell.text)).unwrap_or_default();
    let named = ["KPI", "ＫＰＩ", "成果指標", "数値目標"].iter().any(|word| label.starts_with(word));
    let aims = |head: &Head| {
        head.columns
            .iter()
            .filter(|column| column.year.is_some() && !matches!(column.says, Some(Says::Now | Says::Result)))
            .count()
    };
    named && head_of(rows, String::new()).is_some_and(|(_, head)| aims(&head) < YEARLY)
}

/// Keeps the head of a table of work whose columns say 目標 and 実績, for rows below the headings that follow.
pub(super) fn keep_head(rows: &[Row], open: &mut Option<Head>) {
    let told = |head: &Head| head.columns.iter().all(|column| column.year.is_none() && column.says.is_some());
    if let Some((_, head)) = head_of(rows, String::new()).filter(|(_, head)| told(head)) {
        *open = Some(head);
    }
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

/// Is the row a head of columns of figures?
pub(super) fn repeats_head(row: &Row) -> bool {
    columns(&row.cells, &mut Head::default()).is_some_and(|columns| !columns.is_empty())
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
                "" => shared.as_deref().unwrap_or(counted),
                own => own,
            };
            values.extend(column.parts(&text, unit.as_deref().unwrap_or(own)).into_iter().map(|(says, text, unit)| {
                Value {
                    owner,
                    row: number,
                    name: name.clone(),
                    group: above.outer.clone(),
                    mark,
                    year: column.year.or(due.filter(|_| says == Some(Says::Target))).or_else(|| dated(text)),
                    says,
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

    /// The unit that only the last of a row's figures has, meant for all of them: 58 62 65店.
    fn shared_unit(&self, row: &Row) -> Option<String> {
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

/// The unit that a text before a table gives at its end: （単位：件）.
pub(crate) fn unit_note(text: &str) -> Option<String> {
    let text = squeeze(text);
    let at = text.rfind("単位")?;
    let open = text[..at]
        .chars()
        .next_back()
        .filter(|c| matches!(c, '（' | '(' | '［' | '[' | '【'))
        .map_or(0, char::len_utf8);
    let items = head::whole(&text[at - open..])?;
    let unit = items.into_iter().find_map(|item| if let Word::Unit(unit) = item.word { Some(unit) } else { None })?;
    is_single(&unit).then_some(unit)
}

/// One unit, not several: 件, not 件、人.
fn is_single(unit: &str) -> bool {
    !unit.is_empty() && !unit.contains(['、', '，', '・', ','])
}

/// A cell that is a figure, or one with a word or two around it.
fn is_figure(text: &str) -> bool {
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

/// Reads the first rows as the head of such a table: what it says, and how many rows it takes.
fn head_of(rows: &[Row], unit: String) -> Option<(usize, Head)> {
    let mut head = Head { unit, ..Head::default() };
    let account = |cell: &Cell| words().column.account.is(&squeeze(&cell.text));
    if rows.iter().take(TALLEST_HEAD).any(|row| row.cells.first().is_some_and(account)) {
        return None;
    }
    let mut taken = 0;
    for (at, row) in rows.iter().take(TALLEST_HEAD).enumerate() {
        let Some(columns) =
            columns(&row.cells, &mut head).filter(|columns| !columns.is_empty() || head.columns.is_empty())
        else {
            break;
        };
        if columns.is_empty() {
            // A title or a unit above the head.
            continue;
        }
        head.columns = match head.columns.as_slice() {
            [] => columns,
            above => spanned(above, row, &columns).unwrap_or_else(|| below(above, columns)),
        };
        taken = at + 1;
    }
    spread(&mut head.columns);
    head.inner = head.name.and_then(|name| inner(rows.get(..taken)?, rows.get(taken..)?, name));
    let dated = head.columns.iter().filter(|column| column.year.is_some()).count();
    let says =
        |wanted: &[Says]| head.columns.iter().any(|column| column.says.is_some_and(|says| wanted.contains(&says)));
    let over = head.columns.iter().any(|column| column.over.is_some());
    // 計 and 前年度計 behind columns of counts only sum them up.
    let compared = |column: &&Column| matches!(column.says, Some(Says::Rate | Says::Change));
    let mut measures = head.columns.iter().filter(|column| !compared(column));
    let sums = measures.all(|column| column.says == Some(Says::Total));
    let told = dated >= 1 || over || says(&[Says::Target]) && says(&[Says::Now, Says::Result, Says::Forecast]);
    ((head.columns.len() >= 2 || over) && told && !sums).then_some((taken, head))
}

/// The column behind that of the names over which the head has no word, where the rows have words in it.
fn inner(head: &[Row], rows: &[Row], name: u32) -> Option<u32> {
    let column = name + 1;
    let cell = |row: &&Row| row.cells.iter().any(|cell| cell.column == column && cell.text.contains(is_japanese));
    let named = head.iter().flat_map(|row| &row.cells).any(|cell| cell.column == column);
    let beside = rows.iter().filter(cell).count();
    (!named && beside >= 2).then_some(column)
}

/// Gives the year that stands over several columns to each of them (令和5年度 目標 実績 達成率), and the word that stands
/// over several years (目標 R5 R6 実績 R5 R6).
fn spread(columns: &mut [Column]) {
    let whole = |column: &Column| column.year.is_some() && column.says.is_some();
    let Some(first) = columns.iter().position(whole) else { return };
    let groups: Vec<&[Column]> = columns[first..].chunk_by(|_, next| !whole(next)).collect();
    let says = |group: &[Column]| group.iter().map(|column| column.says).collect::<Vec<_>>();
    let years = |group: &[Column]| group.iter().map(|column| column.year).collect::<Vec<_>>();
    let aimed = groups[0].len() >= 2 && says(groups[0])[..2] == [Some(Says::Target), Some(Says::Result)];
    let under_years = groups[0][1..].iter().all(|column| column.year.is_none())
        && groups.iter().all(|group| says(group) == says(groups[0]))
        && (groups.len() >= 2 || aimed);
    let under_words = groups.len() >= 2
        && groups[0][1..].iter().all(|column| column.says.is_none())
        && groups.iter().all(|group| years(group) == years(groups[0]));
    for at in first + 1..columns.len() {
        let before = columns[at - 1].clone();
        let column = &mut columns[at];
        if under_years {
            column.year = column.year.or(before.year);
        } else if under_words {
            column.says = column.says.or(before.says);
        }
    }
}

/// The columns behind 現行 whose heads are numbers that count on: 現行 9 10 11 12 13.
fn bare_years(cells: &[Cell], now: u32) -> Vec<Column> {
    let behind: Vec<&Cell> = cells.iter().filter(|cell| cell.column > now).collect();
    let words: Vec<&str> = behind.iter().map(|cell| cell.text.as_str()).collect();
    let years = head::bare_years(&words).unwrap_or_default();
    let column = |(cell, year): (&&Cell, Year)| Column { number: cell.column, year: Some(year), ..Column::default() };
    behind.iter().zip(years).map(column).collect()
}

/// Does a stroke part the words of a head: 実績／目標?
fn stroked(items: &[Item]) -> bool {
    items.iter().any(|item| item.word == Word::Stroke)
}

/// The columns of figures that a row of the head names; none for a row that is no head.
fn columns(cells: &[Cell], head: &mut Head) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let read: Vec<(&Cell, Vec<Item>)> = cells.iter().filter_map(|cell| Some((cell, loosely(&cell.text)?))).collect();
    for (cell, items) in &read {
        let mut column = Column { number: cell.column, ..Column::default() };
        for item in items {
            match &item.word {
                Word::Year(year) => column.year = Some(*year),
                Word::Says(says) => column.over = column.says.replace(*says).filter(|_| stroked(items)),
                Word::Unit(unit) => column.unit.clone_from(unit),
                _ => {}
            }
        }
        let is = |word: &Word| items.iter().any(|item| item.word == *word);
        if column.year.is_some() || column.says.is_some() {
            columns.push(column);
        } else if is(&Word::UnitLabel) {
            head.units = Some(cell.column);
        } else if is(&Word::Due) {
            head.due = Some(cell.column);
        } else if is_single(&column.unit) {
            head.unit = column.unit;
        }
        let label = squeeze(&cell.text);
        if ["項目", "指標", "支援内容"].iter().any(|word| label.starts_with(word)) || label.contains("指標") {
            head.name.get_or_insert(cell.column);
        }
    }
    if let ([column], Some((last, _))) = (columns.as_slice(), read.last())
        && matches!(column.says, Some(Says::Now | Says::Result))
        && last.column == column.number
    {
        columns.extend(bare_years(cells, column.number));
    }
    // What else the head has names the rows; words under a single year are none.
    let paired = columns.iter().any(|column| column.over.is_some());
    let enough = (columns.len() >= 2 || paired) && columns.len() * 3 >= cells.len();
    let above = columns.is_empty() && read.len() == cells.len();
    (enough || above).then_some(columns)
}

/// Is a text a word that heads a column of figures: 目標, 達成率, 令和５年度?
pub(crate) fn heads(text: &str) -> bool {
    let value = |item: &Item| matches!(item.word, Word::Year(_) | Word::Says(_));
    head::whole(text).is_some_and(|items| items.iter().any(value))
}

/// The words of a cell of the head; a year may have other words around it (目標値（令和8年度）の見込).
fn loosely(text: &str) -> Option<Vec<Item>> {
    head::whole(text).or_else(|| {
        let text = squeeze(text);
        if text.chars().count() > 16 || figure::shape(&text) == Some(figure::Shape::Number) {
            return None;
        }
        let mut items = head::read(&text);
        let begins = |at: usize| !text[..at].ends_with(|c: char| digit(c).is_some() || c.is_ascii_alphanumeric());
        let year = text.char_indices().filter(|(at, _)| begins(*at)).find_map(|(at, _)| {
            let (year, length) = head::year(&text[at..])?;
            Some(Item { word: Word::Year(year), from: at, to: at + length, bracketed: false })
        });
        if !items.iter().any(|item| matches!(item.word, Word::Year(_))) {
            items.extend(year);
        }
        items.iter().any(|item| matches!(item.word, Word::Year(_) | Word::Says(_))).then_some(items)
    })
}

/// A second row of the head that a page gives without the cells that reach down into it: 支援内容 令和5年度 令和6年度, and
/// below them 目標 実績 目標 実績 from the first column on. Each year stands over as many words as any other.
fn spanned(above: &[Column], row: &Row, words: &[Column]) -> Option<Vec<Column>> {
    let from = above.iter().map(|column| column.number).min().filter(|from| *from > 0)?;
    let row_is_words = row.cells.len() == words.len() && (0..).zip(words).all(|(at, word)| word.number == at);
    let open = |column: &Column| column.year.is_some() != words[0].year.is_some() && column.says != words[0].says;
    let years = above.iter().filter(|column| open(column)).count();
    let each = words.len().checked_div(years).filter(|each| *each > 0 && each * years == words.len())?;
    if !row_is_words {
        return None;
    }
    let mut words = words.iter();
    let mut all: Vec<Column> = Vec::new();
    for column in above {
        let under = if open(column) { each } else { 0 };
        for word in words.by_ref().take(under) {
            all.extend(below(std::slice::from_ref(column), vec![Column { number: column.number, ..word.clone() }]));
        }
        if under == 0 {
            all.push(column.clone());
        }
    }
    (from..).zip(&mut all).for_each(|(number, column)| column.number = number);
    Some(all)
}

/// A second row of the head below the first: each word stands under the one above it, which may span several.
fn below(above: &[Column], columns: Vec<Column>) -> Vec<Column> {
    let mut all: Vec<Column> = columns
        .into_iter()
        .map(|column| {
            let over = above.iter().rfind(|over| over.number <= column.number).cloned().unwrap_or_default();
            Column {
                number: column.number,
                year: column.year.or(over.year),
                over: column.over.or(over.over),
                says: column.says.or(over.says),
                unit: if column.unit.is_empty() { over.unit } else { column.unit },
            }
        })
        .collect();
    let first = all.iter().map(|column| column.number).min().unwrap_or(0);
    let alone = |column: &&Column| column.number < first;
    all.splice(0..0, above.iter().filter(alone).cloned().collect::<Vec<_>>());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::FiscalYear;

    #[test]
    fn years_with_words_around_them() {
        let year = |text: &str| {
            loosely(text)?.into_iter().find_map(|item| if let Word::Year(year) = item.word { Some(year) } else { None })
        };
        assert_eq!(year("R8年度目標"), Some(Year::Stated(FiscalYear(2026))));
        assert_eq!(year("目標値（令和8年度）"), Some(Year::Stated(FiscalYear(2026))));
        assert_eq!((year("R7"), year("公表方法"), year("HP掲載")), (Some(Year::Stated(FiscalYear(2025))), None, None));
    }
}
