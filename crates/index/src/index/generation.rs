//! Generations of an index: each is a folder of its own, seen only when whole.
//!
//! ```text
//! index/
//!   writer.lock            held by the process that writes
//!   000007.json            generation 7 is whole: the pointer, written last, never changed, with its files' hashes
//!   000007.seen            a hint: what need not be looked at again
//!   000007/                its files: tantivy's, plans.bin, files.bin, reader.lock
//! ```
//!
//! The highest number with a readable pointer is the one to read. Nothing that a reader may hold open is renamed or
//! written over, so that it works on Windows too; old generations go when no reader holds their lock.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::durable::{sync_folder, write_through};
use super::error::IndexError;
use super::seal::{DRAFT, SEEN, Seals};

/// What a pointer says of its generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Format of the index; [`FORMAT`](super::FORMAT) when it can be read.
    pub format: u32,
    /// Number of the generation.
    pub generation: u64,
    /// Folder of the documents, as it was given.
    pub corpus: String,
    /// When it was written, in seconds since 1970.
    pub built: u64,
    /// When the documents began to be looked at, in nanoseconds since 1970.
    pub began: u64,
    /// How many files the corpus had.
    pub files: usize,
    /// How many plans.
    pub plans: usize,
    /// Names of the themes, in the order of their bits.
    pub themes: Vec<String>,
    /// Its files as they must be.
    pub seals: Seals,
}

/// A head as it is written: with a hash of its own.
#[derive(Serialize, Deserialize)]
struct Sealed {
    #[serde(flatten)]
    head: Head,
    hash: String,
}

impl Head {
    fn hash(&self) -> Result<String, IndexError> {
        let text = serde_json::to_vec(self).map_err(IndexError::encode("the pointer"))?;
        Ok(blake3::hash(&text).to_hex().to_string())
    }
}

/// Only the part that every format will have.
#[derive(Deserialize)]
struct AnyHead {
    format: u32,
}

/// Folder of a generation.
pub(super) fn folder(index: &Path, generation: u64) -> PathBuf {
    index.join(format!("{generation:06}"))
}

fn pointer(index: &Path, generation: u64) -> PathBuf {
    index.join(format!("{generation:06}.json"))
}

/// Numbers of the generations that have a pointer, highest first.
fn pointers(index: &Path) -> Vec<u64> {
    let Ok(found) = fs::read_dir(index) else { return Vec::new() };
    let mut numbers: Vec<u64> =
        found.flatten().filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".json")?.parse().ok()).collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers
}

/// The newest whole generation.
///
/// # Errors
///
/// [`IndexError::Missing`] without one, [`IndexError::Format`] if it is of another format, [`IndexError::Damaged`] if it
/// is not as it was written.
pub fn newest(index: &Path) -> Result<Head, IndexError> {
    for number in pointers(index) {
        let Ok(text) = fs::read_to_string(pointer(index, number)) else { continue };
        let Ok(any) = serde_json::from_str::<AnyHead>(&text) else { continue };
        if any.format != super::FORMAT {
            return Err(IndexError::Format { folder: index.to_owned(), found: any.format });
        }
        let Ok(Sealed { head, hash }) = serde_json::from_str(&text) else { continue };
        if head.generation != number || head.hash()? != hash {
            let detail = format!("{number:06}.json");
            return Err(IndexError::Damaged { folder: index.to_owned(), detail });
        }
        return Ok(head);
    }
    Err(IndexError::Missing(index.to_owned()))
}

/// Is another process writing an index?
///
/// Only where something unfinished lies there is the lock tried, so that no writer meets a lock of somebody who only
/// looks.
#[must_use]
pub fn is_being_written(index: &Path) -> bool {
    let next = pointers(index).first().copied().unwrap_or(0) + 1;
    folder(index, next).exists()
        && OpenOptions::new()
            .read(true)
            .open(index.join(WRITER_LOCK))
            .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// A hold on a generation: while it lives, no writer removes it.
#[derive(Debug)]
pub(super) struct Hold {
    _file: File,
}

/// Takes hold of a generation for reading. Folders that cannot be written to are held by nobody: there is no writer
/// that could remove them.
pub(super) fn hold(folder: &Path) -> Option<Hold> {
    let file = OpenOptions::new().read(true).open(folder.join(READER_LOCK)).ok()?;
    file.lock_shared().ok()?;
    Some(Hold { _file: file })
}

const READER_LOCK: &str = "reader.lock";
const WRITER_LOCK: &str = "writer.lock";

/// The right to write an index, as long as it lives.
#[derive(Debug)]
pub(super) struct Writing {
    index: PathBuf,
    _file: File,
}

impl Writing {
    /// Takes the right to write, creating the folder where needed.
    ///
    /// # Errors
    ///
    /// [`IndexError::Busy`] if another process has it, or the system's error.
    pub(super) fn begin(index: &Path) -> Result<Self, IndexError> {
        fs::create_dir_all(index).map_err(IndexError::io(index))?;
        let path = index.join(WRITER_LOCK);
        let options = || OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = options().map_err(IndexError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { index: index.to_owned(), _file: file }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Busy(index.to_owned())),
            Err(TryLockError::Error(error)) => Err(IndexError::io(&path)(error)),
        }
    }

    /// An empty folder for the next generation, with the files of `from` in it where one is given.
    pub(super) fn prepare(&self, from: Option<u64>) -> Result<(u64, PathBuf), IndexError> {
        let highest = pointers(&self.index).first().copied().unwrap_or(0);
        let number = highest.max(from.unwrap_or(0)) + 1;
        let next = folder(&self.index, number);
        if next.exists() {
            // What an interrupted writer left behind: no pointer names it.
            fs::remove_dir_all(&next).map_err(IndexError::io(&next))?;
        }
        fs::create_dir(&next).map_err(IndexError::io(&next))?;
        fs::write(next.join(READER_LOCK), "").map_err(IndexError::io(&next))?;
        if let Some(from) = from {
            carry_over(&folder(&self.index, from), &next)?;
        }
        Ok((number, next))
    }

    /// Writes the pointer: from here on readers see the generation.
    pub(super) fn publish(&self, head: &Head) -> Result<(), IndexError> {
        let path = pointer(&self.index, head.generation);
        let draft = self.index.join(format!("{:06}.{DRAFT}", head.generation));
        let sealed = Sealed { head: head.clone(), hash: head.hash()? };
        let text = serde_json::to_string_pretty(&sealed).map_err(IndexError::encode("the pointer"))?;
        write_through(&draft, text.as_bytes()).map_err(IndexError::io(&draft))?;
        fs::rename(&draft, &path).map_err(IndexError::io(&path))?;
        sync_folder(&self.index).map_err(IndexError::io(&self.index))
    }

    /// Takes away a generation that will not be published.
    pub(super) fn discard(&self, generation: u64) {
        let _ = fs::remove_dir_all(folder(&self.index, generation));
        let _ = fs::remove_file(self.index.join(format!("{generation:06}.{DRAFT}")));
    }

    /// Removes generations other than the one given, unless somebody reads them (those go another time), and what
    /// interrupted writers left: folders that no pointer names, drafts, hints.
    pub(super) fn sweep(&self, current: u64) {
        for number in pointers(&self.index).into_iter().filter(|number| *number < current) {
            if self.is_free(number) && fs::remove_file(pointer(&self.index, number)).is_ok() {
                let _ = fs::remove_dir_all(folder(&self.index, number));
            }
        }
        let named = pointers(&self.index);
        for entry in fs::read_dir(&self.index).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let (number, ending) = name.split_once('.').unwrap_or((&name, ""));
            let Ok(number) = number.parse::<u64>() else { continue };
            if ending.is_empty() && !named.contains(&number) && self.is_free(number) {
                let _ = fs::remove_dir_all(entry.path());
            }
            if ending.ends_with(DRAFT) || (ending == SEEN && !named.contains(&number)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Does nobody read a generation?
    fn is_free(&self, number: u64) -> bool {
        let folder = folder(&self.index, number);
        match OpenOptions::new().write(true).open(folder.join(READER_LOCK)) {
            Ok(file) => file.try_lock().is_ok(),
            // Half removed already, or not yet begun: readers hold what has a lock.
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        }
    }
}

/// Gives the next generation the files of the one before. Files of segments are never written again, so both share
/// them; where the file system has no links they are copied.
fn carry_over(from: &Path, to: &Path) -> Result<(), IndexError> {
    for entry in fs::read_dir(from).map_err(IndexError::io(from))? {
        let entry = entry.map_err(IndexError::io(from))?;
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text == READER_LOCK || text.ends_with(".lock") || text.ends_with(".bin") {
            continue;
        }
        let (source, target) = (entry.path(), to.join(&name));
        let is_segment = !text.ends_with(".json");
        if is_segment && fs::hard_link(&source, &target).is_ok() {
            continue;
        }
        fs::copy(&source, &target).map_err(IndexError::io(&target))?;
    }
    Ok(())
}
