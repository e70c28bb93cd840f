//! Prints an extraction as JSON Lines: `extract FILE [--passages|--blocks|--outline]`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]
use kurabe::read::{Line, Text};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let source = std::fs::read_to_string(&args[1]).unwrap();
    let lines = source.lines().enumerate().map(|(i, l)| Line { number: i as u32 + 1, page: None, text: l.to_owned() }).collect();
    let text = Text { lines, notices: vec![] };
    let blocks = kurabe::blocks::blocks(&text);
    match args.get(2).map(String::as_str) {
        Some("--blocks") => {
            for f in &blocks.furniture {
                println!("F {} {}", f.span.first, f.text);
            }
            for b in &blocks.list {
                match &b.kind {
                    kurabe::blocks::BlockKind::Text(t) => println!("{}-{} {}", b.span.first, b.span.last, t),
                    kurabe::blocks::BlockKind::Row { table, cells } => println!("{}-{} T{table} {:?}", b.span.first, b.span.last, cells.iter().map(|c| (c.column, &c.text)).collect::<Vec<_>>()),
                }
            }
        }
        _ => {}
    }
}
