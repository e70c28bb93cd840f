//! The Japanese language as plans write it.

pub mod number;
