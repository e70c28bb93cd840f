//! Forms: rows of a label and what it says, below the work that the first of them names (事業１ │ 創業塾, 目的 │ …, 評価 │ Ａ).
//!
//! What comes in are the rows of one table, what goes out is the work with its parts and figures. This file must not know
//! how marks stand to one another.

use super::super::PieceKind;
use super::super::cells::{Row, is_number, segments, with_number};
use super::super::series::{self, Measures, Says, Value};
use super::super::slots::{self, Slot};
use super::super::tree_builder::{Place, TreeBuilder};
use super::named::{Reached, content, item, name_entry};
use crate::blocks::Cell;
use crate::blocks::chars::squeeze;
use crate::blocks::mark::{self, Class};
use crate::blocks::target::figure::{self, Shape, is_rating};
use crate::blocks::work::cost;
use crate::rules::Rule;
use crate::vocabulary::words;

/// What the label at the left of a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    /// 事業１, 事業名: the work of the rows below.
    Work,
    /// 実施内容: what is done or was.
    Done,
    /// 目標, 目標と実績: figures.
    Figures,
    /// 予算（千円）
    Cost,
    /// 評価
    Rating,
    /// 目的, 担当, 意見: what else is told.
    Told,
}

/// Rows of a form that say something of their work, at least.
const FEWEST: usize = 2;
/// Letters of a label.
const LONGEST: usize = 14;
/// Letters of the name of the work.
const LONGEST_NAME: usize = 60;

/// What a label says; none for a cell that is no label of a form.
fn label(text: &str) -> Option<Label> {
    let text = squeeze(text);
    let bare = text.trim_matches(|c: char| "【】［］[]〔〕〈〉（）()：:■□◆◇○●・".contains(c));
    if bare.is_empty() || bare.chars().count() > LONGEST {
        return None;
    }
    let slot = &words().slot;
    let counted = mark::alone(bare).is_some_and(|(class, _)| matches!(class, Class::Word(_)));
    if counted || words().column.name.is(bare) || ["事業の名称", "取組の名称", "件名"].contains(&bare) {
        return Some(Label::Work);
    }
    match slots::slot(bare) {
        Some(Slot::Done) => return Some(Label::Done),
        Some(Slot::Result) => return Some(Label::Figures),
        Some(Slot::Rating) => return Some(Label::Rating),
        Some(Slot::Remark) => return Some(Label::Told),
        None => {}
    }
    if cost::heading(&text).is_some() {
        Some(Label::Cost)
    } else if slot.target.is(bare) {
        Some(Label::Figures)
    } else if slot.work.is(bare) {
        Some(Label::Done)
    } else if slot.part.is(bare) || slot.label.is(bare) || slot.effect.is(bare) || slot.label_end.ends(bare) {
        Some(Label::Told)
    } else {
        None
    }
}

/// The label of a row: its first cell, where others stand beside it.
fn label_of(row: &Row) -> Option<Label> {
    let [first, _, ..] = row.cells.as_slice() else { return None };
    (first.column == 0).then(|| label(&first.text)).flatten()
}

/// The cell that names the work of a form: 創業塾 of 事業１ │ 創業塾.
fn name_of(row: &Row) -> Option<(&Cell, &Cell)> {
    let [first, name] = row.cells.as_slice() else { return None };
    let named = name.text.chars().count() <= LONGEST_NAME && !name.text.trim_end().ends_with('。');
    (label_of(row) == Some(Label::Work) && named && figure::shape(&squeeze(&name.text)) != Some(Shape::Number))
        .then_some((first, name))
}

/// Do all rows tell of the work that stands above the table, figures among it: 目標値 │ …, 工程 │ …?
fn tells_of_above(rows: &[Row]) -> bool {
    let pair = |row: &Row| matches!(row.cells.as_slice(), [first, other] if first.column == 0 && other.column > 0);
    let short = |row: &Row| row.cells[0].text.chars().count() <= LONGEST;
    let figured = |row: &Row| matches!(label_of(row), Some(Label::Figures | Label::Cost | Label::Rating));
    let known = rows.iter().filter(|row| label_of(row).is_some()).count();
    rows.iter().all(|row| pair(row) && short(row) && label_of(row) != Some(Label::Work))
        && rows.iter().any(figured)
        && known * 2 >= rows.len()
}

/// Is the table one form or several, each opened by the name of its work?
fn is_form(rows: &[Row]) -> bool {
    let opens = rows.first().is_some_and(|row| name_of(row).is_some());
    let told = rows.iter().filter(|row| label_of(row).is_some_and(|label| label != Label::Work)).count();
    // A row without a label goes on with what stands above it.
    let labelled = |row: &&Row| label_of(row).is_some() || row.cells.iter().all(|cell| cell.column > 0);
    opens && told >= FEWEST && rows.iter().filter(labelled).count() * 4 >= rows.len() * 3
}

/// Adds forms to the tree: their names as initiatives, what is done as measures, the figures of their tables. Tells whether
/// the table is one.
pub(super) fn filled(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    if builder.in_background() {
        return false;
    }
    let above = builder.levels.heading().filter(|top| builder.outline.entries[*top].class.counts());
    let above = above.filter(|_| tells_of_above(rows));
    if above.is_none() && !is_form(rows) {
        return false;
    }
    builder.levels.close_bullets();
    let base = builder.levels.top();
    let mut reached = Reached { name: above, ..Reached::default() };
    let mut from = 0;
    while let Some(row) = rows.get(from) {
        // What has no label of its own goes on with the row above: a list, or a table within the form.
        let more = rows[from + 1..].iter().take_while(|row| label_of(row).is_none()).count();
        part(builder, &rows[from..=from + more], row, base, &mut reached);
        from += more + 1;
    }
    true
}

/// One label of a form with all that it says.
fn part(builder: &mut TreeBuilder, rows: &[Row], first: &Row, base: Option<usize>, reached: &mut Reached) {
    let place = |row: &Row, cell: &Cell| Place { span: cell.span, columns: Some(cell.columns), page: row.page };
    if let Some((label, name)) = name_of(first) {
        let counts = mark::alone(&squeeze(&label.text)).is_some() || is_number(&squeeze(&label.text));
        let title = if counts { with_number(&squeeze(&label.text), &name.text) } else { name.text.clone() };
        name_entry(builder, title, &place(first, name), base, reached);
        if !counts {
            builder.piece(PieceKind::Label, reached.name, label.text.clone(), &place(first, label));
        }
        return rows[1..].iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))).for_each(
            |(row, cell)| {
                builder.piece(PieceKind::Paragraph, reached.name, cell.text.clone(), &place(row, cell));
            },
        );
    }
    let owner = reached.name.or(base);
    let said = label_of(first);
    // 工程 │ …, which is no word of a form, labels its row where all rows have one.
    let labels = usize::from(said.is_some() || first.cells.len() == 2 && first.cells[0].column == 0);
    for cell in first.cells.iter().take(labels) {
        builder.piece(PieceKind::Label, owner, cell.text.clone(), &place(first, cell));
    }
    let within: Vec<Row> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| Row { cells: row.cells[if at == 0 { labels } else { 0 }..].to_vec(), ..row.clone() })
        .collect();
    if let Some(owner) = owner
        && table(builder, &within, owner)
    {
        return;
    }
    for (row, cell) in within.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
        let text = cell.text.trim();
        match said {
            Some(Label::Rating) if is_rating(text) => {
                if let Some(owner) = owner {
                    let row = series::next_row(&builder.outline.values);
                    builder.outline.values.push(Value::of_cell(owner, row, Says::Rating, Default::default(), cell));
                }
                builder.piece(PieceKind::Value, owner, cell.text.clone(), &place(row, cell));
            }
            Some(Label::Cost) if figure::shape(&squeeze(text)) == Some(Shape::Number) && owner.is_some() => {
                let heads = first.cells.first().and_then(|label| cost::heading(&squeeze(&label.text)));
                if let (Some(owner), Some((name, unit))) = (owner, heads) {
                    let name = format!("{} {name}", builder.outline.entries[owner].title);
                    let row = series::next_row(&builder.outline.values);
                    builder.outline.values.push(Value::of_cell(owner, row, Says::Cost, (name, unit), cell));
                }
                builder.piece(PieceKind::Value, owner, cell.text.clone(), &place(row, cell));
            }
            Some(Label::Done) => {
                builder.rule = Rule::ColumnBody;
                done(builder, row, cell, reached, owner);
            }
            Some(Label::Figures) => builder.piece(PieceKind::Targets, owner, cell.text.clone(), &place(row, cell)),
            _ => builder.piece(PieceKind::Paragraph, owner, cell.text.clone(), &place(row, cell)),
        }
    }
}

/// What is done: each point of a list a measure, prose the body.
fn done(builder: &mut TreeBuilder, row: &Row, cell: &Cell, reached: &mut Reached, owner: Option<usize>) {
    let parts = segments(&cell.text);
    let marked = |(from, to): &(usize, usize)| mark::parse(cell.text[*from..*to].trim()).is_some();
    let listed = parts.iter().filter(|part| marked(part)).count();
    let Some(name) = reached.name.filter(|_| listed > 0 && listed * 2 >= parts.len()) else {
        return content(builder, cell, row, PieceKind::Paragraph, owner, reached);
    };
    for (from, to) in parts {
        let text = cell.text[from..to].trim();
        let (span, columns) = cell.place(from, to);
        let place = Place { span, columns: Some(columns), page: row.page };
        if mark::parse(text).is_some() {
            item(builder, name, text.to_owned(), &place);
        } else {
            builder.piece(PieceKind::Paragraph, owner, text.to_owned(), &place);
        }
    }
}

/// A table within a form, 指標 目標 実績 達成率 and its rows: its figures are those of the work. Tells whether it is one.
fn table(builder: &mut TreeBuilder, rows: &[Row], owner: usize) -> bool {
    let heads = |row: &Row| row.cells.iter().filter(|cell| series::heads(&cell.text)).count() >= 2;
    if rows.len() < 2 || !rows.first().is_some_and(heads) {
        return false;
    }
    let before = series::next_row(&builder.outline.values);
    let Some(mut values) = series::values(rows, owner, before, String::new(), &mut None) else { return false };
    values.iter_mut().for_each(|value| value.measures = Measures::Owner);
    builder.outline.values.extend(values);
    for row in rows {
        for cell in &row.cells {
            let place = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
            builder.piece(PieceKind::Value, Some(owner), cell.text.clone(), &place);
        }
    }
    true
}
