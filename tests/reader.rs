//! The page of a plan: rows of its tables stand in tables, and lose nothing of what lines have: number, address, marks,
//! ways to correct them and to put them aside.

use std::collections::BTreeSet;

use crate::kit::Folder;
use crate::office_kit::docx;
use crate::web::Server;

/// Lines 6 and 12 only rule the heads of tables off.
const PLAN: &str = "みなと商工会議所\n令和6年度事業計画\n\nⅠ．経営の支援\n| 区分 | 事業名 | 内容 |\n|:---|---|--:|\n| 創業 | 創業塾の開催 | 年2回<br>市と共に開く |\n|  | 相談会 | 仕入&#124;販売の相談、&lt;br&gt;は書かない |\nⅡ．会議\n\n| 月 | 会議 |\n|---|---|\n| 5月 | 監査会<br>理事会 |\n| 7月 | - |\n| 計 | 2回 |\n";

fn server(options: &[&str]) -> Server {
    Server::of(Folder::of(&[("minato/r6.md", PLAN)]), options)
}

/// The row of a line, as HTML.
fn row(page: &str, line: u32) -> &str {
    let from =
        page.find(&format!("id=\"L{line}\"><th class=\"place\"")).unwrap_or_else(|| panic!("no row {line}: {page}"));
    page[from..].split("</tr>").next().unwrap()
}

/// The cells of a row without what stands beside it: its number, and what was read of it.
fn cells(page: &str, line: u32) -> Vec<&str> {
    let behind = row(page, line).split_once("</th>").unwrap().1;
    let cells = behind.split("<td class=\"notes\">").next().unwrap();
    cells.split_inclusive("</td>").map(|cell| cell.trim_end_matches("</td>").split_once('>').unwrap().1).collect()
}

#[test]
fn rows_are_tables() {
    let page = server(&[]).get("/plans?id=minato/r6").body;
    assert_eq!(page.matches("<table>").count(), 2, "{page}");
    // The cell that is a heading of the plan is one on the page.
    let heading = "<div class=\"heading\" role=\"heading\" aria-level=\"3\">創業</div>";
    assert_eq!(cells(&page, 7), [heading, "創業塾の開催", "年2回<br>市と共に開く"]);
    assert_eq!(cells(&page, 8), ["", "相談会", "仕入|販売の相談、&lt;br&gt;は書かない"]);
    assert_eq!(cells(&page, 14), ["7月", "-"]);
    for head in ["区分", "事業名", "内容", "月", "会議"] {
        assert!(page.contains(&format!("scope=\"col\">{head}</th>")), "{head}: {page}");
    }
    assert!(!page.contains("| ") && !page.contains("---") && !page.contains("&#124;"), "{page}");
}

#[test]
fn every_line_keeps_its_address_and_number() {
    let page = server(&[]).get("/plans?id=minato/r6").body;
    for line in 1..=15 {
        assert_eq!(page.matches(&format!(" id=\"L{line}\"")).count(), 1, "{line}: {page}");
        let is_rule = matches!(line, 6 | 12);
        assert_eq!(page.contains(&format!("<a class=\"number\" href=\"#L{line}\"")), !is_rule, "{line}: {page}");
    }
}

#[test]
fn what_answers_is_marked_in_its_cell() {
    let server = server(&[]);
    let page = server.get("/plans?id=minato/r6&q=相談&line=8").body;
    assert_eq!(cells(&page, 8)[1..], ["<mark>相談</mark>会", "仕入|販売の<mark>相談</mark>、&lt;br&gt;は書かない"]);
    assert!(page.contains("<tr class=\"line initiative current\" id=\"L8\">"), "{page}");
    // A match may cross the lines of a cell, an entity is the letter that it stands for, and no cell goes on in the next.
    let page = server.get("/plans?id=minato/r6&q=監査会理事会&line=13").body;
    assert_eq!(cells(&page, 13)[1], "<mark>監査会</mark><br><mark>理事会</mark>");
    let page = server.get("/plans?id=minato/r6&q=仕入|販売&line=8").body;
    assert!(cells(&page, 8)[2].starts_with("<mark>仕入|販売</mark>の"), "{page}");
    let page = server.get("/plans?id=minato/r6&q=相談会仕入&exact=true&line=8").body;
    assert!(!page.contains("<mark"), "{page}");
}

#[test]
fn a_row_leads_where_a_line_leads() {
    let server = server(&["--writable"]);
    let page = server.get("/plans?id=minato/r6").body;
    let beside = row(&page, 7).split("<td class=\"notes\">").nth(1).unwrap_or_else(|| panic!("{page}"));
    let links: Vec<&str> = beside.split("href=\"").skip(1).map(|link| link.split('"').next().unwrap()).collect();
    let kinds = ["similar=", "/correct?", "/shortlist/put?"];
    for kind in kinds {
        let link = links.iter().find(|link| link.contains(kind)).unwrap_or_else(|| panic!("{kind}: {links:?}"));
        let opened = server.get(&link.replace("&amp;", "&")).body;
        assert!(opened.contains("創業塾の開催"), "{kind}: {opened}");
        // The like of an item stands below its row, inside the table.
        let panel = opened.find("class=\"similar\"");
        let is_inside = panel.is_some_and(|at| opened.find("id=\"L8\"").is_some_and(|next| at < next));
        assert_eq!(is_inside, kind == "similar=", "{kind}: {opened}");
    }
    // The form shows the rows that it is about as text.
    let form = server.get("/correct?plan=minato/r6&line=13").body;
    assert!(form.contains("5月 │ 監査会 理事会") && !form.contains("| ") && !form.contains("---"), "{form}");
}

#[test]
fn nothing_of_an_office_table_is_lost_or_raw() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |texts: &[&str]| format!("<w:tc>{}</w:tc>", texts.iter().map(|text| p(text)).collect::<String>());
    let row = |cells: &[&[&str]]| format!("<w:tr>{}</w:tr>", cells.iter().map(|texts| cell(texts)).collect::<String>());
    let rows = [
        row(&[&["事業名"], &["内容"], &["時期"]]),
        row(&[&["創業塾"], &["基礎を学ぶ", "計画を作る"], &["5月"]]),
        row(&[&["港の|朝市"], &["ア&lt;br&gt;イ"], &[""]]),
    ];
    let body = format!("{}{}<w:tbl>{}</w:tbl>", p("みなと商工会議所"), p("令和6年度事業計画"), rows.concat());
    let folder = Folder::new();
    folder.write("r6.docx", docx(&body, ["", "", ""]));
    let server = Server::of(folder, &["--writable"]);
    let page = server.get("/plans?id=r6").body;
    let table = page.split("<table>").nth(1).unwrap().split("</table>").next().unwrap();
    let shown: BTreeSet<&str> = table.split(['<', '>']).collect();
    for words in ["事業名", "基礎を学ぶ", "計画を作る", "5月", "港の|朝市", "ア&lt;br&gt;イ"] {
        assert!(shown.contains(words), "{words}: {table}");
    }
    let pages = [
        "/plans?id=r6&q=創業塾",
        "/?q=計画",
        "/correct?plan=r6&line=4",
        "/diff?old=r6&new=r6",
        "/shortlist/put?id=r6&line=4",
    ];
    for page in pages {
        let page = server.get(page).body;
        assert!(!page.contains("を学ぶ&lt;br") && !page.contains("| "), "{page}");
    }
}

#[test]
fn a_page_may_end_inside_a_table() {
    let rows: String = (1..3_100).map(|number| format!("| {number} | 会員{number}社 |\n")).collect();
    let plan = format!("みなと商工会議所\n令和6年度事業計画\n{rows}");
    let server = Server::of(Folder::of(&[("r6.md", &plan)]), &[]);
    let first = server.get("/plans?id=r6").body;
    let second = server.get("/plans?id=r6&line=3050").body;
    assert!(first.contains("会員2998社") && !first.contains("会員2999社"), "the first part");
    assert!(second.contains("id=\"L3050\"") && second.contains("会員3099社"), "the second part");
}
