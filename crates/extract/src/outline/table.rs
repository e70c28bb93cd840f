//! Tables of work as sections, initiatives and measures; tables of figures as cells.
//!
//! What comes in are the rows of one table, what goes out are entries and pieces. This file must not know
//! how marks stand to one another.

mod sheet;

use super::cells::{Row, is_figures, is_item, lists, names, segments};
use super::counted;
use super::flatten::flatten;
use super::heading;
use super::roles::{self, Roles};
use super::series;
use super::tree_builder::{Place, TreeBuilder};
use super::{Column, Entry, PieceKind};
use crate::blocks::chars::{digit, is_japanese, squeeze};
use crate::blocks::mark::{self, Class};
use crate::blocks::target::figure;
use crate::blocks::{Block, BlockKind, Cell};
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use kurabe_model::Furniture;
use std::collections::HashSet;

/// Adds a table to the tree.
pub(super) fn build(builder: &mut TreeBuilder, blocks: Vec<Block>) {
    let mut rows: Vec<Row> = blocks
        .into_iter()
        .filter_map(|block| match block.kind {
            BlockKind::Row { cells, .. } => Some(Row { cells, page: block.page, span: block.span }),
            BlockKind::Text(_) => None,
        })
        .collect();
    // What stands above the head of a sheet is a table of its own: whose it is, what the marks mean.
    let goes_on = follows_table(builder);
    let plain = |row: &Row| row.cells.iter().all(|cell| !cell.text.starts_with(|c| digit(c).is_some()));
    let alone = rows.last().is_some_and(|row| plain(row) && roles::header(&row.cells, builder.rules).is_some());
    let head = rows.iter().position(|row| sheet::is_head(row, builder.rules)).filter(|at| *at > 0);
    match head.or_else(|| counted::turns(&rows)).or_else(|| rows_of_table_before(builder, &rows)) {
        Some(at) => {
            let below = rows.split_off(at);
            read(builder, rows);
            read(builder, below);
        }
        None => read(builder, rows),
    }
    builder.parted = (alone || goes_on).then_some((builder.outline.entries.len(), builder.outline.pieces.len()));
}

/// How many rows go on with the table before, where others follow with nothing between: notes, another table.
fn rows_of_table_before(builder: &TreeBuilder, rows: &[Row]) -> Option<usize> {
    let roles = builder.roles.as_ref().filter(|_| follows_table(builder) && !builder.in_background())?;
    let headed = rows.iter().take(TALLEST_HEAD).any(|row| roles::header(&row.cells, builder.rules).is_some());
    let own = rows.iter().take_while(|row| is_total(row) || fits(row, roles)).count();
    (!headed && own > 0 && own < rows.len()).then_some(own)
}

/// Rows in which the head of a table may stand.
const TALLEST_HEAD: usize = 3;

/// Does a row fill the columns of a table: a short name, and something that tells of it?
fn fits(row: &Row, roles: &Roles) -> bool {
    let filled = |column: &u32| at(row, *column).is_some();
    let named = at(row, roles.name).is_some_and(|cell| cell.text.chars().count() <= LONGEST_NAME);
    named && roles.bodies.iter().chain(&roles.figures).any(filled) && last_of(row) <= roles.last_column()
}

/// Does a line of a list say what is done, as a verb with its object: 小学生の一日店長を募る（20名）?
fn says_action(text: &str) -> bool {
    let text = super::work_name::unnoted(text.trim().trim_end_matches('。'));
    let ends = text.ends_with(['る', 'す', 'く', 'う', 'む', 'ぶ', 'つ', 'ぐ']);
    ends && text.contains('を') && text.chars().nth_back(1).is_some_and(is_japanese)
}

/// Is it a calendar, 月 beside 行事 below 年間予定? What is planned it only sets out by month.
fn is_calendar(builder: &TreeBuilder, rows: &[Row]) -> bool {
    /// Months of a calendar at least.
    const FEWEST: usize = 6;
    let text = |row: &Row| row.cells.first().map(|cell| squeeze(&cell.text)).unwrap_or_default();
    let month = |row: &Row| {
        let text = text(row);
        text.strip_suffix('月').is_some_and(|number| number.chars().all(|c| digit(c).is_some()))
    };
    let Some((head, body)) = rows.split_first() else { return false };
    let months = body.iter().filter(|row| month(row)).count();
    let titled = builder.levels.top().is_some_and(|top| {
        let title = squeeze(&builder.outline.entries[top].title);
        heading::is_appendix(&title) || title.ends_with("予定") || title.ends_with("日程")
    });
    // Without other work it is the work.
    let beside = builder.outline.entries.len() > FEWEST;
    beside
        && text(head) == "月"
        && rows.iter().all(|row| row.cells.len() <= 2)
        && months >= FEWEST
        && months == body.len()
        && titled
}

/// Adds the rows of a table to the tree.
fn read(builder: &mut TreeBuilder, rows: Vec<Row>) {
    if is_calendar(builder, &rows) {
        figures(builder, &rows);
    } else if sheet::judged(builder, &rows) || sheet::scheduled(builder, &rows) {
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
    } else if measured_work(builder, &rows) || judged_work(builder, &rows) {
        // Its names are entries, its figures theirs.
    } else if let Some(values) = series_of(builder, &rows).or_else(|| counts_of(builder, &rows)) {
        builder.outline.values.extend(values);
        cells(builder, &rows, PieceKind::Value);
    } else if rows.iter().filter(|row| row.cells.iter().any(|cell| is_item(&cell.text))).count() * 2 >= rows.len()
        && !rows.is_empty()
    {
        flatten(builder, rows);
    } else {
        figures(builder, &rows);
    }
}

/// The roles with the unit that the line or the heading above the table gives: （単位：千円）.
fn priced(builder: &mut TreeBuilder, mut roles: Roles, head: &[Cell]) -> Roles {
    let above = unit_above(builder, builder.levels.top());
    if let Some(unit) = builder.unit_of(head, above).filter(|unit| !unit.is_empty()) {
        roles.costs.iter_mut().filter(|(.., own)| own.is_empty()).for_each(|(.., own)| own.clone_from(&unit));
    }
    roles
}

/// Do rows without a header continue the table whose header said what its columns hold?
///
/// `goes_on`: between the table before and these rows stands nothing but a heading.
fn inherits(rows: &[Row], roles: &Roles, rules: Rules, goes_on: bool) -> bool {
    let Some(body) = roles.bodies.first() else {
        return false;
    };
    if roles::any_header(&rows[0].cells, rules) {
        return false;
    }
    // Below the next heading in a table that headings part, short cells tell as well.
    if goes_on && rows.iter().all(|row| is_total(row) || fits(row, roles)) {
        return true;
    }
    let widest = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.column)).max().unwrap_or(0);
    let told = rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| cell.column == *body && cell.text.chars().count() >= 12))
        .count();
    widest == roles.last_column() && told * 2 >= rows.len()
}

/// Letters of a name in a table that headings part, at most.
const LONGEST_NAME: usize = 40;

/// The last column that a row fills.
fn last_of(row: &Row) -> u32 {
    row.cells.iter().map(|cell| cell.column).max().unwrap_or(0)
}

/// Does nothing but a heading stand between what comes now and a table whose rows headings part?
fn follows_table(builder: &TreeBuilder) -> bool {
    let follows =
        |(entries, pieces)| builder.outline.entries.len() == entries + 1 && builder.outline.pieces.len() == pieces;
    builder.parted.is_some_and(follows)
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
    let before = builder.outline.values.last().map_or(0, |last| last.row + 1);
    let unit = unit_above(builder, top);
    let mut values = series::values(rows, top.unwrap_or(0), before, unit.unwrap_or_default(), &mut builder.head)?;
    if builder.targets {
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
    let before = builder.outline.values.last().map_or(0, |last| last.row + 1);
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
    let named = |row: &&Row| at(row, name).is_some() && !is_total(row);
    if !rows[head + 1..].iter().any(|row| named(&row)) {
        return false;
    }
    builder.levels.close_bullets();
    let before = builder.outline.values.last().map_or(0, |last| last.row + 1);
    let mut values = series::values(rows, 0, before, String::new(), &mut None).unwrap_or_default();
    if !fits(&values) {
        return false;
    }
    // What is no figure of a column of figures (10月に開始), and what stands under 所見, is text of the item.
    let figured: Vec<u32> =
        rows[head].cells.iter().filter(|cell| series::heads(&cell.text)).map(|cell| cell.column).collect();
    let is_figure = |text: &str| figure::shape(&squeeze(text)).is_some();
    let kind = |cell: &Cell| {
        let told = is_figure(&cell.text) || cell.text.chars().count() <= LONGEST_RATING;
        if figured.contains(&cell.column) && told { PieceKind::Value } else { PieceKind::Paragraph }
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
    let mut reached = Reached::default();
    let mut owners = vec![base; head + 1];
    for row in &rows[head + 1..] {
        let place = |cell: &Cell| Place { span: cell.span, columns: Some(cell.columns), page: row.page };
        for cell in &row.cells {
            if cell.column == name && named(&row) {
                name_entry(builder, cell.text.clone(), &place(cell), base, &mut reached);
            } else {
                builder.piece(kind(cell), reached.name.or(base), cell.text.clone(), &place(cell));
            }
        }
        owners.push(reached.name.or(base));
    }
    owners
}

/// The figures of a table that counts what stands in its columns; those of a background chapter measure no work.
fn counts_of(builder: &TreeBuilder, rows: &[Row]) -> Option<Vec<series::Value>> {
    let owner = builder.levels.top().filter(|_| !builder.in_background())?;
    let before = builder.outline.values.last().map_or(0, |last| last.row + 1);
    let mut values = counted::values(rows, owner, before)?;
    if builder.targets {
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

/// The section and name that the rows have come to.
#[derive(Default)]
pub(super) struct Reached {
    pub(super) section: Option<usize>,
    pub(super) name: Option<usize>,
    /// The piece that is the first 内容 of the name, while it is the only one.
    pub(super) content: Option<usize>,
}

/// A table whose columns are named: 区分 a section, 事業名 an initiative, 内容 its body.
fn named(builder: &mut TreeBuilder, rows: &[Row], roles: &Roles) {
    builder.levels.close_bullets();
    let base = builder.levels.top();
    // A table that goes on after a break repeats its 区分: the last section under this heading is still open.
    let section = open_section(&builder.outline.entries, base);
    let mut reached = Reached { section, ..Reached::default() };
    for (at, row) in rows.iter().enumerate() {
        match roles::header(&row.cells, builder.rules) {
            Some(found) if found.same(roles) => {
                let text: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                builder.outline.furniture.push(Furniture { span: row.span, text: text.join("\t") });
                continue;
            }
            // Another header: a table that follows with nothing between.
            Some(found) => {
                builder.roles = Some(found.clone());
                return named(builder, rows.get(at..).unwrap_or_default(), &found);
            }
            None => {}
        }
        if is_total(row) {
            cells(builder, std::slice::from_ref(row), PieceKind::Cell);
            continue;
        }
        // Years below: what measures the work follows with nothing between.
        if roles::is_dated(&row.cells)
            && let Some(values) = series_of(builder, &rows[at..])
        {
            builder.outline.values.extend(values);
            return cells(builder, &rows[at..], PieceKind::Value);
        }
        self::row(builder, row, roles, base, &mut reached);
    }
}

/// 小計, 合計: the sum of the rows above.
fn is_total(row: &Row) -> bool {
    let sum = |cell: &Cell| words().column.total.is(&squeeze(&cell.text));
    row.cells.iter().take(2).any(sum)
}

/// The section of a table under this heading that no other entry has ended.
fn open_section(entries: &[Entry], base: Option<usize>) -> Option<usize> {
    let mut at = entries.len().checked_sub(1);
    while let Some(entry) = at.filter(|at| entries[*at].from_table) {
        if entries[entry].column == Column::Section {
            return Some(entry).filter(|entry| entries[*entry].parent == base);
        }
        at = entries[entry].parent;
    }
    None
}

pub(super) fn at(row: &Row, column: u32) -> Option<&Cell> {
    row.cells.iter().find(|cell| cell.column == column)
}

/// One row of such a table.
fn row(builder: &mut TreeBuilder, row: &Row, roles: &Roles, base: Option<usize>, reached: &mut Reached) {
    let section = roles.section.and_then(|column| at(row, column));
    let name = at(row, roles.name);
    let place = |cell: &Cell| Place { span: cell.span, columns: Some(cell.columns), page: row.page };
    // ① or 3 in a column of its own before the name.
    let counts = |text: &str| mark::alone(text).is_some_and(|(class, _)| class.counts()) || sheet::is_number(text);
    let before = |cell: &&Cell| cell.column < roles.name && Some(cell.column) != roles.section;
    // A name that has a mark of its own keeps it, and the number is text.
    let bare = name.is_some_and(|cell| mark::parse(&cell.text).is_none() && !names(&cell.text).is_empty());
    let number = row.cells.iter().filter(|_| bare).find(|cell| before(cell) && counts(cell.text.trim()));
    // A lost column: the name stands under 区分 and its figures under 事業名.
    let lost = section.zip(name).filter(|(section, name)| is_figures(&name.text) && !is_figures(&section.text));
    let number = number.filter(|_| lost.is_none());
    if let Some((title, figures)) = lost {
        name_entry(builder, title.text.clone(), &place(title), base, reached);
        builder.piece(PieceKind::Figures, reached.name, figures.text.clone(), &place(figures));
    } else {
        if let Some(cell) = section {
            section_entry(builder, cell, &place(cell), base, reached);
        }
        if let Some(cell) = name {
            let mut counted = number;
            for (from, to) in names(&cell.text) {
                let (span, columns) = cell.place(from, to);
                let title = cell.text[from..to].to_owned();
                name_entry(
                    builder,
                    counted.take().map_or(title.clone(), |number| sheet::numbered(number.text.trim(), &title)),
                    &Place { span, columns: Some(columns), page: row.page },
                    base,
                    reached,
                );
            }
        }
    }
    let known = |cell: &&Cell| {
        lost.is_none_or(|(a, b)| a.columns != cell.columns && b.columns != cell.columns)
            && Some(cell.column) != roles.section
            && cell.column != roles.name
            && number.is_none_or(|number| number.column != cell.column)
    };
    for cell in row.cells.iter().filter(known) {
        if let Some(value) = cost(builder, cell, roles, reached) {
            builder.outline.values.push(value);
            builder.piece(PieceKind::Value, reached.name, cell.text.clone(), &place(cell));
            continue;
        }
        let kind = if roles.targets.contains(&cell.column) {
            PieceKind::Targets
        } else if roles.years.contains(&cell.column) {
            PieceKind::Value
        } else if roles.figures.contains(&cell.column) {
            PieceKind::Figures
        } else {
            PieceKind::Paragraph
        };
        // 新 or 継 in a column of its own marks the item.
        let kind = if heading::is_flag_line(&squeeze(&cell.text)) { PieceKind::Flag } else { kind };
        builder.rule = if kind == PieceKind::Paragraph { Rule::ColumnBody } else { Rule::ColumnFigure };
        if kind == PieceKind::Paragraph && name.is_none() && section.is_none() && roles.bodies.contains(&cell.column) {
            further(builder, cell, row, base, reached);
            continue;
        }
        content(builder, cell, row, kind, reached.name.or(reached.section).or(base), reached);
    }
}

/// What the name costs: the figure of a column of 予算額.
fn cost(builder: &TreeBuilder, cell: &Cell, roles: &Roles, reached: &Reached) -> Option<series::Value> {
    let (_, name, unit) = roles.costs.iter().find(|(column, ..)| *column == cell.column)?;
    let owner = reached.name.filter(|_| figure::shape(&squeeze(&cell.text)) == Some(figure::Shape::Number))?;
    let row = builder.outline.values.last().map_or(0, |last| last.row + 1);
    let name = format!("{} {name}", builder.outline.entries[owner].title);
    Some(series::Value {
        owner,
        row,
        name,
        mark: None,
        year: None,
        says: Some(series::Says::Cost),
        unit: unit.clone(),
        text: squeeze(&cell.text),
        line: cell.span.first,
        measures: series::Measures::Owner,
    })
}

/// A 区分: the section that is open if it says the same, else a new one.
pub(super) fn section_entry(
    builder: &mut TreeBuilder,
    cell: &Cell,
    place: &Place,
    base: Option<usize>,
    reached: &mut Reached,
) {
    let same = reached.section.is_some_and(|section| {
        let said = squeeze(&cell.text);
        matches!(said.as_str(), "〃" | "同上" | "″" | "仝" | "”" | "々")
            || squeeze(&builder.outline.entries[section].title) == said
    });
    (reached.name, reached.content) = (None, None);
    if same {
        // The repeated cell is still on the page: it stays findable.
        builder.piece(PieceKind::Label, reached.section, cell.text.clone(), place);
        return;
    }
    let entry = builder.entry(base, Class::Plain, cell.text.clone(), place);
    let new = &mut builder.outline.entries[entry];
    new.column = Column::Section;
    new.from_table = true;
    new.rule = Rule::ColumnSection;
    unmark(builder, entry);
    reached.section = Some(entry);
}

/// A 事業名.
pub(super) fn name_entry(
    builder: &mut TreeBuilder,
    title: String,
    place: &Place,
    base: Option<usize>,
    reached: &mut Reached,
) {
    let entry = builder.entry(reached.section.or(base), Class::Plain, title, place);
    let new = &mut builder.outline.entries[entry];
    new.column = Column::Name;
    new.from_table = true;
    new.rule = Rule::ColumnName;
    unmark(builder, entry);
    reached.name = Some(entry);
    reached.content = None;
}

/// Takes the mark off the title of an entry from a cell: ①巡回指導, (1)窓口.
fn unmark(builder: &mut TreeBuilder, entry: usize) {
    let entry = &mut builder.outline.entries[entry];
    let Some(mark) = mark::parse(&entry.title)
        .filter(|mark| mark.lead.is_empty() && !matches!(mark.class, Class::Corner | Class::Angle | Class::Label))
    else {
        return;
    };
    let (marker, rest, star, ordinal, class) =
        (mark.marker.clone().into_owned(), mark.rest.to_owned(), mark.star, mark.ordinal, mark.class);
    (entry.marker, entry.title, entry.star, entry.ordinal, entry.class) = (marker, rest, star, ordinal, class);
}

/// A 内容 in a row without a name: the name before it has several, each a measure.
fn further(builder: &mut TreeBuilder, cell: &Cell, row: &Row, base: Option<usize>, reached: &mut Reached) {
    let Some(name) = reached.name else {
        content(builder, cell, row, PieceKind::Paragraph, reached.section.or(base), reached);
        return;
    };
    if let Some(first) = reached.content.take()
        && first + 1 == builder.outline.pieces.len()
        && builder.outline.entries.last().is_some_and(|entry| entry.at <= first)
        && let Some(piece) = builder.outline.pieces.pop()
    {
        let place = Place { span: piece.span, columns: piece.columns, page: piece.page };
        item(builder, name, piece.text, &place);
    }
    item(builder, name, cell.text.clone(), &Place { span: cell.span, columns: Some(cell.columns), page: row.page });
}

/// A measure of a name.
pub(super) fn item(builder: &mut TreeBuilder, name: usize, title: String, place: &Place) {
    let entry = builder.entry(Some(name), Class::Plain, title, place);
    let new = &mut builder.outline.entries[entry];
    new.column = Column::Item;
    new.from_table = true;
    new.rule = Rule::ColumnBody;
    unmark(builder, entry);
}

/// A 内容: its list items that say what is done are measures, the rest is body.
pub(super) fn content(
    builder: &mut TreeBuilder,
    cell: &Cell,
    row: &Row,
    kind: PieceKind,
    owner: Option<usize>,
    reached: &mut Reached,
) {
    let whole = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
    let parts = segments(&cell.text);
    let listed: Vec<&(usize, usize)> = parts.iter().filter(|(from, to)| lists(&cell.text[*from..*to])).collect();
    let acts = |text: &str| is_action(text) || says_action(text);
    let actions = listed.iter().filter(|(from, to)| acts(&cell.text[*from..*to])).count();
    let measures = kind == PieceKind::Paragraph
        && reached.name.is_some()
        && owner == reached.name
        && actions > 0
        && actions * 2 >= listed.len();
    if !measures {
        if reached.content.is_none() && kind == PieceKind::Paragraph && owner == reached.name {
            reached.content = Some(builder.outline.pieces.len());
        }
        builder.piece(kind, owner, cell.text.clone(), &whole);
        return;
    }
    for (from, to) in parts {
        let text = cell.text[from..to].trim();
        let (span, columns) = cell.place(from, to);
        let place = Place { span, columns: Some(columns), page: row.page };
        match owner {
            Some(name) if lists(text) => item(builder, name, text.to_owned(), &place),
            _ => builder.piece(kind, owner, text.to_owned(), &place),
        }
    }
}
