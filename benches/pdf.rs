//! Pages of a PDF per second, beside `pdftotext` in the same run: `cargo bench --bench pdf`, or with a document of
//! one's own, `cargo bench --bench pdf -- FILE`.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a bench prints, and stops when it cannot go on")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use kurabe_read::read;

#[path = "../crates/read/tests/written/paper.rs"]
mod paper;
use paper::Paper;

/// Pages of the document that is made.
const PAGES: usize = 100;

/// A document of full pages: 40 lines of prose each, and a ruled table of ten rows.
fn document() -> Vec<u8> {
    let line = "地域の中小企業を取り巻く経営環境は、人口減少や物価の高騰により厳しさを増しており、支援を";
    let mut rules = "60 80 m 60 260 l S 160 80 m 160 260 l S 500 80 m 500 260 l S".to_owned();
    for row in 0..=10 {
        let _ = write!(rules, " 60 {0} m 500 {0} l S", 260 - row * 18);
    }
    let filled = |paper: Paper| {
        let prose = (0..40).fold(paper, |paper, row| paper.line(60, 790 - row * 13, 10, line));
        let table = (0..10).map(|row| 245 - row * 18).fold(prose, |paper, foot| {
            paper.line(64, foot, 10, "経営支援").line(164, foot, 10, "事業承継の支援を行う個別相談会を開催する。")
        });
        table.draw(&rules)
    };
    (1..PAGES).fold(filled(Paper::new()), |paper, _| filled(paper.page())).bytes()
}

/// The median of five runs, in seconds.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[2]
}

fn report(name: &str, pages: usize, seconds: f64) {
    println!("{name:12} {pages} pages in {seconds:.3} s: {:.0} pages a second", pages as f64 / seconds);
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let path: PathBuf = named.unwrap_or_else(|| {
        let path = folder.path().join("hundred.pdf");
        std::fs::write(&path, document()).expect("a file that can be written");
        path
    });
    let bytes = std::fs::read(&path).expect("a document");
    let pages = read(&bytes, Some("pdf")).expect("a document that can be read").lines.last().and_then(|line| line.page);
    let pages = pages.unwrap_or(1) as usize;
    report("kurabe", pages, median(|| drop(read(&bytes, Some("pdf")))));
    let other = |path: &Path| Command::new("pdftotext").arg("-layout").arg(path).arg("-").output();
    match other(&path) {
        Ok(_) => report("pdftotext", pages, median(|| drop(other(&path)))),
        Err(_) => println!("pdftotext    is not here"),
    }
}
