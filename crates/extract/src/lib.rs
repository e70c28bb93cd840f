//! Text to plan: blocks, outline, and what each entry of it is.
//!
//! The rooms, in the order in which data flows; a room imports only from rooms above its own.

mod vocabulary;
pub mod rules;
pub mod blocks;
pub mod outline;
pub mod extract;
pub mod record;
