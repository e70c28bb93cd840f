//! Figures: numbers with thousands commas, decimals and 千, 万, 億; see the parent for what every reader promises.

use super::{digit, digits, kanji, scale};

/// A whole number in digits (with thousands commas) or kanji, with its length in bytes.
///
/// ```
/// use kurabe_text::number::integer;
/// assert_eq!((integer("2,100会員"), integer("１２，０００"), integer("二十三")), (Some((2100, 5)), Some((12_000, 18)), Some((23, 9))));
/// assert_eq!(integer("1,23"), Some((1, 1)));
/// ```
#[must_use]
pub fn integer(text: &str) -> Option<(u64, usize)> {
    grouped(text).or_else(|| kanji(text))
}

/// Digits with commas before each group of three.
fn grouped(text: &str) -> Option<(u64, usize)> {
    let (mut value, mut length) = digits(text)?;
    // 0,123 and 2021,123 are lists, not one number.
    if value == 0 || value > 999 {
        return Some((value, length));
    }
    while let Some((group, taken)) = comma_group(text.get(length..).unwrap_or_default()) {
        let Some(next) = value.checked_mul(1_000).and_then(|value| value.checked_add(group)) else {
            break;
        };
        value = next;
        length += taken;
    }
    Some((value, length))
}

/// A comma and exactly three digits.
fn comma_group(text: &str) -> Option<(u64, usize)> {
    let comma = text.chars().next().filter(|letter| matches!(letter, ',' | '，'))?;
    let rest = text.get(comma.len_utf8()..)?;
    let count = rest.chars().take_while(|letter| digit(*letter).is_some()).count();
    let (value, length) = digits(rest)?;
    (count == 3).then_some((value, comma.len_utf8() + length))
}

/// A number with thousands commas, decimals and 千, 万, 億, 兆 (1億2,000万, 3.5, １．５億, 2千), with its length in bytes.
///
/// ```
/// use kurabe_text::number::decimal;
/// assert_eq!((decimal("4億円"), decimal("3.5％"), decimal("1億2,000万円")), (Some((4e8, 4)), Some((3.5, 3)), Some((1.2e8, 12))));
/// assert_eq!((decimal("2千人"), decimal("３．５"), decimal("10. 会議"), decimal("百二十件")), (Some((2000.0, 4)), Some((3.5, 9)), Some((10.0, 2)), Some((120.0, 9))));
/// ```
#[must_use]
pub fn decimal(text: &str) -> Option<(f64, usize)> {
    if text.chars().next().and_then(digit).is_none() {
        return kanji(text).map(|(value, length)| (value as f64, length));
    }
    let mut total = 0.0;
    let mut length = 0;
    let mut above = f64::INFINITY;
    while let Some((value, taken)) = fractional(text.get(length..).unwrap_or_default()) {
        let mut end = length + taken;
        let factor = factor(text.get(end..).unwrap_or_default(), &mut end);
        // 1億2,000万 goes down; 2万3億 is two numbers.
        if factor >= above {
            break;
        }
        total += value * factor;
        length = end;
        above = factor;
        if factor == 1.0 {
            break;
        }
    }
    (length > 0).then_some((total, length))
}

/// The product of the scale letters that follow (千万 is 10,000,000), moving `end` behind them.
fn factor(text: &str, end: &mut usize) -> f64 {
    let mut product = 1.0;
    let mut letters = text.chars().peekable();
    if letters.next_if_eq(&'千').is_some() {
        product = 1_000.0;
        *end += '千'.len_utf8();
    }
    if let Some((letter, scale)) = letters.next().and_then(|letter| Some((letter, scale(letter)?))) {
        product *= scale as f64;
        *end += letter.len_utf8();
    }
    product
}

/// Digits with commas and a decimal part; a point without digits behind it is no decimal point.
fn fractional(text: &str) -> Option<(f64, usize)> {
    let (whole, length) = grouped(text)?;
    let whole = whole as f64;
    let rest = text.get(length..).unwrap_or_default();
    let Some(point) = rest.chars().next().filter(|letter| matches!(letter, '.' | '．')) else {
        return Some((whole, length));
    };
    let (mut fraction, mut place, mut end) = (0.0, 0.1, length + point.len_utf8());
    for letter in rest.chars().skip(1) {
        let Some(next) = digit(letter) else { break };
        fraction += f64::from(next) * place;
        place /= 10.0;
        end += letter.len_utf8();
    }
    if end == length + point.len_utf8() {
        return Some((whole, length));
    }
    // Adding tenths one by one leaves 3.4999…: what was written is what a parser of the digits gives.
    let written: String = text.get(..end).unwrap_or_default().chars().filter_map(plain).collect();
    Some((written.parse().unwrap_or(whole + fraction), end))
}

/// The ASCII form of a digit or point; commas fall away.
fn plain(letter: char) -> Option<char> {
    match letter {
        '.' | '．' => Some('.'),
        _ => digit(letter).and_then(|value| char::from_digit(value, 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        for (text, value) in [
            ("12,000", 12_000.0),
            ("１２，０００", 12_000.0),
            ("1.5億", 150_000_000.0),
            ("2千万", 20_000_000.0),
            ("0.25", 0.25),
            ("７．５", 7.5),
            ("1万5千", 15_000.0),
            ("四億", 400_000_000.0),
        ] {
            assert_eq!(decimal(text), Some((value, text.len())), "{text}");
        }
        assert_eq!(decimal("2021,123"), Some((2021.0, 4)));
    }
}
