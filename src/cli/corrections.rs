//! `kurabe corrections`: what readers corrected, and whether it still holds.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::arguments::{Global, TableFormat};
use super::error::{CliError, Refusal};
use super::open::open;
use super::output::{Console, write_whole};
use super::show::find;
use super::whole_folder::refuse_within;
use crate::library::Folders;
use crate::library::corpus::Corrections as All;
use crate::library::corrected::{Listed, corrected, listed, text_beside};
use crate::report::{Lang, corrections_json, corrections_table, corrections_text};
use kurabe_extract::record::extraction;
use kurabe_index::index::Store;

/// `kurabe corrections`
#[derive(Debug, Args)]
pub(super) struct Corrections {
    /// この計画の訂正だけ（ID、一部でよい）
    #[arg(value_name = "PLAN")]
    plan: Option<String>,
    /// 訂正した計画を、正しい読み（JSON Lines）と本文（txt）としてこのフォルダーに書き出す
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text, conflicts_with = "export")]
    format: TableFormat,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "List the corrections, and whether they still hold"),
    ("plan", "Those of this plan alone (its id, or a part of it)"),
    ("export", "Write the corrected plans into this folder, as right readings (JSON Lines) with their texts (txt)"),
    ("format", "Form of the output"),
];

pub(super) fn run(verb: &Corrections, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let (folders, store) = open(global, console)?;
    let mut found = listed(&All::of(&folders.corpus)?, &store)?;
    if let Some(wanted) = &verb.plan {
        // A correction may be of a plan that is not there any more.
        let id = match found.iter().any(|listed| listed.is_about(wanted)) {
            true => wanted.clone(),
            false => find(&store, wanted)?.id.clone(),
        };
        found.retain(|listed| listed.is_about(&id));
    }
    if let Some(folder) = &verb.export {
        let written = export(folder, &found, &folders, &store)?;
        console.print(&told(&written, console.lang()))?;
        return Ok(if written.is_empty() { Outcome::Nothing } else { Outcome::Done });
    }
    let lang = console.lang();
    match verb.format {
        TableFormat::Text => console.print(&corrections_text(&found, lang, console.style()))?,
        TableFormat::Json => console.print_json(&corrections_json(&found, lang))?,
        TableFormat::Csv => console.print_csv(&corrections_table(&found, lang))?,
        TableFormat::Xlsx => console.print_xlsx(&[corrections_table(&found, lang)])?,
    }
    Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// Writes each plan in which a correction holds as a gold reading, with the text that its lines are of. All or nothing: what
/// stands there already and says something else is nobody's to write over.
fn export(folder: &Path, found: &[Listed], folders: &Folders, store: &Store) -> Result<Vec<PathBuf>, CliError> {
    refuse_within(folder, &folders.corpus)?;
    let (mut written, mut files) = (Vec::new(), Vec::new());
    for row in corrected(found).into_iter().filter_map(|id| store.find(id)) {
        // An id's parts are names of folders in the corpus already.
        let path = row.id.split('/').fold(folder.to_owned(), |path, part| path.join(part));
        let path = path.with_file_name(format!("{}.jsonl", path.file_name().unwrap_or_default().to_string_lossy()));
        files.push((path.clone(), extraction(&store.plan(row.number)?)?));
        if let Some(text) = folders.source(row) {
            files.push((path.with_extension("txt"), text_beside(&text)));
        }
        written.push(path);
    }
    let is_other =
        |(path, text): &&(PathBuf, String)| path.exists() && fs::read(path).ok() != Some(text.clone().into());
    if let Some((path, _)) = files.iter().find(is_other) {
        return Err(Refusal::Stands(path.clone()).into());
    }
    for (path, text) in files {
        let unwritten = |source| CliError::Unwritten { path: path.clone(), source };
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(unwritten)?;
        write_whole(&path, |out| Ok(out.write_all(text.as_bytes())?))?;
    }
    Ok(written)
}

fn told(written: &[PathBuf], lang: Lang) -> String {
    let names: String = written.iter().map(|path| format!("{}\n", path.display())).collect();
    let count = written.len();
    format!(
        "{names}{}",
        lang.pick(format!("訂正した計画{count}件を書き出しました\n"), format!("{count} corrected plans written\n"))
    )
}
