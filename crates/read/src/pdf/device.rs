//! What hayro draws on a page, kept as letters and rules: the ink of the page.
//!
//! What comes in are hayro's drawing calls, what goes out are letters with their boxes and straight rules, in points
//! from the page's top left corner, in the order in which they were drawn. This file must not know lines or tables.

use std::collections::HashMap;
use std::time::Instant;

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, PathSeg, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::guard::Stop;
use super::letter;
use super::spelling::Spelling;

/// Letters of a page that are kept; a page of a newspaper has some 20,000.
const MOST_LETTERS: usize = 200_000;
/// Rules of a page that are kept.
const MOST_RULES: usize = 40_000;
/// A shape with more corners than this is a drawing; a round bullet may have sixteen.
const CORNERS: usize = 24;
/// Bullets of a page that are kept.
const MOST_DOTS: usize = 500;
/// A filled shape this thin is a rule, in points.
const THIN: f64 = 3.0;
/// A box may have more: its round corners are drawn in pieces.
const BOX_CORNERS: usize = 48;
/// A dashed outline has at least so many dashes, all this close to the sides of the box in points.
const DASHES: usize = 16;
const OUTLINE: f64 = 4.0;
/// Boxes of a page that are kept.
const MOST_BOXES: usize = 2_000;
/// A box that can hold lines is at least this wide and high, in points.
const SMALLEST_BOX: (f64, f64) = (30.0, 16.0);
/// How much of a box's outline is straight at least; the rest are its round corners.
const STRAIGHT: f64 = 0.6;

/// Which way a letter runs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Turn {
    /// From left to right, as horizontal writing does.
    Across,
    /// Downwards: vertical writing, or a page turned to the right.
    Down,
    /// Upside down.
    Back,
    /// Upwards: a page turned to the left.
    Up,
}

impl Turn {
    /// Each way in the order of the clock.
    const CLOCKWISE: [Self; 4] = [Self::Across, Self::Down, Self::Back, Self::Up];

    fn quarters(self) -> usize {
        Self::CLOCKWISE.iter().position(|turn| *turn == self).unwrap_or(0)
    }

    /// Which way this is when the page is turned so that another is across.
    pub(super) fn after(self, across: Self) -> Self {
        Self::CLOCKWISE[(4 + self.quarters() - across.quarters()) % 4]
    }

    /// A quarter further.
    fn further(self) -> Self {
        Self::CLOCKWISE[(self.quarters() + 1) % 4]
    }
}

/// A letter and the box that it takes on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) x0: f32,
    pub(super) y0: f32,
    pub(super) x1: f32,
    pub(super) y1: f32,
    pub(super) size: f32,
    pub(super) turn: Turn,
    /// The way in which it would run were it written across: what is up for a reader.
    pub(super) stands: Turn,
}

/// A straight rule along the page's edges: `(x0, y0)` is its upper left end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) x0: f32,
    pub(super) y0: f32,
    pub(super) x1: f32,
    pub(super) y1: f32,
}

/// All that was drawn on a page.
#[derive(Debug, Default)]
pub(super) struct Ink {
    pub(super) letters: Vec<Letter>,
    pub(super) rules: Vec<Rule>,
    /// Small round shapes: the bullets of lists that a program drew.
    pub(super) dots: Vec<Rect>,
    /// Outlines and grounds of boxes, their corners round or not.
    pub(super) boxes: Vec<Rect>,
    /// Letters whose code leads to no character.
    pub(super) unmapped: u32,
    /// Letters that are drawn without being seen: the text layer of a scan.
    pub(super) hidden: u32,
    /// An image stands on the page.
    pub(super) has_picture: bool,
}

/// Gathers the ink of one page.
pub(super) struct Pen<'s> {
    pub(super) ink: Ink,
    spelling: &'s Spelling,
    deadline: Instant,
    spans: Vec<Option<Told>>,
    /// Where a letter stands already: bold is faked by drawing twice.
    seen: HashMap<(char, i32, i32), (f32, f32)>,
    calls: u32,
}

/// A span whose text the document itself tells (ActualText), with the letters drawn for it.
struct Told {
    text: String,
    first: usize,
    unmapped: u32,
}

impl<'s> Pen<'s> {
    pub(super) fn new(spelling: &'s Spelling, deadline: Instant) -> Self {
        Self { ink: Ink::default(), spelling, deadline, spans: Vec::new(), seen: HashMap::new(), calls: 0 }
    }

    /// Leaves the page when its time is over or it holds more than any page can.
    fn tick(&mut self) {
        self.calls = self.calls.wrapping_add(1);
        let full = self.ink.letters.len() > MOST_LETTERS || self.ink.unmapped as usize > MOST_LETTERS;
        if full || self.calls.is_multiple_of(64) && Instant::now() > self.deadline {
            // Not a panic: it unwinds to the guard around this page, past a library that knows no other way to stop.
            std::panic::resume_unwind(Box::new(Stop));
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, next: Option<Point>, props: Affine, mode: WritingMode) {
        let transform = props * glyph.transform();
        let origin = transform * Point::ORIGIN;
        let along = transform * Point::new(1000.0, 0.0) - origin;
        let up = transform * Point::new(0.0, 1000.0) - origin;
        let (size, stretch) = (up.hypot(), along.hypot());
        if !(0.5..2000.0).contains(&size) || !origin.is_finite() || !stretch.is_finite() {
            return;
        }
        let turn = turn(along.x, along.y);
        let advance = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width().map(|width| f64::from(width) / 1000.0),
            Glyph::Type3(type3) => type3.advance_width().map(|width| f64::from(width) / 1000.0),
        };
        let vertical = mode == WritingMode::Vertical;
        let advance = if vertical { 1.0 } else { advance.filter(|width| (0.0..10.0).contains(width)).unwrap_or(0.5) };
        let width = width(advance, size, stretch, next.map(|next| (next - origin).hypot()));
        let name = match &**glyph {
            Glyph::Outline(outline) => self.spelling.of(outline, mode),
            Glyph::Type3(type3) => type3.as_unicode(),
        };
        let at =
            Stand { x: origin.x as f32, y: origin.y as f32, width: width as f32, size: size as f32, turn, vertical };
        self.spell(name, &at);
    }

    /// Keeps what a glyph says, at its place.
    fn spell(&mut self, name: Option<BfString>, at: &Stand) {
        let mut letters = Vec::new();
        match &name {
            Some(BfString::Char(c)) => letter::clean(*c, &mut letters),
            Some(BfString::String(text)) => text.chars().for_each(|c| letter::clean(c, &mut letters)),
            None => letters.push(letter::UNKNOWN),
        }
        let count = letters.len();
        for (place, c) in letters.into_iter().enumerate() {
            if c == letter::UNKNOWN {
                self.ink.unmapped += 1;
                continue;
            }
            let letter = at.part(c, place, count);
            if !self.is_double(&letter) {
                self.ink.letters.push(letter);
            }
        }
    }

    fn is_double(&mut self, letter: &Letter) -> bool {
        let near = letter.size * 0.12;
        let (x, y) = (letter.x0, letter.y0);
        let (column, row) = ((x / 2.0) as i32, (y / 2.0) as i32);
        if letter.c != ' ' {
            let around = |delta: (i32, i32)| self.seen.get(&(letter.c, column + delta.0, row + delta.1));
            let double = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))).filter_map(around);
            if double.into_iter().any(|(a, b)| (a - x).abs() < near && (b - y).abs() < near) {
                return true;
            }
        }
        self.seen.insert((letter.c, column, row), (x, y));
        false
    }

    fn rule(&mut self, a: Point, b: Point) {
        let flat = (a.y - b.y).abs() < 1.0 || (a.x - b.x).abs() < 1.0;
        if !flat || !a.is_finite() || !b.is_finite() || self.ink.rules.len() >= MOST_RULES {
            return;
        }
        let rect = Rect::from_points(a, b);
        if rect.width().max(rect.height()) >= 4.0 {
            let (x0, y0, x1, y1) = (rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32);
            self.ink.rules.push(Rule { x0, y0, x1, y1 });
        }
    }

    /// Keeps a shape that is drawn in one go where it is a box.
    fn boxed(&mut self, shape: &BezPath) {
        let rect = shape.bounding_box();
        let large = rect.width() >= SMALLEST_BOX.0 && rect.height() >= SMALLEST_BOX.1;
        if large && rect.is_finite() && self.ink.boxes.len() < MOST_BOXES && is_box(shape, rect) {
            self.ink.boxes.push(rect);
        }
    }

    /// Keeps a box whose outline is drawn in one go as dashes, each a shape of its own.
    fn dashed(&mut self, path: &BezPath, transform: Affine) {
        let moves = path.elements().iter().filter(|element| matches!(element, PathEl::MoveTo(_)));
        if moves.count() < DASHES || self.ink.boxes.len() >= MOST_BOXES {
            return;
        }
        let drawn = transform * path;
        let rect = drawn.control_box();
        let inside = rect.inset(-OUTLINE);
        let outlines = || drawn.elements().iter().filter_map(PathEl::end_point).all(|point| !inside.contains(point));
        if rect.width() >= SMALLEST_BOX.0 && rect.height() >= SMALLEST_BOX.1 && outlines() {
            self.ink.boxes.push(rect);
        }
    }

    /// A thin filled shape is a rule along its middle.
    fn fill(&mut self, path: &BezPath, transform: Affine) {
        self.dashed(path, transform);
        let mut sub: Vec<PathEl> = Vec::new();
        let flush = |sub: &mut Vec<PathEl>, pen: &mut Self| {
            if (CORNERS + 1..=BOX_CORNERS).contains(&sub.len()) {
                pen.boxed(&(transform * &BezPath::from_vec(std::mem::take(sub))));
            } else if (2..=CORNERS).contains(&sub.len()) {
                let drawn = BezPath::from_vec(std::mem::take(sub));
                let shape = transform * &drawn;
                let rect = shape.bounding_box();
                let round =
                    drawn.elements().iter().filter(|element| matches!(element, PathEl::CurveTo(..))).count() >= 3;
                if round && is_dot(rect) && pen.ink.dots.len() < MOST_DOTS {
                    pen.ink.dots.push(rect);
                    return;
                }
                let (middle, thin) = (rect.center(), rect.width().min(rect.height()) <= THIN);
                if thin && rect.width() >= rect.height() {
                    pen.rule(Point::new(rect.x0, middle.y), Point::new(rect.x1, middle.y));
                } else if thin {
                    pen.rule(Point::new(middle.x, rect.y0), Point::new(middle.x, rect.y1));
                } else {
                    pen.boxed(&shape);
                }
            }
            sub.clear();
        };
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) {
                flush(&mut sub, self);
            }
            // A shape with many corners is a drawing.
            if sub.len() <= BOX_CORNERS {
                sub.push(*element);
            }
        }
        flush(&mut sub, self);
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine) {
        for shape in path.elements().chunk_by(|_, next| !matches!(next, PathEl::MoveTo(_))) {
            if (4..=BOX_CORNERS).contains(&shape.len()) {
                self.boxed(&(transform * &BezPath::from_vec(shape.to_vec())));
            }
        }
        let (mut start, mut at) = (Point::ORIGIN, Point::ORIGIN);
        for element in path.elements() {
            match element {
                PathEl::MoveTo(point) => (start, at) = (transform * *point, transform * *point),
                PathEl::LineTo(point) => {
                    let to = transform * *point;
                    self.rule(at, to);
                    at = to;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => at = transform * *point,
                PathEl::ClosePath => {
                    self.rule(at, start);
                    at = start;
                }
            }
        }
    }

    /// Sets the text that the document tells in place of the letters drawn for it.
    fn tell(&mut self, told: Told) {
        let mut letters = Vec::new();
        told.text.chars().for_each(|c| letter::clean(c, &mut letters));
        let drawn = self.ink.letters.get(told.first..).unwrap_or_default();
        let (Some(first), Some(last)) = (drawn.first().copied(), drawn.last().copied()) else { return };
        let same_line =
            drawn.iter().all(|letter| letter.turn == first.turn && (letter.y0 - first.y0).abs() < first.size);
        if letters.contains(&letter::UNKNOWN)
            || first.turn != Turn::Across
            || !same_line
            || letters.len() > drawn.len() * 4 + 8
        {
            return;
        }
        self.ink.unmapped = told.unmapped;
        self.ink.letters.truncate(told.first);
        let step = (last.x1 - first.x0) / letters.len().max(1) as f32;
        for (place, c) in letters.into_iter().enumerate() {
            let x0 = first.x0 + step * place as f32;
            self.ink.letters.push(Letter { c, x0, x1: x0 + step, ..first });
        }
    }
}

/// Where a glyph stands: its origin on the baseline, its width along the way that it runs.
struct Stand {
    x: f32,
    y: f32,
    width: f32,
    size: f32,
    turn: Turn,
    vertical: bool,
}

impl Stand {
    /// The box of one of the letters that share the glyph.
    fn part(&self, c: char, place: usize, count: usize) -> Letter {
        const ASCENT: f32 = 0.88;
        const DESCENT: f32 = 0.12;
        let step = self.width / count.max(1) as f32;
        let (from, to) = (step * place as f32, step * (place + 1) as f32);
        let (above, below) = (self.size * ASCENT, self.size * DESCENT);
        let (x, y) = (self.x, self.y);
        let (x0, y0, x1, y1) = match self.turn {
            Turn::Across => (x + from, y - above, x + to, y + below),
            Turn::Back => (x - to, y - below, x - from, y + above),
            Turn::Down => (x - below, y + from, x + above, y + to),
            Turn::Up => (x - above, y - to, x + below, y - from),
        };
        // A letter of vertical writing stands upright and is followed by the one below it.
        let turn = if self.vertical { self.turn.further() } else { self.turn };
        Letter { c, x0, y0, x1, y1, size: self.size, turn, stands: self.turn }
    }
}

/// Does a shape run along the sides of its bounding box?
fn is_box(shape: &BezPath, rect: Rect) -> bool {
    const NEAR: f64 = 0.5;
    let beside = |x: f64| (x - rect.x0).abs() < NEAR || (x - rect.x1).abs() < NEAR;
    let level = |y: f64| (y - rect.y0).abs() < NEAR || (y - rect.y1).abs() < NEAR;
    let mut straight = 0.0;
    for segment in shape.segments() {
        let PathSeg::Line(line) = segment else { continue };
        let (a, b) = (line.p0, line.p1);
        let upright = (a.x - b.x).abs() < NEAR && beside(a.x);
        let flat = (a.y - b.y).abs() < NEAR && level(a.y);
        if !upright && !flat {
            return false;
        }
        straight += (b - a).hypot();
    }
    straight >= STRAIGHT * 2.0 * (rect.width() + rect.height())
}

/// As wide as high, and of the size of a bullet.
fn is_dot(rect: Rect) -> bool {
    (1.5..9.0).contains(&rect.width()) && (rect.width() - rect.height()).abs() < rect.width() * 0.2
}

/// A quarter of the circle for the direction of the baseline.
fn turn(x: f64, y: f64) -> Turn {
    if x.abs() >= y.abs() {
        if x >= 0.0 { Turn::Across } else { Turn::Back }
    } else if y > 0.0 {
        Turn::Down
    } else {
        Turn::Up
    }
}

/// The width of a glyph. A font that stands in for a missing one is stretched to the widths of the document, so that
/// the matrix alone counts the stretch twice; the distance to the next glyph tells which of the two holds.
fn width(advance: f64, size: f64, stretch: f64, next: Option<f64>) -> f64 {
    let (plain, stretched) = (advance * size, advance * stretch);
    match next {
        Some(next) if (next - plain).abs() < (next - stretched).abs() => plain,
        _ => stretched,
    }
}

impl<'a> Device<'a> for Pen<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.tick();
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.stroke(path, props.transform),
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let before = self.ink.letters.len();
        let glyphs = run.glyphs();
        for (at, glyph) in glyphs.iter().enumerate() {
            self.tick();
            let next = glyphs.get(at + 1).map(|next| props.transform * next.transform() * Point::ORIGIN);
            self.glyph(glyph, next, props.transform, run.writing_mode());
        }
        if matches!(mode, DrawMode::Invisible) {
            self.ink.hidden += (self.ink.letters.len() - before) as u32;
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.tick();
        self.ink.has_picture = true;
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText".as_slice()));
        let told = text.map(|text| Told {
            text: letter::text_string(text.as_bytes()),
            first: self.ink.letters.len(),
            unmapped: self.ink.unmapped,
        });
        // A document that opens spans without end gets no further memory.
        if self.spans.len() < 10_000 {
            self.spans.push(told);
        }
    }

    fn end_marked_content(&mut self) {
        if let Some(told) = self.spans.pop().flatten() {
            self.tell(told);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.tick();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.tick();
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
