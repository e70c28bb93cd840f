//! What figures in brackets are, where a note of the document says it: （　）内は前年度, （）は目標値.
//!
//! What comes in is a plan with its lines, what goes out are its figures with role and year set right. This file must not
//! know how figures are read.

use kurabe_model::{Indicator, Plan, Role};
use kurabe_read::Line;
use kurabe_text::spacing::squeeze;

/// What stands in brackets behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// The same of the year before.
    YearBefore,
    /// What was meant to be reached.
    Target,
}

/// Gives the figures in brackets the role and the year that a note says. A document with two notes that differ means each
/// of a part of it, and is left as it was read.
pub(super) fn apply(plan: &mut Plan, lines: &[Line]) {
    let mut meanings: Vec<Meaning> = lines.iter().filter_map(|line| note(&line.text)).collect();
    meanings.dedup();
    let ([meaning], Some(period)) = (meanings.as_slice(), plan.period.filter(|period| period.from == period.to)) else {
        return;
    };
    for indicator in &mut plan.indicators {
        let line = lines.partition_point(|line| line.number < indicator.line);
        let stands =
            lines.get(line).is_some_and(|line| line.number == indicator.line && in_brackets(&line.text, indicator));
        if !stands {
            continue;
        }
        (indicator.role, indicator.period) = match meaning {
            Meaning::YearBefore => (Role::Result, Some(period.from.0 - 1)),
            Meaning::Target => (Role::Target, Some(period.from.0)),
        };
    }
}

/// What a line says of the figures in brackets: `※（　）内は前年度実績`.
fn note(line: &str) -> Option<Meaning> {
    /// Letters of such a note behind its brackets.
    const LONGEST: usize = 16;
    // Most lines hold no bracket, nor the words for it.
    if !line.contains(['）', ')', 'コ', '弧']) {
        return None;
    }
    let line = squeeze(line);
    let said = ["（）内は", "()内は", "（）は", "()は", "（）内の数字は", "()内の数字は", "カッコ内は", "括弧内は"]
        .iter()
        .find_map(|words| Some(&line[line.find(words)? + words.len()..]))?;
    let said = said.split(['。', '、', '）', ')']).next().unwrap_or_default();
    if said.chars().nth(LONGEST).is_some() {
        return None;
    }
    let says = |words: &[&str]| words.iter().any(|word| said.starts_with(word));
    match () {
        () if says(&["前年度", "前年", "昨年度", "昨年"]) => Some(Meaning::YearBefore),
        () if says(&["目標", "計画値", "計画数"]) => Some(Meaning::Target),
        () => None,
    }
}

/// Does a figure stand in brackets of its own right behind another, 500件（480件）, and nowhere else on its line?
fn in_brackets(line: &str, indicator: &Indicator) -> bool {
    let text = indicator.text.as_str();
    let mut places = line.match_indices(text).filter(|(at, _)| !ends_with_digit(&line[..*at]));
    let (Some((at, _)), None) = (places.next(), places.next()) else { return false };
    let (before, after) = (line[..at].trim_end(), line[at + text.len()..].trim_start());
    let behind = before.strip_suffix(['（', '(']).map(str::trim_end);
    let figure = |text: &str| text.chars().rev().take(6).any(|c| kurabe_text::number::digit(c).is_some());
    !text.is_empty() && behind.is_some_and(figure) && after.starts_with(['）', ')'])
}

fn ends_with_digit(text: &str) -> bool {
    text.ends_with(|c| kurabe_text::number::digit(c).is_some() || c == ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_on_brackets() {
        assert_eq!(note("※（　）内は前年度実績"), Some(Meaning::YearBefore));
        assert_eq!(note("（）は前年度の件数"), Some(Meaning::YearBefore));
        assert_eq!(note("（　　）内の数字は目標値。"), Some(Meaning::Target));
        assert_eq!(note("（）内は実施時期"), None);
        assert_eq!(note("会場（会館）は前年度と同じである"), None);
    }
}
