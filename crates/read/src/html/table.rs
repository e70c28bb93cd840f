//! Tables of a page: those of data as rows between pipes, those that only lay the page out as the blocks they hold.
//!
//! What comes in is a `table`, what goes out are its lines. Cells merged downwards have their text in the first row,
//! cells merged across in the first column. This file must not know what a column means.

use super::render::Page;
use super::tree::Tree;
use crate::grid::{WIDEST, flat};
use crate::row::row;

/// Letters of a cell that is no longer a cell but a part of the page.
const LONGEST: u32 = 1_500;
/// Rows over which a cell may reach.
const TALLEST: i32 = 1_000;

/// A table with its rows of cells.
struct Table {
    place: usize,
    captions: Vec<usize>,
    rows: Vec<Vec<usize>>,
    /// What stands between the cells against all rules.
    strays: Vec<usize>,
}

impl Page<'_> {
    /// Writes a table.
    pub(super) fn table(&mut self, place: usize) {
        let mut table = Table { place, captions: Vec::new(), rows: Vec::new(), strays: Vec::new() };
        gather(self.tree, place, &mut table);
        table.rows.iter_mut().for_each(|row| row.retain(|cell| !self.is_dropped(*cell)));
        table.rows.retain(|row| !row.is_empty());
        let strays = std::mem::take(&mut table.strays);
        strays.iter().chain(&table.captions).for_each(|node| self.node(*node));
        self.flush();
        if self.lays_out(&table) {
            for cell in table.rows.iter().flatten() {
                self.node(*cell);
                self.flush();
            }
        } else {
            self.data(&table);
        }
    }

    fn is_dropped(&self, node: usize) -> bool {
        self.content.dropped.get(node).copied().unwrap_or(true)
    }

    /// Does the table only say where on the page its blocks stand?
    fn lays_out(&self, table: &Table) -> bool {
        let node = |place: usize| self.tree.nodes.get(place);
        let letters = |place: usize| self.content.letters.get(place).copied().unwrap_or(0);
        if node(table.place).is_some_and(|table| table.attribute("role") == Some("presentation")) {
            return true;
        }
        let filled: Vec<Vec<usize>> = table
            .rows
            .iter()
            .map(|row| row.iter().copied().filter(|cell| letters(*cell) > 0).collect::<Vec<usize>>())
            .filter(|row: &Vec<usize>| !row.is_empty())
            .collect();
        let cells = || filled.iter().flatten().copied();
        if filled.iter().all(|row| row.len() == 1) || cells().any(|cell| letters(cell) > LONGEST) {
            return true;
        }
        let headed = cells().any(|cell| node(cell).is_some_and(|cell| cell.tag == "th"));
        let parts = |cell: usize| holds(self.tree, cell, &["table", "h1", "h2", "h3", "h4"]);
        if cells().any(parts) {
            return !headed || filled.len() == 1;
        }
        filled.len() == 1
            && !headed
            && cells().any(|cell| letters(cell) > 100 || holds(self.tree, cell, &["ul", "ol", "p"]))
    }

    fn data(&mut self, table: &Table) {
        // For each column the rows for which a cell above still holds it.
        let mut held = [0i32; WIDEST];
        // The filled cells of each row with their columns; a row of empty ones takes no room.
        let mut lines: Vec<Vec<(usize, String)>> = Vec::new();
        let mut wide = 0;
        for cells in &table.rows {
            let mut line = Vec::new();
            let mut column = 0;
            for cell in cells {
                pass(&mut held, &mut column);
                let span = |name: &str| self.tree.nodes.get(*cell).and_then(|node| node.number(name)).unwrap_or(1);
                let down = span("rowspan").clamp(1, TALLEST) - 1;
                line.push((column, self.cell(*cell)));
                for _ in 0..span("colspan").clamp(1, 64) {
                    let Some(slot) = held.get_mut(column) else {
                        break;
                    };
                    *slot = down;
                    column += 1;
                }
            }
            pass(&mut held, &mut column);
            wide = wide.max(column);
            line.retain(|(_, text)| !text.trim().is_empty());
            lines.push(line);
        }
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            let mut texts = vec![String::new(); wide.max(1)];
            for (column, text) in line {
                // Cells beyond the widest table are added to its last.
                if let Some(slot) = texts.get_mut(column.min(wide.max(1) - 1)) {
                    let gap = if slot.is_empty() { "" } else { "\n" };
                    slot.push_str(&format!("{gap}{text}"));
                }
            }
            let text = if self.in_cell { flat(&texts) } else { row(&texts) };
            self.push(&text);
        }
    }

    fn cell(&self, place: usize) -> String {
        let mut inner = Page::new(self.tree, self.content);
        inner.in_cell = true;
        if let Some(node) = self.tree.nodes.get(place) {
            inner.inside(node);
        }
        inner.flush();
        inner.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// Passes over the columns that cells above hold.
fn pass(held: &mut [i32; WIDEST], column: &mut usize) {
    while let Some(slot) = held.get_mut(*column).filter(|slot| **slot > 0) {
        *slot -= 1;
        *column += 1;
    }
}

/// Rows and captions of a table, those of tables inside it left out.
fn gather(tree: &Tree, place: usize, table: &mut Table) {
    for child in tree.nodes.get(place).map(|node| node.children.as_slice()).unwrap_or_default() {
        match tree.nodes.get(*child).map_or("", |node| node.tag.as_str()) {
            "tr" => {
                let mut cells = Vec::new();
                self::cells(tree, *child, &mut cells, table);
                table.rows.push(cells);
            }
            "td" | "th" => match table.rows.last_mut() {
                Some(row) => row.push(*child),
                None => table.rows.push(vec![*child]),
            },
            "caption" => table.captions.push(*child),
            "tbody" | "thead" | "tfoot" | "form" => gather(tree, *child, table),
            "colgroup" | "col" => {}
            _ => table.strays.push(*child),
        }
    }
}

fn cells(tree: &Tree, row: usize, found: &mut Vec<usize>, table: &mut Table) {
    for child in tree.nodes.get(row).map(|node| node.children.as_slice()).unwrap_or_default() {
        match tree.nodes.get(*child).map_or("", |node| node.tag.as_str()) {
            "td" | "th" => found.push(*child),
            "form" => cells(tree, *child, found, table),
            _ => table.strays.push(*child),
        }
    }
}

fn holds(tree: &Tree, place: usize, tags: &[&str]) -> bool {
    let Some(node) = tree.nodes.get(place) else {
        return false;
    };
    node.children.iter().any(|child| {
        tree.nodes.get(*child).is_some_and(|node| tags.contains(&node.tag.as_str())) || holds(tree, *child, tags)
    })
}
