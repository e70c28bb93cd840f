//! Numerals that number things: ① ❶ ㊀ ⑴ ⒈ Ⅳ iv 十二 弐 ロ い 乙 B, each with its value, its script and its dress.
//!
//! What comes in is a text, what goes out is the numeral at its start; [`write`] prints it back. This file must not
//! know marks (`mark`) nor figures with units (`number`).

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::number::{digit, digits, roman};

/// In what a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// 1, １
    Arabic,
    /// 一, 十二; 壱, 弐 of deeds too
    Kanji,
    /// Ⅳ, IV
    Roman,
    /// ⅳ, iv
    RomanSmall,
    /// ア イ ウ, イ ロ ハ
    Katakana,
    /// あ い う, い ろ は
    Hiragana,
    /// 甲 乙 丙
    Stem,
    /// A, Ａ
    Upper,
    /// a, ａ
    Lower,
}

/// What one character puts around its numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dress {
    /// Nothing: a mark adds its own brackets and stops.
    Bare,
    /// ① ❶ ㊀ Ⓐ
    Circled,
    /// ⑴ ㈠ ⒜
    Bracketed,
    /// ⒈
    Dotted,
}

/// A numeral at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Its value, from 0.
    pub value: u32,
    /// Its script.
    pub script: Script,
    /// What its character puts around it.
    pub dress: Dress,
    /// Its length in bytes.
    pub length: usize,
}

/// A run of dressed numerals as Unicode keeps them: first and last character, value of the first.
struct Run(char, char, u32, Script, Dress);

/// All runs of dressed numerals; of several with one value the first is printed.
const RUNS: [Run; 25] = [
    Run('①', '⑳', 1, Script::Arabic, Dress::Circled),
    Run('㉑', '㉟', 21, Script::Arabic, Dress::Circled),
    Run('㊱', '㊿', 36, Script::Arabic, Dress::Circled),
    Run('⓪', '⓪', 0, Script::Arabic, Dress::Circled),
    Run('❶', '❿', 1, Script::Arabic, Dress::Circled),
    Run('⓫', '⓴', 11, Script::Arabic, Dress::Circled),
    Run('⓿', '⓿', 0, Script::Arabic, Dress::Circled),
    Run('➀', '➉', 1, Script::Arabic, Dress::Circled),
    Run('➊', '➓', 1, Script::Arabic, Dress::Circled),
    Run('⓵', '⓾', 1, Script::Arabic, Dress::Circled),
    Run('㊀', '㊉', 1, Script::Kanji, Dress::Circled),
    Run('Ⓐ', 'Ⓩ', 1, Script::Upper, Dress::Circled),
    Run('ⓐ', 'ⓩ', 1, Script::Lower, Dress::Circled),
    Run('🅐', '🅩', 1, Script::Upper, Dress::Circled),
    Run('⑴', '⒇', 1, Script::Arabic, Dress::Bracketed),
    Run('㈠', '㈩', 1, Script::Kanji, Dress::Bracketed),
    Run('⒜', '⒵', 1, Script::Lower, Dress::Bracketed),
    Run('🄐', '🄩', 1, Script::Upper, Dress::Bracketed),
    Run('⒈', '⒛', 1, Script::Arabic, Dress::Dotted),
    Run('Ⅰ', 'Ⅻ', 1, Script::Roman, Dress::Bare),
    Run('ⅰ', 'ⅻ', 1, Script::RomanSmall, Dress::Bare),
    Run('A', 'Z', 1, Script::Upper, Dress::Bare),
    Run('a', 'z', 1, Script::Lower, Dress::Bare),
    Run('Ａ', 'Ｚ', 1, Script::Upper, Dress::Bare),
    Run('ａ', 'ｚ', 1, Script::Lower, Dress::Bare),
];

const KATAKANA: &str = "アイウエオカキクケコサシスセソ";
const HIRAGANA: &str = "あいうえおかきくけこさしすせそ";
/// イロハ has its first letter in common with アイウ, where it is the second: it counts on from there, so that the
/// one order and the other each run without a gap.
const IROHA: &str = "ロハニホヘトチリヌル";
const IROHA_SMALL: &str = "ろはにほへとちりぬる";
const IROHA_FIRST: u32 = 3;
/// What comes after ソ in アイウ and not among the first of イロハ, each stretch with the number of its first.
const KATAKANA_LATE: [(u32, &str); 4] = [(16, "タ"), (18, "ツテ"), (21, "ナ"), (24, "ネノ")];
/// ㋐ to ㋾ leave out ン.
const CIRCLED_KANA: std::ops::RangeInclusive<char> = '㋐'..='㋞';
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const KANJI: &str = "一二三四五六七八九十";
/// 大字, each value with its forms.
const DEEDS: [(u32, &str); 10] = [
    (1, "壱壹"),
    (2, "弐貳"),
    (3, "参參"),
    (4, "肆"),
    (5, "伍"),
    (6, "陸"),
    (7, "柒漆"),
    (8, "捌"),
    (9, "玖"),
    (10, "拾"),
];

/// No numeral of a mark is greater.
pub(crate) const GREATEST: u32 = 99;

/// The numeral that one character is: ①, ⑴, Ⅳ, ア, 甲, 弐, B; digits and kanji of one letter too.
///
/// ```
/// use kurabe_text::numeral::{Dress, Script, of_letter};
/// let read = |c| of_letter(c).map(|found| (found.value, found.script, found.dress));
/// assert_eq!(read('➊'), Some((1, Script::Arabic, Dress::Circled)));
/// assert_eq!(read('㈡'), Some((2, Script::Kanji, Dress::Bracketed)));
/// assert_eq!(read('弐'), Some((2, Script::Kanji, Dress::Bare)));
/// ```
#[must_use]
pub fn of_letter(letter: char) -> Option<Numeral> {
    let length = letter.len_utf8();
    if let Some(value) = digit(letter) {
        return Some(Numeral { value, script: Script::Arabic, dress: Dress::Bare, length });
    }
    let letter = full_width(letter);
    let at = LETTERS.binary_search_by_key(&letter, |(own, _)| *own).ok()?;
    Some(Numeral { length, ..LETTERS[at].1 })
}

/// All letters that are numerals, digits aside, in the order of Unicode: every line of a text is asked for its mark many
/// times, and nearly all begin with a letter that is none.
static LETTERS: LazyLock<Vec<(char, Numeral)>> = LazyLock::new(|| {
    let orders = [
        (KATAKANA, 1, Script::Katakana),
        (IROHA, IROHA_FIRST, Script::Katakana),
        (HIRAGANA, 1, Script::Hiragana),
        (IROHA_SMALL, IROHA_FIRST, Script::Hiragana),
        (STEMS, 1, Script::Stem),
        (KANJI, 1, Script::Kanji),
    ];
    let late = KATAKANA_LATE.iter().map(|(first, order)| (*order, *first, Script::Katakana));
    let ordered = orders.into_iter().chain(late).flat_map(|(order, first, script)| {
        (first..).zip(order.chars()).map(move |(value, letter)| (letter, value, script, Dress::Bare))
    });
    let circled = (1..).zip(CIRCLED_KANA).map(|(value, letter)| (letter, value, Script::Katakana, Dress::Circled));
    let runs = RUNS.iter().flat_map(|Run(first, last, from, script, dress)| {
        (*from..).zip(*first..=*last).map(|(value, letter)| (letter, value, *script, *dress))
    });
    let deeds = DEEDS.iter().flat_map(|(value, forms)| forms.chars().map(|letter| (letter, *value)));
    let deeds = deeds.map(|(letter, value)| (letter, value, Script::Kanji, Dress::Bare));
    let mut letters: Vec<(char, Numeral)> = runs
        .chain(circled)
        .chain(ordered)
        .chain(deeds)
        .map(|(letter, value, script, dress)| (letter, Numeral { value, script, dress, length: letter.len_utf8() }))
        .collect();
    // Of what stands in two orders the first counts.
    letters.sort_by_key(|(letter, _)| *letter);
    letters.dedup_by_key(|(letter, _)| *letter);
    letters
});

/// Half-width kana, as Word writes them in its lists, in full width.
fn full_width(letter: char) -> char {
    if !('ｱ'..='ﾜ').contains(&letter) {
        return letter;
    }
    std::iter::once(letter).nfkc().next().unwrap_or(letter)
}

/// The number in a circle: ① to ㊿, ❶ to ⓴, ➀, ➊, ⓵, ㊀.
///
/// ```
/// use kurabe_text::numeral::circled;
/// assert_eq!((circled('①'), circled('㊿'), circled('➓'), circled('⑴')), (Some(1), Some(50), Some(10), None));
/// ```
#[must_use]
pub fn circled(letter: char) -> Option<u32> {
    // Nearly every letter is none: told by its place in Unicode.
    if !matches!(letter, '\u{2460}'..='\u{27bf}' | '\u{3250}'..='\u{32bf}') {
        return None;
    }
    of_letter(letter)
        .filter(|found| found.dress == Dress::Circled && matches!(found.script, Script::Arabic | Script::Kanji))
        .map(|found| found.value)
}

/// The numeral at the start of a text, as long as it goes: `12`, `十二`, `IV`, `①`.
///
/// A Roman numeral of Latin letters counts only as it is rightly spelled (`IIX` is none; `I` is one before it is a
/// letter), and digits only up to six of them.
///
/// ```
/// use kurabe_text::numeral::{Script, read};
/// let value = |text| read(text).map(|found| (found.value, found.script, found.length));
/// assert_eq!(value("１２．会議"), Some((12, Script::Arabic, 6)));
/// assert_eq!(value("十二、会議"), Some((12, Script::Kanji, 6)));
/// assert_eq!(value("VIII. 会議"), Some((8, Script::Roman, 4)));
/// assert_eq!(value("IIX."), None);
/// ```
#[must_use]
pub fn read(text: &str) -> Option<Numeral> {
    let first = text.chars().next()?;
    let found = of_letter(first)?;
    match (found.script, found.dress) {
        (Script::Arabic, Dress::Bare) => {
            let (value, length) = digits(text)?;
            let count = text.chars().take_while(|c| digit(*c).is_some()).count();
            (count <= 6).then_some(Numeral { value: u32::try_from(value).ok()?, length, ..found })
        }
        (Script::Kanji, Dress::Bare) => Some(kanji(text, found)),
        (Script::Upper | Script::Lower, Dress::Bare) => latin(text, found),
        _ => Some(found),
    }
}

/// 一 to 九十九; a deed's numeral is one letter or two (拾壱).
fn kanji(text: &str, first: Numeral) -> Numeral {
    let mut letters = text
        .chars()
        .skip(1)
        .map_while(|c| of_letter(c).filter(|found| (found.script, found.dress) == (Script::Kanji, Dress::Bare)));
    let (second, third) = (letters.next(), letters.next());
    let of = |value, length| Numeral { value, length, ..first };
    match (first.value, second, third) {
        (10, Some(ones), _) if ones.value < 10 => of(10 + ones.value, first.length + ones.length),
        (tens, Some(ten), Some(ones)) if tens < 10 && ten.value == 10 && ones.value < 10 => {
            of(tens * 10 + ones.value, first.length + ten.length + ones.length)
        }
        (tens, Some(ten), _) if tens < 10 && ten.value == 10 => of(tens * 10, first.length + ten.length),
        _ => first,
    }
}

/// A Latin letter alone, or a Roman numeral of several.
fn latin(text: &str, first: Numeral) -> Option<Numeral> {
    let more =
        text[first.length..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ'));
    let script = if first.script == Script::Upper { Script::Roman } else { Script::RomanSmall };
    match roman(text) {
        Some((value, length)) => Some(Numeral { value, script, length, ..first }),
        None => (!more).then_some(first),
    }
}

/// The letter of a numeral that may also be Roman: `I` is the ninth letter, `i` too.
#[must_use]
pub(crate) fn as_letter(numeral: Numeral, text: &str) -> Option<Numeral> {
    let first = of_letter(text.chars().next()?)?;
    (matches!(first.script, Script::Upper | Script::Lower) && first.length == numeral.length).then_some(first)
}

/// Prints a numeral; none where its script and dress have none of that value.
///
/// ```
/// use kurabe_text::numeral::{Dress, Script, write};
/// assert_eq!(write(Script::Arabic, Dress::Circled, 21).as_deref(), Some("㉑"));
/// assert_eq!(write(Script::Roman, Dress::Bare, 14).as_deref(), Some("XIV"));
/// assert_eq!(write(Script::Kanji, Dress::Bare, 23).as_deref(), Some("二十三"));
/// assert_eq!(write(Script::Stem, Dress::Bare, 11), None);
/// ```
#[must_use]
pub fn write(script: Script, dress: Dress, value: u32) -> Option<String> {
    let nth = |order: &str| order.chars().nth(value.checked_sub(1)? as usize).map(String::from);
    match (script, dress) {
        (Script::Arabic, Dress::Bare) => Some(value.to_string()),
        (Script::Kanji, Dress::Bare) => write_kanji(value),
        (Script::Roman, Dress::Bare) => write_roman(value),
        (Script::RomanSmall, Dress::Bare) => Some(write_roman(value)?.to_lowercase()),
        (Script::Katakana, Dress::Bare) => nth(KATAKANA).or_else(|| {
            let late = KATAKANA_LATE
                .iter()
                .find_map(|(first, letters)| letters.chars().nth(value.checked_sub(*first)? as usize));
            late.map(String::from)
        }),
        (Script::Hiragana, Dress::Bare) => nth(HIRAGANA),
        (Script::Stem, Dress::Bare) => nth(STEMS),
        (Script::Katakana, Dress::Circled) => char::from_u32(*CIRCLED_KANA.start() as u32 + value.checked_sub(1)?)
            .filter(|c| CIRCLED_KANA.contains(c))
            .map(String::from),
        _ => RUNS.iter().filter(|run| (run.3, run.4) == (script, dress)).find_map(|Run(first, last, from, ..)| {
            char::from_u32(*first as u32 + value.checked_sub(*from)?).filter(|c| c <= last).map(String::from)
        }),
    }
}

fn write_kanji(value: u32) -> Option<String> {
    let letter = |value: u32| KANJI.chars().nth(value as usize - 1);
    let (tens, ones) = (value / 10, value % 10);
    if value == 0 || value > GREATEST {
        return None;
    }
    let mut out = String::new();
    out.extend((tens > 1).then(|| letter(tens)).flatten());
    out.extend((tens > 0).then_some('十'));
    out.extend((ones > 0).then(|| letter(ones)).flatten());
    Some(out)
}

fn write_roman(value: u32) -> Option<String> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    (1..40).contains(&value).then(|| "X".repeat(value as usize / 10) + ONES[value as usize % 10])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SCRIPTS: [Script; 9] = [
        Script::Arabic,
        Script::Kanji,
        Script::Roman,
        Script::RomanSmall,
        Script::Katakana,
        Script::Hiragana,
        Script::Stem,
        Script::Upper,
        Script::Lower,
    ];
    const DRESSES: [Dress; 4] = [Dress::Bare, Dress::Circled, Dress::Bracketed, Dress::Dotted];

    #[test]
    fn every_row_of_circles_is_read() {
        for row in ["①②③④", "❶❷❸❹", "➊➋➌➍", "➀➁➂➃", "⓵⓶⓷⓸", "㊀㊁㊂㊃"] {
            assert_eq!(row.chars().map(circled).collect::<Vec<_>>(), [Some(1), Some(2), Some(3), Some(4)], "{row}");
        }
        assert_eq!("⓪⓿⓫⓴㉑㉟㊱㊿".chars().filter_map(circled).collect::<Vec<_>>(), [0, 0, 11, 20, 21, 35, 36, 50]);
    }

    #[test]
    fn kana_of_half_width_count_too() {
        assert_eq!(of_letter('ｱ').map(|found| found.value), of_letter('ア').map(|found| found.value));
        assert_eq!(of_letter('ﾊ').map(|found| found.value), of_letter('ハ').map(|found| found.value));
        assert_eq!(crate::mark::parse("(ｲ) 窓口相談").map(|mark| (mark.ordinal, mark.rest)), Some((2, "窓口相談")));
        assert_eq!(crate::mark::parse("ﾛ) 交流").map(|mark| mark.rest), Some("交流"));
        assert_eq!(crate::mark::parse("ｱﾝｹｰﾄ調査").map(|mark| mark.rest), None);
    }

    #[test]
    fn both_orders_of_kana_run_without_a_gap() {
        for order in ["アイウエオ", "イロハニホヘト", "いろはに", "あいう", "㋐㋑㋒", "甲乙丙丁", "壱弐参", "一二三"]
        {
            let values: Vec<u32> = order.chars().map(|c| of_letter(c).unwrap().value).collect();
            assert!(values.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{order}: {values:?}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_numeral_reads_the_same(value in 1u32..100, script in 0usize..9, dress in 0usize..4) {
            let (script, dress) = (SCRIPTS[script], DRESSES[dress]);
            if let Some(printed) = write(script, dress, value) {
                let found = read(&printed).unwrap();
                let found = if found.script == script { found } else { as_letter(found, &printed).unwrap_or(found) };
                prop_assert_eq!((found.value, found.script, found.dress, found.length), (value, script, dress, printed.len()));
            }
        }

        #[test]
        fn lengths_are_borders(text in "[0-9０-９一二十壱拾IVXivxⅠⅳ①➊⑴㈠アいロ甲AbＢ. ]{0,12}|\\PC{0,8}") {
            if let Some(found) = read(&text) {
                prop_assert!(found.length > 0 && text.is_char_boundary(found.length));
            }
        }
    }
}
