//! 指標: the figures that measure an item.
//!
//! What comes in is the text of an item, what goes out are its indicators. This file must not know where in
//! the tree the item stands.

use super::figure::{self, Figure};
use crate::blocks::chars::{digit, is_japanese};
use crate::blocks::numeral;
use crate::model::{Indicator, NodeId, Role};

/// What kind of text is read, and so how much must stand with a number to make it a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Figures printed with a name: every number with a unit counts.
    Figures,
    /// Sentences and titles: a number counts with a year, a frequency, a target or brackets of its own.
    Prose,
    /// Background: only lines that are a name and a figure.
    List,
}

/// The item that is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) node: NodeId,
    pub(super) name: &'a str,
    pub(super) line: u32,
}

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
            });
        }
    }
}

/// What the last of several names shares with those before it: 新規加入部員数 of 壮青年部新規加入部員数.
fn common_tail(name: &str) -> &str {
    name.rfind('部').and_then(|at| name.get(..at)).and_then(|before| before.rfind('部')).map_or("", |at| &name[at + '部'.len_utf8()..])
}

/// The state of a series: H30 433人 R01 393人.
#[derive(Clone, Copy, Default)]
struct Series {
    year: Option<i32>,
    /// First byte of the year.
    from: usize,
    /// First byte after the year, or after the last figure that it dates.
    to: usize,
    /// How many indicators there were when the year began.
    count: usize,
}

/// Reads the figures of a text.
pub(super) fn read(text: &str, mode: Mode, named: &Named, out: &mut Vec<Indicator>) {
    if !text.bytes().any(|b| b.is_ascii_digit()) && !text.contains(|c| digit(c).is_some()) {
        return;
    }
    let mut series = Series { count: out.len(), ..Series::default() };
    let mut label = Label::default();
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
                if label.fixed <= label.from {
                    label.to = at;
                    label.fixed = at;
                }
                series = Series { year: Some(year), from: at, to: at + length, count: out.len() };
            }
            at += length;
            before = '0';
            continue;
        }
        if digit(c).is_some() && (digit(before).is_none() && !matches!(before, '.' | '．' | '第' | '号')) {
            if let Some(found) = figure::figure(text, at) {
                if let Some(indicator) = judge(text, found, mode, named, &series, label) {
                    if series.year.is_some() {
                        series.to = found.to;
                    }
                    out.push(indicator);
                }
                at = found.to;
                before = '0';
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
        if matches!(c, '。' | ';' | '；') {
            series.year = None;
            label.from = at + step;
        }
        before = c;
        at += step;
    }
}

/// The words that name a series: what stands after ① and before its first year.
#[derive(Clone, Copy, Default)]
struct Label {
    from: usize,
    to: usize,
    fixed: usize,
}

/// Does a year date the figures after it, or is it part of a sentence?
fn dated(text: &str, at: usize, mode: Mode) -> bool {
    let rest = text[at..].trim_start_matches([' ', '\u{3000}', '：', ':', '度']);
    let near: String = rest.chars().take(if mode == Mode::Figures { 10 } else { 8 }).collect();
    near.starts_with(|c| digit(c).is_some()) || near.contains(|c| digit(c).is_some()) && !near.contains(['。', '、', '～', '〜', '年']) || near.starts_with('は')
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

/// The letters just before a figure, blanks left out, the nearest last.
fn before(text: &str, at: usize, letters: usize) -> String {
    let mut near: Vec<char> = text[..at].chars().rev().filter(|c| !c.is_whitespace()).take(letters).collect();
    near.reverse();
    near.into_iter().collect()
}

/// The letters just after a figure, up to the end of the clause.
fn after(text: &str, at: usize, letters: usize) -> &str {
    let rest = &text[at..];
    let end = rest.char_indices().take_while(|(_, c)| !matches!(c, '。' | '\n')).take(letters).last().map_or(0, |(at, c)| at + c.len_utf8());
    &rest[..end]
}

/// What a number with a unit says of the item, if anything.
fn judge(text: &str, found: Figure, mode: Mode, named: &Named, series: &Series, label: Label) -> Option<Indicator> {
    let near = before(text, found.from, 12);
    let tail = after(text, found.to, 16);
    if ["あたり", "当たり", "につき", "ごと", "毎"].iter().any(|word| tail.starts_with(word)) || mode == Mode::List && !listed(text, found, tail) {
        return None;
    }
    if near.ends_with('第') || near.ends_with("全国の") && mode == Mode::Prose {
        return None;
    }
    let approx = near.ends_with('約') || near.ends_with("およそ") || tail.starts_with("程度") || tail.starts_with("前後") || tail.starts_with('余');
    let change = ["増", "減", "アップ", "ＵＰ", "UP", "以上増", "削減", "の増"].iter().any(|word| tail.starts_with(word)) && !tail.starts_with("増強") && !tail.starts_with("増加傾向");
    let target = targeted(&near, tail) || ["KPI", "ＫＰＩ", "目標", "数値目標", "成果目標", "【目標】", "【数値目標】"].iter().any(|start| text.starts_with(start));
    let every = frequency(&near, found.unit, tail);
    let in_series = series.year.is_some() && found.from - series.to <= 40 && text[series.to..found.from].chars().count() <= 10 && !text[series.to..found.from].contains('。');
    let (role, unit) = if in_series && !target {
        (Role::Result, found.unit.to_owned())
    } else if let Some(every) = every {
        (Role::Frequency, format!("{}/{every}", found.unit))
    } else if target || change {
        (Role::Target, found.unit.to_owned())
    } else if found.unit == "回" && (approx || ["開催", "実施", "発行", "発信", "予定"].iter().any(|word| tail.starts_with(word))) && mode != Mode::List {
        (Role::Frequency, found.unit.to_owned())
    } else if !counts(text, found, mode, &near, tail) {
        return None;
    } else if found.unit == "%" {
        (Role::Rate, "%".to_owned())
    } else if bracketed(text, found).is_some_and(|name| name.ends_with(['数', '額', '件'])) || mode != Mode::Prose && !near.ends_with("会員") {
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
    let said_before = near.contains("目標") && !near.contains(['。', '、']);
    let clause = tail.split(['、', '。', '）', ')', '／']).next().unwrap_or_default();
    said_before || ["を目標", "を目指", "をめざ", "を目安", "の目標", "目標", "達成"].iter().any(|word| clause.starts_with(word)) || clause.contains("を目標") || clause.contains("を目指") || clause.contains("目指す")
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
    } else if ends(&["四半期に", "4半期に", "４半期に", "四半期毎に", "四半期ごとに", "四半期"]) {
        Some("四半期")
    } else if ends(&["年", "年間", "毎年", "年に", "年度", "1年に"]) && !near.trim_end_matches(['間', 'に']).trim_end_matches('年').ends_with(|c| digit(c).is_some() && c != '1') {
        Some("年")
    } else if ends(&["月", "毎月", "月に", "1か月に", "ヶ月に", "か月に"]) && !near.trim_end_matches('に').trim_end_matches('月').ends_with(|c| digit(c).is_some()) {
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
        Mode::Prose => {
            let scaled = matches!(found.unit, "社" | "人" | "名" | "件" | "事業所" | "会員" | "企業" | "団体") && ["から", "を対象", "に対し", "へのアンケート"].iter().any(|word| tail.starts_with(word)) && ["会員", "延", "延べ", "約", "計"].iter().any(|word| near.ends_with(word));
            let places = matches!(found.unit, "か所" | "カ所" | "ヶ所" | "ヵ所" | "箇所") && ["全国", "市内", "管内", "県内", "計", "合計"].iter().any(|word| near.ends_with(word));
            scaled || places || bracketed(text, found).is_some() || listed(text, found, tail)
        }
    }
}

/// The name before a figure that has brackets for itself: 契約数 in `(契約数約5,000件)`; may be empty.
fn bracketed(text: &str, found: Figure) -> Option<&str> {
    let opens = |c: char| matches!(c, '(' | '（' | '〈' | '＜' | '<' | '／' | '/');
    let (open, c) = text[..found.from].char_indices().rev().take(16).find(|(_, c)| opens(*c) || matches!(c, ')' | '）' | '。' | '、' | '〉'))?;
    if !opens(c) {
        return None;
    }
    let rest = text[found.to..].trim_start();
    let rest = ["以上", "以内", "程度", "増", "減", "予定"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let closes = rest.starts_with([')', '）', '〉', '＞', '>', '／']);
    let name = text[open + c.len_utf8()..found.from].trim_end_matches(['約', '：', ':']).trim();
    let plain = name.chars().all(|c| is_japanese(c) || c.is_whitespace() || c.is_ascii_alphabetic() || c == '・');
    (closes && plain && !matches!(found.unit, "円") || closes && plain && !name.is_empty()).then_some(name)
}

/// A line that is a name, a blank or a colon, and figures to its end: `・巡回件数　約2,900件`.
fn listed(text: &str, found: Figure, tail: &str) -> bool {
    if text.chars().take(61).count() > 60 || text.ends_with('。') {
        return false;
    }
    let head = text[..found.from].trim_end_matches(['約', '延', 'べ', '計']);
    let apart = head.ends_with([' ', '\u{3000}', '：', ':']) || head.ends_with(['数', '率', '額']) || head.ends_with(|c: char| matches!(c, '件' | '円' | '人' | '社')) && head.contains(|c| digit(c).is_some());
    let rest = tail.trim();
    let ends = rest.is_empty() || rest.starts_with(|c| digit(c).is_some()) || ["の融資", "（", "(", "\u{3000}", "参加", "以上", "程度"].iter().any(|word| rest.starts_with(word)) || tail.starts_with([' ', '\u{3000}']);
    apart && ends && head.chars().any(is_japanese)
}

/// What a figure is called: its brackets' words, the label of its series, or the item.
fn name_of(text: &str, found: Figure, label: Label, in_series: bool, named: &Named) -> String {
    let often = ["年", "月", "週", "年間", "毎年", "毎月", "毎週", "各"];
    if let Some(name) = bracketed(text, found).filter(|name| !name.is_empty() && name.chars().count() <= 14 && !often.contains(name)) {
        return name.to_owned();
    }
    if in_series && label.to > label.from && label.to - label.from <= 300 {
        let said = text[label.from..label.to].trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）' | '、' | '：' | ':' | '〈' | '〉'));
        let said = said.rsplit(['(', '（', '\n']).next().unwrap_or(said).trim();
        if !said.is_empty() && said.chars().count() <= 30 && !said.contains('。') {
            return said.to_owned();
        }
    }
    let head = text[..found.from].trim_end_matches(['約', '延', 'べ', '：', ':', ' ', '\u{3000}']);
    let word = head.rsplit(|c: char| c.is_whitespace() || matches!(c, '、' | '（' | '(' | '〈' | '。' | '・' | '：' | ':')).next().unwrap_or_default();
    let measures = ["数", "率", "額", "件数"].iter().any(|end| word.ends_with(end)) && word.chars().count() <= 14;
    if measures { word.to_owned() } else { named.name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str, mode: Mode) -> Vec<(f64, String, &'static str, Option<i32>)> {
        let mut out = Vec::new();
        read(text, mode, &Named { node: NodeId(1), name: "事業", line: 1 }, &mut out);
        out.into_iter().map(|i| (i.value.unwrap_or(-1.0), i.unit, i.role.name(), i.period)).collect()
    }

    #[test]
    fn series_frequencies_targets() {
        assert_eq!(
            figures("(受講者数) H30 433人 R01 393人 R02 925人(1月時点)", Mode::Figures),
            [(433.0, "人".into(), "実績", Some(2018)), (393.0, "人".into(), "実績", Some(2019)), (925.0, "人".into(), "実績", Some(2020))]
        );
        assert_eq!(figures("〈年4回／回収率35%〉", Mode::Figures), [(4.0, "回/年".into(), "頻度", None), (35.0, "%".into(), "率", None)]);
        assert_eq!(figures("エリア別：4半期に1回", Mode::Prose), [(1.0, "回/四半期".into(), "頻度", None)]);
        assert_eq!(figures("2,100会員を目標にして会員増強に努める。", Mode::Prose), [(2100.0, "会員".into(), "目標", None)]);
        assert_eq!(figures("作成を開始する（３年で100社を目指す）。", Mode::Prose), [(100.0, "社".into(), "目標", None)]);
        assert_eq!(figures("①小売商業部会(373名) ②卸売商業部会(127名)", Mode::Prose).len(), 2);
        assert_eq!(figures("全国515会議所、第2期、13商工会と共に、50周年、（2024年２月）", Mode::Prose), []);
        assert_eq!(figures("・巡回件数　約2,900件", Mode::List).len(), 1);
    }
}
