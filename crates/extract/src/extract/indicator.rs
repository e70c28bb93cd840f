//! 指標: the figures that measure an item.
//!
//! What comes in is the text of an item, what goes out are its indicators. This file must not know where in
//! the tree the item stands.

use super::compared::{self, Known};
use super::context::{Label, Mode, Named, Series};
use super::figure::{self, Figure};
use super::judge::judge;
use crate::blocks::chars::digit;
use crate::blocks::numeral;
use kurabe_model::{Indicator, Role};
use kurabe_text::number::kanji_digit;

/// Reads the names of indicators that stand without a value: `①新規事業数、②起業家数`.
pub(super) fn measures(text: &str, named: &Named, out: &mut Vec<Indicator>) {
    let mut carried = 0u32;
    for part in text.split(|c| numeral::circled(c).is_some()) {
        let part = part.trim_matches([' ', '\u{3000}', '、', '，', '・']);
        if part.is_empty() {
            carried += 1;
            continue;
        }
        // ㉔㉕㉖青年部、女性部、壮青年部新規加入部員数: as many names as circles.
        let names: Vec<&str> = if carried > 1 { part.split('、').collect() } else { vec![part] };
        carried = 0;
        let tail = names.last().map_or("", |last| common_tail(last));
        let several = names.len() > 1;
        for name in names {
            let full = if several && !name.ends_with(tail) { format!("{name}{tail}") } else { name.to_owned() };
            if let Some((name, found)) = valued(&full) {
                out.push(Indicator {
                    node: named.node,
                    name: name.to_owned(),
                    value: Some(found.value),
                    text: full.clone(),
                    unit: found.unit.to_owned(),
                    role: Role::Target,
                    period: None,
                    as_of: None,
                    approx: false,
                    change: false,
                    line: named.line,
                    corrected: false,
                });
                continue;
            }
            out.push(Indicator {
                node: named.node,
                name: full,
                value: None,
                text: part.to_owned(),
                unit: String::new(),
                role: Role::Target,
                period: None,
                as_of: None,
                approx: false,
                change: false,
                line: named.line,
                corrected: false,
            });
        }
    }
}

/// The name and its figure in brackets: `相談数(1,300件)`.
fn valued(text: &str) -> Option<(&str, Figure)> {
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let (open, bracket) = inner.char_indices().rev().take(14).find(|(_, c)| matches!(c, '（' | '('))?;
    let at = open + bracket.len_utf8();
    let figure = figure::figure(inner, at).filter(|found| found.to == inner.len())?;
    Some((inner[..open].trim_end(), figure))
}

/// What the last of several names shares with those before it: 新規加入部員数 of 壮青年部新規加入部員数.
fn common_tail(name: &str) -> &str {
    name.rfind('部')
        .and_then(|at| name.get(..at))
        .and_then(|before| before.rfind('部'))
        .map_or("", |at| &name[at + '部'.len_utf8()..])
}

/// Reads the figures of a text.
pub(super) fn read(text: &str, mode: Mode, named: &Named, out: &mut Vec<Indicator>) {
    if !text.contains(|c| digit(c).is_some() || kanji_digit(c).is_some() || matches!(c, '十' | '百' | '千')) {
        return;
    }
    // Background is read line by line: a long text or a sentence holds no line of a list.
    if mode == Mode::List && (text.ends_with('。') || text.chars().nth(60).is_some()) {
        return;
    }
    let mut series = Series { count: out.len(), ..Series::default() };
    let mut label = Label::default();
    // The figures before.
    let mut known: Vec<Known> = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let step = c.len_utf8();
        let starts = !before.is_ascii_alphanumeric();
        if numeral::circled(c).is_some() || matches!(c, '■' | '※' | '・' | '○' | '\n') {
            label.from = at + step;
            series.year = None;
        }
        if let Some((year, length)) = figure::year(&text[at..]).filter(|_| starts) {
            let dates = dated(text, at + length, mode);
            if dates {
                if label.fixed.is_none_or(|fixed| fixed < label.from) {
                    label.to = at;
                    label.fixed = Some(at);
                }
                series = Series { year: Some(year), from: at, to: at + length, count: out.len() };
            }
            at += length;
            before = '0';
            continue;
        }
        // 令和5年3月末現在 5,471人: another time, that dates nothing here.
        if matches!(c, '令' | '平' | '昭') && mode != Mode::Figures && names_an_era(&text[at..]) {
            series.year = None;
        }
        if digit(c).is_some() && (digit(before).is_none() && !matches!(before, '.' | '．' | '第' | '号')) {
            if let Some(found) = figure::read(text, at) {
                let beside = compared::read(text, &found, (mode, &series), &known, out);
                let read = beside.or_else(|| {
                    let mut indicator = judge(text, found, mode, named, &series, label)?;
                    if let Some(name) = shared_name(text, &found, &indicator, named, (&known, out)) {
                        indicator.name = name;
                    }
                    if let Some(from) = compared::told_before(text, &found).filter(|_| indicator.period.is_none()) {
                        indicator.text = text[from..found.to].to_owned();
                        indicator.role = if indicator.role == Role::Scale { Role::Result } else { indicator.role };
                    }
                    Some(indicator)
                });
                if let Some(indicator) = read {
                    if series.year.is_some() {
                        series.to = found.to;
                    }
                    known.push(Known { to: found.to, at: out.len() });
                    out.push(indicator);
                }
                at = found.to;
                // Behind its unit the next may begin: 9件4,150万円.
                before = text[..at].chars().next_back().unwrap_or('0');
                continue;
            }
            if let Some((month, to)) = as_of(text, at) {
                date(&mut out[series.count..], month, series.year);
                at = to;
                continue;
            }
            let length: usize = text[at..].chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
            at += length.max(step);
            before = '0';
            continue;
        }
        if let Some(found) = figure::in_kanji(text, at).filter(|_| digit(before).is_none())
            && mode != Mode::List
            && let Some(indicator) = judge(text, found, mode, named, &series, label)
        {
            out.push(indicator);
            at = found.to;
            before = '0';
            continue;
        }
        if matches!(c, '。' | ';' | '；') {
            series.year = None;
            label.from = at + step;
        }
        before = c;
        at += step;
    }
}

/// The name of the figure before, of which this one is another count, 推薦 9件 4,200万円, 参加者 164社・263人, or what it comes
/// to: 利用者 5人（R5）→ 9人.
fn shared_name(
    text: &str,
    found: &Figure,
    indicator: &Indicator,
    named: &Named,
    (known, out): (&[Known], &[Indicator]),
) -> Option<String> {
    let last = known.last()?;
    let between = text.get(last.to..found.from)?.trim_matches(['（', '(']).trim();
    let basis = out.get(last.at)?;
    // フォロワー 5人 → 9人 900千円: the sum is of the item.
    let arrow = || text[..last.to].contains(['→', '⇒', '⇨']);
    let sum = between.is_empty() && found.unit == "円" && !arrow();
    let strung = matches!(between, "・" | "･" | "／" | "/") || sum;
    let joined = between.is_empty() && last.to == found.from && !basis.unit.contains('/');
    let year = between.trim_end_matches(['→', '⇒', '⇨', ' ', '\u{3000}']);
    let comes_to =
        year.len() < between.len() && (year.is_empty() || year.ends_with(['）', ')']) && !year.contains('、'));
    let comes_to = comes_to && basis.unit == indicator.unit;
    (indicator.name == named.name && (strung || joined || comes_to)).then(|| basis.name.clone())
}

/// 令和5年, 平成 元年.
fn names_an_era(text: &str) -> bool {
    let rest = ["令和", "平成", "昭和"].iter().find_map(|era| text.strip_prefix(era)).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|c| digit(c).is_some() || c == '元'))
}

/// Does a year date the figures after it, or is it part of a sentence?
fn dated(text: &str, at: usize, mode: Mode) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\u{3000}', '：', ':', '度']);
    let near: String = rest.chars().take(if mode == Mode::Figures { 10 } else { 8 }).collect();
    near.starts_with(|c| digit(c).is_some())
        || near.contains(|c| digit(c).is_some()) && !near.contains(['。', '、', '～', '〜', '年'])
        || near.starts_with('は')
}

/// `(1月時点)`, `(12月末現在)`: the month at which a figure was counted.
fn as_of(text: &str, at: usize) -> Option<(u32, usize)> {
    let rest = &text[at..];
    let (month, length) = crate::blocks::chars::number(rest)?;
    let tail = rest[length..].strip_prefix('月')?;
    let word = tail.trim_start_matches('末');
    let said = ["時点", "現在", "現 在"].iter().find(|said| word.starts_with(**said))?;
    (1..=12).contains(&month).then(|| (month, text.len() - word.len() + said.len()))
}

/// Dates the figures of the last year of a series.
fn date(figures: &mut [Indicator], month: u32, year: Option<i32>) {
    let Some(year) = year else { return };
    let calendar = if month >= 4 { year } else { year + 1 };
    for figure in figures {
        figure.as_of.get_or_insert_with(|| format!("{calendar}-{month:02}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::NodeId;

    fn figures(text: &str, mode: Mode) -> Vec<(f64, String, &'static str, Option<i32>)> {
        let mut out = Vec::new();
        read(text, mode, &Named { node: NodeId(1), name: "事業", line: 1 }, &mut out);
        out.into_iter().map(|i| (i.value.unwrap_or(-1.0), i.unit, i.role.name(), i.period)).collect()
    }

    #[test]
    fn series_frequencies_targets() {
        assert_eq!(
            figures("(受講者数) H30 433人 R01 393人 R02 925人(1月時点)", Mode::Figures),
            [
                (433.0, "人".into(), "実績", Some(2018)),
                (393.0, "人".into(), "実績", Some(2019)),
                (925.0, "人".into(), "実績", Some(2020))
            ]
        );
        assert_eq!(
            figures("〈年4回／回収率35%〉", Mode::Figures),
            [(4.0, "回/年".into(), "頻度", None), (35.0, "%".into(), "率", None)]
        );
        assert_eq!(figures("エリア別：4半期に1回", Mode::Prose), [(1.0, "回/四半期".into(), "頻度", None)]);
        assert_eq!(
            figures("2,100会員を目標にして会員増強に努める。", Mode::Prose),
            [(2100.0, "会員".into(), "目標", None)]
        );
        assert_eq!(
            figures("作成を開始する（３年で100社を目指す）。", Mode::Prose),
            [(100.0, "社".into(), "目標", None)]
        );
        assert_eq!(figures("①小売商業部会(373名) ②卸売商業部会(127名)", Mode::Prose).len(), 2);
        assert_eq!(figures("全国515会議所、第2期、13商工会と共に、50周年、（2024年２月）", Mode::Prose), []);
        assert_eq!(figures("・巡回件数　約2,900件", Mode::List).len(), 1);
    }
}
