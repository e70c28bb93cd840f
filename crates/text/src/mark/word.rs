//! Words that plans number: 基本目標1, 柱2, 施策①, ACTION 3.
//!
//! What comes in is a line, what goes out is class, number and length of its mark. This file must not know marks
//! without a word.

use std::sync::LazyLock;

use crate::numeral::{self, Script};

use super::class::{Class, WORDS};
use super::enclosed::enclosed;
use crate::letter::{is_dash, is_hiragana, is_japanese};
use crate::unit;

/// The words in the order of the letters with which they begin, each as its letter and its place.
static BY_FIRST: LazyLock<(Vec<char>, Vec<usize>)> = LazyLock::new(|| {
    let first = |at: &usize| WORDS[*at].chars().next().unwrap_or_default();
    let mut places: Vec<usize> = (0..WORDS.len()).collect();
    places.sort_by_key(first);
    (places.iter().map(first).collect(), places)
});

/// The places of the words that begin with a letter.
pub(super) fn beginning_with(letter: char) -> &'static [usize] {
    let (letters, places) = &*BY_FIRST;
    let from = letters.partition_point(|own| *own < letter);
    &places[from..from + letters[from..].partition_point(|own| *own == letter)]
}

/// The longest of the words that begins a text, by its place.
fn begins(text: &str) -> Option<(usize, &'static str)> {
    let begun = beginning_with(text.chars().next()?).iter().map(|at| (*at, WORDS[*at]));
    begun.filter(|(_, word)| text.starts_with(*word)).max_by_key(|(_, word)| word.len())
}

/// The class and length of a word whose number stands before it, the 柱 of 第1の柱.
pub(super) fn named(text: &str) -> Option<(Class, usize)> {
    let (at, word) = begins(text)?;
    Some((Class::Word(u8::try_from(at).ok()?), word.len()))
}

/// 基本目標１　X, 柱2：X
pub(super) fn parse(line: &str) -> Option<(Class, u32, usize)> {
    let (at, word) = begins(line)?;
    let after = &line[word.len()..];
    let gap = after.len() - after.trim_start().len();
    let (mut ordinal, length) = numbered(after.trim_start())?;
    let mut end = word.len() + gap + length;
    // 重点施策1-2: the second number counts within the first.
    if let Some(separator) = line[end..].chars().next().filter(|c| is_dash(*c) || *c == '.')
        && let Some(second) = numeral::read(&line[end + separator.len_utf8()..])
        && second.script == Script::Arabic
        && (1..=numeral::GREATEST).contains(&second.value)
    {
        (ordinal, end) = (second.value, end + separator.len_utf8() + second.length);
    }
    let stop = line[end..].chars().next()?;
    let class = Class::Word(u8::try_from(at).ok()?);
    // 事業 3 件を実施: a figure, and no number of a heading; 戦略1 人を育てる numbers.
    let words = line[end..].trim_start();
    // ACTION 2 人を育てる is no figure.
    let latin = word.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ'));
    if gap > 0 && !latin && stop.is_whitespace() && (unit::begins(words) || unit::goes_on(words)) {
        return None;
    }
    match stop {
        '：' | ':' | '．' | '.' | '、' => Some((class, ordinal, end + stop.len_utf8())),
        c if c.is_whitespace() || matches!(c, '「' | '【' | '『' | '～') => Some((class, ordinal, end)),
        // A bracket parts the number from the name: 施策（１）販路の開拓; 施策（１）及び（２） goes on.
        c if line[..end].ends_with(['）', ')'])
            && is_japanese(c)
            && !is_hiragana(c)
            && !matches!(c, '及' | '並' | '又') =>
        {
            Some((class, ordinal, end))
        }
        _ => None,
    }
}

/// The number of a word: 1, Ⅰ, ①, 一, A or (1).
fn numbered(text: &str) -> Option<(u32, usize)> {
    let plain = numeral::read(text)
        .filter(|found| !matches!(found.script, Script::Katakana | Script::Hiragana | Script::Stem))
        .map(|found| (found.value, found.length));
    plain
        .or_else(|| {
            enclosed(text).filter(|(class, ..)| *class == Class::Paren).map(|(_, value, length)| (value, length))
        })
        .filter(|(value, _)| (1..=numeral::GREATEST).contains(value))
}
