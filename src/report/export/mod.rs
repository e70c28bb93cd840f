//! Every plan as tables for other programs: what each table holds, row by row, written as JSON Lines or as Parquet.
//!
//! In come plans, out come rows. [`SCHEMA`] is the version of names, types and meanings, which docs/manual.md describes.
//! Where a file lies must not be known here.

mod column;
mod jsonl;
mod parquet;
mod tables;

pub use column::Opened;
pub use jsonl::table_jsonl;
pub use parquet::ParquetFile;
pub use tables::ExportTable;

/// Version of the tables. It rises when a column goes, or comes to hold something else; a column more leaves it.
pub const SCHEMA: u32 = 1;
