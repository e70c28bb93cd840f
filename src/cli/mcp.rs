//! `kurabe mcp`: the same answers for language models.

use std::sync::Arc;

use clap::Args;

use super::arguments::Global;
use super::conflict::{not_with, useless};
use super::error::{CliError, Refusal};
use super::open::folders;
use super::output::Console;
use super::{Outcome, complain};
use crate::mcp::{Config, serve};
use crate::web::Refreshes;

/// `kurabe mcp`
#[derive(Debug, Args)]
pub(super) struct Mcp {}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] =
    &[("", "Answer an AI assistant over the Model Context Protocol (standard input and output)")];

pub(super) fn run(_: &Mcp, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    useless(&[("--output", global.output.is_some())], "mcp")?;
    not_with(&[("--themes", global.themes.is_some() && global.no_refresh)], "--no-refresh")?;
    let config = Config {
        folders: folders(global),
        refreshes: if global.no_refresh { Refreshes::Never } else { Refreshes::Itself },
        lang: console.lang(),
        trouble: Arc::new(|line: &str| complain(line)),
    };
    serve(config).map_err(|error| Refusal::Protocol(error.to_string()))?;
    Ok(Outcome::Done)
}
