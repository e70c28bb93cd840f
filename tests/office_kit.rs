//! Office documents built in code: packages from their members, and small documents to begin from.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::kit::Folder;

#[path = "../crates/read/tests/written/package.rs"]
mod written;
pub(crate) use written::lines;

/// A package of these members.
pub(crate) fn package(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The members of a package.
pub(crate) fn members(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut members = Vec::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        members.push((member.name().unwrap().into_owned(), content));
    }
    members
}

/// A Word document: its body, and the inside of styles, numbering and footnotes.
pub(crate) fn docx(body: &str, [styles, numbering, notes]: [&str; 3]) -> Vec<u8> {
    let names = "xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\" xmlns:wps=\"wps\" xmlns:v=\"v\"";
    written::package(
        "word",
        &[
            ("officeDocument", "document.xml", format!("<w:document {names}><w:body>{body}</w:body></w:document>")),
            ("styles", "styles.xml", format!("<w:styles {names}>{styles}</w:styles>")),
            ("numbering", "numbering.xml", format!("<w:numbering {names}>{numbering}</w:numbering>")),
            ("footnotes", "footnotes.xml", format!("<w:footnotes {names}>{notes}</w:footnotes>")),
        ],
    )
}

/// An Excel workbook: its shared texts, its styles and the inside of its sheets with their names and states.
pub(crate) fn xlsx(texts: &str, styles: &str, sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let list: String = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, state, _))| {
            format!("<sheet name=\"{name}\" state=\"{state}\" sheetId=\"{at}\" r:id=\"rId{}\"/>", at + 1)
        })
        .collect();
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{list}</sheets></workbook>");
    let names: Vec<String> = (0..sheets.len()).map(|at| format!("worksheets/sheet{at}.xml")).collect();
    let mut parts = vec![("officeDocument", "workbook.xml", book)];
    for ((_, _, inside), name) in sheets.iter().zip(&names) {
        parts.push(("worksheet", name, format!("<worksheet>{inside}</worksheet>")));
    }
    parts.push(("sharedStrings", "sharedStrings.xml", format!("<sst>{texts}</sst>")));
    parts.push(("styles", "styles.xml", format!("<styleSheet>{styles}</styleSheet>")));
    written::package("xl", &parts)
}

/// A presentation with the shapes of its slides.
pub(crate) fn pptx(slides: &[&str]) -> Vec<u8> {
    let list: String =
        (1..=slides.len()).map(|at| format!("<p:sldId id=\"{}\" r:id=\"rId{at}\"/>", 255 + at)).collect();
    let show = format!("<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst>{list}</p:sldIdLst></p:presentation>");
    let names: Vec<String> = (0..slides.len()).map(|at| format!("slides/slide{at}.xml")).collect();
    let mut parts = vec![("officeDocument", "presentation.xml", show)];
    for (shapes, name) in slides.iter().zip(&names) {
        let slide =
            format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
        parts.push(("slide", name, slide));
    }
    written::package("ppt", &parts)
}

/// A part of a packed document that lies in a folder.
pub(crate) fn part(folder: &Folder, file: &str, name: &str) -> String {
    let package = std::fs::read(folder.path(file)).unwrap();
    let found = members(&package).into_iter().find(|(own, _)| own == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("{file} has no {name}")).1).unwrap()
}
