//! The pages, one file each: what a page asks of the rooms above, and how it shows the answer.

pub(super) mod add;
mod add_paper;
mod aside_link;
pub(super) mod api;
pub(super) mod compare;
mod compare_matrix;
mod compare_opened;
pub(super) mod diff;
mod diff_records;
mod diffusion;
mod doubt;
pub(super) mod history;
pub(super) mod organisation;
pub(super) mod original;
mod paper;
pub(super) mod plans;
mod reader;
mod reader_text;
pub(super) mod results;
pub(super) mod saved;
pub(super) mod search;
mod search_facets;
mod search_hits;
pub(super) mod shortlist;
pub(super) mod shortlist_put;
pub(super) mod themes;
