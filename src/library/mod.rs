//! Where things lie: the documents, the index, and the themes and thesaurus that a user may have put beside them.
//!
//! In come the names of folders, out come what they hold. Who asks, and how progress is shown, must not be known here.

pub mod arrival;
pub mod aside;
pub mod audit;
pub mod corpus;
pub mod corrected;
pub mod correcting;
pub mod family;
pub mod ingest;
mod meant;
pub mod paired;
pub mod standing;
pub mod unread;

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use corpus::{
    CorpusError, Corrections, Entry, Links, Listing, Manifest, ManifestEntry, ManifestError, PassedOver, Passwords,
    Why, document_of, path_of,
};
use ingest::{corrected, with_rows};
use kurabe_diff::Synonyms;
use kurabe_extract::extract::theme::{ThemeError, Themes};
use kurabe_index::index::{Document, Hash, IndexError, Outcome, PlanRow, Problem, Reading, Recipe, refresh};
use kurabe_index::thesaurus::{Thesaurus, ThesaurusError};
use kurabe_model::Within;
use kurabe_read::Text;

/// The folders that the program works on.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The documents.
    pub corpus: PathBuf,
    /// The index.
    pub index: PathBuf,
    /// Themes that take the place of those beside the corpus.
    pub themes: Option<PathBuf>,
    /// Whether links out of the corpus are followed.
    pub links: Links,
    /// Passwords of documents that were typed and are kept nowhere.
    pub typed: Passwords,
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
    /// The documents could not be listed.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// corpus.toml could not be used.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The themes could not be used.
    #[error(transparent)]
    Beside(#[from] BesideError),
    /// The index could not be written.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// What bringing an index up to date found and did.
#[derive(Debug, Default)]
pub struct Refreshed {
    /// What became of the documents.
    pub outcome: Outcome,
    /// Ids in corpus.toml that no document has.
    pub strays: Vec<String>,
    /// What lies in the folder and is not read.
    pub passed_over: Vec<PassedOver>,
}

/// More files than this are left to `kurabe index`.
pub const MOST: usize = 2_000;

const THEMES: &str = include_str!("../../data/themes.toml");

/// Assignments of themes in the documents that come with the program, judged by hand.
pub const JUDGED_THEMES: &str = include_str!("../../data/judged-themes.tsv");
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
        let id = if is_own(row) { &row.id } else { document_of(&row.id) };
        let mut said = Manifest::of(&self.corpus).unwrap_or_default().get(id);
        let bytes = std::fs::read(self.path(row)).ok()?;
        let passwords = Passwords::of(&self.corpus).unwrap_or_default();
        said.password = passwords.get(blake3::hash(&bytes).as_bytes()).map(str::to_owned).or(said.password);
        ingest::lines(&bytes, &row.file, &said).ok()
    }

    /// Where the document of a plan lies.
    #[must_use]
    pub fn path(&self, row: &PlanRow) -> PathBuf {
        path_of(&self.corpus, &row.file)
    }

    /// A link to the document of a plan that a spreadsheet opens: absolute, because workbooks are moved about.
    #[must_use]
    pub fn link(&self, row: &PlanRow) -> String {
        let path = self.path(row);
        let path = std::path::absolute(&path).unwrap_or(path);
        // `#` would begin a place within the file, and `%` a coded letter.
        format!("file:///{}", path.display()).replace('%', "%25").replace('#', "%23")
    }

    /// Brings the index up to date, reading no more than so many changed files, or builds it anew.
    ///
    /// # Errors
    ///
    /// If the documents, corpus.toml or the themes cannot be used, or the index cannot be written; what stood before
    /// stands still.
    pub fn refresh(
        &self,
        (most, anew): (usize, bool),
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Refreshed, RefreshError> {
        let (text, themes) = self.themes()?;
        let manifest = Manifest::of(&self.corpus)?;
        let corrections = Corrections::of(&self.corpus)?;
        let passwords = self.typed.or(Passwords::of(&self.corpus)?);
        let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_nanos() as u64);
        let Listing { entries, passed_over } = corpus::list(&self.corpus, self.links)?;
        let unseen = passed_over.iter().filter(|passed| matches!(passed.why, Why::Unreadable(_)));
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        let absolute = std::path::absolute(&self.corpus).unwrap_or_else(|_| self.corpus.clone());
        let documents = entries.iter().map(|entry| document(entry, (&manifest, &corrections), &hash)).collect();
        let outcome = refresh(&Recipe {
            index: &self.index,
            corpus: &absolute.to_string_lossy(),
            began,
            unseen: unseen.map(|passed| passed.name.clone()).collect(),
            documents,
            read: &|document, known| {
                let sources = Sources { manifest: &manifest, corrections: &corrections, passwords: &passwords };
                read(&path_of(&self.corpus, &document.name), document, known, (&sources, &themes))
            },
            themes: themes.names(),
            most,
            anew,
            progress,
        })?;
        let is_known = |id: &str| entries.iter().any(|entry| entry.id == document_of(id) || entry.id == id);
        let strays = manifest.ids().filter(|id| !is_known(id)).map(str::to_owned).collect();
        Ok(Refreshed { outcome, strays, passed_over })
    }
}

/// Is a plan's id its document's? A file may be called as a plan of another is: `r5~2.txt`.
fn is_own(row: &PlanRow) -> bool {
    row.file.nfc().collect::<String>().starts_with(&row.id)
}

/// What tells a plan from the others of its file; none where the file holds no other.
#[must_use]
pub fn among_others(row: &PlanRow) -> Option<Within> {
    row.stated.known().filter(|_| !is_own(row))
}

/// A file of the corpus as the index knows it.
fn document(entry: &Entry, said: (&Manifest, &Corrections), themes: &Hash) -> Document {
    Document {
        name: entry.name.clone(),
        id: entry.id.clone(),
        stamp: entry.stamp,
        rules: ingest::rules(said, &entry.id, themes),
    }
}

/// What is known of documents beside their bytes.
struct Sources<'a> {
    manifest: &'a Manifest,
    corrections: &'a Corrections,
    passwords: &'a Passwords,
}

impl Sources<'_> {
    /// What is said of a document of these bytes, and of its plans.
    fn said(&self, id: &str, content: &Hash) -> impl Fn(Option<usize>, &Within) -> ManifestEntry {
        let own = self.passwords.get(content).map(str::to_owned);
        move |number, stated| {
            let said = self.manifest.part(id, number, stated);
            ManifestEntry { password: own.clone().or(said.password.clone()), ..said }
        }
    }
}

/// Reads a file of the corpus for the index.
fn read(path: &Path, document: &Document, known: Option<&Hash>, (sources, themes): (&Sources<'_>, &Themes)) -> Reading {
    let bytes = match ingest::bytes_of(path) {
        Ok(bytes) => bytes,
        Err(error) => return Reading::Read(Hash::default(), Err(error.into())),
    };
    let content = *blake3::hash(&bytes).as_bytes();
    if known == Some(&content) {
        return Reading::Same;
    }
    let said = sources.said(&document.id, &content);
    let about = (document.id.as_str(), sources.corrections);
    let plans = corrected(&bytes, &document.name, &said, themes, about).map_err(Problem::from);
    Reading::Read(content, plans.map(|plans| with_rows(plans, (&document.id, &document.name), &said)))
}
