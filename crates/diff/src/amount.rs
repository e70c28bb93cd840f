//! Figures inside sentences: 会員500社を訪問, 補助金3百万円, 講習会を2～3回.
//!
//! In comes a text, out come its numbers with a unit, each with its words before and after. Years, days, running
//! numbers and times are no amounts. Which of them a plan means as a figure must not be known here.

use std::ops::Range;

use super::unit::WRITTEN;
use kurabe_text::fold::Folded;
use kurabe_text::number::decimal;

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// The number, the lower end of a range.
    pub(super) low: f64,
    /// The upper end; the same where there is no range.
    pub(super) high: f64,
    /// Its unit.
    pub(super) unit: &'static str,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// What is counted, as far as the words beside it say: 会員, 講習会.
    pub(super) name: String,
    /// The letters before and after it, up to the next mark.
    pub(super) context: String,
}

/// The amounts of a text, in order.
pub(super) fn amounts(text: &str) -> Vec<Amount> {
    let folded = Folded::new(text);
    let whole = folded.text.as_str();
    let mut found = Vec::new();
    let mut done = 0;
    let mut before = None;
    for (at, letter) in whole.char_indices() {
        let inside = before.is_some_and(|c: char| c.is_ascii_alphanumeric() || "第.,/-:~".contains(c));
        if at >= done
            && letter.is_ascii_digit()
            && !inside
            && let Some((low, high, unit, length)) = number(&whole[at..])
        {
            done = at + length;
            // うち3回 is a part of the number before it.
            if whole[..at].ends_with("うち") || whole[..at].ends_with('内') {
                before = Some(letter);
                continue;
            }
            let (name, context) = beside(&whole[..at], &whole[done..]);
            found.push(Amount { low, high, unit, range: folded.original(at..done), name, context });
        }
        before = Some(letter);
    }
    found
}

/// Low, high, unit and length of the amount that a folded text begins with.
fn number(text: &str) -> Option<(f64, f64, &'static str, usize)> {
    let (low, mut length) = value(text)?;
    let mut high = low;
    let first_unit = unit(&text[length..]);
    let behind = length + first_unit.map_or(0, str::len);
    // 2~3回, 2回~3回; a hyphen is a range only straight between two numbers.
    let rest = &text[behind..];
    let upper = rest.strip_prefix('~').or_else(|| rest.strip_prefix('-').filter(|_| first_unit.is_none()));
    if let Some((value, taken)) = upper.and_then(value) {
        let end = behind + '~'.len_utf8() + taken;
        if let Some(unit) = unit(&text[end..]) {
            return Some((low, value.max(low), unit, end + unit.len()));
        }
        high = low;
    }
    let unit = first_unit?;
    length += unit.len();
    Some((low, high, unit, length))
}

/// A number with what scales it (3百万, 1,500千).
fn value(text: &str) -> Option<(f64, usize)> {
    text.chars().next().filter(char::is_ascii_digit)?;
    let (value, length) = decimal(text)?;
    match text[length..].strip_prefix("百万") {
        Some(_) => Some((value * 1e6, length + "百万".len())),
        None => Some((value, length)),
    }
}

fn unit(text: &str) -> Option<&'static str> {
    let unit = WRITTEN.into_iter().find(|unit| text.starts_with(unit))?;
    // 3回目 is which one; 3本柱 and 2部構成 count nothing that is done.
    let after = &text[unit.len()..];
    (!["目", "柱", "構成", "線"].iter().any(|tail| after.starts_with(tail))).then_some(unit)
}

/// Letters of context on either side.
const CONTEXT: usize = 8;
/// What ends a name or a clause.
const MARKS: &str = "、。・,;:()「」『』[]【】\n…~→/";

/// What is counted, and the letters around.
fn beside(before: &str, after: &str) -> (String, String) {
    let is_mark = |c: char| MARKS.contains(c) || c.is_ascii_digit();
    let left: Vec<char> = before.chars().rev().take_while(|c| !is_mark(*c)).take(CONTEXT).collect();
    let left: String = left.into_iter().rev().collect();
    let right: String = after.chars().take_while(|c| !is_mark(*c)).take(CONTEXT).collect();
    let context = format!("{left}\u{1}{right}");
    let left = left.trim_end_matches(['約', '計', '年', '月', '各', '延', 'べ']);
    let left = left.trim_end_matches(is_kana_word);
    let name: String = left.chars().rev().take_while(|c| !is_kana_word(*c)).collect();
    let name: String = name.chars().rev().collect();
    if !name.is_empty() {
        return (name, context);
    }
    let right = right.trim_start_matches(is_kana_word);
    (right.chars().take_while(|c| !is_kana_word(*c)).collect(), context)
}

/// Hiragana, of which particles are made.
fn is_kana_word(c: char) -> bool {
    ('ぁ'..='ん').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(f64, f64, &'static str, String)> {
        amounts(text).into_iter().map(|found| (found.low, found.high, found.unit, found.name)).collect()
    }

    #[test]
    fn amounts_of_sentences() {
        let one = |text: &str, value: f64, unit, name: &str| {
            assert_eq!(read(text), [(value, value, unit, name.to_owned())], "{text}");
        };
        one("会員500社を訪問", 500.0, "社", "会員");
        one("巡回１，２００件", 1200.0, "件", "巡回");
        one("補助金3百万円", 3e6, "円", "補助金");
        one("予算11,500千円", 11_500e3, "円", "予算");
        one("年３回の講習会", 3.0, "回", "講習会");
        one("講習会を3回開催", 3.0, "回", "講習会");
        one("20社に専門家を派遣", 20.0, "社", "専門家");
        assert_eq!(read("講習会を2～3回"), [(2.0, 3.0, "回", "講習会".to_owned())]);
        assert_eq!(read("講習会を2回～3回"), [(2.0, 3.0, "回", "講習会".to_owned())]);
    }

    #[test]
    fn what_counts_nothing() {
        for text in [
            "第3回理事会",
            "令和6年度",
            "4月1日",
            "10:30開始",
            "090-1111",
            "3回目の開催",
            "3本柱",
            "ISO9001",
            "うち1回",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
