//! Hits and plans as plain tables, with the columns of their JSON.

use super::sheet::{Cell, Table};
use kurabe_index::index::PlanRow;
use kurabe_index::search::Hit;

/// Hits, one a row.
#[must_use]
pub fn hits_table(hits: &[Hit]) -> Table {
    let head = [
        "plan",
        "organisation",
        "title",
        "from",
        "to",
        "extent",
        "sample",
        "node",
        "kind",
        "match",
        "path",
        "heading",
        "snippet",
        "page",
        "first_line",
        "last_line",
        "themes",
        "flags",
        "score",
        "corrected",
    ];
    let rows = hits.iter().map(|hit| {
        let passage = &hit.passage;
        vec![
            hit.plan.id.as_str().into(),
            Cell::text(hit.plan.organisation.as_deref()),
            Cell::text(hit.plan.title.as_deref()),
            Cell::whole(hit.plan.period.map(|period| period.from.0)),
            Cell::whole(hit.plan.period.map(|period| period.to.0)),
            hit.plan.extent.name().into(),
            hit.plan.sample.to_string().into(),
            Cell::whole(passage.node.map(|node| node.0)),
            passage.kind.name().into(),
            hit.matched.name().into(),
            hit.path.join(" › ").into(),
            hit.heading.as_str().into(),
            hit.snippet.iter().map(|(text, _)| text.as_str()).collect::<String>().into(),
            Cell::whole(passage.page),
            passage.span.first.into(),
            passage.span.last.into(),
            passage.themes.join("、").into(),
            passage.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join("、").into(),
            Cell::Number(f64::from(hit.score), 3),
            passage.corrected.to_string().into(),
        ]
    });
    Table { rows: rows.collect(), ..Table::new("hits", &head) }
}

/// Plans, one a row.
#[must_use]
pub fn plans_table(rows: &[&PlanRow]) -> Table {
    let head = [
        "plan",
        "file",
        "organisation",
        "organisation_kind",
        "prefecture",
        "title",
        "plan_kind",
        "term",
        "from",
        "to",
        "published",
        "extent",
        "sample",
        "source",
        "sections",
        "initiatives",
        "measures",
        "passages",
        "notices",
        "corrected",
        "misfits",
    ];
    let rows = rows.iter().map(|row| {
        let mut cells = vec![
            row.id.as_str().into(),
            row.file.as_str().into(),
            Cell::text(row.organisation.as_deref()),
            Cell::text(row.organisation_kind.map(|kind| kind.name())),
            Cell::text(row.prefecture.as_deref()),
            Cell::text(row.title.as_deref()),
            row.kind.name().into(),
            Cell::text(row.term.as_deref()),
            Cell::whole(row.period.map(|period| period.from.0)),
            Cell::whole(row.period.map(|period| period.to.0)),
            Cell::text(row.published.as_deref()),
            row.extent.name().into(),
            row.sample.to_string().into(),
            Cell::text(row.source.as_deref()),
        ];
        cells.extend(
            row.nodes
                .iter()
                .chain([&row.passages, &row.notices, &row.corrected, &row.misfits])
                .map(|number| Cell::from(*number)),
        );
        cells
    });
    Table { rows: rows.collect(), ..Table::new("plans", &head) }
}
