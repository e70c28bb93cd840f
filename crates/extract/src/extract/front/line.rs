//! Lines as the front matter sees them: without the dress of Markdown and HTML, letter-spaced words closed up.

use std::borrow::Cow;

use kurabe_model::year::find_years;
use kurabe_read::Line;
use kurabe_text::mark::{self, Class};
use kurabe_text::number;
pub(super) use kurabe_text::spacing::{close_words as close_up, compact};

use super::{name, title};

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

/// A line this long with this many blanks has lost its line ends.
const LONG: usize = 60;
const BLANKS: usize = 6;
/// Labels of the form of a 経営発達支援計画, which stands in cells; a line that holds one has few blanks.
const LABELS: [&str; 2] = ["実施者名", "実施期間"];
const CELLS: usize = 3;

/// The lines, each that has lost its line ends cut at its blanks. Blanks beside numbers and Latin words part nothing.
pub(super) fn cut(lines: &[Line]) -> Cow<'_, [Line]> {
    if !lines.iter().any(has_lost_its_ends) {
        return Cow::Borrowed(lines);
    }
    let mut cut = Vec::with_capacity(lines.len());
    for line in lines {
        if has_lost_its_ends(line) {
            cut.extend(pieces(without_page(clip(&line.text))).map(|text| Line { text: text.into(), ..line.clone() }));
        } else {
            cut.push(line.clone());
        }
    }
    Cow::Owned(cut)
}

fn has_lost_its_ends(line: &Line) -> bool {
    line.text.len() > LONG
        && !line.text.contains('\t')
        && (line.text.chars().nth(LONG).is_some() && line.text.split_whitespace().nth(BLANKS).is_some()
            || LABELS.iter().any(|label| line.text.contains(label))
                && line.text.split_whitespace().nth(CELLS).is_some())
}

/// 1.観光客の誘致: a number with its point and a word, not 2.5倍.
fn begins_item(text: &str) -> bool {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = text.len() - rest.len();
    let word = rest.strip_prefix(['.', '．']).map(str::trim_start);
    (1..=2).contains(&number)
        && word.is_some_and(|word| word.starts_with(|letter: char| letter > '\u{3040}' && !letter.is_numeric()))
}

/// The text behind the number of the page that it begins with: 2 平成28年度….
fn without_page(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = text.trim_start().len() - rest.len();
    let page = (1..=3).contains(&number) && rest.starts_with(char::is_whitespace);
    let rest = rest.trim_start();
    let dated =
        find_years(rest.get(..rest.char_indices().nth(YEAR).map_or(rest.len(), |(at, _)| at)).unwrap_or_default());
    let word = rest.split_whitespace().next().unwrap_or_default();
    let names =
        title::title_of(word).is_some() || name::names(word).first().is_some_and(|name| name.range == (0..word.len()));
    if page && (names || dated.first().is_some_and(|year| year.range.start == 0)) { rest } else { text }
}

/// Letters that a year takes with its blanks: 平 成 28 年 度.
const YEAR: usize = 16;

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
        let item = begins_item(text.get(at..).unwrap_or_default().trim_start());
        let ties = after.is_some_and(tied) && !item
            || before.is_some_and(|letter| tied(letter) && !"日度年月".contains(letter));
        if !ties {
            ends.push((from, at));
            from = at + blank.len_utf8();
        }
    }
    ends.push((from, text.len()));
    ends.into_iter().filter_map(|(from, to)| text.get(from..to)).map(str::trim).filter(|piece| !piece.is_empty())
}

/// A sentence, or a line too long for a title page.
pub(super) fn is_prose(text: &str) -> bool {
    let ends = text.ends_with('。') && !text.starts_with('※');
    ends || text.chars().count() > 60
}

/// Does an item's mark (１．, Ⅰ, 第1章, （１）, ①, ・, ○) stand at the beginning?
pub(super) fn has_marker(text: &str) -> bool {
    !matches!(without_marker(text), Cow::Borrowed(rest) if rest.len() == text.len())
}

/// The line without the bullet before it (■平成30年度事業計画), which dresses a title on a page.
pub(super) fn without_bullet(text: &str) -> Option<&str> {
    mark::parse(text).filter(|mark| mark.class.is_bullet()).map(|mark| mark.rest.trim())
}

/// The line without the mark of an item; a bracket around a heading, a sign that explains (※) and the number of a
/// motion, which is what a plan is to a general meeting, are no such mark.
pub(super) fn without_marker(text: &str) -> Cow<'_, str> {
    let listed = |class: Class| match class {
        Class::Motion | Class::Symbol('※') => false,
        class => class.counts() || class.is_bullet(),
    };
    let mark = mark::parse(text).filter(|mark| listed(mark.class) && !counts_meetings(text));
    Cow::Borrowed(mark.map_or(text, |mark| mark.rest))
}

/// 第 65 回 通常総会: the number of a meeting or a term, not of an item.
fn counts_meetings(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let rest = rest.trim_start();
    let number = number::integer(rest).map_or(0, |(_, length)| length);
    number > 0 && rest.get(number..).is_some_and(|unit| unit.trim_start().starts_with(['回', '期', '次']))
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
    // A lone stroke parts a page's title from the site's name, the strokes of a table its cells.
    let cells = plain.trim_start().starts_with('|') || plain.matches('|').count() > 2;
    let stroke = if cells { " " } else { "｜" };
    let plain = plain.replace("**", "").replace('|', stroke).replace('`', " ");
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
