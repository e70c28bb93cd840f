//! `kurabe extract`: one file, read without any corpus.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::arguments::{Global, RecordFormat};
use super::error::CliError;
use super::open::folders;
use super::output::Console;
use super::password::Keys;
use crate::library::corpus::ManifestEntry;
use crate::library::ingest::ingest_file;
use crate::report::{notices_text, plan_tree};
use kurabe_extract::record::extractions;
use kurabe_index::index::PlanRow;
use kurabe_model::Plan;

/// `kurabe extract`
#[derive(Debug, Args)]
pub(super) struct Extract {
    /// 読み取るファイル
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RecordFormat::Text)]
    pub(super) format: RecordFormat,
    /// 暗号化された文書を開くパスワード
    #[arg(long, value_name = "PASSWORD")]
    pub(super) password: Option<String>,
    /// 文字のないページをOCR（tesseract）で読み取る
    #[arg(long)]
    pub(super) ocr: bool,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Read one file and print its records (JSON Lines)"),
    ("file", "File to read"),
    ("format", "Form of the output"),
    ("password", "Password that opens an encrypted document"),
    ("ocr", "Read pages without text by OCR (tesseract)"),
];

pub(super) fn run(verb: &Extract, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let lang = console.lang();
    let said = ManifestEntry { password: verb.password.clone(), ocr: verb.ocr, ..ManifestEntry::default() };
    let plans = read_file(&verb.file, &said, global, console)?;
    let shown = match verb.format {
        RecordFormat::Jsonl => extractions(plans.iter().map(|(_, plan)| plan))?,
        RecordFormat::Text => {
            let tree = |(row, plan): &(PlanRow, Plan)| {
                format!("{}{}", plan_tree(row, plan, lang, console.style()), notices_text(&plan.notices, lang))
            };
            plans.iter().map(tree).collect()
        }
    };
    console.print(&shown)?;
    let is_silent = plans.iter().all(|(_, plan)| plan.passages.is_empty());
    Ok(if is_silent { Outcome::Nothing } else { Outcome::Done })
}

/// Reads one file, with the themes of the corpus; asks for its password where it wants one and none is given.
pub(super) fn read_file(
    file: &Path,
    said: &ManifestEntry,
    global: &Global,
    console: &Console,
) -> Result<Vec<(PlanRow, Plan)>, CliError> {
    let (_, themes) = folders(global).themes()?;
    let read = |password: Option<&str>| {
        ingest_file(file, &ManifestEntry { password: password.map(str::to_owned), ..said.clone() }, &themes)
    };
    let opened = Keys::new(said.password.as_deref()).open(file, console, read);
    Ok(opened.map_err(|source| CliError::NoPlan { path: file.to_owned(), source })?.0)
}
