//! extract

pub mod front;
