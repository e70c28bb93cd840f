//! Heads whose words are broken over lines: 令和７ 令和８ over 年度 年度, 公表 over 方法.
//!
//! A narrow column breaks its head, and the page's text gives the first halves on one line and the second halves below
//! them. What comes in is a stream, what goes out is the same with the words of such a head whole. That what the halves
//! make is a head, and is none as they come, decides. This file must not know what stands below.

use super::head::{self, Word};
use super::stream::{Gap, Lines, Stream, Token};
use crate::blocks::chars::{digit, number};

/// Lines of a broken head, at most.
const TALLEST: usize = 3;
/// Columns by which a half may stand aside of the half above it.
const ASIDE: u32 = 2;
/// Words of a head of a word a line, at most.
const STACKED: usize = 16;
/// Eras as heads write them.
const ERAS: [&str; 6] = ["令和", "平成", "R", "H", "Ｒ", "Ｈ"];
/// Years that make a head.
const FEWEST: usize = 2;

/// Some tokens of a line that are one word.
#[derive(Clone, Debug)]
struct Half {
    /// From one token to the one before another.
    tokens: (usize, usize),
    start: u32,
    end: u32,
}

/// The stream with the words of its broken head put together; none if it has no such head.
pub(super) fn mended(stream: &Stream) -> Option<Stream> {
    let mut found: Option<Stream> = None;
    for _ in 1..TALLEST {
        match joined(found.as_ref().unwrap_or(stream)) {
            Some(better) => found = Some(better),
            None => break,
        }
    }
    found.or_else(|| (2..=TALLEST).rev().find_map(|tall| pieced(stream, tall))).or_else(|| stacked(stream))
}

/// May these be the first lines of such a head? A quick look that makes no stream: two words of the first lines are pieces of
/// years, or a line begins with the first half of one.
pub(super) fn may_mend<'t>(lines: impl Iterator<Item = &'t str> + Clone) -> bool {
    let lines = lines.map(str::trim_start).filter(|line| !line.is_empty());
    let era = |c: char| matches!(c, '令' | '平' | 'R' | 'H' | 'Ｒ' | 'Ｈ');
    let is_piece = |word: &&str| {
        let begins = word.starts_with(|c| era(c) || digit(c).is_some());
        begins && (ERAS.contains(word) || is_bare_year(word) || piece(word).is_some())
    };
    let pieces = lines.clone().take(TALLEST).flat_map(str::split_whitespace).filter(is_piece);
    let begins = |line: &&str| line.starts_with(|c| era(c) || matches!(c, '（' | '('));
    let first = |line: &str| line.split_whitespace().next().is_some_and(opens_year);
    lines.clone().take(STACKED).filter(begins).any(first) || pieces.take(FEWEST).count() == FEWEST
}

/// The same where each cell has a line of its own: the first halves one after the other, then the second: （2020年, （2024年,
/// 度）, 度）.
fn stacked(stream: &Stream) -> Option<Stream> {
    let word = |at: usize| stream.tokens.get(at).map_or("", |token| stream.word(token));
    let alone = |at: usize| stream.tokens.get(at).is_some_and(|token| token.gap == Gap::Line);
    let opens = |at: usize| alone(at) && opens_year(word(at));
    let first = (0..STACKED).take_while(|at| alone(*at)).find(|at| opens(*at))?;
    let count = (first..).take_while(|at| opens(*at)).count();
    let (middle, end) = (first + count, first + 2 * count);
    let closes = |at: usize| {
        let whole = format!("{}{}", word(at - count), word(at));
        alone(at) && head::whole(&whole).is_some_and(|items| years_of(&items) == 1)
    };
    if count < FEWEST || !(middle..end).all(closes) || !alone(end) {
        return None;
    }
    let above = (0..first).map(|at| vec![(at, at + 1)]);
    let joined = (first..middle).map(|at| vec![(at, at + 1), (at + count, at + count + 1)]);
    Some(stream.reordered(&above.chain(joined).collect::<Vec<_>>(), Lines::Kept))
}

/// The first half of a year that its cell broke: （2020年, 令和７.
fn opens_year(word: &str) -> bool {
    let bracket = word.starts_with(['（', '(']) && !word.ends_with(['）', ')']);
    let inner = word.trim_start_matches(['（', '(']);
    let year = || head::year(inner).is_some_and(|(_, length)| length == inner.len());
    is_bare_year(word) || bracket && (year() || is_bare_year(inner))
}

/// The tokens of one year: 令和 over 10 年 over 度.
#[derive(Default)]
struct Pieces {
    era: Option<usize>,
    number: usize,
    /// The tokens of 年 and of 度, where they are apart from the number.
    ends: Vec<usize>,
}

/// The stream with its first lines read as a head whose years lie in pieces on all of them: as many eras, numbers that
/// follow one another, and ends, from left to right the first of each kind the first year. Other words stand left or right of them.
fn pieced(stream: &Stream, tall: usize) -> Option<Stream> {
    let mut raws: Vec<usize> = stream.tokens.iter().map(|token| token.raw).collect();
    raws.dedup();
    let last = *raws.get(tall - 1)?;
    let head = stream.tokens.iter().take_while(|token| token.raw <= last).count();
    let end = stream.tokens.get(head.checked_sub(1)?)?.to;
    if head::read(&stream.text[..end]).last().is_some_and(|last| last.to == end) {
        return None;
    }
    let mut order: Vec<usize> = (0..head).collect();
    order.sort_by_key(|at| (stream.tokens[*at].start, stream.tokens[*at].raw));
    let (mut eras, mut years, mut lone_years, mut degrees, mut others) = (vec![], vec![], vec![], vec![], vec![]);
    for at in order {
        match stream.word(&stream.tokens[at]) {
            word if ERAS.contains(&word) => eras.push(at),
            "年" => lone_years.push((at, false)),
            "年度" => lone_years.push((at, true)),
            "度" => degrees.push(at),
            word => match piece(word) {
                Some(piece) => years.push((at, piece)),
                None => others.push(at),
            },
        }
    }
    let follow = years.windows(2).all(|pair| pair[0].1.value + 1 == pair[1].1.value);
    if years.len() < FEWEST || !follow {
        return None;
    }
    let (mut eras, mut lone_years, mut degrees) = (eras.into_iter(), lone_years.into_iter(), degrees.into_iter());
    let mut whole: Vec<Pieces> = Vec::new();
    for (at, piece) in &years {
        let mut pieces = Pieces { number: *at, ..Pieces::default() };
        if !piece.era {
            pieces.era = Some(eras.next()?);
        }
        let mut done = piece.degree;
        if !piece.year {
            let (end, degree) = lone_years.next()?;
            pieces.ends.push(end);
            done |= degree;
        }
        if !done {
            pieces.ends.push(degrees.next()?);
        }
        whole.push(pieces);
    }
    if eras.next().is_some() || lone_years.next().is_some() || degrees.next().is_some() {
        return None;
    }
    let first = years.first().map(|(at, _)| stream.tokens[*at].start)?;
    let (left, right): (Vec<usize>, Vec<usize>) = others.iter().partition(|at| stream.tokens[**at].start < first);
    let mut words: Vec<Vec<(usize, usize)>> = left.iter().map(|at| vec![(*at, at + 1)]).collect();
    words.extend(whole.iter().map(|year| {
        year.era.into_iter().chain([year.number]).chain(year.ends.iter().copied()).map(|at| (at, at + 1)).collect()
    }));
    words.extend(right.iter().map(|at| vec![(*at, at + 1)]));
    let read: String = words.iter().flatten().map(|(at, _)| stream.word(&stream.tokens[*at])).collect();
    let items = head::read(&read);
    let fits = items.last().is_some_and(|last| last.to == read.len()) && years_of(&items) >= FEWEST;
    fits.then(|| stream.reordered(&words, Lines::One))
}

/// What a token with the number of a year says beside it: ６年, ７年度, 令和８.
struct Piece {
    value: u32,
    era: bool,
    year: bool,
    degree: bool,
}

fn piece(word: &str) -> Option<Piece> {
    let body = ERAS.iter().find_map(|era| word.strip_prefix(era));
    let rest = body.unwrap_or(word);
    let (value, length) = number(rest).filter(|(value, _)| (1..=64).contains(value))?;
    let end = &rest[length..];
    let (year, degree) = match end {
        "" => (false, false),
        "年" => (true, false),
        "年度" => (true, true),
        _ => return None,
    };
    Some(Piece { value, era: body.is_some(), year, degree })
}

/// Does a text begin with a year that lacks its 年度, and does nothing else follow: 令和７ 令和８?
pub(crate) fn is_bare_year(text: &str) -> bool {
    ["令和", "平成"].iter().any(|era| {
        let rest = text.strip_prefix(era).map(str::trim_start).unwrap_or_default();
        let after = rest.trim_start_matches(|c| digit(c).is_some() || c == '元');
        after.len() < rest.len() && (after.is_empty() || ["令和", "平成"].iter().any(|era| after.starts_with(era)))
    })
}

/// Is a line nothing but pieces of a head: 令和 令和, 公表 令和 令和?
pub(super) fn is_pieces(text: &str) -> bool {
    const PIECES: [&str; 12] =
        ["令和", "平成", "公表", "方法", "現行", "現状", "現", "行", "項目", "指標", "単位", "目標"];
    let mut rest = text;
    let mut count = 0;
    while let Some(piece) = PIECES.iter().find(|piece| rest.starts_with(**piece)) {
        rest = &rest[piece.len()..];
        count += 1;
    }
    rest.is_empty() && count >= FEWEST
}

/// The first line's words with the halves of the line below them.
fn joined(stream: &Stream) -> Option<Stream> {
    let (upper, lower) = lines(stream)?;
    let end = stream.tokens[lower.last()?.tokens.1 - 1].to;
    if head::read(&stream.text[..end]).last().is_some_and(|last| last.to == end) {
        return None;
    }
    // Years take the ends below them in their order: columns of letters are not those of the page. Other halves stand under
    // the nearest word that is no year, or are words of their own.
    let is_bare = |half: &Half| is_bare_year(&word(stream, half));
    let is_end = |half: &Half| word(stream, half).starts_with('年');
    let bare: Vec<usize> = (0..upper.len()).filter(|at| is_bare(&upper[*at])).collect();
    if bare.len() < FEWEST || bare.len() != lower.iter().filter(|half| is_end(half)).count() {
        return None;
    }
    let mut words: Vec<Vec<Half>> = upper.iter().map(|half| vec![half.clone()]).collect();
    let mut own: Vec<Vec<Half>> = Vec::new();
    let mut ends = bare.iter();
    for half in &lower {
        let above = if is_end(half) { ends.next().copied() } else { under(&upper, half, is_bare) };
        match above {
            Some(at) if words[at].len() == 1 => words[at].push(half.clone()),
            Some(_) => return None,
            None => own.push(vec![half.clone()]),
        }
    }
    words.extend(own);
    words.sort_by_key(|word| word[0].start);
    let order: Vec<Vec<(usize, usize)>> =
        words.iter().map(|word| word.iter().map(|half| half.tokens).collect()).collect();
    let read: String = words.iter().flatten().map(|half| word(stream, half)).collect();
    let items = head::read(&read);
    let fits = items.last().is_some_and(|last| last.to == read.len()) && years_of(&items) >= FEWEST;
    fits.then(|| stream.reordered(&order, Lines::One))
}

fn years_of(items: &[head::Item]) -> usize {
    items.iter().filter(|item| matches!(item.word, Word::Year(_))).count()
}

/// The halves of the first two lines.
fn lines(stream: &Stream) -> Option<(Vec<Half>, Vec<Half>)> {
    let first = stream.tokens.first()?.raw;
    let middle = stream.tokens.iter().position(|token| token.raw != first)?;
    let below = stream.tokens[middle].raw;
    let end = middle + stream.tokens[middle..].iter().take_while(|token| token.raw == below).count();
    let (upper, lower) = (halves(stream, 0, middle), halves(stream, middle, end));
    (upper.len() >= FEWEST && lower.len() >= FEWEST).then_some((upper, lower))
}

/// The words of a line: an era and its number are one, whatever blank stands between.
fn halves(stream: &Stream, from: usize, to: usize) -> Vec<Half> {
    let mut halves: Vec<Half> = Vec::new();
    for at in from..to {
        let token: &Token = &stream.tokens[at];
        let is_number = stream.word(token).chars().all(|c| digit(c).is_some());
        match halves.last_mut() {
            Some(last) if is_number && token.gap == Gap::Blank(1) && is_era(stream, last) => {
                (last.tokens.1, last.end) = (at + 1, token.end);
            }
            _ => halves.push(Half { tokens: (at, at + 1), start: token.start, end: token.end }),
        }
    }
    halves
}

fn is_era(stream: &Stream, half: &Half) -> bool {
    let (from, to) = half.tokens;
    to == from + 1 && matches!(stream.word(&stream.tokens[from]), "令和" | "平成")
}

/// The letters of a half.
fn word(stream: &Stream, half: &Half) -> String {
    stream.tokens[half.tokens.0..half.tokens.1].iter().map(|token| stream.word(token)).collect()
}

/// The word of the line above that is no year and under which a half stands: the nearest, if they do not stand aside of one
/// another.
fn under(upper: &[Half], half: &Half, is_bare: impl Fn(&Half) -> bool) -> Option<usize> {
    let middle = |half: &Half| u32::midpoint(half.start, half.end);
    let words = upper.iter().enumerate().filter(|(_, own)| !is_bare(own));
    let (at, above) = words.min_by_key(|(_, own)| middle(own).abs_diff(middle(half)))?;
    (half.start <= above.end + ASIDE && above.start <= half.end + ASIDE).then_some(at)
}
