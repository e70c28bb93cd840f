//! What a number with a unit says of an item: its role, its unit, its name, or nothing.
//!
//! What comes in is a figure in its text, what goes out is an indicator. This file must not know how a text is
//! walked through.

use super::compared;
use super::context::{Label, Mode, Named, Series};
use super::figure::Figure;
use super::naming::{bracketed, name_of};
use super::usage::{
    Usage, is_condition, is_conditioned, is_each, of_the_year_before, rates, sentence_after, sentence_before, topical,
    usage,
};
use crate::blocks::chars::{digit, is_japanese};
use crate::blocks::target::head::{self, Item, Word, Year};
use crate::vocabulary::words;
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
        || is_condition(text, &found)
        || rates(text, &found)
        || is_each(text, &found, mode == Mode::Done)
    {
        return None;
    }
    // 2割増しの商品券, 1割引: a price, not a measure.
    if found.unit == "割" && ["増しの", "引", "お得"].iter().any(|word| tail.starts_with(word)) {
        return None;
    }
    // ２日間 says how long; a sum of days says how much.
    let summed = near.ends_with(['計', '延', '全']) || near.ends_with("延べ");
    if found.unit == "日間" && !summed && (mode != Mode::Figures || text.contains(['。', '、'])) {
        return None;
    }
    if near.ends_with('第') || near.ends_with("全国の") && mode == Mode::Prose {
        return None;
    }
    // 予約5校, 契約3件: the end of a word.
    let about = near.strip_suffix('約').is_some_and(|word| !word.ends_with(['予', '契', '成', '解', '公']));
    let approx = about
        || near.ends_with("およそ")
        || tail.starts_with("程度")
        || tail.starts_with("前後")
        || tail.starts_with('余');
    let change =
        ["増", "減", "アップ", "ＵＰ", "UP", "以上増", "削減", "の増"].iter().any(|word| tail.starts_with(word))
            && !tail.starts_with("増強")
            && !tail.starts_with("増加傾向");
    let usage = usage(text, &found);
    // 300人以下は2名、301人以上は3名を目指す
    let in_turn =
        is_conditioned(&near) && ["目指", "目標"].iter().any(|word| sentence_after(text, found.to).contains(word));
    let said = in_turn
        || targeted(&near, tail, mode)
        || ["KPI", "ＫＰＩ", "目標", "数値目標", "成果目標", "【目標】", "【数値目標】"]
            .iter()
            .any(|start| text.starts_with(start));
    // 巡回指導　計画900件　実績964件: what was planned, beside what was done.
    let planned = is_planned(&text[..found.from]);
    // 1,500社から1,650社に増やす: what it comes from is no aim.
    let target = (said || planned) && usage != Usage::Start;
    let every = frequency(&near, found.unit, tail);
    let arrow = arrow(text, &found, mode);
    let in_series = series.year.is_some()
        && arrow.is_none()
        && found.from - series.to <= 40
        && text[series.to..found.from].chars().count() <= 10
        && !text[series.to..found.from].contains('。');
    // 3.2％増 in a report is how it came out, not what is aimed at.
    // 14.1％減少した is what came of it, whatever tells it.
    let clause = tail.split(['、', '。', '，', '\n']).next().unwrap_or_default();
    let past = ["した", "している", "しており", "減った", "増えた", "なった"].iter().any(|word| clause.contains(word));
    let aimed = target || (change && !past || usage == Usage::End) && mode != Mode::Done;
    let times = found.unit == "回" || found.unit == "本";
    let held = ["開催", "実施", "発行", "発信", "予定"].iter().any(|word| tail.starts_with(word));
    let expected = mode != Mode::Done && ["を見込", "の見込", "見込"].iter().any(|word| tail.starts_with(word));
    // 13回開催を予定: what a report says is still to come was not done.
    let to_come = mode == Mode::Done
        && tail
            .split(['。', '、', '\n'])
            .next()
            .is_some_and(|clause| clause.contains("予定") || clause.contains("見込"));
    let role = if let Some((role, _)) = arrow {
        role
    } else if in_series && !target {
        Role::Result
    } else if to_come && usage != Usage::Mention {
        Role::Forecast
    } else if every.is_some() && times {
        Role::Frequency
    } else if aimed {
        Role::Target
    } else if found.unit == "回" && (approx || held) && mode != Mode::List {
        Role::Frequency
    } else if every.is_none() && !counts(text, found, mode, usage, tail) {
        return None;
    } else if mode == Mode::Prose && (usage == Usage::Start || stated(text, found.to)) {
        Role::Result
    } else if found.unit == "%" {
        Role::Rate
    } else if expected {
        Role::Forecast
    } else if mode != Mode::Done
        && (found.unit == "日間" || words().figure.capacity.ends(&near) || is_scheduled(&text[..found.from]))
    {
        Role::Scale
    } else if bracketed(text, found).is_some_and(|name| name.ends_with(['数', '額', '件']))
        || mode != Mode::Prose && !near.ends_with("会員")
    {
        Role::Result
    } else {
        Role::Scale
    };
    let unit = match every {
        Some(every) if !in_series || times => format!("{}/{every}", found.unit),
        _ => found.unit.to_owned(),
    };
    let start = if in_series { series.from } else { found.from };
    Some(Indicator {
        node: named.node,
        name: name_of(text, found, label, in_series, named),
        value: Some(found.value),
        text: text[start..with_bound(text, found.to)].trim().to_owned(),
        unit,
        role,
        period: if let Some((_, year)) = arrow {
            year
        } else if in_series {
            series.year
        } else {
            series.year.filter(|_| target && found.from - series.to <= 60)
        },
        as_of: None,
        approx,
        change,
        line: named.line,
        corrected: false,
    })
}

/// Does the word right before a figure say that so much was planned: 計画900件, （来年度計画600人）? 事業計画 28件 counts plans.
fn is_planned(before: &str) -> bool {
    const PLANS: [&str; 7] = ["計画", "当初計画", "次年度計画", "来年度計画", "次期計画", "年間計画", "年度計画"];
    let apart = |c: char| c.is_whitespace() || matches!(c, '（' | '(' | '、' | '・' | '／' | '/' | '→' | '：');
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
    before.rsplit(apart).next().is_some_and(|word| PLANS.contains(&word))
}

/// Does a month stand before a figure on its line, as when something is to be held: ９月 ３日間 ２５名? 令和８年２月 and ３月末 tell
/// when it was counted.
fn is_scheduled(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let months = line.match_indices('月');
    months.into_iter().any(|(at, month)| {
        let counted = ["末", "現在", "時点", "まで"].iter().any(|word| line[at + month.len()..].starts_with(word));
        let number = line[..at].trim_end_matches(|c: char| digit(c).is_some());
        !counted && number.len() < at && !number.trim_end().ends_with('年')
    })
}

/// What a figure at either side of an arrow is, with the year in brackets behind it: 4,920人（R3）→5,800人（R12）.
fn arrow(text: &str, found: &Figure, mode: Mode) -> Option<(Role, Option<i32>)> {
    const ARROWS: [char; 3] = ['→', '⇒', '⇨'];
    let before = text[..found.from].trim_end();
    let behind = text[found.to..].trim_start_matches(['/', '／', '日', '年', '月']).trim_start();
    let (inner, rest) = match behind.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')'])) {
        Some((inner, rest)) => (Some(inner), rest),
        None => (None, behind),
    };
    // 事業承継診断 ⇒ 61件実施: what a report says behind an arrow that comes from no figure was done.
    let remarks = || {
        let line = before.trim_end_matches(ARROWS).rsplit(['。', '\n']).next().unwrap_or_default();
        mode == Mode::Done && !line.contains(|c| digit(c).is_some())
    };
    let role = if before.ends_with(ARROWS) && remarks() {
        return None;
    } else if before.ends_with(ARROWS) {
        // 会員数 520社 → 534社 in a report: what came of it.
        if mode == Mode::Done { Role::Result } else { Role::Target }
    } else if rest.trim_start().starts_with(ARROWS) {
        Role::Result
    } else {
        return None;
    };
    let stated = inner.and_then(|inner| match head::whole(inner)?.as_slice() {
        [Item { word: Word::Year(Year::Stated(year)), .. }] => Some(year.0),
        _ => None,
    });
    Some((role, stated))
}

/// 目標36件, 100社を目指す, 40校を目安に
fn targeted(near: &str, tail: &str, mode: Mode) -> bool {
    let near: String = near.chars().rev().take(9).collect::<Vec<_>>().into_iter().rev().collect();
    // Of the clause in which the number stands: 10月、来場者目標6,000人.
    let clause_before = near.rsplit(['。', '、']).next().unwrap_or_default();
    // 年度末までに138件に応じた: what a report says was done by then.
    // これまで年間で400件を訪問していた
    let lived = || {
        let sentence_end = tail.split('。').next().unwrap_or_default();
        ["これまで", "過去", "従来", "昨年", "前年", "毎年", "例年"].iter().any(|word| near.contains(word))
            || ["た", "いる", "ある"].iter().any(|end| sentence_end.ends_with(end))
    };
    let by_then = mode != Mode::Done
        && !lived()
        && ["までに", "期間中", "年間で", "か年で"].iter().any(|word| near.contains(word));
    let said_before = clause_before.contains("目標") || by_then;
    let clause = tail.split(['、', '。', '）', ')', '／']).next().unwrap_or_default();
    said_before
        || ["を目標", "を目指", "をめざ", "を目安", "の目標", "目標", "達成", "を獲得", "の獲得"]
            .iter()
            .any(|word| clause.starts_with(word))
        || clause.contains("を目標")
        || clause.contains("を目指")
        || clause.contains("目指す")
}

/// In what time so many are counted: 年1回 in a 年, 月2回 in a 月, 4半期に1回 in a 四半期, 年間30社 in a 年.
fn frequency(near: &str, unit: &str, tail: &str) -> Option<&'static str> {
    /// Years that are named, not counted over.
    const NAMED: [&str; 10] = ["前年", "昨年", "今年", "本年", "当年", "近年", "同年", "翌年", "来年", "周年"];
    if tail.starts_with("/年") || tail.starts_with("／年") {
        return Some("年");
    }
    let near = near.trim_end_matches(['約', '各', '延', 'べ']);
    // 月平均 820時間, 1日平均 95食: a mean is of any unit.
    if let Some(over) = near.strip_suffix("平均").filter(|_| unit != "%")
        && let Some(time) = ["年", "月", "週", "日"].into_iter().find(|time| over.ends_with(time))
    {
        return Some(time);
    }
    let bare = near.strip_suffix('に').unwrap_or(near);
    let bare = ["毎", "ごと"].iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
    let each = |time: &str| {
        let before = bare.strip_suffix(time)?;
        let before = before.trim_end_matches(['か', 'カ', 'ヶ', 'ヵ', 'ケ', '箇', '毎']);
        // 2か月に1回, 2024年 3回, 10月2回: the number says which or how long.
        let number = before.chars().rev().take_while(|c| digit(*c).is_some()).collect::<String>();
        (number.is_empty() || matches!(number.as_str(), "1" | "１") && bare.len() < near.len()).then_some(())
    };
    let often = matches!(unit, "回" | "本");
    let counted =
        matches!(unit, "件" | "人" | "名" | "社" | "者" | "店" | "校" | "団体" | "部" | "講座" | "事業所" | "事業者");
    let yearly = !NAMED.iter().any(|word| bare.trim_end_matches('度').ends_with(word));
    if often && ["四半期", "4半期", "４半期"].iter().any(|word| bare.ends_with(word)) {
        Some("四半期")
    } else if yearly
        && (often || counted)
        && (each("年").or_else(|| each("年間")).is_some() || often && each("年度").is_some())
    {
        Some("年")
    } else if (often || counted) && each("月").is_some() {
        Some("月")
    } else if often && each("週").is_some() {
        Some("週")
    } else if unit == "便" && each("日").is_some() {
        Some("日")
    } else {
        None
    }
}

/// Where a figure ends with the word that makes it a bound: 80件以下, 30社以上.
fn with_bound(text: &str, to: usize) -> usize {
    let bound = ["以上", "以下", "以内", "未満"].iter().find(|word| text[to..].starts_with(*word));
    to + bound.map_or(0, |word| word.len())
}

/// Does a number with a unit measure the item without year, frequency or target?
fn counts(text: &str, found: Figure, mode: Mode, usage: Usage, tail: &str) -> bool {
    match mode {
        Mode::Figures => true,
        Mode::List => listed(text, found, tail),
        Mode::Prose | Mode::Done => {
            usage != Usage::Mention
                || mode == Mode::Done && topical(text, &found)
                || alone_before(text, &found)
                || !of_the_year_before(&before(text, found.from, 12))
                    && (bracketed(text, found).is_some() || in_brackets(text, found) || listed(text, found, tail))
        }
    }
}

/// Does the sentence tell only of the year before: 前年度は延べ300名もの参加がありました?
fn alone_before(text: &str, found: &Figure) -> bool {
    let said = compared::told_before(text, found);
    let first = |at: usize| !sentence_before(text, at).contains(|c| digit(c).is_some());
    let rest = sentence_after(text, found.to);
    let past = ["ました", "した", "でした", "った"].iter().any(|end| rest.trim_end().ends_with(end));
    said.is_some_and(first) && past && !rest.contains(|c| digit(c).is_some())
}

/// Does the sentence say how it is or was, not what is meant to be done?
fn stated(text: &str, to: usize) -> bool {
    let sentence = text[to..].split(['。', '\n']).next().unwrap_or_default().trim_end();
    ["た", "ている", "ています", "である", "にある"].iter().any(|end| sentence.ends_with(end))
}

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
