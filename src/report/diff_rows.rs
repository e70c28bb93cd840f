//! Which records of a diff are shown, and how: what changed, the headings above it, and how much is folded away.

use std::collections::BTreeMap;

use super::diff_json::Compared;
use super::diff_part::Part;
use kurabe_diff::Record;
use kurabe_model::Node;

/// Whether what did not change is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Show everything.
    Nothing,
    /// Leave out what did not change.
    Unchanged,
}

/// One thing to show, with its depth in the plan.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shown<'a> {
    /// It did not change, but something below it did.
    Heading(&'a Record, usize),
    /// It changed; or it did not, and nothing is folded.
    Entry(&'a Record, usize),
    /// So many unchanged records in a row, left out.
    Folded(usize, usize),
}

/// The records of a part of a diff as they are shown, in order.
pub(super) fn shown<'a>(compared: &Compared<'a>, part: &Part, fold: Fold) -> Vec<Shown<'a>> {
    let depth = |record: &Record| match (record.new.first(), record.old.first()) {
        (Some(id), _) => compared.new.1.depth(*id),
        (None, Some(id)) => compared.old.1.depth(*id),
        (None, None) => 0,
    };
    let held = compared.diff.records.iter().filter(|record| part.holds(compared, record));
    let records: Vec<(&Record, usize)> = held.map(|record| (record, depth(record))).collect();
    let mut found: Vec<Shown<'a>> = Vec::new();
    for (at, (record, depth)) in records.iter().copied().enumerate() {
        if !part.is_same(record) || fold == Fold::Nothing {
            found.push(Shown::Entry(record, depth));
            continue;
        }
        let mut below = records[at + 1..].iter().take_while(|(_, other)| *other > depth);
        if below.any(|(other, _)| !part.is_same(other)) {
            found.push(Shown::Heading(record, depth));
        } else if let Some(Shown::Folded(count, least)) = found.last_mut() {
            *count += 1;
            *least = depth.min(*least);
        } else {
            found.push(Shown::Folded(1, depth));
        }
    }
    found
}

/// What two plans say on one theme, where one of them was written anew.
#[derive(Debug, Default)]
pub struct OnTheme<'a> {
    /// The theme; none for items that have none.
    pub theme: Option<&'a str>,
    /// What goes on from one plan to the other.
    pub goes_on: Vec<&'a Record>,
    /// Items of the old plan without a counterpart.
    pub old: Vec<&'a Node>,
    /// Items of the new plan without a counterpart.
    pub new: Vec<&'a Node>,
}

/// Two plans of which one was written anew, theme by theme; an item stands under the first of its themes. The themes
/// with the most items come first, items without one last.
#[must_use]
pub fn by_theme<'a>(compared: &Compared<'a>, part: &Part) -> Vec<OnTheme<'a>> {
    let (old, new) = (compared.old.1, compared.new.1);
    let mut found: BTreeMap<Option<&str>, OnTheme<'a>> = BTreeMap::new();
    for record in compared.diff.records.iter().filter(|record| !record.section && part.holds(compared, record)) {
        let nodes: Vec<&Node> = new.nodes_of(&record.new).chain(old.nodes_of(&record.old)).collect();
        let theme = nodes.iter().find_map(|node| node.themes.first()).map(String::as_str);
        let entry = found.entry(theme).or_insert_with(|| OnTheme { theme, ..OnTheme::default() });
        match (record.old.is_empty(), record.new.is_empty()) {
            (false, false) => entry.goes_on.push(record),
            (_, true) => entry.old.extend(nodes),
            _ => entry.new.extend(nodes),
        }
    }
    let mut found: Vec<OnTheme<'a>> = found.into_values().collect();
    let size = |one: &OnTheme<'_>| 2 * one.goes_on.len() + one.old.len() + one.new.len();
    found.sort_by_key(|one| (one.theme.is_none(), std::cmp::Reverse(size(one))));
    found
}
