//! Law: every character that `pdftotext` gives of a PDF is in a passage, a notice or listed furniture.

use crate::kit;
use crate::pdf::{Paper, table};
use kurabe::report::{Lang, notice_sentence};
use kurabe_extract::extract::extract;
use kurabe_model::plan::Facts;
use kurabe_text::radical::letter_of;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

/// How often each letter and digit comes, whatever its form.
fn letters<'t>(texts: impl Iterator<Item = &'t str>) -> HashMap<char, i64> {
    let mut counts = HashMap::new();
    for text in texts {
        let plain = text.chars().map(|c| letter_of(c).unwrap_or(c)).nfkc();
        for c in plain.filter(|c| c.is_alphanumeric()) {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts
}

/// What `pdftotext` gives of a file; none, and a message, without it. Where `CI` is `true` it must be there.
fn given(file: &Path) -> Option<String> {
    let Ok(run) = Command::new("pdftotext").arg(file).arg("-").output() else {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "there is no pdftotext here");
        eprintln!("skipped: there is no pdftotext here");
        return None;
    };
    assert!(run.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8(run.stdout).unwrap())
}

/// Checks one file.
fn kept(file: &Path) {
    let Some(given) = given(file) else { return };
    let text = kurabe_read::read(&std::fs::read(file).unwrap(), Some("pdf")).unwrap();
    let plan = extract(&text, &Facts::default());
    let passages = plan.passages.iter().flat_map(|passage| [&passage.marker, &passage.title, &passage.body]);
    let furniture = plan.furniture.iter().map(|piece| &piece.text);
    let told = plan.notices.iter().map(|notice| notice_sentence(&notice.kind, Lang::Ja)).collect::<Vec<_>>();
    let here = letters(passages.chain(furniture).chain(&told).map(String::as_str));
    for (c, wanted) in letters(std::iter::once(given.as_str())) {
        let found = here.get(&c).copied().unwrap_or(0);
        assert!(found >= wanted, "{}: {c:?} {found} of {wanted}", file.display());
    }
}

/// Pages of a ruled table that repeats its head, with a running head and page numbers.
fn tables() -> Paper {
    let mut paper = Paper::new();
    for page in 1..=4u32 {
        paper = if page > 1 { paper.page() } else { paper };
        let numbers: Vec<[String; 3]> = (1..=6)
            .map(|row| [String::new(), format!("講座{page}の{row}"), format!("{}人を募る", row * 7 + page)])
            .collect();
        let rows: Vec<[&str; 3]> = std::iter::once(["区分", "事業名", "内容"])
            .chain(numbers.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]))
            .collect();
        paper =
            table(paper.line(60, 800, 9, "浜風商工会 事業計画"), 780, &rows).line(280, 30, 9, &format!("- {page} -"));
    }
    paper
}

/// Rows set by blanks alone, which differ from page to page only in their digits.
fn columns() -> Paper {
    let mut paper = Paper::new().line(60, 800, 12, "令和七年度事業計画").line(60, 780, 12, "１．講座");
    for row in 0..60u32 {
        let (page, foot) = (row / 20, 740 - row % 20 * 30);
        paper = if page > 0 && row % 20 == 0 { paper.page() } else { paper };
        paper = paper
            .line(60, foot, 10, &format!("第{}回講座", row + 1))
            .line(260, foot, 10, &format!("{}月", row % 12 + 1))
            .line(400, foot, 10, "20人");
    }
    paper
}

#[test]
fn nothing_that_pdftotext_gives_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    for (name, paper) in [("tables.pdf", tables()), ("columns.pdf", columns())] {
        let file = folder.path().join(name);
        std::fs::write(&file, paper.bytes()).unwrap();
        kept(&file);
    }
    for folder in ["cases", "real"].into_iter().filter_map(kit::shared) {
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
        let pdfs: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
        pdfs.iter().for_each(|file| kept(file));
    }
}

#[test]
fn rows_that_differ_in_digits_alone_are_items_on_every_page() {
    let text = kurabe_read::read(&tables().bytes(), Some("pdf")).unwrap();
    let plan = extract(&text, &Facts::default());
    let titles: Vec<&str> = plan.nodes.iter().map(|node| node.title.as_str()).collect();
    for page in 1..=4 {
        for row in 1..=6 {
            let name = format!("講座{page}の{row}");
            assert!(titles.contains(&name.as_str()), "{name}: {titles:?}");
        }
    }
    let text = kurabe_read::read(&columns().bytes(), Some("pdf")).unwrap();
    let plan = extract(&text, &Facts::default());
    let bodies: Vec<String> =
        plan.passages.iter().map(|passage| format!("{}{}", passage.title, passage.body)).collect();
    for row in 1..=60 {
        let name = format!("第{row}回講座");
        assert!(bodies.iter().any(|body| body.contains(&name)), "{name}");
    }
}
