//! Documents to begin from, made here: a small plan as a web page, a PDF, and the parts of office documents.
//!
//! What comes in is nothing, or a part of a package that was bent; what goes out are a file's bytes. Their content is
//! invented. This file must not know how inputs are bent.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const PAGE: &str = "<html><head><meta charset=\"utf-8\"><title>みなと商工会</title></head><body><nav><a href=\"/\">ホーム</a></nav>\
<main><h1>令和5年度事業計画</h1><h2>Ⅰ．経営の支援</h2><ul><li>創業塾の開催（年2回）</li><li>巡回の強化</li></ul>\
<table><tr><th rowspan=\"2\">区分</th><th colspan=\"2\">目標</th></tr><tr><td>R5</td><td>R6</td></tr>\
<tr><td>相談</td><td>120件</td><td>130件</td></tr></table></main></body></html>";

const WORD: &str = "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>令和5年度事業計画</w:t></w:r></w:p>\
<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>創業塾の開催</w:t></w:r></w:p>\
<w:p><w:ins><w:r><w:t>新規：</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:tab/><w:t>巡回の強化</w:t><w:br/></w:r></w:p>\
<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>区分</w:t></w:r></w:p></w:tc></w:tr>\
<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>120件</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";

const SHEET: &str = "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
<c r=\"B1\" t=\"inlineStr\"><is><t>目標</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>相談</v></c><c r=\"C2\" s=\"1\"><v>45017</v></c></row>\
<row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>120</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>";

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;;[Red][&lt;0]#,##0.0;@\"/></numFmts>\
<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";

const SLIDE: &str = "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>事業計画</a:t></a:r></a:p>\
<a:p><a:pPr lvl=\"1\"/><a:r><a:t>・創業塾の開催</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>";

/// A part of a package that is read, and the package that it belongs to.
pub(crate) struct Part {
    pub(crate) extension: &'static str,
    pub(crate) name: &'static str,
    pub(crate) content: &'static str,
}

/// The parts of office documents that are bent by themselves: packed anew, what was bent is still unpacked.
pub(crate) const PARTS: [Part; 4] = [
    Part { extension: "docx", name: "word/document.xml", content: WORD },
    Part { extension: "xlsx", name: "xl/worksheets/sheet1.xml", content: SHEET },
    Part { extension: "xlsx", name: "xl/styles.xml", content: STYLES },
    Part { extension: "pptx", name: "ppt/slides/slide1.xml", content: SLIDE },
];

/// Whole files: what is bent in them is the file as it lies on a disk.
pub(crate) fn files() -> Vec<Vec<u8>> {
    let packages = PARTS.iter().filter_map(|part| package(part, part.content.as_bytes()).ok());
    packages.chain([PAGE.as_bytes().to_vec(), paper()]).collect()
}

/// The package of a part, with this in its place.
pub(crate) fn package(part: &Part, content: &[u8]) -> ZipResult<Vec<u8>> {
    let relations = |list: &[(&str, &str)]| {
        let one = |(at, (kind, to)): (usize, &(&str, &str))| {
            format!("<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/{kind}\" Target=\"{to}\"/>", at + 1)
        };
        format!("<Relationships>{}</Relationships>", list.iter().enumerate().map(one).collect::<String>())
    };
    let (main, others): (&str, &[(&str, &str)]) = match part.extension {
        "docx" => ("word/document.xml", &[]),
        "xlsx" => (
            "xl/workbook.xml",
            &[("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")],
        ),
        _ => ("ppt/presentation.xml", &[("slide", "slides/slide1.xml")]),
    };
    let (folder, file) = main.split_once('/').unwrap_or(("", main));
    let mut members = vec![
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", main)])),
        (format!("{folder}/_rels/{file}.rels"), relations(others)),
        ("xl/workbook.xml".to_owned(), "<workbook xmlns:r=\"r\"><sheets><sheet name=\"計画\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>".to_owned()),
        ("xl/sharedStrings.xml".to_owned(), "<sst><si><t>令和5年度事業計画</t></si></sst>".to_owned()),
        ("ppt/presentation.xml".to_owned(), "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>".to_owned()),
    ];
    members.extend(PARTS.iter().map(|part| (part.name.to_owned(), part.content.to_owned())));
    members.retain(|(name, _)| name.starts_with("_rels") || name.starts_with(folder));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, own) in members {
        archive.start_file(name.as_str(), SimpleFileOptions::default())?;
        archive.write_all(if name == part.name { content } else { own.as_bytes() })?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A PDF of one page: 事業計画 and a ruled table, in a font that it does not carry.
fn paper() -> Vec<u8> {
    const CONTENT: &str = "BT /F1 12 Tf 60 780 Td <8e968bc68c7689e6> Tj ET\n60 760 m 300 760 l S\n60 740 m 300 740 l S\n60 720 m 300 720 l S\n\
60 760 m 60 720 l S\n180 760 m 180 720 l S\n300 760 m 300 720 l S\n\
BT /F1 10 Tf 64 746 Td <8e968bc6> Tj ET\nBT /F1 10 Tf 184 746 Td <9356> Tj ET\nBT /F1 10 Tf 64 726 Td <916b926b> Tj ET\n";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[4 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/Type0/BaseFont/MS-Mincho/Encoding/90ms-RKSJ-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
/BaseFont/MS-Mincho/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000>>]>>"
            .to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{CONTENT}\nendstream", CONTENT.len()),
    ];
    let body: String = (1..).zip(&objects).map(|(at, object)| format!("{at} 0 obj\n{object}\nendobj\n")).collect();
    format!("%PDF-1.4\n{body}trailer<</Size {}/Root 1 0 R>>\n%%EOF\n", objects.len() + 1).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurabe_read::read;

    #[test]
    fn what_is_begun_from_can_be_read() {
        let extensions = ["docx", "xlsx", "xlsx", "pptx", "html", "pdf"];
        for (file, extension) in files().iter().zip(extensions) {
            let text = read(file, Some(extension)).unwrap_or_else(|error| panic!("{extension}: {error}"));
            let all: String = text.lines.iter().map(|line| line.text.as_str()).collect();
            assert!(all.contains("事業計画"), "{extension}: {all}");
        }
    }
}
