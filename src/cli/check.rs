//! `kurabe check`: is the index whole, does every count hold.

use clap::Args;

use super::Outcome;
use super::arguments::Global;
use super::error::{CliError, Refusal};
use super::open::open;
use super::output::Console;
use crate::library::audit::Difference;
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
    store.verify()?;
    let audit = folders.audit(&store)?;
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
    out.push_str(&lang.pick(
        format!("フォルダーの文書{}件の中身を索引と照らしました。\n", audit.hashed),
        format!("{} documents of the folder hashed and compared with the index.\n", audit.hashed),
    ));
    let differences = audit.differences.iter().map(|found| difference(found, lang));
    let faults: Vec<String> = differences.chain(report.faults).collect();
    let count = faults.len();
    out.push_str(&match (lang, count) {
        (Lang::Ja, 0) => "漏れも余分もありません。\n".to_owned(),
        (Lang::En, 0) => "Nothing missed, nothing extra.\n".to_owned(),
        (Lang::Ja, _) => format!("食い違い{count}件：\n"),
        (Lang::En, _) => format!("{count} differences:\n"),
    });
    for fault in faults.iter().take(SHOWN) {
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
    if count > 0 {
        return Err(Refusal::Differs.into());
    }
    Ok(Outcome::Done)
}

/// What does not agree between the folder and the index.
fn difference(found: &Difference, lang: Lang) -> String {
    match (found, lang) {
        (Difference::Missing(name), Lang::Ja) => format!("索引にない文書：{name}"),
        (Difference::Missing(name), Lang::En) => format!("not in the index: {name}"),
        (Difference::Gone(name), Lang::Ja) => format!("フォルダーにない文書が索引にあります：{name}"),
        (Difference::Gone(name), Lang::En) => format!("in the index, not in the folder: {name}"),
        (Difference::Changed(name), Lang::Ja) => format!("索引の元と中身が違う文書：{name}"),
        (Difference::Changed(name), Lang::En) => format!("not the bytes that the index was made from: {name}"),
        (Difference::Unreadable(name), Lang::Ja) => format!("いまは読めない文書：{name}"),
        (Difference::Unreadable(name), Lang::En) => format!("cannot be read now: {name}"),
        (Difference::Stray(id), Lang::Ja) => format!("どの文書のものでもない計画が索引にあります：{id}"),
        (Difference::Stray(id), Lang::En) => format!("a plan that belongs to no document: {id}"),
        (Difference::Twice(id), Lang::Ja) => format!("同じIDの計画が二つあります：{id}"),
        (Difference::Twice(id), Lang::En) => format!("two plans of one id: {id}"),
    }
}
