//! `kurabe diff` as a user runs it.

use std::fs;

use serde_json::Value;

use crate::kit::{Folder, kurabe, ran, script, shared};
use crate::office_kit::part;

const OLD: &str = "はるみ商工会議所（架空）\n令和3年度事業計画\n\nⅠ．経営支援\n１．巡回指導の実施（目標 年100件）\n２．創業塾の開催（目標 20人）\n３．広報紙「はるみ」の発行\n４．貿易相談会の開催（目標 6回）\nⅡ．地域振興\n１．はるみ夏まつりの開催\n２．視察研修会\n";
const NEW: &str = "はるみ商工会議所（架空）\n令和4年度事業計画\n\nⅠ．経営支援\n１．巡回指導の実施（目標 年120件）\n２．創業塾の開催と修了生の交流（目標 20人）\n３．ＤＸ相談窓口の設置\nⅡ．地域振興\n１．はるみ夏まつりの開催\n２．広報紙「はるみ」の発行\n３．視察研修会\n";

fn folder() -> Folder {
    Folder::of(&[("r3.txt", OLD), ("r4.txt", NEW)])
}

fn records(answer: &Value, status: &str) -> Vec<String> {
    let all = answer["records"].as_array().unwrap().iter();
    let title = |side: &Value| side[0]["title"].as_str().unwrap_or_default().to_owned();
    all.filter(|record| record["status"] == status && record["section"] == false)
        .map(|record| format!("{}→{}", title(&record["old"]), title(&record["new"])))
        .collect()
}

#[test]
fn two_plans_one_plan_and_a_body_give_the_same() {
    let folder = folder();
    let answer = folder.run(&["diff", "r3", "r4", "--format", "json"]).done().json();
    assert_eq!(answer["summary"]["moved"], 1, "{answer}");
    assert_eq!(records(&answer, "moved"), ["広報紙「はるみ」の発行→広報紙「はるみ」の発行"]);
    assert_eq!(records(&answer, "added"), ["→ＤＸ相談窓口の設置"]);
    assert_eq!(records(&answer, "dropped"), ["貿易相談会の開催→"]);
    assert_eq!(records(&answer, "reworded"), ["創業塾の開催→創業塾の開催と修了生の交流"]);
    for wanted in ["r4", "はるみ商工会議所", "はるみ"] {
        assert_eq!(folder.run(&["diff", wanted, "--format", "json"]).done().json(), answer, "{wanted}");
    }
    let (old, new) = (folder.in_corpus("r3.txt"), folder.in_corpus("r4.txt"));
    let of_files =
        folder.run(&["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--format", "json"]).done().json();
    assert_eq!(of_files["records"], answer["records"]);
}

#[test]
fn figures_are_compared_and_a_dropped_target_is_said() {
    let ran = folder().run(&["diff", "r4"]).done();
    for said in ["引上げ", "100件", "120件", "なくなった数値", "貿易相談会の開催　目標 6回　旧8行", "移動元：経営支援"]
    {
        assert!(ran.out.contains(said), "{said} is not in\n{}", ran.out);
    }
    assert!(!ran.out.contains("視察研修会"), "unchanged items are folded away:\n{}", ran.out);
    let ran = folder().run(&["diff", "r4", "--all"]).done();
    assert!(ran.out.contains("視察研修会"), "{}", ran.out);
    assert!(ran.out.lines().all(|line| kurabe::report::width(line) <= 80), "{}", ran.out);
}

#[test]
fn what_is_gone_as_an_item_but_not_from_the_text_says_where_it_stands() {
    let new = NEW.replace("\n\nⅠ", "\n\n基本方針\n当所は前年の成果を引き継ぎ、貿易相談会の開催を通じて販路を広げた会員に学び、地域の発展に努めてまいります。\n\nⅠ");
    let folder = Folder::of(&[("r3.txt", OLD), ("r4.txt", &new)]);
    let answer = folder.run(&["diff", "r4", "--format", "json"]).done().json();
    let mentioned = |status: &str| {
        let mut all = answer["records"].as_array().unwrap().iter();
        all.find(|record| record["status"] == status && record["section"] == false).unwrap()["mentioned"].clone()
    };
    assert_eq!(mentioned("dropped"), 5, "{answer}");
    assert_eq!(mentioned("added"), Value::Null);
    let told = folder.run(&["diff", "r4"]).done().out.replace(['\n', ' '], "");
    for said in
        ["このうち「貿易相談会の開催」（5行）は、同じ語句が新しい計画のほかの箇所にあります。", "同じ語句：新5行"]
    {
        assert!(told.contains(said), "{told}");
    }
    let table = folder.run(&["diff", "r4", "--format", "csv"]).done().out;
    assert!(table.contains("同じ語句：新5行"), "{table}");
}

#[test]
fn what_has_no_counterpart_names_what_is_most_like_it() {
    let old = "はるみ商工会議所\n令和3年度事業計画\n\n１．経営支援\n・帰郷就職を望む学生と地元企業との橋渡し\n・創業塾の開催\n・税務相談会の開催\n";
    let new = "はるみ商工会議所\n令和4年度事業計画\n\n１．経営支援\n・都会の学生に向けた帰郷就職相談会の実施\n・創業塾の開催\n・税務相談会の開催\n";
    let folder = Folder::of(&[("r3.txt", old), ("r4.txt", new)]);
    let answer = folder.run(&["diff", "r4", "--format", "json"]).done().json();
    let near = |status: &str| {
        let mut all = answer["records"].as_array().unwrap().iter();
        all.find(|record| record["status"] == status).map(|record| record["near"]["title"].clone())
    };
    assert_eq!(near("dropped"), Some("都会の学生に向けた帰郷就職相談会の実施".into()), "{answer}");
    assert_eq!(near("added"), Some("帰郷就職を望む学生と地元企業との橋渡し".into()));
    let told = folder.run(&["diff", "r4"]).done().out.replace(['\n', ' '], "");
    assert!(told.contains("近い項目：新5行「都会の学生に向けた帰郷就職相談会の実施」"), "{told}");
}

#[test]
fn the_ending_of_the_file_decides_the_form() {
    let folder = folder();
    let out = |name: &str| folder.in_corpus("..").join(name).to_str().unwrap().to_owned();
    folder.run(&["diff", "r4", "-o", &out("a.docx")]).done();
    assert!(fs::read(out("a.docx")).unwrap().starts_with(b"PK"));
    folder.run(&["diff", "r4", "-o", &out("a.html")]).done();
    assert!(fs::read_to_string(out("a.html")).unwrap().starts_with("<!DOCTYPE html>"));
    folder.run(&["diff", "r4", "--format", "xlsx", "-o", &out("a.csv")]).failed(&["csv", "xlsx"]);
    folder.run(&["diff", "r4", "-o", &out("a.pdf"), "--lang", "en"]).failed(&["pdf", "docx"]);
}

#[test]
fn a_history_follows_an_item_through_the_plans() {
    let folder = folder();
    folder.write("r5.txt", NEW.replace("令和4年度", "令和5年度").replace("年120件", "年150件"));
    let all = folder.run(&["history", "はるみ"]).done();
    for said in ["●－", "・＋＝　ＤＸ相談窓口の設置", "貿易相談会の開催"] {
        assert!(all.out.contains(said), "{said} is not in\n{}", all.out);
    }
    let one = folder.run(&["history", "はるみ", "巡回指導"]).done();
    for said in ["100件", "120件", "150件", "引上げ", "続いている"] {
        assert!(one.out.contains(said), "{said} is not in\n{}", one.out);
    }
    let answer = folder.run(&["history", "r4", "広報紙", "--format", "json"]).done().json();
    assert_eq!(answer["threads"][0]["steps"][1]["status"][0], "moved", "{answer}");
    folder.run(&["history", "r5", "ないもの"]).failed(&["ないもの"]);
}

#[test]
fn without_a_predecessor_the_other_plans_are_named() {
    let folder = folder();
    let ran = folder.run(&["diff", "r3"]);
    assert_eq!(ran.code, 2);
    ran.says(&["r3 の前に当たる計画が見つかりません", "r4"]);
    folder.write("r4-revised.txt", NEW);
    folder.write("r5.txt", NEW.replace("令和4年度", "令和5年度"));
    let ran = folder.run(&["diff", "r5"]);
    assert_eq!(ran.code, 2);
    ran.says(&["いくつかあります", "r4-revised"]);
    folder.write("corpus.toml", "[r5]\npredecessor = \"r3\"\n");
    assert_eq!(folder.run(&["diff", "r5", "--format", "json"]).done().json()["old"]["plan"], "r3");
    folder.run(&["diff", "ないもの"]).failed(&["ないもの"]);
}

#[test]
fn a_predecessor_that_there_is_not_is_named() {
    let folder = folder();
    folder.write("corpus.toml", "[r4]\npredecessor = \"r2\"\n");
    folder.run(&["index"]).done().says(&["corpus.toml", "[r4]", "r2"]);
    for (lang, words) in
        [("ja", ["corpus.toml", "r4", "r2", "kurabe plans"]), ("en", ["corpus.toml", "r4", "r2", "mend"])]
    {
        folder.run(&["diff", "r4", "--lang", lang]).failed(&words);
        folder.run(&["diff", "はるみ", "--lang", lang]).failed(&words);
    }
    // Who names both needs no predecessor.
    folder.run(&["diff", "r3", "r4"]).done();
}

#[test]
fn what_cannot_be_read_is_refused_and_what_is_not_known_is_not_dropped() {
    let folder = folder();
    folder.write("scan.txt", "はるみ商工会議所\n");
    folder.run(&["index"]).done();
    folder.run(&["diff", "r3", "scan"]).failed(&["読み取れない"]);
    folder.write("corpus.toml", "[r4]\nextent = \"partial\"\n");
    let answer = folder.run(&["diff", "r3", "r4", "--format", "json"]).done().json();
    assert_eq!(records(&answer, "dropped"), [""; 0]);
    assert_eq!(records(&answer, "not-stated"), ["貿易相談会の開催→"]);
}

#[test]
fn the_table_takes_every_form() {
    let folder = folder();
    for format in ["html", "xlsx", "docx", "csv"] {
        let file = folder.path(&format!("table.{format}"));
        folder.run(&["diff", "r4", "--format", format, "--output", file.to_str().unwrap()]).done();
    }
    let html = fs::read_to_string(folder.path("table.html")).unwrap();
    for said in
        ["新旧対照表", "令和3年度", "<u>と修了生の交流</u>", "（削除）", "（新設）", "略（変更なし", "landscape"]
    {
        assert!(html.contains(said), "{said} is not in\n{html}");
    }
    assert!(!html.contains("<script") && !html.contains("http"), "the page needs nothing else");
    let csv = fs::read_to_string(folder.path("table.csv")).unwrap();
    assert!(csv.contains("［と修了生の交流］") && csv.contains("移動元：経営支援"), "{csv}");
    let strings = part(&folder, "table.xlsx", "xl/sharedStrings.xml");
    assert!(strings.contains("<u/>") && strings.contains("と修了生の交流"), "{strings}");
    let sheet = part(&folder, "table.xlsx", "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("landscape"), "{sheet}");
    let document = part(&folder, "table.docx", "word/document.xml");
    for said in
        ["<w:tblHeader/>", "<w:u w:val=\"single\"/></w:rPr><w:t xml:space=\"preserve\">と修了生の交流", "landscape"]
    {
        assert!(document.contains(said), "{said} is not in\n{document}");
    }
}

const PILLARS: &str = "はるみ商工会議所（架空）\n令和3年度事業計画\n\n第１章　経営支援\n１．巡回指導の実施\n（１）窓口相談\n　来所者の声をきく。\n（２）専門家派遣\n２．創業塾の開催\n　年4回の講座を開く。\n第２章　地域振興\n１．はるみ夏まつりの開催\n２．視察研修会\n";

/// Two plans of the same chapters: measures and a text changed below initiatives that did not.
fn pillars() -> Folder {
    let new = PILLARS
        .replace("令和3年度", "令和4年度")
        .replace("専門家派遣", "専門家派遣とＤＸ診断")
        .replace("声をきく", "声をまとめて示す")
        .replace("年4回", "年6回")
        .replace("２．視察研修会", "２．朝市の開設");
    Folder::of(&[("r3.txt", PILLARS), ("r4.txt", &new)])
}

#[test]
fn a_short_table_holds_the_initiatives_alone() {
    let folder = pillars();
    let table = |more: &[&str]| folder.run(&[&["diff", "r3", "r4", "--format", "csv"], more].concat()).done().out;
    let (whole, short) = (table(&[]), table(&["--short"]));
    assert!(whole.contains("専門家派遣［とＤＸ診断］") && whole.contains("年［6］回"), "{whole}");
    assert!(whole.contains("略（変更なし"), "{whole}");
    // The measure is counted with its initiative, the text is said to be another, and what did not change is gone.
    for said in [
        "巡回指導の実施",
        "取組：～文言変更 1　本文などの変更 1",
        "創業塾の開催",
        "本文・数値変更",
        "朝市の開設",
        "第１章 経営支援",
    ] {
        assert!(short.contains(said), "{said} is not in\n{short}");
    }
    for unsaid in ["専門家派遣", "窓口相談", "講座を開く", "夏まつり", "略（"] {
        assert!(!short.contains(unsaid), "{unsaid} is in\n{short}");
    }
    let all = table(&["--short", "--all"]);
    assert!(all.contains("はるみ夏まつりの開催") && !all.contains("窓口相談"), "{all}");
    let page = folder.run(&["diff", "r3", "r4", "--short", "--format", "html"]).done().out;
    assert!(page.contains("施策だけの表です。") && page.contains("計画全体の項目："), "{page}");
    assert!(!page.contains("への変更点は次のとおりです"), "the paragraph tells of the whole plan:\n{page}");
}

#[test]
fn a_table_holds_the_chapters_that_were_chosen() {
    let folder = pillars();
    let table = |more: &[&str]| folder.run(&[&["diff", "r3", "r4", "--format", "csv"], more].concat()).done().out;
    let second = table(&["--chapter", "地域"]);
    assert!(second.contains("朝市の開設") && second.contains("視察研修会"), "{second}");
    assert!(!second.contains("巡回指導"), "{second}");
    assert_eq!(second, table(&["--chapter", "第２章　地域振興"]));
    let both = table(&["--chapter", "経営支援", "--chapter", "地域振興"]);
    assert!(both.contains("巡回指導") && both.contains("朝市"), "{both}");
    let short = table(&["--chapter", "経営", "--short"]);
    assert!(short.contains("取組：") && !short.contains("朝市"), "{short}");
    let page = folder.run(&["diff", "r3", "r4", "--chapter", "地域", "--format", "html"]).done().out;
    assert!(page.contains("「地域振興」だけの表です。"), "{page}");
    for (lang, said) in [("ja", "章「ない章」はありません"), ("en", "There is no chapter ない章")] {
        let asked = ["diff", "r3", "r4", "--chapter", "ない章", "--format", "csv", "--lang", lang];
        folder.run(&asked).failed(&[said, "第１章 経営支援", "第２章 地域振興"]);
    }
}

#[test]
fn the_new_plan_can_stand_left() {
    let folder = folder();
    let head = |ran: &str| ran.lines().next().unwrap().split(',').next().unwrap().to_owned();
    assert!(head(&folder.run(&["diff", "r4", "--format", "csv"]).done().out).starts_with("旧："));
    assert!(head(&folder.run(&["diff", "r4", "--format", "csv", "--new-left"]).done().out).starts_with("新："));
}

#[test]
fn a_plan_written_anew_is_said_to_be_so() {
    let folder = folder();
    let other = "はるみ商工会議所（架空）\n令和4年度事業計画\n\n１．港を活かす\n・釣り大会\n・朝市の再開\n２．人を育てる\n・溶接技能の伝承\n・高校生の工場見学\n・介護離職の防止\n";
    folder.write("r4.txt", other);
    let ran = folder.run(&["diff", "r4"]).done();
    assert!(ran.out.contains("全面的に書き改められています"), "{}", ran.out);
    assert!(ran.out.contains('│'), "{}", ran.out);
    assert_eq!(folder.run(&["diff", "r4", "--format", "json"]).done().json()["rewritten"], true);
}

#[test]
fn help_speaks_both_languages() {
    assert!(ran(kurabe().args(["diff", "--help"])).done().out.contains("前の計画"));
    assert!(ran(kurabe().args(["diff", "--help", "--lang", "en"])).done().out.contains("Lay a plan beside"));
}

/// Against what a person found in a pair of plans that the project does not hold.
#[test]
fn the_shared_pair_is_aligned_as_a_person_does() {
    let (Some(plans), Some(gold)) = (shared("plans"), shared("gold")) else { return };
    let pairs = gold.join("pairs");
    let Some(mut score) = script(&pairs.join("score_diff.py")) else { return };
    let old = plans.join("okayama-federation-r3-annual.txt");
    let new = pairs.join("okayama-r4-successor.txt");
    let folder = folder();
    let answer = folder.path("diff.json");
    let named = [&old, &new, &answer].map(|path| path.to_str().unwrap().to_owned());
    folder.run(&["diff", &named[0], &named[1], "--format", "json", "--output", &named[2]]).done();
    let score = ran(score.arg(pairs.join("okayama.jsonl")).arg(&answer).arg("--json")).done().json();
    let f1 = |part: &str, of: &str| score[part][of]["f1"].as_f64().unwrap();
    let least = [
        ("items", "relations", 0.93),
        ("items", "one_to_one", 0.95),
        ("items", "split", 0.8),
        ("items", "merged", 0.8),
        ("sections", "relations", 0.95),
    ];
    for (part, of, least) in least {
        assert!(f1(part, of) >= least, "{part} {of}: {}", f1(part, of));
    }
    assert_eq!(score["items"]["rewording"], 1.0, "nothing is taken for another wording that is not");
}
