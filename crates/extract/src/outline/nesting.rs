//! Which marks stand below which, where custom does not tell: numbers below bullets, squares below squares, bullets set in by
//! steps.
//!
//! What comes in are the observations of the blocks, what goes out are classes of marks. This file must not know levels.

use super::card;
use super::fields::Labelled;
use super::legend;
use super::lookahead::Lookahead;
use crate::blocks::mark::{self, Class};
use crate::blocks::{Block, BlockKind};
use std::collections::{HashMap, HashSet};

/// Margins at which the lines of one bullet stand where they nest, and columns between two of them.
const MARGINS: std::ops::RangeInclusive<usize> = 2..=3;

const STEP: u32 = 2;

/// How often a deeper line follows a shallower one of the same bullet, at least.
const STEPS_IN: usize = 2;

/// Bullets that a document sets in by steps, again and again: `・` and below it a deeper `・`. Page readers set lines in as
/// they come: a bullet at many margins, or at one that is used once, nests nothing.
pub(super) fn set_in(lookaheads: &[Lookahead]) -> HashSet<Class> {
    let mut margins: HashMap<Class, HashMap<u32, usize>> = HashMap::new();
    for lookahead in lookaheads {
        if let Some(class) = lookahead.class.filter(|class| class.is_bullet()) {
            *margins.entry(class).or_default().entry(lookahead.indent).or_default() += 1;
        }
    }
    let mut steps: HashMap<Class, usize> = HashMap::new();
    let marked: Vec<&Lookahead> = lookaheads.iter().filter(|lookahead| lookahead.class.is_some()).collect();
    for pair in marked.windows(2) {
        if let (Some(class), true) = (pair[0].class, pair[0].class == pair[1].class) {
            *steps.entry(class).or_default() += usize::from(pair[1].indent >= pair[0].indent + STEP);
        }
    }
    let by_steps = |(class, margins): (Class, HashMap<u32, usize>)| {
        let mut at: Vec<u32> = margins.keys().copied().collect();
        at.sort_unstable();
        let apart = at.windows(2).all(|pair| pair[1] - pair[0] >= STEP);
        let used = margins.values().all(|count| *count >= 2);
        let often = steps.get(&class).is_some_and(|steps| *steps >= STEPS_IN);
        (MARGINS.contains(&at.len()) && apart && used && often).then_some(class)
    };
    margins.into_iter().filter_map(by_steps).collect()
}

/// Lists below a bullet each, at least, before the bullets are taken for their headings.
const LED: u32 = 2;

/// Numbers that begin anew below each bullet of a class, `・組織`, `①`, `②`, `・事業`, `①`: the bullets are headings. `labels` are
/// blocks that only name parts of them.
pub(super) fn led_by_bullets(lookaheads: &[Lookahead], labels: &[Option<Labelled>]) -> HashMap<Class, Class> {
    let mut leads: HashMap<Class, Option<(Class, u32)>> = HashMap::new();
    // The bullet before, with nothing but prose since; what stands since the last number of a class.
    let mut bullet = None;
    let mut since: HashMap<Class, HashSet<Class>> = HashMap::new();
    for (lookahead, _) in lookaheads.iter().zip(labels).filter(|(_, label)| label.is_none()) {
        let Some(class) = lookahead.class else {
            bullet = bullet.filter(|_| lookahead.prose);
            continue;
        };
        if class.is_bullet() {
            bullet = Some(class);
            for since in since.values_mut() {
                since.insert(class);
            }
            continue;
        }
        let lead = leads.entry(class).or_insert(bullet.map(|bullet| (bullet, 0)));
        let passed = since.insert(class, HashSet::new()).unwrap_or_default();
        *lead = lead.filter(|(leads, _)| match lookahead.ordinal {
            1 => bullet == Some(*leads),
            _ => !passed.contains(leads),
        });
        if let Some((_, count)) = lead.as_mut().filter(|_| lookahead.ordinal == 1) {
            *count += 1;
        }
        bullet = None;
    }
    let told = |(class, lead): (Class, Option<(Class, u32)>)| {
        let (bullet, count) = lead.filter(|_| class.counts())?;
        (count >= LED || count > 0 && stands_out(lookaheads, bullet, class)).then_some((class, bullet))
    };
    leads.into_iter().filter_map(told).collect()
}

/// Does every bullet of a class, of several, stand farther out than every number of another: ◎ at the margin, `１．` set in?
fn stands_out(lookaheads: &[Lookahead], bullet: Class, number: Class) -> bool {
    let indents = |class: Class| lookaheads.iter().filter(move |own| own.class == Some(class)).map(|own| own.indent);
    let names = !matches!(bullet, Class::Symbol('・' | '-' | '※'));
    let (outer, inner) = (indents(bullet).max(), indents(number).min());
    names && indents(bullet).count() > 1 && outer.zip(inner).is_some_and(|(outer, inner)| outer < inner)
}

/// Squares that lead squares of another sign, which custom sets on one level: `■主な事業`, `◆経営支援`, `◇窓口相談`. Each list
/// of the inner ones begins right below an outer one without words of its own, and fewer outer ones lead their like.
/// Signs that one line explains together (■済　□未) tell how things stand.
pub(super) fn led_squares(blocks: &[Block], lookaheads: &[Lookahead]) -> HashMap<Class, Class> {
    /// A box may be one that is ticked, ■ and □: so many lists tell that it is a heading.
    const LISTS_OF_BOXES: usize = 2;
    let at: Vec<(usize, Class)> = lookaheads
        .iter()
        .enumerate()
        .filter_map(|(at, lookahead)| Some((at, lookahead.class.filter(|class| class.is_square())?)))
        .collect();
    let signs = ['■', '□', '◆', '◇'].map(Class::Symbol);
    let explained = |one: Class, other: Class| {
        let of = |sign: Class| move |c: char| mark::family(c).map(Class::Symbol) == Some(sign);
        blocks.iter().any(
            |block| matches!(&block.kind, BlockKind::Text(text) if text.contains(of(one)) && text.contains(of(other))),
        )
    };
    let leads = |outer: Class, inner: Class| {
        let (mut lists, mut alike) = (0, 0);
        let mut before: Option<(usize, Class)> = None;
        for (position, class) in at.iter().copied().filter(|(_, class)| *class == outer || *class == inner) {
            let below = before.is_some_and(|(before, _)| before + 1 == position);
            match before.map(|(_, class)| class) {
                None if class == inner => return None,
                Some(above) if class == inner && above == outer && !below => return None,
                Some(above) if class == inner && above == outer => lists += 1,
                Some(above) if class == outer && above == outer && below => alike += 1,
                _ => {}
            }
            before = Some((position, class));
        }
        let boxes = [outer, inner].contains(&Class::Symbol('□'));
        let heads = if boxes { alike == 0 && lists >= LISTS_OF_BOXES } else { lists > 2 * alike };
        (heads && !explained(outer, inner)).then_some(lists)
    };
    let led = |inner: Class| {
        let outer = signs.iter().filter(|outer| **outer != inner).copied();
        outer.filter_map(|outer| Some((leads(outer, inner)?, outer))).max_by_key(|(lists, _)| *lists)
    };
    signs.iter().filter_map(|inner| Some((*inner, led(*inner)?.1))).collect()
}

/// Signs that the plan explains as flags, ★ for 重点, each with the kind beside which it stands: of the headings of ・ where the
/// document has such, else of ・ itself.
pub(super) fn flag_signs(blocks: &[Block], lookaheads: &[Lookahead]) -> HashMap<Class, Class> {
    let text = |at: usize| if let BlockKind::Text(text) = &blocks[at].kind { Some(text.as_str()) } else { None };
    let explained: HashSet<Class> = (0..blocks.len())
        .filter_map(|at| legend::read(text(at)?))
        .flatten()
        .filter_map(|(sign, _)| mark::family(sign).map(Class::Symbol))
        .collect();
    let dot = Class::Symbol('・');
    let has = |class: Class| lookaheads.iter().any(|lookahead| lookahead.class == Some(class));
    if explained.is_empty() || !has(dot) {
        return HashMap::new();
    }
    let marked: Vec<Class> = lookaheads.iter().filter_map(|lookahead| lookahead.class).collect();
    let over = marked
        .windows(2)
        .find(|pair| pair[1] == dot && pair[0] != dot && pair[0].is_bullet() && !explained.contains(&pair[0]));
    // One that stands right below such a heading is of its list.
    let listed = |heading: Class| marked.windows(2).any(|pair| pair[0] == heading && explained.contains(&pair[1]));
    let kin = over.map(|pair| pair[0]).filter(|heading| !listed(*heading)).unwrap_or(dot);
    explained.into_iter().filter(|class| *class != kin && has(*class)).map(|class| (class, kin)).collect()
}

/// May bullets have indicators of their own? Where each line of them stands behind the last bullet of a list, they are of
/// what the list stands under: ①, ・, ・, 成果指標　創業件数　8件 → 15件, ②.
pub(super) fn bullets_have_cards(blocks: &[Block], lookaheads: &[Lookahead]) -> bool {
    let labelled = |at: usize| match &blocks[at].kind {
        BlockKind::Text(text) if lookaheads[at].class.is_none() => {
            card::read(text).is_some_and(|cards| cards.iter().any(|card| card.labelled && card.tells()))
        }
        _ => false,
    };
    let bullet = |at: usize| lookaheads.get(at).is_some_and(|next| next.class.is_some_and(Class::is_bullet));
    let below: Vec<usize> = (1..blocks.len()).filter(|at| bullet(at - 1) && labelled(*at)).collect();
    // One alone may be of either.
    below.len() < 2 || below.iter().any(|at| bullet(at + 1))
}
