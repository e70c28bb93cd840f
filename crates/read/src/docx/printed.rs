//! Numbers as Word prints them before paragraphs: 壱拾壱, ㈠, ｱ, 甲子, Twenty-one.
//!
//! What comes in is the name of a number format (ECMA-376 Part 1, 17.18.59) and a number, what goes out is how Word
//! writes it, which is not always what the standard says. This file must not know what is counted.

use crate::count;
use crate::kanji::{COUNTING, DIGITS, LEGAL, One, System, each};

const AIUEO: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const AIUEO_HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
/// ヰ and ヱ have no half-width form.
const IROHA_HALF: &str = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const SIGNS: &str = "*†‡§";

/// 一百〇一.
const CHINESE: System =
    System { digits: DIGITS, places: COUNTING.places, groups: ['万', '亿', '兆'], one: One::NotInTeens, gaps: true };
const TAIWANESE: System = System {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    places: COUNTING.places,
    groups: ['萬', '億', '兆'],
    one: One::NotInTeens,
    gaps: true,
};
const CHINESE_LEGAL: System = System {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    places: ['拾', '佰', '仟'],
    groups: ['萬', '亿', '兆'],
    one: One::Everywhere,
    gaps: true,
};
const TAIWANESE_LEGAL: System = System {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    places: ['拾', '佰', '仟'],
    groups: ['萬', '億', '兆'],
    one: One::Everywhere,
    gaps: true,
};
/// 一○一: what Chinese counting says from a hundred on.
const ROUND: [char; 10] = ['○', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Times that a letter is repeated; a mark must not grow without end.
const REPEATED: usize = 30;

/// A number in a format: nothing for a bullet, which has none. Names unknown here count in plain digits, as Word does.
pub(super) fn number(format: &str, number: u32) -> String {
    let plain = || number.to_string();
    let placed = |system: &System| system.write(u128::from(number));
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "numberInDash" => format!("- {number} -"),
        "hex" => format!("{number:X}"),
        "decimalFullWidth2" => count::written("decimalFullWidth", number),
        "decimalEnclosedCircle" => enclosed('①', 20, number),
        "decimalEnclosedCircleChinese" => enclosed('①', 10, number),
        "decimalEnclosedParen" => enclosed('⑴', 20, number),
        "decimalEnclosedFullstop" => enclosed('⒈', 20, number),
        "ideographEnclosedCircle" => enclosed('㈠', 10, number),
        "aiueo" => around(AIUEO_HALF, number),
        "aiueoFullWidth" => around(AIUEO, number),
        "iroha" => around(IROHA_HALF, number),
        "irohaFullWidth" => around(IROHA, number),
        "ideographTraditional" => once(STEMS, number),
        "ideographZodiac" => once(BRANCHES, number),
        "ideographZodiacTraditional" if number > 0 => around(STEMS, number) + &around(BRANCHES, number),
        "japaneseCounting" => placed(&COUNTING),
        "japaneseLegal" => placed(&LEGAL),
        "ideographDigital" | "japaneseDigitalTenThousand" => each(&plain(), &DIGITS),
        "taiwaneseDigital" => each(&plain(), &ROUND),
        "koreanDigital2" => each(&plain(), &TAIWANESE.digits),
        "chineseCounting" | "taiwaneseCounting" if number >= 100 => each(&plain(), &ROUND),
        "chineseCounting" | "chineseCountingThousand" => placed(&CHINESE),
        "taiwaneseCounting" | "taiwaneseCountingThousand" => placed(&TAIWANESE),
        "chineseLegalSimplified" => placed(&CHINESE_LEGAL),
        "ideographLegalTraditional" => placed(&TAIWANESE_LEGAL),
        "chicago" => repeated(SIGNS, number),
        "ordinal" => format!("{number}{}", ending(number)),
        "cardinalText" => capital(&words(number)),
        "ordinalText" => capital(&ordinal(&words(number))),
        padded if is_padded(padded) => format!("{number:0width$}", width = padded.len()),
        _ => count::written(format, number),
    }
}

/// Is this a way of counting at all? Bullets and nothing are not.
pub(super) fn counts(format: &str) -> bool {
    !matches!(format, "bullet" | "none")
}

/// The letter at a number's place.
fn letter(letters: &str, place: usize) -> Option<char> {
    letters.chars().nth(place)
}

/// The character at a number's place in a run that begins with 1; plain digits beyond.
fn enclosed(first: char, most: u32, number: u32) -> String {
    let found = (1..=most).contains(&number).then(|| char::from_u32(first as u32 + number - 1)).flatten();
    found.map_or_else(|| number.to_string(), String::from)
}

/// The letter at a number's place; plain digits beyond the row.
fn once(letters: &str, number: u32) -> String {
    let found = (number as usize).checked_sub(1).and_then(|place| letter(letters, place));
    found.map_or_else(|| number.to_string(), String::from)
}

/// The letter at a number's place; the row begins anew at its end.
fn around(letters: &str, number: u32) -> String {
    let place = (number as usize).checked_sub(1).map(|place| place % letters.chars().count());
    place.and_then(|place| letter(letters, place)).map_or_else(|| number.to_string(), String::from)
}

/// *, †, ‡, §, then **, ††.
fn repeated(letters: &str, number: u32) -> String {
    let Some(place) = (number as usize).checked_sub(1) else {
        return String::new();
    };
    let count = letters.chars().count();
    let times = (place / count + 1).min(REPEATED);
    letter(letters, place % count).map(|letter| letter.to_string().repeat(times)).unwrap_or_default()
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// twelve thousand three hundred forty-five.
fn words(number: u32) -> String {
    let one = |number: u32| ONES.get(number as usize).copied().unwrap_or_default().to_owned();
    let joined = |unit: u32, name: &str| {
        let rest = if number.is_multiple_of(unit) { String::new() } else { format!(" {}", words(number % unit)) };
        format!("{} {name}{rest}", words(number / unit))
    };
    match number {
        0..20 => one(number),
        20..100 => {
            let ten = TENS.get((number / 10) as usize).copied().unwrap_or_default();
            if number.is_multiple_of(10) { ten.to_owned() } else { format!("{ten}-{}", one(number % 10)) }
        }
        100..1_000 => joined(100, "hundred"),
        1_000..1_000_000 => joined(1_000, "thousand"),
        _ => joined(1_000_000, "million"),
    }
}

/// forty-five is forty-fifth.
fn ordinal(words: &str) -> String {
    let at = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (before, last) = words.split_at(at);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        other => other.strip_suffix('y').map_or_else(|| format!("{other}th"), |stem| format!("{stem}ieth")),
    };
    format!("{before}{last}")
}

/// 1st, 2nd, 11th.
fn ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

/// Formats that a document may also name by how they begin.
const SHOWN: [&str; 18] = [
    "decimalFullWidth",
    "decimalEnclosedCircle",
    "decimalEnclosedParen",
    "decimalEnclosedFullstop",
    "ideographEnclosedCircle",
    "aiueo",
    "aiueoFullWidth",
    "iroha",
    "irohaFullWidth",
    "japaneseCounting",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "ideographLegalTraditional",
    "upperRoman",
    "hex",
];

/// The format that is named by how it begins (MS-DOCX 2.4, numFmt Extensions): `ア, イ, ウ, ...` is aiueoFullWidth,
/// `壱, 壱拾, 壱百, ...` japaneseLegal, and `001, 002, 003, ...` pads with zeros.
pub(super) fn custom(beginning: &str) -> Option<&str> {
    let first = beginning.split(',').next().unwrap_or_default().trim();
    if is_padded(first) {
        return Some(first);
    }
    let begins = |format: &str, numbers: [u32; 3]| {
        let shown = numbers.map(|each| number(format, each));
        beginning.trim().strip_prefix(&shown.join(", ")).is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
    };
    SHOWN.into_iter().find(|format| begins(format, [1, 2, 3]) || begins(format, [1, 10, 100]))
}

/// 01, 001: plain digits with as many zeros as there are places.
fn is_padded(format: &str) -> bool {
    format
        .strip_suffix('1')
        .is_some_and(|zeros| (1..=4).contains(&zeros.len()) && zeros.chars().all(|zero| zero == '0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(format: &str, cases: &[(u32, &str)]) {
        for (value, expected) in cases {
            assert_eq!(number(format, *value), *expected, "{format} {value}");
        }
    }

    /// MS-OI29500 2.1.540 (Part 1, 17.18.59): Word puts the ideographs of ideographEnclosedCircle in parentheses, and
    /// begins anew after 46 kana instead of repeating letters. MS-DOCX 2.4 shows the first of each format: ｱ ｲ ｳ for
    /// aiueo, ア イ ウ for aiueoFullWidth, ㈠ ㈡ ㈢ for ideographEnclosedCircle, 1 A B for hex.
    #[test]
    fn as_the_open_specifications_say() {
        all("ideographEnclosedCircle", &[(1, "㈠"), (2, "㈡"), (10, "㈩"), (11, "11")]);
        all("aiueo", &[(1, "ｱ"), (2, "ｲ"), (46, "ﾝ"), (47, "ｱ")]);
        all("aiueoFullWidth", &[(1, "ア"), (46, "ン"), (47, "ア"), (93, "ア")]);
        all("hex", &[(9, "9"), (10, "A"), (16, "10")]);
    }

    /// catenaryoffice.com/entry/2025/10/20/220000 tried it: after ⑳ Word writes plain digits. ECMA-376 Part 1, 17.18.59
    /// says the same.
    #[test]
    fn circles_end_at_twenty() {
        all("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21"), (50, "50")]);
        all("decimalEnclosedCircleChinese", &[(10, "⑩"), (11, "11")]);
        all("decimalEnclosedParen", &[(20, "⒇"), (21, "21")]);
        all("decimalEnclosedFullstop", &[(20, "⒛"), (21, "21")]);
    }

    /// github.com/docling-project/docling/pull/4336: lists that Word 16.112 rendered from each number on.
    #[test]
    fn as_word_rendered_them() {
        all("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "11"), (101, "101")]);
        all("ideographZodiac", &[(1, "子"), (10, "酉"), (11, "戌"), (12, "亥"), (13, "13")]);
        all("japaneseCounting", &[(10, "十"), (11, "十一"), (20, "二十"), (101, "百一"), (110, "百十")]);
        all("chineseCounting", &[(10, "十"), (11, "十一"), (101, "一○一")]);
        all("chineseCountingThousand", &[(10, "十"), (12, "十二"), (20, "二十"), (100, "一百"), (101, "一百〇一")]);
        all("chineseLegalSimplified", &[(10, "壹拾"), (11, "壹拾壹"), (101, "壹佰零壹")]);
        all("ideographDigital", &[(10, "一〇"), (11, "一一"), (101, "一〇一")]);
        all("decimalFullWidth", &[(10, "１０")]);
    }

    /// ECMA-376 Part 1, 17.18.59, where nobody says that Word does otherwise. W3C's draft of japanese-formal took its 壱 拾
    /// 百 阡 萬 from there (www-style, January 2011); github.com/nerdy-pro/dxpdf/pull/178 reads 壱拾弐 out of it; OfficeCLI
    /// saw Word print the pairs of ideographZodiacTraditional (WordNumFmtRenderer.cs).
    #[test]
    fn as_the_standard_says() {
        all("iroha", &[(1, "ｲ"), (2, "ﾛ"), (25, "ヰ"), (48, "ﾝ"), (49, "ｲ")]);
        all("irohaFullWidth", &[(1, "イ"), (2, "ロ"), (25, "ヰ"), (48, "ン"), (49, "イ")]);
        all(
            "japaneseLegal",
            &[(1, "壱"), (10, "壱拾"), (11, "壱拾壱"), (20, "弐拾"), (100, "壱百"), (110, "壱百壱拾")],
        );
        all("ideographZodiacTraditional", &[(1, "甲子"), (2, "乙丑"), (3, "丙寅"), (13, "丙子"), (61, "甲子")]);
        all("ideographLegalTraditional", &[(1, "壹"), (10, "壹拾"), (11, "壹拾壹"), (20, "貳拾"), (101, "壹佰零壹")]);
        all("japaneseDigitalTenThousand", &[(10, "一〇"), (25, "二五")]);
        all("chineseCountingThousand", &[(110, "一百一十"), (1010, "一千〇一十"), (12_345, "一万二千三百四十五")]);
        all(
            "cardinalText",
            &[(1, "One"), (3, "Three"), (21, "Twenty-one"), (40, "Forty"), (345, "Three hundred forty-five")],
        );
        all(
            "ordinalText",
            &[(1, "First"), (12, "Twelfth"), (20, "Twentieth"), (45, "Forty-fifth"), (100, "One hundredth")],
        );
        all("ordinal", &[(1, "1st"), (11, "11th"), (22, "22nd"), (103, "103rd")]);
        all("chicago", &[(1, "*"), (4, "§"), (5, "**")]);
        all("decimal", &[(0, "0"), (12, "12")]);
        all("decimalZero", &[(3, "03"), (12, "12")]);
        all("upperRoman", &[(14, "XIV")]);
        all("lowerLetter", &[(28, "bb")]);
        all("none", &[(4, "")]);
    }

    #[test]
    fn formats_named_by_how_they_begin() {
        let shown = |beginning: &str, value| custom(beginning).map(|format| number(format, value));
        assert_eq!(shown("001, 002, 003, ...", 12).as_deref(), Some("012"));
        assert_eq!(shown("ア, イ, ウ, ...", 4).as_deref(), Some("エ"));
        assert_eq!(shown("壱, 壱拾, 壱百, ...", 11).as_deref(), Some("壱拾壱"));
        assert_eq!(shown("あ, い, う, ...", 4), None);
    }
}
