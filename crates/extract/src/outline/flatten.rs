//! Tables whose cells carry marks: a list in columns, read as the list that it is.
//!
//! What comes in are rows, what goes out are entries at levels of their own. This file must not know what the
//! header of a table says.

use super::cells::{Row, is_item, is_lone_mark, names};
use super::level::Asking;
use super::tree_builder::{Place, TreeBuilder};
use super::{PieceKind, heading};
use crate::blocks::Cell;
use crate::blocks::mark::{self, Class};
use std::collections::HashMap;

/// A table whose cells carry marks: read as the list that it is, at levels of its own.
pub(super) fn flatten(builder: &mut TreeBuilder, rows: Vec<Row>) {
    builder.levels.close_bullets();
    let base = builder.levels.top();
    let outer = std::mem::take(&mut builder.levels);
    let mut latest: HashMap<u32, usize> = HashMap::new();
    for row in rows {
        let mut lone: Option<&Cell> = None;
        let cells: Vec<Cell> = row.cells.iter().flat_map(points).collect();
        for (at, cell) in cells.iter().enumerate() {
            let place = Place { span: cell.span, columns: Some(cell.columns), page: row.page };
            if lone.is_none() && is_lone_mark(&cell.text) && at + 1 < cells.len() {
                lone = Some(cell);
                continue;
            }
            let text = match lone.take() {
                Some(mark) => format!("{} {}", mark.text, cell.text),
                None => cell.text.clone(),
            };
            let asking = Asking::in_table;
            if heading::is_flag_line(&text) {
                let owner = latest.get(&cell.column).copied().or(builder.levels.top()).or(base);
                builder.piece(PieceKind::Flag, owner, text, &place);
            } else if let Some(mark) = mark::parse(&text).filter(|mark| mark.class != Class::Symbol('※')) {
                let entry = builder.marked(&mark, asking(mark.class, mark.ordinal), &place);
                if builder.outline.entries[entry].parent.is_none() {
                    builder.outline.entries[entry].parent = base;
                }
                latest.insert(cell.column, entry);
            } else if cell.column == 0
                && cell.text.chars().count() <= 20
                && cells.get(at + 1).is_some_and(|next| is_item(&next.text))
            {
                builder.levels.clear();
                let entry = builder.entry(base, Class::Plain, text, &place);
                builder.levels.open(asking(Class::Plain, 0), entry);
                latest.insert(0, entry);
            } else {
                let owner = builder.levels.top().or(base);
                builder.piece(PieceKind::Paragraph, owner, text, &place);
            }
        }
    }
    builder.levels = outer;
}

/// The points of a cell, each as a cell of its own: ・花見 ・お花見喫茶.
fn points(cell: &Cell) -> Vec<Cell> {
    let parts = if is_item(&cell.text) { names(&cell.text) } else { Vec::new() };
    if parts.len() < 2 {
        return vec![cell.clone()];
    }
    parts.into_iter().map(|(from, to)| cell.part(from, to, cell.column)).collect()
}
