//! Counting the items of many plans at once: from the columns of the index, no plan is opened.

use rayon::prelude::*;

use super::{Column, CompareError, Counted};
use crate::index::{Columns, Store};
use kurabe_model::NodeId;
use kurabe_text::stop::carry;

/// What some plans hold.
#[derive(Debug, Default)]
pub struct Counts {
    /// For each plan of the index how many items it has.
    of: Vec<u32>,
    /// The items that some column counts, in order of plans and nodes.
    found: Vec<Found>,
    /// Where each plan's begin in `found`, and the end of the last.
    starts: Vec<u32>,
}

/// An item that some column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The item.
    pub node: NodeId,
    /// Its reading stands on doubtful ground.
    pub is_doubtful: bool,
    /// The columns, one bit each.
    columns: u64,
}

impl Found {
    /// Does a column count it?
    #[must_use]
    pub fn is_in(self, column: usize) -> bool {
        self.columns >> column & 1 == 1
    }
}

impl Counts {
    /// Counts the items of the plans that are wanted, by their places.
    pub(super) fn of(store: &Store, columns: &[Column], wanted: &[bool]) -> Result<Self, CompareError> {
        let bits = theme_bits(store, columns)?;
        let parts: Vec<tantivy::Result<Vec<OfPlan>>> = (0..store.segments().len())
            .into_par_iter()
            .map(carry(|segment| of_segment(store, segment, columns, (&bits, wanted))))
            .collect();
        let mut plans = Vec::new();
        for part in parts {
            plans.extend(part.map_err(store.failed())?);
        }
        plans.sort_unstable_by_key(|plan| plan.place);
        let mut counts = Self { of: vec![0; wanted.len()], ..Self::default() };
        let mut plans = plans.into_iter().peekable();
        for place in 0..wanted.len() {
            counts.starts.push(counts.found.len() as u32);
            while let Some(plan) = plans.next_if(|plan| plan.place as usize == place) {
                counts.of[place] += plan.of;
                counts.found.extend(plan.found);
            }
        }
        counts.starts.push(counts.found.len() as u32);
        Ok(counts)
    }

    /// How many items a plan has.
    #[must_use]
    pub fn items(&self, plan: u32) -> u32 {
        self.of.get(plan as usize).copied().unwrap_or(0)
    }

    /// The items of a plan that some column counts.
    pub fn found(&self, plan: u32) -> impl Iterator<Item = Found> {
        let at = |place: usize| self.starts.get(place).map_or(0, |start| *start as usize);
        let range = at(plan as usize)..at(plan as usize + 1);
        self.found.get(range).unwrap_or_default().iter().copied()
    }
}

/// The items of a plan.
struct OfPlan {
    place: u32,
    of: u32,
    found: Vec<Found>,
}

/// For each theme of the index, by its bit, the columns that count it.
fn theme_bits(store: &Store, columns: &[Column]) -> Result<Vec<(u32, u64)>, CompareError> {
    let known = &store.head().themes;
    let mut bits = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let Counted::Theme(name) = &column.counted else { continue };
        let bit = known.iter().position(|theme| theme == name);
        let bit = bit.ok_or_else(|| CompareError::Theme { name: name.clone(), known: known.clone() })?;
        bits.push((bit as u32, 1 << place));
    }
    Ok(bits)
}

fn of_segment(
    store: &Store,
    segment: usize,
    columns: &[Column],
    (bits, wanted): (&[(u32, u64)], &[bool]),
) -> tantivy::Result<Vec<OfPlan>> {
    let reader = &store.segments()[segment];
    let queries: Vec<_> = columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| match &column.counted {
            Counted::Passages(sets) => Some((1u64 << place, sets.get(segment)?)),
            Counted::Theme(_) => None,
        })
        .collect();
    let any_theme = bits.iter().fold(0u64, |all, (bit, _)| all | 1 << bit);
    let mut plans: Vec<OfPlan> = Vec::new();
    let mut current = (u32::MAX, false);
    Columns::open(reader)?.each(|row| {
        if current.0 != row.plan {
            let place = store.places().get(row.plan as usize).copied().filter(|place| *place != u32::MAX);
            let place = place.filter(|place| wanted.get(*place as usize).copied().unwrap_or(false));
            current = (row.plan, place.is_some());
            plans.extend(place.map(|place| OfPlan { place, of: 0, found: Vec::new() }));
        }
        if !current.1 || !row.traits.is_item() {
            return;
        }
        let Some(plan) = plans.last_mut() else { return };
        plan.of += 1;
        let mut held = 0;
        if row.themes & any_theme != 0 {
            held = bits.iter().filter(|(bit, _)| row.themes >> bit & 1 == 1).fold(0, |held, (_, column)| held | column);
        }
        for (column, docs) in &queries {
            if docs.contains(row.doc as usize) {
                held |= column;
            }
        }
        if held != 0 {
            plan.found.push(Found { node: row.node, is_doubtful: row.traits.is_doubtful(), columns: held });
        }
    });
    Ok(plans)
}
