//! Reads a document as numbered lines: `cargo run --release -p kurabe-read --example lines -- plan.pdf` prints them with
//! their pages, and at the end what could not be read.

use std::io::{self, Write};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::stdout().lock();
    for file in std::env::args().skip(1) {
        let extension = Path::new(&file).extension().and_then(|extension| extension.to_str());
        let text = kurabe_read::read(&std::fs::read(&file)?, extension)?;
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
