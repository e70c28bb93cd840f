//! Characters as a PDF spells them to characters as a person writes them.
//!
//! What comes in are the characters that a font's tables give, what goes out are those of the text: radicals and
//! forms of vertical writing turned into their letters, control characters gone, private ones known or refused. This
//! file must not know where a letter stands.

use unicode_normalization::UnicodeNormalization;

use kurabe_text::radical;

/// Stands for a character that cannot be told.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// Adds what a character is in the text; nothing, if it only steers.
pub(super) fn clean(c: char, out: &mut Vec<char>) {
    match c {
        // Chromium's table gives an ideographic blank as one of the width of an em.
        '\u{2001}' | '\u{2003}' => out.push('\u{3000}'),
        '\u{a0}' | '\t' | '\u{2000}'..='\u{200a}' | '\u{202f}' => out.push(' '),
        '\u{ad}' => out.push('-'),
        // Adobe's table gives the half-width bar a character of its own.
        '\u{ffe8}' => out.push('|'),
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
        // Variation selectors choose a form of the letter before them.
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {}
        '\u{2f00}'..='\u{2fdf}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe48}' | '\u{fb00}'..='\u{fb06}' => {
            out.extend(std::iter::once(c).nfkc().map(upright));
        }
        '\u{2e80}'..='\u{2eff}' => out.push(radical::letter_of(c).unwrap_or(c)),
        '\u{e000}'..='\u{f8ff}' => out.push(symbol(c)),
        '\u{f0000}'..='\u{10ffff}' => out.push(UNKNOWN),
        c if c.is_control() => {
            // Line ends inside ActualText are blanks; other control characters are a broken table.
            match c {
                '\n' | '\r' => out.push(' '),
                '\0' => out.push(UNKNOWN),
                _ => {}
            }
        }
        c => out.push(c),
    }
}

/// NFKC makes half-width brackets of the forms of vertical writing; Japanese text has full-width ones.
fn upright(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        '{' => '｛',
        '}' => '｝',
        '[' => '［',
        ']' => '］',
        ',' => '、',
        ':' => '：',
        ';' => '；',
        '!' => '！',
        '?' => '？',
        c => c,
    }
}

/// Bullets of the symbol fonts that office programs use (Symbol, Wingdings), by their private code.
fn symbol(c: char) -> char {
    match c {
        '\u{f06c}' | '\u{f09f}' => '●',
        '\u{f0b7}' => '・',
        '\u{f06d}' | '\u{f0a1}' => '○',
        '\u{f06e}' | '\u{f0a7}' => '■',
        '\u{f06f}' | '\u{f071}' | '\u{f0a8}' => '□',
        '\u{f075}' | '\u{f077}' => '◆',
        '\u{f076}' => '❖',
        '\u{f0d8}' | '\u{f0fc}' => '✓',
        '\u{f0e0}' | '\u{f0e8}' => '→',
        '\u{f020}' => ' ',
        _ => UNKNOWN,
    }
}

/// A text string of PDF: UTF-16 or UTF-8 with its mark, else Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let sixteen = |bytes: &[u8], read: fn([u8; 2]) -> u16| -> String {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(UNKNOWN)).collect()
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => sixteen(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => sixteen(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        let mut out = Vec::new();
        text.chars().for_each(|c| clean(c, &mut out));
        out.into_iter().collect()
    }

    #[test]
    fn letters_as_written() {
        assert_eq!(cleaned("⻑⺠⻘⻄⽀援"), "長民青西支援");
        assert_eq!(cleaned("︵一︶︑ﬁ"), "（一）、fi");
        assert_eq!(cleaned("⼀⼈⽤⼊⼒⼭⽥⽴⾒⾦⾧⾼⾏\u{2003}計画"), "一人用入力山田立見金長高行\u{3000}計画");
        assert_eq!(cleaned("\u{f06c}重点\u{e123}"), "●重点\u{fffd}");
        assert_eq!(text_string(&[0xFE, 0xFF, 0x8A, 0x08, 0x75, 0x3B]), "計画");
    }
}
