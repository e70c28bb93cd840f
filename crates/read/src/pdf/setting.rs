//! How the blocks of a page are set: their stretches, where they stand beside a place on the line, and the rules that
//! part them.
//!
//! What comes in are blocks, what goes out is where they lie. This file must not know in which order they are read.

use super::block::Block;
use super::frame::{Area, DESCENT};
use super::line::Gap;

/// Lines whose feet differ by less stand on one line, in widths of a letter.
const LEVEL: f32 = 0.15;

/// A block as it is set.
#[derive(Clone)]
pub(super) struct Set {
    pub(super) stretches: Vec<(f32, f32)>,
    /// Gaps that do not part stretches.
    pub(super) gaps: Vec<Gap>,
    /// The foot and the size of each stretch.
    feet: Vec<(f32, f32)>,
    pub(super) area: Area,
    pub(super) size: f32,
    pub(super) is_line: bool,
}

impl Set {
    pub(super) fn of(block: &Block) -> Self {
        let (feet, gaps) = match block {
            Block::Line(row) => (
                row.pieces.iter().map(|piece| (piece.area.v1 - piece.size * DESCENT, piece.size)).collect(),
                row.pieces.iter().flat_map(|piece| piece.gaps.iter().copied()).collect(),
            ),
            Block::Table(..) | Block::Group(..) => (vec![(block.area().v1, block.size())], Vec::new()),
        };
        let (stretches, area, size) = (block.stretches(), block.area(), block.size());
        Self { stretches, gaps, feet, area, size, is_line: block.is_line() }
    }

    /// Has it a narrow gap before a place?
    pub(super) fn has_gap(&self, at: f32) -> bool {
        self.gaps.iter().any(|gap| gap.is_at(at))
    }

    /// The same with its stretches parted by the narrow gap before a place.
    pub(super) fn parted(&self, at: f32) -> Self {
        let Some(gap) = self.gaps.iter().find(|gap| gap.is_at(at)) else { return self.clone() };
        let mut set = self.clone();
        if let Some(place) = set.stretches.iter().position(|(from, to)| *from < gap.from && gap.to < *to)
            && let (Some(stretch), Some(foot)) = (set.stretches.get_mut(place), self.feet.get(place))
        {
            let after = (gap.to, stretch.1);
            stretch.1 = gap.from;
            set.stretches.insert(place + 1, after);
            set.feet.insert(place + 1, *foot);
        }
        set
    }

    pub(super) fn middle(&self) -> f32 {
        (self.area.v0 + self.area.v1) / 2.0
    }

    pub(super) fn crosses(&self, at: f32) -> bool {
        self.stretches.iter().any(|(from, to)| *from < at - 2.0 && *to > at - 4.0)
    }

    /// The last stretch left of a place.
    pub(super) fn left(&self, at: f32) -> Option<(f32, f32)> {
        self.stretches.iter().copied().rfind(|stretch| stretch.0 < at - 1.0)
    }

    /// The first stretch right of a place.
    pub(super) fn right(&self, at: f32) -> Option<(f32, f32)> {
        self.stretches.iter().copied().find(|stretch| stretch.0 >= at - 1.0)
    }

    /// Does it stand on both sides of a place, on one line?
    pub(super) fn is_level(&self, at: f32) -> bool {
        let sides = self.stretches.iter().zip(&self.feet);
        let left = sides.clone().rfind(|(stretch, _)| stretch.0 < at - 1.0);
        let right = sides.clone().find(|(stretch, _)| stretch.0 >= at - 1.0);
        left.zip(right).is_some_and(|((_, a), (_, b))| (a.0 - b.0).abs() < LEVEL * a.1.min(b.1))
    }
}

/// The rules that run across a page, from top to bottom.
pub(super) struct Rules(Vec<Area>);

impl Rules {
    pub(super) fn new(mut rules: Vec<Area>) -> Self {
        rules.sort_by(|a, b| a.v0.total_cmp(&b.v0));
        Self(rules)
    }

    /// Does a rule across the place where a column begins part what stands above and below?
    pub(super) fn part(&self, above: &Set, below: &Set, at: f32) -> bool {
        let (from, to) = (above.middle(), below.middle());
        let reach = above.size.min(below.size) * 2.0;
        let between = self.0.get(self.0.partition_point(|rule| rule.v0 <= from)..).unwrap_or_default();
        between.iter().take_while(|rule| rule.v0 < to).any(|rule| rule.u0 < at - reach && rule.u1 > at + reach)
    }
}

/// The value in the middle; the size of usual letters where there is none.
pub(super) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(10.0)
}
