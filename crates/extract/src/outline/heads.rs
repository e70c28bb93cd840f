//! The head of a table whose rows became a list: 基本目標 施策 主な取組 above numbers and bullets.
//!
//! What comes in is the outline, what goes out is the outline in which each depth below such a head is what its word
//! says. This file must not know how marks stand to one another.

use super::roles;
use super::{Column, Outline, PieceKind};
use crate::blocks::chars::squeeze;
use crate::rules::Rules;
use std::collections::HashMap;

/// Lets each head of words name the depths below it.
pub(super) fn name(outline: &mut Outline, rules: Rules) {
    let heads: Vec<(usize, usize)> = outline
        .pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Label)
        .filter_map(|piece| Some((piece.owner?, roles::depths(&piece.text, rules)?)))
        .collect();
    for (owner, depths) in heads {
        let below = below(outline, owner);
        // The head fits only a list that is as deep as it has words.
        if below.iter().map(|(_, depth)| *depth).max() != Some(depths) {
            continue;
        }
        for (at, depth) in &below {
            outline.entries[*at].column = if *depth < depths { Column::Section } else { Column::Name };
        }
        if let Some((last, _)) = below.last() {
            details(outline, owner, *last);
        }
    }
}

/// What the list names comes again after it, with the details: as the same.
fn details(outline: &mut Outline, owner: usize, last: usize) {
    let known: HashMap<String, Column> =
        outline.entries[owner + 1..=last].iter().map(|entry| (squeeze(&entry.title), entry.column)).collect();
    for entry in outline.entries.iter_mut().skip(last + 1).filter(|entry| entry.column == Column::None) {
        if let Some(Column::Section) = known.get(&squeeze(&entry.title)) {
            entry.column = Column::Section;
        }
    }
}

/// The entries below one, each with its depth from 1.
fn below(outline: &Outline, owner: usize) -> Vec<(usize, usize)> {
    let mut depths = vec![0usize];
    let mut found = Vec::new();
    for (at, entry) in outline.entries.iter().enumerate().skip(owner + 1) {
        let Some(parent) = entry.parent.filter(|parent| *parent >= owner) else { break };
        let depth = depths.get(parent - owner).map_or(1, |depth| depth + 1);
        depths.push(depth);
        found.push((at, depth));
    }
    found
}
