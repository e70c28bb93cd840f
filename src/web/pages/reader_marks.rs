//! The words that answer, on the lines where they stand.
//!
//! In come lines and hits, out come the parts of each line (its text, or its cells) cut into marked and plain pieces. How
//! they are shown must not be known here.

use std::collections::HashMap;

use super::reader_line::{Line, Reading};
use kurabe_index::search::{Answer, Hit, Marked, Piece, marks, pieces};
use kurabe_model::LineSpan;
use kurabe_text::run::End;

/// The lines of hits by their numbers, each as its parts.
pub(super) struct Marks(HashMap<u32, Vec<Vec<Piece>>>);

impl Marks {
    pub(super) fn of(reading: &Reading<'_>, lines: &[Line]) -> Self {
        let Some(answer) = reading.answer else { return Self(HashMap::new()) };
        let mut found = HashMap::new();
        // The cells of a row are passages of their own: what is marked in one hit is in all of them.
        let mut of_rows: HashMap<u32, Vec<Marked>> = HashMap::new();
        for hit in reading.hits {
            let LineSpan { first, last } = hit.passage.span;
            let from = lines.partition_point(|line| line.number < first);
            let until = lines.partition_point(|line| line.number <= last);
            let own = lines.get(from..until).unwrap_or_default();
            let words = words(answer, hit);
            for row in own.iter().filter(|line| line.row.is_some()) {
                let known = of_rows.entry(row.number).or_default();
                words.iter().for_each(|word| add(known, word));
            }
            texts(own, &words, &mut found);
        }
        for line in lines {
            let (Some(row), Some(words)) = (&line.row, of_rows.get(&line.number)) else { continue };
            let cells = row.cells.iter().map(|cell| pieces(&cell.text, &marks(&cell.text, words)));
            found.insert(line.number, cells.collect());
        }
        Self(found)
    }

    /// A part of a line, `text` as it stands there.
    pub(super) fn part(&self, line: u32, part: usize, text: &str) -> Vec<Piece> {
        let marked = self.0.get(&line).and_then(|parts| parts.get(part));
        marked.cloned().unwrap_or_else(|| vec![(text.to_owned(), None)])
    }
}

/// Marks lines of text. A word that runs over the end of a line is marked on both.
fn texts(own: &[Line], words: &[Marked], found: &mut HashMap<u32, Vec<Vec<Piece>>>) {
    let whole = own.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let ranges = marks(&whole, words);
    let mut start = 0;
    for line in own {
        let end = start + line.text.len();
        let here = ranges.iter().filter(|(range, _)| range.start < end && start < range.end);
        let here = here.map(|(range, mark)| (range.start.max(start) - start..range.end.min(end) - start, *mark));
        let here: Vec<_> = here.filter(|(range, _)| !range.is_empty()).collect();
        found.insert(line.number, vec![pieces(&line.text, &here)]);
        start = end + 1;
    }
}

/// The words to mark in a hit: those typed and added, and what of it answers in another way.
fn words(answer: &Answer, hit: &Hit) -> Vec<Marked> {
    let mut words = answer.words.clone();
    for (text, mark) in &hit.snippet {
        let Some(mark) = *mark else { continue };
        let folded = kurabe_text::fold::fold(text);
        if !folded.is_empty() {
            add(&mut words, &Marked { folded, end: End::Open, mark });
        }
    }
    words
}

/// Adds a word that is not there yet.
fn add(words: &mut Vec<Marked>, word: &Marked) {
    if words.iter().all(|own| own.folded != word.folded) {
        words.push(word.clone());
    }
}
