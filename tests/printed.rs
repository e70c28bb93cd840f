//! What Word and Excel print in Japan is what is read, though neither writes it into the file: numbers of lists, letters
//! in circles, dates and figures in kanji. Each right value names where it comes from.

use kurabe_extract::extract::extract;
use kurabe_model::Flag;
use kurabe_model::plan::Facts;
use kurabe_read::read;

use crate::office_kit::{docx, xlsx};

fn lines(bytes: &[u8], extension: &str) -> Vec<String> {
    let text = read(bytes, Some(extension)).unwrap();
    text.lines.into_iter().map(|line| line.text).filter(|line| !line.is_empty()).collect()
}

/// Lists of one paragraph each, counted from a number in a format.
fn counted(lists: &[(&str, u32)]) -> Vec<String> {
    let mut numbering = String::new();
    let mut body = String::new();
    for (at, (format, start)) in lists.iter().enumerate() {
        let format =
            if format.starts_with('<') { (*format).to_owned() } else { format!("<w:numFmt w:val=\"{format}\"/>") };
        numbering.push_str(&format!(
            "<w:abstractNum w:abstractNumId=\"{at}\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{start}\"/>{format}<w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>"
        ));
        body.push_str(&format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{}\"/></w:numPr></w:pPr><w:r><w:t>祭り</w:t></w:r></w:p>",
            at + 1
        ));
    }
    let nums: String = (0..lists.len())
        .map(|at| format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{at}\"/></w:num>", at + 1))
        .collect();
    lines(&docx(&body, ["", &(numbering + &nums), ""]), "docx")
}

/// MS-OI29500 2.1.540 for ㈡, MS-DOCX 2.4 for ｱ, ECMA-376 Part 1, 17.18.59 for 壱拾壱; the circles after ⑳ as
/// catenaryoffice.com/entry/2025/10/20/220000 tried them with Word; 11 after 癸 and 百一 as Word 16.112 rendered them for
/// github.com/docling-project/docling/pull/4336; 甲子 as OfficeCLI saw it.
#[test]
fn numbers_that_word_prints() {
    let lists = [
        ("japaneseLegal", 11),
        ("japaneseLegal", 100),
        ("decimalEnclosedCircle", 20),
        ("decimalEnclosedCircle", 21),
        ("ideographEnclosedCircle", 2),
        ("aiueo", 1),
        ("irohaFullWidth", 2),
        ("ideographTraditional", 10),
        ("ideographTraditional", 11),
        ("ideographZodiacTraditional", 1),
        ("japaneseCounting", 101),
        ("chineseCountingThousand", 12),
        ("cardinalText", 3),
    ];
    assert_eq!(
        counted(&lists),
        [
            "壱拾壱、 祭り",
            "壱百、 祭り",
            "⑳、 祭り",
            "21、 祭り",
            "㈡、 祭り",
            "ｱ、 祭り",
            "ロ、 祭り",
            "癸、 祭り",
            "11、 祭り",
            "甲子、 祭り",
            "百一、 祭り",
            "十二、 祭り",
            "Three、 祭り"
        ]
    );
}

/// MS-DOCX 2.4: a custom format is named by how it begins, and a plain one stands beside it for old programs.
#[test]
fn formats_that_old_programs_do_not_know() {
    let custom =
        "<mc:AlternateContent><mc:Choice><w:numFmt w:val=\"custom\" w:format=\"001, 002, 003, ...\"/></mc:Choice>
        <mc:Fallback><w:numFmt w:val=\"decimal\"/></mc:Fallback></mc:AlternateContent>";
    let unknown = custom.replace("001, 002, 003", "あ, い, う");
    assert_eq!(counted(&[(custom, 7), (&unknown, 7)]), ["007、 祭り", "7、 祭り"]);
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

/// Excel writes a code without 元年 for old programs and the true one beside it (x16r2:formatCode16); what the codes show
/// is what Excel for Mac 16.113 printed for github.com/aiseed-dev/ja-office-fixes. Times: ECMA-376 Part 1, 18.8.31, and
/// 18.8.30 for 32, which a workbook of Japanese Excel names by number alone.
#[test]
fn figures_that_excel_shows() {
    let formats = "<numFmts><numFmt numFmtId=\"176\" formatCode=\"[$]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\" x16r2:formatCode16=\"[$-ja-JP-x-gannen]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>
        <numFmt numFmtId=\"177\" formatCode=\"[DBNum1][$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/><numFmt numFmtId=\"178\" formatCode=\"[DBNum2][$-411]General\"/>
        <numFmt numFmtId=\"179\" formatCode=\"[DBNum3][$-411]0\"/><numFmt numFmtId=\"180\" formatCode=\"[h]:mm\"/></numFmts>
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/><xf numFmtId=\"178\"/><xf numFmtId=\"179\"/><xf numFmtId=\"20\"/><xf numFmtId=\"180\"/><xf numFmtId=\"32\"/></cellXfs>";
    let cells =
        [(1, "43586"), (2, "45748"), (3, "12345"), (4, "12345"), (5, "45748.5625"), (6, "1.5"), (7, "45748.5625")];
    let rows: String =
        cells.iter().map(|(style, value)| format!("<row><c s=\"{style}\"><v>{value}</v></c></row>")).collect();
    let book = xlsx("", formats, &[("計画", "visible", &format!("<sheetData>{rows}</sheetData>"))]);
    assert_eq!(
        lines(&book, "xlsx"),
        ["令和元年5月1日", "令和七年四月一日", "壱萬弐阡参百四拾伍", "１２３４５", "13:30", "36:00", "13時30分"]
    );
}

/// A filtered list prints what the filter lets through (ECMA-376 Part 1, 18.3.1.73, hidden), and the reading of a word
/// (18.4.3, rPh) is never printed among its letters.
#[test]
fn what_a_sheet_prints() {
    let word = |text: &str, reading: &str| {
        format!("<is><r><t>{text}</t></r><rPh sb=\"0\" eb=\"2\"><t>{reading}</t></rPh><phoneticPr fontId=\"1\"/></is>")
    };
    let cell = |inside: &str| format!("<c t=\"inlineStr\">{inside}</c>");
    let row = |hidden: &str, texts: [(&str, &str); 2]| {
        let cells: String = texts.iter().map(|(text, reading)| cell(&word(text, reading))).collect();
        format!("<row {hidden}>{cells}</row>")
    };
    let sheet = format!(
        "<sheetData>{}{}{}</sheetData><autoFilter ref=\"A1:B3\"><filterColumn colId=\"0\"><filters><filter val=\"継続\"/></filters></filterColumn></autoFilter>",
        row("", [("区分", "クブン"), ("事業名", "ジギョウメイ")]),
        row("hidden=\"1\"", [("新規", "シンキ"), ("創業塾", "ソウギョウジュク")]),
        row("", [("継続", "ケイゾク"), ("記帳相談", "キチョウソウダン")]),
    );
    let book = xlsx("", "", &[("一覧", "visible", &sheet)]);
    assert_eq!(lines(&book, "xlsx"), ["| 区分 | 事業名 |", "| 継続 | 記帳相談 |"]);
}
