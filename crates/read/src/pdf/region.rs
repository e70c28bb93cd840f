//! Drawn boxes as regions of their own: what stands in a box beside other text is read in one go.
//!
//! What comes in are boxes, tables and the letters outside tables, what goes out are the blocks of the page, those of
//! such a box as one. This file must not know in which order blocks are read.

use super::block::Block;
use super::frame::{Area, Glyph};
use super::line;

/// Boxes of a page that are looked at; what has more is a drawing.
const MOST_BOXES: usize = 300;
/// Boxes whose sides are this close are one, drawn as ground and as outline, in points.
const SAME: f32 = 3.0;
/// Boxes with the same top and foot that are this close are cells of a row, in points.
const CELLS: f32 = 3.5;
/// How far something must stand beside a box to count, in points.
const BESIDE: f32 = 4.0;
/// Lines whose feet differ by less are one printed line, in widths of a letter.
const LEVEL: f32 = 0.15;
/// A part of lines that makes most of them.
const MOST: f32 = 0.7;

/// A box and what it holds outside of smaller boxes.
struct Region {
    area: Area,
    parent: Option<usize>,
    /// A letter stands in it or in a box inside it.
    has_text: bool,
    glyphs: Vec<Glyph>,
    /// Tables, and boxes that are read in one go.
    blocks: Vec<Block>,
}

impl Region {
    fn of(area: Area, parent: Option<usize>) -> Self {
        Self { area, parent, has_text: false, glyphs: Vec::new(), blocks: Vec::new() }
    }

    /// What it holds, as blocks.
    fn content(&mut self) -> Vec<Block> {
        let rows = line::rows(std::mem::take(&mut self.glyphs)).into_iter().map(Block::Line);
        let mut blocks: Vec<Block> = rows.collect();
        blocks.append(&mut self.blocks);
        blocks
    }
}

/// The blocks of a page.
pub(super) fn blocks(boxes: Vec<Area>, tables: Vec<Block>, glyphs: Vec<Glyph>) -> Vec<Block> {
    let mut page = Region::of(Area { u0: f32::MIN, v0: f32::MIN, u1: f32::MAX, v1: f32::MAX }, None);
    let mut regions = regions(boxes, &tables);
    for glyph in glyphs {
        let (u, v) = ((glyph.u0 + glyph.u1) / 2.0, glyph.middle());
        match regions.iter_mut().rfind(|region| region.area.holds(u, v)) {
            Some(region) => region.glyphs.push(glyph),
            None => page.glyphs.push(glyph),
        }
    }
    for table in tables {
        let holder = regions.iter_mut().rfind(|region| region.area.contains(table.area()));
        holder.unwrap_or(&mut page).blocks.push(table);
    }
    for at in (0..regions.len()).rev() {
        let Some(region) = regions.get(at) else { continue };
        let has_text = !region.blocks.is_empty() || region.glyphs.iter().any(|glyph| !line::is_blank(glyph.c));
        if has_text {
            let mut up = Some(at);
            while let Some(region) = up.and_then(|up| regions.get_mut(up)) {
                region.has_text = true;
                up = region.parent;
            }
        }
    }
    let outlines: Vec<(Area, Option<usize>)> =
        regions.iter().filter(|region| region.has_text).map(|region| (region.area, region.parent)).collect();
    // The smaller boxes come last: each is put into the next larger one, in one piece or not.
    while let Some(mut region) = regions.pop() {
        let parent = region.parent;
        let is_sibling = |other: &&(Area, Option<usize>)| other.1 == parent && other.0 != region.area;
        let siblings: Vec<Area> = outlines.iter().filter(is_sibling).map(|other| other.0).collect();
        let holder = parent.and_then(|parent| regions.get_mut(parent)).unwrap_or(&mut page);
        if stands_alone(&region, &siblings, holder) {
            let area = region.area;
            holder.blocks.push(Block::Group(region.content(), area));
        } else {
            holder.glyphs.append(&mut region.glyphs);
            holder.blocks.append(&mut region.blocks);
        }
    }
    page.content()
}

/// The boxes outside of tables, the larger ones first, each with the next larger one around it.
fn regions(mut boxes: Vec<Area>, tables: &[Block]) -> Vec<Region> {
    boxes.retain(|area| !tables.iter().any(|table| table.area().contains(*area)));
    if boxes.len() > MOST_BOXES * 4 {
        return Vec::new();
    }
    boxes.sort_by(|a, b| b.size().total_cmp(&a.size()));
    let mut regions: Vec<Region> = Vec::new();
    for area in boxes {
        let parent = regions.iter().rposition(|region| region.area.contains(area));
        let doubled = parent.and_then(|parent| regions.get(parent)).is_some_and(|region| {
            let around = region.area;
            (area.u0 - around.u0).max(around.u1 - area.u1).max(area.v0 - around.v0).max(around.v1 - area.v1) < SAME
        });
        if !doubled && regions.len() < MOST_BOXES {
            regions.push(Region::of(area, parent));
        }
    }
    regions
}

/// Is a box with other text beside it read in one go? A cell of a row of boxes is not, nor is a column of a table that
/// has a ground of its own: its lines are those of the text beside it.
fn stands_alone(region: &Region, siblings: &[Area], holder: &Region) -> bool {
    let area = region.area;
    let rows = feet(&region.glyphs, area);
    if rows.len() + region.blocks.len() < 2 {
        return false;
    }
    let cell = siblings.iter().any(|sibling| {
        (sibling.v0 - area.v0).abs() < SAME
            && (sibling.v1 - area.v1).abs() < SAME
            && (sibling.u0 - area.u1).max(area.u0 - sibling.u1) < CELLS
    });
    if cell {
        return false;
    }
    let around = feet(&holder.glyphs, area);
    let apart = |other: &Area| other.beside(area) > BESIDE && (other.u0 - area.u1).max(area.u0 - other.u1) > -BESIDE;
    let level = |a: &(f32, f32), b: &(f32, f32)| (a.0 - b.0).abs() < LEVEL * a.1.min(b.1);
    let shared = |these: &[(f32, f32)], those: &[(f32, f32)]| {
        let shared = these.iter().filter(|this| those.iter().any(|that| level(this, that))).count();
        shared as f32 >= MOST * these.len() as f32
    };
    if !around.is_empty() && shared(&rows, &around) && shared(&around, &rows) {
        return false;
    }
    !around.is_empty() || siblings.iter().any(apart) || holder.blocks.iter().any(|block| apart(&block.area()))
}

/// The feet of the lines of letters in the height of a box, each with their size.
fn feet(glyphs: &[Glyph], area: Area) -> Vec<(f32, f32)> {
    let inside =
        glyphs.iter().filter(|glyph| !line::is_blank(glyph.c) && (area.v0..=area.v1).contains(&glyph.middle()));
    let mut feet: Vec<(f32, f32)> = inside.map(|glyph| (glyph.foot(), glyph.size)).collect();
    feet.sort_by(|a, b| a.0.total_cmp(&b.0));
    feet.dedup_by(|b, a| b.0 - a.0 < LEVEL * a.1.min(b.1));
    feet
}
