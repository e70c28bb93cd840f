//! Words that head columns: 事業名, 時期・回数, R6, （R5）.
//!
//! What comes in is a word, what goes out is whether tables have it over a column. This file must not know rows.

use super::target::head::{self, Item, Word};
use crate::vocabulary::words;

/// Letters of such a word.
const LONGEST: usize = 14;

/// Does a word head a column?
pub(super) fn heads(word: &str) -> bool {
    let columns = &words().column;
    let bare = word.split(['（', '(', '・', '／', '/']).next().unwrap_or_default();
    word.chars().count() <= LONGEST
        && (columns.section.is(word)
            || columns.section.is(bare)
            || columns.name.is(bare)
            || columns.body.is(bare)
            || columns.figure.is(bare)
            || columns.figure_part.stands_in(bare)
            || columns.alien_part.stands_in(bare)
            || columns.head_end.ends(bare)
            || columns.event.is(bare)
            || columns.attendance.is(bare)
            || holds_figures(word)
            || holds_figures(bare))
}

/// Does a word head a column of figures: 現状値, R6, （R5）?
pub(super) fn holds_figures(word: &str) -> bool {
    let told = |item: &Item| matches!(item.word, Word::Year(_) | Word::Says(_) | Word::Unit(_) | Word::UnitLabel);
    head::whole(word).is_some_and(|items| items.iter().any(told))
}
