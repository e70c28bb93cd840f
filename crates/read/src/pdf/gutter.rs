//! Gutters: the gaps between columns that stand side by side.
//!
//! What comes in are the blocks of a page from top to bottom, what goes out is where a column begins and which blocks
//! stand in columns there: a place that no line crosses, over as many lines as can be (a river of white). This file must
//! not know what is read first.

use std::ops::Range;

use super::prose::{TALL, are_columns, fill_columns};
use super::setting::{Rules, Set, median};

/// Places at which a column may begin that are tried.
const TRIED: usize = 60;
/// What stands below columns, not in one, is apart from them by so many widths of a letter; a heading in larger letters
/// by less.
const BELOW: f32 = 1.0;
const HEADING: f32 = 0.5;
/// The letters of a heading are larger than most by so much.
const LARGER: f32 = 1.1;
/// Lines of a heading, at most.
const HEADING_LINES: usize = 2;

/// What ends a run of lines in columns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The end of the page, or of a column that stands beside others.
    Page,
    /// A line that runs on over the place where a column begins.
    Crossed,
    /// A rule that does, or other columns.
    Barred,
}

/// Finds the gap between two columns of prose: no line crosses it, the lines left of it run up to it, and those
/// right of it begin at it. One that is too narrow to part the stretches of a line is seen where many lines have it.
pub(super) fn find(lines: &[Set], rules: &Rules, end: End) -> Option<(f32, Range<usize>)> {
    let mut best: Option<(f32, Range<usize>)> = None;
    let mut keep = |at: f32, run: Range<usize>| {
        if best.as_ref().is_none_or(|best| run.len() > best.1.len()) {
            best = Some((at, run));
        }
    };
    let starts =
        lines.iter().filter(|line| line.is_line).flat_map(|line| line.stretches.iter().map(|stretch| stretch.0));
    let narrow = lines.iter().flat_map(|line| &line.gaps).map(|gap| gap.to);
    let mut tried = often(starts.collect(), 1);
    tried.extend(often(narrow.collect(), TALL));
    tried.sort_by(f32::total_cmp);
    for at in tried {
        if !lines.iter().any(|line| line.has_gap(at)) {
            runs(lines, rules, at, end).into_iter().for_each(|run| keep(at, run));
            continue;
        }
        let parted: Vec<Set> = lines.iter().map(|line| line.parted(at)).collect();
        for run in runs(&parted, rules, at, end) {
            let narrow = lines.get(run.clone()).is_some_and(|run| run.iter().any(|line| line.has_gap(at)));
            if !narrow || parted.get(run.clone()).is_some_and(|run| fill_columns(run, at)) {
                keep(at, run);
            }
        }
    }
    best
}

/// Stretches of lines that no letter of crosses a place, and that are columns of prose there.
fn runs(lines: &[Set], rules: &Rules, at: f32, last: End) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut first = 0;
    for next in 0..=lines.len() {
        let end = match (lines.get(next), lines.get(..next).and_then(<[Set]>::last)) {
            (None, _) => last,
            (Some(line), _) if line.crosses(at) => End::Crossed,
            (Some(line), Some(before)) if rules.part(before, line, at) => End::Barred,
            _ => continue,
        };
        let run = lines.get(first..next).unwrap_or_default();
        let tall = |side: fn(&Set, f32) -> Option<(f32, f32)>| {
            run.iter().filter(|line| side(line, at).is_some()).count() >= TALL
        };
        let parts = if tall(Set::right) && tall(Set::left) { bands(lines, first..next, at) } else { Vec::new() };
        for band in parts {
            let run = lines.get(band.clone()).unwrap_or_default();
            let kept = if band.end == next { trimmed(run, at, end) } else { run.len() };
            let band = band.start..band.start + kept;
            if lines.get(band.clone()).is_some_and(|run| are_columns(run, at)) {
                found.push(band);
            }
        }
        first = if end == End::Barred { next } else { next + 1 };
    }
    found
}

/// The lines of a run that are kept: not the number of the page, which may stand in the gutter, nor a heading for what
/// comes below the columns, which begins as the left one does.
fn trimmed(run: &[Set], at: f32, end: End) -> usize {
    let mut kept = run.len();
    if let Some((last, others)) = run.split_last() {
        let ends = others.iter().filter_map(|line| line.left(at)).map(|left| left.1);
        let in_gutter = last.left(at).is_some_and(|left| left.0 > ends.fold(f32::MIN, f32::max));
        kept -= usize::from(in_gutter && last.right(at).is_none());
    }
    if end == End::Page {
        return kept;
    }
    let usual = median(run.iter().filter(|line| line.is_line).map(|line| line.size));
    for count in 1..=HEADING_LINES.min(kept.saturating_sub(1)) {
        let (above, heading) = run.get(..kept).unwrap_or_default().split_at(kept - count);
        let Some(first) = heading.first() else { break };
        let lowest = above.iter().map(|line| line.area.v1).fold(f32::MIN, f32::max);
        let on_left = heading.iter().all(|line| line.is_line && line.right(at).is_none());
        let gap = first.area.v0 - lowest;
        let least = match first.size > LARGER * usual {
            true if end == End::Barred => 0.0,
            true => HEADING,
            false => BELOW,
        };
        if on_left && gap > least * first.size {
            return kept - count;
        }
    }
    kept
}

/// The parts of a run between headings that stand alone, with columns above and below: larger letters, and nothing
/// beside them.
fn bands(lines: &[Set], run: Range<usize>, at: f32) -> Vec<Range<usize>> {
    let set = |run: Range<usize>| lines.get(run).unwrap_or_default();
    let usual = median(set(run.clone()).iter().filter(|line| line.is_line).map(|line| line.size));
    let mut found = Vec::new();
    let mut first = run.start;
    for place in run.clone() {
        let Some(line) = lines.get(place).filter(|line| line.is_line && line.size > LARGER * usual) else { continue };
        let (above, below) = (set(first..place), set(place + 1..run.end));
        let lowest = above.iter().map(|line| line.area.v1).fold(f32::MIN, f32::max);
        let right = |lines: &[Set]| lines.iter().any(|line| line.right(at).is_some());
        let next =
            below.iter().filter(|line| line.right(at).is_some()).map(|line| line.area.v0).fold(f32::MAX, f32::min);
        if line.right(at).is_none()
            && right(above)
            && right(below)
            && line.area.v0 - lowest > HEADING * line.size
            && next > line.area.v1
        {
            found.push(first..place);
            first = place + 1;
        }
    }
    found.push(first..run.end);
    found
}

/// Places that come at least so often, from left to right; those that come most often where there are many.
fn often(mut places: Vec<f32>, least: usize) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    let near = places.chunk_by(|a, b| b - a < 2.0).filter(|near| near.len() >= least);
    let mut tried: Vec<(f32, usize)> = near.filter_map(|near| Some((*near.first()?, near.len()))).collect();
    tried.sort_by_key(|tried| std::cmp::Reverse(tried.1));
    tried.truncate(TRIED);
    tried.sort_by(|a, b| a.0.total_cmp(&b.0));
    tried.into_iter().map(|tried| tried.0).collect()
}
