//! Bytes and what is said of them to plans: the one way in, for an index, for a file that is looked at, for a document
//! that is added, and for the text beside a page.
//!
//! In come a document's bytes, its name and what corpus.toml says of it, out come its plans in the order of the text,
//! or why there are none. Where the document lies and where its plans go must not be known here.

use std::io::{self, Read};
use std::path::Path;

use thiserror::Error;

use super::corpus::ManifestEntry;
use kurabe_extract::extract::theme::Themes;
use kurabe_extract::extract::{VERSION, extract};
use kurabe_index::index::{Hash, PlanRow, Problem};
use kurabe_model::Plan;
use kurabe_read::{LIMIT, Options, ReadError, Text, read_with};

/// Why a document gave no plan.
#[derive(Debug, Error)]
pub enum IngestError {
    /// It could not be opened.
    #[error(transparent)]
    Unopened(#[from] io::Error),
    /// It could not be read.
    #[error(transparent)]
    Unread(#[from] ReadError),
}

impl From<IngestError> for Problem {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Unopened(error) => Self::Unopened(error.to_string()),
            IngestError::Unread(error) => Self::Unread(error),
        }
    }
}

/// What stands between the id of a document and the number of a plan in it.
const NUMBER: char = '~';

/// The id of the document that holds a plan: `FILE` of `FILE~2`.
///
/// ```
/// use kurabe::library::ingest::document_of;
/// assert_eq!(document_of("みなと/r5~2"), "みなと/r5");
/// assert_eq!(document_of("みなと/r5"), "みなと/r5");
/// ```
#[must_use]
pub fn document_of(id: &str) -> &str {
    let numbered = id.rsplit_once(NUMBER).filter(|(_, number)| number.parse::<u32>().is_ok_and(|number| number > 0));
    numbered.map_or(id, |(document, _)| document)
}

/// The ids of so many plans of one document: its own, or numbered ones where it holds several.
pub fn ids(document: &str, plans: usize) -> impl Iterator<Item = String> + '_ {
    (1..=plans).map(move |number| match plans {
        1 => document.to_owned(),
        _ => format!("{document}{NUMBER}{number}"),
    })
}

/// The bytes of a file; one that is larger than what is read is refused unopened.
///
/// # Errors
///
/// If it cannot be opened or is too large.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, IngestError> {
    let size = std::fs::metadata(path)?.len();
    if size > LIMIT as u64 {
        return Err(ReadError::TooLarge { size: size as usize, limit: LIMIT }.into());
    }
    Ok(std::fs::read(path)?)
}

/// The bytes of a stream, no more than what is read and one.
///
/// # Errors
///
/// If it cannot be read.
pub fn bytes_from(stream: impl Read) -> Result<Vec<u8>, IngestError> {
    let mut bytes = Vec::new();
    stream.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The lines of a document.
///
/// # Errors
///
/// If it cannot be read.
pub fn lines(bytes: &[u8], name: &str, said: &ManifestEntry) -> Result<Text, IngestError> {
    let extension = Path::new(name).extension().map(|extension| extension.to_string_lossy().into_owned());
    let options = Options { password: said.password.clone(), ocr: said.ocr };
    Ok(read_with(bytes, extension.as_deref(), &options)?)
}

/// The plans of a document, in the order of the text.
///
/// # Errors
///
/// If it cannot be read.
pub fn ingest(bytes: &[u8], name: &str, said: &ManifestEntry, themes: &Themes) -> Result<Vec<Plan>, IngestError> {
    let text = lines(bytes, name, said)?;
    let mut plans = vec![extract(&text, &said.facts)];
    plans.iter_mut().for_each(|plan| themes.assign(plan));
    Ok(plans)
}

/// The plans of a file that somebody named, each with what is known of it.
///
/// # Errors
///
/// If it cannot be opened or read.
pub fn ingest_file(path: &Path, said: &ManifestEntry, themes: &Themes) -> Result<Vec<(PlanRow, Plan)>, IngestError> {
    let name = path.to_string_lossy();
    let plans = ingest(&bytes_of(path)?, &name, said, themes)?;
    Ok(with_rows(plans, (&name, &name), said))
}

/// Plans with what is known of each without opening it: ids by that of their document, and what corpus.toml says.
pub(super) fn with_rows(plans: Vec<Plan>, (id, file): (&str, &str), said: &ManifestEntry) -> Vec<(PlanRow, Plan)> {
    let ids: Vec<String> = ids(id, plans.len()).collect();
    let row = |id: &str, plan: &Plan| PlanRow {
        file: file.to_owned(),
        extent: said.extent,
        sample: said.sample,
        source: said.source.clone(),
        predecessor: said.predecessor.clone(),
        ..PlanRow::of(plan, id)
    };
    ids.iter().zip(plans).map(|(id, plan)| (row(id, &plan), plan)).collect()
}

/// Hash of everything beside a document's bytes that its reading depends on: what corpus.toml says of it, the rules,
/// the themes.
pub(super) fn rules(said: &ManifestEntry, themes: &Hash) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{said:?}").as_bytes()).update(&VERSION.to_le_bytes()).update(themes);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "みなと商工会議所\n令和5年度事業計画\n１．経営支援\n（１）DX推進\n";

    #[test]
    fn one_way_in() {
        let themes = Themes::parse("[[theme]]\nname = \"DX\"\nwords = [\"DX\"]").unwrap();
        let mut said = ManifestEntry::default();
        said.facts.organisation = Some("やまて商工会".to_owned());
        let plans = ingest(PLAN.as_bytes(), "r5.txt", &said, &themes).unwrap();
        assert_eq!(plans.len(), 1);
        assert_eq!(plans[0].organisation.as_deref(), Some("やまて商工会"));
        assert!(plans[0].nodes.iter().any(|node| !node.themes.is_empty()));
        assert!(matches!(ingest(b"", "r5.txt", &said, &themes), Err(IngestError::Unread(ReadError::Empty))));
        assert!(matches!(bytes_of(Path::new("no-such-file")), Err(IngestError::Unopened(_))));
    }

    #[test]
    fn several_plans_are_numbered() {
        assert_eq!(ids("a/b", 1).collect::<Vec<_>>(), ["a/b"]);
        assert_eq!(ids("a/b", 2).collect::<Vec<_>>(), ["a/b~1", "a/b~2"]);
        assert_eq!(document_of("a~b"), "a~b");
        let plans = vec![Plan::default(), Plan::default()];
        let rows = with_rows(plans, ("a", "a.txt"), &ManifestEntry { sample: true, ..ManifestEntry::default() });
        assert!(rows.iter().all(|(row, _)| row.sample && row.file == "a.txt" && document_of(&row.id) == "a"));
    }
}
