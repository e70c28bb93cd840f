//! The head of a table of figures: 項目, 公表方法, 現行, R4年度, 目標値（令和８年度）, （単位：件）.
//!
//! What comes in is text without blanks, what goes out are the words of a head one after another. This file must not
//! know where a word stands on the page, nor what a row is.

use crate::blocks::chars::{digit, number, squeeze};
use crate::vocabulary::words;
use kurabe_model::FiscalYear;
use kurabe_model::year::parse_year;
use kurabe_text::fold::fold;

/// The year that a head names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// R4年度, 2024年度
    Stated(FiscalYear),
    /// 4年度: the era is the plan's.
    Bare(u32),
    /// 1年目, 初年度: counted from the plan's first year; 前年度 is the one before it, 0.
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
    /// 合計: all years together
    Total,
    /// 増減: from one year to the next
    Change,
    /// 予算額: what work costs
    Cost,
    /// 回数, 参加者数: what the column's own name says
    Counted,
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
    /// 達成時期: a column of the years by which the aims are to be reached.
    Due,
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

/// Digits of Western years side by side, at most.
const WIDEST_YEARS: usize = 64;
/// The longest unit that is written in brackets.
const UNIT_LETTERS: usize = 5;

/// Reads the words of a head as far as there are any.
pub(crate) fn read(text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    loop {
        // 令和5年度の実績
        let dated = items.last().is_some_and(|last| matches!(last.word, Word::Year(_)));
        let joined = dated && text[at..].strip_prefix('の').is_some_and(|rest| said(rest).is_some());
        at += if joined { 'の'.len_utf8() } else { 0 };
        let Some((found, length)) = word(&text[at..], items.is_empty()) else { break };
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
    // 目標年度（令和８年度） is an aim and its year, 目標年度 alone a column of years.
    if let Some(due) = words().head.due.longest(text)
        && year(text[due.len()..].trim_start_matches(['（', '('])).is_none()
    {
        return one(Word::Due, due.len());
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
    if let Some(label) = words().head.label.longest(text) {
        // 成果指標名, 項目名
        let named = text[label.len()..].starts_with('名') && !text[label.len()..].starts_with("名称");
        return one(Word::Label, label.len() + if named { '名'.len_utf8() } else { 0 });
    }
    matches!(open, '／' | '/' | '＼' | '\\' | '・' | '｜' | '※' | '→' | '⇒')
        .then(|| one(Word::Stroke, open.len_utf8()))?
}

/// The word that says what the figures are, at the start of a text; the longest, and not within another: 評価指標.
fn said(text: &str) -> Option<(&'static str, Says)> {
    let heads = &words().head;
    let lists = [
        (&heads.now, Says::Now),
        (&heads.result, Says::Result),
        (&heads.forecast, Says::Forecast),
        (&heads.target, Says::Target),
        (&heads.rate, Says::Rate),
        (&heads.change, Says::Change),
        (&heads.total, Says::Total),
        (&heads.rating, Says::Rating),
    ];
    let found = lists.into_iter().filter_map(|(list, says)| Some((list.longest(text)?, says)));
    let (word, says) = found.max_by_key(|(word, _)| word.len())?;
    let within = says == Says::Rating && heads.label.longest(text).is_some_and(|label| label.len() > word.len());
    (!within).then_some((word, says))
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
    let inner = if is_sign(inner) { "" } else { inner };
    let item = Item { word: Word::Unit(inner.to_owned()), from: 0, to: length, bracketed: true };
    unit.then(|| (vec![item], length))
}

/// What brackets hold beside a heading and what is no unit: (A), (B/A), （速報）.
fn is_sign(inner: &str) -> bool {
    let letters =
        |c: char| c.is_ascii_uppercase() || matches!(c, 'Ａ'..='Ｚ' | '/' | '／' | '÷' | '-' | '－' | '−' | '=' | '＝');
    inner.chars().all(letters)
        || ["案", "速報", "速報値", "暫定", "参考", "概算", "概数", "累計", "推計", "改訂", "当初"].contains(&inner)
}

/// `単位：件`, and `単位 千円` without its colon.
fn unit_note(text: &str) -> Option<(String, usize)> {
    let said = text.strip_prefix("単位")?;
    let bare = || {
        let end = said.find(['）', ')', '］', ']', '＞', '>', '】']).unwrap_or(said.len());
        let unit = kurabe_text::unit::scale(&said[..end]).1;
        kurabe_text::unit::of(unit).map(|_| said)
    };
    let rest = said.strip_prefix(['：', ':']).or_else(bare)?;
    let end = rest.find(['）', ')', '］', ']', '＞', '>', '】']).unwrap_or(rest.len());
    let unit = &rest[..end];
    (!unit.is_empty() && unit.chars().count() <= 16).then(|| (unit.to_owned(), text.len() - rest.len() + end))
}

/// Months over the columns of a table by months, at least.
pub(crate) const MONTHS: usize = 6;

/// Is a word the name of a month and nothing else: 4月?
pub(crate) fn is_month(word: &str) -> bool {
    let number = word.strip_suffix('月').unwrap_or_default();
    !number.is_empty() && number.chars().all(|c| digit(c).is_some())
}

/// Does a word say how much there was at a time, beside columns that say what came and went: 令和4年度末, R5.4.1現在?
pub(crate) fn is_state(word: &str) -> bool {
    if day_alone(word).is_some() {
        return true;
    }
    let Some((_, length)) = year(word) else { return false };
    let rest = &word[length..];
    if rest.is_empty() { word.ends_with("末") || word.ends_with("時点") } else { words().head.state.is(rest) }
}

/// The fiscal year of a day that is all of a word: R5.3.31.
pub(crate) fn day_alone(word: &str) -> Option<Year> {
    let bare = word.trim_start_matches(['R', 'H', 'Ｒ', 'Ｈ']);
    let parts: Vec<(u32, usize)> = bare.split(['.', '．', '/']).map(number).collect::<Option<_>>()?;
    let whole = bare.chars().all(|c| digit(c).is_some() || matches!(c, '.' | '．' | '/'));
    let [(_, length), (month, _), _] = parts.as_slice() else { return None };
    let era = word.get(..word.len() - bare.len()).filter(|era| !era.is_empty() && whole)?;
    let year = parse_year(&format!("{era}{}年度", bare.get(..*length)?))?;
    Some(Year::Stated(FiscalYear(if *month >= 4 { year.0 } else { year.0 - 1 })))
}

/// Numbers that count on one by one, 9 10 11 12 13, behind 現行: years without the word.
pub(crate) fn bare_years(words: &[&str]) -> Option<Vec<Year>> {
    /// So many, at least.
    const FEWEST: usize = 3;
    let years: Option<Vec<u32>> =
        words.iter().map(|word| fold(&squeeze(word)).parse().ok().filter(|year| *year <= 64)).collect();
    let years = years.filter(|years| years.len() >= FEWEST && years.windows(2).all(|pair| pair[1] == pair[0] + 1))?;
    Some(years.into_iter().map(Year::Bare).collect())
}

/// A year at the start of a text, and its length; of a stretch of years (R6～R8) the last.
pub(crate) fn year(text: &str) -> Option<(Year, usize)> {
    let (year, length) = single_year(text)?;
    let later = text[length..].strip_prefix(['～', '〜', '~', '－', '-']);
    let last = later
        .and_then(single_year)
        .filter(|(last, _)| matches!((year, last), (Year::Stated(a), Year::Stated(b)) if a < *b));
    match (later, last) {
        (Some(later), Some((last, more))) => Some((last, text.len() - later.len() + more)),
        _ => Some((year, length)),
    }
}

/// The words that may follow a year, and what they take: 末, 末時点, 度末までに.
fn after_year(text: &str, mut at: usize) -> usize {
    while let Some(tail) = ["末", "時点", "までに", "まで", "中", "頃"].iter().find(|tail| {
        let rest = text[at..].strip_prefix(**tail);
        rest.is_some_and(|rest| **tail != "中" || !rest.starts_with('間'))
    }) {
        at += tail.len();
    }
    at
}

fn single_year(text: &str) -> Option<(Year, usize)> {
    /// Years told by the plan's own, each with how many years it is counted from the one before it.
    const RELATIVE: [(&str, Year); 14] = [
        ("初年度", Year::Nth(1)),
        ("最終年度", Year::Last),
        ("前年度", Year::Nth(0)),
        ("昨年度", Year::Nth(0)),
        ("本年度", Year::Nth(1)),
        ("今年度", Year::Nth(1)),
        ("当年度", Year::Nth(1)),
        ("当該年度", Year::Nth(1)),
        ("次年度", Year::Nth(2)),
        ("翌年度", Year::Nth(2)),
        ("来年度", Year::Nth(2)),
        ("前年", Year::Nth(0)),
        ("昨年", Year::Nth(0)),
        ("本年", Year::Nth(1)),
    ];
    if let Some((words, year)) = RELATIVE.iter().find(|(words, _)| text.starts_with(words)) {
        let compared = text[words.len()..].starts_with(['比', '対', '同', '並']);
        return (!compared).then(|| (*year, after_year(text, words.len())));
    }
    if let Some(era) = ["令和", "平成", "昭和", "R", "H", "Ｒ", "Ｈ"].iter().find(|era| text.starts_with(**era))
    {
        return era_year(text, era).map(|(year, end)| (Year::Stated(year), after_year(text, end)));
    }
    if let Some((value, digits)) = western(text) {
        let digits = twice(text, digits);
        let (end, said) = suffix(text, digits);
        let more = text[end..].starts_with([',', '，', '.', '．']);
        return (said || !more).then(|| (Year::Stated(FiscalYear(value)), after_year(text, end)));
    }
    let body = text.strip_prefix('第').unwrap_or(text);
    let (value, digits) = number(body).or_else(|| body.starts_with("元年度").then_some((1, "元".len())))?;
    let digits = text.len() - body.len() + digits;
    if value == 0 || value > 64 {
        return None;
    }
    let rest = &text[digits..];
    let (year, end) = match (rest.strip_prefix("年度"), rest.strip_prefix("年目"), body.len() < text.len()) {
        (Some(_), _, true) => (Year::Nth(value), digits + "年度".len()),
        (Some(_), _, false) => (Year::Bare(value), digits + "年度".len()),
        (None, Some(_), _) => (Year::Nth(value), digits + "年目".len()),
        _ => return None,
    };
    Some((year, after_year(text, end)))
}

/// The year of an era: R5, 令和５年度, 令和６（2024）年度, 令和6～8年度, 令和6年3月末.
fn era_year(text: &str, era: &str) -> Option<(FiscalYear, usize)> {
    let body = text[era.len()..].trim_start_matches(['.', '．']);
    let skipped = text.len() - body.len();
    let digits = if body.starts_with('元') { '元'.len_utf8() } else { number(body).map(|(_, length)| length)? };
    if text[skipped..skipped + digits].chars().count() > 2 {
        return None;
    }
    let stated = |from: usize, to: usize| parse_year(&format!("{era}{}年度", &text[from..to]));
    // 令和6～8年度: the last.
    let later = text[skipped + digits..].strip_prefix(['～', '〜', '~', '－', '-']);
    if let Some(later) = later
        && let Some((_, length)) = number(later).filter(|(_, length)| later[*length..].starts_with("年度"))
    {
        let from = text.len() - later.len();
        return Some((stated(from, from + length)?, from + length + "年度".len()));
    }
    let year = stated(skipped, skipped + digits)?;
    if let Some(found) = day(text, year, skipped + digits) {
        return Some(found);
    }
    let (end, said) = suffix(text, twice(text, skipped + digits));
    let tail = &text[end..];
    let spelled = era.len() == "令和".len();
    let dotted = tail.starts_with(['.', '．', '-', '/', '・']);
    // R5 R6, without a blank: the next year. R5x is a name.
    let next = || {
        tail.starts_with(['R', 'H', 'Ｒ', 'Ｈ']) && number(tail.trim_start_matches(['R', 'H', 'Ｒ', 'Ｈ'])).is_some()
    };
    let named = tail.starts_with(|c: char| c.is_ascii_alphabetic()) && !next();
    (said || !(spelled || dotted || named)).then_some((year, end))
}

/// `年3月末`, `.3末`, `年4月1日現在`, `.4.1現在` after the number of a year: the fiscal year of that day.
fn day(text: &str, year: FiscalYear, at: usize) -> Option<(FiscalYear, usize)> {
    let rest = text[at..].strip_prefix(['年', '.', '．'])?;
    let (month, length) = number(rest)?;
    let rest = &rest[length..];
    let end = rest.strip_prefix("月末").or_else(|| rest.strip_prefix('末')).or_else(|| {
        let rest = rest.strip_prefix(['月', '.', '．'])?;
        let (_, length) = number(rest)?;
        let rest = rest[length..].strip_prefix('日').unwrap_or(&rest[length..]);
        ["現在", "時点"].iter().any(|word| rest.starts_with(word)).then_some(rest)
    })?;
    let fiscal = if month >= 4 { year.0 } else { year.0 - 1 };
    (1..=12).contains(&month).then(|| (FiscalYear(fiscal), text.len() - end.len()))
}

/// Where the year in brackets ends that says the same in the other calendar, before 年度: 令和６（2024）年度.
fn twice(text: &str, at: usize) -> usize {
    let inner = || {
        let rest = text[at..].strip_prefix(['（', '('])?;
        let end = rest.find(['）', ')'])?;
        let bracket = rest[end..].chars().next()?.len_utf8();
        let year = single_year(&rest[..end]).is_some_and(|(_, length)| length == end);
        let after = text.len() - rest.len() + end + bracket;
        (year && text[after..].starts_with('年')).then_some(after)
    };
    inner().unwrap_or(at)
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

    fn read_words(text: &str) -> Vec<Word> {
        read(text).into_iter().map(|item| item.word).collect()
    }

    #[test]
    fn heads_are_read_word_for_word() {
        let stated = |year| Word::Year(Year::Stated(FiscalYear(year)));
        assert_eq!(
            read_words("項目公表方法現行R4年度R5年度①公表回数"),
            [Word::Label, Word::Label, Word::Says(Says::Now), stated(2022), stated(2023)]
        );
        assert_eq!(read_words("目標値（令和８年度）"), [Word::Says(Says::Target), stated(2026)]);
        assert_eq!(read_words("3年度4年度"), [Word::Year(Year::Bare(3)), Word::Year(Year::Bare(4))]);
        assert_eq!(read_words("初年度2年目"), [Word::Year(Year::Nth(1)), Word::Year(Year::Nth(2))]);
        assert_eq!(read_words("（単位：件）指標"), [Word::Unit("件".into()), Word::Label]);
        assert_eq!(read_words("2024年2025年"), [stated(2024), stated(2025)]);
        assert_eq!(read_words("平成31年度"), [stated(2019)]);
        assert_eq!(read_words("R5R6"), [stated(2023), stated(2024)]);
        assert_eq!(read_words("20242025"), [stated(2024), stated(2025)]);
        assert!(read_words("R4.3月").is_empty() && read_words("相談件数").is_empty());
    }

    #[test]
    fn years_as_heads_spell_them() {
        let stated = |year| [Word::Year(Year::Stated(FiscalYear(year)))];
        for text in [
            "R4末",
            "令和４（2022）年度",
            "2022（R4）年度",
            "令和４年度末までに",
            "令和5年3月末",
            "R5.3末",
            "令和3～4年度",
        ] {
            assert_eq!(read_words(text), stated(2022), "{text}");
        }
        assert_eq!(read_words("Ｒ６～Ｒ８"), stated(2026));
        assert_eq!(read_words("前年度今年度"), [Word::Year(Year::Nth(0)), Word::Year(Year::Nth(1))]);
        assert_eq!(read_words("前年度比"), [Word::Says(Says::Rate)]);
        assert_eq!(read_words("目標年度（令和４年度）")[0], Word::Says(Says::Target));
        assert_eq!(read_words("目標値目標年度"), [Word::Says(Says::Target), Word::Due]);
        assert_eq!(read_words("中間目標（令和４年度）")[0], Word::Says(Says::Target));
    }
}
