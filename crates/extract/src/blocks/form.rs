//! The summary form of a 経営発達支援計画, whose labels the page reader puts out of place: they stand in a column of their
//! own, in the middle of the height of what they head, so that a reader of lines meets them too late, or all at once
//! before the first of their contents.
//!
//! What comes in are blocks, what goes out are the same with 目標 before the first aim and 事業内容 before the first part of
//! the work. This file must not know levels.

use super::chars::squeeze;
use super::mark::{self, Class};
use super::{Block, BlockKind};

/// Sets the labels before what they head; a text that is no such form stays as it is.
pub(super) fn set(mut list: Vec<Block>) -> Vec<Block> {
    let Some(period) = list.iter().position(|block| is_label(block, "実施期間")) else { return list };
    if !list[..period].iter().any(|block| words(block).starts_with("実施者名")) {
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
