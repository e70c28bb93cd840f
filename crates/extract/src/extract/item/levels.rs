//! What is set right once the whole tree has been seen: a level of the document is of one kind.
//!
//! What comes in are the entries with what hangs under each, what goes out is which of them only group others. This file
//! must not know what an entry is by itself.

use super::{SENTENCE, Tense, Tree, is_pillar, names_slot};
use crate::blocks::chars::squeeze;
use crate::blocks::mark::Class;
use crate::outline::chapter::is_background;
use crate::outline::{Column, Entry, names_event};
use crate::rules::Rule;
use crate::vocabulary::{is_action, words};
use std::collections::{HashMap, HashSet};

/// Which entries group others (true) or do not (false), seen from the whole tree.
type Level = fn(&Tree) -> Vec<(usize, bool)>;

/// What is set right once the whole tree has been seen; each answers for one entry.
pub(super) const LEVELS: [(Rule, Level); 13] = [
    (Rule::KindSentences, sentences),
    (Rule::KindProgrammes, programmes),
    (Rule::KindSquareItems, square_items),
    (Rule::KindSignPillars, sign_pillars),
    (Rule::KindParenSteps, paren_steps),
    (Rule::KindSteps, steps),
    (Rule::KindOwnList, own_list),
    (Rule::KindBareNames, bare_names),
    (Rule::KindToldPillar, told_pillars),
    (Rule::KindToldHeading, told_headings),
    (Rule::KindAmongPillars, among_pillars),
    (Rule::KindTakenUp, taken_up),
    (Rule::KindFields, fields),
];

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

/// Steps of a document that may be work themselves, at least; one in so many of them holds a list of its own.
const STEPS: u32 = 8;
const HOLDING: u32 = 6;

/// 商業部会（部会員 312名）, 特別委員会【新設】: a title without the brackets at its end.
fn bare(title: &str) -> &str {
    const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('【', '】'), ('［', '］')];
    let note =
        |(open, close): (char, char)| title.strip_suffix(close)?.rsplit_once(open).map(|(bare, _)| bare.trim_end());
    BRACKETS.into_iter().find_map(note).unwrap_or(title)
}

/// `（１）` over ① or イ: the programme and its steps.
fn paren_steps(tree: &Tree) -> Vec<(usize, bool)> {
    // Beside one whose work stands in a table, ① is the work of the others.
    let tabled: HashSet<Option<usize>> =
        tree.numbered().filter(|(at, _)| tree.below[*at].rows > 0).map(|(_, entry)| entry.parent).collect();
    // ① that tell of themselves, and hold lists of their own, are the work: （１） groups it.
    let (mut steps, mut told, mut holding) = (0u32, 0u32, 0u32);
    for (at, entry) in tree.numbered() {
        let below_paren = entry.parent.is_some_and(|parent| tree.entries[parent].class == Class::Paren);
        if below_paren && entry.class.is_small() {
            let below = tree.below[at];
            steps += 1;
            told += u32::from(below.letters > 0 || !below.is_empty());
            holding += u32::from(below.bullets > 0);
        }
    }
    let programmes = steps >= STEPS && told * 3 >= steps * 2 && holding * HOLDING >= steps;
    // Beside 経営改善普及事業 and the 部会, what ends on a field of work is one of them: 商工業振興事業.
    let is_department = |entry: &Entry| words().work.department.ends(bare(&entry.title));
    let departments: HashSet<Option<usize>> = tree
        .numbered()
        .filter(|(_, entry)| entry.class == Class::Paren && is_department(entry))
        .map(|(_, entry)| entry.parent)
        .collect();
    let is_item = |(at, entry): &(usize, &Entry)| {
        let below = tree.below[*at];
        let only_small = below.is_of_steps() && !programmes;
        let groups = names_slot(&entry.title)
            || is_background(&entry.title)
            || words().chapter.statement.ends(&entry.title)
            || is_department(entry)
            || entry.title.ends_with("に関する事項")
            || departments.contains(&entry.parent) && bare(&entry.title).ends_with("振興事業");
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

/// In a report 春の研修会, 一斉清掃 and 連絡会議 without a mark, over nothing but prose: most name what was held or done, and
/// their text tells of it.
fn told_headings(tree: &Tree) -> Vec<(usize, bool)> {
    /// Such headings at one level, at least.
    const FEWEST: usize = 2;
    let told = |(at, entry): &(usize, &Entry)| {
        let below = tree.below[*at];
        entry.class == Class::Plain && !entry.narrative && below.is_empty() && below.letters >= SENTENCE
    };
    let stands = |title: &str| {
        is_background(title) || words().chapter.statement.ends(title) || words().chapter.stated.ends(title)
    };
    let held = |title: &str| {
        let title = bare(title);
        is_action(title) || names_event(title) || words().heading.meeting.ends(title)
    };
    let mut levels: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    let headings = tree.entries.iter().enumerate().filter(|_| tree.tense == Tense::Done).filter(told);
    for (at, entry) in headings.filter(|(_, entry)| !stands(&entry.title)) {
        levels.entry(entry.parent).or_default().push(at);
    }
    let work = |level: &Vec<usize>| {
        let held = level.iter().filter(|at| held(&tree.entries[**at].title)).count();
        held >= FEWEST && held * 3 >= level.len() * 2
    };
    levels.into_values().filter(work).flatten().map(|at| (at, false)).collect()
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
            && !entry.class.is_small()
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
        let (below, title) = (tree.below[*at], bare(&entry.title));
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
