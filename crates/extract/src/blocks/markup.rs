//! Remains of other formats in a text: HTML tags and entities, `[bookmark: …]`, pictures.
//!
//! What comes in is a piece of a line, what goes out is the piece as a reader sees it and the remains as
//! furniture. This file must not know lines or tables.

use super::mark;
use kurabe_model::Furniture;
use std::borrow::Cow;

/// Tags that break the line in which they stand.
const BREAKS: [&str; 16] =
    ["br", "p", "li", "ul", "ol", "div", "tr", "td", "th", "table", "h1", "h2", "h3", "h4", "dt", "dd"];
/// Tags that do not.
const INLINE: [&str; 24] = [
    "span",
    "b",
    "i",
    "strong",
    "em",
    "u",
    "a",
    "img",
    "sup",
    "sub",
    "tbody",
    "thead",
    "font",
    "hr",
    "center",
    "caption",
    "col",
    "colgroup",
    "dl",
    "small",
    "s",
    "del",
    "ins",
    "blockquote",
];

/// One thing met in a marked-up text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Characters to keep.
    Text(&'a str),
    /// An entity: what it stands for, and how it was written.
    Entity(char, &'a str),
    /// A tag: its name in small letters, whether it closes, and how it was written.
    Tag { name: &'static str, closes: bool, breaks: bool, written: &'a str },
}

/// The tag at the start of a text, if it is one of HTML's own; 〈DX〉 or <重点> are none.
fn tag(text: &str) -> Option<Token<'_>> {
    let inside = text.strip_prefix('<')?;
    if let Some(comment) = inside.strip_prefix("!--") {
        let end = comment.find("-->")? + 7;
        return Some(Token::Tag { name: "", closes: false, breaks: false, written: &text[..end] });
    }
    let closes = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside.bytes().take(11).take_while(u8::is_ascii_alphanumeric).count();
    let word = inside.get(..length)?;
    let breaks = BREAKS.iter().find(|name| name.eq_ignore_ascii_case(word));
    let name = breaks.or_else(|| INLINE.iter().find(|name| name.eq_ignore_ascii_case(word)))?;
    let tail = &inside.as_bytes()[length..];
    if !tail.first().is_some_and(|b| matches!(b, b' ' | b'>' | b'/' | b'\t')) {
        return None;
    }
    let end = tail.iter().take(400).position(|b| *b == b'>')?;
    let written = &text[..1 + usize::from(closes) + length + end + 1];
    Some(Token::Tag { name, closes, breaks: breaks.is_some(), written })
}

/// The entity at the start of a text: `&amp;` is &.
fn entity(text: &str) -> Option<Token<'_>> {
    let end = text.bytes().take(9).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let code = name.strip_prefix('#')?;
            let value = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(value).filter(|c| !c.is_control())?
        }
    };
    Some(Token::Entity(c, &text[..=end]))
}

/// Cuts a text into what is written and what marks it up.
pub(super) fn tokens<'a>(text: &'a str, mut each: impl FnMut(usize, Token<'a>)) {
    let bytes = text.as_bytes();
    let (mut from, mut at) = (0, 0);
    while let Some(next) = memchr::memchr2(b'<', b'&', &bytes[at..]) {
        at += next;
        let found = if bytes[at] == b'<' { tag(&text[at..]) } else { entity(&text[at..]) };
        let Some(token) = found else {
            at += 1;
            continue;
        };
        if from < at {
            each(from, Token::Text(&text[from..at]));
        }
        let length = match &token {
            Token::Text(written) | Token::Entity(_, written) | Token::Tag { written, .. } => written.len(),
        };
        each(at, token);
        at += length;
        from = at;
    }
    if from < text.len() {
        each(from, Token::Text(&text[from..]));
    }
}

/// May the text hold markup at all? Most lines do not.
pub(super) fn suspicious(text: &str) -> bool {
    memchr::memchr2(b'<', b'&', text.as_bytes()).is_some()
}

/// Takes out what never belongs to the words: `[bookmark: _Hlk74640147]`, `![](image1.png)`.
pub(super) fn artefacts<'a>(text: &'a str, line: u32, furniture: &mut Vec<Furniture>) -> Cow<'a, str> {
    if memchr::memchr(b'[', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(next) = memchr::memchr(b'[', &text.as_bytes()[at..]) {
        let start = at + next;
        let (start, length) = if text[start..].starts_with("[bookmark:") {
            (start, text[start..].bytes().take(200).position(|b| b == b']').map(|end| end + 1))
        } else if start > 0 && text.as_bytes()[start - 1] == b'!' {
            let end = text[start..].bytes().take(300).position(|b| b == b')').filter(|_| {
                memchr::memmem::find(&text.as_bytes()[start..text.len().min(start + 300)], b"](").is_some()
            });
            (start - 1, end.map(|end| end + 2))
        } else {
            (start, None)
        };
        if length.is_none()
            && let Some((words, all)) = link(&text[start..])
        {
            kept.push_str(&text[from..start]);
            kept.push_str(&text[start + 1..start + words]);
            furniture.push(Furniture::line(line, &text[start..=start]));
            furniture.push(Furniture::line(line, &text[start + words..start + all]));
            at = start + all;
            from = at;
            continue;
        }
        let Some(length) = length else {
            at = start + 1 + usize::from(text.as_bytes()[start] == b'!');
            continue;
        };
        kept.push_str(&text[from..start]);
        furniture.push(Furniture::line(line, &text[start..start + length]));
        at = start + length;
        from = at;
    }
    if from == 0 && kept.is_empty() {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[from..]);
    Cow::Owned(kept)
}

/// Lines that a front matter takes at most.
const FRONT_MATTER: usize = 40;

/// How many lines at the beginning are the front matter of a Markdown file: `---`, `title: …`, `---`.
pub(crate) fn front_matter(lines: &[kurabe_read::Line]) -> usize {
    let is_rule = |line: &kurabe_read::Line| line.text.trim_end() == "---";
    let key = |line: &kurabe_read::Line| {
        let name = line.text.split(':').next().filter(|name| name.len() < line.text.len());
        name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c)))
    };
    let held =
        |line: &kurabe_read::Line| key(line) || line.text.trim().is_empty() || line.text.starts_with([' ', '-', '#']);
    if !lines.first().is_some_and(is_rule) || !lines.get(1).is_some_and(key) {
        return 0;
    }
    let end = lines.iter().skip(1).take(FRONT_MATTER).position(is_rule);
    end.filter(|end| lines[1..=*end].iter().all(held)).map_or(0, |end| end + 2)
}

/// What a line that is a link of a list and nothing else is: part of a menu, or a file to fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// `- [県連について](/about/)`
    Menu,
    /// `- [事業計画書（PDF：1.2MB）](/files/plan.pdf)`
    File,
}

/// Tells whether a line is nothing but a link of a list.
pub(super) fn link_alone(text: &str) -> Option<Link> {
    let text = text.trim().strip_prefix(['-', '*', '+', '・'])?.trim_start();
    let (words, all) = text.starts_with('[').then(|| link(text)).flatten()?;
    let (said, target) = (&text[1..words], &text[words..all]);
    let is_file = ["PDF", "KB", "MB", "ＰＤＦ", "Word", "Excel"].iter().any(|word| said.contains(word))
        || [".pdf)", ".docx)", ".xlsx)", ".doc)", ".xls)"].iter().any(|end| target.ends_with(end));
    (all == text.len()).then_some(if is_file { Link::File } else { Link::Menu })
}

/// The words of a link at the bracket that opens here, where the target ends, and where the words end.
fn link(text: &str) -> Option<(usize, usize)> {
    /// Bytes of a link.
    const LONGEST: usize = 400;
    let close = text.bytes().take(LONGEST).position(|b| b == b']')?;
    let target = text.get(close + 1..)?.strip_prefix('(')?;
    let end = target.bytes().take(LONGEST).position(|b| b == b')')?;
    let target = target.get(..end)?;
    let leads = ["http", "#", "/", "./", "../", "mailto:"].iter().any(|start| target.starts_with(start))
        || [".html", ".htm", ".pdf", ".md"].iter().any(|end| target.ends_with(end));
    (close > 0 && leads && !target.contains(' ')).then_some((close, close + 1 + end + 2))
}

/// The line without the asterisks of Markdown around words inside it: `延べ**820件**の相談`. A line that is stressed as a
/// whole stays: it may be a caption or a heading.
fn stressed<'a>(text: Cow<'a, str>, line: u32, furniture: &mut Vec<Furniture>) -> Cow<'a, str> {
    const SIGN: &str = "**";
    let trimmed = text.trim();
    let whole = trimmed.starts_with(SIGN) && trimmed.ends_with(SIGN) && trimmed.matches(SIGN).count() == 2;
    if !text.contains(SIGN) || text.contains("***") || whole || text.matches(SIGN).count() % 2 == 1 {
        return text;
    }
    let held = |part: &str| !part.is_empty() && part.trim() == part;
    let parts: Vec<&str> = text.split(SIGN).collect();
    if !parts.iter().skip(1).step_by(2).all(|part| held(part)) {
        return text;
    }
    furniture.push(Furniture::line(line, SIGN.repeat(parts.len() - 1)));
    Cow::Owned(parts.concat())
}

/// The line without the signs of Markdown that stress words.
pub(super) fn unstressed<'a>(text: Cow<'a, str>, line: u32, furniture: &mut Vec<Furniture>) -> Cow<'a, str> {
    if !text.contains("**") {
        return text;
    }
    let text = bold(text, line, furniture);
    stressed(text, line, furniture)
}

/// The line without the asterisks of Markdown around its first words: `**（１）相談会の開催**`, `- **時期：** 通年`.
fn bold<'a>(text: Cow<'a, str>, line: u32, furniture: &mut Vec<Furniture>) -> Cow<'a, str> {
    const SIGN: &str = "**";
    let words = text.trim_start();
    let words = words.strip_prefix(['-', '*']).filter(|rest| rest.starts_with(' ')).map_or(words, str::trim_start);
    let from = text.len() - words.len();
    let end = words.strip_prefix(SIGN).and_then(|inside| {
        let end = inside.find(SIGN)?;
        let held = &inside[..end];
        // Words alone may be a caption or stress what they say; a mark or a label is what it is without the signs.
        let marked = mark::parse(held).is_some_and(|mark| mark.class.counts());
        let label = held.ends_with(['：', ':']) || inside[end + SIGN.len()..].starts_with(['：', ':']);
        // **主な事業** alone names a part of the programme.
        let alone = inside[end + SIGN.len()..].trim().is_empty();
        let slot =
            alone && (crate::vocabulary::words().slot.part.is(held) || crate::vocabulary::words().slot.target.is(held));
        ((marked || label || slot) && held.trim() == held && !inside[end + SIGN.len()..].starts_with('*'))
            .then_some(from + SIGN.len() + end)
    });
    let Some(end) = end else { return text };
    furniture.push(Furniture::line(line, SIGN.repeat(2)));
    let kept = [&text[..from], &text[from + SIGN.len()..end], &text[end + SIGN.len()..]].concat();
    Cow::Owned(kept)
}

/// The words of a text in which tags count as blanks; tags and entities as written go to the furniture.
pub(super) fn plain<'a>(text: &'a str, line: u32, furniture: &mut Vec<Furniture>) -> Cow<'a, str> {
    if !suspicious(text) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut remains = String::new();
    tokens(text, |_, token| match token {
        Token::Text(words) => kept.push_str(words),
        Token::Entity(c, written) => {
            kept.push(c);
            remains.push_str(written);
        }
        Token::Tag { breaks, written, .. } => {
            if breaks {
                kept.push(' ');
            }
            remains.push_str(written);
        }
    });
    if remains.is_empty() {
        return Cow::Borrowed(text);
    }
    furniture.push(Furniture::line(line, remains));
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities_leave_the_words() {
        let mut furniture = Vec::new();
        assert_eq!(plain("M&amp;A<br>支援 <重点>", 1, &mut furniture), "M&A 支援 <重点>");
        assert_eq!(furniture[0].text, "&amp;<br>");
        assert_eq!(artefacts("[bookmark: _H1]・支援", 1, &mut furniture), "・支援");
        assert_eq!(artefacts("[会議録](https://example.jp/a)[](#b)を読む", 1, &mut furniture), "会議録を読む");
        assert_eq!(unstressed("延べ**820件**の相談".into(), 1, &mut furniture), "延べ820件の相談");
        assert_eq!(bold("- **時期：** 通年".into(), 1, &mut furniture), "- 時期： 通年");
        assert_eq!(bold("**（１）相談会**".into(), 1, &mut furniture), "（１）相談会");
        for line in ["**強調**", "***強調***", "**", "****", "a **b**", "** b **"] {
            assert_eq!(bold(line.into(), 1, &mut furniture), line);
        }
        assert_eq!(artefacts("[1] ![x](y.png)あ", 1, &mut furniture), "[1] あ");
    }
}
