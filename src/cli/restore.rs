//! `kurabe restore`: a document that was taken out back into the corpus.

use clap::Args;

use super::Outcome;
use super::arguments::Global;
use super::error::CliError;
use super::not_found::NoSuchPlan;
use super::open::{folders, update};
use super::output::Console;
use crate::library::corpus::restore;
use crate::report::Lang;

/// `kurabe restore`
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// 外した計画のID
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<String>,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] =
    &[("", "Bring documents back that were taken out"), ("plans", "Ids of the plans that were taken out")];

pub(super) fn run(verb: &Restore, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let folders = folders(global);
    let lang = console.lang();
    let (mut out, mut failed) = (String::new(), None);
    for id in &verb.plans {
        match restore(&folders.corpus, id)? {
            Ok(name) => out.push_str(&match lang {
                Lang::Ja => format!("{id} を戻しました（{name}）\n"),
                Lang::En => format!("{id} is back ({name})\n"),
            }),
            Err(kept) => {
                failed = Some(NoSuchPlan::new(id, kept.into_iter().take(8).collect()));
                break;
            }
        }
    }
    console.print(&out)?;
    if !out.is_empty()
        && !global.no_refresh
        && let Err(error) = update(&folders, usize::MAX, console)
    {
        console.note(&error.sentence(lang));
    }
    failed.map_or(Ok(Outcome::Done), |error| Err(error.into()))
}
