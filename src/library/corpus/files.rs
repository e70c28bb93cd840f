//! Folder to entries, in stable order.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

/// One file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id of its plan: the path below the corpus without the extension, `/` on every system, Unicode NFC. Where two
    /// files would have the same, each keeps its extension.
    pub id: String,
    /// The path below the corpus, with `/` on every system.
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
            Err(error) => return Err(unreadable(folder, error)),
        };
        if !found.file_type().is_file() || is_skipped(&found) {
            continue;
        }
        let data = found.metadata().map_err(|error| unreadable(folder, error))?;
        let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let name = name_below(folder, found.path());
        entries.push(Entry {
            id: without_extension(&name).to_owned(),
            name,
            path: found.path().to_owned(),
            size: data.len(),
            modified: modified.map_or(0, |age| age.as_nanos() as u64),
        });
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    part_collisions(&mut entries);
    Ok(entries)
}

fn unreadable(folder: &Path, error: walkdir::Error) -> CorpusError {
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

fn name_below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().nfc().collect()).collect();
    parts.join("/")
}

fn without_extension(name: &str) -> &str {
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[file..].rfind('.') {
        Some(dot) if dot > 0 => &name[..file + dot],
        _ => name,
    }
}

fn part_collisions(entries: &mut [Entry]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entry in entries.iter() {
        *seen.entry(entry.id.clone()).or_default() += 1;
    }
    for entry in entries {
        if seen.get(&entry.id).is_some_and(|times| *times > 1) {
            entry.id.clone_from(&entry.name);
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

    #[test]
    fn a_missing_folder_is_named() {
        let error = list(Path::new("no-such-folder")).unwrap_err();
        assert!(error.to_string().contains("no-such-folder"));
    }
}
