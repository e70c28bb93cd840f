//! The program from outside: each module runs the built binary on a folder of its own, or reads the repository.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::tests_outside_test_module,
    reason = "a test that fails should stop and say so"
)]

mod kit;

mod add;
mod answers;
mod api;
mod bad_input;
mod browser;
mod compare;
mod completeness;
mod corrections;
mod corrections_bound;
mod corrections_plans;
mod corrections_web;
mod crash;
mod damage;
mod desktop;
mod diff;
mod diff_verb;
mod documents;
mod diffusion;
mod doubt;
mod encodings;
mod export;
mod english;
mod formats;
mod guidance;
mod index;
mod laws;
mod load;
mod man;
mod mcp;
mod memory;
mod office;
mod office_kit;
mod options;
mod packaging;
mod paging;
mod pdf;
mod pdf_law;
mod plans;
mod printed;
mod reader;
mod results;
mod rooms;
mod search;
mod search_kit;
mod saved;
mod sheets;
mod shortlist;
mod web;
mod web_forms;
mod writing;
