//! Documents into the corpus and out of it: under which name, and without losing any.
//!
//! In come bytes and what is known of them, out goes a file of the corpus. How a document is read must not be known
//! here.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::files::{CorpusError, list};
use kurabe_model::Period;

/// What names a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Naming<'a> {
    /// Whose plan it is.
    pub organisation: Option<&'a str>,
    /// Its title.
    pub title: Option<&'a str>,
    /// The years it covers.
    pub period: Option<Period>,
    /// The name of the file it came in, without extension.
    pub stem: &'a str,
    /// Its extension, without the point; may be empty.
    pub extension: &'a str,
}

/// The folder of documents that name no body.
const UNNAMED: &str = "団体名なし";

/// Hidden, so that what was taken out is no document any more and can still be put back.
const REMOVED: &str = ".removed";

/// Letters of a name, so that a path stays within what Windows opens.
const LONGEST: usize = 60;

impl Naming<'_> {
    /// The path below the corpus, with `/`: `みなと商工会議所/2021-2023_第2期中期行動計画.pdf`.
    ///
    /// ```
    /// use kurabe::library::corpus::Naming;
    /// use kurabe_model::Period;
    /// let naming = Naming { organisation: Some("みなと商工会議所"), title: Some("事業計画"), period: Some(Period::year(2021)), stem: "r3", extension: "PDF" };
    /// assert_eq!(naming.path(), "みなと商工会議所/2021_事業計画.pdf");
    /// assert_eq!(Naming { stem: "a:b", ..Naming::default() }.path(), "団体名なし/a_b");
    /// ```
    #[must_use]
    pub fn path(&self) -> String {
        let folder = self.organisation.map_or_else(|| UNNAMED.to_owned(), safe);
        let years = self.period.map(|period| match (period.from.0, period.to.0) {
            (from, to) if from == to => format!("{from}_"),
            (from, to) => format!("{from}-{to}_"),
        });
        let name = safe(&format!("{}{}", years.unwrap_or_default(), self.title.unwrap_or(self.stem)));
        let end = if self.extension.is_empty() { String::new() } else { format!(".{}", self.extension.to_lowercase()) };
        format!("{folder}/{name}{end}")
    }
}

/// A name that every file system takes: no separators, no signs or words that Windows keeps for itself.
fn safe(name: &str) -> String {
    const KEPT: [&str; 4] = ["con", "prn", "aux", "nul"];
    let plain = |letter: char| match letter {
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

/// The document of the corpus that has the same bytes, if any; its path below the corpus.
///
/// # Errors
///
/// If the corpus cannot be listed or a document of this size cannot be read.
pub fn same(corpus: &Path, bytes: &[u8]) -> Result<Option<String>, CorpusError> {
    for entry in list(corpus)?.into_iter().filter(|entry| entry.size == bytes.len() as u64) {
        let other = fs::read(&entry.path).map_err(unreadable(&entry.path))?;
        if other == bytes {
            return Ok(Some(entry.name));
        }
    }
    Ok(None)
}

/// Puts a document into the corpus. A name that is taken gets a number: the version there stays beside the new one.
/// Gives the path below the corpus.
///
/// # Errors
///
/// If it cannot be written; then no part of it is left.
pub fn store(corpus: &Path, wanted: &str, bytes: &[u8]) -> Result<String, CorpusError> {
    let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
    let target =
        folder.split('/').filter(|part| !part.is_empty()).fold(corpus.to_owned(), |path, part| path.join(part));
    fs::create_dir_all(&target).map_err(unreadable(&target))?;
    let draft = target.join(format!(".{}.part", std::process::id()));
    let written = write(&draft, bytes).map_err(unreadable(&draft));
    let stored = written.and_then(|()| {
        let name = free(&target, name);
        let path = target.join(&name);
        fs::rename(&draft, &path).map_err(unreadable(&path))?;
        Ok(if folder.is_empty() { name } else { format!("{folder}/{name}") })
    });
    if stored.is_err() {
        let _ = fs::remove_file(&draft);
    }
    stored
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The name, or the first with a number behind it whose id nobody has. Names that differ only in case or extension
/// count as taken: some file systems, and ids, do not part them.
fn free(folder: &Path, name: &str) -> String {
    let (stem, end) = match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at(dot),
        _ => (name, ""),
    };
    let taken: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some(Path::new(&entry.file_name()).file_stem()?.to_string_lossy().nfc().collect::<String>())
        })
        .map(|stem| stem.to_lowercase())
        .collect();
    let is_free = |stem: &str| !taken.contains(&stem.to_lowercase());
    if is_free(stem) {
        return name.to_owned();
    }
    (2..).map(|version| format!("{stem}_v{version}")).find(|stem| is_free(stem)).unwrap_or_default() + end
}

/// Takes a document out of the corpus: it moves to a hidden folder there, so that nothing is lost. Gives its new path.
///
/// # Errors
///
/// If it cannot be moved.
pub fn withdraw(corpus: &Path, name: &str) -> Result<PathBuf, CorpusError> {
    let path = name.split('/').fold(corpus.to_owned(), |path, part| path.join(part));
    let folder = name.split('/').rev().skip(1).collect::<Vec<_>>();
    let target = folder.into_iter().rev().fold(corpus.join(REMOVED), |path, part| path.join(part));
    fs::create_dir_all(&target).map_err(unreadable(&target))?;
    let kept = target.join(free(&target, name.rsplit('/').next().unwrap_or(name)));
    fs::rename(&path, &kept).map_err(unreadable(&path))?;
    if let Some(folder) = path.parent().filter(|folder| *folder != corpus) {
        // Only an empty folder goes.
        let _ = fs::remove_dir(folder);
    }
    Ok(kept)
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> CorpusError + use<> {
    let path = path.to_owned();
    move |source| CorpusError::Unreadable { path, source }
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

    #[test]
    fn versions_stand_side_by_side_and_what_goes_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let first = store(folder.path(), "みなと/計画.txt", b"a").unwrap();
        let second = store(folder.path(), "みなと/計画.pdf", b"b").unwrap();
        assert_eq!((first.as_str(), second.as_str()), ("みなと/計画.txt", "みなと/計画_v2.pdf"));
        assert_eq!(same(folder.path(), b"b").unwrap().as_deref(), Some("みなと/計画_v2.pdf"));
        let kept = withdraw(folder.path(), &first).unwrap();
        assert_eq!((fs::read(kept).unwrap(), list(folder.path()).unwrap().len()), (b"a".to_vec(), 1));
    }
}
