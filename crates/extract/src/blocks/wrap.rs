//! Lines that the page's width broke, put together by where they stand on the page.
//!
//! What comes in are lines, what goes out are the same with those joined that ran up to the margin. Lines without a
//! place stay as they are: for them `join` guesses. This file must not know what the lines say.

use super::join;
use super::raw::{self, Raw};
use kurabe_model::Place;
use kurabe_text::breaking::first_stretch;
use kurabe_text::spacing::squeeze;
use std::collections::{HashMap, HashSet};

/// Lines before and after that are looked at.
const NEAR: usize = 50;
/// A line of so many letters is long.
const LONG: f32 = 30.0;
/// Lines that end at a margin, at least.
const MARGIN: usize = 3;

/// A line along its writing: from where to where it runs, where it lies, and the size of its letters.
#[derive(Clone, Copy, Debug)]
struct Run {
    from: f32,
    to: f32,
    lies: f32,
    size: f32,
    page: u32,
}

impl Run {
    fn of(raw: &Raw, upright: &HashMap<u32, i64>) -> Option<Self> {
        let Place { left, top, width, height } = raw.place?;
        let [left, top, width, height] = [left, top, width, height].map(f32::from);
        if raw.text.trim_start().starts_with(['|', '｜']) || width.min(height) < 1.0 {
            return None;
        }
        let page = raw.page?;
        // Vertical writing runs down, and its lines follow from right to left.
        Some(if upright.get(&page).is_some_and(|votes| *votes > 0) {
            Self { from: top, to: top + height, lies: -left, size: width, page }
        } else {
            Self { from: left, to: left + width, lies: top, size: height, page }
        })
    }
}

/// For each page how many more of its lines run down than across.
fn upright(raws: &[Raw]) -> HashMap<u32, i64> {
    let mut votes = HashMap::new();
    for raw in raws.iter().filter(|raw| !raw.text.trim_start().starts_with('|')) {
        if let (Some(page), Some(place)) = (raw.page, raw.place) {
            *votes.entry(page).or_insert(0) += if place.height > place.width { 1 } else { -1 };
        }
    }
    votes
}

/// Joins the lines that the margin broke; `whole` are those that the contents list names, squeezed.
pub(super) fn join<'a>(raws: Vec<Raw<'a>>, whole: &HashSet<String>) -> Vec<Raw<'a>> {
    if raws.iter().all(|raw| raw.place.is_none()) {
        return raws;
    }
    let upright = upright(&raws);
    let runs: Vec<Option<Run>> = raws.iter().map(|raw| Run::of(raw, &upright)).collect();
    let marked: Vec<bool> = raws.iter().map(|raw| raw.class.is_some()).collect();
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    for (at, raw) in raws.into_iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| Some((before, (*runs.get(before)?)?)));
        if let (Some((place, before)), Some(run), Some(last)) =
            (before, runs.get(at).copied().flatten(), out.last_mut())
            && may_follow(last, before, &raw, run)
            && (whole.is_empty() || !whole.contains(&squeeze(raw.trimmed())))
            && (is_full(&runs, place, before, &raw) || is_full_in_paragraph(&runs, &marked, place, run, &raw))
        {
            *last = raw::joined(last, &raw);
            continue;
        }
        out.push(raw);
    }
    out
}

/// Can the line go on what another says?
fn may_follow(last: &Raw, before: Run, raw: &Raw, run: Run) -> bool {
    let said = match raw.class {
        // A finished sentence may fill its line by chance: what follows is a paragraph of its own if it is set in.
        None if last.ends_sentence() => run.from < before.from + run.size * 0.5 && !join::looks_titled(raw),
        None => true,
        Some(_) => last.class.is_some() && join::is_dot_inside(last.class, last, raw),
    };
    said && follows(before, run)
}

/// Does a line stand where the next of a paragraph would?
fn follows(before: Run, run: Run) -> bool {
    let alike = (before.size - run.size).abs() < before.size.max(run.size) * 0.25;
    let close = before.page != run.page || (0.0..before.size * 3.2).contains(&(run.lies - before.lies));
    alike && close && run.from < before.from + before.size * 8.0 && run.from < before.to
}

/// Lines of a paragraph before and after one that tell how wide it runs.
const PARAGRAPH: usize = 8;
/// Letters that a line of a paragraph has at least: shorter lines are names one below the other.
const SHORTEST: f32 = 14.0;

/// The lines around one that begin where the next one does, and how they end.
#[derive(Default)]
struct Around {
    lines: usize,
    far: f32,
    ends: Vec<f32>,
    /// Marks stand among them: they are a list rather than one paragraph.
    listed: bool,
}

impl Around {
    fn add(&mut self, run: Run, marked: bool) {
        self.lines += 1;
        self.far = self.far.max(run.to);
        self.ends.push(run.to);
        self.listed |= marked;
    }

    /// Is there a margin? Three lines of a paragraph make one; of a list, whose items end anywhere, three must end there.
    fn has_margin(&self, size: f32) -> bool {
        let there = self.ends.iter().filter(|to| **to > self.far - size * 1.4).count();
        self.lines >= MARGIN && (!self.listed || there >= MARGIN)
    }
}

/// Does the line run as far as the lines around it that begin where the next one does: a paragraph or a box narrower
/// than the page?
fn is_full_in_paragraph(runs: &[Option<Run>], marked: &[bool], at: usize, next: Run, raw: &Raw) -> bool {
    let Some(line) = runs.get(at).copied().flatten() else { return false };
    let member = |run: &Run| {
        run.page == line.page
            && (run.size - line.size).abs() < line.size * 0.25
            && (run.from - next.from).abs() < line.size * 1.6
            && run.from < line.to
    };
    let beside = |before: Run, run: Run| (0.0..before.size * 3.2).contains(&(run.lies - before.lies));
    let is_marked = |at: usize| marked.get(at).copied().unwrap_or(false);
    let mut around = Around::default();
    around.add(line, false);
    let mut last = line;
    for (place, run) in (at + 1..).zip(runs.iter().skip(at + 1)).take(PARAGRAPH) {
        let Some(run) = run.filter(|run| member(run) && beside(last, *run)) else { break };
        around.add(run, is_marked(place));
        last = run;
    }
    last = line;
    for (place, run) in (0..at).zip(&runs[..at]).rev().take(PARAGRAPH) {
        let Some(run) = run.filter(|run| member(run) && beside(*run, last)) else { break };
        // A mark at the head of the paragraph itself is none among its lines.
        around.add(run, is_marked(place + 1));
        last = run;
    }
    let need = first_stretch(raw.trimmed()) * line.size;
    around.has_margin(line.size)
        && line.to - line.from >= line.size * SHORTEST
        && line.to + need > around.far - line.size * 0.4
}

/// Had the beginning of the next line no room on this one?
fn is_full(runs: &[Option<Run>], at: usize, line: Run, next: &Raw) -> bool {
    let around = runs.get(at.saturating_sub(NEAR)..runs.len().min(at + NEAR)).unwrap_or_default();
    let near = || {
        let beside = |run: &&Run| run.page.abs_diff(line.page) <= 1 && run.from < line.to && line.from < run.to;
        around.iter().flatten().filter(beside)
    };
    let need = first_stretch(next.trimmed()) * line.size;
    let room = |margin: f32| line.to + need > margin - line.size * 0.4 && line.to <= margin + line.size;
    // The furthest margin at which several lines end; in columns, one at which many do.
    // Names and headings end near each other by chance.
    let broken = |run: &&Run| run.to - run.from >= run.size * SHORTEST;
    let there = |margin: f32, run: &Run| (margin - line.size * 1.4..=margin + 0.5).contains(&run.to);
    let ends = |margin: f32| near().filter(broken).filter(|run| there(margin, run)).count();
    let mut margins: Vec<f32> = near().map(|run| run.to).collect();
    let all = margins.len();
    margins.sort_by(f32::total_cmp);
    margins.dedup_by(|a, b| (*a - *b).abs() < 0.5);
    let furthest = margins.iter().rev().copied().find(|margin| ends(*margin) >= MARGIN);
    // Where few lines are long, one that runs as far as any of the document does tells the margin.
    let furthest = furthest.or_else(|| {
        let long = line.to - line.from > line.size * LONG;
        let to = runs.iter().flatten().map(|run| run.to).fold(0.0, f32::max);
        long.then_some(to)
    });
    let Some(furthest) = furthest else { return false };
    room(furthest)
        || margins.iter().rev().copied().any(|margin| room(margin) && ends(margin) > MARGIN && ends(margin) * 5 >= all)
}
