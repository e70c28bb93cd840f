//! A page that lies on its side or stands on its head, turned so that its letters stand upright.
//!
//! What comes in is the ink of a page as it lies, what goes out is the same as a person holds it to read. Vertical
//! writing stands upright and is not turned. This file must not know lines.

use hayro_interpret::kurbo::Rect;

use super::device::{Ink, Letter, Rule, Turn};
use super::frame::{Area, Frame};
use super::line;

/// Turns a page of a size as most of its letters stand; gives it with its new size.
pub(super) fn upright(ink: Ink, width: f32, height: f32) -> (Ink, f32, f32) {
    let stands = most(&ink.letters, |letter| letter.stands);
    let frame = Frame { turn: stands, width, height };
    let (width, height) = match stands {
        Turn::Across => return (ink, width, height),
        Turn::Back => (width, height),
        Turn::Down | Turn::Up => (height, width),
    };
    let letter = |letter: Letter| {
        let Area { u0, v0, u1, v1 } = frame.area(letter.x0, letter.y0, letter.x1, letter.y1);
        let (turn, stands) = (letter.turn.after(stands), letter.stands.after(stands));
        Letter { x0: u0, y0: v0, x1: u1, y1: v1, turn, stands, ..letter }
    };
    let rule = |rule: Rule| {
        let Area { u0, v0, u1, v1 } = frame.rule(&rule);
        Rule { x0: u0, y0: v0, x1: u1, y1: v1 }
    };
    let shape = |shape: Rect| {
        let Area { u0, v0, u1, v1 } = frame.shape(&shape);
        Rect::new(f64::from(u0), f64::from(v0), f64::from(u1), f64::from(v1))
    };
    let ink = Ink {
        letters: ink.letters.into_iter().map(letter).collect(),
        rules: ink.rules.into_iter().map(rule).collect(),
        dots: ink.dots.into_iter().map(shape).collect(),
        boxes: ink.boxes.into_iter().map(shape).collect(),
        ..ink
    };
    (ink, width, height)
}

/// The turn that most letters have, of those that a letter has: which way it stands, or runs.
pub(super) fn most(letters: &[Letter], of: fn(&Letter) -> Turn) -> Turn {
    let count = |turn: Turn| letters.iter().filter(|letter| of(letter) == turn && !line::is_blank(letter.c)).count();
    let turns = [Turn::Up, Turn::Back, Turn::Down, Turn::Across];
    turns.into_iter().max_by_key(|turn| count(*turn)).unwrap_or(Turn::Across)
}
