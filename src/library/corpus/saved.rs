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

    /// Saves it under a name; what had that name gives way.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn put(&self, corpus: &Path, name: &str) -> Result<(), CorpusError> {
        Self::change(corpus, |document| {
            let own = document.entry(name).or_insert(Item::Table(Table::new()));
            if let Some(own) = own.as_table_like_mut() {
                set(own, "what", self.what.name());
                set(own, "asked", self.asked.as_str());
                set(own, "seen", self.seen.iter().map(String::as_str).collect::<Array>());
            }
        })
    }

    /// Remembers what was found. What was asked otherwise meanwhile, or is saved no more, stays as it is.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn see(&self, corpus: &Path, name: &str, seen: &[String]) -> Result<(), CorpusError> {
        Self::change(corpus, |document| {
            let own = document.get_mut(name).and_then(Item::as_table_like_mut);
            let own = own.filter(|own| own.get("asked").and_then(Item::as_str) == Some(&self.asked));
            if let Some(own) = own {
                set(own, "seen", seen.iter().map(String::as_str).collect::<Array>());
            }
        })
    }

    /// Forgets what is saved under a name.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn remove(corpus: &Path, name: &str) -> Result<(), CorpusError> {
        Self::change(corpus, |document| drop(document.remove(name)))
    }

    fn change(corpus: &Path, make: impl FnOnce(&mut DocumentMut)) -> Result<(), CorpusError> {
        let _desk = Desk::take(corpus)?;
        // A mistake in the file is told before anything is written.
        Self::all(corpus)?;
        change(corpus.join(FILE), Readers::AsBefore, make)?;
        Ok(())
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
        saved.put(corpus, "観光の動き").unwrap();
        saved.see(corpus, "観光の動き", &["a".into(), "b".into()]).unwrap();
        saved.see(corpus, "ほか", &[]).unwrap();
        let all = Saved::all(corpus).unwrap();
        assert_eq!(all.keys().collect::<Vec<_>>(), ["観光の動き"]);
        assert_eq!(all["観光の動き"].seen, ["a", "b"]);
        Saved::remove(corpus, "観光の動き").unwrap();
        assert_eq!(std::fs::read_to_string(corpus.join(FILE)).unwrap(), "# 手で書いた注\n");
        std::fs::write(corpus.join(FILE), "[a]\nwhat = \"x\"\n").unwrap();
        assert!(Saved::all(corpus).is_err());
    }
}
