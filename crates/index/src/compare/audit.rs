//! A look at the themes themselves: assignments to judge by eye, and words that occur often where no theme is.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::gap::{Exemplar, exemplar};
use super::item::{Item, item};
use crate::index::{IndexError, Store};
use kurabe_model::{Flag, Node, NodeId, NodeKind, Plan};
use kurabe_text::fold::fold;
use kurabe_text::words::{Morpheme, Words};

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
    let mut look = Look::new()?;
    for place in &places {
        let row = &store.plans()[*place];
        let body = row.organisation.as_deref().map_or_else(|| row.id.clone(), fold);
        look.at(&store.plan(row.number)?, *place as u32, &body);
    }
    let tally = |name: &String| (name.clone(), look.tally.get(name).copied().unwrap_or_default());
    let chosen = dice.draw(look.assigned.len(), request.limit);
    Ok(Audit {
        plans: (places.len(), store.plans().len()),
        items: look.items,
        themes: store.head().themes.iter().map(tally).collect(),
        sample: chosen.into_iter().filter_map(|at| look.assigned.get(at).cloned()).collect(),
        words: often(look.bare, &look.themed, request.limit),
    })
}

/// What was seen so far.
struct Look {
    words: Words,
    items: (usize, usize),
    tally: HashMap<String, [usize; 2]>,
    assigned: Vec<(String, Item)>,
    bare: BTreeMap<String, Bare>,
    /// How many items with a theme have each word.
    themed: HashMap<String, usize>,
}

/// Where a word stands in titles without a theme.
struct Bare {
    items: HashSet<(u32, NodeId)>,
    bodies: HashSet<String>,
    example: Exemplar,
}

/// A word of which more than this part stands in items with themes lacks none.
const MOSTLY: f64 = 0.35;

impl Look {
    fn new() -> Result<Self, IndexError> {
        let words = Words::open()?;
        Ok(Self {
            words,
            items: (0, 0),
            tally: HashMap::new(),
            assigned: Vec::new(),
            bare: BTreeMap::new(),
            themed: HashMap::new(),
        })
    }

    /// Looks at the items of a plan.
    fn at(&mut self, plan: &Plan, place: u32, body: &str) {
        for node in plan.nodes.iter().filter(|node| counts(node)) {
            self.items.0 += 1;
            for theme in &node.themes {
                let own = node.evidence.iter().any(|evidence| evidence.theme == *theme && evidence.node == node.id);
                self.tally.entry(theme.clone()).or_default()[usize::from(!own)] += 1;
                let opened = item(plan, node.id, theme).map(|item| Item { plan: place, ..item });
                self.assigned.extend(opened.map(|item| (theme.clone(), item)));
            }
            let words = telling(&mut self.words, &node.title);
            let Some(example) = exemplar(plan, place, node.id).filter(|_| node.themes.is_empty()) else {
                words.into_iter().for_each(|word| *self.themed.entry(word).or_default() += 1);
                continue;
            };
            self.items.1 += 1;
            for word in words {
                let new = || Bare { items: HashSet::new(), bodies: HashSet::new(), example: example.clone() };
                let bare = self.bare.entry(word).or_insert_with(new);
                bare.items.insert((place, node.id));
                bare.bodies.insert(body.to_owned());
            }
        }
    }
}

/// Is it counted as an action item?
fn counts(node: &Node) -> bool {
    node.kind != NodeKind::Section && node.repeats.is_none() && !node.flags.contains(Flag::Repeated)
}

/// The words in most bodies.
fn often(bare: BTreeMap<String, Bare>, themed: &HashMap<String, usize>, limit: usize) -> Vec<Unthemed> {
    let words = bare.into_iter().map(|(word, bare)| Unthemed {
        word,
        items: bare.items.len(),
        bodies: bare.bodies.len(),
        example: bare.example,
    });
    let lacks = |word: &Unthemed| {
        let themed = themed.get(&word.word).copied().unwrap_or(0) as f64;
        themed / (themed + word.items as f64) <= MOSTLY
    };
    let mut words: Vec<Unthemed> = words.filter(|word| word.items > 1 && lacks(word)).collect();
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
    // A word of one letter is mostly an ending (者数, 化支援), which alone says nothing.
    let is_word = |word: &Morpheme<'_>| word.keep && text(&word.surface_range).chars().count() > 1;
    let pairs = found.windows(2).filter(|pair| is_word(&pair[0]) && is_word(&pair[1]));
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
