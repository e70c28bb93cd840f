//! Tables of Word as rows between pipes.
//!
//! What comes in is a `tbl`, what goes out is a line for each row. Cells merged downwards have their text in the first
//! row, cells merged across in the first column. This file must not know what a column means.

use super::{Inside, Story};
use crate::grid::{self, Edges};
use crate::row::row;
use crate::xml::Element;

/// A cell with the place of its left edge.
struct Cell<'a> {
    edge: u32,
    element: &'a Element,
    /// It only carries on the cell to its left or above it.
    merged: bool,
}

impl<'a> Story<'a> {
    /// Reads a table.
    pub(super) fn table(&mut self, table: &'a Element, inside: Inside) {
        let mut rows = Vec::new();
        gather(table, "tr", &mut rows);
        let grid = Grid::of(table);
        let rows: Vec<Vec<Cell>> = rows.into_iter().filter(|row| !is_gone(row)).map(|row| cells(row, &grid)).collect();
        let edges = Edges::of(rows.iter().map(|row| row.iter().map(|cell| cell.edge).collect()));
        // A table of one column is a frame around text.
        if edges.columns() <= 1 {
            for cell in rows.iter().flatten().filter(|cell| !cell.merged) {
                self.blocks(cell.element, inside);
            }
            return;
        }
        for cells in &rows {
            let mut texts = vec![String::new(); edges.columns()];
            for cell in cells.iter().filter(|cell| !cell.merged) {
                let text = self.cell(cell.element);
                if let Some(slot) = texts.get_mut(edges.column(cell.edge)) {
                    if !slot.is_empty() {
                        slot.push('\n');
                    }
                    slot.push_str(&text);
                }
            }
            if texts.iter().all(|text| text.trim().is_empty()) {
                continue;
            }
            match inside {
                Inside::Page => self.line(row(&texts), 0),
                Inside::Cell => self.line(grid::flat(&texts), 0),
            }
        }
    }
}

/// The rows of a table or the cells of a row, however they are wrapped.
fn gather<'a>(element: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for child in element.children() {
        match &*child.name {
            own if own == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => gather(child, name, found),
            _ => {}
        }
    }
}

/// A row that a tracked change takes out, or that is hidden.
fn is_gone(row: &Element) -> bool {
    row.child("trPr").is_some_and(|settings| settings.child("del").is_some() || settings.switch("hidden"))
}

/// Where the columns of a table begin, in twentieths of a point.
struct Grid(Vec<u32>);

impl Grid {
    fn of(table: &Element) -> Self {
        let columns = table.child("tblGrid").into_iter().flat_map(Element::children);
        let widths = columns.filter(|column| &*column.name == "gridCol");
        let mut at = 0u32;
        let mut starts = vec![0];
        for column in widths.take(grid::WIDEST) {
            let width = column.attribute("w").and_then(|width| width.parse::<f64>().ok()).unwrap_or(1000.0);
            at = at.saturating_add(width.clamp(1.0, 60_000.0) as u32);
            starts.push(at);
        }
        Self(starts)
    }

    /// The left edge of a column; columns that the grid does not have are as wide as usual ones.
    fn edge(&self, column: usize) -> u32 {
        let last = self.0.len().saturating_sub(1);
        let beyond = u32::try_from(column.saturating_sub(last)).unwrap_or(u32::MAX);
        let known = self.0.get(column.min(last)).copied().unwrap_or(0);
        known.saturating_add(beyond.saturating_mul(1000))
    }
}

fn cells<'a>(row: &'a Element, grid: &Grid) -> Vec<Cell<'a>> {
    let mut elements = Vec::new();
    gather(row, "tc", &mut elements);
    let settings = row.child("trPr");
    let mut column = settings.and_then(|settings| settings.value("gridBefore")).map_or(0, span);
    let mut cells = Vec::new();
    for element in elements.into_iter().take(grid::WIDEST) {
        let settings = element.child("tcPr");
        let goes_on = |name: &str| {
            let merge = settings.and_then(|settings| settings.child(name));
            merge.is_some_and(|merge| merge.attribute("val").is_none_or(|val| val == "continue"))
        };
        let deleted = settings.is_some_and(|settings| settings.child("cellDel").is_some());
        let merged = goes_on("vMerge") || goes_on("hMerge") || deleted;
        cells.push(Cell { edge: grid.edge(column), element, merged });
        column += settings.and_then(|settings| settings.value("gridSpan")).map_or(1, span).max(1);
    }
    cells
}

fn span(value: &str) -> usize {
    value.parse::<usize>().unwrap_or(1).min(grid::WIDEST)
}
