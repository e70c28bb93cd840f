//! Excel workbooks to lines: what stands alone is a line, what stands in columns a row between pipes, figures as the
//! sheet shows them.
//!
//! What comes in are a file's bytes, what goes out is its text; a sheet is a page. Hidden sheets, rows and columns are
//! left out and said so. This room must not know what a plan is.

mod book;
mod built_in;
mod date;
mod figure;
mod format;
mod numerals;
mod section;
mod sheet;

use super::lines::Lines;
use super::package::Package;
use super::{ReadError, Text};
use book::Book;
use kurabe_model::{Notice, NoticeKind};
use kurabe_text::spacing::squeeze;
use sheet::Sheet;

/// Lines at the top of a sheet in which its name may stand already.
const OPENING: usize = 5;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ReadError> {
    let mut package = Package::open(bytes)?;
    let book = Book::of(&mut package)?;
    let mut sheets = Vec::new();
    let mut left = super::LIMIT;
    for (page, entry) in (1..).zip(book.sheets.iter().filter(|entry| !entry.hidden)) {
        if let Some(tree) = package.tree(&entry.member)? {
            sheets.push((page, entry.name.as_str(), Sheet::of(&tree, &book, &mut left)?));
        }
    }
    let filled = sheets.iter().filter(|(_, _, sheet)| !sheet.is_empty()).count();
    let mut lines = Lines::default();
    let mut skipped = (0, 0);
    for (page, name, sheet) in &sheets {
        lines.page = Some(*page);
        let written = sheet.lines();
        if filled > 1 && !written.is_empty() && says(name, &written) {
            lines.write(&format!("# {name}"))?;
        }
        for line in &written {
            lines.write(line)?;
        }
        lines.gap()?;
        skipped = (skipped.0 + sheet.hidden.0, skipped.1 + sheet.hidden.1);
    }
    let hidden = book.sheets.iter().filter(|entry| entry.hidden).map(|entry| entry.name.clone()).collect();
    lines.notices.extend(left_out(hidden, skipped));
    lines.finish()
}

/// Does the name of a sheet say something that its first lines do not?
fn says(name: &str, written: &[String]) -> bool {
    let name = squeeze(name);
    let bare = name.trim_end_matches(|letter: char| letter.is_numeric() || "()（）".contains(letter)).to_lowercase();
    !matches!(bare.as_str(), "" | "sheet" | "シート")
        && !written.iter().take(OPENING).any(|line| squeeze(line).contains(&name))
}

fn left_out(sheets: Vec<String>, (rows, columns): (u32, u32)) -> Option<Notice> {
    let any = !sheets.is_empty() || rows > 0 || columns > 0;
    any.then(|| Notice::new(NoticeKind::Hidden { sheets, rows, columns }, None))
}
