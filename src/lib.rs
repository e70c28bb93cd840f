//! kurabe: the plans of Japanese chambers of commerce, read, searched and compared.
//!
//! The program's own rooms, in the order in which data flows; a room imports only from rooms above its own. What they
//! stand on lies in the crates below `crates/`, whose order Cargo keeps.

pub mod library;
pub mod report;
mod ask;
pub mod web;
mod mcp;
pub mod cli;
