//! Reads documents as plans and prints their records, as `kurabe extract --format jsonl` does, without themes:
//! `cargo run --release -p kurabe-extract --example records -- plan.pdf`

use std::path::Path;

use kurabe_extract::{extract::extract, record::extraction};
use kurabe_model::plan::Facts;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for file in std::env::args().skip(1) {
        let extension = Path::new(&file).extension().and_then(|extension| extension.to_str());
        let text = kurabe_read::read(&std::fs::read(&file)?, extension)?;
        let plan = extract(&text, &Facts::default());
        write(&extraction(&plan)?)?;
    }
    Ok(())
}

fn write(text: &str) -> std::io::Result<()> {
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes())
}
