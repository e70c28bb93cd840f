//! Letters to printed lines, and lines to text with the blanks that a person would see.
//!
//! What comes in are glyphs in the direction of reading, what goes out are rows of pieces: stretches of letters
//! between wide gaps. Ruby and the blanks of justification are gone. This file must not know columns or tables.

use super::frame::{Area, Glyph};

/// A gap this wide parts pieces, in widths of a letter.
pub(super) const PIECE: f32 = 1.8;
/// A gap this wide beyond what is usual on the line is seen as a blank.
const BLANK: f32 = 0.45;

/// A gap this wide may be a narrow gutter between columns, in widths of a letter.
const GAP: f32 = 0.75;
/// Narrow gaps whose ends are this close are at one place, in points.
const SAME: f32 = 1.5;

/// Letters of a line of readings, at most.
const LONGEST_RUBY: usize = 300;

/// A stretch of letters without a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) area: Area,
    pub(super) size: f32,
    pub(super) text: String,
    /// Gaps inside it that are too narrow to end it.
    pub(super) gaps: Vec<Gap>,
}

/// A gap inside a piece: where it lies on the page, and where the text ends before it and goes on after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    pub(super) from: f32,
    pub(super) to: f32,
    end: usize,
    start: usize,
}

impl Gap {
    /// Does what follows begin at a place?
    pub(super) fn is_at(&self, at: f32) -> bool {
        (self.to - at).abs() < SAME
    }
}

impl Piece {
    /// Parts it at the narrow gap before a place, if it has one there.
    pub(super) fn parted(self, at: f32) -> (Self, Option<Self>) {
        let Some(place) = self.gaps.iter().position(|gap| gap.is_at(at)) else { return (self, None) };
        let Some(gap) = self.gaps.get(place).copied() else { return (self, None) };
        let Self { area, size, text, mut gaps } = self;
        let after = gaps.split_off(place).into_iter().skip(1);
        let after = after.map(|later| Gap { end: later.end - gap.start, start: later.start - gap.start, ..later });
        let part = |area, text: &str, gaps| Self { area, size, text: text.to_owned(), gaps };
        let left = part(Area { u1: gap.from, ..area }, text.get(..gap.end).unwrap_or(&text), gaps);
        let right = part(Area { u0: gap.to, ..area }, text.get(gap.start..).unwrap_or_default(), after.collect());
        (left, Some(right))
    }
}

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// From left to right; never empty.
    pub(super) pieces: Vec<Piece>,
}

impl Row {
    pub(super) fn area(&self) -> Area {
        let areas = self.pieces.iter().map(|piece| piece.area);
        areas.reduce(Area::join).unwrap_or(Area { u0: 0.0, v0: 0.0, u1: 0.0, v1: 0.0 })
    }

    /// The size of most of its letters.
    pub(super) fn size(&self) -> f32 {
        let longest = self.pieces.iter().max_by_key(|piece| piece.text.len());
        longest.map_or(10.0, |piece| piece.size)
    }

    /// The text, wide gaps as blanks.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let mut before: Option<&Piece> = None;
        for piece in &self.pieces {
            if let Some(before) = before {
                let gap = piece.area.u0 - before.area.u1;
                blanks(&mut out, columns(gap, before.size.min(piece.size)).max(2));
            }
            out.push_str(&piece.text);
            before = Some(piece);
        }
        out
    }
}

/// How many half-width columns a distance takes.
pub(super) fn columns(distance: f32, size: f32) -> usize {
    ((distance / size.max(1.0) * 2.0).round().max(0.0) as usize).min(200)
}

/// Adds blanks: full-width ones, and a half-width one for what is left.
pub(super) fn blanks(out: &mut String, columns: usize) {
    out.extend(std::iter::repeat_n('\u{3000}', columns / 2));
    if !columns.is_multiple_of(2) {
        out.push(' ');
    }
}

/// Puts letters together as printed lines, from top to bottom.
pub(super) fn rows(glyphs: Vec<Glyph>) -> Vec<Row> {
    let mut groups = groups(glyphs);
    drop_ruby(&mut groups);
    groups.into_iter().filter_map(|group| row(&group)).collect()
}

/// Letters whose middles stand on one line. A small letter beside a large one counts as on its line.
fn groups(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.retain(|glyph| glyph.middle().is_finite() && glyph.u0.is_finite() && glyph.u1.is_finite());
    glyphs.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    let (mut middle, mut weight) = (f32::MIN, 0.0f32);
    for glyph in glyphs {
        let size = groups.last().and_then(|group| group.last()).map_or(glyph.size, |last| last.size.max(glyph.size));
        match groups.last_mut() {
            Some(group) if glyph.middle() - middle < size * 0.33 => {
                // Blanks do not move the line; they often have a size of their own.
                let more = if glyph.c == ' ' { 0.01 } else { glyph.size };
                middle = (middle * weight + glyph.middle() * more) / (weight + more);
                weight += more;
                group.push(glyph);
            }
            _ => {
                (middle, weight) = (glyph.middle(), glyph.size);
                groups.push(vec![glyph]);
            }
        }
    }
    for group in &mut groups {
        group.sort_by(|a, b| a.u0.total_cmp(&b.u0));
    }
    groups
}

/// Takes out readings printed small above their letters (振り仮名).
fn drop_ruby(groups: &mut Vec<Vec<Glyph>>) {
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | ' ' | '\u{3000}');
    let mut ruby = Vec::new();
    for (at, pair) in groups.windows(2).enumerate() {
        let (Some(above), Some(below)) = (pair.first(), pair.get(1)) else { continue };
        let size = |group: &[Glyph]| group.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
        let (small, large) = (size(above), size(below));
        let top = |group: &[Glyph]| group.iter().map(|glyph| glyph.middle()).fold(f32::MAX, f32::min);
        let close = top(below) - top(above) < large * 1.1;
        let over =
            |reading: &Glyph| below.iter().any(|base| base.u0 - small < reading.u0 && reading.u1 < base.u1 + small);
        if small <= large * 0.62
            && close
            && above.len() < LONGEST_RUBY
            && above.iter().all(|glyph| kana(glyph.c) && over(glyph))
        {
            ruby.push(at);
        }
    }
    for at in ruby.into_iter().rev() {
        groups.remove(at);
    }
}

/// One printed line out of its letters.
fn row(group: &[Glyph]) -> Option<Row> {
    let usual = Usual::of(group);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut typed = Typed::default();
    let mut last: Option<Glyph> = None;
    for glyph in group {
        if is_blank(glyph.c) {
            typed.add(glyph.c);
            continue;
        }
        let typed = std::mem::take(&mut typed);
        match (last, pieces.last_mut()) {
            (Some(before), Some(piece)) => {
                let em = before.size.min(glyph.size);
                let gap = glyph.u0 - before.u1;
                let seen = seen(&before, glyph, gap, usual, &typed);
                if seen >= (PIECE * 2.0) as usize && gap > PIECE * em {
                    pieces.push(start(glyph));
                } else {
                    let end = piece.text.len();
                    if seen == 1 && !is_latin(before.c, glyph.c) && typed.columns != 1 {
                        piece.text.push(' ');
                    } else {
                        blanks(&mut piece.text, seen);
                    }
                    if gap > GAP * em {
                        piece.gaps.push(Gap { from: before.u1, to: glyph.u0, end, start: piece.text.len() });
                    }
                    piece.text.push(glyph.c);
                    piece.area = piece.area.join(start(glyph).area);
                    piece.size = piece.size.max(glyph.size);
                }
            }
            _ => pieces.push(start(glyph)),
        }
        last = Some(*glyph);
    }
    (!pieces.is_empty()).then_some(Row { pieces })
}

fn start(glyph: &Glyph) -> Piece {
    let area = Area { u0: glyph.u0, v0: glyph.v0, u1: glyph.u1.max(glyph.u0), v1: glyph.v1 };
    Piece { area, size: glyph.size, text: glyph.c.to_string(), gaps: Vec::new() }
}

/// Blanks that were typed between two letters.
#[derive(Default)]
struct Typed {
    columns: usize,
}

impl Typed {
    fn add(&mut self, c: char) {
        self.columns += if c == '\u{3000}' { 2 } else { 1 };
    }
}

/// How many columns of blank a reader sees between two letters.
fn seen(before: &Glyph, glyph: &Glyph, gap: f32, usual: Usual, typed: &Typed) -> usize {
    let em = before.size.min(glyph.size).max(1.0);
    let wide = gap / em;
    let latin = is_latin(before.c, glyph.c);
    if typed.columns > 0 {
        // A blank that takes no room is no blank; between Latin words any blank counts.
        if wide < 0.12 && !latin {
            return 0;
        }
        // Justification puts a narrow blank between all letters of a line.
        if typed.columns == 1 && !latin && usual.often && usual.gap > 0.1 && wide < usual.gap + 0.2 {
            return 0;
        }
        let most = columns(gap, em);
        return if most > typed.columns * 2 + 2 { most } else { typed.columns };
    }
    if latin {
        return if wide > 0.17 + usual.gap.min(0.3) { columns(gap, em).max(1) } else { 0 };
    }
    if wide > usual.gap + BLANK { columns(gap, em).max(1) } else { 0 }
}

/// The gap that stands between most neighbouring letters of Japanese: more than nothing where a line is justified or
/// a word is spaced out (基 本 方 針).
#[derive(Clone, Copy)]
struct Usual {
    gap: f32,
    /// Enough letters stand so that it is no chance.
    often: bool,
}

impl Usual {
    fn of(group: &[Glyph]) -> Self {
        let mut gaps: Vec<f32> = Vec::new();
        let mut last: Option<&Glyph> = None;
        for glyph in group.iter().filter(|glyph| !is_blank(glyph.c)) {
            if let Some(before) = last
                && !before.c.is_ascii()
                && !glyph.c.is_ascii()
            {
                gaps.push((glyph.u0 - before.u1) / before.size.min(glyph.size).max(1.0));
            }
            last = Some(glyph);
        }
        gaps.sort_by(f32::total_cmp);
        let middle = gaps.len().saturating_sub(1) / 2;
        Self { gap: gaps.get(middle).copied().unwrap_or(0.0).clamp(0.0, 2.0), often: gaps.len() >= 6 }
    }
}

pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// Are both letters of Latin writing, between which a blank parts words?
fn is_latin(a: char, b: char) -> bool {
    a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, size: f32, v: f32, advance: f32) -> Vec<Glyph> {
        let mut u = 50.0;
        let mut glyphs = Vec::new();
        for c in text.chars() {
            let width = if c.is_ascii() { size / 2.0 } else { size };
            glyphs.push(Glyph { c, u0: u, u1: u + width, v0: v, v1: v + size, size });
            u += width + advance;
        }
        glyphs
    }

    fn read(glyphs: Vec<Glyph>) -> Vec<String> {
        rows(glyphs).iter().map(Row::text).collect()
    }

    #[test]
    fn justified_and_spaced_letters_close_up() {
        assert_eq!(read(set("日本商工会議所", 10.0, 100.0, 3.0)), ["日本商工会議所"]);
        assert_eq!(read(set("基本方針", 10.0, 100.0, 12.0)), ["基本方針"]);
        assert_eq!(read(set("山田 太郎", 10.0, 100.0, 0.0)), ["山田 太郎"]);
        assert_eq!(read(set("総会　年1回", 10.0, 100.0, 0.0)), ["総会　年1回"]);
        assert_eq!(read(set("IT tools", 10.0, 100.0, 0.0)), ["IT tools"]);
    }

    #[test]
    fn ruby_goes() {
        let mut glyphs = set("承継支援", 10.0, 100.0, 0.0);
        glyphs.extend(set("しょうけい", 4.0, 95.0, 0.0));
        assert_eq!(read(glyphs), ["承継支援"]);
    }
}
