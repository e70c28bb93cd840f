//! The index: what is kept of all plans so that an answer comes while one types.
//!
//! In come plans, out comes a folder that can be deleted at any time. Where the documents lie, how they are read, and
//! how a query is written or ranked must not be known here.

pub(crate) mod analyser;
mod build;
mod columns;
mod error;
mod extents;
mod generation;
mod posting_cache;
mod names;
mod pack;
mod schema;
mod segment;
mod store;
mod table;
mod traits;

pub use build::{Outcome, Recipe, refresh};
pub(crate) use columns::Columns;
pub use error::IndexError;
pub(crate) use extents::Extent;
pub use generation::{Head, is_being_written, newest};
pub use names::{AllNames, Names};
pub(crate) use pack::OpenPlan;
pub(crate) use posting_cache::{Docs, PostingSet};
pub(crate) use schema::Fields;
pub use store::Store;
pub use table::{Document, Hash, PlanNumber, PlanRow, Problem, Reading, Stamp};
pub(crate) use traits::Traits;

/// Format of what stands in the folder; raised with every change to it.
pub const FORMAT: u32 = 4;
