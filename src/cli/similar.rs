//! `kurabe similar`: the like of one item in other plans.

use clap::Args;

use super::Outcome;
use super::arguments::{Global, TableFormat};
use super::error::CliError;
use super::not_found::NoSuchItem;
use super::open::open;
use super::output::Console;
use super::show::find;
use crate::ask::node;
use crate::report::{similar_json, similar_table, similar_text};
use kurabe_index::compare::similar;

/// `kurabe similar`
#[derive(Debug, Args)]
pub(super) struct Similar {
    /// 計画のID（一部でよい）
    #[arg(value_name = "PLAN")]
    pub(super) plan: String,
    /// 項目の番号（12）か行（L120）
    #[arg(value_name = "NODE")]
    pub(super) node: String,
    /// 件数（0で全部）
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Find the like of one item in other plans"),
    ("plan", "Id of the plan, or a part of it"),
    ("node", "Number of the item (12) or its line (L120)"),
    ("limit", "How many (0 for all)"),
    ("format", "Form of the output"),
];

pub(super) fn run(verb: &Similar, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let (_, store) = open(global, console)?;
    let row = find(&store, &verb.plan)?;
    let plan = store.plan(row.number)?;
    let node = node(&plan, &verb.node).ok_or_else(|| NoSuchItem::new(&row.id, &verb.node))?;
    let place = store.place(row.number).unwrap_or_default() as u32;
    let mut found = similar(&store, place, node.id)?;
    if verb.limit > 0 {
        found.truncate(verb.limit);
    }
    match verb.format {
        TableFormat::Text => console.print(&similar_text(&store, node, &found, console.lang(), console.style()))?,
        TableFormat::Json => console.print_json(&similar_json(&store, &found))?,
        TableFormat::Csv => console.print_csv(&similar_table(&store, &found))?,
        TableFormat::Xlsx => console.print_xlsx(&[similar_table(&store, &found)])?,
    }
    Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Done })
}
