//! 訂正: a plan as its reader corrected it, after the reading and before anything else sees it.
//!
//! In come a plan, the lines of its text and corrections, out comes the plan as corrected: what was corrected is
//! marked, and a correction that does not hold any more is a notice. Where corrections are kept must not be known here.
//!
//! ```
//! use kurabe_extract::correct::{correct, Reading};
//! use kurabe_extract::extract::{extract, theme::Themes};
//! use kurabe_model::{Correction, ItemMend, LineSpan, Mend, NodeKind, Quote};
//!
//! let text = kurabe_read::read("Ⅰ．経営の支援\n１．創業塾の開催\n２．巡回の強化".as_bytes(), None).unwrap();
//! let plan = extract(&text, &Default::default());
//! let quote = Quote { words: "巡回の強化".into(), under: "経営の支援".into(), place: 1, of: 1, ..Quote::default() };
//! let mend = Mend::Item(ItemMend { kind: Some(NodeKind::Measure), ..ItemMend::default() });
//! let said = Correction { number: 1, plan: "r5".into(), at: quote, mend };
//! let themes = Themes::parse("[[theme]]\nname = \"DX\"\nwords = [\"DX\"]").unwrap();
//! let plan = correct(plan, &Reading { lines: &text.lines, themes: &themes }, &[&said]).plan;
//! assert_eq!(plan.nodes[2].kind, NodeKind::Measure);
//! assert!(plan.nodes[2].corrected.is_some() && plan.misfits().next().is_none());
//! ```

mod draft;
mod figure;
mod item;
mod lines;
mod quote;
mod replaced;
mod stored;
mod target;
#[cfg(test)]
mod tests;
mod title;

use std::collections::BTreeMap;

pub use stored::{fit_quote, quote_of, quoted};
pub use target::{ItemWish, Wish, bind};

use crate::extract::theme::Themes;
use draft::{Draft, key_of};
use kurabe_model::{Correction, Mend, Misfit, NodeId, Notice, NoticeKind, PassageKind, Plan};
use kurabe_read::Line;
use quote::{Said, find};
use replaced::Ledger;

/// What a plan was read from.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Its lines, as the reading took them: those of other plans of the file are none of it.
    pub lines: &'a [Line],
    /// The themes that are given to its items.
    pub themes: &'a Themes,
}

/// A corrected plan.
#[derive(Clone, Debug, Default)]
pub struct Corrected {
    /// The plan.
    pub plan: Plan,
    /// For each correction, in their order, the node that it is about, where there still is one.
    pub nodes: Vec<Option<NodeId>>,
    /// Why those that do not hold do not, by number.
    pub misfits: BTreeMap<u32, Misfit>,
}

/// Applies corrections in the order given and assigns the themes.
#[must_use]
pub fn correct(plan: Plan, reading: &Reading<'_>, corrections: &[&Correction]) -> Corrected {
    if corrections.is_empty() {
        let mut plan = plan;
        reading.themes.assign(&mut plan);
        return Corrected { plan, ..Corrected::default() };
    }
    let mut work = Work::of(plan, reading);
    let keys = work.apply(corrections);
    work.finish(keys)
}

/// How well a correction fits a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It does not.
    Not,
    /// Its words stand there, under another heading.
    Elsewhere,
    /// Its words stand there under their heading.
    There,
}

/// How well a correction fits a plan with what was said of it before.
#[must_use]
pub fn fit(plan: &Plan, reading: &Reading<'_>, earlier: &[&Correction], correction: &Correction) -> Fit {
    let mut work = Work::of(plan.clone(), reading);
    work.apply(earlier);
    let all = if matches!(correction.mend, Mend::Lost(_)) { &work.lines.0 } else { &work.draft.said };
    let is_there = find(all, &correction.at).is_ok_and(|at| all[at].is_under(&correction.at.under));
    match (work.one(correction), is_there) {
        (Err(_), _) => Fit::Not,
        (Ok(_), true) => Fit::There,
        (Ok(_), false) => Fit::Elsewhere,
    }
}

/// A draft with what was said so far.
struct Work<'a> {
    draft: Draft<'a>,
    /// What is quoted of the lines that are not blank, and for each its number and the title of what began before.
    lines: (Vec<Said>, Vec<(u32, String)>),
    themes: &'a Themes,
    /// The themes that a reader gave, by key.
    given: BTreeMap<usize, Vec<String>>,
    misfits: BTreeMap<u32, Misfit>,
    ledger: Ledger,
}

impl<'a> Work<'a> {
    fn of(plan: Plan, reading: &Reading<'a>) -> Self {
        let draft = Draft::of(plan, reading.lines);
        let lines = draft.said_of_lines();
        let (given, misfits) = (BTreeMap::new(), BTreeMap::new());
        Self { draft, lines, themes: reading.themes, given, misfits, ledger: Ledger::default() }
    }

    /// Applies corrections; gives the key of what each is about.
    fn apply(&mut self, corrections: &[&Correction]) -> Vec<Option<usize>> {
        let mut keys = Vec::with_capacity(corrections.len());
        for correction in corrections {
            let said = self.one(correction);
            self.draft.settle();
            match said {
                Ok(key) => {
                    let gone = self.draft.slots.iter().enumerate().filter(|(_, slot)| slot.gone);
                    self.ledger.holds(correction.number, gone.map(|(key, _)| key));
                    keys.push(Some(key));
                }
                Err(misfit) => {
                    self.ledger.fails();
                    let (number, words) = (correction.number, correction.at.words.clone());
                    self.draft
                        .notice(Notice::new(NoticeKind::Correction { number, words, misfit: misfit.clone() }, None));
                    self.misfits.insert(number, misfit);
                    keys.push(None);
                }
            }
        }
        keys
    }

    /// Applies a correction as a whole or not at all.
    fn one(&mut self, correction: &Correction) -> Result<usize, Misfit> {
        match &correction.mend {
            Mend::Item(mend) => {
                let key = self.item(&correction.at)?;
                self.mend(key, mend)?;
                Ok(key)
            }
            Mend::NoItem => {
                let key = self.item(&correction.at)?;
                self.no_item(key);
                Ok(key)
            }
            Mend::Lost(mend) => self.lost(&correction.at, mend),
            Mend::Figure(figure, mend) => {
                let key = self.item(&correction.at)?;
                self.figure(key, figure, mend)?;
                Ok(key)
            }
            Mend::NoFigure(figure) => {
                let key = self.item(&correction.at)?;
                self.no_figure(key, figure)?;
                Ok(key)
            }
        }
    }

    fn finish(self, keys: Vec<Option<usize>>) -> Corrected {
        let lines = self.draft.lines;
        let applied = self.ledger.applied();
        let (mut plan, numbers) = self.draft.finish();
        plan.corrections = applied;
        crate::extract::place(&mut plan, lines);
        self.themes.assign(&mut plan);
        let number = |key: usize| numbers.get(key).copied().flatten();
        for (key, themes) in &self.given {
            let Some(id) = number(*key) else { continue };
            give(&mut plan, id, themes);
        }
        let nodes = keys.into_iter().map(|key| key.and_then(number)).collect();
        Corrected { plan, nodes, misfits: self.misfits }
    }
}

/// Gives a node its themes, with what still speaks for them.
fn give(plan: &mut Plan, id: NodeId, themes: &[String]) {
    if let Some(node) = plan.nodes.get_mut(key_of(id)) {
        node.themes = themes.to_vec();
        node.evidence.retain(|evidence| themes.contains(&evidence.theme));
    }
    let own = plan.passages.iter_mut().filter(|passage| passage.node == Some(id));
    own.filter(|passage| passage.kind != PassageKind::Text || !passage.themes.is_empty())
        .for_each(|passage| passage.themes = themes.to_vec());
}
