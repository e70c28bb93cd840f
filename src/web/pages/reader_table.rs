//! Rows of a document that follow one another, as a table: each keeps its number and what was read of it.
//!
//! In come lines with their cells, out comes a table in a box that scrolls by itself. Which lines are rows must not be
//! known here.

use maud::{Markup, html};

use super::reader_line::{Line, Paper};
use super::reader_marks::Marks;
use super::search_hits::snippet;
use crate::report::{lines_text, width};
use kurabe_extract::blocks::{Barred, Cell};
use kurabe_index::search::Piece;
use kurabe_model::Node;

/// Columns of a terminal up to which the lines of a cell are not broken: eight full-width letters.
const SHORT: usize = 16;
/// Columns from which a line of a cell wants more room than the least.
const FULL: usize = 60;

/// A table of the page.
pub(super) struct Table<'a> {
    rows: Vec<Row<'a>>,
    /// The first row is its head, as the rule below it says.
    is_headed: bool,
    columns: usize,
}

/// A row of it.
struct Row<'a> {
    line: &'a Line,
    cells: &'a [Cell],
    /// The page that begins with it.
    turn: Option<u32>,
    /// The lines of rules beside it: they are not shown, and still lead here.
    rules: Vec<u32>,
}

/// How many of these lines, from the first on, are rows of one table; none if the first is no row. Rows of one table
/// have as many cells as each other, or a rule below their head, which forgives cells that were not written.
pub(super) fn taken(lines: &[Line]) -> usize {
    let rows: Vec<&Barred> = lines.iter().map_while(|line| line.row.as_ref()).collect();
    let Some(first) = rows.first() else { return 0 };
    let even = rows.iter().take_while(|row| row.columns == first.columns).count();
    if rows.iter().take(even).all(|row| row.is_rule()) {
        return 0;
    }
    if rows.get(1).is_some_and(|row| row.is_rule()) { rows.len() } else { even }
}

impl<'a> Table<'a> {
    /// A table of these lines; `above` is the page of the line before them.
    pub(super) fn of(lines: &'a [Line], mut above: Option<u32>) -> Self {
        let mut rows: Vec<Row<'_>> = Vec::new();
        let (mut columns, mut is_headed, mut waiting) = (0, false, Vec::new());
        for (place, line) in lines.iter().enumerate() {
            let Some(row) = &line.row else { continue };
            columns = columns.max(row.columns);
            if row.is_rule() {
                is_headed |= place == 1;
                rows.last_mut().map_or(&mut waiting, |row| &mut row.rules).push(line.number);
                continue;
            }
            let turn = line.page.filter(|page| above != Some(*page));
            rows.push(Row { line, cells: &row.cells, turn, rules: std::mem::take(&mut waiting) });
            above = line.page;
        }
        Self { is_headed: is_headed && !rows.is_empty(), rows, columns }
    }

    /// The table in its box.
    pub(super) fn show(&self, paper: &Paper<'_>, marks: &Marks) -> Markup {
        let (Some(first), Some(last)) = (self.rows.first(), self.rows.last()) else { return html! {} };
        let label = lines_text((first.line.number, last.line.number), paper.view.lang);
        let has_margin = self.rows.iter().any(|row| paper.has_margin(row.line.number));
        let wide = 1 + self.columns + usize::from(has_margin);
        let across = |part: &Markup| html! { tr { td.across colspan=(wide) { (part) } } };
        let panel = |row: &Row<'_>| html! { @if let Some(panel) = paper.panel(row.line.number) { (across(panel)) } };
        let (head, body) = self.rows.split_at(usize::from(self.is_headed));
        html! {
            @if let Some(page) = first.turn { (paper.turn(page)) }
            div.rows.scroll role="region" tabindex="0" aria-label={ (paper.view.say("表：", "Table: ")) (label) } {
                table {
                    @if !head.is_empty() { thead { @for row in head { (self.row(paper, marks, row, has_margin)) } } }
                    tbody {
                        @for row in head { (panel(row)) }
                        @for (place, row) in body.iter().enumerate() {
                            // The first row's page stands above the table.
                            @if let Some(page) = row.turn.filter(|_| head.len() + place > 0) { (across(&paper.turn(page))) }
                            (self.row(paper, marks, row, has_margin))
                            (panel(row))
                        }
                    }
                }
            }
        }
    }

    fn row(&self, paper: &Paper<'_>, marks: &Marks, row: &Row<'_>, has_margin: bool) -> Markup {
        let line = row.line.number;
        let is_head = self.is_headed && self.rows.first().is_some_and(|first| first.line.number == line);
        let levels = levels(paper, row);
        html! {
            tr class=(paper.classes(line)) id={ "L" (line) } {
                th.place scope="row" { (paper.number(line)) @for rule in &row.rules { span id={ "L" (rule) } {} } }
                @for slot in slots(row.cells, self.columns) {
                    @match slot.and_then(|slot| Some((slot, row.cells.get(slot)?))) {
                        Some((slot, cell)) => {
                            @let words = broken(&marks.part(line, slot, &cell.text));
                            @let level = levels.iter().find(|(own, _)| *own == slot).map(|(_, level)| *level);
                            (shown(&cell.text, &words, level, is_head))
                        },
                        None => td {},
                    }
                }
                @if has_margin { td.notes { (paper.margin(line)) } }
            }
        }
    }
}

/// A cell with its words as they are marked; `level` is that of the heading that it is.
fn shown(text: &str, words: &Markup, level: Option<usize>, is_head: bool) -> Markup {
    let widest = text.lines().map(width).max().unwrap_or_default();
    let words = match level {
        Some(level) => html! { div.heading role="heading" aria-level=(level) { (words) } },
        None => words.clone(),
    };
    let (is_long, is_full) = (widest > SHORT, widest > FULL);
    html! {
        @if is_head { th.long[is_long].full[is_full] scope="col" { (words) } }
        @else { td.long[is_long].full[is_full].amount[is_amount(text)] { (words) } }
    }
}

/// Which cell stands in each column, in order; what goes beyond the widest table stands behind it.
fn slots(cells: &[Cell], columns: usize) -> Vec<Option<usize>> {
    let mut slots = Vec::with_capacity(columns);
    for (place, cell) in cells.iter().enumerate() {
        while slots.len() < columns.min(cell.column as usize) {
            slots.push(None);
        }
        slots.push(Some(place));
    }
    while slots.len() < columns {
        slots.push(None);
    }
    slots
}

/// The cells that are headings, with their levels.
fn levels(paper: &Paper<'_>, row: &Row<'_>) -> Vec<(usize, usize)> {
    let slot = |node: &Node| {
        let at = node.columns.map_or(0, |columns| columns.first);
        row.cells.iter().rposition(|cell| cell.columns.first <= at).unwrap_or_default()
    };
    let nodes = paper.starts(row.line.number).iter();
    nodes.filter_map(|node| Some((slot(node), paper.level(node)?))).collect()
}

/// Does a cell hold nothing but a figure: `△1,093,430`, `( 26 )`, `７．９％`?
fn is_amount(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "０１２３４５６７８９,.，．△▲-－−+＋±%％()（）".contains(c)
    };
    text.chars().all(is_part) && text.chars().any(char::is_numeric)
}

/// Text with its words marked, each of its lines on one of its own.
fn broken(words: &[Piece]) -> Markup {
    let lines = words.iter().flat_map(|(text, mark)| {
        let parts = text.split('\n').enumerate();
        parts.map(move |(place, part)| (place > 0, (part.to_owned(), *mark)))
    });
    html! { @for (is_new, piece) in lines { @if is_new { br; } (snippet(&[piece])) } }
}
