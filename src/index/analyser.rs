//! The two readings of a text that the index keeps: runs of characters, so that nothing is missed, and words of the
//! dictionary, so that the best comes first. All of them take folded text.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::ja::run::{Runs, runs};
use crate::ja::words::{Morpheme, Words};

/// Parts the two runs of a pair within a term; folded text never holds it.
pub const SEAM: char = '\u{1f}';

/// Longest run, in bytes, that is a term as it stands; see [`push_run`].
pub const LONGEST_RUN: usize = 48;

/// Appends the term for a run. A run longer than any word (a web address, a row of figures) is kept as its beginning
/// and its hash, since terms have a largest size.
pub fn push_run(run: &str, term: &mut String) {
    if run.len() <= LONGEST_RUN {
        term.push_str(run);
        return;
    }
    term.push_str(&run[..run.floor_char_boundary(LONGEST_RUN)]);
    term.push('\u{1e}');
    term.push_str(&blake3::hash(run.as_bytes()).to_hex()[..32]);
}

/// The term for a pair of neighbouring runs; `second` is none at the end of a text.
#[must_use]
pub fn pair(first: &str, second: Option<&str>) -> String {
    let mut term = String::with_capacity(first.len() + second.map_or(0, str::len) + 1);
    push_run(first, &mut term);
    term.push(SEAM);
    if let Some(second) = second {
        push_run(second, &mut term);
    }
    term
}

/// Every pair of neighbouring runs, at the position of its first run; the last run stands alone, so that each run
/// begins exactly one term.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    token: Token,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        let mut runs = runs(text);
        let next = runs.next().map(|run| &text[run]);
        self.token.position = usize::MAX;
        PairStream { text, runs, next, token: &mut self.token }
    }
}

/// See [`Pairs`].
pub struct PairStream<'a> {
    text: &'a str,
    runs: Runs<'a>,
    next: Option<&'a str>,
    token: &'a mut Token,
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(first) = self.next else { return false };
        let text = self.text;
        self.next = self.runs.next().map(|run| &text[run]);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        push_run(first, &mut self.token.text);
        self.token.text.push(SEAM);
        if let Some(second) = self.next {
            push_run(second, &mut self.token.text);
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
#[derive(Clone)]
pub struct BaseForms {
    words: Words,
    token: Token,
}

impl BaseForms {
    /// Over an opened dictionary.
    #[must_use]
    pub fn new(words: Words) -> Self {
        Self { words, token: Token::default() }
    }
}

impl Tokenizer for BaseForms {
    type TokenStream<'a> = BaseFormStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BaseFormStream<'a> {
        let mut found = Vec::new();
        self.words.segment(text, &mut found);
        self.token.position = usize::MAX;
        BaseFormStream { found, at: 0, token: &mut self.token }
    }
}

/// See [`BaseForms`].
pub struct BaseFormStream<'a> {
    found: Vec<Morpheme<'a>>,
    at: usize,
    token: &'a mut Token,
}

impl TokenStream for BaseFormStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(word) = self.found.get(self.at) {
            self.at += 1;
            // A word that is left out keeps its place.
            self.token.position = self.token.position.wrapping_add(1);
            if word.keep {
                self.token.text.clear();
                push_run(word.term, &mut self.token.text);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
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
        let expected = [(0, "dx\u{1f}の"), (1, "の\u{1f}推"), (2, "推\u{1f}進"), (3, "進\u{1f}")];
        assert_eq!(terms(Pairs::default(), "dxの推進"), expected.map(|(at, term)| (at, term.to_owned())));
        assert!(terms(Pairs::default(), "").is_empty());
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
}
