//! Heads of tables that give figures by year: 指標, 単位, 現状, 令和6年度, 令和7年度.
//!
//! What comes in are the first rows of a table, what goes out is what each of its columns holds. This file must not know the
//! rows below.

use super::super::cells::{Row, counts, is_name, ranks};
use crate::blocks::Cell;
use crate::blocks::chars::{digit, is_japanese, squeeze};
use crate::blocks::target::figure;
use crate::blocks::target::head::{self, Item, Says, Word, Year};
use crate::vocabulary::words;

/// Rows that a head may take.
const TALLEST_HEAD: usize = 3;
/// A column of figures.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) number: u32,
    pub(super) year: Option<Year>,
    pub(super) says: Option<Says>,
    /// What the figure before a stroke is, where a cell holds two: 実績／目標.
    pub(super) over: Option<Says>,
    pub(super) unit: String,
    /// What it counts beside the years, in the head's own words: 入会 between 令和4年度末 and 令和5年度末.
    pub(super) name: String,
}

/// What the head of a table says.
#[derive(Clone, Debug, Default)]
pub(in crate::outline) struct Head {
    pub(super) columns: Vec<Column>,
    /// The unit of the whole table.
    pub(super) unit: String,
    /// The column that gives each row's unit.
    pub(super) units: Option<u32>,
    /// The column that gives the year by which the row's aim is to be reached.
    pub(super) due: Option<u32>,
    /// The column that names the rows, where the head tells.
    pub(super) name: Option<u32>,
    /// The second of two columns that the head gives one word: names beside those that stand for several rows.
    pub(super) inner: Option<u32>,
    /// Had the head rows of its own, and years over them? Then rows below the next headings must have a unit, as its own have.
    pub(super) filled: bool,
}

/// Does a table call itself one of KPI, and give what is and what shall be, no years one by one: KPI 基準値 中間値 目標値?
pub(in crate::outline) fn tells_outcomes(rows: &[Row]) -> bool {
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
pub(in crate::outline) fn keep_head(rows: &[Row], open: &mut Option<Head>) {
    let told = |head: &Head| head.columns.iter().all(|column| column.year.is_none() && column.says.is_some());
    if let Some((_, head)) = head_of(rows, String::new()).filter(|(_, head)| told(head)) {
        *open = Some(head);
    }
}

/// Is the row a head of columns of figures?
pub(in crate::outline) fn repeats_head(row: &Row) -> bool {
    columns(&row.cells, &mut Head::default()).is_some_and(|columns| !columns.is_empty())
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

/// Reads the first rows as the head of such a table: what it says, and how many rows it takes.
pub(super) fn head_of(rows: &[Row], unit: String) -> Option<(usize, Head)> {
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
    let several = (head.columns.len() >= 2 || over) && told && !sums;
    let single =
        || taken == 1 && head.columns.len() == 1 && rows.get(taken..).is_some_and(|body| is_filled(&head, body));
    (several || single()).then_some((taken, head))
}

/// Does every row below a head of one column have a name and a number in it, most of them nothing but a figure?
fn is_filled(head: &Head, body: &[Row]) -> bool {
    let own = |row: &Row| {
        let cell = row.cells.iter().find(|cell| cell.column == head.columns[0].number);
        cell.map(|cell| squeeze(&cell.text))
    };
    let numbered =
        |row: &Row| own(row).is_some_and(|text| text.contains(|c| digit(c).is_some()) || figure::is_dash(&text));
    let figures =
        body.iter().filter(|row| own(row).is_some_and(|text| figure::shape(&text) == Some(figure::Shape::Number)));
    // １　巡回指導 has a number of its own.
    let is_named = |cell: &Cell| cell.text.contains(is_japanese) && figure::shape(&squeeze(&cell.text)).is_none();
    let named = |row: &Row| row.cells.first().is_some_and(|cell| Some(cell.column) == head.name && is_named(cell));
    figures.count() * 2 > body.len() && body.iter().all(|row| numbered(row) && named(row))
}

/// The columns that count something beside the years: 入会 and 退会 between 令和4年度末 and 令和5年度末, which then name what
/// they count too.
pub(super) fn beside(head: &Head, rows: &[Row], taken: usize) -> Vec<Column> {
    let (Some(above), Some(body)) = (rows.get(..taken), rows.get(taken..)) else { return Vec::new() };
    let state = |cell: &&Cell| head::is_state(&squeeze(&cell.text));
    let cells = || above.iter().flat_map(|row| &row.cells);
    let names = cells().map(|cell| cell.column).min().unwrap_or(0);
    let known = |number: u32| {
        [head.units, head.due, head.name, head.inner].contains(&Some(number))
            || head.columns.iter().any(|column| column.number == number)
    };
    let aside = |cell: &Cell| {
        let text = squeeze(&cell.text);
        let column = &words().column;
        column.no_count.stands_in(&text) || column.when.ends(&text)
    };
    let told = |cell: &&Cell| {
        cell.column > names
            && !known(cell.column)
            && is_name(cell)
            && !aside(cell)
            && counts(body, cell.column)
            && !ranks(body, cell.column)
    };
    let named = |cell: &Cell| Column { number: cell.column, name: squeeze(&cell.text), ..Column::default() };
    let others: Vec<Column> = cells().filter(told).map(named).collect();
    if others.is_empty() {
        return head.columns.clone();
    }
    let of = |number: u32| cells().filter(|cell| cell.column == number).find(state);
    let own = head.columns.iter().map(|column| match of(column.number) {
        Some(cell) => Column { name: squeeze(&cell.text), ..column.clone() },
        None => column.clone(),
    });
    let mut columns: Vec<Column> = own.chain(others).collect();
    columns.sort_by_key(|column| column.number);
    columns
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
    let mut groups: Vec<&[Column]> = columns[first..].chunk_by(|_, next| !whole(next)).collect();
    // 評価 behind the last year's 実績 judges all of them.
    let judges = |column: &Column| matches!(column.says, Some(Says::Rating | Says::Rate | Says::Change));
    let each = groups[0].len();
    if let Some(last) = groups.last_mut().filter(|last| last.len() > each && last[each..].iter().all(judges)) {
        *last = &last[..each];
    }
    let end = first + groups.iter().map(|group| group.len()).sum::<usize>();
    let says = |group: &[Column]| group.iter().map(|column| column.says).collect::<Vec<_>>();
    let years = |group: &[Column]| group.iter().map(|column| column.year).collect::<Vec<_>>();
    let aimed = groups[0].len() >= 2 && says(groups[0])[..2] == [Some(Says::Target), Some(Says::Result)];
    let under_years = groups[0][1..].iter().all(|column| column.year.is_none())
        && groups.iter().all(|group| says(group) == says(groups[0]))
        && (groups.len() >= 2 || aimed);
    let under_words = groups.len() >= 2
        && groups[0][1..].iter().all(|column| column.says.is_none())
        && groups.iter().all(|group| years(group) == years(groups[0]));
    for at in first + 1..end {
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
    (enough || above || is_single_head(cells, &columns, head)).then_some(columns)
}

/// Words that head the names of rows before a single column: 項目, 令和6年度目標.
const NAMES: [&str; 10] =
    ["項目", "指標", "目標項目", "評価指標", "成果指標", "評価項目", "区分", "支援項目", "数値目標", "KPI"];

/// Is a row the head of a table with one column of figures, 項目 令和6年度目標 担当: the word for the names first, and a column
/// that says of which year or what it holds?
fn is_single_head(cells: &[Cell], columns: &[Column], head: &mut Head) -> bool {
    let [column] = columns else { return false };
    let told = column.year.is_some() || matches!(column.says, Some(Says::Target | Says::Result | Says::Forecast));
    let first = cells.first().filter(|cell| NAMES.contains(&squeeze(&cell.text).as_str()));
    let (Some(first), true) = (first, told && column.number > 0 && cells.len() <= MOST_BESIDE + 2) else {
        return false;
    };
    head.name = Some(first.column);
    true
}

/// Columns beside the names and the one of figures, at most: 単位, 担当.
const MOST_BESIDE: usize = 2;

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
                ..column
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
