//! Reads a document as numbered lines: `cargo run --release -p kurabe-read --example lines -- plan.pdf` prints them with
//! their pages, and at the end what could not be read; with `--ocr` before the files, scans are read by tesseract.

use std::io::{self, Write};
use std::path::Path;

use kurabe_read::{Options, read_with};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::stdout().lock();
    let mut options = Options::default();
    for file in std::env::args().skip(1) {
        if file == "--ocr" {
            options.ocr = true;
            continue;
        }
        let extension = Path::new(&file).extension().and_then(|extension| extension.to_str());
        let text = read_with(&std::fs::read(&file)?, extension, &options)?;
        for line in &text.lines {
            let page = line.page.map_or_else(String::new, |page| format!("p{page} "));
            writeln!(out, "{page}{:>5} {}", line.number, line.text)?;
        }
        for notice in &text.notices {
            writeln!(out, "{notice:?}")?;
        }
    }
    Ok(())
}
