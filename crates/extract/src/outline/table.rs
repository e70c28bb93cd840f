//! Tables of work as sections, initiatives and measures; tables of figures as cells.
//!
//! What comes in are the rows of one table, what goes out are entries and pieces. This file must not know
//! how marks stand to one another.

mod form;
mod gauge;
mod named;
mod parted;
mod sheet;

use super::PieceKind;
use super::cells::{Row, is_item};
use super::counted;
use super::flatten::flatten;
use super::heading;
use super::level::Asking;
use super::roles::{self, Roles};
use super::series;
use super::tree_builder::{Place, TreeBuilder};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::mark::Class;
use crate::blocks::target::{figure, head};
use crate::blocks::{Block, BlockKind, Cell};
use crate::rules::Rules;
use named::{Reached, at, is_total, name_entry, named, section_entry};
use parted::{follows_table, inherits, rows_of_table_before};
use std::collections::HashSet;

/// Adds the tables of rows that follow one another to the tree.
pub(super) fn build(builder: &mut TreeBuilder, blocks: Vec<Block>) {
    let mut rows: Vec<Row> = blocks
        .into_iter()
        .filter_map(|block| match block.kind {
            BlockKind::Row { cells, .. } => Some(Row { cells, page: block.page, span: block.span }),
            BlockKind::Text(_) => None,
        })
        .collect();
    while let Some(at) = title(&rows, builder.rules) {
        let mut titled = rows.split_off(at);
        let below = titled.split_off(1);
        table(builder, rows);
        titled.into_iter().for_each(|row| table_title(builder, row));
        rows = below;
    }
    table(builder, rows);
}

/// The title of another table that stands in a row of its own right above its head: ［シート３］年間予定, 月 主な動き.
fn title(rows: &[Row], rules: Rules) -> Option<usize> {
    /// Letters of such a title.
    const LONGEST: usize = 40;
    let is_title = |row: &Row| match row.cells.as_slice() {
        [only] if only.column == 0 => {
            let text = only.text.trim();
            let note = text.starts_with(['※', '注', '（', '(']) || text.contains(['。', '\n']);
            !note && !is_item(text) && text.chars().count() <= LONGEST
        }
        _ => false,
    };
    let is_head = |row: &Row| {
        let calendar = row.cells.first().is_some_and(|cell| squeeze(&cell.text) == "月");
        row.cells.len() >= 2 && (calendar || roles::any_header(&row.cells, rules))
    };
    (1..rows.len().saturating_sub(1)).find(|at| is_title(&rows[*at]) && is_head(&rows[at + 1]))
}

/// A heading that stands in a row of its own.
fn table_title(builder: &mut TreeBuilder, row: Row) {
    builder.levels.close_bullets();
    for cell in row.cells {
        let place = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
        builder.plain(cell.text, Asking::in_table(Class::Plain, 0), &place);
    }
}

/// Adds a table to the tree, and another that stands right below it with a head of its own.
fn table(builder: &mut TreeBuilder, mut rows: Vec<Row>) {
    if let Some(at) = other_years(&rows).filter(|_| sheet::schedules(&rows)) {
        let below = rows.split_off(at);
        table(builder, rows);
        return table(builder, below);
    }
    // What stands above the head of a sheet is a table of its own: whose it is, what the marks mean.
    let goes_on = follows_table(builder);
    let plain = |row: &Row| row.cells.iter().all(|cell| !cell.text.starts_with(|c| digit(c).is_some()));
    let alone = rows.last().is_some_and(|row| plain(row) && roles::header(&row.cells, builder.rules).is_some());
    let head = rows.iter().position(|row| sheet::is_head(row, builder.rules)).filter(|at| *at > 0);
    match head.or_else(|| counted::turns(&rows)).or_else(|| rows_of_table_before(builder, &rows)) {
        Some(at) => {
            let mut below = rows.split_off(at);
            let others = other_years(&below).map(|at| below.split_off(at));
            read(builder, rows);
            read(builder, below);
            if let Some(others) = others {
                headed(builder, &others[0]);
                read(builder, others);
            }
        }
        None => read(builder, rows),
    }
    builder.parted = (alone || goes_on).then_some((builder.outline.entries.len(), builder.outline.pieces.len()));
}

/// What stands left of the years of a head, and is none of the words that head columns, is what its table is of: 予算（千円）.
fn headed(builder: &mut TreeBuilder, row: &Row) {
    let words = |cell: &Cell| roles::names_rows(&cell.text, builder.rules) || head::whole(&cell.text).is_some();
    if let Some(cell) = row.cells.first().filter(|cell| cell.column == 0 && !words(cell)) {
        let place = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
        builder.plain(cell.text.clone(), Asking::in_table(Class::Plain, 0), &place);
    }
}

/// Where years stand in other columns than those of the first row: the head of another table right below it, 予算.
fn other_years(rows: &[Row]) -> Option<usize> {
    let own = roles::years_of(rows.first()?);
    let other = |row: &Row| {
        let years = roles::years_of(row);
        years.len() >= 2 && years != own
    };
    rows.iter().position(other).filter(|_| own.len() >= 2)
}

/// Rows in which the head of a table may stand.
const TALLEST_HEAD: usize = 3;

/// Is it a calendar, 月 beside 行事 below 年間予定? What is planned it only sets out by month.
fn is_calendar(builder: &TreeBuilder, rows: &[Row]) -> bool {
    let text = |row: &Row| row.cells.first().map(|cell| squeeze(&cell.text)).unwrap_or_default();
    let month = |row: &Row| head::is_month(&text(row));
    let Some((first, body)) = rows.split_first() else { return false };
    let months = body.iter().filter(|row| month(row)).count();
    let titled = builder.levels.top().is_some_and(|top| {
        let title = squeeze(&builder.outline.entries[top].title);
        heading::is_appendix(&title) || title.ends_with("予定") || title.ends_with("日程")
    });
    // Without other work it is the work.
    let beside = builder.outline.entries.len() > head::MONTHS;
    beside
        && text(first) == "月"
        && rows.iter().all(|row| row.cells.len() <= 2)
        && months >= head::MONTHS
        && months == body.len()
        && titled
}

/// Adds the rows of a table to the tree.
fn read(builder: &mut TreeBuilder, rows: Vec<Row>) {
    if is_calendar(builder, &rows) {
        figures(builder, &rows);
    } else if gauge::gauged(builder, &rows)
        || form::filled(builder, &rows)
        || sheet::judged(builder, &rows)
        || sheet::scheduled(builder, &rows)
    {
        // Its rows are work, with what was reached or with the years in which it is done.
    } else if let Some((at, found)) = rows
        .iter()
        .take(TALLEST_HEAD)
        .enumerate()
        .find_map(|(at, row)| roles::header(&row.cells, builder.rules).map(|found| (at, found)))
        .filter(|(at, _)| !roles::of_meetings(&rows[*at].cells))
    {
        // Years beside a name alone: figures, or words where a year has none yet.
        let series = roles::is_series(&rows[at].cells, builder.rules) || roles::measures_work(&rows[at].cells);
        if series
            && rows[at + 1..].iter().any(|row| roles::tells_figure(&row.cells))
            && let Some(values) = series_of(builder, &rows)
        {
            builder.outline.values.extend(values);
            cells(builder, &rows, PieceKind::Value);
            return;
        }
        if found.section.is_none() && dated_work(builder, &rows, at, found.name) {
            return;
        }
        let found = found.regrouped(&rows[at].cells, &rows[at + 1..], builder.rules);
        let found = priced(builder, found, &rows[at].cells);
        series::keep_head(&rows[at..], &mut builder.head);
        builder.roles = Some(found.clone());
        figures(builder, &rows[..at]);
        if found.years.len() >= 2 {
            let others = rows[at + 1..].iter().position(|row| roles::is_dated(&row.cells));
            let own = &rows[at..others.map_or(rows.len(), |others| at + 1 + others)];
            let sums: HashSet<u32> = own.iter().filter(|row| is_total(row)).map(|row| row.span.first).collect();
            let mut values = series_of(builder, own).unwrap_or_default();
            values.retain(|value| !sums.contains(&value.line));
            if let Some(unit) = builder.unit_of(&rows[at].cells, values.first().map(|value| value.unit.clone())) {
                values.iter_mut().filter(|value| value.unit.is_empty()).for_each(|value| value.unit.clone_from(&unit));
            }
            builder.outline.values.extend(values);
        }
        named(builder, &rows[at..], &found);
    } else if let Some(found) = builder
        .roles
        .clone()
        .filter(|roles| !builder.in_background() && inherits(&rows, roles, builder.rules, follows_table(builder)))
    {
        named(builder, &rows, &found);
    } else if measured_work(builder, &rows) || judged_work(builder, &rows) || reached_work(builder, &rows) {
        // Its names are entries, its figures theirs.
    } else if let Some(values) = series_of(builder, &rows).or_else(|| counts_of(builder, &rows)) {
        builder.outline.values.extend(values);
        cells(builder, &rows, PieceKind::Value);
    } else if lists(&rows) {
        flatten(builder, rows);
    } else {
        figures(builder, &rows);
    }
}

/// Do the rows of a table list items? One row below a head of words, in which a cell behind the first has a mark, only points to
/// something: 条例 │ 構想 │ その他 over はまの構想 │ (2)海の仕事.
fn lists(rows: &[Row]) -> bool {
    /// Words of such a head.
    const HEAD: usize = 3;
    let item = |cell: &Cell| is_item(&cell.text);
    let listed = rows.iter().filter(|row| row.cells.iter().any(item)).count();
    let points = match rows {
        [head, row] => head.cells.len() >= HEAD && listed == 1 && row.cells.len() > 1 && !item(&row.cells[0]),
        _ => false,
    };
    listed * 2 >= rows.len() && !rows.is_empty() && !points
}

/// The roles with the unit that the line or the heading above the table gives: （単位：千円）.
fn priced(builder: &mut TreeBuilder, mut roles: Roles, head: &[Cell]) -> Roles {
    let above = unit_above(builder, builder.levels.top());
    if let Some(unit) = builder.unit_of(head, above).filter(|unit| !unit.is_empty()) {
        roles.costs.iter_mut().filter(|(.., own)| own.is_empty()).for_each(|(.., own)| own.clone_from(&unit));
    }
    roles
}

/// A table that holds no items: each cell a text of its own.
fn figures(builder: &mut TreeBuilder, rows: &[Row]) {
    cells(builder, rows, PieceKind::Cell);
}

/// The figures of a table that gives them by year; where no heading stands above it they belong to the item before it,
/// and with nothing before it there is nothing that they measure.
fn series_of(builder: &mut TreeBuilder, rows: &[Row]) -> Option<Vec<series::Value>> {
    builder.levels.close_bullets();
    let top = builder.levels.top().or_else(|| builder.outline.entries.len().checked_sub(1));
    let before = series::next_row(&builder.outline.values);
    let unit = unit_above(builder, top);
    let mut values = series::values(rows, top.unwrap_or(0), before, unit.unwrap_or_default(), &mut builder.head)?;
    if series::tells_outcomes(rows) {
        values.iter_mut().for_each(|value| value.measures = series::Measures::Outcome);
    } else if builder.targets {
        values.iter_mut().for_each(|value| value.measures = series::Measures::Ahead);
    }
    (top.is_some() || values.is_empty()).then_some(values)
}

/// The unit that the text above a table gives, or the heading under which it stands.
fn unit_above(builder: &TreeBuilder, top: Option<usize>) -> Option<String> {
    let above = builder.outline.pieces.last().filter(|piece| piece.owner == top && top.is_some());
    let heading = top.map(|top| builder.outline.entries[top].title.as_str());
    above.and_then(|piece| series::unit_note(&piece.text)).or_else(|| heading.and_then(series::unit_note))
}

/// A table that names work beside the indicators that measure it: each name an initiative, the figures of its rows its
/// own. Tells whether the table is one.
fn measured_work(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    let head = rows.iter().take(3).enumerate();
    let found = head.filter_map(|(at, row)| Some((at, roles::measured_work(&row.cells, builder.rules)?))).next();
    let Some((head, (name, indicator))) = found.filter(|_| !builder.in_background()) else { return false };
    builder.levels.close_bullets();
    let before = series::next_row(&builder.outline.values);
    let Some(mut values) = series::values(rows, 0, before, String::new(), &mut None) else { return false };
    // Without an indicator in its rows a name is none of work.
    let named = |row: &&Row| at(row, name).is_some() && at(row, indicator).is_some();
    if values.is_empty() || !rows.get(head + 1).is_some_and(|row| named(&row)) {
        return false;
    }
    let owners = work_with_figures(builder, rows, (head, name), named, |_| PieceKind::Value);
    for value in &mut values {
        value.owner = owners.get((value.row - before) as usize).copied().flatten().unwrap_or(0);
    }
    builder.outline.values.extend(values);
    true
}

/// A sheet that judges work: each row an initiative with its target, result and rating. Tells whether the table is one.
fn judged_work(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    let heads = rows.iter().take(3).enumerate();
    let found = heads.filter_map(|(at, row)| Some((at, roles::judged_work(&row.cells, builder.rules)?))).next();
    let Some((head, name)) = found.filter(|_| !builder.in_background()) else { return false };
    work_of_rows(builder, rows, head, name, |_| true)
}

/// A table of 目標 and 実績 with nothing above it whose figures they could be: each row an initiative of its own.
fn reached_work(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    if !builder.outline.entries.is_empty() || builder.in_background() {
        return false;
    }
    let Some((taken, name)) = series::reached(rows).filter(|(taken, _)| *taken < rows.len()) else { return false };
    work_of_rows(builder, rows, taken - 1, name, |values| !values.is_empty())
}

/// The same below years that stand over 目標 and 実績: each row an initiative with its figures of each year.
fn dated_work(builder: &mut TreeBuilder, rows: &[Row], head: usize, name: u32) -> bool {
    let dated = |values: &[series::Value]| {
        let years = || values.iter().map(|value| value.year);
        let several = years().any(|year| Some(year) != years().next());
        several && values.iter().all(|value| value.year.is_some() && value.says.is_some())
    };
    !builder.in_background() && work_of_rows(builder, rows, head, name, dated)
}

/// Makes each row of a table below its head an initiative with its figures, if these are as they should be.
fn work_of_rows(
    builder: &mut TreeBuilder,
    rows: &[Row],
    head: usize,
    name: u32,
    fits: impl Fn(&[series::Value]) -> bool,
) -> bool {
    // 事業・指標: a row of figures is an indicator of the work that the row without any above it names.
    let figure = |row: &&Row| roles::tells_figure(&row.cells);
    let told = at(&rows[head], name).is_some_and(|cell| cell.text.contains("指標"));
    let indicators = told && rows[head + 1..].iter().any(|row| !figure(&row));
    let named = |row: &&Row| at(row, name).is_some() && !is_total(row) && !(indicators && figure(row));
    if !rows[head + 1..].iter().any(|row| named(&row)) {
        return false;
    }
    builder.levels.close_bullets();
    let before = series::next_row(&builder.outline.values);
    let mut values = series::values(rows, 0, before, String::new(), &mut None).unwrap_or_default();
    if !fits(&values) {
        return false;
    }
    // What is no figure of a column of figures (10月に開始) is told of its year, and what stands under 所見 is text of the item.
    let figured: Vec<u32> =
        rows[head].cells.iter().filter(|cell| series::heads(&cell.text)).map(|cell| cell.column).collect();
    let is_figure = |text: &str| figure::shape(&squeeze(text)).is_some();
    let told = series::told(&rows[..=head]);
    let kind = |cell: &Cell| {
        let is_value = is_figure(&cell.text) || cell.text.chars().count() <= LONGEST_RATING;
        let named = indicators && cell.column == name;
        match told.get(&cell.column) {
            _ if figured.contains(&cell.column) && is_value || named => PieceKind::Value,
            Some((says, year)) if *says != Some(series::Says::Rating) => PieceKind::Told { says: *says, year: *year },
            _ => PieceKind::Paragraph,
        }
    };
    values.retain(|value| value.says == Some(series::Says::Rating) || is_figure(&value.text));
    let owners = work_with_figures(builder, rows, (head, name), named, kind);
    for value in &mut values {
        value.measures = series::Measures::Owner;
        value.owner = owners.get((value.row - before) as usize).copied().flatten().unwrap_or(0);
    }
    builder.outline.values.extend(values);
    true
}

/// Letters of a cell that holds a judgement, or says that there is nothing to tell.
const LONGEST_RATING: usize = 4;

/// Makes the names of a table entries and gives them the other cells of their rows; the owner of each row comes back.
pub(super) fn work_with_figures(
    builder: &mut TreeBuilder,
    rows: &[Row],
    (head, name): (usize, u32),
    named: impl Fn(&&Row) -> bool,
    kind: impl Fn(&Cell) -> PieceKind,
) -> Vec<Option<usize>> {
    let base = builder.levels.top();
    cells(builder, &rows[..=head], PieceKind::Value);
    let group = roles::group_column(&rows[head].cells, name, builder.rules);
    let mut reached = Reached::default();
    let mut owners = vec![base; head + 1];
    for row in &rows[head + 1..] {
        let place = |cell: &Cell| Place { span: cell.span, columns: Some(cell.columns), page: row.page };
        for cell in &row.cells {
            if Some(cell.column) == group {
                section_entry(builder, cell, &place(cell), base, &mut reached);
            } else if cell.column == name && named(&row) {
                name_entry(builder, cell.text.clone(), &place(cell), base, &mut reached);
            } else {
                builder.piece(kind(cell), reached.name.or(base), cell.text.clone(), &place(cell));
            }
        }
        owners.push(reached.name.or(base));
    }
    owners
}

/// The figures of a table that counts what stands in its columns; those of a background chapter measure no work, but its
/// members a body counts wherever it speaks of them.
fn counts_of(builder: &TreeBuilder, rows: &[Row]) -> Option<Vec<series::Value>> {
    let owner = builder.levels.top()?;
    if builder.in_background() && !builder.outline.entries[owner].title.contains("会員") {
        return None;
    }
    let before = series::next_row(&builder.outline.values);
    let unit = unit_above(builder, Some(owner)).unwrap_or_default();
    let mut values =
        counted::values(rows, owner, before, &unit).or_else(|| counted::one_in_each_row(rows, owner, before))?;
    // 令和8年度の数値目標 above the table.
    if builder.targets || heading::is_target_slot(&builder.outline.entries[owner].title) {
        values.iter_mut().for_each(|value| value.says = Some(series::Says::Target));
    }
    Some(values)
}

/// Each cell as a text of its own.
fn cells(builder: &mut TreeBuilder, rows: &[Row], kind: PieceKind) {
    builder.levels.close_bullets();
    let owner = builder.levels.top();
    for row in rows {
        for cell in &row.cells {
            let place = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
            builder.piece(kind, owner, cell.text.clone(), &place);
        }
    }
}
