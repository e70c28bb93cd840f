//! Which plan speaks for a body and a fiscal year.
//!
//! A body may have an annual plan and a mid-term plan for the same year, and two versions of either. Counting them all
//! would count the same work several times; so one of them speaks.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::By;
use crate::index::{PlanRow, Store};
use crate::query::{EARLIEST, LATEST};
use kurabe_model::{Extent, OrganisationKind, Period, PlanKind};
use kurabe_text::fold::fold;

/// Which plans are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Parts of the bodies' names, folded; empty for all.
    pub organisations: Vec<String>,
    /// Beginnings of the prefectures' names, folded; empty for all.
    pub prefectures: Vec<String>,
    /// Kinds of plans; empty for all but reports of what was done.
    pub kinds: Vec<PlanKind>,
    /// Kinds of bodies; empty for all.
    pub bodies: Vec<OrganisationKind>,
    /// Fiscal years.
    pub years: Option<Period>,
}

/// Do all plans of a body and a year count, one, or any?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voices {
    /// One plan speaks.
    #[default]
    One,
    /// All plans add up.
    All,
    /// Any plan speaks: a year has what one of its plans has.
    Any,
}

/// A body whose plans are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name, with the prefecture where two bodies bear the same; none if its one plan does not state it.
    pub name: Option<String>,
    /// 都道府県, as far as one of its plans states it.
    pub prefecture: Option<String>,
    /// Its kind.
    pub kind: Option<OrganisationKind>,
}

/// A plan that speaks for a body in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Voice {
    /// Place of the body in [`Representatives::bodies`].
    pub body: usize,
    /// The fiscal year.
    pub year: i32,
    /// Place of the plan in the index.
    pub plan: u32,
}

/// Who speaks, and where nobody does.
#[derive(Clone, Debug, Default)]
pub struct Representatives {
    /// The bodies, by name.
    pub bodies: Vec<Body>,
    /// Who speaks, in order of bodies and years.
    pub voices: Vec<Voice>,
    /// Bodies and years without a plan.
    pub no_plan: Vec<(usize, i32)>,
    /// Plans whose years are not known: they speak for none.
    pub undated: Vec<u32>,
    /// Plans that another one speaks for, in all of their years.
    pub silent: Vec<u32>,
    /// The years asked for, or all of those of the plans.
    pub years: Option<Period>,
}

impl Scope {
    fn holds(&self, row: &PlanRow) -> bool {
        let any =
            |parts: &[String], holds: &dyn Fn(&str) -> bool| parts.is_empty() || parts.iter().any(|part| holds(part));
        let kind = if self.kinds.is_empty() { !is_report(row) } else { self.kinds.contains(&row.kind) };
        kind && (self.bodies.is_empty() || row.organisation_kind.is_some_and(|kind| self.bodies.contains(&kind)))
            && any(&self.organisations, &|part| row.is_named(part))
            && any(&self.prefectures, &|part| row.lies_in(part))
    }

    /// How many reports of what was done it would hold if it asked for them.
    pub(super) fn reports(&self, plans: &[PlanRow]) -> usize {
        let asked = Self { kinds: PlanKind::ALL.to_vec(), ..self.clone() };
        let meets = |years: Period, own: Period| own.from <= years.to && years.from <= own.to;
        let of_years = |row: &&PlanRow| self.years.is_none_or(|years| row.period.is_some_and(|own| meets(years, own)));
        plans.iter().filter(|row| is_report(row) && asked.holds(row)).filter(of_years).count()
    }
}

/// Does it say what was done, and not what is planned?
pub(super) fn is_report(row: &PlanRow) -> bool {
    matches!(row.kind, PlanKind::Progress | PlanKind::Report)
}

impl Representatives {
    /// Finds out who speaks; where kinds of plans make rows, one plan of each kind.
    #[must_use]
    pub fn of(store: &Store, scope: &Scope, voices: Voices, by: By) -> Self {
        let plans = store.plans();
        let chosen: Vec<u32> = (0..).zip(plans).filter(|(_, row)| scope.holds(row)).map(|(place, _)| place).collect();
        let (bodies, body_of) = bodies(plans, &chosen);
        let (dated, undated): (Vec<u32>, Vec<u32>) =
            chosen.into_iter().partition(|place| plans[*place as usize].period.is_some());
        let years = scope.years.map(|years| closed(years, plans)).or_else(|| whole(plans, &dated));
        let candidates = candidates(plans, &dated, &body_of, years);
        let mut representatives = Self { bodies, undated, years, ..Self::default() };
        for ((body, year), places) in &candidates {
            let heard = match voices {
                Voices::All | Voices::Any => places.clone(),
                Voices::One => representatives_of(plans, places, by),
            };
            representatives.voices.extend(heard.into_iter().map(|plan| Voice { body: *body, year: *year, plan }));
        }
        let heard: BTreeSet<u32> = representatives.voices.iter().map(|voice| voice.plan).collect();
        let of_years: BTreeSet<u32> = candidates.values().flatten().copied().collect();
        representatives.silent = of_years.difference(&heard).copied().collect();
        for (body, year) in (0..representatives.bodies.len())
            .flat_map(|body| years.into_iter().flat_map(Period::years).map(move |year| (body, year)))
        {
            if !candidates.contains_key(&(body, year)) {
                representatives.no_plan.push((body, year));
            }
        }
        representatives
    }

    /// For each plan of the index, whether it speaks.
    #[must_use]
    pub fn heard(&self, plans: usize) -> Vec<bool> {
        let mut heard = vec![false; plans];
        self.voices.iter().for_each(|voice| heard[voice.plan as usize] = true);
        heard
    }
}

/// From the first to the last year of some plans.
fn whole(plans: &[PlanRow], chosen: &[u32]) -> Option<Period> {
    let periods = chosen.iter().filter_map(|place| plans[*place as usize].period);
    periods.reduce(|a, b| Period { from: a.from.min(b.from), to: a.to.max(b.to) })
}

/// The years asked for; an open end is where those of the plans end.
pub(super) fn closed(asked: Period, plans: &[PlanRow]) -> Period {
    let all: Vec<u32> = (0..).zip(plans).map(|(place, _)| place).collect();
    let Some(whole) = whole(plans, &all) else { return asked };
    let from = if asked.from == EARLIEST { whole.from.min(asked.to) } else { asked.from };
    let to = if asked.to == LATEST { whole.to.max(from) } else { asked.to };
    Period { from, to }
}

/// The plans that cover each year of each body.
fn candidates(
    plans: &[PlanRow],
    dated: &[u32],
    body_of: &HashMap<u32, usize>,
    years: Option<Period>,
) -> BTreeMap<(usize, i32), Vec<u32>> {
    let mut candidates: BTreeMap<(usize, i32), Vec<u32>> = BTreeMap::new();
    for place in dated {
        let (Some(period), Some(body)) = (plans[*place as usize].period, body_of.get(place)) else { continue };
        let asked = |year: &i32| years.is_none_or(|years| years.from.0 <= *year && *year <= years.to.0);
        for year in period.years().filter(asked) {
            candidates.entry((*body, year)).or_default().push(*place);
        }
    }
    candidates
}

/// The plan that speaks, or one of each kind.
fn representatives_of(plans: &[PlanRow], places: &[u32], by: By) -> Vec<u32> {
    let mut places = places.to_vec();
    places.sort_by_key(|place| rank(&plans[*place as usize]));
    if !by.kind {
        places.truncate(1);
    }
    places.dedup_by_key(|place| plans[*place as usize].kind);
    places
}

/// The lower, the sooner a plan speaks: first what was made for the year itself, then what covers it among others; of
/// two versions the newer, of two texts of one version the fuller.
pub(super) fn rank(row: &PlanRow) -> impl Ord + use<> {
    let nearness = match row.kind {
        PlanKind::Annual => 0,
        PlanKind::Implementation => 1,
        PlanKind::MidTerm => 2,
        PlanKind::ManagementSupport => 3,
        PlanKind::Other => 4,
        PlanKind::Progress => 5,
        PlanKind::Report => 6,
    };
    let extent = match row.extent {
        Extent::Full => 0,
        Extent::Digest => 1,
        Extent::Partial => 2,
    };
    let from = row.period.map(|period| period.from);
    let is_part = row.extent == Extent::Partial;
    (nearness, is_part, Reverse(row.published.clone()), Reverse(from), extent, Reverse(row.id.clone()))
}

/// The bodies of some plans, and which plan is whose. Names are one however they are spaced; bodies of one name in two
/// prefectures are two; a plan that names no body is that of a body of its own.
fn bodies(plans: &[PlanRow], chosen: &[u32]) -> (Vec<Body>, HashMap<u32, usize>) {
    let mut seats: HashMap<String, BTreeSet<&str>> = HashMap::new();
    let folded: Vec<Option<String>> =
        chosen.iter().map(|place| plans[*place as usize].organisation.as_deref().map(fold)).collect();
    for (place, name) in chosen.iter().zip(&folded) {
        if let Some(name) = name {
            seats.entry(name.clone()).or_default().extend(plans[*place as usize].prefecture.as_deref());
        }
    }
    let mut by_key: BTreeMap<(bool, String, String, String), Vec<u32>> = BTreeMap::new();
    for (place, name) in chosen.iter().zip(folded) {
        let row = &plans[*place as usize];
        let key = match name {
            None => (true, String::new(), String::new(), row.id.clone()),
            Some(name) => {
                let several = seats.get(&name).is_some_and(|seats| seats.len() > 1);
                let seat = row.prefecture.clone().filter(|_| several).unwrap_or_default();
                (false, name, seat, String::new())
            }
        };
        by_key.entry(key).or_default().push(*place);
    }
    let (mut bodies, mut body_of) = (Vec::new(), HashMap::new());
    for ((_, _, seat, _), places) in by_key {
        let rows = || places.iter().map(|place| &plans[*place as usize]);
        let name = rows().find_map(|row| row.organisation.clone());
        let name = name.map(|name| if seat.is_empty() { name } else { format!("{name}（{seat}）") });
        let prefecture = rows().find_map(|row| row.prefecture.clone());
        let kind = rows().find_map(|row| row.organisation_kind);
        body_of.extend(places.iter().map(|place| (*place, bodies.len())));
        bodies.push(Body { name, prefecture, kind });
    }
    (bodies, body_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_model::Plan;

    fn row(id: &str, kind: PlanKind, years: (i32, i32), more: impl FnOnce(&mut PlanRow)) -> PlanRow {
        let mut row = PlanRow::of(&Plan::default(), id);
        row.kind = kind;
        row.organisation = Some("みなと商工会議所".into());
        row.period = Some(Period { from: kurabe_model::FiscalYear(years.0), to: kurabe_model::FiscalYear(years.1) });
        more(&mut row);
        row
    }

    #[test]
    fn the_annual_plan_speaks_and_of_its_versions_the_newest() {
        let plans = [
            row("a", PlanKind::MidTerm, (2021, 2023), |_| ()),
            row("b", PlanKind::Annual, (2022, 2022), |row| row.published = Some("2022-03".into())),
            row("c", PlanKind::Annual, (2022, 2022), |row| row.published = Some("2022-06".into())),
            row("d", PlanKind::Annual, (2022, 2022), |row| {
                row.published = Some("2022-09".into());
                row.extent = Extent::Partial;
            }),
        ];
        assert_eq!(representatives_of(&plans, &[0, 1, 2, 3], By::default()), [2]);
        assert_eq!(representatives_of(&plans, &[0], By::default()), [0]);
        assert_eq!(representatives_of(&plans, &[0, 1, 2], By { kind: true, ..By::default() }), [2, 0]);
    }

    #[test]
    fn bodies_are_told_apart_by_prefecture_where_names_are_the_same() {
        let at = |id: &str, name: &str, seat: &str| {
            row(id, PlanKind::Annual, (2022, 2022), |row| {
                row.organisation = Some(name.into());
                row.prefecture = Some(seat.into()).filter(|seat: &String| !seat.is_empty());
            })
        };
        let plans = [
            at("a", "山手商工会", "東県"),
            at("b", "山手 商工会", "西県"),
            at("c", "川瀬商工会", "東県"),
            at("d", "川瀬商工会", ""),
        ];
        let (bodies, body_of) = bodies(&plans, &[0, 1, 2, 3]);
        let mut names: Vec<&str> = bodies.iter().filter_map(|body| body.name.as_deref()).collect();
        names.sort_unstable();
        assert_eq!(names, ["山手 商工会（西県）", "山手商工会（東県）", "川瀬商工会"]);
        assert_eq!(body_of[&2], body_of[&3]);
    }
}
