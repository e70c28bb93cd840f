//! Japanese writing: folding, runs, numbers and words. Knows no plan.

pub mod fold;
mod radical;
pub mod run;
pub mod words;
