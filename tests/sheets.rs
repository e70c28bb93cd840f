//! Workbooks for people: heads in their language, what part of the answer they hold, links to the documents, and charts
//! that Excel draws.

use crate::kit::Folder;
use crate::office_kit::{lines, members};

fn folder() -> Folder {
    let plan = |year: u32, more: &str| {
        format!(
            "みなと商工会議所\n令和{year}年度事業計画\n\n１．観光の振興\n（１）観光案内所の運営\n（２）観光まつりの開催\n２．創業支援\n（１）創業塾の開催\n{more}"
        )
    };
    let third = plan(5, "（２）観光ＤＸの推進\n");
    Folder::of(&[
        ("minato/r3.txt", &plan(3, "")),
        ("minato/r5.txt", &third),
        ("kawase/r5.txt", &third.replace("みなと", "かわせ")),
    ])
}

/// The workbook that a verb makes.
fn book(folder: &Folder, asked: &[&str]) -> Vec<u8> {
    let path = folder.path("book.xlsx");
    folder.run(&[asked, &["--format", "xlsx", "--output", path.to_str().unwrap()]].concat()).done();
    std::fs::read(path).unwrap()
}

/// What stands on the sheets of a workbook, a row a line.
fn text(book: &[u8]) -> String {
    lines(book, "xlsx").join("\n")
}

fn part(book: &[u8], name: &str) -> String {
    let found = members(book).into_iter().find(|(own, _)| own == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("there is no {name}")).1).unwrap()
}

#[test]
fn a_sheet_of_hits_says_which_part_of_the_answer_it_is() {
    let folder = folder();
    let all = folder.search(&["観光"])["total"].as_u64().unwrap();
    assert!(all > 4, "{all} hits");
    let whole = text(&book(&folder, &["search", "観光", "--limit", "0"]));
    assert!(whole.contains(&format!("「観光」の検索結果：{all}箇所（3計画）。この表はそのすべて。")), "{whole}");
    let part_of = book(&folder, &["search", "観光", "--limit", "2", "--offset", "1"]);
    let said = text(&part_of);
    assert!(said.contains("この表はその一部（2～3件目の2件）"), "{said}");
    assert!(said.contains("| 団体 | 計画 |") && said.contains("| 原典 |") && !said.contains("organisation"), "{said}");
    assert!(said.contains("出所：手元の3計画"), "{said}");
    let sheet = part(&part_of, "xl/worksheets/sheet1.xml");
    for set in
        ["fitToPage=\"1\"", "fitToHeight=\"0\"", "orientation=\"landscape\"", "<hyperlink ", "<autoFilter ref=\"A3:"]
    {
        assert!(sheet.contains(set), "{set} is not in\n{sheet}");
    }
    assert!(part(&part_of, "xl/worksheets/_rels/sheet1.xml.rels").contains("minato/r"), "links lead to the files");
    let english = text(&book(&folder, &["search", "観光", "--limit", "2", "--lang", "en"]));
    assert!(english.contains("These are a part, 1–2") && english.contains("| organisation |"), "{english}");
}

#[test]
fn a_trend_is_drawn_by_excel_and_no_plan_is_no_zero() {
    let folder = folder();
    let trend = book(&folder, &["compare", "--theme", "観光,創業", "--trend"]);
    let chart = part(&trend, "xl/charts/chart1.xml");
    assert!(chart.contains("<c:lineChart>") && !chart.contains("dispBlanksAs"), "{chart}");
    // Drawn is the sheet on which a year without a plan is empty.
    assert!(chart.contains("グラフの数値"), "{chart}");
    let said = text(&trend);
    let drawn = said.split("# グラフの数値").nth(1).unwrap().split("\n# ").next().unwrap();
    assert!(drawn.contains("| 線 | 2021 | 2022 | 2023 |") && !drawn.contains("計画なし"), "{drawn}");
    assert!(said.contains("線の切れ目は計画のない年度で、ゼロではない") && said.contains("出所："), "{said}");
    for machine in ["| theme |", "| status", "no_plan", "change"] {
        assert!(!said.contains(machine), "{machine} is in\n{said}");
    }
    for (more, drawing) in [("--trend", "割合の推移"), ("--first", "初出と広がり"), ("--by=year", "件数")]
    {
        let svg = folder.run(&["compare", "--theme", "観光", more, "--format", "svg"]).done().out;
        assert!(svg.contains(drawing) && svg.contains("出所：手元の3計画"), "{svg}");
    }
}

#[test]
fn a_benchmark_leads_to_its_documents() {
    let folder = folder();
    let sheets = book(&folder, &["benchmark", "みなと"]);
    let links = members(&sheets).into_iter().filter(|(name, _)| name.ends_with(".xml.rels"));
    let links: String = links.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect();
    assert!(links.contains("kawase/r5.txt"), "{links}");
    let said = text(&sheets);
    assert!(said.contains("| 原典 |") && said.contains("出所：手元の3計画"), "{said}");
}
