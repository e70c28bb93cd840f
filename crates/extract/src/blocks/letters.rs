//! Marks of letters and words that count: ア), 一、, 基本目標2.
//!
//! What comes in is a line, what goes out is class, number and length of its mark. This file must not know
//! digits in brackets or circles beyond asking for them.

use super::chars::{is_japanese, is_latin, number};
use super::mark::Class;
use super::numeral::{KANJI, circled, kana_place, parenthesis, roman};

/// Words that plans number: 基本目標1, 柱2.
const WORDS: [&str; 24] = [
    "重点テーマ",
    "重点プロジェクト",
    "基本目標",
    "基本方針",
    "基本戦略",
    "基本施策",
    "重点目標",
    "重点項目",
    "重点課題",
    "重点施策",
    "重点事業",
    "重点方針",
    "重点戦略",
    "戦略",
    "施策",
    "方針",
    "目標",
    "テーマ",
    "プロジェクト",
    "アクション",
    "柱",
    "取組",
    "課題",
    "指針",
];

const IROHA: &str = "イロハニホヘトチリヌルヲ";

/// ア．, イ), and ア before a blank.
pub(super) fn kana(line: &str, first: char) -> Option<(Class, u32, usize)> {
    let ordinal = kana_place(first).or_else(|| IROHA.chars().position(|c| c == first))? as u32 + 1;
    let stop = line[first.len_utf8()..].chars().next()?;
    let end = first.len_utf8() + stop.len_utf8();
    match stop {
        '.' | '．' | '、' => Some((Class::Kana(0), ordinal, end)),
        ')' | '）' => Some((Class::Kana(2), ordinal, end)),
        c if c.is_whitespace() => {
            // ア ラ カ ル ト is letter-spaced, not numbered.
            let mut after = line[end..].trim_start().chars();
            let named = after.next().is_some_and(|c| is_japanese(c) || is_latin(c))
                && after.next().is_some_and(|c| !c.is_whitespace());
            named.then_some((Class::Kana(0), ordinal, first.len_utf8()))
        }
        _ => None,
    }
}

/// 一 to 十九.
pub(super) fn kanji_number(text: &str) -> Option<(u32, usize)> {
    let mut letters = text.chars();
    let one = KANJI.iter().position(|k| Some(*k) == letters.clone().next())? as u32 + 1;
    letters.next();
    let two = letters.next().and_then(|c| KANJI.iter().position(|k| *k == c));
    match (one, two) {
        (10, Some(ones)) if ones < 9 => Some((10 + ones as u32 + 1, 6)),
        (one, None) => Some((one, 3)),
        _ => None,
    }
}

/// 一、 二．
pub(super) fn kanji_mark(line: &str) -> Option<(Class, u32, usize)> {
    let (ordinal, length) = kanji_number(line)?;
    let stop = line[length..].chars().next()?;
    match stop {
        '、' | '．' | '.' | '）' | ')' => Some((Class::Kanji, ordinal, length + stop.len_utf8())),
        '\u{3000}' => {
            let mut after = line[length..].trim_start().chars();
            (after.next().is_some_and(is_japanese) && after.next().is_some_and(|c| !c.is_whitespace())).then_some((
                Class::Kanji,
                ordinal,
                length,
            ))
        }
        _ => None,
    }
}

/// 基本目標１　X, 柱2：X
pub(super) fn word(line: &str) -> Option<(Class, u32, usize)> {
    let (at, word) = WORDS.iter().enumerate().find(|(_, word)| line.starts_with(**word))?;
    let after = &line[word.len()..];
    let gap = after.len() - after.trim_start().len();
    let (ordinal, length) = numbered(after.trim_start())?;
    let mut end = word.len() + gap + length;
    let mut ordinal = ordinal;
    // 重点施策1-2: the second number counts within the first.
    if let Some((second, taken)) =
        line[end..].strip_prefix(['-', '－', '‐', '.']).and_then(number).filter(|(second, _)| (1..100).contains(second))
    {
        let dash = line[end..].chars().next().map_or(0, char::len_utf8);
        (ordinal, end) = (second, end + dash + taken);
    }
    let stop = line[end..].chars().next()?;
    let index = u8::try_from(at).ok()?;
    match stop {
        '：' | ':' | '．' | '.' | '、' => Some((Class::Word(index), ordinal, end + stop.len_utf8())),
        c if c.is_whitespace() || matches!(c, '「' | '【' | '『' | '～') => {
            Some((Class::Word(index), ordinal, end))
        }
        _ => None,
    }
}

/// The number of a word: 1, Ⅰ, ①, 一 or (1).
fn numbered(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    number(text)
        .or_else(|| roman(text))
        .or_else(|| circled(first).map(|value| (value, first.len_utf8())))
        .or_else(|| kanji_number(text))
        .or_else(|| {
            parenthesis(text, first)
                .filter(|(class, ..)| *class == Class::Paren)
                .map(|(_, value, length)| (value, length))
        })
        .filter(|(value, _)| *value > 0 && *value < 100)
}
