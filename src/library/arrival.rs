//! A document on its way into the corpus: how its file should end and where it should lie, the same for the terminal
//! and the browser.
//!
//! In come a file's name, its bytes and what was understood of it, out comes a path below the corpus. Who brings it, and
//! how it is stored, must not be known here.

use std::path::Path;

use super::corpus::{CorpusError, Naming, same, without_extension};
use kurabe_read::Format;

/// What standard input is called.
const PIPE: &str = "-";

/// The ending that a document should have: what its bytes show, else its own.
#[must_use]
pub fn extension_of(file: &Path, bytes: &[u8]) -> String {
    let own = file.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
    let fits = Format::of(Some(&own)).is_some_and(|format| Format::shown(bytes).is_none_or(|shown| shown == format));
    if fits && !own.is_empty() {
        return own;
    }
    Format::shown(bytes)
        .map_or_else(|| if own.is_empty() { "txt".to_owned() } else { own }, |shown| shown.extension().to_owned())
}

/// The path below the corpus that a document should have, by the plan that it holds.
#[must_use]
pub fn place_of(file: &Path, extension: &str, plan: Naming<'_>) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Naming { stem: if stem == PIPE { "stdin" } else { &stem }, extension, ..plan }.path()
}

/// Is a document in the corpus already? One that is not there yet holds nothing.
///
/// # Errors
///
/// If the corpus cannot be listed.
pub fn known(corpus: &Path, bytes: &[u8]) -> Result<Option<String>, CorpusError> {
    match same(corpus, bytes) {
        Err(CorpusError::Missing(_)) => Ok(None),
        found => found,
    }
}

/// The id of a document by its path below the corpus.
#[must_use]
pub fn id_of(name: &str) -> &str {
    without_extension(name)
}
