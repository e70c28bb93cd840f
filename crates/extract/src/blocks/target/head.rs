//! The head of a table of figures: 項目, 公表方法, 現行, R4年度, 目標値（令和８年度）, （単位：件）.
//!
//! What comes in is text without blanks, what goes out are the words of a head one after another. This file must not
//! know where a word stands on the page, nor what a row is.

use crate::blocks::chars::{digit, number, squeeze};
use kurabe_model::FiscalYear;
use kurabe_model::year::parse_year;

/// The year that a head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// R4年度, 2024年度
    Stated(FiscalYear),
    /// 4年度: the era is the plan's.
    Bare(u32),
    /// 1年目, 初年度: counted from the plan's first year.
    Nth(u32),
    /// 最終年度
    Last,
}

/// What a head says of the figures below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// 現行, 現状値
    Now,
    /// 実績
    Result,
    /// 見込
    Forecast,
    /// 目標
    Target,
    /// 達成率: how the result stands to the aim, or to the year before
    Rate,
    /// 評価: a judgement, not a figure
    Rating,
    /// 予算額: what work costs
    Cost,
}

/// A word of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Year(Year),
    Says(Says),
    /// 項目, 公表方法: a column of words.
    Label,
    /// 単位: a column of units.
    UnitLabel,
    /// （単位：件）, （件）
    Unit(String),
    /// A stroke between two words.
    Stroke,
}

/// A word with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) word: Word,
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Does it stand in brackets?
    pub(crate) bracketed: bool,
}

/// Words that say what the figures are; a word stands before those that it begins with.
const SAID: [(&str, Says); 44] = [
    ("現状値", Says::Now),
    ("現状", Says::Now),
    ("現行", Says::Now),
    ("現在値", Says::Now),
    ("現在", Says::Now),
    ("現況", Says::Now),
    ("基準値", Says::Now),
    ("基準年度", Says::Now),
    ("基準年", Says::Now),
    ("基準", Says::Now),
    ("当初値", Says::Now),
    ("計画策定時", Says::Now),
    ("策定時", Says::Now),
    ("直近値", Says::Now),
    ("実績見込", Says::Forecast),
    ("見込み", Says::Forecast),
    ("見込値", Says::Forecast),
    ("見込", Says::Forecast),
    ("見通し", Says::Forecast),
    ("実績値", Says::Result),
    ("実績", Says::Result),
    ("目標年度", Says::Target),
    ("目標年", Says::Target),
    ("数値目標", Says::Target),
    ("目標値", Says::Target),
    ("目標", Says::Target),
    ("計画値", Says::Target),
    ("計画", Says::Target),
    ("KPI目標", Says::Target),
    ("中間値", Says::Target),
    ("目標達成率", Says::Rate),
    ("達成率", Says::Rate),
    ("達成割合", Says::Rate),
    ("進捗率", Says::Rate),
    ("対目標比", Says::Rate),
    ("対前年度比", Says::Rate),
    ("対前年比", Says::Rate),
    ("前年度比", Says::Rate),
    ("前年比", Says::Rate),
    ("自己評価", Says::Rating),
    ("総合評価", Says::Rating),
    ("達成度", Says::Rating),
    ("判定", Says::Rating),
    ("評価", Says::Rating),
];

/// Words that head a column of words.
const LABELS: [&str; 46] = [
    "目標項目",
    "支援内容",
    "支援項目",
    "支援メニュー",
    "事業内容",
    "事業項目",
    "事業名",
    "実施内容",
    "実施項目",
    "取組内容",
    "取組項目",
    "取組名",
    "取組み",
    "取組",
    "調査項目",
    "調査内容",
    "評価項目",
    "評価指標",
    "成果指標",
    "活動指標",
    "指標項目",
    "指標名",
    "主な指標",
    "指標",
    "ＫＰＩ",
    "KPI",
    "項目名",
    "項目",
    "内容",
    "区分",
    "分類",
    "種別",
    "名称",
    "公表方法",
    "公表手段",
    "公表の方法",
    "周知方法",
    "測定方法",
    "把握方法",
    "算出方法",
    "考え方",
    "出典",
    "備考",
    "担当",
    "対象",
    "年度",
];

/// Digits of Western years side by side, at most.
const WIDEST_YEARS: usize = 64;
/// The longest unit that is written in brackets.
const UNIT_LETTERS: usize = 5;

/// Reads the words of a head as far as there are any.
pub(crate) fn read(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = 0;
    while let Some((found, length)) = word(&text[at..], items.is_empty()) {
        for mut item in found {
            item.from += at;
            item.to += at;
            items.push(item);
        }
        at += length;
    }
    items
}

/// The words of one cell, if it says nothing else.
pub(crate) fn whole(cell: &str) -> Option<Vec<Item>> {
    let text = squeeze(cell);
    let items = read(&text);
    (items.last()?.to == text.len()).then_some(items)
}

/// The word at the start of a text, or the words of its bracket, and the length.
fn word(text: &str, first: bool) -> Option<(Vec<Item>, usize)> {
    let open = text.chars().next()?;
    let one = |word, length| Some((vec![Item { word, from: 0, to: length, bracketed: false }], length));
    if matches!(open, '（' | '(' | '［' | '[' | '＜' | '<' | '【') {
        return bracket(text, open);
    }
    if let Some((unit, length)) = unit_note(text) {
        return one(Word::Unit(unit), length);
    }
    if let Some((year, length)) = year(text) {
        return one(Word::Year(year), length);
    }
    // 数値目標 above the names is a name for them, not for figures.
    if !(first && text.starts_with("数値目標"))
        && let Some((word, says)) = said(text)
    {
        return one(Word::Says(says), word.len());
    }
    if first && text.starts_with("数値目標") {
        return one(Word::Label, "数値目標".len());
    }
    if text.starts_with("単位") {
        return one(Word::UnitLabel, "単位".len());
    }
    if let Some(label) = LABELS.iter().find(|label| text.starts_with(**label)) {
        return one(Word::Label, label.len());
    }
    matches!(open, '／' | '/' | '＼' | '\\' | '・' | '｜' | '※').then(|| one(Word::Stroke, open.len_utf8()))?
}

/// The word that says what the figures are, at the start of a text; the longest, and not within another: 評価指標.
fn said(text: &str) -> Option<(&'static str, Says)> {
    let (word, says) = SAID.iter().filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len())?;
    let within =
        *says == Says::Rating && LABELS.iter().any(|label| label.len() > word.len() && text.starts_with(label));
    (!within).then_some((*word, *says))
}

/// What stands in brackets: words of a head, or a unit.
fn bracket(text: &str, open: char) -> Option<(Vec<Item>, usize)> {
    let close = match open {
        '（' | '(' => ['）', ')'],
        '［' | '[' => ['］', ']'],
        '【' => ['】', '】'],
        _ => ['＞', '>'],
    };
    let (end, shut) = text.char_indices().take(24).find(|(_, c)| close.contains(c))?;
    let (inner, length) = (&text[open.len_utf8()..end], end + shut.len_utf8());
    let items = read(inner);
    if items.last().is_some_and(|last| last.to == inner.len()) {
        let mut items: Vec<Item> = items.into_iter().filter(|item| item.word != Word::Stroke).collect();
        let last = items.len().checked_sub(1)?;
        for (at, item) in items.iter_mut().enumerate() {
            item.bracketed = true;
            item.from = if at == 0 { 0 } else { item.from + open.len_utf8() };
            item.to = if at == last { length } else { item.to + open.len_utf8() };
        }
        return Some((items, length));
    }
    let unit = inner.chars().count() <= UNIT_LETTERS && !inner.contains(|c: char| digit(c).is_some());
    let item = Item { word: Word::Unit(inner.to_owned()), from: 0, to: length, bracketed: true };
    unit.then(|| (vec![item], length))
}

/// `単位：件`
fn unit_note(text: &str) -> Option<(String, usize)> {
    let rest = text.strip_prefix("単位")?.strip_prefix(['：', ':'])?;
    let end = rest.find(['）', ')', '］', ']', '＞', '>', '】']).unwrap_or(rest.len());
    let unit = &rest[..end];
    (!unit.is_empty() && unit.chars().count() <= 16).then(|| (unit.to_owned(), text.len() - rest.len() + end))
}

/// A year at the start of a text, and its length.
pub(crate) fn year(text: &str) -> Option<(Year, usize)> {
    let after = |at: usize, year: Year| {
        let rest = &text[at..];
        let tail = ["末時点", "末", "時点", "中"].iter().find(|tail| rest.starts_with(**tail)).map_or(0, |t| t.len());
        Some((year, at + tail))
    };
    for (words, year) in [("初年度", Year::Nth(1)), ("最終年度", Year::Last)] {
        if text.starts_with(words) {
            return after(words.len(), year);
        }
    }
    let eras = ["令和", "平成", "昭和", "R", "H", "Ｒ", "Ｈ"];
    if let Some(era) = eras.iter().find(|era| text.starts_with(**era)) {
        let body = text[era.len()..].trim_start_matches(['.', '．']);
        let skipped = text.len() - body.len();
        let digits = if body.starts_with('元') { '元'.len_utf8() } else { number(body).map(|(_, length)| length)? };
        if text[skipped..skipped + digits].chars().count() > 2 {
            return None;
        }
        let (end, said) = suffix(text, skipped + digits);
        let tail = &text[end..];
        let spelled = era.len() == "令和".len();
        let dotted = tail.starts_with(['.', '．', '-', '/', '・']);
        // R5 R6, without a blank: the next year. R5x is a name.
        let next = || {
            tail.starts_with(['R', 'H', 'Ｒ', 'Ｈ'])
                && number(tail.trim_start_matches(['R', 'H', 'Ｒ', 'Ｈ'])).is_some()
        };
        let named = tail.starts_with(|c: char| c.is_ascii_alphabetic()) && !next();
        if !said && (spelled || dotted || named) {
            return None;
        }
        let year = parse_year(&format!("{era}{}年度", &text[skipped..skipped + digits]))?;
        return after(end, Year::Stated(year));
    }
    if let Some((value, digits)) = western(text) {
        let (end, said) = suffix(text, digits);
        let more = text[end..].starts_with([',', '，', '.', '．']);
        return (said || !more).then(|| after(end, Year::Stated(FiscalYear(value))))?;
    }
    let body = text.strip_prefix('第').unwrap_or(text);
    let (value, digits) = number(body)?;
    let digits = text.len() - body.len() + digits;
    if value == 0 || value > 64 {
        return None;
    }
    let rest = &text[digits..];
    match (rest.strip_prefix("年度"), rest.strip_prefix("年目"), body.len() < text.len()) {
        (Some(_), _, true) => after(digits + "年度".len(), Year::Nth(value)),
        (Some(_), _, false) => after(digits + "年度".len(), Year::Bare(value)),
        (None, Some(_), _) => after(digits + "年目".len(), Year::Nth(value)),
        _ => None,
    }
}

/// The Western year at the start of a text, and its length: four digits, or the first four of several such years.
fn western(text: &str) -> Option<(i32, usize)> {
    let digits: Vec<(usize, u32)> =
        text.chars().map_while(|c| Some((c.len_utf8(), digit(c)?))).take(WIDEST_YEARS + 1).collect();
    let year = |part: &[(usize, u32)]| part.iter().fold(0, |value, (_, digit)| value * 10 + digit);
    let years = !digits.is_empty() && digits.len().is_multiple_of(4) && digits.len() <= WIDEST_YEARS;
    let fits = years && digits.chunks(4).all(|part| (1990..2100).contains(&year(part)));
    let first = digits.get(..4).filter(|_| fits)?;
    Some((i32::try_from(year(first)).ok()?, first.iter().map(|(length, _)| length).sum()))
}

/// Where the 年度 or 年 after a number ends, and whether there is any.
fn suffix(text: &str, at: usize) -> (usize, bool) {
    let rest = &text[at..];
    let length = if rest.starts_with("年度") {
        "年度".len()
    } else if rest.starts_with('年') {
        '年'.len_utf8()
    } else {
        0
    };
    (at + length, length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        read(text).into_iter().map(|item| item.word).collect()
    }

    #[test]
    fn heads_are_read_word_for_word() {
        let stated = |year| Word::Year(Year::Stated(FiscalYear(year)));
        assert_eq!(
            words("項目公表方法現行R4年度R5年度①公表回数"),
            [Word::Label, Word::Label, Word::Says(Says::Now), stated(2022), stated(2023)]
        );
        assert_eq!(words("目標値（令和８年度）"), [Word::Says(Says::Target), stated(2026)]);
        assert_eq!(words("3年度4年度"), [Word::Year(Year::Bare(3)), Word::Year(Year::Bare(4))]);
        assert_eq!(words("初年度2年目"), [Word::Year(Year::Nth(1)), Word::Year(Year::Nth(2))]);
        assert_eq!(words("（単位：件）指標"), [Word::Unit("件".into()), Word::Label]);
        assert_eq!(words("2024年2025年"), [stated(2024), stated(2025)]);
        assert_eq!(words("平成31年度"), [stated(2019)]);
        assert_eq!(words("R5R6"), [stated(2023), stated(2024)]);
        assert_eq!(words("20242025"), [stated(2024), stated(2025)]);
        assert!(words("R4.3月").is_empty() && words("相談件数").is_empty());
    }
}
