//! Forms whose labels stand on the line of what they say: `事業名　みなと創業塾　所管課　商工課` over `目的　創業を増やす`.
//!
//! What comes in are lines, what goes out are the same with the label, the name of the work and what else the line says of it each
//! on a line of its own, as other forms have them. This file must not know the tree.

use super::chars::{is_japanese, squeeze};
use super::heads;
use super::raw::{self, Raw};
use crate::vocabulary::words;
use std::collections::HashMap;

/// Letters of the name of work.
const LONGEST: usize = 60;
/// Lines with one label, that each name work.
const AGAIN: u32 = 2;

/// Cuts such lines: where one label names work again and again, or where what it names is told of beside or below it.
pub(super) fn cut(raws: Vec<Raw>) -> Vec<Raw> {
    let found: Vec<Option<Named>> = raws.iter().map(named).collect();
    if found.iter().all(Option::is_none) {
        return raws;
    }
    let mut counts: HashMap<String, u32> = HashMap::new();
    for named in found.iter().flatten() {
        *counts.entry(named.label.clone()).or_default() += 1;
    }
    let told_below: Vec<bool> = (0..raws.len()).map(|at| raws.get(at + 1).is_some_and(tells)).collect();
    let mut out = Vec::with_capacity(raws.len());
    for ((raw, named), told) in raws.into_iter().zip(found).zip(told_below) {
        let fits =
            |named: &Named| named.told.is_some() || told || counts.get(&named.label).is_some_and(|n| *n >= AGAIN);
        let Some(named) = named.filter(fits) else {
            out.push(raw);
            continue;
        };
        let ends = [named.name, named.told.unwrap_or(raw.text.len()), raw.text.len()];
        let mut from = 0;
        for to in ends.into_iter().filter(|to| *to > 0) {
            let piece = raw.text[from..to].trim();
            out.extend((!piece.is_empty()).then(|| Raw { indent: raw.indent, ..raw::part(&raw, piece.to_owned()) }));
            from = to;
        }
    }
    out
}

/// A line that names work behind its label.
struct Named {
    /// 事業名
    label: String,
    /// The byte at which the name begins.
    name: usize,
    /// The byte at which the label of what else the line says begins: 所管課 商工課.
    told: Option<usize>,
}

/// Reads a line as the label of work with its name.
fn named(raw: &Raw) -> Option<Named> {
    if raw.cells.is_some() || raw.leader || raw.class.is_some() || raw.text.contains(['\t', '|', '｜', '<', '。']) {
        return None;
    }
    if !raw.text.split_whitespace().next().is_some_and(heads::names_work) {
        return None;
    }
    let words = parts(&raw.text);
    let [(from, label), (name, first), ..] = words.as_slice() else { return None };
    let told = words.iter().enumerate().skip(2).find(|(at, (_, word))| words.len() > at + 1 && is_fact(word));
    let told = told.map(|(_, (at, _))| *at);
    let title = raw.text[*name..told.unwrap_or(raw.text.len())].trim_end();
    // 事業名 内容 時期 is the head of a table.
    let heads = words[1..].iter().take_while(|(at, _)| told.is_none_or(|told| *at < told)).any(|(_, word)| {
        let word = squeeze(word);
        heads::heads(&word) || heads::is_label(&word)
    });
    let names = !heads && title.chars().count() <= LONGEST && first.contains(is_japanese);
    (names && raw.text[..*from].trim().is_empty()).then(|| Named { label: squeeze(label), name: *name, told })
}

/// The words of a line, each with the byte at which it begins.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let begin = text.as_ptr() as usize;
    text.split_whitespace().map(|word| (word.as_ptr() as usize - begin, word)).collect()
}

/// Is a word the label of a fact of work: 所管課, 実施時期?
fn is_fact(word: &str) -> bool {
    words().slot.fact_end.ends(word) && heads::is_label(word)
}

/// Does a line begin with a label and say something behind it: 目的　創業を増やす?
fn tells(raw: &Raw) -> bool {
    let words = parts(&raw.text);
    raw.cells.is_none() && words.len() > 1 && heads::is_label(words[0].1) && !heads::is_label(words[1].1)
}
