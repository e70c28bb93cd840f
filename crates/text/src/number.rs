//! Numbers as plans write them: half- and full-width digits, kanji and Roman numerals. What numbers things (①, 甲) is
//! `numeral`'s matter.
//!
//! What comes in is a text or one character; what goes out is a value and how many bytes it took.
//! Every reader takes the number that stands at the **start** of the text and leaves the rest alone.
//! This file must not know what a number counts: years, marks and figures are the callers' business.

mod figure;

pub use figure::{decimal, integer};

/// The value of one decimal digit, half- or full-width.
///
/// ```
/// use kurabe_text::number::digit;
/// assert_eq!((digit('7'), digit('７'), digit('七')), (Some(7), Some(7), None));
/// ```
#[must_use]
pub fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '０'..='９' => Some(letter as u32 - '０' as u32),
        _ => None,
    }
}

/// The value of one kanji digit (〇 to 九, and the forms of deeds 壱弐参).
///
/// ```
/// use kurabe_text::number::kanji_digit;
/// assert_eq!((kanji_digit('〇'), kanji_digit('九'), kanji_digit('十')), (Some(0), Some(9), None));
/// ```
#[must_use]
pub fn kanji_digit(letter: char) -> Option<u32> {
    Some(match letter {
        '〇' | '零' => 0,
        '一' | '壱' => 1,
        '二' | '弐' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The number in one Roman character: Ⅰ to Ⅻ, ⅰ to ⅻ.
///
/// ```
/// use kurabe_text::number::roman_char;
/// assert_eq!((roman_char('Ⅳ'), roman_char('ⅻ'), roman_char('I')), (Some(4), Some(12), None));
/// ```
#[must_use]
pub fn roman_char(letter: char) -> Option<u32> {
    match letter {
        'Ⅰ'..='Ⅻ' => Some(letter as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => Some(letter as u32 - 'ⅰ' as u32 + 1),
        _ => None,
    }
}

/// A Roman numeral in letters (I, IV, xii, ＩＶ; 1 to 39) or in one character, with its length in bytes.
///
/// Only the one right spelling of a number counts, in one case, and no further Latin letter may follow:
/// `IT化` and `IIII` are no numerals. `I` and `V` alone are; whether a mark was meant is the caller's question.
///
/// ```
/// use kurabe_text::number::roman;
/// assert_eq!(roman("IV. 連携"), Some((4, 2)));
/// assert_eq!(roman("Ⅻ"), Some((12, 3)));
/// assert_eq!((roman("IT化"), roman("IIII"), roman("iV")), (None, None, None));
/// ```
#[must_use]
pub fn roman(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    if let Some(value) = roman_char(first) {
        return Some((value, first.len_utf8()));
    }
    // Nearly every text begins otherwise: the first letter tells before anything is spelled.
    let capital = latin(first).filter(|first| matches!(first, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'))?.is_ascii_uppercase();
    // XXXVIII is the longest.
    let mut letters = [0u8; 7];
    let (mut taken, mut length) = (0, 0);
    for letter in text.chars() {
        let Some(ascii) = latin(letter) else { break };
        if ascii.is_ascii_uppercase() != capital || taken == letters.len() {
            return None;
        }
        letters[taken] = ascii.to_ascii_uppercase() as u8;
        taken += 1;
        length += letter.len_utf8();
    }
    unspell_roman(&letters[..taken]).map(|value| (value, length))
}

/// A half- or full-width Latin letter as ASCII.
fn latin(letter: char) -> Option<char> {
    match letter {
        'A'..='Z' | 'a'..='z' => Some(letter),
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(letter as u32 - 0xFEE0),
        _ => None,
    }
}

/// The value of 1 to 39 as it is rightly spelled.
fn unspell_roman(letters: &[u8]) -> Option<u32> {
    const ONES: [&[u8]; 10] = [b"", b"I", b"II", b"III", b"IV", b"V", b"VI", b"VII", b"VIII", b"IX"];
    // IX ends in an X that is no ten.
    let tens = letters.iter().take_while(|letter| **letter == b'X').count();
    let ones = ONES.iter().position(|ones| *ones == &letters[tens..])?;
    let value = u32::try_from(tens * 10 + ones).ok()?;
    (1..40).contains(&value).then_some(value)
}

/// A plain run of digits, half- or full-width, with its length in bytes; no commas, no decimals.
///
/// ```
/// use kurabe_text::number::digits;
/// assert_eq!((digits("２０２３年度"), digits("12,000"), digits("年")), (Some((2023, 12)), Some((12, 2)), None));
/// ```
#[must_use]
pub fn digits(text: &str) -> Option<(u64, usize)> {
    let mut value: Option<u64> = None;
    let mut length = 0;
    for letter in text.chars() {
        let Some(next) = digit(letter) else { break };
        value = Some(value.unwrap_or(0).checked_mul(10)?.checked_add(u64::from(next))?);
        length += letter.len_utf8();
    }
    Some((value?, length))
}

/// Digits at the start of a text, at most six of them: numbers of lines, pages and marks are no longer.
///
/// ```
/// use kurabe_text::number::short;
/// assert_eq!((short("１２．"), short("1234567")), (Some((12, 6)), None));
/// ```
#[must_use]
pub fn short(text: &str) -> Option<(u32, usize)> {
    let count = text.chars().take(7).take_while(|letter| digit(*letter).is_some()).count();
    let (value, length) = digits(text).filter(|_| count <= 6)?;
    Some((u32::try_from(value).ok()?, length))
}

/// A number in kanji, by places (二十三, 百五, 千二百万) or digit by digit (二〇二三), with its length in bytes.
///
/// 万 and 億 count only after a number (万一 is a word). A run that is no number (二十百) is read as far as it is one.
///
/// ```
/// use kurabe_text::number::kanji;
/// assert_eq!((kanji("二十三年"), kanji("二〇二三"), kanji("千二百万円")), (Some((23, 9)), Some((2023, 12)), Some((12_000_000, 12))));
/// assert_eq!((kanji("万一"), kanji("十")), (None, Some((10, 3))));
/// ```
#[must_use]
pub fn kanji(text: &str) -> Option<(u64, usize)> {
    let mut run = KanjiRun::default();
    let mut length = 0;
    let mut best = None;
    for letter in text.chars() {
        if !run.take(letter) {
            break;
        }
        length += letter.len_utf8();
        best = Some((run.value()?, length));
    }
    best
}

/// What has been read of a number in kanji.
#[derive(Default)]
struct KanjiRun {
    total: u64,
    section: u64,
    digits: Option<u64>,
    digit_count: u32,
    place: Option<u64>,
    scale: Option<u64>,
}

impl KanjiRun {
    /// Takes one more letter, or says that it does not belong to the number.
    fn take(&mut self, letter: char) -> bool {
        if let Some(next) = kanji_digit(letter) {
            // After a place (二十三) one digit fits, at the start a run of them (二〇二三).
            if self.digit_count > 0 && (self.place.is_some() || self.scale.is_some() || self.digit_count > 11) {
                return false;
            }
            self.digits = Some(self.digits.unwrap_or(0) * 10 + u64::from(next));
            self.digit_count += 1;
            return true;
        }
        if let Some(place) = place(letter) {
            if self.place.is_some_and(|before| before <= place) || self.digit_count > 1 {
                return false;
            }
            self.section += self.digits.take().unwrap_or(1) * place;
            self.digit_count = 0;
            self.place = Some(place);
            return true;
        }
        let Some(scale) = scale(letter) else {
            return false;
        };
        let section = self.section + self.digits.unwrap_or(0);
        if section == 0 || self.scale.is_some_and(|before| before <= scale) {
            return false;
        }
        let Some(total) = section.checked_mul(scale).and_then(|value| value.checked_add(self.total)) else {
            return false;
        };
        *self = Self { total, scale: Some(scale), ..Self::default() };
        true
    }

    fn value(&self) -> Option<u64> {
        self.total.checked_add(self.section)?.checked_add(self.digits.unwrap_or(0))
    }
}

/// 十, 百, 千 as factors within a group of four.
fn place(letter: char) -> Option<u64> {
    match letter {
        '十' | '拾' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        _ => None,
    }
}

/// 万, 億, 兆 as factors of groups of four.
fn scale(letter: char) -> Option<u64> {
    match letter {
        '万' | '萬' => Some(10_000),
        '億' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    }
}

/// The number of a year within an era: digits, kanji, or 元 for the first, with its length in bytes.
///
/// ```
/// use kurabe_text::number::era_year;
/// assert_eq!((era_year("元年"), era_year("３０年"), era_year("二十三年")), (Some((1, 3)), Some((30, 6)), Some((23, 9))));
/// ```
#[must_use]
pub fn era_year(text: &str) -> Option<(u32, usize)> {
    if text.starts_with('元') {
        return Some((1, '元'.len_utf8()));
    }
    let (value, length) = digits(text).or_else(|| kanji(text))?;
    Some((u32::try_from(value).ok()?, length))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn kanji_numbers() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十三", 23),
            ("百", 100),
            ("百五", 105),
            ("三百二十一", 321),
            ("千", 1_000),
            ("一万", 10_000),
            ("千五百万", 15_000_000),
            ("二億三千万", 230_000_000),
            ("二〇二三", 2023),
            ("三〇", 30),
            ("〇", 0),
        ] {
            assert_eq!(kanji(text), Some((value, text.len())), "{text}");
        }
        assert_eq!(kanji("二十百"), Some((20, 6)));
        assert_eq!(kanji("億"), None);
    }

    proptest! {
        #[test]
        fn nothing_panics_and_lengths_are_borders(text in "[0-9０-９〇一二十百千万億兆元,，.．IVXivxⅠ①あ ]{0,30}|\\PC{0,20}") {
            let lengths = [
                digits(&text).map(|found| found.1), kanji(&text).map(|found| found.1),
                integer(&text).map(|found| found.1), decimal(&text).map(|found| found.1),
                roman(&text).map(|found| found.1), era_year(&text).map(|found| found.1),
            ];
            for length in lengths.into_iter().flatten() {
                prop_assert!(length > 0 && text.is_char_boundary(length));
            }
            for letter in text.chars() {
                let _ = (roman_char(letter), kanji_digit(letter));
            }
        }

        #[test]
        fn written_numbers_come_back(value in 0u64..10_000_000) {
            let text = value.to_string();
            prop_assert_eq!(digits(&text), Some((value, text.len())));
            prop_assert_eq!(decimal(&text), Some((value as f64, text.len())));
        }
    }
}
