//! What of a plan is compared: for each node its wording, reduced to words and pairs of letters with weights, and
//! where it stands.
//!
//! In come two plans, out come two lists of [`Item`]s whose words are numbers of one vocabulary. Numbering, white
//! space, widths of letters and spellings of years leave no trace here. This file must not know which item is
//! which.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::pairing::Judged;
use super::roll::Skeleton;
use super::synonym::{Phrases, Said, Synonyms};
use super::wording::{
    Naming, Wording, class, is_light, is_object, label, naming, purpose, quoted, without_notes, without_years,
};
use kurabe_model::{Node, NodeKind, Plan};
use kurabe_text::fold::fold;
use kurabe_text::likeness::shared;
use kurabe_text::stop::check;
use kurabe_text::words::{DictionaryError, Words};

/// One node as it is compared.
#[derive(Debug)]
pub(super) struct Item {
    /// Groups only.
    pub(super) section: bool,
    /// Its place in the list of the node it hangs under.
    pub(super) parent: Option<usize>,
    /// Places of the nodes under it.
    pub(super) children: Vec<usize>,
    /// How many items stand below it, at any depth.
    pub(super) below: usize,
    /// The item of the details that this item of the outline names.
    pub(super) twin: Option<usize>,
    /// The item of the outline that names this one.
    pub(super) announced: Option<usize>,
    /// Does it stand in an outline that the details take up?
    pub(super) outline: bool,
    /// The title.
    pub(super) title: Wording,
    /// The body, with the paragraphs that stand under it.
    pub(super) body: Wording,
    /// How many nodes of the same part of its plan have the same title.
    pub(super) namesakes: usize,
    /// How many nodes of its plan have the same label before what their titles say, and how many under the same node.
    pub(super) label_namesakes: usize,
    pub(super) label_beside: usize,
    /// How many nodes under the same node do something with the same thing; 0 where the title names none.
    pub(super) object_beside: usize,
    /// The number in its mark: ② of the old list is ② of the new one. Empty for a bullet.
    pub(super) number: String,
    /// It is a cell of a table.
    pub(super) cell: bool,
}

/// The nodes of both plans, and how many words they use.
pub(super) struct Features {
    pub(super) old: Vec<Item>,
    pub(super) new: Vec<Item>,
    /// How much each word of the common vocabulary says.
    pub(super) weights: Vec<f32>,
    /// Both plans list their items twice, in an outline and in detail.
    pub(super) both_outlined: bool,
    /// What a reader says of pairs.
    pub(super) judged: Judged,
    /// Of each side, the nodes that hang under no other.
    roots: [Vec<usize>; 2],
    /// Of each side, in how many titles under one heading each word stands.
    siblings: [HashMap<(Option<usize>, u32), u32>; 2],
    /// Of each side, in how many titles each word stands.
    titles: [HashMap<u32, u32>; 2],
    /// Whether a word only says that something is done.
    light: Vec<bool>,
    /// Whether a word only joins others: に関する, を通じて.
    joining: Vec<bool>,
    /// The letters of each word.
    spelling: Vec<String>,
}

/// Two words that begin with so many letters alike, or with one kanji, are about one thing: 管理職 and 管理者, 税務 and 税金.
const STEM: usize = 2;

fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

impl Features {
    /// The words that two nodes share, say what they are about, and stand in no other title under either heading.
    pub(super) fn telling(&self, old: &Item, new: &Item) -> Vec<u32> {
        let is_only = |side: usize, item: &Item, term: u32| self.siblings[side].get(&(item.parent, term)) == Some(&1);
        let mut found: Vec<u32> = shared(&old.title.terms, &new.title.terms, u32::cmp).map(|(term, _)| *term).collect();
        let is_why = |term: &u32| [&old.title, &new.title].iter().any(|title| title.why.binary_search(term).is_ok());
        found.retain(|term| !self.light[*term as usize] && !is_why(term));
        found.retain(|term| is_only(0, old, *term) && is_only(1, new, *term));
        found
    }

    /// The old nodes under the heading of one, itself among them, in their order.
    pub(super) fn beside_old(&self, at: usize) -> &[usize] {
        self.old[at].parent.map_or(&self.roots[0], |parent| &self.old[parent].children)
    }

    /// The same of the new nodes.
    pub(super) fn beside_new(&self, at: usize) -> &[usize] {
        self.new[at].parent.map_or(&self.roots[1], |parent| &self.new[parent].children)
    }

    /// Is it with the same thing that two nodes do something, and nothing else under either heading does?
    pub(super) fn are_one_object(&self, old: &Item, new: &Item) -> bool {
        let object = &old.title.object;
        *object == new.title.object
            && old.object_beside.max(new.object_beside) == 1
            && object.iter().any(|term| !self.light[*term as usize])
    }

    /// Is all that two nodes share the formula of a list (…検定試験の実施, …に関する要望書の提出), while each names a thing
    /// of its own? Of two nodes that do not stand beside one another the formula may be that of the whole plan.
    pub(super) fn share_formula(&self, old: &Item, new: &Item, beside: bool) -> bool {
        let is_only = |side: usize, item: &Item, term: u32| match beside {
            true => self.siblings[side].get(&(item.parent, term)) == Some(&1),
            false => self.titles[side].get(&term) == Some(&1),
        };
        let mut common: Vec<u32> =
            shared(&old.title.terms, &new.title.terms, u32::cmp).map(|(term, _)| *term).collect();
        let tells = |term: &u32| !self.joining[*term as usize] && is_only(0, old, *term) && is_only(1, new, *term);
        let own = |item: &Item| -> Vec<u32> {
            let is_own = |term: &&u32| !self.light[**term as usize] && common.binary_search(term).is_err();
            item.title.terms.iter().filter(is_own).copied().collect()
        };
        let (own_old, own_new) = (own(old), own(new));
        let begin_alike = |one: &u32, other: &u32| {
            let (one, other) = (&self.spelling[*one as usize], &self.spelling[*other as usize]);
            let letters = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter);
            letters.map(|letter| if is_kanji(letter) { STEM } else { 1 }).sum::<usize>() >= STEM
        };
        let is_related = own_old.iter().any(|one| own_new.iter().any(|other| begin_alike(one, other)));
        common.retain(tells);
        !own_old.is_empty() && !own_new.is_empty() && !is_related && common.is_empty()
    }

    /// How many words of a node say what it is about.
    pub(super) fn speaking(&self, item: &Item) -> usize {
        item.title.terms.iter().filter(|term| !self.light[**term as usize]).count()
    }
}

/// In how many titles under one heading each word stands.
fn siblings(items: &[Item]) -> HashMap<(Option<usize>, u32), u32> {
    let mut counts: HashMap<(Option<usize>, u32), u32> = HashMap::new();
    for item in items {
        for term in &item.title.terms {
            *counts.entry((item.parent, *term)).or_default() += 1;
        }
    }
    counts
}

/// In how many titles each word stands.
fn titles(items: &[Item]) -> HashMap<u32, u32> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    items.iter().flat_map(|item| &item.title.terms).for_each(|term| *counts.entry(*term).or_default() += 1);
    counts
}

/// Reads what is compared of two plans.
pub(super) fn features(old: &Plan, new: &Plan, synonyms: &Synonyms) -> Result<Features, DictionaryError> {
    let mut words = Words::open()?;
    let phrases = Phrases::new(&synonyms.between(old, new), &mut words);
    let mut reader = Reader {
        words,
        phrases,
        known: HashMap::new(),
        counts: Vec::new(),
        light: Vec::new(),
        joining: Vec::new(),
        naming: Vec::new(),
        sizes: Vec::new(),
        body: String::new(),
    };
    let (old, new) = (reader.items(old), reader.items(new));
    let all = (old.len() + new.len()) as f32;
    // A word of one or two items tells them from all others, a word of every second item nothing.
    let weight = |((count, light), size): ((&u32, &bool), &usize)| {
        let rare = (1.0 + all / (*count as f32 + 1.0)).ln();
        // A word made of several says more than one of them, though less than all.
        let rare = rare * (0.5 + 0.5 * (*size).min(3) as f32);
        if *light { rare.min(1.0) * 0.35 } else { rare }
    };
    let weights = reader.counts.iter().zip(&reader.light).zip(&reader.sizes).map(weight).collect();
    let outlined = |items: &[Item]| items.iter().any(|item| item.outline);
    let both_outlined = outlined(&old) && outlined(&new);
    let roots = [&old, &new].map(|items| (0..items.len()).filter(|at| items[*at].parent.is_none()).collect());
    let siblings = [siblings(&old), siblings(&new)];
    let titles = [titles(&old), titles(&new)];
    let (light, joining) = (reader.light, reader.joining);
    let mut spelling = vec![String::new(); light.len()];
    for (term, number) in reader.known {
        spelling[number as usize] = term;
    }
    Ok(Features {
        old,
        new,
        weights,
        both_outlined,
        judged: Judged::default(),
        roots,
        siblings,
        titles,
        light,
        joining,
        spelling,
    })
}

/// The nodes above one, nearest first.
pub(super) fn above(items: &[Item], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(items[at].parent, |parent| items[*parent].parent)
}

struct Reader {
    words: Words,
    phrases: Phrases,
    known: HashMap<String, u32>,
    /// For each word, in how many titles it stands.
    counts: Vec<u32>,
    light: Vec<bool>,
    joining: Vec<bool>,
    naming: Vec<Naming>,
    /// Of how many morphemes each is made, where some in a row are one word.
    sizes: Vec<usize>,
    /// The folded name of the body whose plan is being read.
    body: String,
}

impl Reader {
    fn items(&mut self, plan: &Plan) -> Vec<Item> {
        let places: HashMap<u32, usize> = plan.nodes.iter().enumerate().map(|(at, node)| (node.id.0, at)).collect();
        let place = |id: kurabe_model::NodeId| places.get(&id.0).copied();
        let bodies = bodies(plan);
        let own = plan.period.map(|period| period.from.0);
        self.body = plan.organisation.as_deref().map(fold).unwrap_or_default();
        let mut items: Vec<Item> = Vec::with_capacity(plan.nodes.len());
        for (at, node) in plan.nodes.iter().enumerate() {
            check();
            items.push(Item {
                section: node.kind == NodeKind::Section,
                parent: node.parent.and_then(place).filter(|parent| *parent < at),
                children: Vec::new(),
                below: 0,
                twin: node.repeats.and_then(place),
                announced: None,
                outline: false,
                title: self.wording(&node.title, Count::Yes, own),
                body: self.wording(&bodies[at], Count::No, own),
                namesakes: 0,
                label_namesakes: 0,
                label_beside: 0,
                object_beside: 0,
                number: fold(&node.marker).chars().filter(|c| c.is_alphanumeric()).collect(),
                cell: node.columns.is_some(),
            });
        }
        link(&mut items);
        count_namesakes(&mut items);
        items
    }

    /// A folded text without the name of the body whose plan it is: that names every item and tells none from another.
    fn without_body(&self, text: String) -> String {
        if self.body.is_empty() || !text.contains(&self.body) {
            return text;
        }
        let left = text.replace(&self.body, " ");
        if left.trim().is_empty() { text } else { left.trim().to_owned() }
    }

    fn wording(&mut self, text: &str, count: Count, own: Option<i32>) -> Wording {
        let skeleton = Skeleton::of(text, own);
        let plain = self.without_body(without_years(text));
        let mut found = Vec::new();
        self.words.segment(&plain, &mut found);
        let said = self.phrases.joined(&plain, &found);
        drop(found);
        let spoken: Vec<Spoken> = said
            .into_iter()
            .map(|said| {
                let term = said.term.as_deref().map(|term| self.number(class(term), &said, &plain[said.range.clone()]));
                Spoken { range: said.range, term }
            })
            .collect();
        let terms: BTreeSet<u32> = spoken.iter().filter_map(|word| word.term).collect();
        if count == Count::Yes {
            for term in &terms {
                self.counts[*term as usize] += 1;
            }
        }
        let (head, head_letters, last) = self.head(&spoken, &plain);
        let object = self.object(&spoken, &plain);
        let purpose = purpose(&plain);
        let why: BTreeSet<u32> =
            spoken.iter().filter(|word| word.range.end <= purpose).filter_map(|word| word.term).collect();
        let core = self.core(&spoken, &plain);
        let names = quoted(&plain);
        let named = |least: Naming| -> Vec<u32> {
            terms.iter().copied().filter(|term| self.naming[*term as usize] >= least).collect()
        };
        let (long, katakana) = (named(Naming::Long), named(Naming::Name));
        let pairs = pairs(&plain);
        let keys = [skeleton.absolute(), skeleton.from(own)];
        let (exact, label) = (skeleton.exact, label(text));
        Wording {
            exact,
            keys,
            label,
            terms: terms.into_iter().collect(),
            pairs,
            head,
            last,
            object,
            head_letters,
            names,
            long,
            katakana,
            core,
            why: why.into_iter().collect(),
        }
    }

    /// What stands from the first to the last word that says what a title is about; notes in brackets aside.
    fn core(&self, spoken: &[Spoken], plain: &str) -> String {
        let end = without_notes(plain);
        let speaks =
            |word: &&Spoken| word.range.start < end && word.term.is_some_and(|term| !self.light[term as usize]);
        match (spoken.iter().find(speaks), spoken.iter().rfind(speaks)) {
            (Some(first), Some(last)) => plain[first.range.start..last.range.end].trim().to_owned(),
            _ => String::new(),
        }
    }

    /// The last compound with a word that says what the title is about; notes in brackets at its end aside.
    fn head(&self, spoken: &[Spoken], plain: &str) -> (Vec<u32>, Vec<char>, Option<u32>) {
        let end = without_notes(plain);
        let speaks = |word: &Spoken| word.range.start < end && word.term.is_some_and(|term| !self.light[term as usize]);
        let Some(last) = spoken.iter().rposition(speaks) else { return Default::default() };
        let mut first = last;
        while first > 0 && spoken[first - 1].term.is_some() && spoken[first - 1].range.end == spoken[first].range.start
        {
            first -= 1;
        }
        let compound = &spoken[first..=last];
        let terms: BTreeSet<u32> = compound.iter().filter_map(|word| word.term).collect();
        let letters: BTreeSet<char> =
            plain[compound[0].range.start..compound[compound.len() - 1].range.end].chars().collect();
        (terms.into_iter().collect(), letters.into_iter().collect(), spoken[last].term)
    }

    /// The compound with which a title begins, if that is what something is done with: two words or more.
    fn object(&self, spoken: &[Spoken], plain: &str) -> Vec<u32> {
        let mut end = 0;
        let is_word = |word: &&Spoken| {
            let goes_on =
                word.range.start == end && !plain[word.range.start..].starts_with(|c: char| c.is_ascii_digit());
            end = word.range.end;
            goes_on && word.term.is_some()
        };
        let compound: Vec<&Spoken> = spoken.iter().take_while(is_word).collect();
        let [_, .., last] = compound.as_slice() else { return Vec::new() };
        let (compound_text, rest) = plain.split_at(last.range.end);
        // 支援ノウハウの共有を目的とした: what it is done for is said first.
        if purpose(plain) > 0 || !is_object(compound_text, rest) {
            return Vec::new();
        }
        compound.iter().filter_map(|word| word.term).collect::<BTreeSet<u32>>().into_iter().collect()
    }

    fn number(&mut self, term: &str, said: &Said, written: &str) -> u32 {
        if let Some(number) = self.known.get(term) {
            let known = &mut self.sizes[*number as usize];
            *known = said.size.max(*known);
            // A name stays one, whatever word of its group comes first.
            let naming_known = &mut self.naming[*number as usize];
            *naming_known = naming(written).max(*naming_known);
            return *number;
        }
        let number = self.counts.len() as u32;
        self.known.insert(term.to_owned(), number);
        self.counts.push(0);
        self.light.push(is_light(term));
        self.joining.push(is_light(term) && term.contains(|c| ('ぁ'..='ん').contains(&c)));
        self.sizes.push(said.size);
        self.naming.push(naming(term).max(naming(written)));
        number
    }
}

/// A word of a title: where it stands, and its number if it says anything.
struct Spoken {
    range: Range<usize>,
    term: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Yes,
    No,
}

/// For each node its body, with the paragraphs under it that are no items, and what stands beside its title in a row.
pub(super) fn bodies(plan: &Plan) -> Vec<String> {
    let mut bodies: Vec<String> = plan.nodes.iter().map(|node: &Node| node.body.clone()).collect();
    let places: HashMap<u32, usize> = plan.nodes.iter().enumerate().map(|(at, node)| (node.id.0, at)).collect();
    let mut figures: HashMap<u32, Vec<&str>> = HashMap::new();
    for figure in &plan.indicators {
        figures.entry(figure.node.0).or_default().push(figure.text.as_str());
    }
    for passage in plan.passages.iter().filter(|passage| !passage.body.is_empty()) {
        let Some(at) = passage.node.and_then(|node| places.get(&node.0)) else { continue };
        let node = &plan.nodes[*at];
        // A node's own body may come as a passage too; further paragraphs only follow it. What the reading took from a
        // title as a mark or a figure is told apart from its text.
        let is_text = |line: &&str| {
            let line = line.trim();
            // 〈目標 40件〉 is compared as a figure.
            let tells = |text: &&str| *text == line || is_bracketed(line) && !text.is_empty() && line.contains(*text);
            let figured = || figures.get(&node.id.0).is_some_and(|texts| texts.iter().any(tells));
            !node.body.contains(line) && !is_note(line) && !figured()
        };
        let own = !passage.title.is_empty();
        let kept: Vec<&str> = passage.body.lines().filter(|line| !own || is_text(line)).collect();
        if kept.is_empty() || (!own && node.body.contains(&passage.body)) {
            continue;
        }
        if !bodies[*at].is_empty() {
            bodies[*at].push('\n');
        }
        bodies[*at].push_str(&kept.join("\n"));
    }
    bodies
}

/// Does a line stand in brackets as a whole?
fn is_bracketed(line: &str) -> bool {
    line.starts_with(['（', '(', '［', '〔', '〈', '＜', '【'])
        && line.ends_with(['）', ')', '］', '〕', '〉', '＞', '】'])
}

/// Letters of a note in brackets that is no more than a mark: （継続）.
const NOTE: usize = 6;

fn is_note(line: &str) -> bool {
    let inner = line.strip_prefix(['（', '(', '［', '〔']).and_then(|line| line.strip_suffix(['）', ')', '］', '〕']));
    inner.is_some_and(|inner| inner.chars().count() <= NOTE)
}

/// Children, the number of items below, and which part is an outline.
fn link(items: &mut [Item]) {
    let mut announces = vec![0_usize; items.len()];
    for at in (0..items.len()).rev() {
        let own = usize::from(!items[at].section);
        let (below, told) = (items[at].below + own, announces[at] + usize::from(items[at].twin.is_some()));
        if let Some(parent) = items[at].parent {
            items[parent].below += below;
            announces[parent] += told;
            items[parent].children.push(at);
        }
    }
    for at in 0..items.len() {
        if let Some(twin) = items[at].twin {
            items[twin].announced.get_or_insert(at);
        }
        items[at].children.reverse();
        // Half the items of a chapter come again: the chapter is an outline, and so is all in it.
        let is_outline = items[at].section && announces[at] > 0 && announces[at] * 2 >= items[at].below;
        let within = items[at].parent.is_some_and(|parent| items[parent].outline);
        items[at].outline = is_outline || within || items[at].twin.is_some();
    }
}

fn count_namesakes(items: &mut [Item]) {
    let mut counts: HashMap<(bool, &str), usize> = HashMap::new();
    let mut labels: HashMap<&str, usize> = HashMap::new();
    let mut beside: HashMap<(Option<usize>, &str), usize> = HashMap::new();
    for item in items.iter() {
        *counts.entry((item.outline, &item.title.keys[0])).or_default() += 1;
        if let Some(label) = &item.title.label {
            *labels.entry(label).or_default() += 1;
            *beside.entry((item.parent, label)).or_default() += 1;
        }
    }
    let mut objects: HashMap<(Option<usize>, &[u32]), usize> = HashMap::new();
    for item in items.iter().filter(|item| !item.title.object.is_empty()) {
        *objects.entry((item.parent, &item.title.object)).or_default() += 1;
    }
    let found: Vec<[usize; 4]> = items
        .iter()
        .map(|item| {
            let label = item.title.label.as_deref();
            let labelled = label.and_then(|label| labels.get(label)).copied();
            let beside = label.and_then(|label| beside.get(&(item.parent, label))).copied();
            let namesakes = counts[&(item.outline, item.title.keys[0].as_str())];
            let with_same = objects.get(&(item.parent, item.title.object.as_slice())).copied();
            [namesakes, labelled.unwrap_or(0), beside.unwrap_or(0), with_same.unwrap_or(0)]
        })
        .collect();
    for (item, found) in items.iter_mut().zip(found) {
        [item.namesakes, item.label_namesakes, item.label_beside, item.object_beside] = found;
    }
}

/// Pairs of neighbouring letters, sorted, each once.
fn pairs(text: &str) -> Vec<u64> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let pair = |two: &[char]| u64::from(two[0] as u32) << 32 | u64::from(two[1] as u32);
    let found: BTreeSet<u64> = letters.windows(2).map(pair).collect();
    found.into_iter().collect()
}
