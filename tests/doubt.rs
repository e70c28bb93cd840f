//! Doubt is visible: how many items stand on doubtful ground, which, and why, wherever a plan is read or compared.

use serde_json::Value;

use crate::kit::Folder;
use crate::web::Server;

/// Two titles that may be no items: the name of what is counted, and one that breaks off.
const PLAN: &str = "みなと商工会議所\n令和5年度事業計画\n\nⅠ．観光の振興\n①観光案内所の開設\n②観光来場者数\n③観光客からの声を踏まえた、\nⅡ．会員の交流\n①交流会の開催\n";
const SOUND: &str = "かわせ商工会議所\n令和5年度事業計画\n\nⅠ．観光の振興\n①観光案内所の開設\n②観光地図の発行\n";

fn folder() -> Folder {
    Folder::of(&[("a.txt", PLAN), ("b.txt", SOUND)])
}

#[test]
fn a_plan_says_how_many_and_which_and_why() {
    let folder = folder();
    let shown = folder.run(&["show", "a"]).done().out;
    let expected = [
        "読みの確かでない項目：2件（6件のうち）",
        "・ 6行  ② 観光来場者数",
        "数えるものの名",
        "‹sign.names-measure 0.40›",
        "・ 7行  ③ 観光客からの声を踏まえた、",
        "［要確認］",
    ];
    for text in expected {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    assert!(shown.lines().all(|line| kurabe::report::width(line) <= 80), "{shown}");
    let english = folder.run(&["show", "a", "--doubtful", "--lang", "en"]).done().out;
    assert!(
        english.contains("Items on doubtful ground: 2 of 6") && english.contains("the name of what is counted"),
        "{english}"
    );
    let sound = folder.run(&["show", "b"]).done().out;
    assert!(!sound.contains("確かでない") && !sound.contains("要確認"), "{sound}");
}

#[test]
fn records_say_it_of_each_node() {
    let folder = folder();
    let records = folder.run(&["show", "a", "--format", "jsonl"]).done().jsonl();
    assert_eq!(records[0]["doubtful"], 2);
    let doubtful: Vec<&Value> = records.iter().filter(|record| record["doubtful"] == true).collect();
    let titles: Vec<&str> = doubtful.iter().map(|record| record["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["観光来場者数", "観光客からの声を踏まえた、"]);
    assert!(doubtful[0]["why"]["ja"].as_str().unwrap().contains("指標"));
    assert!(doubtful[0]["why"]["en"].as_str().unwrap().contains("indicator"));
    let sure = records.iter().find(|record| record["title"] == "観光案内所の開設").unwrap();
    assert!(sure.get("doubtful").is_none() && sure.get("why").is_none(), "{sure}");
    let plans = folder.run(&["plans", "--format", "json"]).done().json();
    let counts: Vec<(&str, u64)> = plans.as_array().unwrap().iter().map(count).collect();
    assert!(counts.contains(&("a", 2)) && counts.contains(&("b", 0)), "{counts:?}");
}

fn count(plan: &Value) -> (&str, u64) {
    (plan["plan"].as_str().unwrap(), plan["doubtful"].as_u64().unwrap())
}

#[test]
fn a_comparison_counts_each_item_once_and_lists_it() {
    let folder = folder();
    let ask = ["compare", "--theme", "観光,組織強化", "--by", "organisation,year"];
    let answer = folder.run(&[&ask[..], &["--format", "json"]].concat()).done().json();
    let doubt = &answer["doubtful"];
    assert_eq!((doubt["items"].as_u64(), doubt["listed"].as_array().map(Vec::len)), (Some(2), Some(2)), "{doubt}");
    assert_eq!(doubt["listed"][0]["plan"], "a");
    assert_eq!(doubt["listed"][0]["rule"], "sign.names-measure");
    assert_eq!(doubt["listed"][0]["first_line"], 6);
    let cells: u64 = answer["cells"].as_array().unwrap().iter().map(|cell| cell["doubtful"].as_u64().unwrap()).sum();
    assert_eq!(cells, 2);
    let noted = answer["notes"].as_array().unwrap().iter().any(|note| note.as_str().unwrap().contains("要確認"));
    assert!(noted, "{answer}");
    let text = folder.run(&ask).done().out;
    assert!(text.contains("読みの確かでない項目：2件") && text.contains("a 6行  ② 観光来場者数"), "{text}");
    assert!(text.lines().all(|line| kurabe::report::width(line) <= 80), "{text}");
    let csv = folder.run(&[&ask[..], &["--format", "csv"]].concat()).done().out;
    assert!(csv.lines().next().unwrap().ends_with(",status,doubtful"), "{csv}");
    assert!(csv.contains("counted,2\n") || csv.contains("counted,2\r\n"), "{csv}");
    let items = folder.run(&[&ask[..], &["--items", "--format", "csv"]].concat()).done().out;
    assert!(items.contains("読みの確かでない理由") && items.contains("数えるものの名"), "{items}");
}

#[test]
fn pages_mark_it_and_list_it_with_links() {
    let server = Server::of(folder(), &[]);
    let page = server.get("/plans?id=a").body;
    let list = page.split("id=\"doubtful\"").nth(1).expect("the list").split("</details>").next().unwrap();
    assert!(list.contains("読みの確かでない項目：2件（6件のうち）"), "{list}");
    assert!(
        list.contains("href=\"#L6\"") && list.contains("href=\"#L7\"") && list.contains("指標かもしれません"),
        "{list}"
    );
    assert_eq!(page.matches("class=\"badge soft doubt\"").count(), 2, "{page}");
    assert!(page.contains("href=\"#doubtful\">要確認 2件"), "{page}");
    assert!(!server.get("/plans?id=b").body.contains("doubtful"));
    let english = server.get("/plans?id=a&lang=en").body;
    assert!(english.contains("Items on doubtful ground: 2 of 6"), "{english}");
    let compared = server.get("/compare?theme=観光").body;
    let list = compared.split("id=\"doubtful\"").nth(1).expect("the list");
    assert!(list.contains("#L6\"") && list.contains("観光来場者数"), "{list}");
    let plan = server.json("/api/v1/plan?id=a");
    assert_eq!((&plan["plan"]["doubtful"], &plan["records"][0]["doubtful"]), (&2.into(), &2.into()));
    let schema = &server.json("/api/v1/openapi.json")["components"]["schemas"];
    for (record, field) in
        [("NodeRecord", "doubtful"), ("NodeRecord", "why"), ("PlanEntry", "doubtful"), ("Doubt", "listed")]
    {
        let described = schema[record]["properties"][field].to_string();
        assert!(described.contains("description") || described.contains("$ref"), "{record}.{field}: {described}");
    }
}
