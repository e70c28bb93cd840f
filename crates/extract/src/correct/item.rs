//! What a reader says of headings and items: another kind, place, title, other lines, marks or themes; that one is
//! none, that a line is one.
//!
//! In comes a draft with a correction, out comes the draft as corrected. All that a correction names is looked for
//! before anything is changed, so that it holds as a whole or not at all. Figures must not be known here.

use super::Work;
use super::draft::{Given, id_of};
use super::quote::{Unfound, find};
use super::replaced::Facet;
use super::title::{Cut, cut};
use kurabe_model::{Above, ItemMend, LineSpan, Misfit, NodeKind, PassageKind, Quote, Sought};
use kurabe_text::fold::fold;

/// What a correction names, found.
struct Found {
    parent: Option<Option<usize>>,
    begins: Option<u32>,
    ends: Option<u32>,
    themes: Option<Vec<String>>,
}

/// Why something was not found, told of what was looked for.
fn misfit(unfound: Unfound, sought: Sought) -> Misfit {
    match unfound {
        Unfound::Missing => Misfit::Missing(sought),
        Unfound::Several(was, are) => Misfit::Several(sought, was, are),
    }
}

impl Work<'_> {
    /// The node that a quote means.
    pub(super) fn item(&self, quote: &Quote) -> Result<usize, Misfit> {
        self.node(quote, Sought::Item)
    }

    fn node(&self, quote: &Quote, sought: Sought) -> Result<usize, Misfit> {
        let key = find(&self.draft.said, quote).map_err(|unfound| misfit(unfound, sought))?;
        if self.draft.slots[key].gone { Err(Misfit::Missing(sought)) } else { Ok(key) }
    }

    /// The line that a quote means.
    fn line(&self, quote: &Quote) -> Result<u32, Misfit> {
        let at = find(&self.lines.0, quote).map_err(|unfound| misfit(unfound, Sought::Line))?;
        Ok(self.lines.1[at].0)
    }

    /// Looks for all that is named of a node; none for one that is to begin.
    fn look(&self, key: Option<usize>, mend: &ItemMend) -> Result<Found, Misfit> {
        let parent = match &mend.parent {
            None => None,
            Some(Above::Top) => Some(None),
            Some(Above::Node(quote)) => Some(Some(self.node(quote, Sought::Parent)?)),
        };
        let is_circle = |parent: usize| key.is_some_and(|key| self.draft.is_within(parent, key));
        if parent.flatten().is_some_and(is_circle) {
            return Err(Misfit::Circle);
        }
        let line = |quote: &Option<Quote>| quote.as_ref().map(|quote| self.line(quote)).transpose();
        let (begins, ends) = (line(&mend.begins)?, line(&mend.ends)?);
        let themes = mend.themes.as_ref().map(|themes| self.known(themes)).transpose()?;
        Ok(Found { parent, begins, ends, themes })
    }

    /// Themes by their names, in the order of the file.
    fn known(&self, themes: &[String]) -> Result<Vec<String>, Misfit> {
        let names = self.themes.names();
        let is = |name: &&String, wanted: &String| fold(name) == fold(wanted);
        if let Some(unknown) = themes.iter().find(|wanted| !names.iter().any(|name| is(&name, wanted))) {
            return Err(Misfit::Theme(unknown.clone()));
        }
        Ok(names.iter().filter(|name| themes.iter().any(|wanted| is(name, wanted))).cloned().collect())
    }

    /// Makes a node what a reader says that it is.
    pub(super) fn mend(&mut self, key: usize, mend: &ItemMend) -> Result<(), Misfit> {
        let found = self.look(Some(key), mend)?;
        self.change(key, mend, found)
    }

    fn change(&mut self, key: usize, mend: &ItemMend, found: Found) -> Result<(), Misfit> {
        let facets = [
            (mend.kind.is_some(), Facet::Kind),
            (mend.parent.is_some(), Facet::Parent),
            (mend.title.is_some(), Facet::Title),
            (mend.begins.is_some(), Facet::Begins),
            (mend.ends.is_some(), Facet::Ends),
            (mend.flags.is_some(), Facet::Flags),
            (mend.themes.is_some(), Facet::Themes),
        ];
        facets.iter().filter(|(is_said, _)| *is_said).for_each(|(_, facet)| self.ledger.says(key, *facet));
        let own = self.draft.slots[key].node.span;
        let span = LineSpan { first: found.begins.unwrap_or(own.first), last: found.ends.unwrap_or(own.last) };
        if span.last < span.first {
            return Err(Misfit::Backwards);
        }
        if span != own {
            self.draft.stretch(key, span)?;
        }
        if let Some(parent) = found.parent.filter(|parent| *parent != self.draft.parent(key)) {
            self.draft.slots[key].node.parent = parent.map(id_of);
        }
        if let Some(kind) = mend.kind {
            self.draft.set_kind(key, kind);
        }
        if let Some(title) = &mend.title {
            self.draft.give_title(key, title);
        }
        if let Some(flags) = mend.flags {
            self.draft.slots[key].node.flags = flags;
            self.draft.own_passage(key).into_iter().for_each(|own| own.flags = flags);
        }
        if let Some(themes) = found.themes {
            self.given.insert(key, themes);
        }
        self.draft.mark(key);
        Ok(())
    }

    /// A heading or item is none: its text stands where it stood, under what it stood under.
    pub(super) fn no_item(&mut self, key: usize) {
        self.ledger.says(key, Facet::Item);
        let parent = self.draft.parent(key);
        self.draft.take_title(key);
        if let Some(own) = self.draft.own_passage(key) {
            let head = format!("{}{}", own.marker, own.title);
            let body = std::mem::take(&mut own.body);
            own.body = [head, body].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
            own.kind = PassageKind::Text;
            own.repeats = None;
            own.corrected = true;
            (own.marker, own.title) = (String::new(), String::new());
        }
        self.draft.dissolve(key, parent);
    }

    /// A line is a heading or item: a new one, or that which is read there now.
    pub(super) fn lost(&mut self, quote: &Quote, mend: &ItemMend) -> Result<usize, Misfit> {
        let line = self.line(quote)?;
        let begins = |slot: &super::draft::Slot| !slot.gone && slot.node.span.first == line;
        if let Some(key) = self.draft.slots.iter().position(begins) {
            self.mend(key, mend)?;
            return Ok(key);
        }
        let mut found = self.look(None, mend)?;
        let span = LineSpan { first: found.begins.take().unwrap_or(line), last: found.ends.take().unwrap_or(line) };
        if span.last < span.first {
            return Err(Misfit::Backwards);
        }
        let key = self.draft.begin(span, mend.kind)?;
        // Also of what was none on this line, as somebody said before.
        let slots = self.draft.slots.iter().enumerate();
        let again = slots.filter(|(own, slot)| *own == key || slot.gone && slot.node.span.first == line);
        again.for_each(|(own, _)| self.ledger.says(own, Facet::Item));
        self.change(key, mend, found)?;
        Ok(key)
    }
}

impl super::draft::Draft<'_> {
    fn set_kind(&mut self, key: usize, kind: NodeKind) {
        let node = &mut self.slots[key].node;
        node.kind = kind;
        // What is work is no background.
        node.narrative &= kind == NodeKind::Section;
        self.own_passage(key).into_iter().for_each(|own| own.kind = PassageKind::Node(kind));
    }

    /// Gives a node the title that a reader says. What was given before goes without a trace.
    pub(super) fn give_title(&mut self, key: usize, title: &str) {
        self.take_title(key);
        let own = self.own_passage(key).map(|own| own.body.clone()).unwrap_or_default();
        let node = &self.slots[key].node;
        let read = [node.title.clone(), node.body.clone(), own];
        self.set_title(key, title);
        self.slots[key].given = Some(Given { title: title.to_owned(), read });
    }

    /// Takes the title that a reader gave away again: the words stand as they were read.
    pub(super) fn take_title(&mut self, key: usize) -> Option<String> {
        let Given { title, read: [read, body, own] } = self.slots[key].given.take()?;
        if let Some(passage) = self.own_passage(key) {
            (passage.title, passage.body) = (read.clone(), own);
        }
        let node = &mut self.slots[key].node;
        (node.title, node.body) = (read, body);
        Some(title)
    }

    /// Gives a node another title. What of its words the new one leaves out stays in its text, so that a search as
    /// written finds it.
    fn set_title(&mut self, key: usize, title: &str) {
        let node = &self.slots[key].node;
        let (old, below) = (node.title.clone(), node.body.clone());
        let joined = |first: &str, rest: &str| {
            [first, rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
        };
        let own = self.own_passage(key).map(|own| own.body.clone()).unwrap_or_default();
        let (below, own) = match cut(&old, &below, title) {
            Cut::Same => (below, own),
            Cut::Rest(rest) => (joined(&rest, &below), joined(&rest, &own)),
            Cut::Reworded(words) => {
                let own = joined(&words, &own);
                (below, own)
            }
            Cut::Taken(end) => {
                let rest = below[end..].trim_start().to_owned();
                let before = own.strip_suffix(below.as_str()).map(str::trim_end);
                let own = before.map_or(own.clone(), |before| joined(before, &rest));
                (rest, own)
            }
        };
        let node = &mut self.slots[key].node;
        node.title = title.to_owned();
        node.body = below;
        if let Some(passage) = self.own_passage(key) {
            passage.title = title.to_owned();
            passage.body = own;
        }
    }
}
