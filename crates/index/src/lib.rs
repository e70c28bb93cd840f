//! Plans to answers: the index, the query language, search, comparison, and the check of all of it.
//!
//! The rooms, in the order in which data flows; a room imports only from rooms above its own.

pub mod index;
pub mod query;
pub mod thesaurus;
pub mod search;
pub mod compare;
pub mod check;
