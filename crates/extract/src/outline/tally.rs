//! Lists whose points only name what was measured, with the figure: 会員数 247人, 契約金額 1,200千円.
//!
//! What comes in is the outline, what goes out is the outline with such points as text of the heading above, whose figures
//! they are. This file must not know how figures are read.

use super::explain::into_text;
use super::work_name::unnoted;
use super::{Column, Entry, Outline, PieceKind};
use crate::blocks::chars::{digit, is_hiragana, is_japanese};
use crate::blocks::target::figure::{self, Shape};
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, is_measure};

/// Letters of a name before its figure, and of one that stands over several.
const LONGEST_NAME: usize = 20;
const LONGEST_LABEL: usize = 16;

/// Turns lists of figures into text.
pub(super) fn fold(outline: &mut Outline, report: bool, rules: Rules) {
    if !rules.hold(Rule::ListsFigures) {
        return;
    }
    let kinds = kinds(&outline.entries, report);
    if kinds.iter().all(Option::is_none) {
        return;
    }
    let mut into = vec![None; outline.entries.len()];
    for (at, entry) in outline.entries.iter_mut().enumerate().filter(|(at, _)| kinds[*at].is_some()) {
        (into[at], entry.rule) = (entry.parent, Rule::ListsFigures);
    }
    into_text(outline, &into);
    let folded = outline.pieces.iter_mut().filter(|piece| piece.rule == Rule::ListsFigures);
    folded.zip(kinds.into_iter().flatten()).for_each(|(piece, kind)| piece.kind = kind);
}

/// For each entry the piece that it becomes.
fn kinds(entries: &[Entry], report: bool) -> Vec<Option<PieceKind>> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (at, entry) in entries.iter().enumerate() {
        if let Some(parent) = entry.parent {
            below[parent].push(at);
        }
    }
    let mut kinds = vec![None; entries.len()];
    for heading in 0..entries.len() {
        if kinds[heading].is_some() {
            continue;
        }
        let bullet = |at: usize| entries[at].class.is_bullet();
        for run in below[heading].chunk_by(|a, b| bullet(*a) == bullet(*b)) {
            let list = list(entries, &below, run, report).unwrap_or_default();
            list.into_iter().for_each(|(at, kind)| kinds[at] = Some(kind));
        }
    }
    kinds
}

/// The points of a list, if each of them is a figure with its name, or a name over such.
fn list(entries: &[Entry], below: &[Vec<usize>], run: &[usize], report: bool) -> Option<Vec<(usize, PieceKind)>> {
    let mut found: Vec<(usize, PieceKind)> = Vec::new();
    let mut names: Vec<Named> = Vec::new();
    let mut labelled = false;
    for at in run {
        if let Some(name) = counted(entries, below, *at) {
            names.push(name);
            found.push((*at, PieceKind::Count { labelled }));
            continue;
        }
        let bracketed = labels(&entries[*at])?;
        let inner: Option<Vec<Named>> = below[*at].iter().map(|at| counted(entries, below, *at)).collect();
        let inner = inner.filter(|inner| bracketed || !inner.is_empty())?;
        found.push((*at, PieceKind::CountsOf));
        found.extend(below[*at].iter().map(|at| (*at, PieceKind::Count { labelled: true })));
        // What follows beside it is what it is of only where nothing stands below it.
        labelled = inner.is_empty();
        names.extend(inner);
    }
    let measured = names.iter().filter(|named| measures(named.name)).count();
    let all = names.iter().all(|named| is_measure(named.name));
    // Among them a sum may have a name of its own: 賃金 1,200千円.
    let fits = |named: &Named| measures(named.name) || named.money && !is_action(named.name);
    let most = report && measured * 3 >= names.len() * 2 && names.iter().all(fits);
    (!names.is_empty() && (all || most)).then_some(found)
}

/// Is it what is measured: a count, or those who are counted?
fn measures(name: &str) -> bool {
    is_measure(name) || name.ends_with(['者', '員'])
}

/// The name of a point before its figures.
#[derive(Clone, Copy)]
struct Named<'e> {
    name: &'e str,
    /// Are they sums of money?
    money: bool,
}

/// The name of a bullet that holds nothing but it and its figures, what stands in brackets behind them aside.
fn counted<'e>(entries: &'e [Entry], below: &[Vec<usize>], at: usize) -> Option<Named<'e>> {
    let entry = &entries[at];
    let plain = entry.class.is_bullet() && entry.column == Column::None && !entry.from_table && below[at].is_empty();
    let title = unnoted(entry.title.trim()).trim_end();
    let first = title.find(|c| digit(c).is_some()).filter(|_| plain)?;
    let (name, figures) = title.split_at(first);
    let apart = name.ends_with(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '約' | '…'));
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '約' | '…'));
    let named = (2..=LONGEST_NAME).contains(&name.chars().count())
        && name.chars().any(is_japanese)
        && !name.ends_with(is_hiragana)
        && !name.contains(['。', '、', '（', '('])
        // 相談窓口の開設 達成率 80%: work, and how far it came.
        && !name.rsplit_once(char::is_whitespace).is_some_and(|(work, _)| is_action(work.trim()));
    let whole = figures.split_whitespace().all(|word| figure::shape(word) == Some(Shape::Number))
        || figure::shape(&figures.replace([' ', '\u{3000}'], "")) == Some(Shape::Number);
    ((apart || is_measure(name)) && named && whole)
        .then_some(Named { name, money: figures.trim_end().ends_with('円') })
}

/// May a bullet name what figures are of; and does it stand in brackets: （請負・委任）?
fn labels(entry: &Entry) -> Option<bool> {
    let title = entry.title.trim();
    let plain = entry.class.is_bullet() && entry.column == Column::None && !entry.from_table;
    let short = title.chars().count() <= LONGEST_LABEL && !title.contains(|c| digit(c).is_some() || c == '。');
    let bracketed =
        title.starts_with(['（', '(', '〔', '［', '＜', '【']) && title.ends_with(['）', ')', '〕', '］', '＞', '】']);
    (plain && short && !is_action(title)).then_some(bracketed)
}
