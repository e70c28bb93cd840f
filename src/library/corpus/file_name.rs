//! Names of files in the corpus: one that nobody has, and the id that a name gives.
//!
//! In comes a name, out comes another. What a document says must not be known here.

use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::files::without_extension;

/// The name, or the first with a number behind it whose id nobody has. Names that differ only in case or extension
/// count as taken: some file systems, and ids, do not part them.
pub(super) fn free(folder: &Path, name: &str) -> String {
    let (stem, end) = match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    };
    let plain = |stem: &str| stem.nfc().collect::<String>().to_lowercase();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let taken: Vec<String> = entries
        .filter_map(|entry| Some(plain(&Path::new(&entry.file_name()).file_stem()?.to_string_lossy())))
        .collect();
    let is_free = |stem: &str| !taken.contains(&plain(stem));
    if is_free(stem) {
        return name.to_owned();
    }
    (2..).map(|version| format!("{stem}_v{version}")).find(|stem| is_free(stem)).unwrap_or_default() + end
}

/// The id of a document that lies alone under its name: the path without extension, in NFC.
pub(super) fn id_of(name: &str) -> String {
    without_extension(&name.nfc().collect::<String>()).to_owned()
}
