//! Numbers before the paragraphs of a Word document, as Word prints them.

use crate::package::{lines, package};

/// A document: its paragraphs, its lists, its styles.
fn shows(body: &str, numbering: &str, styles: &str) -> Vec<String> {
    let names = "xmlns:w=\"w\" xmlns:mc=\"mc\" xmlns:w14=\"w14\"";
    let document = package(
        "word",
        &[
            ("officeDocument", "document.xml", format!("<w:document {names}><w:body>{body}</w:body></w:document>")),
            ("numbering", "numbering.xml", format!("<w:numbering {names}>{numbering}</w:numbering>")),
            ("styles", "styles.xml", format!("<w:styles {names}>{styles}</w:styles>")),
        ],
    );
    lines(&document, "docx")
}

fn level(at: u32, way: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{way}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

/// One definition with its levels, and one list that uses it.
fn list(levels: &[String]) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        levels.concat()
    )
}

fn item(level: u32, text: &str) -> String {
    paragraph(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>"), text)
}

fn paragraph(settings: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{settings}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// github.com/VolodymyrBaydalka/docxjs/pull/217, which shows Word's rendering: a level with a bullet has no number of its
/// own, so that %3 of it prints nothing. MS-OI29500 2.1.283 (Part 1, 17.9.11): where a text names a level below its own, Word
/// ignores it as a whole.
#[test]
fn levels_that_have_no_number_here() {
    let levels = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%1.%2.", ""),
        level(2, "bullet", "―", ""),
        level(3, "decimal", "%1.%2.%3%4.", ""),
        level(4, "decimal", "第%6項", ""),
    ];
    let body = [item(0, "経営"), item(1, "相談"), item(3, "窓口"), item(3, "巡回"), item(4, "夜間")].concat();
    assert_eq!(shows(&body, &list(&levels), ""), ["1. 経営", "1.1. 相談", "1.1.1. 窓口", "1.1.2. 巡回", "夜間"]);
}

/// github.com/ONLYOFFICE/DocumentServer/issues/3228: Word skips numbers by hidden paragraphs of the list, which count.
/// github.com/superdoc/docx-editor/pull/3465: a mark is hidden by its level alone, not by the paragraph's end.
#[test]
fn what_is_hidden_counts() {
    let hidden = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>\
                  <w:r><w:rPr><w:vanish/></w:rPr><w:t>控え</w:t></w:r></w:p>";
    let end = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:vanish/></w:rPr>";
    let body = [item(0, "経営"), hidden.to_owned(), item(0, "創業"), paragraph(end, "地域"), item(1, "観光")].concat();
    let levels = [level(0, "japaneseLegal", "第%1条", ""), level(1, "decimal", "%2", "<w:rPr><w:vanish/></w:rPr>")];
    assert_eq!(shows(&body, &list(&levels), ""), ["第壱条 経営", "第参条 創業", "第四条 地域", "観光"]);
}

/// ECMA-376 Part 1, 17.3.2.41 and 17.9.11: a mark that is hidden, or has no text, prints nothing, whatever the levels above it
/// print. A sign that a level above has too is told by a dash.
#[test]
fn bullets_that_print_nothing() {
    let body = [item(0, "経営"), item(1, "相談"), item(2, "窓口"), item(3, "巡回")].concat();
    let hidden = "<w:rPr><w:vanish/></w:rPr>";
    let shown = |marks: [(&str, &str); 4]| {
        let levels = (0..).zip(marks).map(|(at, (sign, more))| level(at, "bullet", sign, more));
        shows(&body, &list(&levels.collect::<Vec<_>>()), "")
    };
    assert_eq!(shown([("・", hidden), ("・", hidden), ("", ""), (" ", "")]), ["経営", "相談", "窓口", "巡回"]);
    assert_eq!(shown([("", ""), ("", hidden), ("・", ""), ("・", hidden)]), ["経営", "相談", "・ 窓口", "巡回"]);
    assert_eq!(shown([("・", ""), ("・", hidden), ("・", ""), ("－", "")]), ["・ 経営", "相談", "- 窓口", "－ 巡回"]);
}

/// Microsoft's article Q110380 ("Heading 1 Style Starts with 2 When Numbered"): a level counts as begun by one below it. A number to
/// begin with (17.9.27) is the level's own until then.
#[test]
fn a_level_begins_with_those_below_it() {
    let levels = [level(0, "decimal", "%1", ""), level(1, "decimal", "%1-%2", ""), level(2, "decimal", "%1-%2-%3", "")];
    let body =
        [item(1, "相談"), item(1, "窓口"), item(0, "経営"), item(2, "創業"), item(1, "地域"), item(2, "祭り")].concat();
    let expected = ["1-1 相談", "1-2 窓口", "2 経営", "2-1-1 創業", "2-2 地域", "2-2-1 祭り"];
    assert_eq!(shows(&body, &list(&levels), ""), expected);
    let own = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride><w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"3\"/></w:lvlOverride></w:num>";
    let lists = list(&levels).replace("</w:num>", own);
    let body = [item(1, "相談"), item(1, "窓口"), item(0, "経営"), item(1, "創業")].concat();
    assert_eq!(shows(&body, &lists, ""), ["5-3 相談", "5-4 窓口", "6 経営", "6-3 創業"]);
}

/// ECMA-376 Part 1, 17.9.3 (isLgl), 17.9.10 (lvlRestart), 17.9.27 (startOverride), 17.9.28 (suff), 17.9.21 (numStyleLink).
#[test]
fn levels_count_as_the_standard_says() {
    let levels = [
        level(0, "japaneseCounting", "第%1章", ""),
        level(1, "ideographTraditional", "%1の%2", "<w:suff w:val=\"nothing\"/>"),
        level(2, "aiueoFullWidth", "%1.%2.%3", "<w:isLgl/><w:lvlRestart w:val=\"1\"/>"),
        level(3, "irohaFullWidth", "（%4）", "<w:lvlRestart w:val=\"0\"/><w:suff w:val=\"nothing\"/>"),
    ];
    let lists = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"表\"/>{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"表\"/></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"10\"/></w:lvlOverride></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num>",
        levels.concat()
    );
    let of = |list: u32, text: &str| {
        paragraph(&format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>"), text)
    };
    let body = [
        item(0, "経営"),
        item(1, "相談"),
        item(2, "窓口"),
        item(3, "昼"),
        item(1, "創業"),
        item(2, "塾"),
        item(0, "地域"),
        item(1, "観光"),
        item(2, "祭"),
        item(3, "夜"),
        of(2, "附則"),
        of(2, "雑則"),
        of(3, "別表"),
    ]
    .concat();
    assert_eq!(
        shows(&body, &lists, ""),
        [
            "第一章 経営",
            "一の甲 相談",
            "1.1.1 窓口",
            "（イ）昼",
            "一の乙 創業",
            "1.2.2 塾",
            "第二章 地域",
            "二の甲 観光",
            "2.1.1 祭",
            "（ロ）夜",
            "第十章 附則",
            "第十一章 雑則",
            "第一章 別表"
        ]
    );
}

/// ISO/IEC 29500-1, 17.3.1.19: `numId` and `ilvl` are inherited each by itself, and 0 takes a paragraph out of its list.
/// MS-DOCX 2.4: a format of one's own is named by how it begins, and stands beside one that old programs know.
#[test]
fn numbers_by_style_and_formats_of_ones_own() {
    let custom = "<mc:AlternateContent><mc:Choice Requires=\"w14\"><w:numFmt w:val=\"custom\" w:format=\"001, 002, 003, ...\"/></mc:Choice>\
                  <mc:Fallback><w:numFmt w:val=\"decimal\"/></mc:Fallback></mc:AlternateContent>";
    let levels = [
        level(0, "japaneseCounting", "%1", "<w:pStyle w:val=\"a\"/>"),
        level(1, "aiueo", "%2", "<w:pStyle w:val=\"b\"/>"),
        format!("<w:lvl w:ilvl=\"2\"><w:start w:val=\"7\"/>{custom}<w:lvlText w:val=\"No.%3\"/></w:lvl>"),
        format!(
            "<w:lvl w:ilvl=\"3\"><w:start w:val=\"7\"/>{}<w:lvlText w:val=\"%4、\"/></w:lvl>",
            custom.replace("001, 002, 003", "あ, い, う")
        ),
    ];
    let style = |id: &str, base: &str, number: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>{base}<w:pPr><w:numPr>{number}</w:numPr></w:pPr></w:style>"
        )
    };
    let styles =
        [style("a", "", "<w:numId w:val=\"1\"/>"), style("b", "<w:basedOn w:val=\"a\"/>", "<w:ilvl w:val=\"1\"/>")]
            .concat();
    let styled = |style: &str, more: &str, text: &str| paragraph(&format!("<w:pStyle w:val=\"{style}\"/>{more}"), text);
    let body = [
        styled("a", "", "経営"),
        styled("b", "", "相談"),
        styled("b", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "ただし書き"),
        styled("b", "", "創業"),
        item(2, "窓口"),
        item(3, "夜間"),
    ]
    .concat();
    let expected = ["一 経営", "ｱ 相談", "ただし書き", "ｲ 創業", "No.007 窓口", "7、 夜間"];
    assert_eq!(shows(&body, &list(&levels), &styles), expected);
}
