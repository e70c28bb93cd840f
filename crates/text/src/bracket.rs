//! What stands in brackets behind a name or a heading and is no part of it: みなと商工会議所（仮称）, 経営分析【指針①】.
//!
//! What comes in is a text, what goes out is how far such a word reaches and what it is. This file must not know which
//! names there are.

use super::letter::closing;
use super::numeral;

/// Such a word has no more letters: 仮称, 見本, 合併予定.
const LONGEST: usize = 4;

/// The length in bytes of the word in brackets with which a text begins; 0 without one.
///
/// What says where the body is, or is no word, is something else.
///
/// ```
/// use kurabe_text::bracket::note;
/// assert_eq!(note("（仮称）事業計画"), "（仮称）".len());
/// assert_eq!((note("（みなと市）"), note("（令和5年度）"), note("事業計画")), (0, 0, 0));
/// ```
#[must_use]
pub fn note(text: &str) -> usize {
    let Some(open) = text.chars().next().filter(|c| matches!(c, '（' | '(')) else { return 0 };
    let inside = &text[open.len_utf8()..];
    let Some((end, close)) = inside.char_indices().take(LONGEST + 1).find(|(_, c)| Some(*c) == closing(open)) else {
        return 0;
    };
    let word = &inside[..end];
    let is_word = word.chars().count() >= 2 && word.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let is_place = word.ends_with(['都', '道', '府', '県', '市', '区', '町', '村', '郡']);
    if is_word && !is_place { open.len_utf8() + end + close.len_utf8() } else { 0 }
}

/// Does what stands in brackets only refer to a point of a guideline or an annex: 指針③, 指針①・②, 別紙2?
///
/// ```
/// use kurabe_text::bracket::refers;
/// assert!(refers("指針③") && refers("指針①、②") && refers("別紙２"));
/// assert!(!refers("指針") && !refers("指針の見直し") && !refers("事業1"));
/// ```
#[must_use]
pub fn refers(inside: &str) -> bool {
    const REFERRED: [&str; 4] = ["指針", "別紙", "別表", "様式"];
    let Some(mut rest) = REFERRED.iter().find_map(|word| inside.trim().strip_prefix(word)) else { return false };
    let mut numbers = 0;
    while let Some(first) = rest.chars().next() {
        let read = numeral::read(rest).map(|found| found.length);
        numbers += usize::from(read.is_some());
        match read.or_else(|| "・、,，及び ( )（）第号-".contains(first).then_some(first.len_utf8())) {
            Some(length) => rest = &rest[length..],
            None => return false,
        }
    }
    numbers > 0
}

/// A text without such a word at its end.
///
/// ```
/// use kurabe_text::bracket::without_note;
/// assert_eq!(without_note("みなと商工会（仮称）"), "みなと商工会");
/// assert_eq!(without_note("みなと商工会（みなと市）"), "みなと商工会（みなと市）");
/// ```
#[must_use]
pub fn without_note(text: &str) -> &str {
    let end = text.rfind(['（', '(']).filter(|at| note(&text[*at..]) == text.len() - at);
    end.map_or(text, |at| &text[..at])
}
