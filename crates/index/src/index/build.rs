//! Writing an index: documents that changed are read again, everything else is carried over. Who calls tells which
//! documents there are, and reads them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use tantivy::directory::MmapDirectory;
use tantivy::indexer::{LogMergePolicy, MergePolicy, NoMergePolicy, UserOperation};
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, Term};

use super::durable::{sync_folder, write_through};
use super::error::IndexError;
use super::generation::{self, Head, Writing};
use super::schema::{Fields, analysers, schema};
use super::seal::{self, Depth, Seals, Seen, seal};
use super::segment::SegmentBuilder;
use super::store::{FILES, PLANS, read_table};
use super::table::{BundleRow, Document, DocumentRow, Files, Hash, PlanNumber, PlanRow, Problem, Reading, Stamp};
use kurabe_text::words::Words;

/// What an index is built from, and how.
pub struct Recipe<'a> {
    /// Folder of the index.
    pub index: &'a Path,
    /// What the collection is called. Documents of another say nothing of this one's.
    pub corpus: &'a str,
    /// When they began to be looked at, in nanoseconds since 1970.
    pub began: u64,
    /// Folders that could not be looked into, by the names of what lies in them: what is known of them stays.
    pub unseen: Vec<String>,
    /// All documents that there are now.
    pub documents: Vec<Document>,
    /// Reads a document that may have changed. With the hash of the bytes that the index knows, where nothing else has
    /// changed: the same bytes need not be read again.
    pub read: &'a (dyn Fn(&Document, Option<&Hash>) -> Reading + Sync),
    /// The names of the themes that plans are given.
    pub themes: &'a [String],
    /// More changed documents than this are not read: the refresh is refused. For reading commands, which must answer.
    pub most: usize,
    /// Everything is read and written again; what stood before answers until then.
    pub anew: bool,
    /// Told after each document: done, of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// What a refresh found and did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Documents that were read anew or for the first time.
    pub read: usize,
    /// Plans that went because their document did.
    pub removed: usize,
    /// Documents as they were.
    pub unchanged: usize,
    /// Documents that gave no plan, and why; all of them, not only those read now.
    pub problems: Vec<(String, Problem)>,
    /// More documents had changed than [`Recipe::most`]; nothing was done.
    pub refused: bool,
    /// The index that stood was damaged, here; all was read anew.
    pub damaged: Option<String>,
}

/// Memory that all threads together fill with postings before they write segments, in bytes. More makes fewer segments,
/// which a search asks one by one.
const SEGMENTS_MEMORY: usize = 160 << 20;

/// What a thread has of it at least, however many there are.
const SEGMENT_MEMORY: usize = 32 << 20;

/// Brings the index up to date with its documents.
///
/// # Errors
///
/// If another process writes, or the disk does not take it. The index is then as it was.
pub fn refresh(recipe: &Recipe<'_>) -> Result<Outcome, IndexError> {
    let (before, damaged) = if recipe.anew { (None, None) } else { State::load(recipe)? };
    let survey = survey(recipe, before.as_ref());
    let mut outcome =
        Outcome { unchanged: survey.kept.len(), removed: survey.removed.len(), damaged, ..Outcome::default() };
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
    match write(recipe, before, survey, number, &folder) {
        Ok((head, rows, read, seen)) => {
            writing.publish(&head).inspect_err(|_| writing.discard(number))?;
            seen.keep(recipe.index, number);
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

fn problems(rows: &[DocumentRow]) -> Vec<(String, Problem)> {
    rows.iter().filter_map(|row| Some((row.name.clone(), row.problem.clone()?))).collect()
}

/// The generation that stands.
struct State {
    head: Head,
    plans: Vec<PlanRow>,
    files: Files,
}

impl State {
    /// Loads it; none if there is no index that can be built upon, with what is damaged of it: it is derived data.
    fn load(recipe: &Recipe<'_>) -> Result<(Option<Self>, Option<String>), IndexError> {
        let loaded = Self::load_whole(recipe);
        match loaded {
            Ok(state) => Ok((Some(state), None)),
            Err(IndexError::Missing(_) | IndexError::Format { .. }) => Ok((None, None)),
            Err(IndexError::Damaged { detail, .. }) => Ok((None, Some(detail))),
            Err(error) => Err(error),
        }
    }

    fn load_whole(recipe: &Recipe<'_>) -> Result<Self, IndexError> {
        let head = generation::newest(recipe.index)?;
        let folder = generation::folder(recipe.index, head.generation);
        seal::check(recipe.index, (head.generation, &folder), &head.seals, Depth::Use)?;
        let (plans, files) = (read_table(&folder.join(PLANS))?, read_table(&folder.join(FILES))?);
        let state = Self { head, plans, files };
        if !state.is_sound() {
            return Err(IndexError::Damaged { folder: recipe.index.to_owned(), detail: FILES.to_owned() });
        }
        Ok(state)
    }

    /// Has each plan a document and a bundle, and each document its plans? What belongs to nothing would never go.
    fn is_sound(&self) -> bool {
        let sorted = |mut numbers: Vec<PlanNumber>| {
            numbers.sort_unstable();
            numbers
        };
        let there = sorted(self.plans.iter().map(|row| row.number).collect());
        there == sorted(self.files.rows.iter().flat_map(|row| &row.plans).copied().collect())
            && there == sorted(self.files.bundles.iter().flat_map(|bundle| &bundle.plans).copied().collect())
    }
}

/// What has to be done.
struct Survey<'a> {
    /// Rows of documents that are as they were.
    kept: Vec<DocumentRow>,
    /// Documents to look into, with their row where they had one.
    changed: Vec<(&'a Document, Option<DocumentRow>)>,
    /// Plans of documents that are gone.
    removed: Vec<PlanNumber>,
}

impl Survey<'_> {
    fn is_idle(&self, state: &State) -> bool {
        self.changed.is_empty() && self.removed.is_empty() && self.kept.len() == state.files.rows.len()
    }
}

fn survey<'a>(recipe: &'a Recipe<'_>, before: Option<&State>) -> Survey<'a> {
    let same_corpus = before.is_some_and(|state| state.head.corpus == recipe.corpus);
    let mut rows: HashMap<&str, &DocumentRow> =
        before.map(|state| state.files.rows.iter().map(|row| (row.name.as_str(), row)).collect()).unwrap_or_default();
    let mut survey = Survey { kept: Vec::new(), changed: Vec::new(), removed: Vec::new() };
    let mut seen = before.map(|state| Seen::of(recipe.index, state.head.generation)).unwrap_or_default();
    let since = before.map_or(0, |state| state.head.began).max(seen.documents);
    let mut looked = false;
    for document in &recipe.documents {
        let row = rows.remove(document.name.as_str());
        let same = row.filter(|row| same_corpus && row.is(document));
        let doubtful = same.is_some_and(|row| row.is_doubtful(since));
        looked |= doubtful;
        match same.filter(|row| !doubtful || still(recipe, document, row)) {
            Some(row) => survey.kept.push(row.clone()),
            None => survey.changed.push((document, row.cloned())),
        }
    }
    let is_unseen = |name: &str| {
        same_corpus
            && recipe.unseen.iter().any(|above| name.strip_prefix(above).is_some_and(|rest| rest.starts_with('/')))
    };
    let unseen: Vec<&str> = rows.keys().copied().filter(|name| is_unseen(name)).collect();
    survey.kept.extend(unseen.into_iter().filter_map(|name| rows.remove(name)).cloned());
    if let Some(state) = before.filter(|_| looked && survey.changed.is_empty()) {
        // They were all as they were read: they need not be looked at again for the same doubt.
        seen.documents = recipe.began;
        seen.keep(recipe.index, state.head.generation);
    }
    survey.removed = rows.into_values().flat_map(|row| row.plans.iter().copied()).collect();
    survey.removed.sort_unstable();
    survey
}

/// Does looking into a document give what it gave before?
fn still(recipe: &Recipe<'_>, document: &Document, row: &DocumentRow) -> bool {
    match (recipe.read)(document, row.settled()) {
        Reading::Same => true,
        Reading::Read(content, Err(problem)) => content == row.content && row.problem.as_ref() == Some(&problem),
        Reading::Read(_, Ok(_)) => false,
    }
}

/// What became of one document: its row, and the rows of its plans; none where it is as it was.
struct Done {
    row: DocumentRow,
    plans: Option<Vec<PlanRow>>,
}

fn write(
    recipe: &Recipe<'_>,
    before: Option<State>,
    survey: Survey<'_>,
    number: u64,
    folder: &Path,
) -> Result<(Head, Vec<DocumentRow>, usize, Seen), IndexError> {
    let engine = IndexError::engine(folder);
    let (schema, fields) = schema();
    let words = Words::open()?;
    let mut index = match &before {
        Some(_) => Index::open_in_dir(folder).map_err(&engine)?,
        None => {
            // Stored plans are compressed already, but passages have a document each with nothing stored.
            let settings = IndexSettings { docstore_compression: Compressor::Lz4, ..IndexSettings::default() };
            let directory = MmapDirectory::open(folder).map_err(|error| engine(error.into()))?;
            Index::create(directory, schema, settings).map_err(&engine)?
        }
    };
    index.set_tokenizers(analysers(words));
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).map_err(&engine)?;
    let (mut plans, files, sealed) =
        before.map_or_else(Default::default, |state| (state.plans, state.files, state.head.seals));
    writer.set_merge_policy(merge_policy(plans.is_empty()));
    let numbers = Numbers::from(files.next, survey.changed.len());
    let (found, written) = read_all(recipe, &survey, &numbers, (&writer, fields))?;

    let mut gone = survey.removed;
    let mut rows = survey.kept;
    let mut read = 0;
    for ((_, old), done) in survey.changed.iter().zip(found) {
        rows.push(done.row);
        if let Some(new) = done.plans {
            gone.extend(old.iter().flat_map(|row| &row.plans));
            read += 1;
            plans.extend(new);
        }
    }
    let mut gone: std::collections::HashSet<PlanNumber> = gone.into_iter().collect();
    plans.retain(|row| !gone.contains(&row.number));
    plans.sort_by(|a, b| a.id.cmp(&b.id));
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let mut bundles = files.bundles;
    for bundle in &mut bundles {
        bundle.plans.retain(|plan| !gone.contains(plan));
    }
    gone.extend(bundles.iter().filter(|bundle| bundle.plans.is_empty()).map(|bundle| bundle.number));
    bundles.retain(|bundle| !bundle.plans.is_empty());
    bundles.extend(written);
    let deletes = gone.iter().map(|plan| UserOperation::Delete(Term::from_field_u64(fields.plan, u64::from(plan.0))));
    writer.run(deletes).map_err(&engine)?;
    writer.commit().map_err(&engine)?;
    writer.wait_merging_threads().map_err(&engine)?;

    write_table(&folder.join(PLANS), &plans)?;
    let files = Files { rows, bundles, next: numbers.next() };
    write_table(&folder.join(FILES), &files)?;
    let (seals, seen) = seal(folder, &sealed)?;
    open_to_others(folder, &seals)?;
    sync_folder(folder).map_err(IndexError::io(folder))?;
    let built = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
    let head = Head {
        format: super::FORMAT,
        generation: number,
        corpus: recipe.corpus.to_owned(),
        built,
        files: files.rows.len(),
        plans: plans.len(),
        themes: recipe.themes.to_vec(),
        began: recipe.began,
        seals,
    };
    Ok((head, files.rows, read, seen))
}

/// Lets whoever may read the folder read its files: tantivy makes some for their owner alone.
fn open_to_others(folder: &Path, seals: &Seals) -> Result<(), IndexError> {
    let usual = std::fs::metadata(folder.join(FILES)).map_err(IndexError::io(folder))?.permissions();
    for name in seals.keys() {
        let path = folder.join(name);
        let own = std::fs::metadata(&path).map_err(IndexError::io(&path))?.permissions();
        if own != usual {
            std::fs::set_permissions(&path, usual.clone()).map_err(IndexError::io(&path))?;
        }
    }
    Ok(())
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
    write_through(path, &bytes).map_err(IndexError::io(path))
}

/// Numbers of new plans: each changed document has one for its first plan, by its place, so that the same documents
/// get the same numbers whatever thread reads them; further plans of a document, and bundles, get those behind.
struct Numbers {
    first: u32,
    further: AtomicU32,
}

impl Numbers {
    fn from(first: u32, documents: usize) -> Self {
        Self { first, further: AtomicU32::new(first + documents as u32) }
    }

    /// The number of a plan by the place of its document, and of the plan in it.
    fn of(&self, document: usize, plan: usize) -> PlanNumber {
        match plan {
            0 => PlanNumber(self.first + document as u32),
            _ => PlanNumber(self.further.fetch_add(1, Ordering::Relaxed)),
        }
    }

    /// The number of another bundle.
    fn of_bundle(&self) -> PlanNumber {
        PlanNumber(self.further.fetch_add(1, Ordering::Relaxed))
    }

    /// The first number that no plan has.
    fn next(&self) -> u32 {
        self.further.load(Ordering::Relaxed)
    }
}

/// Reads the changed documents on all cores. Each thread fills segments of its own, so that nothing waits in queues and
/// the passages of a plan lie side by side.
fn read_all(
    recipe: &Recipe<'_>,
    survey: &Survey<'_>,
    numbers: &Numbers,
    (writer, fields): (&IndexWriter<TantivyDocument>, Fields),
) -> Result<(Vec<Done>, Vec<BundleRow>), IndexError> {
    let total = survey.changed.len();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let failed: Mutex<Option<IndexError>> = Mutex::new(None);
    let found: Mutex<Vec<(usize, Done)>> = Mutex::new(Vec::with_capacity(total));
    // One more than there are cores: while one waits for the disk to take a segment, the others go on.
    let threads = (std::thread::available_parallelism().map_or(1, usize::from) + 1).min(total.max(1)).min(8);
    // Neighbouring files are plans of one body: read together, they share a bundle.
    let stretch = (total / (threads * 64)).clamp(1, 32);
    let memory = (SEGMENTS_MEMORY / threads).max(SEGMENT_MEMORY);
    let bundles: Mutex<Vec<BundleRow>> = Mutex::new(Vec::new());
    let of_bundle = || numbers.of_bundle();
    let work = || -> Result<(), IndexError> {
        let mut segment = SegmentBuilder::new((writer, fields), memory, recipe.index, &of_bundle);
        loop {
            let start = next.fetch_add(stretch, Ordering::Relaxed);
            if start >= total {
                let written = segment.end()?;
                if let Ok(mut bundles) = bundles.lock() {
                    bundles.extend(written);
                }
                return Ok(());
            }
            for place in start..(start + stretch).min(total) {
                if failed.lock().is_ok_and(|error| error.is_some()) {
                    return Ok(());
                }
                let (document, old) = &survey.changed[place];
                let one = read_one(recipe, (document, old.as_ref()), |plan| numbers.of(place, plan), &mut segment)?;
                if let Ok(mut found) = found.lock() {
                    found.push((place, one));
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
    let mut found = found.into_inner().unwrap_or_default();
    if found.len() != total {
        return Err(IndexError::ThreadLost);
    }
    found.sort_by_key(|(place, _)| *place);
    let mut bundles = bundles.into_inner().unwrap_or_default();
    bundles.sort_by_key(|bundle| bundle.number);
    Ok((found.into_iter().map(|(_, one)| one).collect(), bundles))
}

fn read_one(
    recipe: &Recipe<'_>,
    (document, old): (&Document, Option<&DocumentRow>),
    number: impl Fn(usize) -> PlanNumber,
    segment: &mut SegmentBuilder<'_>,
) -> Result<Done, IndexError> {
    let old = old.filter(|old| old.is_by_rules(document));
    let mut row = DocumentRow {
        name: document.name.clone(),
        id: document.id.clone(),
        stamp: document.stamp,
        rules: document.rules,
        content: Hash::default(),
        plans: Vec::new(),
        problem: None,
    };
    let known = old.filter(|old| old.problem.is_none()).map(|old| &old.content);
    match ((recipe.read)(document, known), old) {
        (Reading::Same, Some(old)) => Ok(Done { row: DocumentRow { stamp: row.stamp, ..old.clone() }, plans: None }),
        // Only a reader that forgets what it was told answers so; the document is looked into again next time.
        (Reading::Same, None) => {
            Ok(Done { row: DocumentRow { stamp: Stamp::default(), ..row }, plans: Some(Vec::new()) })
        }
        (Reading::Read(content, Err(problem)), _) => {
            row.content = content;
            row.problem = Some(problem);
            Ok(Done { row, plans: Some(Vec::new()) })
        }
        (Reading::Read(content, Ok(read)), _) => {
            row.content = content;
            let mut plans = Vec::with_capacity(read.len());
            for (place, (mut plan_row, plan)) in read.into_iter().enumerate() {
                plan_row.number = number(place);
                segment.add(plan_row.number, plan, recipe.themes)?;
                row.plans.push(plan_row.number);
                plans.push(plan_row);
            }
            Ok(Done { row, plans: Some(plans) })
        }
    }
}
