//! `kurabe results`: a plan beside the report on it.

use clap::Args;

use super::Outcome;
use super::arguments::Global;
use super::diff::{Known, both, pairings, stored};
use super::error::CliError;
use super::not_found::{NoReport, Untold};
use super::open::{folders, open};
use super::output::Console;
use super::paper::PaperFormat;
use super::show::find;
use crate::library::family::{Body, Reported, newest_reported, of_body, reported};
use crate::report::{
    Reviewed, contrast_docx, contrast_html, results_contrast, results_json, results_table, results_text, results_xlsx,
};
use kurabe_diff::{DiffError, Side, diff_with, results};
use kurabe_index::index::Store;

/// `kurabe results`
#[derive(Debug, Args)]
pub(super) struct Results {
    /// 団体名、計画か報告のID：もう一方は団体・年度・種別から探す。2つ書けば、その計画（ID・ファイル）とその報告
    #[arg(required = true, num_args = 1..=2, value_name = "PLAN REPORT")]
    pub(super) plans: Vec<String>,
    /// 出力の形（html・xlsx・docx は計画・実績対照表、csv は項目と目標の一覧。既定：出力ファイルの拡張子、なければ text）
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<PaperFormat>,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Lay a plan beside the report on it: what was done, which targets were reached"),
    (
        "plans",
        "A body, or the id of a plan or report: the other is found by body, years and kind; two: that plan and that report (ids or files)",
    ),
    (
        "format",
        "Form of the output (html, xlsx and docx: plan and results as a table, csv: items and targets; the output file's ending decides otherwise, else text)",
    ),
];

pub(super) fn run(verb: &Results, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let format = PaperFormat::asked(verb.format, console.ending().as_deref())?;
    if matches!(format, PaperFormat::Xlsx | PaperFormat::Docx) {
        console.refuse_terminal()?;
    }
    let (plan, report) = match verb.plans.as_slice() {
        [plan, report] => both(plan, report, global, console)?,
        // clap lets one or two pass.
        several => found(several.first().map_or("", String::as_str), global, console)?,
    };
    let side = |known: &'_ Known| known.0.extent;
    let (before, after) =
        (Side { plan: &plan.1, extent: side(&plan) }, Side { plan: &report.1, extent: side(&report) });
    let folders = folders(global);
    let pairings = pairings(&verb.plans, &folders, (&plan, &report))?;
    let diff = diff_with(before, after, &folders.synonyms()?, &pairings)?;
    let told = results(&plan.1, &report.1, &diff).map_err(DiffError::from)?;
    let reviewed = Reviewed { plan: (&plan.0, &plan.1), report: (&report.0, &report.1), results: &told };
    let lang = console.lang();
    let paper = || results_contrast(reviewed, lang);
    match format {
        PaperFormat::Text => console.print(&results_text(reviewed, lang, console.style()))?,
        PaperFormat::Json => console.print_json(&results_json(reviewed))?,
        PaperFormat::Html => console.print(&contrast_html(&paper(), lang))?,
        PaperFormat::Xlsx => console.print_bytes(&results_xlsx(reviewed, lang)?)?,
        PaperFormat::Docx => console.print_bytes(&contrast_docx(&paper())?)?,
        PaperFormat::Csv => console.print_csv(&results_table(reviewed))?,
    }
    Ok(Outcome::Done)
}

/// A plan and what tells of it: of the plan or report that was named, or of a body the newest.
fn found(wanted: &str, global: &Global, console: &Console) -> Result<(Known, Known), CliError> {
    let (_, store) = open(global, console)?;
    match told(&store, wanted)? {
        Reported::Found { plan, report } => Ok((stored(&store, plan)?, stored(&store, report)?)),
        Reported::Several(rows) => Err(NoReport::new(wanted, &rows, Untold::Several).into()),
        Reported::None(rows) => Err(NoReport::new(wanted, &rows, Untold::None).into()),
        Reported::NoPlan(rows) => Err(NoReport::new(wanted, &rows, Untold::NoPlan).into()),
        Reported::Missing(id) => Err(NoReport::new(wanted, &[], Untold::Missing(id.to_owned())).into()),
    }
}

fn told<'a>(store: &'a Store, wanted: &str) -> Result<Reported<'a>, CliError> {
    if store.find(wanted).is_none() {
        match of_body(store.plans(), wanted) {
            Body::One(rows) => return Ok(newest_reported(store.plans(), &rows)),
            Body::Several(rows) => return Err(NoReport::new(wanted, &rows, Untold::Body).into()),
            Body::None => {}
        }
    }
    Ok(reported(store.plans(), find(store, wanted)?))
}
