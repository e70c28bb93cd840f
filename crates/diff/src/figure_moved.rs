//! Figures that stand elsewhere: what left one item and is given at another is not gone.
//!
//! In come the figures of each record that found no counterpart there, and all figures that each plan prints; out
//! come for each record the changes that are left. Why a figure found no counterpart must not be known here.

use std::collections::{BTreeMap, HashMap};

use super::figure::{Figure, FigureChange, Years, alone, change, changes, same_value};
use super::line::closed;
use super::status::Move;
use kurabe_model::{NodeId, Plan};
use kurabe_text::fold::fold;

/// The figures of a record without a counterpart in it.
#[derive(Debug, Default)]
pub(super) struct Alone {
    pub(super) old: Vec<Figure>,
    pub(super) new: Vec<Figure>,
}

/// Where a figure is found again: unit, what changes, name.
type Key = (String, bool, String);

/// The places of figures: record, and place in its list.
type Places = HashMap<Key, Vec<(usize, usize)>>;

/// What the figures of each record became, all records taken together.
pub(super) fn settle(records: Vec<Alone>, old: &Printed, new: &Printed, years: Years) -> Vec<Vec<FigureChange>> {
    let (left, right) = (places(&records, |alone| &alone.old), places(&records, |alone| &alone.new));
    let mut found: Vec<Vec<FigureChange>> = records.iter().map(|_| Vec::new()).collect();
    let mut old_done = std::collections::HashSet::new();
    let mut new_done = std::collections::HashSet::new();
    let mut keys: Vec<&Key> = left.keys().collect();
    keys.sort_unstable();
    for key in keys {
        // Only a name that stands at one place on either side tells where a figure went.
        let (Some(from), Some(to)) = (left.get(key).and_then(at_one_place), right.get(key).and_then(at_one_place))
        else {
            continue;
        };
        let here = |places: &[(usize, usize)], side: fn(&Alone) -> &Vec<Figure>| -> Vec<Figure> {
            places.iter().map(|(at, place)| side(&records[*at])[*place].clone()).collect()
        };
        let (was, is) = (here(from, |alone| &alone.old), here(to, |alone| &alone.new));
        let into = to[0].0;
        if let ([was], [is]) = (was.as_slice(), is.as_slice()) {
            let (old, new) = (Some(was.indicator.clone()), Some(is.indicator.clone()));
            let moved = || FigureChange { change: Move::Moved, old, new };
            found[into].push(if same_value(was, is) { moved() } else { change(was, is).unwrap_or_else(moved) });
        } else {
            // A row of a table with its years is followed as a whole.
            let changed = changes(was, is, years);
            found[into].extend(changed.found);
            let of = |figures: Vec<Figure>, change| figures.into_iter().map(move |figure| alone(figure, change));
            found[from[0].0].extend(of(changed.old_alone, Move::Dropped));
            found[into].extend(of(changed.new_alone, Move::Added));
        }
        old_done.extend(from.iter().copied());
        new_done.extend(to.iter().copied());
    }
    for (at, record) in records.into_iter().enumerate() {
        for (place, figure) in record.old.into_iter().enumerate() {
            if figure.stands_out && !old_done.contains(&(at, place)) && !new.prints(&figure, old) {
                found[at].push(alone(figure, Move::Dropped));
            }
        }
        for (place, figure) in record.new.into_iter().enumerate() {
            if figure.stands_out && !new_done.contains(&(at, place)) && !old.prints(&figure, new) {
                found[at].push(alone(figure, Move::Added));
            }
        }
    }
    found
}

/// The places of a name, if they are all in one record.
fn at_one_place(places: &Vec<(usize, usize)>) -> Option<&[(usize, usize)]> {
    let is_one = places.iter().all(|(record, _)| *record == places[0].0);
    is_one.then_some(places.as_slice())
}

/// Fewer letters name nothing that could be found again.
const NAMING: usize = 3;

fn places(records: &[Alone], side: impl Fn(&Alone) -> &Vec<Figure>) -> Places {
    let mut places = Places::new();
    for (at, record) in records.iter().enumerate() {
        for (place, figure) in side(record).iter().enumerate().filter(|(_, figure)| figure.stands_out) {
            let name = if figure.name.is_empty() { fold(&figure.indicator.name) } else { figure.name.clone() };
            if name.chars().count() >= NAMING {
                places.entry((figure.unit.clone(), figure.indicator.change, name)).or_default().push((at, place));
            }
        }
    }
    places
}

/// The numbers that a plan prints, each with the texts it stands in.
#[derive(Debug)]
pub(super) struct Printed {
    /// A number as written, and the nodes whose text holds it.
    places: HashMap<String, Vec<usize>>,
    /// The text of each node, and what stands outside the nodes.
    texts: Vec<String>,
    text_of: HashMap<NodeId, usize>,
}

/// A number that more nodes hold than this is looked for in the first of them.
const MOST_PLACES: usize = 64;

impl Printed {
    pub(super) fn of(plan: &Plan, bodies: &[String]) -> Self {
        let text = |(at, body): (usize, &String)| {
            let node = &plan.nodes[at];
            let above = node.parent.and_then(|parent| plan.node(parent)).map_or("", |parent| parent.title.as_str());
            fold(&format!("{above}\n{}\n{body}", node.title))
        };
        let mut texts: Vec<String> = bodies.iter().enumerate().map(text).collect();
        for indicator in &plan.indicators {
            if let Some(at) = plan.place_of(indicator.node) {
                texts[at].push('\n');
                texts[at].push_str(&fold(&format!("{}{}", indicator.name, indicator.text)));
            }
        }
        texts.extend(lines_without_node(plan));
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, text) in texts.iter().enumerate() {
            for number in numbers(text) {
                let known = places.entry(number.to_owned()).or_default();
                if known.last() != Some(&at) && known.len() < MOST_PLACES {
                    known.push(at);
                }
            }
        }
        let text_of = plan.nodes.iter().enumerate().map(|(at, node)| (node.id, at)).collect();
        Self { places, texts, text_of }
    }

    /// Does the plan print a figure of the other plan under its name, or with the words around it, wherever that is?
    fn prints(&self, figure: &Figure, other: &Self) -> bool {
        let written = fold(&figure.indicator.text);
        let name = if figure.name.is_empty() { fold(&figure.indicator.name) } else { figure.name.clone() };
        let Some(places) = numbers(&written).next().and_then(|number| self.places.get(number)) else { return false };
        let around = other.around(figure, &written);
        places.iter().any(|at| {
            let text = &self.texts[*at];
            let has_words = || around.as_ref().is_some_and(|around| closed(text).contains(around));
            text.contains(&written) && (text.contains(&name) || has_words())
        })
    }

    /// A figure of this plan with the words before and after it, if they are enough to know it by.
    fn around(&self, figure: &Figure, written: &str) -> Option<String> {
        let text = closed(&self.texts[*self.text_of.get(&figure.indicator.node)?]);
        let written = closed(written);
        let (before, after) = text.split_once(&written)?;
        let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
        let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        let (before, after) = (&before[from..], &after[..to]);
        let letters = before.chars().chain(after.chars()).filter(|c| c.is_alphabetic()).count();
        (letters >= AROUND).then(|| format!("{before}{written}{after}"))
    }
}

/// Letters before a figure, and after it, by which its sentence is known again; in all at least so many.
const AROUND: usize = 8;

/// What stands on each line outside the nodes, the cells of a row together.
fn lines_without_node(plan: &Plan) -> Vec<String> {
    let mut lines: BTreeMap<u32, String> = BTreeMap::new();
    for passage in plan.passages.iter().filter(|passage| passage.node.is_none()) {
        let line = lines.entry(passage.span.first).or_default();
        line.push('\n');
        line.push_str(&passage.body);
    }
    lines.into_values().map(|line| fold(&line)).collect()
}

/// The numbers of a folded text as written.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    text.split(move |c| !is_part(c)).filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}
