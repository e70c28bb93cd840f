//! How like two items are: by the words of their titles, their texts and what they stand under, each word by how rare
//! it is in all passages, so that 支援 and 推進 make nothing alike.

use std::collections::{BTreeSet, HashMap};

use tantivy::Term;

use crate::index::{IndexError, Store};
use kurabe_text::fold::{fold, is_latin};
use kurabe_text::likeness;
use kurabe_text::words::Words;

/// What a word counts in the title, in the heading above, and in the text.
const TITLE: f32 = 1.0;
const HEADING: f32 = 0.4;
const BODY: f32 = 0.3;

/// Of a text only its beginning says what the item is about.
const LETTERS: usize = 120;

/// The rarity of a word that one passage has.
const RAREST: f32 = 7.5;

/// So much rarity must be shared before likeness counts in full: about what one rare and one middling word carry.
const TELLING: f32 = 9.0;

/// What an item is compared by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) title: &'a str,
    pub(super) heading: &'a str,
    pub(super) body: &'a str,
}

/// The words of an item with their weights, by number of word.
#[derive(Clone, Debug, Default)]
pub(super) struct TermVector {
    words: Vec<(u32, f32)>,
    length: f32,
    /// The title as it is compared.
    pub(super) title: String,
}

/// Words met so far, and how rare each is.
pub(super) struct Lexicon<'s> {
    store: &'s Store,
    words: Words,
    numbers: HashMap<String, u32>,
    known: Known,
    passages: f32,
}

/// For each word that was met its base form and its rarity.
#[derive(Debug, Default)]
pub(super) struct Known {
    words: Vec<(String, f32)>,
}

impl<'s> Lexicon<'s> {
    pub(super) fn new(store: &'s Store) -> Result<Self, IndexError> {
        let words = Words::open()?;
        let passages = store.passages().map_err(store.failed())?.max(1) as f32;
        Ok(Self { store, words, numbers: HashMap::new(), known: Known::default(), passages })
    }

    /// What is known of the words met so far.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// The words of an item.
    pub(super) fn vector(&mut self, said: Said<'_>) -> Result<TermVector, IndexError> {
        let mut weights: HashMap<u32, f32> = HashMap::new();
        for (text, weight) in [(said.title, TITLE), (said.heading, HEADING), (said.body, BODY)] {
            let beginning: String = text.chars().take(LETTERS).collect();
            for word in self.numbers_of(&fold(&beginning))? {
                let rarity = self.known.word(word).1;
                let own = weights.entry(word).or_default();
                // A word stands for its best place; saying it twice adds nothing.
                *own = own.max(weight * rarity);
            }
        }
        let mut words: Vec<(u32, f32)> = weights.into_iter().collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        let length = words.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Ok(TermVector { words, length, title: fold(said.title) })
    }

    fn numbers_of(&mut self, folded: &str) -> Result<Vec<u32>, IndexError> {
        let mut found = Vec::new();
        self.words.segment(folded, &mut found);
        let terms: BTreeSet<String> = found.iter().filter(|word| word.keep).map(|word| word.term.to_owned()).collect();
        let mut numbers = Vec::with_capacity(terms.len());
        for term in terms {
            let number = match self.numbers.get(&term) {
                Some(number) => *number,
                None => {
                    let number = self.known.words.len() as u32;
                    let rarity = self.rarity(&term)?;
                    self.known.words.push((term.clone(), rarity));
                    self.numbers.insert(term, number);
                    number
                }
            };
            numbers.push(number);
        }
        Ok(numbers)
    }

    fn rarity(&self, term: &str) -> Result<f32, IndexError> {
        let field = self.store.fields().words;
        let term = Term::from_field_text(field, term);
        let mut count = 0;
        for segment in self.store.segments() {
            let index = segment.inverted_index(field).map_err(self.store.failed())?;
            count += index.doc_freq(&term).map_err(self.store.unread())?;
        }
        // Measured against the rarest possible, so that likeness means the same in a small corpus and a large one.
        let rarest = self.passages.max(2.0).ln();
        Ok((self.passages / (count as f32 + 1.0)).ln().max(0.0) / rarest * RAREST)
    }
}

impl Known {
    /// A word and its rarity: 0 if all passages have it, [`RAREST`] if one has, by logarithms between.
    pub(super) fn word(&self, word: u32) -> (&str, f32) {
        self.words.get(word as usize).map_or(("", 0.0), |(text, rarity)| (text, *rarity))
    }

    /// How like two items are, from 0 to 1.
    pub(super) fn likeness(&self, a: &TermVector, b: &TermVector) -> f32 {
        if a.length == 0.0 || b.length == 0.0 {
            return 0.0;
        }
        let (mut product, mut told) = (0.0, 0.0);
        for (word, x, y) in shared(a, b) {
            product += x * y;
            told += self.word(word).1.min(x).min(y);
        }
        product / (a.length * b.length) * (told / TELLING).min(1.0)
    }

    /// The words that make two items alike, rarest first, as far as they tell a reader anything: the letters of M&A
    /// do not.
    pub(super) fn common(&self, a: &TermVector, b: &TermVector) -> Vec<String> {
        let tells =
            |(word, rarity): &(&str, f32)| *rarity > 1.0 && !(word.chars().count() == 1 && word.starts_with(is_latin));
        let mut words: Vec<(&str, f32)> = shared(a, b).map(|(word, ..)| self.word(word)).filter(tells).collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        words.into_iter().map(|(word, _)| word.to_owned()).collect()
    }
}

impl TermVector {
    /// The words, and what each weighs.
    pub(super) fn words(&self) -> &[(u32, f32)] {
        &self.words
    }

    /// How much of what makes two items alike an item has too, from 0 to 1.
    pub(super) fn covers(&self, (a, b): (&Self, &Self)) -> f32 {
        let has = |word: u32| self.words.binary_search_by_key(&word, |(other, _)| *other).is_ok();
        let (mut all, mut held) = (0.0, 0.0);
        for (word, x, y) in shared(a, b) {
            all += x * y;
            held += if has(word) { x * y } else { 0.0 };
        }
        if all > 0.0 { held / all } else { 0.0 }
    }

    /// Its heaviest words: an item that shares none of them is less like it than `least`, as far as the angle between
    /// them goes.
    pub(super) fn heaviest(&self, least: f32) -> Vec<u32> {
        let mut words = self.words.clone();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut rest = self.length * self.length;
        let enough = least * least * rest;
        let mut within = |(_, weight): &(u32, f32)| {
            let goes_on = rest >= enough;
            rest -= weight * weight;
            goes_on
        };
        words.into_iter().take_while(|word| within(word)).map(|(word, _)| word).collect()
    }

    /// How much it says at all.
    pub(super) fn weight(&self) -> f32 {
        self.length
    }
}

/// The words that both have, with their weights.
fn shared<'a>(a: &'a TermVector, b: &'a TermVector) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
    likeness::shared(&a.words, &b.words, |one, other| one.0.cmp(&other.0)).map(|((word, x), (_, y))| (*word, *x, *y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_alone_are_no_words_in_common() {
        let words = [("a", 7.0), ("m", 7.0), ("支援", 0.5), ("仲介", 3.0), ("dx", 5.0), ("湯", 2.0)];
        let vector = TermVector { words: (0..).zip([1.0; 6]).collect(), ..TermVector::default() };
        let known = Known { words: words.map(|(word, rarity)| (word.to_owned(), rarity)).to_vec() };
        assert_eq!(known.common(&vector, &vector), ["dx", "仲介", "湯"]);
    }
}
