//! kurabe: the plans of Japanese chambers of commerce, read, searched and compared.
//!
//! The rooms, in the order in which data flows; a room imports only from rooms above its own.

pub mod blocks;
pub mod check;
pub mod cli;
pub mod corpus;
pub mod extract;
pub mod index;
pub mod ja;
pub mod model;
pub mod outline;
pub mod query;
pub mod read;
pub mod record;
pub mod report;
pub mod search;
pub mod thesaurus;
