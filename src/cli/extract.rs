//! `kurabe extract`: one file, read without any corpus.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Outcome;
use super::arguments::{Global, RecordFormat};
use super::error::CliError;
use super::open::folders;
use super::output::Console;
use crate::report::{notices_text, plan_tree};
use kurabe_extract::extract::extract;
use kurabe_extract::record::extraction;
use kurabe_index::index::PlanRow;
use kurabe_model::Plan;
use kurabe_model::plan::Facts;
use kurabe_read::{Options, read_with};

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
    let options = Options { password: verb.password.clone(), ocr: verb.ocr };
    let plan = read_plan(&verb.file, &options, global)?;
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

/// Reads one file as a plan, with the themes of the corpus.
pub(super) fn read_plan(file: &Path, options: &Options, global: &Global) -> Result<Plan, CliError> {
    let path = || file.to_owned();
    let bytes = std::fs::read(file).map_err(|source| CliError::Unopened { path: path(), source })?;
    let extension = file.extension().map(|extension| extension.to_string_lossy().into_owned());
    let text =
        read_with(&bytes, extension.as_deref(), options).map_err(|source| CliError::Unread { path: path(), source })?;
    let mut plan = extract(&text, &Facts::default());
    let (_, themes) = folders(global).themes()?;
    themes.assign(&mut plan);
    Ok(plan)
}
