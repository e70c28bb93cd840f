//! How something spread: which bodies had it first, and who followed within how many years.
//!
//! In comes a comparison by body and year, out comes for each column who took it up when. What plans that are not at
//! hand may hide is counted with it: of a body that has it in its first plan at hand nobody can say when it began
//! (left-censored), nor between two plans that are years apart (interval-censored), nor after the last (right-censored).

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::group::{Row, median};
use super::item::{Item, open_item};
use super::representative::rank;
use super::{By, Comparison, Request, Voices};
use crate::index::{IndexError, Store};
use crate::query::EARLIEST;
use kurabe_model::{NodeId, OrganisationKind, Period};
use kurabe_text::stop::carry;

/// How one column spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Diffusion {
    /// The column.
    pub column: usize,
    /// The first year at hand in which a body has it; none if none ever has.
    pub lead: Option<i32>,
    /// Places of the bodies that have it then.
    pub leaders: Vec<usize>,
    /// The bodies that took it up in the years asked for, earliest first.
    pub adoptions: Vec<Adoption>,
    /// The first item of each of them, as far as they were opened.
    pub items: Vec<Option<Item>>,
    /// The bodies with plans of these years of which none has it.
    pub without: Vec<Without>,
    /// The years asked for in which there are plans.
    pub years: Vec<Year>,
    /// The same by 都道府県; none where no plan of the body states it.
    pub prefectures: Vec<Spread<Option<String>>>,
    /// The same by kind of body; none where it is not known.
    pub kinds: Vec<Spread<Option<OrganisationKind>>>,
    /// What plans that are not at hand may hide.
    pub hidden: Hidden,
}

/// A body takes something up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// Place of the body.
    pub body: usize,
    /// The first fiscal year in which one of its plans has it.
    pub year: i32,
    /// How sure it is that it was not there before.
    pub since: Since,
    /// Years after [`Diffusion::lead`].
    pub lag: i32,
    /// How many items the plan has.
    pub items: u32,
    /// The plan, and the first of the items.
    pub item: (u32, NodeId),
}

/// What is known of the years before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// No plan of the year before has it.
    New,
    /// The nearest plan before, of this year, does not have it; of the years between there is none.
    Between(i32),
    /// It stands in the first plan at hand: it may be older.
    Earliest,
}

/// A body of which no plan has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Without {
    /// Place of the body.
    pub body: usize,
    /// The last year of which a plan is at hand.
    pub last: i32,
}

/// A fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Bodies with a plan.
    pub bodies: u32,
    /// Those of them of which a plan has it.
    pub having: u32,
    /// Those of them that did not have it in their plan before.
    pub new: u32,
    /// Those of them whose first plan at hand this is.
    pub earliest: u32,
}

/// Who has it among the bodies of a prefecture or kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread<K> {
    /// Of which.
    pub key: K,
    /// Bodies with a plan of the years asked for.
    pub bodies: u32,
    /// Those of them that took it up, in these years or before.
    pub adopted: u32,
    /// The first year, and the place of the body.
    pub first: Option<(i32, usize)>,
    /// The median of [`Adoption::lag`] over those of which plans show that they did not have it before; none without any.
    pub lag: Option<f64>,
}

/// Bodies that are listed and of which plans that are not at hand may change what is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Have it in their first plan at hand.
    pub earliest: u32,
    /// Of the years between the plan that lacks it and the one that has it there is none.
    pub between: u32,
    /// Have no plan of the first year at hand, nor of one before: they may have been earlier.
    pub unseen: u32,
    /// Do not have it, but have no plan of the last year at hand: they may have it since.
    pub ended: u32,
}

impl Request {
    /// The same question for [`diffusion`]: any plan of a body and year counts, and years before those asked for are
    /// looked at too, since what is new can be told only from them.
    #[must_use]
    pub fn of_diffusion(mut self) -> Self {
        self.by = By { organisation: true, year: true, ..By::default() };
        self.voices = Voices::Any;
        self.scope.years = self.scope.years.map(|years| Period { from: EARLIEST, ..years });
        self
    }
}

impl Hidden {
    /// Can nothing be hidden?
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Adoption {
    /// The fewest and the most years after the first at hand, as far as plans tell: none where it may be older than all
    /// of them.
    #[must_use]
    pub fn lags(&self) -> (Option<i32>, i32) {
        let least = match self.since {
            Since::New => Some(self.lag),
            Since::Between(before) => Some((before + 1 - self.year + self.lag).max(0)),
            Since::Earliest => None,
        };
        (least, self.lag)
    }
}

/// How each column of a comparison [by body and year](Request::of_diffusion) spread, as far as it falls into these years.
/// So many first items of each column are opened at most.
///
/// # Errors
///
/// If the index cannot be read.
pub fn diffusion(
    store: &Store,
    comparison: &Comparison,
    (asked, most): (Option<Period>, usize),
) -> Result<Vec<Diffusion>, IndexError> {
    (0..comparison.columns.len())
        .map(|column| {
            let mut of = of_column(store, comparison, (column, asked));
            let theme = &comparison.columns[column];
            let shown = of.adoptions.get(..most).unwrap_or(&of.adoptions);
            let open = carry(|own: &Adoption| open_item(store, own.item, theme));
            of.items = shown.par_iter().map(open).collect::<Result<_, _>>()?;
            Ok(of)
        })
        .collect()
}

fn of_column(store: &Store, comparison: &Comparison, (column, asked): (usize, Option<Period>)) -> Diffusion {
    // Rows stand in order of bodies and years.
    let bodies: Vec<&[Row]> = comparison.rows.chunk_by(|a, b| a.key.organisation == b.key.organisation).collect();
    let mut taken_up: Vec<Adoption> =
        bodies.iter().filter_map(|rows| adoption(store, comparison, (rows, column))).collect();
    taken_up.sort_by_key(|adoption| (adoption.year, adoption.since, adoption.body));
    let lead = taken_up.first().map(|adoption| adoption.year);
    let leaders = taken_up.iter().filter(|own| Some(own.year) == lead).map(|own| own.body).collect();
    taken_up.iter_mut().for_each(|adoption| adoption.lag = adoption.year - lead.unwrap_or(adoption.year));
    let is_asked = |year: i32| asked.is_none_or(|years| (years.from.0..=years.to.0).contains(&year));
    let without: Vec<Without> = bodies
        .iter()
        .filter(|rows| !rows.iter().any(|row| has(row, column)))
        .filter_map(|rows| {
            let last = rows.last()?;
            Some(Without { body: last.key.organisation?, last: last.key.year? })
        })
        .filter(|without| asked.is_none_or(|years| without.last >= years.from.0))
        .collect();
    let mut years = years(&bodies, column);
    // Those that took it up before these years have it too: they are counted with those that have plans of them.
    let with_plan: BTreeSet<usize> = bodies
        .iter()
        .filter(|rows| rows.iter().any(|row| row.key.year.is_some_and(is_asked)))
        .filter_map(|rows| rows.first()?.key.organisation)
        .collect();
    let had: Vec<Adoption> = taken_up.iter().filter(|own| with_plan.contains(&own.body)).cloned().collect();
    taken_up.retain(|adoption| is_asked(adoption.year));
    let hidden = hidden(&bodies, (&taken_up, &without), (lead, years.last().map(|year| year.year)));
    years.retain(|year| is_asked(year.year));
    let of = |body: usize| comparison.bodies.get(body);
    Diffusion {
        column,
        lead,
        leaders,
        prefectures: spread((&had, &without), |body| of(body).and_then(|body| body.prefecture.clone())),
        kinds: spread((&had, &without), |body| of(body).and_then(|body| body.kind)),
        adoptions: taken_up,
        items: Vec::new(),
        without,
        years,
        hidden,
    }
}

fn has(row: &Row, column: usize) -> bool {
    row.cells.get(column).is_some_and(|cell| cell.items > 0)
}

/// When a body took it up, by its rows; how long after the first is not yet known.
fn adoption(store: &Store, comparison: &Comparison, (rows, column): (&[Row], usize)) -> Option<Adoption> {
    let at = rows.iter().position(|row| has(row, column))?;
    let row = rows.get(at)?;
    let (body, year) = (row.key.organisation?, row.key.year?);
    let before = at.checked_sub(1).and_then(|before| rows.get(before)?.key.year);
    let since = match before {
        None => Since::Earliest,
        Some(before) if before + 1 == year => Since::New,
        Some(before) => Since::Between(before),
    };
    // Of several plans that have it the one that would speak for the year bears witness.
    let nodes: Vec<(u32, NodeId)> = comparison.nodes(row, column).collect();
    let (plan, _) = *nodes.iter().min_by_key(|(plan, _)| store.row(*plan).map(rank))?;
    let mut of_plan = nodes.iter().filter(|(own, _)| *own == plan);
    let item = *of_plan.next()?;
    Some(Adoption { body, year, since, lag: 0, items: 1 + of_plan.count() as u32, item })
}

fn years(bodies: &[&[Row]], column: usize) -> Vec<Year> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for rows in bodies {
        let first = rows.iter().position(|row| has(row, column));
        for (place, row) in rows.iter().enumerate() {
            let Some(year) = row.key.year else { continue };
            let of = years.entry(year).or_insert(Year { year, bodies: 0, having: 0, new: 0, earliest: 0 });
            of.bodies += 1;
            of.having += u32::from(has(row, column));
            let is_first = first == Some(place);
            of.earliest += u32::from(is_first && place == 0);
            of.new += u32::from(is_first && place > 0);
        }
    }
    years.into_values().collect()
}

fn hidden(
    bodies: &[&[Row]],
    (taken_up, without): (&[Adoption], &[Without]),
    (lead, last): (Option<i32>, Option<i32>),
) -> Hidden {
    let count = |is: &dyn Fn(Since) -> bool| taken_up.iter().filter(|own| is(own.since)).count() as u32;
    let listed: BTreeSet<usize> =
        taken_up.iter().map(|own| own.body).chain(without.iter().map(|own| own.body)).collect();
    let is_listed =
        |rows: &&&[Row]| rows.first().and_then(|row| row.key.organisation).is_some_and(|body| listed.contains(&body));
    let starts = bodies.iter().filter(is_listed).filter_map(|rows| rows.first()?.key.year);
    let unseen = lead.map_or(0, |lead| starts.filter(|start| *start > lead).count() as u32);
    Hidden {
        earliest: count(&|since| since == Since::Earliest),
        between: count(&|since| matches!(since, Since::Between(_))),
        unseen,
        ended: without.iter().filter(|without| last.is_some_and(|last| without.last < last)).count() as u32,
    }
}

/// Who took it up by some part of the bodies, the largest first.
fn spread<K: Ord + Clone>((taken_up, without): (&[Adoption], &[Without]), key: impl Fn(usize) -> K) -> Vec<Spread<K>> {
    let mut parts: BTreeMap<K, (u32, Vec<&Adoption>)> = BTreeMap::new();
    for adoption in taken_up {
        let part = parts.entry(key(adoption.body)).or_default();
        part.0 += 1;
        part.1.push(adoption);
    }
    for without in without {
        parts.entry(key(without.body)).or_default().0 += 1;
    }
    let of_part = |(key, (bodies, adopted)): (K, (u32, Vec<&Adoption>))| Spread {
        key,
        bodies,
        adopted: adopted.len() as u32,
        first: adopted.first().map(|first| (first.year, first.body)),
        lag: median(
            &mut adopted
                .iter()
                .filter(|own| own.since != Since::Earliest)
                .map(|own| f64::from(own.lag))
                .collect::<Vec<_>>(),
        ),
    };
    let mut parts: Vec<Spread<K>> = parts.into_iter().map(of_part).collect();
    // Who was first, then who has more; those who have none at last.
    parts.sort_by_key(|part| (part.first.map_or(i32::MAX, |(year, _)| year), std::cmp::Reverse(part.adopted)));
    parts
}
