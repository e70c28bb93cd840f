//! Documents that were sent and wait for a word: they lie in a hidden folder beside the corpus that goes with whoever
//! made it.
//!
//! In come bytes, out come the same bytes until they are thrown away. A tray holds its lock as long as it lives; one
//! whose lock nobody holds was left by a program that broke off, and goes as soon as somebody takes the desk. What a
//! document says must not be known here.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::act::Desk;
use super::files::CorpusError;
use super::sweep::{LOCK, NAME};

/// A place for documents that are not confirmed yet.
#[derive(Debug)]
pub struct Tray {
    folder: PathBuf,
    lock: Option<File>,
}

impl Tray {
    /// Makes a tray in a corpus, and the folder where it is not there.
    ///
    /// # Errors
    ///
    /// If nothing can be written there.
    pub fn open(corpus: &Path) -> Result<Self, CorpusError> {
        // Nobody sweeps while the desk is taken.
        let desk = Desk::take(corpus)?;
        let name = |number: u32| desk.folder().join(format!("{NAME}{number}"));
        let mut number = 1;
        let folder = loop {
            let folder = name(number);
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                made => {
                    made.map_err(CorpusError::at(&folder))?;
                    break folder;
                }
            }
        };
        let path = folder.join(LOCK);
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let lock = lock.and_then(|lock| lock.lock().map(|()| lock)).map_err(CorpusError::at(&path))?;
        Ok(Self { folder, lock: Some(lock) })
    }

    /// Where a document lies.
    fn path(&self, key: u64) -> PathBuf {
        self.folder.join(key.to_string())
    }

    /// Lays a document down.
    ///
    /// # Errors
    ///
    /// If it cannot be written; then nothing of it is left.
    pub fn put(&self, key: u64, bytes: &[u8]) -> Result<(), CorpusError> {
        let path = self.path(key);
        fs::write(&path, bytes).map_err(|error| {
            let _ = fs::remove_file(&path);
            CorpusError::at(&path)(error)
        })
    }

    /// The bytes of a document.
    ///
    /// # Errors
    ///
    /// If it lies here no more.
    pub fn take_up(&self, key: u64) -> Result<Vec<u8>, CorpusError> {
        let path = self.path(key);
        fs::read(&path).map_err(CorpusError::at(&path))
    }

    /// Throws a document away.
    pub fn discard(&self, key: u64) {
        let _ = fs::remove_file(self.path(key));
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        // Some systems remove no file that is open.
        self.lock = None;
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_confirmed_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (Tray::open(folder.path()).unwrap(), Tray::open(folder.path()).unwrap());
        one.put(1, b"a").unwrap();
        other.put(1, b"b").unwrap();
        let place = one.folder.clone();
        // Somebody else's desk leaves it alone.
        drop(Desk::take(folder.path()).unwrap());
        assert_eq!((one.take_up(1).unwrap(), other.take_up(1).unwrap()), (b"a".to_vec(), b"b".to_vec()));
        one.discard(1);
        assert!(one.take_up(1).is_err());
        drop(one);
        assert!(!place.exists());
        // A program that was killed leaves its folder, but not its lock.
        let mut other = other;
        let left = other.folder.clone();
        other.lock = None;
        std::mem::forget(other);
        assert!(left.exists());
        drop(Desk::take(folder.path()).unwrap());
        assert!(!left.exists());
    }
}
