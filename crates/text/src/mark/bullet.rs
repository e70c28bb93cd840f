//! Bullets: signs that list things without numbering them, each with its family.
//!
//! What comes in is a line, what goes out is its mark. This file must not know what a legend says of a sign.

use std::borrow::Cow;

use super::{Class, Mark, counted, parse as mark};
use crate::letter::is_japanese;

/// The family of a bullet as one character of it; none for what lists nothing.
///
/// ```
/// use kurabe_text::mark::family;
/// assert_eq!((family('◯'), family('▽'), family('＊'), family('会')), (Some('○'), Some('▼'), Some('-'), None));
/// ```
#[must_use]
pub fn family(c: char) -> Option<char> {
    Some(match c {
        '○' | '〇' | '◯' | '⚪' | '\u{f06d}' => '○',
        '●' | '⚫' | '\u{f06c}' => '●',
        '◎' | '◉' => '◎',
        '■' | '▪' | '◼' | '\u{f06e}' => '■',
        '□' | '▫' | '◻' | '❏' | '❑' | '❒' | '\u{f071}' => '□',
        '◆' | '❖' | '\u{f075}' | '\u{f076}' => '◆',
        '◇' => '◇',
        '▼' | '▽' | '▲' | '△' => '▼',
        '★' | '☆' => '★',
        '➢' | '▶' | '►' | '▷' | '➤' | '➡' | '✓' | '✔' | '☑' | '❯' | '\u{f0d8}' | '\u{f0fc}' => '▶',
        '・' | '･' | '•' | '‣' | '∙' | '·' | '⁃' | '\u{f0b7}' | '\u{f09f}' => '・',
        '-' | '－' | '–' | '—' | '‐' | '―' | '−' | '*' | '＊' | '+' => '-',
        '※' => '※',
        _ => return None,
    })
}

/// A bullet, and what may follow it: `- ・X`, `- ※X`, `※1. X`, `◎ X`.
pub(super) fn parse(line: &str, first: char) -> Option<Mark<'_>> {
    let kind = family(first)?;
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
    if let Some(inner) = counted::parse(rest).filter(|inner| inner.class != Class::Bare || spaced) {
        let lead = &line[..line.len() - rest.len()];
        return Some(if kind == '・' {
            Mark { lead, ..inner }
        } else {
            Mark { marker: Cow::Owned(format!("{first}{}", inner.marker)), star: Some(first), ..inner }
        });
    }
    let star = matches!(kind, '※' | '★' | '◎' | '●').then_some(first);
    Some(Mark { star, ..Mark::sign(&line[..first.len_utf8()], rest, Class::Symbol(kind)) })
}

/// A dash or an asterisk lists things, unless it is a minus sign or emphasis; before another mark it says nothing.
fn dash<'a>(line: &'a str, first: char, rest: &'a str, next: char, spaced: bool) -> Option<Mark<'a>> {
    // ― つなぐ・変える ― frames a motto, *強調* is emphasis.
    if rest.chars().nth(1).is_some() && rest.ends_with(first) {
        return None;
    }
    let weak = matches!(first, '+' | '–' | '—' | '―');
    let asterisk = matches!(first, '*' | '＊');
    // *TPP協定の周知: an abbreviation begins Japanese text.
    let short = asterisk && next.is_ascii_uppercase() && rest.chars().any(is_japanese);
    let opens = is_japanese(next) || short || "（「【＜〈".contains(next) || !asterisk && family(next).is_some();
    // One asterisk more behind a letter closes what this one opens.
    let closed = || rest.match_indices(first).any(|(at, _)| !rest[..at].ends_with(char::is_whitespace));
    if !spaced && (weak || !opens || asterisk && closed()) {
        return None;
    }
    let lead = &line[..line.len() - rest.len()];
    // One list dash may stand before a mark; a second one is text, so that no line can nest without end.
    let inner = if family(next) == Some('-') { None } else { mark(rest) };
    match inner {
        Some(inner) if inner.class == Class::Symbol('※') => Some(Mark { lead, class: Class::Symbol('-'), ..inner }),
        // - 【再掲】名: a label before the words of one of a list; alone it is a heading.
        Some(inner) if inner.class == Class::Label => {
            Some(Mark::sign(&line[..first.len_utf8()], rest, Class::Symbol('-')))
        }
        Some(inner) if inner.lead.is_empty() => Some(Mark { lead, ..inner }),
        _ => Some(Mark::sign(&line[..first.len_utf8()], rest, Class::Symbol('-'))),
    }
}
