//! A folder of documents: which files it holds, under which ids, and what corpus.toml says of them.
//!
//! In comes a folder, out comes a list in stable order. What the files say must not be known here.

mod act;
mod corrections;
mod edit;
mod facts;
mod file_name;
mod files;
mod intake;
mod manifest;
mod passwords;
mod saved;
mod shortlists;
mod spelling;
mod sweep;
mod tray;

pub use corrections::{Addition, Corrections};
pub use edit::Said;
pub use facts::state;
pub(in crate::library) use files::without_extension;
pub use files::{CorpusError, Entry, Links, Listing, PassedOver, Why, list};
pub use intake::{Naming, Taken, restore, same, store, withdraw};
pub(in crate::library) use manifest::NUMBER;
pub use manifest::{Contradiction, Entry as ManifestEntry, Fault, Manifest, ManifestError, document_of};
pub use passwords::Passwords;
pub use saved::{Question, Saved};
pub use shortlists::{Aside, Put, Renamed, Shortlist, Side as SpotSide, Spot, What};
pub(in crate::library) use spelling::path_of;
pub use tray::Tray;
