//! The figures of tables by year: 延べ1,120件 below 令和４年度（実績）, ３回～４回, 年２回×３会場.
//!
//! What comes in is a cell with what its row and its column say of it, what goes out are indicators. This file must
//! not know the tree.

use super::figure;
use crate::blocks::chars::digit;
use crate::outline::{Says, Value, Year};
use kurabe_model::{Indicator, Node, NodeId, Period, Role};
use kurabe_text::number::decimal;

/// Words that take a unit back into a figure's surroundings: 30点以上.
const AFTER: [&str; 12] = ["以上", "以下", "以内", "程度", "増", "減", "前後", "未満", "余", "超", "アップ", "維持"];
/// Letters of a unit that no list knows.
const LONGEST_UNIT: usize = 6;

/// A number of a cell.
struct Read<'a> {
    value: f64,
    unit: String,
    /// The words before it, back to the figure before.
    near: &'a str,
    /// The words after its unit.
    tail: &'a str,
    /// First byte after its unit.
    to: usize,
}

/// Reads the figures of tables, each with the node that it measures; a report says what was reached in its years.
pub(super) fn read(values: &[Value], nodes: &[NodeId], period: Option<Period>, report: bool, out: &mut Vec<Indicator>) {
    let mut above = "";
    for (value, node) in values.iter().zip(nodes).filter(|(value, _)| value.says != Some(Says::Rating)) {
        let (name, named_unit) = unit_of_name(&value.name);
        let mut given = named_unit.unwrap_or(&value.unit);
        if value.name.starts_with("うち") && given.is_empty() {
            // Part of the row above, and counted like it.
            given = above;
        }
        let known = out.len();
        cell(value, name, given, *node, period, out);
        above = given;
        // What a report sums up was done; years after its own are still to come.
        if report && matches!(value.says, None | Some(Says::Total)) {
            let to_come = |year: i32| period.is_some_and(|period| year > period.to.0);
            let done = out[known..].iter_mut().filter(|indicator| !indicator.period.is_some_and(to_come));
            done.for_each(|indicator| indicator.role = Role::Result);
        }
    }
}

/// Gives a figure that words of a cell tell (受講者21名) the year of its column, and what that says of it.
pub(super) fn tell(indicator: &mut Indicator, says: Option<Says>, year: Option<Year>, period: Option<Period>) {
    let is_rate = indicator.role == Role::Rate;
    indicator.role = if is_rate { Role::Rate } else { role(says, &indicator.unit) };
    indicator.period = indicator.period.or(year.and_then(|year| western(year, period)));
}

/// Puts the judgements of tables on the nodes that they judge, as printed, each once.
pub(super) fn rate(values: &[Value], nodes: &[NodeId], all: &mut [Node]) {
    for (value, id) in values.iter().zip(nodes).filter(|(value, _)| value.says == Some(Says::Rating)) {
        let Some(node) = (id.0 as usize).checked_sub(1).and_then(|at| all.get_mut(at)) else { continue };
        let text = value.text.trim();
        match &mut node.rating {
            Some(before) if before.split('・').any(|rating| rating == text) => {}
            Some(before) => *before = format!("{before}・{text}"),
            None => node.rating = Some(text.to_owned()),
        }
    }
}

/// Reads the figures of a cell.
fn cell(value: &Value, name: &str, given: &str, node: NodeId, period: Option<Period>, out: &mut Vec<Indicator>) {
    let text = value.text.trim();
    let (mut at, mut first) = (0, true);
    let mut counted: Vec<String> = Vec::new();
    while let Some(read) = next(text, at, given) {
        // 52件（50件　4億円）: all that stands between the brackets.
        let before = &text[..at + read.near.len()];
        let inside = before.matches(['（', '(']).count() > before.matches(['）', ')']).count();
        at = read.to;
        let signed = read.near.trim_end().ends_with(['＋', '+', '△', '▲', '－', '−', '-']);
        let upper = read.near.trim_end().ends_with(['～', '〜', '~']);
        // The upper end of a range, and a number in brackets that says nothing of itself, are part of the figure before.
        if !first && (upper || inside && !signed && (read.unit == given || counted.contains(&read.unit))) {
            continue;
        }
        counted.push(read.unit.clone());
        // 3か所→5か所: from what is to what is aimed at.
        let from = text[read.to..].contains(['→', '⇒']);
        let less = read.near.trim_end().ends_with(['△', '▲', '－', '−', '-']);
        let change = value.says == Some(Says::Change)
            || inside && signed
            || ["増", "減", "アップ", "UP", "ＵＰ"].iter().any(|word| read.tail.starts_with(word));
        out.push(Indicator {
            node,
            name: if inside && signed && !first { format!("{name}の増減") } else { name.to_owned() },
            value: Some(if less { -read.value } else { read.value }),
            text: text.to_owned(),
            role: if from {
                Role::Result
            } else if is_budget(value, &read.unit) {
                Role::Scale
            } else {
                role(value.says, &read.unit)
            },
            unit: read.unit,
            period: if from { None } else { year_of(value, period) },
            as_of: None,
            approx: ["約", "概ね", "およそ"].iter().any(|word| read.near.contains(word))
                || ["程度", "前後", "余"].iter().any(|word| read.tail.starts_with(word)),
            change,
            line: value.line,
            corrected: false,
        });
        first = false;
    }
}

/// 本年度 and 前年度 over sums of money: what work costs in them, neither aim nor result.
fn is_budget(value: &Value, unit: &str) -> bool {
    let stated = value.says.is_none() && matches!(value.year, Some(Year::Nth(0 | 1)));
    unit == "円" && stated
}

/// What a column says of its figures; a year alone is one for which something is aimed at.
fn role(says: Option<Says>, unit: &str) -> Role {
    match says {
        Some(Says::Counted) if unit == "%" => Role::Rate,
        Some(Says::Now | Says::Result | Says::Rating | Says::Change) => Role::Result,
        Some(Says::Rate) => Role::Rate,
        Some(Says::Forecast) => Role::Forecast,
        Some(Says::Target | Says::Total) | None => Role::Target,
        Some(Says::Cost | Says::Counted) => Role::Scale,
    }
}

/// The year of a figure: that of its column, or of a plan for one year what it costs in it.
fn year_of(value: &Value, period: Option<Period>) -> Option<i32> {
    match value.year {
        Some(year) => western(year, period),
        None if value.says == Some(Says::Cost) => {
            period.filter(|period| period.from == period.to).map(|period| period.from.0)
        }
        None => None,
    }
}

/// The next number of a cell with its unit.
fn next<'a>(text: &'a str, from: usize, given: &str) -> Option<Read<'a>> {
    let (at, mut value, length) = counted(text, from)?;
    let near = &text[from..at];
    let (own, taken) = unit(&text[at + length..]);
    let to = at + length + taken;
    let mut unit = if own.is_empty() { given.to_owned() } else { own };
    if let Some((factor, base, _)) = figure::scaled(&unit).filter(|(.., taken)| *taken == unit.len()) {
        (value, unit) = (figure::times(value, factor), base.to_owned());
    }
    if unit == "％" {
        unit = "%".to_owned();
    }
    unit = unit.replace('／', "/");
    if let Some(every) = every(near.trim_end()).filter(|_| !unit.contains('/') && unit != "%") {
        unit.push('/');
        unit.push_str(every);
    }
    Some(Read { value, unit, near, tail: &text[to..], to })
}

/// The next number that counts what is measured, and its place; not the span in which it is counted: 5年間で15人.
fn counted(text: &str, from: usize) -> Option<(usize, f64, usize)> {
    const SPANS: [&str; 8] = ["年間", "か年", "カ年", "ヵ年", "ヶ年", "年で", "半期", "か月"];
    const EACH: [&str; 4] = ["につき", "あたり", "当たり", "当り"];
    let mut start = from;
    loop {
        let at = start + text.get(start..)?.find(|c| digit(c).is_some())?;
        let (value, length) = decimal(&text[at..])?;
        let rest = &text[at + length..];
        let each =
            rest.char_indices().nth(1).is_some_and(|(next, _)| EACH.iter().any(|word| rest[next..].starts_with(word)));
        if !each && !SPANS.iter().any(|span| rest.starts_with(span)) {
            return Some((at, value, length));
        }
        start = at + length;
        if !rest.contains(|c| digit(c).is_some()) {
            return Some((at, value, length));
        }
    }
}

/// The span that stands before a number: 年3回, 月平均35件.
fn every(near: &str) -> Option<&'static str> {
    const EVERY: [(&[&str], &str); 4] = [
        (&["月平均", "毎月", "月"], "月"),
        (&["年間", "毎年", "年平均", "年"], "年"),
        (&["毎週", "週"], "週"),
        (&["四半期に"], "四半期"),
    ];
    EVERY.iter().find(|(words, _)| words.iter().any(|word| near.ends_with(word))).map(|(_, every)| *every)
}

/// The unit at the start of a text, a known one or the word up to the next sign; and its length.
fn unit(text: &str) -> (String, usize) {
    let trimmed = text.trim_start();
    let gap = text.len() - trimmed.len();
    if let Some((.., taken)) = figure::scaled(trimmed) {
        return (trimmed[..taken].to_owned(), gap + taken);
    }
    let mut length = 0;
    for (letters, (at, c)) in trimmed.char_indices().enumerate() {
        let rest = &trimmed[at..];
        let per = matches!(c, '/' | '／') && letters > 0 && !rest[c.len_utf8()..].starts_with(|c| digit(c).is_some());
        let letter = c.is_alphanumeric() && digit(c).is_none() || matches!(c, '%' | '％' | '㎡');
        if AFTER.iter().any(|word| rest.starts_with(word)) || !letter && !per || letters >= LONGEST_UNIT {
            break;
        }
        length = at + c.len_utf8();
    }
    let known = figure::unit_at(trimmed).filter(|(_, taken)| *taken >= length);
    known.map_or_else(
        || (trimmed[..length].to_owned(), if length > 0 { gap + length } else { 0 }),
        |(name, taken)| (name.to_owned(), gap + taken),
    )
}

/// The unit in brackets at the end of a name, and the name without it: 受講者数（人）; 売上額（万円）／者 keeps for whom.
fn unit_of_name(name: &str) -> (&str, Option<&str>) {
    /// Letters of the word for whom.
    const EACH: usize = 4;
    let name = name.trim_end();
    let each = name.rsplit_once(['／', '/']).filter(|(_, each)| each.chars().count() <= EACH);
    let bracketed = each.map_or(name, |(before, _)| before);
    let bracketed = if bracketed.ends_with(['）', ')']) { bracketed } else { name };
    let open = bracketed
        .strip_suffix(['）', ')', '］', ']'])
        .and_then(|inner| Some((inner, inner.rfind(['（', '(', '［', '['])?)));
    let Some((inner, open)) = open else { return (name, None) };
    let bracket = inner[open..].chars().next().map_or(0, char::len_utf8);
    let unit = inner[open + bracket..].trim();
    let unit = unit.strip_prefix("単位").map_or(unit, |rest| rest.trim_start_matches(['：', ':']));
    let known = figure::scaled(unit).is_some_and(|(.., taken)| taken == unit.len())
        || figure::unit_at(unit)
            .is_some_and(|(_, taken)| taken == unit.len() || unit[taken..].starts_with(['/', '／']));
    let bare = if bracketed.len() < name.len() { name } else { name[..open].trim_end() };
    if known && open > 0 { (bare, Some(unit)) } else { (name, None) }
}

/// The Western fiscal year that a head means: 4年度 lies in the era of the plan's years, 2年目 is counted from its first.
fn western(year: Year, period: Option<Period>) -> Option<i32> {
    /// Years that a table may go back before the plan's first.
    const BACK: i32 = 6;
    /// The greatest year of 令和 and of 平成 that a table without the plan's years means: plans look some years ahead.
    const REIWA: i32 = 14;
    const HEISEI: i32 = 40;
    match year {
        Year::Stated(year) => Some(year.0),
        Year::Nth(nth) => Some(period?.from.0 + i32::try_from(nth).ok()? - 1),
        Year::Last => Some(period?.to.0),
        Year::Bare(number) => {
            let number = i32::try_from(number).ok()?;
            let eras = [(2018 + number, REIWA), (1988 + number, HEISEI), (1925 + number, i32::MAX)];
            let near = |(year, greatest): &(i32, i32)| match period {
                Some(period) => (period.from.0 - BACK..=period.to.0 + 1).contains(year),
                None => number <= *greatest,
            };
            // A table may go back further than plans do: then the era that is nearest to the plan.
            let nearest =
                || eras.into_iter().min_by_key(|(year, _)| period.map_or(0, |period| (year - period.from.0).abs()));
            eras.into_iter().find(near).or_else(nearest).map(|(year, _)| year)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Measures;
    use kurabe_model::FiscalYear;

    fn figures(text: &str, name: &str, unit: &str) -> Vec<(f64, String, bool)> {
        let value = Value {
            owner: 0,
            row: 0,
            name: name.to_owned(),
            group: String::new(),
            mark: None,
            year: None,
            says: None,
            unit: unit.to_owned(),
            text: text.to_owned(),
            line: 1,
            measures: Measures::Named,
        };
        let mut out = Vec::new();
        read(&[value], &[NodeId(1)], None, false, &mut out);
        out.into_iter().map(|found| (found.value.unwrap_or(0.0), found.unit, found.change)).collect()
    }

    #[test]
    fn cells_as_tables_print_them() {
        let one = |text: &str, name: &str, unit: &str| figures(text, name, unit)[0].clone();
        assert_eq!(one("延べ1,200人", "来場者数", ""), (1200.0, "人".into(), false));
        assert_eq!(one("月平均35件", "相談", ""), (35.0, "件/月".into(), false));
        assert_eq!(one("前年比10％増", "会員", ""), (10.0, "%".into(), true));
        assert_eq!(one("1億2,000万円", "売上", ""), (120_000_000.0, "円".into(), false));
        assert_eq!(one("2,400", "売上（千円）", ""), (2_400_000.0, "円".into(), false));
        assert_eq!(one("112", "延べ宿泊者数（千人泊）", ""), (112_000.0, "人泊".into(), false));
        assert_eq!(one("38.2", "消費額（億円）", ""), (3_820_000_000.0, "円".into(), false));
        assert_eq!(one("18", "回答数（件）", ""), (18.0, "件".into(), false));
        assert_eq!(one("120 回", "巡回", ""), (120.0, "回".into(), false));
        assert_eq!(one("30点以上", "出品", ""), (30.0, "点".into(), false));
        assert_eq!(figures("３回～４回", "説明会", ""), [(3.0, "回".into(), false)]);
        assert_eq!(figures("年２回×３会場", "開催", ""), [(2.0, "回/年".into(), false), (3.0, "会場".into(), false)]);
        assert_eq!(
            figures("2,150（＋50）", "会員数", ""),
            [(2150.0, String::new(), false), (50.0, String::new(), true)]
        );
        assert_eq!(one("35", "創業件数", "件／年"), (35.0, "件/年".into(), false));
        assert_eq!(figures("5年間で15人", "派遣数", ""), [(15.0, "人".into(), false)]);
        assert_eq!(figures("年3人", "派遣数", ""), [(3.0, "人/年".into(), false)]);
        assert_eq!(figures("１者につき４回", "訪問", ""), [(4.0, "回".into(), false)]);
    }

    #[test]
    fn years_by_the_plans_own() {
        let period = Period { from: FiscalYear(2021), to: FiscalYear(2025) };
        assert_eq!(western(Year::Bare(3), Some(period)), Some(2021));
        assert_eq!(western(Year::Nth(2), Some(period)), Some(2022));
        assert_eq!(western(Year::Bare(24), Some(period)), Some(2012));
        assert_eq!([5, 28, 31, 58].map(|year| western(Year::Bare(year), None)), [2023, 2016, 2019, 1983].map(Some));
        assert_eq!(western(Year::Bare(30), Some(Period { from: FiscalYear(2018), to: FiscalYear(2022) })), Some(2018));
    }
}
