//! `kurabe search`: which passages answer a query.

use std::time::Instant;

use super::Outcome;
use super::arguments::{Global, Group, Search, SortOrder, TableFormat};
use super::open::open;
use super::output::Console;
use crate::query;
use crate::report::{answer_json, hits_csv, search_text};
use crate::search::{Request, Sort, search};

pub(super) fn run(verb: &Search, global: &Global, console: &Console) -> anyhow::Result<Outcome> {
    let typed = verb.query.join(" ");
    let query = query::read(&typed)?;
    let (folders, store) = open(global, console)?;
    let thesaurus = folders.thesaurus()?;
    let request = Request {
        query: &query,
        exact: verb.exact,
        limit: verb.limit,
        offset: verb.offset,
        sort: match verb.sort {
            SortOrder::Score => Sort::Score,
            SortOrder::Year => Sort::Year,
            SortOrder::Organisation => Sort::Organisation,
        },
        by_plan: verb.group == Some(Group::Plan),
    };
    let start = Instant::now();
    let answer = search(&store, &thesaurus, &request)?;
    let took_ms = start.elapsed().as_secs_f64() * 1000.0;
    match verb.format {
        TableFormat::Text => {
            let page = (verb.offset, request.by_plan);
            console.print(&search_text(&query, &answer, page, console.lang(), console.style()))?;
        }
        TableFormat::Json => {
            console.print(&format!("{}\n", answer_json(&typed, &query, &answer, took_ms)))?;
        }
        TableFormat::Csv => console.print_csv(&hits_csv(&answer.hits)?)?,
    }
    let found = answer.total() + answer.counts[3] > 0;
    Ok(if found { Outcome::Done } else { Outcome::Nothing })
}
