//! Where things lie: the documents, the index, and the themes and thesaurus that a user may have put beside them.
//!
//! In come the names of folders, out come what they hold. Who asks, and how progress is shown, must not be known here.

pub mod family;

use std::path::{Path, PathBuf};

use thiserror::Error;

use kurabe_diff::Synonyms;
use kurabe_extract::extract::theme::{ThemeError, Themes};
use kurabe_index::corpus::Manifest;
use kurabe_index::index::{IndexError, Outcome, PlanRow, Recipe, refresh};
use kurabe_index::thesaurus::{Thesaurus, ThesaurusError};
use kurabe_read::{Options, Text, read_with};

/// The folders that the program works on.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The documents.
    pub corpus: PathBuf,
    /// The index.
    pub index: PathBuf,
    /// Themes that take the place of those beside the corpus.
    pub themes: Option<PathBuf>,
}

/// A file beside the documents that could not be used.
#[derive(Debug, Error)]
#[error("{}", path.display())]
pub struct BesideError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub source: Unusable,
}

/// Why a file beside the documents could not be used.
#[derive(Debug, Error)]
pub enum Unusable {
    /// It could not be read.
    #[error(transparent)]
    Unreadable(#[from] std::io::Error),
    /// It holds no themes.
    #[error(transparent)]
    Themes(#[from] ThemeError),
    /// It holds no thesaurus.
    #[error(transparent)]
    Thesaurus(#[from] ThesaurusError),
}

/// Why an index could not be brought up to date.
#[derive(Debug, Error)]
pub enum RefreshError {
    /// The themes could not be used.
    #[error(transparent)]
    Beside(#[from] BesideError),
    /// The index could not be written.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// More files than this are left to `kurabe index`.
pub const MOST: usize = 2_000;

const THEMES: &str = include_str!("../../data/themes.toml");
const THESAURUS: &str = include_str!("../../data/thesaurus.toml");

/// The words of a thesaurus that a diff takes for one another.
#[must_use]
pub fn synonyms(thesaurus: &Thesaurus) -> Synonyms {
    Synonyms::new(thesaurus.same_words().map(<[String]>::to_vec).collect())
}

fn unusable<T, E: Into<Unusable>>(path: &Path, found: Result<T, E>) -> Result<T, BesideError> {
    found.map_err(|error| BesideError { path: path.to_owned(), source: error.into() })
}

impl Folders {
    /// The themes and the text they were read from: those of the file that was named, else the corpus's own where it
    /// has some.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or holds no themes.
    pub fn themes(&self) -> Result<(String, Themes), BesideError> {
        let (text, path) = match &self.themes {
            Some(path) => (unusable(path, std::fs::read_to_string(path))?, path.clone()),
            None => self.own("themes.toml", THEMES)?,
        };
        let themes = unusable(&path, Themes::parse(&text))?;
        Ok((text, themes))
    }

    /// The thesaurus: the corpus's own where it has one.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or holds no thesaurus.
    pub fn thesaurus(&self) -> Result<Thesaurus, BesideError> {
        let (text, path) = self.own("thesaurus.toml", THESAURUS)?;
        unusable(&path, Thesaurus::parse(&text))
    }

    /// The words that a diff takes for one another: those of the thesaurus that are the same.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or holds no thesaurus.
    pub fn synonyms(&self) -> Result<Synonyms, BesideError> {
        Ok(synonyms(&self.thesaurus()?))
    }

    fn own(&self, name: &str, built_in: &str) -> Result<(String, PathBuf), BesideError> {
        let path = self.corpus.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok((text, path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((built_in.to_owned(), path)),
            Err(error) => unusable(&path, Err(error)),
        }
    }

    /// The text of a document of the corpus; none if it is not there any more.
    #[must_use]
    pub fn source(&self, row: &PlanRow) -> Option<Text> {
        let path = self.corpus.join(&row.file);
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
        let entry = Manifest::of(&self.corpus).unwrap_or_default().get(&row.id);
        let options = Options { password: entry.password, ocr: entry.ocr };
        read_with(&std::fs::read(&path).ok()?, extension.as_deref(), &options).ok()
    }

    /// A link to the document of a plan that a spreadsheet opens: absolute, because workbooks are moved about.
    #[must_use]
    pub fn link(&self, row: &PlanRow) -> String {
        let path = self.corpus.join(&row.file);
        let path = std::path::absolute(&path).unwrap_or(path);
        // `#` would begin a place within the file, and `%` a coded letter.
        format!("file:///{}", path.display()).replace('%', "%25").replace('#', "%23")
    }

    /// Brings the index up to date, reading no more than so many changed files, or builds it anew.
    ///
    /// # Errors
    ///
    /// If the themes cannot be used or the index cannot be written; what stood before stands still.
    pub fn refresh(
        &self,
        (most, anew): (usize, bool),
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Outcome, RefreshError> {
        let (text, themes) = self.themes()?;
        let (corpus, index, themes) = (&self.corpus, &self.index, (text.as_str(), &themes));
        Ok(refresh(&Recipe { corpus, index, themes, most, anew, progress })?)
    }
}
