//! Figures of like indicators side by side: 会員数, 巡回件数, 創業支援件数.
//!
//! Indicators are alike when what they measure is, by the words of the indicator's name and its item, and when they
//! count the same sort of thing: a frequency is no number of people.

use super::gap::{Exemplar, exemplar};
use super::similarity::{Lexicon, Said, TermVector};
use crate::index::{IndexError, Store};
use kurabe_model::{Indicator, Role};
use kurabe_text::unit;

/// A figure of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The item that it measures.
    pub item: Exemplar,
    /// Name of the indicator.
    pub name: String,
    /// The number.
    pub value: f64,
    /// The unit as the plan has it.
    pub unit: String,
    /// Target, result …
    pub role: Role,
    /// Western fiscal year that stands with it.
    pub period: Option<i32>,
    /// 約
    pub approx: bool,
    /// A change rather than a level.
    pub change: bool,
    /// As written.
    pub text: String,
    /// Its line.
    pub line: u32,
}

/// A figure of one body and the like figures of others.
#[derive(Clone, Debug, PartialEq)]
pub struct LikeFigures {
    /// The body's own.
    pub own: Figure,
    /// Those of the peers, each peer's nearest, the likest first.
    pub peers: Vec<(Figure, f32)>,
    /// What they count, in one word for all spellings.
    pub unit: &'static str,
}

/// As like as this is the same measure.
const SAME: f32 = 0.45;

/// May two figures stand side by side?
fn same_sort(a: &Figure, b: &Figure) -> bool {
    unit::comparable(&a.unit, &b.unit) && a.change == b.change
}

/// The figures of one plan beside the like figures of its peers.
pub(super) fn side_by_side(store: &Store, own: u32, peers: &[u32]) -> Result<Vec<LikeFigures>, IndexError> {
    let mut lexicon = Lexicon::new(store)?;
    let ours = figures(store, &mut lexicon, own)?;
    let mut theirs = Vec::new();
    for peer in peers {
        theirs.push(figures(store, &mut lexicon, *peer)?);
    }
    let mut found: Vec<LikeFigures> = Vec::new();
    for (figure, vector) in &ours {
        let best = |figures: &Vec<(Figure, TermVector)>| {
            let like = figures.iter().filter(|(other, _)| same_sort(figure, other));
            let like = like.map(|(other, other_vector)| (other, lexicon.known().likeness(vector, other_vector)));
            // Of one item's figures the one of the same role and the newest year.
            let rank = |other: &Figure, likeness: f32| (likeness, other.role == figure.role, other.period);
            like.filter(|(_, likeness)| *likeness >= SAME)
                .max_by(|a, b| rank(a.0, a.1).partial_cmp(&rank(b.0, b.1)).unwrap_or(std::cmp::Ordering::Equal))
                .map(|(other, likeness)| (other.clone(), likeness))
        };
        let mut like: Vec<(Figure, f32)> = theirs.iter().filter_map(best).collect();
        like.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.item.plan.cmp(&b.0.item.plan)));
        if !like.is_empty() {
            let unit = unit::of(&figure.unit).map_or("", |unit| unit.name);
            found.push(LikeFigures { own: figure.clone(), peers: like, unit });
        }
    }
    found.sort_by(|a, b| b.peers.len().cmp(&a.peers.len()).then(a.own.line.cmp(&b.own.line)));
    Ok(found)
}

fn figures(store: &Store, lexicon: &mut Lexicon<'_>, place: u32) -> Result<Vec<(Figure, TermVector)>, IndexError> {
    let Some(row) = store.row(place) else { return Ok(Vec::new()) };
    let plan = store.plan(row.number)?;
    let mut figures = Vec::new();
    for indicator in &plan.indicators {
        let Some(item) = exemplar(&plan, place, indicator.node) else { continue };
        let Some(figure) = figure(indicator, item) else { continue };
        // A name alone (受講者) says nothing: what it measures is told by its item.
        let title = if figure.name == figure.item.title {
            figure.name.clone()
        } else {
            format!("{} {}", figure.item.title, figure.name)
        };
        let vector = lexicon.vector(Said { title: &title, heading: &figure.item.heading, body: "" })?;
        figures.push((figure, vector));
    }
    Ok(figures)
}

fn figure(indicator: &Indicator, item: Exemplar) -> Option<Figure> {
    Some(Figure {
        name: if indicator.name.is_empty() { item.title.clone() } else { indicator.name.clone() },
        item,
        value: indicator.value?,
        unit: indicator.unit.clone(),
        role: indicator.role,
        period: indicator.period,
        approx: indicator.approx,
        change: indicator.change,
        text: indicator.said().into_owned(),
        line: indicator.line,
    })
}
