//! Tables that close the headings of a plan: below the last item of each pillar the figures of all its items.
//!
//! What comes in are the nodes and the figures of tables, what goes out is an item for each row of such tables, where the
//! plan has several of them. This file must not know how figures are read.

use super::{Items, List, base, below, list_above, pairs};
use crate::outline::{Measures, Says, Value};
use kurabe_model::NodeKind;
use std::collections::HashMap;

/// Tables in a plan with a row that tells of an item before the last, at least.
const FEWEST: usize = 2;

/// A table after the last of several items.
struct Closing<'v> {
    list: List,
    items: Vec<usize>,
    /// The first figure of each row, and the item whose text tells of it.
    rows: Vec<(&'v Value, Option<usize>)>,
}

/// For each row of such tables, by its owner and number, the item that it measures; none where tables stand otherwise, too.
pub(super) fn items(of_items: &Items, values: &[Value]) -> HashMap<(usize, u32), usize> {
    let nodes = of_items.nodes;
    let mut tables: Vec<Closing> = Vec::new();
    for values in values.chunk_by(|a, b| a.owner == b.owner) {
        // What was only counted in a report is told of where it stands.
        let aimed = |value: &&Value| value.measures == Measures::Named && value.says != Some(Says::Counted);
        let named = values.iter().filter(aimed);
        let mut rows: Vec<&Value> = named.collect();
        rows.dedup_by_key(|value| value.row);
        let Some(first) = rows.first() else { continue };
        if nodes.get(base(nodes, first.owner)).is_none_or(|node| node.kind != NodeKind::Initiative) {
            continue;
        }
        // An item that has its own table.
        let Some(list) = list_above(nodes, &rows) else { return HashMap::new() };
        let of_list = |at: &usize| nodes[*at].parent == nodes[list.last].parent;
        let items: Vec<usize> = below(nodes, list.heading).filter(of_list).collect();
        if items.len() < 2 {
            continue;
        }
        let rows = rows.into_iter().map(|row| (row, of_items.told(list.heading, &pairs(&row.name)))).collect();
        tables.push(Closing { list, items, rows });
    }
    let elsewhere = |table: &&Closing| table.rows.iter().any(|(_, at)| at.is_some_and(|at| at != table.list.last));
    // The last item may have a table of its own: most of them must tell of others.
    let others = tables.iter().filter(elsewhere).count();
    if others < FEWEST || others * 2 <= tables.len() {
        return HashMap::new();
    }
    tables.iter().flat_map(Closing::assigned).collect()
}

impl Closing<'_> {
    /// An item for each row. Rows come in the order of the items: one of which no item tells is of the item that has none
    /// there, if there are as many such items as rows, else of the item of the row before.
    fn assigned(&self) -> Vec<((usize, u32), usize)> {
        let place = |item: usize| self.items.iter().position(|at| *at == item);
        let mut found = Vec::with_capacity(self.rows.len());
        let mut last: Option<usize> = None;
        for (at, (row, item)) in self.rows.iter().enumerate() {
            let item = item.and_then(place).or_else(|| {
                let open = self.rows[at..].iter().take_while(|(_, item)| item.is_none()).count();
                let next =
                    self.rows[at..].iter().find_map(|(_, item)| item.and_then(place)).unwrap_or(self.items.len());
                let free = last.map_or(0, |last| last + 1);
                if next.checked_sub(free) == Some(open) { Some(free) } else { last }
            });
            last = item.or(last);
            found.push(((row.owner, row.row), item.map_or(self.list.heading, |item| self.items[item])));
        }
        found
    }
}
