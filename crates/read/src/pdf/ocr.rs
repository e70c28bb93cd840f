//! OCR: a page's image to printed lines, by tesseract where it is installed with its Japanese data.
//!
//! What comes in is a grey image, what goes out are lines with their places. This file must not know the document.

use std::io::Write;
use std::process::{Command, Stdio};

use super::column::Block;
use super::frame::Area;
use super::line::{PIECE, Piece, Row};
use super::page::{self, Page};
use super::scan::{SCALE, Scan};

/// Words that tesseract is less sure of than this, in percent, are noise of the paper.
const SURE: f32 = 5.0;

/// Is tesseract installed, with Japanese?
pub(super) fn is_installed() -> bool {
    let listed = Command::new("tesseract").arg("--list-langs").stderr(Stdio::null()).output();
    listed.is_ok_and(|listed| String::from_utf8_lossy(&listed.stdout).lines().any(|language| language.trim() == "jpn"))
}

/// Reads an image; none if tesseract failed.
pub(super) fn read(scan: &Scan) -> Option<Page> {
    // Lines of varying size, one below the other (4): the columns of a page are found by where its lines stand.
    let table = run(scan, &["-l", "jpn", "--psm", "4", "--dpi", "300", "tsv"])?;
    let (width, height) = (scan.width as f32 / SCALE, scan.height as f32 / SCALE);
    Some(page::flow(rows(&table).into_iter().map(Block::Line).collect(), width, height))
}

fn run(scan: &Scan, arguments: &[&str]) -> Option<String> {
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout"])
        .args(arguments)
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    // tesseract reads the whole image before it writes anything.
    let sent = write!(input, "P5\n{} {}\n255\n", scan.width, scan.height).and_then(|()| input.write_all(&scan.pixels));
    drop(input);
    let output = child.wait_with_output().ok()?;
    (sent.is_ok() && output.status.success()).then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A word of tesseract's table.
struct Word<'a> {
    /// Block, paragraph and line.
    line: (&'a str, &'a str, &'a str),
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    text: &'a str,
}

/// The lines of tesseract's table of words.
fn rows(table: &str) -> Vec<Row> {
    let words: Vec<Word> = table.lines().filter_map(word).collect();
    words.chunk_by(|a, b| a.line == b.line).map(row).filter(|row| !row.pieces.is_empty()).collect()
}

fn word(row: &str) -> Option<Word<'_>> {
    let fields: Vec<&str> = row.splitn(12, '\t').collect();
    let [level, _, block, paragraph, line, _, left, top, width, height, sure, text] = fields.as_slice() else {
        return None;
    };
    let number = |text: &str| text.parse::<f32>().ok();
    let sure = *level == "5" && number(sure)? >= SURE && !text.trim().is_empty();
    let (left, top, width, height) = (number(left)?, number(top)?, number(width)?, number(height)?);
    sure.then_some(Word { line: (*block, *paragraph, *line), left, top, width, height, text: text.trim() })
}

fn row(words: &[Word]) -> Row {
    let size = words.iter().map(|word| word.height).fold(1.0, f32::max) / SCALE;
    let mut pieces: Vec<Piece> = Vec::new();
    for word in words {
        let [u0, v0, width, height] = [word.left, word.top, word.width, word.height].map(|pixels| pixels / SCALE);
        let area = Area { u0, v0, u1: u0 + width, v1: v0 + height };
        match pieces.last_mut() {
            // Tesseract parts Japanese into words; only a gap that a person sees is a blank.
            Some(piece) if u0 - piece.area.u1 < size * PIECE => {
                let latin = piece.text.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && word.text.starts_with(|c: char| c.is_ascii_alphanumeric());
                if latin {
                    piece.text.push(' ');
                }
                piece.text.push_str(word.text);
                piece.area = piece.area.join(area);
            }
            _ => pieces.push(Piece { area, size, text: word.text.to_owned() }),
        }
    }
    Row { pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_lines() {
        let table = "level\tpage_num\n5\t1\t1\t1\t1\t1\t100\t100\t200\t40\t96.1\t令和\n5\t1\t1\t1\t1\t2\t304\t100\t90\t40\t91\t５年度\n\
                     5\t1\t1\t1\t2\t1\t100\t180\t90\t40\t95\tDX\n5\t1\t1\t1\t2\t2\t195\t180\t20\t40\t3\t；\n";
        let texts: Vec<String> = rows(table).iter().map(Row::text).collect();
        assert_eq!(texts, ["令和５年度", "DX"]);
    }
}
