//! kurabe: the plans of Japanese chambers of commerce, read, searched and compared.
//!
//! The rooms, in the order in which data flows; a room imports only from rooms above its own.

pub mod ja;
pub mod model;
pub mod corpus;
pub mod read;
pub mod blocks;
pub mod outline;
pub mod extract;
pub mod record;
pub mod index;
pub mod query;
pub mod thesaurus;
pub mod folders;
pub mod search;
pub mod compare;
pub mod diff;
pub mod check;
pub mod report;
pub mod web;
pub mod cli;
