//! What to try the addresses with: plans, items and themes that the index has.

use crate::ask::Example;
use crate::library::family::{Predecessor, predecessor};
use crate::web::view::View;
use kurabe_index::index::PlanRow;
use kurabe_model::NodeKind;

/// Plans of which one with a predecessor is sought.
const LOOKED_AT: usize = 50;

/// One of each kind, as far as the index has it.
pub(in crate::web) struct Examples<'a> {
    new: Option<&'a PlanRow>,
    old: Option<&'a PlanRow>,
    item: Option<String>,
    themes: &'a [String],
}

impl<'a> Examples<'a> {
    pub(in crate::web) fn of(view: &'a View) -> Self {
        let plans = view.store().plans();
        let pair = plans.iter().take(LOOKED_AT).find_map(|new| match predecessor(plans, new) {
            Predecessor::Found(old) => Some((new, old)),
            _ => None,
        });
        let new = pair.map(|(new, _)| new).or(plans.first());
        let opened = new.and_then(|row| view.store().plan(row.number).ok());
        let item = opened.and_then(|plan| {
            let item = plan.nodes.iter().find(|node| node.kind != NodeKind::Section && !node.themes.is_empty());
            item.or(plan.nodes.first()).map(|node| node.id.0.to_string())
        });
        Self { new, old: pair.map(|(_, old)| old).or(new), item, themes: &view.store().head().themes }
    }

    /// The themes that there are.
    pub(in crate::web) fn themes(&self) -> &'a [String] {
        self.themes
    }

    /// The example of a field; empty where there is none.
    pub(in crate::web) fn get(&self, example: Example) -> &str {
        let id = |row: Option<&'a PlanRow>| row.map(|row| row.id.as_str());
        let found = match example {
            Example::None => None,
            Example::Is(text) => Some(text),
            Example::Theme => self.themes.first().map(String::as_str),
            Example::New => id(self.new),
            Example::Old => id(self.old),
            Example::Item => self.item.as_deref(),
            Example::Body => self.new.and_then(|row| row.organisation.as_deref()),
        };
        found.unwrap_or_default()
    }
}
