//! The two readings of a text that the index keeps: runs of characters, so that nothing is missed, and words of the
//! dictionary, so that the best comes first. All of them take folded text.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use kurabe_text::fold::is_latin;
use kurabe_text::run::{Runs, runs};
use kurabe_text::words::{Words, stretches};

/// Parts the two runs of a pair within a term where the first is a word or a number; folded text never holds it.
const SEAM: char = '\u{1f}';

/// Longest run, in bytes, that is a term as it stands; see [`push_run`].
pub(crate) const LONGEST_RUN: usize = 48;

/// Appends the term for a run. A run longer than any word (a web address, a row of figures) is kept as its beginning
/// and its hash, since terms have a largest size.
pub(crate) fn push_run(run: &str, term: &mut String) {
    if run.len() <= LONGEST_RUN {
        term.push_str(run);
        return;
    }
    term.push_str(&run[..run.floor_char_boundary(LONGEST_RUN)]);
    term.push('\u{1e}');
    term.push_str(&blake3::hash(run.as_bytes()).to_hex()[..32]);
}

/// The term for a pair of neighbouring runs; `second` is none at the end of a text. The terms of all pairs that begin
/// with a run begin with its term alone.
#[must_use]
pub(crate) fn pair(first: &str, second: Option<&str>) -> String {
    let mut term = String::with_capacity(first.len() + second.map_or(0, str::len) + 1);
    push_run(first, &mut term);
    if is_word(first) {
        term.push(SEAM);
    }
    if let Some(second) = second {
        push_run(second, &mut term);
    }
    term
}

/// Is a run a word or a number? Any other run is a single character and needs nothing behind it to tell its end.
fn is_word(run: &str) -> bool {
    // Kana and kanji, by far the most, are told by their first byte.
    match run.as_bytes().first() {
        Some(0xe3..=0xe9) => false,
        Some(first) if first.is_ascii() => first.is_ascii_alphanumeric(),
        _ => run.starts_with(is_latin),
    }
}

/// Every pair of neighbouring runs, at the position of its first run; the last run stands alone, so that each run
/// begins exactly one term.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs {
    token: Token,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        let mut runs = runs(text);
        let next = runs.next();
        self.token.position = usize::MAX;
        PairStream { text, runs, next, token: &mut self.token }
    }
}

/// The terms under which the index holds a folded text, in order: for each run the pair that begins with it, the last
/// run alone.
///
/// A text holds a word of several runs where the word's pairs, the last one left out, follow one another; a word of one
/// run where a term begins with the word's only one.
///
/// ```
/// use kurabe_index::index::pairs;
/// assert_eq!(pairs("dxの推進"), ["dx\u{1f}の", "の推", "推進", "進"]);
/// assert_eq!(pairs("dx"), ["dx\u{1f}"]);
/// ```
#[must_use]
pub fn pairs(folded: &str) -> Vec<String> {
    let mut found = Vec::new();
    Pairs::default().token_stream(folded).process(&mut |token| found.push(token.text.clone()));
    found
}

/// See [`Pairs`].
pub(crate) struct PairStream<'a> {
    text: &'a str,
    runs: Runs<'a>,
    next: Option<Range<usize>>,
    token: &'a mut Token,
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(first) = self.next.take() else { return false };
        self.next = self.runs.next();
        let second = self.next.clone().unwrap_or(first.end..first.end);
        self.token.position = self.token.position.wrapping_add(1);
        let term = &mut self.token.text;
        term.clear();
        // The usual pair stands in the text as it stands in the term.
        if second.end - first.start <= LONGEST_RUN && !is_word(&self.text[first.clone()]) {
            term.push_str(&self.text[first.start..second.end]);
        } else {
            let second = (!second.is_empty()).then(|| &self.text[second]);
            term.push_str(&pair(&self.text[first], second));
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The words that say what a text is about, by their base forms.
///
/// A body's plans repeat most of their lines from year to year, and all bodies say much in the same words. Finding the
/// words of a text costs more than anything else of its indexing: those of stretches met before are kept.
#[derive(Clone)]
pub(crate) struct BaseForms {
    words: Words,
    known: HashMap<Box<str>, Known>,
    /// The terms of all known stretches, each term behind its position in the stretch and a blank, ended by a line end.
    terms: String,
    /// Bytes of what is known.
    kept: usize,
    token: Token,
}

/// What is known of a stretch.
#[derive(Clone, Debug)]
struct Known {
    /// How many words it has, those that are left out among them: they keep their places.
    words: usize,
    /// Where its terms stand.
    terms: Range<usize>,
}

/// Bytes of stretches and terms that are kept; past them all are forgotten and the next are kept.
const KEPT: usize = 12 << 20;

impl BaseForms {
    /// Over an opened dictionary.
    #[must_use]
    pub(crate) fn new(words: Words) -> Self {
        Self { words, known: HashMap::new(), terms: String::new(), kept: 0, token: Token::default() }
    }

    fn known(&mut self, stretch: &str) -> Known {
        /// Bytes of a stretch beside its letters and terms.
        const BESIDE: usize = 96;
        if let Some(known) = self.known.get(stretch) {
            return known.clone();
        }
        if self.kept > KEPT {
            self.known.clear();
            self.terms.clear();
            self.kept = 0;
        }
        let mut found = Vec::new();
        self.words.segment(stretch, &mut found);
        let start = self.terms.len();
        for (place, word) in found.iter().enumerate().filter(|(_, word)| word.keep) {
            let _ = write!(self.terms, "{place} ");
            push_run(word.term, &mut self.terms);
            self.terms.push('\n');
        }
        let known = Known { words: found.len(), terms: start..self.terms.len() };
        self.kept += stretch.len() + known.terms.len() + BESIDE;
        self.known.insert(stretch.into(), known.clone());
        known
    }
}

impl Tokenizer for BaseForms {
    type TokenStream<'a> = BaseFormStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BaseFormStream<'a> {
        BaseFormStream { forms: self, rest: text, before: 0, known: Known { words: 0, terms: 0..0 } }
    }
}

/// See [`BaseForms`].
pub(crate) struct BaseFormStream<'a> {
    forms: &'a mut BaseForms,
    /// What follows the stretch at hand.
    rest: &'a str,
    /// How many words stand before the stretch at hand.
    before: usize,
    /// The stretch at hand, with the terms of it that are left.
    known: Known,
}

impl TokenStream for BaseFormStream<'_> {
    fn advance(&mut self) -> bool {
        while self.known.terms.is_empty() {
            let Some(stretch) = stretches(self.rest).next() else { return false };
            self.rest = &self.rest[stretch.len()..];
            self.before += self.known.words;
            self.known = self.forms.known(stretch);
        }
        let left = &self.forms.terms[self.known.terms.clone()];
        let line = left.split_once('\n').map_or(left, |(line, _)| line);
        self.known.terms.start += line.len() + 1;
        let (place, term) = line.split_once(' ').unwrap_or(("0", line));
        let token = &mut self.forms.token;
        token.position = self.before + place.parse::<usize>().unwrap_or(0);
        token.text.clear();
        token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.forms.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.forms.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(mut tokenizer: impl Tokenizer, text: &str) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        tokenizer.token_stream(text).process(&mut |token| found.push((token.position, token.text.clone())));
        found
    }

    #[test]
    fn pairs_have_true_positions() {
        let expected = [(0, "dx\u{1f}の"), (1, "の推"), (2, "推進"), (3, "進")];
        assert_eq!(terms(Pairs::default(), "dxの推進"), expected.map(|(at, term)| (at, term.to_owned())));
        assert!(terms(Pairs::default(), "").is_empty());
    }

    #[test]
    fn a_stream_gives_the_terms_that_a_search_looks_for() {
        let long = "x".repeat(200);
        let text = format!("dxの推進,1,000件({long}é)ẁ・");
        let found = terms(Pairs::default(), &text);
        let pieces: Vec<&str> = runs(&text).map(|run| &text[run]).collect();
        for (place, term) in found {
            assert_eq!(term, pair(pieces[place], pieces.get(place + 1).copied()));
            assert!(term.starts_with(&pair(pieces[place], None)));
        }
    }

    #[test]
    fn a_long_run_is_one_bounded_term() {
        let long = "a".repeat(100_000);
        let found = terms(Pairs::default(), &long);
        assert_eq!(found.len(), 1);
        assert!(found[0].1.len() < 120);
        assert_ne!(found[0].1, terms(Pairs::default(), &"a".repeat(99_999))[0].1);
    }

    #[test]
    fn words_left_out_keep_their_place() {
        let words = BaseForms::new(Words::open().unwrap());
        let expected = [(0, "創業"), (2, "支援")];
        assert_eq!(terms(words, "創業の支援"), expected.map(|(at, term)| (at, term.to_owned())));
    }

    #[test]
    fn stretches_that_are_known_give_the_same_words() {
        let text = "創業の支援、創業の支援。相談";
        let mut words = BaseForms::new(Words::open().unwrap());
        let mut found = || {
            let mut found = Vec::new();
            words.token_stream(text).process(&mut |token| found.push((token.position, token.text.clone())));
            found
        };
        let expected = [(0, "創業"), (2, "支援"), (4, "創業"), (6, "支援"), (8, "相談")];
        let expected = expected.map(|(at, term)| (at, term.to_owned()));
        assert_eq!(found(), expected);
        assert_eq!(found(), expected);
    }
}
