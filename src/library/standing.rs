//! Whether what was put aside still stands, and where.
//!
//! In come an index and a list of places bound to file, words and lines, out comes each place with the plan, the section
//! and the lines where its words stand now; none where they stand no more. How it is shown must not be known here.

use std::collections::HashMap;

use super::corpus::{Aside, Shortlist, Spot};
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::{Passage, PassageKind, Plan};
use kurabe_text::fold::fold;

/// A list with what became of its entries.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What it is called.
    pub name: String,
    /// Its entries, in order.
    pub entries: Vec<(Aside, Vec<Option<Stand>>)>,
}

/// Where words stand now.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The plan.
    pub row: PlanRow,
    /// Titles of what it stands under, outermost first.
    pub path: Vec<String>,
    /// Its first line.
    pub first: u32,
    /// Its last line.
    pub last: u32,
    /// Its page, where the document has pages.
    pub page: Option<u32>,
}

/// The text of a plan as its passages have it, folded, with where each begins.
struct Folded {
    plan: Plan,
    text: String,
    starts: Vec<(usize, usize)>,
}

impl Folded {
    fn of(plan: Plan) -> Self {
        let mut order: Vec<usize> = (0..plan.passages.len()).collect();
        order.sort_by_key(|place| plan.passages[*place].span);
        let (mut text, mut starts) = (String::new(), Vec::new());
        for place in order {
            let passage = &plan.passages[place];
            starts.push((text.len(), place));
            // What was one passage may be two now, and the other way round.
            text.push_str(&fold(&passage.title));
            text.push_str(&fold(&passage.body));
        }
        Self { plan, text, starts }
    }

    /// The passage in which words begin, the nearest to a line.
    fn find(&self, words: &str, line: u32) -> Option<&Passage> {
        let passage = |at: usize| {
            let place = self.starts.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
            self.plan.passages.get(self.starts[place].1)
        };
        let found = self.text.match_indices(words).filter_map(|(at, _)| passage(at));
        found.min_by_key(|passage| passage.span.first.abs_diff(line))
    }
}

/// A list as it stands in an index.
///
/// # Errors
///
/// If a plan cannot be read from it.
pub fn standing(store: &Store, list: Shortlist) -> Result<Standing, IndexError> {
    let mut plans: HashMap<String, Folded> = HashMap::new();
    let mut entries = Vec::new();
    for aside in list.entries {
        let mut stands = Vec::new();
        for spot in &aside.places {
            stands.push(stand(store, &mut plans, spot)?);
        }
        entries.push((aside, stands));
    }
    Ok(Standing { name: list.name, entries })
}

fn stand(store: &Store, plans: &mut HashMap<String, Folded>, spot: &Spot) -> Result<Option<Stand>, IndexError> {
    let words = words_of(spot);
    // The plan of the document first; of a document that holds others now, those; of one that was converted, its id.
    let is_meant = |row: &&PlanRow| row.file == spot.file || row.id == spot.plan;
    let mut rows: Vec<&PlanRow> = store.plans().iter().filter(is_meant).collect();
    rows.sort_by_key(|row| (row.id != spot.plan, row.file != spot.file));
    for row in rows {
        if !plans.contains_key(&row.id) {
            plans.insert(row.id.clone(), Folded::of(store.plan(row.number)?));
        }
        let Some(folded) = plans.get(&row.id) else { continue };
        if let Some(passage) = folded.find(&words, spot.first).filter(|_| !words.is_empty()) {
            return Ok(Some(of(row, &folded.plan, passage)));
        }
    }
    Ok(None)
}

/// The words of a place as texts are compared.
fn words_of(spot: &Spot) -> String {
    spot.words.split('\n').map(fold).collect()
}

fn of(row: &PlanRow, plan: &Plan, passage: &Passage) -> Stand {
    let node = passage.node.and_then(|node| plan.node(node));
    let mut path: Vec<String> =
        node.map(|node| plan.path(node.id).into_iter().map(str::to_owned).collect()).unwrap_or_default();
    if passage.kind == PassageKind::Text {
        path.extend(node.map(|node| node.title.clone()));
    }
    Stand { row: row.clone(), path, first: passage.span.first, last: passage.span.last, page: passage.page }
}
