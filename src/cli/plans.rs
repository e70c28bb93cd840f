//! `kurabe plans`: the plans of the corpus.

use clap::Args;

use super::Outcome;
use super::arguments::{Global, TableFormat};
use super::asked::{Asked, OfPlans};
use super::error::CliError;
use super::open::{open, tell_unmet};
use super::output::Console;
use crate::ask;
use crate::report::{plans_json, plans_table, plans_text};

/// `kurabe plans`
#[derive(Debug, Args)]
pub(super) struct Plans {
    #[command(flatten)]
    pub(super) asked: Asked<OfPlans>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[("", "List the plans"), ("format", "Form of the output")];

pub(super) fn run(verb: &Plans, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let (_, store) = open(global, console)?;
    let rows = ask::Plans::of(&verb.asked.params)?.list(&store);
    let lang = console.lang();
    tell_unmet(&store, &ask::conditions(&verb.asked.params)?, console)?;
    match verb.format {
        TableFormat::Text => console.print(&plans_text(&rows, lang, console.style()))?,
        TableFormat::Json => console.print_json(&plans_json(&rows))?,
        TableFormat::Csv => console.print_csv(&plans_table(&rows))?,
        TableFormat::Xlsx => console.print_xlsx(&[plans_table(&rows)])?,
    }
    Ok(if rows.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
