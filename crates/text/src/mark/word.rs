//! Words that plans number: 基本目標1, 柱2, 施策①.
//!
//! What comes in is a line, what goes out is class, number and length of its mark. This file must not know marks
//! without a word.

use crate::letter::is_japanese;
use crate::numeral::{self, Script};

use super::class::Class;
use super::counted::{enclosed, is_separator};

/// The words, the longer before those that they end on; the place of each is its number in [`Class::Word`].
pub(super) const WORDS: [&str; 34] = [
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
    "行動目標",
    "行動指針",
    "行動計画",
    "主要事業",
    "ステップ",
    "フェーズ",
    "ミッション",
    "ビジョン",
    "提言",
    "その",
];

/// 基本目標１　X, 柱2：X
pub(super) fn parse(line: &str) -> Option<(Class, u32, usize)> {
    let (at, word) = WORDS.iter().enumerate().find(|(_, word)| line.starts_with(**word))?;
    let after = &line[word.len()..];
    let gap = after.len() - after.trim_start().len();
    let (mut ordinal, length) = numbered(after.trim_start())?;
    let mut end = word.len() + gap + length;
    // 重点施策1-2: the second number counts within the first.
    if let Some(separator) = line[end..].chars().next().filter(|c| is_separator(*c) || *c == '.')
        && let Some(second) = numeral::read(&line[end + separator.len_utf8()..])
        && second.script == Script::Arabic
        && (1..=numeral::GREATEST).contains(&second.value)
    {
        (ordinal, end) = (second.value, end + separator.len_utf8() + second.length);
    }
    let stop = line[end..].chars().next()?;
    let class = Class::Word(u8::try_from(at).ok()?);
    match stop {
        '：' | ':' | '．' | '.' | '、' => Some((class, ordinal, end + stop.len_utf8())),
        // 施策（１）相談会: brackets end the number themselves.
        c if line[..end].ends_with(['）', ')']) && is_japanese(c) => Some((class, ordinal, end)),
        c if c.is_whitespace() || matches!(c, '「' | '【' | '『' | '～') => Some((class, ordinal, end)),
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
