//! OCR: a page's image to printed lines, by tesseract where it is installed with its Japanese data; vertical writing with
//! the data of its own (`jpn_vert`), where that is installed too.
//!
//! What comes in is a grey image, what goes out are lines with their places. This file must not know the document.

use std::io::Write;
use std::process::{Command, Stdio};

use super::block::Block;
use super::device::Turn;
use super::frame::{Area, Frame};
use super::line::{PIECE, Piece, Row};
use super::page::{self, Page};
use super::scan::{SCALE, Scan};

/// Words that tesseract is less sure of than this, in percent, are noise of the paper.
const SURE: f32 = 5.0;

/// Of a page that is read as it is written tesseract is surer than this, in percent, letter by letter: of printed pages it
/// was sure by 85 to 92, and by 0 to 34 of the same read in the other direction.
const AS_WRITTEN: f32 = 60.0;

/// A page with fewer letters may be one that was read in the wrong direction.
const FEW: f32 = 20.0;

/// Tesseract's data for Japanese written across, for Japanese written downwards, and for which way a page lies.
const ACROSS: &str = "jpn";
const DOWN: &str = "jpn_vert";
const LIES: &str = "osd";

/// The data of tesseract that are installed and needed here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Installed {
    /// Japanese, written across: without it there is no OCR.
    pub(super) across: bool,
    /// Japanese, written downwards.
    pub(super) down: bool,
    /// Which way a page lies.
    pub(super) lies: bool,
}

impl Installed {
    /// The data without which pages of some kinds are read badly, by their names.
    pub(super) fn lacks(self) -> Vec<String> {
        let data = [(LIES, self.lies), (DOWN, self.down)];
        data.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name.to_owned()).collect()
    }
}

/// Asks tesseract, if there is one, for its data.
pub(super) fn installed() -> Installed {
    let listed = Command::new("tesseract").arg("--list-langs").stderr(Stdio::null()).output();
    let listed = listed.map(|listed| String::from_utf8_lossy(&listed.stdout).into_owned()).unwrap_or_default();
    let has = |data: &str| listed.lines().any(|language| language.trim() == data);
    Installed { across: has(ACROSS), down: has(DOWN), lies: has(LIES) }
}

/// A page as it was read.
pub(super) struct Recognised {
    pub(super) page: Page,
    /// Nothing tells that it was read in the direction in which it is written.
    pub(super) is_doubtful: bool,
}

/// Reads an image; none if tesseract failed. One that reads badly is turned as it lies, and read as vertical writing. Maps and
/// drawings read badly each way: what tesseract is not sure of does not become their text because there is more of it.
pub(super) fn read(scan: &Scan, installed: Installed) -> Option<Recognised> {
    let mut best = Reading::of(scan, Turn::Across)?;
    let upright = (installed.lies && !best.is_as_written()).then(|| quarters(scan)).flatten();
    let upright = upright.map(|quarters| scan.turned(quarters));
    if let Some(reading) = upright.as_ref().and_then(|scan| Reading::of(scan, Turn::Across)) {
        best = best.or(reading);
    }
    if installed.down
        && !best.is_as_written()
        && let Some(reading) = Reading::of(upright.as_ref().unwrap_or(scan), Turn::Down)
    {
        best = best.or(reading);
    }
    Some(Recognised { is_doubtful: !best.is_as_written(), page: best.page })
}

/// How many quarters a page that lies on its side or its head must be turned by the clock; none if it stands.
fn quarters(scan: &Scan) -> Option<usize> {
    let told = run(scan, &["-l", LIES, "--psm", "0", "--dpi", "300"])?;
    turned_by(&told)
}

fn turned_by(told: &str) -> Option<usize> {
    let degrees: usize = told.lines().find_map(|line| line.strip_prefix("Rotate:"))?.trim().parse().ok()?;
    Some(degrees / 90 % 4).filter(|quarters| *quarters > 0)
}

/// A page in one direction of writing, and how sure tesseract was of it.
struct Reading {
    page: Page,
    sure: Sure,
}

impl Reading {
    fn of(scan: &Scan, turn: Turn) -> Option<Self> {
        let table = match turn {
            // One block of vertical writing (5).
            Turn::Down => run(scan, &["-l", DOWN, "--psm", "5", "--dpi", "300", "tsv"]),
            // Lines of varying size, one below the other (4): the columns of a page are found by where its lines stand.
            _ => run(scan, &["-l", ACROSS, "--psm", "4", "--dpi", "300", "tsv"]),
        }?;
        Some(Self { page: flow(&table, scan, turn), sure: Sure::of(&table) })
    }

    fn is_as_written(&self) -> bool {
        self.sure.letters >= FEW && self.is_sure()
    }

    fn is_sure(&self) -> bool {
        self.sure.of_a_letter() >= AS_WRITTEN
    }

    /// The other, where tesseract is as sure of it as of a page that is read as it is written, a title alone among them, and
    /// surer as a whole.
    fn or(self, other: Self) -> Self {
        if other.is_sure() && other.sure.of_all > self.sure.of_all { other } else { self }
    }
}

/// The page of a table of words.
fn flow(table: &str, scan: &Scan, turn: Turn) -> Page {
    let frame = Frame { turn, width: scan.width as f32 / SCALE, height: scan.height as f32 / SCALE };
    page::flow(rows(table, frame).into_iter().map(Block::Line).collect(), frame)
}

/// How sure tesseract is of what it read, in percent.
#[derive(Default)]
struct Sure {
    letters: f32,
    /// Each letter with the percents of its word.
    of_all: f32,
}

impl Sure {
    fn of(table: &str) -> Self {
        let mut sure = Self::default();
        for word in table.lines().filter_map(word) {
            let letters = word.text.chars().count() as f32;
            sure.letters += letters;
            sure.of_all += letters * word.sure;
        }
        sure
    }

    fn of_a_letter(&self) -> f32 {
        self.of_all / self.letters.max(1.0)
    }
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
    sure: f32,
    text: &'a str,
}

impl Word<'_> {
    /// Its box in the direction of reading, in points.
    fn area(&self, frame: Frame) -> Area {
        let [x0, y0, x1, y1] =
            [self.left, self.top, self.left + self.width, self.top + self.height].map(|pixels| pixels / SCALE);
        frame.area(x0, y0, x1, y1)
    }
}

/// The lines of tesseract's table of words.
fn rows(table: &str, frame: Frame) -> Vec<Row> {
    let words: Vec<Word> = table.lines().filter_map(word).collect();
    let rows = words.chunk_by(|a, b| a.line == b.line).map(|words| row(words, frame));
    rows.filter(|row| !row.pieces.is_empty()).collect()
}

fn word(row: &str) -> Option<Word<'_>> {
    let fields: Vec<&str> = row.splitn(12, '\t').collect();
    let [level, _, block, paragraph, line, _, left, top, width, height, sure, text] = fields.as_slice() else {
        return None;
    };
    let number = |text: &str| text.parse::<f32>().ok();
    let sure = number(sure)?;
    let read = *level == "5" && sure >= SURE && !text.trim().is_empty();
    let (left, top, width, height) = (number(left)?, number(top)?, number(width)?, number(height)?);
    read.then_some(Word { line: (*block, *paragraph, *line), left, top, width, height, sure, text: text.trim() })
}

fn row(words: &[Word], frame: Frame) -> Row {
    let thick = |area: Area| area.v1 - area.v0;
    let size = words.iter().map(|word| thick(word.area(frame))).fold(1.0 / SCALE, f32::max);
    let mut pieces: Vec<Piece> = Vec::new();
    for word in words {
        let area = word.area(frame);
        match pieces.last_mut() {
            // Tesseract parts Japanese into words; only a gap that a person sees is a blank.
            Some(piece) if area.u0 - piece.area.u1 < size * PIECE => {
                let latin = piece.text.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && word.text.starts_with(|c: char| c.is_ascii_alphanumeric());
                if latin {
                    piece.text.push(' ');
                }
                piece.text.push_str(word.text);
                piece.area = piece.area.join(area);
            }
            _ => pieces.push(Piece { area, size, text: word.text.to_owned(), gaps: Vec::new() }),
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
        let across = Frame { turn: Turn::Across, width: 595.0, height: 842.0 };
        let texts: Vec<String> = rows(table, across).iter().map(Row::text).collect();
        assert_eq!(texts, ["令和５年度", "DX"]);
        let sure = Sure::of(table);
        assert_eq!((sure.letters, sure.of_a_letter().round()), (7.0, 94.0));
        assert_eq!(turned_by("Page number: 0\nOrientation in degrees: 180\nRotate: 180\n"), Some(2));
        assert_eq!((turned_by("Rotate: 0\n"), turned_by("")), (None, None));
    }

    /// What tesseract 5.3.0 was sure of: pages drawn for trial, titles alone on their page, maps with streets, houses and few names.
    #[test]
    fn what_is_read_in_another_direction_must_be_sure() {
        let reading = |(letters, percent): (f32, f32)| Reading {
            page: Page::default(),
            sure: Sure { letters, of_all: letters * percent },
        };
        for (first, other, taken) in [
            ((0.0, 0.0), (204.0, 92.0), true),
            ((0.0, 0.0), (18.0, 88.0), true),
            ((5.0, 32.0), (17.0, 88.0), true),
            ((40.0, 52.0), (120.0, 40.0), false),
            ((13.0, 48.0), (63.0, 31.0), false),
            ((0.0, 0.0), (50.0, 36.0), false),
            ((17.0, 88.0), (11.0, 83.0), false),
        ] {
            let best = reading(first).or(reading(other));
            assert_eq!(best.sure.letters == other.0, taken, "{first:?} {other:?}");
        }
    }

    #[test]
    fn data_that_are_not_installed_are_named() {
        let all = Installed { across: true, down: true, lies: true };
        assert_eq!(all.lacks(), [""; 0]);
        assert_eq!(Installed { down: false, ..all }.lacks(), ["jpn_vert"]);
        assert_eq!(Installed { across: true, ..Installed::default() }.lacks(), ["osd", "jpn_vert"]);
    }

    #[test]
    fn columns_of_vertical_writing_become_lines() {
        let table = "5\t1\t1\t1\t1\t1\t2200\t100\t50\t120\t96\t一、\n5\t1\t1\t1\t1\t2\t2202\t225\t48\t240\t91\t経営支援\n\
                     5\t1\t1\t1\t2\t1\t2100\t100\t50\t240\t95\t窓口相談\n";
        let down = Frame { turn: Turn::Down, width: 595.0, height: 842.0 };
        let page = page::flow(rows(table, down).into_iter().map(Block::Line).collect(), down);
        let places: Vec<_> =
            page.items.iter().map(|item| (item.place.left, item.place.top, item.place.height)).collect();
        assert_eq!(places, [(528, 24, 88), (504, 24, 58)]);
    }
}
