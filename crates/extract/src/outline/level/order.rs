//! What the document's own numbers prove: which of them run on, begin anew, or hold those that come.
//!
//! What comes in are the open entries and a mark, what goes out is what the one is to the other. This file must not open or
//! close anything.

use super::{Asking, Levels, Open, rank};
use crate::blocks::mark::Class;

impl Levels {
    /// The outer number that this one follows, where the innermost of its class counts otherwise.
    ///
    /// `１ 概要`, below it `１` `２` `３` of another list, and then `２ 取組`.
    pub(super) fn outer(&self, at: usize, asking: Asking) -> Option<usize> {
        let inner = self.stack[at];
        if !asking.class.counts() || asking.ordinal <= 1 || inner.ordinal + 1 == asking.ordinal {
            return None;
        }
        self.stack[..at].iter().rposition(|open| open.class == asking.class && open.ordinal + 1 == asking.ordinal)
    }

    /// Does a list begin anew below a heading of a higher class that the open number holds: `１`, `重点課題Ⅰ`, `１`?
    pub(super) fn begins_below(&self, at: usize, asking: Asking) -> bool {
        let Some(top) = self.stack.last().filter(|_| at + 1 < self.stack.len()) else {
            return false;
        };
        asking.ordinal == 1 && asking.class.counts() && top.class.counts() && top.rank < rank(asking.class)
    }

    /// Is the innermost entry kept a heading without a number over a list alone, 利用対象者 and its points, and begin now
    /// the numbers that the document sets right below the number above it?
    pub(super) fn ends_caption(&self, keep: usize, asking: Asking) -> bool {
        let [.., above, open] = &self.stack[..keep] else { return false };
        let list = &self.stack[keep..];
        open.class == Class::Plain
            && !list.is_empty()
            && list.iter().all(|point| point.class.is_bullet())
            && asking.ordinal == 1
            && above.class.counts()
            && self.held.contains(&(above.class, asking.class))
    }

    /// Is the open number the last of a list that is over, as its kind begins anew right behind the first of another kind:
    /// `１．` to `７．`, `〔１〕`, `１．`?
    pub(super) fn restarts(&self, open: Open, asking: Asking) -> bool {
        let first = !self.seen.contains(&asking.class) && asking.ordinal == 1;
        first && open.children == 0 && asking.next == Some((open.class, 1)) && self.ends_list(open)
    }

    /// A dash right above the first `・` of the document: the dashes lead them, against custom.
    pub(super) fn leads_bullets(&self, open: Open, asking: Asking) -> bool {
        let bullets = open.class == Class::Symbol('-') && asking.class == Class::Symbol('・');
        let first = || !self.seen.contains(&asking.class) && open.children == 0;
        bullets
            && (first() && open.position + 1 == asking.position || self.learned.contains(&(open.class, asking.class)))
    }

    /// Squares that head chapters: `◆５つの柱`, below it 柱１ to 柱５, and then `◆推進体制`. No other square stands among them.
    pub(super) fn heads_pillars(&self, open: Open, asking: Asking) -> bool {
        let empty = open.children == 0 && open.position + 1 == asking.position;
        let places = |class: Class| self.places.get(&class).map(Vec::as_slice).unwrap_or_default();
        let others = || places(open.class).iter().any(|(at, _)| *at < open.position);
        let last = places(asking.class).last().map_or(0, |(at, _)| *at);
        let among = || self.next_place(open.class, asking.position).is_some_and(|(at, _)| at < last);
        let word = matches!(asking.class, Class::Word(_)) && asking.ordinal == 1;
        open.class.is_square() && empty && word && last > asking.position && others() && !among()
    }

    /// Numbers set in below a number of their own kind, `1.` and then a deeper `1.`, while the outer ones run on later.
    pub(super) fn nests(&self, open: Open, asking: Asking) -> bool {
        let later = || self.last.get(&(open.class, open.ordinal + 1)).is_some_and(|last| *last > asking.position);
        let set_in = || asking.indent >= open.indent + 2 && later();
        // A list that begins anew right after a first number, and goes on, is the list of that one.
        let anew =
            || open.ordinal == 1 && open.children == 0 && self.next_number(open.class, asking.position) == Some(2);
        asking.ordinal == 1 && open.class == asking.class && (set_in() || anew())
    }

    /// Does the first part of a number take up the open one, as another did before: `B.` and then `B-1`?
    pub(super) fn takes_up(&self, open: Open, asking: Asking) -> bool {
        let parts = |class: Class| matches!(class, Class::Dotted(_));
        let known = self.learned.contains(&(open.class, asking.class));
        parts(asking.class) && !parts(open.class) && open.ordinal == asking.ordinal && known
    }

    /// Is it the number after the last of its class?
    pub(super) fn runs_on(&self, asking: Asking) -> bool {
        asking.ordinal > 1 && self.recent.get(&asking.class).is_some_and(|last| last + 1 == asking.ordinal)
    }

    /// The document's own order against custom: numbers that begin at 1 below a chapter that was there first.
    ///
    /// `２ 主な計画` and then a first `Ⅰ．` in the document: the chapters contain the Roman numbers.
    pub(super) fn own_order(&self, open: Open, asking: Asking) -> bool {
        if !open.class.counts() || asking.ordinal != 1 {
            return false;
        }
        // `４ 行動計画` without a word of its own, `柱１`, … and then `５`: an empty heading holds what follows it.
        let empty = open.position + 1 == asking.position && open.children == 0;
        if empty && self.comes_again(open.class, open.ordinal + 1, asking.position) && !self.runs_through(open, asking)
        {
            return true;
        }
        if self.seen.contains(&asking.class) || self.ends_list(open) && !self.runs_on_after(open, asking) {
            return false;
        }
        if matches!(asking.class, Class::Part | Class::Chapter) {
            // `3. 行動計画`, 第1章 … 第6章, `4. 計画の管理`: the numbers run on around the chapters.
            return match self.next_number(open.class, asking.position) {
                Some(next) => next == open.ordinal + 1,
                None => open.ordinal > 1 && open.position + 1 == asking.position,
            };
        }
        if self.runs_through(open, asking) {
            return false;
        }
        let chapters = open.rank <= rank(Class::Arabic);
        // `（２）`, a first `Ⅰ．` and then `（１）`: what begins anew does not go on around it.
        let goes_on = || self.next_number(open.class, asking.position) == Some(open.ordinal + 1);
        // A. and B. have held such lists of their own: so does the last of them.
        let holds = || open.children == 0 && self.learned.iter().any(|(above, _)| *above == open.class);
        chapters || goes_on() || holds()
    }

    /// Is it the last of several numbers without anything between them: no heading, but a point of a list?
    pub(super) fn ends_list(&self, open: Open) -> bool {
        /// Points of such a list.
        const FEWEST: u32 = 3;
        let Some(places) = self.places.get(&open.class) else { return false };
        let own = places.partition_point(|(at, _)| *at < open.position);
        (1..FEWEST).all(|back| {
            let place = own.checked_sub(back as usize).and_then(|at| places.get(at));
            place.is_some_and(|(at, number)| at + back as usize == open.position && number + back == open.ordinal)
        })
    }

    /// Do its numbers go on behind the mark that asks?
    pub(super) fn runs_on_after(&self, open: Open, asking: Asking) -> bool {
        self.next_number(open.class, asking.position) == Some(open.ordinal + 1)
    }

    /// Do the open numbers run on through those that begin here: `２．`, `Ⅰ．`, `３．`, `４．`, `Ⅱ．`, `５．`?
    pub(super) fn runs_through(&self, open: Open, asking: Asking) -> bool {
        let (inner, outer) =
            (self.next_place(open.class, asking.position), self.next_place(asking.class, asking.position));
        let Some(((at, number), (after, following))) = inner.zip(outer) else {
            return false;
        };
        number == open.ordinal + 1 && following == asking.ordinal + 1 && at < after
    }

    /// The next number of a class after a block.
    pub(super) fn next_number(&self, class: Class, after: usize) -> Option<u32> {
        self.next_place(class, after).map(|(_, number)| number)
    }

    /// Where the next number of a class stands after a block, and which it is.
    pub(super) fn next_place(&self, class: Class, after: usize) -> Option<(usize, u32)> {
        let places = self.places.get(&class)?;
        places.get(places.partition_point(|(at, _)| *at <= after)).copied()
    }
}

/// A bullet that leads numbers: `■経営支援` and then `(1) …`, or a number set in deeper than the bullet before it.
pub(super) fn leads(open: Open, asking: Asking) -> bool {
    if !open.class.is_bullet() {
        return false;
    }
    let sub_mark = asking.class.is_bullet() || asking.class.is_small();
    let set_in = sub_mark && open.children == 0 && asking.indent > open.indent + 1;
    let heads = asking.class.counts()
        && rank(asking.class) >= rank(Class::Arabic)
        && asking.ordinal == 1
        && open.children == 0
        && open.rank <= rank(Class::Symbol('■'));
    set_in || heads
}
