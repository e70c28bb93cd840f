//! Columns of a page: which lines are read first where text stands side by side.
//!
//! What comes in are the lines, tables and boxes of a page, what goes out are its lines and tables in the order of
//! reading: a page is cut at a gutter between columns, and each side of it again (recursive XY-cut). This file must not
//! know what the lines say.

use super::beside;
use super::block::{Block, sort};
use super::frame::Area;
use super::gutter::{self, End};
use super::line::Row;
use super::setting::{Rules, Set, median};

/// How deep columns may stand within columns.
const DEEP: u32 = 6;
/// So often at most a page is cut.
const MOST_CUTS: usize = 100;
/// Stretches of the lines of a page, at most; a page that has more is no text.
const MOST_STRETCHES: usize = 6_000;
/// Heads and feet of a page stand apart from its text by so many widths of a letter.
const HEAD: f32 = 1.2;
const FOOT: f32 = 2.0;
/// The letters of heads at both sides of a page are smaller than most by so much.
const SMALLER: f32 = 0.95;
/// Letters of a page's foot, at most.
const FOOT_LETTERS: f32 = 12.0;

/// What is read in one go: a line, or a table by its number.
pub(super) enum Printed {
    Line(Row),
    Table(usize),
}

/// Lines and tables in the order of reading; those of a column know its left edge.
pub(super) struct Flow {
    /// The left edge of the column, where the page has columns.
    pub(super) margin: Option<f32>,
    pub(super) printed: Vec<Printed>,
}

/// Puts the blocks of a page, from top to bottom, in the order of reading. Rules across the page part columns above from
/// those below.
pub(super) fn order(mut blocks: Vec<Block>, rules: Vec<Area>) -> Vec<Flow> {
    let mut page = Page { rules: Rules::new(rules), cuts: 0, flows: Vec::new() };
    let foot = blocks.split_off(foot(&blocks));
    let text = blocks.split_off(head(&blocks));
    let stretches: usize = text.iter().map(|block| block.stretches().len()).sum();
    page.flow(blocks, None);
    page.part(text, None, if stretches > MOST_STRETCHES { DEEP } else { 0 }, End::Page);
    page.flow(foot, None);
    page.flows
}

/// How many blocks at the top of a page stand apart from its text: one line that stands alone, or smaller letters at both
/// sides of the page.
fn head(blocks: &[Block]) -> usize {
    let Some(first) = blocks.first() else { return 0 };
    let top = first.area();
    let count = blocks.iter().take_while(|block| block.is_line() && block.area().v0 < top.v1).count();
    let (head, text) = blocks.split_at(count);
    let usual = median(text.iter().filter(|block| block.is_line()).map(Block::size));
    let alone = matches!(head, [Block::Line(row)] if row.pieces.len() == 1);
    let small = head.iter().all(|block| block.size() < SMALLER * usual);
    let lowest = head.iter().map(|block| block.area().v1).fold(f32::MIN, f32::max);
    let apart = text.first().is_some_and(|next| next.area().v0 - lowest > HEAD * first.size());
    if apart && (alone || small) { count } else { 0 }
}

/// Where the blocks at the foot of a page begin that stand apart from its text.
fn foot(blocks: &[Block]) -> usize {
    let Some(Block::Line(last)) = blocks.last() else { return blocks.len() };
    let top = last.area().v0;
    let is_level = |block: &&Block| block.is_line() && block.area().v1 > top;
    let count = blocks.iter().rev().take_while(is_level).count();
    let (text, foot) = blocks.split_at(blocks.len() - count);
    let size = last.size();
    let short = |block: &Block| {
        let letters = block.stretches().iter().map(|(from, to)| to - from).fold(0.0, f32::max);
        letters < FOOT_LETTERS * size
    };
    let lowest = text.iter().map(|block| block.area().v1).fold(f32::MIN, f32::max);
    if foot.iter().all(short) && top - lowest > FOOT * size { text.len() } else { blocks.len() }
}

/// A page that is put in order.
struct Page {
    rules: Rules,
    /// How often it was cut.
    cuts: usize,
    flows: Vec<Flow>,
}

/// A part of a page that stands in columns: where the right one begins, and the blocks beside one another.
struct Cut {
    at: f32,
    beside: Vec<usize>,
}

impl Cut {
    fn of(blocks: &[Block], rules: &Rules, end: End) -> Option<Self> {
        let lines: Vec<Set> = blocks.iter().map(Set::of).collect();
        if let Some((at, run)) = gutter::find(&lines, rules, end) {
            return Some(Self { at, beside: run.collect() });
        }
        beside::find(&lines, rules).map(|(at, beside)| Self { at, beside })
    }
}

impl Page {
    /// Reads a part of the page: what stands above columns, the left one, the right one, what stands below.
    fn part(&mut self, blocks: Vec<Block>, margin: Option<f32>, depth: u32, end: End) {
        let mut rest = blocks;
        while depth < DEEP
            && self.cuts < MOST_CUTS
            && let Some(cut) = Cut::of(&rest, &self.rules, end)
        {
            self.cuts += 1;
            let first = cut.beside.first().copied().unwrap_or(0);
            let (mut before, mut beside, mut after) = (Vec::new(), Vec::new(), Vec::new());
            for (at, block) in rest.into_iter().enumerate() {
                if cut.beside.binary_search(&at).is_ok() {
                    beside.push(block);
                } else if at < first {
                    before.push(block);
                } else {
                    after.push(block);
                }
            }
            self.part(before, margin, depth + 1, End::Barred);
            let (left, right) = halves(beside, cut.at);
            for column in [left, right] {
                let edge = left_edge(&column);
                self.part(column, Some(edge), depth + 1, End::Page);
            }
            rest = after;
        }
        self.flow(rest, margin);
    }

    /// Blocks that are read one below the other.
    fn flow(&mut self, blocks: Vec<Block>, margin: Option<f32>) {
        let mut printed = Vec::new();
        for block in blocks {
            match block {
                Block::Line(row) => printed.push(Printed::Line(row)),
                Block::Table(number, _) => printed.push(Printed::Table(number)),
                Block::Group(mut inside, _) => {
                    self.end(&mut printed, margin);
                    sort(&mut inside);
                    let edge = left_edge(&inside);
                    // Boxes stand in larger ones, never in themselves: this ends.
                    self.part(inside, Some(edge), 0, End::Page);
                }
            }
        }
        self.end(&mut printed, margin);
    }

    fn end(&mut self, printed: &mut Vec<Printed>, margin: Option<f32>) {
        if !printed.is_empty() {
            self.flows.push(Flow { margin, printed: std::mem::take(printed) });
        }
    }
}

fn left_edge(blocks: &[Block]) -> f32 {
    blocks.iter().map(|block| block.area().u0).fold(f32::MAX, f32::min)
}

fn halves(blocks: Vec<Block>, at: f32) -> (Vec<Block>, Vec<Block>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Block::Line(row) => {
                let pieces = row.pieces.into_iter().flat_map(|piece| {
                    let (piece, rest) = piece.parted(at);
                    std::iter::once(piece).chain(rest)
                });
                let (a, b): (Vec<_>, Vec<_>) = pieces.partition(|piece| piece.area.u0 < at - 1.0);
                if !a.is_empty() {
                    left.push(Block::Line(Row { pieces: a }));
                }
                if !b.is_empty() {
                    right.push(Block::Line(Row { pieces: b }));
                }
            }
            block if block.area().u0 < at - 1.0 => left.push(block),
            block => right.push(block),
        }
    }
    for half in [&mut left, &mut right] {
        sort(half);
    }
    (left, right)
}
