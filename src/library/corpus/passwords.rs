//! passwords.toml: what opens the encrypted documents of a corpus, for its owner's eyes alone.
//!
//! In come hashes of documents, out go their passwords. A document is known by its bytes, so that its password holds
//! wherever it lies and whatever it is called. What the documents say must not be known here.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, value};

use super::act::Desk;
use super::edit::{Readers, change};
use super::files::CorpusError;
use super::manifest::{Fault, ManifestError};
use kurabe_index::index::Hash;

/// The file, beside the documents.
const FILE: &str = "passwords.toml";

/// Passwords of documents, by the hash of their bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passwords(BTreeMap<String, String>);

impl Passwords {
    /// Those that are kept with a corpus.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or understood.
    pub fn of(corpus: &Path) -> Result<Self, ManifestError> {
        let path = corpus.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(ManifestError::Unreadable { path, source }),
        };
        let kept = toml::from_str(text.strip_prefix('\u{feff}').unwrap_or(&text));
        // The parser shows the line, and a message is no place for a password.
        let shape = |error: toml::de::Error| Fault::Shape(error.message().to_owned());
        kept.map(Self).map_err(|error| ManifestError::Wrong { path, id: None, fault: shape(error) })
    }

    /// The password of a document.
    #[must_use]
    pub fn get(&self, content: &Hash) -> Option<&str> {
        self.0.get(&name(content)).map(String::as_str)
    }

    /// Remembers a password as long as this lives.
    pub fn add(&mut self, content: &Hash, password: &str) {
        self.0.insert(name(content), password.to_owned());
    }

    /// These and others; where both know a document, these.
    #[must_use]
    pub fn or(&self, others: Self) -> Self {
        let mut all = others.0;
        all.extend(self.0.clone());
        Self(all)
    }

    /// Keeps a password with a corpus, in a file that its owner alone may read; `called` tells a person whose it is.
    ///
    /// # Errors
    ///
    /// If the file cannot be changed.
    pub fn keep(corpus: &Path, content: &Hash, called: &str, password: &str) -> Result<(), CorpusError> {
        let _desk = Desk::take(corpus)?;
        // A mistake in the file is told without its lines.
        Self::of(corpus)?;
        change(corpus.join(FILE), Readers::Owner, |document| insert(document, content, called, password))?;
        Ok(())
    }
}

fn insert(document: &mut DocumentMut, content: &Hash, called: &str, password: &str) {
    let plain: String = called.chars().filter(|letter| !letter.is_control()).collect();
    let mut entry = value(password);
    if let Item::Value(value) = &mut entry {
        value.decor_mut().set_suffix(format!(" # {plain}"));
    }
    document.insert(&name(content), entry);
}

/// A hash as it is written.
fn name(content: &Hash) -> String {
    blake3::Hash::from_bytes(*content).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_kept_by_bytes_for_the_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::write(&path, "# 手で書いた注\n").unwrap();
        let [one, other] = [[1; 32], [2; 32]];
        Passwords::keep(folder.path(), &one, "みなと/\u{1b}r3.pdf", "合言葉\"1").unwrap();
        Passwords::keep(folder.path(), &other, "r4.pdf", "2").unwrap();
        let kept = Passwords::of(folder.path()).unwrap();
        assert_eq!((kept.get(&one), kept.get(&other), kept.get(&[3; 32])), (Some("合言葉\"1"), Some("2"), None));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("手で書いた注") && text.contains("# みなと/r3.pdf"), "{text}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let mut typed = Passwords::default();
        typed.add(&one, "3");
        assert_eq!(typed.or(kept).get(&one), Some("3"));
        std::fs::write(&path, "x = 合言葉\n").unwrap();
        let said = Passwords::of(folder.path()).unwrap_err().to_string();
        assert!(said.contains(FILE) && !said.contains("合言葉"), "{said}");
    }
}
