//! Why an index could not be read or written.

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{OpenReadError, OpenWriteError};
use thiserror::Error;

use kurabe_text::words::DictionaryError;

/// Why an index could not be read or written. What stood before it stands still.
#[derive(Debug, Error)]
pub enum IndexError {
    /// There is no index yet.
    #[error("no index in {}", .0.display())]
    Missing(PathBuf),
    /// The index was written in another format.
    #[error("{} has index format {found}, this program reads {}", folder.display(), super::FORMAT)]
    Format {
        /// Which.
        folder: PathBuf,
        /// Its format.
        found: u32,
    },
    /// Another process is writing it.
    #[error("another process is writing the index in {}", .0.display())]
    Busy(PathBuf),
    /// A file of the index could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of the index does not hold what it should.
    #[error("the index in {} is damaged: {detail}", folder.display())]
    Damaged {
        /// Which.
        folder: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The dictionary inside the program does not open.
    #[error(transparent)]
    Dictionary(#[from] DictionaryError),
    /// What the index should keep could not be put into bytes.
    #[error("cannot encode {what}: {detail}")]
    Encode {
        /// What.
        what: &'static str,
        /// Why.
        detail: String,
    },
    /// A thread that reads documents broke off.
    #[error("a thread that reads documents broke off")]
    ThreadLost,
}

impl IndexError {
    /// An error of the operating system at a path.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    /// Something could not be put into bytes.
    pub(super) fn encode<E: std::fmt::Display>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self::Encode { what, detail: error.to_string() }
    }

    /// An error of tantivy's within a folder: the operating system's word where there is one.
    pub(super) fn engine(folder: &Path) -> impl Fn(TantivyError) -> Self + use<> {
        let folder = folder.to_owned();
        move |error| match system_error(&error) {
            Some(source) => Self::Io { path: folder.clone(), source },
            None => Self::Damaged { folder: folder.clone(), detail: brief(&error.to_string()) },
        }
    }
}

/// The first of many words: a message may quote a whole file.
fn brief(message: &str) -> String {
    const LONGEST: usize = 120;
    let line = message.lines().next().unwrap_or_default();
    if line.chars().count() > LONGEST {
        line.chars().take(LONGEST).collect::<String>() + "…"
    } else {
        line.to_owned()
    }
}

/// What the operating system said, if it was the operating system: tantivy also wraps its own findings (a wrong
/// checksum, a file cut short) as errors of this kind.
fn system_error(error: &TantivyError) -> Option<io::Error> {
    let error: &io::Error = match error {
        TantivyError::IoError(error) => error,
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => io_error,
        _ => return None,
    };
    error.raw_os_error().map(io::Error::from_raw_os_error)
}
