//! `kurabe shortlist` and its pages: what was put aside holds while its words stand, and carries its citation.

use std::fs;

use crate::kit::Folder;
use crate::office_kit::members;
use crate::web::Server;

const R3: &str = "みなと商工会議所\n令和3年度事業計画\n\nⅠ．経営支援\n１．事業承継の支援\n・事業承継計画の策定を支援する（20件）\n・創業塾を開催する\n";
const R4: &str = "みなと商工会議所\n令和4年度事業計画\n\nⅠ．経営支援\n１．事業承継の支援\n・事業承継計画の策定を支援する（30件）\n・観光案内所を設置する\n";
const THEMES: &str = "[[theme]]\nname = \"観光\"\nwords = [\"観光\"]\n[[theme]]\nname = \"創業\"\nwords = [\"創業\"]\n";

fn folder() -> Folder {
    let folder = Folder::of(&[("minato/r3.txt", R3), ("minato/r4.txt", R4), ("themes.toml", THEMES)]);
    folder.write("corpus.toml", "[\"minato/r4\"]\nsource = \"https://minato.example/r4.pdf\"\n");
    folder
}

fn lines(folder: &Folder, name: &str) -> Vec<(bool, u64)> {
    let shown = folder.run(&["shortlist", "show", name, "--format", "json"]).done().json();
    let entries = shown["entries"].as_array().unwrap();
    let places = entries.iter().flat_map(|entry| entry["places"].as_array().unwrap());
    places.map(|place| (place["lost"].as_bool().unwrap(), place["first_line"].as_u64().unwrap())).collect()
}

#[test]
fn passages_changes_and_cells_are_put_aside_and_cited() {
    let folder = folder();
    let put = |words: &[&str]| folder.run(&[&["shortlist", "add", "--list", "検討"], words].concat()).done();
    put(&["minato/r4", "L7", "--remark", "=要点"]);
    put(&["minato/r4", "L6", "--old", "minato/r3"]);
    put(&["--theme", "観光", "--organisation", "みなと", "--year", "令和4"]);
    put(&["minato/r4", "L7"]).shows(&["もう入っています"]);
    // A cell is one entry in whatever language it is put aside.
    let cell = ["--theme", "観光", "--organisation", "みなと", "--year", "令和4"];
    let english = folder.run(&[&["--lang", "en", "shortlist", "add", "--list", "検討"][..], &cell].concat()).done();
    english.shows(&["It is in 検討 already", "FY2022: 1 of"]);
    folder.run(&["shortlist"]).done().shows(&["検討", "3件"]);
    let shown = folder.run(&["shortlist", "show", "検討"]).done();
    shown.shows(&[
        "観光案内所を設置する",
        "メモ：=要点",
        "旧：",
        "20件",
        "新：",
        "30件",
        "観光・みなと商工会議所・令和4年度（2022）：1件",
    ]);
    let cited = folder.run(&["shortlist", "show", "検討", "--cite", "1"]).done().out;
    let citation = "みなと商工会議所　令和4年度事業計画（令和4年度（2022））、経営支援 › 事業承継の支援、7行、https://minato.example/r4.pdf";
    assert_eq!(cited, format!("「観光案内所を設置する」{citation}\n"));
    for (ending, marks) in [("md", "> 観光案内所を設置する"), ("csv", "'=要点"), ("json", "\"lost\":false")]
    {
        let file = folder.path(&format!("list.{ending}"));
        folder.run(&["shortlist", "show", "検討", "--output", file.to_str().unwrap()]).done();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(marks) && text.contains(citation), "{ending}: {text}");
    }
    for (ending, part) in [("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")] {
        let file = folder.path(&format!("list.{ending}"));
        folder.run(&["shortlist", "show", "検討", "--output", file.to_str().unwrap()]).done();
        let members = members(&fs::read(&file).unwrap());
        let text = String::from_utf8_lossy(&members.iter().find(|(name, _)| name == part).unwrap().1).into_owned();
        assert!(text.contains("観光案内所を設置する") && text.contains(citation), "{ending}: {text}");
    }
    let heads = |lang: &str| {
        let table = folder.run(&["--lang", lang, "shortlist", "show", "検討", "--format", "csv"]).done().out;
        table.lines().next().unwrap().to_owned()
    };
    assert_eq!(heads("ja"), heads("en"), "programs read them");
    let wrong = folder.path("list.csv");
    folder
        .run(&["shortlist", "show", "検討", "--format", "docx", "-o", wrong.to_str().unwrap()])
        .failed(&[".csv", "docx"]);
    folder.run(&["shortlist", "list", "--format", "csv"]).failed(&["text か json"]);
    folder.run(&["shortlist", "rename", "検討", "来年度"]).done();
    folder.run(&["shortlist", "remove", "来年度", "1", "3"]).done().shows(&["2件"]);
    folder.run(&["shortlist", "show", "来年度"]).done().shows(&["1件", "数値変更"]);
    folder.run(&["shortlist", "remove", "来年度", "1"]).done();
    let none = folder.run(&["shortlist"]);
    assert_eq!(none.code, 1);
    none.says(&["kurabe shortlist add"]);
    folder.run(&["shortlist", "show", "来年度"]).failed(&["来年度"]);
    folder.run(&["shortlist", "add"]).failed(&["shortlist add"]);
    folder.run(&["shortlist", "add", "minato/r4", "L7", "--list", ""]).failed(&["名前が空"]);
    assert_eq!(folder.run(&["shortlist"]).code, 1, "no list was made");
    folder.run(&["shortlist", "add", "minato/r4", "L7", "--list", "検討 7年"]).done();
    folder.run(&["shortlist", "rename", "検討 7年", " "]).failed(&["名前が空"]);
    folder.run(&["shortlist", "rename", "検討 7年"]).failed(&["今の名前", "新しい名前"]);
    folder.run(&["shortlist", "remove", "検討 7年"]).failed(&["番号を指定", "show '検討 7年'"]);
    folder.run(&["shortlist", "add", "minato/r4", "L99"]).failed(&["L99"]);
}

#[test]
fn entries_follow_their_words_and_are_lost_with_them() {
    let folder = folder();
    folder.run(&["shortlist", "add", "minato/r3", "L6", "--list", "検討"]).done();
    folder.run(&["shortlist", "add", "minato/r3", "L7", "--list", "検討"]).done();
    assert_eq!(lines(&folder, "検討"), [(false, 6), (false, 7)]);
    // Lines come before them, and one is worded anew.
    let changed =
        R3.replace("Ⅰ．経営支援", "会頭あいさつ\n\nⅠ．経営支援").replace("創業塾を開催", "創業セミナーを開催");
    folder.write("minato/r3.txt", &changed);
    assert_eq!(lines(&folder, "検討"), [(false, 8), (true, 7)]);
    let shown = folder.run(&["shortlist", "show", "検討"]).done();
    shown.shows(&["1箇所の語は、いま文書にありません", "創業塾を開催する", "minato/r3.txt、7行"]);
    folder.remove("minato/r3.txt");
    assert_eq!(lines(&folder, "検討"), [(true, 6), (true, 7)]);
    // What a person writes by hand wrongly is named.
    folder.write("shortlists/手書き.toml", "[[entry]]\n");
    folder.run(&["shortlist"]).failed(&["手書き.toml"]);
}

/// Words that are a part of others now stand there no more.
#[test]
fn a_part_of_other_words_is_no_citation() {
    let text = "みなと商工会議所\n令和5年度事業計画\n１．会員訪問\n２．巡回の強化\n";
    let folder = Folder::of(&[("r5.txt", text)]);
    folder.run(&["shortlist", "add", "r5", "L3", "--list", "検討"]).done();
    folder.run(&["shortlist", "add", "r5", "L4", "--list", "検討"]).done();
    folder.write("r5.txt", text.replace("会員訪問", "新会員訪問の推進").replace("２．", "３．"));
    assert_eq!(lines(&folder, "検討"), [(true, 3), (false, 4)]);
    // As a line of another's text they do.
    folder
        .write("r5.txt", "みなと商工会議所\n令和5年度事業計画\n１．支援\n次のとおり行う。\n会員訪問\n２．巡回の強化\n");
    assert_eq!(lines(&folder, "検討"), [(false, 3), (false, 6)]);
}

#[test]
fn pages_put_aside_only_where_they_may() {
    let server = Server::of(folder(), &[]);
    let hits = server.get("/?q=観光").body;
    assert!(!hits.contains("/shortlist/put") && hits.contains("href=\"/shortlist\""));
    assert_eq!(server.get("/shortlist").status, 200);
    assert_eq!(server.get("/shortlist/put?id=minato/r4&line=7").status, 404);
    assert_eq!(server.get("/shortlist?name=検討").status, 404);

    let server = Server::of(folder(), &["--writable"]);
    for (page, link) in [
        ("/?q=観光", "/shortlist/put?id=minato%2Fr4&amp;line=7"),
        ("/plans?id=minato/r4", "/shortlist/put?id=minato%2Fr4&amp;node="),
        ("/diff?old=minato/r3&new=minato/r4", "record="),
        ("/compare?theme=観光&cell=観光;みなと商工会議所、令和4年度（2022）", "cell=%E8%A6%B3%E5%85%89"),
    ] {
        let body = server.get(page).body;
        assert!(body.contains("/shortlist/put?") && body.contains(link), "{page}: {body}");
    }
    let put = |fields: &[(&str, &str)]| {
        let stored = server.submit("/shortlist/put", &[&[("list", "検討")], fields].concat());
        assert_eq!(stored.status, 303, "{}", stored.body);
    };
    put(&[("id", "minato/r4"), ("line", "7"), ("remark", "<b>要点</b>"), ("back", "//evil.example")]);
    put(&[("old", "minato/r3"), ("new", "minato/r4"), ("record", "1"), ("back", "/?q=観光")]);
    put(&[("theme", "観光"), ("cell", "観光;みなと商工会議所、令和4年度（2022）")]);
    let page = server.get("/shortlist?name=検討&back=//evil.example").body;
    assert_eq!(page.matches("<article class=\"entry\"").count(), 3, "{page}");
    assert!(page.contains("&lt;b&gt;要点") && !page.contains("href=\"//evil"), "{page}");
    for (form, start) in [("docx", "PK"), ("xlsx", "PK"), ("md", "# 検討"), ("csv", "\u{feff}number,what,")] {
        let file = server.get(&format!("/shortlist.{form}?name=検討"));
        assert!(file.status == 200 && file.body.starts_with(start), "{form}: {}", file.body);
    }
    let lists = server.json("/api/v1/shortlists");
    assert_eq!(lists[0]["entries"].as_array().unwrap().len(), 3, "{lists}");
    let key = page.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    for (path, fields) in [
        ("/shortlist/remark", &[("name", "検討"), ("key", key), ("remark", "直した")][..]),
        ("/shortlist/rename", &[("name", "検討"), ("list", "来年度")]),
    ] {
        assert_eq!(server.submit(path, fields).status, 303, "{path}");
    }
    assert!(server.get("/shortlist?name=来年度").body.contains("直した"));
    assert_eq!(server.submit("/shortlist/remove", &[("name", "来年度"), ("key", key)]).status, 303);
    assert_eq!(server.json("/api/v1/shortlists")[0]["entries"].as_array().unwrap().len(), 2);
}

#[test]
fn many_who_put_aside_at_once_lose_nothing() {
    let server = Server::of(folder(), &["--writable"]);
    std::thread::scope(|scope| {
        for line in 4..8 {
            let server = &server;
            scope.spawn(move || {
                let line = line.to_string();
                let fields = [("list", "検討"), ("id", "minato/r4"), ("line", &line)];
                assert_eq!(server.submit("/shortlist/put", &fields).status, 303);
            });
            scope.spawn(move || {
                let place = format!("L{line}");
                server.folder.run(&["shortlist", "add", "minato/r3", &place, "--list", "検討", "--no-refresh"]).done();
            });
        }
    });
    assert_eq!(lines(&server.folder, "検討").len(), 8);
}

#[test]
fn what_is_said_of_a_list_is_what_was_done() {
    let folder = folder();
    let put =
        |words: &[&str]| folder.run(&[&["shortlist", "add", "--list", "検討", "minato/r4"], words].concat()).done();
    put(&["L7"]);
    put(&["L7", "--remark", "一"]).shows(&["もう入っています。メモを添えました"]);
    put(&["L7", "--remark", "二"]).shows(&["メモを書き直しました（前のメモ：一）"]);
    let same = put(&["L7", "--remark", "二"]);
    assert!(!same.out.contains("メモ"), "{}", same.out);
    put(&["L6"]);
    put(&["L5"]);
    // Who names one twice takes one out.
    folder.run(&["shortlist", "remove", "検討", "1", "1"]).done().shows(&["検討: 1件を外しました"]);
    folder.run(&["shortlist", "remove", "検討", "1", "9"]).failed(&["9番はありません"]);
    folder.run(&["shortlist", "remove", "検討", "2", "1"]).done().shows(&["2件を外しました"]);
    assert_eq!(folder.run(&["shortlist"]).code, 1);
}

/// What a reader worded otherwise is cited as it stands in the document.
#[test]
fn words_of_a_reader_are_no_words_of_the_plan() {
    let folder = folder();
    folder.run(&["correct", "minato/r4", "L7", "--title", "港の案内所"]).done();
    folder.run(&["shortlist", "add", "minato/r4", "L7"]).done().shows(&["観光案内所を設置する"]);
    folder.run(&["shortlist", "add", "minato/r4", "L7", "--old", "minato/r3"]).done();
    let shown = folder.run(&["shortlist", "show", "--format", "json"]).done().json();
    assert!(!shown.to_string().contains("港の案内所"), "{shown}");
    let places: Vec<&serde_json::Value> =
        shown["entries"].as_array().unwrap().iter().flat_map(|entry| entry["places"].as_array().unwrap()).collect();
    assert!(places.iter().all(|place| place["lost"] == false), "{shown}");
    assert_eq!(places[0]["words"], "観光案内所を設置する");
    assert_eq!(folder.search(&["港の案内所"])["literal"], 1);
}
