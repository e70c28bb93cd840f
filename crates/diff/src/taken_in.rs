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

/// Letters that could not stand in another's text by chance: under the same heading, and anywhere.
const TELLING: usize = 6;
const TELLING_ANYWHERE: usize = 8;
/// The share of a title's letters that is most of it, as a fraction.
const MOST: (usize, usize) = (3, 4);

/// An item without a counterpart, the item of the other side whose text holds its words, and that one's partner.
struct Taken {
    part: usize,
    whole: usize,
    partner: Option<usize>,
}

/// Adds the items that others took in, in both directions.
pub(super) fn take_in(features: &Features, pairs: &mut Pairs, groups: &mut Vec<Group>) {
    let grouped: [BTreeSet<usize>; 2] = [
        groups.iter().flat_map(|group| group.old.iter().copied()).collect(),
        groups.iter().flat_map(|group| group.new.iter().copied()).collect(),
    ];
    let (old, new) = (
        Side { items: &features.old, partner_of: &pairs.new_of, grouped: &grouped[0] },
        Side { items: &features.new, partner_of: &pairs.old_of, grouped: &grouped[1] },
    );
    let (merged, split) = (taken(&old, &new), taken(&new, &old));
    let both = merged.into_iter().map(|taken| (taken, true)).chain(split.into_iter().map(|taken| (taken, false)));
    // A pair of which either side takes something in belongs to one group alone.
    let mut held: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (Taken { part, whole, partner }, is_merge) in both {
        check();
        let (old, new) = if is_merge { (part, whole) } else { (whole, part) };
        if features.judged.is_settled(old, new) || !features.judged.may_be_one(old, new) {
            continue;
        }
        let Some(partner) = partner else {
            // The text of an item that has no counterpart itself: they are one, if nothing else took either.
            if pairs.new_of[old].is_none() && pairs.old_of[new].is_none() {
                pairs.join(old, new);
            }
            continue;
        };
        let (old, new) = if is_merge { (partner, whole) } else { (whole, partner) };
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
            side.push(part);
            side.sort_unstable();
        }
    }
    for (old, new) in held {
        pairs.part(old, new);
    }
}

/// One side: its items, the counterpart of each, and which of them belong to a group.
struct Side<'a> {
    items: &'a [Item],
    partner_of: &'a [Option<usize>],
    grouped: &'a BTreeSet<usize>,
}

impl Side<'_> {
    /// Has an item no counterpart, and nothing below it that could have one? A heading that holds nothing is one too.
    fn is_alone(&self, at: usize) -> bool {
        self.partner_of[at].is_none() && !self.grouped.contains(&at) && self.items[at].children.is_empty()
    }

    fn parent(&self, at: usize) -> Option<usize> {
        self.items[at].parent
    }
}

/// By what an item is looked for in the texts of the other side.
struct Sought<'a> {
    part: usize,
    words: &'a str,
    /// The whole title, or a name in it; otherwise only what it is about, which must stand under the same heading.
    sure: bool,
}

/// The words of an item that tell it from all others: its title, the most of it without a label, a name in it, and what
/// it is about.
fn sought(item: &Item, part: usize) -> impl Iterator<Item = Sought<'_>> {
    let title = &item.title;
    let whole = [title.exact.as_str()].into_iter().chain(without_label(&title.exact));
    let sure = whole.chain(title.names.iter().map(String::as_str));
    let all = sure.map(|words| (words, true)).chain([(title.core.as_str(), false)]);
    all.filter(|(words, _)| words.chars().count() >= TELLING).map(move |(words, sure)| Sought { part, words, sure })
}

/// あ・明るい笑顔と温かいまなざし: the longest stretch between punctuation, if it is most of the title.
fn without_label(title: &str) -> Option<&str> {
    let stretches = || title.split(|c: char| !c.is_alphanumeric());
    let longest = stretches().max_by_key(|stretch| stretch.chars().count())?;
    let all: usize = stretches().map(|stretch| stretch.chars().count()).sum();
    let letters = longest.chars().count();
    (letters < all && letters * MOST.1 >= all * MOST.0).then_some(longest)
}

/// The items of one side that items of the other took in.
fn taken(parts: &Side<'_>, wholes: &Side<'_>) -> Vec<Taken> {
    let alone = (0..parts.items.len()).filter(|part| parts.is_alone(*part));
    let all: Vec<Sought<'_>> = alone.flat_map(|part| sought(&parts.items[part], part)).collect();
    let Ok(search) = AhoCorasick::new(all.iter().map(|sought| sought.words)) else { return Vec::new() };
    let mut holders: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); all.len()];
    for (whole, item) in wholes.items.iter().enumerate() {
        check();
        for found in search.find_overlapping_iter(item.body.exact.as_str()) {
            holders[found.pattern().as_usize()].insert(whole);
        }
    }
    let mut told: Vec<Taken> = Vec::new();
    for (sought, holders) in all.iter().zip(holders) {
        // Words that several texts hold tell of none of them.
        let Some(whole) = holders.first().copied().filter(|_| holders.len() == 1) else { continue };
        let is_first = told.last().is_none_or(|last| last.part != sought.part);
        if is_first && let Some(partner) = takes(parts, wholes, sought, whole) {
            told.push(Taken { part: sought.part, whole, partner });
        }
    }
    told
}

/// Can a node have taken in what its text holds? Its partner, if it can; no partner where it has none.
fn takes(parts: &Side<'_>, wholes: &Side<'_>, sought: &Sought<'_>, whole: usize) -> Option<Option<usize>> {
    if wholes.grouped.contains(&whole) {
        return None;
    }
    let above = (parts.parent(sought.part), wholes.parent(whole));
    let same_heading = above.1.map(|heading| wholes.partner_of[heading]) == Some(above.0) || above == (None, None);
    let Some(partner) = wholes.partner_of[whole] else {
        let is_item = !wholes.items[whole].section && wholes.items[whole].children.is_empty();
        return (is_item && same_heading).then_some(None);
    };
    let said_before = parts.items[partner].body.exact.contains(sought.words);
    let is_sure = sought.sure && sought.words.chars().count() >= TELLING_ANYWHERE;
    let free = !parts.grouped.contains(&partner) && !said_before && (is_sure || same_heading);
    free.then_some(Some(partner))
}
