//! What a report tells of without an item of its own: rows of a sheet, lines of a list.
//!
//! In come titles and a report, out comes for each title the first line that begins a cell with it, and what that line
//! says. What is not found so must not be called not mentioned. Which titles stand as items of the report must not be
//! known here.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::line::{Line, folded};
use super::verdict::{Verdict, of_row};
use kurabe_model::{Plan, Role};
use kurabe_text::stop::check;

/// Letters that a title needs to be known again in a line.
const TELLING: usize = 4;

/// Where a report tells of something, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The line of the report, and the last of what it says.
    pub(super) line: u32,
    pub(super) last: u32,
    /// What it says; done where it says nothing else.
    pub(super) verdict: Verdict,
}

/// Looks for titles in the lines of a report; the answer has the places of those that were found.
pub(super) fn told_in_lines(titles: &[&str], report: &Plan) -> BTreeMap<usize, Told> {
    let sought: Vec<(usize, String)> = (0..)
        .zip(titles.iter().map(|title| folded(title)))
        .filter(|(_, title)| title.chars().count() >= TELLING)
        .collect();
    let mut found = BTreeMap::new();
    let Ok(search) = AhoCorasick::new(sought.iter().map(|(_, title)| title)) else { return found };
    let nothing_done: Vec<(u32, String)> = report
        .indicators
        .iter()
        .filter(|figure| figure.role == Role::Result && figure.value == Some(0.0))
        .map(|figure| (figure.line, folded(&figure.name)))
        .collect();
    for (line, text) in lines(report) {
        check();
        let cells = Line::of(&text);
        for hit in search.find_overlapping_iter(&cells.whole) {
            let (place, title) = &sought[hit.pattern().as_usize()];
            if !cells.sets_apart(&hit.range()) || found.contains_key(place) {
                continue;
            }
            let after = cells.cells_behind(hit.end());
            let none = || nothing_done.iter().any(|(at, name)| *at == line || name == title);
            let verdict = of_row(&after).unwrap_or(if none() { Verdict::NotDone } else { Verdict::Done });
            found.insert(*place, Told { line, last: line, verdict });
        }
    }
    found
}

/// The lines of a plan as its passages hold them: the cells of a row, which may be passages each, on one line.
fn lines(plan: &Plan) -> BTreeMap<u32, String> {
    let mut lines: BTreeMap<u32, String> = BTreeMap::new();
    for passage in &plan.passages {
        let text = passage.title.lines().chain(passage.body.lines());
        for (at, part) in (0..).zip(text) {
            let line = lines.entry((passage.span.first + at).min(passage.span.last)).or_default();
            line.push(' ');
            line.push_str(part);
        }
    }
    lines
}
