//! How what readers corrected stands in an index: whether each correction holds, in which plan, and why it does not.
//!
//! In come corrections and an open index, out come both beside each other. How it is shown must not be known here.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::{Corrections, document_of};
use super::correcting::is_taken_out;
use kurabe_extract::correct::quoted;
use kurabe_index::index::{IndexError, PlanRow, Store};
use kurabe_model::{Correction, Misfit, NodeId, Pairing, Plan, Quote};
use kurabe_read::Text;

/// How a correction stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Held,
    /// It holds, and a later one says otherwise of all that it says.
    Replaced(u32),
    /// The index was made before it was kept.
    Waiting,
    /// It does not hold.
    Not(Misfit),
}

impl State {
    /// All words for it in records.
    pub const NAMES: [&'static str; 5] = ["held", "replaced", "waiting", "lost", "ambiguous"];

    /// The word for it in records.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Replaced(_) => "replaced",
            Self::Waiting => "waiting",
            Self::Not(misfit) if misfit.is_ambiguous() => "ambiguous",
            Self::Not(_) => "lost",
        }
    }
}

/// How a correction stands, and in which plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How.
    pub state: State,
    /// Id of the plan in which it holds; none where it holds in none.
    pub plan: Option<String>,
}

/// A correction or a pair, with how it stands.
#[derive(Clone, Debug)]
pub enum Listed {
    /// A correction of a plan.
    Mend(Box<Correction>, Standing),
    /// A pair of two plans.
    Pairing(Box<Pairing>, State),
}

impl Listed {
    /// Its number.
    #[must_use]
    pub fn number(&self) -> u32 {
        match self {
            Self::Mend(correction, _) => correction.number,
            Self::Pairing(pairing, _) => pairing.number,
        }
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> &State {
        match self {
            Self::Mend(_, standing) => &standing.state,
            Self::Pairing(_, state) => state,
        }
    }

    /// Id of the plan that it is about: that in which it holds, else that which it names; of a pair, the newer one.
    #[must_use]
    pub fn plan(&self) -> &str {
        match self {
            Self::Mend(correction, standing) => standing.plan.as_deref().unwrap_or(&correction.plan),
            Self::Pairing(pairing, _) => &pairing.sides[1].0,
        }
    }

    /// Is it about a plan?
    #[must_use]
    pub fn is_about(&self, id: &str) -> bool {
        match self {
            Self::Mend(correction, _) => self.plan() == id || correction.plan == id,
            Self::Pairing(pairing, _) => pairing.sides.iter().any(|(plan, _)| plan == id),
        }
    }
}

/// All corrections with how they stand in an index that is as fresh as it can be, by number.
///
/// # Errors
///
/// If a stored plan cannot be opened.
pub fn listed(corrections: &Corrections, store: &Store) -> Result<Vec<Listed>, IndexError> {
    let mut plans = Plans { store, opened: BTreeMap::new() };
    let mut found = Vec::new();
    for correction in corrections.mends() {
        found.push(Listed::Mend(Box::new(correction.clone()), standing(&mut plans, correction)?));
    }
    let mut said: Vec<(&Pairing, State, [NodeId; 2])> = Vec::new();
    for pairing in corrections.pairings() {
        let [old, new] = &pairing.sides;
        match (plans.quoted(old)?, plans.quoted(new)?) {
            (Ok(old), Ok(new)) => {
                for (earlier, state, nodes) in &mut said {
                    if displaces((pairing, [old, new]), (earlier, *nodes)) {
                        *state = State::Replaced(pairing.number);
                    }
                }
                said.push((pairing, State::Held, [old, new]));
            }
            (Err(misfit), _) | (_, Err(misfit)) => {
                found.push(Listed::Pairing(Box::new(pairing.clone()), State::Not(misfit)));
            }
        }
    }
    found.extend(said.into_iter().map(|(pairing, state, _)| Listed::Pairing(Box::new(pairing.clone()), state)));
    found.sort_by_key(Listed::number);
    Ok(found)
}

/// The ids of the plans in which a correction holds.
#[must_use]
pub fn corrected(all: &[Listed]) -> BTreeSet<&str> {
    let held = |one: &'_ Listed| matches!(one, Listed::Mend(_, standing) if standing.plan.is_some());
    all.iter().filter(|one| held(one)).map(Listed::plan).collect()
}

/// The text of a plan as it lies beside its reading: the lines that the reading names.
#[must_use]
pub fn text_beside(text: &Text) -> String {
    text.lines.iter().map(|line| format!("{}\n", line.text)).collect()
}

/// How many corrections do not hold.
///
/// # Errors
///
/// If a stored plan cannot be opened.
pub fn unheld(corrections: &Corrections, store: &Store) -> Result<usize, IndexError> {
    let mut plans = Plans { store, opened: BTreeMap::new() };
    let mut count = corrections.mends().iter().filter(|own| held(store, own).is_none()).count();
    for pairing in corrections.pairings() {
        let [old, new] = &pairing.sides;
        count += usize::from(plans.quoted(old)?.is_err() || plans.quoted(new)?.is_err());
    }
    Ok(count)
}

/// Plans of an index, each opened once.
struct Plans<'a> {
    store: &'a Store,
    opened: BTreeMap<String, Plan>,
}

impl Plans<'_> {
    fn of(&mut self, row: &PlanRow) -> Result<&Plan, IndexError> {
        if !self.opened.contains_key(&row.id) {
            self.opened.insert(row.id.clone(), self.store.plan(row.number)?);
        }
        Ok(&self.opened[&row.id])
    }

    /// The node of a side of a pair.
    fn quoted(&mut self, (id, quote): &(String, Quote)) -> Result<Result<NodeId, Misfit>, IndexError> {
        let store = self.store;
        match store.find(id) {
            Some(row) if !is_taken_out(row, quote) => Ok(quoted(self.of(row)?, quote)),
            _ => Ok(Err(Misfit::Plan(id.clone()))),
        }
    }
}

/// Does what is said of a pair take the place of what was said of another?
fn displaces((pairing, nodes): (&Pairing, [NodeId; 2]), (earlier, others): (&Pairing, [NodeId; 2])) -> bool {
    let ids = |pairing: &Pairing| [pairing.sides[0].0.clone(), pairing.sides[1].0.clone()];
    let [old, new] = ids(pairing);
    let nodes = match ids(earlier) {
        own if own == [old.clone(), new.clone()] => nodes,
        own if own == [new, old] => [nodes[1], nodes[0]],
        _ => return false,
    };
    let is_shared = nodes[0] == others[0] || nodes[1] == others[1];
    if pairing.are_one && earlier.are_one { is_shared } else { nodes == others }
}

/// The plan in which a correction holds.
fn held<'a>(store: &'a Store, correction: &Correction) -> Option<(&'a PlanRow, Option<u32>)> {
    let of_document = rows(store, correction);
    of_document.into_iter().find_map(|row| {
        let own = row.corrections.iter().find(|own| own.number == correction.number)?;
        Some((row, own.replaced))
    })
}

/// The plans of the document that a correction is about.
fn rows<'a>(store: &'a Store, correction: &Correction) -> Vec<&'a PlanRow> {
    let document = document_of(&correction.plan);
    store.plans().iter().filter(|row| row.id == correction.plan || document_of(&row.id) == document).collect()
}

fn standing(plans: &mut Plans<'_>, correction: &Correction) -> Result<Standing, IndexError> {
    if let Some((row, replaced)) = held(plans.store, correction) {
        let state = replaced.map_or(State::Held, State::Replaced);
        return Ok(Standing { state, plan: Some(row.id.clone()) });
    }
    let rows = rows(plans.store, correction);
    for row in rows.iter().filter(|row| row.misfits > 0) {
        let plan = plans.of(row)?;
        if let Some((_, misfit)) = plan.misfits().find(|(number, _)| *number == correction.number) {
            return Ok(Standing { state: State::Not(misfit.clone()), plan: None });
        }
    }
    let state = if rows.is_empty() { State::Not(Misfit::Plan(correction.plan.clone())) } else { State::Waiting };
    Ok(Standing { state, plan: None })
}
