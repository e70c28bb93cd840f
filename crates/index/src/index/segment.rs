//! Filling one segment of the index with plans, by one thread.

use std::array::IntoIter;
use std::iter::Flatten;
use std::path::{Path, PathBuf};

use tantivy::index::Segment;
use tantivy::indexer::{AddOperation, SegmentWriter};
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Document, Field, Value};
use tantivy::{IndexWriter, TantivyDocument};

use super::error::IndexError;
use super::pack::{Bundle, Slot, pack};
use super::schema::Fields;
use super::table::{BundleRow, PlanNumber};
use super::traits::Traits;
use kurabe_model::{Node, NodeId, Passage, PassageKind, Plan};
use kurabe_text::fold::fold_into;

/// Adds plans to a segment and begins another when it is full.
pub(super) struct SegmentBuilder<'w> {
    writer: &'w IndexWriter<TantivyDocument>,
    fields: Fields,
    memory: usize,
    folder: PathBuf,
    open: Option<(Segment, SegmentWriter)>,
    /// Gives bundles their numbers.
    number: &'w (dyn Fn() -> PlanNumber + Sync),
    /// The bundle that is being filled.
    bundle: Option<(BundleRow, Bundle)>,
    /// Those that were written.
    bundles: Vec<BundleRow>,
}

/// Where a plan is stored: number of its bundle and where it stands in it.
pub(super) type Stored = (PlanNumber, Slot);

impl<'w> SegmentBuilder<'w> {
    pub(super) fn new(
        (writer, fields): (&'w IndexWriter<TantivyDocument>, Fields),
        memory: usize,
        folder: &Path,
        number: &'w (dyn Fn() -> PlanNumber + Sync),
    ) -> Self {
        let folder = folder.to_owned();
        Self { writer, fields, memory, folder, open: None, number, bundle: None, bundles: Vec::new() }
    }

    /// Adds a plan: its record first, then its passages.
    pub(super) fn add(&mut self, number: PlanNumber, plan: Plan, themes: &[String]) -> Result<(), IndexError> {
        let engine = IndexError::engine(&self.folder);
        let (fields, memory) = (self.fields, self.memory);
        if self.open.is_none() {
            let segment = self.writer.new_segment();
            let writer = SegmentWriter::for_segment(memory, segment.clone()).map_err(&engine)?;
            self.open = Some((segment, writer));
        }
        let packed = |plan| pack(plan).map_err(IndexError::encode("a plan"));
        let put = |writer: &mut SegmentWriter, document| {
            writer.add_document(AddOperation { opstamp: 0, document }).map_err(&engine)
        };
        let below = below(&plan);
        let plan_number = u64::from(number.0);
        let mut passages = Vec::with_capacity(plan.passages.len());
        for (place, passage) in plan.passages.iter().enumerate() {
            let mut title = String::with_capacity(passage.title.len());
            fold_into(&passage.title, &mut title);
            let mut body = String::with_capacity(passage.body.len());
            fold_into(&passage.body, &mut body);
            let mask = passage
                .themes
                .iter()
                .filter_map(|theme| themes.iter().position(|name| name == theme))
                .fold(0, |mask, bit| mask | 1 << bit);
            passages.push(PassageDocument {
                fields,
                title,
                body,
                numbers: [
                    plan_number,
                    u64::from(below[place]),
                    mask,
                    Traits::new(passage.kind, passage.flags, passage.repeats)
                        .doubted(is_doubtful(&plan, passage))
                        .bits(),
                ],
            });
        }
        let stored = postcard::to_stdvec(&self.store(number, &packed(plan)?)).map_err(IndexError::encode("a plan"))?;
        let Some((_, writer)) = &mut self.open else { return Ok(()) };
        put(writer, AnyDocument::Record(RecordDocument { fields, number: plan_number, stored }))?;
        for passage in passages {
            put(writer, AnyDocument::Passage(passage))?;
        }
        let is_full = writer.mem_usage() >= memory;
        if self.bundle.as_ref().is_some_and(|(_, bundle)| bundle.is_full()) {
            self.close_bundle()?;
        }
        if is_full { self.finish() } else { Ok(()) }
    }

    /// Puts a plan into the bundle that is being filled.
    fn store(&mut self, plan: PlanNumber, packed: &[u8]) -> Stored {
        let begin = || (BundleRow { number: (self.number)(), plans: Vec::new() }, Bundle::default());
        let (row, bundle) = self.bundle.get_or_insert_with(begin);
        row.plans.push(plan);
        (row.number, bundle.add(packed))
    }

    /// Writes the bundle that is being filled to the open segment, where all of its plans are that this segment has.
    fn close_bundle(&mut self) -> Result<(), IndexError> {
        let (Some((_, writer)), Some((row, bundle))) = (&mut self.open, self.bundle.take()) else { return Ok(()) };
        let stored = bundle.compress().map_err(IndexError::encode("some plans"))?;
        let record = RecordDocument { fields: self.fields, number: u64::from(row.number.0), stored };
        let operation = AddOperation { opstamp: 0, document: AnyDocument::Record(record) };
        writer.add_document(operation).map_err(IndexError::engine(&self.folder))?;
        self.bundles.push(row);
        Ok(())
    }

    /// Writes what is open, and tells the bundles that were written.
    pub(super) fn end(mut self) -> Result<Vec<BundleRow>, IndexError> {
        self.finish()?;
        Ok(self.bundles)
    }

    /// Writes the open segment.
    fn finish(&mut self) -> Result<(), IndexError> {
        self.close_bundle()?;
        let engine = IndexError::engine(&self.folder);
        let Some((segment, writer)) = self.open.take() else { return Ok(()) };
        let documents = writer.max_doc();
        writer.finalize().map_err(&engine)?;
        self.writer.add_segment(segment.with_max_doc(documents).meta().clone()).map_err(&engine)
    }
}

/// Is it the passage of a node whose reading stands on doubtful ground?
fn is_doubtful(plan: &Plan, passage: &Passage) -> bool {
    let node = passage.node.filter(|_| matches!(passage.kind, PassageKind::Node(_)));
    node.and_then(|node| plan.node(node)).is_some_and(Node::is_doubtful)
}

/// For each passage, how many of those that follow belong to descendants of its node or, for a narrative chapter, are
/// its paragraphs.
fn below(plan: &Plan) -> Vec<u32> {
    let passages = &plan.passages;
    let mut counts = vec![0; passages.len()];
    // Nodes whose run of passages is still open: id and place of the passage.
    let mut open: Vec<(NodeId, usize)> = Vec::new();
    for (place, passage) in passages.iter().enumerate() {
        let is_node = matches!(passage.kind, PassageKind::Node(_));
        let above = passage.node.and_then(|id| if is_node { plan.node(id)?.parent } else { Some(id) });
        while open.last().is_some_and(|(id, _)| Some(*id) != above) {
            close(&mut open, &mut counts, place);
        }
        if let (true, Some(id)) = (is_node, passage.node) {
            open.push((id, place));
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut counts, passages.len());
    }
    counts
}

fn close(open: &mut Vec<(NodeId, usize)>, counts: &mut [u32], end: usize) {
    if let Some((_, start)) = open.pop() {
        counts[start] = (end - start - 1) as u32;
    }
}

/// A document as tantivy reads it: fields and borrowed values, nothing copied.
enum AnyDocument {
    Record(RecordDocument),
    Passage(PassageDocument),
}

/// A plan, or a bundle of stored plans.
struct RecordDocument {
    fields: Fields,
    number: u64,
    stored: Vec<u8>,
}

struct PassageDocument {
    fields: Fields,
    title: String,
    body: String,
    /// Plan, below, themes, traits.
    numbers: [u64; 4],
}

/// A value of a field.
#[derive(Clone, Copy, Debug)]
enum FieldValue<'a> {
    Text(&'a str),
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> for FieldValue<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            FieldValue::Text(text) => ReferenceValueLeaf::Str(text),
            FieldValue::Number(number) => ReferenceValueLeaf::U64(number),
            FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
        })
    }
}

impl Document for AnyDocument {
    type Value<'a> = FieldValue<'a>;
    type FieldsValuesIter<'a> = Flatten<IntoIter<Option<(Field, FieldValue<'a>)>, VALUES>>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        let values = match self {
            Self::Record(record) => {
                let fields = record.fields;
                let number = FieldValue::Number(record.number);
                // The numbers of passages stand here too, so that their columns have no holes.
                let none = FieldValue::Number(0);
                [
                    Some((fields.plan, number)),
                    Some((fields.record, number)),
                    Some((fields.below, none)),
                    Some((fields.themes, none)),
                    Some((fields.traits, none)),
                    Some((fields.stored, FieldValue::Bytes(&record.stored))),
                    None,
                    None,
                ]
            }
            Self::Passage(passage) => {
                let fields = passage.fields;
                let [plan, below, themes, traits] = passage.numbers.map(FieldValue::Number);
                let title = (!passage.title.is_empty()).then_some(FieldValue::Text(&passage.title));
                let body = (!passage.body.is_empty()).then_some(FieldValue::Text(&passage.body));
                [
                    title.map(|title| (fields.title, title)),
                    title.map(|title| (fields.words, title)),
                    body.map(|body| (fields.body, body)),
                    body.map(|body| (fields.words, body)),
                    Some((fields.plan, plan)),
                    Some((fields.below, below)),
                    Some((fields.themes, themes)),
                    Some((fields.traits, traits)),
                ]
            }
        };
        values.into_iter().flatten()
    }
}

/// The most values that a document has.
const VALUES: usize = 8;
