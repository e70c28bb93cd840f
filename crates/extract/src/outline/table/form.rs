//! Forms: rows of a label and what it says, below the work that one of the first names (事業１ │ 創業塾, 目的 │ …, 評価 │ Ａ).
//!
//! What comes in are the rows of one table, what goes out is the work with its parts and figures. This file must not know
//! how marks stand to one another.

use super::super::PieceKind;
use super::super::cells::{Row, is_number, segments, with_number};
use super::super::heading;
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
    /// 目標: figures to be reached.
    Targets,
    /// 実績, 目標と実績: figures that were.
    Results,
    /// 予算（千円）
    Cost,
    /// 評価
    Rating,
    /// 目的, 担当, 意見: what else is told.
    Told,
}

impl Label {
    /// Does it head figures?
    fn is_of_figures(self) -> bool {
        matches!(self, Self::Targets | Self::Results | Self::Cost | Self::Rating)
    }
}

/// Rows of a form that say something of their work, at least.
const FEWEST: usize = 2;
/// Rows among which the first of a form names its work: 事業番号 and 区分 may stand before.
const NAMED_WITHIN: usize = 3;
/// Letters of a label, and of one that ends with 評価.
const LONGEST: usize = 14;
const LONGEST_RATING: usize = 6;
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
    if counted || slot.names_work.is(bare) {
        return Some(Label::Work);
    }
    if bare.ends_with("評価") && bare.chars().count() <= LONGEST_RATING {
        return Some(Label::Rating);
    }
    match slots::slot(bare) {
        Some(Slot::Done) => return Some(Label::Done),
        Some(Slot::Result) => return Some(Label::Results),
        Some(Slot::Rating) => return Some(Label::Rating),
        Some(Slot::Remark) => return Some(Label::Told),
        None => {}
    }
    if cost::heading(&text).is_some() {
        Some(Label::Cost)
    } else if slot.target.is(bare) {
        Some(Label::Targets)
    } else if slot.work.is(bare) {
        Some(Label::Done)
    } else if [&slot.part, &slot.label, &slot.effect, &slot.about_work].iter().any(|list| list.is(bare))
        || slot.label_end.ends(bare)
        || slot.fact_end.ends(bare)
    {
        Some(Label::Told)
    } else {
        None
    }
}

/// One label of a form, and all that it says: the cells beside it, and the rows below that have no label of their own.
struct Part<'r> {
    label: Option<(&'r Cell, Option<Label>)>,
    page: Option<u32>,
    rows: Vec<Row>,
}

impl<'r> Part<'r> {
    fn new(row: &Row, label: &'r Cell, said: &[Cell]) -> Self {
        let below = Row { cells: said.to_vec(), ..row.clone() };
        let rows = if said.is_empty() { Vec::new() } else { vec![below] };
        Self { label: Some((label, self::label(&label.text))), page: row.page, rows }
    }

    fn says(&self) -> Option<Label> {
        self.label.and_then(|(_, says)| says)
    }

    /// The cell that names the work: 創業塾 of 事業１ │ 創業塾.
    fn name(&self) -> Option<&Cell> {
        let [row] = self.rows.as_slice() else { return None };
        let [name] = row.cells.as_slice() else { return None };
        let named = name.text.chars().count() <= LONGEST_NAME && !name.text.trim_end().ends_with('。');
        let words = figure::shape(&squeeze(&name.text)) != Some(Shape::Number) && label(&name.text).is_none();
        (self.says() == Some(Label::Work) && named && words).then_some(name)
    }
}

/// The parts of a form: each label with what it says, two in a row where the row holds two pairs (実施時期 │ 10月 │ 担当 │ 総務課).
fn parts(rows: &[Row]) -> Vec<Part<'_>> {
    let stacked = is_stacked(rows);
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        let first = row.cells.first().filter(|cell| cell.column == 0 && row.cells.len() > 1);
        let pair = match row.cells.as_slice() {
            [_, said, second, _] => label(&said.text).is_none() && label(&second.text).is_some(),
            _ => false,
        };
        match first {
            Some(first) if pair => {
                parts.push(Part::new(row, first, &row.cells[1..2]));
                parts.push(Part::new(row, &row.cells[2], &row.cells[3..]));
            }
            Some(first) if label(&first.text).is_some() || row.cells.len() == 2 => {
                parts.push(Part::new(row, first, &row.cells[1..]));
            }
            _ => match (over(row).filter(|_| stacked), parts.last_mut()) {
                (Some(label), _) => parts.push(Part::new(row, label, &[])),
                (None, Some(part)) => part.rows.push(row.clone()),
                (None, None) => parts.push(Part { label: None, page: row.page, rows: vec![row.clone()] }),
            },
        }
    }
    parts
}

/// The label that a row holds and nothing else: it stands over what it says.
fn over(row: &Row) -> Option<&Cell> {
    match row.cells.as_slice() {
        [only] if only.column == 0 && label(&only.text).is_some() => Some(only),
        _ => None,
    }
}

/// Do labels stand over what they say, 評価 and Ａ below it, and not beside it? So begins the table, and most rows are one cell.
fn is_stacked(rows: &[Row]) -> bool {
    let single = rows.iter().filter(|row| row.cells.len() == 1).count();
    let over = |row: &Row| self::over(row).is_some();
    let said = rows.windows(2).filter(|pair| over(&pair[0]) && pair[1].cells.len() == 1 && !over(&pair[1])).count();
    rows.first().is_some_and(over) && said > 0 && single * 3 > rows.len() * 2
}

/// Is the table one form or several, each opened by the name of its work?
fn is_form(parts: &[Part]) -> bool {
    let named = parts.iter().take(NAMED_WITHIN).any(|part| part.name().is_some());
    let told = parts.iter().filter(|part| part.says().is_some_and(|label| label != Label::Work)).count();
    let labelled = parts.iter().filter(|part| part.says().is_some()).count();
    // 事業名 │ 目的 above columns is the head of a table.
    let head = parts.first().is_some_and(|part| part.says() == Some(Label::Work) && part.name().is_none());
    named && !head && told >= FEWEST && labelled * 4 >= parts.len() * 3
}

/// Do all rows tell of the work that stands above the table, figures among it: 目標値 │ …, 工程 │ …? 項目 │ 内容 may head them.
fn tells_of_above(parts: &[Part]) -> bool {
    let head = |part: &Part| {
        let plain = |text: &str| words().column.vague.is(&squeeze(text)) || ["内容", "概要"].contains(&text.trim());
        let said = part.rows.first().and_then(|row| row.cells.first());
        part.label.zip(said).is_some_and(|((label, _), said)| plain(&label.text) && plain(&said.text))
    };
    let headed = parts.first().is_some_and(head);
    let below = if headed { &parts[1..] } else { parts };
    let pair = |part: &Part| {
        let single = |row: &Row| row.cells.len() == 1;
        part.label.is_some() && part.rows.len() <= 1 && part.rows.iter().all(single)
    };
    let short = |part: &Part| part.label.is_some_and(|(label, _)| label.text.chars().count() <= LONGEST);
    let known = below.iter().filter(|part| part.says().is_some()).count();
    // 指標 │ 現状→目標 heads a table of figures.
    let heads = |part: &Part| part.rows.iter().flat_map(|row| &row.cells).any(|cell| series::heads(&cell.text));
    if below.iter().any(heads) {
        return false;
    }
    let figured = below.iter().any(|part| part.says().is_some_and(Label::is_of_figures));
    below.iter().all(|part| pair(part) && short(part) && part.says() != Some(Label::Work))
        && (figured || known * 4 >= below.len() * 3 && known >= FEWEST)
        && known * 2 >= below.len()
}

/// Adds forms to the tree: their names as initiatives, what is done as measures, the figures of their tables. Tells whether
/// the table is one.
pub(super) fn filled(builder: &mut TreeBuilder, rows: &[Row]) -> bool {
    if builder.in_background() {
        return false;
    }
    let parts = parts(rows);
    let above = builder.levels.heading().filter(|top| builder.outline.entries[*top].class.counts());
    let above = above.filter(|_| tells_of_above(&parts));
    if above.is_none() && !is_form(&parts) {
        return false;
    }
    builder.levels.close_bullets();
    let base = builder.levels.top();
    let mut reached = Reached { name: above, ..Reached::default() };
    // 事業番号 and 区分 before the first name tell of it.
    let first = parts.iter().position(|part| part.name().is_some()).filter(|_| above.is_none()).unwrap_or(0);
    let order = parts[first..].iter().take(1).chain(&parts[..first]).chain(parts[first..].iter().skip(1));
    for part in order {
        if let Some(name) = part.name() {
            named(builder, part, name, base, &mut reached);
        } else {
            told(builder, part, base, &mut reached);
        }
    }
    true
}

fn place(page: Option<u32>, cell: &Cell) -> Place {
    Place { span: cell.span, columns: Some(cell.columns), page }
}

/// The name of the work, with the number that its label gives.
fn named(builder: &mut TreeBuilder, part: &Part, name: &Cell, base: Option<usize>, reached: &mut Reached) {
    let (Some((label, _)), Some(row)) = (part.label, part.rows.first()) else { return };
    let sign = squeeze(&label.text);
    let counts = mark::alone(&sign).is_some() || is_number(&sign);
    let title = if counts { with_number(&sign, &name.text) } else { name.text.clone() };
    name_entry(builder, title, &place(row.page, name), base, reached);
    if !counts {
        builder.piece(PieceKind::Label, reached.name, label.text.clone(), &place(row.page, label));
    }
}

/// What a label says of the work.
fn told(builder: &mut TreeBuilder, part: &Part, base: Option<usize>, reached: &mut Reached) {
    let owner = reached.name.or(base);
    if let Some((label, _)) = part.label {
        builder.piece(PieceKind::Label, owner, label.text.clone(), &place(part.page, label));
    }
    if let Some(owner) = owner
        && table(builder, &part.rows, owner)
    {
        return;
    }
    for (row, cell) in part.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
        let text = cell.text.trim();
        let number = figure::shape(&squeeze(text)) == Some(Shape::Number);
        match (part.says(), owner) {
            (Some(Label::Rating), Some(owner)) if is_rating(text) => {
                let at = series::next_row(&builder.outline.values);
                builder.outline.values.push(Value::of_cell(owner, at, Says::Rating, Default::default(), cell));
                builder.piece(PieceKind::Value, Some(owner), cell.text.clone(), &place(row.page, cell));
            }
            (Some(Label::Cost), Some(owner)) if number => {
                let heads = part.label.and_then(|(label, _)| cost::heading(&squeeze(&label.text)));
                if let Some((name, unit)) = heads {
                    let name = format!("{} {name}", builder.outline.entries[owner].title);
                    let at = series::next_row(&builder.outline.values);
                    builder.outline.values.push(Value::of_cell(owner, at, Says::Cost, (name, unit), cell));
                }
                builder.piece(PieceKind::Value, Some(owner), cell.text.clone(), &place(row.page, cell));
            }
            (Some(Label::Done), _) => {
                builder.rule = Rule::ColumnBody;
                done(builder, row, cell, reached, owner);
            }
            (said, _) => {
                let kind = match said {
                    Some(Label::Targets) => PieceKind::Targets,
                    Some(Label::Results | Label::Cost) => PieceKind::Figures,
                    _ if heading::is_flag_line(&squeeze(text)) => PieceKind::Flag,
                    _ => PieceKind::Paragraph,
                };
                builder.piece(kind, owner, cell.text.clone(), &place(row.page, cell));
            }
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

/// A table within a form, 指標 目標 実績 達成率 and its rows, in cells of the form or in lines of one of them: its figures are
/// those of the work. Tells whether it is one.
fn table(builder: &mut TreeBuilder, rows: &[Row], owner: usize) -> bool {
    let heads = |row: &Row| row.cells.iter().filter(|cell| series::heads(&cell.text)).count() >= 2;
    let inner = match rows {
        [row] => match row.cells.as_slice() {
            [cell] => lines(row, cell),
            _ => return false,
        },
        _ => rows.to_vec(),
    };
    if inner.len() < 2 || !inner.first().is_some_and(heads) {
        return false;
    }
    let before = series::next_row(&builder.outline.values);
    let Some(mut values) = series::values(&inner, owner, before, String::new(), &mut None) else { return false };
    values.iter_mut().for_each(|value| value.measures = Measures::Owner);
    builder.outline.values.extend(values);
    for (row, cell) in rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
        builder.piece(PieceKind::Value, Some(owner), cell.text.clone(), &place(row.page, cell));
    }
    true
}

/// The lines of a cell as rows, their words as cells.
fn lines(row: &Row, cell: &Cell) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut from = 0;
    for line in cell.text.split('\n') {
        let mut at = from;
        let mut cells = Vec::new();
        for (column, word) in (0..).zip(line.split(['\t', '\u{3000}'])) {
            let text = word.trim();
            let begins = at + (word.len() - word.trim_start().len());
            cells.extend((!text.is_empty()).then(|| cell.part(begins, begins + text.len(), column)));
            at += word.len() + word_end(line, at - from + word.len());
        }
        rows.push(Row { cells, ..row.clone() });
        from += line.len() + '\n'.len_utf8();
    }
    rows
}

/// Bytes of the sign that parts a word of a line from the next.
fn word_end(line: &str, at: usize) -> usize {
    line[at..].chars().next().map_or(0, char::len_utf8)
}
