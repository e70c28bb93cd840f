//! `kurabe search`: which passages answer a query.

use std::time::Instant;

use clap::Args;

use super::Outcome;
use super::arguments::{Global, TableFormat};
use super::asked::{Asked, OfSearch};
use super::error::CliError;
use super::open::open;
use super::output::Console;
use super::saved::{called, save};
use crate::ask::{self, know_themes};
use crate::library::corpus::Question;
use crate::report::{answer_json, hits_table, search_text};
use kurabe_index::query::QueryError;

/// `kurabe search`
#[derive(Debug, Args)]
pub(super) struct Search {
    #[command(flatten)]
    pub(super) asked: Asked<OfSearch>,
    /// この検索を名前をつけて保存する（kurabe saved）
    #[arg(long, value_name = "NAME")]
    pub(super) save: Option<String>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Search the plans"),
    ("save", "Save this search under a name (kurabe saved)"),
    ("format", "Form of the output"),
];

pub(super) fn run(verb: &Search, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    verb.save.as_deref().map(called).transpose()?;
    let params = &verb.asked.params;
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
        TableFormat::Xlsx => console.print_xlsx(&[hits_table(&answer.hits)])?,
    }
    if let Some(name) = &verb.save {
        save(name, (Question::Search, params), (&folders, &store), console)?;
    }
    let found = answer.total() + answer.counts[3] > 0;
    Ok(if found { Outcome::Done } else { Outcome::Nothing })
}
