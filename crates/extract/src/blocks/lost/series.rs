//! Tables inside a text without line ends: a header of years, then rows of a name and a value for each column.
//!
//! What comes in is the text with its words, what goes out are the rows. This file must not know what is measured.

use kurabe_text::number::{decimal, digits};
use kurabe_text::unit;
use std::ops::Range;

/// Years that a header has at least.
const YEARS: usize = 2;
/// Columns before the years are no more on either side of the values.
const HEADINGS: usize = 3;
/// Words that the name of a row may take.
const NAME: usize = 8;
/// Names that such tables give to the columns before their years.
const HEADS: [&str; 14] = [
    "支援内容",
    "項目",
    "内容",
    "指標",
    "区分",
    "事業名",
    "取組",
    "公表方法",
    "頻度",
    "単位",
    "年度",
    "目標項目",
    "評価指標",
    "対象",
];
/// Columns of values that are no year.
const VALUES: [&str; 6] = ["現行", "現状", "実績", "現況", "基準値", "見込"];

/// The rows of the tables, headers among them.
pub(super) fn rows(line: &str, words: &[Range<usize>]) -> Vec<Range<usize>> {
    let text: Vec<&str> = words.iter().map(|word| &line[word.clone()]).collect();
    let mut rows = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((from, to, columns)) = header(&text, at) else {
            at += 1;
            continue;
        };
        let mut table = vec![from..to];
        let mut next = to;
        while let Some(end) = row(&text, next, columns) {
            table.push(next..end);
            next = end;
        }
        if table.len() > 1 {
            rows.extend(table.into_iter().map(|row| words[row.start].start..words[row.end - 1].end));
        }
        at = next.max(at + 1);
    }
    rows
}

/// A header that begins at this word: its words, and how many columns of values it has.
fn header(text: &[&str], at: usize) -> Option<(usize, usize, usize)> {
    let heads = text[at..].iter().take(HEADINGS).take_while(|word| is_head(word)).count();
    let values = text[at + heads..].iter().take(HEADINGS).take_while(|word| is_value_head(word)).count();
    let first = at + heads + values;
    let years = text[first..].iter().take_while(|word| is_year(word)).count();
    (years >= YEARS).then_some((at, first + years, values + years))
}

fn is_head(word: &str) -> bool {
    HEADS
        .iter()
        .any(|head| word.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '（'])))
}

fn is_value_head(word: &str) -> bool {
    VALUES
        .iter()
        .any(|head| word.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '（', '値'])))
}

/// R4年度, 4年度, 令和6年度, 2025年度, R7
fn is_year(word: &str) -> bool {
    let era = ["令和", "平成", "R", "Ｒ", "H", "Ｈ"].iter().find_map(|era| word.strip_prefix(era));
    let number = era.unwrap_or(word);
    let rest = match digits(number) {
        Some((value, length)) if value < 2200 => &number[length..],
        _ => match number.strip_prefix('元') {
            Some(rest) if era.is_some() => rest,
            _ => return false,
        },
    };
    let rest = rest.strip_suffix("目標").or_else(|| rest.strip_suffix("目")).unwrap_or(rest);
    matches!(rest, "年度" | "年") || rest.is_empty() && era.is_some()
}

/// Where a row that begins at this word ends: a name, then a value for each column.
fn row(text: &[&str], at: usize, columns: usize) -> Option<usize> {
    for name in 1..=NAME {
        let word = text.get(at + name - 1)?;
        if word.contains('。') || name == 1 && value(text, at).is_some() {
            return None;
        }
        let mut next = at + name;
        let filled = (0..columns).all(|_| {
            let end = value(text, next);
            next = end.unwrap_or(next);
            end.is_some()
        });
        if filled {
            return Some(next);
        }
    }
    None
}

/// Where a value that begins at this word ends: `24`, `9 者`, `150枚`, `-`.
fn value(text: &[&str], at: usize) -> Option<usize> {
    let word = text.get(at)?;
    if matches!(*word, "-" | "－" | "―" | "—" | "–" | "ー" | "‐" | "−") {
        return Some(at + 1);
    }
    let (_, length) = decimal(word)?;
    if !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９')) {
        return None;
    }
    match &word[length..] {
        "" if text.get(at + 1).is_some_and(|next| unit::of(next).is_some()) => Some(at + 2),
        "" => Some(at + 1),
        rest => unit::of(rest).map(|_| at + 1),
    }
}
