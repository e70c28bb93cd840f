//! Cells of a workbook as Excel in Japan shows them.

use crate::package::{lines, package};

/// A workbook of one sheet: the codes of its formats and the cells of column A, each with the number of its format.
struct Book<'a> {
    settings: &'a str,
    formats: &'a [(&'a str, &'a str)],
    /// Formats that are named by number alone, after the others.
    built_in: &'a [u32],
    shared: &'a str,
}

impl Book<'_> {
    fn shows(&self, cells: &[&str]) -> Vec<String> {
        let formats: String = (164..)
            .zip(self.formats)
            .map(|(id, (code, newer))| {
                let newer = if newer.is_empty() { String::new() } else { format!(" x16r2:formatCode16=\"{newer}\"") };
                format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"{newer}/>")
            })
            .collect();
        let own = (164..).zip(self.formats).map(|(id, _)| id);
        let styles: String =
            own.chain(self.built_in.iter().copied()).map(|id| format!("<xf numFmtId=\"{id}\"/>")).collect();
        let rows: String = cells.iter().map(|cell| format!("<row>{cell}</row>")).collect();
        let book = package(
            "xl",
            &[
                (
                    "officeDocument",
                    "workbook.xml",
                    format!(
                        "<workbook xmlns:r=\"r\">{}<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
                        self.settings
                    ),
                ),
                ("worksheet", "worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
                ("sharedStrings", "sharedStrings.xml", format!("<sst>{}</sst>", self.shared)),
                (
                    "styles",
                    "styles.xml",
                    format!(
                        "<styleSheet xmlns:x16r2=\"x16r2\"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
                    ),
                ),
            ],
        );
        lines(&book, "xlsx")
    }
}

const PLAIN: Book = Book { settings: "", formats: &[], built_in: &[], shared: "" };

/// Excel writes `[$]ggge…` as the code and the true one, with 元年, as `formatCode16` beside it (learn.microsoft.com,
/// MS-XLSX 2.6.203 is the attribute; docs/japanese-documents.md has what Excel shows).
#[test]
fn first_years_as_excel_writes_them() {
    let gannen = "[$-ja-JP-x-gannen]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@";
    let book = Book { formats: &[("[$]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", gannen)], ..PLAIN };
    assert_eq!(
        book.shows(&["<c s=\"1\"><v>43586</v></c>", "<c s=\"1\"><v>43831</v></c>"]),
        ["令和元年5月1日", "令和2年1月1日"]
    );
}

/// ECMA-376 Part 1, 18.4.6: `rPh` is how the text is read aloud, whichever way the text is stored.
#[test]
fn readings_never_join_the_text() {
    let reading = "<rPh sb=\"0\" eb=\"2\"><t>ジギョウ</t></rPh><phoneticPr fontId=\"1\"/>";
    let shared = format!("<si><t>事業計画</t>{reading}</si><si><r><t>事業</t></r><r><t>報告</t></r>{reading}</si>");
    let inline = format!("<c t=\"inlineStr\"><is><t>事業予算</t>{reading}</is></c>");
    let pieces = format!("<c t=\"inlineStr\"><is><r><t>事業</t></r><r><t>区分</t></r>{reading}</is></c>");
    let book = Book { shared: &shared, ..PLAIN };
    assert_eq!(
        book.shows(&["<c t=\"s\"><v>0</v></c>", "<c t=\"s\"><v>1</v></c>", &inline, &pieces]),
        ["事業計画", "事業報告", "事業予算", "事業区分"]
    );
}

/// ECMA-376 Part 1, 18.8.30: 20 is the time of day everywhere, 32 the one of Japanese Excel; the codes stand in no file.
#[test]
fn formats_named_by_number_alone() {
    let book = Book { formats: &[("[DBNum1][$-411]ggge&quot;年&quot;", "")], built_in: &[20, 32], ..PLAIN };
    let cells = ["1", "2", "3"].map(|style| format!("<c s=\"{style}\"><v>45748.5625</v></c>"));
    assert_eq!(book.shows(&cells.each_ref().map(String::as_str)), ["令和七年", "13:30", "13時30分"]);
}

/// ECMA-376 Part 1, 18.17.4.1: days from 1904 on, where a book says so; there a time may lie before the beginning.
#[test]
fn days_from_1904() {
    let formats = [
        ("[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;(aaa)", ""),
        ("[h]:mm", ""),
        ("[mm]:ss", ""),
        ("h:mm", ""),
    ];
    let book = Book { settings: "<workbookPr date1904=\"1\"/>", formats: &formats, ..PLAIN };
    assert_eq!(
        book.shows(&[
            "<c s=\"1\"><v>44286</v></c>",
            "<c s=\"2\"><v>1.5</v></c>",
            "<c s=\"2\"><v>-0.0625</v></c>",
            "<c s=\"3\"><v>0.0625</v></c>",
            "<c s=\"4\"><v>44286.5625</v></c>"
        ]),
        ["令和7年4月1日(火)", "36:00", "-1:30", "90:00", "13:30"]
    );
}

/// ECMA-376 Part 1, 18.8.31 (the section for words) and 18.18.11 (`d`: a date as ISO 8601 writes it).
#[test]
fn words_and_dates_in_formats() {
    let formats = [
        ("@&quot;商工会議所&quot;", ""),
        ("m&quot;月&quot;d&quot;日&quot;", ""),
        ("0000!/00!/00", ""),
        ("[DBNum2][$-411]General&quot;円&quot;", ""),
        ("yyyy/m/d", ""),
    ];
    let book = Book { formats: &formats, shared: "<si><t>みさき</t></si>", ..PLAIN };
    assert_eq!(
        book.shows(&[
            "<c s=\"1\" t=\"s\"><v>0</v></c>",
            "<c s=\"2\" t=\"d\"><v>2025-04-01T00:00:00</v></c>",
            "<c t=\"d\"><v>2025-04-01</v></c>",
            "<c s=\"3\"><v>20250401</v></c>",
            "<c s=\"4\"><v>12345</v></c>",
            "<c s=\"5\" t=\"d\"><v>1900-01-15</v></c>",
            "<c s=\"5\" t=\"d\"><v>2025-04-31</v></c>"
        ]),
        ["みさき商工会議所", "4月1日", "2025-04-01", "2025/04/01", "壱萬弐阡参百四拾伍円", "1900/1/15", "2025-04-31"]
    );
}
