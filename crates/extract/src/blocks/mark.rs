//! 項番: the mark at the start of a line, `Ⅰ．` `(1)` `・` `【】`, apart from the text that it marks.
//!
//! What comes in is a line without blanks at its start, what goes out is its mark. This file must not know
//! how marks stand to one another: that is the outline's matter.

use super::chars::is_japanese;
use super::numeral;
use std::borrow::Cow;

/// The kind of a mark. Marks of one kind number one level of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// 第1部, 第1編
    Part,
    /// 第1章
    Chapter,
    /// 第1節
    Clause,
    /// 第1　 without a counter
    Ordinal,
    /// Ⅰ．, I.
    Roman,
    /// 基本目標1, 柱2: a word with a number; which word, as a number of the list of words.
    Word(u8),
    /// 一、
    Kanji,
    /// `1.`
    Arabic,
    /// `1` and a blank
    Bare,
    /// `1-1`, `1.1`: how many numbers
    Dotted(u8),
    /// `(1)`
    Paren,
    /// `1)`
    HalfParen,
    /// ①
    Circled,
    /// ア, イ), （ウ）: the bracket style as a number
    Kana(u8),
    /// A., a), (a)
    Latin(u8),
    /// `##` of Markdown: how many
    Heading(u8),
    /// 【…】 around the whole line
    Corner,
    /// 〈…〉, ＜…＞, 《…》, ［…］ around the whole line
    Angle,
    /// 【…】 before a text
    Label,
    /// ■, ○, ・, - and their kin, as one canonical character
    Symbol(char),
    /// No mark at all: a heading told by its place
    Plain,
}

/// A line's mark and the text after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark<'a> {
    /// A list dash before the mark, which says nothing (`- ※1.`); empty in most lines.
    pub lead: &'a str,
    /// The mark as written; 【】 for a heading in such brackets.
    pub marker: Cow<'a, str>,
    /// The text after the mark.
    pub rest: &'a str,
    /// Its kind.
    pub class: Class,
    /// Its number; 0 for marks that do not count.
    pub ordinal: u32,
    /// How many # of Markdown stand before it: they alone tell its level.
    pub hashes: u8,
    /// A sign printed before the number or in place of the bullet (※, ★), which a legend may explain.
    pub star: Option<char>,
}

impl Class {
    /// Does the class number its items?
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Corner | Self::Angle | Self::Label | Self::Symbol(_) | Self::Plain)
    }

    /// A bullet: a sign that lists things without numbering them.
    #[must_use]
    pub fn is_bullet(self) -> bool {
        matches!(self, Self::Symbol(_))
    }

    /// A heading told by brackets or by its place alone, at home on any level.
    #[must_use]
    pub fn floats(self) -> bool {
        matches!(self, Self::Corner | Self::Angle | Self::Label | Self::Plain)
    }
}

/// Reads the mark at the start of a line.
///
/// `- ※1. 景気観測` gives the lead `- `, the marker `※1.`, the number 1 and the rest 景気観測.
#[must_use]
pub fn parse(line: &str) -> Option<Mark<'_>> {
    let first = line.chars().next()?;
    if is_plain_start(first) {
        return None;
    }
    if first == '#' {
        return hashes(line);
    }
    numeral::parse(line).or_else(|| bracketed(line, first)).or_else(|| symbol(line, first))
}

/// Most lines begin with a letter that begins no mark: told at once.
fn is_plain_start(c: char) -> bool {
    (matches!(c, '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}') && !numeral::may_start(c))
        || matches!(c, 'j'..='z' | 'Y'..='Z' | '、' | '。' | '「' | '『')
}

/// A heading of Markdown: `## まちづくり`; before another mark the signs say nothing.
fn hashes(line: &str) -> Option<Mark<'_>> {
    let after = line.trim_start_matches('#');
    let count = line.len() - after.len();
    let rest = after.trim_start();
    if count > 6 || rest.is_empty() || rest.len() == after.len() || rest.starts_with('#') {
        return None;
    }
    let lead = &line[..line.len() - rest.len()];
    match parse(rest).filter(|inner| inner.lead.is_empty() && !inner.class.is_bullet()) {
        Some(inner) => Some(Mark { lead, hashes: u8::try_from(count).unwrap_or(6), ..inner }),
        None => Some(Mark {
            lead: "",
            marker: Cow::Borrowed(&line[..count]),
            rest,
            class: Class::Heading(u8::try_from(count).unwrap_or(6)),
            ordinal: 0,
            star: None,
            hashes: 0,
        }),
    }
}

/// A heading in brackets: 【香川】 around the whole line, 【継続課題】 as a label before the text.
fn bracketed(line: &str, first: char) -> Option<Mark<'_>> {
    let (close, class, marker) = match first {
        '【' => ('】', Class::Corner, "【】"),
        '〈' => ('〉', Class::Angle, "〈〉"),
        '＜' => ('＞', Class::Angle, "＜＞"),
        '<' => ('>', Class::Angle, "<>"),
        '《' => ('》', Class::Angle, "《》"),
        '［' => ('］', Class::Angle, "［］"),
        '〔' => ('〕', Class::Angle, "〔〕"),
        '≪' => ('≫', Class::Angle, "≪≫"),
        _ => return None,
    };
    let inner_from = first.len_utf8();
    let end = line.char_indices().take(80).find(|(_, c)| *c == close)?.0;
    let inner = line[inner_from..end].trim();
    let rest = line[end + close.len_utf8()..].trim_start();
    if inner.is_empty() {
        return None;
    }
    let plain = |marker: Cow<'static, str>, rest, class| {
        Some(Mark { lead: "", marker, rest, class, ordinal: 0, star: None, hashes: 0 })
    };
    if rest.is_empty() {
        return plain(Cow::Borrowed(marker), inner, class);
    }
    let goes_on = rest
        .starts_with(['・', '、', '，', 'と', 'や', 'の', 'を', 'に', 'が', 'は', 'で', '（', '(', '」', '，', '。']);
    let label = class == Class::Corner && inner.chars().count() <= 12 && !goes_on;
    let marker = &line[..end + close.len_utf8()];
    label.then_some(Mark {
        lead: "",
        marker: Cow::Borrowed(marker),
        rest,
        class: Class::Label,
        ordinal: 0,
        star: None,
        hashes: 0,
    })
}

/// A bullet as one character of its family, or none.
fn canonical(c: char) -> Option<char> {
    Some(match c {
        '○' | '〇' | '◯' | '⚪' => '○',
        '●' | '⚫' | '\u{f06c}' => '●',
        '◎' => '◎',
        '■' | '▪' | '◼' | '\u{f06e}' => '■',
        '□' | '▫' | '◻' => '□',
        '◆' => '◆',
        '◇' => '◇',
        '▼' | '▽' | '▲' | '△' => '▼',
        '★' | '☆' => '★',
        '➢' | '▶' | '►' | '▷' | '➤' | '➡' | '✓' | '✔' | '☑' | '\u{f0d8}' | '\u{f0fc}' => '▶',
        '・' | '･' | '•' | '‣' | '∙' | '·' | '⁃' => '・',
        '-' | '－' | '–' | '—' | '‐' | '―' | '−' | '*' | '＊' | '+' => '-',
        '※' => '※',
        _ => return None,
    })
}

/// A bullet, and what may follow it: `- ・X`, `- ※X`, `※1. X`, `◎ X`.
fn symbol(line: &str, first: char) -> Option<Mark<'_>> {
    let kind = canonical(first)?;
    let after = &line[first.len_utf8()..];
    let rest = after.trim_start();
    let next = rest.chars().next()?;
    if next == first && kind != '-' {
        return None; // ○○商工会議所 names nobody, ・・・・ leads to a page number.
    }
    let spaced = rest.len() < after.len();
    if kind == '-' {
        return dash(line, first, rest, next, spaced);
    }
    if let Some(inner) = numeral::parse(rest).filter(|inner| inner.class != Class::Bare || spaced) {
        let marker = &line[..line.len() - inner.rest.len()];
        let dropped = kind == '・';
        return Some(if dropped {
            Mark { lead: &line[..line.len() - rest.len()], ..inner }
        } else {
            Mark { marker: Cow::Borrowed(marker.trim_end()), star: Some(first), ..inner }
        });
    }
    let star = matches!(kind, '※' | '★' | '◎' | '●').then_some(first);
    Some(Mark {
        lead: "",
        marker: Cow::Borrowed(&line[..first.len_utf8()]),
        rest,
        class: Class::Symbol(kind),
        ordinal: 0,
        star,
        hashes: 0,
    })
}

/// A dash lists things, unless it is a minus sign; before another mark it says nothing.
fn dash<'a>(line: &'a str, first: char, rest: &'a str, next: char, spaced: bool) -> Option<Mark<'a>> {
    // ― つなぐ・変える ― frames a motto.
    if rest.len() > 1 && rest.ends_with(first) {
        return None;
    }
    let weak = matches!(first, '*' | '+' | '–' | '—' | '―');
    if !spaced && (weak || !(is_japanese(next) || canonical(next).is_some() || "（「【＜〈".contains(next))) {
        return None;
    }
    let lead = &line[..line.len() - rest.len()];
    // One list dash may stand before a mark; a second one is text, so that no line can nest without end.
    let inner = if canonical(next) == Some('-') { None } else { parse(rest) };
    match inner {
        Some(inner) if inner.class == Class::Symbol('※') => Some(Mark { lead, class: Class::Symbol('-'), ..inner }),
        Some(inner) if inner.lead.is_empty() => Some(Mark { lead, ..inner }),
        _ => Some(Mark {
            lead: "",
            marker: Cow::Borrowed(&line[..first.len_utf8()]),
            rest,
            class: Class::Symbol('-'),
            ordinal: 0,
            star: None,
            hashes: 0,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (String, Class, u32, String) {
        let mark = parse(line).unwrap();
        (mark.marker.into_owned(), mark.class, mark.ordinal, mark.rest.to_owned())
    }

    #[test]
    fn bullets_and_brackets() {
        assert_eq!(read("- ※1. 景気観測"), ("※1.".into(), Class::Arabic, 1, "景気観測".into()));
        assert_eq!(read("- ・会議の開催"), ("・".into(), Class::Symbol('・'), 0, "会議の開催".into()));
        assert_eq!(read("- ※エリア別"), ("※".into(), Class::Symbol('-'), 0, "エリア別".into()));
        assert_eq!(read("【岡 山】"), ("【】".into(), Class::Corner, 0, "岡 山".into()));
        assert_eq!(read("【継続課題】企業支援"), ("【継続課題】".into(), Class::Label, 0, "企業支援".into()));
        assert_eq!(parse("○○商工会議所"), None);
        assert_eq!(parse("-5.2"), None);
        assert_eq!(parse("本年度は"), None);
    }
}
