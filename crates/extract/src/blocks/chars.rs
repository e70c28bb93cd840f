//! Characters as the page shows them: blanks, widths, digits, brackets.
//!
//! What comes in are characters and strings, what goes out are plain answers about them. This file must not
//! know what a mark, a table or a plan is.

/// The columns that a character takes on the page: one for half-width letters, two for the rest.
pub(crate) fn width(c: char) -> u32 {
    if c.is_ascii() || matches!(c, '\u{ff61}'..='\u{ff9f}') { 1 } else { 2 }
}

/// The value of a half- or full-width digit.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Reads digits at the start of a text: their value and their length in bytes; at most six of them.
///
/// `１２．` gives 12 and 6.
pub(crate) fn number(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut length) = (0u32, 0);
    for (count, c) in text.chars().enumerate() {
        let Some(d) = digit(c) else { break };
        if count == 6 {
            return None;
        }
        value = value * 10 + d;
        length += c.len_utf8();
    }
    (length > 0).then_some((value, length))
}

/// A letter of kanji, kana or their kin.
pub(crate) fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3005}'..='\u{3007}' | '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter of hiragana.
pub(crate) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

/// A letter or digit of Latin writing, half- or full-width: those between which a blank means something.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
}

/// Does a sentence end with this character?
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？' | '!' | '?' | '｡')
}

/// The text without any blank: the form in which headings are compared with the contents list.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_whitespace() {
        out.push_str(piece);
    }
    out
}

/// Letters set apart for looks, put together again: `基 本 方 針` is 基本方針.
///
/// Only a text in which nearly every letter stands alone is changed.
pub(crate) fn close_up(text: &str) -> Option<String> {
    if !text.contains(char::is_whitespace) {
        return None;
    }
    let mut pieces = 0u32;
    let mut single = 0u32;
    for piece in text.split_whitespace() {
        pieces += 1;
        let mut letters =
            piece.chars().filter(|c| !matches!(c, '【' | '】' | '（' | '）' | '(' | ')' | '〈' | '〉' | '「' | '」'));
        if letters.next().is_some_and(is_japanese) && letters.next().is_none() {
            single += 1;
        }
        if pieces > 40 {
            return None;
        }
    }
    (pieces >= 3 && single * 5 >= pieces * 4).then(|| close_groups(text))
}

/// Closes the narrowest gaps; wider ones part words and stay as one blank: `総 会   年 1 回`.
fn close_groups(text: &str) -> String {
    let mut gaps: Vec<u32> = Vec::new();
    let mut gap = 0;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            gap += width(c);
        } else if gap > 0 {
            gaps.push(std::mem::take(&mut gap));
        }
    }
    let narrow = gaps.iter().copied().min().unwrap_or(0);
    let mut gaps = gaps.into_iter();
    let mut out = String::with_capacity(text.len());
    for (at, piece) in text.split_whitespace().enumerate() {
        if at > 0 && gaps.next().is_some_and(|gap| gap > narrow * 2) {
            out.push('\u{3000}');
        }
        out.push_str(piece);
    }
    out
}

/// Adds a line to a text that the page's width broke; a blank stays between Latin words.
pub(crate) fn append(text: &mut String, line: &str) {
    let before = text.chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric()) && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        // A number or a capital name cut in two by the page (INPI|T, 2|023年) shows no lower case at the joint.
        let lower =
            before.is_some_and(|c| c.is_ascii_lowercase()) || line.starts_with(|c: char| c.is_ascii_lowercase());
        if lower {
            text.push(' ');
        }
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_spaced_headings_close_up() {
        assert_eq!(close_up("基 本 方 針").as_deref(), Some("基本方針"));
        assert_eq!(close_up("【目　次】"), None);
        assert_eq!(close_up("会員 交流 事業"), None);
        assert_eq!(number("１２．"), Some((12, 6)));
    }

    #[test]
    fn broken_words_join() {
        let mut text = String::from("INPI");
        append(&mut text, "T・弁理士会");
        assert_eq!(text, "INPIT・弁理士会");
        let mut text = String::from("Made in");
        append(&mut text, "Kojima");
        assert_eq!(text, "Made in Kojima");
    }
}
