//! `kurabe remove`: a document out of the corpus.

use clap::Args;

use super::Outcome;
use super::arguments::Global;
use super::error::CliError;
use super::not_found::NoSuchPlan;
use super::open::{folders, update};
use super::output::Console;
use crate::library::corpus::{Entry, document_of, list, withdraw};
use crate::report::Lang;

/// `kurabe remove`
#[derive(Debug, Args)]
pub(super) struct Remove {
    /// 計画のID（kurabe plans で一覧）
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<String>,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] =
    &[("", "Take documents out of the corpus"), ("plans", "Ids of the plans (kurabe plans lists them)")];

pub(super) fn run(verb: &Remove, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let folders = folders(global);
    let lang = console.lang();
    let entries = list(&folders.corpus, folders.links)?.entries;
    // All or none: a wrong id among right ones stops before anything moves.
    let found: Vec<&Entry> = verb.plans.iter().map(|id| find(&entries, id)).collect::<Result<_, _>>()?;
    let mut out = String::new();
    for entry in found {
        let kept = withdraw(&folders.corpus, entry)?;
        let id = &entry.id;
        out.push_str(&match lang {
            Lang::Ja => {
                format!("{id} を外しました（{} に残してあります。戻すには：kurabe restore '{id}'）\n", kept.display())
            }
            Lang::En => format!("{id} taken out (kept in {}; kurabe restore '{id}' brings it back)\n", kept.display()),
        });
    }
    console.print(&out)?;
    if !global.no_refresh
        && let Err(error) = update(&folders, usize::MAX, console)
    {
        console.note(&error.sentence(lang));
    }
    Ok(Outcome::Done)
}

/// The document of a plan: only its whole id will do, as what is taken out should be what was meant.
fn find<'a>(entries: &'a [Entry], id: &str) -> Result<&'a Entry, NoSuchPlan> {
    let file = document_of(id);
    entries.iter().find(|entry| entry.id == id || entry.id == file || entry.name == id).ok_or_else(|| {
        let near = entries.iter().filter(|entry| entry.id.contains(id)).take(8).map(|entry| entry.id.clone());
        NoSuchPlan::new(id, near.collect())
    })
}
