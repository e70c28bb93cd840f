//! Plans beside their successors: invented pairs in several layouts, and the laws of a diff.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kurabe::diff::{Diff, Record, Side, Status, diff};
use kurabe::extract::extract;
use kurabe::model::plan::Facts;
use kurabe::model::{Extent, NodeId, Plan};
use kurabe::read::{Line, Text};

use crate::kit::repository;

fn read(lines: &[String]) -> Plan {
    let line = |(number, text): (u32, &String)| Line { number, page: None, place: None, text: text.clone() };
    extract(&Text { lines: (1..).zip(lines).map(line).collect(), notices: vec![] }, &Facts::default())
}

pub(crate) fn compare(old: &Plan, new: &Plan) -> Diff {
    diff(Side { plan: old, extent: Extent::Full }, Side { plan: new, extent: Extent::Full }).unwrap()
}

/// One side of a pair: its text, and the tags of each line.
#[derive(Default)]
struct Tagged {
    lines: Vec<String>,
    /// Of each tag the line, and the text that it stands behind.
    tags: Vec<(String, u32, String)>,
}

impl Tagged {
    /// Takes a line such as `・創業塾の開催  #b1`; a table's row may have several.
    fn push(&mut self, line: &str) {
        let number = u32::try_from(self.lines.len()).unwrap() + 1;
        let mut text = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("  #") {
            text.push_str(&rest[..at]);
            let end = rest[at..].find('|').map_or(rest.len(), |end| at + end);
            let before = rest[..at].rsplit('|').next().unwrap_or_default();
            for tag in rest[at..end].split_whitespace() {
                self.tags.push((tag.trim_start_matches('#').to_owned(), number, before.to_owned()));
            }
            rest = &rest[end..];
        }
        text.push_str(rest);
        self.lines.push(text);
    }
}

/// A relation: old lines and titles, new lines and titles, and whether it is a move.
type Relation = (BTreeSet<String>, BTreeSet<String>, bool);

/// What a pair's tags say, and what the program says, in the same form.
fn relations(name: &str) -> (BTreeSet<Relation>, BTreeSet<Relation>) {
    let path = repository().join("tests").join("pairs").join(name);
    let text = fs::read_to_string(path).unwrap();
    let (mut old, mut new) = (Tagged::default(), Tagged::default());
    let mut is_new = None;
    for line in text.lines() {
        match (line, is_new) {
            ("== old", _) => is_new = Some(false),
            ("== new", _) => is_new = Some(true),
            (_, Some(false)) => old.push(line),
            (_, Some(true)) => new.push(line),
            (_, None) => {}
        }
    }
    let (before, after) = (read(&old.lines), read(&new.lines));
    let found = compare(&before, &after);
    let named = |side: &Tagged, plan: &Plan| -> BTreeMap<NodeId, Vec<String>> {
        let mut names: BTreeMap<NodeId, Vec<String>> = BTreeMap::new();
        for (tag, line, text) in &side.tags {
            let mut nodes = plan.nodes.iter().filter(|node| node.span.first == *line && text.contains(&node.title));
            let node = nodes.next().unwrap_or_else(|| panic!("{name}: {text:?} gives no node"));
            names.entry(node.id).or_default().push(tag.clone());
        }
        names
    };
    let (old_names, new_names) = (named(&old, &before), named(&new, &after));
    let label = |plan: &Plan, id: NodeId| {
        let node = &plan.nodes[id.0 as usize - 1];
        format!("{}:{}", node.span.first, node.title)
    };
    let mut want: BTreeMap<String, Relation> = BTreeMap::new();
    for (id, tag) in old_names.iter().flat_map(|(id, tags)| tags.iter().map(move |tag| (id, tag))) {
        want.entry(tag.clone()).or_default().0.insert(label(&before, *id));
    }
    for (id, tag) in new_names.iter().flat_map(|(id, tags)| tags.iter().map(move |tag| (id, tag))) {
        want.entry(tag.clone()).or_default().1.insert(label(&after, *id));
    }
    // Tags that share a node are one relation.
    let mut joined: Vec<Relation> = Vec::new();
    for (tag, (mut from, mut to, _)) in want {
        let mut moved = tag.ends_with('!');
        joined.retain(|(others_from, others_to, other_moved)| {
            let apart = others_from.is_disjoint(&from) && others_to.is_disjoint(&to);
            if !apart {
                from.extend(others_from.iter().cloned());
                to.extend(others_to.iter().cloned());
                moved |= *other_moved;
            }
            apart
        });
        joined.push((from, to, moved));
    }
    let told = |record: &Record| -> Relation {
        let from = record.old.iter().map(|id| label(&before, *id)).collect();
        let to = record.new.iter().map(|id| label(&after, *id)).collect();
        (from, to, matches!(record.status, Status::Moved | Status::MovedReworded))
    };
    let is_tagged = |record: &&Record| {
        record.old.iter().any(|id| old_names.contains_key(id)) || record.new.iter().any(|id| new_names.contains_key(id))
    };
    (joined.into_iter().collect(), found.records.iter().filter(is_tagged).map(told).collect())
}

fn check(name: &str) {
    let (want, found) = relations(name);
    let show = |relations: Vec<&Relation>| {
        relations
            .iter()
            .map(|(from, to, moved)| {
                let side = |side: &BTreeSet<String>| side.iter().cloned().collect::<Vec<_>>().join(" + ");
                format!("  {} → {}{}\n", side(from), side(to), if *moved { " (moved)" } else { "" })
            })
            .collect::<String>()
    };
    let lost = show(want.difference(&found).collect());
    let invented = show(found.difference(&want).collect());
    assert!(lost.is_empty() && invented.is_empty(), "{name}\nlost:\n{lost}invented:\n{invented}");
}

#[test]
fn a_three_year_plan_and_the_next() {
    check("midterm.txt");
}

#[test]
fn tables_of_two_years() {
    check("table.txt");
}

#[test]
fn sentences_of_two_years() {
    check("sentences.txt");
}

#[test]
fn numbered_plans_of_two_years() {
    check("annual.txt");
}

#[test]
fn a_flat_list_that_gets_pillars() {
    check("flat.txt");
}
