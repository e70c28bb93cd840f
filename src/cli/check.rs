//! `kurabe check`: is the index whole, does every count hold.

use clap::Args;

use super::Outcome;
use super::arguments::Global;
use super::error::{CliError, Refusal};
use super::open::open;
use super::output::Console;
use crate::report::Lang;
use kurabe_index::check::check;

/// How many of each sort of finding are shown.
const SHOWN: usize = 10;

/// `kurabe check`
#[derive(Debug, Args)]
pub(super) struct Check {
    /// 無作為に選んだ文字列を N 個検索し、総当たりの結果と比べる
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(super) queries: usize,
    /// 乱数の種
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Check that the index misses nothing"),
    ("queries", "Search N random strings and compare with a scan of all passages"),
    ("seed", "Seed of the random strings"),
];

pub(super) fn run(verb: &Check, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let (folders, store) = open(global, console)?;
    let report = check(&store, |row| folders.source(row), verb.queries, verb.seed)?;
    let lang = console.lang();
    let mut out = match lang {
        Lang::Ja => format!(
            "{}計画・{}箇所。無作為の文字列{}個（延べ{}か所に出現）を検索し、総当たりと比べました。\n",
            report.plans, report.passages, report.queries, report.matches
        ),
        Lang::En => format!(
            "{} plans, {} passages. {} random strings ({} occurrences) searched and compared with a full scan.\n",
            report.plans, report.passages, report.queries, report.matches
        ),
    };
    let faults = report.faults.len();
    out.push_str(&match (lang, faults) {
        (Lang::Ja, 0) => "漏れも余分もありません。\n".to_owned(),
        (Lang::En, 0) => "Nothing missed, nothing extra.\n".to_owned(),
        (Lang::Ja, _) => format!("食い違い{faults}件：\n"),
        (Lang::En, _) => format!("{faults} differences:\n"),
    });
    for fault in report.faults.iter().take(SHOWN) {
        out.push_str(&format!("  {fault}\n"));
    }
    let between = report.between.len();
    if between > 0 {
        out.push_str(&lang.pick(
            format!("箇所の境をまたぐため検索に出ない文字列{between}件（原文では続いて見えるもの）：\n"),
            format!("{between} strings cross a border of passages (they run on in the source):\n"),
        ));
        for (string, plan, line) in report.between.iter().take(SHOWN) {
            let place = lang.pick(format!("{line}行"), format!("line {line}"));
            out.push_str(&format!("  「{string}」 {plan} {place}\n"));
        }
    }
    console.print(&out)?;
    if faults > 0 {
        return Err(Refusal::Differs.into());
    }
    Ok(Outcome::Done)
}
