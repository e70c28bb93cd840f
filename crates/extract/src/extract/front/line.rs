//! Lines as the front matter sees them: without the dress of Markdown and HTML, letter-spaced words closed up.

use std::borrow::Cow;

use crate::blocks::site_page;
use kurabe_read::Line;
use kurabe_text::mark::{self, Class};
use kurabe_text::number;
pub(super) use kurabe_text::spacing::{close_words as close_up, compact};

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
        // What a site that shows documents calls them on each page is neither title nor body.
        if site_page(line.text.trim()).is_some() {
            return None;
        }
        let text = close_up(&undress(clip(&line.text)));
        (!text.is_empty()).then_some(Self { number: line.number, page: line.page, text })
    }
}

/// A line as the front sees it.
pub(in crate::extract) fn undressed(text: &str) -> String {
    close_up(&undress(clip(text)))
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
pub(super) fn clip(text: &str) -> &str {
    let end = (0..=REACH.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Where a bracket closes, if it does so soon: a text full of lone `<` must not be searched to its end each time.
fn near(text: &str, close: char) -> Option<usize> {
    let mut letters = text.char_indices().take(400);
    letters.find(|(_, letter)| *letter == close).map(|(at, _)| at)
}
