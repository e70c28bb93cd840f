//! saved.toml: searches and comparisons kept by name, with what they had found when they were last looked at.
//!
//! In come names and what was asked, out comes a file of TOML that a person can mend, changed under the lock of the
//! corpus. What an asking means must not be known here.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::Deserialize;
use toml_edit::{Array, DocumentMut, Item, Table};

use super::act::Desk;
use super::edit::{Readers, change, set};
use super::files::CorpusError;
use super::manifest::read_toml;

const FILE: &str = "saved.toml";

/// Something that is asked again and again.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saved {
    /// Which question it is.
    pub what: Question,
    /// What was asked, as an address writes it.
    pub asked: String,
    /// What was found when it was last looked at.
    #[serde(default)]
    pub seen: Vec<String>,
}

/// A question that can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Question {
    /// 検索
    Search,
    /// テーマ比較
    Compare,
}

impl Question {
    /// The word for it in the file and in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Compare => "compare",
        }
    }
}

impl Saved {
    /// All that is saved in a corpus, by name.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or understood.
    pub fn all(corpus: &Path) -> Result<BTreeMap<String, Self>, CorpusError> {
        let path = corpus.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
            Err(error) => return Err(CorpusError::at(&path)(error)),
        };
        Ok(read_toml(&text, &path)?)
    }

    /// Saves it under a name, if what stands there is what whoever saves it knows of: nothing, or what gives way. False
    /// if something else does; then nothing is changed.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn put(&self, corpus: &Path, name: &str, over: Option<&Self>) -> Result<bool, CorpusError> {
        let is_known = |all: &BTreeMap<String, Self>| all.get(name) == over;
        Self::change(corpus, is_known, |document| {
            let own = document.entry(name).or_insert(Item::Table(Table::new()));
            if let Some(own) = own.as_table_like_mut() {
                set(own, "what", self.what.name());
                set(own, "asked", self.asked.as_str());
                set(own, "seen", self.seen.iter().map(String::as_str).collect::<Array>());
            }
        })
    }

    /// Remembers what was found. False if it is asked otherwise meanwhile, or saved no more; then all stays as it is.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn see(&self, corpus: &Path, name: &str, seen: &[String]) -> Result<bool, CorpusError> {
        let is_asked = |all: &BTreeMap<String, Self>| all.get(name).is_some_and(|own| own.is_same(self));
        Self::change(corpus, is_asked, |document| {
            if let Some(own) = document.get_mut(name).and_then(Item::as_table_like_mut) {
                set(own, "seen", seen.iter().map(String::as_str).collect::<Array>());
            }
        })
    }

    /// Does it ask the same as another?
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        (self.what, &self.asked) == (other.what, &other.asked)
    }

    /// Forgets what is saved under a name. False if nothing is.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn remove(corpus: &Path, name: &str) -> Result<bool, CorpusError> {
        Self::change(corpus, |all| all.contains_key(name), |document| drop(document.remove(name)))
    }

    /// Changes the file if what is saved is as it should be; false if it is not.
    fn change(
        corpus: &Path,
        is_right: impl FnOnce(&BTreeMap<String, Self>) -> bool,
        make: impl FnOnce(&mut DocumentMut),
    ) -> Result<bool, CorpusError> {
        let _desk = Desk::take(corpus)?;
        // A mistake in the file is told before anything is written.
        if !is_right(&Self::all(corpus)?) {
            return Ok(false);
        }
        change(corpus.join(FILE), Readers::AsBefore, make)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_kept_and_seen() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path();
        std::fs::write(corpus.join(FILE), "# 手で書いた注\n").unwrap();
        let saved = Saved { what: Question::Search, asked: "?q=観光".into(), seen: vec!["a".into()] };
        assert!(saved.put(corpus, "観光の動き", None).unwrap());
        assert!(saved.see(corpus, "観光の動き", &["a".into(), "b".into()]).unwrap());
        assert!(!saved.see(corpus, "ほか", &[]).unwrap());
        // What somebody else saved meanwhile is written over by nobody.
        let other = Saved { asked: "?q=承継".into(), ..saved.clone() };
        assert!(!other.put(corpus, "観光の動き", None).unwrap());
        assert!(!other.put(corpus, "観光の動き", Some(&saved)).unwrap(), "more was seen since");
        assert!(!other.see(corpus, "観光の動き", &[]).unwrap());
        let all = Saved::all(corpus).unwrap();
        assert_eq!(all.keys().collect::<Vec<_>>(), ["観光の動き"]);
        assert_eq!(all["観光の動き"].seen, ["a", "b"]);
        assert!(other.put(corpus, "観光の動き", Some(&all["観光の動き"])).unwrap());
        assert!(Saved::all(corpus).unwrap()["観光の動き"].is_same(&other));
        assert!(Saved::remove(corpus, "観光の動き").unwrap());
        assert!(!Saved::remove(corpus, "観光の動き").unwrap());
        assert_eq!(std::fs::read_to_string(corpus.join(FILE)).unwrap(), "# 手で書いた注\n");
        std::fs::write(corpus.join(FILE), "[a]\nwhat = \"x\"\n").unwrap();
        assert!(Saved::all(corpus).is_err());
    }
}
