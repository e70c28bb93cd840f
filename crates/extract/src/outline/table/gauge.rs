//! Forms of an indicator that give it in rows: 指標名, the kinds of its values side by side (基準値 │ 目標値), below them the values
//! (数値 │ 3件 │ 5件) and when they were or shall be (時点 │ R5 │ R8).
//!
//! What comes in are the rows of one table, what goes out are the figures. This file must not know what work they measure.

use super::super::PieceKind;
use super::super::cells::Row;
use super::super::series::{self, Measures, Says, Value, Year};
use super::super::tree_builder::TreeBuilder;
use super::named::at;
use crate::blocks::Cell;
use crate::blocks::chars::squeeze;
use crate::blocks::target::head::{self, Word};
use crate::vocabulary::words;

/// Rows above the kinds of values among which the name of the indicator stands.
const NAMED_WITHIN: usize = 4;
/// Rows below them among which the values stand.
const VALUES_WITHIN: usize = 3;
/// Letters of a word for a kind of value.
const LONGEST: usize = 16;

/// What a column holds.
struct Kind<'r> {
    cell: &'r Cell,
    says: Says,
    year: Option<Year>,
}

/// The rows of an indicator.
struct Gauge<'r> {
    kinds: Vec<Kind<'r>>,
    name: Option<&'r Cell>,
    values: &'r Row,
    moments: Option<&'r Row>,
}

/// Adds the figures of such forms to the outline. Tells whether the table is one.
pub(super) fn gauged(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    let gauges: Vec<Gauge> = (0..rows.len()).filter_map(|at| gauge(rows, at)).collect();
    let owner = builder.levels.top().or_else(|| builder.outline.entries.len().checked_sub(1));
    // What else the table holds must not outweigh them.
    let told: usize = gauges.iter().map(Gauge::rows).sum();
    let Some(owner) = owner.filter(|_| !gauges.is_empty() && told * 2 >= rows.len()) else { return false };
    for gauge in &gauges {
        let row = series::next_row(&builder.outline.values);
        let titled = || squeeze(&builder.outline.entries[owner].title);
        let name = gauge.name.map_or_else(titled, |cell| squeeze(&cell.text));
        let measures = if gauge.name.is_some() { Measures::Named } else { Measures::Owner };
        let values = gauge.figures().map(|(kind, cell)| {
            let name = if gauge.is_alone(kind) { name.clone() } else { format!("{name} {}", squeeze(&kind.cell.text)) };
            let value = Value::of_cell(owner, row, kind.says, (name, String::new()), cell);
            let (text, dated) = without_years(&value.text);
            let year = gauge.moment(kind).map_or(kind.year.or(dated), |cell| moment(&cell.text));
            Value { year, measures, text: text.to_owned(), ..value }
        });
        let values: Vec<Value> = values.collect();
        builder.outline.values.extend(values);
    }
    super::cells(builder, rows, PieceKind::Value);
    true
}

/// The form whose kinds of values stand in a row.
fn gauge(rows: &[Row], kinds: usize) -> Option<Gauge<'_>> {
    let row = &rows[kinds];
    let kind = |cell| {
        let (says, year) = says(cell)?;
        Some(Kind { cell, says, year })
    };
    let found: Vec<Kind> = row.cells.iter().filter(|cell| cell.column > 0).filter_map(kind).collect();
    if found.len() < 2 || found.len() * 2 < row.cells.len() {
        return None;
    }
    let below = rows.get(kinds + 1..)?.iter().take(VALUES_WITHIN);
    let begins = |row: &&Row, list: &crate::vocabulary::List| {
        row.cells.first().is_some_and(|cell| cell.column == 0 && list.is(&squeeze(&cell.text)))
    };
    let words = &words().head;
    let values = below.clone().find(|row| begins(row, &words.amount))?;
    let moments = below.clone().find(|row| begins(row, &words.moment));
    let gauge = Gauge { kinds: found, name: name(&rows[kinds.saturating_sub(NAMED_WITHIN)..kinds]), values, moments };
    (gauge.figures().count() > 0).then_some(gauge)
}

/// The name of an indicator in the rows above: below 指標名, or beside it where the row below says something else of it.
fn name(rows: &[Row]) -> Option<&Cell> {
    let is_label = |cell: &&Cell| words().column.indicator.is(&squeeze(&cell.text));
    let labels = rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.cells.iter().find(is_label)?)));
    let named = |(row, label): (usize, &Cell)| {
        let below = rows.get(row + 1).and_then(|below| at(below, label.column));
        let beside = rows[row].cells.iter().find(|cell| cell.column > label.column);
        below.filter(|cell| !is_word(cell)).or(beside.filter(|cell| !is_word(cell)))
    };
    labels.filter_map(named).next_back()
}

/// Is a cell a word of the form, as 分類 and 算出方法 are?
fn is_word(cell: &Cell) -> bool {
    let text = squeeze(&cell.text);
    let (columns, slot) = (&words().column, &words().slot);
    let known = [&columns.section, &columns.indicator, &slot.about_work, &slot.part, &words().head.method];
    known.iter().any(|list| list.is(&text)) || ["分類", "種類"].iter().any(|end| text.ends_with(end))
}

/// What a word says that heads a kind of value, with its year: 基準値, 今年度目標値.
fn says(cell: &Cell) -> Option<(Says, Option<Year>)> {
    let text = squeeze(&cell.text);
    let heads = &words().head;
    let lists = [
        (&heads.target, Says::Target),
        (&heads.forecast, Says::Forecast),
        (&heads.result, Says::Result),
        (&heads.now, Says::Now),
    ];
    if text.chars().count() > LONGEST {
        return None;
    }
    let items = head::whole(&text).unwrap_or_default();
    let mut years = items.iter().filter_map(|item| if let Word::Year(year) = item.word { Some(year) } else { None });
    let year = years.next().or_else(|| head::year(&text).map(|(year, _)| year));
    let whole = items.iter().find_map(|item| if let Word::Says(says) = item.word { Some(says) } else { None });
    let ending = || lists.iter().find(|(list, _)| list.ends(&text)).map(|(_, says)| *says);
    whole.or_else(ending).map(|says| (says, year))
}

/// The year of a time: R5年度, R7.3.31; none of a stretch of years.
fn moment(text: &str) -> Option<Year> {
    let text = squeeze(text);
    let stretch = text.contains(['～', '〜', '~']);
    head::day_alone(&text).or_else(|| head::year(&text).filter(|_| !stretch).map(|(year, _)| year))
}

/// A value without the years in brackets behind it, and the last of them: 1,500件（R3～R6年度）.
fn without_years(text: &str) -> (&str, Option<Year>) {
    let bracket = text.strip_suffix(['）', ')']).and_then(|inner| inner.rsplit_once(['（', '(']));
    match bracket.and_then(|(value, years)| Some((value, head::year(years)?))) {
        Some((value, (year, _))) => (value, Some(year)),
        None => (text, None),
    }
}

impl Gauge<'_> {
    /// The values, each with its kind.
    fn figures(&self) -> impl Iterator<Item = (&Kind<'_>, &Cell)> {
        let cells = self.kinds.iter().filter_map(|kind| Some((kind, at(self.values, kind.cell.column)?)));
        cells.filter(|(_, cell)| series::is_figure(&cell.text))
    }

    /// How many rows tell of the indicator.
    fn rows(&self) -> usize {
        2 + usize::from(self.moments.is_some()) + usize::from(self.name.is_some())
    }

    /// Does no other column hold the same kind?
    fn is_alone(&self, kind: &Kind) -> bool {
        self.kinds.iter().filter(|other| other.says == kind.says).count() == 1
    }

    /// When a value was or shall be.
    fn moment(&self, kind: &Kind) -> Option<&Cell> {
        at(self.moments?, kind.cell.column)
    }
}
