//! Files that the tests write themselves, with what the program that prints them shows, and where that is said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::tests_outside_test_module)]

mod columns;
mod docx;
mod package;
mod paper;
mod pdf;
mod xlsx;
