//! What must be known to read the figures: facts, not yet words.

use super::group::Row;
use super::representative::Representatives;
use super::{Counted, Request, Voices};
use crate::index::Store;
use kurabe_model::Extent;

/// A fact that stands with the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// How many plans of how many bodies speak.
    Behind {
        /// Plans.
        plans: usize,
        /// Bodies that have one.
        bodies: usize,
    },
    /// No plan speaks.
    Nobody,
    /// How themes are assigned.
    Themes,
    /// These columns count what a query finds.
    Queries(Vec<String>),
    /// Items of several themes count in each.
    Overlap,
    /// So many bodies and years have no plan.
    NoPlan {
        /// Pairs of body and year.
        pairs: usize,
        /// Bodies that have no plan in any of the years.
        bodies: usize,
    },
    /// Rows hold several plans: items are sums, shares are medians.
    Grouped,
    /// All plans add up.
    AllPlans,
    /// A year has what any of its plans has.
    AnyPlan,
    /// Plans of several years stand in each of their years.
    SeveralYears(usize),
    /// Other plans speak for these in all of their years.
    Silent(Vec<String>),
    /// Plans whose years are not known are left out.
    Undated(Vec<String>),
    /// So many reports of what was done are left out that would else be looked at.
    Reports(usize),
    /// Digests.
    Digests(Vec<String>),
    /// Plans of which only a part is known: their counts are too low.
    Partial(Vec<String>),
    /// Invented plans.
    Samples(Vec<String>),
    /// Plans in which no action item was found.
    Empty(Vec<String>),
    /// Some of the items stand on doubtful ground.
    Doubtful {
        /// How many.
        doubtful: usize,
        /// Of how many.
        items: usize,
    },
}

pub(super) fn notes(store: &Store, request: &Request, representatives: &Representatives, rows: &[Row]) -> Vec<Note> {
    let plans = store.plans();
    let heard = representatives.heard(plans.len());
    let ids = |is: &dyn Fn(usize) -> bool| -> Vec<String> {
        (0..plans.len()).filter(|place| heard[*place] && is(*place)).map(|place| plans[place].id.clone()).collect()
    };
    let named = |places: &[u32]| places.iter().map(|place| plans[*place as usize].id.clone()).collect::<Vec<_>>();
    let mut speaking: Vec<usize> = representatives.voices.iter().map(|voice| voice.body).collect();
    speaking.dedup();
    let count = heard.iter().filter(|heard| **heard).count();
    let mut notes = match count {
        0 => vec![Note::Nobody],
        plans => [vec![Note::Behind { plans, bodies: speaking.len() }], of_counts(request, rows)].concat(),
    };
    if !representatives.no_plan.is_empty() {
        let bodies = representatives.bodies.len() - speaking.len();
        notes.push(Note::NoPlan { pairs: representatives.no_plan.len(), bodies });
    }
    let is_long = |place: usize| plans[place].period.is_some_and(|period| period.length() > 1);
    let several = ids(&is_long).len();
    if request.by.year && several > 0 {
        notes.push(Note::SeveralYears(several));
    }
    notes.push(Note::Silent(named(&representatives.silent)));
    notes.push(Note::Undated(named(&representatives.undated)));
    let reports = if request.scope.kinds.is_empty() { request.scope.reports(plans) } else { 0 };
    if reports > 0 {
        notes.push(Note::Reports(reports));
    }
    notes.push(Note::Digests(ids(&|place| plans[place].extent == Extent::Digest)));
    notes.push(Note::Partial(ids(&|place| plans[place].extent == Extent::Partial)));
    notes.push(Note::Samples(ids(&|place| plans[place].sample)));
    notes.push(Note::Empty(ids(&|place| plans[place].items() == 0)));
    notes.retain(Note::says_something);
    notes
}

/// How what was counted was counted.
fn of_counts(request: &Request, rows: &[Row]) -> Vec<Note> {
    let mut notes = Vec::new();
    let is_theme = |counted: &Counted| matches!(counted, Counted::Theme(_));
    if request.columns.iter().any(|column| is_theme(&column.counted)) {
        notes.push(Note::Themes);
    }
    let queries = request.columns.iter().filter(|column| !is_theme(&column.counted));
    notes.push(Note::Queries(queries.map(|column| column.name.clone()).collect()));
    if request.columns.len() > 1 {
        notes.push(Note::Overlap);
    }
    if request.voices != Voices::Any && rows.iter().any(|row| row.plans.len() > 1) {
        notes.push(Note::Grouped);
    }
    match request.voices {
        Voices::One => {}
        Voices::All => notes.push(Note::AllPlans),
        Voices::Any => notes.push(Note::AnyPlan),
    }
    notes
}

impl Note {
    fn says_something(&self) -> bool {
        match self {
            Self::Queries(names)
            | Self::Silent(names)
            | Self::Undated(names)
            | Self::Digests(names)
            | Self::Partial(names)
            | Self::Samples(names)
            | Self::Empty(names) => !names.is_empty(),
            _ => true,
        }
    }
}
