//! What a page holds: its lines, its tables, and what stands in a box.
//!
//! What comes in are lines and places, what goes out is where each block stands and how large it is set. This file must
//! not know in which order blocks are read.

use super::frame::Area;
use super::line::Row;

/// A line, a table by its number, or what stands in a box.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Line(Row),
    Table(usize, Area),
    Group(Vec<Block>, Area),
}

impl Block {
    pub(super) fn area(&self) -> Area {
        match self {
            Self::Line(row) => row.area(),
            Self::Table(_, area) | Self::Group(_, area) => *area,
        }
    }

    pub(super) fn stretches(&self) -> Vec<(f32, f32)> {
        match self {
            Self::Line(row) => row.pieces.iter().map(|piece| (piece.area.u0, piece.area.u1)).collect(),
            Self::Table(_, area) | Self::Group(_, area) => vec![(area.u0, area.u1)],
        }
    }

    pub(super) fn size(&self) -> f32 {
        match self {
            Self::Line(row) => row.size(),
            Self::Table(..) | Self::Group(..) => 10.0,
        }
    }

    pub(super) fn is_line(&self) -> bool {
        matches!(self, Self::Line(_))
    }
}

/// From top to bottom.
pub(super) fn sort(blocks: &mut [Block]) {
    blocks.sort_by(|a, b| a.area().v0.total_cmp(&b.area().v0));
}
