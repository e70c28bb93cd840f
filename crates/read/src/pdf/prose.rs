//! Columns of prose, told from tables that are set by blanks.
//!
//! What comes in are lines that stand beside a place, what goes out is whether both sides of it are columns. This file
//! must not know how the place was found.

use super::frame::Area;
use super::setting::{Set, median};

/// Lines that a column has at least.
pub(super) const TALL: usize = 4;
/// Lines on each side of a gutter that is too narrow to part stretches, at least.
const NARROW: usize = 8;
/// The left lines end this close to the place, the right ones begin this close to it, in widths of a letter.
const UP_TO: f32 = 4.5;
const BEGINS: f32 = 2.5;
/// A line of prose has more than so many letters.
const LONG: f32 = 9.0;
/// Half of the lines in columns of different rhythm have more than so many letters.
const SHORT: f32 = 6.0;
/// Rows stand apart by so many times the room between lines.
const ROW: f32 = 1.4;
/// Rows stand apart by so many widths of a letter at least.
const LEAST_ROW: f32 = 0.5;

/// The lines that stand next to a place on both sides, from where to where each; the size of their letters. Those of
/// columns further off are left out.
struct Sides {
    left: Vec<(f32, f32)>,
    right: Vec<(f32, f32)>,
    size: f32,
}

impl Sides {
    fn of(run: &[Set], at: f32) -> Self {
        let lines = || run.iter().filter(|line| line.is_line);
        let size = median(lines().map(|line| line.size)).clamp(8.0, 16.0);
        let mut left: Vec<(f32, f32)> = lines().filter_map(|line| line.left(at)).collect();
        let mut right: Vec<(f32, f32)> = lines().filter_map(|line| line.right(at)).collect();
        let near = left.iter().filter(|(_, to)| at - to < size * UP_TO).map(|(from, _)| *from);
        let edge = near.clone().next().map(|_| median(near) - size);
        left.retain(|(_, to)| edge.is_none_or(|edge| *to > edge));
        let near = right.iter().filter(|(from, _)| from - at < size * BEGINS).map(|(_, to)| *to);
        let edge = near.clone().next().map(|_| median(near) + size);
        right.retain(|(from, _)| edge.is_none_or(|edge| *from < edge));
        Self { left, right, size }
    }
}

/// Are both sides columns: lines of prose that run up to the place and begin at it, or lists and prose at heights of
/// their own?
pub(super) fn are_columns(run: &[Set], at: f32) -> bool {
    let Sides { left, right, size } = Sides::of(run, at);
    if left.len() < TALL || right.len() < TALL {
        return false;
    }
    let begins = right.iter().filter(|(from, _)| from - at < size * BEGINS).count() * 3 >= right.len() * 2;
    let long = |side: &[(f32, f32)]| side.iter().filter(|(from, to)| to - from > size * LONG).count() * 2 >= side.len();
    let up_to = left.iter().filter(|(_, to)| at - to < size * UP_TO).count();
    let prose = up_to * 5 >= left.len() * 2 && long(&left) && long(&right);
    let filled = |side: &[(f32, f32)]| median(side.iter().map(|(from, to)| to - from)) > size * SHORT;
    begins && (prose || filled(&left) && filled(&right) && have_own_rhythm(run, at))
}

/// Do the lines of both sides stand at heights of their own? The cells of a row stand on one line, and a name in a
/// column of its own stands beside many lines that tell of it.
fn have_own_rhythm(run: &[Set], at: f32) -> bool {
    let lines = || run.iter().filter(|line| line.is_line);
    let range = |side: fn(&Set, f32) -> Option<(f32, f32)>| {
        let tops = lines().filter(|line| side(line, at).is_some()).map(|line| (line.area.v0, line.area.v1));
        tops.fold((f32::MAX, f32::MIN), |range, line| (range.0.min(line.0), range.1.max(line.1)))
    };
    let (left, right) = (range(Set::left), range(Set::right));
    let (from, to) = (left.0.max(right.0), left.1.min(right.1));
    let both = || lines().filter(|line| line.area.v1 > from && line.area.v0 < to);
    let left = both().filter(|line| line.left(at).is_some()).count();
    let right = both().filter(|line| line.right(at).is_some()).count();
    let level = both().filter(|line| line.is_level(at)).count();
    let (few, many) = (left.min(right), left.max(right));
    few > TALL && few * 5 >= many * 2 && level * 2 <= few && !stand_in_rows(run, at)
}

/// Do both sides stand in rows, with more room between them than between the lines of one?
fn stand_in_rows(run: &[Set], at: f32) -> bool {
    let right: Vec<Area> = run.iter().filter(|line| line.right(at).is_some()).map(|line| line.area).collect();
    let gaps = right.windows(2).filter_map(|pair| Some(pair.get(1)?.v0 - pair.first()?.v1));
    let least = median(gaps) * ROW;
    let least = least.max(median(run.iter().map(|line| line.size)) * LEAST_ROW);
    let mut lowest = f32::MIN;
    let (mut rows, mut both) = (0usize, 0usize);
    let (mut left, mut right) = (false, false);
    for line in run {
        if line.area.v0 - lowest > least {
            rows += 1;
            (left, right) = (false, false);
        }
        let before = left && right;
        left |= line.left(at).is_some();
        right |= line.right(at).is_some();
        both += usize::from(!before && left && right);
        lowest = lowest.max(line.area.v1);
    }
    both > TALL / 2 && both * 10 >= rows * 7
}

/// Do many lines run from edge to edge of columns that a narrow gap parts? Such a gap between cells parts fewer lines, and
/// cells seldom end at one place.
pub(super) fn fill_columns(run: &[Set], at: f32) -> bool {
    let Sides { left, right, size } = Sides::of(run, at);
    let fill = |side: &[(f32, f32)]| {
        let edge = side.iter().map(|(_, to)| *to).fold(f32::MIN, f32::max);
        side.len() >= NARROW && side.iter().filter(|(_, to)| edge - to < size).count() * 3 >= side.len()
    };
    fill(&left) && fill(&right)
}
