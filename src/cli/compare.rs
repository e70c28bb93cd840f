//! `kurabe compare`: who does how much about what, by body and year.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::Global;
use super::asked::{Asked, OfCompare};
use super::conflict::{Conflict, not_with, only_with};
use super::error::CliError;
use super::open::{open, tell_unmet};
use super::output::Console;
use super::saved::{SAVING, Saving};
use crate::ask;
use crate::library::Folders;
use crate::library::corpus::Question;
use crate::report::{
    MOST_DOUBTFUL, Sheets, comparison_json, comparison_text, diffusion_chart, diffusion_json, diffusion_table,
    diffusion_text, diffusion_xlsx, doubtful_items_text, heat_chart, items_text, trend_chart, trend_json, trend_text,
    trend_xlsx,
};
use kurabe_index::compare::{By, Comparison, Request, compare, diffusion, doubtful, items, trend};
use kurabe_index::index::{PlanRow, Store};
use kurabe_model::Period;

/// `kurabe compare`
#[derive(Debug, Args)]
pub(super) struct Compare {
    #[command(flatten)]
    pub(super) asked: Asked<OfCompare>,
    /// 数えた項目を一つずつ示す
    #[arg(long)]
    pub(super) items: bool,
    /// 割合の推移を見る
    #[arg(long, conflicts_with_all = ["first", "items", "save"])]
    pub(super) trend: bool,
    /// 初めて現れた年度と、続いた団体を見る
    #[arg(long, conflicts_with_all = ["items", "save", "by", "all_plans"])]
    pub(super) first: bool,
    #[command(flatten)]
    pub(super) saving: Saving,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// Forms of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 画面で読む
    Text,
    /// JSON
    Json,
    /// 表計算ソフトで開く（セルを一行ずつ。--items なら項目を一行ずつ、--trend なら年度を列に）
    Csv,
    /// Excel のブック（件数・割合・項目・計画・注記のシート。--trend なら推移も）
    Xlsx,
    /// 図（濃淡の表。--trend なら折れ線、--first なら広がり）
    Svg,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Count action items by theme, body and fiscal year"),
    ("items", "Show every item that was counted"),
    ("trend", "Show how shares move over the years"),
    ("first", "Show when something first appeared, and who followed"),
    SAVING[0],
    SAVING[1],
    ("format", "Form of the output"),
];

impl Compare {
    /// Fails if an option was typed that what is shown does not take; what clap can tell, it tells.
    fn fits(&self) -> Result<(), Conflict> {
        let params = &self.asked.params;
        let is_unasked = params.get("exact").is_some() && params.get("column").is_none();
        only_with(&[("--exact", is_unasked)], "--column")?;
        not_with(&[("--items", self.items && self.format == Format::Svg)], "--format svg")
    }
}

pub(super) fn run(verb: &Compare, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    if verb.format == Format::Xlsx {
        console.refuse_terminal()?;
    }
    verb.fits()?;
    verb.saving.check((Question::Compare, &verb.asked.params), global)?;
    let (folders, store) = open(global, console)?;
    let asked = ask::Compare::of(&verb.asked.params)?;
    let thesaurus = folders.thesaurus()?;
    let request = asked.request(&store, &thesaurus)?;
    let request = match verb.first {
        true => request.of_diffusion(),
        false => Request { by: By { year: verb.trend || asked.by.year, ..asked.by }, ..request },
    };
    let comparison = compare(&store, &request)?;
    let found = if comparison.rows.is_empty() { Outcome::Nothing } else { Outcome::Done };
    tell_unmet(&store, &ask::conditions(&verb.asked.params)?, console)?;
    if verb.first {
        show_first(verb, (&folders, asked.scope.years), (&store, &comparison), console)?;
    } else if verb.trend {
        show_trend(verb, &folders, (&store, &comparison), console)?;
    } else {
        show(verb, &folders, (&store, &comparison), console)?;
    }
    verb.saving.save((Question::Compare, &verb.asked.params), (&folders, &store), console)?;
    Ok(found)
}

fn show(
    verb: &Compare,
    folders: &Folders,
    (store, comparison): (&Store, &Comparison),
    console: &Console,
) -> Result<(), CliError> {
    let (lang, style) = (console.lang(), console.style());
    let opened = if verb.items || verb.format == Format::Xlsx { items(store, comparison)? } else { Vec::new() };
    let link = |row: &PlanRow| folders.link(row);
    let sheets = Sheets { store, comparison, items: &opened, link: &link, lang };
    match verb.format {
        Format::Csv if verb.items => console.print_csv(&sheets.items()),
        Format::Csv => console.print_csv(&sheets.cells()),
        Format::Xlsx => console.print_xlsx(&sheets.all()),
        Format::Svg => console.print(&heat_chart(store, comparison, lang)),
        Format::Text => {
            let mut text = comparison_text(store, comparison, lang, style);
            let doubtful = doubtful(store, comparison, MOST_DOUBTFUL)?;
            text.push_str(&doubtful_items_text(store, comparison, &doubtful, (lang, style)));
            text.push_str(&items_text(store, comparison, &opened, lang, style));
            console.print(&text)
        }
        Format::Json => {
            let items = verb.items.then_some(opened.as_slice());
            let doubtful = doubtful(store, comparison, MOST_DOUBTFUL)?;
            console.print_json(&comparison_json(store, comparison, (items, &doubtful), lang))
        }
    }
}

fn show_trend(
    verb: &Compare,
    folders: &Folders,
    (store, comparison): (&Store, &Comparison),
    console: &Console,
) -> Result<(), CliError> {
    let (lang, series) = (console.lang(), trend(comparison));
    let link = |row: &PlanRow| folders.link(row);
    let opened = if verb.format == Format::Xlsx { items(store, comparison)? } else { Vec::new() };
    let sheets = Sheets { store, comparison, items: &opened, link: &link, lang };
    match verb.format {
        Format::Text => console.print(&trend_text(comparison, &series, lang, console.style())),
        Format::Json => console.print_json(&trend_json(store, comparison, &series, lang)),
        Format::Csv => console.print_csv(&sheets.trend(&series)),
        Format::Xlsx => console.print_bytes(&trend_xlsx(&sheets, &series)?),
        Format::Svg => console.print(&trend_chart(store, comparison, &series, lang)),
    }
}

fn show_first(
    verb: &Compare,
    (folders, years): (&Folders, Option<Period>),
    (store, comparison): (&Store, &Comparison),
    console: &Console,
) -> Result<(), CliError> {
    let lang = console.lang();
    // A drawing shows no items.
    let opened = if verb.format == Format::Svg { 0 } else { usize::MAX };
    let found = diffusion(store, comparison, (years, opened))?;
    let link = |row: &PlanRow| folders.link(row);
    let sheets = Sheets { store, comparison, items: &[], link: &link, lang };
    match verb.format {
        Format::Text => console.print(&diffusion_text(store, comparison, &found, lang, console.style())),
        Format::Json => console.print_json(&diffusion_json(store, comparison, &found, lang)),
        Format::Csv => console.print_csv(&diffusion_table(&sheets, &found)),
        Format::Xlsx => console.print_bytes(&diffusion_xlsx(&sheets, &found)?),
        Format::Svg => console.print(&diffusion_chart(store, comparison, &found, lang)),
    }
}
