//! A 新旧対照表 as a Word document: A4 across, changed words underlined, the head of the table on every page.
//!
//! The markup is written here by hand: the crate that writes such documents knows no repeated head rows.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use super::contrast::{Contrast, Paragraph, Row, Side};
use super::markup::escaped;
use super::sheet::FormError;

/// The document, as the bytes of a DOCX file.
///
/// # Errors
///
/// Never in practice: writing to memory does not fail.
pub fn contrast_docx(contrast: &Contrast) -> Result<Vec<u8>, FormError> {
    packed(contrast).map_err(|error| FormError::new("DOCX", &error))
}

fn packed(contrast: &Contrast) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed date: the same diff gives the same file.
    let options = SimpleFileOptions::default();
    let document = document(contrast);
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/footer1.xml", FOOTER),
        ("word/document.xml", &document),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Widths of the columns in twentieths of a point: A4 across within its margins.
const WIDTHS: [u32; 5] = [5700, 620, 5700, 620, 2500];

fn document(contrast: &Contrast) -> String {
    let mut body = format!(
        "<w:p><w:pPr><w:jc w:val=\"center\"/><w:spacing w:after=\"120\"/></w:pPr>{}</w:p>",
        run(contrast.title, "<w:b/><w:sz w:val=\"32\"/>")
    );
    for (side, plan) in [contrast.columns[0], contrast.columns[2]].iter().zip(&contrast.plans) {
        body.push_str(&format!("<w:p>{}</w:p>", run(&format!("{side}：{}", plan.replace('\n', "・")), "")));
    }
    for line in &contrast.summary {
        body.push_str(&format!("<w:p>{}</w:p>", run(line, "")));
    }
    body.push_str("<w:p/>");
    body.push_str(&table(contrast));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\"><w:body>{body}\
         <w:p/><w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"850\" w:right=\"850\" w:bottom=\"850\" w:left=\"850\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

fn table(contrast: &Contrast) -> String {
    let grid: String = WIDTHS.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let rows: String = contrast.rows.iter().map(row).collect();
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let edges: String = edges
        .iter()
        .map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"555555\"/>"))
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{}{rows}</w:tbl>",
        WIDTHS.iter().sum::<u32>(),
        head(contrast)
    )
}

/// The head, which Word repeats on every page.
fn head(contrast: &Contrast) -> String {
    let names = contrast.plans.each_ref().map(|plan| plan.lines().next().unwrap_or_default());
    let under = [names[0], "", names[1], "", ""];
    let cells: String = (0..5)
        .map(|at| {
            let mut text =
                format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}</w:p>", run(contrast.columns[at], "<w:b/>"));
            if !under[at].is_empty() {
                text.push_str(&format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}</w:p>", run(under[at], "")));
            }
            cell(at, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8ECF0\"/><w:vAlign w:val=\"center\"/>", &text)
        })
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>")
}

fn row(row: &Row) -> String {
    let dress = if row.section { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F6F7F9\"/>" } else { "" };
    let mut cells = String::new();
    for (side, at) in row.sides.iter().zip([0, 2]) {
        cells.push_str(&cell(at, dress, &text(side, row.section)));
        let lines: String = side.lines.lines().map(|line| plain(line, "right")).collect();
        cells.push_str(&cell(at + 1, dress, &lines));
    }
    let remarks: String = row.remarks.iter().map(|remark| plain(remark, "left")).collect();
    cells.push_str(&cell(4, dress, &remarks));
    // A row that must not break moves to the next page; one longer than a good part of a page leaves that part empty.
    let keep = if letters(row) > MOST_UNBROKEN { "" } else { "<w:trPr><w:cantSplit/></w:trPr>" };
    format!("<w:tr>{keep}{cells}</w:tr>")
}

/// So many letters of one side make a row that may break over pages.
const MOST_UNBROKEN: usize = 300;

/// The letters of the longer side of a row.
fn letters(row: &Row) -> usize {
    let of = |side: &Side| {
        let paragraph =
            |paragraph: &Paragraph| 20 + paragraph.runs.iter().map(|run| run.0.chars().count()).sum::<usize>();
        side.paragraphs.iter().map(paragraph).sum()
    };
    row.sides.iter().map(of).max().unwrap_or(0)
}

/// A cell; one without any paragraph would be no cell.
fn cell(column: usize, dress: &str, paragraphs: &str) -> String {
    let paragraphs = if paragraphs.is_empty() { "<w:p/>" } else { paragraphs };
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{dress}</w:tcPr>{paragraphs}</w:tc>", WIDTHS[column])
}

fn plain(text: &str, side: &str) -> String {
    format!("<w:p><w:pPr><w:jc w:val=\"{side}\"/></w:pPr>{}</w:p>", run(text, ""))
}

fn text(side: &Side, section: bool) -> String {
    let paragraph = |paragraph: &Paragraph| {
        let indent = paragraph.depth * 160 + if paragraph.title { 0 } else { 160 };
        let bold = if section && paragraph.title { "<w:b/>" } else { "" };
        let runs: String = paragraph
            .runs
            .iter()
            .map(|(text, marked)| run(text, &format!("{bold}{}", if *marked { "<w:u w:val=\"single\"/>" } else { "" })))
            .collect();
        format!("<w:p><w:pPr><w:ind w:left=\"{indent}\"/></w:pPr>{runs}</w:p>")
    };
    side.paragraphs.iter().map(paragraph).collect()
}

fn run(text: &str, dress: &str) -> String {
    let dress = if dress.is_empty() { String::new() } else { format!("<w:rPr>{dress}</w:rPr>") };
    format!("<w:r>{dress}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

/// 游ゴシック stands on every Japanese Word; where it does not, Word takes another.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Yu Gothic" w:hAnsi="Yu Gothic" w:eastAsia="Yu Gothic"/><w:sz w:val="18"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="atLeast"/></w:pPr></w:style></w:styles>"#;

const FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"#;
