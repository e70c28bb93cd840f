//! Pages seen along their writing: whichever way a page is written, its lines run along `u` and follow along `v`.
//!
//! What comes in are letters and rules of the page, what goes out are the same in the direction of reading, so that
//! vertical writing and turned pages need no rules of their own. This file must not know lines.

use hayro_interpret::kurbo::Rect;

use super::device::{Letter, Rule, Turn};
use kurabe_model::Place;

/// How far a letter reaches below the line on which it stands, in widths of a letter.
pub(super) const DESCENT: f32 = 0.12;

/// A letter in the direction of reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) u0: f32,
    pub(super) u1: f32,
    pub(super) v0: f32,
    pub(super) v1: f32,
    pub(super) size: f32,
}

impl Glyph {
    pub(super) fn middle(&self) -> f32 {
        (self.v0 + self.v1) / 2.0
    }

    /// The line on which it stands, whatever its size.
    pub(super) fn foot(&self) -> f32 {
        self.v1 - self.size * DESCENT
    }
}

/// A box in the direction of reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) u0: f32,
    pub(super) v0: f32,
    pub(super) u1: f32,
    pub(super) v1: f32,
}

impl Area {
    /// The smallest box that holds both.
    pub(super) fn join(self, other: Self) -> Self {
        Self {
            u0: self.u0.min(other.u0),
            v0: self.v0.min(other.v0),
            u1: self.u1.max(other.u1),
            v1: self.v1.max(other.v1),
        }
    }

    /// Does a point lie inside?
    pub(super) fn holds(self, u: f32, v: f32) -> bool {
        self.u0 <= u && u <= self.u1 && self.v0 <= v && v <= self.v1
    }

    /// Does another box lie inside, but for the width of a rule?
    pub(super) fn contains(self, other: Self) -> bool {
        const RULE: f32 = 2.0;
        self.u0 <= other.u0 + RULE
            && self.v0 <= other.v0 + RULE
            && other.u1 <= self.u1 + RULE
            && other.v1 <= self.v1 + RULE
    }

    /// How much of the height both stand beside each other; less than nothing where they do not.
    pub(super) fn beside(self, other: Self) -> f32 {
        self.v1.min(other.v1) - self.v0.max(other.v0)
    }

    /// What a box takes of the page.
    pub(super) fn size(self) -> f32 {
        (self.u1 - self.u0) * (self.v1 - self.v0)
    }
}

/// A direction of reading on a page of a size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) turn: Turn,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Frame {
    pub(super) fn area(self, x0: f32, y0: f32, x1: f32, y1: f32) -> Area {
        let (w, h) = (self.width, self.height);
        let (u0, v0, u1, v1) = match self.turn {
            Turn::Across => (x0, y0, x1, y1),
            Turn::Down => (y0, w - x1, y1, w - x0),
            Turn::Up => (h - y1, x0, h - y0, x1),
            Turn::Back => (w - x1, h - y1, w - x0, h - y0),
        };
        Area { u0, v0, u1, v1 }
    }

    pub(super) fn glyph(self, letter: &Letter) -> Glyph {
        let Area { u0, v0, u1, v1 } = self.area(letter.x0, letter.y0, letter.x1, letter.y1);
        Glyph { c: letter.c, u0, u1, v0, v1, size: letter.size }
    }

    /// A rule as a box without thickness.
    pub(super) fn rule(self, rule: &Rule) -> Area {
        self.area(rule.x0, rule.y0, rule.x1, rule.y1)
    }

    /// A drawn shape as a box.
    pub(super) fn shape(self, shape: &Rect) -> Area {
        self.area(shape.x0 as f32, shape.y0 as f32, shape.x1 as f32, shape.y1 as f32)
    }

    /// Where a box stands on the page.
    pub(super) fn place(self, area: Area) -> Place {
        let (w, h) = (self.width, self.height);
        let Area { u0, v0, u1, v1 } = area;
        let (x0, y0, x1, y1) = match self.turn {
            Turn::Across => (u0, v0, u1, v1),
            Turn::Down => (w - v1, u0, w - v0, u1),
            Turn::Up => (v0, h - u1, v1, h - u0),
            Turn::Back => (w - u1, h - v1, w - u0, h - v0),
        };
        let point = |value: f32| value.round().clamp(0.0, f32::from(u16::MAX)) as u16;
        let (left, top) = (point(x0), point(y0));
        Place { left, top, width: point(x1).saturating_sub(left), height: point(y1).saturating_sub(top) }
    }
}

/// Finds upright letters that follow one another downwards: vertical writing that its program set letter by letter.
/// Only where they are most of the page; a stacked word in a narrow cell stays as it is.
pub(super) fn find_vertical(letters: &mut [Letter]) {
    let mut votes = vec![(0u8, 0u8); letters.len()];
    for at in 1..letters.len() {
        let (Some(a), Some(b)) = (letters.get(at - 1), letters.get(at)) else { break };
        if a.turn != Turn::Across || b.turn != Turn::Across {
            continue;
        }
        let size = a.size.max(1.0);
        let dx = ((b.x0 + b.x1 - a.x0 - a.x1) / 2.0 / size).abs();
        let dy = (b.y0 - a.y0) / size;
        let (down, across) = (dx < 0.4 && (0.6..2.4).contains(&dy), dy.abs() < 0.4 && dx > 0.15 && dx < 4.0);
        for vote in votes.iter_mut().skip(at - 1).take(2) {
            vote.0 = vote.0.saturating_add(u8::from(down));
            vote.1 = vote.1.saturating_add(u8::from(across));
        }
    }
    let down = votes.iter().filter(|(down, across)| *down > 0 && *across == 0).count();
    let across = votes.iter().filter(|(_, across)| *across > 0).count();
    if down <= across {
        return;
    }
    for (letter, (down, across)) in letters.iter_mut().zip(votes) {
        if down > 0 && across == 0 {
            letter.turn = Turn::Down;
        }
    }
}
