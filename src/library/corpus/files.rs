//! Folder to entries, in stable order.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::manifest::{ManifestError, document_of};
use super::spelling::spell;
use kurabe_index::index::Stamp;
use kurabe_read::Format;

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
    /// Tells whether it may have changed.
    pub stamp: Stamp,
}

/// What lies in a folder and is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The spelling of its path below the corpus.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// Why something is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A link to something that is not there.
    Dangling,
    /// A link that leads out of the corpus.
    Outside,
    /// A link to a folder that it lies in.
    Loop,
    /// A pipe or a device.
    NoFile,
    /// The system's word.
    Unreadable(String),
}

/// Are links followed that lead out of the corpus?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Only those that lead to what lies in it.
    #[default]
    Within,
    /// All.
    Everywhere,
}

/// What lies in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The documents, in order of their names.
    pub entries: Vec<Entry>,
    /// What is not read.
    pub passed_over: Vec<PassedOver>,
}

/// Why a corpus could not be listed.
#[derive(Debug, Error)]
pub enum CorpusError {
    /// There is no such folder.
    #[error("no corpus folder at {}", .0.display())]
    Missing(PathBuf),
    /// It is a file.
    #[error("{} is no folder", .0.display())]
    NoFolder(PathBuf),
    /// A folder of settings or programs: hardly anything in it is a document.
    #[error("{} holds no documents", .0.display())]
    NoCorpus(PathBuf),
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

/// Lists the documents below a folder: all files but README.md at the top, `*.toml`, hidden and `~$` files. What stands
/// in the way of one stops no other.
///
/// # Errors
///
/// If the folder is not there or cannot be read.
pub fn list(folder: &Path, links: Links) -> Result<Listing, CorpusError> {
    if !folder.is_dir() {
        let path = folder.to_owned();
        return Err(if folder.exists() { CorpusError::NoFolder(path) } else { CorpusError::Missing(path) });
    }
    let own = std::fs::canonicalize(folder).map_err(CorpusError::at(folder))?;
    // A whole disk holds all sorts of things.
    if own.parent().is_none() {
        return Err(CorpusError::NoCorpus(folder.to_owned()));
    }
    let spelled = |path: &Path| spell(path.strip_prefix(folder).unwrap_or(path));
    let mut entries = Vec::new();
    let passed_over = RefCell::new(Vec::new());
    let pass_over = |path: &Path, why: Why| passed_over.borrow_mut().push(PassedOver { name: spelled(path), why });
    let is_wanted = |entry: &DirEntry| {
        let leads_out = entry.path_is_symlink() && links == Links::Within && !leads_into(entry.path(), &own);
        if leads_out && !is_hidden(entry) {
            pass_over(entry.path(), Why::Outside);
        }
        !leads_out && !is_hidden(entry)
    };
    for found in WalkDir::new(folder).min_depth(1).follow_links(true).into_iter().filter_entry(is_wanted) {
        let found = match found {
            Ok(found) => found,
            Err(error) if error.depth() == 0 => return Err(unlisted(folder, error)),
            Err(error) => {
                let hidden = error.path().and_then(Path::file_name).is_some_and(is_hidden_name);
                if !hidden {
                    pass_over(error.path().unwrap_or(folder), why(&error));
                }
                continue;
            }
        };
        if found.file_type().is_dir() || is_skipped(&found) {
            continue;
        }
        match found.metadata() {
            Ok(data) if data.is_file() => {
                let (name, path) = (spelled(found.path()), found.path().to_owned());
                entries.push(Entry { id: String::new(), name, path, stamp: Stamp::of(&data) });
            }
            Ok(_) => pass_over(found.path(), Why::NoFile),
            Err(error) => pass_over(found.path(), why(&error)),
        }
    }
    if is_plainly_none(&entries) {
        return Err(CorpusError::NoCorpus(folder.to_owned()));
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    name_apart(&mut entries);
    let mut passed_over = passed_over.into_inner();
    passed_over.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Listing { entries, passed_over })
}

/// Is a folder plainly no corpus? Of many files hardly one is called as documents are, or holds Japanese without being
/// called anything.
fn is_plainly_none(entries: &[Entry]) -> bool {
    const MANY: usize = 50;
    const HARDLY: usize = 20;
    let ending = |entry: &&Entry| entry.path.extension().map(|end| end.to_string_lossy().into_owned());
    let is_called_one = |entry: &&Entry| ending(entry).is_some_and(|end| Format::of(Some(&end)).is_some());
    if entries.len() < MANY || entries.iter().filter(is_called_one).count() * HARDLY >= entries.len() {
        return false;
    }
    let nameless: Vec<&Entry> = entries.iter().filter(|entry| ending(entry).is_none()).collect();
    let looked_at: Vec<&&Entry> = nameless.iter().step_by(nameless.len().div_ceil(MANY).max(1)).collect();
    let written = looked_at.iter().filter(|entry| is_written(&entry.path)).count();
    written * HARDLY < looked_at.len().max(1)
}

/// Does a file begin as a Japanese text does: with letters of which many are no ASCII, without zeros?
fn is_written(path: &Path) -> bool {
    const HEAD: u64 = 1024;
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let foreign = head.iter().filter(|byte| !byte.is_ascii()).count();
    // Old mail has its Japanese in ASCII, behind an escape.
    let is_jis = head.windows(2).any(|pair| pair == b"\x1b$");
    read.is_ok() && (foreign * 4 > head.len() || is_jis) && !head.contains(&0)
}

/// Does a link lead to something in a folder? One that leads nowhere is told of later.
fn leads_into(link: &Path, folder: &Path) -> bool {
    std::fs::canonicalize(link).map_or(true, |target| target.starts_with(folder))
}

fn why(error: &walkdir::Error) -> Why {
    if error.loop_ancestor().is_some() {
        return Why::Loop;
    }
    let is_link = error.path().is_some_and(Path::is_symlink);
    match error.io_error() {
        Some(error) if is_link && error.kind() == std::io::ErrorKind::NotFound => Why::Dangling,
        // A link that leads to itself.
        Some(_) if is_link && error.path().is_some_and(|path| !path.exists()) => Why::Dangling,
        Some(error) => Why::Unreadable(error.to_string()),
        None => Why::Unreadable(error.to_string()),
    }
}

fn unlisted(folder: &Path, error: walkdir::Error) -> CorpusError {
    let path = error.path().unwrap_or(folder).to_owned();
    CorpusError::Unreadable { path, source: error.into() }
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_hidden_name(entry.file_name())
}

fn is_hidden_name(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

fn is_skipped(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_toml = Path::new(&*name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    is_toml || (entry.depth() == 1 && name == "README.md")
}

/// A path without the ending of its file.
pub(in crate::library) fn without_extension(name: &str) -> &str {
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
            stamp: Stamp::default(),
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
        let error = list(Path::new("no-such-folder"), Links::Within).unwrap_err();
        assert!(error.to_string().contains("no-such-folder"));
    }
}
