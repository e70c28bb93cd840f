//! The like of an item as JSON and as a table; its names are a contract.

use serde::Serialize;
use utoipa::ToSchema;

use super::benchmark_json::{body, id};
use super::compare_json::rounded;
use super::sheet::{Cell, Table};
use kurabe_index::compare::SimilarItem;
use kurabe_index::index::Store;

/// An item that is like another.
#[derive(Serialize, ToSchema)]
pub struct AlikeRecord<'a> {
    /// Name of the body.
    #[schema(required)]
    organisation: Option<&'a str>,
    /// Id of the plan.
    #[schema(required)]
    plan: Option<&'a str>,
    /// First fiscal year of the plan.
    #[schema(required)]
    from: Option<i32>,
    /// Last fiscal year of the plan.
    #[schema(required)]
    to: Option<i32>,
    /// Number of the item.
    #[schema(required)]
    node: Option<u32>,
    /// Its title.
    title: &'a str,
    /// Titles of what it stands under, outermost first.
    path: &'a [String],
    /// How like it is, from 0 to 1.
    likeness: f64,
    /// The words that both have, rarest first.
    words: &'a [String],
    /// How many bodies carry this very title.
    bodies_with_this_title: usize,
    /// How many more plans of the same body have it or its like.
    more_plans_of_the_body: usize,
    /// Its first line in the text.
    first_line: u32,
    /// Its last line.
    last_line: u32,
    /// What it is about.
    themes: &'a [String],
    /// A reader corrected it; only where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool)]
    corrected: Option<bool>,
}

/// The list that `similar --format json` prints.
#[must_use]
pub fn similar_json<'a>(store: &'a Store, found: &'a [SimilarItem]) -> Vec<AlikeRecord<'a>> {
    let of = |alike: &'a SimilarItem| {
        let period = store.row(alike.plan).and_then(|row| row.period);
        AlikeRecord {
            organisation: body(store, alike.plan),
            plan: id(store, alike.plan),
            from: period.map(|period| period.from.0),
            to: period.map(|period| period.to.0),
            node: alike.passage.node.map(|node| node.0),
            title: &alike.passage.title,
            path: &alike.path,
            likeness: rounded(f64::from(alike.likeness)),
            words: &alike.words,
            bodies_with_this_title: alike.carriers,
            more_plans_of_the_body: alike.also,
            first_line: alike.passage.span.first,
            last_line: alike.passage.span.last,
            themes: &alike.passage.themes,
            corrected: alike.passage.corrected.then_some(true),
        }
    };
    found.iter().map(of).collect()
}

/// The like of an item, one a row, with the columns of the JSON.
#[must_use]
pub fn similar_table(store: &Store, found: &[SimilarItem]) -> Table {
    let head = [
        "organisation",
        "plan",
        "from",
        "to",
        "node",
        "title",
        "path",
        "likeness",
        "words",
        "bodies_with_this_title",
        "more_plans_of_the_body",
        "first_line",
        "last_line",
        "themes",
        "corrected",
    ];
    let rows = found.iter().map(|alike| {
        let period = store.row(alike.plan).and_then(|row| row.period);
        vec![
            Cell::text(body(store, alike.plan)),
            Cell::text(id(store, alike.plan)),
            Cell::whole(period.map(|period| period.from.0)),
            Cell::whole(period.map(|period| period.to.0)),
            Cell::whole(alike.passage.node.map(|node| node.0)),
            alike.passage.title.as_str().into(),
            alike.path.join(" › ").into(),
            Cell::Number(f64::from(alike.likeness), 3),
            alike.words.join("、").into(),
            alike.carriers.into(),
            alike.also.into(),
            alike.passage.span.first.into(),
            alike.passage.span.last.into(),
            alike.passage.themes.join("、").into(),
            alike.passage.corrected.to_string().into(),
        ]
    });
    Table { rows: rows.collect(), ..Table::new("similar", &head) }
}
