//! The summary form of a 経営発達支援計画, whose labels the page reader puts out of place: they stand in a column of their
//! own, in the middle of the height of what they head, so that a reader of lines meets them too late, or all at once
//! before the first of their contents.
//!
//! What comes in are blocks, what goes out are the same with 目標 before the first aim and 事業内容 before the first part of
//! the work. Where the form came as a table, its rows come in as lines and go out as labels and what they head, each on lines
//! of its own. This file must not know levels.

use super::cell::Cell;
use super::chars::squeeze;
use super::mark::{self, Class};
use super::raw::{self, Raw};
use super::table::{self, Read};
use super::{Block, BlockKind};
use kurabe_model::Furniture;
use std::collections::HashMap;

/// The labels that tell the form.
const WHO: &str = "実施者名";
const HOW_LONG: &str = "実施期間";

/// Sets the cells of the form's table on lines of their own, if its rows begin with its labels.
pub(super) fn unfold<'a>(raws: Vec<Raw<'a>>, furniture: &mut Vec<Furniture>) -> Vec<Raw<'a>> {
    let says = |label: &str| raws.iter().any(|raw| raw.text.contains(label));
    if !says(WHO) || !says(HOW_LONG) {
        return raws;
    }
    let mut unfolded = Vec::with_capacity(raws.len());
    let mut at = 0;
    while at < raws.len() {
        let mut marks = Vec::new();
        let rows = rows(&raws[at..], &mut marks);
        let begins = |label: &str| {
            let first =
                |(cells, _): &(Vec<Cell>, usize)| cells.first().is_some_and(|cell| squeeze(&cell.text) == label);
            rows.iter().any(first)
        };
        let is_form = begins(WHO) && begins(HOW_LONG);
        let end = at + rows.iter().map(|(_, taken)| taken).sum::<usize>().max(1);
        if is_form {
            // Its bars, quotes and tags stand in no cell.
            furniture.extend(marks);
            for (cells, taken) in rows {
                unfolded.extend(cells.iter().flat_map(|cell| lines(cell, &raws[at])));
                at += taken;
            }
        }
        unfolded.extend(raws[at..end].iter().cloned());
        at = end;
    }
    unfolded
}

/// The rows of the table that begins with a line, each with how many lines it takes; a rule has no cells.
fn rows(raws: &[Raw], furniture: &mut Vec<Furniture>) -> Vec<(Vec<Cell>, usize)> {
    let mut rows: Vec<(Vec<Cell>, usize)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = raws.get(at..).filter(|rest| !rest.is_empty()) {
        let above = rows.last().and_then(|(cells, _)| cells.first()).map(|cell| cell.text.clone());
        let read = match table::read(rest, above.as_deref(), furniture) {
            Read::Rows(read) => read.into_iter().map(|row| (row.cells, row.taken)).collect(),
            Read::Rule(taken) => vec![(Vec::new(), taken)],
            Read::Text => break,
        };
        at += read.iter().map(|(_, taken)| taken).sum::<usize>();
        rows.extend(read);
    }
    rows
}

/// The lines of a cell; where a text has lost its line ends, a number that counts on begins one.
fn lines<'a>(cell: &Cell, raw: &Raw) -> Vec<Raw<'a>> {
    let mut lines = Vec::new();
    let mut from = 0;
    for line in cell.text.split('\n') {
        let cuts = numbers(line);
        let ends = cuts.iter().copied().chain([line.len()]);
        for (begin, end) in std::iter::once(0).chain(cuts.iter().copied()).zip(ends) {
            let (span, _) = cell.place(from + begin, from + end);
            let text = line[begin..end].trim_end().to_owned();
            lines.push(Raw { last: span.last, ..raw::measure(span.first, raw.page, text.into()) });
        }
        from += line.len() + '\n'.len_utf8();
    }
    lines
}

/// Where numbers begin behind a blank, each the first of its kind or the next: Ⅰ．支援の内容 １．分析 ２．販路.
fn numbers(text: &str) -> Vec<usize> {
    let mut reached: HashMap<Class, u32> = HashMap::new();
    let mut before = '\n';
    let mut cuts = Vec::new();
    for (at, c) in text.char_indices() {
        let begins = before.is_whitespace() && !c.is_whitespace();
        before = c;
        let counted = |mark: &mark::Mark| mark.class.counts() && mark.class != Class::Bare;
        let Some(mark) = mark::parse(&text[at..]).filter(|mark| begins && counted(mark)) else { continue };
        let next = reached.get(&mark.class).map_or(1, |last| last + 1);
        if mark.ordinal == 1 || mark.ordinal == next {
            reached.insert(mark.class, mark.ordinal);
            cuts.extend((at > 0).then_some(at));
        }
    }
    cuts
}

/// Sets the labels before what they head; a text that is no such form stays as it is.
pub(super) fn set(mut list: Vec<Block>) -> Vec<Block> {
    let Some(period) = list.iter().position(|block| is_label(block, HOW_LONG)) else { return list };
    if !list[..period].iter().any(|block| words(block).starts_with(WHO)) {
        return list;
    }
    let find = |list: &[Block], label: &str| list.iter().position(|block| is_label(block, label));
    let (Some(aims), Some(work), Some(first)) =
        (find(&list, "目標"), find(&list, "事業内容"), first_part(&list, period))
    else {
        return list;
    };
    if aims < period || work < period {
        return list;
    }
    // Labels of a column come one behind the other.
    let together = aims.abs_diff(work) == 1 || find(&list, "連絡先").is_some_and(|contact| contact.abs_diff(work) == 1);
    // 目標, 事業内容 and 連絡先, one behind the other: what the last heads stands at the end of the form.
    if let Some(contact) = find(&list, "連絡先").filter(|contact| *contact < first && contact.abs_diff(work) == 1) {
        let contact = list.remove(contact);
        list.push(contact);
    }
    // １．, ２． below 事業内容 are its work already: a later Ⅰ is of an annex.
    let first = first_part(&list, period).filter(|first| {
        let numbered = |block: &Block| matches!(&block.kind, BlockKind::Text(text) if mark::parse(text).is_some_and(|mark| mark.class == Class::Arabic));
        let work = find(&list, "事業内容").unwrap_or(*first);
        together || work > *first || !list[work..*first].iter().any(numbered)
    });
    bring(&mut list, "事業内容", first);
    let item = |block: &Block| matches!(&block.kind, BlockKind::Text(text) if mark::parse(text).is_some_and(lists));
    let listed = list.iter().enumerate().skip(period + 1).find(|(_, block)| item(block)).map(|(at, _)| at);
    let late = listed.filter(|listed| find(&list, "目標").is_some_and(|aims| aims > *listed));
    bring(&mut list, "目標", late);
    list
}

/// Moves a label to the place before a block.
fn bring(list: &mut Vec<Block>, label: &str, before: Option<usize>) {
    let from = list.iter().position(|block| is_label(block, label));
    if let (Some(from), Some(before)) = (from, before) {
        let block = list.remove(from);
        list.insert(if from < before { before - 1 } else { before }, block);
    }
}

/// Where the work begins: `Ⅰ．経営発達支援事業の内容`.
fn first_part(list: &[Block], period: usize) -> Option<usize> {
    let first = |block: &Block| {
        let BlockKind::Text(text) = &block.kind else { return false };
        mark::parse(text).is_some_and(|mark| mark.class == Class::Roman && mark.ordinal == 1)
    };
    list.iter().enumerate().skip(period).find(|(_, block)| first(block)).map(|(at, _)| at)
}

/// Is it a mark of a list?
fn lists(mark: mark::Mark) -> bool {
    mark.class.is_bullet() || mark.class.counts() && mark.ordinal <= 1
}

/// The words of a block of text.
fn words(block: &Block) -> String {
    match &block.kind {
        BlockKind::Text(text) => squeeze(text),
        BlockKind::Row { .. } => String::new(),
    }
}

fn is_label(block: &Block, label: &str) -> bool {
    words(block) == label
}
