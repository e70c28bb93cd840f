//! Seals of a generation: size and hash of each of its files, by which damage is noticed before anything is answered
//! from it.
//!
//! In comes the folder of a generation, out come seals or the word that one is broken. What the files hold must not be
//! known here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::table::Stamp;

/// What a file of a generation must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    size: u64,
    hash: String,
}

/// The seals of a generation, by the names of its files.
pub type Seals = BTreeMap<String, Seal>;

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// All sizes, small files whole, large ones whole when they are first used since they were written.
    Use,
    /// Everything.
    All,
}

/// Small files are looked at whole each time, up to so many bytes together: some milliseconds.
const SMALL: u64 = 16 << 20;

/// What was seen to be whole, and need not be looked at again: a hint beside the pointer, that may be lost or wrong
/// without harm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// Documents that had changed shortly before this time were seen to be as they were read; nanoseconds since 1970.
    pub(super) documents: u64,
    /// Files of the generation, as they were when they were seen.
    files: BTreeMap<String, Stamp>,
}

impl Seen {
    fn path(index: &Path, generation: u64) -> PathBuf {
        index.join(format!("{generation:06}.{SEEN}"))
    }

    pub(super) fn of(index: &Path, generation: u64) -> Self {
        let text = fs::read(Self::path(index, generation)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Keeps it where that is possible.
    pub(super) fn keep(&self, index: &Path, generation: u64) {
        let draft = index.join(format!("{generation:06}.{}.{DRAFT}", std::process::id()));
        let kept = serde_json::to_vec(self).map_err(Into::into).and_then(|text| fs::write(&draft, text));
        if kept.and_then(|()| fs::rename(&draft, Self::path(index, generation))).is_err() {
            let _ = fs::remove_file(&draft);
        }
    }
}

/// Endings of the hint and of what is not whole yet.
pub(super) const SEEN: &str = "seen";
pub(super) const DRAFT: &str = "draft";

/// Seals the files of a generation. Files of segments that the one before had are never written again: their seals go
/// on, so that what was damaged meanwhile is not sealed anew.
pub(super) fn seal(folder: &Path, before: &Seals) -> Result<(Seals, Seen), IndexError> {
    let (mut seals, mut seen) = (Seals::new(), Seen::default());
    for entry in fs::read_dir(folder).map_err(IndexError::io(folder))? {
        let path = entry.map_err(IndexError::io(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".lock") {
            continue;
        }
        let known = before.get(&name).filter(|_| !name.ends_with(".json") && !name.ends_with(".bin"));
        let made = match known {
            Some(seal) => seal.clone(),
            None => Seal { size: stamp(&path)?.size, hash: hash(&path)? },
        };
        seen.files.insert(name.clone(), stamp(&path)?);
        seals.insert(name, made);
    }
    Ok((seals, seen))
}

/// Are the files of a generation what they were when it was written?
pub(super) fn check(
    index: &Path,
    (generation, folder): (u64, &Path),
    seals: &Seals,
    depth: Depth,
) -> Result<(), IndexError> {
    let broken = |name: &str| IndexError::Damaged { folder: index.to_owned(), detail: name.to_owned() };
    let mut seen = Seen::of(index, generation);
    let (mut small, mut is_new) = (0, false);
    let mut by_size: Vec<(&String, &Seal)> = seals.iter().collect();
    by_size.sort_by_key(|(_, seal)| seal.size);
    for (name, seal) in by_size {
        let path = folder.join(name);
        let stamp = match stamp(&path) {
            Ok(stamp) => stamp,
            Err(IndexError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                return Err(broken(name));
            }
            Err(error) => return Err(error),
        };
        if stamp.size != seal.size {
            return Err(broken(name));
        }
        small += seal.size;
        let is_known = small > SMALL && seen.files.get(name) == Some(&stamp);
        if depth == Depth::Use && is_known {
            continue;
        }
        if hash(&path)? != seal.hash {
            return Err(broken(name));
        }
        is_new |= seen.files.insert(name.clone(), stamp) != Some(stamp) && small > SMALL;
    }
    if is_new {
        seen.keep(index, generation);
    }
    Ok(())
}

/// Of a file that generations share: making and losing names changes the time of its entry, not the file.
fn stamp(path: &Path) -> Result<Stamp, IndexError> {
    let data = fs::metadata(path).map_err(IndexError::io(path))?;
    Ok(Stamp { changed: 0, ..Stamp::of(&data) })
}

fn hash(path: &Path) -> Result<String, IndexError> {
    let mut hasher = blake3::Hasher::new();
    let file = File::open(path).map_err(IndexError::io(path))?;
    hasher.update_reader(file).map_err(IndexError::io(path))?;
    Ok(hasher.finalize().to_hex().to_string())
}
