//! A row of a table of work in the lines that it takes.
//!
//! What comes in are the lines below the head, what goes out are the stretches of each column. This file must not
//! know what a column means to the plan.

use super::head::{self, Head};
use super::{Cells, Role, Stretch, is_cost, marked, tokens};
use crate::blocks::chars::squeeze;
use crate::blocks::mark::Class;
use crate::blocks::raw::Raw;
use kurabe_model::Furniture;

/// Lines that a row may take.
const TALLEST_ROW: usize = 40;
/// Lines and letters that a 区分 may take.
pub(super) const TALLEST_SECTION: usize = 6;
const LONGEST_SECTION: usize = 20;
/// A longer line is no cell.
const LONGEST_LINE: u32 = 400;
/// Letters of a name that stands on a line with what it tells.
const LONGEST_NAME: usize = 30;

/// Is the row whole with the line that was read?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    More,
    Whole,
}

/// A row while its lines are read.
struct Growing<'h> {
    head: &'h Head,
    class: Class,
    cells: Cells,
    /// Has its name been read?
    named: bool,
    /// Letters of its 区分.
    letters: usize,
}

/// The row that begins here, as the stretches of each column; none where the table ends. A head that stands again
/// within it goes to the furniture.
pub(super) fn read(raws: &[Raw], head: &Head, class: Class, furniture: &mut Vec<Furniture>) -> Option<(Cells, usize)> {
    let cells = head.columns.iter().map(|(role, _)| (*role, Vec::new())).collect();
    let mut row = Growing { head, class, cells, named: false, letters: 0 };
    let mut skip = 0;
    for (line, raw) in raws.iter().take(TALLEST_ROW).enumerate() {
        // The head again on the next page, in the midst of the row: the page's, not the item's.
        if skip == 0 && row.named {
            skip = head::read(&raws[line..]).filter(|again| head.same(again)).map_or(0, |again| again.taken);
        }
        if skip > 0 {
            skip -= 1;
            furniture.push(Furniture::line(raw.number, raw.trimmed()));
            continue;
        }
        if raw.cells.is_some() || raw.letters + raw.digits > LONGEST_LINE || raw.text.contains(['\t', '|', '｜', '<'])
        {
            return None;
        }
        let step = if row.named { row.goes_on(line, raw)? } else { row.begins(line, raw)? };
        if step == Step::Whole || !head.has(Role::Cost) && row.named && row.is_told(raw, raws.get(line + 1)) {
            return Some((row.cells, line + 1));
        }
    }
    None
}

impl Growing<'_> {
    /// Adds a stretch to a column; without a column for it, what tells of the row belongs to the name.
    fn put(&mut self, role: Role, stretch: Stretch) {
        let role = if role == Role::Body && !self.head.has(Role::Body) { Role::Name } else { role };
        if let Some((_, parts)) = self.cells.iter_mut().find(|(column, _)| *column == role) {
            parts.push(stretch);
        }
    }

    /// A line before the name, or the one that names the row.
    fn begins(&mut self, line: usize, raw: &Raw) -> Option<Step> {
        let words = tokens(&raw.text);
        let Some((_, from)) = marked(raw, Some(self.class)) else {
            return self.section(line, raw, &words);
        };
        let (first, last) = (words.first()?, words.last()?);
        if from > first.0 {
            if !self.head.has(Role::Section) {
                return None;
            }
            self.put(Role::Section, (line, first.0, first.1));
        }
        self.named = true;
        let closed = words.len() > 1 && last.0 > from && is_cost(&raw.text[last.0..last.1]);
        let own: Vec<&(usize, usize)> =
            words.iter().filter(|word| word.0 >= from && (!closed || word.0 < last.0)).collect();
        // A mark may stand apart from the name.
        let lone = own.first().is_some_and(|word| raw.text[word.0..word.1].chars().count() <= 3);
        let name = own.get(usize::from(lone)).or(own.first())?;
        let priced = self.head.has(Role::Cost);
        let whole = priced && (!closed || !self.head.has(Role::Body));
        let end = if whole { own.last()?.1 } else { name.1 };
        let told = own.iter().find(|word| word.0 >= end);
        if !priced && (told.is_none() || raw.text[from..end].chars().count() > LONGEST_NAME) {
            return None;
        }
        self.put(Role::Name, (line, from, end));
        if let Some(body) = told {
            self.put(Role::Body, (line, body.0, own.last()?.1));
        }
        if closed {
            self.put(Role::Cost, (line, last.0, last.1));
        }
        Some(if closed { Step::Whole } else { Step::More })
    }

    /// A line of the 区分.
    fn section(&mut self, line: usize, raw: &Raw, words: &[(usize, usize)]) -> Option<Step> {
        self.letters += squeeze(&raw.text).chars().count();
        let plain = raw.class.is_none() && raw.digits == 0 && !raw.ends_sentence();
        let fits = self.head.has(Role::Section) && line < TALLEST_SECTION && self.letters <= LONGEST_SECTION;
        if !plain || !fits {
            return None;
        }
        words.iter().for_each(|(from, to)| self.put(Role::Section, (line, *from, *to)));
        Some(Step::More)
    }

    /// A line below the name.
    fn goes_on(&mut self, line: usize, raw: &Raw) -> Option<Step> {
        let words = tokens(&raw.text);
        let (first, last) = (words.first()?, words.last()?);
        let priced = self.head.has(Role::Cost);
        if priced && is_cost(&raw.text) {
            self.put(Role::Cost, (line, first.0, last.1));
            return Some(Step::Whole);
        }
        // Another item, or a heading: the row has no end.
        let class = self.class;
        if raw.class.is_some_and(|found| found == class || found.counts() && found != Class::Bare && !found.is_bullet())
        {
            return None;
        }
        let closed = priced && words.len() > 1 && is_cost(&raw.text[last.0..last.1]);
        let end = if closed { words[words.len() - 2].1 } else { last.1 };
        self.put(Role::Body, (line, first.0, end));
        if closed {
            self.put(Role::Cost, (line, last.0, last.1));
        }
        Some(if closed { Step::Whole } else { Step::More })
    }

    /// Is a row without a price told to its end: its sentence ends here, or the next row or heading begins below?
    fn is_told(&self, raw: &Raw, next: Option<&Raw>) -> bool {
        raw.ends_sentence() || next.is_none_or(|next| next.class.is_some_and(|class| class != Class::Bare))
    }
}
