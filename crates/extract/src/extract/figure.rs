//! A number with its unit, as plans print it: `2,696件`, `4,500万円`, `35%`, `2～3回`.
//!
//! What comes in is a text, what goes out are its figures and the years before them. This file must not know
//! what a figure measures.

use crate::blocks::chars::{digit, is_hiragana, is_japanese};
use kurabe_model::year::parse_year;
use kurabe_text::number::{decimal, kanji};

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

/// Units, the longer before those that they begin with; what is written and what it is called.
const UNITS: [(&str, &str); 80] = [
    ("商品", "商品"),
    ("会場", "会場"),
    ("万人", "人"),
    ("商工会議所", "商工会議所"),
    ("商工会", "商工会"),
    ("会議所", "会議所"),
    ("事業所", "事業所"),
    ("事業者", "事業者"),
    ("会員", "会員"),
    ("団体", "団体"),
    ("企業", "企業"),
    ("店舗", "店舗"),
    ("世帯", "世帯"),
    ("組合", "組合"),
    ("グループ", "グループ"),
    ("コース", "コース"),
    ("講座", "講座"),
    ("区画", "区画"),
    ("か所", "か所"),
    ("カ所", "カ所"),
    ("ヶ所", "ヶ所"),
    ("ヵ所", "ヵ所"),
    ("ケ所", "ケ所"),
    ("箇所", "箇所"),
    ("か国", "か国"),
    ("カ国", "カ国"),
    ("時間", "時間"),
    ("人日", "人日"),
    ("件/年", "件/年"),
    ("件／年", "件/年"),
    ("回/年", "回/年"),
    ("回／年", "回/年"),
    ("人/年", "人/年"),
    ("社/年", "社/年"),
    ("人／年", "人/年"),
    ("社／年", "社/年"),
    ("者/年", "者/年"),
    ("者／年", "者/年"),
    ("名/年", "名/年"),
    ("名／年", "名/年"),
    ("店/年", "店/年"),
    ("店／年", "店/年"),
    ("本/年", "本/年"),
    ("本／年", "本/年"),
    ("回/月", "回/月"),
    ("回／月", "回/月"),
    ("ポイント", "ポイント"),
    ("フォロワー", "フォロワー"),
    ("億円", "円"),
    ("人", "人"),
    ("名", "名"),
    ("件", "件"),
    ("社", "社"),
    ("回", "回"),
    ("所", "所"),
    ("校", "校"),
    ("本", "本"),
    ("点", "点"),
    ("口", "口"),
    ("部", "部"),
    ("組", "組"),
    ("店", "店"),
    ("者", "者"),
    ("台", "台"),
    ("枚", "枚"),
    ("棟", "棟"),
    ("品", "品"),
    ("戸", "戸"),
    ("基", "基"),
    ("円", "円"),
    ("%", "%"),
    ("％", "%"),
    ("割", "割"),
    ("倍", "倍"),
    ("㎡", "㎡"),
    ("泊", "泊"),
    ("軒", "軒"),
    ("冊", "冊"),
    ("通", "通"),
    ("ha", "ha"),
];

/// What may follow a unit only as part of another word: 3本社, 5点検, 2人材.
fn other_word(unit: &str, rest: &str) -> bool {
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    match unit {
        "人" => starts(&["材", "口", "気", "権"]),
        "本" => starts(&["社", "部", "店", "所", "格"]),
        "点" => starts(&["検"]),
        "部" => starts(&["会", "門", "長"]),
        "所" => starts(&["得", "属", "長"]),
        "回" => starts(&["目", "生", "答", "収", "線"]),
        "名" => starts(&["称"]),
        "基" => starts(&["本", "盤"]),
        "件" => starts(&["名"]),
        "者" => starts(&["数"]),
        "通" => starts(&["り", "じ", "年", "常", "信", "貨"]),
        "店" => starts(&["舗街"]),
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
    let first = trimmed.chars().next()?;
    if !"商会事企団店世組グコ講区かカヶヵケ箇時人件回社ポフ億名所校本点口部者台枚棟品戸基円%％割倍㎡泊軒冊通h"
        .contains(first)
    {
        return None;
    }
    let (written, name) = UNITS.iter().find(|(written, _)| trimmed.starts_with(written))?;
    let rest = &trimmed[written.len()..];
    (!other_word(written, rest)).then_some((*name, gap + written.len()))
}

/// Reads the figure at the start of a text that begins with a digit.
///
/// Numbers that name (第2期, 2024年, 国道53号, 4月) have no unit of this list and are none.
pub(super) fn figure(text: &str, at: usize) -> Option<Figure> {
    let rest = text.get(at..)?;
    let (mut value, mut length) = decimal(rest)?;
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
        value *= 1e8;
    }
    Some(Figure { value, unit, from: at, to: at + length + taken })
}

/// Reads a number without a unit that says that it is what the whole plan aims at: `（計画期間中 160）`.
pub(super) fn of_the_term(text: &str, at: usize) -> Option<Figure> {
    let before = text[..at].trim_end();
    let said = ["計画期間中", "期間中", "期間内", "期間累計", "期間合計"].iter().any(|word| before.ends_with(word));
    let (value, length) = decimal(text.get(at..)?)?;
    let to = at + length;
    (said && text[to..].trim_start().starts_with(['）', ')'])).then_some(Figure { value, unit: "", from: at, to })
}

/// Reads the figure at a kanji numeral: `八百件`, `年三回`.
///
/// A numeral below ten names things (一社, 三者会議) unless it says how often; and a figure ends where its unit ends,
/// not inside another word (百円ショップ, 十人十色).
pub(super) fn in_kanji(text: &str, at: usize) -> Option<Figure> {
    const COUNTED: [&str; 12] = ["回", "件", "名", "人", "社", "会員", "事業所", "企業", "団体", "円", "か所", "校"];
    const AFTER: [&str; 8] = ["達成", "以上", "程度", "目標", "予定", "増", "開催", "実施"];
    let rest = text.get(at..)?;
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
    let body = text.get(head..)?;
    let digits: usize =
        body.chars().take_while(|c| digit(*c).is_some() || era && *c == '元').take(5).map(char::len_utf8).sum();
    let count = body.get(..digits)?.chars().count();
    let tail = body.get(digits..)?;
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
    let spelled = matches!(first, '令' | '平' | '昭');
    if suffix == 0 && (spelled || tail.starts_with(['.', '．', '-', '/'])) {
        return None;
    }
    let parsed =
        parse_year(text.get(..head + digits)?).or_else(|| parse_year(&format!("{}年度", &text[..head + digits])))?;
    Some((parsed.0, head + digits + suffix))
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
    }
}
