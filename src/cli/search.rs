//! `kurabe search`: which passages answer a query.

use std::time::Instant;

use clap::{Args, ValueEnum};

use super::Outcome;
use super::arguments::{Global, TableFormat};
use super::error::CliError;
use super::open::open;
use super::output::Console;
use crate::report::{answer_json, hits_table, search_text};
use kurabe_index::query;
use kurabe_index::search::{Paging, Request, Sort, search};

/// `kurabe search`
#[derive(Debug, Args)]
pub(super) struct Search {
    /// 検索式：語 「語句」 OR NOT 語* 団体: 年度: テーマ: 種別: 都道府県: 印: 階層: 計画:
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// 書かれたとおりの語だけを探す
    #[arg(long)]
    pub(super) exact: bool,
    /// 件数（0で全部）
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    /// 飛ばす件数
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    /// 並び順
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = SortOrder::Score)]
    pub(super) sort: SortOrder,
    /// 件数を計画の数で数える
    #[arg(long, value_enum, value_name = "UNIT")]
    pub(super) group: Option<Group>,
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TableFormat::Text)]
    pub(super) format: TableFormat,
}

/// Orders of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SortOrder {
    /// 関連度
    Score,
    /// 年度
    Year,
    /// 団体
    Organisation,
}

/// What pages are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Group {
    /// 計画
    Plan,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Search the plans"),
    ("query", "Words, \"phrases\", OR, NOT, word*, organisation: year: theme: kind: prefecture: flag: level: plan:"),
    ("exact", "Only the words as written"),
    ("limit", "How many (0 for all)"),
    ("offset", "How many to pass over"),
    ("sort", "Order"),
    ("group", "Count pages in plans"),
    ("format", "Form of the output"),
];

pub(super) fn run(verb: &Search, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let typed = verb.query.join(" ");
    let query = query::read(&typed)?;
    let (folders, store) = open(global, console)?;
    let thesaurus = folders.thesaurus()?;
    let request = Request {
        query: &query,
        exact: verb.exact,
        limit: verb.limit,
        offset: verb.offset,
        sort: match verb.sort {
            SortOrder::Score => Sort::Score,
            SortOrder::Year => Sort::Year,
            SortOrder::Organisation => Sort::Organisation,
        },
        paging: if verb.group == Some(Group::Plan) { Paging::Plans { each: usize::MAX } } else { Paging::Hits },
    };
    let start = Instant::now();
    let answer = search(&store, &thesaurus, &request)?;
    let took_ms = start.elapsed().as_secs_f64() * 1000.0;
    match verb.format {
        TableFormat::Text => {
            let page = (verb.offset, verb.group.is_some());
            console.print(&search_text(&query, &answer, page, console.lang(), console.style()))?;
        }
        TableFormat::Json => console.print_json(&answer_json(&typed, &query, &answer, took_ms))?,
        TableFormat::Csv => console.print_csv(&hits_table(&answer.hits))?,
        TableFormat::Xlsx => console.print_xlsx(&[hits_table(&answer.hits)])?,
    }
    let found = answer.total() + answer.counts[3] > 0;
    Ok(if found { Outcome::Done } else { Outcome::Nothing })
}
