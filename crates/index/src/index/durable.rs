//! Writing that is on the disk when it is done: files with their bytes, folders with the names in them.
//!
//! In come paths and bytes, out goes nothing that a loss of power takes back. What is written must not be known here.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes a new file and waits until the disk has it. What lay there is unlinked first, never written over: it may be
/// shared under another name.
///
/// # Errors
///
/// The system's.
pub fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Waits until the disk has the names of a folder. Systems that open no folders (Windows) keep them by themselves.
///
/// # Errors
///
/// The system's.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let synced = File::open(folder)?.sync_all();
        // Some network shares do not know it of folders.
        return match synced {
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            other => other,
        };
    }
    Ok(())
}
