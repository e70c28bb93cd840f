//! Sentences that the page's width broke, put together again.
//!
//! What comes in are lines, what goes out is whether one goes on in the next. This file must not know blank
//! lines: a source may set one after every line or none at all, and says the same.

use super::chars::{ends_sentence, is_hiragana, is_japanese};
use super::mark::Class;
use super::raw::Raw;

/// How wide the document's lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// The columns at which lines break; none where lines are as long as they like.
    width: Option<u32>,
}

impl Page {
    /// Finds the width at which the document's lines break: many lines end there, hardly one beyond.
    pub(super) fn of(raws: &[Raw]) -> Self {
        let mut counts = [0u32; 161];
        let (mut long, mut all) = (0u32, 0u32);
        for raw in raws.iter().filter(|raw| !raw.furniture && raw.letters > raw.digits && !raw.leader) {
            counts[raw.width.min(160) as usize] += 1;
            all += 1;
            long += u32::from(raw.width >= 40);
        }
        let mut beyond = 0u32;
        let mut width = 160usize;
        while width > 40 && beyond + counts[width] <= all / 50 {
            beyond += counts[width];
            width -= 1;
        }
        let near: u32 = counts[width.saturating_sub(5)..=width].iter().sum();
        let wrapped = width < 150 && near >= 6 && near * 4 >= long;
        Self { width: wrapped.then_some(u32::try_from(width).unwrap_or(160)) }
    }

    /// Does the line reach the margin, or nearly?
    fn full(self, raw: &Raw) -> bool {
        self.width.is_some_and(|width| raw.width + 4 >= width)
    }

    /// Does the line take most of the width?
    fn long(self, raw: &Raw) -> bool {
        self.width.is_some_and(|width| raw.width * 5 >= width * 4)
    }
}

/// A block that is still growing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Growing {
    /// The kind of the mark that it began with.
    pub(super) class: Option<Class>,
    /// Brackets still open.
    pub(super) open: u32,
    /// Lines that were only taken for the sake of an open bracket.
    pub(super) held: u32,
}

/// Does the block that `before` ends go on in `line`?
pub(super) fn goes_on(page: Page, block: Growing, before: &Raw, line: &Raw) -> bool {
    let end = before.trimmed().chars().next_back().unwrap_or(' ');
    let done = before.ends_sentence();
    if line.class.is_some() {
        let dot = page.full(before) && is_dot_inside(block.class, before, line);
        return dot && block.class.is_some();
    }
    if block.open > 0 && block.held < 4 && (line.shut > 0 || page.full(before)) {
        return true;
    }
    if block.class.is_some_and(Class::floats) {
        return false;
    }
    if starts_inside(line.trimmed()) {
        return true;
    }
    let heading = block.class.is_some_and(Class::counts);
    if done {
        // A full line may end with a sentence by chance: the paragraph goes on unless the next is set in.
        return page.full(before) && line.indent <= before.indent && !looks_titled(line);
    }
    if ends_inside(before.trimmed(), end) {
        return true;
    }
    if heading && page.full(before) {
        // What a long heading leaves for its second line is short and no sentence.
        return !line.ends_sentence()
            && !page.long(line)
            && !looks_digits(line)
            && !before.text.trim_end().ends_with(['〉', '）', ')']);
    }
    if page.full(before) {
        return !looks_digits(line);
    }
    !heading && page.long(before) && line.ends_sentence() && !looks_digits(line)
}

/// 普及|・啓発: a dot in the middle of a word that fell on the line's first place.
pub(super) fn is_dot_inside(block: Option<Class>, before: &Raw, line: &Raw) -> bool {
    let dot = Class::Symbol('・');
    line.class == Some(dot)
        && block != Some(dot)
        && !before.ends_sentence()
        && line.trimmed().chars().nth(1).is_some_and(is_japanese)
}

/// A line that begins with what can begin no line: 、 。 ） ー ん.
fn starts_inside(line: &str) -> bool {
    line.starts_with([
        '、', '。', '，', '）', ')', '」', '』', 'ー', 'を', 'ん', 'っ', 'ゃ', 'ゅ', 'ょ', 'ァ', 'ィ', 'ェ', 'ォ',
        'ッ', 'ャ', 'ュ', 'ョ', '々',
    ]) || [
        "に係る",
        "による",
        "により",
        "に関す",
        "における",
        "において",
        "に向けた",
        "に向けて",
        "について",
        "に対する",
        "に対し",
        "に基づ",
        "に資する",
        "に努め",
        "に繋",
        "に伴",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

/// A line that ends with what can end no line: a particle, a comma, an opening bracket.
fn ends_inside(line: &str, end: char) -> bool {
    if matches!(end, '、' | '，' | '（' | '(' | '「' | '『') {
        return true;
    }
    if !is_hiragana(end) || line.chars().count() < 8 {
        return false;
    }
    matches!(end, 'を' | 'が' | 'で' | 'の' | 'と' | 'や' | 'に' | 'は' | 'も' | 'へ' | 'て' | 'た' | 'な')
        && !["について", "とは", "はじめに", "おわりに", "ために", "向けて", "めざして", "目指して"]
            .iter()
            .any(|word| line.ends_with(word))
}

/// Figures are no continuation of words.
fn looks_digits(line: &Raw) -> bool {
    line.digits > line.letters
}

/// A short line without an end that follows a finished sentence is a heading rather than more of it.
pub(super) fn looks_titled(line: &Raw) -> bool {
    line.width <= 60 && !line.trimmed().chars().next_back().is_some_and(ends_sentence)
}
