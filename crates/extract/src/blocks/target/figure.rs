//! A cell of figures, told by its shape: 延べ1,120件, ３回～４回, 年２回×３会場, 2,150（＋50）, －.
//!
//! What comes in is text without blanks, what goes out is whether it is such a cell. This file must not know what a
//! figure means.

use crate::blocks::chars::{digit, is_hiragana};
use kurabe_text::number::decimal;

/// Words before a number; a word stands before those that it begins with.
const BEFORE: [&str; 45] = [
    "延べ",
    "のべ",
    "延",
    "約",
    "概ね",
    "おおむね",
    "およそ",
    "月平均",
    "年平均",
    "平均",
    "年間",
    "計画期間中",
    "期間累計",
    "期間中",
    "通算",
    "隔年",
    "隔月",
    "月間",
    "毎年度",
    "毎年",
    "毎月",
    "毎週",
    "年",
    "月",
    "週",
    "各回",
    "各",
    "合計",
    "累計",
    "計",
    "対前年度比",
    "対前年比",
    "前年度比",
    "前年比",
    "対前年",
    "最大",
    "全",
    "目標",
    "＋",
    "+",
    "△",
    "▲",
    "－",
    "−",
    "-",
];
/// Words after a number and its unit.
const AFTER: [&str; 21] = [
    "以上",
    "以下",
    "以内",
    "程度",
    "増加",
    "減少",
    "増し",
    "増",
    "減",
    "UP",
    "ＵＰ",
    "アップ",
    "ずつ",
    "前後",
    "未満",
    "超",
    "余",
    "維持",
    "予定",
    "見込",
    "達成",
];
/// Units of more than three letters.
const LONG_UNITS: [&str; 7] =
    ["フォロワー", "グループ", "ポイント", "商工会議所", "アクセス", "ダウンロード", "事業者数"];
/// Units that may stand behind a blank, the longer before those that they begin with.
const UNITS: [&str; 74] = [
    "フォロワー",
    "グループ",
    "ポイント",
    "事業者",
    "事業所",
    "百万円",
    "千円",
    "万円",
    "億円",
    "千人",
    "万人",
    "会員",
    "団体",
    "企業",
    "店舗",
    "世帯",
    "組合",
    "コース",
    "講座",
    "区画",
    "か所",
    "カ所",
    "ヶ所",
    "ヵ所",
    "箇所",
    "時間",
    "商品",
    "会場",
    "種類",
    "品目",
    "人日",
    "か国",
    "カ国",
    "人",
    "件",
    "社",
    "回",
    "所",
    "校",
    "本",
    "点",
    "口",
    "部",
    "組",
    "店",
    "者",
    "名",
    "台",
    "枚",
    "棟",
    "品",
    "戸",
    "基",
    "円",
    "%",
    "％",
    "割",
    "倍",
    "㎡",
    "泊",
    "軒",
    "冊",
    "票",
    "通",
    "便",
    "室",
    "日",
    "年",
    "月",
    "隻",
    "匹",
    "頭",
    "個",
    "ha",
];
/// What stands where there is no figure yet.
const NONE: [&str; 54] = [
    "→",
    "⇒",
    "➡",
    "⇨",
    "→→",
    "検討",
    "継続",
    "準備",
    "調査",
    "試行",
    "推進",
    "充実",
    "拡充",
    "見直し",
    "開始",
    "導入",
    "検証",
    "継続実施",
    "検討・準備",
    "なし",
    "無し",
    "無",
    "未実施",
    "中止",
    "延期",
    "休止",
    "未定",
    "未策定",
    "未開催",
    "未設置",
    "新規",
    "随時",
    "同左",
    "〃",
    "同上",
    "…",
    "……",
    "‥",
    "・・・",
    "維持",
    "現状維持",
    "増加",
    "減少",
    "向上",
    "完了",
    "設置",
    "開設",
    "整備",
    "策定",
    "運用",
    "○",
    "〇",
    "×",
    "実施",
];

/// What a cell of figures is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// It holds a number.
    Number,
    /// It says that there is none: －, 未実施.
    Empty,
}

/// Tells the shape of a cell of figures; none for words.
pub(crate) fn shape(text: &str) -> Option<Shape> {
    if is_dash(text) || NONE.contains(&text) || is_rating(text) {
        return Some(Shape::Empty);
    }
    // 千人, 百万円 in a column of units.
    let scaled = kurabe_text::unit::scale(text).1.len() < text.len();
    if scaled && !text.contains(|c| digit(c).is_some()) {
        return None;
    }
    // A name without a figure is told at once, and 参加企業 is no 3 in the letters of deeds.
    if !text.contains(|c: char| digit(c).is_some() || kanji_figure(c)) {
        return None;
    }
    (number(text, 0)? == text.len()).then_some(Shape::Number)
}

/// A letter of a figure in kanji, but for those of deeds.
fn kanji_figure(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
        || matches!(c, '十' | '百' | '千' | '万' | '億' | '兆')
}

/// A judgement in the place of a figure: Ａ, ◎, Ｂ＋.
pub(crate) fn is_rating(text: &str) -> bool {
    let sign = text.trim_end_matches(['+', '＋', '-', '－']);
    let mut letters = sign.chars();
    letters.next().is_some_and(|c| "ABCDESＡＢＣＤＥＳ◎○◯〇△▲×✕●".contains(c)) && letters.next().is_none()
}

/// A stroke that stands for no figure.
pub(crate) fn is_dash(text: &str) -> bool {
    let strokes = text.chars().count();
    (1..=3).contains(&strokes)
        && text.chars().all(|c| matches!(c, '-' | '－' | '―' | '–' | '—' | '‐' | '−' | 'ー' | '─' | '‑'))
}

/// Does more belong to a cell that ends like this: 年, 延べ, ３回～?
pub(crate) fn is_open(text: &str) -> bool {
    text.ends_with(['～', '〜', '~', '×', '→', '（', '('])
        || BEFORE.contains(&text) && !is_dash(text)
        || text.matches(['（', '(']).count() > text.matches(['）', ')']).count()
}

/// Does a word go on the figure before it, a blank between them: `120 回`, `3 者以上`, `2,150 （＋50）`?
pub(crate) fn goes_on(word: &str) -> bool {
    if word.starts_with(['（', '(', '～', '〜', '~', '×', '✕', '／', '/', '→']) {
        return true;
    }
    let unit = UNITS.iter().find(|unit| word.starts_with(**unit)).map_or(0, |unit| unit.len());
    let mut rest = &word[unit..];
    while let Some(after) = AFTER.iter().find(|after| rest.starts_with(**after)) {
        rest = &rest[after.len()..];
    }
    rest.len() < word.len() && (rest.is_empty() || rest.starts_with(['（', '(', '～', '〜', '~', '×', '／', '/']))
}

/// Where the number at the start of a text ends with all that belongs to it.
fn number(text: &str, depth: u32) -> Option<usize> {
    let mut at = 0;
    at += term(text);
    while let Some(word) = BEFORE.iter().find(|word| text[at..].starts_with(**word)) {
        at += word.len();
    }
    let (_, length) = decimal(&text[at..])?;
    at += length;
    let counted = unit(&text[at..])?;
    at += counted;
    while let Some(word) = AFTER.iter().find(|word| text[at..].starts_with(**word)) {
        at += word.len();
    }
    at += ["/年", "／年", "/月", "／月", "/日", "／日", "/週", "／週"]
        .iter()
        .find(|per| text[at..].starts_with(**per))
        .map_or(0, |per| per.len());
    let rest = &text[at..];
    // 2回60名: two counts side by side.
    let dated = rest.len() < text.len() && text[..at].ends_with(['年', '月', '日', '時']);
    if counted > 0
        && !dated
        && depth == 0
        && rest.starts_with(|c| digit(c).is_some())
        && let Some(length) = number(rest, depth + 1)
    {
        return Some(at + length);
    }
    let joint = ['～', '〜', '~', '×', '✕', '・', '、', '／', '/', '→', '＋', '+', '－', '-'];
    if let Some(more) = rest.strip_prefix(joint)
        && depth < 4
        && let Some(length) = number(more, depth + 1)
    {
        at = text.len() - more.len() + length;
    }
    let rest = &text[at..];
    if rest.starts_with(['（', '('])
        && let Some((end, shut)) = rest.char_indices().take(24).find(|(_, c)| matches!(c, '）' | ')'))
    {
        at += end + shut.len_utf8();
    }
    Some(at)
}

/// The length of the span of years at the start of a text for which a figure is meant: 5か年で, 3年間で.
fn term(text: &str) -> usize {
    const SPANS: [&str; 6] = ["年間で", "か年で", "ヵ年で", "カ年で", "ヶ年で", "年で"];
    let Some((_, length)) = decimal(text) else { return 0 };
    SPANS.iter().find(|span| text[length..].starts_with(**span)).map_or(0, |span| length + span.len())
}

/// The length of the unit at the start of a text, 0 without one; none if a word follows that is no unit.
fn unit(text: &str) -> Option<usize> {
    if let Some(long) = LONG_UNITS.iter().find(|unit| text.starts_with(**unit)) {
        return Some(long.len());
    }
    let mut length = 0;
    for (letters, (at, c)) in text.char_indices().enumerate() {
        let ends = AFTER.iter().any(|word| text[at..].starts_with(word)) && letters > 0;
        let stroke =
            matches!(c, '/' | '／') && letters > 0 && !text[at + c.len_utf8()..].starts_with(|c| digit(c).is_some());
        let letter = c.is_alphanumeric() && digit(c).is_none() && (!is_hiragana(c) || matches!(c, 'か' | 'つ'))
            || matches!(c, '%' | '％' | '㎡' | '‰');
        if ends || !letter && !stroke {
            break;
        }
        if letters >= 3 && !text[..at].contains(['/', '／']) && !stroke {
            return None;
        }
        if letters >= 6 {
            return None;
        }
        length = at + c.len_utf8();
    }
    let named = text[..length].ends_with(['数', '率', '額', '目', '期', '号', '代']);
    (!named).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_figures() {
        for text in [
            "４回",
            "18",
            "延べ1,120件",
            "月平均35件",
            "前年比10％増",
            "３回～４回",
            "年２回×３会場",
            "2,150（＋50）",
            "85.5％",
            "1億2,000万円",
            "30点以上",
            "回",
            "1件/年",
            "186万円",
            "12社・3回",
            "△5",
            "10件以上/年",
            "5か年で10件",
            "2回60名",
            "隔年1回",
            "12/10",
        ] {
            assert_eq!(shape(text).is_some(), text != "回", "{text}");
        }
        assert_eq!((shape("－"), shape("未実施")), (Some(Shape::Empty), Some(Shape::Empty)));
        for text in
            ["千人", "百万円", "HP掲載", "公表回数", "①公表", "30代の創業者数", "２次創業数", "第2期", "うち創業"]
        {
            assert_eq!(shape(text), None, "{text}");
        }
    }
}
