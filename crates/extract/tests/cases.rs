//! Layouts with the reading that a careful person gives: `tests/cases/<what it shows>/source.*` and `expected.txt`.
//!
//! `KURABE_REFRESH=1 cargo test -p kurabe-extract --test cases` writes what is read now; the diff is reviewed. The
//! form of `expected.txt` is that of `kurabe_extract::record::tree`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::tests_outside_test_module)]

use std::fs;
use std::path::{Path, PathBuf};

use kurabe_extract::extract::extract;
use kurabe_extract::record::tree;
use kurabe_model::plan::Facts;

/// Every plan of a document as text.
fn reading(source: &Path) -> String {
    let extension = source.extension().and_then(|extension| extension.to_str());
    let text = kurabe_read::read(&fs::read(source).unwrap(), extension).unwrap();
    tree(&extract(&text, &Facts::default()))
}

/// The document of a case.
fn source_of(case: &Path) -> PathBuf {
    let mut files = fs::read_dir(case).unwrap().map(|file| file.unwrap().path());
    files.find(|file| file.file_stem().is_some_and(|stem| stem == "source")).expect("a case has a source.*")
}

/// The lines in which two texts differ, with `-` what is expected and `+` what is read.
fn difference(expected: &str, read: &str) -> String {
    let (expected, read): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), read.lines().collect());
    let gone = expected.iter().filter(|line| !read.contains(line)).map(|line| format!("    - {line}\n"));
    let come = read.iter().filter(|line| !expected.contains(line)).map(|line| format!("    + {line}\n"));
    gone.chain(come).collect()
}

#[test]
fn every_case_is_read_as_expected() {
    let refresh = std::env::var_os("KURABE_REFRESH").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    let mut wrong = String::new();
    for case in cases.iter().filter(|case| case.is_dir()) {
        let read = reading(&source_of(case));
        let file = case.join("expected.txt");
        let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        if read == expected {
            continue;
        }
        if refresh {
            fs::write(file, &read).unwrap();
        } else {
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            wrong += &format!("  {name}\n{}", difference(&expected, &read));
        }
    }
    assert!(wrong.is_empty(), "read otherwise than expected (KURABE_REFRESH=1 writes what is read now):\n{wrong}");
}
