//! Section, initiative or measure: what an entry is to the plan.
//!
//! What comes in is the outline, what goes out is a kind for each entry. This file must not know figures,
//! flags or themes.

use crate::blocks::chars::squeeze;
use crate::blocks::mark::Class;
use crate::outline::chapter::is_background;
use crate::outline::{Column, Entry, Outline, Says};
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use kurabe_model::NodeKind;
use std::collections::{HashMap, HashSet};

/// What hangs directly under an entry.
#[derive(Clone, Copy, Debug, Default)]
struct Below {
    /// Numbered items and headings.
    headed: u32,
    /// Rows of a table of work.
    rows: u32,
    bullets: u32,
    /// ○ and its kin that are sentences.
    sentences: u32,
    /// ○, ■ and their kin.
    named: u32,
    /// Those of them that hold bullets of their own.
    programmes: u32,
    /// ■, ◆ and their kin.
    squares: u32,
    /// Bullets with a text of their own.
    described: u32,
    /// Numbers of the lowest levels: ①, ア, a).
    small: u32,
    /// Those of them that hold numbers themselves.
    holding: u32,
    /// Numbers of its own kind that hold nothing.
    like: u32,
    /// Numbers that custom sets above it, 1. below （１）, that hold nothing and name no action.
    named_over: u32,
    /// Letters of its own text.
    letters: usize,
    /// Does a table judge it: 目標, 実績, 達成率, 評価?
    judged: bool,
}

impl Below {
    /// Does nothing hang under the entry?
    fn is_empty(self) -> bool {
        self.bullets == 0 && self.rows == 0 && self.headed == 0
    }
}

/// What an entry is, and the rule that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) kind: NodeKind,
    pub(super) rule: Rule,
}

/// The tree while its entries get their kinds.
struct Tree<'o> {
    tense: Tense,
    entries: &'o [Entry],
    below: Vec<Below>,
    /// The rule by which an entry only groups others; none while it is an item.
    groups: Vec<Option<Rule>>,
    /// The parents under which something groups by itself.
    grouped: HashSet<Option<usize>>,
}

/// What the text tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// What is meant to be done: a plan.
    Planned,
    /// What was done: a report.
    Done,
}

/// Does an entry only group others?
type Groups = fn(&Entry, Below) -> bool;
/// Which entries group others (true) or do not (false), seen from the whole tree.
type Level = fn(&Tree) -> Vec<(usize, bool)>;
/// What an entry is, given what its parent is.
type Say = fn(&Tree, usize, Option<NodeKind>) -> Option<NodeKind>;

/// Does an entry only group others, by itself and by what hangs directly under it?
const GROUPS: [(Rule, Groups); 5] = [
    (Rule::KindPillar, |entry, _| is_pillar(entry.class)),
    (Rule::KindAim, |entry, below| entry.class.names_aim() && !below.is_empty()),
    (Rule::KindHeading, heads),
    (Rule::KindSquare, square),
    (Rule::KindHolds, holds),
];

/// What is set right once the whole tree has been seen; each answers for one entry.
const LEVELS: [(Rule, Level); 12] = [
    (Rule::KindSentences, sentences),
    (Rule::KindProgrammes, programmes),
    (Rule::KindSquareItems, square_items),
    (Rule::KindSignPillars, sign_pillars),
    (Rule::KindParenSteps, paren_steps),
    (Rule::KindSteps, steps),
    (Rule::KindOwnList, own_list),
    (Rule::KindBareNames, bare_names),
    (Rule::KindToldPillar, told_pillars),
    (Rule::KindAmongPillars, among_pillars),
    (Rule::KindTakenUp, taken_up),
    (Rule::KindFields, fields),
];

/// What an entry is at last, knowing what its parent is.
const KINDS: [(Rule, Say); 3] = [
    (Rule::KindColumn, |tree, at, _| match tree.entries[at].column {
        Column::Section => Some(NodeKind::Section),
        Column::Name => Some(NodeKind::Initiative),
        Column::Item => Some(NodeKind::Measure),
        Column::None => None,
    }),
    (Rule::KindStatement, |tree, at, _| {
        (is_statement(tree, at) || is_passage(&tree.entries[at])).then_some(NodeKind::Section)
    }),
    (Rule::KindBelow, |_, _, parent| {
        matches!(parent, Some(NodeKind::Initiative | NodeKind::Measure)).then_some(NodeKind::Measure)
    }),
];

/// Decides what each entry is.
pub(super) fn kinds(outline: &Outline, tense: Tense, rules: Rules) -> Vec<Kind> {
    let below = below(outline);
    let mut tree = Tree { entries: &outline.entries, tense, below, groups: Vec::new(), grouped: HashSet::new() };
    let group = |(entry, below): (&Entry, &Below)| {
        let says = |(rule, says): &(Rule, Groups)| rules.hold(*rule) && says(entry, *below);
        GROUPS.iter().find(|rule| says(rule)).map(|(rule, _)| *rule)
    };
    tree.groups = tree.entries.iter().zip(&tree.below).map(group).collect();
    let grouping = |(entry, group): (&Entry, &Option<Rule>)| group.map(|_| entry.parent);
    tree.grouped = tree.entries.iter().zip(&tree.groups).filter_map(grouping).collect();
    for (rule, level) in LEVELS.iter().filter(|(rule, _)| rules.hold(*rule)) {
        for (at, groups) in level(&tree) {
            tree.groups[at] = groups.then_some(*rule);
        }
    }
    tree.grouped = tree.entries.iter().zip(&tree.groups).filter_map(grouping).collect();
    let mut kinds: Vec<Kind> = Vec::with_capacity(tree.entries.len());
    for at in 0..tree.entries.len() {
        let parent = tree.entries[at].parent.map(|parent| kinds[parent].kind);
        let column = tree.entries[at].column != Column::None;
        // What stands below work is a part of it and groups nothing.
        let part = matches!(parent, Some(NodeKind::Initiative | NodeKind::Measure));
        let kind = match tree.groups[at].filter(|_| !column && !part) {
            Some(rule) => Kind { kind: NodeKind::Section, rule },
            None => {
                let say = |(rule, say): &(Rule, Say)| {
                    let kind = rules.hold(*rule).then(|| say(&tree, at, parent)).flatten()?;
                    Some(Kind { kind, rule: *rule })
                };
                let finest = Kind { kind: NodeKind::Initiative, rule: Rule::KindFinest };
                KINDS.iter().find_map(say).unwrap_or(finest)
            }
        };
        kinds.push(kind);
    }
    kinds
}

impl Tree<'_> {
    /// Does a group stand beside the entry?
    fn beside_groups(&self, at: usize) -> bool {
        self.grouped.contains(&self.entries[at].parent)
    }

    /// How many entries each level has, and how many of them are items.
    fn levels(&self) -> HashMap<(Option<usize>, Class), (u32, u32)> {
        let mut levels: HashMap<(Option<usize>, Class), (u32, u32)> = HashMap::new();
        for (at, entry) in self.numbered() {
            let level = levels.entry((entry.parent, entry.class)).or_default();
            level.0 += 1;
            level.1 += u32::from(self.groups[at].is_none());
        }
        levels
    }

    /// The entries with a number that stand in no table.
    fn numbered(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().filter(|(_, entry)| entry.class.counts() && entry.column == Column::None)
    }
}

/// A pillar groups even when it is empty.
fn is_pillar(class: Class) -> bool {
    matches!(class, Class::Motion | Class::Part | Class::Chapter | Class::Clause | Class::Ordinal | Class::Roman)
}

fn heads(entry: &Entry, below: Below) -> bool {
    let heading = matches!(entry.class, Class::Heading(_) | Class::Corner | Class::Angle | Class::Label | Class::Plain);
    // What was held on a day is work, whatever is told of it.
    let held = entry.rule == Rule::Diary;
    // 令和8年度の数値目標 above a table holds its figures.
    let figures = words().slot.target_end.ends(&entry.title);
    entry.narrative
        || heading && figures
        || heading && !held && (!below.is_empty() || !below.judged && (entry.parent.is_none() || below.letters == 0))
}

fn square(entry: &Entry, below: Below) -> bool {
    let square = matches!(entry.class, Class::Symbol('■' | '□' | '◆' | '◇' | '▼' | '★'));
    // ◆数値目標（ＫＰＩ） above a table of figures holds them for the heading above.
    let slot = words().slot.part.is(&entry.title) || words().slot.target.is(&entry.title);
    // ◆経営支援 over ◇: squares over squares are headings, whatever they say.
    square
        && (below.bullets > 0 && (slot || below.squares > 0 || !is_action(&entry.title))
            || below.is_empty() && words().slot.target.is(&entry.title))
}

/// A number that directly holds bullets is an initiative; ○ programmes are initiatives themselves.
fn holds(entry: &Entry, below: Below) -> bool {
    let of_programmes = below.bullets > 0 && below.programmes * 2 > below.bullets;
    // （３）事業内容 over ○: the work of the heading above.
    let slot =
        || entry.class.counts() && below.bullets > 0 && names_slot(&entry.title) && entry.title.ends_with("内容");
    below.headed + below.rows > 0 || slot() || !entry.class.is_bullet() && !entry.class.floats() && of_programmes
}

/// A numbered level is of one kind throughout: where some of it hold headings, ○ sentences below the others are their
/// work and not their steps.
fn sentences(tree: &Tree) -> Vec<(usize, bool)> {
    let headed: HashSet<Class> = tree
        .numbered()
        .filter(|(at, _)| tree.below[*at].headed > tree.below[*at].small)
        .map(|(_, entry)| entry.class)
        .collect();
    let of_sentences = |at: usize| tree.below[at].bullets > 0 && tree.below[at].sentences * 2 > tree.below[at].bullets;
    let groups = |(at, entry): &(usize, &Entry)| headed.contains(&entry.class) && of_sentences(*at);
    tree.numbered().filter(groups).map(|(at, _)| (at, true)).collect()
}

/// ①, ア, a): numbers that may count the steps of a programme as well as programmes.
fn below_small(class: Class) -> bool {
    matches!(class, Class::Circled | Class::Kana(_) | Class::Latin(_) | Class::HalfParen)
}

/// （１） and what custom sets below it.
fn below_paren(class: Class) -> bool {
    class == Class::Paren || below_small(class)
}

/// Where most numbers of a class that hold ◆ hold programmes in them, the one whose ◆ stand alone groups programmes, too.
fn programmes(tree: &Tree) -> Vec<(usize, bool)> {
    let mut classes: HashMap<Class, (u32, u32)> = HashMap::new();
    let named = || tree.numbered().filter(|(at, _)| tree.below[*at].named > 0);
    for (at, entry) in named() {
        let class = classes.entry(entry.class).or_default();
        class.0 += 1;
        class.1 += u32::from(tree.below[at].programmes > 0);
    }
    let groups = |(at, entry): &(usize, &Entry)| {
        let (all, with_programmes) = classes[&entry.class];
        with_programmes * 2 > all && tree.below[*at].named == tree.below[*at].bullets
    };
    // 施策１ over bullets that each tell of themselves: the whole level groups them.
    let words =
        || tree.numbered().filter(|(at, entry)| matches!(entry.class, Class::Word(_)) && tree.below[*at].bullets > 0);
    let told = |at: usize| tree.below[at].described >= 2 && tree.below[at].described == tree.below[at].bullets;
    let described: HashSet<Class> = words().filter(|(at, _)| told(*at)).map(|(_, entry)| entry.class).collect();
    let of_described = words().filter(|(at, entry)| described.contains(&entry.class) && tree.below[*at].letters == 0);
    named().filter(groups).chain(of_described).map(|(at, _)| (at, true)).collect()
}

/// ◇ below ◆: squares of one sign below others are of one kind, and where most of them are work the one that holds a list
/// is work, too.
fn square_items(tree: &Tree) -> Vec<(usize, bool)> {
    let mut classes: HashMap<Class, (u32, u32)> = HashMap::new();
    let below = |entry: &Entry| entry.parent.is_some_and(|parent| tree.entries[parent].class.is_square());
    let inner = || tree.entries.iter().enumerate().filter(|(_, entry)| entry.class.is_square() && below(entry));
    for (at, entry) in inner() {
        let class = classes.entry(entry.class).or_default();
        class.0 += 1;
        class.1 += u32::from(tree.groups[at].is_none());
    }
    let is_item = |(at, entry): &(usize, &Entry)| {
        let (all, items) = classes[&entry.class];
        tree.groups[*at] == Some(Rule::KindSquare) && tree.below[*at].squares == 0 && items * 2 > all
    };
    inner().filter(is_item).map(|(at, _)| (at, false)).collect()
}

/// Signs over signs over signs, `◎`, `○`, `・`, and no numbers: the outermost group what is done.
fn sign_pillars(tree: &Tree) -> Vec<(usize, bool)> {
    let mut levels: HashMap<(Option<usize>, Class), (u32, u32)> = HashMap::new();
    let outer = || {
        let signs = |(_, entry): &(usize, &Entry)| {
            let heading = entry.parent.is_none_or(|parent| tree.entries[parent].class.floats());
            matches!(entry.class, Class::Symbol(_)) && entry.column == Column::None && heading
        };
        tree.entries.iter().enumerate().filter(signs)
    };
    for (at, entry) in outer() {
        let level = levels.entry((entry.parent, entry.class)).or_default();
        level.0 += 1;
        level.1 += u32::from(tree.below[at].programmes > 0);
    }
    let groups = |(at, entry): &(usize, &Entry)| {
        let (all, with_programmes) = levels[&(entry.parent, entry.class)];
        with_programmes * 3 >= all && with_programmes >= 2 && tree.below[*at].named > 0
    };
    outer().filter(groups).map(|(at, _)| (at, true)).collect()
}

/// `（１）` over ① or イ: the programme and its steps.
fn paren_steps(tree: &Tree) -> Vec<(usize, bool)> {
    // Beside one whose work stands in a table, ① is the work of the others.
    let tabled: HashSet<Option<usize>> =
        tree.numbered().filter(|(at, _)| tree.below[*at].rows > 0).map(|(_, entry)| entry.parent).collect();
    let is_item = |(at, entry): &(usize, &Entry)| {
        let below = tree.below[*at];
        let only_small = below.is_of_steps();
        let groups = names_slot(&entry.title)
            || is_background(&entry.title)
            || words().chapter.statement.ends(&entry.title)
            || words().work.department.ends(&entry.title);
        entry.class == Class::Paren
            && entry.parent.is_some()
            && only_small
            && !groups
            && !tabled.contains(&entry.parent)
    };
    tree.numbered().filter(is_item).map(|(at, _)| (at, false)).collect()
}

/// Ⅴ that holds nothing but what was done, in the chapters of a report: work that its own text tells.
fn told_pillars(tree: &Tree) -> Vec<(usize, bool)> {
    let told = |(at, entry): &(usize, &Entry)| {
        let below = tree.below[*at];
        let numbered = matches!(entry.class, Class::Roman | Class::Ordinal);
        let stands = is_background(&entry.title)
            || words().chapter.statement.ends(&entry.title)
            || words().chapter.stated.ends(&entry.title);
        let acts = is_action(&entry.title) || words().work.heading.ends(&entry.title);
        tree.tense == Tense::Done
            && numbered
            && acts
            && below.is_empty()
            && below.letters >= SENTENCE
            && !stands
            && !entry.narrative
    };
    tree.numbered().filter(told).map(|(at, _)| (at, false)).collect()
}

/// The numbers of one level, and the names below those of them that hold some.
#[derive(Default)]
struct Names {
    /// How many tell of themselves.
    told: u32,
    /// Those that hold names.
    holders: Vec<usize>,
    /// How many names there are, and how many of them say no more.
    all: u32,
    bare: u32,
}

/// Below pillars, numbers of which some tell of themselves and others hold nothing but names, （１）巡回指導: all are work,
/// and the names are its steps.
fn bare_names(tree: &Tree) -> Vec<(usize, bool)> {
    let mut levels: HashMap<(Option<usize>, Class), Names> = HashMap::new();
    let under_pillar = |entry: &Entry| entry.parent.is_some_and(|parent| is_pillar(tree.entries[parent].class));
    let numbers = || {
        tree.numbered().filter(|(_, entry)| matches!(entry.class, Class::Arabic | Class::Bare) && under_pillar(entry))
    };
    // One that names an action and no more tells of the others only where most numbers of the document are so.
    let mostly_bare = numbers().filter(|(at, _)| tree.below[*at].is_empty()).count() * 2 >= numbers().count();
    for (at, entry) in tree.numbered() {
        let below = tree.below[at];
        if matches!(entry.class, Class::Arabic | Class::Bare) && under_pillar(entry) {
            let level = levels.entry((entry.parent, entry.class)).or_default();
            let stands = is_background(&entry.title) || words().chapter.statement.ends(&entry.title);
            let told = below.letters > 0 || mostly_bare && is_action(&entry.title);
            level.told += u32::from(below.is_empty() && told && !stands);
            level.holders.extend((below.headed > 0 && !names_slot(&entry.title)).then_some(at));
        }
        let parent = entry.parent.filter(|_| entry.class == Class::Paren).map(|parent| &tree.entries[parent]);
        if let Some(level) = parent.and_then(|parent| levels.get_mut(&(parent.parent, parent.class))) {
            level.all += 1;
            level.bare += u32::from(below.is_empty() && below.letters == 0);
        }
    }
    let bare = levels.into_values().filter(|level| level.told > 0 && level.all > 0 && level.bare * 2 >= level.all);
    bare.flat_map(|level| level.holders).map(|at| (at, false)).collect()
}

/// A number that tells of itself and then numbers its parts in the same way.
fn own_list(tree: &Tree) -> Vec<(usize, bool)> {
    let mut like: HashSet<usize> = HashSet::new();
    for (_, entry) in tree.numbered() {
        like.extend(entry.parent.filter(|parent| tree.entries[*parent].class == entry.class));
    }
    like.into_iter().filter(|at| tree.below[*at].letters > 0).map(|at| (at, false)).collect()
}

/// A numbered level is of one kind: where most of it are initiatives, the one with ① below it is one too.
fn steps(tree: &Tree) -> Vec<(usize, bool)> {
    let levels = tree.levels();
    // １． below (公1), (公2) and (他1): one level of the document, under several headings of one kind.
    let mut classes: HashMap<(Option<Class>, Class), (u32, u32)> = HashMap::new();
    let above = |entry: &Entry| entry.parent.map(|parent| tree.entries[parent].class);
    for (at, entry) in tree.numbered() {
        let class = classes.entry((above(entry), entry.class)).or_default();
        class.0 += 1;
        class.1 += u32::from(tree.groups[at].is_none());
    }
    let is_item = |(at, entry): &(usize, &Entry)| {
        let below = tree.below[*at];
        let (all, items) = levels.get(&(entry.parent, entry.class)).copied().unwrap_or_default();
        // Steps that hold steps of their own, beside work that has some, are no programmes.
        let nested = below.small > 0 && below.small == below.headed && below.rows == 0 && items * 3 >= all * 2;
        // １．～４． in sentences below the first of many １．～１３．, each of which tells of itself.
        let listed = below.like > 0 && below.like == below.headed && below.rows == 0 && items * 3 >= all * 2;
        // （３） told in a sentence, and below it 1. to 7. that only name: the list is against custom, a note to the text.
        let noted = below.letters > 0 && below.named_over > 0 && below.named_over == below.headed;
        let only_small = below.is_of_steps() || nested || listed || noted;
        let mostly = |(all, items): (u32, u32)| {
            items > 0 && (is_action(&entry.title) && items * 2 >= all || items * 3 >= all * 2)
        };
        let works = is_action(&entry.title) || words().work.heading.ends(&entry.title);
        let mostly = mostly((all, items)) || works && items > 0 && mostly(classes[&(above(entry), entry.class)]);
        // 事業１ over ア: the word says that it is the work.
        let mostly = mostly || entry.class.names_work();
        tree.groups[*at].is_some() && only_small && !names_slot(&entry.title) && mostly
    };
    tree.numbered().filter(is_item).map(|(at, _)| (at, false)).collect()
}

/// A pillar among pillars: what stands directly under it is work, however little that is.
fn among_pillars(tree: &Tree) -> Vec<(usize, bool)> {
    let levels = tree.levels();
    let groups = |(at, entry): &(usize, &Entry)| {
        let below = tree.below[*at];
        let (all, items) = levels.get(&(entry.parent, entry.class)).copied().unwrap_or_default();
        let pillars = all - items;
        let bare = below.bullets >= 2 && below.letters == 0 && below.rows == 0;
        tree.groups[*at].is_none()
            && !below_small(entry.class)
            && bare
            && !is_action(&entry.title)
            && pillars >= 2
            && pillars * 3 >= all * 2
    };
    tree.numbered().filter(groups).map(|(at, _)| (at, true)).collect()
}

/// １．総務関係, ２．組織関係 over ○: numbers that say whose work it is, where most of a level do.
fn fields(tree: &Tree) -> Vec<(usize, bool)> {
    let is_field = |(at, entry): &(usize, &Entry)| {
        let (below, title) = (tree.below[*at], entry.title.as_str());
        let numbered = matches!(entry.class, Class::Arabic | Class::Bare | Class::Kanji);
        let part = words().work.department.ends(title) || words().work.members.ends(title);
        let named = part && !title.contains(['の', 'な', 'と']) && !is_action(title);
        numbered && below.bullets > 0 && below.letters == 0 && named
    };
    let mut levels: HashMap<(Option<usize>, Class), (u32, u32)> = HashMap::new();
    for (at, entry) in tree.numbered() {
        let level = levels.entry((entry.parent, entry.class)).or_default();
        *level = (level.0 + 1, level.1 + u32::from(is_field(&(at, entry))));
    }
    let most = |(_, entry): &(usize, &Entry)| {
        levels.get(&(entry.parent, entry.class)).is_some_and(|(all, fields)| *fields >= 2 && fields * 2 >= *all)
    };
    tree.numbered().filter(|entry| is_field(entry) && most(entry)).map(|(at, _)| (at, true)).collect()
}

/// Words of a heading over the outline of what follows it.
const OUTLINES: [&str; 14] =
    ["体系", "一覧", "重点", "項目", "概要", "柱", "全体", "構成", "方向", "骨子", "基本", "目標", "方針", "目次"];

/// One that tells what a later one of its number and words takes up and holds: the outline before the details.
fn taken_up(tree: &Tree) -> Vec<(usize, bool)> {
    let key = |entry: &Entry| (entry.class, entry.ordinal, squeeze(&entry.title));
    let groups = tree.numbered().filter(|(at, _)| tree.groups[*at].is_some());
    let held: HashMap<_, Option<usize>> = groups.map(|(_, entry)| (key(entry), entry.parent)).collect();
    let is_leaf = |(at, _): &(usize, &Entry)| tree.groups[*at].is_none() && tree.below[*at].is_empty();
    let mut levels: HashMap<(Option<usize>, Class), (u32, bool)> = HashMap::new();
    for (_, entry) in tree.numbered().filter(is_leaf) {
        if let Some(parent) = held.get(&key(entry)) {
            let level = levels.entry((entry.parent, entry.class)).or_default();
            *level = (level.0 + 1, level.1 || *parent == entry.parent);
        }
    }
    // One alone may share its words with another by chance, and two regions or sections hold the same events. The others
    // beside are of its kind.
    let listed = |parent: Option<usize>| {
        let title = |at: usize| squeeze(&tree.entries[at].title);
        parent.is_none_or(|at| OUTLINES.iter().any(|word| title(at).contains(word)))
    };
    let outline = |(_, entry): &(usize, &Entry)| {
        let told = |(taken, beside): &(u32, bool)| {
            let pillar = is_pillar(entry.class) || matches!(entry.class, Class::Word(_));
            *taken >= 2 && (pillar || listed(entry.parent)) || *beside
        };
        levels.get(&(entry.parent, entry.class)).is_some_and(told)
    };
    tree.numbered().filter(|entry| is_leaf(entry) && outline(entry)).map(|(at, _)| (at, true)).collect()
}

impl Below {
    /// Do small numbers alone hang under it, most of which hold no numbers themselves?
    fn is_of_steps(self) -> bool {
        self.small > 0 && self.small == self.headed && self.rows == 0 && self.holding * 2 <= self.small
    }
}

/// Counts what hangs directly under each entry.
fn below(outline: &Outline) -> Vec<Below> {
    let entries = &outline.entries;
    let mut below = vec![Below::default(); entries.len()];
    for piece in &outline.pieces {
        if let Some(owner) = piece.owner {
            below[owner].letters += piece.text.len() / 3;
        }
    }
    for value in outline.values.iter().filter(|value| value.says == Some(Says::Rating)) {
        below[value.owner].judged = true;
    }
    for (at, entry) in entries.iter().enumerate().rev() {
        let Some(parent) = entry.parent else { continue };
        let (holds, told) = (below[at].bullets > 0, below[at].letters > 0);
        let numbers = below[at].headed > 0;
        let up = &mut below[parent];
        match (entry.column, entry.class) {
            (Column::Section | Column::Name, _) => up.rows += 1,
            (Column::Item, _) => up.bullets += 1,
            (Column::None, Class::Symbol(sign)) => {
                up.bullets += 1;
                up.described += u32::from(told);
                let named = !matches!(sign, '・' | '-' | '※');
                up.named += u32::from(named);
                up.squares += u32::from(entry.class.is_square());
                up.sentences += u32::from(named && entry.title.ends_with('。'));
                up.programmes += u32::from(named && holds);
                if below[at].headed + below[at].rows > 0 {
                    below[parent].headed += 1;
                }
            }
            (Column::None, class) => {
                up.headed += 1;
                up.small += u32::from(below_small(class));
                up.holding += u32::from(below_small(class) && numbers);
                up.like += u32::from(class == entries[parent].class && !holds && !numbers);
                let over = matches!(class, Class::Arabic | Class::Bare) && below_paren(entries[parent].class);
                up.named_over += u32::from(over && !holds && !numbers && !is_action(&entry.title));
            }
        }
    }
    below
}

/// A numbered passage of prose beside numbered groups: `(1) 総括方針` says how, not what.
fn is_statement(tree: &Tree, at: usize) -> bool {
    let (entry, below) = (&tree.entries[at], tree.below[at]);
    let leaf = below.is_empty();
    let bullet = entry.class.is_bullet();
    let heads =
        !bullet || matches!(entry.class, Class::Symbol('■' | '□' | '◆' | '◇' | '●')) || is_background(&entry.title);
    if !leaf || !heads || entry.column != Column::None {
        return false;
    }
    // ７ 主要行事予定 over a calendar.
    if entry.class.counts() && words().heading.appendix.ends(entry.title.trim_end()) {
        return true;
    }
    // 実施期間（令和７年４月～）: what is added in brackets says nothing of the heading.
    let title = entry.title.trim_end();
    let title =
        title.strip_suffix(['）', ')']).and_then(|head| head.rsplit_once(['（', '('])).map_or(title, |(head, _)| head);
    let stands_for = words().chapter.statement.ends(title);
    let worked = || is_action(title) || words().work.heading.stands_in(title);
    // A report tells at length of what was done.
    let long = tree.tense == Tense::Planned && below.letters >= LONG_TEXT;
    let speaks = || stands_for || long && !worked();
    let told = entry.class.counts() && stands_for && below.letters >= SENTENCE;
    let caption = entry.class.floats()
        && entry
            .parent
            .is_some_and(|parent| tree.entries[parent].class.counts() && is_background(&tree.entries[parent].title));
    speaks() && tree.beside_groups(at)
        || told
        || caption
        || !bullet && names_slot(&entry.title)
        // ・概況 that tells, beside ・ that hold what was done.
        || is_background(&entry.title) && (!bullet || below.letters >= SENTENCE && tree.beside_groups(at))
}

/// 地域の現状及び課題, whatever stands below it.
fn is_passage(entry: &Entry) -> bool {
    entry.class.counts() && entry.column == Column::None && words().chapter.passage.ends(&entry.title)
}

/// Letters of a passage that explains rather than names.
const LONG_TEXT: usize = 100;
/// Letters of the shortest passage that says what a heading stands for.
const SENTENCE: usize = 15;

/// A title that names a part of every programme rather than a programme: 目標, 事業内容.
fn names_slot(title: &str) -> bool {
    words().slot.numbered.is(title)
}
