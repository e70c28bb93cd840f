//! `kurabe history`: how initiatives ran through all plans of a body.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::Global;
use super::error::CliError;
use super::not_found::NoSuchItem;
use super::open::{folders, open};
use super::output::Console;
use super::show::meant;
use crate::ask::node;
use crate::library::corpus::Corrections;
use crate::library::family::followed;
use crate::library::paired::pairings_along;
use crate::report::{Told, history_json, rivers_text, thread_text};
use kurabe_diff::{History as Followed, Side, Thread, history};
use kurabe_index::index::PlanRow;
use kurabe_model::{Node, NodeKind, Plan};
use kurabe_text::fold::fold;

/// `kurabe history`
#[derive(Debug, Args)]
pub(super) struct History {
    /// 団体名か計画のID：その計画につながる前後の計画をすべてたどる
    #[arg(value_name = "PLAN")]
    pub(super) plan: String,
    /// 一つの項目だけをたどる：番号（12）、行（L120）、題名の語
    #[arg(value_name = "ITEM")]
    pub(super) item: Option<String>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = HistoryFormat::Text)]
    pub(super) format: HistoryFormat,
}

/// Forms of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum HistoryFormat {
    /// 画面で読む
    Text,
    /// JSON
    Json,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Follow initiatives through all plans of a body"),
    ("plan", "A body's name, or the id of one of its plans: all plans before and after it are followed"),
    ("item", "Follow one item only: its number (12), its line (L120), or words of its title"),
    ("format", "Form of the output"),
];

pub(super) fn run(verb: &History, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let (_, store) = open(global, console)?;
    let row = meant(&store, &verb.plan, console)?;
    let plans = followed(&store, row, usize::MAX)?;
    let sides: Vec<Side<'_>> = plans.iter().map(|(row, plan)| Side { plan, extent: row.extent }).collect();
    let folders = folders(global);
    let pairings = pairings_along(&Corrections::of(&folders.corpus)?, &store, &plans)?;
    let found = history(&sides, &folders.synonyms()?, &pairings)?;
    let told = Told { plans: &plans, history: &found };
    let threads = match &verb.item {
        None => found.threads.iter().collect(),
        Some(item) => vec![one(&plans, row, item, &found)?],
    };
    let (lang, style) = (console.lang(), console.style());
    match (verb.format, &verb.item) {
        (HistoryFormat::Json, _) => console.print_json(&history_json(told, &threads))?,
        (HistoryFormat::Text, Some(_)) => console.print(&thread_text(told, threads[0], lang, style))?,
        (HistoryFormat::Text, None) => console.print(&rivers_text(told, &threads, lang, style))?,
    }
    Ok(if threads.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// The thread of one item of a plan; words are looked for in the other plans too, the newest first.
fn one<'a>(
    plans: &[(PlanRow, Plan)],
    row: &PlanRow,
    wanted: &str,
    followed: &'a Followed,
) -> Result<&'a Thread, NoSuchItem> {
    let found = || {
        let own = plans.iter().position(|(other, _)| other.id == row.id)?;
        let by_place = node(&plans[own].1, wanted).map(|node| (own, node));
        let newest_first = [own].into_iter().chain((0..plans.len()).rev());
        let by_words = || newest_first.clone().find_map(|at| Some((at, titled(&plans[at].1, wanted)?)));
        let (plan, node) = by_place.or_else(by_words)?;
        followed.thread_of(plan, node.id)
    };
    found().ok_or_else(|| NoSuchItem::new(&row.id, wanted))
}

/// The item whose title says some words: the shortest such title, items before headings.
fn titled<'a>(plan: &'a Plan, wanted: &str) -> Option<&'a Node> {
    let wanted = fold(wanted);
    let says = |node: &&Node| !wanted.is_empty() && fold(&node.title).contains(&wanted);
    let found = plan.nodes.iter().filter(says);
    found.min_by_key(|node| (node.kind == NodeKind::Section, node.title.chars().count(), node.id))
}
