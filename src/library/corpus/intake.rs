//! Documents into the corpus and out of it: under which name, and without losing any.
//!
//! In come bytes and what is known of them, out goes a file of the corpus. How a document is read must not be known
//! here.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use toml_edit::{DocumentMut, Item, Table, value};

use super::act::{Act, Desk, hash_of, join, split};
use super::edit::{Facts, Said};
use super::file_name::{free, safe};
use super::files::{CorpusError, Entry, Links, list};
use super::spelling::path_of;
use kurabe_index::index::write_through;
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

/// What became of a document that was to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It lies in the corpus now, or would, under this path.
    New(String),
    /// Its bytes were in the corpus already, under this one.
    Known(String),
}

/// The document of the corpus that has the same bytes, if any; its path below the corpus.
///
/// # Errors
///
/// If the corpus cannot be listed.
pub fn same(corpus: &Path, bytes: &[u8]) -> Result<Option<String>, CorpusError> {
    let alike = |entry: &Entry| {
        // One that cannot be read is not known to be the same.
        entry.stamp.size == bytes.len() as u64 && fs::read(&entry.path).is_ok_and(|other| other == bytes)
    };
    Ok(list(corpus, Links::Everywhere)?.entries.into_iter().find(alike).map(|entry| entry.name))
}

/// Takes a document into the corpus with what is said of it, as one act. A name that is taken gets a number: the
/// version there stays beside the new one.
///
/// # Errors
///
/// If it cannot be written or corpus.toml cannot be changed; then neither is.
pub fn store(corpus: &Path, wanted: &str, bytes: &[u8], said: &Said) -> Result<Taken, CorpusError> {
    let desk = Desk::take(corpus)?;
    if let Some(known) = same(corpus, bytes)? {
        return Ok(Taken::Known(known));
    }
    // A mistake in corpus.toml is told before anything is written.
    Facts::of(corpus, "")?;
    let (folder, name) = split(wanted);
    let to = join(folder, &free(&path_of(corpus, folder), name));
    let from = desk.draft(bytes)?;
    let act = Act { from, to, hash: hash_of(bytes), said: said.facts(), forget: None, spent: None };
    desk.carry_out(act).map(Taken::New)
}

/// Takes a document out of the corpus: it moves to a hidden folder there with what corpus.toml says of it beside it, so
/// that nothing is lost. Gives its new path.
///
/// # Errors
///
/// If it cannot be moved or corpus.toml cannot be changed.
pub fn withdraw(corpus: &Path, entry: &Entry) -> Result<PathBuf, CorpusError> {
    let desk = Desk::take(corpus)?;
    let bytes = fs::read(&entry.path).map_err(CorpusError::at(&entry.path))?;
    let facts = Facts::of(corpus, &entry.id)?;
    let (folder, name) = split(&entry.name);
    let folder = join(REMOVED, folder).trim_end_matches('/').to_owned();
    let target = path_of(corpus, &folder);
    desk.make_folder(&target)?;
    let to = join(&folder, &free(&target, name));
    let beside = path_of(corpus, &format!("{to}{BESIDE}"));
    write_through(&beside, kept_text(entry, &facts).as_bytes()).map_err(CorpusError::at(&beside))?;
    let act = Act {
        from: entry.name.clone(),
        to,
        hash: hash_of(&bytes),
        said: Facts::default(),
        forget: Some(entry.id.clone()),
        spent: None,
    };
    let to = desk.carry_out(act).inspect_err(|_| drop(fs::remove_file(&beside)))?;
    Ok(path_of(corpus, &to))
}

/// Ending of the file beside a document that was taken out.
const BESIDE: &str = ".facts.toml";

/// What is kept beside a document that was taken out.
fn kept_text(entry: &Entry, facts: &Facts) -> String {
    let mut document = DocumentMut::new();
    document.insert("id", value(entry.id.as_str()));
    document.insert("file", value(entry.name.as_str()));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
    document.insert("removed", value(i64::try_from(now).unwrap_or_default()));
    let mut plans = Table::new();
    plans.set_implicit(true);
    for (part, text) in &facts.0 {
        let table = text.parse::<DocumentMut>().map(|facts| facts.as_table().clone()).unwrap_or_default();
        plans.insert(&format!("{}{part}", entry.id), Item::Table(table));
    }
    document.insert(PLANS, Item::Table(plans));
    format!("# kurabe restore \"{}\"\n{document}", entry.id)
}

const PLANS: &str = "plans";

/// A document that was taken out and is kept.
struct Kept {
    id: String,
    /// Where it lay, and where it lies, spelled below the corpus.
    file: String,
    lies: String,
    beside: Option<String>,
    removed: i64,
    facts: Facts,
}

impl Kept {
    fn of(entry: &Entry, corpus: &Path) -> Self {
        let lies = join(REMOVED, &entry.name);
        let beside = format!("{lies}{BESIDE}");
        // What was taken out by an older version has nothing beside it.
        let text = fs::read_to_string(path_of(corpus, &beside)).ok();
        let document = text.as_deref().and_then(|text| text.parse::<DocumentMut>().ok()).unwrap_or_default();
        let word = |key: &str| document.get(key).and_then(Item::as_str).map(str::to_owned);
        let id = word("id").unwrap_or_else(|| entry.id.clone());
        let plans = document.get(PLANS).and_then(Item::as_table).into_iter().flatten();
        let part = |(own, item): (&str, &Item)| Some((own.strip_prefix(&id)?.to_owned(), item.to_string()));
        Self {
            facts: Facts(plans.filter_map(part).collect()),
            file: word("file").unwrap_or_else(|| entry.name.clone()),
            beside: text.is_some().then_some(beside),
            removed: document.get("removed").and_then(Item::as_integer).unwrap_or_default(),
            lies,
            id,
        }
    }
}

fn all_kept(corpus: &Path) -> Result<Vec<Kept>, CorpusError> {
    let folder = corpus.join(REMOVED);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    Ok(list(&folder, Links::Within)?.entries.iter().map(|entry| Kept::of(entry, corpus)).collect())
}

/// Brings a document that was taken out back, the latest of this id, with what corpus.toml said of it. Gives its path
/// below the corpus; if there is none of this id, the ids of those that could be meant.
///
/// # Errors
///
/// If it cannot be moved or corpus.toml cannot be changed; then neither is.
pub fn restore(corpus: &Path, id: &str) -> Result<Result<String, Vec<String>>, CorpusError> {
    if !corpus.is_dir() {
        return Err(CorpusError::Missing(corpus.to_owned()));
    }
    let desk = Desk::take(corpus)?;
    let all = all_kept(corpus)?;
    let meant = all.iter().filter(|kept| kept.id == id || kept.file == id);
    let Some(kept) = meant.max_by_key(|kept| (kept.removed, &kept.lies)) else {
        return Ok(Err(all.into_iter().map(|kept| kept.id).filter(|kept| kept.contains(id)).collect()));
    };
    let path = path_of(corpus, &kept.lies);
    let bytes = fs::read(&path).map_err(CorpusError::at(&path))?;
    let (folder, name) = split(&kept.file);
    let act = Act {
        from: kept.lies.clone(),
        to: join(folder, &free(&path_of(corpus, folder), name)),
        hash: hash_of(&bytes),
        said: kept.facts.clone(),
        forget: None,
        spent: kept.beside.clone(),
    };
    desk.carry_out(act).map(Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_side_by_side_and_what_goes_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let said = Said { title: Some("計画".into()), ..Said::default() };
        let stored = |name: &str, bytes: &[u8]| match store(folder.path(), name, bytes, &said).unwrap() {
            Taken::New(name) => name,
            Taken::Known(name) => panic!("{name} is known"),
        };
        let first = stored("みなと/計画.txt", b"a");
        let second = stored("みなと/計画.pdf", b"b");
        assert_eq!((first.as_str(), second.as_str()), ("みなと/計画.txt", "みなと/計画_v2.pdf"));
        assert_eq!(same(folder.path(), b"b").unwrap().as_deref(), Some("みなと/計画_v2.pdf"));
        let entries = list(folder.path(), Links::Within).unwrap().entries;
        let manifest = || fs::read_to_string(folder.path().join("corpus.toml")).unwrap();
        let before = manifest();
        let kept = withdraw(folder.path(), &entries[0]).unwrap();
        assert_eq!(
            (fs::read(kept).unwrap(), list(folder.path(), Links::Within).unwrap().entries.len()),
            (b"a".to_vec(), 1)
        );
        assert!(!manifest().contains("計画\"]"), "{}", manifest());
        assert_eq!(restore(folder.path(), "みなと").unwrap(), Err(vec!["みなと/計画".to_owned()]));
        assert_eq!(restore(folder.path(), "みなと/計画").unwrap(), Ok("みなと/計画.txt".to_owned()));
        assert_eq!(list(folder.path(), Links::Within).unwrap().entries.len(), 2);
        let sorted = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(sorted(&manifest()), sorted(&before));
        assert!(!folder.path().join(REMOVED).exists(), "nothing is left over");
    }
}
