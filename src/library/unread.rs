//! What lies in the folder of documents and is in no plan: where nothing can be answered, that is the reason.
//!
//! In come the folder and an open index, out come names. How they are told must not be known here.

use std::collections::HashSet;

use super::corpus::list;
use super::{Folders, RefreshError};
use kurabe_index::index::{Problem, Store};

/// What lies in a folder and is in no plan of an index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unread {
    /// Documents that could not be read, each with the reason.
    pub unreadable: Vec<(String, Problem)>,
    /// Documents that the index does not know yet.
    pub unknown: Vec<String>,
    /// How much else lies there that is no document that can be opened: links that lead nowhere or out, pipes.
    pub passed_over: usize,
}

impl Folders {
    /// What lies in the folder and is in no plan.
    ///
    /// # Errors
    ///
    /// If the documents cannot be listed or the index cannot be read.
    pub fn unread(&self, store: &Store) -> Result<Unread, RefreshError> {
        let rows = store.documents()?;
        let known: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        let listing = list(&self.corpus, self.links)?;
        let unknown = listing.entries.into_iter().map(|entry| entry.name).filter(|name| !known.contains(name.as_str()));
        let unknown = unknown.collect();
        let unreadable = rows.into_iter().filter_map(|row| Some((row.name, row.problem?))).collect();
        Ok(Unread { unreadable, unknown, passed_over: listing.passed_over.len() })
    }
}
