//! `kurabe diff`: a plan beside its predecessor.

use std::path::Path;

use clap::Args;

use super::Outcome;
use super::arguments::Global;
use super::conflict::only_with;
use super::error::{CliError, Refusal};
use super::extract::read_file;
use super::not_found::{Lack, NoPredecessor};
use super::open::{folders, open};
use super::output::Console;
use super::paper::PaperFormat;
use super::show::{find, meant};
use crate::library::corpus::{Corrections, ManifestEntry};
use crate::library::family::{self, Body, Predecessor, newest, predecessor};
use crate::library::{Folders, paired};
use crate::report::{
    Compared, Detail, Fold, Layout, Left, Part, contrast, contrast_docx, contrast_html, contrast_table, contrast_xlsx,
    diff_json, diff_text,
};
use kurabe_diff::{Pairings, Side, diff_with};
use kurabe_index::index::{PlanRow, Store};
use kurabe_model::Plan;

/// `kurabe diff`
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// 前の計画と後の計画（ID・ファイル・団体名：その最も新しい計画）。1つだけなら団体名か計画：その前の計画と比べる
    #[arg(required = true, num_args = 1..=2, value_name = "OLD NEW")]
    pub(super) plans: Vec<String>,
    /// 変わっていない項目も示す
    #[arg(long)]
    pub(super) all: bool,
    /// 対照表で新を左に置く（既定は旧が左）
    #[arg(long)]
    pub(super) new_left: bool,
    /// 対照表を施策だけの短い表にする（取組は、変わった数を備考に示す）
    #[arg(long)]
    pub(super) short: bool,
    /// 対照表に載せる章（題名の語。何度でも）
    #[arg(long, value_name = "WORD")]
    pub(super) chapter: Vec<String>,
    /// 出力の形（html・xlsx・docx・csv は新旧対照表。既定：出力ファイルの拡張子、なければ text）
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<PaperFormat>,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Lay a plan beside its predecessor"),
    (
        "plans",
        "The old and the new plan (ids, files, or bodies: their newest plans); one body or plan alone: against the plan before it",
    ),
    ("all", "Show unchanged items too"),
    ("new_left", "Put the new plan left in the table (the old one stands left otherwise)"),
    ("short", "A short table of the initiatives only (of measures the remarks say how many changed)"),
    ("chapter", "A chapter that the table holds, by a word of its title (repeatable)"),
    (
        "format",
        "Form of the output (html, xlsx, docx and csv: old and new as a table; the output file's ending decides otherwise, else text)",
    ),
];

/// A plan, with what is known of it.
pub(super) type Known = (PlanRow, Plan);

pub(super) fn run(verb: &Diff, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let format = PaperFormat::asked(verb.format, console.ending().as_deref())?;
    if matches!(format, PaperFormat::Xlsx | PaperFormat::Docx) {
        console.refuse_terminal()?;
    }
    if matches!(format, PaperFormat::Text | PaperFormat::Json) {
        let of_tables =
            [("--new-left", verb.new_left), ("--short", verb.short), ("--chapter", !verb.chapter.is_empty())];
        only_with(&of_tables, "--format html|xlsx|docx|csv")?;
    }
    let (old, new) = match verb.plans.as_slice() {
        [old, new] => both(old, new, global, console)?,
        // clap lets one or two pass.
        several => successive(several.first().map_or("", String::as_str), global, console)?,
    };
    let side = |known: &'_ Known| known.0.extent;
    let folders = folders(global);
    let pairings = pairings(&verb.plans, &folders, (&old, &new))?;
    let (before, after) = (Side { plan: &old.1, extent: side(&old) }, Side { plan: &new.1, extent: side(&new) });
    let found = diff_with(before, after, &folders.synonyms()?, &pairings)?;
    let compared = Compared { old: (&old.0, &old.1), new: (&new.0, &new.1), diff: &found };
    let fold = if verb.all { Fold::Nothing } else { Fold::Unchanged };
    let lang = console.lang();
    let left = if verb.new_left { Left::New } else { Left::Old };
    let detail = if verb.short { Detail::Initiatives } else { Detail::Whole };
    let part = Part::of(&compared, verb.chapter.iter().map(String::as_str), detail)?;
    let table = || contrast(&compared, &part, Layout { left, fold, lang });
    match format {
        PaperFormat::Text => console.print(&diff_text(&compared, fold, lang, console.style()))?,
        PaperFormat::Json => console.print_json(&diff_json(&compared))?,
        PaperFormat::Html => console.print(&contrast_html(&table(), lang))?,
        PaperFormat::Xlsx => console.print_bytes(&contrast_xlsx(&table())?)?,
        PaperFormat::Docx => console.print_bytes(&contrast_docx(&table())?)?,
        PaperFormat::Csv => console.print_csv(&contrast_table(&table()))?,
    }
    Ok(Outcome::Done)
}

/// Two plans by their ids, files or bodies.
pub(super) fn both(old: &str, new: &str, global: &Global, console: &Console) -> Result<(Known, Known), CliError> {
    let files = [old, new].map(|name| Path::new(name).is_file());
    let store = if files == [true, true] { None } else { Some(open(global, console)?.1) };
    let load = |name: &str| match &store {
        Some(store) if !Path::new(name).is_file() => stored(store, meant(store, name, console)?),
        _ => {
            let mut plans = read_file(Path::new(name), &ManifestEntry::default(), global, console)?;
            let one = plans.pop().filter(|_| plans.is_empty());
            one.ok_or_else(|| Refusal::SeveralPlans(Path::new(name).to_owned()).into())
        }
    };
    Ok((load(old)?, load(new)?))
}

/// What readers said of pairs of two plans that were named; of files in no corpus nobody said anything.
pub(super) fn pairings(
    named: &[impl AsRef<Path>],
    folders: &Folders,
    (old, new): (&Known, &Known),
) -> Result<Pairings, CliError> {
    if named.iter().any(|name| name.as_ref().is_file()) {
        return Ok(Pairings::default());
    }
    let said = Corrections::of(&folders.corpus)?;
    if said.pairings().is_empty() {
        return Ok(Pairings::default());
    }
    Ok(paired::pairings(&said, &Store::open(&folders.index)?, (&old.0, &new.0))?)
}

/// A plan as the index has it.
pub(super) fn stored(store: &Store, row: &PlanRow) -> Result<Known, CliError> {
    Ok((row.clone(), store.plan(row.number)?))
}

/// A plan and the one before it: of a body the newest, or the plan that was named.
fn successive(wanted: &str, global: &Global, console: &Console) -> Result<(Known, Known), CliError> {
    let (_, store) = open(global, console)?;
    let plan = if store.find(wanted).is_some() { find(&store, wanted)? } else { of_body(&store, wanted)? };
    match predecessor(store.plans(), plan) {
        Predecessor::Found(before) => Ok((stored(&store, before)?, stored(&store, plan)?)),
        Predecessor::Several(rows) => Err(NoPredecessor::new(plan, &rows, Lack::Several).into()),
        Predecessor::None(rows) => Err(NoPredecessor::new(plan, &rows, Lack::None).into()),
        Predecessor::Missing(id) => Err(NoPredecessor::new(plan, &[], Lack::Missing(id.to_owned())).into()),
    }
}

/// The newest plan of the body that a name means; a plan whose id holds it, where no body has it.
fn of_body<'a>(store: &'a Store, wanted: &str) -> Result<&'a PlanRow, CliError> {
    let rows = match family::of_body(store.plans(), wanted) {
        Body::One(rows) => rows,
        Body::Several(rows) => return Err(NoPredecessor::new(rows[0], &rows, Lack::Body).into()),
        Body::None => return Ok(find(store, wanted)?),
    };
    // The newest that has a predecessor: the first plan of a new kind has nothing to be laid beside.
    let has_one = |row: &&PlanRow| !matches!(predecessor(store.plans(), row), Predecessor::None(_));
    let with: Vec<&PlanRow> = rows.iter().copied().filter(has_one).collect();
    newest(&with).or_else(|| newest(&rows)).map_or_else(|| Ok(find(store, wanted)?), Ok)
}
