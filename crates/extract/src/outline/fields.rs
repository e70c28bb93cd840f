//! Parts of every programme that a plan numbers or labels: ①実施内容, 【募集方法】, ア　対象者　来店客. They are no items.
//!
//! What comes in are the blocks with their observations, what goes out is which of them are such parts. This file must
//! not know levels.

use super::heading;
use super::lookahead::Lookahead;
use crate::blocks::chars::squeeze;
use crate::blocks::mark::{self, Class};
use crate::blocks::{Block, BlockKind};
use crate::vocabulary::words;
use std::collections::{HashMap, HashSet};

/// Times that a numbered label comes again at least, before it is one.
const REPEATED: usize = 3;
/// Blocks from a heading to a label of its own, and letters of a heading without a mark, at most.
const NEAR: usize = 12;
const HEADING_LETTERS: usize = 20;
/// Letters of such a label at most.
const LABEL_LETTERS: usize = 10;

/// For each block: is it a numbered label that comes again below several numbers, ①実施内容, ②実施日, ③成果 below (1), (2) and
/// (3)? Most of such labels of a kind name a part that every programme has.
pub(super) fn repeated_fields(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<bool> {
    let label = |at: usize| {
        let class = lookaheads[at].class.filter(|class| class.is_small())?;
        let BlockKind::Text(text) = &blocks[at].kind else { return None };
        let name = squeeze(mark::parse(text)?.rest);
        (name.chars().count() <= LABEL_LETTERS && !name.contains('。')).then_some((class, name))
    };
    let mut counts: HashMap<(Class, String), usize> = HashMap::new();
    for label in (0..blocks.len()).filter_map(label) {
        *counts.entry(label).or_default() += 1;
    }
    let part = |name: &str| heading::is_slot(name) || heading::tells_how(name);
    let mut classes: HashMap<Class, (usize, usize)> = HashMap::new();
    for ((class, name), _) in counts.iter().filter(|(_, count)| **count >= REPEATED) {
        let class = classes.entry(*class).or_default();
        class.0 += 1;
        class.1 += usize::from(part(name));
    }
    let is_field = |at: usize| {
        label(at).is_some_and(|(class, name)| {
            let told = classes.get(&class).is_some_and(|(all, parts)| *all >= 2 && parts * 2 >= *all);
            told && (part(&name) || counts[&(class, name)] > 1)
        })
    };
    let (told, dotted) = (fields_told(blocks, lookaheads), dotted_labels(blocks, lookaheads));
    (0..blocks.len()).map(|at| is_field(at) || told[at] || dotted[at]).collect()
}

/// Labels of one bullet at least, before they are none of its points.
const DOTTED: usize = 2;

/// For each block: is it a label behind a bullet, 〇現状と課題, 〇目標, 〇取組, that comes again with the others below the next
/// heading?
fn dotted_labels(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<bool> {
    let label = |at: usize| {
        let class = lookaheads[at].class.filter(|class| class.is_bullet())?;
        let BlockKind::Text(text) = &blocks[at].kind else { return None };
        let name = squeeze(mark::parse(text)?.rest);
        heading::is_slot(&name).then_some((class, name))
    };
    let labels: Vec<Option<(Class, String)>> = (0..blocks.len()).map(label).collect();
    let mut counts: HashMap<&(Class, String), usize> = HashMap::new();
    labels.iter().flatten().for_each(|label| *counts.entry(label).or_default() += 1);
    let mut kinds: HashMap<Class, usize> = HashMap::new();
    counts.iter().filter(|(_, count)| **count > 1).for_each(|((class, _), _)| *kinds.entry(*class).or_default() += 1);
    let comes_again = |label: &(Class, String)| counts[label] > 1 && kinds.get(&label.0) >= Some(&DOTTED);
    labels.iter().map(|label| label.as_ref().is_some_and(comes_again)).collect()
}

/// What a block is among headings that have the same labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Labelled {
    /// A label alone on its line that comes again below several headings of one kind, （方針） and （事業計画） below each ◆
    /// committee. Below one heading it may be a chapter.
    Label(Class),
    /// A heading without a mark above such labels.
    Heading,
    /// What one of them says.
    Text,
}

/// For each block what it is among headings that have the same labels; none for other blocks.
pub(super) fn recurring_labels(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<Option<Labelled>> {
    let text = |at: usize| if let BlockKind::Text(text) = &blocks[at].kind { Some(text.as_str()) } else { None };
    let label = |at: usize| {
        let bracket = lookaheads[at].class.is_none_or(|class| matches!(class, Class::Corner | Class::Angle));
        let name = heading::bare_slot(text(at).filter(|_| bracket)?);
        let short = !name.is_empty() && name.chars().count() <= LABEL_LETTERS;
        (short && (words().slot.recurring.is(&name) || heading::is_slot(&name))).then_some(name)
    };
    let is_point = |class: Class| class.is_bullet() && !class.is_square();
    // The heading below which a label stands: not its text, and no other label.
    let headed = |at: usize| {
        (0..at).rev().take(NEAR).filter(|before| label(*before).is_none()).find_map(|before| {
            let text = text(before)?;
            // ●総務委員会　　委員長　山田太郎
            let name = mark::parse(text)
                .map_or(text, |mark| mark.rest)
                .split(['　', ' ', '（', '('])
                .next()
                .unwrap_or_default();
            let body = words().heading.group_end.ends(name) && name.chars().count() <= HEADING_LETTERS;
            match lookaheads[before].class {
                // What stands farther out than a point of a list is not said of it.
                Some(class) if is_point(class) && !body && lookaheads[at].indent < lookaheads[before].indent => None,
                Some(class) => Some(Some((before, class))),
                None => body.then_some(Some((before, Class::Plain))),
            }
        })?
    };
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, name) in (0..blocks.len()).filter_map(|at| Some((at, label(at)?))) {
        places.entry(name).or_default().push(at);
    }
    let mut recurring = vec![None; blocks.len()];
    for places in places.into_values() {
        let headed = places.iter().filter_map(|at| Some((*at, headed(*at)?)));
        let mut kinds: HashMap<Class, Vec<(usize, usize)>> = HashMap::new();
        // Numbers of a list may stand before a label, too.
        for (at, (head, class)) in headed.filter(|(_, (_, class))| !class.counts()) {
            kinds.entry(class).or_default().push((at, head));
        }
        for (class, labels) in kinds.into_iter().filter(|(_, labels)| labels.len() >= 2) {
            let (first, last) = (labels[0].1, labels[labels.len() - 1].1);
            // A list of two points above the first label has one point more than there are labels.
            let begins = (0..first).rev().take_while(|at| !lookaheads[*at].class.is_some_and(Class::counts)).last();
            let from = begins.filter(|_| is_point(class)).unwrap_or(first);
            let kind = (from..=last).filter(|at| lookaheads[*at].class == Some(class)).count();
            if labels.windows(2).any(|pair| pair[0].1 == pair[1].1) || kind > labels.len() {
                continue;
            }
            // Of a list only the last point stands above what follows it, of an item with one point this: then the item says it.
            let parted = |pair: &[(usize, usize)]| {
                lookaheads[pair[0].1..pair[1].1].iter().any(|own| numbers(own, &lookaheads[pair[0].1]))
            };
            if is_point(class) && labels.windows(2).all(parted) {
                continue;
            }
            for (at, head) in labels {
                recurring[at] = Some(Labelled::Label(class));
                if class == Class::Plain {
                    recurring[head] = Some(Labelled::Heading);
                }
            }
        }
    }
    let further = further(&recurring, &label, lookaheads);
    further.into_iter().for_each(|(at, labelled)| recurring[at] = Some(labelled));
    // What stands alone between two of them, or before the next heading, is what the first says: 方針, 財政基盤の確立, 事業計画.
    let label_at = |at: usize| match recurring.get(at) {
        Some(Some(Labelled::Label(class))) => Some(*class),
        _ => None,
    };
    let told = |at: &usize| {
        let plain = recurring[*at].is_none() && lookaheads[*at].class.is_none() && !lookaheads[*at].row;
        let ends = |class: Class| {
            let next = lookaheads.get(at + 1).and_then(|next| next.class);
            label_at(at + 1).is_some() || next == Some(class) || next.is_some_and(Class::counts)
        };
        plain && label_at(at - 1).is_some_and(ends)
    };
    let told: Vec<usize> = (1..blocks.len()).filter(told).collect();
    told.into_iter().for_each(|at| recurring[at] = Some(Labelled::Text));
    let dotted = dotted_labels(blocks, lookaheads);
    // ・目標 set in below 〇梅まつり is of that point, below a number of the heading.
    let point = |at: usize| {
        let outer =
            |before: &usize| lookaheads[*before].class.is_some() && lookaheads[*before].indent < lookaheads[at].indent;
        let class = lookaheads[(0..at).rev().find(outer)?].class?;
        class.is_bullet().then_some(class)
    };
    for at in (0..blocks.len()).filter(|at| dotted[*at]) {
        recurring[at] = point(at).map(Labelled::Label).or(recurring[at]);
    }
    between_dotted(blocks, lookaheads, &dotted).into_iter().for_each(|at| recurring[at] = Some(Labelled::Text));
    opinions(blocks, lookaheads).into_iter().for_each(|at| recurring[at] = recurring[at].or(Some(Labelled::Text)));
    recurring
}

/// The points below 【委員の意見】: what was said of the work, whoever does it.
fn opinions(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<usize> {
    const OPINIONS: [&str; 4] = ["意見", "所見", "講評", "コメント"];
    let mut told = Vec::new();
    let mut open = false;
    for at in 0..blocks.len() {
        let BlockKind::Text(text) = &blocks[at].kind else {
            open = false;
            continue;
        };
        let bullet = lookaheads[at].class.is_some_and(Class::is_bullet);
        if open && bullet {
            told.push(at);
            continue;
        }
        let bracket = matches!(lookaheads[at].class, Some(Class::Corner | Class::Angle));
        let name = heading::bare_slot(text);
        let label = bracket && name.chars().count() <= LABEL_LETTERS;
        open = label && OPINIONS.iter().any(|word| name.ends_with(word));
    }
    told
}

/// The lines without a mark between two labels behind bullets: what the first says, unless the second is the one with which
/// each heading begins. Below 〇現状と課題 the points of a list are no work either.
fn between_dotted(blocks: &[Block], lookaheads: &[Lookahead], dotted: &[bool]) -> Vec<usize> {
    let name = |at: usize| match &blocks[at].kind {
        BlockKind::Text(text) => squeeze(mark::parse(text).map_or(text.as_str(), |mark| mark.rest)),
        BlockKind::Row { .. } => String::new(),
    };
    let Some(first) = (0..blocks.len()).find(|at| dotted[*at]).map(name) else { return Vec::new() };
    let mut told = Vec::new();
    let mut open: Option<usize> = None;
    let mut is_background = false;
    for at in 0..blocks.len() {
        let bullet = lookaheads[at].class.is_some_and(Class::is_bullet);
        if !dotted[at] && is_background && bullet {
            told.push(at);
            continue;
        }
        is_background = dotted[at] && words().chapter.passage.is(&name(at));
        if dotted[at] {
            if let Some(from) = open.filter(|_| name(at) != first) {
                told.extend(from + 1..at);
            }
            open = Some(at);
        } else if lookaheads[at].class.is_some() || lookaheads[at].row {
            open = None;
        }
    }
    told.sort_unstable();
    told
}

/// Is it a number above a point or its label, not one of ①② that are what is done below it?
fn numbers(own: &Lookahead, than: &Lookahead) -> bool {
    own.class.is_some_and(|class| {
        class.counts() && (own.indent < than.indent || own.indent == than.indent && !class.is_small())
    })
}

/// More labels below headings that have one in common, each below two of them side by side: 目標 below the list of what is done.
/// One behind the last heading alone is of all of them, and so is one that stands farther out.
fn further(
    recurring: &[Option<Labelled>],
    label: &impl Fn(usize) -> Option<String>,
    lookaheads: &[Lookahead],
) -> Vec<(usize, Labelled)> {
    let mut places: HashMap<(Class, String), Vec<(usize, usize)>> = HashMap::new();
    let mut open: Option<(Class, usize)> = None;
    for (at, own) in recurring.iter().enumerate() {
        let class = lookaheads[at].class;
        match (own, open) {
            (Some(Labelled::Label(class)), None) => open = Some((*class, at)),
            (_, Some((head, first))) if class == Some(head) || numbers(&lookaheads[at], &lookaheads[first]) => {
                open = None
            }
            (None, Some((class, first))) if lookaheads[at].indent >= lookaheads[first].indent => {
                let Some(name) = label(at) else { continue };
                places.entry((class, name)).or_default().push((at, first));
            }
            _ => {}
        }
    }
    let one_each = |labels: &[(usize, usize)]| labels.windows(2).all(|pair| pair[0].1 != pair[1].1);
    let side_by_side = |pair: &[(usize, usize)]| {
        !lookaheads[pair[0].0..pair[1].0].iter().any(|own| numbers(own, &lookaheads[pair[0].1]))
    };
    let several = |labels: &[(usize, usize)]| one_each(labels) && labels.windows(2).any(side_by_side);
    let several = places.into_iter().filter(|(_, labels)| several(labels));
    several
        .flat_map(|((class, _), labels)| labels.into_iter().map(move |(at, _)| (at, Labelled::Label(class))))
        .collect()
}

/// For each block: is it one of a list whose every point is a part of a form with what it says, ア　対象者　来店客, イ　調査項目　味?
fn fields_told(blocks: &[Block], lookaheads: &[Lookahead]) -> Vec<bool> {
    let split = |at: usize| {
        let BlockKind::Text(text) = &blocks[at].kind else { return None };
        let mark = mark::parse(text)?;
        // ・巡回件数 100件 is a figure of its own; - 調査項目：味、量 tells of the item above.
        let parted = |c: char| matches!(c, '：' | ':') || c.is_whitespace() && !mark.class.is_bullet();
        let (label, said) = mark.rest.split_once(parted)?;
        (label.chars().count() <= LABEL_LETTERS && !said.trim().is_empty()).then(|| label.to_owned())
    };
    let labelled = |at: usize| split(at).is_some();
    let known = |at: usize| {
        let part =
            |label: &String| heading::is_slot(label) || heading::tells_how(label) || words().slot.numbered.is(label);
        split(at).as_ref().is_some_and(part)
    };
    let small = |class: &Class| class.is_bullet() || class.is_small();
    let mut told = vec![false; blocks.len()];
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=blocks.len() {
        let own = lookaheads.get(at).filter(|own| own.class.as_ref().is_some_and(small));
        let before = run.last().map(|last| lookaheads[*last]);
        let goes_on = |own: &Lookahead| {
            let next = |before: &Lookahead| own.ordinal == 0 || before.ordinal + 1 == own.ordinal;
            before.is_some_and(|before| before.class == own.class && next(&before))
        };
        if own.is_some_and(goes_on) {
            run.push(at);
            continue;
        }
        // A line without a mark goes on with the point before it.
        if at < blocks.len() && lookaheads[at].class.is_none() && !lookaheads[at].row {
            continue;
        }
        let parts = run.iter().filter(|at| known(**at)).count();
        if parts >= 2 && parts * 3 >= run.len() * 2 && run.iter().all(|at| labelled(*at)) {
            run.iter().for_each(|at| told[*at] = true);
        }
        run.clear();
        run.extend(own.filter(|own| own.ordinal <= 1).map(|_| at));
    }
    told
}

/// Labels before their text that stand in a row with those of a form, 【カリキュラム】 below 【募集方法】: they tell how the
/// item above is done.
pub(super) fn fields_beside(list: &[Block], lookaheads: &[Lookahead]) -> HashSet<String> {
    let label = |(block, own): (&Block, &Lookahead)| {
        let BlockKind::Text(text) = &block.kind else { return None };
        let mark = mark::parse(text).filter(|_| own.class == Some(Class::Label))?;
        Some(mark.marker.into_owned())
    };
    let known = |label: &Option<String>| {
        label.as_ref().is_some_and(|label| heading::is_slot(label) || heading::tells_how(label))
    };
    let labels: Vec<Option<String>> = list.iter().zip(lookaheads).map(label).collect();
    let rows = labels.chunk_by(|a, b| a.is_some() && b.is_some()).filter(|row| row.iter().any(known));
    let fields = rows.flatten().flatten().filter(|label| !heading::is_flag_line(label));
    fields.map(|label| squeeze(label)).collect()
}
