//! Numbers as lists of every kind write them: 1, １, ①, 一, Ⅰ, a.
//!
//! What comes in is the name of a way of counting (those of ECMA-376) and a number, what goes out is how it is written.
//! This file must not know what is counted.

use crate::kanji::COUNTING;
use kurabe_text::numeral::{Dress, Script, write};

/// A number in the way of this name. Names unknown here count in plain digits.
pub(super) fn written(way: &str, number: u32) -> String {
    match way {
        "decimalFullWidth" => digits(number),
        "decimalEnclosedCircle" => write(Script::Arabic, Dress::Circled, number).unwrap_or_else(|| number.to_string()),
        "japaneseCounting" => COUNTING.write(u128::from(number)),
        "upperLetter" => letters('A', number),
        "lowerLetter" => letters('a', number),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

fn offset(first: char, by: u32) -> Option<char> {
    char::from_u32(first as u32 + by)
}

fn digits(number: u32) -> String {
    number.to_string().chars().filter_map(|digit| digit.to_digit(10).and_then(|digit| offset('０', digit))).collect()
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
            ("japaneseCounting", 23, "二十三"),
            ("japaneseCounting", 110, "百十"),
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("decimal", 0, "0"),
        ] {
            assert_eq!(written(way, number), expected, "{way} {number}");
        }
    }
}
