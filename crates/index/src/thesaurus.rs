//! The field's words and how they belong together: what a search adds to the words that were typed.
//!
//! In comes thesaurus.toml, out come the words to add to one. Which passages hold them must not be known here.

use std::collections::HashMap;

use serde::Deserialize;
use thiserror::Error;

use kurabe_text::fold::fold;
use kurabe_text::words::{Words, katakana};

/// Groups of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thesaurus {
    groups: Vec<Group>,
    /// Folded word to the groups it stands in, and as what.
    places: HashMap<String, Vec<(usize, Relation)>>,
}

/// How an added word belongs to the word that was typed, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same, in other words or another spelling.
    Same,
    /// A kind of it.
    Narrower,
    /// Not the same, but wanted with it.
    Related,
}

/// A word to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// As the thesaurus writes it.
    pub word: String,
    /// Its folded form.
    pub folded: String,
    /// How it belongs to the typed word.
    pub relation: Relation,
}

/// Why a thesaurus could not be used.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct ThesaurusError(String);

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    same: Vec<String>,
    #[serde(default)]
    narrower: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    #[serde(default, rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    group: Vec<Group>,
}

impl Thesaurus {
    /// Reads the text of a thesaurus.toml.
    ///
    /// # Errors
    ///
    /// If it is not TOML of that shape; the message names the line.
    pub fn parse(text: &str) -> Result<Self, ThesaurusError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File =
            toml::from_str(text).map_err(|error| ThesaurusError(error.to_string().trim_end().replace('\n', " ")))?;
        let mut places: HashMap<String, Vec<(usize, Relation)>> = HashMap::new();
        for (place, group) in file.group.iter().enumerate() {
            let parts = [
                (&group.same, Relation::Same),
                (&group.narrower, Relation::Narrower),
                (&group.related, Relation::Related),
            ];
            for (words, relation) in parts {
                for word in words {
                    places.entry(fold(word)).or_default().push((place, relation));
                }
            }
        }
        places.remove("");
        Ok(Self { groups: file.group, places })
    }

    /// The same without some words, which nobody may add.
    #[must_use]
    pub fn without(&self, words: &[&str]) -> Self {
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let mut rest = self.clone();
        for group in &mut rest.groups {
            for list in [&mut group.same, &mut group.narrower, &mut group.related] {
                list.retain(|word| !folded.contains(&fold(word)));
            }
        }
        rest
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// The words of each group that are the same word.
    pub fn same_words(&self) -> impl Iterator<Item = &[String]> {
        self.groups.iter().map(|group| group.same.as_slice())
    }

    /// Is there nothing in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Does it know this folded word?
    #[must_use]
    pub fn knows(&self, folded: &str) -> bool {
        self.places.contains_key(folded)
    }

    /// Words that may have been meant by one that nothing holds: read as it is written in kana (じぎょうしょうけい for
    /// 事業承継), the same letters in another order (事業継承), or one letter other, more or less, of four at least.
    #[must_use]
    pub fn near(&self, folded: &str) -> Vec<&str> {
        let letters = |text: &str| -> Vec<char> { text.chars().collect() };
        let sorted = |letters: &[char]| {
            let mut letters = letters.to_vec();
            letters.sort_unstable();
            letters
        };
        let typed = letters(folded);
        let said = katakana(folded);
        let mut words = said.as_ref().and_then(|_| Words::open().ok());
        let mut is_near = |word: &str| {
            let own = fold(word);
            let known = letters(&own);
            if typed.len() < 3 || known == typed {
                return false;
            }
            let is_slip = || typed.len().min(known.len()) >= 4 && differ_in_one(&typed, &known);
            let is_read = words.as_mut().is_some_and(|words| words.reading(&own) == said);
            is_read || sorted(&known) == sorted(&typed) || is_slip()
        };
        let mut found: Vec<&str> = Vec::new();
        for group in &self.groups {
            let words = group.same.iter().chain(&group.narrower).chain(&group.related);
            for word in words {
                if !found.contains(&word.as_str()) && is_near(word) {
                    found.push(word);
                }
            }
        }
        found
    }

    /// The words to add to a folded word, nearest first. A word finds those of the same meaning, what it is the broader
    /// word of, and what is related; a related word finds the group it is related to; a narrower word finds nothing.
    #[must_use]
    pub fn additions(&self, folded: &str) -> Vec<Addition> {
        let mut found: Vec<Addition> = Vec::new();
        let mut add = |words: &[String], relation| {
            for word in words {
                let other = fold(word);
                if other.is_empty() || other == folded {
                    continue;
                }
                match found.iter_mut().find(|addition| addition.folded == other) {
                    Some(addition) => addition.relation = addition.relation.min(relation),
                    None => found.push(Addition { word: word.clone(), folded: other, relation }),
                }
            }
        };
        for (place, relation) in self.places.get(folded).into_iter().flatten() {
            let group = &self.groups[*place];
            match relation {
                Relation::Same => {
                    add(&group.same, Relation::Same);
                    add(&group.narrower, Relation::Narrower);
                    add(&group.related, Relation::Related);
                }
                Relation::Related => add(&group.same, Relation::Related),
                Relation::Narrower => {}
            }
        }
        found.sort_by_key(|addition| addition.relation);
        found
    }
}

/// Do two words differ in one letter, or has one of them one more?
fn differ_in_one(a: &[char], b: &[char]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([_, a @ ..], [_, b @ ..]) if a.len() == b.len() => a == b,
        ([_, rest @ ..], other) | (other, [_, rest @ ..]) if rest.len() == other.len() => rest == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(thesaurus: &Thesaurus, word: &str) -> Vec<(String, Relation)> {
        let additions = thesaurus.additions(&fold(word));
        additions.into_iter().map(|addition| (addition.word, addition.relation)).collect()
    }

    #[test]
    fn relations_have_directions() {
        let text = "[[group]]\nsame = [\"DX\", \"デジタル変革\"]\nnarrower = [\"電子化\"]\nrelated = [\"IT\"]\n";
        let thesaurus = Thesaurus::parse(text).unwrap();
        let of_dx = [("デジタル変革", Relation::Same), ("電子化", Relation::Narrower), ("IT", Relation::Related)];
        assert_eq!(added(&thesaurus, "ｄｘ"), of_dx.map(|(word, relation)| (word.to_owned(), relation)));
        assert!(added(&thesaurus, "電子化").is_empty());
        assert_eq!(added(&thesaurus, "IT").len(), 2);
    }

    #[test]
    fn a_word_can_be_taken_out() {
        let thesaurus = Thesaurus::parse("[[group]]\nsame = [\"DX\", \"デジタル変革\", \"電子化\"]\n").unwrap();
        assert_eq!(added(&thesaurus.without(&["ﾃﾞｼﾞﾀﾙ変革"]), "DX"), [("電子化".to_owned(), Relation::Same)]);
    }

    #[test]
    fn a_word_that_was_meant_is_near() {
        let text = "[[group]]\nsame = [\"事業承継\", \"インバウンド\", \"観光\", \"DX\"]\n";
        let thesaurus = Thesaurus::parse(text).unwrap();
        let near = |word: &str| thesaurus.near(&fold(word));
        assert_eq!(near("事業継承"), ["事業承継"]);
        assert_eq!(near("インバンド"), ["インバウンド"]);
        assert_eq!(near("インバウント"), ["インバウンド"]);
        assert_eq!(near("インバウンドど"), ["インバウンド"]);
        assert!(near("事業承継").is_empty(), "the word itself");
        assert!(near("光観").is_empty(), "too short to tell");
        assert!(near("事業転換").is_empty());
    }

    #[test]
    fn mistakes_name_the_line() {
        let error = Thesaurus::parse("[[group]]\nsame = 3\n").unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
    }
}
