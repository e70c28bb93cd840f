//! What is tried, and the laws that must hold of it.

use std::collections::BTreeSet;

use super::made::{PARTS, package};
use super::mutate::Random;
use kurabe_diff::{Side, diff};
use kurabe_extract::extract::extract;
use kurabe_extract::record::extraction;
use kurabe_index::query;
use kurabe_model::plan::Facts;
use kurabe_model::{Extent, Plan};
use kurabe_read::{Format, Line, Text, read};

/// Something that takes bytes.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    /// What is bent for it.
    pub(crate) from: From,
    /// Tries an input; the law that does not hold, if one does not.
    pub(crate) run: fn(&[u8], &mut Random) -> Result<(), String>,
}

/// What an input is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// The texts of the corpus.
    Texts,
    /// Files of every format.
    Files,
    /// Parts of office documents.
    Parts,
}

/// All that is tried.
pub(crate) static TARGETS: [Target; 6] = [
    Target { name: "read", from: From::Texts, run: reads },
    Target { name: "read-formats", from: From::Files, run: reads },
    Target { name: "read-packages", from: From::Parts, run: reads_packages },
    Target { name: "extract", from: From::Texts, run: extracts },
    Target { name: "query", from: From::Texts, run: queries },
    Target { name: "diff", from: From::Texts, run: differs },
];

fn law(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// Whatever the bytes are called: lines in order, or a reason.
fn reads(input: &[u8], random: &mut Random) -> Result<(), String> {
    let (extension, _) = Format::EXTENSIONS[random.below(Format::EXTENSIONS.len())];
    numbered(input, extension)
}

/// An office document of which one part was bent and packed anew.
fn reads_packages(input: &[u8], random: &mut Random) -> Result<(), String> {
    let part = &PARTS[random.below(PARTS.len())];
    match package(part, input) {
        Ok(file) => numbered(&file, part.extension),
        Err(error) => Err(error.to_string()),
    }
}

fn numbered(file: &[u8], extension: &str) -> Result<(), String> {
    let Ok(text) = read(file, Some(extension)) else { return Ok(()) };
    let numbers = text.lines.iter().map(|line| line.number);
    law(numbers.eq(1..=text.lines.len() as u32), "lines are numbered from 1, one by one")
}

/// Bytes as lines, however they were broken.
fn text(input: &[u8]) -> Text {
    let text = String::from_utf8_lossy(input);
    let line = |(number, text): (u32, &str)| Line { number, page: None, place: None, text: text.to_owned() };
    Text { lines: (1..).zip(text.lines()).map(line).collect(), notices: Vec::new() }
}

fn plan(input: &[u8]) -> Plan {
    extract(&text(input), &Facts::default())
}

fn extracts(input: &[u8], _: &mut Random) -> Result<(), String> {
    let text = text(input);
    let plan = extract(&text, &Facts::default());
    let last = text.lines.len() as u32;
    let within = |first: u32, end: u32| 1 <= first && first <= end && end <= last;
    law(plan.nodes.iter().all(|node| within(node.span.first, node.span.last)), "items stand on lines of the text")?;
    law(plan.passages.iter().all(|passage| within(passage.span.first, passage.span.last)), "passages stand on lines")?;
    let parents = plan.nodes.iter().filter_map(|node| Some((node.parent?, node.id)));
    law(parents.into_iter().all(|(parent, node)| parent < node), "parents stand before their children")?;
    law(extraction(&plan).is_ok(), "a plan can be written as records")
}

/// A query that is printed is read as the same query.
fn queries(input: &[u8], random: &mut Random) -> Result<(), String> {
    let text = String::from_utf8_lossy(input);
    let typed: String = text.chars().skip(random.below(200)).take(1 + random.below(60)).collect();
    let Ok(asked) = query::read(&typed) else { return Ok(()) };
    let printed = asked.to_string();
    match query::read(&printed) {
        Ok(again) => law(again.to_string() == printed, "a printed query reads as the same query"),
        Err(_) => Err(format!("the printed query {printed:?} cannot be read")),
    }
}

/// A plan beside a part of itself that was bent: every item once on its side. A plan beside itself: nothing changed.
fn differs(input: &[u8], random: &mut Random) -> Result<(), String> {
    let cut = random.below(input.len() + 1);
    let turned = [input.get(cut..).unwrap_or_default(), input.get(..cut).unwrap_or_default()].concat();
    let (old, new) = (plan(input), plan(&turned));
    let side = |plan| Side { plan, extent: Extent::Full };
    let Ok(found) = diff(side(&old), side(&new)) else { return Ok(()) };
    let mut told = BTreeSet::new();
    let nodes = found.records.iter().flat_map(|record| record.old.iter());
    let is_once = nodes.clone().all(|node| told.insert(*node));
    law(is_once && told.len() == old.nodes.len(), "every item of the old plan stands in one record")?;
    match diff(side(&old), side(&old)) {
        Ok(same) => law(same.aligned >= 1.0, "a plan beside itself is aligned"),
        Err(_) => Ok(()),
    }
}
