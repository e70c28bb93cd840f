//! Writing an index: what changed in the corpus is read again, everything else is carried over.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use tantivy::directory::MmapDirectory;
use tantivy::indexer::{LogMergePolicy, MergePolicy, NoMergePolicy, UserOperation};
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, Term};

use super::error::IndexError;
use super::generation::{self, Head, Writing, write_through};
use super::schema::{Fields, analysers, schema};
use super::segment::SegmentBuilder;
use super::store::{FILES, PLANS, read_table};
use super::table::{FileRow, Files, PlanNumber, PlanRow, Problem};
use crate::corpus::{self, Entry, Manifest, ManifestEntry};
use kurabe_extract::extract::theme::Themes;
use kurabe_extract::extract::{self, extract};
use kurabe_read::ReadError;
use kurabe_text::words::Words;

/// What an index is built from, and how.
pub struct Recipe<'a> {
    /// Folder of the documents.
    pub corpus: &'a Path,
    /// Folder of the index.
    pub index: &'a Path,
    /// The text of themes.toml, and what was read from it.
    pub themes: (&'a str, &'a Themes),
    /// More changed files than this are not read: the refresh is refused. For reading commands, which must answer.
    pub most: usize,
    /// Everything is read and written again; what stood before answers until then.
    pub anew: bool,
    /// Told after each file: done, of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// What a refresh found and did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Files that were read anew or for the first time.
    pub read: usize,
    /// Plans that went because their file did.
    pub removed: usize,
    /// Files as they were.
    pub unchanged: usize,
    /// Files that gave no plan, and why; all of the corpus, not only those read now.
    pub problems: Vec<(String, Problem)>,
    /// Ids in corpus.toml that no file has.
    pub strays: Vec<String>,
    /// More files had changed than [`Recipe::most`]; nothing was done.
    pub refused: bool,
}

/// Memory that a thread fills with postings before it writes a segment, in bytes.
const SEGMENT_MEMORY: usize = 120 << 20;

/// Brings the index up to date with its corpus.
///
/// # Errors
///
/// If the corpus or corpus.toml cannot be read, another process writes, or the disk does not take it. The index is
/// then as it was.
pub fn refresh(recipe: &Recipe<'_>) -> Result<Outcome, IndexError> {
    let manifest = Manifest::of(recipe.corpus)?;
    let entries = corpus::list(recipe.corpus)?;
    let before = if recipe.anew { None } else { State::load(recipe)? };
    let survey = survey(recipe, &manifest, entries, before.as_ref());
    let mut outcome = Outcome { unchanged: survey.kept.len(), removed: survey.removed.len(), ..Outcome::default() };
    outcome.strays = strays(&manifest, &survey);
    if let Some(state) = before.as_ref().filter(|state| survey.is_idle(state)) {
        outcome.problems = problems(&state.files.rows);
        return Ok(outcome);
    }
    if survey.changed.len() > recipe.most {
        outcome.refused = true;
        return Ok(outcome);
    }
    let writing = Writing::begin(recipe.index)?;
    let (number, folder) = writing.prepare(before.as_ref().map(|state| state.head.generation))?;
    match write(recipe, &manifest, before, survey, number, &folder) {
        Ok((head, rows, read)) => {
            writing.publish(&head).inspect_err(|_| writing.discard(number))?;
            writing.sweep(number);
            outcome.read = read;
            outcome.problems = problems(&rows);
            Ok(outcome)
        }
        Err(error) => {
            writing.discard(number);
            Err(error)
        }
    }
}

fn problems(rows: &[FileRow]) -> Vec<(String, Problem)> {
    rows.iter().filter_map(|row| Some((row.name.clone(), row.problem.clone()?))).collect()
}

fn strays(manifest: &Manifest, survey: &Survey) -> Vec<String> {
    let known =
        |id: &str| survey.kept.iter().any(|row| row.id == id) || survey.changed.iter().any(|(entry, _)| entry.id == id);
    manifest.ids().filter(|id| !known(id)).map(str::to_owned).collect()
}

/// The generation that stands.
struct State {
    head: Head,
    plans: Vec<PlanRow>,
    files: Files,
}

impl State {
    /// Loads it; none if there is no index that can be built upon.
    fn load(recipe: &Recipe<'_>) -> Result<Option<Self>, IndexError> {
        let head = match generation::newest(recipe.index) {
            Ok(head) => head,
            Err(IndexError::Missing(_) | IndexError::Format { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let folder = generation::folder(recipe.index, head.generation);
        let (plans, files) = (read_table(&folder.join(PLANS)), read_table(&folder.join(FILES)));
        // A damaged index is derived data: it is built anew.
        let (Ok(plans), Ok(files)) = (plans, files) else { return Ok(None) };
        Ok(Some(Self { head, plans, files }))
    }
}

/// What has to be done.
struct Survey {
    /// Rows of files that are as they were.
    kept: Vec<FileRow>,
    /// Files to look into, with their row where they had one.
    changed: Vec<(Entry, Option<FileRow>)>,
    /// Plans of files that are gone.
    removed: Vec<PlanNumber>,
}

impl Survey {
    fn is_idle(&self, state: &State) -> bool {
        self.changed.is_empty() && self.removed.is_empty() && self.kept.len() == state.files.rows.len()
    }
}

fn survey(recipe: &Recipe<'_>, manifest: &Manifest, entries: Vec<Entry>, before: Option<&State>) -> Survey {
    let same_corpus = before.is_some_and(|state| state.head.corpus == name_of(recipe.corpus));
    let mut rows: HashMap<&str, &FileRow> =
        before.map(|state| state.files.rows.iter().map(|row| (row.name.as_str(), row)).collect()).unwrap_or_default();
    let mut survey = Survey { kept: Vec::new(), changed: Vec::new(), removed: Vec::new() };
    let themes = blake3::hash(recipe.themes.0.as_bytes());
    for entry in entries {
        let row = rows.remove(entry.name.as_str());
        let is_same = |row: &&FileRow| {
            same_corpus
                && (row.size, row.modified, &row.id) == (entry.size, entry.modified, &entry.id)
                && row.key == key(&row.content, &manifest.get(&entry.id), themes)
                && !matches!(row.problem, Some(Problem::Unreadable(_)))
        };
        match row.filter(is_same) {
            Some(row) => survey.kept.push(row.clone()),
            None => survey.changed.push((entry, row.cloned())),
        }
    }
    survey.removed = rows.into_values().filter_map(|row| row.plan).collect();
    survey.removed.sort_unstable();
    survey
}

/// Everything that the reading of a file depends on: its bytes, what corpus.toml says of it, the rules, the themes.
fn key(content: &[u8; 32], entry: &ManifestEntry, themes: blake3::Hash) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(content).update(format!("{entry:?}").as_bytes());
    hasher.update(&extract::VERSION.to_le_bytes()).update(themes.as_bytes());
    *hasher.finalize().as_bytes()
}

fn name_of(corpus: &Path) -> String {
    let path = std::path::absolute(corpus).unwrap_or_else(|_| corpus.to_owned());
    path.to_string_lossy().into_owned()
}

/// What reading one file gave.
enum Reading {
    /// Touched, but as it was.
    Same(FileRow),
    Plan(Box<(FileRow, PlanRow)>),
    Problem(FileRow),
}

fn write(
    recipe: &Recipe<'_>,
    manifest: &Manifest,
    before: Option<State>,
    survey: Survey,
    number: u64,
    folder: &Path,
) -> Result<(Head, Vec<FileRow>, usize), IndexError> {
    let engine = IndexError::engine(folder);
    let (schema, fields) = schema();
    let words = Words::open()?;
    let mut index = match &before {
        Some(_) => Index::open_in_dir(folder).map_err(&engine)?,
        None => {
            // Stored plans are compressed already.
            let settings = IndexSettings { docstore_compression: Compressor::None, ..IndexSettings::default() };
            let directory = MmapDirectory::open(folder).map_err(|error| engine(error.into()))?;
            Index::create(directory, schema, settings).map_err(&engine)?
        }
    };
    index.set_tokenizers(analysers(words));
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).map_err(&engine)?;
    let (mut plans, mut next) = before.map_or((Vec::new(), 0), |state| (state.plans, state.files.next));
    let first = next;
    next += survey.changed.len() as u32;
    writer.set_merge_policy(merge_policy(plans.is_empty()));
    let readings = read_all(recipe, manifest, &survey, first, (&writer, fields))?;

    let mut gone = survey.removed;
    let mut rows = survey.kept;
    let mut read = 0;
    for ((_, old), reading) in survey.changed.iter().zip(readings) {
        let old = old.as_ref().and_then(|row| row.plan);
        match reading {
            Reading::Same(row) => rows.push(row),
            Reading::Plan(both) => {
                gone.extend(old);
                read += 1;
                rows.push(both.0);
                plans.push(both.1);
            }
            Reading::Problem(row) => {
                gone.extend(old);
                read += 1;
                rows.push(row);
            }
        }
    }
    let gone: std::collections::HashSet<PlanNumber> = gone.into_iter().collect();
    plans.retain(|row| !gone.contains(&row.number));
    plans.sort_by(|a, b| a.id.cmp(&b.id));
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let deletes = gone.iter().map(|plan| UserOperation::Delete(Term::from_field_u64(fields.plan, u64::from(plan.0))));
    writer.run(deletes).map_err(&engine)?;
    writer.commit().map_err(&engine)?;
    writer.wait_merging_threads().map_err(&engine)?;

    write_table(&folder.join(PLANS), &plans)?;
    let files = Files { rows, next };
    write_table(&folder.join(FILES), &files)?;
    let built = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
    let head = Head {
        format: super::FORMAT,
        generation: number,
        corpus: name_of(recipe.corpus),
        built,
        files: files.rows.len(),
        plans: plans.len(),
        themes: recipe.themes.1.names().to_vec(),
    };
    Ok((head, files.rows, read))
}

/// Which segments are put together. A first build leaves its large segments as they are; later ones gather the small
/// segments that refreshes make, and rewrite a large one only when much of it is gone, so that one changed file never
/// costs a rewriting of the whole index.
fn merge_policy(is_first: bool) -> Box<dyn MergePolicy> {
    const SMALL: usize = 100_000;
    if is_first {
        return Box::new(NoMergePolicy);
    }
    let mut policy = LogMergePolicy::default();
    policy.set_max_docs_before_merge(SMALL);
    policy.set_min_num_segments(4);
    policy.set_del_docs_ratio_before_merge(0.3);
    Box::new(policy)
}

fn write_table<T: serde::Serialize>(path: &Path, table: &T) -> Result<(), IndexError> {
    let bytes = postcard::to_stdvec(table).map_err(IndexError::encode("a table"))?;
    write_through(path, &bytes)
}

/// Reads the changed files on all cores. Each thread fills segments of its own, so that nothing waits in queues and
/// the passages of a plan lie side by side.
fn read_all(
    recipe: &Recipe<'_>,
    manifest: &Manifest,
    survey: &Survey,
    first: u32,
    (writer, fields): (&IndexWriter<TantivyDocument>, Fields),
) -> Result<Vec<Reading>, IndexError> {
    let total = survey.changed.len();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let failed: Mutex<Option<IndexError>> = Mutex::new(None);
    let readings: Mutex<Vec<(usize, Reading)>> = Mutex::new(Vec::with_capacity(total));
    let themes = blake3::hash(recipe.themes.0.as_bytes());
    // One more than there are cores: while one waits for the disk to take a segment, the others go on.
    let threads = (std::thread::available_parallelism().map_or(1, usize::from) + 1).min(total.max(1)).min(8);
    // Neighbouring files are plans of one body: read together, they share a block of the store.
    let stretch = (total / (threads * 64)).clamp(1, 32);
    let work = || -> Result<(), IndexError> {
        let mut segment = SegmentBuilder::new(writer, fields, SEGMENT_MEMORY, recipe.index);
        loop {
            let start = next.fetch_add(stretch, Ordering::Relaxed);
            if start >= total {
                return segment.finish();
            }
            for place in start..(start + stretch).min(total) {
                if failed.lock().is_ok_and(|error| error.is_some()) {
                    return Ok(());
                }
                let (entry, old) = &survey.changed[place];
                let facts = manifest.get(&entry.id);
                let plan = PlanNumber(first + place as u32);
                let reading = read_one(entry, old.as_ref(), facts, (themes, recipe.themes.1), plan, &mut segment)?;
                if let Ok(mut readings) = readings.lock() {
                    readings.push((place, reading));
                }
                (recipe.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                if let Err(error) = work()
                    && let Ok(mut failed) = failed.lock()
                {
                    failed.get_or_insert(error);
                }
            });
        }
    });
    if let Some(error) = failed.into_inner().unwrap_or_default() {
        return Err(error);
    }
    let mut readings = readings.into_inner().unwrap_or_default();
    if readings.len() != total {
        return Err(IndexError::ThreadLost);
    }
    readings.sort_by_key(|(place, _)| *place);
    Ok(readings.into_iter().map(|(_, reading)| reading).collect())
}

fn read_one(
    entry: &Entry,
    old: Option<&FileRow>,
    facts: ManifestEntry,
    (themes_hash, themes): (blake3::Hash, &Themes),
    number: PlanNumber,
    segment: &mut SegmentBuilder<'_>,
) -> Result<Reading, IndexError> {
    let mut row = FileRow {
        name: entry.name.clone(),
        id: entry.id.clone(),
        size: entry.size,
        modified: entry.modified,
        key: [0; 32],
        content: [0; 32],
        plan: None,
        problem: None,
    };
    let problem = |mut row: FileRow, problem| {
        row.problem = Some(problem);
        Ok(Reading::Problem(row))
    };
    if entry.size > kurabe_read::LIMIT as u64 {
        return problem(row, Problem::TooLarge(kurabe_read::LIMIT as u64));
    }
    let bytes = match std::fs::read(&entry.path) {
        Ok(bytes) => bytes,
        Err(error) => return problem(row, Problem::Unreadable(error.to_string())),
    };
    row.content = *blake3::hash(&bytes).as_bytes();
    row.key = key(&row.content, &facts, themes_hash);
    if let Some(old) = old.filter(|old| (old.key, &old.id) == (row.key, &row.id)) {
        return Ok(Reading::Same(FileRow { size: row.size, modified: row.modified, ..old.clone() }));
    }
    let extension = Path::new(&entry.name).extension().map(|extension| extension.to_string_lossy().into_owned());
    let options = kurabe_read::Options { password: facts.password.clone(), ocr: facts.ocr };
    let text = match kurabe_read::read_with(&bytes, extension.as_deref(), &options) {
        Ok(text) => text,
        Err(error) => return problem(row, error.into()),
    };
    drop(bytes);
    let mut plan = extract(&text, &facts.facts);
    themes.assign(&mut plan);
    let mut plan_row = PlanRow::of(&plan, &entry.id);
    plan_row.number = number;
    plan_row.file.clone_from(&entry.name);
    plan_row.extent = facts.extent;
    plan_row.sample = facts.sample;
    plan_row.source = facts.source;
    plan_row.predecessor = facts.predecessor;
    segment.add(number, plan, themes.names())?;
    row.plan = Some(number);
    Ok(Reading::Plan(Box::new((row, plan_row))))
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Empty => Self::Empty,
            ReadError::TooLarge { limit, .. } => Self::TooLarge(limit as u64),
            ReadError::UnknownFormat { extension } => Self::Format(extension),
            ReadError::NotText { content } => Self::Binary(content),
            ReadError::UnknownEncoding { likely } => Self::Encoding(likely.to_owned()),
            ReadError::Encrypted => Self::Encrypted,
            ReadError::WrongPassword => Self::WrongPassword,
            ReadError::UnknownEncryption => Self::UnknownEncryption,
            ReadError::Broken | ReadError::NoPages => Self::Broken,
            ReadError::Bursting => Self::Bursting,
            ReadError::Damaged { encoding, line, .. } => Self::Encoding(format!("{encoding}, {line}")),
            ReadError::OldOffice => Self::OldOffice,
            ReadError::Mismatch { extension, content } => Self::Mismatch(extension, content),
        }
    }
}
