//! Headings on lines of their own that nothing marks but the brackets around them: （税務への協力）, 「人を育てる」.
//!
//! What comes in are the blocks with what can be told of each, what goes out is how this document uses brackets. This file
//! must not know levels.

use super::heading::{self, Next};
use super::lookahead::{Lookahead, next_of};
use crate::blocks::chars::{digit, squeeze};
use crate::blocks::mark::Class;
use crate::blocks::{Block, BlockKind};
use std::collections::{HashMap, HashSet};

/// Letters of a heading in round brackets.
const ROUND: std::ops::RangeInclusive<usize> = 3..=24;

/// The brackets in which this document sets headings on lines of their own, where no mark tells them: （税務への協力）
/// over numbers, 「人を育てる」 over what it means. One such line alone is a note or a quotation.
pub(super) fn heading_brackets(list: &[Block], lookaheads: &[Lookahead]) -> Brackets {
    let lines = |open: char| {
        let heads = move |(at, block): (usize, &Block)| match &block.kind {
            BlockKind::Text(text) => {
                let before = at.checked_sub(1).map(|before| lookaheads[before]);
                enclosed(text, open).is_some() && leads(open, before, next_of(lookaheads, at))
            }
            BlockKind::Row { .. } => false,
        };
        list.iter().enumerate().filter(|line| heads(*line)).count()
    };
    // The first heads a list that begins; a note stands between two items.
    let begins = |open: char| {
        let mut found = list.iter().enumerate().filter(|(_, block)| match &block.kind {
            BlockKind::Text(text) => enclosed(text, open).is_some(),
            BlockKind::Row { .. } => false,
        });
        found.next().is_some_and(|(at, _)| {
            let before = at.checked_sub(1).map(|before| lookaheads[before]);
            leads(open, before, next_of(lookaheads, at)) && (open != '（' || next_of(lookaheads, at) != Next::Later)
        })
    };
    let heads = |(open, fewest): &(char, usize)| lines(*open) >= *fewest && begins(*open);
    let open = [('（', 2), ('「', 3)].into_iter().filter(heads).map(|(open, _)| open).collect();
    Brackets { open, again: said_again(list, lookaheads) }
}

/// How a document sets headings in brackets.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// The brackets that open them.
    open: Vec<char>,
    /// What stands in round brackets over lists again and again: （政策要望） below each number.
    again: HashSet<String>,
}

/// What stands in round brackets over several lists.
fn said_again(list: &[Block], lookaheads: &[Lookahead]) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (at, block) in list.iter().enumerate() {
        if let BlockKind::Text(text) = &block.kind
            && let Some(words) = enclosed(text, '（')
            && matches!(next_of(lookaheads, at), Next::Bullet | Next::First)
        {
            *counts.entry(words).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= 2).map(|(words, _)| words.to_owned()).collect()
}

/// Does what stands next follow a heading in such brackets? Right behind an item that no sentence ends they hold a note.
fn leads(open: char, before: Option<Lookahead>, next: Next) -> bool {
    let item = before.is_some_and(|before| before.class.is_some());
    let bullet = before.is_some_and(|before| before.class.is_some_and(Class::is_bullet));
    let noted = item && before.is_some_and(|before| !before.prose);
    match open {
        '（' => next == Next::First && !bullet || next == Next::Bullet && !item || next == Next::Later && !noted,
        _ => next == Next::Prose,
    }
}

/// The words of a line that stands in brackets whole, where they may be a heading.
fn enclosed(text: &str, open: char) -> Option<&str> {
    const NOTES: [&str; 20] = [
        "単位",
        "案",
        "担当",
        "注",
        "備考",
        "予定",
        "参考",
        "続き",
        "税込",
        "順不同",
        "随時",
        "毎",
        "限定",
        "方式",
        "対象",
        "含む",
        "中心に",
        "共催",
        "連携",
        "による",
    ];
    let (opens, closes): (&[char], &[char]) =
        if open == '（' { (&['（', '('], &['）', ')']) } else { (&['「'], &['」']) };
    let inside = text.trim().strip_prefix(opens)?.strip_suffix(closes)?.trim();
    let words = squeeze(inside);
    let told = words.contains('を') || words.contains("による") || words.contains("との");
    let noted = told || NOTES.iter().any(|note| words.starts_with(note) || words.ends_with(note));
    let plain = !inside.contains(opens) && !inside.contains(closes) && !inside.contains(['。', '：', ':']);
    let counted = inside.contains(|c| digit(c).is_some());
    let noted = noted || heading::is_slot(&words);
    let fits = open != '（' || ROUND.contains(&words.chars().count()) && !counted && !noted;
    (plain && fits && !words.is_empty()).then_some(inside)
}

/// The heading that a line in such brackets is.
pub(super) fn enclosed_heading<'a>(
    text: &'a str,
    brackets: &Brackets,
    (before, next): (Option<Lookahead>, Next),
) -> Option<&'a str> {
    if matches!(next, Next::Bullet | Next::First)
        && let Some(words) = enclosed(text, '（').filter(|words| brackets.again.contains(*words))
    {
        return Some(words);
    }
    let open = *brackets.open.iter().find(|open| enclosed(text, **open).is_some() && leads(**open, before, next))?;
    // What is quoted keeps its marks.
    if open == '（' { enclosed(text, open) } else { Some(text.trim()) }
}
