//! Plans to answers: the index, the query language, search, comparison, and the check of all of it.
//!
//! [`index::refresh`] brings a folder up to date with documents that a closure reads; [`index::Store`] opens it, and
//! [`search::search`] and [`compare::compare`] answer from it. `examples/find.rs` goes all the way.
//!
//! ```
//! use kurabe_index::query::read;
//! use kurabe_index::thesaurus::{Relation, Thesaurus};
//!
//! let query = read("事業承継 OR 引継ぎ 年度:R3..R5").unwrap();
//! assert_eq!((query.words().len(), query.filters.len()), (2, 1));
//! assert_eq!(read(&query.to_string()).unwrap(), query);
//! let thesaurus = Thesaurus::parse("[[group]]\nsame = ['事業承継', '事業引継ぎ']").unwrap();
//! let added = thesaurus.additions("事業承継");
//! assert_eq!((added[0].word.as_str(), added[0].relation), ("事業引継ぎ", Relation::Same));
//! ```
//!
//! The rooms, in the order in which data flows; a room imports only from rooms above its own.

pub mod index;
pub mod query;
pub mod thesaurus;
pub mod search;
pub mod compare;
pub mod check;
