//! Section, initiative or measure: what an entry is to the plan.
//!
//! What comes in is the outline, what goes out is a kind for each entry. This file must not know figures,
//! flags or themes.

use crate::blocks::mark::Class;
use crate::outline::chapter::is_background;
use crate::outline::{Column, Entry, Outline};
use crate::vocabulary::{is_action, words};
use kurabe_model::NodeKind;
use std::collections::HashMap;

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
    /// Numbers of the lowest levels: ①, ア, a).
    small: u32,
    /// Letters of its own text.
    letters: usize,
}

/// Decides what each entry is.
pub(super) fn kinds(outline: &Outline) -> Vec<NodeKind> {
    let entries = &outline.entries;
    let below = below(outline);
    let mut kinds = vec![NodeKind::Initiative; entries.len()];
    let mut grouped = vec![false; entries.len() + 1];
    let slot = |parent: Option<usize>| parent.map_or(0, |parent| parent + 1);
    for (at, entry) in entries.iter().enumerate() {
        if groups(entry, below[at]) {
            kinds[at] = NodeKind::Section;
            grouped[slot(entry.parent)] = true;
        }
    }
    of_programmes(entries, &below, &mut kinds);
    level_out(entries, &below, &mut kinds);
    for (at, entry) in entries.iter().enumerate() {
        let parent = entry.parent.map(|parent| kinds[parent]);
        kinds[at] = match (entry.column, kinds[at]) {
            (Column::Section, _) => NodeKind::Section,
            (Column::Name, _) => NodeKind::Initiative,
            (Column::Item, _) => NodeKind::Measure,
            (Column::None, NodeKind::Section) => NodeKind::Section,
            _ if is_statement(entry, below[at], grouped[slot(entry.parent)]) => NodeKind::Section,
            _ if matches!(parent, Some(NodeKind::Initiative | NodeKind::Measure)) => NodeKind::Measure,
            _ => NodeKind::Initiative,
        };
    }
    kinds
}

/// ①, ア, a): numbers that may count the steps of a programme as well as programmes.
fn below_small(class: Class) -> bool {
    matches!(class, Class::Circled | Class::Kana(_) | Class::Latin(_) | Class::HalfParen)
}

/// Where most numbers of a class that hold ◆ hold programmes in them, the one whose ◆ stand alone groups programmes, too.
fn of_programmes(entries: &[Entry], below: &[Below], kinds: &mut [NodeKind]) {
    let mut classes: HashMap<Class, (u32, u32)> = HashMap::new();
    let holds = |at: usize| entries[at].class.counts() && entries[at].column == Column::None && below[at].named > 0;
    for at in (0..entries.len()).filter(|at| holds(*at)) {
        let class = classes.entry(entries[at].class).or_default();
        class.0 += 1;
        class.1 += u32::from(below[at].programmes > 0);
    }
    for at in (0..entries.len()).filter(|at| holds(*at)) {
        let (all, with_programmes) = classes[&entries[at].class];
        if with_programmes * 2 > all && below[at].named == below[at].bullets {
            kinds[at] = NodeKind::Section;
        }
    }
}

/// A numbered level is of one kind: where most of it are initiatives, the one with ① below it is one too.
fn level_out(entries: &[Entry], below: &[Below], kinds: &mut [NodeKind]) {
    let mut levels: HashMap<(Option<usize>, Class), (u32, u32)> = HashMap::new();
    for (at, entry) in
        entries.iter().enumerate().filter(|(_, entry)| entry.class.counts() && entry.column == Column::None)
    {
        let level = levels.entry((entry.parent, entry.class)).or_default();
        level.0 += 1;
        level.1 += u32::from(kinds[at] == NodeKind::Initiative);
    }
    for (at, entry) in entries.iter().enumerate() {
        let only_small = below[at].small > 0 && below[at].small == below[at].headed;
        let steps = only_small && below[at].rows == 0 && !names_slot(&entry.title);
        let level = levels.get(&(entry.parent, entry.class)).copied().unwrap_or_default();
        if kinds[at] == NodeKind::Section
            && steps
            && entry.class.counts()
            && (is_action(&entry.title) && level.1 * 2 >= level.0 || level.1 * 3 >= level.0 * 2)
            && level.1 > 0
        {
            kinds[at] = NodeKind::Initiative;
        }
        // A pillar among pillars: what stands directly under it is work, however little that is.
        let pillars = level.0 - level.1;
        if kinds[at] == NodeKind::Initiative
            && entry.class.counts()
            && !below_small(entry.class)
            && entry.column == Column::None
            && below[at].bullets >= 2
            && below[at].letters == 0
            && below[at].rows == 0
            && !is_action(&entry.title)
            && pillars >= 2
            && pillars * 3 >= level.0 * 2
        {
            kinds[at] = NodeKind::Section;
        }
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
    for (at, entry) in entries.iter().enumerate().rev() {
        let Some(parent) = entry.parent else { continue };
        let holds = below[at].bullets > 0;
        let up = &mut below[parent];
        match (entry.column, entry.class) {
            (Column::Section | Column::Name, _) => up.rows += 1,
            (Column::Item, _) => up.bullets += 1,
            (Column::None, Class::Symbol(sign)) => {
                up.bullets += 1;
                let named = !matches!(sign, '・' | '-' | '※');
                up.named += u32::from(named);
                up.sentences += u32::from(named && entry.title.ends_with('。'));
                up.programmes += u32::from(named && holds);
                if below[at].headed + below[at].rows > 0 {
                    below[parent].headed += 1;
                }
            }
            (Column::None, class) => {
                up.headed += 1;
                up.small += u32::from(below_small(class));
            }
        }
    }
    below
}

/// Does the entry only group others?
fn groups(entry: &Entry, below: Below) -> bool {
    if entry.narrative {
        return true;
    }
    let holds_headings = below.headed + below.rows > 0;
    match entry.class {
        // A pillar groups even when it is empty.
        Class::Part | Class::Chapter | Class::Clause | Class::Ordinal | Class::Roman => true,
        Class::Heading(_) | Class::Corner | Class::Angle | Class::Label | Class::Plain => {
            holds_headings || below.bullets > 0 || entry.parent.is_none() || below.letters == 0
        }
        Class::Symbol(sign) => {
            holds_headings
                || below.bullets > 0
                    && matches!(sign, '■' | '□' | '◆' | '◇' | '▼' | '★')
                    && !is_action(&entry.title)
                    && entry.parent.is_none_or(|_| below.bullets > 0)
        }
        // A number that directly holds bullets is an initiative; ○ sentences and ○ programmes are initiatives themselves.
        _ => holds_headings || below.bullets > 0 && (below.sentences * 2 > below.bullets || below.programmes > 0),
    }
}

/// A numbered passage of prose beside numbered groups: `(1) 総括方針` says how, not what.
fn is_statement(entry: &Entry, below: Below, beside_groups: bool) -> bool {
    let leaf = below.bullets == 0 && below.rows == 0 && below.headed == 0;
    let bullet = entry.class.is_bullet();
    let heads = !bullet || matches!(entry.class, Class::Symbol('■' | '□' | '◆' | '◇' | '●'));
    if !leaf || !heads || entry.column != Column::None {
        return false;
    }
    let speaks = || below.letters >= 100 || words().chapter.statement.ends(&entry.title);
    beside_groups && speaks() || !bullet && (names_slot(&entry.title) || is_background(&entry.title))
}

/// A title that names a part of every programme rather than a programme: 目標, 事業内容.
fn names_slot(title: &str) -> bool {
    words().slot.numbered.is(title)
}
