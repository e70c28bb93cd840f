//! Japanese writing: letters, blanks, folding, runs, numbers, numerals, marks, units and words; and when long
//! work over it is to stop. Knows no plan.
//!
//! Everything is a function over texts. Two forms of one text are one when they [`fold`](fold::fold) alike; a line's
//! [`mark`] is apart from its words; a [`number`] is read in any script; [`Words`](words::Words) cuts folded text into
//! morphemes, by the dictionary that is built in.
//!
//! ```
//! use kurabe_text::{fold::fold, mark, number, spacing, words::Words};
//!
//! assert_eq!(fold("ＤＸ・ｲﾝﾎﾞｲｽ"), fold("dx・インボイス"));
//! let mark = mark::parse("（２）創 業 の 支 援").unwrap();
//! assert_eq!((mark.ordinal, spacing::squeeze(mark.rest)), (2, "創業の支援".to_owned()));
//! assert_eq!(number::integer("二十一件").map(|(value, _)| value), Some(21));
//! let mut morphemes = Vec::new();
//! Words::open()?.segment("事業承継", &mut morphemes);
//! assert_eq!(morphemes.len(), 2);
//! # Ok::<(), kurabe_text::words::DictionaryError>(())
//! ```

pub mod bracket;
pub mod breaking;
pub mod day;
pub mod fold;
pub mod letter;
pub mod likeness;
pub mod mark;
pub mod number;
pub mod numeral;
pub mod radical;
pub mod run;
pub mod spacing;
pub mod stop;
pub mod unit;
pub mod words;
