//! `kurabe plans`: the plans of the corpus.

use clap::Args;

use super::Outcome;
use super::arguments::{Global, TableFormat};
use super::error::CliError;
use super::open::open;
use super::output::Console;
use crate::report::{plans_json, plans_table, plans_text};
use kurabe_index::index::PlanRow;
use kurabe_text::fold::fold;

/// `kurabe plans`
#[derive(Debug, Args)]
pub(super) struct Plans {
    /// 団体名・題名・IDに含まれる語
    #[arg(value_name = "WORD")]
    pub(super) words: Vec<String>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "List the plans"),
    ("words", "Words in the body's name, the title or the id"),
    ("format", "Form of the output"),
];

pub(super) fn run(verb: &Plans, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let (_, store) = open(global, console)?;
    let words: Vec<String> = verb.words.iter().map(|word| fold(word)).collect();
    let mut rows: Vec<&PlanRow> = store.plans().iter().filter(|row| has_all(row, &words)).collect();
    rows.sort_by(|a, b| (&a.organisation, a.period, &a.id).cmp(&(&b.organisation, b.period, &b.id)));
    let lang = console.lang();
    match verb.format {
        TableFormat::Text => console.print(&plans_text(&rows, lang, console.style()))?,
        TableFormat::Json => console.print_json(&plans_json(&rows))?,
        TableFormat::Csv => console.print_csv(&plans_table(&rows))?,
        TableFormat::Xlsx => console.print_xlsx(&[plans_table(&rows)])?,
    }
    Ok(if rows.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn has_all(row: &PlanRow, words: &[String]) -> bool {
    let text = [row.organisation.as_deref(), row.title.as_deref(), Some(&row.id), row.prefecture.as_deref()];
    let text: String = text.into_iter().flatten().map(fold).collect::<Vec<_>>().join("\n");
    words.iter().all(|word| text.contains(word))
}
