//! Tables whose columns are counts of their own: 検定名 回数 申込者数, or 年度 会員数 増減.
//!
//! What comes in are the rows of a table, what goes out are its figures, each named by its row and its column. This
//! file must not know the tree.

use super::cells::{Row, counts, is_item, is_name, ranks, shape, unit_of};
use super::series::{Measures, Says, Value};
use crate::blocks::Cell;
use crate::blocks::chars::{close_up, digit, is_japanese, squeeze};
use crate::blocks::target::figure::{self, Shape};
use crate::blocks::target::head::{self, Word, Year};
use crate::vocabulary::words;
use kurabe_text::unit;

/// Letters of a column's name over rows that are years: it names what is measured whole.
const LONGEST_MEASURE: usize = 40;

/// A column of counts.
struct Column {
    number: u32,
    name: String,
}

/// The figures of a table whose head names what each column counts; none for lists of people, accounts and calendars.
///
/// `unit` is what the text above the table gives for all of it; empty without one.
pub(super) fn values(rows: &[Row], owner: usize, before: u32, unit: &str) -> Option<Vec<Value>> {
    let (head, body) = rows.split_first()?;
    // Units alone name nothing.
    if head.cells.iter().all(|cell| bracketed_unit(cell).is_some()) {
        return None;
    }
    // （件）（回） below the names of the columns are their units.
    let (units, body) = match body.split_first() {
        Some((units, below)) if units.cells.iter().all(|cell| bracketed_unit(cell).is_some()) => (Some(units), below),
        _ => (None, body),
    };
    let head = &over_figures(&head.cells, body);
    let units = units.map(|units| over_figures(&units.cells, body));
    let columns = columns(head, body)?;
    let unit_below = |number: u32| units.as_ref()?.iter().find(|cell| cell.column == number).and_then(bracketed_unit);
    let name = name_column(head);
    let whole = Some(unit_of_all(rows)).filter(|unit| !unit.is_empty()).unwrap_or_else(|| unit.to_owned());
    let mut values = Vec::new();
    let mut groups = Groups::of(head, body, &columns);
    for (number, row) in (before..).zip(body) {
        let words = || row.cells.iter().filter(|cell| !columns.iter().any(|column| column.number == cell.column));
        let first = words().find(|cell| Some(cell.column) == name).or_else(|| words().next())?;
        let dated = dated(first);
        let name = groups.name(row).unwrap_or_else(|| squeeze_name(&first.text));
        for column in &columns {
            let cell = row.cells.iter().find(|cell| cell.column == column.number);
            let Some(cell) = cell.filter(|cell| shape(cell) == Some(Shape::Number)) else { continue };
            values.push(Value {
                owner,
                row: number,
                name: if dated.is_some() { column.name.clone() } else { format!("{name} {}", column.name) },
                group: String::new(),
                mark: None,
                year: dated
                    .and_then(|(year, _)| year)
                    .or_else(|| of_the_year_before(&column.name))
                    .or_else(|| head::day_alone(&column.name)),
                says: dated.map_or(Some(Says::Counted), |(_, says)| says),
                unit: unit_of(&column.name)
                    .map(str::to_owned)
                    .or_else(|| unit_below(column.number))
                    .unwrap_or_else(|| whole.clone()),
                text: cell.text.replace('\n', ""),
                line: cell.span.first,
                measures: Measures::Named,
            });
        }
    }
    (!values.is_empty()).then_some(values)
}

/// Names in several columns, the first of which stand once for several rows: 簿記 beside 1級, 2級 and 3級.
struct Groups {
    /// The columns of names, and what stands in each.
    names: Vec<(u32, String)>,
}

impl Groups {
    /// Dates and places tell of a meeting and name it not.
    fn of(head: &[Cell], body: &[Row], columns: &[Column]) -> Self {
        let first = columns.iter().map(|column| column.number).min().unwrap_or(0);
        let mut numbers: Vec<u32> = body.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
        numbers.retain(|number| *number < first);
        numbers.sort_unstable();
        numbers.dedup();
        let begins = |row: &Row| row.cells.iter().map(|cell| cell.column).min();
        // Some rows begin behind the first column, and all have a name in the last.
        let parted = body.iter().any(|row| begins(row) > numbers.first().copied());
        let inner = numbers.last().copied();
        let all = body.iter().all(|row| row.cells.iter().any(|cell| Some(cell.column) == inner));
        let told = numbers.len() >= 2 && parted && all;
        let aside = |number: &u32| {
            let cell = head.iter().find(|cell| cell.column == *number).map(|cell| squeeze(&cell.text));
            cell.is_some_and(|text| {
                words().column.when.ends(&text) || ["場所", "会場", "開催地"].contains(&text.as_str())
            })
        };
        numbers.retain(|number| !aside(number));
        Self {
            names: if told { numbers.into_iter().map(|number| (number, String::new())).collect() } else { Vec::new() },
        }
    }

    /// The names of a row, those that stand for several rows too.
    fn name(&mut self, row: &Row) -> Option<String> {
        for (number, name) in &mut self.names {
            if let Some(cell) = row.cells.iter().find(|cell| cell.column == *number) {
                *name = squeeze_name(&cell.text);
            }
        }
        let names: Vec<&str> =
            self.names.iter().map(|(_, name)| name.as_str()).filter(|name| !name.is_empty()).collect();
        (!names.is_empty()).then(|| names.join(" "))
    }
}

/// The figures of a table without a head whose every row names one count: 会員数 1,480 社, 受講者数 30名.
pub(super) fn one_in_each_row(rows: &[Row], owner: usize, before: u32) -> Option<Vec<Value>> {
    /// Rows of such a table, at least.
    const FEWEST: usize = 2;
    let unit = |text: &str| {
        let text = squeeze(text);
        (unit::of(&text).is_some() || matches!(text.as_str(), "%" | "％")).then_some(text)
    };
    // 法律相談 12回 46件: each figure with its unit.
    if let Some(values) = several_in_each_row(rows, owner, before).filter(|_| rows.len() >= FEWEST) {
        return Some(values);
    }
    let read = |(number, row): (u32, &Row)| {
        let (name, count, unit) = match row.cells.as_slice() {
            [name, count, own] => (name, count, unit(&own.text)?),
            [name, count] => {
                let figures = |c: char| digit(c).is_some() || matches!(c, ',' | '，' | '.' | '．' | '約');
                (name, count, unit(squeeze(&count.text).trim_start_matches(figures))?)
            }
            _ => return None,
        };
        let named = name.text.chars().any(is_japanese) && shape(name).is_none();
        let counted = named && shape(count) == Some(Shape::Number);
        counted.then(|| Value {
            owner,
            row: number,
            name: squeeze_name(&name.text),
            group: String::new(),
            mark: None,
            year: None,
            says: Some(Says::Counted),
            unit,
            text: count.text.replace('\n', ""),
            line: count.span.first,
            measures: Measures::Owner,
        })
    };
    let values: Option<Vec<Value>> = (before..).zip(rows).map(read).collect();
    values.filter(|values| values.len() >= FEWEST)
}

/// The figures of rows each of which has a name and several counts, all with units of their own, the same in every row.
fn several_in_each_row(rows: &[Row], owner: usize, before: u32) -> Option<Vec<Value>> {
    let figures = |c: char| digit(c).is_some() || matches!(c, ',' | '，' | '.' | '．' | '約');
    let counted = |cell: &Cell| {
        let text = squeeze(&cell.text);
        let bare = text.split(['（', '(']).next().unwrap_or_default();
        let unit = bare.trim_start_matches("延べ").trim_start_matches(figures);
        let told =
            figure::shape(bare) == Some(Shape::Number) && (unit::of(unit).is_some() || matches!(unit, "%" | "％"));
        told.then(|| unit.to_owned())
    };
    let read = |row: &Row| {
        let (name, counts) = row.cells.split_first().filter(|(_, counts)| counts.len() >= 2)?;
        let named = name.text.contains(is_japanese) && shape(name).is_none() && dated(name).is_none();
        let units: Option<Vec<String>> = counts.iter().map(counted).collect();
        units.filter(|_| named && !is_item(&name.text))
    };
    let units: Vec<Vec<String>> = rows.iter().map(read).collect::<Option<_>>()?;
    if units.windows(2).any(|pair| pair[0] != pair[1]) {
        return None;
    }
    let values = (before..).zip(rows.iter().zip(units)).flat_map(|(number, (row, units))| {
        let name = squeeze_name(&row.cells[0].text);
        let value = move |(cell, unit): (&Cell, String)| Value {
            owner,
            row: number,
            name: name.clone(),
            group: String::new(),
            mark: None,
            year: None,
            says: Some(Says::Counted),
            unit,
            text: cell.text.replace('\n', ""),
            line: cell.span.first,
            measures: Measures::Owner,
        };
        row.cells[1..].iter().zip(units).map(value).collect::<Vec<_>>()
    });
    Some(values.collect())
}

/// The cells of a head that has none over the names of the rows, each over its figures: as many as there are columns of
/// figures, all behind the first.
fn over_figures(head: &[Cell], body: &[Row]) -> Vec<Cell> {
    let mut numbers: Vec<u32> = body.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let figures: Vec<u32> = numbers.iter().copied().skip(1).filter(|number| counts(body, *number)).collect();
    let mut head = head.to_vec();
    if by_year(body) && head.len() == figures.len() && figures.len() + 1 == numbers.len() {
        for (cell, number) in head.iter_mut().zip(figures) {
            cell.column = number;
            // What the table is of, before the first name: 〔計画期間の目標〕 経営分析.
            let text = cell.text.trim_start();
            if let Some((_, name)) =
                text.strip_prefix(['〔', '【', '［', '＜']).and_then(|text| text.split_once(['〕', '】', '］', '＞']))
                && !name.trim().is_empty()
            {
                cell.text = name.trim().to_owned();
            }
        }
    }
    head
}

/// The unit that a cell gives and nothing else: （件）.
fn bracketed_unit(cell: &Cell) -> Option<String> {
    match head::whole(&cell.text)?.as_slice() {
        [head::Item { word: Word::Unit(unit), bracketed: true, .. }] if !unit.is_empty() => Some(unit.clone()),
        _ => None,
    }
}

/// Where below a table with the years over its columns another begins with the years down its rows: its head is the
/// last row without a figure before them.
pub(super) fn turns(rows: &[Row]) -> Option<usize> {
    let years = |row: &Row| row.cells.iter().filter(|cell| matches!(dated(cell), Some((Some(_), _)))).count();
    let over = rows.first().filter(|row| years(row) >= 2).is_some();
    let down =
        |row: &Row| row.cells.first().is_some_and(|cell| matches!(dated(cell), Some((Some(_), _)))) && years(row) == 1;
    let first = rows.windows(2).position(|pair| down(&pair[0]) && down(&pair[1])).filter(|_| over)?;
    let plain = |row: &Row| row.cells.iter().all(|cell| shape(cell).is_none());
    let head = rows[..first].iter().rev().take_while(|row| plain(row)).count();
    (head > 0 && first > head).then_some(first - head)
}

/// 前年度計: counted in the year before the plan's.
fn of_the_year_before(name: &str) -> Option<Year> {
    let rest = ["前年度", "昨年度", "前年"].iter().find_map(|word| name.strip_prefix(word))?;
    (!rest.starts_with(['比', '対', '同'])).then_some(Year::Nth(0))
}

/// The unit in brackets that one name of a row or a column gives for all: 計（件）.
fn unit_of_all(rows: &[Row]) -> String {
    let first = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).min();
    let named = rows.iter().skip(1).filter_map(|row| row.cells.iter().find(|cell| Some(cell.column) == first));
    let mut units = named.filter_map(|cell| {
        let text = squeeze(&cell.text);
        let (_, unit) = text.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
        kurabe_text::unit::spellings().find(|(written, _)| *written == unit).map(|_| unit.to_owned())
    });
    let unit = units.next().unwrap_or_default();
    if units.all(|other| other == unit) { unit } else { String::new() }
}

/// The column that names the rows of a table whose first says when: 月日 会議名 出席者数.
fn name_column(head: &[Cell]) -> Option<u32> {
    let dated = head.first().is_some_and(|cell| words().column.when.ends(&squeeze(&cell.text)));
    let names = |cell: &&Cell| {
        let text = squeeze(&cell.text);
        let columns = &words().column;
        columns.name.is(&text) || columns.head_end.ends(&text) || columns.event_name.is(&text)
    };
    head.iter().skip(1).find(names).filter(|_| dated).map(|cell| cell.column)
}

/// The columns of figures behind the first, which names the rows; none if a row or one of them has no name.
fn columns(head: &[Cell], body: &[Row]) -> Option<Vec<Column>> {
    let first = body.iter().flat_map(|row| &row.cells).map(|cell| cell.column).min()?;
    let by_year = by_year(body);
    // 4月 5月 6月 … 計: each column counts what came in its month.
    let month = |cell: &Cell| head::is_month(&squeeze(&cell.text));
    let by_month = head.iter().filter(|cell| month(cell)).count() >= head::MONTHS;
    let is_month = |cell: &Cell| by_month && month(cell);
    let is_name = |cell: &Cell| is_name(cell) || by_year && is_measure(cell) || is_month(cell);
    let when = |cell: &Cell| words().column.when.ends(&squeeze(&cell.text)) && !is_month(cell);
    let columns: Vec<Column> = head
        .iter()
        .filter(|cell| cell.column > first && is_name(cell) && !when(cell))
        .filter(|cell| counts(body, cell.column) && !ranks(body, cell.column))
        .map(|cell| Column { number: cell.column, name: squeeze_name(&cell.text) })
        .collect();
    let alien = |cell: &Cell| words().column.no_count.stands_in(&squeeze(&cell.text));
    let named = |row: &Row| {
        // ＰＣ beside 2級: one of several names says what it is.
        let mut names = row.cells.iter().filter(|cell| !columns.iter().any(|column| column.number == cell.column));
        let says = |cell: &Cell| cell.text.contains(is_japanese) || dated(cell).is_some();
        row.cells.len() >= 2
            && names.next().is_some_and(|first| !is_item(&first.text) && (says(first) || names.any(says)))
    };
    let enough = body.len() >= 2 && !columns.is_empty() || body.len() == 1 && columns.len() >= 2;
    let fits = enough && head.iter().all(&is_name) && !head.iter().any(alien) && body.iter().all(named);
    fits.then_some(columns)
}

/// What is measured, over rows that are years: 売上3％以上増加の事業者数（者）.
fn is_measure(cell: &Cell) -> bool {
    let text = squeeze(&cell.text);
    text.contains(is_japanese)
        && text.chars().count() <= LONGEST_MEASURE
        && !text.contains('。')
        && figure::shape(&text).is_none()
        && dated(cell).is_none()
}

/// The year that a cell names and what it says of the figures, if it says nothing else: 令和6年度, 現状（令和4年度）.
fn dated(cell: &Cell) -> Option<(Option<Year>, Option<Says>)> {
    let items = head::whole(&cell.text)?;
    let year = items.iter().find_map(|item| if let Word::Year(year) = item.word { Some(year) } else { None });
    let says = items.iter().find_map(|item| if let Word::Says(says) = item.word { Some(says) } else { None });
    let value = |item: &head::Item| matches!(item.word, Word::Year(_) | Word::Says(_) | Word::Stroke);
    let told = year.is_some() || matches!(says, Some(Says::Now | Says::Target | Says::Result | Says::Forecast));
    (told && items.iter().all(value)).then_some((year, says))
}

/// Do all rows but one at most stand for a year, or for 現状 and its kin?
fn by_year(body: &[Row]) -> bool {
    let first = |row: &Row| row.cells.iter().min_by_key(|cell| cell.column).and_then(dated);
    let years = body.iter().filter_map(first).filter(|(year, _)| year.is_some()).count();
    years >= 2 && body.iter().filter(|row| first(row).is_none()).count() <= 1
}

/// A name on one line; letters that all stand apart (巡 回) are closed up.
fn squeeze_name(text: &str) -> String {
    let flat = text.replace('\n', "");
    let apart = flat.split_whitespace().all(|word| word.chars().count() == 1);
    if apart { squeeze(&flat) } else { close_up(flat.trim()).unwrap_or_else(|| flat.trim().to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::{BlockKind, blocks};

    /// The names and texts of the figures of a table, its cells between tabs.
    fn read(source: &str) -> Option<Vec<String>> {
        let list = blocks(&kurabe_read::read(source.as_bytes(), None).unwrap()).list;
        let row = |block| match block {
            crate::blocks::Block { kind: BlockKind::Row { cells, .. }, page, span, .. } => {
                Some(Row { cells, page, span })
            }
            crate::blocks::Block { .. } => None,
        };
        let rows: Vec<Row> = list.into_iter().filter_map(row).collect();
        let shown = |value: Value| format!("{} {}", value.name, value.text);
        values(&rows, 0, 0, "").map(|values| values.into_iter().map(shown).collect())
    }

    #[test]
    fn rows_and_columns_name_a_figure() {
        assert_eq!(
            read("検定名\t回数\t申込者数\n簿記\t3回\t40名\n珠算\t－\t12名").unwrap(),
            ["簿記 回数 3回", "簿記 申込者数 40名", "珠算 申込者数 12名"]
        );
        assert_eq!(read("\t巡 回\t窓 口\n金 融\t12件\t30件").unwrap(), ["金融 巡回 12件", "金融 窓口 30件"]);
        assert_eq!(read("開催日\t会場\t参加者数\n5月12日\t会館\t30名\n6月2日\t会館\t25名").unwrap().len(), 2);
        assert_eq!(read("種目\t受験者\t合格率\n1級\t12名\t25％\n2級\t30名\t40％").unwrap()[0], "1級 受験者 12名");
        assert_eq!(read("年度\t会員数\t増減\nR4\t820\t▲12\nR5\t810\t▲10").unwrap()[0], "会員数 820");
        assert_eq!(
            read("年度\t「港だより」発行回数（回）\t売上3％以上増加の事業者数（者）\n現状（令和4年度）\t2\t−\n令和6年度\t4\t1\n令和7年度\t4\t2")
                .unwrap()[..2],
            ["「港だより」発行回数（回） 2", "「港だより」発行回数（回） 4"]
        );
    }

    #[test]
    fn lists_accounts_and_words_are_no_counts() {
        for source in [
            "科目\t予算額\t決算額\n会費\t3,200\t3,100\n補助金\t500\t500",
            "氏名\t電話番号\n山田\t0299-00-0000\n川上\t0299-00-0001",
            "時期\t内容\n4月\t総会\n5月\t視察",
            "区分\t人数\n① 正会員\t30人\n② 賛助会員\t4人",
        ] {
            assert_eq!(read(source), None, "{source}");
        }
    }
}
