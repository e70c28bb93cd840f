//! What a reader says of a figure: another name, number, unit, role or year; that it is none.
//!
//! In comes a draft with a correction, out comes the draft as corrected. Headings and items must not be known here.

use super::Work;
use super::draft::{Figure, id_of};
use super::replaced::{Facet, OfFigure};
use kurabe_model::{FigureMend, FigureQuote, Misfit, Sought};
use kurabe_text::fold::fold;

impl Work<'_> {
    /// The places of the figures of a node that were read from the same words.
    pub(super) fn alike(&self, key: usize, text: &str) -> Vec<usize> {
        let own = |figure: &Figure| figure.indicator.node == id_of(key) && fold(&figure.indicator.text) == fold(text);
        let figures = self.draft.figures.iter().enumerate();
        figures.filter(|(_, figure)| own(figure)).map(|(at, _)| at).collect()
    }

    /// The figure that a quote means.
    fn found(&self, key: usize, quote: &FigureQuote) -> Result<usize, Misfit> {
        let alike = self.alike(key, &quote.text);
        let named: Vec<usize> =
            alike.iter().copied().filter(|at| fold(&self.draft.figures[*at].name) == fold(&quote.name)).collect();
        let at = match (alike.len() as u32 == quote.of, alike.as_slice(), named.as_slice()) {
            (true, _, _) => alike.get(quote.place.saturating_sub(1) as usize).copied(),
            (false, [], _) => None,
            (false, _, [only]) => Some(*only),
            (false, several, _) => return Err(Misfit::Several(Sought::Figure, quote.of, several.len() as u32)),
        };
        at.filter(|at| !self.draft.figures[*at].gone).ok_or(Misfit::Missing(Sought::Figure))
    }

    /// Makes a figure what a reader says that it is.
    pub(super) fn figure(&mut self, key: usize, quote: &FigureQuote, mend: &FigureMend) -> Result<(), Misfit> {
        let at = self.found(key, quote)?;
        let facets = [
            (mend.name.is_some(), OfFigure::Name),
            (mend.value.is_some(), OfFigure::Value),
            (mend.unit.is_some(), OfFigure::Unit),
            (mend.role.is_some(), OfFigure::Role),
            (mend.period.is_some(), OfFigure::Period),
        ];
        let said = facets.iter().filter(|(is_said, _)| *is_said);
        said.for_each(|(_, facet)| self.ledger.says(key, Facet::Figure(at, *facet)));
        let figure = &mut self.draft.figures[at].indicator;
        if let Some(name) = &mend.name {
            figure.name.clone_from(name);
        }
        if let Some(value) = mend.value {
            figure.value = value;
        }
        if let Some(unit) = &mend.unit {
            figure.unit.clone_from(unit);
        }
        if let Some(role) = mend.role {
            figure.role = role;
        }
        if let Some(period) = mend.period {
            figure.period = period;
        }
        figure.corrected = true;
        Ok(())
    }

    /// What was read as a figure is none.
    pub(super) fn no_figure(&mut self, key: usize, quote: &FigureQuote) -> Result<(), Misfit> {
        let at = self.found(key, quote)?;
        OfFigure::ALL.into_iter().for_each(|facet| self.ledger.says(key, Facet::Figure(at, facet)));
        self.draft.figures[at].gone = true;
        self.draft.mark(key);
        Ok(())
    }
}
