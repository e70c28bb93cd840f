//! Pages of a PDF as they are read when they are turned, and letters as fonts spell them.

use crate::package::{lines, text};
use crate::paper::{Paper, drawn, old_font};

/// A page with a font of one table of codes, turned.
fn page(table: &str, rotate: u32, content: &str) -> Vec<u8> {
    Paper { font: old_font(table), rotate, ..Paper::new() }.draw(content).bytes()
}

/// The first code of a font whose table of characters is written here.
const FIRST: usize = 1200;

/// A table of characters for codes one after another.
fn characters(said: &str) -> String {
    let pairs: Vec<String> =
        (FIRST..).zip(said.chars()).map(|(code, letter)| format!("<{code:04x}> <{:04x}>", u32::from(letter))).collect();
    format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{} beginbfchar\n{}\nendbfchar\nendcmap\nend\nend",
        pairs.len(),
        pairs.join("\n")
    )
}

fn line(left: u32, foot: u32, text: &str) -> String {
    drawn(left, foot, 10, text)
}

const PARAGRAPH: [&str; 3] = [
    "　商工会議所は、管内の中小企業に寄り添い、事業承継の",
    "支援と販路の開拓に取り組み、地域の経済を支える拠点と",
    "して会員の期待に応える。",
];

fn prose() -> String {
    let mut content = line(60, 760, "１．経営の支援");
    for (at, text) in PARAGRAPH.iter().enumerate() {
        content.push_str(&line(60, 740 - 16 * at as u32, text));
    }
    content
        + "60 600 m 360 600 l S 60 580 m 360 580 l S 60 560 m 360 560 l S 60 560 m 60 600 l S 160 560 m 160 600 l S 360 560 m 360 600 l S\n"
        + &line(64, 586, "区分")
        + &line(164, 586, "事業名")
        + &line(64, 566, "経営")
        + &line(164, 566, "創業塾の開催")
}

/// A page that lies on its side or stands on its head is the same page: same lines at the same places.
#[test]
fn turned_pages() {
    for (table, content) in
        [("90ms-RKSJ-H", prose()), ("90ms-RKSJ-V", line(500, 760, "一、創業の支援") + &line(480, 760, "（新規）"))]
    {
        let upright = text(&page(table, 0, &content), "pdf");
        for rotate in [90, 180, 270] {
            assert_eq!(text(&page(table, rotate, &content), "pdf").lines, upright.lines, "{table} {rotate}");
        }
    }
}

/// What runs upwards at the edge of a page stays a line of its own, beside what the page says.
#[test]
fn a_note_that_runs_upwards() {
    let note = line(0, 0, "取扱注意").replace("0 0 Td", "0 1 -1 0 30 300 Tm");
    let read = |rotate| lines(&page("90ms-RKSJ-H", rotate, &(prose() + &note)), "pdf");
    assert_eq!(read(0).last().map(String::as_str), Some("取扱注意"));
    assert_eq!(read(270), read(0));
}

/// Chromium gives 一 人 用 … as radicals of the Kangxi dictionary and an ideographic blank as U+2003; other makers give those of
/// the supplement (Unicode 17, Equivalent_Unified_Ideograph).
#[test]
fn radicals_in_a_font_are_letters() {
    let said = "⼀⼈⽤⼊⼒⼭⽥⽴⾒⾦⾧⾼⾏⻄⺠⻘⻝\u{2003}計画";
    let codes: String = (FIRST..).zip(said.chars()).map(|(code, _)| format!("{code:04x}")).collect();
    let table = characters(said);
    // The font's own table of characters.
    let font = old_font("Identity-H").replace("/DescendantFonts", "/ToUnicode 4 0 R/DescendantFonts");
    let further = vec![format!("<</Length {}>>stream\n{table}\nendstream", table.len()).into_bytes()];
    let paper = Paper { font, further, ..Paper::new() }.draw(&format!("BT /F1 10 Tf 60 700 Td <{codes}> Tj ET"));
    assert_eq!(lines(&paper.bytes(), "pdf"), ["一人用入力山田立見金長高行西民青食　計画"]);
}

/// A text layer behind a scan (rendering mode 3), as tesseract writes it: `findings/tesseract-parts-words-in-its-pdf-alone.sh`
/// prints its blanks between words. Those of the page itself, between columns, stay.
#[test]
fn words_of_a_text_layer_are_closed_up() {
    let hidden = |left, foot, text| format!("3 Tr {}", line(left, foot, text));
    let content = [
        hidden(60, 760, "令 和 七 年 度 事業 計画"),
        hidden(60, 740, "みさ き 商 工 会 議 所"),
        hidden(60, 720, "事業 承継 の　支援、IT tools の 導入"),
        hidden(60, 700, "区分") + &hidden(200, 700, "事業 名"),
        hidden(60, 680, "以 上"),
    ];
    // The same letters, seen on the next page, stand as their author set them.
    let paper = Paper::new().draw(&content.concat()).page().line(60, 760, 10, "事業 計画");
    let read = lines(&paper.bytes(), "pdf");
    let closed: Vec<String> = read.iter().map(|line| line.replace('\u{3000}', "")).collect();
    assert_eq!(
        closed,
        ["令和七年度事業計画", "みさき商工会議所", "事業承継の支援、IT toolsの導入", "区分事業名", "以上", "事業 計画"]
    );
    assert!(read[3].contains("区分\u{3000}"));
}
