//! Shows how lines are read: `cargo run -p kurabe-text --example marks < plan.txt` prints, for each line that begins with
//! a mark, its kind and number, and the morphemes of the words behind it.

use std::io::{self, BufRead, Write};

use kurabe_text::fold::fold;
use kurabe_text::mark;
use kurabe_text::words::Words;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = io::stdout().lock();
    let mut words = Words::open()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let Some(mark) = mark::parse(line.trim()) else { continue };
        let folded = fold(mark.rest);
        let mut morphemes = Vec::new();
        words.segment(&folded, &mut morphemes);
        let cut: Vec<&str> = morphemes.iter().map(|morpheme| &folded[morpheme.surface_range.clone()]).collect();
        writeln!(out, "{:?} {}: {}", mark.class, mark.ordinal, cut.join("|"))?;
    }
    Ok(())
}
