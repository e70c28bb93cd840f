//! Word, Excel, PowerPoint and saved pages: read as a person reads them, refused where they are no documents, and
//! never a panic.

use std::path::Path;

use kurabe_extract::extract::extract;
use kurabe_model::plan::Facts;
use kurabe_model::{Flag, NodeKind, NoticeKind, Plan};
use kurabe_read::{Content, ReadError, Text, read};

use crate::kit::{own_script, plan_texts, ran};
use crate::office_kit::{docx, lines, members, package, pptx, xlsx};

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph of a list.
fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn level(at: u32, way: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{way}\"/>{more}<w:suff w:val=\"space\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn numbering() -> String {
    let levels = [
        level(0, "decimalFullWidth", "第%1章", "<w:pStyle w:val=\"1\"/>"),
        level(1, "decimal", "%1-%2", "<w:isLgl/>"),
        level(2, "decimalEnclosedCircle", "%3", ""),
        level(3, "aiueoFullWidth", "（%4）", ""),
    ];
    format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"2\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>",
        levels.concat(),
        level(0, "bullet", "\u{f06c}", "<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr>"),
    )
}

const STYLES: &str = "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>
    <w:style w:type=\"paragraph\" w:styleId=\"5\"><w:name w:val=\"toc 1\"/></w:style>";

fn styled(style: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn numbers_that_word_computes() {
    let body = [
        styled("1", "経営支援"),
        item(1, 1, "窓口"),
        item(1, 2, "相談"),
        item(1, 2, "巡回"),
        item(1, 3, "夜間"),
        item(1, 1, "創業"),
        item(1, 2, "創業塾"),
        styled("1", "地域振興"),
        item(1, 1, "観光"),
        item(3, 2, "祭り"),
        item(2, 0, "花火大会"),
        p("以上"),
    ]
    .concat();
    assert_eq!(
        lines(&docx(&body, [STYLES, &numbering(), ""]), "docx"),
        [
            "# 第１章 経営支援",
            "1-1 窓口",
            "① 相談",
            "② 巡回",
            "（ア） 夜間",
            "1-2 創業",
            "① 創業塾",
            "# 第２章 地域振興",
            "2-1 観光",
            "⑤ 祭り",
            "● 花火大会",
            "以上"
        ]
    );
}

#[test]
fn changes_fields_notes_and_boxes() {
    let body = "<w:p><w:r><w:t>会員</w:t></w:r><w:ins><w:r><w:t>企業</w:t></w:r></w:ins><w:del><w:r><w:delText>事業所</w:delText></w:r></w:del>
        <w:moveFrom><w:r><w:t>移動</w:t></w:r></w:moveFrom><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>
        <w:r><w:t>社</w:t><w:noBreakHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F06E\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r>
        <w:r><w:ruby><w:rt><w:r><w:t>かんこう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>観光</w:t></w:r></w:rubyBase></w:ruby></w:r>
        <w:r><w:footnoteReference w:id=\"2\"/></w:r>
        <w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>囲みの中</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>
        <mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>囲みの中</w:t></w:r></w:p></w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前と</w:t></w:r></w:p><w:p><w:r><w:t>後</w:t><w:br/><w:t>次の行</w:t></w:r></w:p>
        <w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>枠の中</w:t></w:r></w:p></w:sdtContent></w:sdt>
        <w:p><w:pPr><w:pStyle w:val=\"5\"/></w:pPr><w:r><w:t>はじめに</w:t><w:tab/><w:t>1</w:t></w:r></w:p>
        <w:p><w:r><w:br w:type=\"page\"/><w:t>二頁</w:t></w:r></w:p>";
    let notes = "<w:footnote w:id=\"0\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t>令和4年度末</w:t></w:r></w:p></w:footnote>";
    let bytes = docx(body, [STYLES, "", notes]);
    assert_eq!(
        lines(&bytes, "docx"),
        ["会員企業12社-■観光", "囲みの中", "（注）令和4年度末", "前と後", "次の行", "枠の中", "はじめに……………1", "二頁"]
    );
    let pages: Vec<_> = read(&bytes, Some("docx")).unwrap().lines.iter().map(|line| line.page).collect();
    assert_eq!((pages.first(), pages.last()), (Some(&Some(1)), Some(&Some(2))));
}

fn run(inside: &str) -> String {
    format!("<w:r>{inside}</w:r>")
}

fn mark(of: &str) -> String {
    run(&format!("<w:fldChar w:fldCharType=\"{of}\"/>"))
}

/// A field as Word keeps it: its instruction in pieces, and its result if it has one.
fn field(pieces: &[&str], result: &str) -> String {
    let instruction: String =
        pieces.iter().map(|piece| run(&format!("<w:instrText xml:space=\"preserve\">{piece}</w:instrText>"))).collect();
    let result = if result.is_empty() { String::new() } else { mark("separate") + result };
    mark("begin") + &instruction + &result + &mark("end")
}

/// 囲い文字 as Word stores it (findings/enclosed-marks-of-word-vanish.sh): the field EQ, mostly without a result. A letter
/// that has no character in a circle stands in brackets, as a careful typist writes it, and marks its item.
#[test]
fn letters_in_circles() {
    let words = |text: &str| run(&format!("<w:t>{text}</w:t>"));
    let p = |inside: &[String]| format!("<w:p>{}</w:p>", inside.concat());
    let bare = field(&[" eq \\o\\ac(", "○", ",", "新", ")"], "");
    let stored = field(&[" EQ \\o\\ac(○,継続)"], &words("継続"));
    let simple = "<w:fldSimple w:instr=\" eq \\o\\ac(○,印) \"><w:r><w:t>印</w:t></w:r></w:fldSimple>".to_owned();
    let nested = field(&["eq \\o\\ac(○,", "", ")"], "");
    let page = mark("begin") + &run("<w:instrText>eq \\o\\ac(○,</w:instrText>") + &field(&["PAGE"], &words("3"));
    let page = page + &run("<w:instrText>)</w:instrText>") + &mark("end");
    let body = [
        p(&[words("令和７年度事業計画")]),
        p(&[words("１．経営支援")]),
        p(&[words("（１）"), bare.clone(), words("創業塾の開催")]),
        p(&[words("（２）"), stored, words("事業承継の支援")]),
        p(&[words("（３）窓口相談")]),
        p(&[words("会長"), simple, nested, page]),
    ]
    .concat();
    let bytes = docx(&body, ["", "", ""]);
    assert_eq!(
        lines(&bytes, "docx"),
        [
            "令和７年度事業計画",
            "１．経営支援",
            "（１）（新）創業塾の開催",
            "（２）（継続）事業承継の支援",
            "（３）窓口相談",
            "会長㊞○③"
        ]
    );
    let plan = extract(&read(&bytes, Some("docx")).unwrap(), &Facts::default());
    let flags = |title: &str| plan.nodes.iter().find(|node| node.title == title).unwrap().flags;
    assert!(flags("創業塾の開催").contains(Flag::New));
    assert!(flags("事業承継の支援").contains(Flag::Continued));
    assert_eq!(flags("窓口相談").bits(), 0);
}

#[test]
fn tables_of_word() {
    let cell = |settings: &str, text: &str| format!("<w:tc><w:tcPr>{settings}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let grid = "<w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>";
    let table = [
        row(&[cell("", "区分"), cell("", "事業名"), cell("", "内容")]),
        row(&[cell("<w:vMerge w:val=\"restart\"/>", "経営"), cell("", "創業塾"), cell("", "年2回")]),
        row(&[cell("<w:vMerge/>", ""), cell("", "相談|窓口"), format!("<w:tc>{}{}</w:tc>", p("毎月"), p("夜間も"))]),
        row(&[cell("<w:gridSpan w:val=\"2\"/>", "合計"), cell("", "3件")]),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell("", "消えた行")),
    ];
    let framed = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p("枠の題"), p("枠の文"));
    let body = format!("<w:tbl>{grid}{}</w:tbl>{framed}", table.concat());
    assert_eq!(
        lines(&docx(&body, ["", "", ""]), "docx"),
        [
            "| 区分 | 事業名 | 内容 |",
            "| 経営 | 創業塾 | 年2回 |",
            "|  | 相談&#124;窓口 | 毎月<br>夜間も |",
            "| 合計 |  | 3件 |",
            "枠の題",
            "枠の文"
        ]
    );
}

const SHEET: &str = "<cols><col min=\"5\" max=\"5\" hidden=\"1\"/></cols><sheetData>
    <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>みなと商工会議所</t></is></c></row>
    <row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c><c r=\"B4\" t=\"s\"><v>2</v></c><c r=\"D4\" t=\"s\"><v>3</v></c></row>
    <row r=\"5\"><c r=\"A5\" t=\"s\"><v>4</v></c><c r=\"B5\" t=\"str\"><v>創業塾</v></c><c r=\"C5\"><v/></c><c r=\"D5\" s=\"1\"><v>1200</v></c><c r=\"E5\"><v>9</v></c></row>
    <row r=\"6\"><c r=\"B6\" t=\"str\"><v>相談</v></c><c r=\"D6\" s=\"2\"><v>0.5</v></c></row>
    <row r=\"7\"><c r=\"B7\" t=\"str\"><v>交流会</v></c><c r=\"D7\" s=\"3\"><v>45017</v></c></row>
    <row r=\"8\" hidden=\"1\"><c r=\"B8\" t=\"str\"><v>隠れた行</v></c></row><row r=\"9\"><c r=\"A9\" t=\"str\"><v>※見込み</v></c></row></sheetData>
    <mergeCells><mergeCell ref=\"A5:A7\"/><mergeCell ref=\"B4:C4\"/><mergeCell ref=\"B5:C5\"/></mergeCells>";
const TEXTS: &str = "<si><t>令和5年度</t><r><t>事業計画</t></r><rPh><t>ジギョウ</t></rPh></si><si><t>区分</t></si><si><t>事業名</t></si><si><t>予算</t></si><si><t>経\n営</t></si>";
const FORMATS: &str = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"#,##0&quot;円&quot;\"/><numFmt numFmtId=\"171\" formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"9\"/><xf numFmtId=\"171\"/></cellXfs>";

#[test]
fn sheets_of_excel() {
    let second = "<sheetData><row><c t=\"str\"><v>１．</v></c><c t=\"str\"><v>観光</v></c></row><row><c t=\"str\"><v>（１）</v></c><c t=\"str\"><v>祭り</v></c></row></sheetData>";
    let book = xlsx(
        TEXTS,
        FORMATS,
        &[("令和5年度", "visible", SHEET), ("控え", "hidden", SHEET), ("地域", "visible", second)],
    );
    assert_eq!(
        lines(&book, "xlsx"),
        [
            "令和5年度事業計画",
            "みなと商工会議所",
            "| 区分 | 事業名 | 予算 |",
            "| 経営 | 創業塾 | 1,200円 |",
            "|  | 相談 | 50% |",
            "|  | 交流会 | 令和5年4月1日 |",
            "※見込み",
            "# 地域",
            "１． 観光",
            "（１） 祭り"
        ]
    );
    let text = read(&book, Some("xlsx")).unwrap();
    let hidden = NoticeKind::Hidden { sheets: vec!["控え".to_owned()], rows: 1, columns: 1 };
    assert_eq!(text.notices[0].kind, hidden);
    assert_eq!(text.lines.last().unwrap().page, Some(2));
}

fn shape(kind: &str, paragraphs: &str) -> String {
    format!("<p:sp><p:nvSpPr><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>")
}

fn slides() -> Vec<u8> {
    let a = |settings: &str, text: &str| format!("<a:p><a:pPr {settings}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>");
    let list =
        a("><a:buAutoNum type=\"circleNumDbPlain\"/>", "創業塾") + &a("lvl=\"1\"><a:buChar char=\"•\"/>", "年2回");
    let table = "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>区分</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>内容</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
    let first = shape("", &list) + &shape("<p:ph type=\"title\"/>", &a(">", "経営支援"));
    pptx(&[&first, &(table.to_owned() + &shape("<p:ph type=\"sldNum\"/>", &a(">", "2")))])
}

#[test]
fn slides_of_powerpoint() {
    assert_eq!(lines(&slides(), "pptx"), ["# 経営支援", "① 創業塾", "\u{3000}• 年2回", "| 区分 | 内容 |"]);
}

#[test]
fn an_office_file_is_known_by_its_bytes() {
    let bytes = docx(&p("観光"), ["", "", ""]);
    for extension in ["docx", "txt", "xlsx", "html", "doc"] {
        assert_eq!(lines(&bytes, extension), ["観光"], "{extension}");
    }
}

#[test]
fn what_is_refused() {
    let says = |bytes: &[u8], extension: &str| read(bytes, Some(extension)).unwrap_err();
    assert_eq!(says(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "docx"), ReadError::OldOffice);
    assert_eq!(says(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "doc"), ReadError::OldOffice);
    let rtf = ReadError::Mismatch { extension: "docx".into(), content: Content::Rtf };
    assert_eq!(says(b"{\\rtf1\\ansi", "docx"), rtf);
    let whole = docx(&p("観光"), ["", "", ""]);
    assert_eq!(says(&whole[..whole.len() / 2], "docx"), ReadError::Broken);
    assert_eq!(says(&docx("", ["", "", ""]), "docx"), ReadError::Empty);
    assert_eq!(says(&package(&[("a.txt".into(), b"x".to_vec())]), "docx"), ReadError::Broken);
    assert_eq!(says("<html><body><script>x</script></body></html>".as_bytes(), "html"), ReadError::Empty);
    assert_eq!(says(b"%PDF-1.4 nothing", "html"), says(b"%PDF-1.4 nothing", "pdf"));
}

#[test]
fn bombs_are_refused() {
    let bomb = |document: Vec<u8>| read(&package(&[("word/document.xml".into(), document)]), Some("docx")).unwrap_err();
    let large = [b"<w:document><w:body><w:p><w:r><w:t>".to_vec(), vec![b'a'; 65 << 20]].concat();
    assert_eq!(bomb(large), ReadError::Bursting);
    let entities = "<!DOCTYPE w [<!ENTITY a \"aaaa\">]><w:document><w:body>&a;</w:body></w:document>";
    assert_eq!(bomb(entities.into()), ReadError::Bursting);
    let nested = "<w:tbl><w:tr><w:tc>".repeat(2000) + &"</w:tc></w:tr></w:tbl>".repeat(2000);
    assert_eq!(bomb(format!("<w:document><w:body>{nested}</w:body></w:document>").into()), ReadError::Bursting);
    let many = "<w:p/>".repeat(2_100_000);
    assert_eq!(bomb(format!("<w:document><w:body>{many}</w:body></w:document>").into()), ReadError::Bursting);
}

#[test]
fn small_files_do_not_grow_without_end() {
    let long = format!("<si><t>{}</t></si>", "計画".repeat(200_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let book = xlsx(&long, "", &[("計画", "visible", &format!("<sheetData><row>{cells}</row></sheetData>"))]);
    assert_eq!(read(&book, Some("xlsx")).unwrap_err(), ReadError::Bursting);
    let wide = level(0, "decimal", &"計".repeat(200_000), "");
    let lists = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{wide}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    let text = read(&docx(&item(1, 0, "観光").repeat(300), ["", &lists, ""]), Some("docx")).unwrap();
    assert!(text.lines.iter().all(|line| line.text.len() < 200));
    let table = "<table border=1>".to_owned() + &"<tr><td>観<td colspan=999999999 rowspan=999999999>光".repeat(20_000);
    let text = read(table.as_bytes(), Some("html")).unwrap();
    assert!(text.lines.iter().all(|line| line.text.len() < 500));
    let merged: String = (1..19_000).map(|row| format!("<mergeCell ref=\"A{row}:XFD1048576\"/>")).collect();
    let rows = "<row><c t=\"str\"><v>観光</v></c></row>".repeat(20_000);
    let sheet = format!("<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>");
    assert!(read(&xlsx("", "", &[("計画", "visible", &sheet)]), Some("xlsx")).is_ok());
}

#[test]
fn tables_in_tables_as_deep_as_is_read() {
    let deep = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>".repeat(80) + &p("底") + &"</w:tc></w:tr></w:tbl>".repeat(80);
    assert_eq!(lines(&docx(&deep, ["", "", ""]), "docx"), ["|  | 底 |"]);
    let page = "<table border=1><tr><th>題<td>".repeat(3_000) + "底";
    assert!(lines(page.as_bytes(), "html").concat().contains('底'));
}

/// Titles of the items of a plan, in document order.
fn items(text: &Text) -> Vec<String> {
    let plan: Plan = extract(text, &Facts::default());
    let items = plan.nodes.iter().filter(|node| node.kind != NodeKind::Section);
    items.map(|node| node.title.chars().filter(|letter| letter.is_alphanumeric()).collect()).collect()
}

/// F1 of two lists of items.
fn agreement(a: &[String], b: &[String]) -> f64 {
    let mut left: Vec<&String> = b.iter().collect();
    let mut met = 0;
    for item in a {
        if let Some(at) = left.iter().position(|other| *other == item) {
            left.swap_remove(at);
            met += 1;
        }
    }
    2.0 * f64::from(met) / (a.len() + b.len()).max(1) as f64
}

/// The characters of a text, tables' bars and tags left out, sorted: what is lost or added shows, whatever its place.
fn letters(text: &Text) -> Vec<char> {
    let plain = |line: &str| {
        let line = line
            .replace("<br>", "")
            .replace("&#124;", "")
            .replace("&#xFF5C;", "")
            .replace("&lt;", "<")
            .replace("&amp;", "&");
        line.replace("<p>", "").replace("</p>", "")
    };
    let rule = |line: &str| line.chars().all(|letter| "-|: ".contains(letter));
    let mut letters: Vec<char> = text
        .lines
        .iter()
        .filter(|line| !rule(&line.text))
        .flat_map(|line| plain(&line.text).chars().collect::<Vec<char>>())
        .filter(|letter| !letter.is_whitespace() && !"|｜-".contains(*letter))
        .collect();
    letters.sort_unstable();
    letters
}

#[test]
fn a_plan_says_the_same_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let kinds = ["docx", "html", "sjis"];
    for plan in plan_texts() {
        let source = read(&std::fs::read(&plan).unwrap(), Some("txt")).unwrap();
        let Some(mut make) = own_script("make_office.py") else { return };
        let made = ran(make.arg(&plan).arg(folder.path()).args(kinds)).done().out;
        assert_eq!(made.lines().count(), kinds.len(), "{made}");
        for path in made.lines() {
            let end = Path::new(path).extension().map(|end| end.to_string_lossy().into_owned());
            let text = read(&std::fs::read(path).unwrap(), end.as_deref()).unwrap();
            let agree = agreement(&items(&source), &items(&text));
            assert!(agree >= 0.97, "{path}: items {agree:.3}");
            let (before, after) = (letters(&source), letters(&text));
            let lost = difference(&before, &after) + difference(&after, &before);
            assert!(lost * 200 <= before.len(), "{path}: {lost} of {} characters", before.len());
        }
    }
}

/// Characters of a sorted list that another does not have.
fn difference(a: &[char], b: &[char]) -> usize {
    let mut at = 0;
    let mut lost = 0;
    for letter in a {
        while b.get(at).is_some_and(|other| other < letter) {
            at += 1;
        }
        if b.get(at) == Some(letter) { at += 1 } else { lost += 1 }
    }
    lost
}

const PAGE: &str = "<html><head><meta charset=utf-8><title>計画｜みなと商工会</title></head><body><div id=header>頭</div><h1>令和5年度事業計画</h1>
    <ul><li>窓口<ol start=3 type=a><li value=4>創業</ol></ul><table border><caption>表</caption><tr><th rowspan=2>区分<th colspan=2>事業名<tr><td>観光<td>祭り&amp;花火</table>
    <table><tr><td><a href=x>会</a><td><dl><dt>時期<dd>4月</dl><pre>  あ
    い</pre></table><p style='display:none'>隠し<p>本文<br><b>太<p>字</b></body></html>";

/// Pseudo-random numbers that are the same everywhere (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % most.max(1)
    }

    /// Damages bytes in a few places: changed, cut out, doubled, or with a piece of markup put in.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        const PIECES: [&str; 16] = [
            "<w:tbl>",
            "</w:p>",
            "<table>",
            "<td colspan=99999 rowspan=-1>",
            "<w:gridSpan w:val=\"4000000000\"/>",
            "&#x10FFFF;",
            "\u{0}",
            "9999999999",
            "-1",
            "<![CDATA[",
            "]]>",
            "<!--",
            "\u{feff}",
            "</",
            "\"",
            "%1%2%9",
        ];
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let to = (at + self.below(40)).min(bytes.len());
            match self.below(5) {
                0 if at < bytes.len() => bytes[at] = self.below(256) as u8,
                1 => drop(bytes.drain(at..to)),
                2 => {
                    let copy = bytes[at..to].to_vec();
                    bytes.splice(at..at, copy.repeat(1 + self.below(30)));
                }
                3 => drop(bytes.splice(at..to, PIECES[self.below(PIECES.len())].bytes())),
                _ => bytes.truncate(bytes.len() - self.below(bytes.len() / 20 + 1)),
            }
        }
    }
}

/// Reads bytes to the end: whatever they are, there is an answer.
fn survive(bytes: &[u8], extension: &str) {
    if let Ok(text) = read(bytes, Some(extension)) {
        assert!(text.lines.iter().enumerate().all(|(at, line)| line.number as usize == at + 1));
        drop(extract(&text, &Facts::default()));
    }
}

/// `KURABE_FUZZ` says how many documents of each kind are tried, `KURABE_SEED` which.
#[test]
fn damaged_documents_never_panic() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let rounds = number("KURABE_FUZZ").unwrap_or(300);
    let mut chance = Chance(number("KURABE_SEED").unwrap_or(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let body = [styled("1", "計画"), item(1, 1, "窓口"), item(2, 0, "相談"), p("本文")].concat()
        + "<w:tbl><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>祭り</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let samples = [
        (docx(&body, [STYLES, &numbering(), ""]), "docx"),
        (xlsx(TEXTS, FORMATS, &[("計画", "visible", SHEET)]), "xlsx"),
        (slides(), "pptx"),
    ];
    for _ in 0..rounds {
        for (whole, extension) in &samples {
            let mut bytes = whole.clone();
            chance.damage(&mut bytes);
            survive(&bytes, extension);
            let mut parts = members(whole);
            let at = chance.below(parts.len());
            chance.damage(&mut parts[at].1);
            survive(&package(&parts), extension);
        }
        let mut bytes = PAGE.as_bytes().to_vec();
        chance.damage(&mut bytes);
        survive(&bytes, "html");
        let noise: Vec<u8> = (0..chance.below(400)).map(|_| chance.below(256) as u8).collect();
        for extension in ["docx", "xlsx", "pptx", "html"] {
            survive(&noise, extension);
        }
    }
}
