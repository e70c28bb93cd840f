//! OCR: a page's image to printed lines, by tesseract where it is installed with its Japanese data.
//!
//! What comes in is a grey image, what goes out are lines with their places. This file must not know the document.

use std::io::Write;
use std::process::{Command, Stdio};

use super::line::columns;
use super::page::{Item, Kind, Page};
use super::scan::{SCALE, Scan};
use crate::model::Place;

/// Words that tesseract is less sure of than this, in percent, are noise of the paper.
const SURE: f32 = 20.0;

/// Is tesseract installed, with Japanese?
pub(super) fn is_installed() -> bool {
    let listed = Command::new("tesseract").arg("--list-langs").stderr(Stdio::null()).output();
    listed.is_ok_and(|listed| String::from_utf8_lossy(&listed.stdout).lines().any(|language| language.trim() == "jpn"))
}

/// Reads an image; none if tesseract failed.
pub(super) fn read(scan: &Scan) -> Option<Page> {
    let table = run(scan, &["-l", "jpn", "--dpi", "300", "tsv"])?;
    Some(Page { items: lines(&table) })
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
fn lines(table: &str) -> Vec<Item> {
    let words: Vec<Word> = table.lines().filter_map(word).collect();
    words.chunk_by(|a, b| a.line == b.line).filter_map(line).collect()
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

fn line(words: &[Word]) -> Option<Item> {
    let mut text = String::new();
    let mut before: Option<&Word> = None;
    let size = words.iter().map(|word| word.height).fold(1.0, f32::max);
    for word in words {
        if let Some(before) = before {
            // Tesseract parts Japanese into words; only a gap that a person sees is a blank.
            let gap = columns(word.left - before.left - before.width, size);
            let latin = text.ends_with(|c: char| c.is_ascii_alphanumeric())
                && word.text.starts_with(|c: char| c.is_ascii_alphanumeric());
            let blanks = if gap >= 3 { gap } else { usize::from(latin) };
            super::line::blanks(&mut text, blanks);
        }
        text.push_str(word.text);
        before = Some(word);
    }
    let left = words.iter().map(|word| word.left).fold(f32::MAX, f32::min);
    let top = words.iter().map(|word| word.top).fold(f32::MAX, f32::min);
    let right = words.iter().map(|word| word.left + word.width).fold(0.0, f32::max);
    let foot = words.iter().map(|word| word.top + word.height).fold(0.0, f32::max);
    let point = |pixels: f32| (pixels / SCALE).round().clamp(0.0, f32::from(u16::MAX)) as u16;
    let place = Place { left: point(left), top: point(top), width: point(right - left), height: point(foot - top) };
    (!text.is_empty()).then_some(Item {
        place,
        size: size / SCALE,
        start: left / SCALE,
        margin: None,
        kind: Kind::Line(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_lines() {
        let table = "level\tpage_num\n5\t1\t1\t1\t1\t1\t100\t100\t200\t40\t96.1\t令和\n5\t1\t1\t1\t1\t2\t304\t100\t90\t40\t91\t５年度\n\
                     5\t1\t1\t1\t2\t1\t100\t180\t90\t40\t95\tDX\n5\t1\t1\t1\t2\t2\t195\t180\t20\t40\t3\t；\n";
        let texts: Vec<String> = lines(table)
            .into_iter()
            .filter_map(|item| match item.kind {
                Kind::Line(text) => Some(text),
                Kind::Row(_) => None,
            })
            .collect();
        assert_eq!(texts, ["令和５年度", "DX"]);
    }
}
