//! Items that another item took in: what was an item of its own in one plan stands word for word in the text of an
//! item in the other.
//!
//! In come features, pairs and groups, out come the groups with such items. An item whose words the other plan still
//! holds must not be called gone. How groups are typed must not be known here.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::feature::{Features, Item};
use super::pairs::Pairs;
use super::split::Group;
use kurabe_text::stop::check;

/// Letters of a title that could not stand in another's text by chance.
const TELLING: usize = 6;

/// An item without a counterpart, the item of the other side whose text holds its words, and that one's partner.
struct Taken {
    part: usize,
    whole: usize,
    partner: usize,
}

/// Adds the items that others took in, in both directions.
pub(super) fn take_in(features: &Features, pairs: &mut Pairs, groups: &mut Vec<Group>) {
    let grouped: [BTreeSet<usize>; 2] = [
        groups.iter().flat_map(|group| group.old.iter().copied()).collect(),
        groups.iter().flat_map(|group| group.new.iter().copied()).collect(),
    ];
    let merged = taken((&features.old, &pairs.new_of, &grouped[0]), (&features.new, &pairs.old_of, &grouped[1]));
    let split = taken((&features.new, &pairs.old_of, &grouped[1]), (&features.old, &pairs.new_of, &grouped[0]));
    // A pair of which either side takes something in belongs to one group alone.
    let mut held: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (taken, is_merge) in merged.into_iter().map(|taken| (taken, true)).chain(split.into_iter().map(|t| (t, false)))
    {
        check();
        let (old, new) = if is_merge { (taken.partner, taken.whole) } else { (taken.whole, taken.partner) };
        if held.insert((old, new)) {
            groups.push(Group { old: vec![old], new: vec![new], covered: 1.0 });
        }
        let Some(group) = groups.iter_mut().rev().find(|group| group.old.contains(&old) && group.new.contains(&new))
        else {
            continue;
        };
        let (side, others) = if is_merge { (&mut group.old, &group.new) } else { (&mut group.new, &group.old) };
        // What took something in and gave something off is neither split nor merger: the first stands.
        if others.len() == 1 {
            side.push(taken.part);
            side.sort_unstable();
        }
    }
    for (old, new) in held {
        pairs.part(old, new);
    }
}

/// One side: its items, the counterpart of each, and which of them belong to a group.
type Side<'a> = (&'a [Item], &'a [Option<usize>], &'a BTreeSet<usize>);

/// The items of one side that items of the other took in.
fn taken((parts, whole_of, parts_grouped): Side<'_>, (wholes, part_of, wholes_grouped): Side<'_>) -> Vec<Taken> {
    let alone: Vec<usize> = (0..parts.len())
        .filter(|part| whole_of[*part].is_none() && !parts_grouped.contains(part) && parts[*part].children.is_empty())
        .filter(|part| !parts[*part].section && parts[*part].title.exact.chars().count() >= TELLING)
        .collect();
    let titles = alone.iter().map(|part| parts[*part].title.exact.as_str());
    let Ok(search) = AhoCorasick::new(titles) else { return Vec::new() };
    let mut holders: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); alone.len()];
    for (whole, item) in wholes.iter().enumerate() {
        check();
        for found in search.find_overlapping_iter(item.body.exact.as_str()) {
            holders[found.pattern().as_usize()].insert(whole);
        }
    }
    let told = alone.into_iter().zip(holders).filter_map(|(part, holders)| {
        // Words that several texts hold tell of none of them.
        let whole = *holders.first().filter(|_| holders.len() == 1)?;
        let partner = part_of[whole]?;
        let said_before = parts[partner].body.exact.contains(parts[part].title.exact.as_str());
        let free = !wholes[whole].section
            && !parts[partner].section
            && !wholes_grouped.contains(&whole)
            && !parts_grouped.contains(&partner);
        (free && !said_before).then_some(Taken { part, whole, partner })
    });
    told.collect()
}
