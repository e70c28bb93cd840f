//! From counts of plans to rows: each group of bodies, years, prefectures or kinds, with the plans that stand behind it.

use std::collections::BTreeMap;

use super::By;
use super::count::Counts;
use super::representative::Representatives;
use crate::index::Store;
use kurabe_model::PlanKind;

/// What a row stands for; only what was asked for is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// 都道府県; an empty name where no plan of the body states it.
    pub prefecture: Option<String>,
    /// Place of the body.
    pub organisation: Option<usize>,
    /// Kind of plan.
    pub kind: Option<PlanKind>,
    /// Fiscal year.
    pub year: Option<i32>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it stands for.
    pub key: Key,
    /// The plans behind it, each once, by their places in the index.
    pub plans: Vec<u32>,
    /// Action items of these plans.
    pub of: u32,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// A count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Action items.
    pub items: u32,
    /// How many of them stand on doubtful ground.
    pub doubtful: u32,
    /// The median of the plans' shares, from 0 to 1; none if no plan has any item.
    pub share: Option<f64>,
}

pub(super) fn rows(
    store: &Store,
    representatives: &Representatives,
    by: By,
    counts: &Counts,
    columns: usize,
) -> Vec<Row> {
    let mut groups: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
    for voice in &representatives.voices {
        let body = &representatives.bodies[voice.body];
        let key = Key {
            prefecture: by.prefecture.then(|| body.prefecture.clone().unwrap_or_default()),
            organisation: by.organisation.then_some(voice.body),
            kind: by.kind.then(|| store.plans()[voice.plan as usize].kind),
            year: by.year.then_some(voice.year),
        };
        groups.entry(key).or_default().push(voice.plan);
    }
    let of_plans = |(key, mut plans): (Key, Vec<u32>)| {
        plans.sort_unstable();
        plans.dedup();
        row(key, plans, counts, columns)
    };
    groups.into_iter().map(of_plans).collect()
}

fn row(key: Key, plans: Vec<u32>, counts: &Counts, columns: usize) -> Row {
    let (mut items, mut doubtful) = (vec![0; columns], vec![0; columns]);
    let mut shares: Vec<Vec<f64>> = vec![Vec::new(); columns];
    for plan in &plans {
        let mut own = vec![0u32; columns];
        for found in counts.found(*plan) {
            for column in (0..columns).filter(|column| found.is_in(*column)) {
                own[column] += 1;
                doubtful[column] += u32::from(found.is_doubtful);
            }
        }
        let of = counts.items(*plan);
        for (column, own) in own.into_iter().enumerate() {
            items[column] += own;
            if of > 0 {
                shares[column].push(f64::from(own) / f64::from(of));
            }
        }
    }
    let of = plans.iter().map(|plan| counts.items(*plan)).sum();
    let cells = items.into_iter().zip(doubtful).zip(shares);
    let cells = cells.map(|((items, doubtful), mut shares)| Cell { items, doubtful, share: median(&mut shares) });
    Row { key, of, cells: cells.collect(), plans }
}

/// The middle of some numbers; between the two in the middle where there is an even number of them.
#[must_use]
pub(super) fn median(numbers: &mut [f64]) -> Option<f64> {
    quantile(numbers, 0.5)
}

/// The number below which such a part of the numbers lies, between neighbours in proportion.
#[must_use]
pub(super) fn quantile(numbers: &mut [f64], part: f64) -> Option<f64> {
    numbers.sort_unstable_by(f64::total_cmp);
    let at = part * numbers.len().checked_sub(1)? as f64;
    let (low, high) = (numbers.get(at.floor() as usize)?, numbers.get(at.ceil() as usize)?);
    Some(low + (high - low) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middles() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0, 1.0]), Some(2.0));
        assert_eq!(median(&mut [5.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(quantile(&mut [4.0, 1.0, 2.0, 3.0, 5.0], 0.25), Some(2.0));
        assert_eq!(quantile(&mut [1.0, 2.0], 0.75), Some(1.75));
    }
}
