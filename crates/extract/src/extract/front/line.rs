//! Lines as the front matter sees them: without the dress of Markdown and HTML, letter-spaced words closed up,
//! and the title page told from what follows it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use kurabe_read::Line;
use kurabe_text::number;

use super::title;

/// The title page never has more lines with words on them.
const ZONE: usize = 30;

/// No fact of a front stands further along a line, in bytes; a file without line ends must not cost more.
const REACH: usize = 16 * 1024;

/// A line with words on it, undressed.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) number: u32,
    pub(super) page: Option<u32>,
    /// Characters as written, blanks single.
    pub(super) text: String,
}

impl Head {
    pub(super) fn of(line: &Line) -> Option<Self> {
        let text = close_up(&undress(clip(&line.text)));
        (!text.is_empty()).then_some(Self { number: line.number, page: line.page, text })
    }
}

/// A line as the front sees it.
pub(in crate::extract) fn undressed(text: &str) -> String {
    close_up(&undress(clip(text)))
}

/// The lines of the title page: up to the contents list, the first numbered heading, or prose after the title.
pub(super) fn zone(lines: &[Line]) -> Vec<Head> {
    let mut zone: Vec<Head> = Vec::new();
    let mut titled = false;
    for head in lines.iter().filter_map(Head::of).take(ZONE) {
        if begins_text(&head.text) || (titled && is_prose(&head.text)) {
            break;
        }
        titled |= title::title_of(&head.text).is_some();
        zone.push(head);
    }
    // 自 令和4年4月1日 and 至 令和5年3月31日 stand on two lines and say one thing, 社団法人 and its name another.
    for at in 1..zone.len() {
        let (before, after) = zone.split_at_mut(at);
        if let (Some(from), Some(to)) = (before.last_mut(), after.first_mut()) {
            if from.text.starts_with('自') && to.text.starts_with('至') {
                from.text = format!("{}{}", from.text, to.text);
            } else if from.text.ends_with("法人") && from.text.chars().count() <= 9 && !has_marker(&from.text) {
                to.text = format!("{}{}", std::mem::take(&mut from.text), to.text);
            }
        }
    }
    zone.retain(|head| !head.text.is_empty());
    zone
}

/// A line this long with this many blanks has lost its line ends.
const LONG: usize = 100;
const BLANKS: usize = 6;

/// The lines, each that has lost its line ends cut at its blanks. Blanks beside numbers and Latin words part nothing.
pub(super) fn cut(lines: &[Line]) -> Cow<'_, [Line]> {
    if !lines.iter().any(has_lost_its_ends) {
        return Cow::Borrowed(lines);
    }
    let mut cut = Vec::with_capacity(lines.len());
    for line in lines {
        if has_lost_its_ends(line) {
            cut.extend(pieces(clip(&line.text)).map(|text| Line { text: text.into(), ..line.clone() }));
        } else {
            cut.push(line.clone());
        }
    }
    Cow::Owned(cut)
}

fn has_lost_its_ends(line: &Line) -> bool {
    line.text.len() > LONG
        && !line.text.contains('\t')
        && line.text.chars().nth(LONG).is_some()
        && line.text.split_whitespace().nth(BLANKS).is_some()
}

/// The pieces of a text between blanks that part words.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let tied = |letter: char| {
        letter.is_ascii_alphanumeric() || ('０'..='９').contains(&letter) || "年月日度~～〜-－.,、".contains(letter)
    };
    let mut from = 0;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, blank) in text.char_indices().filter(|(_, letter)| letter.is_whitespace()) {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + blank.len_utf8()..).and_then(|after| after.chars().next());
        // 4 月, 31 日: but 日 and 度 before a word end what they count.
        let ties = after.is_some_and(tied) || before.is_some_and(|letter| tied(letter) && !"日度年月".contains(letter));
        if !ties {
            ends.push((from, at));
            from = at + blank.len_utf8();
        }
    }
    ends.push((from, text.len()));
    ends.into_iter().filter_map(|(from, to)| text.get(from..to)).map(str::trim).filter(|piece| !piece.is_empty())
}

/// Does the plan's text begin with this line?
fn begins_text(text: &str) -> bool {
    const HEADINGS: [&str; 14] = [
        "目次",
        "はじめに",
        "はしがき",
        "まえがき",
        "ごあいさつ",
        "ご挨拶",
        "あいさつ",
        "挨拶",
        "基本方針",
        "巻頭言",
        "CONTENTS",
        "重点事業",
        "事業方針",
        "主要事業",
    ];
    let bare: String =
        text.chars().filter(|letter| !letter.is_whitespace() && !"【】〈〉《》■□◆◇".contains(*letter)).collect();
    HEADINGS.iter().any(|heading| bare == *heading) || has_marker(text)
}

/// A sentence, or a line too long for a title page. The line that says whose digest this is belongs to it.
pub(super) fn is_prose(text: &str) -> bool {
    let ends = text.ends_with('。') && !text.starts_with('※');
    (ends || text.chars().count() > 60) && !text.contains("この文書は")
}

/// Does an item's mark (１．, Ⅰ, 第1章, （１）, ①, ・, ○) stand at the beginning?
pub(super) fn has_marker(text: &str) -> bool {
    !matches!(without_marker(text), Cow::Borrowed(rest) if rest.len() == text.len())
}

/// The line without the mark of an item.
pub(super) fn without_marker(text: &str) -> Cow<'_, str> {
    let Some(first) = text.chars().next() else {
        return Cow::Borrowed(text);
    };
    let after = |length: usize| Cow::Borrowed(text.get(length..).unwrap_or_default().trim_start());
    if number::circled(first).is_some() || "・･○〇●◎■□◆◇▼▽★☆*".contains(first) {
        return after(first.len_utf8());
    }
    if "-－‐".contains(first) && text.chars().nth(1) == Some(' ') {
        return after(first.len_utf8());
    }
    if matches!(first, '(' | '（') {
        let inside = text.get(first.len_utf8()..).unwrap_or_default();
        if let Some((_, length)) = number::integer(inside)
            && let Some(close) =
                inside.get(length..).and_then(|rest| rest.chars().next()).filter(|letter| ")）".contains(*letter))
        {
            return after(first.len_utf8() + length + close.len_utf8());
        }
        return Cow::Borrowed(text);
    }
    if first == '第' {
        let inside = text.get(first.len_utf8()..).unwrap_or_default();
        if let Some((_, length)) = number::integer(inside)
            && let Some(unit) =
                inside.get(length..).and_then(|rest| rest.chars().next()).filter(|letter| "章節条部".contains(*letter))
        {
            return after(first.len_utf8() + length + unit.len_utf8());
        }
        return Cow::Borrowed(text);
    }
    let length = number::roman(text)
        .map(|found| found.1)
        .or_else(|| number::digits(text).filter(|found| found.0 < 100).map(|found| found.1));
    let Some(length) = length else {
        return Cow::Borrowed(text);
    };
    match text.get(length..).and_then(|rest| rest.chars().next()) {
        Some(mark) if ".．、)） -－".contains(mark) => after(length + mark.len_utf8()),
        Some('\u{3000}') => after(length + 3),
        _ => Cow::Borrowed(text),
    }
}

/// Takes away HTML tags, Word's bookmarks, and the marks of Markdown headings, emphasis and tables.
fn undress(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '[', '#', '*', '|', '`']) {
        return Cow::Borrowed(text.trim());
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '[']) {
        let (before, tail) = rest.split_at(at);
        plain.push_str(before);
        let close = if tail.starts_with('<') { '>' } else { ']' };
        let inside = tail.get(1..).unwrap_or_default();
        let tag = tail.starts_with("[bookmark:")
            || inside.starts_with(|letter: char| letter == '/' || letter.is_ascii_alphabetic());
        match near(tail, close).filter(|_| tag && (close == '>' || tail.starts_with("[bookmark:"))) {
            Some(end) => {
                plain.push(' ');
                rest = tail.get(end + 1..).unwrap_or_default();
            }
            None => {
                plain.push_str(tail.get(..1).unwrap_or_default());
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    let plain = plain.replace("**", "").replace(['|', '`'], " ");
    let plain = plain.trim_start_matches(|letter: char| letter == '#' || letter.is_whitespace());
    Cow::Owned(plain.trim().to_owned())
}

/// The part of a line that is looked at.
fn clip(text: &str) -> &str {
    let end = (0..=REACH.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Where a bracket closes, if it does so soon: a text full of lone `<` must not be searched to its end each time.
fn near(text: &str, close: char) -> Option<usize> {
    let mut letters = text.char_indices().take(400);
    letters.find(|(_, letter)| *letter == close).map(|(at, _)| at)
}

/// Closes up letter-spaced words (平 成 １ ８ 年 度; 平 成 2 5 年 度; 事　業　計　画) and makes blanks single.
///
/// Words of one letter that follow each other are letters of one word; a wide gap parts words. Half-width digits are
/// such letters only among others.
pub(super) fn close_up(text: &str) -> String {
    let words: Vec<(&str, usize)> = gaps(text).collect();
    let single =
        |word: &str| word.chars().nth(1).is_none() && word.chars().all(|c| !c.is_ascii() || c.is_ascii_digit());
    let mut closed = String::with_capacity(text.len());
    let mut at = 0;
    while at < words.len() {
        let run =
            words[at..].iter().enumerate().take_while(|(step, (word, gap))| single(word) && (*step == 0 || *gap == 1));
        let run = run.count().max(1);
        let letters = words[at..at + run].iter().filter(|(word, _)| !word.is_ascii()).count();
        for (step, (word, _)) in words[at..at + run].iter().enumerate() {
            let digits = words[at..at + run]
                .get(step.wrapping_sub(1))
                .is_some_and(|(before, _)| before.is_ascii() || word.is_ascii());
            let joins = step > 0 && (!digits || letters >= SPACED);
            if !closed.is_empty() && !joins {
                closed.push(' ');
            }
            closed.push_str(word);
        }
        at += run;
    }
    closed
}

/// So many letters alone in a row tell that a line is letter-spaced.
const SPACED: usize = 3;

/// The words of a line, each with the number of blanks before it.
fn gaps(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut gap = 0;
    text.split(|letter: char| letter.is_whitespace()).filter_map(move |word| {
        gap += 1;
        (!word.is_empty()).then(|| (word, std::mem::take(&mut gap)))
    })
}

/// NFKC without blanks: the form in which words are looked for.
pub(super) fn compact(text: &str) -> String {
    text.nfkc().filter(|letter| !letter.is_whitespace()).collect()
}
