//! The index beside the folder of documents: does it hold what lies there, and nothing else?
//!
//! In come the folder and an open index, out come the differences; every document is opened and hashed. How they are
//! called must not be known here.

use std::collections::{HashMap, HashSet};

use super::corpus::{list, path_of};
use super::{Folders, RefreshError};
use kurabe_index::index::{DocumentRow, PlanNumber, Store};

/// A difference between the index and the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A file of the folder that the index does not know.
    Missing(String),
    /// A file that the index knows and the folder does not hold any more.
    Gone(String),
    /// A file that holds other bytes than those that were read.
    Changed(String),
    /// A file that was read and cannot be read now.
    Unreadable(String),
    /// A plan that belongs to no file.
    Stray(String),
    /// An id that several plans have.
    Twice(String),
}

/// What was compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Documents that were hashed.
    pub hashed: usize,
    /// What does not agree.
    pub differences: Vec<Difference>,
}

impl Folders {
    /// Compares an index with the documents.
    ///
    /// # Errors
    ///
    /// If the documents cannot be listed or the index cannot be read.
    pub fn audit(&self, store: &Store) -> Result<Audit, RefreshError> {
        let mut audit = Audit::default();
        let rows = store.documents()?;
        let mut known: HashMap<&str, &DocumentRow> = rows.iter().map(|row| (row.name.as_str(), row)).collect();
        for entry in list(&self.corpus, self.links)?.entries {
            match known.remove(entry.name.as_str()) {
                None => audit.differences.push(Difference::Missing(entry.name)),
                Some(row) => self.hash(row, &mut audit),
            }
        }
        let mut gone: Vec<String> = known.into_keys().map(str::to_owned).collect();
        gone.sort_unstable();
        audit.differences.extend(gone.into_iter().map(Difference::Gone));
        plans(store, &rows, &mut audit);
        Ok(audit)
    }

    fn hash(&self, row: &DocumentRow, audit: &mut Audit) {
        // What could not be read then was never hashed.
        if row.problem.is_some() {
            return;
        }
        let Ok(bytes) = std::fs::read(path_of(&self.corpus, &row.name)) else {
            audit.differences.push(Difference::Unreadable(row.name.clone()));
            return;
        };
        audit.hashed += 1;
        if blake3::hash(&bytes).as_bytes() != &row.content {
            audit.differences.push(Difference::Changed(row.name.clone()));
        }
    }
}

fn plans(store: &Store, rows: &[DocumentRow], audit: &mut Audit) {
    let owned: HashSet<PlanNumber> = rows.iter().flat_map(|row| row.plans.iter().copied()).collect();
    let mut ids = HashSet::new();
    for row in store.plans() {
        if !owned.contains(&row.number) {
            audit.differences.push(Difference::Stray(row.id.clone()));
        }
        if !ids.insert(&row.id) {
            audit.differences.push(Difference::Twice(row.id.clone()));
        }
    }
}
