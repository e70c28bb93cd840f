//! Sheets whose rows are work: judged by indicators (№ 事業名 実施内容 指標 目標 実績 評価), or set out over years by marks
//! (具体的取組 R6 R7 R8 担当, ○ → ●).
//!
//! What comes in are the rows of one table, what goes out are entries, with the figures of their rows. This file must not
//! know how marks stand to one another.

use super::super::PieceKind;
use super::super::cells::{Row, is_item, with_number};
use super::super::roles::{self, Sheet};
use super::super::series;
use super::super::slots;
use super::super::tree_builder::{Place, TreeBuilder};
use super::named::{Reached, at, content, is_total, item, name_entry, section_entry};
use super::{LONGEST_RATING, TALLEST_HEAD, work_with_figures};
use crate::blocks::Cell;
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::target::figure::{self, Shape};
use crate::rules::{Rule, Rules};

/// Do rows below a heading go on with the sheet?
fn goes_on(sheet: &Sheet, rows: &[Row], builder: &TreeBuilder) -> bool {
    let last = sheet.head.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
    let figured = |row: &Row| sheet.figures.iter().filter(|column| tells(row, **column)).count() >= 2;
    let other_head = |row: &Row| series::repeats_head(row) || roles::any_header(&row.cells, builder.rules);
    rows.first().is_some_and(|row| at(row, sheet.name).is_some() && !other_head(row))
        && rows.iter().all(|row| row.cells.iter().all(|cell| cell.column <= last))
        && rows.iter().any(figured)
}

/// Is a row the head of a sheet that judges work?
pub(super) fn is_head(row: &Row, rules: Rules) -> bool {
    roles::judged_sheet(row, rules).is_some()
}

/// Does a row have a figure in a column?
fn tells(row: &Row, column: u32) -> bool {
    at(row, column).is_some_and(|cell| figure::shape(&squeeze(&cell.text)) == Some(Shape::Number))
}

/// A sheet that judges work by its indicators: each name an initiative, what was done its measures, the figures of its rows
/// its own. Tells whether the table is one.
pub(super) fn judged(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    // A head without 実施内容 is kept where its rows stand below the next headings; with rows it is one of measured work.
    // So is one whose rows lines of a cell part, or whose first column groups them.
    let parts = || rows.iter().skip(1).any(|row| row.cells.len() == 1);
    let parted = |sheet: &Sheet| !sheet.bodies.is_empty() || sheet.section.is_some() || rows.len() == 1 || parts();
    // Rows without a name are further indicators of the work above.
    let further = |name: u32| rows.iter().skip(1).any(|row| row.cells.len() > 1 && at(row, name).is_none());
    let kept = |sheet: &Sheet| parted(sheet) || numbered(rows, sheet.name) || further(sheet.name);
    let head = rows.first().and_then(|row| roles::judged_sheet(row, builder.rules)).filter(kept);
    let list = rows.split_first().filter(|_| head.is_none());
    let list = list.and_then(|(head, body)| rated_list(head, body, builder.rules));
    let signs = list.as_ref().map(|list| list.figures.clone()).unwrap_or_default();
    let head = head.or(list);
    let headed = usize::from(head.is_some());
    let known = || builder.sheet.clone().filter(|sheet| goes_on(sheet, rows, builder));
    let Some(sheet) = head.or_else(known) else { return false };
    if builder.in_background() {
        return false;
    }
    builder.sheet = Some(sheet.clone());
    builder.levels.close_bullets();
    // What a plain word above leads (評価基準) is no part of the sheet.
    let base = builder.levels.top().filter(|top| builder.outline.entries[*top].class.counts());
    let body = &rows[headed..];
    for row in &rows[..headed] {
        row.cells.iter().for_each(|cell| builder.piece(PieceKind::Value, base, cell.text.clone(), &place(row, cell)));
    }
    let before = series::next_row(&builder.outline.values);
    let whole: Vec<Row> = std::iter::once(&sheet.head).chain(body).cloned().collect();
    let mut values = series::values(&whole, 0, before, String::new(), &mut None).unwrap_or_default();
    values.retain(|value| {
        value.says == Some(series::Says::Rating) || figure::shape(&squeeze(&value.text)) == Some(Shape::Number)
    });
    let mut reached = Reached::default();
    let mut owners = vec![base];
    let mut sums = Vec::new();
    let mut ratings = Vec::new();
    for row in body {
        // The head again, on another page or below another heading.
        let again = roles::judged_sheet(row, builder.rules).is_some();
        if again || sums_up(row, &sheet) {
            sums.push(before as usize + owners.len());
            reached.name = None;
            let text = |cell: &Cell| builder.piece(PieceKind::Paragraph, base, cell.text.clone(), &place(row, cell));
            row.cells.iter().for_each(text);
        } else {
            judged_row(builder, row, &sheet, (base, &mut reached));
            // Of a list whose head gives no figures.
            let sign =
                signs.iter().find_map(|column| at(row, *column)).filter(|cell| figure::is_rating(cell.text.trim()));
            if let Some((cell, name)) = sign.zip(reached.name) {
                let told = series::Value::of_cell(name, 0, series::Says::Rating, Default::default(), cell);
                ratings.push(told);
            }
        }
        owners.push(reached.name.or(base));
    }
    values.retain(|value| !sums.contains(&(value.row as usize)));
    for value in &mut values {
        value.measures = series::Measures::Owner;
        value.owner = owners.get((value.row - before) as usize).copied().flatten().unwrap_or(0);
    }
    builder.outline.values.extend(values);
    for rating in ratings {
        let row = series::next_row(&builder.outline.values);
        builder.outline.values.push(series::Value { row, ..rating });
    }
    true
}

/// Are the names of a sheet numbered: １ 復旧の支援, ２ 伴走支援? They are work of their own, not the headings of others.
fn numbered(rows: &[Row], name: u32) -> bool {
    let names = rows.iter().skip(1).filter_map(|row| at(row, name));
    let counts = |cell: &Cell| cell.text.trim_start().starts_with(|c| digit(c).is_some());
    let (counted, others): (Vec<&Cell>, Vec<&Cell>) = names.partition(|cell| counts(cell));
    counted.len() >= 2 && others.is_empty()
}

/// A list that judges work by a sign alone: 番号 事業名 評価 意見, each name with its sign.
fn rated_list(head: &Row, body: &[Row], rules: Rules) -> Option<Sheet> {
    let sheet = roles::rated_list(head, rules)?;
    let named: Vec<&Row> = body.iter().filter(|row| at(row, sheet.name).is_some()).collect();
    let signs = named.iter().filter_map(|row| sheet.figures.iter().find_map(|column| at(row, *column)));
    let signs: Vec<&str> = signs.map(|cell| cell.text.trim()).collect();
    let signed = signs.iter().filter(|sign| figure::is_rating(sign)).count();
    let told = signs.iter().all(|sign| figure::is_rating(sign) || figure::is_dash(sign));
    (signed >= 2 && told).then_some(sheet)
}

fn place(row: &Row, cell: &Cell) -> Place {
    Place { span: cell.span, columns: Some(cell.columns), page: row.page }
}

/// `総合評価 | B | 全体として順調`, `小計`: what sums up a sheet is no work of it.
fn sums_up(row: &Row, sheet: &Sheet) -> bool {
    let whole = |cell: &Cell| ["総合評価", "総括", "全体評価"].contains(&squeeze(&cell.text).as_str());
    is_total(row)
        || at(row, sheet.name).is_some_and(whole)
        || sheet.bodies.is_empty()
            && at(row, sheet.name).is_some()
            && !sheet.figures.iter().any(|column| at(row, *column).is_some())
}

fn judged_row(builder: &mut TreeBuilder, row: &Row, sheet: &Sheet, (base, reached): (Option<usize>, &mut Reached)) {
    let mut number: Option<&Cell> = None;
    let note = |text: &str| text.starts_with(['※', '（', '(', '注']) || text.ends_with('。');
    if let [only] = row.cells.as_slice()
        && only.column <= sheet.name
        && (is_item(&only.text) || sheet.bodies.is_empty() && sheet.section.is_none() && !note(only.text.trim()))
    {
        // １．地域の経済動向調査に関すること: a row that groups those below it.
        return section_entry(builder, only, &place(row, only), base, reached);
    }
    // 進捗状況 before 評価 says in words what came of the work.
    let tells_result = |column: u32| at(&sheet.head, column).is_some_and(|head| slots::tells_result(&head.text));
    for cell in &row.cells {
        let short = cell.text.chars().count() <= LONGEST_RATING;
        let is_value = sheet.figures.contains(&cell.column) && (short || tells(row, cell.column));
        let is_indicator = cell.column > sheet.name && sheet.figures.iter().all(|figure| cell.column < *figure);
        if sheet.section == Some(cell.column) && is_code(&cell.text) && at(row, sheet.name).is_some() {
            number = Some(cell);
        } else if sheet.section == Some(cell.column) {
            section_entry(builder, cell, &place(row, cell), base, reached);
        } else if cell.column < sheet.name && at(row, sheet.name).is_some() {
            number = Some(cell);
        } else if cell.column == sheet.name {
            let title = number.map_or_else(|| cell.text.clone(), |number| with_number(&number.text, &cell.text));
            name_entry(builder, title, &place(row, cell), base, reached);
        } else if sheet.bodies.contains(&cell.column) {
            builder.rule = Rule::ColumnBody;
            content(builder, cell, row, PieceKind::Paragraph, reached.name.or(base), reached);
        } else {
            let kind = match tells_result(cell.column) {
                true if !is_value => PieceKind::Told { says: Some(series::Says::Result), year: None },
                _ if is_value || is_indicator => PieceKind::Value,
                _ => PieceKind::Paragraph,
            };
            builder.piece(kind, reached.name.or(base), cell.text.clone(), &place(row, cell));
        }
    }
}

/// Is a cell below 区分 the row's number, and names no group: 3, 2-1?
fn is_code(text: &str) -> bool {
    let text = squeeze(text);
    text.starts_with(|c| digit(c).is_some())
        && text.chars().all(|c| digit(c).is_some() || matches!(c, '-' | '－' | '‐' | '.'))
}

/// A schedule of work, whose rows have a mark for each year: each name is work. Tells whether the table is one, and its work
/// not told of above.
pub(super) fn scheduled(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    let heads = rows.iter().take(TALLEST_HEAD).enumerate();
    let found = heads.filter_map(|(at, row)| Some((at, roles::scheduled_work(&row.cells, builder.rules)?))).next_back();
    let Some((head, name)) = found.filter(|_| !builder.in_background()) else { return false };
    let (body, years) = (&rows[head + 1..], years(&rows[head]));
    let cells = || body.iter().flat_map(|row| &row.cells).filter(|cell| years.contains(&cell.column));
    let figures = cells().filter(|cell| figure::shape(&squeeze(&cell.text)) == Some(Shape::Number)).count();
    let names: Vec<String> = body.iter().filter_map(|row| at(row, name)).map(|cell| squeeze(&cell.text)).collect();
    let known: Vec<String> =
        builder.outline.entries.iter().map(|entry| squeeze(&format!("{}{}", entry.marker, entry.title))).collect();
    let told = |name: &&String| known.iter().any(|own| own.contains(name.as_str()));
    if names.is_empty()
        || cells().count() == 0
        || figures * 4 > cells().count()
        || names.iter().filter(told).count() * 2 >= names.len()
    {
        return false;
    }
    builder.levels.close_bullets();
    let base = builder.levels.top();
    // 具体的取組 below a number of its own that stands in another: parts of what that names.
    let concrete = at(&rows[head], name).is_some_and(|cell| cell.text.contains("具体"));
    let part = base.filter(|base| {
        let entry = &builder.outline.entries[*base];
        concrete && entry.class.counts() && entry.parent.is_some()
    });
    let Some(part) = part else {
        let named = |row: &&Row| at(row, name).is_some();
        work_with_figures(builder, rows, (head, name), named, |_| PieceKind::Value);
        return true;
    };
    let value = |builder: &mut TreeBuilder, row: &Row, cell: &Cell, owner| {
        builder.piece(PieceKind::Value, Some(owner), cell.text.clone(), &place(row, cell));
    };
    for row in &rows[..=head] {
        row.cells.iter().for_each(|cell| value(builder, row, cell, part));
    }
    let mut owner = part;
    for row in body {
        if let Some(cell) = at(row, name) {
            item(builder, part, cell.text.clone(), &place(row, cell));
            builder.levels.hold();
            owner = builder.outline.entries.len() - 1;
        }
        row.cells.iter().filter(|cell| cell.column != name).for_each(|cell| value(builder, row, cell, owner));
    }
    true
}

/// Do rows set out work over the years of their head by words and signs: 検討 試行 実施 → →?
pub(super) fn schedules(rows: &[Row]) -> bool {
    let Some((head, below)) = rows.split_first() else { return false };
    let years = years(head);
    let own = below.first().into_iter().flat_map(|row| &row.cells).filter(|cell| years.contains(&cell.column));
    let cells: Vec<&Cell> = own.collect();
    let figures = cells.iter().filter(|cell| figure::shape(&squeeze(&cell.text)) == Some(Shape::Number)).count();
    years.len() >= 2 && !cells.is_empty() && figures == 0
}

/// The columns of years of a head.
fn years(head: &Row) -> Vec<u32> {
    head.cells.iter().filter(|cell| series::heads(&cell.text)).map(|cell| cell.column).collect()
}
