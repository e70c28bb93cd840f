//! 継ぎ目: does the end of one line and the beginning of the next make one word?
//!
//! What comes in are two lines, what goes out is whether a word lies across the break: マッチン|グ, 強|化を図る. This
//! file must not know how wide lines run.

use kurabe_text::fold::fold;
use kurabe_text::words::{Morpheme, Words};

/// Letters on either side that are looked at: enough for the words around the break.
const SIDE: usize = 10;

/// Tells whether words lie across breaks; opens the dictionary when first asked.
#[derive(Default)]
pub(super) struct Joints {
    words: Option<Words>,
}

impl Joints {
    /// Does a word lie across the break?
    pub(super) fn one_word(&mut self, before: &str, after: &str) -> bool {
        let (before, after) = (before.trim_end(), after.trim_start());
        // Signs cling to each other without making a word.
        if !before.ends_with(char::is_alphabetic) || !after.starts_with(char::is_alphabetic) {
            return false;
        }
        let from = before.char_indices().rev().nth(SIDE - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(SIDE).map_or(after.len(), |(at, _)| at);
        let left = fold(&before[from..]);
        let whole = fold(&format!("{}{}", &before[from..], &after[..to]));
        if self.words.is_none() {
            self.words = Words::open().ok();
        }
        let Some(words) = self.words.as_mut().filter(|_| whole.starts_with(&left)) else {
            return false;
        };
        let mut found: Vec<Morpheme<'_>> = Vec::new();
        words.segment(&whole, &mut found);
        let across = |word: &Morpheme<'_>| word.surface_range.start < left.len() && left.len() < word.surface_range.end;
        found.iter().any(across)
    }
}
