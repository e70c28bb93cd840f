//! `kurabe show`: a plan's outline.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::{Global, RecordFormat};
use super::conflict::{Conflict, not_with, only_with};
use super::error::{CliError, Refusal};
use super::not_found::NoSuchPlan;
use super::open::open;
use super::output::Console;
use crate::library::family::{Body, newest, of_body};
use crate::report::{
    Lang, blocks_text, doubtful_text, notices_text, outline_text, outline_why, period_text, plan_name, plan_tree,
};
use kurabe_extract::blocks::{blocks, restore};
use kurabe_extract::outline::outline;
use kurabe_extract::record::extraction;
use kurabe_extract::rules::Rules;
use kurabe_index::index::{PlanRow, Store};

/// `kurabe show`
#[derive(Debug, Args)]
pub(super) struct Show {
    /// 計画のID（kurabe plans で一覧）か団体名（最も新しい計画）
    #[arg(value_name = "PLAN")]
    pub(super) plan: String,
    /// 読み取れなかったことなどのお知らせを見る
    #[arg(long)]
    pub(super) notices: bool,
    /// 読み取りの途中の段階を見る
    #[arg(long, value_enum, value_name = "STAGE", default_value_t = Stage::Plan)]
    pub(super) stage: Stage,
    /// どの規則が決めたかを各行に添える（--stage outline とともに）
    #[arg(long)]
    pub(super) why: bool,
    /// 読みの確かでない項目を、決めた規則とともに見る
    #[arg(long)]
    pub(super) doubtful: bool,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RecordFormat::Text)]
    pub(super) format: RecordFormat,
}

/// Steps from a file to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    /// 段落と表の行
    Blocks,
    /// 見出しの木
    Outline,
    /// 計画
    Plan,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Show a plan's outline as a tree"),
    ("plan", "Id of the plan (kurabe plans lists them), or a body's name: its newest plan"),
    ("notices", "Show what could not be read or told"),
    ("stage", "Show a step of the reading"),
    ("why", "Say by which rule each line was decided (with --stage outline)"),
    ("doubtful", "Show the items that stand on doubtful ground, with the rule that decided"),
    ("format", "Form of the output"),
];

impl Show {
    /// Fails if an option was typed that what is shown does not take.
    fn fits(&self) -> Result<(), Conflict> {
        let of_plan = [
            ("--notices", self.notices),
            ("--doubtful", self.doubtful),
            ("--format jsonl", self.format == RecordFormat::Jsonl),
        ];
        match self.stage {
            Stage::Blocks => not_with(&of_plan, "--stage blocks")?,
            Stage::Outline => not_with(&of_plan, "--stage outline")?,
            Stage::Plan if self.format == RecordFormat::Jsonl => not_with(&of_plan[..2], "--format jsonl")?,
            Stage::Plan if self.doubtful => not_with(&of_plan[..1], "--doubtful")?,
            Stage::Plan => {}
        }
        only_with(&[("--why", self.why && self.stage != Stage::Outline)], "--stage outline")
    }
}

pub(super) fn run(verb: &Show, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    verb.fits()?;
    let (folders, store) = open(global, console)?;
    let row = meant(&store, &verb.plan, console)?;
    let lang = console.lang();
    if verb.stage != Stage::Plan {
        let text = folders.source(row).ok_or_else(|| Refusal::Gone(row.file.clone()))?;
        let blocks = blocks(&restore(&text));
        let shown = match verb.stage {
            Stage::Blocks => blocks_text(&blocks, console.style()),
            Stage::Outline | Stage::Plan if verb.why => outline_why(&outline(blocks, Rules::all()), console.style()),
            Stage::Outline | Stage::Plan => outline_text(&outline(blocks, Rules::all()), console.style()),
        };
        console.print(&shown)?;
        return Ok(Outcome::Done);
    }
    let plan = store.plan(row.number)?;
    let text = match (verb.format, verb.notices) {
        (RecordFormat::Jsonl, _) => extraction(&plan)?,
        (RecordFormat::Text, _) if verb.doubtful => doubtful_text(&plan, None, lang, console.style()),
        (RecordFormat::Text, true) => notices_text(&plan.notices, lang),
        (RecordFormat::Text, false) => plan_tree(row, &plan, lang, console.style()),
    };
    console.print(&text)?;
    Ok(Outcome::Done)
}

/// The plan that was meant: by its id, or the newest of the body of that name, which is then said.
pub(super) fn meant<'a>(store: &'a Store, wanted: &str, console: &Console) -> Result<&'a PlanRow, NoSuchPlan> {
    if store.find(wanted).is_none() {
        match of_body(store.plans(), wanted) {
            Body::One(rows) => {
                if let Some(row) = newest(&rows) {
                    console.note(&said(row, console.lang()));
                    return Ok(row);
                }
            }
            Body::Several(rows) if find(store, wanted).is_err() => {
                let meant = rows.iter().filter_map(|row| row.organisation.clone()).collect::<BTreeSet<_>>();
                return Err(NoSuchPlan::new(wanted, meant.into_iter().take(8).collect()));
            }
            _ => {}
        }
    }
    find(store, wanted)
}

/// Which plan of a body was taken.
fn said(row: &PlanRow, lang: Lang) -> String {
    let (name, period) = (plan_name(row, lang), period_text(row.period, lang));
    match lang {
        Lang::Ja => format!("{name}（{period}、{}）を見ます。", row.id),
        Lang::En => format!("Taking {name} ({period}, {}).", row.id),
    }
}

/// The plan with an id, or the only one whose id ends so or holds it.
pub(super) fn find<'a>(store: &'a Store, wanted: &str) -> Result<&'a PlanRow, NoSuchPlan> {
    if let Some(row) = store.find(wanted) {
        return Ok(row);
    }
    let ends: Vec<&PlanRow> = store.plans().iter().filter(|row| row.id.ends_with(&format!("/{wanted}"))).collect();
    let holds: Vec<&PlanRow> = store.plans().iter().filter(|row| row.id.contains(wanted)).collect();
    match (ends.as_slice(), holds.as_slice()) {
        ([row], _) | ([], [row]) => Ok(row),
        _ => {
            let meant = if ends.is_empty() { holds } else { ends };
            let meant = meant.iter().take(8).map(|row| row.id.clone()).collect();
            Err(NoSuchPlan::new(wanted, meant))
        }
    }
}
