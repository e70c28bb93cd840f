//! What is shown of a passage: the sentence that answers, its words marked.

use std::ops::Range;

use kurabe_text::fold::Folded;
use kurabe_text::run::{End, find};

/// Why a stretch of a snippet is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A word as typed, or a part of it.
    Typed,
    /// A word that the thesaurus added.
    Added,
}

impl Mark {
    /// The word for it in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Added => "added",
        }
    }
}

/// A stretch of text, marked or not.
pub type Piece = (String, Option<Mark>);

/// A folded word to mark.
#[derive(Clone, Debug)]
pub struct Marked {
    /// Its folded form.
    pub folded: String,
    /// Whether its end is open.
    pub end: End,
    /// How it is marked.
    pub mark: Mark,
}

/// The stretches of a text that hold one of the words, in order, none overlapping. Where a typed and an added word
/// overlap, the typed one counts.
#[must_use]
pub fn marks(text: &str, words: &[Marked]) -> Vec<(Range<usize>, Mark)> {
    let folded = Folded::new(text);
    let mut found: Vec<(Range<usize>, Mark)> = Vec::new();
    for word in words {
        for at in find(&folded.text, &word.folded, word.end) {
            found.push((folded.original(at..at + word.folded.len()), word.mark));
        }
    }
    found.sort_by_key(|(range, mark)| (*mark, range.start, usize::MAX - range.end));
    let mut kept: Vec<(Range<usize>, Mark)> = Vec::new();
    for (range, mark) in found {
        let touching = kept.iter_mut().find(|(other, _)| range.start < other.end && other.start < range.end);
        match touching {
            Some((other, kind)) if *kind == mark => *other = other.start.min(range.start)..other.end.max(range.end),
            Some(_) => {}
            None => kept.push((range, mark)),
        }
    }
    kept.sort_by_key(|(range, _)| range.start);
    kept
}

/// Cuts a text into marked and plain pieces.
#[must_use]
pub fn pieces(text: &str, marks: &[(Range<usize>, Mark)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (range, mark) in marks {
        if range.start < at {
            continue;
        }
        if range.start > at {
            pieces.push((text[at..range.start].to_owned(), None));
        }
        pieces.push((text[range.clone()].to_owned(), Some(*mark)));
        at = range.end;
    }
    if at < text.len() {
        pieces.push((text[at..].to_owned(), None));
    }
    pieces
}

/// The part of a body that is shown, in characters: some two lines of a terminal.
const SHOWN: usize = 90;

/// What is shown of a passage: its title where that answers, and of its body the stretch with most of the words.
#[must_use]
pub(super) fn snippet(title: &str, body: &str, words: &[Marked]) -> Vec<Piece> {
    let in_title = marks(title, words);
    let in_body = marks(body, words);
    let mut shown = Vec::new();
    if !title.is_empty() && (!in_title.is_empty() || in_body.is_empty()) {
        shown.extend(pieces(title, &in_title));
    }
    if !body.is_empty() && (!in_body.is_empty() || title.is_empty()) {
        if !shown.is_empty() {
            shown.push(("　".to_owned(), None));
        }
        shown.extend(stretch(body, &in_body));
    }
    shown
}

/// The stretch of a text around the marks that lie closest together, cut at sentences where they fit.
fn stretch(text: &str, marks: &[(Range<usize>, Mark)]) -> Vec<Piece> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let place = |at: usize| starts.partition_point(|start| *start < at);
    if starts.len() <= SHOWN {
        return pieces(text, marks).into_iter().map(|(text, mark)| (text.replace('\n', " "), mark)).collect();
    }
    let first = marks
        .iter()
        .max_by_key(|(range, _)| {
            let end = starts.get(place(range.start) + SHOWN / 2).copied().unwrap_or(text.len());
            let near = marks.iter().filter(|(other, _)| other.start >= range.start && other.end <= end).count();
            (near, usize::MAX - range.start)
        })
        .map_or(0, |(range, _)| range.start);
    let middle = place(first);
    let earliest = middle.saturating_sub(SHOWN / 3);
    // The sentence's own beginning, if it is near.
    let sentence =
        text[..first].rfind(['。', '\n']).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let from = place(sentence).max(earliest);
    let until = (from + SHOWN).min(starts.len());
    let start = starts[from.min(starts.len() - 1)];
    let mut end = starts.get(until).copied().unwrap_or(text.len());
    if let Some((range, _)) = marks.iter().find(|(range, _)| range.start < end && end < range.end) {
        end = range.end;
    }
    let inside: Vec<(Range<usize>, Mark)> = marks
        .iter()
        .filter(|(range, _)| range.start >= start && range.end <= end)
        .map(|(range, mark)| (range.start - start..range.end - start, *mark))
        .collect();
    let mut shown = Vec::new();
    if start > sentence || sentence > 0 {
        shown.push(("…".to_owned(), None));
    }
    shown.extend(pieces(&text[start..end], &inside).into_iter().map(|(text, mark)| (text.replace('\n', " "), mark)));
    if end < text.len() {
        shown.push(("…".to_owned(), None));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_text::fold::fold;

    fn words(words: &[(&str, Mark)]) -> Vec<Marked> {
        words.iter().map(|(word, mark)| Marked { folded: fold(word), end: End::Closed, mark: *mark }).collect()
    }

    fn marked(pieces: &[Piece]) -> Vec<&str> {
        pieces.iter().filter(|(_, mark)| mark.is_some()).map(|(text, _)| text.as_str()).collect()
    }

    #[test]
    fn marks_sit_on_the_characters_of_the_text() {
        let shown =
            snippet("ＤＸの推進", "ﾃﾞｼﾞﾀﾙ化、デジ\nタル化", &words(&[("DX", Mark::Typed), ("デジタル化", Mark::Added)]));
        assert_eq!(marked(&shown), ["ＤＸ", "ﾃﾞｼﾞﾀﾙ化", "デジ タル化"]);
    }

    #[test]
    fn typed_words_win_over_added_ones() {
        let found = marks("事業承継支援", &words(&[("事業承継", Mark::Typed), ("承継支援", Mark::Added)]));
        assert_eq!(found, [(0..12, Mark::Typed)]);
    }

    #[test]
    fn a_long_body_is_cut_around_its_words() {
        let body = format!("{}。事業承継の支援を行う。{}", "前".repeat(300), "後".repeat(300));
        let shown = snippet("", &body, &words(&[("事業承継", Mark::Typed)]));
        let text: String = shown.iter().map(|(text, _)| text.as_str()).collect();
        assert!(text.starts_with("…事業承継の支援") && text.ends_with('…') && text.chars().count() < 100, "{text}");
    }

    #[test]
    fn pieces_give_back_the_text() {
        let text = "創業と創業者";
        let shown = pieces(text, &marks(text, &words(&[("創業", Mark::Typed)])));
        assert_eq!(shown.iter().map(|(text, _)| text.as_str()).collect::<String>(), text);
        assert_eq!(marked(&shown).len(), 2);
    }
}
