//! Bytes and what is said of them to plans: the one way in, for an index, for a file that is looked at, for a document
//! that is added, and for the text beside a page.
//!
//! In come a document's bytes, its name and what corpus.toml says of it, out come its plans in the order of the text,
//! or why there are none. Where the document lies and where its plans go must not be known here.

use std::convert::Infallible;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use super::corpus::{Corrections, Manifest, ManifestEntry, NUMBER};
use super::meant::meant;
use kurabe_extract::blocks::restore;
use kurabe_extract::correct::{Reading, correct, fit};
use kurabe_extract::extract::theme::Themes;
use kurabe_extract::extract::{VERSION, extract_all};
use kurabe_index::index::{Hash, PlanRow, Problem};
use kurabe_model::{Correction, Notice, NoticeKind, Plan, Within};
use kurabe_read::{LIMIT, Options, ReadError, Text, read_with, unpacked};

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

/// Megabytes of memory that understanding one document may take; six hundred are the most that the program takes, and
/// an index needs some of them for its postings. The longest plans that bodies publish take less than forty.
const MOST_MEMORY: usize = 400;
const MB: usize = 1 << 20;
/// Documents of which more bytes unpack, or whose text takes more memory, are read one after the other.
const LARGE: u64 = 8 << 20;
const LARGE_TEXT: usize = 32 * MB;
static TURN: Mutex<()> = Mutex::new(());

/// Bytes of memory that understanding a text takes, about: each line may become an item, each cell a figure.
fn memory(text: &Text) -> usize {
    const PER_BYTE: usize = 8;
    const PER_LINE: usize = 1_300;
    const PER_CELL: usize = 350;
    let of = |line: &str| {
        let cells = memchr::memchr2_iter(b'\t', b'|', line.as_bytes()).count();
        line.len() * PER_BYTE + PER_LINE + cells * PER_CELL
    };
    text.lines.iter().map(|line| of(&line.text)).sum()
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
    // Devices say nothing of their size, and files grow.
    bytes_from(std::fs::File::open(path)?)
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

/// What is said of a plan of a document by its number, where the document holds several, and by what its text says that it
/// is; of the document where the text says nothing yet.
pub type Said<'a> = &'a dyn Fn(Option<usize>, &Within) -> ManifestEntry;

/// What somebody says of a file that is in no corpus.
pub fn said_of_file(entry: &ManifestEntry) -> impl Fn(Option<usize>, &Within) -> ManifestEntry + '_ {
    move |number, _| if number.is_some() { entry.clone().of_parts() } else { entry.clone() }
}

/// The plans of a document, in the order of the text.
///
/// # Errors
///
/// If it cannot be read.
pub fn ingest(bytes: &[u8], name: &str, said: Said<'_>, themes: &Themes) -> Result<Vec<Plan>, IngestError> {
    corrected(bytes, name, said, themes, ("", &Corrections::default()))
}

/// The plans of a document as their readers corrected them; `id` is that of the document.
///
/// # Errors
///
/// If it cannot be read.
pub(super) fn corrected(
    bytes: &[u8],
    name: &str,
    said: Said<'_>,
    themes: &Themes,
    (id, corrections): (&str, &Corrections),
) -> Result<Vec<Plan>, IngestError> {
    let mut read = understand(bytes, name, said)?;
    let shares = shares(&read, themes, id, corrections);
    let plans = std::mem::take(&mut read.plans).into_iter().zip(shares).enumerate();
    let mend = |(at, (plan, Share { own, homeless })): (usize, (Plan, Share<'_>))| {
        let mut plan = correct(plan, &read.reading(at, themes), &own).plan;
        plan.notices.extend(homeless);
        plan
    };
    Ok(plans.map(mend).collect())
}

/// A document as it was read, before anything is corrected.
pub(super) struct Understood {
    /// Its lines, as the reading took them.
    text: Text,
    /// Its plans, in their order.
    pub(super) plans: Vec<Plan>,
    /// Where the lines of each stand among those of the document.
    places: Vec<Range<usize>>,
}

impl Understood {
    fn of(text: Text, plans: Vec<Plan>) -> Self {
        let begin = |plan: &Plan| {
            let passages = plan.passages.iter().map(|passage| passage.span.first);
            let first = passages.chain(plan.furniture.iter().map(|piece| piece.span.first)).min();
            first.map_or(0, |first| text.lines.partition_point(|line| line.number < first))
        };
        // What stands before the first belongs to it too.
        let begins: Vec<usize> = std::iter::once(0).chain(plans.iter().skip(1).map(begin)).collect();
        let ends = begins.iter().skip(1).copied().chain([text.lines.len()]);
        let places = begins.iter().copied().zip(ends).map(|(from, to)| from..to).collect();
        Self { places, text, plans }
    }

    /// What one of its plans was read from.
    pub(super) fn reading<'a>(&'a self, at: usize, themes: &'a Themes) -> Reading<'a> {
        let lines = self.places.get(at).and_then(|place| self.text.lines.get(place.clone())).unwrap_or_default();
        Reading { lines, themes }
    }
}

/// Reads a document.
///
/// # Errors
///
/// If it cannot be read.
pub(super) fn understand(bytes: &[u8], name: &str, said: Said<'_>) -> Result<Understood, IngestError> {
    // Of large documents one is read at a time.
    let turn = || TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let reading = (unpacked(bytes) > LARGE).then(turn);
    let text = lines(bytes, name, &said(None, &Within::default()))?;
    let needed = memory(&text);
    if needed > MOST_MEMORY * MB {
        return Err(ReadError::TooMuch { needed: needed / MB, limit: MOST_MEMORY }.into());
    }
    let _understanding = (reading.is_none() && needed > LARGE_TEXT).then(turn);
    let plans = extract_all(&text, |number, stated| said(number, stated).facts);
    Ok(Understood::of(restore(&text).into_owned(), plans))
}

/// What of a document's corrections is about one of its plans.
#[derive(Default)]
pub(super) struct Share<'a> {
    pub(super) own: Vec<&'a Correction>,
    /// Of those whose plan is not there and that fit none or several: said with the first plan.
    homeless: Vec<Notice>,
}

/// The corrections of a document by its plans: of an only plan all that may be about it are.
pub(super) fn shares<'a>(
    read: &Understood,
    themes: &Themes,
    document: &'a str,
    corrections: &'a Corrections,
) -> Vec<Share<'a>> {
    let mut shares: Vec<Share<'a>> = read.plans.iter().map(|_| Share::default()).collect();
    let ids: Vec<String> = ids(document, read.plans.len()).collect();
    let plans: Vec<(&str, &Within)> =
        ids.iter().zip(&read.plans).map(|(id, plan)| (id.as_str(), &plan.stated)).collect();
    for correction in corrections.about(document) {
        let fit = |at: usize| Ok(fit(&read.plans[at], &read.reading(at, themes), &shares[at].own, correction));
        let Ok(found) = meant::<Infallible>(&plans, (&correction.plan, correction.at.within.as_ref()), fit);
        match found {
            Ok(at) => shares[at].own.push(correction),
            Err(misfit) => {
                let (number, words) = (correction.number, correction.at.words.clone());
                let notice = Notice::new(NoticeKind::Correction { number, words, misfit }, None);
                shares.first_mut().into_iter().for_each(|share| share.homeless.push(notice.clone()));
            }
        }
    }
    shares
}

/// The plans of a file that somebody named, each with what is known of it.
///
/// # Errors
///
/// If it cannot be opened or read.
pub fn ingest_file(path: &Path, said: &ManifestEntry, themes: &Themes) -> Result<Vec<(PlanRow, Plan)>, IngestError> {
    let name = path.to_string_lossy();
    let said = said_of_file(said);
    let plans = ingest(&bytes_of(path)?, &name, &said, themes)?;
    Ok(with_rows(plans, (&name, &name), &said))
}

/// Plans with what is known of each without opening it: ids by that of their document, and what corpus.toml says.
pub(super) fn with_rows(plans: Vec<Plan>, (id, file): (&str, &str), said: Said<'_>) -> Vec<(PlanRow, Plan)> {
    let ids: Vec<String> = ids(id, plans.len()).collect();
    let is_one = plans.len() == 1;
    let row = |number: usize, id: &str, plan: &Plan| {
        let said = said((!is_one).then_some(number), &plan.stated);
        PlanRow {
            file: file.to_owned(),
            extent: said.extent,
            sample: said.sample,
            source: said.source,
            predecessor: said.predecessor,
            reports_on: said.reports_on,
            ..PlanRow::of(plan, id)
        }
    };
    (1..).zip(&ids).zip(plans).map(|((number, id), plan)| (row(number, id, &plan), plan)).collect()
}

/// Hash of everything beside a document's bytes that its reading depends on: what corpus.toml says of it and of its
/// plans, what readers corrected of them, the rules, the themes.
pub(super) fn rules((manifest, corrections): (&Manifest, &Corrections), id: &str, themes: &Hash) -> Hash {
    let said: Vec<(&str, &ManifestEntry)> = manifest.about(id).collect();
    let mends: Vec<&Correction> = corrections.about(id).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{said:?}{mends:?}").as_bytes()).update(&VERSION.to_le_bytes()).update(themes);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::corpus::document_of;
    use super::*;

    const PLAN: &str = "みなと商工会議所\n令和5年度事業計画\n１．経営支援\n（１）DX推進\n";

    #[test]
    fn one_way_in() {
        let themes = Themes::parse("[[theme]]\nname = \"DX\"\nwords = [\"DX\"]").unwrap();
        let mut said = ManifestEntry::default();
        said.facts.organisation = Some("やまて商工会".to_owned());
        let said = said_of_file(&said);
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
        let said = ManifestEntry { sample: true, ..ManifestEntry::default() };
        let rows = with_rows(plans, ("a", "a.txt"), &said_of_file(&said));
        assert!(rows.iter().all(|(row, _)| row.sample && row.file == "a.txt" && document_of(&row.id) == "a"));
    }
}
