//! Columns of a page: which lines are read first where text stands side by side.
//!
//! What comes in are the lines and tables of a page from top to bottom, what goes out are the same in the order of
//! reading. This file must not know what the lines say.

use super::frame::Area;
use super::line::Row;

/// Lines that a column has at least.
const TALL: usize = 4;
/// How deep columns may stand within columns.
const DEEP: u32 = 4;

/// A line, or a table by its number.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Line(Row),
    Table(usize, Area),
}

impl Block {
    pub(super) fn area(&self) -> Area {
        match self {
            Self::Line(row) => row.area(),
            Self::Table(_, area) => *area,
        }
    }

    fn stretches(&self) -> Vec<(f32, f32)> {
        match self {
            Self::Line(row) => row.pieces.iter().map(|piece| (piece.area.u0, piece.area.u1)).collect(),
            Self::Table(_, area) => vec![(area.u0, area.u1)],
        }
    }

    fn size(&self) -> f32 {
        match self {
            Self::Line(row) => row.size(),
            Self::Table(..) => 10.0,
        }
    }
}

/// Lines and tables in the order of reading; those of a column know its left edge.
pub(super) struct Flow {
    /// The left edge of the column, where the page has columns.
    pub(super) margin: Option<f32>,
    pub(super) blocks: Vec<Block>,
}

/// Puts the blocks of a page in the order of reading.
pub(super) fn order(blocks: Vec<Block>) -> Vec<Flow> {
    let mut flows = Vec::new();
    part(blocks, None, 0, &mut flows);
    flows
}

fn part(blocks: Vec<Block>, margin: Option<f32>, depth: u32, out: &mut Vec<Flow>) {
    let found = if depth < DEEP { gutter(&blocks) } else { None };
    let Some(Gutter { at, first, last }) = found else {
        if !blocks.is_empty() {
            out.push(Flow { margin, blocks });
        }
        return;
    };
    let mut before = blocks;
    let mut beside = before.split_off(first.min(before.len()));
    let after = beside.split_off((last + 1 - first).min(beside.len()));
    let (left, right) = halves(beside, at);
    if !before.is_empty() {
        out.push(Flow { margin, blocks: before });
    }
    for column in [left, right] {
        let edge = column.iter().map(|block| block.area().u0).fold(f32::MAX, f32::min);
        part(column, Some(edge), depth + 1, out);
    }
    part(after, margin, depth + 1, out);
}

fn halves(blocks: Vec<Block>, at: f32) -> (Vec<Block>, Vec<Block>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Block::Line(row) => {
                let (a, b): (Vec<_>, Vec<_>) = row.pieces.into_iter().partition(|piece| piece.area.u0 < at - 1.0);
                if !a.is_empty() {
                    left.push(Block::Line(Row { pieces: a }));
                }
                if !b.is_empty() {
                    right.push(Block::Line(Row { pieces: b }));
                }
            }
            Block::Table(_, area) if area.u0 < at - 1.0 => left.push(block),
            Block::Table(..) => right.push(block),
        }
    }
    (left, right)
}

/// Where the right column begins, and the blocks that stand in columns.
struct Gutter {
    at: f32,
    first: usize,
    last: usize,
}

/// Finds the gap between two columns of prose: no line crosses it, the lines left of it run up to it, and those
/// right of it begin at it.
fn gutter(blocks: &[Block]) -> Option<Gutter> {
    let stretches: Vec<Vec<(f32, f32)>> = blocks.iter().map(Block::stretches).collect();
    let mut starts: Vec<f32> = stretches.iter().flat_map(|line| line.iter().map(|stretch| stretch.0)).collect();
    starts.sort_by(f32::total_cmp);
    let tried = starts.chunk_by(|a, b| b - a < 2.0).filter(|near| near.len() >= TALL).filter_map(|near| near.first());
    let mut best: Option<Gutter> = None;
    for at in tried.copied().take(60) {
        for found in runs(&stretches, blocks, at) {
            if best.as_ref().is_none_or(|best| found.last - found.first > best.last - best.first) {
                best = Some(found);
            }
        }
    }
    best
}

/// Stretches of lines that no letter of crosses a place, and that are columns of prose there.
fn runs(stretches: &[Vec<(f32, f32)>], blocks: &[Block], at: f32) -> Vec<Gutter> {
    let crosses = |line: &[(f32, f32)]| line.iter().any(|(from, to)| *from < at - 2.0 && *to > at - 4.0);
    let mut found = Vec::new();
    let mut first = 0;
    for last in 0..=stretches.len() {
        if stretches.get(last).is_some_and(|line| !crosses(line)) {
            continue;
        }
        if last > first {
            let lines = stretches.get(first..last).unwrap_or_default();
            let size =
                blocks.get(first..last).unwrap_or_default().iter().map(Block::size).fold(8.0, f32::max).min(16.0);
            if are_columns(lines, at, size) {
                found.push(Gutter { at, first, last: last - 1 });
            }
        }
        first = last + 1;
    }
    found
}

fn are_columns(lines: &[Vec<(f32, f32)>], at: f32, size: f32) -> bool {
    let left: Vec<(f32, f32)> =
        lines.iter().filter_map(|line| line.iter().rev().find(|stretch| stretch.0 < at - 1.0)).copied().collect();
    let right: Vec<(f32, f32)> =
        lines.iter().filter_map(|line| line.iter().find(|stretch| stretch.0 >= at - 1.0)).copied().collect();
    let long = |side: &[(f32, f32)]| side.iter().filter(|(from, to)| to - from > size * 9.0).count() * 2 >= side.len();
    let up_to = left.iter().filter(|(_, to)| at - to < size * 4.5).count();
    let begins = right.iter().filter(|(from, _)| from - at < size * 2.5).count();
    left.len() >= TALL
        && right.len() >= TALL
        && up_to * 5 >= left.len() * 2
        && begins * 3 >= right.len() * 2
        && long(&left)
        && long(&right)
}
