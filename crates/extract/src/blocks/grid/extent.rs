//! How far a table set by blanks reaches: rows, the rests of their cells, headings inside it.
//!
//! What comes in are lines with the head first, what goes out is how many of them are the table's. This file must not know
//! columns.

use super::super::chars::squeeze;
use super::super::gaps::WIDE;
use super::super::ink::{Measure, ink, plain};
use super::super::mark::Class;
use super::super::raw::Raw;
use super::super::target::figure;
use super::head::{stacked_words, worded};
use super::{FEWEST_WORDS, FULL, LONGEST_REST, TALLEST, TALLEST_HEAD};

/// Ends of what stands over several rows of a table.
const GROUP_ENDS: [&str; 7] = ["部", "部会", "委員会", "関係", "関連", "計", "支部"];

/// How many lines the table takes.
pub(super) fn extent(raws: &[Raw], headed: usize, measure: Measure) -> usize {
    let middles: Vec<u32> = stacked_words(&raws[..headed], measure).iter().map(|word| word.ink.middle()).collect();
    let (first, second) = (middles.first().copied().unwrap_or(0), middles.get(1).copied().unwrap_or(u32::MAX));
    // Where the longest name so far ends.
    let mut full = 0;
    let counts = |raw: &Raw| raw.class.is_some_and(|class| class.counts() && class != Class::Bare);
    let numbered = raws.iter().skip(headed).take(TALLEST_HEAD).any(counts);
    for (at, raw) in raws.iter().enumerate().take(TALLEST).skip(headed) {
        let before = &raws[at - 1];
        // A number where the rows have none: the heading of what follows, a bare one behind a blank line.
        let bare = raw.class == Some(Class::Bare) && raw.number > before.last + 1;
        if (counts(raw) || bare) && !numbered {
            return at;
        }
        let words = ink(&raw.text, measure);
        let Some((begin, end)) = words.first().zip(words.last()).map(|(a, b)| (a.start, b.end)) else { return at };
        if !plain(raw) || worded(raw).is_some() {
            return at;
        }
        if words.windows(2).any(|pair| pair[1].start - pair[0].end >= WIDE) {
            if words[0].start < first {
                full = full.max(words[0].end.min(second));
            }
            continue;
        }
        if is_marked_alone(raws, (headed, at), measure) {
            continue;
        }
        let across = middles.iter().filter(|middle| (begin..end).contains(middle)).count() > 1;
        let heading = raw.class.is_some_and(|class| class.counts() || class.floats());
        // Below the names: the rest of one that fills its column, or what follows the table.
        let below_names = begin < first && end < second;
        let rest = || {
            let short = raw.class.is_none() && raw.letters + raw.digits <= LONGEST_REST;
            let broken = at > headed && first_end(before, measure) + FULL >= full && end <= full + FULL;
            // Below a name that its author broke: right below it and as far in, no name of a group of rows.
            let inks = ink(&before.text, measure);
            let under =
                at > headed && raw.number == before.last + 1 && inks.first().is_some_and(|ink| ink.start == begin);
            let grouped = || GROUP_ENDS.iter().any(|end| raw.trimmed().ends_with(end));
            let begun =
                || raws.get(at + 1).is_some_and(|next| next.number == raw.last + 1 && is_row(next, begin, measure));
            let named = under && (inks.len() > 1 || begun()) && !grouped() && !numbered_by_letters(raw);
            short && (broken || named) && !raw.text.contains(['：', '。'])
        };
        // A name of several rows or lines stands alone between lines that begin right of it.
        let right = |other: &Raw| plain(other) && ink(&other.text, measure).first().is_some_and(|ink| ink.start >= end);
        let above = at > headed && raw.number == before.last + 1 && right(before);
        let next = || raws.get(at + 1).filter(|next| next.number == raw.last + 1 && next.gap >= WIDE);
        let between = || raw.class.is_none() && words.len() == 1 && (above || next().is_some_and(right));
        if across || heading || below_names && !rest() && !between() {
            return at;
        }
    }
    raws.len().min(TALLEST)
}

/// Does a line begin with letters and a point, as a mark that is none of those known: II. 巡回?
fn numbered_by_letters(raw: &Raw) -> bool {
    let text = raw.trimmed();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    rest.len() < text.len() && rest.starts_with(['.', '．'])
}

/// Does a line begin as far in as the names of a table do, with two figures at least beside?
fn is_row(raw: &Raw, begin: u32, measure: Measure) -> bool {
    let inks = ink(&raw.text, measure);
    let figures = inks.iter().filter(|ink| figure::shape(&squeeze(&raw.text[ink.from..ink.to])).is_some()).count();
    plain(raw) && inks.first().is_some_and(|first| first.start == begin) && figures >= FEWEST_WORDS
}

/// Does a line with a mark and nothing beside it belong to the table: is it a heading inside it, or the first line of a name,
/// as others above it in the table are marked, with a row right below it?
fn is_marked_alone(raws: &[Raw], (headed, at): (usize, usize), measure: Measure) -> bool {
    let alone = |raw: &Raw| {
        let counts = raw.class.is_some_and(|class| class.counts() && class != Class::Bare);
        counts && !ink(&raw.text, measure).windows(2).any(|pair| pair[1].start - pair[0].end >= 2)
    };
    let row = |raw: &Raw| plain(raw) && raw.digits > 0 && raw.gap >= WIDE;
    let near = |above: usize, below: usize| raws[below].number == raws[above].last + 1;
    // A heading may stand above the first line of a name.
    let below = at + 1 + usize::from(raws.get(at + 1).is_some_and(alone));
    let beside = below < raws.len() && (at - 1..below).all(|at| near(at, at + 1)) && row(&raws[below]);
    let first = at == headed;
    let marked = || raws[headed..at].iter().any(|raw| raw.class == raws[at].class);
    beside && alone(&raws[at]) && (first || marked())
}

/// Where the first stretch of a line ends.
fn first_end(raw: &Raw, measure: Measure) -> u32 {
    let words = ink(&raw.text, measure);
    let ends = words.windows(2).find(|pair| pair[1].start - pair[0].end >= 2).map(|pair| pair[0].end);
    ends.or_else(|| words.last().map(|word| word.end)).unwrap_or(0)
}
