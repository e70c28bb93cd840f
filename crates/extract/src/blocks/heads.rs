//! Words that head columns, 事業名, 時期・回数, R6, （R5）, and those that stand before what they say: 日時, 所管課.
//!
//! What comes in is a word, what goes out is whether tables have it over a column, or forms before a cell. This file must not know rows.

use super::chars::squeeze;
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

/// Is it a word with which the rows of a form begin: 日時, 実施期間, 事業名?
pub(crate) fn is_label(word: &str) -> bool {
    let word = squeeze(word);
    let slot = &words().slot;
    let known = [&slot.part, &slot.label, &slot.about_work, &slot.names_work, &slot.target];
    word.chars().count() <= LONGEST && (known.iter().any(|list| list.is(&word)) || slot.fact_end.ends(&word))
}

/// Is it the label before the name of work: 事業名, 講座の名称?
pub(crate) fn names_work(word: &str) -> bool {
    if !word.ends_with(['名', '称']) {
        return false;
    }
    let word = squeeze(word);
    words().slot.names_work.is(&word) || words().column.name.is(&word)
}
