//! Where the lines of the page ended: blanks that the page's width put into words, and ends of headings.
//!
//! What comes in are the words of a text with the places at which lines surely begin, what goes out are its lines. A
//! blank between Japanese letters was the end of a line: of a full one if the line had the page's width, and then the
//! sentence goes on; else of a heading or a paragraph. This file must not know marks.

use kurabe_text::letter::width;
use kurabe_text::spacing::is_wide;
use std::collections::BTreeSet;
use std::ops::Range;

/// A line of fewer columns tells nothing of the page's width.
const NARROWEST: u32 = 40;
/// Full lines that tell the page's width.
const FULL: usize = 2;

/// What a blank is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// A line surely begins behind it.
    Cut,
    /// Between Japanese letters: a line ended.
    End,
    /// Behind a full stop or a comma.
    Stop,
    Comma,
    /// Around figures and Latin letters, or inside a row.
    Kept,
}

/// The lines of a text.
pub(super) fn lines(line: &str, words: &[Range<usize>], cuts: &BTreeSet<usize>, rows: &[Range<usize>]) -> Vec<String> {
    // A mark may begin inside a word, behind a full stop.
    let words = split(words, cuts);
    let blanks = blanks(line, &words, cuts, rows);
    let page = page_width(line, &words, &blanks);
    let mut lines: Vec<String> = Vec::new();
    let mut columns = 0;
    for (at, word) in words.iter().enumerate() {
        let text = &line[word.clone()];
        let full = page.is_some_and(|page| columns * 5 >= page * 4);
        let kind = at.checked_sub(1).map_or(Blank::Cut, |before| blanks[before]);
        match (kind, lines.last_mut()) {
            (Blank::End, Some(last)) if full || goes_on(last) => {
                last.push_str(text);
                columns = 0;
            }
            (Blank::Comma, Some(last)) => {
                last.push_str(text);
                columns = if full { 0 } else { columns };
            }
            (Blank::Kept, Some(last)) => {
                last.push_str(&line[words[at - 1].end..word.start]);
                last.push_str(text);
                columns += 1;
            }
            _ => {
                lines.push(text.to_owned());
                columns = 0;
            }
        }
        columns += text.chars().map(width).sum::<u32>();
    }
    lines
}

/// The words, those cut in two that hold the beginning of a line.
fn split(words: &[Range<usize>], cuts: &BTreeSet<usize>) -> Vec<Range<usize>> {
    let mut all = Vec::with_capacity(words.len());
    for word in words {
        let mut from = word.start;
        for cut in cuts.range(word.start + 1..word.end) {
            all.push(from..*cut);
            from = *cut;
        }
        all.push(from..word.end);
    }
    all
}

/// Does a line that ends so go on, however short it is?
fn goes_on(line: &str) -> bool {
    line.ends_with(['を', 'が', 'の', 'と', 'や', 'は', 'へ', '・', '「', '（']) && !line.ends_with("こと")
}

fn blanks(line: &str, words: &[Range<usize>], cuts: &BTreeSet<usize>, rows: &[Range<usize>]) -> Vec<Blank> {
    words
        .windows(2)
        .map(|pair| {
            let before = line[pair[0].clone()].chars().next_back().unwrap_or(' ');
            let after = line[pair[1].clone()].chars().next().unwrap_or(' ');
            if cuts.contains(&pair[1].start) {
                Blank::Cut
            } else if rows.iter().any(|row| row.start <= pair[0].start && pair[1].start < row.end) {
                Blank::Kept
            } else if before == '。' {
                Blank::Stop
            } else if matches!(before, '、' | '，') && is_wide(after) {
                Blank::Comma
            } else if is_wide(before) && is_wide(after) {
                Blank::End
            } else {
                Blank::Kept
            }
        })
        .collect()
}

/// The columns of a full line of the page.
fn page_width(line: &str, words: &[Range<usize>], blanks: &[Blank]) -> Option<u32> {
    let mut ends = Vec::new();
    let mut columns = 0;
    for (word, blank) in words.iter().zip(blanks) {
        columns += line[word.clone()].chars().map(width).sum::<u32>();
        match blank {
            Blank::Kept => columns += 1,
            Blank::End | Blank::Comma => {
                ends.extend((columns >= NARROWEST).then_some(columns));
                columns = 0;
            }
            Blank::Cut | Blank::Stop => columns = 0,
        }
    }
    ends.sort_unstable();
    (ends.len() >= FULL).then(|| ends[ends.len() * 3 / 4])
}
