//! How what readers corrected stands in an index: whether each correction holds, in which plan, and why it does not.
//!
//! In come corrections and an open index, out come both beside each other. How it is shown must not be known here.

use std::collections::BTreeSet;

use super::corpus::Corrections;
use super::paired::{Place, Plans, of_file};
use kurabe_index::index::{IndexError, PlanNumber, PlanRow, Store};
use kurabe_model::{Correction, Misfit, NodeId, Pairing, Quote};
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
    /// A pair of two plans, and the ids of those in which it holds.
    Pairing(Box<Pairing>, State, Option<[String; 2]>),
}

impl Listed {
    /// Its number.
    #[must_use]
    pub fn number(&self) -> u32 {
        match self {
            Self::Mend(correction, _) => correction.number,
            Self::Pairing(pairing, ..) => pairing.number,
        }
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> &State {
        match self {
            Self::Mend(_, standing) => &standing.state,
            Self::Pairing(_, state, _) => state,
        }
    }

    /// Id of the plan that it corrects; none where it holds in none, or is of a pair.
    #[must_use]
    pub fn holds_in(&self) -> Option<&str> {
        match self {
            Self::Mend(_, standing) => standing.plan.as_deref(),
            Self::Pairing(..) => None,
        }
    }

    /// The places that it is about: the id of the plan in which it holds, else of that which it names, and the words there;
    /// of a pair the older one first.
    #[must_use]
    pub fn places(&self) -> Vec<(&str, &Quote)> {
        match self {
            Self::Mend(correction, standing) => {
                vec![(standing.plan.as_deref().unwrap_or(&correction.plan), &correction.at)]
            }
            Self::Pairing(pairing, _, held) => {
                let named = pairing.sides.each_ref().map(|(plan, _)| plan);
                let plans = held.as_ref().map_or(named, |held| held.each_ref());
                plans.into_iter().map(String::as_str).zip(pairing.sides.iter().map(|(_, quote)| quote)).collect()
            }
        }
    }

    /// Is it about a plan?
    #[must_use]
    pub fn is_about(&self, id: &str) -> bool {
        let is_named = match self {
            Self::Mend(correction, _) => correction.plan == id,
            Self::Pairing(pairing, ..) => pairing.sides.iter().any(|(plan, _)| plan == id),
        };
        is_named || self.places().iter().any(|(plan, _)| *plan == id)
    }
}

/// All corrections with how they stand in an index that is as fresh as it can be, by number.
///
/// # Errors
///
/// If a stored plan cannot be opened.
pub fn listed(corrections: &Corrections, store: &Store) -> Result<Vec<Listed>, IndexError> {
    let mut plans = Plans::new(store);
    let mut found = Vec::new();
    for correction in corrections.mends() {
        found.push(Listed::Mend(Box::new(correction.clone()), standing(&mut plans, correction)?));
    }
    let mut said: Vec<(&Pairing, State, [Place<'_>; 2])> = Vec::new();
    for pairing in corrections.pairings() {
        match plans.places(pairing)? {
            Ok(places) => {
                for (earlier, state, others) in &mut said {
                    if displaces((pairing, places), (earlier, *others)) {
                        *state = State::Replaced(pairing.number);
                    }
                }
                said.push((pairing, State::Held, places));
            }
            Err(misfit) => found.push(Listed::Pairing(Box::new(pairing.clone()), State::Not(misfit), None)),
        }
    }
    found.extend(said.into_iter().map(|(pairing, state, places)| {
        Listed::Pairing(Box::new(pairing.clone()), state, Some(places.map(|(row, _)| row.id.clone())))
    }));
    found.sort_by_key(Listed::number);
    Ok(found)
}

/// The ids of the plans in which a correction holds.
#[must_use]
pub fn corrected(all: &[Listed]) -> BTreeSet<&str> {
    all.iter().filter_map(Listed::holds_in).collect()
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
    let mut plans = Plans::new(store);
    let mut count = corrections.mends().iter().filter(|own| held(store, own).is_none()).count();
    for pairing in corrections.pairings() {
        count += usize::from(plans.places(pairing)?.is_err());
    }
    Ok(count)
}

/// Does what is said of a pair take the place of what was said of another?
fn displaces((pairing, places): (&Pairing, [Place<'_>; 2]), (earlier, others): (&Pairing, [Place<'_>; 2])) -> bool {
    let key = |(row, node): Place<'_>| (row.number, node);
    let (mut own, others) = (places.map(key), others.map(key));
    let plans = |keys: [(PlanNumber, NodeId); 2]| keys.map(|(plan, _)| plan);
    if plans(own) != plans(others) {
        own.reverse();
    }
    if plans(own) != plans(others) {
        return false;
    }
    let is_shared = own[0] == others[0] || own[1] == others[1];
    if pairing.are_one && earlier.are_one { is_shared } else { own == others }
}

/// The plan in which a correction holds.
fn held<'a>(store: &'a Store, correction: &Correction) -> Option<(&'a PlanRow, Option<u32>)> {
    of_file(store, &correction.plan).into_iter().find_map(|row| {
        let own = row.corrections.iter().find(|own| own.number == correction.number)?;
        Some((row, own.replaced))
    })
}

fn standing(plans: &mut Plans<'_>, correction: &Correction) -> Result<Standing, IndexError> {
    if let Some((row, replaced)) = held(plans.store, correction) {
        let state = replaced.map_or(State::Held, State::Replaced);
        return Ok(Standing { state, plan: Some(row.id.clone()) });
    }
    let rows = of_file(plans.store, &correction.plan);
    for row in rows.iter().filter(|row| row.misfits > 0) {
        let plan = plans.of(row)?;
        if let Some((_, misfit)) = plan.misfits().find(|(number, _)| *number == correction.number) {
            return Ok(Standing { state: State::Not(misfit.clone()), plan: None });
        }
    }
    let state = if rows.is_empty() { State::Not(Misfit::Plan(correction.plan.clone())) } else { State::Waiting };
    Ok(Standing { state, plan: None })
}
