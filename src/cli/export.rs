//! `kurabe export`: every passage, so that anyone can verify a search by scanning; and all that was read as tables for
//! other programs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::Outcome;
use super::arguments::Global;
use super::error::{CliError, Refusal};
use super::open::{folders, open};
use super::output::Console;
use super::whole_folder::{WholeFolder, refuse_within};
use crate::report::{ExportTable, Opened, ParquetFile, SCHEMA, table_jsonl};
use kurabe_extract::record::passages;
use kurabe_index::index::Store;

/// `kurabe export`
#[derive(Debug, Args)]
pub(super) struct Export {
    /// 出力の形
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Jsonl)]
    pub(super) format: Form,
    /// 書き出す表（既定：parquet ではすべて、jsonl では箇所の記録）
    #[arg(long, value_enum, value_name = "TABLE", value_delimiter = ',')]
    pub(super) table: Vec<ExportTable>,
}

/// Forms of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// JSON Lines
    Jsonl,
    /// 表ごとの Parquet ファイル（--output のフォルダーに書く）
    Parquet,
}

impl ValueEnum for ExportTable {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let says = match self {
            Self::Plans => "計画",
            Self::Passages => "箇所と、そろえた本文、連なり",
            Self::Nodes => "柱・施策・取組",
            Self::Indicators => "指標",
            Self::Themes => "項目とテーマの組",
        };
        Some(PossibleValue::new(self.name()).help(says))
    }
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("", "Print every passage (JSON Lines), or write all that was read as tables (Parquet)"),
    ("format", "Form of the output"),
    ("table", "Tables to write (default: all as parquet, the records of passages as jsonl)"),
];

pub(super) fn run(verb: &Export, global: &Global, console: &Console) -> Result<Outcome, CliError> {
    let store = match (verb.format, verb.table.as_slice()) {
        (Form::Parquet, chosen) => parquet(chosen, global, console)?,
        (Form::Jsonl, []) => {
            let (_, store) = open(global, console)?;
            console.write(|out| {
                for row in store.plans() {
                    let plan = store.plan(row.number)?;
                    out.write_all(passages(&row.id, &plan)?.as_bytes())?;
                }
                Ok(())
            })?;
            store
        }
        (Form::Jsonl, [table]) => {
            let (_, store) = open(global, console)?;
            console.write(|out| {
                for row in store.plans() {
                    let plan = store.plan(row.number)?;
                    table_jsonl(*table, Opened { row, plan: &plan }, out)?;
                }
                Ok(())
            })?;
            store
        }
        (Form::Jsonl, _) => return Err(Refusal::SeveralTables.into()),
    };
    Ok(if store.plans().is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// What an export says of itself, in a file that is written last: a folder without it is no export.
#[derive(Serialize)]
struct Manifest {
    /// Version of the tables.
    schema: u32,
    /// Version of the program.
    version: &'static str,
    tables: BTreeMap<&'static str, Written>,
}

#[derive(Serialize)]
struct Written {
    file: String,
    rows: u64,
}

const MANIFEST: &str = "kurabe-export.json";
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn file_of(table: ExportTable) -> String {
    format!("{}.parquet", table.name())
}

/// Writes the tables that were chosen, or all, into the folder that was named; gives the index they are of.
fn parquet(chosen: &[ExportTable], global: &Global, console: &Console) -> Result<Store, CliError> {
    let folder = global.output.as_deref().filter(|folder| is_folder(folder)).ok_or(Refusal::NoFolder)?;
    refuse_within(folder, &folders(global).corpus)?;
    let own: Vec<String> = ExportTable::ALL.into_iter().map(file_of).collect();
    let draft = WholeFolder::begin(folder, MANIFEST, &own)?;
    let (_, store) = open(global, console)?;
    let is_chosen = |table: &ExportTable| chosen.is_empty() || chosen.contains(table);
    let tables: Vec<ExportTable> = ExportTable::ALL.into_iter().filter(is_chosen).collect();
    let unwritten = |source| CliError::Unwritten { path: folder.to_owned(), source };
    let begin = |table: &ExportTable| {
        let file = File::create_new(draft.file(&file_of(*table)))?;
        ParquetFile::begin(*table, VERSION, BufWriter::new(file))
    };
    let mut files = tables.iter().map(begin).collect::<Result<Vec<_>, _>>().map_err(unwritten)?;
    for (done, row) in store.plans().iter().enumerate() {
        let plan = store.plan(row.number)?;
        files.iter_mut().try_for_each(|file| file.add(Opened { row, plan: &plan })).map_err(unwritten)?;
        console.progress(console.lang().pick("書き出し中", "exporting"), done + 1, store.plans().len());
    }
    let mut manifest = Manifest { schema: SCHEMA, version: VERSION, tables: BTreeMap::new() };
    for (table, file) in tables.into_iter().zip(files) {
        let (file, rows) = file.finish().map_err(unwritten)?;
        file.into_inner().map_err(|error| unwritten(error.into_error()))?.sync_all().map_err(unwritten)?;
        manifest.tables.insert(table.name(), Written { file: file_of(table), rows });
    }
    draft.finish(&format!("{}\n", serde_json::to_string_pretty(&manifest)?))?;
    console.note(&told(folder, &manifest, console));
    Ok(store)
}

/// A name that is meant for one file is no folder's.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("parquet"))
}

fn told(folder: &Path, manifest: &Manifest, console: &Console) -> String {
    let (folder, lang) = (folder.display(), console.lang());
    let row = |(name, table): (&&str, &Written)| {
        lang.pick(format!("{name} {}行", table.rows), format!("{name} {}", table.rows))
    };
    let rows: Vec<String> = manifest.tables.iter().map(row).collect();
    lang.pick(
        format!("{folder} に表を書き出しました：{}", rows.join("、")),
        format!("tables written into {folder} (rows): {}", rows.join(", ")),
    )
}
