//! Background chapters: はじめに, 策定経過, 名簿 give one section and their text, no items.
//!
//! What comes in is the outline, what goes out is the outline with such chapters folded into paragraphs.
//! This file must not know tables.

use super::{Column, Entry, Outline, PieceKind, explain};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::mark::Class;
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Letters of a policy that is a chapter of its own.
const POLICY_LETTERS: usize = 50;
/// Letters of sentences that are more than the introduction of a list.
const PROSE_LETTERS: usize = 300;
/// Sentences of a policy at most; more are a list of work.
const MOST_STATED: usize = 8;

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
    // 存在の意義を見出す tells of work, and a whole sentence heads nothing.
    let looks = ["を踏まえ", "を見つめ", "を見据え", "を理解", "を受け"].iter().any(|word| after.starts_with(word));
    let acts = after.starts_with('を') && !looks || title.ends_with('。');
    !acts && !words().chapter.work_after.stands_in(after)
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

/// A heading with what stands below it and beside it.
struct Chapter<'a> {
    outline: &'a Outline,
    at: usize,
    depth: u32,
    content: Content,
    /// The most entries that one heading of the document holds.
    largest: usize,
    /// Do chapters hold items?
    has_work: bool,
    /// Does the document report?
    report: bool,
}

impl Chapter<'_> {
    /// Its title, without the wave that some set behind it: 行動指針～.
    fn title(&self) -> &str {
        self.outline.entries[self.at].title.trim_end_matches(['～', '〜', '~'])
    }
}

type Tells = fn(&Chapter) -> bool;

/// What makes a heading one of the background, in the order in which it is asked.
const ORDER: [(Rule, Tells); 6] = [
    (Rule::ChapterPassage, passage),
    (Rule::ChapterWhom, whom),
    (Rule::ChapterStatutes, statutes),
    (Rule::ChapterTitled, titled),
    (Rule::ChapterProse, prose),
    (Rule::ChapterStated, stated),
];

/// Headings this deep are told of the background by any rule, deeper ones only by what a passage says for itself.
const SHALLOW: u32 = 1;

/// What a numbered passage says for itself as a list, wherever it stands: 現状と課題, あり方.
fn passage(chapter: &Chapter) -> bool {
    let Chapter { outline, at, content, .. } = *chapter;
    let title = squeeze(chapter.title());
    let below = &outline.entries[at + 1..][..content.entries];
    let actions = below.iter().filter(|child| is_action(&child.title)).count();
    let sentences = || below.iter().all(|child| child.title.ends_with('。'));
    outline.entries[at].class.counts()
        && (1..=MOST_STATED).contains(&content.entries)
        && content.names == 0
        && (words().chapter.passage.is(&title) && actions * 2 <= content.entries
            || words().chapter.stance.ends(&title) && sentences())
}

/// 利用対象者, 加入資格 over a list of people: for whom it is, and no work.
fn whom(chapter: &Chapter) -> bool {
    let Chapter { outline, at, content, .. } = *chapter;
    let below = &outline.entries[at + 1..][..content.entries];
    (1..=MOST_STATED).contains(&content.entries)
        && words().chapter.whom.ends(&squeeze(chapter.title()))
        && below.iter().all(|child| child.class.is_bullet() || child.class.is_small() || child.class.counts())
        && !below.iter().any(|child| is_action(&child.title))
}

/// 第1章 総則 over 第1条, 第2条: what the body's statutes say is no plan.
fn statutes(chapter: &Chapter) -> bool {
    let Chapter { outline, at, content, .. } = *chapter;
    let mut below =
        outline.entries[at + 1..][..content.entries].iter().filter(|entry| entry.parent == Some(at)).peekable();
    outline.entries[at].class.counts() && below.peek().is_some() && below.all(|entry| entry.class == Class::Article)
}

/// Does its title speak of background, and is what stands below it no work from a table?
fn titled(chapter: &Chapter) -> bool {
    let Chapter { outline, at, depth, content, .. } = *chapter;
    depth <= SHALLOW
        && is_background(chapter.title())
        && !reports(chapter)
        && !acts(chapter)
        && !holds_events(chapter)
        && !lists_work(chapter)
        && (content.names == 0 || told_by_names(outline, at) && content.entries * 4 <= outline.entries.len())
        && (depth == 0 || content.entries == 0 && content.letters > 0)
}

/// 年間行事予定 over what is held in each month.
fn holds_events(chapter: &Chapter) -> bool {
    let below = &chapter.outline.entries[chapter.at + 1..][..chapter.content.entries];
    below.iter().any(|entry| entry.rule == Rule::Diary)
}

/// はじめに over （１）第一種社会福祉事業, （２）公益事業: the fields of work that the body has, and no background.
fn lists_work(chapter: &Chapter) -> bool {
    /// Fields of work, at least.
    const FEWEST: usize = 2;
    let Chapter { outline, at, content, .. } = *chapter;
    let below = &outline.entries[at + 1..][..content.entries];
    let mut own = below.iter().filter(|entry| entry.parent == Some(at));
    own.clone().count() >= FEWEST && own.all(|entry| entry.class.counts() && entry.title.ends_with("事業"))
}

/// 進行管理 and nothing below it but bullets that each say what is done: 毎年８月に会議を開く。
fn acts(chapter: &Chapter) -> bool {
    let Chapter { outline, at, content, .. } = *chapter;
    let does = |entry: &Entry| entry.class.is_bullet() && entry.title.ends_with('。') && is_action(&entry.title);
    let title = squeeze(chapter.title());
    let run = is_running(&title) || ["進行管理", "進捗管理", "推進体制"].iter().any(|end| title.ends_with(end));
    run && content.entries >= 2 && outline.entries[at + 1..].iter().take(content.entries).all(does)
}

/// 事業ごとの実績と評価 where no other heading holds as much: a report, whose results are its work.
fn reports(chapter: &Chapter) -> bool {
    let told = ["実績", "評価", "成果", "事業概況", "事業の概況"].iter().any(|word| chapter.title().contains(word));
    chapter.report && told && chapter.content.entries >= 2 && chapter.content.entries >= chapter.largest
}

/// A chapter of sentences alone, beside chapters that hold items.
fn prose(chapter: &Chapter) -> bool {
    let content = chapter.content;
    let policy = content.letters >= POLICY_LETTERS && words().chapter.statement.ends(chapter.title());
    chapter.depth == 0
        && content.entries == 0
        && chapter.has_work
        && (policy || content.paragraphs >= 2 && content.letters >= PROSE_LETTERS)
}

/// 基本方針 as a list of sentences, beside chapters that hold items.
fn stated(chapter: &Chapter) -> bool {
    let (content, title) = (chapter.content, chapter.title());
    // 次年度の改善方針 sets out what will be done.
    let to_come = ["改善", "次年度", "来年度"].iter().any(|word| title.contains(word));
    let says = |child: &Entry| {
        child.title.ends_with('。')
            || !title.ends_with("方針") && !is_action(&child.title) && !child.title.contains(|c| digit(c).is_some())
    };
    chapter.depth == 0
        && (1..=MOST_STATED).contains(&content.entries)
        && content.names == 0
        && !to_come
        && chapter.largest > 2 * content.entries
        && words().chapter.stated.ends(&squeeze(title))
        && chapter.outline.entries[chapter.at + 1..].iter().take(content.entries).all(says)
}

/// ◆策定にあたって and its text, beside or above the headings: squares may head chapters.
fn squared(chapter: &Chapter) -> bool {
    let Chapter { outline, at, content, .. } = *chapter;
    let entry = &outline.entries[at];
    let beside = entry.parent.is_none_or(|parent| outline.entries[parent].class.floats());
    entry.class.is_square() && beside && content.entries == 0 && content.letters > 0 && content.paragraphs > 0
}

/// For each entry the rule that says that it tells of the background, of itself or through the heading above it.
fn told(outline: &Outline, report: bool, rules: Rules) -> Vec<Option<Rule>> {
    let contents = weigh(outline);
    let holds = |(entry, content): (&Entry, &Content)| entry.parent.is_none() && content.entries > 0;
    let has_work = outline.entries.iter().zip(&contents).any(holds);
    let largest = contents.iter().map(|content| content.entries).max().unwrap_or(0);
    let mut narrative: Vec<Option<Rule>> = vec![None; outline.entries.len()];
    let mut depths = vec![0u32; outline.entries.len()];
    for (at, entry) in outline.entries.iter().enumerate() {
        let depth = entry.parent.map_or(0, |parent| depths[parent] + 1);
        depths[at] = depth;
        if let Some(rule) = entry.parent.and_then(|parent| narrative[parent]) {
            narrative[at] = Some(rule);
            continue;
        }
        let chapter = Chapter { outline, at, depth, content: contents[at], largest, has_work, report };
        if entry.class.is_bullet() && !squared(&chapter) || entry.from_table {
            continue;
        }
        narrative[at] = ORDER.iter().find(|(rule, tells)| rules.hold(*rule) && tells(&chapter)).map(|(rule, _)| *rule);
    }
    narrative
}

/// Folds each background chapter into one section with paragraphs; in a report the results are no background.
pub(super) fn fold(outline: &mut Outline, report: bool, rules: Rules) {
    if rules.hold(Rule::ChapterFreed) {
        free(outline);
    }
    let mut narrative = told(outline, report, rules);
    // A chapter of which every section is background is background as a whole.
    let mut below = vec![(0u32, 0u32); outline.entries.len()];
    for (at, entry) in outline.entries.iter().enumerate() {
        if let Some(parent) = entry.parent {
            below[parent].0 += 1;
            below[parent].1 += u32::from(narrative[at].is_some());
        }
    }
    for at in 0..outline.entries.len() {
        let parent = outline.entries[at].parent;
        let whole = parent.is_none() && below[at].0 > 0 && below[at].0 == below[at].1 && rules.hold(Rule::ChapterWhole);
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
        for title in [
            "実行計画",
            "経営環境の変化への対応",
            "地域振興",
            "主なアクションプラン",
            "会の意義を見出す",
            "組織の位置づけの向上に努める。",
        ] {
            assert!(!is_background(title), "{title}");
        }
    }
}
