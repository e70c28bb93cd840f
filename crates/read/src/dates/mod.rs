//! Dates that cannot be meant as they stand: serial numbers below a head of days, weekdays of another day, midnights of
//! another place. Another program may have spoiled them on their way here.
//!
//! What comes in are the lines of a document, what goes out are notices; the lines stay as they are. A notice without cause
//! costs the trust in all others: told is only what can hardly be anything else. This file must not know formats of files.

mod day;
mod serial;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use kurabe_model::{DateDoubt, LineSpan, Notice, NoticeKind};

use crate::Line;

/// Midnights of Japan in the time of Greenwich before they are told: one alone may be an hour that somebody named.
const MIDNIGHTS: usize = 2;

/// What is doubtful about the dates of a document.
pub(super) fn doubts(lines: &[Line]) -> Vec<Notice> {
    let mut doubts = Doubts::default();
    for column in serial::columns(lines) {
        for (line, number) in &column.numbers {
            doubts.add((DateDoubt::Serial, column.head), line, number);
        }
    }
    let mut times = Vec::new();
    // Few lines have a bracket or a time of Greenwich.
    for line in lines.iter().filter(|line| line.text.contains(['(', '（', 'Z'])) {
        for day in day::days(&line.text) {
            if let Some(written) = day.on_another_weekday() {
                doubts.add((DateDoubt::Weekday, ""), line, written);
            }
            times.extend(day.in_greenwich().map(|time| (line, time)));
        }
    }
    // Where other hours stand beside them, 15:00 is one that somebody named, and that a program calls Greenwich's.
    let moments: BTreeSet<&str> = times.iter().map(|(_, time)| time.written).collect();
    if moments.len() >= MIDNIGHTS && times.iter().all(|(_, time)| time.is_midnight_of_japan) {
        for (line, time) in &times {
            doubts.add((DateDoubt::Greenwich, ""), line, time.written);
        }
    }
    doubts.notices()
}

/// The doubts of a document, those of one kind and head together. Heads are words known here: there are not many.
#[derive(Default)]
struct Doubts {
    found: BTreeMap<(DateDoubt, &'static str), Found>,
}

struct Found {
    cells: u32,
    first: String,
    span: LineSpan,
}

impl Doubts {
    fn add(&mut self, kind: (DateDoubt, &'static str), line: &Line, written: &str) {
        let span = LineSpan::line(line.number);
        let first = || Found { cells: 0, first: written.to_owned(), span };
        let found = self.found.entry(kind).or_insert_with(first);
        found.cells = found.cells.saturating_add(1);
        found.span = found.span.join(span);
    }

    fn notices(self) -> Vec<Notice> {
        let notice = |((doubt, head), found): ((DateDoubt, &str), Found)| {
            let Found { cells, first, span } = found;
            Notice::new(NoticeKind::DoubtfulDates { doubt, head: head.to_owned(), cells, first }, span)
        };
        self.found.into_iter().map(notice).collect()
    }
}
