//! Marks inside a text without line ends, told by their succession: 1., 2., 3. prove one another.
//!
//! What comes in is the text with its words, what goes out are the places at which marks begin. This file must not
//! know labels or tables.

use super::super::mark::{self, Class};
use super::word_from;
use kurabe_text::bracket;
use kurabe_text::letter::{is_hiragana, is_japanese};
use kurabe_text::number::{digit, short};
use kurabe_text::numeral::circled;
use kurabe_text::unit;
use std::collections::HashMap;
use std::ops::Range;

/// Bytes of the text after a mark that are looked at.
const WINDOW: usize = 320;
/// Letters within which 【 must close.
const BRACKET: usize = 40;

/// What may be a mark.
struct Candidate {
    at: usize,
    class: Class,
    /// Its numbers, one for most.
    parts: Vec<u32>,
    sign: char,
    /// Is it a mark wherever it stands?
    sure: bool,
    /// Is it a mark unless the text counts otherwise: the first of a list behind a sentence?
    likely: bool,
    /// Is it rather the number of something: 1 商品の開発?
    counted: bool,
}

/// Letters within which the first of a list stands behind the heading that it belongs to.
const HEADING: usize = 30;

/// The places at which marks begin; `recent` are the last numbers of the lines before, and of this one behind it.
pub(super) fn marks(line: &str, words: &[Range<usize>], recent: &mut HashMap<Class, u32>) -> Vec<usize> {
    let mut places = Vec::new();
    let (mut found, mut dots) = (Vec::new(), Vec::new());
    for at in starts(line, words) {
        let tail = window(line, at);
        if tail.strip_prefix(['.', '．']).is_some_and(|rest| rest.trim_start().starts_with(is_japanese)) {
            dots.push(at);
            continue;
        }
        if tail.starts_with('【') {
            let close = tail.char_indices().take(BRACKET).find(|(_, c)| *c == '】').map(|(end, c)| end + c.len_utf8());
            // 【指針③】 stands behind its heading, what follows begins a line.
            let refers = |close: usize| bracket::refers(tail[..close].trim_matches(['【', '】']));
            places.extend(close.filter(|close| !refers(*close)).map(|_| at));
            places.extend(close.and_then(|close| word_from(words, at + close)));
            continue;
        }
        let said = line[..at].trim_end();
        // …に関すること is a heading that ends, …と goes on.
        let before = said.chars().next_back().filter(|_| !said.ends_with("こと")).unwrap_or('。');
        found.extend(candidate(at, tail, before));
    }
    places.extend(words.iter().flat_map(|word| notes(line, word)));
    // The stops of headings whose numbers were lost.
    places.extend(dots.iter().filter(|_| dots.len() >= 2));
    places.extend(proved(&found, recent));
    places.sort_unstable();
    let firsts = found.iter().filter(|own| own.class.counts() && own.parts == [1] && !own.counted);
    let lists = firsts.clone();
    let behind: Vec<usize> = firsts.filter(|own| is_behind_heading(line, &places, own.at)).map(|own| own.at).collect();
    places.extend(behind);
    let heads = lists.filter(|own| is_before_list(line, &found, &places, own.at)).map(|own| own.at);
    let heads: Vec<usize> = heads.collect();
    places.extend(heads);
    let numbered = found.iter().filter(|own| places.contains(&own.at) && own.parts.len() == 1 && own.parts[0] > 0);
    recent.extend(numbered.map(|own| (own.class, own.parts[0])));
    places
}

/// Does a first number stand close before the first of a list, as the heading of it: 1.現況 (1)人口 (2)産業?
fn is_before_list(line: &str, found: &[Candidate], places: &[usize], at: usize) -> bool {
    let next = found.iter().filter(|next| next.at > at && places.contains(&next.at)).min_by_key(|next| next.at);
    next.filter(|next| next.class.counts() && next.parts == [1]).is_some_and(|next| {
        let said = line[at..next.at].trim();
        said.chars().nth(HEADING).is_none() && !said.contains('。')
    })
}

/// Does the first of a list stand close behind the mark of a heading?
fn is_behind_heading(line: &str, places: &[usize], at: usize) -> bool {
    let before = places.partition_point(|place| *place < at).checked_sub(1).map(|before| places[before]);
    before.is_some_and(|from| {
        let said = line[from..at].trim();
        said.chars().nth(HEADING).is_none() && !said.contains('。') && !said.starts_with('・')
    })
}

/// The beginnings of words, the places after a full stop, and those of a number that ends a word: 商品の開発2 情報の発信.
fn starts(line: &str, words: &[Range<usize>]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(words.len());
    for word in words {
        starts.push(word.start);
        let text = &line[word.clone()];
        let stops = text.match_indices('。').map(|(at, stop)| word.start + at + stop.len());
        starts.extend(stops.filter(|at| *at < word.end));
        let glued = word.start + text.trim_end_matches(|c| digit(c).is_some()).len();
        let before = line[word.start..glued].chars().next_back();
        if glued < word.end && before.is_some_and(|c| is_japanese(c) && !"第約".contains(c)) {
            starts.push(glued);
        }
    }
    starts
}

/// Where a note begins right behind a word: 特産品の開発※詳細は別紙. 利用者※が refers to one.
fn notes<'a>(line: &'a str, word: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let from = word.start;
    line[word.clone()].match_indices('※').map(move |(at, _)| from + at).filter(move |at| {
        let said = &line[from..*at];
        let before = said.chars().next_back();
        let after = line[*at..].chars().nth(1);
        // （3月25日まで※予定） is told inside.
        let inside = said.matches(['(', '（']).count() > said.matches([')', '）']).count();
        !inside && before.is_some_and(is_japanese) && after.is_some_and(|c| is_japanese(c) && !is_hiragana(c))
    })
}

/// The beginning of the text at a place.
fn window(line: &str, at: usize) -> &str {
    let end = (at..=line.len().min(at + WINDOW)).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(at);
    &line[at..end]
}

fn candidate(at: usize, tail: &str, before: char) -> Option<Candidate> {
    let spaced: String;
    let mark = match mark::parse(tail) {
        Some(mark) => mark,
        // 一 before a half-width blank is proved by its succession alone.
        None if tail.starts_with(|c| "一二三四五六七八九十".contains(c)) => {
            spaced = tail.replacen(' ', "\u{3000}", 1);
            mark::parse(&spaced).filter(|mark| mark.class == Class::Kanji)?
        }
        None => return None,
    };
    let sign = tail.chars().next()?;
    let word = mark.rest.chars().next()?;
    let worded = is_japanese(word) || word.is_ascii_alphabetic() || "「『【（(＜<〈《≪［".contains(word);
    let inside = "、，のをにがとやへ".contains(before);
    let sure = match mark.class {
        Class::Motion | Class::Part | Class::Chapter | Class::Clause | Class::Framed => true,
        Class::Roman => matches!(sign, 'Ⅰ'..='Ⅻ'),
        Class::Symbol('※') => before == '。',
        Class::Symbol('-') if before != '。' => return None,
        Class::Symbol(_) if inside || !worded => return None,
        // A square heads what follows, be it the only one.
        Class::Symbol('■' | '□' | '◆' | '◇') => true,
        // 年 4 回, 約 3 割: what stands before a figure.
        Class::Bare if !worded || inside || "年月週計約全各延".contains(before) || unit::begins(mark.rest) => {
            return None;
        }
        class if !class.counts() && !class.is_bullet() => return None,
        _ => false,
    };
    let parts = match mark.class {
        Class::Dotted(_) => numbers(&mark.marker),
        _ => vec![mark.ordinal],
    };
    // ① and ⑴ are signs of their own, not figures of a sentence.
    let signed = !inside && (circled(sign).is_some() || matches!(sign, '⑴'..='⒇'));
    let likely = (before == '。' || signed)
        && mark.ordinal == 1
        && matches!(mark.class, Class::Paren | Class::Circled | Class::Arabic);
    let counted = mark.class == Class::Bare && unit::goes_on(mark.rest);
    Some(Candidate { at, class: mark.class, parts, sign, sure, likely, counted })
}

/// The numbers of a mark of several parts.
fn numbers(marker: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    let mut rest = marker;
    while let Some(first) = rest.chars().next() {
        let (value, length) =
            short(rest).map_or((circled(first), first.len_utf8()), |(value, length)| (Some(value), length));
        numbers.extend(value);
        rest = &rest[length..];
    }
    numbers
}

/// Is the one number the next after the other?
fn follows(a: &[u32], b: &[u32]) -> bool {
    match (a.split_last(), b.split_last()) {
        (Some((last, head)), Some((next, other))) => head == other && last + 1 == *next,
        _ => false,
    }
}

/// The places of those candidates that others of their kind prove.
fn proved(found: &[Candidate], recent: &HashMap<Class, u32>) -> Vec<usize> {
    let mut kinds: HashMap<(Class, Option<char>), Vec<&Candidate>> = HashMap::new();
    for candidate in found {
        // Brackets whose number was lost prove one another as bullets do.
        let sign = (candidate.class.is_bullet() || candidate.parts == [0]).then_some(candidate.sign);
        kinds.entry((candidate.class, sign)).or_default().push(candidate);
    }
    let mut places = Vec::new();
    for ((class, sign), all) in kinds {
        if sign.is_some() {
            let several = all.len() >= 2;
            places.extend(all.iter().filter(|own| several || own.sure).map(|own| own.at));
        } else if class == Class::Bare {
            places.extend(bare(&all));
        } else {
            let runs = |at: usize| all.get(at).zip(all.get(at + 1)).is_some_and(|(a, b)| follows(&a.parts, &b.parts));
            let any = (0..all.len()).any(runs);
            let goes_on = |at: usize| recent.get(&class).is_some_and(|last| all[at].parts == [last + 1]);
            let holds = |at: usize| {
                // 1 of a kind that counts on elsewhere may be the only one of its list.
                runs(at) || at > 0 && runs(at - 1) || goes_on(at) || any && all[at].parts.last() == Some(&1)
            };
            places.extend(
                (0..all.len()).filter(|at| all[*at].sure || all[*at].likely || holds(*at)).map(|at| all[at].at),
            );
        }
    }
    places
}

/// Numbers without a stop: 1, 2, 3 in their order, whatever figures stand between.
fn bare(all: &[&Candidate]) -> Vec<usize> {
    let mut run: Vec<usize> = Vec::new();
    for candidate in all {
        if candidate.parts.first().copied() == u32::try_from(run.len() + 1).ok() {
            run.push(candidate.at);
        }
    }
    if run.len() >= 2 { run } else { Vec::new() }
}
