//! Lines of a front that has lost its line ends, cut at the blanks that part its words.
//!
//! What comes in are the lines of a text, what goes out are the pieces as lines of the same number. This file must not
//! know what the pieces say of a plan.

use std::borrow::Cow;

use kurabe_model::year::find_years;
use kurabe_read::Line;

use super::line::clip;
use super::{name, title};

/// A line this long with this many blanks has lost its line ends.
const LONG: usize = 60;
const BLANKS: usize = 6;
/// Labels of the form of a 経営発達支援計画, which stands in cells; a line that holds one has few blanks.
const LABELS: [&str; 2] = ["実施者名", "実施期間"];
const CELLS: usize = 3;

/// The lines, each that has lost its line ends cut at its blanks. Blanks beside numbers and Latin words part nothing.
pub(super) fn cut(lines: &[Line]) -> Cow<'_, [Line]> {
    if !lines.iter().any(|line| has_lost_its_ends(line) || before_note(&line.text).is_some()) {
        return Cow::Borrowed(lines);
    }
    let mut cut = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some((title, note)) = before_note(&line.text) {
            cut.extend([title, note].map(|text| Line { text: text.into(), ..line.clone() }));
        } else if has_lost_its_ends(line) {
            cut.extend(pieces(without_page(clip(&line.text))).map(|text| Line { text: text.into(), ..line.clone() }));
        } else {
            cut.push(line.clone());
        }
    }
    Cow::Owned(cut)
}

/// 平成30年度 事業計画      日時が変わることがあります。: a dated title, and the sentence or label that a wide gap sets off from it.
fn before_note(text: &str) -> Option<(&str, &str)> {
    const GAPS: [&str; 2] = ["    ", "\u{3000}\u{3000}\u{3000}"];
    const LABELS: [&str; 5] = ["※", "担当", "問い合わせ", "お問い合わせ", "連絡先"];
    let text = text.trim();
    let at = GAPS.iter().filter_map(|gap| text.find(gap)).min()?;
    let (title, note) = text.split_at(at);
    let note = note.trim();
    let apart = note.ends_with('。') || LABELS.iter().any(|label| note.starts_with(label));
    (apart && title::is_dated(title)).then_some((title, note))
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

/// 平成30年4月1日 平成35年3月31日: the beginning and the end of a period, between which only a blank is left.
fn is_between_dates(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    before.ends_with('日') && ["令和", "平成", "昭和"].iter().any(|era| after.starts_with(era))
}

/// The lines of a form that stand in one piece, cut before the label of its period: 法人番号 9000000000001実施期間 ….
fn before_label(piece: &str) -> impl Iterator<Item = &str> {
    const PERIOD: &str = "実施期間";
    let at = piece.find(PERIOD).filter(|at| piece.get(..*at).is_some_and(|before| before.ends_with(char::is_numeric)));
    let (number, rest) = piece.split_at(at.unwrap_or(0));
    [number, rest].into_iter().filter(|part| !part.is_empty())
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
        let item = begins_item(text.get(at..).unwrap_or_default().trim_start());
        let ties = is_between_dates(text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default())
            || after.is_some_and(tied) && !item
            || before.is_some_and(|letter| tied(letter) && !"日度年月".contains(letter));
        if !ties {
            ends.push((from, at));
            from = at + blank.len_utf8();
        }
    }
    ends.push((from, text.len()));
    ends.into_iter().filter_map(|(from, to)| text.get(from..to)).map(str::trim).flat_map(before_label)
}
