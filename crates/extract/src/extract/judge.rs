//! What a number with a unit says of an item: its role, its unit, its name, or nothing.
//!
//! What comes in is a figure in its text, what goes out is an indicator. This file must not know how a text is
//! walked through.

use super::context::{Label, Mode, Named, Series};
use super::figure::Figure;
use crate::blocks::chars::{digit, is_japanese};
use kurabe_model::{Indicator, Role};

/// The letters just before a figure, blanks left out, the nearest last.
fn before(text: &str, at: usize, letters: usize) -> String {
    let mut near: Vec<char> = text[..at].chars().rev().filter(|c| !c.is_whitespace()).take(letters).collect();
    near.reverse();
    near.into_iter().collect()
}

/// The letters just after a figure, up to the end of the clause.
fn after(text: &str, at: usize, letters: usize) -> &str {
    let rest = &text[at..];
    let end = rest
        .char_indices()
        .take_while(|(_, c)| !matches!(c, '。' | '\n'))
        .take(letters)
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    &rest[..end]
}

/// What a number with a unit says of the item, if anything.
pub(super) fn judge(
    text: &str,
    found: Figure,
    mode: Mode,
    named: &Named,
    series: &Series,
    label: Label,
) -> Option<Indicator> {
    let near = before(text, found.from, 12);
    let tail = after(text, found.to, 16);
    if ["あたり", "当たり", "につき", "ごと", "毎"].iter().any(|word| tail.starts_with(word))
        || mode == Mode::List && !listed(text, found, tail)
    {
        return None;
    }
    // 2割増しの商品券, 1割引: a price, not a measure.
    if found.unit == "割" && ["増しの", "引", "お得"].iter().any(|word| tail.starts_with(word)) {
        return None;
    }
    if near.ends_with('第') || near.ends_with("全国の") && mode == Mode::Prose {
        return None;
    }
    let approx = near.ends_with('約')
        || near.ends_with("およそ")
        || tail.starts_with("程度")
        || tail.starts_with("前後")
        || tail.starts_with('余');
    let change =
        ["増", "減", "アップ", "ＵＰ", "UP", "以上増", "削減", "の増"].iter().any(|word| tail.starts_with(word))
            && !tail.starts_with("増強")
            && !tail.starts_with("増加傾向");
    let target = targeted(&near, tail)
        || ["KPI", "ＫＰＩ", "目標", "数値目標", "成果目標", "【目標】", "【数値目標】"]
            .iter()
            .any(|start| text.starts_with(start));
    let every = frequency(&near, found.unit, tail);
    let in_series = series.year.is_some()
        && found.from - series.to <= 40
        && text[series.to..found.from].chars().count() <= 10
        && !text[series.to..found.from].contains('。');
    // 3.2％増 in a report is how it came out, not what is aimed at.
    let aimed = target || change && mode != Mode::Done;
    let (role, unit) = if in_series && !target {
        (Role::Result, found.unit.to_owned())
    } else if let Some(every) = every {
        (Role::Frequency, format!("{}/{every}", found.unit))
    } else if aimed {
        (Role::Target, found.unit.to_owned())
    } else if found.unit == "回"
        && (approx || ["開催", "実施", "発行", "発信", "予定"].iter().any(|word| tail.starts_with(word)))
        && mode != Mode::List
    {
        (Role::Frequency, found.unit.to_owned())
    } else if !counts(text, found, mode, &near, tail) {
        return None;
    } else if found.unit == "%" {
        (Role::Rate, "%".to_owned())
    } else if bracketed(text, found).is_some_and(|name| name.ends_with(['数', '額', '件']))
        || mode != Mode::Prose && !near.ends_with("会員")
    {
        (Role::Result, found.unit.to_owned())
    } else {
        (Role::Scale, found.unit.to_owned())
    };
    let start = if in_series { series.from } else { found.from };
    Some(Indicator {
        node: named.node,
        name: name_of(text, found, label, in_series, named),
        value: Some(found.value),
        text: text[start..found.to].trim().to_owned(),
        unit,
        role,
        period: if in_series { series.year } else { series.year.filter(|_| target && found.from - series.to <= 60) },
        as_of: None,
        approx,
        change,
        line: named.line,
    })
}

/// 目標36件, 100社を目指す, 40校を目安に
fn targeted(near: &str, tail: &str) -> bool {
    let near: String = near.chars().rev().take(9).collect::<Vec<_>>().into_iter().rev().collect();
    let said_before =
        near.contains("目標") && !near.contains(['。', '、']) || near.contains("までに") || near.contains("期間中");
    let clause = tail.split(['、', '。', '）', ')', '／']).next().unwrap_or_default();
    said_before
        || ["を目標", "を目指", "をめざ", "を目安", "の目標", "目標", "達成"]
            .iter()
            .any(|word| clause.starts_with(word))
        || clause.contains("を目標")
        || clause.contains("を目指")
        || clause.contains("目指す")
}

/// How often: 年1回 is per 年, 月2回 per 月, 4半期に1回 per 四半期.
fn frequency(near: &str, unit: &str, tail: &str) -> Option<&'static str> {
    if !matches!(unit, "回" | "本" | "件" | "部" | "人" | "社") {
        return None;
    }
    let near = near.trim_end_matches(['約', '各', '延', 'べ']);
    let ends = |words: &[&str]| words.iter().any(|word| near.ends_with(word));
    let often = matches!(unit, "回" | "本");
    if tail.starts_with("/年") || tail.starts_with("／年") {
        Some("年")
    } else if !often {
        None
    } else if ends(&["四半期に", "4半期に", "４半期に", "四半期毎に", "四半期ごとに", "四半期"])
    {
        Some("四半期")
    } else if ends(&["前年度", "昨年度", "今年度", "当年度", "前年", "昨年"]) {
        None
    } else if ends(&["年", "年間", "毎年", "年に", "年度", "1年に"])
        && !near.trim_end_matches(['間', 'に']).trim_end_matches('年').ends_with(|c| digit(c).is_some() && c != '1')
    {
        Some("年")
    } else if ends(&["月", "毎月", "月に", "1か月に", "ヶ月に", "か月に"])
        && !near.trim_end_matches('に').trim_end_matches('月').ends_with(|c| digit(c).is_some())
    {
        Some("月")
    } else if ends(&["週", "毎週", "週に"]) {
        Some("週")
    } else {
        None
    }
}

/// Does a number with a unit measure the item without year, frequency or target?
fn counts(text: &str, found: Figure, mode: Mode, near: &str, tail: &str) -> bool {
    match mode {
        Mode::Figures => true,
        Mode::List => listed(text, found, tail),
        Mode::Done if done(tail) => true,
        Mode::Prose | Mode::Done => {
            let scaled = matches!(found.unit, "社" | "人" | "名" | "件" | "事業所" | "会員" | "企業" | "団体")
                && ["から", "を対象", "に対し", "へのアンケート"].iter().any(|word| tail.starts_with(word))
                && ["会員", "延", "延べ", "約", "計"].iter().any(|word| near.ends_with(word));
            let places = matches!(found.unit, "か所" | "カ所" | "ヶ所" | "ヵ所" | "箇所")
                && ["全国", "市内", "管内", "県内", "計", "合計"].iter().any(|word| near.ends_with(word));
            let named = !matches!(found.unit, "%" | "割" | "倍" | "時間" | "商工会" | "商工会議所" | "会議所")
                && (NAMED_BY.iter().any(|word| tail.starts_with(word))
                    || COUNTED_AS.iter().any(|word| near.trim_end_matches('約').ends_with(word)));
            scaled
                || places
                || named
                || bracketed(text, found).is_some()
                || in_brackets(text, found)
                || listed(text, found, tail)
        }
    }
}

/// Does the clause after a figure say what came of the work: 26社が参加した, 1,824件の相談に応じた, 1,204件となった?
fn done(tail: &str) -> bool {
    let clause = tail.split(['、', '）', ')']).next().unwrap_or_default();
    let clause = clause.trim_start();
    clause.is_empty() || clause == "で" || DONE_BY.iter().any(|word| clause.contains(word))
}

/// What was done with so many, or how many it came to be.
const DONE_BY: [&str; 68] = [
    "参加",
    "来場",
    "訪れ",
    "訪問",
    "受講",
    "受験",
    "合格",
    "利用",
    "相談",
    "支援",
    "開催",
    "実施",
    "開い",
    "行っ",
    "発行",
    "配布",
    "配付",
    "発送",
    "送付",
    "郵送",
    "派遣",
    "採択",
    "承認",
    "認定",
    "加入",
    "入会",
    "退会",
    "脱退",
    "出店",
    "出展",
    "出品",
    "成約",
    "契約",
    "回答",
    "得た",
    "得て",
    "増",
    "減",
    "となっ",
    "となり",
    "であっ",
    "であり",
    "だった",
    "達し",
    "上回",
    "下回",
    "導入",
    "創業",
    "開業",
    "掲載",
    "更新",
    "設置",
    "登録",
    "販売",
    "集ま",
    "集め",
    "巡回",
    "面談",
    "策定",
    "作成",
    "展示",
    "の応募",
    "である",
    "推薦",
    "融資",
    "届け",
    "応じ",
    "交付",
];

/// Words by which a sentence says that a number is how much of the item there is: 300名とする, 3万部を印刷.
const NAMED_BY: [&str; 26] = [
    "を見込",
    "とする",
    "を予定",
    "を配布",
    "を印刷",
    "を発行",
    "を作成",
    "を上限",
    "を訪問",
    "を巡回",
    "を派遣",
    "を募集",
    "を招",
    "に配布",
    "に郵送",
    "に送付",
    "が参加",
    "が出店",
    "が出展",
    "が来場",
    "が受講",
    "が利用",
    "の参加",
    "の来場",
    "の出店",
    "の登録",
];
/// Words before a number that say that it counts the item's own people or things.
const COUNTED_AS: [&str; 12] =
    ["延べ", "定員", "先着", "募集人員", "参加者", "来場者", "受講者", "出店者", "会員数", "部数", "回収目標", "総数"];

/// One of several figures in brackets: `（計画期間中２回、６００世帯）`, `(春季、秋季の2回)`.
fn in_brackets(text: &str, found: Figure) -> bool {
    /// Letters that a bracket of figures holds.
    const LONGEST: usize = 40;
    let mut before = text[..found.from].char_indices().rev().take(LONGEST);
    let open = before.find(|(_, c)| matches!(c, '（' | '(' | '）' | ')' | '。'));
    let Some((open, bracket)) = open.filter(|(_, c)| matches!(c, '（' | '(')) else { return false };
    let rest = &text[found.to..];
    let close = rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '（' | '(' | '）' | ')' | '。'));
    let Some((close, _)) = close.filter(|(_, c)| matches!(c, '）' | ')')) else { return false };
    let apart = ['、', '，', '・', '／', '/', ',', '：'];
    let name = text[open + bracket.len_utf8()..found.from].rsplit(apart).next().unwrap_or_default();
    // 職員1名につき2名: the second number counts.
    let each = ["につき", "あたり", "当たり"].iter().find_map(|word| name.rsplit_once(word)).map(|(_, name)| name);
    let name = each.unwrap_or(name);
    let after = rest[..close].split(apart).next().unwrap_or_default();
    let words = |part: &str| part.chars().filter(|c| is_japanese(*c)).count();
    !name.contains('第') && words(name) <= 10 && words(after) <= 5 && !name.contains(|c| digit(c).is_some())
}

/// The name before a figure that has brackets for itself: 契約数 in `(契約数約5,000件)`; may be empty.
fn bracketed(text: &str, found: Figure) -> Option<&str> {
    let opens = |c: char| matches!(c, '(' | '（' | '〈' | '＜' | '<' | '／' | '/');
    let (open, c) = text[..found.from]
        .char_indices()
        .rev()
        .take(16)
        .find(|(_, c)| opens(*c) || matches!(c, ')' | '）' | '。' | '、' | '〉'))?;
    if !opens(c) {
        return None;
    }
    let rest = text[found.to..].trim_start();
    let rest =
        ["以上", "以内", "程度", "増", "減", "予定"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let closes = rest.starts_with([')', '）', '〉', '＞', '>', '／']);
    let name = text[open + c.len_utf8()..found.from].trim_end_matches(['約', '：', ':']).trim();
    let plain = name.chars().all(|c| is_japanese(c) || c.is_whitespace() || c.is_ascii_alphabetic() || c == '・');
    (closes && plain && (found.unit != "円" || !name.is_empty())).then_some(name)
}

/// A line that is a name, a blank or a colon, and figures to its end: `・巡回件数　約2,900件`.
fn listed(text: &str, found: Figure, tail: &str) -> bool {
    if text.chars().take(61).count() > 60 || text.ends_with('。') {
        return false;
    }
    let head = text[..found.from].trim_end_matches(['約', '延', 'べ', '計']);
    let apart = head.ends_with([' ', '\u{3000}', '：', ':'])
        || head.ends_with(['数', '率', '額'])
        || head.ends_with(['件', '円', '人', '社']) && head.contains(|c| digit(c).is_some());
    let rest = tail.trim();
    let ends = rest.is_empty()
        || rest.starts_with(|c| digit(c).is_some())
        || ["の融資", "（", "(", "\u{3000}", "参加", "以上", "程度"].iter().any(|word| rest.starts_with(word))
        || tail.starts_with([' ', '\u{3000}']);
    apart && ends && head.chars().any(is_japanese)
}

/// What a figure is called: its brackets' words, the label of its series, or the item.
fn name_of(text: &str, found: Figure, label: Label, in_series: bool, named: &Named) -> String {
    let often = [
        "年", "月", "週", "年間", "毎年", "毎月", "毎週", "各", "目標", "計画", "全", "延べ", "延", "計", "約", "定員",
        "予定", "再掲",
    ];
    let inside = bracketed(text, found).map(|name| name.strip_prefix("目標").unwrap_or(name).trim());
    if let Some(name) = inside.filter(|name| !name.is_empty() && name.chars().count() <= 14 && !often.contains(name)) {
        return name.to_owned();
    }
    if in_series && label.to > label.from && label.to - label.from <= 300 {
        let said = text[label.from..label.to].trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '、' | '：' | ':' | '〈' | '〉')
        });
        let said = said.rsplit(['(', '（', '\n']).next().unwrap_or(said).trim();
        // The cell begins with the item's own name: `起業塾 受講者 H30 18人`.
        let said = said.strip_prefix(named.name).map(str::trim).filter(|rest| !rest.is_empty()).unwrap_or(said);
        if !said.is_empty() && said.chars().count() <= 30 && !said.contains('。') {
            return said.to_owned();
        }
    }
    let head = text[..found.from].trim_end_matches(['約', '延', 'べ', '：', ':', ' ', '\u{3000}']);
    let word = head
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '、' | '（' | '(' | '〈' | '。' | '・' | '：' | ':'))
        .next()
        .unwrap_or_default();
    let measures = ["数", "率", "額", "件数"].iter().any(|end| word.ends_with(end)) && word.chars().count() <= 14;
    if measures { word.to_owned() } else { named.name.to_owned() }
}
