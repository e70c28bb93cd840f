//! What names of bodies have in common, chambers or not: a place in a line, letters, and words that name none.
//!
//! This file must not know which kinds of bodies there are.

use std::ops::Range;

/// A body named in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its bytes, with the note （架空） if there is one.
    pub(super) range: Range<usize>,
    /// The name as written.
    pub(super) name: String,
}

/// May a proper name hold this letter?
pub(super) fn is_name_letter(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Words before 商工会議所, 観光協会 or 法人会 that mean any of them rather than one.
pub(super) const ANY_BODY: [&str; 26] = [
    "各地",
    "全国",
    "県下",
    "県内",
    "市内",
    "町内",
    "府内",
    "道内",
    "都内",
    "区内",
    "村内",
    "管内",
    "域内",
    "近隣",
    "周辺",
    "他",
    "各",
    "地元",
    "関係",
    "単位",
    "傘下",
    "会員",
    "都道府県",
    "団体",
    "所属",
    "両",
];
