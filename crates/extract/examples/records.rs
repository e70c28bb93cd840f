//! Reads documents as plans and prints their records, as `kurabe extract --format jsonl` does, with the themes of a
//! file where one is named: `cargo run --release -p kurabe-extract --example records -- [--themes FILE] plan.pdf`

use std::path::Path;

use kurabe_extract::extract::{extract_all, theme::Themes};
use kurabe_extract::record::extractions;
use kurabe_model::plan::Facts;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let mut themes = None;
    if arguments.next_if(|argument| argument == "--themes").is_some() {
        let file = arguments.next().ok_or("--themes FILE")?;
        themes = Some(Themes::parse(&std::fs::read_to_string(file)?)?);
    }
    for file in arguments {
        let extension = Path::new(&file).extension().and_then(|extension| extension.to_str());
        let text = kurabe_read::read(&std::fs::read(&file)?, extension)?;
        let mut plans = extract_all(&text, |_, _| Facts::default());
        if let Some(themes) = &themes {
            plans.iter_mut().for_each(|plan| themes.assign(plan));
        }
        write(&extractions(&plans)?)?;
    }
    Ok(())
}

fn write(text: &str) -> std::io::Result<()> {
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes())
}
