//! Numbers as office programs write them before paragraphs: 1, １, ①, ア, 一, Ⅰ.
//!
//! What comes in is the name of a way of counting (Word's names) and a number, what goes out is how it is written.
//! This file must not know what is counted.

use kurabe_text::numeral::{Dress, Script, write};

const AIUEO: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const KANJI: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壱', '弐', '参', '四', '伍', '六', '七', '八', '九'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// A number in the way that Word calls by this name. Names unknown here count in plain digits.
pub(super) fn written(way: &str, number: u32) -> String {
    let plain = || number.to_string();
    let dressed = |dress| write(Script::Arabic, dress, number);
    match way {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, |digit| offset('０', digit)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => dressed(Dress::Circled).unwrap_or_else(plain),
        "decimalEnclosedParen" => dressed(Dress::Bracketed).unwrap_or_else(|| format!("({number})")),
        "decimalEnclosedFullstop" => dressed(Dress::Dotted).unwrap_or_else(|| format!("{number}.")),
        "numberInDash" => format!("- {number} -"),
        "aiueo" | "aiueoFullWidth" => of(AIUEO, number),
        "iroha" | "irohaFullWidth" => of(IROHA, number),
        "japaneseCounting"
        | "ideographLegalTraditional"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => kanji(number, &KANJI),
        "japaneseLegal" | "chineseLegalSimplified" => kanji(number, &LEGAL),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(number, |digit| KANJI.get(digit as usize).copied())
        }
        "ideographEnclosedCircle" => {
            write(Script::Kanji, Dress::Circled, number).unwrap_or_else(|| kanji(number, &KANJI))
        }
        "ideographTraditional" => of(STEMS, number),
        "ideographZodiac" => of(BRANCHES, number),
        "upperLetter" => letters('A', number),
        "lowerLetter" => letters('a', number),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

/// Is this a way of counting at all? Bullets and nothing are not.
pub(super) fn counts(way: &str) -> bool {
    !matches!(way, "bullet" | "none")
}

fn offset(first: char, by: u32) -> Option<char> {
    char::from_u32(first as u32 + by)
}

fn digits(number: u32, letter: impl Fn(u32) -> Option<char>) -> String {
    number.to_string().chars().filter_map(|digit| digit.to_digit(10).and_then(&letter)).collect()
}

/// The letter at a number's place; the row begins anew at its end.
fn of(letters: &str, number: u32) -> String {
    let count = letters.chars().count();
    let place = (number as usize).checked_sub(1).map(|place| place % count);
    place.and_then(|place| letters.chars().nth(place)).map_or_else(|| number.to_string(), String::from)
}

/// A to Z, then AA, BB, as Word does.
fn letters(first: char, number: u32) -> String {
    let Some(place) = number.checked_sub(1) else {
        return number.to_string();
    };
    let times = (place / 26 + 1).min(8) as usize;
    offset(first, place % 26).map_or_else(String::new, |letter| letter.to_string().repeat(times))
}

fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut written = String::new();
    for (value, letters) in STEPS {
        while left >= value {
            written.push_str(letters);
            left -= value;
        }
    }
    written
}

/// 一, 十二, 二十, 百三; digits in a row from ten thousand on.
fn kanji(number: u32, letters: &[char; 10]) -> String {
    if number == 0 || number > 9999 {
        return digits(number, |digit| letters.get(digit as usize).copied());
    }
    let mut written = String::new();
    for (value, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / value % 10;
        if digit > 1 || digit == 1 && value == 1 {
            written.extend(letters.get(digit as usize));
        }
        if digit > 0 {
            written.push_str(unit);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_counting() {
        for (way, number, expected) in [
            ("decimal", 12, "12"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircle", 21, "㉑"),
            ("decimalEnclosedCircle", 51, "51"),
            ("aiueoFullWidth", 2, "イ"),
            ("aiueo", 47, "ア"),
            ("irohaFullWidth", 3, "ハ"),
            ("japaneseCounting", 23, "二十三"),
            ("japaneseCounting", 110, "百十"),
            ("ideographDigital", 10, "一〇"),
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("ideographTraditional", 2, "乙"),
            ("decimal", 0, "0"),
            ("none", 4, ""),
        ] {
            assert_eq!(written(way, number), expected, "{way} {number}");
        }
    }
}
