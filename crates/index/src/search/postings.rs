//! Which passages of a segment hold a folded word, from the pairs and runs of the index.

use fixedbitset::FixedBitSet;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use crate::index::analyser::{pair, push_run};
use crate::index::{Docs, Fields, PostingSet};
use kurabe_text::run::{End, runs};

/// How the terms of runs begin that begin so themselves.
fn beginning(run: &str) -> String {
    let mut term = String::new();
    push_run(run, &mut term);
    term
}

/// Passages gathered: a list while they are few and come in order, then a bit for each.
struct Gather {
    size: usize,
    few: Vec<u32>,
    many: Option<FixedBitSet>,
}

impl Gather {
    fn new(segment: &SegmentReader) -> Self {
        Self { size: segment.max_doc() as usize, few: Vec::new(), many: None }
    }

    /// Passages may be added in any order from here on.
    fn unordered(&mut self) -> &mut FixedBitSet {
        let (size, few) = (self.size, &mut self.few);
        self.many.get_or_insert_with(|| {
            let mut docs = FixedBitSet::with_capacity(size);
            few.drain(..).for_each(|doc| docs.insert(doc as usize));
            docs
        })
    }

    #[inline]
    fn add(&mut self, doc: u32) {
        match &mut self.many {
            Some(docs) => docs.insert(doc as usize),
            None => {
                self.few.push(doc);
                if Docs::are_many(self.few.len(), self.size) {
                    self.unordered();
                }
            }
        }
    }

    fn add_all(&mut self, mut postings: SegmentPostings) {
        let mut buffer = [0; tantivy::COLLECT_BLOCK_BUFFER_LEN];
        loop {
            let filled = postings.fill_buffer(&mut buffer);
            buffer[..filled].iter().for_each(|doc| self.add(*doc));
            if filled < buffer.len() {
                return;
            }
        }
    }

    fn into_docs(self) -> Docs {
        match self.many {
            Some(docs) => docs.into(),
            None => Docs::few(self.few.into_iter().map(|doc| doc as usize)),
        }
    }
}

/// Finds the passages of a segment that hold a folded word.
pub(super) fn find(segment: &SegmentReader, fields: Fields, folded: &str, end: End) -> tantivy::Result<PostingSet> {
    let pieces: Vec<&str> = runs(folded).map(|run| &folded[run]).collect();
    let mut gathered = [fields.title, fields.body].map(|field| (field, Gather::new(segment)));
    for (field, docs) in &mut gathered {
        let index = segment.inverted_index(*field)?;
        match pieces.as_slice() {
            [] => {}
            [only] => {
                // Every run begins a pair, so a word of one run is found by the pairs that begin with it.
                let prefix = match end {
                    End::Closed => pair(only, None),
                    End::Open => beginning(only),
                };
                for info in terms_with_prefix(&index, &prefix)? {
                    docs.unordered();
                    docs.add_all(index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?);
                }
            }
            pieces => phrase(&index, *field, pieces, end, docs)?,
        }
    }
    let [title, body] = gathered.map(|(_, docs)| docs.into_docs());
    Ok(PostingSet { any: body.with(&title, segment.max_doc() as usize), title, ..PostingSet::default() })
}

fn terms_with_prefix(index: &InvertedIndexReader, prefix: &str) -> tantivy::Result<Vec<tantivy::postings::TermInfo>> {
    let mut stream = index.terms().range().ge(prefix).into_stream()?;
    let mut infos = Vec::new();
    while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
        infos.push(stream.value().clone());
    }
    Ok(infos)
}

/// Adds the passages in which the runs follow one another.
fn phrase(
    index: &InvertedIndexReader,
    field: Field,
    pieces: &[&str],
    end: End,
    docs: &mut Gather,
) -> tantivy::Result<()> {
    let last = pieces.len() - 2;
    // Every second pair covers the phrase; the last pair always stands, whether or not it overlaps.
    let mut starts: Vec<usize> = (0..last).step_by(2).collect();
    let mut fixed = Vec::with_capacity(starts.len() + 1);
    if end == End::Closed {
        starts.push(last);
    }
    for start in starts {
        let term = Term::from_field_text(field, &pair(pieces[start], Some(pieces[start + 1])));
        let Some(info) = index.get_term_info(&term)? else { return Ok(()) };
        fixed.push((start, info));
    }
    let option = |alone: bool| if alone { IndexRecordOption::Basic } else { IndexRecordOption::WithFreqsAndPositions };
    let read = |(start, info): &(usize, tantivy::postings::TermInfo), alone| {
        Ok::<_, tantivy::TantivyError>(Place {
            offset: *start as u32,
            postings: index.read_postings_from_terminfo(info, option(alone))?,
        })
    };
    if end == End::Closed {
        let alone = fixed.len() == 1;
        let places = fixed.iter().map(|piece| read(piece, alone)).collect::<Result<Vec<_>, _>>()?;
        meet(places, docs);
        return Ok(());
    }
    // Only the beginning of the last run is known: each run that begins so has passages of its own.
    for info in terms_with_prefix(index, &format!("{}{}", pair(pieces[last], None), beginning(pieces[last + 1])))? {
        docs.unordered();
        let alone = fixed.is_empty();
        let mut places = fixed.iter().map(|piece| read(piece, alone)).collect::<Result<Vec<_>, _>>()?;
        places.push(read(&(last, info), alone)?);
        meet(places, docs);
    }
    Ok(())
}

/// Postings of a pair that stands so many runs behind the beginning of the phrase.
struct Place {
    offset: u32,
    postings: SegmentPostings,
}

/// Adds the passages that all places share, in the right distances.
fn meet(mut places: Vec<Place>, docs: &mut Gather) {
    places.sort_by_key(|place| place.postings.doc_freq());
    let Some((lead, others)) = places.split_first_mut() else { return };
    if others.is_empty() {
        let postings = std::mem::replace(&mut lead.postings, SegmentPostings::empty());
        return docs.add_all(postings);
    }
    let (mut starts, mut next) = (Vec::new(), Vec::new());
    let mut doc = lead.postings.doc();
    'docs: while doc != TERMINATED {
        for other in others.iter_mut() {
            // Seeking backwards is forbidden, and the other may stand beyond the passage already.
            let at = other.postings.doc();
            let reached = if at < doc { other.postings.seek(doc) } else { at };
            if reached != doc {
                doc = lead.postings.seek(reached);
                continue 'docs;
            }
        }
        if in_order(lead, others, &mut starts, &mut next) {
            docs.add(doc);
        }
        doc = lead.postings.advance();
    }
}

/// Positions are compared as if each pair stood at the phrase's beginning; the shift keeps them above zero.
const SHIFT: u32 = 1 << 20;

/// Keeps what stands in both; both are in order.
fn keep_common(starts: &mut Vec<u32>, others: &[u32]) {
    let mut at = 0;
    starts.retain(|start| {
        while others.get(at).is_some_and(|position| position < start) {
            at += 1;
        }
        others.get(at) == Some(start)
    });
}

/// Do the pairs stand in the right distances in the passage at hand?
fn in_order(lead: &mut Place, others: &mut [Place], starts: &mut Vec<u32>, next: &mut Vec<u32>) -> bool {
    starts.clear();
    lead.postings.append_positions_with_offset(SHIFT.saturating_sub(lead.offset), starts);
    for other in others {
        next.clear();
        other.postings.append_positions_with_offset(SHIFT.saturating_sub(other.offset), next);
        keep_common(starts, next);
        if starts.is_empty() {
            return false;
        }
    }
    true
}

/// The documents that are plans and not passages.
pub(super) fn all_records(segment: &SegmentReader, fields: Fields) -> tantivy::Result<FixedBitSet> {
    let index = segment.inverted_index(fields.record)?;
    let mut docs = Gather::new(segment);
    docs.unordered();
    let mut stream = index.terms().stream()?;
    while stream.advance() {
        docs.add_all(index.read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?);
    }
    Ok(docs.many.unwrap_or_default())
}

/// Goes through the passages that hold a word in one field and tells where.
pub(super) struct Cursor {
    slots: Vec<Slot>,
    found: Vec<u32>,
}

/// One pair of the word, or for a word of one run all pairs that begin with it.
struct Slot {
    offset: u32,
    postings: Vec<SegmentPostings>,
}

impl Cursor {
    /// Opens it; none if no passage of the segment holds the word in this field.
    pub(super) fn open(index: &InvertedIndexReader, field: Field, word: &str) -> tantivy::Result<Option<Self>> {
        let pieces: Vec<&str> = runs(word).map(|run| &word[run]).collect();
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut slots = Vec::new();
        if let [only] = pieces.as_slice() {
            let infos = terms_with_prefix(index, &pair(only, None))?;
            let postings = infos.iter().map(|info| index.read_postings_from_terminfo(info, option));
            slots.push(Slot { offset: 0, postings: postings.collect::<Result<_, _>>()? });
        } else if let Some(last) = pieces.len().checked_sub(2) {
            for start in (0..last).step_by(2).chain([last]) {
                let term = Term::from_field_text(field, &pair(pieces[start], Some(pieces[start + 1])));
                let postings = index.read_postings(&term, option)?.into_iter().collect();
                slots.push(Slot { offset: start as u32, postings });
            }
        }
        let is_there = !slots.is_empty() && slots.iter().all(|slot| !slot.postings.is_empty());
        Ok(is_there.then_some(Self { slots, found: Vec::new() }))
    }

    /// Where the word begins in a passage; passages must be asked for in order. False if it is not there.
    pub(super) fn starts(&mut self, doc: u32, starts: &mut Vec<u32>) -> bool {
        starts.clear();
        for (place, slot) in self.slots.iter_mut().enumerate() {
            self.found.clear();
            for postings in &mut slot.postings {
                if postings.doc() <= doc && postings.seek(doc) == doc {
                    postings.append_positions_with_offset(SHIFT.saturating_sub(slot.offset), &mut self.found);
                }
            }
            if slot.postings.len() > 1 {
                self.found.sort_unstable();
            }
            if place == 0 {
                std::mem::swap(starts, &mut self.found);
            } else {
                keep_common(starts, &self.found);
            }
            if starts.is_empty() {
                return false;
            }
        }
        true
    }
}
