//! `kurabe benchmark`: one body against its peers.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::Global;
use super::compare::{scope, themes};
use super::error::CliError;
use super::open::open;
use super::output::Console;
use crate::report::{benchmark_json, benchmark_sheets, benchmark_text, standings_table};
use kurabe_index::compare::{BenchmarkRequest, benchmark};

/// `kurabe benchmark`
#[derive(Debug, Args)]
pub(super) struct Benchmark {
    /// 団体名（一部でよい）
    #[arg(value_name = "ORGANISATION")]
    pub(super) organisation: String,
    /// 比較先の団体名（既定：同じ都道府県・種別の団体、5団体に満たなければ同じ種別の団体）
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) peers: Vec<String>,
    /// テーマ（既定：すべて）
    #[arg(long, value_name = "THEMES", value_delimiter = ',')]
    pub(super) theme: Vec<String>,
    /// 比較先の都道府県
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) prefecture: Vec<String>,
    /// 計画の種別
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(super) kind: Vec<String>,
    /// 年度（既定：その団体の最も新しい計画の2年前から）
    #[arg(long, value_name = "YEARS")]
    pub(super) year: Option<String>,
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
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Set one body against its peers"),
    ("organisation", "Name of the body, or a part of it"),
    ("peers", "Names of the peers (default: same kind and prefecture; with fewer than five, same kind)"),
    ("theme", "Themes (default: all)"),
    ("prefecture", "Prefectures of the peers"),
    ("kind", "Kinds of plans"),
    ("year", "Fiscal years (default: from two years before the body's newest plan)"),
    ("format", "Form of the output"),
];

pub(super) fn run(verb: &Benchmark, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    if verb.format == Form::Xlsx {
        console.refuse_terminal()?;
    }
    let (_, store) = open(global, console)?;
    let request = BenchmarkRequest {
        organisation: verb.organisation.clone(),
        peers: verb.peers.clone(),
        scope: scope(&[], &verb.prefecture, &verb.kind, verb.year.as_deref())?,
        columns: themes(&store, &verb.theme)?,
    };
    let found = benchmark(&store, &request)?;
    let (lang, style) = (console.lang(), console.style());
    match verb.format {
        Form::Text => console.print(&benchmark_text(&store, &found, lang, style))?,
        Form::Json => console.print_json(&benchmark_json(&store, &found, lang))?,
        Form::Csv => console.print_csv(&standings_table(&found, lang))?,
        Form::Xlsx => console.print_xlsx(&benchmark_sheets(&store, &found, lang))?,
    }
    Ok(if found.peers.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
