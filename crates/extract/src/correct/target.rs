//! What somebody points at in a corrected plan, bound to the words that were read there.
//!
//! In come numbers of nodes and lines, out come quotes. What is written of them where must not be known here.

use super::draft::{Draft, id_of};
use super::quote::quote;
use super::{Reading, Work};
use kurabe_model::{Above, Correction, FigureMend, FigureQuote, Flags, ItemMend, Mend, NodeId, NodeKind, Plan, Quote};

/// What a heading or item is to be, by numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemWish {
    /// What it is.
    pub kind: Option<NodeKind>,
    /// What it stands under; none inside: nothing.
    pub parent: Option<Option<NodeId>>,
    /// Its title.
    pub title: Option<String>,
    /// The line on which it begins.
    pub first: Option<u32>,
    /// The line on which its own text ends.
    pub last: Option<u32>,
    /// The marks beside it.
    pub flags: Option<Flags>,
    /// Names of its themes.
    pub themes: Option<Vec<String>>,
}

/// What somebody says of a plan as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// A heading or item is another.
    Item(NodeId, ItemWish),
    /// It is none.
    NoItem(NodeId),
    /// A line is one.
    Lost(u32, ItemWish),
    /// A figure of an item, by its place among the item's figures, is another.
    Figure(NodeId, usize, FigureMend),
    /// It is none.
    NoFigure(NodeId, usize),
}

/// Binds what is said to the words that were read; none if the numbers name nothing. `earlier` are the corrections
/// that the plan is shown with.
#[must_use]
pub fn bind(plan: Plan, reading: &Reading<'_>, earlier: &[&Correction], wish: &Wish) -> Option<(Quote, Mend)> {
    let mut work = Work::of(plan, reading);
    work.apply(earlier);
    let (order, _) = work.draft.order();
    let key = |id: NodeId| order.get((id.0 as usize).checked_sub(1)?).copied();
    let shown = Shown { work: &work, key: &key };
    Some(match wish {
        Wish::Item(id, wish) => (work.draft.quote(key(*id)?), Mend::Item(shown.item(wish)?)),
        Wish::NoItem(id) => (work.draft.quote(key(*id)?), Mend::NoItem),
        Wish::Lost(line, wish) => (shown.line(*line)?, Mend::Lost(shown.item(wish)?)),
        Wish::Figure(id, figure, mend) => {
            (work.draft.quote(key(*id)?), Mend::Figure(shown.figure(key(*id)?, *figure)?, mend.clone()))
        }
        Wish::NoFigure(id, figure) => (work.draft.quote(key(*id)?), Mend::NoFigure(shown.figure(key(*id)?, *figure)?)),
    })
}

/// A plan as it is shown.
struct Shown<'a> {
    work: &'a Work<'a>,
    key: &'a dyn Fn(NodeId) -> Option<usize>,
}

impl Shown<'_> {
    fn draft(&self) -> &Draft<'_> {
        &self.work.draft
    }

    fn item(&self, wish: &ItemWish) -> Option<ItemMend> {
        let parent = match wish.parent {
            None => None,
            Some(None) => Some(Above::Top),
            Some(Some(id)) => Some(Above::Node(self.draft().quote((self.key)(id)?))),
        };
        let line = |line: Option<u32>| match line {
            None => Some(None),
            Some(line) => self.line(line).map(Some),
        };
        Some(ItemMend {
            kind: wish.kind,
            parent,
            title: wish.title.clone(),
            begins: line(wish.first)?,
            ends: line(wish.last)?,
            flags: wish.flags,
            themes: wish.themes.clone(),
        })
    }

    /// A line as it is quoted; none where it is blank.
    fn line(&self, number: u32) -> Option<Quote> {
        let (said, places) = &self.work.lines;
        let at = places.iter().position(|(other, _)| *other == number)?;
        let text = self.draft().lines.iter().find(|line| line.number == number && !line.text.trim().is_empty())?;
        let (words, under) = (text.text.trim().to_owned(), places[at].1.clone());
        Some(quote(said, at, Quote { words, under, line: number, ..Quote::default() }))
    }

    fn figure(&self, key: usize, figure: usize) -> Option<FigureQuote> {
        let own = |at: &usize| {
            let figure = &self.draft().figures[*at];
            figure.indicator.node == id_of(key) && !figure.gone
        };
        let at = (0..self.draft().figures.len()).filter(own).nth(figure)?;
        let figure = &self.draft().figures[at];
        let alike = self.work.alike(key, &figure.indicator.text);
        let place = alike.iter().position(|other| *other == at)? as u32 + 1;
        let (text, name) = (figure.indicator.text.clone(), figure.name.clone());
        Some(FigureQuote { text, name, place, of: alike.len() as u32 })
    }
}
