//! The three jobs in a real browser: runs tests/browser/run.js, which needs node, its packages and Chromium.

use std::process::Command;

use crate::kit::repository;

#[test]
fn the_three_jobs_in_chromium() {
    let folder = repository().join("tests").join("browser");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let is_ready =
        has_node && folder.join("node_modules/playwright-core").exists() && std::path::Path::new(&chromium).exists();
    if !is_ready {
        assert!(std::env::var_os("CI").is_none(), "CI runs need node, chromium and `npm ci` in tests/browser");
        eprintln!("skipped: node, chromium or the packages of tests/browser (npm ci) are not here");
        return;
    }
    let run =
        Command::new("node").arg("run.js").current_dir(&folder).env("KURABE", env!("CARGO_BIN_EXE_kurabe")).output();
    let run = run.unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(run.status.success(), "{}{}", said(&run.stdout), said(&run.stderr));
}
