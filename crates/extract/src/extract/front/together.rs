//! Bodies that have one plan together.
//!
//! What comes in is a line or the text, what goes out are the names of those bodies. This file must not know which
//! other bodies the text names.

use kurabe_read::Line;

use super::line::Head;
use super::name;
use super::other::{self, names_any};

/// Bodies that carry out one plan together, at most; more are a list of members.
pub(super) const TOGETHER: usize = 6;

/// みさき商工会議所とみさき市が共同で策定: the bodies of which a sentence says that they share the plan.
pub(super) fn together(lines: &[Line]) -> Option<Vec<String>> {
    const SHARED: [&str; 5] = ["が共同", "は共同", "の共同", "が連名", "が協働"];
    let line = lines.iter().find(|line| {
        SHARED.iter().any(|word| line.text.contains(word)) && names_any(&line.text) && line.text.contains("計画")
    })?;
    let head = Head::of(line)?;
    let at = SHARED.iter().filter_map(|word| head.text.find(word)).min()?;
    let before = head.text.get(..at)?;
    let first = name::names(before).into_iter().next()?;
    let rest = before.get(first.range.end..)?;
    let mut bodies = vec![first.name];
    for part in rest
        .split(['と', '、', '・'])
        .map(|part| part.trim_start_matches("及び").trim())
        .filter(|part| !part.is_empty())
    {
        bodies.push(whole_body(part)?);
    }
    (2..=TOGETHER).contains(&bodies.len()).then_some(bodies)
}

/// The text as the name of one body or town, and of nothing else.
pub(super) fn whole_body(text: &str) -> Option<String> {
    let town = other::leading_town(text).is_some_and(|end| end == text.len());
    let body = || name::names(text).first().is_some_and(|name| name.range == (0..text.len()));
    (town || body()).then(|| text.to_owned())
}

/// The bodies of a line that holds nothing else: みなと台商工会・さくら野商工会・みなと台市.
pub(super) fn side_by_side(text: &str) -> Option<Vec<String>> {
    let bodies = |signs: &[char]| {
        let parts = text.split(signs).map(str::trim).filter(|part| !part.is_empty());
        parts.map(whole_body).collect::<Option<Vec<String>>>()
    };
    // A blank parts bodies, and the prefecture from the body in it.
    let apart = || bodies(&[' ', '\u{3000}']).filter(|bodies| bodies.iter().all(|body| names_any(body)));
    let bodies = bodies(&['・', '、', '／', '/']).filter(|bodies| bodies.len() > 1).or_else(apart)?;
    (2..=TOGETHER).contains(&bodies.len()).then_some(bodies)
}
