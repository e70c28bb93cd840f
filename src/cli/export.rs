//! `kurabe export`: every passage, so that anyone can verify a search by scanning.

use clap::Args;

use super::Outcome;
use super::arguments::Global;
use super::error::CliError;
use super::open::open;
use super::output::Console;
use kurabe_extract::record::passages;

/// `kurabe export`
#[derive(Debug, Args)]
pub(super) struct Export {
    /// 出力の形
    #[arg(long, value_name = "FORMAT", value_parser = ["jsonl"], default_value = "jsonl")]
    pub(super) format: String,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] =
    &[("", "Print every passage (JSON Lines)"), ("format", "Form of the output")];

pub(super) fn run(global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let (_, store) = open(global, console)?;
    console.write(|out| {
        for row in store.plans() {
            let plan = store.plan(row.number)?;
            out.write_all(passages(&row.id, &plan)?.as_bytes())?;
        }
        Ok(())
    })?;
    Ok(if store.plans().is_empty() { Outcome::Nothing } else { Outcome::Done })
}
