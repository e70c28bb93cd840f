//! `kurabe extract`: one file, read without any corpus.

use anyhow::{Context, anyhow};

use super::Outcome;
use super::arguments::{Extract, Global, RecordFormat};
use super::open::Folders;
use super::output::Console;
use super::wording::unread;
use crate::extract::extract;
use crate::index::PlanRow;
use crate::model::plan::Facts;
use crate::read;
use crate::record::extraction;
use crate::report::{notices_text, plan_tree};

pub(super) fn run(verb: &Extract, global: &Global, console: &Console) -> anyhow::Result<Outcome> {
    let path = verb.file.display();
    let lang = console.lang();
    let bytes = std::fs::read(&verb.file)
        .with_context(|| lang.pick(format!("{path} を開けません"), format!("cannot open {path}")))?;
    let extension = verb.file.extension().map(|extension| extension.to_string_lossy().into_owned());
    let text = read::read(&bytes, extension.as_deref()).map_err(|error| anyhow!("{path}: {}", unread(error, lang)))?;
    let mut plan = extract(&text, &Facts::default());
    let (_, themes) = Folders::of(global).themes()?;
    themes.assign(&mut plan);
    let shown = match verb.format {
        RecordFormat::Jsonl => extraction(&plan)?,
        RecordFormat::Text => {
            let row = PlanRow::of(&plan, &verb.file.to_string_lossy());
            format!("{}{}", plan_tree(&row, &plan, lang, console.style()), notices_text(&plan.notices, lang))
        }
    };
    console.print(&shown)?;
    Ok(Outcome::Done)
}
