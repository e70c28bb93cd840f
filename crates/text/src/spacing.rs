//! Blanks between Japanese letters: where they mean nothing they go, where they part words they stay.
//!
//! What comes in is a text with the blanks that a page, a cell or a designer put into it, what goes out is the text
//! without those that say nothing. This file must not know what the text says.

use unicode_normalization::UnicodeNormalization;

use super::letter::{is_japanese, width};

/// Words that are looked at to tell whether a text is letter-spaced.
const MOST_WORDS: u32 = 40;

/// The text without any blank: the form in which headings are compared.
///
/// ```
/// assert_eq!(kurabe_text::spacing::squeeze("目　次 １"), "目次１");
/// ```
#[must_use]
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, blank) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
        out.push_str(&text[from..at]);
        from = at + blank.len_utf8();
    }
    out.push_str(&text[from..]);
    out
}

/// NFKC without blanks: the form in which words are looked for.
///
/// ```
/// assert_eq!(kurabe_text::spacing::compact("ＤＸ 推　進"), "DX推進");
/// ```
#[must_use]
pub fn compact(text: &str) -> String {
    text.nfkc().filter(|letter| !letter.is_whitespace()).collect()
}

/// A text set letter by letter for looks, put together again; none if it is not set so.
///
/// Nearly every letter must stand alone, or the parts of speech of a sentence: there の and を do, too. The narrowest gaps close,
/// wider ones part words and stay as one blank.
///
/// ```
/// use kurabe_text::spacing::close_up;
/// assert_eq!(close_up("基 本 方 針").as_deref(), Some("基本方針"));
/// assert_eq!(close_up("総 会   年 1 回").as_deref(), Some("総会　年1回"));
/// assert_eq!(close_up("経営 改善 貸付 の 推薦").as_deref(), Some("経営改善貸付の推薦"));
/// assert_eq!(close_up("目　標").as_deref(), Some("目標"));
/// assert_eq!(close_up("会員 交流 事業"), None);
/// ```
#[must_use]
pub fn close_up(text: &str) -> Option<String> {
    if !text.contains(char::is_whitespace) {
        return None;
    }
    let (mut pieces, mut single, mut figures, mut others, mut words) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let (mut particles, mut plain_letters) = (0u32, 0usize);
    for piece in text.split_whitespace() {
        pieces += 1;
        // ( 年 3 回 、 1,600 部 ): brackets, stops and what is written in figures or Latin letters stand apart in any text.
        let plain = |c: char| is_japanese(c) && !is_sign(c);
        let digit = piece.len() == 1 && piece.starts_with(|c: char| c.is_ascii_digit());
        others += u32::from(!piece.contains(plain) && !digit);
        words += u32::from(piece.chars().filter(|c| plain(*c)).nth(1).is_some());
        particles += u32::from(PARTICLES.contains(&piece));
        plain_letters += piece.chars().filter(|c| plain(*c)).count();
        let mut letters = piece.chars().filter(|c| !is_sign(*c));
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            single += u32::from(is_japanese(letter));
            figures += u32::from(letter.is_ascii_digit());
        }
        if pieces > MOST_WORDS {
            return None;
        }
    }
    // 平 成 2 5 年 度: figures stand alone with the letters, but alone they are a row of figures.
    let spaced = single >= 3 && (single + figures) * 5 >= pieces * 4 || single * 5 >= pieces * 4;
    // Beside many of them, and beside words, a single letter is a unit or a cell of a row: ひなめぐり 3 月 3 日 参加店 92 店.
    let alone = single >= 4 && words * 5 <= single && others <= single;
    let spaced = spaced || alone && (single + figures) * 5 >= (pieces - others) * 4;
    // 経営 改善 貸付 の 推薦: a particle stands alone in no other text.
    let parted = particles > 0 && pieces >= 4 && plain_letters <= pieces as usize * SHORT_WORDS;
    // 目 標: two letters and nothing else.
    let pair = pieces == 2
        && text.split_whitespace().all(|piece| piece.chars().all(is_japanese) && piece.chars().count() == 1);
    (pieces >= 3 && (spaced || parted) || pair).then(|| if pair { squeeze(text) } else { close_groups(text) })
}

/// Particles that stand alone where a text is set part of speech by part of speech.
const PARTICLES: [&str; 9] = ["の", "を", "に", "が", "は", "と", "で", "へ", "も"];
/// Letters of such a part on the whole, at most.
const SHORT_WORDS: usize = 2;

/// A short name, a gap as wide as two letters or dots that lead over it, and what tells of the name.
///
/// ```
/// use kurabe_text::spacing::before_words;
/// assert_eq!(before_words("商業部会　　視察研修"), Some(("商業部会", "視察研修")));
/// assert_eq!(before_words("商業部会……視察、売出し"), Some(("商業部会", "視察、売出し")));
/// assert_eq!(before_words("商業部会 視察研修"), None);
/// ```
#[must_use]
pub fn before_words(text: &str) -> Option<(&str, &str)> {
    const GAPS: [&str; 5] = ["\u{3000}\u{3000}", "    ", "…", "‥‥", "・・・"];
    let mut begun = text.match_indices(['\u{3000}', ' ', '…', '‥', '・']).map(|(at, _)| at);
    let (at, gap) = begun.find_map(|at| Some((at, GAPS.iter().find(|gap| text[at..].starts_with(**gap))?)))?;
    let lead = |c: char| c.is_whitespace() || gap.contains(c);
    let (name, words) = (text[..at].trim_end_matches(lead), text[at..].trim_start_matches(lead).trim_end());
    (!words.is_empty()).then_some((name, words))
}

/// Brackets and stops, which are no letters of a word.
fn is_sign(c: char) -> bool {
    "【】（）()〈〉「」『』、。，．・".contains(c)
}

/// Closes the narrowest gaps; wider ones become one blank.
fn close_groups(text: &str) -> String {
    let mut gaps: Vec<u32> = Vec::new();
    let mut gap = 0;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            gap += width(c);
        } else if gap > 0 {
            gaps.push(std::mem::take(&mut gap));
        }
    }
    let narrow = gaps.iter().copied().min().unwrap_or(0);
    let mut gaps = gaps.into_iter();
    let mut out = String::with_capacity(text.len());
    for (at, piece) in text.split_whitespace().enumerate() {
        if at > 0 && gaps.next().is_some_and(|gap| gap > narrow * 2) {
            out.push('\u{3000}');
        }
        out.push_str(piece);
    }
    out
}

/// Closes up words set letter by letter inside a line, and makes the other blanks single.
///
/// Letters that follow each other one by one are letters of one word, digits among them too; a wide gap parts words,
/// and a digit begins no such word, as it may be a mark.
///
/// ```
/// use kurabe_text::spacing::close_words;
/// assert_eq!(close_words("平 成 2 5 年 度　み さ き"), "平成25年度みさき");
/// assert_eq!(close_words("事　業　計　画   令和 6 年度"), "事業計画 令和 6 年度");
/// assert_eq!(close_words("1 経営支援"), "1 経営支援");
/// ```
#[must_use]
pub fn close_words(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut gap = 0usize;
    let mut in_word = false;
    for word in text.split(char::is_whitespace) {
        if word.is_empty() {
            gap += 1;
            continue;
        }
        let single = word.chars().nth(1).is_none();
        let joins =
            single && in_word && gap == 0 && (!word.is_ascii() || word.starts_with(|c: char| c.is_ascii_digit()));
        if !closed.is_empty() && !joins {
            closed.push(' ');
        }
        closed.push_str(word);
        in_word = single && (joins || !word.is_ascii());
        gap = 0;
    }
    closed
}

/// Closes up letter-spaced words and leaves a blank only between two half-width letters or digits.
///
/// ```
/// use kurabe_text::spacing::close_blanks;
/// assert_eq!(close_blanks("令和 6 年度 事業計画 IT 2.0"), "令和6年度事業計画IT 2.0");
/// ```
#[must_use]
pub fn close_blanks(text: &str) -> String {
    let latin = |letter: char| letter.is_ascii_alphanumeric();
    without_blanks(&close_words(text), |before, after| !(before.is_some_and(latin) && after.is_some_and(latin)))
}

/// Takes out a blank that a narrow cell or a page's width put into a Japanese word; one beside Latin letters stays.
///
/// ```
/// use kurabe_text::spacing::close_breaks;
/// assert_eq!(close_breaks("経営分 析を行 う SWOT 分析"), "経営分析を行う SWOT 分析");
/// ```
#[must_use]
pub fn close_breaks(text: &str) -> String {
    let opens = |c: char| is_wide(c) || matches!(c, '(' | '（');
    without_blanks(text, |before, after| before.is_some_and(is_wide) && after.is_some_and(opens))
}

/// A letter of Japanese or a sign between such letters.
#[must_use]
pub fn is_wide(c: char) -> bool {
    is_japanese(c) || "、・（）「」～ー【】".contains(c)
}

/// The text without those half-width blanks of which the letters around them say so.
fn without_blanks(text: &str, goes: impl Fn(Option<char>, Option<char>) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c != ' ' || !goes(out.chars().next_back(), letters.peek().copied()) {
            out.push(c);
        }
    }
    out
}

/// Adds a line to a text that the page's width broke; a blank stays between Latin words.
///
/// ```
/// let mut text = String::from("Made in");
/// kurabe_text::spacing::append(&mut text, "Misaki");
/// assert_eq!(text, "Made in Misaki");
/// ```
pub fn append(text: &mut String, line: &str) {
    let before = text.chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric()) && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        // A number or a capital name cut in two by the page (INPI|T, 2|023年) shows no lower case at the joint.
        let lower =
            before.is_some_and(|c| c.is_ascii_lowercase()) || line.starts_with(|c: char| c.is_ascii_lowercase());
        if lower {
            text.push(' ');
        }
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letter_spaced_headings_close_up() {
        assert_eq!(close_up("【目　次】"), None);
        assert_eq!(close_up("平 成 2 5 年 度 事 業").as_deref(), Some("平成25年度事業"));
        assert_eq!(close_up("人 2 0 3 5"), None);
    }

    #[test]
    fn broken_words_join() {
        let mut text = String::from("INPI");
        append(&mut text, "T・弁理士会");
        assert_eq!(text, "INPIT・弁理士会");
    }

    proptest! {
        #[test]
        fn only_blanks_go(text in "[ 　あ事業2５0(A)a。]{0,40}") {
            for closed in [close_words(&text), close_blanks(&text), close_breaks(&text), close_up(&text).unwrap_or_default()] {
                prop_assert!(closed.is_empty() || squeeze(&closed) == squeeze(&text));
            }
        }
    }
}
