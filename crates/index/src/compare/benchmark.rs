//! One body against its peers: shares per theme, what the others do, what it alone does, and like figures.

use super::count::Counts;
use super::gap::{Contrast, contrast};
use super::group::quantile;
use super::representative::{Body, Representatives, Scope, Voices, closed, is_report};
use super::target::{LikeFigures, side_by_side};
use super::{By, Column, CompareError, Silence};
use crate::index::{PlanRow, Store};
use kurabe_model::{FiscalYear, Period};
use kurabe_text::fold::fold;

/// What is asked for.
#[derive(Debug)]
pub struct BenchmarkRequest {
    /// The body: its name or a part of it.
    pub organisation: String,
    /// The peers by name; empty for those of the same kind.
    pub peers: Vec<String>,
    /// What narrows the peers, and which plans may speak; its organisations do not matter.
    pub scope: Scope,
    /// The themes.
    pub columns: Vec<Column>,
}

/// A body and the plan that speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The body.
    pub body: Body,
    /// Place of the plan in the index.
    pub plan: u32,
    /// The newest of the years in which it speaks.
    pub year: i32,
}

/// How the peers were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// By name.
    Named,
    /// Of the same kind in the same prefecture.
    Prefecture,
    /// Of the same kind.
    Kind,
    /// All bodies, because no other of the kind has a plan.
    Everybody,
}

/// A theme's share at one body beside those of its peers.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Name of the theme.
    pub name: String,
    /// The body's items.
    pub items: u32,
    /// Its share of all of its items.
    pub share: Option<f64>,
    /// Quartiles of the peers' shares: a quarter is below the first, half below the second, a quarter above the third.
    pub quartiles: Option<[f64; 3]>,
    /// How many peers have a smaller share.
    pub above: usize,
    /// How many peers have an item.
    pub with: usize,
    /// How many peers have a share at all.
    pub of: usize,
}

/// The answer.
#[derive(Debug)]
pub struct Benchmark {
    /// The body.
    pub own: Peer,
    /// How many action items its plan has.
    pub items: u32,
    /// Its peers, by name.
    pub peers: Vec<Peer>,
    /// How they were chosen.
    pub chosen: Chosen,
    /// The years in which a peer's plan may stand.
    pub years: Period,
    /// Peers without a plan in these years.
    pub without: Vec<String>,
    /// Invented bodies that were left out.
    pub samples: usize,
    /// Peers whose items were not looked at one by one, because there are too many.
    pub unread: usize,
    /// Themes.
    pub standings: Vec<Standing>,
    /// What others do, and what it alone does.
    pub contrast: Contrast,
    /// How many peers make a gap.
    pub several: usize,
    /// Like figures.
    pub figures: Vec<LikeFigures>,
}

/// So many bodies in a prefecture are peers enough.
const ENOUGH: usize = 5;

/// Peers whose items are compared one by one.
const MOST: usize = 60;

/// How many years before the body's plan a peer's may stand.
const BEFORE: i32 = 2;

/// Sets a body against its peers.
///
/// # Errors
///
/// If no body or several could be meant, a theme is not known, or the index cannot be read.
pub fn benchmark(store: &Store, request: &BenchmarkRequest) -> Result<Benchmark, CompareError> {
    let own = own(store, request)?;
    let row = &store.plans()[own.plan as usize];
    let period = row.period.unwrap_or(Period::year(own.year));
    let recent = Period { from: FiscalYear(period.from.0 - BEFORE), to: FiscalYear(period.to.0.max(own.year)) };
    let years = request.scope.years.map_or(recent, |years| closed(years, store.plans()));
    let scope = Scope { organisations: Vec::new(), years: Some(years), ..request.scope.clone() };
    let (mut peers, chosen, without) = peers(store, request, &own, scope);
    let before = peers.len();
    // An invented plan says nothing of real ones.
    peers.retain(|peer| row.sample || !store.plans()[peer.plan as usize].sample);
    let samples = before - peers.len();
    let mut wanted = vec![false; store.plans().len()];
    peers.iter().chain([&own]).for_each(|peer| wanted[peer.plan as usize] = true);
    let counts = Counts::of(store, &request.columns, &wanted)?;
    let standings = (0..request.columns.len()).map(|column| standing(request, &counts, column, (&own, &peers)));
    let standings = standings.collect();
    let near: Vec<u32> = nearest(&own, &peers).into_iter().map(|peer| peer.plan).collect();
    let several = if near.len() < 8 { 2 } else { near.len().div_ceil(4) };
    Ok(Benchmark {
        items: counts.items(own.plan),
        standings,
        contrast: contrast(store, own.plan, &near, several)?,
        figures: side_by_side(store, own.plan, &near)?,
        unread: peers.len() - near.len(),
        own,
        peers,
        chosen,
        years,
        without,
        samples,
        several,
    })
}

/// The body that is meant, with its newest plan of the years asked for.
fn own(store: &Store, request: &BenchmarkRequest) -> Result<Peer, CompareError> {
    let wanted = fold(&request.organisation);
    let scope = Scope {
        organisations: vec![wanted.clone()],
        kinds: request.scope.kinds.clone(),
        years: request.scope.years,
        ..Scope::default()
    };
    let representatives = Representatives::of(store, &scope, Voices::One, By::default());
    let exactly = |body: &Body| body.name.as_ref().is_some_and(|name| fold(name) == wanted);
    let places = 0..representatives.bodies.len();
    let exact: Vec<usize> = places.clone().filter(|place| exactly(&representatives.bodies[*place])).collect();
    let meant: Vec<usize> = if exact.is_empty() { places.collect() } else { exact };
    let spoken: Vec<Peer> = meant.iter().filter_map(|place| newest(&representatives, *place)).collect();
    match spoken.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(silent(store, request)),
        several => {
            let mut names: Vec<String> = several.iter().filter_map(|peer| peer.body.name.clone()).collect();
            names.truncate(20);
            Err(CompareError::Body { wanted: request.organisation.clone(), meant: names })
        }
    }
}

/// Why there is no body that could be meant.
fn silent(store: &Store, request: &BenchmarkRequest) -> CompareError {
    let wanted = request.organisation.clone();
    let name = fold(&wanted);
    let mut plans: Vec<PlanRow> = store.plans().iter().filter(|row| row.is_named(&name)).cloned().collect();
    let is_own = |row: &PlanRow| row.organisation.as_deref().is_some_and(|own| fold(own) == name);
    if plans.iter().any(is_own) {
        plans.retain(is_own);
    }
    if plans.is_empty() {
        return CompareError::Body { wanted, meant: Vec::new() };
    }
    let dated = || plans.iter().filter(|row| row.period.is_some());
    let why = if dated().next().is_none() {
        Silence::Undated
    } else if request.scope.kinds.is_empty() && dated().all(is_report) {
        Silence::Reports
    } else {
        Silence::Conditions
    };
    CompareError::Silent { wanted, why, plans }
}

fn newest(representatives: &Representatives, body: usize) -> Option<Peer> {
    let voice = representatives.voices.iter().filter(|voice| voice.body == body).max_by_key(|voice| voice.year)?;
    Some(Peer { body: representatives.bodies.get(body)?.clone(), plan: voice.plan, year: voice.year })
}

/// The peers, how they were chosen, and the names of those without a plan in the years.
fn peers(store: &Store, request: &BenchmarkRequest, own: &Peer, scope: Scope) -> (Vec<Peer>, Chosen, Vec<String>) {
    let same = |body: &Body| body.name == own.body.name;
    let speaking = |scope: &Scope| {
        let representatives = Representatives::of(store, scope, Voices::One, By::default());
        // Voices stand in order of bodies and years: the last of each body is its newest.
        let last = representatives.voices.chunk_by(|a, b| a.body == b.body).filter_map(|voices| voices.last());
        let peers = last.map(|voice| Peer {
            body: representatives.bodies[voice.body].clone(),
            plan: voice.plan,
            year: voice.year,
        });
        let peers: Vec<Peer> = peers.filter(|peer| !same(&peer.body)).collect();
        let has = |body: &Body| peers.iter().any(|peer| peer.body == *body);
        let without = representatives.bodies.iter().filter(|body| !same(body) && !has(body));
        let without = without.filter_map(|body| body.name.clone()).collect();
        (peers, without)
    };
    if !request.peers.is_empty() {
        let names = request.peers.iter().map(|name| fold(name)).collect();
        let (peers, without) = speaking(&Scope { organisations: names, ..scope });
        return (peers, Chosen::Named, without);
    }
    let kind = Scope { bodies: own.body.kind.into_iter().collect(), ..scope };
    let (mut peers, mut without) = speaking(&kind);
    if kind.prefectures.is_empty()
        && let Some(prefecture) = &own.body.prefecture
    {
        let neighbours = peers.iter().filter(|peer| peer.body.prefecture.as_ref() == Some(prefecture)).count();
        if neighbours >= ENOUGH {
            let scope = Scope { prefectures: vec![fold(prefecture)], ..kind };
            let (peers, without) = speaking(&scope);
            return (peers, Chosen::Prefecture, without);
        }
    }
    let mut chosen = Chosen::Kind;
    if peers.is_empty() {
        (peers, without) = speaking(&Scope { bodies: Vec::new(), ..kind });
        chosen = Chosen::Everybody;
    }
    (peers, chosen, without)
}

/// The peers whose years are nearest, where there are too many to look at one by one.
fn nearest(own: &Peer, peers: &[Peer]) -> Vec<Peer> {
    let mut near = peers.to_vec();
    near.sort_by_key(|peer| (peer.year - own.year).abs());
    near.truncate(MOST);
    near
}

fn standing(request: &BenchmarkRequest, counts: &Counts, column: usize, (own, peers): (&Peer, &[Peer])) -> Standing {
    let items = |plan: u32| counts.found(plan).filter(|found| found.is_in(column)).count() as u32;
    let share = |plan: u32| {
        let of = counts.items(plan);
        (of > 0).then(|| f64::from(items(plan)) / f64::from(of))
    };
    let mut shares: Vec<f64> = peers.iter().filter_map(|peer| share(peer.plan)).collect();
    let own_share = share(own.plan);
    let quartiles = match [0.25, 0.5, 0.75].map(|part| quantile(&mut shares, part)) {
        [Some(first), Some(second), Some(third)] => Some([first, second, third]),
        _ => None,
    };
    Standing {
        name: request.columns.get(column).map(|column| column.name.clone()).unwrap_or_default(),
        items: items(own.plan),
        share: own_share,
        quartiles,
        above: shares.iter().filter(|share| own_share.is_some_and(|own| **share < own)).count(),
        with: peers.iter().filter(|peer| items(peer.plan) > 0).count(),
        of: shares.len(),
    }
}
