//! The three jobs in a real browser: runs tests/browser/run.js, which needs node, its packages and Chromium.

use std::process::Command;

use crate::kit::{program, repository};

#[test]
fn the_three_jobs_in_chromium() {
    let folder = repository().join("tests").join("browser");
    let Some(node) = program(&["node"]) else { return };
    let Some(chromium) = program(&["chromium", "chromium-browser", "google-chrome"]) else { return };
    if !folder.join("node_modules").join("playwright-core").exists() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "npm ci was not run in tests/browser");
        eprintln!("skipped: npm ci was not run in tests/browser");
        return;
    }
    let mut command = Command::new(node);
    command.arg("run.js").current_dir(&folder);
    command.env("KURABE", env!("CARGO_BIN_EXE_kurabe")).env("CHROMIUM", chromium);
    let run = command.output().unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(run.status.success(), "{}{}", said(&run.stdout), said(&run.stderr));
}
