//! Section, initiative or measure: what an entry is to the plan.
//!
//! What comes in is the outline, what goes out is a kind for each entry. This file must not know figures,
//! flags or themes.

mod levels;

use crate::blocks::mark::Class;
use crate::outline::chapter::is_background;
use crate::outline::{Column, Entry, Outline, Says, is_calendar, is_flag_line};
use crate::rules::{Rule, Rules};
use crate::vocabulary::{is_action, words};
use kurabe_model::NodeKind;
use levels::LEVELS;
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
/// What an entry is, given what its parent is.
type Say = fn(&Tree, usize, Option<NodeKind>) -> Option<NodeKind>;

/// Does an entry only group others, by itself and by what hangs directly under it?
const GROUPS: [(Rule, Groups); 5] = [
    (Rule::KindPillar, |entry, _| is_pillar(entry.class)),
    // 目標1 with a sentence of its own over bullets is what is to be done.
    (Rule::KindAim, |entry, below| {
        let done = entry.title.ends_with('。') && below.headed + below.rows == 0;
        entry.class.names_aim() && !below.is_empty() && !done
    }),
    (Rule::KindHeading, heads),
    (Rule::KindSquare, square),
    (Rule::KindHolds, holds),
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
    // 【新規】朝市の開催 is work, nothing below it or a list.
    let flagged = entry.class == Class::Label && is_flag_line(&entry.marker) && below.headed + below.rows == 0;
    entry.narrative
        || heading && figures
        || heading
            && !held
            && !flagged
            && (!below.is_empty() || !below.judged && (entry.parent.is_none() || below.letters == 0))
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
    let calendar = || below.bullets > 0 && is_calendar(&entry.title);
    below.headed + below.rows > 0
        || slot()
        || calendar()
        || !entry.class.is_bullet() && !entry.class.floats() && of_programmes
}

impl Below {
    /// Do small numbers alone hang under it, most of which hold no numbers themselves?
    fn is_of_steps(self) -> bool {
        self.small > 0 && self.small == self.headed && self.rows == 0 && self.holding * 2 <= self.small
    }
}

/// （１） and what custom sets below it.
fn below_paren(class: Class) -> bool {
    class == Class::Paren || class.is_small()
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
                up.small += u32::from(class.is_small());
                up.holding += u32::from(class.is_small() && numbers);
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
    let heading = entry.class.counts() || entry.class == Class::Plain;
    let told = heading && stands_for && below.letters >= SENTENCE;
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
