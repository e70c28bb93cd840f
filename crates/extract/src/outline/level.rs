//! Depth from the document's own order of marks, not from indentation.
//!
//! What comes in are marks one after another, what goes out is the entry under which each hangs. This file
//! must not know titles or tables.

mod order;

use crate::blocks::mark::Class;
use order::leads;
use std::collections::{HashMap, HashSet};

/// What is known of a mark when it asks for its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking {
    pub(super) class: Class,
    pub(super) ordinal: u32,
    pub(super) indent: u32,
    /// Which block of the document it is.
    pub(super) position: usize,
    /// The next mark that counts, if any.
    pub(super) next: Option<(Class, u32)>,
    /// The columns by which the contents list sets it in, if it names it.
    pub(super) listed: Option<u32>,
    /// Does the innermost open entry name what it counts: 重点課題と施策の方向 over 重点課題１?
    pub(super) named: bool,
}

impl Asking {
    /// A mark in a cell, of which nothing else is known.
    pub(super) fn in_table(class: Class, ordinal: u32) -> Self {
        Self { class, ordinal, indent: 0, position: 0, next: None, listed: None, named: false }
    }
}

/// An entry whose children may still come.
#[derive(Clone, Copy, Debug)]
struct Open {
    class: Class,
    rank: u32,
    ordinal: u32,
    indent: u32,
    entry: usize,
    children: u32,
    listed: Option<u32>,
    position: usize,
}

/// The entries now open, outermost first, and what the document has shown of its order so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    stack: Vec<Open>,
    seen: HashSet<Class>,
    /// Where each class that counts, and each square, stands in the document, and with which numbers.
    places: HashMap<Class, Vec<(usize, u32)>>,
    /// Where each number stands for the last time.
    last: HashMap<(Class, u32), usize>,
    /// The last number of each class.
    recent: HashMap<Class, u32>,
    /// Classes that the document has set below another against custom.
    learned: HashSet<(Class, Class)>,
    /// Which class the document has set right below which.
    held: HashSet<(Class, Class)>,
    /// Numbers that begin anew below each bullet of a class, and squares below other squares.
    led: HashMap<Class, Class>,
    /// Bullets that nest by how far they are set in, for nothing else tells.
    set_in: HashSet<Class>,
}

/// How a class stands by custom: 章 over Ⅰ over 1. over (1) over ① over ○ over ・; doubled, to leave room between.
fn rank(class: Class) -> u32 {
    match class {
        Class::Heading(signs) => u32::from(signs),
        Class::Motion => 6,
        Class::Part => 8,
        Class::Chapter => 10,
        Class::Clause => 12,
        Class::Article => 14,
        Class::Ordinal => 16,
        Class::Roman => 20,
        Class::Word(_) => 24,
        Class::Kanji => 28,
        Class::Framed => 30,
        Class::Stem => 32,
        Class::Arabic | Class::Bare => 40,
        Class::Dotted(parts) => 40 + 2 * u32::from(parts),
        Class::Bracket => 58,
        Class::Paren => 60,
        Class::HalfParen => 68,
        Class::Circled => 80,
        Class::RomanSmall => 90,
        Class::Kana(style) => 100 + u32::from(style % 4),
        Class::Latin(style) => 104 + u32::from(style % 4),
        Class::Symbol('■' | '□' | '◆' | '◇' | '▼' | '★') => 112,
        Class::Symbol('○' | '●' | '◎' | '▶') => 120,
        Class::Symbol('・') => 140,
        Class::Symbol('※') => 150,
        Class::Symbol(_) => 160,
        Class::Corner | Class::Angle | Class::Label | Class::Plain => 0,
    }
}

/// Classes that number the same level with another stop: `4.` and `5`.
fn kin(a: Class, b: Class) -> bool {
    a == b || matches!((a, b), (Class::Arabic | Class::Bare, Class::Arabic | Class::Bare))
}

impl Levels {
    /// Levels that know where each number occurs, which marks are led by bullets, and which bullets are set in
    /// by steps.
    pub(super) fn new(
        places: HashMap<Class, Vec<(usize, u32)>>,
        led: HashMap<Class, Class>,
        set_in: HashSet<Class>,
    ) -> Self {
        let last =
            places.iter().flat_map(|(class, all)| all.iter().map(|(at, number)| ((*class, *number), *at))).collect();
        Self { places, last, led, set_in, ..Self::default() }
    }

    /// The innermost open entry.
    pub(super) fn top(&self) -> Option<usize> {
        self.stack.last().map(|open| open.entry)
    }

    /// The open entries, innermost first.
    pub(super) fn open_entries(&self) -> impl Iterator<Item = usize> {
        self.stack.iter().rev().map(|open| open.entry)
    }

    /// Closes an open entry and all that stands below it.
    pub(super) fn close(&mut self, entry: usize) {
        if let Some(at) = self.stack.iter().position(|open| open.entry == entry) {
            self.stack.truncate(at);
        }
    }

    /// The innermost open entry that is no bullet.
    pub(super) fn heading(&self) -> Option<usize> {
        self.stack.iter().rev().find(|open| !open.class.is_bullet()).map(|open| open.entry)
    }

    /// The outermost open entry, and the columns by which the contents list sets it in.
    pub(super) fn outermost(&self) -> Option<(usize, Option<u32>)> {
        self.stack.first().map(|open| (open.entry, open.listed))
    }

    /// Closes the bullets that are open: what follows belongs to the heading above them.
    pub(super) fn close_to_heading(&mut self) {
        while self.in_bullet() {
            self.stack.pop();
        }
    }

    /// Closes the innermost list that is open: what follows is of what it stands under.
    pub(super) fn close_list(&mut self) {
        let Some(class) = self.stack.last().map(|open| open.class).filter(|class| class.is_bullet()) else { return };
        while self.stack.last().is_some_and(|open| open.class == class) {
            self.stack.pop();
        }
    }

    /// Is a class open?
    pub(super) fn is_open(&self, class: Class) -> bool {
        self.stack.iter().any(|open| open.class == class)
    }

    /// Is the innermost open entry a numbered one?
    pub(super) fn in_number(&self) -> bool {
        self.stack.last().is_some_and(|open| open.class.counts())
    }

    /// Is the innermost open entry a bullet?
    pub(super) fn in_bullet(&self) -> bool {
        self.stack.last().is_some_and(|open| open.class.is_bullet())
    }

    /// Is there room for a background chapter without a number: beside the numbers that run on after it, or at the
    /// top where none comes any more?
    pub(super) fn has_room_aside(&self, next: Option<(Class, u32)>) -> bool {
        self.stack.is_empty() || next.is_none_or(|next| self.beside(next).is_some())
    }

    /// Makes that room.
    pub(super) fn set_aside(&mut self, next: Option<(Class, u32)>) {
        match next {
            None => self.clear(),
            Some(next) => self.stack.truncate(self.beside(next).unwrap_or(self.stack.len())),
        }
    }

    /// The place of the open number that the next one follows.
    fn beside(&self, (class, ordinal): (Class, u32)) -> Option<usize> {
        self.stack.iter().rposition(|open| open.class == class && open.ordinal + 1 == ordinal)
    }

    /// Ends a background chapter without a number before which the numbers stood that now run on.
    pub(super) fn end_aside(&mut self, asking: Asking, is_background: impl Fn(usize) -> bool) {
        if self.runs_on(asking) && !self.is_open(asking.class) {
            self.end_plain(is_background);
        }
    }

    /// Ends the innermost heading without a number, with all that stands below it, where it is of a kind.
    pub(super) fn end_plain(&mut self, is_of_kind: impl Fn(usize) -> bool) {
        let plain = self.stack.iter().rposition(|open| open.class == Class::Plain);
        if let Some(at) = plain.filter(|at| is_of_kind(self.stack[*at].entry)) {
            self.stack.truncate(at);
        }
    }

    /// Is a heading without a number open, outermost, that a line is said like?
    pub(super) fn parallel(&self, alike: impl Fn(usize) -> bool) -> bool {
        self.stack.first().is_some_and(|open| open.class == Class::Plain && alike(open.entry))
    }

    /// Closes the innermost numbered entry and gives its parent; none if no number is open.
    pub(super) fn beside_numbers(&mut self) -> Option<Option<usize>> {
        let at = self.stack.iter().rposition(|open| open.class.counts())?;
        self.stack.truncate(at);
        Some(self.top())
    }

    /// Closes everything: what follows stands at the top.
    pub(super) fn clear(&mut self) {
        self.stack.clear();
    }

    /// Closes the bullets that a table cannot hang under: all but a ■ or ○ that has just been set as its heading.
    pub(super) fn close_bullets(&mut self) {
        while let Some(open) = self.stack.last().filter(|open| open.class.is_bullet()) {
            // The second of several arrows is a point of a list; a lone one may head what it holds.
            let siblings = self.stack.iter().rev().nth(1).map_or(0, |above| above.children);
            let point = open.class == Class::Symbol('▶') && siblings >= 2;
            if open.children == 0 && open.rank <= rank(Class::Symbol('○')) && !point {
                break;
            }
            self.stack.pop();
        }
    }

    /// Does a number come again further down? What names it here is an agenda.
    pub(super) fn comes_again(&self, class: Class, ordinal: u32, position: usize) -> bool {
        self.last.get(&(class, ordinal)).is_some_and(|last| *last > position)
    }

    /// The open entry of this class and number, which a heading marked 続き takes up again.
    pub(super) fn again(&self, class: Class, ordinal: u32, is_same: impl Fn(usize) -> bool) -> Option<usize> {
        let again = |open: &&Open| open.class == class && open.ordinal == ordinal && is_same(open.entry);
        self.stack.iter().rev().find(again).map(|open| open.entry)
    }

    /// Does something stand open below an open entry whose numbers do not run on behind a place?
    pub(super) fn ends_below(&self, entry: usize, position: usize) -> bool {
        let below = self.stack.iter().position(|open| open.entry == entry).and_then(|at| self.stack.get(at + 1));
        below.is_some_and(|open| {
            !open.class.counts() || self.next_number(open.class, position) != Some(open.ordinal + 1)
        })
    }

    /// Closes all that stands below an open entry.
    pub(super) fn back_to(&mut self, entry: usize) {
        if let Some(at) = self.stack.iter().rposition(|open| open.entry == entry) {
            self.stack.truncate(at + 1);
        }
    }

    /// Closes all that stands below the innermost open entry of a class.
    pub(super) fn back_to_class(&mut self, class: Class) {
        if let Some(at) = self.stack.iter().rposition(|open| open.class == class) {
            self.stack.truncate(at + 1);
        }
    }

    /// Finds the parent of a mark and closes what it ends; [`open`](Self::open) must follow.
    pub(super) fn place(&mut self, asking: Asking) -> Option<usize> {
        let keep = if asking.class.floats() {
            self.floating(asking)
        } else {
            self.same_level(asking).unwrap_or_else(|| self.new_level(asking))
        };
        self.stack.truncate(keep);
        if let Some(open) = self
            .stack
            .last()
            .filter(|open| open.class != asking.class && open.class.counts() == asking.class.counts())
            .filter(|open| open.class.counts() || open.class == Class::Symbol('-') && asking.class.is_bullet())
            .filter(|open| open.rank >= rank(asking.class))
        {
            self.learned.insert((open.class, asking.class));
        }
        if let Some(open) = self.stack.last() {
            self.held.insert((open.class, asking.class));
        }
        self.top()
    }

    /// Opens an entry under the present top.
    pub(super) fn open(&mut self, asking: Asking, entry: usize) {
        let under = self.stack.last().map_or(0, |open| open.rank);
        let rank =
            if asking.class.floats() { if self.stack.is_empty() { 0 } else { under + 1 } } else { rank(asking.class) };
        if let Some(parent) = self.stack.last_mut() {
            parent.children += 1;
        }
        // A document can open only as many levels as there are classes; nested dashes are held to a few.
        if self.stack.len() >= 32 {
            self.stack.truncate(31);
        }
        self.seen.insert(asking.class);
        self.recent.insert(asking.class, asking.ordinal);
        self.stack.push(Open {
            class: asking.class,
            rank,
            ordinal: asking.ordinal,
            indent: asking.indent,
            entry,
            children: 0,
            listed: asking.listed,
            position: asking.position,
        });
    }

    /// Says that the innermost open entry holds what opens no level of its own: the rows of a table.
    pub(super) fn hold(&mut self) {
        if let Some(open) = self.stack.last_mut() {
            open.children += 1;
        }
    }

    /// How many levels stay open if the mark's class, or one that it runs on from, is open.
    ///
    /// A `5 ` after a `4.` hangs under the same parent.
    fn same_level(&self, asking: Asking) -> Option<usize> {
        let at = self.stack.iter().rposition(|open| open.class == asking.class).or_else(|| {
            let own = self.recent.get(&asking.class).is_some_and(|last| last + 1 == asking.ordinal);
            self.stack
                .iter()
                .rposition(|open| !own && kin(open.class, asking.class) && open.ordinal + 1 == asking.ordinal)
        })?;
        let open = self.stack[at];
        // 1-2 behind 1-1 is no list that begins anew: the last part of such a number counts.
        if asking.class.counts() && !matches!(asking.class, Class::Dotted(_)) && self.nests(open, asking) {
            return Some(at + 1);
        }
        if let Some(outer) = self.outer(at, asking) {
            return Some(outer);
        }
        if self.begins_below(at, asking) {
            return Some(self.stack.len());
        }
        // Of one number in another (1. below 1.) that one goes on which stands at the same margin.
        if asking.class.counts() && asking.indent < open.indent {
            let same = |open: &Open| open.class == asking.class && open.indent <= asking.indent;
            return Some(self.stack[..at].iter().rposition(same).unwrap_or(at));
        }
        // Dashes alone nest by indentation: nothing else tells `- a` from `  - b`.
        let by_indent = asking.class == Class::Symbol('-') || self.set_in.contains(&asking.class);
        if by_indent && asking.indent > open.indent {
            return Some(at + 1);
        }
        if by_indent {
            let first =
                self.stack[..=at].iter().position(|open| open.class == asking.class && open.indent >= asking.indent);
            return Some(first.unwrap_or(at));
        }
        Some(at)
    }

    /// How many levels stay open for a class that is not open.
    fn new_level(&self, asking: Asking) -> usize {
        let own = rank(asking.class);
        let mut keep = self.stack.len();
        while let Some(open) = keep.checked_sub(1).map(|at| self.stack[at]) {
            let equal = open.rank == own && !open.class.floats();
            let innermost = keep == self.stack.len();
            if innermost && self.restarts(open, asking) || self.ends_caption(keep, asking) {
                keep -= 1;
                continue;
            }
            if open.rank < own
                || asking.named && innermost && open.class.counts() && open.children == 0
                || equal && asking.ordinal == 1
                || self.learned.contains(&(open.class, asking.class))
                    && (asking.ordinal == 1 || equal && self.runs_on(asking))
                || self.own_order(open, asking)
                || self.takes_up(open, asking)
                || leads(open, asking)
                || self.heads_pillars(open, asking)
                || self.led.get(&asking.class) == Some(&open.class)
                || self.leads_bullets(open, asking)
            {
                break;
            }
            keep -= 1;
        }
        keep
    }

    /// How many levels stay open for a heading without a number.
    fn floating(&self, asking: Asking) -> usize {
        let same =
            |from: usize| self.stack[from..].iter().rposition(|open| open.class == asking.class).map(|at| from + at);
        let no_bullets = |keep: usize| {
            let mut keep = keep;
            // A ■ that has just been set is itself the heading under which this one stands, and so is a ◎ that heads numbers
            // elsewhere.
            let heads = |open: &Open| {
                let leads =
                    open.position + 1 == asking.position && self.led.values().any(|bullet| *bullet == open.class);
                open.children == 0 && (leads || open.rank <= rank(Class::Symbol('■')))
            };
            while keep > 0 && self.stack[keep - 1].class.is_bullet() && !heads(&self.stack[keep - 1]) {
                keep -= 1;
            }
            keep
        };
        if let Some((class, ordinal)) = asking.next
            && let Some(at) = self.stack.iter().rposition(|open| kin(open.class, class))
        {
            // The numbers run on after it: it stands inside the present one.
            if ordinal == self.stack[at].ordinal + 1 && (self.stack[at].children > 0 || at + 1 == self.stack.len()) {
                // Unless they stand under a heading of its kind: numbers may run on through several.
                let beside = at.checked_sub(1).filter(|above| {
                    let above = self.stack[*above];
                    above.class == asking.class
                        && above.indent == asking.indent
                        && self.next_place(class, asking.position).is_some_and(|(at, _)| at == asking.position + 1)
                });
                return same(at + 1).or(beside).unwrap_or_else(|| no_bullets(self.stack.len()));
            }
            // They begin anew: it stands above them.
            if ordinal == 1 {
                return self.stack[..at]
                    .iter()
                    .rposition(|open| open.class == asking.class)
                    .unwrap_or_else(|| if self.stack[at].class == class { at } else { no_bullets(self.stack.len()) });
            }
        }
        // Right before a first 第1章 it stands where that does, and not below the 4. of a list before.
        if let Some((class, 1)) = asking.next
            && matches!(class, Class::Part | Class::Chapter)
            && self.next_place(class, asking.position).is_some_and(|(at, _)| at == asking.position + 1)
            && let Some(at) = self.stack.iter().position(|open| open.class.counts() && open.rank > rank(class))
        {
            return same(0).filter(|same| *same < at).unwrap_or_else(|| no_bullets(at));
        }
        same(0).unwrap_or_else(|| no_bullets(self.stack.len()))
    }
}
