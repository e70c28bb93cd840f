//! Marks that stand alone on their line: their text is the next line.
//!
//! What comes in are lines, what goes out are the same with each such mark before its text. A mark must be one of a
//! run, or its sign must list things elsewhere: a ○ in a cell judges and a number in a row counts. This file must not
//! know what the text says.

use super::mark::{self, Class};
use super::raw::{self, Raw};
use kurabe_text::{number, unit};
use std::collections::HashSet;

/// Puts marks that stand alone before the lines that they mark.
pub(super) fn join(raws: Vec<Raw>) -> Vec<Raw> {
    let mut lone: Vec<Option<(Class, u32)>> = raws.iter().map(alone).collect();
    if lone.iter().all(Option::is_none) {
        return raws;
    }
    let tall = in_tall_rows(&raws);
    for (own, inside) in lone.iter_mut().zip(tall) {
        own.take_if(|_| inside);
    }
    let evidence = Evidence::of(&raws, &lone);
    let mut out: Vec<Raw> = Vec::with_capacity(raws.len());
    let mut waiting: Option<(Raw, (Class, u32))> = None;
    for (raw, own) in raws.into_iter().zip(lone) {
        if let Some((sign, told)) = waiting.take() {
            if raw.class.is_none()
                && own.is_none()
                && raw.letters > raw.digits
                && !is_row(&raw)
                && evidence.lists(&sign, told)
                && (told.0 != Class::Bare || heads(&raw))
            {
                out.push(raw::headed(&sign, &raw));
                continue;
            }
            out.push(sign);
        }
        match own {
            Some(told) => waiting = Some((raw, told)),
            None => out.push(raw),
        }
    }
    out.extend(waiting.map(|(sign, _)| sign));
    out
}

/// The mark that is all of a line.
fn alone(raw: &Raw) -> Option<(Class, u32)> {
    let short = raw.digits + raw.letters <= 8 && !is_row(raw);
    short.then(|| mark::alone(raw.trimmed()).or_else(|| bare(raw))).flatten()
}

/// A number alone on its line without a stop: a figure or the number of a page, unless the document proves it a mark.
fn bare(raw: &Raw) -> Option<(Class, u32)> {
    let (value, length) = number::short(raw.trimmed())?;
    (raw.digits <= 2 && length == raw.trimmed().len()).then_some((Class::Bare, value))
}

/// Can the line be the heading that a number alone stands before: no unit, no sentence?
fn heads(raw: &Raw) -> bool {
    raw.letters > LONGEST_UNIT && !unit::begins(raw.trimmed()) && !raw.ends_sentence()
}

/// Letters of the longest unit: 事業所.
const LONGEST_UNIT: u32 = 3;

/// A row of a table keeps its cells apart, and what markup a line carries stays with its number.
fn is_row(raw: &Raw) -> bool {
    raw.gap >= super::gaps::WIDE || raw.text.contains(['\t', '|', '｜', '<', '&'])
}

/// Lines that a row opened by a bar, a quote or a tag may take.
const TALLEST: usize = 60;
const TALLEST_TABLE: usize = 5000;

/// Does a line end the row or table that is open?
type Closes = fn(&str) -> bool;

/// Which lines lie inside a row or a table that began on a line before: their cells know their own lines.
fn in_tall_rows(raws: &[Raw]) -> Vec<bool> {
    let bars = ['|', '｜'];
    let mut open: Option<(usize, Closes)> = None;
    let inside = |raw: &Raw| {
        let text = raw.trimmed();
        if let Some((left, closes)) = open {
            open = Some((left.saturating_sub(1), closes)).filter(|(left, _)| *left > 0 && !closes(text));
            return true;
        }
        let piped = text.strip_prefix("- ").unwrap_or(text).trim_start().starts_with(bars);
        open = if piped && !text.ends_with(bars) {
            Some((TALLEST, |text| text.ends_with(['|', '｜'])))
        } else if text.contains('\t') && text.matches('"').count() % 2 == 1 {
            Some((TALLEST, |text| text.contains('"')))
        } else if text.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("<table"))
            && !text.to_ascii_lowercase().contains("</table")
        {
            Some((TALLEST_TABLE, |text| text.to_ascii_lowercase().contains("</table")))
        } else {
            None
        };
        false
    };
    raws.iter().map(inside).collect()
}

/// Which marks the document numbers and lists with.
struct Evidence {
    numbers: HashSet<(Class, u32)>,
    signs: HashSet<char>,
    /// Numbers that stand alone.
    lone: HashSet<(Class, u32)>,
    /// Signs that stand alone more than once.
    repeated: HashSet<char>,
    /// Do dashes stand alone before their texts, as sites set lists? In a table of a cell a line figures stand beside them.
    dashes: bool,
}

/// Dashes alone on their lines that tell a list.
const DASHES: usize = 3;

impl Evidence {
    fn of(raws: &[Raw], lone: &[Option<(Class, u32)>]) -> Self {
        let (mut numbers, mut signs) = (HashSet::new(), HashSet::new());
        let mut alone = HashSet::new();
        let (mut once, mut repeated) = (HashSet::new(), HashSet::new());
        for (raw, lone) in raws.iter().zip(lone) {
            let first = raw.trimmed().chars().next().unwrap_or(' ');
            match lone {
                Some((class, _)) if class.is_bullet() => {
                    repeated.extend((!once.insert(first)).then_some(first));
                }
                Some(counted) => {
                    alone.insert(*counted);
                }
                None if raw.class.is_some_and(Class::is_bullet) => {
                    signs.insert(first);
                }
                None if raw.class.is_some_and(Class::counts) => {
                    numbers.extend(mark::parse(raw.trimmed()).map(|mark| (mark.class, mark.ordinal)));
                }
                None => {}
            }
        }
        Self { numbers, signs, lone: alone, repeated, dashes: has_dashes(raws, lone) }
    }

    /// Does the mark list or number things in this document?
    fn lists(&self, sign: &Raw, (class, ordinal): (Class, u32)) -> bool {
        let Some(first) = sign.trimmed().chars().next() else { return false };
        let beside = |numbers: &HashSet<(Class, u32)>| {
            numbers.contains(&(class, ordinal.saturating_sub(1))) || numbers.contains(&(class, ordinal + 1))
        };
        match class {
            // A star is of the dash's kind, but no cell says with it that there is nothing.
            Class::Symbol('-') if matches!(first, '*' | '＊') => self.signs.contains(&first),
            Class::Symbol('-') => self.dashes,
            Class::Symbol('※') => false,
            // ○, ◎, △ and ● judge in cells of their own.
            Class::Symbol('○' | '◎' | '●' | '▼') => self.signs.contains(&first),
            Class::Symbol(_) => self.signs.contains(&first) || self.repeated.contains(&first),
            // Pages count on alone, a heading among others that have their text beside them.
            Class::Bare => beside(&self.numbers) && !beside(&self.lone),
            _ => ordinal == 1 || beside(&self.numbers) || beside(&self.lone),
        }
    }
}

/// Do dashes stand alone before texts, and none of them beside a figure?
fn has_dashes(raws: &[Raw], lone: &[Option<(Class, u32)>]) -> bool {
    let dash = |at: &usize| matches!(lone[*at], Some((Class::Symbol('-'), _)));
    let figure = |raw: &Raw| raw.digits > 0 && raw.letters <= LONGEST_UNIT;
    let beside = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| raws.get(before));
        before.into_iter().chain(raws.get(at + 1)).any(figure)
    };
    let dashes: Vec<usize> = (0..raws.len()).filter(dash).collect();
    dashes.len() >= DASHES && !dashes.into_iter().any(beside)
}

#[cfg(test)]
mod tests {
    use super::super::{Block, BlockKind, blocks};
    use kurabe_model::LineSpan;
    use kurabe_read::{Line, Text};

    fn read(lines: &[&str]) -> Vec<(String, LineSpan)> {
        let line = |(text, number): (&&str, u32)| Line { number, page: None, place: None, text: (*text).to_owned() };
        let text = Text { lines: lines.iter().zip(1..).map(line).collect(), notices: Vec::new() };
        let words = |block: Block| match block.kind {
            BlockKind::Text(text) => (text, block.span),
            BlockKind::Row { .. } => (String::new(), block.span),
        };
        blocks(&text).list.into_iter().map(words).collect()
    }

    fn check(lines: &[&str], texts: &[&str]) {
        let found: Vec<String> = read(lines).into_iter().map(|(text, _)| text).collect();
        assert_eq!(found, texts);
    }

    #[test]
    fn a_mark_alone_belongs_to_the_next_line() {
        check(
            &["①配布", "②", "提供", "（３）", "開設", "第２章", "地域の振興", "Ⅱ", "IT活用", "■", "経営", "■ 交流"],
            &["①配布", "② 提供", "（３）", "開設", "第２章", "地域の振興", "Ⅱ", "IT活用", "■ 経営", "■ 交流"],
        );
        check(&["第１章", "地域の振興", "(1)", "相談", "(2)", "交流"], &["第１章 地域の振興", "(1) 相談", "(2) 交流"]);
        assert_eq!(read(&["①", "配布"])[0].1, LineSpan { first: 1, last: 2 });
    }

    #[test]
    fn dashes_alone_list_where_no_figure_stands_beside_them() {
        check(
            &["研修委員会", "-", "講座の開催", "-", "視察の実施", "-", "清掃（6月）"],
            &["研修委員会", "- 講座の開催", "- 視察の実施", "- 清掃（6月）"],
        );
        let table = ["相談件数", "-", "10件", "講座の開催", "-", "5件", "視察の実施", "-", "3件"];
        assert!(read(&table).iter().all(|(text, _)| !text.starts_with("- ")));
    }

    #[test]
    fn judgements_and_figures_stay_alone() {
        check(
            &["達成度", "○", "相談が増えた", "5", "回答が増えた"],
            &["達成度", "○", "相談が増えた", "5", "回答が増えた"],
        );
        check(&["①", "②", "配布"], &["①", "② 配布"]);
    }
}
