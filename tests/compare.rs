//! What `compare` and its kin say: every count is recounted from the export, and nothing can be misread.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::kit::{Folder, Ran, own_script, ran, repository, run, shared};

const PLAN: &str = "みなと商工会議所\n\n令和３年度 事業計画\n\nⅠ．経営支援\n１．デジタル化の支援\n・クラウド会計の導入支援\n２．事業承継の支援\n３．観光案内板の整備（再掲）\nⅡ．まちづくり\n１．商店街の催し\n";
const MIDTERM: &str = "みなと商工会議所\n\n中期計画\n計画期間　令和３年度～令和５年度\n\nⅠ．経営支援\n１．デジタル化の支援\n２．創業の支援\nⅡ．観光\n１．観光案内所の運営\n";
const OTHER: &str = "かわせ商工会議所\n\n令和５年度 事業計画\n\nⅠ．経営支援\n１．観光協会との連携\n２．事業承継の相談\n３．インボイス制度の説明会\n";

fn folder() -> Folder {
    Folder::of(&[("a.txt", PLAN), ("m.txt", MIDTERM), ("o.txt", OTHER)])
}

fn compare(folder: &Folder, arguments: &[&str]) -> Value {
    folder.run(&[&["compare", "--format", "json"], arguments].concat()).done().json()
}

/// The cells, each as `theme organisation year items/of plans`.
fn cells(answer: &Value) -> Vec<String> {
    let cells = answer["cells"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let plans = |cell: &Value| cell["plans"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join("+");
    let cell = |cell: &Value| {
        let keys = ["theme", "organisation", "year"].map(|key| text(&cell[key]));
        format!("{} {}/{} {}", keys.join(" "), cell["items"], cell["of"], plans(cell))
    };
    cells.map(cell).collect()
}

#[test]
fn one_plan_speaks_and_no_plan_is_no_zero() {
    let answer = compare(&folder(), &["--theme", "観光"]);
    let expected = [
        "観光 かわせ商工会議所 2023 1/3 o",
        // The item marked 再掲 is not counted, neither here nor in the whole.
        "観光 みなと商工会議所 2021 0/4 a",
        "観光 みなと商工会議所 2022 1/3 m",
        "観光 みなと商工会議所 2023 1/3 m",
    ];
    assert_eq!(cells(&answer), expected);
    let none: Vec<String> = answer["no_plan"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| format!("{} {}", pair["organisation"], pair["year"]))
        .collect();
    assert_eq!(none, ["\"かわせ商工会議所\" 2021", "\"かわせ商工会議所\" 2022"]);
    assert!(!answer["notes"].as_array().unwrap().is_empty());
}

#[test]
fn all_plans_add_up_when_asked() {
    let answer = compare(&folder(), &["--theme", "dx", "--all-plans", "--year", "令和3", "--organisation", "みなと"]);
    assert_eq!(cells(&answer), ["DX みなと商工会議所 2021 3/7 a+m"]);
    let share = answer["cells"][0]["share"].as_f64().unwrap();
    let median = (2.0 / 4.0 + 1.0 / 3.0) / 2.0;
    assert!((share - median).abs() < 1e-6, "{share}");
}

#[test]
fn rows_can_be_grouped_and_a_plan_counts_once_in_each() {
    let answer = compare(&folder(), &["--theme", "観光", "--by", "theme"]);
    let cell = &answer["cells"][0];
    assert_eq!((cell["items"].as_u64(), cell["of"].as_u64()), (Some(2), Some(10)), "{cell}");
    assert!(cell.get("organisation").is_none() && cell.get("year").is_none(), "{cell}");
    let by_kind = compare(&folder(), &["--theme", "観光", "--by", "kind,year", "--year", "2021"]);
    let kinds: Vec<&str> =
        by_kind["cells"].as_array().unwrap().iter().map(|cell| cell["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["年度事業計画", "中期計画"]);
}

#[test]
fn a_query_is_a_column_and_counts_as_a_search_does() {
    let folder = folder();
    let answer = compare(&folder, &["--column", "インボイス", "--by", "organisation"]);
    assert_eq!(answer["themes"], serde_json::json!(["インボイス"]));
    let items = |name: &str| {
        let cells = answer["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["organisation"] == name).unwrap()["items"].as_u64().unwrap()
    };
    assert_eq!((items("かわせ商工会議所"), items("みなと商工会議所")), (1, 0));
    let node = &answer["cells"][0]["nodes"][0];
    let found = folder.search(&["インボイス", "--exact"]);
    assert_eq!(node, &serde_json::json!([found["hits"][0]["plan"], found["hits"][0]["node"]]));
}

#[test]
fn every_cell_leads_to_its_items_and_their_evidence() {
    let answer = compare(&folder(), &["--theme", "DX", "--items", "--organisation", "みなと", "--year", "2021"]);
    let items = answer["items"].as_array().unwrap();
    let titles: Vec<&str> = items.iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["デジタル化の支援", "クラウド会計の導入支援"]);
    assert_eq!(items[0]["first_line"], 6);
    assert_eq!(items[0]["evidence"][0]["word"], "デジタル");
}

#[test]
fn trends() {
    let folder = folder();
    let trend = compare(&folder, &["--theme", "観光", "--trend", "--organisation", "みなと"]);
    let years: Vec<u64> =
        trend["series"][0]["points"].as_array().unwrap().iter().map(|point| point["year"].as_u64().unwrap()).collect();
    assert_eq!(years, [2021, 2022, 2023]);
}

#[test]
fn text_fits_eighty_columns() {
    let ran = folder().run(&["compare", "--items"]).done();
    let wide: Vec<&str> = ran.out.lines().filter(|line| kurabe::report::width(line) > 80).collect();
    assert!(wide.is_empty(), "{wide:?}");
    assert!(ran.out.contains("計画なし"), "{}", ran.out);
}

#[test]
fn mistakes_are_named() {
    let folder = folder();
    folder.run(&["index"]).done();
    folder.run(&["compare", "--theme", "宇宙"]).failed(&["宇宙", "観光"]);
    folder.run(&["compare", "--year", "いつか"]).failed(&["いつか"]);
    folder.run(&["benchmark", "どこか"]).failed(&["どこか"]);
    folder.run(&["similar", "a", "999"]).failed(&["999"]);
    let several = folder.run(&["benchmark", "商工会議所"]);
    assert_eq!(several.code, 2);
    several.says(&["みなと商工会議所", "かわせ商工会議所"]);
}

#[test]
fn a_body_stands_beside_its_peers() {
    let shared = "１．商工会館の貸室\n２．会員向け弁護士相談\n";
    let peer =
        |name: &str, more: &str| format!("{name}商工会議所\n\n令和５年度 事業計画\n\nⅠ．経営支援\n{shared}{more}");
    let folder = Folder::of(&[
        ("own.txt", &peer("みなと", "３．貿易証明の発給（目標 30件）\n")),
        ("a.txt", &peer("かわせ", "３．空き店舗の家賃補助制度の創設\n４．貿易証明の発給（目標 50件）\n")),
        ("b.txt", &peer("やまて", "３．空き店舗の家賃補助\n")),
    ]);
    let answer = folder.run(&["benchmark", "みなと", "--format", "json"]).done().json();
    assert_eq!(answer["peers"].as_array().unwrap().len(), 2);
    let gaps = answer["gaps"].as_array().unwrap();
    let exemplars: Vec<&str> = gaps
        .iter()
        .flat_map(|gap| gap["exemplars"].as_array().unwrap())
        .map(|exemplar| exemplar["title"].as_str().unwrap())
        .collect();
    assert_eq!(exemplars.len(), 2, "{answer}");
    assert!(exemplars.iter().all(|title| title.starts_with("空き店舗の家賃補助")), "{exemplars:?}");
    assert_eq!(answer["figures"][0]["own"]["value"], 30.0);
    assert_eq!(answer["figures"][0]["peers"][0]["value"], 50.0);
}

#[test]
fn the_like_of_an_item_is_found_elsewhere() {
    let folder = folder();
    let answer = folder.run(&["similar", "a", "L8", "--format", "json"]).done().json();
    assert_eq!(answer[0]["title"], "事業承継の相談");
    let same = folder.run(&["similar", "a", "L8", "--limit", "1"]).done();
    assert!(same.out.contains("かわせ商工会議所"), "{}", same.out);
}

#[test]
fn themes_tell_what_they_match() {
    let folder = folder();
    assert!(folder.run(&["themes"]).done().out.contains("事業承継"));
    assert_eq!(folder.run(&["themes", "test", "デジタル化の推進"]).done().out, "DX：「デジタル」\n");
    assert_eq!(folder.run(&["themes", "test", "総会の開催"]).code, 1);
    let audit = folder.run(&["themes", "audit", "--limit", "3"]).done().out;
    assert!(audit.contains("3計画"), "{audit}");
    assert_eq!(audit, folder.run(&["themes", "audit", "--limit", "3"]).out);
}

#[test]
fn themes_are_audited_by_judgements() {
    let folder = folder();
    let judged = folder.path("judged.tsv");
    let lines = [
        "theme\ttitle\tplan\tverdict",
        "DX\tデジタル化の支援\ta\t○",
        "DX\tクラウド会計の導入支援\ta\t×",
        "DX\tデジタル化の支援\tm\t△",
        "観光\t商店街の催し\ta\t○",
        "観光\tどこかの案内所\tnowhere\t×",
    ];
    fs::write(&judged, lines.join("\n")).unwrap();
    let audit = folder.run(&["themes", "audit", "--judged", judged.to_str().unwrap()]).done().out;
    let line =
        |name: &str| audit.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {audit}"));
    assert!(line("DX").ends_with("1/2   50% (9–91)"), "{audit}");
    assert!(line("判定した全部").ends_with("1/2   50% (9–91)"), "{audit}");
    assert!(audit.replace('\n', "").contains("いまは付かないもの：1件"), "{audit}");
    assert!(audit.lines().all(|line| kurabe::report::width(line) <= 80), "{audit}");
    fs::write(&judged, "theme\nDX").unwrap();
    folder.run(&["themes", "audit", "--judged", judged.to_str().unwrap()]).failed(&["judged.tsv", "2行目"]);
    folder.run(&["themes", "audit", "--judged", "missing.tsv"]).failed(&["missing.tsv"]);
}

#[test]
fn tables_have_the_same_cells_in_every_form() {
    let folder = folder();
    let csv = folder.run(&["compare", "--theme", "観光", "--format", "csv"]).done().out;
    assert_eq!(csv.lines().next(), Some("theme,organisation,year,plans,items,of,share,status,doubtful"));
    assert!(csv.contains("観光,みなと商工会議所,2022,m,1,3,0.3333,counted,0"), "{csv}");
    assert!(csv.contains("観光,かわせ商工会議所,2021,,,,,no_plan,"), "{csv}");
    let book = folder.path("c.xlsx");
    for verb in [&["compare"][..], &["benchmark", "みなと"], &["search", "支援"], &["plans"], &["similar", "a", "L8"]]
    {
        folder.run(&[verb, &["--format", "xlsx", "--output", book.to_str().unwrap()]].concat()).done();
        assert!(fs::read(&book).unwrap().starts_with(b"PK"), "{verb:?}");
    }
    for more in [&[][..], &["--trend"]] {
        let svg = folder.run(&[&["compare", "--format", "svg"], more].concat()).done().out;
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    }
}

#[test]
fn where_only_reports_are_at_hand_nothing_is_counted_and_it_is_said_how() {
    let report = "みなと商工会議所\n\n令和３年度 事業報告\n\nⅠ．経営支援\n１．デジタル化の支援を12回行った\n";
    let folder = Folder::of(&[("r.txt", report), ("o.txt", OTHER)]);
    for more in [&[][..], &["--trend"], &["--first"]] {
        let asked = [&["compare", "--organisation", "みなと"], more].concat();
        let ran = folder.run(&asked);
        assert_eq!(ran.code, 1, "{}", ran.out);
        assert!(ran.out.starts_with("・ "), "no table without rows: {}", ran.out);
        assert!(ran.out.contains("計画がない") && ran.out.contains("1計画"), "{}", ran.out);
        assert!(ran.out.contains("--kind 事業報告"), "{}", ran.out);
        let ran = folder.run(&[&asked[..], &["--kind", "事業報告"]].concat()).done();
        assert!(ran.out.contains("令和3年度") || ran.out.contains("2021"), "{}", ran.out);
    }
    // Reports of other bodies and years are not what was asked for.
    let silent = folder.run(&["compare", "--organisation", "かわせ"]).done().out;
    assert!(!silent.contains("--kind"), "{silent}");
    let silent = folder.run(&["compare", "--organisation", "みなと", "--year", "2030"]).out;
    assert!(!silent.contains("--kind"), "{silent}");
}

/// Writes what the recount needs, and recounts.
fn recount(folder: &Folder, corpus: &Path) {
    let Some(mut count) = own_script("independent_count.py") else { return };
    let write = |name: &str, verb: &[&str]| {
        let ran: Ran = run(corpus, &folder.index(), verb).done();
        fs::write(folder.path(name), ran.out).unwrap();
        folder.path(name)
    };
    let passages = write("passages.jsonl", &["export"]);
    let plans = write("plans.json", &["plans", "--format", "json"]);
    let comparison = write("comparison.json", &["compare", "--format", "json"]);
    let ran = ran(count.args([passages, plans, comparison])).done();
    assert!(ran.out.trim().parse::<usize>().unwrap() > 20, "{}", ran.out);
}

#[test]
fn counts_equal_an_independent_recount() {
    recount(&Folder::new(), &repository().join("corpus"));
}

#[test]
fn counts_of_published_plans_equal_an_independent_recount() {
    let Some(plans) = shared("plans") else { return };
    recount(&Folder::new(), &plans);
}

/// Items of the gold that a comparison counts, by document: what the plan gives again or names in advance is left out.
fn gold(folder: &Path, document: &str, repeating: &[u64]) -> Vec<Value> {
    let lines = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let nodes = lines(&format!("{document}.jsonl"));
    let counts = |record: &&Value| {
        let node = nodes.iter().find(|node| node["t"] == "node" && node["id"] == record["id"]).unwrap();
        let again = node["flags"].as_array().unwrap().iter().any(|flag| flag == "再掲");
        !again && !repeating.contains(&node["first_line"].as_u64().unwrap())
    };
    lines("themes.jsonl").iter().filter(|record| record["doc"] == document).filter(counts).cloned().collect()
}

#[test]
fn counts_of_themes_agree_with_a_reader() {
    let (Some(plans), Some(judged)) = (shared("plans"), shared("gold")) else { return };
    let folder = Folder::new();
    let ask = |verb: &[&str]| run(&plans, &folder.index(), verb).done();
    let answer = ask(&["compare", "--theme", "DX,事業承継,観光", "--format", "json"]).json();
    let mut judged_cells = 0;
    for cell in answer["cells"].as_array().unwrap() {
        let document = cell["plans"][0].as_str().unwrap();
        if !judged.join(format!("{document}.jsonl")).exists() {
            continue;
        }
        let nodes = ask(&["show", document, "--format", "jsonl"]).jsonl();
        let repeating: Vec<u64> = nodes
            .iter()
            .filter(|node| node["repeats"].is_u64())
            .map(|node| node["first_line"].as_u64().unwrap())
            .collect();
        let gold = gold(&judged, document, &repeating);
        let has = |field: &str| {
            gold.iter().filter(|record| record[field].as_array().unwrap().contains(&cell["theme"])).count() as f64
        };
        let (sure, debatable) = (has("themes"), has("unsure"));
        let slack = |count: f64| if count < 10.0 { 1.0 } else { count * 0.1 };
        let items = cell["items"].as_f64().unwrap();
        let (least, most) = (sure - slack(sure), sure + debatable + slack(sure + debatable));
        assert!(least <= items && items <= most, "{cell}: a reader counts {sure} to {}", sure + debatable);
        judged_cells += 1;
    }
    assert!(judged_cells >= 9, "{judged_cells}");
}
