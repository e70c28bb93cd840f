//! A 新旧対照表 as a Word document: A4 across, changed words underlined, the head of the table on every page.

use super::contrast::{Contrast, Paragraph, Row, Side};
use super::docx::{Way, packed, run};
use super::sheet::FormError;

/// The document, as the bytes of a DOCX file.
///
/// # Errors
///
/// Never in practice: writing to memory does not fail.
pub fn contrast_docx(contrast: &Contrast) -> Result<Vec<u8>, FormError> {
    packed(&document(contrast), Way::Across).map_err(|error| FormError::new("DOCX", &error))
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
    body
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
