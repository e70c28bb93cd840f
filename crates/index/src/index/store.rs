//! Reading an index: the newest generation, its plans and its postings.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use fixedbitset::FixedBitSet;
use serde::de::DeserializeOwned;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Index, SegmentReader, TERMINATED, TantivyDocument, Term};

use super::columns::Columns;
use super::error::IndexError;
use super::extents::{Extent, extents, theme_sets};
use super::generation::{self, Head, Hold};
use super::kept::Kept;
use super::names::AllNames;
use super::pack::OpenPlan;
use super::posting_cache::PostingSet;
use super::schema::{Fields, schema};
use super::seal::{self, Depth};
use super::segment::Stored;
use super::table::{DocumentRow, Files, PlanNumber, PlanRow};
use kurabe_model::Plan;
use kurabe_text::stop::check;

/// An open index: one generation, unchanged as long as it is held.
pub struct Store {
    head: Head,
    plans: Vec<PlanRow>,
    by_id: HashMap<String, usize>,
    by_number: Vec<u32>,
    segments: Vec<SegmentReader>,
    stores: Vec<StoreReader>,
    fields: Fields,
    folder: PathBuf,
    names: OnceLock<AllNames>,
    /// For each segment, made when first asked for.
    extents: Vec<OnceLock<Vec<Extent>>>,
    themes: Vec<OnceLock<Vec<FixedBitSet>>>,
    memories: Vec<Kept<String, PostingSet>>,
    columns: Vec<OnceLock<Columns>>,
    opened: Kept<PlanNumber, OpenPlan>,
    _hold: Option<Hold>,
}

/// Plans kept decoded: enough for some pages of hits.
const KEPT_PLANS: usize = 256;

/// Memory for what was found before, in bytes: a share of the index, which holds a few hundred words of 40,000 plans and
/// every word of a small collection.
const SHARE: usize = 4;
const LEAST_KEPT: usize = 16 << 20;
const MOST_KEPT: usize = 384 << 20;

impl Store {
    /// Opens the newest generation.
    ///
    /// # Errors
    ///
    /// If there is none, it has another format, or it cannot be read.
    pub fn open(index: &Path) -> Result<Self, IndexError> {
        // A writer may remove a generation between the look at its pointer and the hold on it.
        for _ in 0..3 {
            let head = generation::newest(index)?;
            let folder = generation::folder(index, head.generation);
            let hold = generation::hold(&folder);
            if folder.exists() {
                return Self::open_generation(head, folder, hold);
            }
        }
        Err(IndexError::Missing(index.to_owned()))
    }

    /// Is every file of the generation as it was written?
    ///
    /// # Errors
    ///
    /// [`IndexError::Damaged`] if not, or the system's.
    pub fn verify(&self) -> Result<(), IndexError> {
        self.look(Depth::All)
    }

    /// Is every file of the generation as it was written, as far as can be told at once?
    ///
    /// # Errors
    ///
    /// [`IndexError::Damaged`] if not, or the system's.
    pub fn glance(&self) -> Result<(), IndexError> {
        self.look(Depth::Use)
    }

    fn look(&self, depth: Depth) -> Result<(), IndexError> {
        let index = self.folder.parent().unwrap_or(&self.folder);
        seal::check(index, (self.head.generation, &self.folder), &self.head.seals, depth)
    }

    fn open_generation(head: Head, folder: PathBuf, hold: Option<Hold>) -> Result<Self, IndexError> {
        let index = folder.parent().unwrap_or(&folder);
        seal::check(index, (head.generation, &folder), &head.seals, Depth::Use)?;
        let engine = IndexError::engine(&folder);
        let (_, fields) = schema();
        let index = Index::open_in_dir(&folder).map_err(&engine)?;
        let segments: Vec<SegmentReader> = index
            .searchable_segments()
            .map_err(&engine)?
            .iter()
            .map(SegmentReader::open)
            .collect::<Result<_, _>>()
            .map_err(&engine)?;
        let stores = segments
            .iter()
            .map(|segment| segment.get_store_reader(16))
            .collect::<Result<_, _>>()
            .map_err(IndexError::io(&folder))?;
        let plans: Vec<PlanRow> = read_table(&folder.join(PLANS))?;
        let by_id = plans.iter().enumerate().map(|(place, row)| (row.id.clone(), place)).collect();
        let highest = plans.iter().map(|row| row.number.0 as usize + 1).max().unwrap_or(0);
        let mut by_number = vec![u32::MAX; highest];
        for (place, row) in plans.iter().enumerate() {
            by_number[row.number.0 as usize] = place as u32;
        }
        let (extents, themes) = segments.iter().map(|_| (OnceLock::new(), OnceLock::new())).unzip();
        let columns = segments.iter().map(|_| OnceLock::new()).collect();
        let memory = (size_of_folder(&folder) / SHARE).clamp(LEAST_KEPT, MOST_KEPT);
        let all = segments.iter().map(|segment| segment.max_doc() as usize).sum::<usize>().max(1);
        let share = |segment: &SegmentReader| memory / 1024 * (1 + segment.max_doc() as usize * 1023 / all);
        let memories =
            segments.iter().map(|segment| Kept::new(usize::MAX, share(segment), PostingSet::weight)).collect();
        let opened = Kept::new(KEPT_PLANS, LEAST_KEPT, OpenPlan::weight);
        Ok(Self {
            head,
            plans,
            by_id,
            by_number,
            segments,
            stores,
            fields,
            folder,
            names: OnceLock::new(),
            extents,
            themes,
            memories,
            columns,
            opened,
            _hold: hold,
        })
    }

    /// What the generation says of itself.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// All plans, in order of their ids.
    #[must_use]
    pub fn plans(&self) -> &[PlanRow] {
        &self.plans
    }

    /// The documents that the plans came from, and those that gave none, in order of their names.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, IndexError> {
        Ok(read_table::<Files>(&self.folder.join(FILES))?.rows)
    }

    /// The plan at a place.
    #[must_use]
    pub fn row(&self, place: u32) -> Option<&PlanRow> {
        self.plans.get(place as usize)
    }

    /// The plan with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&PlanRow> {
        self.by_id.get(id).map(|place| &self.plans[*place])
    }

    /// Place of a plan in [`plans`](Self::plans).
    #[must_use]
    pub fn place(&self, number: PlanNumber) -> Option<usize> {
        let place = *self.by_number.get(number.0 as usize)?;
        (place != u32::MAX).then_some(place as usize)
    }

    /// For each plan number its place in [`plans`](Self::plans), or `u32::MAX`.
    #[must_use]
    pub(crate) fn places(&self) -> &[u32] {
        &self.by_number
    }

    /// The names that the plans share.
    #[must_use]
    pub fn names(&self) -> &AllNames {
        self.names.get_or_init(|| AllNames::of(&self.plans))
    }

    /// How many parts it is in, each searched by a thread of its own.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.segments().len()
    }

    /// The postings, segment by segment.
    #[must_use]
    pub(crate) fn segments(&self) -> &[SegmentReader] {
        &self.segments
    }

    /// How many passages its segments hold, those included that are deleted but still counted by the words' postings. The
    /// records of plans and of bundles are none: of bundles there are as many as threads happened to fill, and what an
    /// answer is worth must not hang on that.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub(crate) fn passages(&self) -> tantivy::Result<usize> {
        let of = |segment: &SegmentReader| -> tantivy::Result<usize> {
            let records = segment.inverted_index(self.fields.record)?.terms().num_terms();
            Ok((segment.max_doc() as usize).saturating_sub(records))
        };
        self.segments.iter().map(of).sum()
    }

    /// Where the passages of each plan lie in a segment, in order.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub(crate) fn extents(&self, segment: usize) -> Result<&[Extent], IndexError> {
        let find = |number: u64| {
            let place = self.place(PlanNumber(u32::try_from(number).ok()?))?;
            Some((place as u32, self.plans[place].passages))
        };
        let make = || extents(&self.segments[segment], self.fields, find).map_err(self.failed());
        made(&self.extents[segment], make).map(Vec::as_slice)
    }

    /// Makes ready what answers share, so that the first question need not wait for it.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub fn warm(&self) -> Result<(), IndexError> {
        let _ = self.names();
        for segment in 0..self.segments.len() {
            self.extents(segment)?;
            self.theme_sets(segment)?;
        }
        Ok(())
    }

    /// Do the [`theme_sets`](Self::theme_sets) of a segment stand already?
    #[must_use]
    pub(crate) fn has_theme_sets(&self, segment: usize) -> bool {
        self.themes.get(segment).is_some_and(|sets| sets.get().is_some())
    }

    /// For each theme of the index the passages of a segment that bear it.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub(crate) fn theme_sets(&self, segment: usize) -> Result<&[FixedBitSet], IndexError> {
        let (columns, size) = (self.columns(segment)?, self.segments[segment].max_doc());
        let make = || Ok(theme_sets(columns, size, self.head.themes.len()));
        made(&self.themes[segment], make).map(Vec::as_slice)
    }

    /// What in a segment holds something that has this name, found if it was not found before.
    pub(crate) fn posting_set<E>(
        &self,
        segment: usize,
        name: &str,
        find: impl FnOnce() -> Result<PostingSet, E>,
    ) -> Result<Arc<PostingSet>, E> {
        self.memories[segment].get(name, find)
    }

    /// The columns of a segment.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub(crate) fn columns(&self, segment: usize) -> Result<&Columns, IndexError> {
        made(&self.columns[segment], || Columns::open(&self.segments[segment]).map_err(self.failed()))
    }

    /// The fields of the postings.
    #[must_use]
    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    /// The error for something of tantivy's that failed in this index.
    pub(crate) fn failed(&self) -> impl Fn(tantivy::TantivyError) -> IndexError + use<> {
        IndexError::engine(&self.folder)
    }

    /// The error for postings that could not be read.
    pub(crate) fn unread(&self) -> impl FnOnce(std::io::Error) -> IndexError + use<> {
        IndexError::io(&self.folder)
    }

    /// The error for something that the index should hold and does not.
    pub(crate) fn damaged(&self, detail: String) -> IndexError {
        IndexError::Damaged { folder: self.folder.clone(), detail }
    }

    /// A whole plan.
    ///
    /// # Errors
    ///
    /// If the index does not hold it, or cannot be read.
    pub fn plan(&self, number: PlanNumber) -> Result<Plan, IndexError> {
        Ok(self.open_plan(number)?.plan())
    }

    /// A plan of which some passages are wanted.
    pub(crate) fn open_plan(&self, number: PlanNumber) -> Result<Arc<OpenPlan>, IndexError> {
        check();
        self.opened.get(&number, || self.decode(number))
    }

    /// The document of a plan in a segment; its passages follow it in their order.
    pub(crate) fn record(&self, segment: &SegmentReader, number: PlanNumber) -> Result<Option<DocId>, IndexError> {
        let term = Term::from_field_u64(self.fields.record, u64::from(number.0));
        let index = segment.inverted_index(self.fields.record).map_err(self.failed())?;
        let postings = index.read_postings(&term, IndexRecordOption::Basic).map_err(self.unread())?;
        let Some(mut postings) = postings else { return Ok(None) };
        while postings.doc() != TERMINATED && segment.is_deleted(postings.doc()) {
            postings.advance();
        }
        Ok((postings.doc() != TERMINATED).then_some(postings.doc()))
    }

    fn decode(&self, number: PlanNumber) -> Result<OpenPlan, IndexError> {
        let broken = |error: &dyn std::fmt::Display| self.damaged(error.to_string());
        let (bundle, slot): Stored = postcard::from_bytes(&self.stored(number)?).map_err(|error| broken(&error))?;
        let packed = slot.take_from(&self.stored(bundle)?).map_err(|error| broken(&error))?;
        OpenPlan::open(&packed).map_err(|error| broken(&error))
    }

    /// The bytes of the record of a plan or bundle.
    fn stored(&self, number: PlanNumber) -> Result<Vec<u8>, IndexError> {
        for (segment, store) in self.segments.iter().zip(&self.stores) {
            let Some(doc) = self.record(segment, number)? else { continue };
            let document: TantivyDocument = store.get(doc).map_err(self.failed())?;
            let bytes = document.get_first(self.fields.stored).and_then(|value| value.as_bytes());
            let bytes = bytes.ok_or_else(|| self.damaged(format!("plan {} has no text", number.0)))?;
            return Ok(bytes.to_vec());
        }
        Err(self.damaged(format!("plan {} is not there", number.0)))
    }
}

/// Bytes of the files of a folder.
fn size_of_folder(folder: &Path) -> usize {
    let sizes = std::fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| entry.metadata().ok());
    sizes.map(|data| data.len() as usize).sum()
}

/// The value of a cell, made if it is not there.
fn made<T, E>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
    match cell.get() {
        Some(value) => Ok(value),
        None => make().map(|value| cell.get_or_init(|| value)),
    }
}

pub(super) const PLANS: &str = "plans.bin";
pub(super) const FILES: &str = "files.bin";

/// Reads a table of the index.
pub(super) fn read_table<T: DeserializeOwned>(path: &Path) -> Result<T, IndexError> {
    let bytes = std::fs::read(path).map_err(IndexError::io(path))?;
    postcard::from_bytes(&bytes)
        .map_err(|error| IndexError::Damaged { folder: path.to_owned(), detail: error.to_string() })
}
