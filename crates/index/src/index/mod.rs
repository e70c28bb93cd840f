//! The index: what is kept of all plans so that an answer comes while one types.
//!
//! In come plans, out comes a folder that can be deleted at any time. Where the documents lie, how they are read, and
//! how a query is written or ranked must not be known here.

pub(crate) mod analyser;
mod build;
mod columns;
mod durable;
mod error;
mod extents;
mod generation;
mod kept;
mod posting_cache;
mod names;
mod pack;
mod schema;
mod seal;
mod segment;
mod store;
mod table;
mod traits;

pub use analyser::pairs;
pub use build::{Outcome, Recipe, refresh};
pub(crate) use columns::Columns;
pub use durable::{sync_folder, write_through};
pub use error::IndexError;
pub(crate) use extents::{Extent, STRETCH};
pub use generation::{Head, is_being_written, newest};
pub use kept::Kept;
pub use names::{AllNames, Names};
pub(crate) use pack::OpenPlan;
pub(crate) use posting_cache::{Docs, PostingSet, ones};
pub(crate) use schema::Fields;
pub use seal::{Seal, Seals};
pub use store::Store;
pub use table::{Document, DocumentRow, Hash, PlanNumber, PlanRow, Problem, Reading, Stamp};
pub(crate) use traits::Traits;

/// Format of what stands in the folder; raised with every change to it.
pub const FORMAT: u32 = 11;
