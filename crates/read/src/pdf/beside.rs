//! Tables and boxes with something beside them.
//!
//! What comes in are the blocks of a page from top to bottom, what goes out is where the right ones of those begin that
//! stand beside one another, and which they are. This file must not know what is read first.

use super::frame::Area;
use super::setting::{Rules, Set};

/// Lines that are closer belong to one paragraph, in widths of a letter.
const PARAGRAPH: f32 = 1.0;
/// So much of its height, and so many points at most, something stands beside what is beside it.
const OVERLAP: f32 = 0.3;
const MOST_OVERLAP: f32 = 4.0;
/// The letters of a paragraph differ by less in size, as a part of it.
const SAME_SIZE: f32 = 0.15;

/// Finds a table or box with something beside it, and all that stands beside them.
pub(super) fn find(lines: &[Set], rules: &Rules) -> Option<(f32, Vec<usize>)> {
    for (at, unit) in lines.iter().enumerate() {
        if unit.is_line {
            continue;
        }
        let members = neighbours(lines, at);
        let all = || members.iter().filter_map(|member| lines.get(*member));
        let units = all().filter(|line| !line.is_line);
        let mut edges: Vec<f32> = units.flat_map(|unit| [unit.area.u0, unit.area.u1]).collect();
        edges.sort_by(f32::total_cmp);
        let parts = |edge: &f32| {
            let sides = all().flat_map(|line| &line.stretches).map(|stretch| Side::of(*stretch, *edge));
            let (mut left, mut right) = (false, false);
            for side in sides {
                match side {
                    Side::Left => left = true,
                    Side::Right => right = true,
                    Side::Across => return false,
                }
            }
            left && right
        };
        if let Some(edge) = edges.into_iter().find(parts) {
            return Some((edge, with_paragraphs(lines, rules, members, edge)));
        }
    }
    None
}

/// Adds the lines that begin and end the paragraphs beside a table or box.
fn with_paragraphs(lines: &[Set], rules: &Rules, mut members: Vec<usize>, at: f32) -> Vec<usize> {
    for below in [false, true] {
        loop {
            let edge = if below { members.last() } else { members.first() };
            let next = edge.and_then(|edge| if below { edge.checked_add(1) } else { edge.checked_sub(1) });
            let Some((next, line)) = next.and_then(|next| Some((next, lines.get(next)?))) else { break };
            let side = |set: &Set| set.stretches.iter().map(|stretch| Side::of(*stretch, at)).reduce(Side::and);
            let Some(own @ (Side::Left | Side::Right)) = side(line) else { break };
            let goes_on = members.iter().filter_map(|member| lines.get(*member)).any(|member| {
                let (above, under) = if below { (member, line) } else { (line, member) };
                let gap = under.area.v0 - above.area.v1;
                member.is_line
                    && side(member) == Some(own)
                    && gap < PARAGRAPH * line.size
                    && (line.size - member.size).abs() < SAME_SIZE * line.size
                    && !rules.part(above, under, at)
            });
            if !line.is_line || !goes_on {
                break;
            }
            if below { members.push(next) } else { members.insert(0, next) }
        }
    }
    members
}

/// What stands in the height of a table or box, and of those beside it.
fn neighbours(lines: &[Set], unit: usize) -> Vec<usize> {
    let Some(mut range) = lines.get(unit).map(|unit| unit.area) else { return Vec::new() };
    loop {
        let is_beside = |line: &Set| {
            let height = (line.area.v1 - line.area.v0).min(range.v1 - range.v0);
            line.area.beside(range) > (height * OVERLAP).min(MOST_OVERLAP)
        };
        let members: Vec<usize> =
            lines.iter().enumerate().filter(|(_, line)| is_beside(line)).map(|(at, _)| at).collect();
        let units = members.iter().filter_map(|member| lines.get(*member)).filter(|line| !line.is_line);
        let wider = units.map(|unit| unit.area).fold(range, Area::join);
        if wider.v0 >= range.v0 && wider.v1 <= range.v1 {
            return members;
        }
        range = wider;
    }
}

/// On which side of a place something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Across,
}

impl Side {
    fn of((from, to): (f32, f32), at: f32) -> Self {
        if to <= at + 1.0 {
            Self::Left
        } else if from >= at - 1.0 {
            Self::Right
        } else {
            Self::Across
        }
    }

    fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Across }
    }
}
