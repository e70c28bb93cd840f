//! `kurabe search`: which passages answer a query.

use std::time::Instant;

use clap::Args;

use super::Outcome;
use super::arguments::{Global, TableFormat};
use super::asked::{Asked, OfSearch};
use super::conflict::as_word;
use super::error::CliError;
use super::open::{open, tell_unmet};
use super::output::Console;
use super::saved::{SAVING, Saving};
use crate::ask::{self, Meant, know_themes, meant};
use crate::library::corpus::Question;
use crate::report::{HitSheet, answer_json, hits_table, meant_text, search_text};
use kurabe_index::index::PlanRow;
use kurabe_index::query::QueryError;
use kurabe_index::search::Paging;

/// `kurabe search`
#[derive(Debug, Args)]
pub(super) struct Search {
    #[command(flatten)]
    pub(super) asked: Asked<OfSearch>,
    #[command(flatten)]
    pub(super) saving: Saving,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] =
    &[("", "Search the plans"), SAVING[0], SAVING[1], ("format", "Form of the output")];

pub(super) fn run(verb: &Search, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let params = &verb.asked.params;
    verb.saving.check((Question::Search, params), global)?;
    let asked = ask::Search::of(params)?.ok_or(QueryError::Empty)?;
    let (folders, store) = open(global, console)?;
    know_themes(&store, params)?;
    let thesaurus = folders.thesaurus()?;
    let start = Instant::now();
    let answer = asked.answer(&store, &thesaurus)?;
    let took_ms = start.elapsed().as_secs_f64() * 1000.0;
    match verb.format {
        TableFormat::Text => {
            let page = (asked.offset, asked.by_plan);
            console.print(&search_text(&asked.query, &answer, page, console.lang(), console.style()))?;
        }
        TableFormat::Json => {
            console.print_json(&answer_json(params.get("q").unwrap_or_default(), &asked.query, &answer, took_ms))?
        }
        TableFormat::Csv => console.print_csv(&hits_table(&answer.hits))?,
        TableFormat::Xlsx => {
            let link = |row: &PlanRow| folders.link(row);
            let sheet = HitSheet {
                store: &store,
                query: &asked.query,
                answer: &answer,
                offset: asked.offset,
                link: &link,
                lang: console.lang(),
            };
            console.print_xlsx(&[sheet.table()])?
        }
    }
    tell_unmet(&store, &asked.query.filters, console)?;
    if answer.total() == 0 {
        let count = |params: &ask::Params| -> Result<usize, CliError> {
            let Some(other) = ask::Search::of(params)? else { return Ok(0) };
            Ok(other.part(&store, &thesaurus, (0, 1, Paging::Hits))?.total())
        };
        for Meant { query, found, .. } in meant(params, &asked.query, &thesaurus, count)? {
            console.note(&meant_text(&format!("{query}{}", beside(&asked)), found, console.lang()));
        }
    }
    verb.saving.save((Question::Search, params), (&folders, &store), console)?;
    let found = answer.total() + answer.counts[3] > 0;
    Ok(if found { Outcome::Done } else { Outcome::Nothing })
}

/// What a query cannot say of a search, as it is typed behind it.
fn beside(asked: &ask::Search) -> String {
    let exact = if asked.exact { " --exact" } else { "" };
    let without = asked.without.iter().map(|word| format!(" --without {}", as_word(word)));
    format!("{exact}{}", without.collect::<String>())
}
