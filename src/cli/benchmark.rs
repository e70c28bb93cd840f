//! `kurabe benchmark`: one body against its peers.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::Global;
use super::asked::{Asked, OfBenchmark};
use super::error::CliError;
use super::open::{open, tell_unmet};
use super::output::Console;
use crate::ask;
use crate::report::{benchmark_json, benchmark_sheets, benchmark_text, standings_table};
use kurabe_index::compare::benchmark;
use kurabe_index::index::PlanRow;

/// `kurabe benchmark`
#[derive(Debug, Args)]
pub(super) struct Benchmark {
    #[command(flatten)]
    pub(super) asked: Asked<OfBenchmark>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Text)]
    pub(super) format: Form,
}

/// Forms of a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// 画面で読む
    Text,
    /// JSON
    Json,
    /// 表計算ソフトで開く（テーマの割合）
    Csv,
    /// Excel のブック（割合・ここにない取組・ここにだけある取組・指標・比較先・注記）
    Xlsx,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[("", "Set one body against its peers"), ("format", "Form of the output")];

pub(super) fn run(verb: &Benchmark, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    if verb.format == Form::Xlsx {
        console.refuse_terminal()?;
    }
    let (folders, store) = open(global, console)?;
    let params = &verb.asked.params;
    let asked = ask::Benchmark::of(params.get("organisation").unwrap_or_default(), params)?;
    let request = asked.request(&store, &folders.thesaurus()?)?;
    let found = benchmark(&store, &request)?;
    tell_unmet(&store, &ask::conditions(params)?, console)?;
    let (lang, style) = (console.lang(), console.style());
    match verb.format {
        Form::Text => console.print(&benchmark_text(&store, &found, lang, style))?,
        Form::Json => console.print_json(&benchmark_json(&store, &found, lang))?,
        Form::Csv => console.print_csv(&standings_table(&found, lang))?,
        Form::Xlsx => {
            console.print_xlsx(&benchmark_sheets(&store, &found, &|row: &PlanRow| folders.link(row), lang))?
        }
    }
    Ok(if found.peers.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
