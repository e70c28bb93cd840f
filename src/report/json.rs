//! The JSON that programs read; its names are a contract.

use serde_json::{Value, json};

use crate::extract::theme::Themes;
use crate::index::PlanRow;
use crate::query::Query;
use crate::search::{Answer, Hit};

/// The object that `search --format json` prints.
#[must_use]
pub fn answer_json(typed: &str, query: &Query, answer: &Answer, took_ms: f64) -> Value {
    let [literal, context, widened, partial] = answer.counts;
    let added: Vec<&str> = answer.added.iter().map(|addition| addition.word.as_str()).collect();
    json!({
        "query": typed,
        "read_as": query.to_string(),
        "added": added,
        "total": answer.total(),
        "literal": literal,
        "context": context,
        "widened": widened,
        "partial": partial,
        "plans": answer.plans,
        "organisations": answer.organisations,
        "took_ms": (took_ms * 1000.0).round() / 1000.0,
        "hits": answer.hits.iter().map(hit_json).collect::<Vec<_>>(),
        "facets": {
            "theme": answer.facets.theme,
            "year": answer.facets.year,
            "organisation": answer.facets.organisation,
            "kind": answer.facets.kind,
            "prefecture": answer.facets.prefecture,
        },
    })
}

fn hit_json(hit: &Hit) -> Value {
    let passage = &hit.passage;
    let snippet: Vec<Value> =
        hit.snippet.iter().map(|(text, mark)| json!([text, mark.map(|mark| mark.name())])).collect();
    json!({
        "plan": hit.plan.id,
        "organisation": hit.plan.organisation,
        "title": hit.plan.title,
        "from": hit.plan.period.map(|period| period.from.0),
        "to": hit.plan.period.map(|period| period.to.0),
        "extent": hit.plan.extent.name(),
        "sample": hit.plan.sample,
        "node": passage.node.map(|node| node.0),
        "kind": passage.kind.name(),
        "match": hit.matched.name(),
        "path": hit.path,
        "heading": hit.heading,
        "snippet": snippet,
        "page": passage.page,
        "first_line": passage.span.first,
        "last_line": passage.span.last,
        "themes": passage.themes,
        "flags": passage.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>(),
        "score": hit.score,
    })
}

/// The list that `plans --format json` prints.
#[must_use]
pub fn plans_json(rows: &[&PlanRow]) -> Value {
    rows.iter().map(|row| plan_json(row)).collect()
}

/// What is known of a plan without opening it.
pub(super) fn plan_json(row: &PlanRow) -> Value {
    json!({
        "plan": row.id,
        "file": row.file,
        "organisation": row.organisation,
        "organisation_kind": row.organisation_kind.map(|kind| kind.name()),
        "prefecture": row.prefecture,
        "title": row.title,
        "plan_kind": row.kind.name(),
        "term": row.term,
        "from": row.period.map(|period| period.from.0),
        "to": row.period.map(|period| period.to.0),
        "published": row.published,
        "extent": row.extent.name(),
        "sample": row.sample,
        "source": row.source,
        "sections": row.nodes[0],
        "initiatives": row.nodes[1],
        "measures": row.nodes[2],
        "passages": row.passages,
        "notices": row.notices,
    })
}

/// The themes with the words that speak for and against them.
#[must_use]
pub fn themes_json(themes: &Themes) -> Value {
    let theme = |(at, name): (usize, &String)| {
        json!({
            "name": name,
            "note": themes.notes().get(at),
            "words": themes.words_for(at).collect::<Vec<_>>(),
            "against": themes.words_against(at).collect::<Vec<_>>(),
        })
    };
    themes.names().iter().enumerate().map(theme).collect()
}
