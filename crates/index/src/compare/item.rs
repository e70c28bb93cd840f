//! The items behind the cells, opened: what each says, where it stands and why it was counted.

use super::Comparison;
use crate::index::{IndexError, Store};
use kurabe_model::{Flags, NodeId, NodeKind, Plan, RuleId, Sure};

/// An item behind a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Place of its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// Place of its plan in the index.
    pub plan: u32,
    /// Its node.
    pub node: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// Its mark as written.
    pub marker: String,
    /// Its title.
    pub title: String,
    /// Titles of what it stands under, outermost first.
    pub path: Vec<String>,
    /// Marks that the plan prints beside it.
    pub flags: Flags,
    /// Page, where the source has pages.
    pub page: Option<u32>,
    /// Its first line.
    pub first_line: u32,
    /// Its last line.
    pub last_line: u32,
    /// Why it bears the column's theme; nothing where the column is a query.
    pub reasons: Vec<Reason>,
    /// How sure its reading is.
    pub sure: Sure,
    /// The rule that decided.
    pub rule: RuleId,
    /// A reader corrected it, or a figure of it.
    pub corrected: bool,
}

impl Item {
    /// Does its reading stand on doubtful ground?
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.sure.is_doubtful()
    }
}

/// A word that speaks for a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The word.
    pub word: String,
    /// The heading above the item that holds it; none if the item's own title does.
    pub heading: Option<String>,
    /// The line of that title.
    pub line: u32,
}

/// Opens the items behind all cells, in order of rows, columns, plans and nodes.
///
/// # Errors
///
/// If the index cannot be read.
pub fn items(store: &Store, comparison: &Comparison) -> Result<Vec<Item>, IndexError> {
    let mut items = Vec::new();
    for (place, row) in comparison.rows.iter().enumerate() {
        let first = items.len();
        for plan in row.plans.iter().filter(|plan| comparison.counts.found(**plan).next().is_some()) {
            // Only one plan is held at a time: a row may have thousands.
            let opened = store.plan(store.plans()[*plan as usize].number)?;
            for (column, name) in comparison.columns.iter().enumerate() {
                let nodes = comparison.counts.found(*plan).filter(|found| found.is_in(column));
                let of_column = nodes.filter_map(|found| item(&opened, found.node, name));
                items.extend(of_column.map(|item| Item { row: place, column, plan: *plan, ..item }));
            }
        }
        items[first..].sort_by_key(|item| item.column);
    }
    Ok(items)
}

/// Opens the items behind the cells whose reading stands on doubtful ground, each once, so many at most.
///
/// # Errors
///
/// If the index cannot be read.
pub fn doubtful(store: &Store, comparison: &Comparison, most: usize) -> Result<Vec<Item>, IndexError> {
    let mut items = Vec::new();
    for place in comparison.plans() {
        let mut nodes = comparison.counts.found(place).filter(|found| found.is_doubtful).peekable();
        if items.len() >= most {
            break;
        }
        let Some(row) = store.row(place).filter(|_| nodes.peek().is_some()) else { continue };
        let plan = store.plan(row.number)?;
        let opened = nodes.take(most - items.len()).filter_map(|found| item(&plan, found.node, ""));
        items.extend(opened.map(|item| Item { plan: place, ..item }));
    }
    Ok(items)
}

/// One item, opened.
///
/// # Errors
///
/// If the index cannot be read.
pub fn open_item(store: &Store, (place, node): (u32, NodeId), theme: &str) -> Result<Option<Item>, IndexError> {
    let Some(row) = store.row(place) else { return Ok(None) };
    let plan = store.plan(row.number)?;
    Ok(item(&plan, node, theme).map(|item| Item { plan: place, ..item }))
}

/// An item of a plan; its row, column and plan are the caller's to set.
pub(super) fn item(plan: &Plan, id: NodeId, theme: &str) -> Option<Item> {
    let node = plan.node(id)?;
    let reasons = node.evidence.iter().filter(|evidence| evidence.theme == theme).map(|evidence| Reason {
        word: evidence.word.clone(),
        heading: plan.node(evidence.node).filter(|from| from.id != id).map(|from| from.title.clone()),
        line: plan.node(evidence.node).map_or(0, |from| from.span.first),
    });
    Some(Item {
        row: 0,
        column: 0,
        plan: 0,
        node: id,
        kind: node.kind,
        marker: node.marker.clone(),
        title: node.title.clone(),
        path: plan.path(id).into_iter().map(str::to_owned).collect(),
        flags: node.flags,
        page: node.page,
        first_line: node.span.first,
        last_line: node.span.last,
        reasons: reasons.collect(),
        sure: node.sure,
        rule: node.rule,
        corrected: node.corrected.is_some() || plan.indicators.iter().any(|own| own.node == id && own.corrected),
    })
}
