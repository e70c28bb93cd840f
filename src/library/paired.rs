//! Pairs of two plans that readers spoke of: where each side of them stands now.
//!
//! In come what readers said and an open index, out come the plan and the node of each side, and the pairs of two plans
//! for a diff of them. How they are shown must not be known here.

use std::collections::BTreeMap;

use super::corpus::{Corrections, document_of};
use super::is_own;
use super::meant::meant;
use kurabe_diff::Pairings;
use kurabe_extract::correct::{fit_quote, quoted};
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::{Misfit, NodeId, Pairing, Plan, Quote, Within};

/// Where something stands that was said of: a plan, and a node of it.
pub(super) type Place<'a> = (&'a PlanRow, NodeId);

/// Plans of an index, each opened once.
pub(super) struct Plans<'a> {
    pub(super) store: &'a Store,
    opened: BTreeMap<String, Plan>,
}

impl<'a> Plans<'a> {
    pub(super) fn new(store: &'a Store) -> Self {
        Self { store, opened: BTreeMap::new() }
    }

    pub(super) fn of(&mut self, row: &PlanRow) -> Result<&Plan, IndexError> {
        if !self.opened.contains_key(&row.id) {
            self.opened.insert(row.id.clone(), self.store.plan(row.number)?);
        }
        Ok(&self.opened[&row.id])
    }

    /// Where a side of a pair stands: in the plan of its file that is meant.
    fn place(&mut self, (id, quote): &(String, Quote)) -> Result<Result<Place<'a>, Misfit>, IndexError> {
        let rows = of_file(self.store, id);
        let plans: Vec<(&str, &Within)> = rows.iter().map(|row| (row.id.as_str(), &row.stated)).collect();
        let fit = |at: usize| Ok(fit_quote(self.of(rows[at])?, quote));
        Ok(match meant::<IndexError>(&plans, (id, quote.within.as_ref()), fit)? {
            Ok(at) => quoted(self.of(rows[at])?, quote).map(|node| (rows[at], node)),
            Err(misfit) => Err(misfit),
        })
    }

    /// Where both sides of a pair stand, or why they do not.
    pub(super) fn places(&mut self, pairing: &Pairing) -> Result<Result<[Place<'a>; 2], Misfit>, IndexError> {
        let [old, new] = &pairing.sides;
        Ok(match (self.place(old)?, self.place(new)?) {
            (Ok(old), Ok(new)) => Ok([old, new]),
            (Err(misfit), _) | (_, Err(misfit)) => Err(misfit),
        })
    }
}

/// The plans of the file of a plan, also where it is not there itself any more.
pub(super) fn of_file<'a>(store: &'a Store, id: &str) -> Vec<&'a PlanRow> {
    let file = store.find(id).map(|row| &row.file);
    let document = document_of(id);
    let is_beside = |row: &PlanRow| row.id == document || document_of(&row.id) == document && !is_own(row);
    store.plans().iter().filter(|row| file.map_or_else(|| is_beside(row), |file| row.file == *file)).collect()
}

/// The pairs of two plans of an index that readers spoke of, as far as their words still stand there.
///
/// # Errors
///
/// If a stored plan cannot be opened.
pub fn pairings(
    corrections: &Corrections,
    store: &Store,
    (old, new): (&PlanRow, &PlanRow),
) -> Result<Pairings, IndexError> {
    let mut plans = Plans::new(store);
    let mut found = Pairings::default();
    let may = |(id, _): &(String, Quote), row: &PlanRow| document_of(id) == document_of(&row.id);
    for pairing in corrections.pairings() {
        let [one, other] = &pairing.sides;
        if !(may(one, old) && may(other, new) || may(one, new) && may(other, old)) {
            continue;
        }
        let Ok([one, other]) = plans.places(pairing)? else { continue };
        if (&one.0.id, &other.0.id) == (&old.id, &new.id) {
            found.say(one.1, other.1, pairing.are_one);
        } else if (&one.0.id, &other.0.id) == (&new.id, &old.id) {
            found.say(other.1, one.1, pairing.are_one);
        }
    }
    Ok(found)
}

/// What readers said of each of some plans and the next.
///
/// # Errors
///
/// If a stored plan cannot be opened.
pub fn pairings_along(
    corrections: &Corrections,
    store: &Store,
    plans: &[(PlanRow, Plan)],
) -> Result<Vec<Pairings>, IndexError> {
    plans.windows(2).map(|two| pairings(corrections, store, (&two[0].0, &two[1].0))).collect()
}
