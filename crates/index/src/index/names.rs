//! The names that plans share: bodies, prefectures and titles, each once.

use std::collections::HashMap;

use super::table::PlanRow;
use kurabe_text::fold::fold;

/// The distinct values of one fact of the plans.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The values, in order.
    pub values: Vec<String>,
    /// Their folded forms.
    pub folded: Vec<String>,
    /// For each plan the place of its value, or [`Names::NONE`].
    pub of: Vec<u32>,
}

impl Names {
    /// The place of a value that a plan does not state.
    pub const NONE: u32 = u32::MAX;

    fn gather<'a>(plans: &'a [PlanRow], fact: impl Fn(&'a PlanRow) -> Option<&'a str>) -> Self {
        let mut places: HashMap<&str, u32> = plans.iter().filter_map(|row| Some((fact(row)?, 0))).collect();
        let mut values: Vec<&str> = places.keys().copied().collect();
        values.sort_unstable();
        for (place, value) in values.iter().enumerate() {
            places.insert(value, place as u32);
        }
        let of = plans.iter().map(|row| fact(row).and_then(|value| places.get(value).copied()).unwrap_or(Self::NONE));
        Self {
            of: of.collect(),
            folded: values.iter().map(|value| fold(value)).collect(),
            values: values.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Which values hold something, by their places.
    #[must_use]
    pub fn that(&self, holds: impl Fn(&str) -> bool) -> Vec<bool> {
        self.folded.iter().map(|folded| holds(folded)).collect()
    }
}

/// The names of all plans.
#[derive(Clone, Debug, Default)]
pub struct AllNames {
    /// Bodies.
    pub organisations: Names,
    /// Prefectures.
    pub prefectures: Names,
    /// Titles.
    pub titles: Names,
}

impl AllNames {
    pub(super) fn of(plans: &[PlanRow]) -> Self {
        Self {
            organisations: Names::gather(plans, |row| row.organisation.as_deref()),
            prefectures: Names::gather(plans, |row| row.prefecture.as_deref()),
            titles: Names::gather(plans, |row| row.title.as_deref()),
        }
    }
}
