//! Japanese writing: folding, runs, numbers and words. Knows no plan.

pub mod breaking;
pub mod fold;
pub mod number;
pub mod radical;
pub mod run;
pub mod words;
