//! Background chapters: はじめに, 策定経過, 名簿 give one section and their text, no items.
//!
//! What comes in is the outline, what goes out is the outline with such chapters folded into paragraphs.
//! This file must not know tables.

use super::{Column, Outline, PieceKind, explain};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::mark::Class;
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Is the table under a chapter one of the chapter's own parts: 趣旨・目的, 計画期間, 計画構成?
fn told_by_names(outline: &Outline, chapter: usize) -> bool {
    let names: Vec<&str> = outline.entries[chapter + 1..]
        .iter()
        .take_while(|entry| entry.parent.is_some_and(|parent| parent >= chapter))
        .filter(|entry| entry.column == Column::Name)
        .map(|entry| entry.title.trim())
        .collect();
    let parts = names.iter().filter(|name| words().chapter.part.ends(name)).count();
    parts * 3 >= names.len() * 2
}

/// Does the title speak of background?
///
/// `1. 第1期中期行動計画の総括` does, `経営環境の変化への対応` does not.
pub(crate) fn is_background(title: &str) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::new(words().chapter.background.words()).ok());
    let title = squeeze(title);
    if is_running(&title) {
        return true;
    }
    let Some(end) = WORDS.as_ref().and_then(|words| words.find_overlapping_iter(&title).map(|found| found.end()).max())
    else {
        return false;
    };
    let after = &title[end..];
    !words().chapter.work_after.stands_in(after)
}

/// 計画の見直し, 本計画の進め方, 評価: how the plan is run, as a chapter of its own.
fn is_running(title: &str) -> bool {
    let title = title.strip_prefix('本').or_else(|| title.strip_prefix('中')).unwrap_or(title);
    words().chapter.running.is(title.strip_prefix("計画の").unwrap_or(title))
}

/// What stands under an entry, itself not counted.
#[derive(Clone, Copy, Debug, Default)]
struct Content {
    entries: usize,
    /// Names of work from a table.
    names: usize,
    paragraphs: usize,
    letters: usize,
}

/// Folds each background chapter into one section with paragraphs.
pub(super) fn fold(outline: &mut Outline, rules: Rules) {
    if rules.hold(Rule::ChapterFreed) {
        free(outline);
    }
    let contents = weigh(outline);
    let work = outline
        .entries
        .iter()
        .zip(&contents)
        .filter(|(entry, content)| entry.parent.is_none() && content.entries > 0)
        .count();
    let largest = contents.iter().map(|content| content.entries).max().unwrap_or(0);
    // The rule that says of an entry that it tells of the background.
    let mut narrative: Vec<Option<Rule>> = vec![None; outline.entries.len()];
    let mut depth = vec![0u32; outline.entries.len()];
    for at in 0..outline.entries.len() {
        let entry = &outline.entries[at];
        let parent = entry.parent;
        depth[at] = parent.map_or(0, |parent| depth[parent] + 1);
        if let Some(rule) = parent.and_then(|parent| narrative[parent]) {
            narrative[at] = Some(rule);
            continue;
        }
        if entry.class.is_bullet() || entry.from_table {
            continue;
        }
        let content = contents[at];
        // What a numbered passage deep in the plan says for itself, as a list: 現状と課題, あり方.
        let passage = entry.class.counts() && (1..=MOST_POINTS).contains(&content.entries) && content.names == 0;
        if passage && rules.hold(Rule::ChapterPassage) && is_passage(outline, at, content.entries) {
            narrative[at] = Some(Rule::ChapterPassage);
            continue;
        }
        if depth[at] > 1 {
            continue;
        }
        let titled = is_background(&entry.title)
            && (content.names == 0 || told_by_names(outline, at) && content.entries * 4 <= outline.entries.len())
            && (depth[at] == 0 || content.entries == 0 && content.letters > 0);
        // A chapter of sentences alone, beside chapters that hold items.
        let policy = content.letters >= 50 && words().chapter.statement.ends(&entry.title);
        let prose = depth[at] == 0
            && content.entries == 0
            && work > 0
            && (policy || content.paragraphs >= 2 && content.letters >= 300);
        // 基本方針 as a list of sentences, beside chapters that hold items.
        let stated = depth[at] == 0
            && (1..=8).contains(&content.entries)
            && content.names == 0
            && largest > 2 * content.entries
            && words().chapter.stated.ends(&squeeze(&entry.title))
            && outline.entries[at + 1..].iter().take(content.entries).all(|child| {
                child.title.ends_with('。')
                    || !entry.title.ends_with("方針")
                        && !is_action(&child.title)
                        && !child.title.contains(|c| digit(c).is_some())
            });
        let told = [(Rule::ChapterTitled, titled), (Rule::ChapterProse, prose), (Rule::ChapterStated, stated)];
        narrative[at] = told.into_iter().find(|(rule, told)| *told && rules.hold(*rule)).map(|(rule, _)| rule);
    }
    // A chapter of which every section is background is background as a whole.
    let mut told = vec![(0u32, 0u32); outline.entries.len()];
    for (at, entry) in outline.entries.iter().enumerate() {
        if let Some(parent) = entry.parent {
            told[parent].0 += 1;
            told[parent].1 += u32::from(narrative[at].is_some());
        }
    }
    for at in 0..outline.entries.len() {
        let parent = outline.entries[at].parent;
        let whole = parent.is_none() && told[at].0 > 0 && told[at].0 == told[at].1 && rules.hold(Rule::ChapterWhole);
        narrative[at] =
            narrative[at].or(whole.then_some(Rule::ChapterWhole)).or(parent.and_then(|parent| narrative[parent]));
    }
    let mut into = vec![None; outline.entries.len()];
    for (at, entry) in outline.entries.iter_mut().enumerate() {
        let inside = entry.parent.filter(|parent| narrative[at].is_some() && narrative[*parent].is_some());
        (into[at], entry.narrative) = (inside, narrative[at].is_some() && inside.is_none());
        entry.rule = narrative[at].unwrap_or(entry.rule);
    }
    if narrative.iter().any(Option::is_some) {
        explain::into_text(outline, &into);
    }
}

/// Points of a passage that says what a plan stands for, at most.
const MOST_POINTS: usize = 8;

/// Is a numbered heading with what is listed below it a passage about the plan rather than work of it?
fn is_passage(outline: &Outline, at: usize, entries: usize) -> bool {
    let title = squeeze(&outline.entries[at].title);
    let below = &outline.entries[at + 1..][..entries];
    let actions = below.iter().filter(|child| is_action(&child.title)).count();
    let sentences = || below.iter().all(|child| child.title.ends_with('。'));
    words().chapter.passage.is(&title) && actions * 2 <= entries || words().chapter.stance.ends(&title) && sentences()
}

/// Frees the work that a background chapter without a number has swallowed: 策定の趣旨, its text, and then `１．`.
fn free(outline: &mut Outline) {
    let entries = &outline.entries;
    let mut freed: Vec<usize> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if entry.parent.is_some() || entry.class != Class::Plain || entry.from_table || !is_background(&entry.title) {
            continue;
        }
        let Some(first) = entries.get(at + 1).filter(|first| first.parent == Some(at) && first.class.counts()) else {
            continue;
        };
        let (mut leaves, mut work) = (0u32, 0u32);
        let end =
            entries[at + 1..].iter().position(|entry| entry.parent.is_none()).map_or(entries.len(), |end| at + 1 + end);
        for item in at + 1..end {
            if entries.get(item + 1).is_none_or(|next| next.parent != Some(item)) {
                leaves += 1;
                work += u32::from(is_action(&entries[item].title));
            }
        }
        if first.at > entry.at && work >= 3 && work * 2 >= leaves {
            freed.extend((at + 1..end).filter(|item| entries[*item].parent == Some(at)));
        }
    }
    for at in freed {
        outline.entries[at].parent = None;
    }
}

/// Counts what stands under each entry.
fn weigh(outline: &Outline) -> Vec<Content> {
    let mut contents = vec![Content::default(); outline.entries.len()];
    for piece in &outline.pieces {
        if let Some(owner) = piece.owner {
            contents[owner].letters += piece.text.len() / 3;
            contents[owner].paragraphs += usize::from(piece.kind == PieceKind::Paragraph);
        }
    }
    for at in (0..outline.entries.len()).rev() {
        if let Some(parent) = outline.entries[at].parent {
            let child = contents[at];
            let up = &mut contents[parent];
            up.entries += child.entries + 1;
            up.names += child.names + usize::from(outline.entries[at].from_table);
            up.paragraphs += child.paragraphs;
            up.letters += child.letters + outline.entries[at].title.len() / 3;
        }
    }
    contents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn background_is_told_from_work() {
        for title in [
            "第1期中期行動計画の総括",
            "策定経過",
            "実施計画の意義・役割",
            "令和２年度　実績の概要",
            "地域の現状と課題",
        ] {
            assert!(is_background(title), "{title}");
        }
        for title in ["実行計画", "経営環境の変化への対応", "地域振興", "主なアクションプラン"]
        {
            assert!(!is_background(title), "{title}");
        }
    }
}
