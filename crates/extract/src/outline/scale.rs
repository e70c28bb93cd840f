//! Scales that count what stands on each of their steps: 1 目標を大きく上回った 0 0, 2 目標を上回った 3 1.
//!
//! What comes in are blocks, what goes out is which of them are lines of such a scale. This file must not know the tree.

use super::slots::{self, Slot};
use crate::blocks::chars::digit;
use crate::blocks::mark::{self, Class};
use crate::blocks::{Block, BlockKind};
use crate::vocabulary::words;
use kurabe_text::number::short;

/// Steps of a scale, at least.
const FEWEST: usize = 3;
/// Of so many steps one may have words that do not judge.
const MOST_OTHER: usize = 4;

/// The steps of a scale with how many stand on each: `1 目標を大きく上回った 0 0`, `2 目標を上回った 3 1`. They stand one behind
/// the other, their numbers count up or down, and behind each stand as many counts.
pub(super) fn steps(list: &[Block]) -> Vec<bool> {
    let steps: Vec<Option<Step>> = list.iter().map(step).collect();
    let mut counted = vec![false; list.len()];
    let mut at = 0;
    while at < list.len() {
        let pairs = steps[at..].windows(2).take_while(|pair| match pair {
            [Some(a), Some(b)] => a.counts == b.counts && a.number.abs_diff(b.number) == 1,
            _ => false,
        });
        let run = pairs.count() + 1;
        let judged = steps[at..at + run].iter().flatten().filter(|step| step.judges).count();
        if run >= FEWEST && judged + run / MOST_OTHER >= run {
            // 達成度 事業数 うち新規 heads the columns of the scale.
            let head = at.checked_sub(1).filter(|above| heads_columns(&list[*above]));
            counted[head.unwrap_or(at)..at + run].fill(true);
        }
        at += run;
    }
    // 達成度 over 3 事業の妥当性 4: the number is what it says, as 4 is of the other word.
    let judges =
        |block: &Block| matches!(&block.kind, BlockKind::Text(text) if slots::slot(text) == Some(Slot::Rating));
    for (at, pair) in (1..).zip(list.windows(2)) {
        let text = if let BlockKind::Text(text) = &pair[1].kind { text } else { continue };
        let numbered = || mark::parse(text).is_some_and(|mark| mark.class == Class::Bare);
        counted[at] |= text.split_whitespace().skip(1).any(is_bare) && numbered() && judges(&pair[0]);
    }
    counted
}

/// Are the words of a line those over several columns: no mark, no sentence?
fn heads_columns(block: &Block) -> bool {
    let BlockKind::Text(text) = &block.kind else { return false };
    mark::parse(text).is_none() && !text.contains(['。', '、']) && text.split_whitespace().count() > 1
}

/// A line that may be a step of a scale.
struct Step {
    number: u32,
    /// Bare numbers behind its words.
    counts: usize,
    /// Do its words judge?
    judges: bool,
}

fn step(block: &Block) -> Option<Step> {
    let BlockKind::Text(text) = &block.kind else { return None };
    let (number, length) = short(text)?;
    let rest = text[length..].trim_start_matches(['.', '．', ' ', '\u{3000}', '：', ':']);
    let said: Vec<&str> = rest.split_whitespace().collect();
    let counts = said.iter().rev().take_while(|word| is_bare(word)).count();
    let first = said.first().filter(|first| counts > 0 && !is_bare(first) && rest.len() < text.len() - length)?;
    Some(Step { number, counts, judges: words().slot.step.stands_in(first) })
}

/// Is a word a number and nothing else?
fn is_bare(word: &str) -> bool {
    word.chars().all(|c| digit(c).is_some())
}
