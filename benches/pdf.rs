//! Pages of a PDF per second, beside `pdftotext` in the same run: `cargo bench --bench pdf`, or with a document of
//! one's own, `cargo bench --bench pdf -- FILE`.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a bench prints, and stops when it cannot go on")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use encoding_rs::SHIFT_JIS;
use kurabe_read::read;

/// Pages of the document that is made.
const PAGES: usize = 100;

/// A document of full pages: 40 lines of prose each, and a ruled table of ten rows.
fn document() -> Vec<u8> {
    let line = "地域の中小企業を取り巻く経営環境は、人口減少や物価の高騰により厳しさを増しており、支援を";
    let hex = |text: &str| {
        SHIFT_JIS.encode(text).0.iter().fold(String::new(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    };
    let mut content = String::new();
    let mut at = |left: u32, foot: u32, text: &str| {
        let _ = writeln!(content, "BT /F1 10 Tf {left} {foot} Td <{}> Tj ET", hex(text));
    };
    for row in 0..40 {
        at(60, 790 - row * 13, line);
    }
    for row in 0..10 {
        at(64, 245 - row * 18, "経営支援");
        at(164, 245 - row * 18, "事業承継の支援を行う個別相談会を開催する。");
    }
    for row in 0..=10 {
        let _ = writeln!(content, "60 {0} m 500 {0} l S", 260 - row * 18);
    }
    content.push_str("60 80 m 60 260 l S 160 80 m 160 260 l S 500 80 m 500 260 l S");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type0/BaseFont/MS-Mincho/Encoding/90ms-RKSJ-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
         /BaseFont/MS-Mincho/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000>>]>>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for page in 0..PAGES {
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
            4 + page * 2
        ));
        let _ = write!(kids, "{} 0 R ", 5 + page * 2);
    }
    objects[1] = format!("<</Type/Pages/Count {PAGES}/Kids[{kids}]>>");
    let mut out = b"%PDF-1.4\n".to_vec();
    for (at, object) in objects.iter().enumerate() {
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    out.extend(b"trailer<</Size 400/Root 1 0 R>>\n%%EOF\n");
    out
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
