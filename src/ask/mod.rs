//! What a person or a program typed, in a terminal, in a browser or at an address, to a request: once for all three.
//!
//! In come names and values, out come requests. What can be typed stands in one table ([`table`]): the command line's
//! options, the API's parameters and the fields of the pages' forms are made from it. Who asks and how the answer is
//! shown must not be known here.

mod cited;
mod correction;
mod field;
mod meant;
mod news;
mod params;
mod request;
mod strict;
pub(crate) mod table;

pub(crate) use cited::{Cited, Part};
pub(crate) use correction::{Correcting, FigureAt, Unclear, names_of, node};
pub(crate) use field::{Choice, Example, Field, Kind, Typed, Words};
pub(crate) use meant::{Meant, meant};
pub(crate) use news::{MOST as MOST_SAVED, News, NewsError, asked as asked_again, news, to_save};
pub(crate) use params::Params;
pub(crate) use request::{Benchmark, Compare, Plans, Search, conditions, know_themes};
pub(crate) use strict::{Fault, read, read_json};
