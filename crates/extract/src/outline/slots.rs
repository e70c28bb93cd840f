//! Sheets of evaluation: 【実施内容】【成果・実績】【評価】 below each programme are slots of a form, not headings.
//!
//! What comes in is the outline, what goes out is the outline with the slots as text of the programme, what was done
//! as its items, and the names of indicators below a result as text. This file must not know what a plan says of
//! itself.

use super::{Entry, Outline, explain};
use crate::blocks::chars::squeeze;
use crate::blocks::mark::Class;
use crate::blocks::target::figure::is_rating;
use crate::vocabulary::words;
use std::collections::HashMap;

/// What a slot of an evaluation sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// What was done: items.
    Done,
    /// What came of it.
    Result,
    /// How it is judged.
    Rating,
    /// What is said of it.
    Remark,
}

const DONE: [&str; 14] = [
    "実施内容",
    "実施状況",
    "実施概要",
    "実施事項",
    "取組内容",
    "取組状況",
    "取り組み内容",
    "取り組み状況",
    "取組実績",
    "活動内容",
    "活動状況",
    "実施した内容",
    "主な取組",
    "具体的な取組",
];
const RESULT: [&str; 20] = [
    "成果",
    "実績",
    "成果・実績",
    "実績・成果",
    "成果及び実績",
    "成果と実績",
    "成果と課題",
    "成果・課題",
    "成果及び課題",
    "事業成果",
    "主な成果",
    "成果等",
    "実施結果",
    "実施成果",
    "効果",
    "事業効果",
    "目標と実績",
    "達成状況",
    "数値実績",
    "KPI",
];
const RATING: [&str; 16] = [
    "評価",
    "自己評価",
    "事業評価",
    "総合評価",
    "内部評価",
    "外部評価",
    "評価結果",
    "評価区分",
    "評価ランク",
    "達成度",
    "判定",
    "進捗評価",
    "進捗度",
    "達成度評価",
    "委員評価",
    "一次評価",
];
const REMARK: [&str; 26] = [
    "所見",
    "評価理由",
    "評価の理由",
    "評価コメント",
    "コメント",
    "委員意見",
    "委員の意見",
    "委員会の意見",
    "委員会意見",
    "委員からの意見",
    "主な意見",
    "評価委員の意見",
    "外部委員の意見",
    "次年度の課題",
    "次年度への課題",
    "次年度の取組",
    "課題及び改善点",
    "課題と対応",
    "改善点",
    "改善策",
    "今後の課題",
    "今後の方針",
    "今後の対応",
    "今後の方向性",
    "次年度に向けて",
    "課題・改善点",
];

/// The slot that a label names; the label may stand in brackets or before a colon.
pub(crate) fn slot(label: &str) -> Option<Slot> {
    let label = squeeze(label);
    let label = label.trim_matches(|c: char| "【】［］[]〔〕〈〉＜＞《》（）()：:■□◆◇○●・".contains(c));
    let holds = |words: &[&str]| words.contains(&label);
    if holds(&DONE) {
        Some(Slot::Done)
    } else if holds(&RESULT) {
        Some(Slot::Result)
    } else if holds(&RATING) {
        Some(Slot::Rating)
    } else if holds(&REMARK) || joins_remarks(label) {
        Some(Slot::Remark)
    } else {
        None
    }
}

/// Does the head of a column say that its cells tell in words what came of the work: 進捗状況, 取組状況, 実績?
pub(crate) fn tells_result(head: &str) -> bool {
    const ENDS: [&str; 4] = ["状況", "結果", "実績", "成果"];
    let head = squeeze(head);
    slot(&head) == Some(Slot::Result) || ENDS.iter().any(|end| head.ends_with(end)) && head != "評価結果"
}

/// What is said of a programme by several words at once: 課題と改善, 課題・今後の対応.
const REMARKS: [&str; 13] = [
    "課題",
    "問題点",
    "改善",
    "改善点",
    "改善策",
    "改善方法",
    "対応",
    "対応策",
    "対策",
    "方向性",
    "方策",
    "反省点",
    "所見",
];

fn joins_remarks(label: &str) -> bool {
    let label = label.replace("及び", "と").replace("および", "と");
    let parts: Vec<&str> = label.split(['と', '・', '、', '／', '/']).collect();
    let is_remark = |part: &&str| {
        let part = ["今後の", "次年度の", "次年度への", "その"]
            .iter()
            .find_map(|when| part.strip_prefix(when))
            .unwrap_or(part);
        REMARKS.contains(&part)
    };
    parts.len() > 1 && parts.iter().all(is_remark)
}

/// A line that begins with the label of a slot: `【評価】Ａ`, `成果：…`, `評価 ◎`; the slot and what stands behind the label.
pub(crate) fn labelled(line: &str) -> Option<(Slot, &str)> {
    if let Some((word, sign)) = line.trim().split_once(char::is_whitespace)
        && slot(word) == Some(Slot::Rating)
        && is_rating(sign.trim())
    {
        return Some((Slot::Rating, sign.trim()));
    }
    let (label, rest) = label_of(line)?;
    Some((slot(label)?, rest))
}

/// Does a line tell what was planned, beside what came of it: `【計画】経営分析を60件行う`?
pub(crate) fn plans(line: &str) -> bool {
    let label = label_of(line).filter(|(_, rest)| !rest.is_empty()).map(|(label, _)| squeeze(label));
    label.is_some_and(|label| {
        let label = label.trim_matches(['【', '】', '［', '］', '：', ':']);
        label == "計画" || words().slot.target.is(label)
    })
}

/// The label before a colon or in brackets with which a line begins, and what stands behind it; the whole of a short line.
fn label_of(line: &str) -> Option<(&str, &str)> {
    /// No label is longer, in letters.
    const LONGEST: usize = 12;
    let line = line.trim();
    let first = line.chars().next()?;
    let close = match first {
        '【' => '】',
        '［' => '］',
        '[' => ']',
        '〔' => '〕',
        '〈' => '〉',
        '＜' => '＞',
        '《' => '》',
        '（' => '）',
        '(' => ')',
        _ => '：',
    };
    let mut letters = line.char_indices().skip(1).take(LONGEST);
    let end = letters.find(|(_, c)| *c == close || close == '：' && *c == ':');
    let (label, rest) = match end {
        Some((at, c)) => (line.get(..at)?, line.get(at + c.len_utf8()..)?),
        None => (line, ""),
    };
    Some((label, rest.trim_start_matches(['：', ':', ' ', '\u{3000}'])))
}

/// Turns the slots into text of what they stand under.
pub(super) fn fold(outline: &mut Outline) {
    let mut slots: Vec<Option<Slot>> = outline.entries.iter().map(of_entry).collect();
    // At the top one such heading is a chapter; what recurs is a slot of what stands before it.
    let mut recurring: HashMap<String, u32> = HashMap::new();
    for entry in outline.entries.iter().filter(|entry| entry.parent.is_none()) {
        *recurring.entry(squeeze(&entry.title)).or_default() += 1;
    }
    for (entry, slot) in outline.entries.iter().zip(&mut slots).filter(|(entry, _)| entry.parent.is_none()) {
        *slot = slot.filter(|_| entry.class == Class::Plain && recurring.get(&squeeze(&entry.title)) > Some(&1));
    }
    let count = |wanted: Slot| slots.iter().filter(|slot| **slot == Some(wanted)).count();
    // One such heading may be a chapter; a form has its slots again and again, or a judgement among them.
    if count(Slot::Rating) == 0 && count(Slot::Result) < 2 && count(Slot::Remark) < 2 {
        return;
    }
    let mut into: Vec<Option<usize>> = vec![None; outline.entries.len()];
    for (at, entry) in outline.entries.iter().enumerate() {
        // An unmarked slot stands as high as the unmarked programme before it, whose it is.
        let beside = slots[at].and(before_of(outline, &slots, at)).or(entry.parent);
        let Some(parent) = beside else { continue };
        // What hangs under a slot stands before it in the list of entries, so its own fate is known.
        let told = slots[parent].is_some_and(|slot| slot != Slot::Done) && into[parent].is_some()
            || slots[parent].is_none() && into[parent].is_some();
        if slots[at].is_some() || told {
            into[at] = Some(into[parent].unwrap_or(parent));
        }
    }
    if into.iter().any(Option::is_some) {
        explain::into_text(outline, &into);
    }
}

/// The unmarked heading before an unmarked slot, at the same height.
fn before_of(outline: &Outline, slots: &[Option<Slot>], at: usize) -> Option<usize> {
    /// Entries between a programme and its slot, at most.
    const NEAR: usize = 64;
    let entry = &outline.entries[at];
    let beside = |before: &usize| {
        let other = &outline.entries[*before];
        other.parent == entry.parent && slots[*before].is_none()
    };
    let plain = |before: &usize| {
        let other = &outline.entries[*before];
        other.class == Class::Plain && other.column == entry.column && !other.narrative
    };
    (entry.class == Class::Plain).then(|| (0..at).rev().take(NEAR).find(beside).filter(plain))?
}

/// The slot that an entry is.
fn of_entry(entry: &Entry) -> Option<Slot> {
    if entry.from_table || entry.narrative || entry.class.counts() {
        return None;
    }
    if entry.class == Class::Label {
        return slot(&entry.marker);
    }
    slot(&entry.title).or_else(|| labelled(&entry.title).filter(|(_, rest)| !rest.is_empty()).map(|(slot, _)| slot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_slots() {
        assert_eq!(labelled("【評価】Ａ"), Some((Slot::Rating, "Ａ")));
        assert_eq!(labelled("［成果・実績］承認 11件"), Some((Slot::Result, "承認 11件")));
        assert_eq!(labelled("自己評価：◎"), Some((Slot::Rating, "◎")));
        assert_eq!(labelled("【実 施 内 容】"), Some((Slot::Done, "")));
        assert_eq!(labelled("評価制度の見直し"), None);
        assert_eq!(labelled("【重点】評価"), None);
    }
}
