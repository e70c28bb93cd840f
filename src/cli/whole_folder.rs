//! A folder of results that is seen whole or not at all: written beside its place and moved there at the end.
//!
//! In come a place and the names of its files, out comes a folder in that place. What stands there goes only if it is of
//! the same making. What the files hold must not be known here.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{CliError, Refusal};
use kurabe_index::index::sync_folder;

/// A folder that is being written. It goes if it is not finished.
pub(super) struct WholeFolder {
    /// Where it goes.
    folder: PathBuf,
    /// Where it is written; and where what stood there waits until it is there.
    draft: PathBuf,
    before: PathBuf,
    /// The file by which an earlier folder of the same making is known.
    manifest: &'static str,
    lock: PathBuf,
    _held: File,
}

impl WholeFolder {
    /// Makes an empty folder beside the one that was named. `own` are the files that such a folder may hold.
    ///
    /// Fails if something else stands there, or another program writes there now.
    pub(super) fn begin(folder: &Path, manifest: &'static str, own: &[String]) -> Result<Self, CliError> {
        let unwritten = |source| CliError::Unwritten { path: folder.to_owned(), source };
        // A link stays one: what it leads to is replaced.
        let place = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder)).map_err(unwritten)?;
        let (Some(above), Some(name)) = (place.parent(), place.file_name()) else {
            return Err(Refusal::NoFolder.into());
        };
        fs::create_dir_all(above).map_err(unwritten)?;
        let beside = |ending: &str| {
            let mut name = OsString::from(name);
            name.push(ending);
            above.join(name)
        };
        let (draft, before, lock) = (beside(".part"), beside(".old"), beside(".kurabe-lock"));
        for (path, may_lack) in [(&place, false), (&draft, true), (&before, true)] {
            if let Some(other) = other(path, manifest, own, may_lack).map_err(unwritten)? {
                return Err(Refusal::Stands(other).into());
            }
        }
        let held = File::options().create(true).truncate(false).write(true).open(&lock).map_err(unwritten)?;
        match held.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Refusal::BeingWritten(folder.to_owned()).into()),
            // Where there are no locks, nobody has one.
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        let begun = Self { folder: place, draft, before, manifest, lock, _held: held };
        begun.clear().map_err(unwritten)?;
        fs::create_dir(&begun.draft).map_err(unwritten)?;
        Ok(begun)
    }

    /// The path at which one of its files is written.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.draft.join(name)
    }

    /// Writes what the folder says of itself and puts it where it belongs, in place of an earlier one.
    pub(super) fn finish(self, manifest: &str) -> Result<(), CliError> {
        let unwritten = |source| CliError::Unwritten { path: self.folder.clone(), source };
        let mut file = File::create_new(self.file(self.manifest)).map_err(unwritten)?;
        file.write_all(manifest.as_bytes()).and_then(|()| file.sync_all()).map_err(unwritten)?;
        drop(file);
        if self.folder.exists() {
            // A system that lets nobody rename what is open refuses here, and all stays as it was.
            let unreplaced = |source| CliError::Unreplaced { path: self.folder.clone(), source };
            fs::rename(&self.folder, &self.before).map_err(unreplaced)?;
        }
        if let Err(error) = fs::rename(&self.draft, &self.folder) {
            let _ = fs::rename(&self.before, &self.folder);
            return Err(unwritten(error));
        }
        let _ = self.folder.parent().map(sync_folder);
        Ok(())
    }

    /// Takes away what a program that broke off has left; what it had moved aside comes back.
    fn clear(&self) -> io::Result<()> {
        // Between the two moves both wait; later the one before may be half taken away.
        if self.before.exists() && self.draft.exists() && !self.folder.exists() {
            fs::rename(&self.before, &self.folder)?;
        }
        for left in [&self.draft, &self.before] {
            if left.exists() {
                fs::remove_dir_all(left)?;
            }
        }
        Ok(())
    }
}

impl Drop for WholeFolder {
    fn drop(&mut self) {
        let _ = self.clear();
        let _ = fs::remove_file(&self.lock);
    }
}

/// What stands at a place and is not of the same making: the place itself, if it is no folder, or one of its files.
///
/// A folder of the same making has its manifest, unless it `may_lack` it; an empty folder is anybody's.
fn other(folder: &Path, manifest: &str, own: &[String], may_lack: bool) -> io::Result<Option<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(Some(folder.to_owned())),
        Err(error) => return Err(error),
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    let is_named = |path: &Path, name: &str| path.file_name().is_some_and(|own| own == name);
    let has_manifest = may_lack || paths.iter().any(|path| is_named(path, manifest));
    let is_own = |path: &Path| is_named(path, manifest) || own.iter().any(|name| is_named(path, name));
    Ok(paths.into_iter().find(|path| !has_manifest || !is_own(path)))
}

/// Fails if a folder is the corpus or lies in it: what is written there would be a document.
pub(super) fn refuse_within(folder: &Path, corpus: &Path) -> Result<(), CliError> {
    let own = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    // The folder itself may not be there yet.
    let real = own.ancestors().find_map(|above| {
        let rest = own.strip_prefix(above).ok()?;
        Some(fs::canonicalize(above).ok()?.join(rest))
    });
    let corpus = fs::canonicalize(corpus).unwrap_or_else(|_| corpus.to_owned());
    match real.unwrap_or(own).starts_with(corpus) {
        true => Err(Refusal::IntoCorpus(folder.to_owned()).into()),
        false => Ok(()),
    }
}
