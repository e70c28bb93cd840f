//! Office packages from their parts, and what is read of files. The program's own tests pack theirs here too.

use std::io::{Cursor, Write};

use kurabe_read::{Text, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A part of a package: the kind of its relation, its file, its content.
pub(crate) type Part<'a> = (&'a str, &'a str, String);

/// A package whose main part, the first, points to the others as rId1, rId2 …
pub(crate) fn package(folder: &str, parts: &[Part]) -> Vec<u8> {
    let relation = |at: usize, kind: &str, to: &str| {
        format!("<Relationship Id=\"rId{at}\" Type=\"{RELATIONS}/{kind}\" Target=\"{to}\"/>")
    };
    let (kind, main, _) = &parts[0];
    let others: String =
        parts.iter().enumerate().skip(1).map(|(at, (kind, file, _))| relation(at, kind, file)).collect();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut write = |name: String, content: &str| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    };
    let wrap = |inside: &str| format!("<Relationships>{inside}</Relationships>");
    write("_rels/.rels".to_owned(), &wrap(&relation(0, kind, &format!("{folder}/{main}"))));
    write(format!("{folder}/_rels/{main}.rels"), &wrap(&others));
    for (_, file, content) in parts {
        write(format!("{folder}/{file}"), content);
    }
    archive.finish().unwrap().into_inner()
}

/// What is read of a file.
pub(crate) fn text(bytes: &[u8], extension: &str) -> Text {
    read(bytes, Some(extension)).unwrap()
}

/// The lines of a file, blank ones aside.
pub(crate) fn lines(bytes: &[u8], extension: &str) -> Vec<String> {
    let lines = text(bytes, extension).lines.into_iter().map(|line| line.text);
    lines.filter(|line| !line.trim().is_empty()).collect()
}
