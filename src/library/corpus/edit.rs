//! corpus.toml as a person keeps it: facts are added to it and taken out of it, everything else stays as written.

use std::fs;
use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, value};

use super::manifest::{Fault, Manifest, ManifestError, document_of};

/// What somebody says of a document while adding it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Name of the body.
    pub organisation: Option<String>,
    /// 都道府県
    pub prefecture: Option<String>,
    /// Kind of plan, by its name.
    pub kind: Option<String>,
    /// Year or period, as typed.
    pub period: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where it was published.
    pub source: Option<String>,
    /// Opens it.
    pub password: Option<String>,
    /// Its pages without text are read by OCR.
    pub ocr: bool,
}

impl Said {
    fn table(&self) -> Table {
        let mut table = Table::new();
        let words = [
            ("organisation", &self.organisation),
            ("prefecture", &self.prefecture),
            ("kind", &self.kind),
            ("period", &self.period),
            ("title", &self.title),
            ("source", &self.source),
            ("password", &self.password),
        ];
        for (key, word) in words {
            if let Some(word) = word {
                table.insert(key, value(word.as_str()));
            }
        }
        if self.ocr {
            table.insert("ocr", value(true));
        }
        table
    }

    /// What corpus.toml would say by this.
    ///
    /// # Errors
    ///
    /// If a kind or a period is not understood: what was said, and what could be.
    pub fn check(&self) -> Result<super::ManifestEntry, ManifestError> {
        const ANY: &str = "-";
        let mut document = DocumentMut::new();
        document.insert(ANY, Item::Table(self.table()));
        Ok(Manifest::parse(&document.to_string(), Path::new("corpus.toml"))?.get(ANY))
    }
}

/// Writes what was said of a plan into corpus.toml; nothing said, nothing written.
///
/// # Errors
///
/// If the file cannot be read, understood or written.
pub fn say(corpus: &Path, id: &str, said: &Said) -> Result<(), ManifestError> {
    if *said == Said::default() {
        return Ok(());
    }
    change(corpus, |document| {
        document.insert(id, Item::Table(said.table()));
    })
}

/// Takes what is said of a document and of its plans out of corpus.toml.
///
/// # Errors
///
/// If the file cannot be read, understood or written.
pub fn forget(corpus: &Path, id: &str) -> Result<(), ManifestError> {
    change(corpus, |document| {
        let own: Vec<String> = document
            .iter()
            .map(|(own, _)| own)
            .filter(|own| document_of(own) == id || *own == id)
            .map(str::to_owned)
            .collect();
        own.iter().for_each(|own| drop(document.remove(own)));
    })
}

fn change(corpus: &Path, change: impl FnOnce(&mut DocumentMut)) -> Result<(), ManifestError> {
    let path = corpus.join("corpus.toml");
    let unreadable = |source: io::Error| ManifestError::Unreadable { path: path.clone(), source };
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unreadable(error)),
    };
    let bare = before.strip_prefix('\u{feff}').unwrap_or(&before);
    let mut document: DocumentMut = bare.parse().map_err(|error: toml_edit::TomlError| ManifestError::Wrong {
        path: path.clone(),
        id: None,
        fault: Fault::shape(&error),
    })?;
    change(&mut document);
    let after = document.to_string();
    if after == bare {
        return Ok(());
    }
    let draft = corpus.join(".corpus.toml.part");
    fs::write(&draft, after).map_err(unreadable)?;
    fs::rename(&draft, &path).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_entries_and_comments_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corpus.toml");
        fs::write(&path, "# 手で書いた注\n[a]\nyear = 2021 # 確認済み\n").unwrap();
        let said =
            Said {
                organisation: Some("みなと商工会議所".into()), period: Some("令和3年度".into()), ..Said::default()
            };
        say(folder.path(), "みなと/計画 1", &said).unwrap();
        let manifest = Manifest::of(folder.path()).unwrap();
        assert_eq!(manifest.get("みなと/計画 1").facts.organisation.as_deref(), Some("みなと商工会議所"));
        assert!(manifest.get("a").facts.period.is_some());
        forget(folder.path(), "みなと/計画 1").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# 手で書いた注\n[a]\nyear = 2021 # 確認済み\n");
        assert!(Said { kind: Some("謎".into()), ..Said::default() }.check().is_err());
    }
}
