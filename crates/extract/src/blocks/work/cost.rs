//! 予算額（千円）: the heading of a column that says what work costs.
//!
//! What comes in is a word without blanks, what goes out is the column's name and unit. This file must not know rows.

use crate::blocks::chars::digit;

/// Words for what work costs, the longer before those that they begin with.
const WORDS: [&str; 9] = ["予算額", "予算案", "予算", "概算事業費", "概算額", "事業費", "所要額", "計画額", "金額"];
/// Units of money.
const UNITS: [&str; 5] = ["百万円", "千円", "万円", "億円", "円"];

/// The name and the unit of such a heading; the unit is empty where it gives none.
pub(crate) fn heading(word: &str) -> Option<(String, String)> {
    let name = WORDS.iter().find(|name| word.starts_with(**name))?;
    let rest = &word[name.len()..];
    if rest.is_empty() {
        return Some(((*name).to_owned(), String::new()));
    }
    let inner = rest.strip_prefix(['（', '(', '［', '['])?.strip_suffix(['）', ')', '］', ']'])?;
    let unit = inner.strip_prefix("単位").map_or(inner, |rest| rest.trim_start_matches(['：', ':']));
    UNITS.contains(&unit).then(|| ((*name).to_owned(), unit.to_owned()))
}

/// Does a note begin with such a word and go on with a figure: 予算 4,500千円?
pub(crate) fn heads(note: &str) -> bool {
    WORDS.iter().find_map(|word| note.strip_prefix(word)).is_some_and(|rest| {
        rest.trim_start_matches([' ', '\u{3000}', '：', ':', '額', '約']).starts_with(|c| digit(c).is_some())
    })
}
