//! Folder to entries, in stable order.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::manifest::{ManifestError, document_of};
use super::spelling::spell;

/// One file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id of its plan: the path below the corpus without the extension, `/` on every system, Unicode NFC. Where two
    /// files would have the same, each keeps its extension; where that is the same too, all but the one that is
    /// spelled so bear a few digits of a hash of their spelling.
    pub id: String,
    /// The spelling of its path below the corpus, which no other file has; `/` on every system.
    pub name: String,
    /// Where to open it.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub modified: u64,
}

/// Why a corpus could not be listed.
#[derive(Debug, Error)]
pub enum CorpusError {
    /// There is no such folder.
    #[error("no corpus folder at {}", .0.display())]
    Missing(PathBuf),
    /// A folder or file could not be looked at.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// corpus.toml could not be changed.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
}

impl CorpusError {
    /// An error of the operating system at a path.
    pub(super) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Unreadable { path, source }
    }
}

/// Lists the documents below a folder: all files but README.md at the top, `*.toml`, hidden and `~$` files.
///
/// # Errors
///
/// If the folder is not there or cannot be read.
pub fn list(folder: &Path) -> Result<Vec<Entry>, CorpusError> {
    if !folder.is_dir() {
        return Err(CorpusError::Missing(folder.to_owned()));
    }
    let mut entries = Vec::new();
    let walk = WalkDir::new(folder).min_depth(1).follow_links(true).into_iter();
    for found in walk.filter_entry(|entry| !is_hidden(entry)) {
        let found = match found {
            Ok(found) => found,
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => return Err(unlisted(folder, error)),
        };
        if !found.file_type().is_file() || is_skipped(&found) {
            continue;
        }
        let data = found.metadata().map_err(|error| unlisted(folder, error))?;
        let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let name = spell(found.path().strip_prefix(folder).unwrap_or(found.path()));
        entries.push(Entry {
            id: String::new(),
            name,
            path: found.path().to_owned(),
            size: data.len(),
            modified: modified.map_or(0, |age| age.as_nanos() as u64),
        });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    name_apart(&mut entries);
    Ok(entries)
}

fn unlisted(folder: &Path, error: walkdir::Error) -> CorpusError {
    let path = error.path().unwrap_or(folder).to_owned();
    CorpusError::Unreadable { path, source: error.into() }
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

fn is_skipped(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_toml = Path::new(&*name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    is_toml || (entry.depth() == 1 && name == "README.md")
}

pub(super) fn without_extension(name: &str) -> &str {
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[file..].rfind('.') {
        Some(dot) if dot > 0 => &name[..file + dot],
        _ => name,
    }
}

/// How far a file's id has to go to be its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// The path without extension.
    Stem,
    /// The path.
    Whole,
    /// The path and what tells its spelling from others that are the same in NFC.
    Spelling,
}

impl Reach {
    fn id(self, name: &str) -> String {
        let whole: String = name.nfc().collect();
        match self {
            Self::Stem => without_extension(&whole).to_owned(),
            Self::Whole => whole,
            Self::Spelling if whole == name => whole,
            Self::Spelling => {
                const DIGITS: usize = 8;
                format!("{whole}-{}", &blake3::hash(name.as_bytes()).to_hex()[..DIGITS])
            }
        }
    }

    fn further(self) -> Self {
        if self == Self::Stem { Self::Whole } else { Self::Spelling }
    }
}

/// Gives each file an id that no other has: of those that collide, the ones that have not gone as far go further.
fn name_apart(entries: &mut [Entry]) {
    let mut reaches = vec![Reach::Stem; entries.len()];
    loop {
        for (entry, reach) in entries.iter_mut().zip(&reaches) {
            entry.id = reach.id(&entry.name);
        }
        let mut alike: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, entry) in entries.iter().enumerate() {
            alike.entry(&entry.id).or_default().push(place);
        }
        // `r5~2` is also what the second plan of `r5` is called.
        let numbered = alike.iter().filter(|(id, _)| document_of(id) != **id && alike.contains_key(document_of(id)));
        let colliding = alike.values().filter(|places| places.len() > 1).chain(numbered.map(|(_, places)| places));
        let mut moved = false;
        let mut raised = reaches.clone();
        for places in colliding {
            let least = places.iter().map(|place| reaches[*place]).min().unwrap_or(Reach::Spelling);
            for place in places.iter().filter(|place| reaches[**place] == least && least != Reach::Spelling) {
                raised[*place] = least.further();
                moved = true;
            }
        }
        reaches = raised;
        if !moved {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_paths_without_extension() {
        assert_eq!(without_extension("a/b.c/plan.v2.txt"), "a/b.c/plan.v2");
        assert_eq!(without_extension("a.b/plan"), "a.b/plan");
    }

    fn ids(names: &[&str]) -> Vec<String> {
        let entry = |name: &&str| Entry {
            id: String::new(),
            name: (*name).to_owned(),
            path: PathBuf::new(),
            size: 0,
            modified: 0,
        };
        let mut entries: Vec<Entry> = names.iter().map(entry).collect();
        name_apart(&mut entries);
        entries.into_iter().map(|entry| entry.id).collect()
    }

    #[test]
    fn every_file_has_an_id_of_its_own() {
        assert_eq!(ids(&["a.md", "a.txt", "b.txt"]), ["a.md", "a.txt", "b"]);
        assert_eq!(ids(&["a.md", "a.txt", "a.txt.md"]), ["a.md", "a.txt", "a.txt.md"]);
        assert_eq!(ids(&["r5.txt", "r5~2.txt"]), ["r5", "r5~2.txt"]);
        let twins = ids(&["か\u{3099}.txt", "が.txt", "がいど.txt"]);
        assert_eq!((twins[1].as_str(), twins[2].as_str()), ("が.txt", "がいど"));
        assert!(twins[0].starts_with("が.txt-"), "{twins:?}");
        assert_eq!(ids(&["か\u{3099}.txt"]), ["が"], "alone, it is called by what is read");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = list(Path::new("no-such-folder")).unwrap_err();
        assert!(error.to_string().contains("no-such-folder"));
    }
}
