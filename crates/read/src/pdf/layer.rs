//! The text layer that an OCR program puts behind a scan: blanks at the borders of its words are none of the page.
//!
//! What comes in is a page read from such a layer, what goes out is the page as printed. This file must not know which
//! program made it.

use super::page::{Kind, Page};

/// A gap of fewer half-width columns stands between words that the program parted; a wider one parts columns.
const WIDE: usize = 4;

/// Closes the blanks between words of Japanese on a page.
pub(super) fn close(page: &mut Page) {
    for item in &mut page.items {
        match &mut item.kind {
            Kind::Line(text) => *text = closed(text),
            Kind::Row(cells) => cells.texts.iter_mut().for_each(|text| *text = closed(text)),
        }
    }
}

/// The text without narrow gaps beside Japanese letters; those between Latin words stay.
fn closed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_blank) {
        let (word, tail) = rest.split_at(at);
        out.push_str(word);
        let end = tail.find(|letter| !is_blank(letter)).unwrap_or(tail.len());
        let (gap, after) = tail.split_at(end);
        let columns: usize = gap.chars().map(|blank| if blank == '\u{3000}' { 2 } else { 1 }).sum();
        let (before, next) = (out.chars().next_back(), after.chars().next());
        let joins = before.zip(next).is_some_and(|(before, next)| parted(before, next)) && columns < WIDE;
        if !joins {
            out.push_str(gap);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{3000}')
}

/// Are these letters of one text whose words only the program parted? `2. 商店街` has a blank of its own.
fn parted(before: char, next: char) -> bool {
    let japanese =
        |letter: char| !letter.is_ascii() && (letter.is_alphabetic() || "、。・ー々〆「」『』（）".contains(letter));
    japanese(before) && (japanese(next) || next.is_ascii_alphanumeric())
        || japanese(next) && before.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn blanks_of_words_close_and_others_stay() {
        for (text, expected) in [
            ("みな と 商工 会 議 所", "みなと商工会議所"),
            ("令 和 7 年度 事業 計画", "令和7年度事業計画"),
            ("事業承継 の\u{3000}支援", "事業承継の支援"),
            ("2. 商店 街 の 振興", "2. 商店街の振興"),
            ("IT tools の 導入", "IT toolsの導入"),
            ("を 開き 、 相 談 に 応じ る 。", "を開き、相談に応じる。"),
            ("区分\u{3000}\u{3000}事業 名", "区分\u{3000}\u{3000}事業名"),
            ("  字 下げ", "  字下げ"),
        ] {
            assert_eq!(closed(text), expected);
        }
    }
}
