//! Letters as a page shows them: widths, scripts, brackets, ends of sentences.
//!
//! What comes in is one character, what goes out is a plain answer about it. This file must not know what a mark, a
//! table or a plan is.

/// The columns that a character takes on the page: one for half-width letters, two for the rest.
#[must_use]
pub fn width(c: char) -> u32 {
    if c.is_ascii() || matches!(c, '\u{ff61}'..='\u{ff9f}') { 1 } else { 2 }
}

/// A letter of kanji, kana or their kin.
#[must_use]
pub fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3005}'..='\u{3007}' | '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter of hiragana.
#[must_use]
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

/// A letter or digit of Latin writing, half- or full-width: those between which a blank means something.
#[must_use]
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
}

/// A dash of any width, as strings numbers: 1-2, １－２.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '‐' | '−' | '–' | '—' | '―' | 'ー')
}

/// Does a sentence end with this character?
#[must_use]
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？' | '!' | '?' | '｡')
}

/// The bracket that closes what this one opens.
///
/// ```
/// use kurabe_text::letter::closing;
/// assert_eq!((closing('【'), closing('('), closing('、')), (Some('】'), Some(')'), None));
/// ```
#[must_use]
pub fn closing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '（' => '）',
        '「' => '」',
        '『' => '』',
        '【' => '】',
        '〈' => '〉',
        '《' => '》',
        '〔' => '〕',
        '［' => '］',
        '[' => ']',
        '＜' => '＞',
        '<' => '>',
        '≪' => '≫',
        _ => return None,
    })
}
