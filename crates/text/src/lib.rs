//! Japanese writing: letters, blanks, folding, runs, numbers, numerals, marks, units and words; and when long work over it is to stop. Knows no plan.

pub mod breaking;
pub mod fold;
pub mod letter;
pub mod mark;
pub mod number;
pub mod numeral;
pub mod radical;
pub mod run;
pub mod spacing;
pub mod stop;
pub mod unit;
pub mod words;
