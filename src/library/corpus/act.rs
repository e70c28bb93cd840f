//! A change of the corpus as one act: a file that moves, and what corpus.toml says of it, both or neither.
//!
//! In comes a file and where it goes, out goes a corpus in which it lies there and corpus.toml knows of it. One writer
//! works at a time, by a lock that ends with its process. Before anything is seen, a journal on the disk says what is
//! to be done; whoever takes the lock next ends what an interrupted writer began. What a document says must not be
//! known here.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::edit::{Facts, forget, say, unsay};
use super::file_name::{free, id_of};
use super::files::CorpusError;
use super::spelling::path_of;
use super::sweep::sweep;
use kurabe_index::index::{sync_folder, write_through};

/// The hidden folder of what a writer needs while it works.
const DESK: &str = ".kurabe";
const LOCK: &str = "writer.lock";
const JOURNAL: &str = "journal.json";
const PROBE: &str = "link";
/// A document on its way in, as it is spelled below the corpus.
const DRAFT: &str = ".kurabe/draft";

/// A file that moves within the corpus, with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Act {
    /// Where its bytes lie, spelled below the corpus.
    pub(super) from: String,
    /// Where they go.
    pub(super) to: String,
    /// Their hash.
    pub(super) hash: String,
    /// What corpus.toml is to say of it, before it is seen.
    pub(super) said: Facts,
    /// The id of which corpus.toml is to say nothing any more, when the file has gone.
    pub(super) forget: Option<String>,
    /// A file that is of no use afterwards.
    pub(super) spent: Option<String>,
}

/// The right to change a corpus, as long as it lives.
#[derive(Debug)]
pub(super) struct Desk {
    corpus: PathBuf,
    _lock: File,
}

impl Desk {
    /// Waits for the right to change a corpus, makes the folder where it is not there, and ends what was left undone.
    pub(super) fn take(corpus: &Path) -> Result<Self, CorpusError> {
        let folder = corpus.join(DESK);
        fs::create_dir_all(&folder).map_err(CorpusError::at(&folder))?;
        let path = folder.join(LOCK);
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(CorpusError::at(&path))?;
        lock.lock().map_err(CorpusError::at(&path))?;
        let desk = Self { corpus: corpus.to_owned(), _lock: lock };
        desk.recover()?;
        sweep(&folder);
        Ok(desk)
    }

    /// The folder of what writers need.
    pub(super) fn folder(&self) -> PathBuf {
        self.corpus.join(DESK)
    }

    fn journal(&self) -> PathBuf {
        self.folder().join(JOURNAL)
    }

    /// Lays a document down as a draft; gives its spelling.
    pub(super) fn draft(&self, bytes: &[u8]) -> Result<String, CorpusError> {
        let path = path_of(&self.corpus, DRAFT);
        write_through(&path, bytes).map_err(|error| {
            // No part of it is left.
            let _ = fs::remove_file(&path);
            CorpusError::at(&path)(error)
        })?;
        Ok(DRAFT.to_owned())
    }

    /// Carries out an act; gives the place that the file took. What fails leaves things as they were.
    pub(super) fn carry_out(&self, mut act: Act) -> Result<String, CorpusError> {
        let done = self.note(&act).and_then(|()| self.perform(&mut act));
        if done.is_err() && !self.is_placed(&act) {
            // What cannot even be taken back is done by whoever comes next.
            let _ = self.take_back(&act);
        }
        done.map(|()| act.to)
    }

    /// Ends what an interrupted writer began; what cannot be done any more is taken back.
    fn recover(&self) -> Result<(), CorpusError> {
        let path = self.journal();
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(CorpusError::at(&path)(error)),
        };
        // A journal that is not whole was never acted upon.
        let Ok(mut act) = serde_json::from_slice::<Act>(&text) else { return self.close() };
        match self.perform(&mut act) {
            Err(_) if !self.is_placed(&act) => self.take_back(&act),
            other => other,
        }
    }

    fn note(&self, act: &Act) -> Result<(), CorpusError> {
        let (path, draft) = (self.journal(), self.journal().with_extension("part"));
        let text = serde_json::to_vec(act).map_err(|error| CorpusError::at(&path)(error.into()))?;
        write_through(&draft, &text)
            .and_then(|()| fs::rename(&draft, &path))
            .and_then(|()| sync_folder(&self.folder()))
            .map_err(CorpusError::at(&path))
    }

    fn close(&self) -> Result<(), CorpusError> {
        let path = self.journal();
        fs::remove_file(&path).map_err(CorpusError::at(&path))
    }

    /// Does what the act says; what is done already is left as it is.
    fn perform(&self, act: &mut Act) -> Result<(), CorpusError> {
        say(&self.corpus, &id_of(&act.to), &act.said)?;
        while !self.place(act)? {
            // Somebody has put another file there meanwhile.
            let (folder, name) = split(&act.to);
            let next = join(folder, &free(&path_of(&self.corpus, folder), name));
            unsay(&self.corpus, &id_of(&act.to), &act.said)?;
            act.to = next;
            self.note(act)?;
            say(&self.corpus, &id_of(&act.to), &act.said)?;
        }
        if let Some(id) = &act.forget {
            forget(&self.corpus, id)?;
        }
        if let Some(spent) = &act.spent {
            let _ = fs::remove_file(path_of(&self.corpus, spent));
        }
        let (mut left, _) = split(&act.from);
        // Only empty folders go.
        while act.from != DRAFT && !left.is_empty() && fs::remove_dir(path_of(&self.corpus, left)).is_ok() {
            (left, _) = split(left);
        }
        self.close()
    }

    /// Moves the file to its place, which is taken by making it, never by looking first. False if another has it.
    fn place(&self, act: &Act) -> Result<bool, CorpusError> {
        let (from, to) = (path_of(&self.corpus, &act.from), path_of(&self.corpus, &act.to));
        let folder = to.parent().unwrap_or(&self.corpus);
        self.make_folder(folder)?;
        let taken = if from.exists() {
            claim(&from, &to, &self.folder().join(PROBE))
        } else {
            Err(io::ErrorKind::AlreadyExists.into())
        };
        match taken {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is(&to, &act.hash) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && from.exists() => return Ok(false),
            Err(error) => {
                // Only an empty folder goes.
                let _ = fs::remove_dir(folder);
                return Err(CorpusError::at(&to)(error));
            }
        }
        sync_folder(folder).map_err(CorpusError::at(folder))?;
        match fs::remove_file(&from) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(CorpusError::at(&from)(error)),
            _ => {}
        }
        let left = from.parent().unwrap_or(&self.corpus);
        match sync_folder(left) {
            // An interrupted act had taken it away already.
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(CorpusError::at(left)(error)),
            _ => Ok(true),
        }
    }

    /// Makes a folder of the corpus, with its name on the disk.
    pub(super) fn make_folder(&self, folder: &Path) -> Result<(), CorpusError> {
        if folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(folder).map_err(CorpusError::at(folder))?;
        for above in folder.ancestors().skip(1) {
            sync_folder(above).map_err(CorpusError::at(above))?;
            if above == self.corpus {
                break;
            }
        }
        Ok(())
    }

    /// Has the file left where it was?
    fn is_placed(&self, act: &Act) -> bool {
        is(&path_of(&self.corpus, &act.to), &act.hash)
    }

    /// Takes back what was said of a file that did not come, and its draft.
    fn take_back(&self, act: &Act) -> Result<(), CorpusError> {
        unsay(&self.corpus, &id_of(&act.to), &act.said)?;
        if act.from == DRAFT {
            let _ = fs::remove_file(path_of(&self.corpus, DRAFT));
        }
        match self.close() {
            // The journal itself could not be written.
            Err(CorpusError::Unreadable { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

/// Gives a file a second name that nobody else has. Where there are no links, an empty file holds the name first;
/// `probe` is a name to find that out by.
fn claim(from: &Path, to: &Path, probe: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::StorageFull => return Err(error),
        Err(error) => {
            let has_links = fs::hard_link(from, probe).is_ok();
            let _ = fs::remove_file(probe);
            if has_links {
                return Err(error);
            }
        }
        Ok(()) => return Ok(()),
    }
    match File::create_new(to) {
        // Left by a writer that was ended here.
        Err(_) if fs::metadata(to).is_ok_and(|data| data.is_file() && data.len() == 0) => {}
        made => drop(made?),
    }
    fs::rename(from, to)
}

/// Does a file hold the bytes of a hash?
fn is(path: &Path, hash: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| hash_of(&bytes) == hash)
}

/// The hash of bytes, as the journal keeps it.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The folder and the name of a spelling.
pub(super) fn split(spelling: &str) -> (&str, &str) {
    spelling.rsplit_once('/').unwrap_or(("", spelling))
}

/// A name in a folder, both spelled.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
