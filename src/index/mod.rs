//! The index.
pub mod analyser;
pub mod schema;
pub mod traits;
