//! A number with its unit, as plans print it: `2,696件`, `4,500万円`, `35%`, `2～3回`.
//!
//! What comes in is a text, what goes out are its figures and the years before them. This file must not know
//! what a figure measures.

use crate::blocks::chars::{digit, is_hiragana, is_japanese};
use kurabe_model::year::parse_year;
use kurabe_text::number::{decimal, kanji};
use kurabe_text::unit::{self, Kind, Unit};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A number with its unit, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) value: f64,
    /// The unit as records print it; 件/年 where the plan says so.
    pub(super) unit: &'static str,
    /// Bytes of the number.
    pub(super) from: usize,
    /// First byte after the unit.
    pub(super) to: usize,
}

/// Units by their first letter, the longer before those that they begin with; what is written and what it is called.
static UNITS: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut units: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    let plain = unit::spellings().filter(|(_, unit)| !tells_time(unit)).map(|(written, _)| match written {
        "％" | "パーセント" => (written, "%"),
        _ => (written, written),
    });
    for (written, name) in PER_TIME.into_iter().chain(plain) {
        if let Some(first) = written.chars().next() {
            units.entry(first).or_default().push((written, name));
        }
    }
    units.values_mut().for_each(|units| units.sort_by_key(|(written, _)| std::cmp::Reverse(written.len())));
    units
});

/// Units with the time in which they are counted; those of [`unit`] have spellings of their own.
const PER_TIME: [(&str, &str); 11] = [
    ("日間", "日間"),
    ("件／年", "件/年"),
    ("回／年", "回/年"),
    ("回／月", "回/月"),
    ("人／年", "人/年"),
    ("社／年", "社/年"),
    ("者／年", "者/年"),
    ("名／年", "名/年"),
    ("店／年", "店/年"),
    ("本/年", "本/年"),
    ("本／年", "本/年"),
];

/// Days and months say when or how long, not how much.
fn tells_time(unit: &Unit) -> bool {
    unit.kind == Kind::Duration && !matches!(unit.name, "時間" | "泊" | "人日" | "人泊")
}

/// What may follow a unit only as part of another word: 3本社, 5点検, 2人材; the third of several is no count (3社目).
fn other_word(unit: &str, rest: &str) -> bool {
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    if rest.starts_with('目') && !starts(&["目標", "目指", "目安", "目途"]) {
        return true;
    }
    match unit {
        "人" => starts(&["材", "口", "気", "権"]),
        "本" => starts(&["社", "部", "店", "所", "格"]),
        "点" => starts(&["検"]),
        "部" => starts(&["会", "門", "長", "分"]),
        "所" => starts(&["得", "属", "長"]),
        "回" => starts(&["生", "答", "収", "線"]),
        "名" => starts(&["称"]),
        "誌" => starts(&["面", "上"]),
        "基" => starts(&["本", "盤", "準", "礎"]),
        "件" => starts(&["名"]),
        "者" => starts(&["数"]),
        "通" => starts(&["り", "じ", "年", "常", "信", "貨"]),
        "店" => starts(&["舗街"]),
        "先" => starts(&["進", "行", "端", "着", "方", "生", "輩"]),
        "種" => starts(&["別", "子", "々"]),
        "個" => starts(&["別", "人", "性", "店"]),
        "食" => starts(&["品", "材", "事", "文", "育"]),
        "発" => starts(&["電", "展", "達", "信", "行", "表", "注", "足"]),
        "便" => starts(&["利", "益"]),
        "室" => starts(&["内", "長"]),
        "家庭" => starts(&["教育", "用", "内", "訪", "ご", "系", "向", "医", "菜", "生活"]),
        "地区" => starts(&["計画"]),
        "施設" => starts(&["計画"]),
        "事業" => starts(&["計画", "所", "者", "年度", "承継", "費", "部", "区"]),
        _ => false,
    }
}

/// The unit at the start of a text, and its length; a blank may stand before it.
pub(super) fn unit_at(text: &str) -> Option<(&'static str, usize)> {
    let trimmed = text.trim_start_matches([' ', '\u{3000}']);
    let gap = text.len() - trimmed.len();
    if gap > 3 {
        return None;
    }
    // Most numbers of a table of figures have no unit: their next letter tells.
    let units = UNITS.get(&trimmed.chars().next()?)?;
    let (written, name) = units.iter().find(|(written, _)| trimmed.starts_with(written))?;
    let rest = &trimmed[written.len()..];
    (!other_word(written, rest)).then_some((*name, gap + written.len()))
}

/// Reads the figure at the start of a text that begins with a digit.
///
/// Numbers that name (第2期, 2024年, 国道53号, 4月) have no unit of this list and are none.
pub(super) fn figure(text: &str, at: usize) -> Option<Figure> {
    let rest = text.get(at..)?;
    let (mut value, mut length) = spaced(rest).or_else(|| decimal(rest))?;
    // 2～3回 is told by its upper end's unit and its lower end's value.
    if let Some(after) = rest.get(length..)
        && let Some(range) = after.strip_prefix(['～', '〜', '~', '-', '－'])
        && range.starts_with(|c| digit(c).is_some())
        && let Some((upper, taken)) = decimal(range)
        && upper > value
    {
        length += after.len() - range.len() + taken;
    }
    let tail = rest.get(length..)?;
    let tail = match tail.strip_prefix(['数', '余']) {
        Some(more) => {
            length += tail.len() - more.len();
            more
        }
        None => tail,
    };
    let (unit, taken) = unit_at(tail)?;
    if tail.trim_start().starts_with("億円") {
        value = times(value, 1e8);
    }
    Some(Figure { value, unit, from: at, to: at + length + taken })
}

/// The multiple of a unit at the start of a text, 千人泊: by how much, of which unit, and the bytes that it takes.
pub(super) fn scaled(text: &str) -> Option<(f64, &'static str, usize)> {
    let (factor, rest) = unit::scale(text);
    let (unit, taken) = unit_at(rest).filter(|(unit, _)| rest.len() < text.len() && *unit != "%")?;
    Some((factor, unit, text.len() - rest.len() + taken))
}

/// A value times a power of ten, without the noise of binary fractions: 38.2 by 億 is 3,820,000,000.
pub(super) fn times(value: f64, factor: f64) -> f64 {
    /// Places behind the point that a plan may print of such a product.
    const PLACES: f64 = 1e3;
    (value * factor * PLACES).round() / PLACES
}

/// Reads the figure at a digit: with its unit, or without one where the words around it say what it counts.
pub(super) fn read(text: &str, at: usize) -> Option<Figure> {
    figure(text, at)
        .or_else(|| of_the_term(text, at))
        .or_else(|| of_a_count(text, at))
        .or_else(|| of_a_bracketed_unit(text, at))
}

/// Reads a number whose unit stands before it in brackets, at the end of its name: `観光消費額（百万円）：300`.
fn of_a_bracketed_unit(text: &str, at: usize) -> Option<Figure> {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '約'));
    let inside = before.strip_suffix(['）', ')'])?;
    let (open, bracket) = inner_bracket(inside)?;
    let written = inside[open + bracket..].trim();
    let (factor, unit) = match scaled(written).filter(|(.., taken)| *taken == written.len()) {
        Some((factor, unit, _)) => (factor, unit),
        None => (1.0, unit_at(written).filter(|(_, taken)| *taken == written.len())?.0),
    };
    let (value, length) = decimal(text.get(at..)?)?;
    let to = at + length;
    let ends = text[to..].chars().next().is_none_or(|c| !is_japanese(c) && c != '-');
    (open > 0 && ends).then(|| Figure { value: times(value, factor), unit, from: open, to })
}

/// The last opening bracket of a text and its length.
fn inner_bracket(text: &str) -> Option<(usize, usize)> {
    text.char_indices().rev().find(|(_, c)| matches!(c, '（' | '(')).map(|(at, c)| (at, c.len_utf8()))
}

/// Reads a number whose places stand apart, as columns and line ends leave them: `8,742 万 4,123円`.
fn spaced(text: &str) -> Option<(f64, usize)> {
    /// Letters that such a number takes.
    const LONGEST: usize = 24;
    let scale = |c: char| matches!(c, '千' | '万' | '億' | '兆');
    let blank = |c: char| matches!(c, ' ' | '\u{3000}' | '\n');
    let part = |c: char| scale(c) || blank(c) || digit(c).is_some() || matches!(c, ',' | '，' | '.' | '．');
    let stretch: Vec<(usize, char)> = text.char_indices().take(LONGEST).take_while(|(_, c)| part(*c)).collect();
    let comma = |c: char| matches!(c, ',' | '，');
    let places = |at: usize| (1..=3).all(|next| stretch.get(at + next).is_some_and(|(_, c)| digit(*c).is_some()));
    let inner = |at: usize| {
        stretch.get(at.wrapping_sub(1)).zip(stretch.get(at + 1)).is_some_and(|(a, b)| {
            // 2, 800人: a line's end behind the comma.
            scale(a.1) || scale(b.1) || comma(a.1) && places(at)
        })
    };
    let kept: Vec<(usize, char)> =
        stretch.iter().enumerate().filter(|(at, (_, c))| !blank(*c) || !inner(*at)).map(|(_, found)| *found).collect();
    if kept.len() == stretch.len() {
        return None;
    }
    let closed: String = kept.iter().map(|(_, c)| *c).collect();
    let (value, length) = decimal(&closed)?;
    let last = closed.get(..length)?.chars().count().checked_sub(1)?;
    kept.get(last).map(|(at, c)| (value, at + c.len_utf8()))
}

/// Reads a number without a unit that says that it is what the whole plan aims at: `（計画期間中 160）`.
fn of_the_term(text: &str, at: usize) -> Option<Figure> {
    let before = text[..at].trim_end();
    let said = ["計画期間中", "期間中", "期間内", "期間累計", "期間合計"].iter().any(|word| before.ends_with(word));
    let (value, length) = decimal(text.get(at..)?)?;
    let to = at + length;
    (said && text[to..].trim_start().starts_with(['）', ')'])).then_some(Figure { value, unit: "", from: at, to })
}

/// Reads a number whose name is a count and which has no unit: `会員数250を目指す`, `〈会員数 1,280〉`.
fn of_a_count(text: &str, at: usize) -> Option<Figure> {
    let (value, length) = decimal(text.get(at..)?)?;
    let to = at + length;
    let aimed = ["を目指", "を目標", "を達成", "を維持", "に増", "まで増", "へ増", "とする"];
    let counts = text[..at].trim_end().ends_with('数');
    let is_aimed = || aimed.iter().any(|word| text[to..].starts_with(word));
    // The brackets hold the name and its number, and nothing else.
    let is_noted = || {
        let open = text[..at].rfind(['（', '(', '〈', '＜', '【']);
        let name = open.map(|open| &text[open..at]).filter(|name| !name.contains([')', '）', '、', '。']));
        name.is_some() && text[to..].trim_start().starts_with([')', '）', '〉', '＞', '】'])
    };
    let counted = counts && (is_aimed() || is_noted());
    counted.then_some(Figure { value, unit: "", from: at, to })
}

/// Reads the figure at a kanji numeral: `八百件`, `年三回`.
///
/// A numeral below ten names things (一社, 三者会議) unless it says how often; and a figure ends where its unit ends,
/// not inside another word (百円ショップ, 十人十色).
pub(super) fn in_kanji(text: &str, at: usize) -> Option<Figure> {
    const COUNTED: [&str; 12] = ["回", "件", "名", "人", "社", "会員", "事業所", "企業", "団体", "円", "か所", "校"];
    const AFTER: [&str; 8] = ["達成", "以上", "程度", "目標", "予定", "増", "開催", "実施"];
    let rest = text.get(at..)?;
    // （百万円） behind a name is a unit.
    let bracketed = text[..at].ends_with(['（', '(']);
    if bracketed && scaled(rest).is_some_and(|(.., taken)| rest[taken..].starts_with(['）', ')'])) {
        return None;
    }
    let (value, length) = kanji(rest)?;
    let (unit, taken) = unit_at(rest.get(length..)?)?;
    let tail = rest.get(length + taken..)?;
    let before = text[..at].chars().next_back();
    let often = unit == "回" && before.is_some_and(|c| matches!(c, '年' | '月' | '週' | '間' | 'に' | '各'));
    let ends =
        !tail.starts_with(|c| is_japanese(c) && !is_hiragana(c)) || AFTER.iter().any(|word| tail.starts_with(word));
    let named = before.is_some_and(|c| matches!(c, '第' | '数' | '何' | '幾'));
    let counted = COUNTED.contains(&unit) && ends && !named && (value >= 10 || often);
    counted.then_some(Figure { value: value as f64, unit, from: at, to: at + length + taken })
}

/// A fiscal year at the start of a text (H30, R01年, 令和2年度, 2023年度): the Western year and the length.
pub(super) fn year(text: &str) -> Option<(i32, usize)> {
    let first = text.chars().next()?;
    let (head, era) = match first {
        'H' | 'R' | 'S' | 'Ｈ' | 'Ｒ' | 'Ｓ' => (first.len_utf8(), true),
        '令' | '平' | '昭' => {
            (text.starts_with("令和") || text.starts_with("平成") || text.starts_with("昭和")).then_some((6, true))?
        }
        '2' | '２' => (0, false),
        _ => return None,
    };
    // 平成 26 年度: letters set apart.
    let spelled = matches!(first, '令' | '平' | '昭');
    let gap =
        |rest: &str| rest.strip_prefix(' ').map_or(0, |rest| usize::from(rest.starts_with(|c| digit(c).is_some())));
    let head = head + if spelled { gap(text.get(head..)?) } else { 0 };
    let body = text.get(head..)?;
    let digits: usize =
        body.chars().take_while(|c| digit(*c).is_some() || era && *c == '元').take(5).map(char::len_utf8).sum();
    let count = body.get(..digits)?.chars().count();
    let tail = body.get(digits..)?;
    let blank = usize::from(spelled && tail.starts_with(" 年"));
    let tail = tail.get(blank..)?;
    let fits = if era { (1..=2).contains(&count) } else { count == 4 && tail.starts_with("年度") };
    if !fits {
        return None;
    }
    let suffix = if tail.starts_with("年度") {
        6
    } else if tail.starts_with('年') && !tail["年".len()..].starts_with(|c| digit(c).is_some()) {
        3
    } else {
        0
    };
    if suffix == 0 && (spelled || tail.starts_with(['.', '．', '-', '/'])) {
        return None;
    }
    let written = text.get(..head + digits)?.replace(' ', "");
    let parsed = parse_year(&written).or_else(|| parse_year(&format!("{written}年度")))?;
    Some((parsed.0, head + digits + blank + suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_years() {
        let read = |text: &str| figure(text, 0).map(|figure| (figure.value, figure.unit));
        assert_eq!(read("2,696件"), Some((2696.0, "件")));
        assert_eq!(read("4,500万円"), Some((45_000_000.0, "円")));
        assert_eq!(read("４億円の融資"), Some((4e8, "円")));
        assert_eq!(read("2～3回"), Some((2.0, "回")));
        assert_eq!(read("8,742 万 4,123 円"), Some((87_424_123.0, "円")));
        assert_eq!(read("8,742万4,123円"), Some((87_424_123.0, "円")));
        assert_eq!(
            (read("12 社"), read("3 万人"), read("30者／年")),
            (Some((12.0, "社")), Some((3e4, "人")), Some((30.0, "者/年")))
        );
        assert_eq!(read("38.6%"), Some((38.6, "%")));
        assert_eq!(read("41件/年"), Some((41.0, "件/年")));
        assert_eq!((read("2024年"), read("10月"), read("2回目")), (None, None, None));
        let kanji = |text: &str, at| in_kanji(text, at).map(|figure| (figure.value, figure.unit));
        assert_eq!((kanji("八百件", 0), kanji("年三回", 3)), (Some((800.0, "件")), Some((3.0, "回"))));
        assert_eq!(kanji("一千名達成", 0), Some((1000.0, "名")));
        for name in ["三者会議", "一社一品", "百円ショップ", "十人十色", "二回戦", "千人針"] {
            assert_eq!(kanji(name, 0), None, "{name}");
        }
        assert_eq!(year("H30 433人"), Some((2018, 3)));
        assert_eq!(year("R01年 37人"), Some((2019, 6)));
        assert_eq!(year("令和2年度"), Some((2020, 13)));
        assert_eq!(year("2023年度は"), Some((2023, 10)));
        assert_eq!(year("令和5年3月"), None);
        assert_eq!(year("平成 26 年度 8,089 名"), Some((2014, 16)));
        assert_eq!((read("2, 800人"), read("2, 80人")), (Some((2800.0, "人")), None));
    }
}
