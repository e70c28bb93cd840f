//! A look at the themes themselves: assignments to judge by eye, and words that occur often where no theme is.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::gap::{Exemplar, exemplar};
use super::item::{Item, item};
use crate::index::{IndexError, Store};
use crate::ja::fold::fold;
use crate::ja::words::Words;
use crate::model::{Flag, Node, NodeKind};

/// What to look at.
#[derive(Clone, Copy, Debug)]
pub struct AuditRequest {
    /// Which sample.
    pub seed: u64,
    /// How many assignments, and how many words.
    pub limit: usize,
}

/// The look.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// How many plans were opened, and how many there are.
    pub plans: (usize, usize),
    /// Items of these plans, and how many have no theme.
    pub items: (usize, usize),
    /// Items of these plans for each theme: by a word of their own title, and by a heading alone.
    pub themes: Vec<(String, [usize; 2])>,
    /// Assignments, chosen at random: the theme and the item with its reasons.
    pub sample: Vec<(String, Item)>,
    /// Words of items without a theme.
    pub words: Vec<Unthemed>,
}

/// A word that occurs often in titles of items without a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unthemed {
    /// The word, or two that stand side by side.
    pub word: String,
    /// How many items have it.
    pub items: usize,
    /// How many bodies.
    pub bodies: usize,
    /// One of them.
    pub example: Exemplar,
}

/// Plans that are opened at most.
const PLANS: usize = 200;

/// Looks at the themes of a sample of plans.
///
/// # Errors
///
/// If the index cannot be read.
pub fn audit(store: &Store, request: AuditRequest) -> Result<Audit, IndexError> {
    let mut dice = Dice(request.seed);
    let places = dice.draw(store.plans().len(), PLANS);
    let mut words = Words::open().map_err(|error| IndexError::Data(error.to_string()))?;
    let mut audit = Audit { plans: (places.len(), store.plans().len()), ..Audit::default() };
    let mut tally: HashMap<String, [usize; 2]> = HashMap::new();
    let mut assigned: Vec<(String, Item)> = Vec::new();
    let mut bare: BTreeMap<String, (HashSet<(usize, u32)>, HashSet<String>, Exemplar)> = BTreeMap::new();
    for place in places {
        let row = &store.plans()[place];
        let plan = store.plan(row.number)?;
        let body = row.organisation.as_deref().map_or_else(|| row.id.clone(), fold);
        for node in plan.nodes.iter().filter(|node| counts(node)) {
            audit.items.0 += 1;
            for theme in &node.themes {
                let own = node.evidence.iter().any(|evidence| evidence.theme == *theme && evidence.node == node.id);
                tally.entry(theme.clone()).or_default()[usize::from(!own)] += 1;
                let opened = item(&plan, node.id, theme).map(|item| Item { plan: place as u32, ..item });
                assigned.extend(opened.map(|item| (theme.clone(), item)));
            }
            if node.themes.is_empty() {
                audit.items.1 += 1;
                for word in telling(&mut words, &node.title) {
                    let Some(example) = exemplar(&plan, place as u32, node.id) else { continue };
                    let entry = bare.entry(word).or_insert_with(|| (HashSet::new(), HashSet::new(), example));
                    entry.0.insert((place, node.id.0));
                    entry.1.insert(body.clone());
                }
            }
        }
    }
    let names = &store.head().themes;
    audit.themes = names.iter().map(|name| (name.clone(), tally.get(name).copied().unwrap_or_default())).collect();
    let chosen = dice.draw(assigned.len(), request.limit);
    audit.sample = chosen.into_iter().filter_map(|at| assigned.get(at).cloned()).collect();
    audit.words = often(bare, request.limit);
    Ok(audit)
}

/// Is it counted as an action item?
fn counts(node: &Node) -> bool {
    node.kind != NodeKind::Section && node.repeats.is_none() && !node.flags.contains(Flag::Repeated)
}

/// The words in most bodies.
fn often(bare: BTreeMap<String, (HashSet<(usize, u32)>, HashSet<String>, Exemplar)>, limit: usize) -> Vec<Unthemed> {
    let words = bare.into_iter().map(|(word, (items, bodies, example))| Unthemed {
        word,
        items: items.len(),
        bodies: bodies.len(),
        example,
    });
    let mut words: Vec<Unthemed> = words.filter(|word| word.items > 1).collect();
    words.sort_by(|a, b| (b.bodies, b.items).cmp(&(a.bodies, a.items)).then_with(|| a.word.cmp(&b.word)));
    words.truncate(limit);
    words
}

/// Two words that stand side by side, and Latin or katakana words by themselves.
fn telling(words: &mut Words, title: &str) -> Vec<String> {
    let folded = fold(title);
    let mut found = Vec::new();
    words.segment(&folded, &mut found);
    let text = |range: &Range<usize>| folded.get(range.clone()).unwrap_or_default();
    let pairs = found.windows(2).filter(|pair| pair[0].keep && pair[1].keep);
    let pairs = pairs.map(|pair| text(&(pair[0].surface_range.start..pair[1].surface_range.end)).to_owned());
    let foreign = |word: &str| {
        word.chars().count() > 2 && word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, 'ァ'..='ー'))
    };
    let single =
        found.iter().filter(|word| word.keep).map(|word| text(&word.surface_range)).filter(|word| foreign(word));
    let mut list: Vec<String> = pairs.filter(|pair| pair.chars().all(|c| !c.is_ascii_digit())).collect();
    list.extend(single.map(str::to_owned));
    list.sort();
    list.dedup();
    list
}

/// Random numbers that are the same on every machine (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Some of so many places, each once, in order.
    fn draw(&mut self, of: usize, count: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..of).collect();
        let count = count.min(of);
        for at in 0..count {
            let other = at + (self.next() % (of - at) as u64) as usize;
            places.swap(at, other);
        }
        places.truncate(count);
        places.sort_unstable();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_the_same_for_a_seed() {
        assert_eq!(Dice(1).draw(100, 5), Dice(1).draw(100, 5));
        assert_ne!(Dice(1).draw(1000, 5), Dice(2).draw(1000, 5));
        assert_eq!(Dice(1).draw(3, 5), [0, 1, 2]);
    }
}
