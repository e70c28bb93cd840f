//! A page's ink to its lines and rows in the order of reading.
//!
//! What comes in are letters and rules, what goes out are printed lines and rows of tables, each with its place. This
//! file must not know other pages.

use hayro_interpret::kurbo::Rect;

use super::block::{self, Block};
use super::cell;
use super::column::{self, Printed};
use super::device::{Ink, Letter, Turn};
use super::frame::{Area, Frame, Glyph, find_vertical};
use super::line;
use super::region;
use super::table::{self, Grid, Ruled};
use super::turned;
use kurabe_model::Place;

/// A page as lines.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) items: Vec<Item>,
}

/// A printed line, or a row of a table.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) place: Place,
    /// The size of its letters, in points.
    pub(super) size: f32,
    /// Where it begins in the direction of reading, in points.
    pub(super) start: f32,
    /// The left edge of its column, where the page has columns.
    pub(super) margin: Option<f32>,
    pub(super) kind: Kind,
}

/// What an item is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A printed line.
    Line(String),
    /// A row of a table.
    Row(Cells),
}

impl Kind {
    /// Bytes of text.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Line(text) => text.len(),
            Self::Row(cells) => cells.texts.iter().map(String::len).sum(),
        }
    }
}

/// The cells of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub(super) texts: Vec<String>,
    /// The edges of the table's columns.
    pub(super) edges: Vec<f32>,
    /// For each cell how much room its last line leaves, in widths of a letter.
    pub(super) room: Vec<f32>,
}

/// Reads the ink of a page of a size. Places are those on the page as a person holds it to read.
pub(super) fn read(ink: Ink, width: f32, height: f32) -> Page {
    let (ink, width, height) = turned::upright(ink, width, height);
    let mut letters = ink.letters;
    let bullets: Vec<Letter> = ink.dots.iter().filter_map(|dot| bullet(dot, &letters)).collect();
    letters.extend(bullets);
    find_vertical(&mut letters);
    let turn = turned::most(&letters, |letter| letter.turn);
    let frame = Frame { turn, width, height };
    let rules: Vec<Area> = ink.rules.iter().map(|rule| frame.rule(rule)).collect();
    let Ruled { grids, frames } = table::find(&rules);
    let mut filled: Vec<Vec<Vec<Glyph>>> = grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
    let mut free: Vec<Letter> = Vec::new();
    for letter in letters {
        let glyph = frame.glyph(&letter);
        match cell_of(&grids, &glyph) {
            Some((grid, cell)) => {
                if let Some(cell) = filled.get_mut(grid).and_then(|cells| cells.get_mut(cell)) {
                    cell.push(glyph);
                }
            }
            None => free.push(letter),
        }
    }
    let (main, turned): (Vec<Letter>, Vec<Letter>) = free.into_iter().partition(|letter| letter.turn == turn);
    let mut tables: Vec<Vec<Item>> = Vec::new();
    let (mut blocks, mut ruled): (Vec<Block>, Vec<Block>) = Default::default();
    for (grid, cells) in grids.iter().zip(filled) {
        if cells.iter().filter(|cell| cell.iter().any(|glyph| !line::is_blank(glyph.c))).count() < 2 {
            // A table with one cell filled is a box around text.
            blocks.extend(line::rows(cells.into_iter().flatten().collect()).into_iter().map(Block::Line));
            continue;
        }
        ruled.push(Block::Table(tables.len(), grid.area()));
        tables.push(rows(grid, cells, frame));
    }
    let boxes: Vec<Area> = ink.boxes.iter().map(|shape| frame.shape(shape)).chain(frames).collect();
    let sides = boxes.iter().flat_map(|area| [Area { v1: area.v0, ..*area }, Area { v0: area.v1, ..*area }]);
    let across: Vec<Area> = rules.iter().filter(|rule| rule.u1 > rule.u0).copied().chain(sides).collect();
    let letters = main.iter().map(|letter| frame.glyph(letter)).collect();
    blocks.extend(region::blocks(boxes, ruled, letters));
    let items = in_order(blocks, tables, across, frame);
    beside(items, turned, width, height)
}

/// A page that only has lines, in the direction of a frame.
pub(super) fn flow(blocks: Vec<Block>, frame: Frame) -> Page {
    Page { items: in_order(blocks, Vec::new(), Vec::new(), frame) }
}

/// The lines and the rows of tables in the order of reading.
fn in_order(mut blocks: Vec<Block>, mut tables: Vec<Vec<Item>>, rules: Vec<Area>, frame: Frame) -> Vec<Item> {
    block::sort(&mut blocks);
    part_furniture(&mut blocks);
    let mut items: Vec<Item> = Vec::new();
    for flow in column::order(blocks, rules) {
        for printed in flow.printed {
            match printed {
                Printed::Table(number) => items.append(tables.get_mut(number).unwrap_or(&mut Vec::new())),
                Printed::Line(row) => items.push(line_item(&row, frame, flow.margin)),
            }
        }
    }
    items
}

/// The first and the last line of a page hold a running head and a page number, far apart: each is a line.
fn part_furniture(blocks: &mut Vec<Block>) {
    const APART: f32 = 6.0;
    let last = blocks.len().saturating_sub(1);
    for at in [last, 0] {
        let Some(Block::Line(row)) = blocks.get(at) else { continue };
        let apart = row.pieces.windows(2).all(|pair| matches!(pair, [a, b] if b.area.u0 - a.area.u1 > APART * a.size));
        if row.pieces.len() > 1 && apart {
            let parts = row.pieces.iter().map(|piece| Block::Line(line::Row { pieces: vec![piece.clone()] }));
            let parts: Vec<Block> = parts.collect();
            blocks.splice(at..=at, parts);
        }
    }
}

/// The letter that a drawn dot stands for: the bullet of a line that begins to its right.
fn bullet(dot: &Rect, letters: &[Letter]) -> Option<Letter> {
    let (x0, x1, middle) = (dot.x0 as f32, dot.x1 as f32, dot.center().y as f32);
    let mut beside = letters.iter().filter(|letter| {
        letter.turn == Turn::Across && letter.y0 < middle && middle < letter.y1 && !line::is_blank(letter.c)
    });
    let alone = beside.clone().all(|letter| letter.x1 < x0 - letter.size * 2.0 || letter.x0 > x1);
    let first = beside.find(|letter| (0.0..letter.size * 2.0).contains(&(letter.x0 - x1)))?;
    alone.then_some(Letter { c: '・', x0, x1, ..*first })
}

fn line_item(row: &line::Row, frame: Frame, margin: Option<f32>) -> Item {
    let area = row.area();
    Item { place: frame.place(area), size: row.size(), start: area.u0, margin, kind: Kind::Line(row.text()) }
}

/// The smallest table's cell that holds the middle of a letter.
fn cell_of(grids: &[Grid], glyph: &Glyph) -> Option<(usize, usize)> {
    let (u, v) = ((glyph.u0 + glyph.u1) / 2.0, glyph.middle());
    let holding = grids.iter().enumerate().filter_map(|(at, grid)| Some((at, grid.at(u, v)?, grid.area().size())));
    holding.min_by(|a, b| a.2.total_cmp(&b.2)).map(|(grid, cell, _)| (grid, cell))
}

/// The rows of a table.
fn rows(grid: &Grid, filled: Vec<Vec<Glyph>>, frame: Frame) -> Vec<Item> {
    let columns = grid.columns();
    let blank = Cells { texts: vec![String::new(); columns], edges: grid.edges().to_vec(), room: vec![0.0; columns] };
    let mut rows: Vec<(Cells, f32)> = vec![(blank, 10.0); grid.rows()];
    for (cell, glyphs) in grid.cells.iter().zip(filled) {
        let Some((row, size)) = rows.get_mut(cell.row) else { continue };
        let last = glyphs.iter().map(|glyph| glyph.v1).fold(f32::MIN, f32::max);
        let end = glyphs.iter().filter(|glyph| glyph.v1 > last - glyph.size * 0.5 && !line::is_blank(glyph.c));
        let end =
            end.map(|glyph| (glyph.u1, glyph.size)).fold((cell.area.u0, 1.0), |a, b| if b.0 > a.0 { b } else { a });
        if let (Some(text), Some(room)) = (row.texts.get_mut(cell.column), row.room.get_mut(cell.column)) {
            *size = glyphs.first().map_or(*size, |glyph| glyph.size);
            *room = (cell.area.u1 - end.0) / end.1;
            *text = cell::text(glyphs, cell.area);
        }
    }
    let area = grid.area();
    let mut items = Vec::new();
    for (at, (cells, size)) in rows.into_iter().enumerate() {
        if cells.texts.iter().all(String::is_empty) {
            continue;
        }
        let (v0, v1) = grid.row(at);
        let place = frame.place(Area { u0: area.u0, v0, u1: area.u1, v1 });
        items.push(Item { place, size, start: area.u0, margin: None, kind: Kind::Row(cells) });
    }
    items
}

/// Adds what runs in another direction than the page: before it where it stands above all of it, else after it.
fn beside(mut items: Vec<Item>, turned: Vec<Letter>, width: f32, height: f32) -> Page {
    let top = items.iter().map(|item| item.place.top).min().unwrap_or(u16::MAX);
    let mut above = Vec::new();
    for turn in [Turn::Across, Turn::Down, Turn::Up, Turn::Back] {
        let frame = Frame { turn, width, height };
        let letters = turned.iter().filter(|letter| letter.turn == turn);
        for row in line::rows(letters.map(|letter| frame.glyph(letter)).collect()) {
            let item = line_item(&row, frame, Some(row.area().u0));
            if item.place.top.saturating_add(item.place.height) <= top { above.push(item) } else { items.push(item) }
        }
    }
    above.append(&mut items);
    Page { items: above }
}
