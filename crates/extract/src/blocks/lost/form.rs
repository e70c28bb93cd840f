//! Labels of the forms that offices fill in, and page numbers, inside a text without line ends.
//!
//! What comes in is the text with its words, what goes out are the places at which such begin. This file must not know
//! marks.

use kurabe_text::spacing::squeeze;
use std::ops::Range;

/// The labels of the form of a 経営発達支援計画 and of its kin. One alone is a word like any other.
const LABELS: [&str; 12] = [
    "実施者名",
    "実施期間",
    "計画期間",
    "目標",
    "事業目標",
    "事業内容",
    "事業の内容",
    "連絡先",
    "実施体制",
    "目的",
    "現状と課題",
    "実施主体",
];

/// 〒123-4567, 123-4567
fn is_postal(word: &str) -> bool {
    let parts = word.trim_start_matches('〒').split_once('-');
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    parts.is_some_and(|(area, rest)| digits(area, 3) && digits(rest, 4))
}

/// Is it such a label, its letters set apart or not: 目 標?
fn is_label(word: &str) -> bool {
    LABELS.contains(&word) || word.contains(char::is_whitespace) && LABELS.contains(&squeeze(word).as_str())
}

/// The places at which labels and page numbers begin.
pub(super) fn places(line: &str, words: &[Range<usize>]) -> Vec<usize> {
    let text = |word: &Range<usize>| &line[word.clone()];
    let mut labels: Vec<usize> = Vec::new();
    let mut pages = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1);
        if is_label(text(word)) {
            // What the label says begins a line of its own.
            labels.extend([Some(word.start), next.map(|next| next.start)].into_iter().flatten());
        }
        // The address at the end of a form.
        if is_postal(text(word)) {
            pages.push(word.start);
        }
        let number = next.is_some_and(|next| text(next).chars().all(|c| c.is_ascii_digit()));
        if number && text(word) == "-" && words.get(at + 2).is_some_and(|after| text(after) == "-") {
            pages.push(word.start);
            pages.extend(words.get(at + 3).map(|after| after.start));
        }
    }
    if labels.len() < 3 {
        labels.clear();
    }
    labels.into_iter().chain(pages).collect()
}
