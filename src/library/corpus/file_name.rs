//! Names of files in the corpus: one that nobody has, and the id that a name gives.
//!
//! In comes a name, out comes another. What a document says must not be known here.

use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::files::without_extension;

/// Letters of a name, so that a path stays within what Windows opens.
const LONGEST: usize = 60;

/// A name that every file system takes: no separators, no signs or words that Windows keeps for itself.
pub(super) fn safe(name: &str) -> String {
    const KEPT: [&str; 4] = ["con", "prn", "aux", "nul"];
    let plain = |letter: char| match letter {
        // What ends in `~2` would be taken for the second plan of a document.
        '~' => '-',
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
        letter if letter.is_control() || letter.is_whitespace() => '_',
        letter => letter,
    };
    let name: String = name.trim().nfc().map(plain).take(LONGEST).collect();
    let name = name.trim_end_matches(['.', '_']).trim_start_matches(['.', '~', '_']);
    let lower = name.to_ascii_lowercase();
    let port = ["com", "lpt"].iter().any(|port| lower.len() == 4 && lower.starts_with(port));
    if name.is_empty() || port || KEPT.contains(&lower.as_str()) { format!("_{name}") } else { name.to_owned() }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_every_file_system() {
        for (name, fits) in [
            ("A/B:C?", "A_B_C"),
            ("con", "_con"),
            ("LPT1", "_LPT1"),
            ("計画.", "計画"),
            ("..", "_"),
            ("か\u{3099}", "が"),
        ] {
            assert_eq!(safe(name), fits);
        }
        assert_eq!(safe(&"長".repeat(300)).chars().count(), LONGEST);
    }
}
