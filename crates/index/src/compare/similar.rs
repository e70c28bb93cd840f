//! The like of one item in other plans, ranked.
//!
//! What very many plans carry word for word (a heading that the law prescribes, a form that a federation hands out) is
//! no likeness: it is weighed down by how many bodies carry it.

use std::collections::HashMap;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::alike::{Bag, Lexicon, Said};
use crate::index::{Columns, IndexError, PlanNumber, Store};
use kurabe_model::{NodeId, Passage, Plan};
use kurabe_text::fold::fold;

/// An item that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Place of its plan in the index.
    pub plan: u32,
    /// The item.
    pub passage: Passage,
    /// Titles of what it stands under, outermost first.
    pub path: Vec<String>,
    /// From 0 to 1.
    pub likeness: f32,
    /// The words that both have, rarest first.
    pub words: Vec<String>,
    /// How many bodies carry this very title.
    pub carriers: usize,
    /// How many more plans of the same body have it or its like.
    pub also: usize,
}

/// Words by which candidates are sought, and how many candidates are opened.
const WORDS: usize = 10;
const CANDIDATES: usize = 400;

/// Less than this is no likeness.
const LEAST: f32 = 0.18;

/// The like of a plan's node in the plans of other bodies and in the body's other plans, best first; of each body the
/// best.
///
/// # Errors
///
/// If the index cannot be read.
pub fn similar(store: &Store, plan: u32, node: NodeId) -> Result<Vec<Alike>, IndexError> {
    let Some(row) = store.row(plan) else { return Ok(Vec::new()) };
    let opened = store.plan(row.number)?;
    let mut lexicon = Lexicon::new(store)?;
    let Some(own) = bag_of(&mut lexicon, &opened, node)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (number, place) in candidates(store, &lexicon, &own)? {
        if number == row.number {
            continue;
        }
        let Some(at) = store.place(number) else { continue };
        let other = store.open_plan(number)?;
        let Some(passage) = other.passage(place) else { continue };
        let path: Vec<String> = other.headings(&passage).into_iter().map(|(_, title)| title).collect();
        let heading = path.last().map_or("", String::as_str);
        let bag = lexicon.bag(Said { title: &passage.title, heading, body: &passage.body })?;
        let likeness = lexicon.known().likeness(&own, &bag);
        if likeness >= LEAST {
            let words = lexicon.known().common(&own, &bag);
            found.push((bag.title, Alike { plan: at as u32, passage, path, likeness, words, carriers: 1, also: 0 }));
        }
    }
    Ok(ranked(store, found))
}

/// Weighs down what many carry and keeps the best of each body.
fn ranked(store: &Store, found: Vec<(String, Alike)>) -> Vec<Alike> {
    let body = |alike: &Alike| {
        let row = store.row(alike.plan);
        row.map(|row| row.organisation.as_deref().map_or_else(|| row.id.clone(), fold)).unwrap_or_default()
    };
    let mut carriers: HashMap<String, Vec<String>> = HashMap::new();
    for (title, alike) in &found {
        let bodies = carriers.entry(title.clone()).or_default();
        let body = body(alike);
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    let mut found: Vec<Alike> = found
        .into_iter()
        .map(|(title, alike)| {
            let carriers = carriers.get(&title).map_or(1, Vec::len);
            let likeness = alike.likeness / (1.0 + (carriers as f32 / 3.0).ln().max(0.0));
            Alike { carriers, likeness, ..alike }
        })
        .collect();
    let newest = |alike: &Alike| store.row(alike.plan).and_then(|row| row.period);
    found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(newest(b).cmp(&newest(a))).then(a.plan.cmp(&b.plan)));
    let mut best: Vec<Alike> = Vec::new();
    let mut seats: HashMap<String, (usize, Vec<u32>)> = HashMap::new();
    for alike in found {
        match seats.get_mut(&body(&alike)) {
            Some((seat, plans)) => {
                if !plans.contains(&alike.plan) {
                    plans.push(alike.plan);
                    best[*seat].also += 1;
                }
            }
            None => {
                seats.insert(body(&alike), (best.len(), vec![alike.plan]));
                best.push(alike);
            }
        }
    }
    best
}

/// The words of a plan's node.
pub(super) fn bag_of(lexicon: &mut Lexicon<'_>, plan: &Plan, id: NodeId) -> Result<Option<Bag>, IndexError> {
    let Some(node) = plan.node(id) else { return Ok(None) };
    let heading = plan.parent(id).map_or("", |parent| parent.title.as_str());
    Ok(Some(lexicon.bag(Said { title: &node.title, heading, body: &node.body })?))
}

/// The items that share the most of the telling words: plan, and place of the passage in it.
fn candidates(store: &Store, lexicon: &Lexicon<'_>, own: &Bag) -> Result<Vec<(PlanNumber, usize)>, IndexError> {
    let mut words: Vec<(&str, f32)> =
        own.words().iter().map(|(word, weight)| (lexicon.known().word(*word).0, *weight)).collect();
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    words.truncate(WORDS);
    let mut found: Vec<(f32, PlanNumber, usize)> = Vec::new();
    for segment in store.segments() {
        found.extend(in_segment(store, segment, &words)?);
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    found.truncate(CANDIDATES);
    Ok(found.into_iter().map(|(_, plan, place)| (plan, place)).collect())
}

fn in_segment(
    store: &Store,
    segment: &SegmentReader,
    words: &[(&str, f32)],
) -> Result<Vec<(f32, PlanNumber, usize)>, IndexError> {
    let field = store.fields().words;
    let index = segment.inverted_index(field).map_err(store.failed())?;
    let mut scores = vec![0.0_f32; segment.max_doc() as usize];
    for (word, weight) in words {
        let term = Term::from_field_text(field, word);
        let postings = index.read_postings(&term, IndexRecordOption::Basic);
        let Some(mut postings) = postings.map_err(store.unread())? else { continue };
        while postings.doc() != TERMINATED {
            scores[postings.doc() as usize] += weight;
            postings.advance();
        }
    }
    let columns = Columns::open(segment).map_err(store.failed())?;
    let mut best: Vec<(f32, u32)> = Vec::new();
    columns.each(|row| {
        let score = scores.get(row.doc as usize).copied().unwrap_or(0.0);
        let lives = store.places().get(row.plan as usize).is_some_and(|place| *place != u32::MAX);
        if score > 0.0 && lives && row.traits.is_item() {
            best.push((score, row.doc));
        }
    });
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    best.truncate(CANDIDATES);
    let mut found = Vec::new();
    for (score, doc) in best {
        let number = PlanNumber(columns.plan.get_val(doc) as u32);
        if let Some(record) = store.record(segment, number)? {
            found.push((score, number, (doc - record - 1) as usize));
        }
    }
    Ok(found)
}
