//! Plain text and Markdown to lines. The text stays as written: nothing is repaired or normalised here.

use encoding_rs::Encoding;

use super::decode::{self, Decoded};
use super::{Content, Line, ReadError, Text};
use kurabe_model::{LineSpan, Notice, NoticeKind, Places};

/// The character that stands where bytes could not be decoded.
const BROKEN: char = '\u{fffd}';

/// Reads a text file.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ReadError> {
    if let Some(content) = Content::of(bytes) {
        return Err(ReadError::NotText { content });
    }
    let Decoded { text, encoding } = decode::decode(bytes)?;
    // DOS ended files with this mark; it is no part of the text.
    let text = text.trim_end_matches(['\u{1a}', '\0']);
    let blank = |letter: char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}');
    if text.chars().all(blank) {
        return Err(ReadError::Empty);
    }
    let lines = lines(text);
    let notices = inspect(&lines, encoding)?;
    Ok(Text { lines, notices })
}

/// Refuses lines that no text has: of no Japanese encoding, or broken too often; a few broken letters are noticed.
pub(super) fn inspect(lines: &[Line], encoding: &'static Encoding) -> Result<Vec<Notice>, ReadError> {
    let broken = Found::of(lines, |letter| letter == BROKEN);
    let control = Found::of(lines, is_control);
    let characters = lines.iter().map(|line| line.text.chars().count()).sum();
    if !decode::is_japanese(encoding, lines.iter().map(|line| line.text.as_str())) {
        return Err(ReadError::UnknownEncoding { likely: encoding.name().to_owned() });
    }
    if is_much(broken.count, characters) {
        return Err(ReadError::Damaged {
            encoding: encoding.name().to_owned(),
            damaged: broken.count,
            characters,
            line: broken.lines.first().copied().unwrap_or(1),
        });
    }
    if is_much(control.count, characters) {
        return Err(ReadError::NotText { content: Content::Binary });
    }
    let mut notices = Vec::new();
    notices.extend(broken.notice(NoticeKind::BrokenLetters));
    notices.extend(control.notice(NoticeKind::ControlLetters));
    Ok(notices)
}

/// More than a text may have by accident: one in fifty, or a quarter of a very short one.
fn is_much(count: usize, characters: usize) -> bool {
    count * 4 > characters || (count > 3 && count * 50 > characters)
}

/// Control characters that no line, page or column of a text needs.
fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// Cuts a text at `\n`, `\r\n` and `\r`, as editors do, and counts pages where form feeds part them.
fn lines(text: &str) -> Vec<Line> {
    let paged = memchr::memchr(0x0C, text.as_bytes()).is_some();
    let mut page = 1;
    let mut lines = Vec::with_capacity(text.len() / 60 + 1);
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(end);
        rest = tail.strip_prefix("\r\n").or_else(|| tail.get(1..)).unwrap_or_default();
        // A form feed opens the page of the words behind it and is no character of theirs. A BOM is none either: where
        // files were joined it stands inside.
        let words = line.trim_start_matches(['\u{c}', '\u{feff}']);
        page += u32::try_from(line[..line.len() - words.len()].matches('\u{c}').count()).unwrap_or(0);
        let number = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
        lines.push(Line { number, page: paged.then_some(page), place: None, text: words.to_owned() });
        page += u32::try_from(words.matches('\u{c}').count()).unwrap_or(0);
    }
    lines
}

/// How often a kind of character stands in a text, and on which lines.
#[derive(Default)]
struct Found {
    count: usize,
    lines: Vec<u32>,
}

/// So many lines of a kind of letter are named.
const NAMED: usize = 5;

impl Found {
    fn of(lines: &[Line], wanted: impl Fn(char) -> bool) -> Self {
        let mut found = Self::default();
        for line in lines {
            let count = line.text.chars().filter(|letter| wanted(*letter)).count();
            if count > 0 {
                found.count += count;
                found.lines.push(line.number);
            }
        }
        found
    }

    /// One notice for all of them; it names the first lines.
    fn notice(&self, kind: fn(Places) -> NoticeKind) -> Option<Notice> {
        let span = LineSpan { first: *self.lines.first()?, last: *self.lines.last()? };
        let lines = self.lines.iter().take(NAMED).copied().collect();
        let places = Places { letters: self.count, lines, more: self.lines.len() > NAMED };
        Some(Notice::new(kind(places), span))
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS};
    use proptest::prelude::*;

    use crate::*;
    use kurabe_model::LineSpan;

    const PLAN: &str = "令和３年度 事業計画\nみなと商工会議所\n１．中小企業の経営支援（新規）\n・ＤＸの推進、事業承継の支援を行う。ﾃｽﾄ";

    fn texts(bytes: &[u8]) -> Vec<String> {
        read(bytes, Some("txt")).unwrap().lines.into_iter().map(|line| line.text).collect()
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_of_japanese() {
        let expected: Vec<&str> = PLAN.lines().collect();
        let plan = PLAN.replace("ﾃｽﾄ", "");
        let plain: Vec<&str> = plan.lines().collect();
        assert_eq!(texts(PLAN.as_bytes()), expected);
        assert_eq!(texts(format!("\u{feff}{PLAN}").as_bytes()), expected);
        assert_eq!(texts(&SHIFT_JIS.encode(PLAN).0), expected);
        assert_eq!(texts(&EUC_JP.encode(PLAN).0), expected);
        assert_eq!(texts(&ISO_2022_JP.encode(&plan).0), plain);
        for (to_bytes, bom) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], [0xFF, 0xFE]), (u16::to_be_bytes, [0xFE, 0xFF])]
        {
            let bytes = utf16(PLAN, to_bytes);
            assert_eq!(texts(&bytes), expected);
            assert_eq!(texts(&[&bom[..], &bytes].concat()), expected);
        }
    }

    #[test]
    fn short_texts_in_old_encodings() {
        for text in ["事業計画", "平成18年度事業計画書", "商工会のしごと"] {
            assert_eq!(texts(&SHIFT_JIS.encode(text).0), [text]);
            assert_eq!(texts(&EUC_JP.encode(text).0), [text]);
        }
    }

    #[test]
    fn line_ends_and_pages() {
        assert_eq!(texts(b"a\r\nb\rc\n\nd\n"), ["a", "b", "c", "", "d"]);
        let paged = read(b"a\n\x0Cb\nc\x0Cd\ne\n", None).unwrap();
        let pages: Vec<_> = paged.lines.iter().map(|line| (line.number, line.page, line.text.as_str())).collect();
        let expected = [(1, Some(1), "a"), (2, Some(2), "b"), (3, Some(2), "c\u{c}d"), (4, Some(3), "e")];
        assert_eq!(pages, expected);
        assert_eq!(texts("\u{feff}a\n\u{feff}１．観光\n".as_bytes()), ["a", "１．観光"]);
        assert!(read(b"a\nb", None).unwrap().lines.iter().all(|line| line.page.is_none()));
    }

    #[test]
    fn a_few_broken_characters_are_named() {
        let mut bytes = PLAN.repeat(4).into_bytes();
        bytes.extend(b"\nabc\xE3\x81 def\n");
        let text = read(&bytes, None).unwrap();
        assert_eq!(text.notices.len(), 1, "{:?}", text.notices);
        assert_eq!(text.notices[0].span, Some(LineSpan::line(14)));
        let mut bytes = SHIFT_JIS.encode(&PLAN.repeat(4)).0.into_owned();
        bytes.extend(b"\n\xFF\xFF abc\n");
        assert_eq!(read(&bytes, None).unwrap().notices.len(), 1);
    }

    #[test]
    fn what_is_refused() {
        let says = |bytes: &[u8]| read(bytes, Some("txt")).unwrap_err();
        assert_eq!(says(b""), ReadError::Empty);
        assert_eq!(says(" \u{3000}\r\n\t\u{feff}\n".as_bytes()), ReadError::Empty);
        assert_eq!(says(b"\xEF\xBB\xBF"), ReadError::Empty);
        for (bytes, content) in [
            (&b"PK\x03\x04\x14\0\x06\0"[..], Content::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Content::Ole),
            (b"\x89PNG\r\n\x1A\n\0\0", Content::Image),
            (b"{\\rtf1\\ansi", Content::Rtf),
            (b"abc\0\x01\x02def\xFF\xFE\x80", Content::Binary),
            (b"abc\0def", Content::Binary),
            (b"\x01\x02\x03\x04abc", Content::Binary),
        ] {
            assert_eq!(says(bytes), ReadError::NotText { content }, "{bytes:?}");
        }
        assert_eq!(read(b"a", Some("exe")), Err(ReadError::UnknownFormat { extension: "exe".into() }));
        let large = vec![b'a'; LIMIT + 1];
        assert_eq!(says(&large), ReadError::TooLarge { size: LIMIT + 1, limit: LIMIT });
    }

    #[test]
    fn wrong_encodings_are_refused() {
        let korean = encoding_rs::EUC_KR.encode(&"상공회의소는 지역 경제를 위하여 일한다. ".repeat(9)).0.into_owned();
        let noise: Vec<u8> = (0..4000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect();
        for bytes in [&korean, &noise] {
            let refused = read(bytes, Some("txt"));
            assert!(
                matches!(refused, Err(ReadError::UnknownEncoding { .. } | ReadError::Damaged { .. })),
                "{refused:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, Some("txt"));
        }

        #[test]
        fn utf8_stays_as_written(text in "[ -~あ-んア-ン一-龠\n]{0,200}") {
            if let Ok(read) = read(text.as_bytes(), None) {
                let joined: Vec<&str> = read.lines.iter().map(|line| line.text.as_str()).collect();
                let expected: Vec<&str> = text.lines().collect();
                prop_assert_eq!(joined, expected);
            }
        }
    }
}
