//! `kurabe compare`: who does how much about what, by body and year.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::Global;
use super::error::{CliError, Refusal};
use super::open::open;
use super::output::Console;
use crate::library::Folders;
use crate::report::{
    Sheets, comparison_json, comparison_text, first_json, first_text, heat_chart, items_text, trend_chart, trend_json,
    trend_text,
};
use kurabe_index::compare::{
    By, Column, CompareError, Comparison, Counted, Request, Scope, Voices, compare, first, items, open_item, trend,
};
use kurabe_index::index::{PlanRow, Store};
use kurabe_index::query::{self, Filter};
use kurabe_index::search::passages;
use kurabe_text::fold::fold;

/// `kurabe compare`
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// テーマ（例：DX,事業承継,観光。既定：すべて）
    #[arg(long, value_name = "THEMES", value_delimiter = ',')]
    pub(super) theme: Vec<String>,
    /// 検索式に当たる項目の列を加える（何度でも）
    #[arg(long, value_name = "QUERY")]
    pub(super) column: Vec<String>,
    /// --column を書かれたとおりの語だけで数える
    #[arg(long)]
    pub(super) exact: bool,
    /// 団体名に含まれる語
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) organisation: Vec<String>,
    /// 都道府県
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) prefecture: Vec<String>,
    /// 計画の種別
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(super) kind: Vec<String>,
    /// 年度（2021、2021..2023、令和3、R3..R5）
    #[arg(long, value_name = "YEARS")]
    pub(super) year: Option<String>,
    /// 行の分け方（organisation,year,prefecture,kind の組み合わせ。theme は常に列）
    #[arg(long, value_enum, value_name = "KEYS", value_delimiter = ',', default_values_t = [Key::Organisation, Key::Year])]
    pub(super) by: Vec<Key>,
    /// 同じ団体・年度の計画をすべて足す
    #[arg(long)]
    pub(super) all_plans: bool,
    /// 数えた項目を一つずつ示す
    #[arg(long)]
    pub(super) items: bool,
    /// 割合の推移を見る
    #[arg(long, conflicts_with = "first")]
    pub(super) trend: bool,
    /// 初めて現れた年度と、続いた団体を見る
    #[arg(long)]
    pub(super) first: bool,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// What can make a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Key {
    /// テーマ（常に列）
    Theme,
    /// 団体
    Organisation,
    /// 年度
    Year,
    /// 都道府県
    Prefecture,
    /// 計画の種別
    Kind,
}

/// Forms of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// 画面で読む
    Text,
    /// JSON
    Json,
    /// 表計算ソフトで開く（セルを一行ずつ。--items があれば項目を一行ずつ）
    Csv,
    /// Excel のブック（件数・割合・項目・計画・注記のシート）
    Xlsx,
    /// 図（濃淡の表。--trend なら折れ線）
    Svg,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Count action items by theme, body and fiscal year"),
    ("theme", "Themes (DX,事業承継,観光; default: all)"),
    ("column", "Add a column of the items that answer a query (repeatable)"),
    ("exact", "Count --column by the words as written only"),
    ("organisation", "Words in the bodies' names"),
    ("prefecture", "Prefectures"),
    ("kind", "Kinds of plans"),
    ("year", "Fiscal years (2021, 2021..2023, R3..R5)"),
    ("by", "What makes a row (any of organisation,year,prefecture,kind; themes are always columns)"),
    ("all_plans", "Add up all plans of a body and year"),
    ("items", "Show every item that was counted"),
    ("trend", "Show how shares move over the years"),
    ("first", "Show when something first appeared, and who followed"),
    ("format", "Form of the output"),
];

/// Which plans are looked at, from what was typed.
pub(super) fn scope(
    organisations: &[String],
    prefectures: &[String],
    kinds: &[String],
    years: Option<&str>,
) -> Result<Scope, CliError> {
    let folded = |texts: &[String]| texts.iter().map(|text| fold(text)).filter(|text| !text.is_empty()).collect();
    let kinds = kinds.iter().map(|kind| Filter::kind(kind)).collect::<Result<_, _>>();
    let years = years.map(Filter::years).transpose();
    Ok(Scope {
        organisations: folded(organisations),
        prefectures: folded(prefectures),
        kinds: kinds.map_err(query::QueryError::from)?,
        bodies: Vec::new(),
        years: years.map_err(query::QueryError::from)?,
    })
}

/// A column for each theme that was named; for all where none was.
pub(super) fn themes(store: &Store, names: &[String]) -> Result<Vec<Column>, CompareError> {
    let names = if names.is_empty() { &store.head().themes } else { names };
    names.iter().map(|name| Column::theme(store, name)).collect()
}

/// The columns: the themes that were named, then the queries; all themes where neither was.
fn columns(verb: &Compare, folders: &Folders, store: &Store) -> Result<Vec<Column>, CliError> {
    let only_queries = verb.theme.is_empty() && !verb.column.is_empty();
    let mut columns = if only_queries { Vec::new() } else { themes(store, &verb.theme)? };
    if !verb.column.is_empty() {
        let thesaurus = folders.thesaurus()?;
        for text in &verb.column {
            let query = query::read(text)?;
            let counted = Counted::Passages(passages(store, &thesaurus, &query, verb.exact)?);
            columns.push(Column { name: query.to_string(), counted });
        }
    }
    Ok(columns)
}

pub(super) fn run(verb: &Compare, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    if verb.format == Format::Xlsx {
        console.refuse_terminal()?;
    }
    let (folders, store) = open(global, console)?;
    let request = Request {
        columns: columns(verb, &folders, &store)?,
        scope: scope(&verb.organisation, &verb.prefecture, &verb.kind, verb.year.as_deref())?,
        by: rows(verb),
        voices: if verb.all_plans { Voices::All } else { Voices::One },
    };
    let comparison = compare(&store, &request)?;
    let found = if comparison.rows.is_empty() { Outcome::Nothing } else { Outcome::Done };
    if verb.first {
        show_first(verb.format, &store, &comparison, console)?;
    } else if verb.trend && matches!(verb.format, Format::Text | Format::Json | Format::Svg) {
        show_trend(verb.format, &store, &comparison, console)?;
    } else {
        show(verb, &folders, (&store, &comparison), console)?;
    }
    Ok(found)
}

/// What makes a row. First appearances are those of each body, trends go over years.
fn rows(verb: &Compare) -> By {
    if verb.first {
        return By { organisation: true, year: true, ..By::default() };
    }
    let has = |key| verb.by.contains(&key);
    By {
        organisation: has(Key::Organisation),
        year: verb.trend || has(Key::Year),
        prefecture: has(Key::Prefecture),
        kind: has(Key::Kind),
    }
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
            text.push_str(&items_text(store, comparison, &opened, lang, style));
            console.print(&text)
        }
        Format::Json => {
            let items = verb.items.then_some(opened.as_slice());
            console.print_json(&comparison_json(store, comparison, items, lang))
        }
    }
}

fn show_trend(format: Format, store: &Store, comparison: &Comparison, console: &Console) -> Result<(), CliError> {
    let (lang, series) = (console.lang(), trend(comparison));
    match format {
        Format::Svg => console.print(&trend_chart(comparison, &series, lang)),
        Format::Json => console.print_json(&trend_json(store, comparison, &series, lang)),
        _ => console.print(&trend_text(comparison, &series, lang, console.style())),
    }
}

fn show_first(format: Format, store: &Store, comparison: &Comparison, console: &Console) -> Result<(), CliError> {
    let lang = console.lang();
    let mut firsts = Vec::new();
    for found in first(comparison) {
        let theme = comparison.columns.get(found.column).map_or("", String::as_str);
        let item = open_item(store, found.item, theme)?;
        firsts.push((found, item));
    }
    match format {
        Format::Text => console.print(&first_text(store, comparison, &firsts, lang, console.style())),
        Format::Json => console.print_json(&first_json(store, comparison, &firsts, lang)),
        Format::Csv | Format::Xlsx | Format::Svg => Err(Refusal::FirstForm.into()),
    }
}
