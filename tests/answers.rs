//! What an answer says of what was found: counts, facets, fields, snippets, and the forms for people and programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kurabe_index::search::{Paging, Sort};
use kurabe_text::fold::fold;
use serde_json::{Value, json};

use crate::kit::Folder;
use crate::search_kit::{QUERIES, answer, corpus, matched, store};

#[test]
fn no_passage_answers_twice() {
    let folder = corpus();
    for query in ["観光 振興", "事業承継支援", "みなと 観光", "DX OR 温泉", "支援する 専門家", "港の観光を増やす取組"]
    {
        let hits = folder.hits(&[query]);
        let each: BTreeSet<&String> = hits.iter().collect();
        assert_eq!(each.len(), hits.len(), "{query}: {hits:?}");
    }
}

#[test]
fn counts_are_those_of_the_hits() {
    let folder = corpus();
    for query in ["観光", "観光 振興", "事業承継", "みなと 観光", "空き店舗を減らす取組", "year:2021", "支援 OR 港"]
    {
        let answer = folder.search(&[query, "--limit", "0"]);
        for kind in ["literal", "context", "widened", "partial"] {
            assert_eq!(answer[kind], matched(&answer, kind).len(), "{query}: {kind}");
        }
        let total = ["literal", "context", "widened"].map(|kind| answer[kind].as_u64().unwrap());
        assert_eq!(answer["total"], total.iter().sum::<u64>(), "{query}");
    }
}

#[test]
fn plans_bodies_and_facets_are_those_of_the_counted_hits() {
    let folder = corpus();
    for query in ["観光", "観光 振興", "事業承継", "みなと 観光", "year:2021..2023"] {
        let answer = folder.search(&[query, "--limit", "0"]);
        let counted = answer["hits"].as_array().unwrap().iter().filter(|hit| hit["match"] != "partial");
        let counted: Vec<&Value> = counted.collect();
        let different = |key: &str| counted.iter().map(|hit| hit[key].to_string()).collect::<BTreeSet<_>>().len();
        assert_eq!(answer["plans"], different("plan"), "{query}");
        assert_eq!(answer["organisations"], different("organisation"), "{query}");
        let facet = |name: &str| answer["facets"][name].as_object().unwrap().clone();
        for (year, count) in facet("year") {
            let year: i64 = year.parse().unwrap();
            let covers = |hit: &&&Value| (hit["from"].as_i64().unwrap()..=hit["to"].as_i64().unwrap()).contains(&year);
            assert_eq!(count, counted.iter().filter(covers).count(), "{query}: {year}");
        }
        for (body, count) in facet("organisation") {
            assert_eq!(count, counted.iter().filter(|hit| hit["organisation"] == *body).count(), "{query}: {body}");
        }
        for (theme, count) in facet("theme") {
            let has = |hit: &&&Value| hit["themes"].as_array().unwrap().iter().any(|other| *other == *theme);
            assert_eq!(count, counted.iter().filter(has).count(), "{query}: {theme}");
        }
    }
}

#[test]
fn facets_name_what_was_found() {
    let folder = corpus();
    let facets = folder.search(&["観光", "--exact"])["facets"].clone();
    assert_eq!(facets["year"], json!({"2021": 1, "2022": 2, "2023": 1, "2024": 1, "2025": 1}));
    assert_eq!(facets["organisation"], json!({"みなと商工会議所": 2, "やまて商工会": 2}));
    assert_eq!(facets["kind"], json!({"中期計画": 1, "年度事業計画": 3}));
    assert_eq!(facets["prefecture"], json!({"新潟県": 2, "長野県": 2}));
    assert_eq!(facets["theme"]["観光"], 4);
}

#[test]
fn facets_count_the_hits() {
    let folder = Folder::new();
    let store = store(&folder);
    for round in ["cold", "warm"] {
        for text in QUERIES {
            let found = answer(&store, text, Sort::Score, Paging::Hits, (0, 0));
            let mut themes: BTreeMap<String, usize> = BTreeMap::new();
            let mut bodies: BTreeMap<String, usize> = BTreeMap::new();
            let mut years: BTreeMap<i32, usize> = BTreeMap::new();
            for hit in found.hits.iter().take(found.total().max(1)) {
                hit.passage.themes.iter().for_each(|theme| *themes.entry(theme.clone()).or_default() += 1);
                hit.plan.organisation.iter().for_each(|body| *bodies.entry(body.clone()).or_default() += 1);
                hit.plan
                    .period
                    .iter()
                    .flat_map(|period| period.years())
                    .for_each(|year| *years.entry(year).or_default() += 1);
            }
            assert_eq!(found.facets.theme, themes, "{round} {text}");
            assert_eq!(found.facets.organisation, bodies, "{round} {text}");
            assert_eq!(found.facets.year, years, "{round} {text}");
        }
        store.warm().unwrap();
    }
}

#[test]
fn what_was_typed_is_printed_back_as_it_was_read() {
    let folder = corpus();
    let cases = [
        ("　事業承継　　支援 ", "事業承継 支援"),
        ("観光 除く:港", "観光 NOT 港"),
        ("year:令和3..5 観光", "観光 年度:2021..2023"),
        ("観光 OR 港", "観光 OR 港"),
        ("\"観光の振興\"", "「観光の振興」"),
    ];
    for (typed, read_as) in cases {
        let answer = folder.search(&[typed]);
        assert_eq!(answer["query"], typed);
        assert_eq!(answer["read_as"], read_as);
        let again = folder.search(&["--", read_as]);
        assert_eq!((&again["total"], &again["read_as"]), (&answer["total"], &answer["read_as"]), "{typed}");
    }
}

#[test]
fn the_fields_of_an_answer() {
    let answer = corpus().search(&["観光 クルーズ船"]);
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let set = |names: &str| names.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let of_answer = "query read_as added total literal context widened partial plans organisations took_ms hits facets";
    assert_eq!(names(&answer), set(of_answer));
    let of_hit = "plan organisation title from to extent sample node kind match path heading snippet page first_line \
                  last_line themes flags score";
    let hit = &answer["hits"][0];
    assert_eq!(names(hit), set(of_hit));
    assert_eq!(names(&answer["facets"]), set("theme year organisation kind prefecture"));
    assert!(answer["took_ms"].is_f64() && hit["score"].is_f64(), "{answer}");
    let mut hit = hit.clone();
    for unsteady in ["score", "themes", "node"] {
        hit.as_object_mut().unwrap().remove(unsteady);
    }
    let expected = json!({
        "plan": "minato/r5-r7", "organisation": "みなと商工会議所", "title": "第２期中期計画", "from": 2023, "to": 2025,
        "extent": "digest", "sample": false, "kind": "initiative", "match": "literal", "path": ["１．経営支援の強化"],
        "heading": "港の観光",
        "snippet": [["港の", null], ["観光", "typed"], ["　", null], ["クルーズ船", "typed"], ["の寄港を増やす。", null]],
        "page": null, "first_line": 8, "last_line": 9, "flags": [],
    });
    assert_eq!(hit, expected);
    assert_eq!(corpus().search(&["表計算"])["hits"][0]["sample"], true);
}

/// A snippet's marked pieces side by side, folded.
fn marked(hit: &Value, kind: &str) -> Vec<String> {
    let pieces = hit["snippet"].as_array().unwrap().iter().filter(|piece| piece[1] == kind);
    pieces.map(|piece| fold(piece[0].as_str().unwrap())).collect()
}

#[test]
fn snippets_mark_the_characters_that_match() {
    let folder = corpus();
    let queries =
        ["ＤＸ", "dx", "パソコン", "「20件を目標」", "2,100会員", "①20件", "13年", "観光", "「事業承継」", "sum(a1)"];
    for query in queries {
        let answer = folder.search(&[query, "--exact", "--limit", "0"]);
        assert_ne!(answer["total"], 0, "{query}");
        let word = fold(query.trim_matches(['「', '」']));
        for hit in answer["hits"].as_array().unwrap() {
            let pieces = marked(hit, "typed");
            assert!(!pieces.is_empty() && pieces.iter().all(|piece| *piece == word), "{query}: {pieces:?}");
        }
    }
    let answer = folder.search(&["インバウンド"]);
    assert_eq!(marked(&answer["hits"][0], "added"), ["訪日客"]);
    let answer = folder.search(&["事業承継 年度:R4"]);
    assert_eq!(marked(&answer["hits"][0], "typed").concat(), "事業承継", "a compound by its parts");
}

#[test]
fn snippets_are_pieces_of_the_passage() {
    let folder = corpus();
    let passages = folder.run(&["export"]).done().jsonl();
    for query in ["支援", "観光 OR 商店街", "相談", "year:2021"] {
        for hit in folder.search(&[query, "--limit", "0"])["hits"].as_array().unwrap() {
            let is_own = |passage: &&Value| ["plan", "first_line", "kind"].iter().all(|key| passage[*key] == hit[*key]);
            let passage = passages.iter().find(is_own).unwrap();
            let whole = fold(&format!("{}\n{}", passage["title"].as_str().unwrap(), passage["body"].as_str().unwrap()));
            let shown: String =
                hit["snippet"].as_array().unwrap().iter().map(|piece| piece[0].as_str().unwrap()).collect();
            let shown = fold(shown.trim_matches('…'));
            assert!(whole.contains(&shown), "{query}: {shown} is not in {whole}");
        }
    }
}

#[test]
fn csv_for_spreadsheets() {
    let folder = corpus();
    let on_screen = folder.run(&["search", "sum(a1)", "--exact", "--format", "csv"]).done().out;
    assert!(
        on_screen.starts_with("plan,organisation,title,from,to,extent,sample,node,kind,match,path,heading,snippet,")
    );
    assert!(on_screen.lines().count() == 2 && on_screen.matches("\r\n").count() == 2, "{on_screen:?}");
    assert!(on_screen.contains(",'=SUM(A1)の講習,"), "a cell must not be a formula: {on_screen}");
    let file = folder.path("結果 1.csv");
    let path = file.to_str().unwrap();
    let ran = folder.run(&["search", "sum(a1)", "--exact", "--format", "csv", "--output", path]).done();
    assert_eq!(ran.out, "");
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("\u{feff}{on_screen}"));
    let mut reader = csv::Reader::from_reader(on_screen.as_bytes());
    let columns: BTreeSet<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let answer = folder.search(&["sum(a1)"]);
    // The JSON says only of what a reader corrected that it was.
    let mut keys: BTreeSet<String> = answer["hits"][0].as_object().unwrap().keys().cloned().collect();
    keys.insert("corrected".to_owned());
    assert_eq!(columns, keys, "the columns of the JSON");
}

#[test]
fn json_goes_to_a_file_without_a_mark() {
    let folder = corpus();
    let file = folder.path("answer.json");
    folder.run(&["search", "観光", "--format", "json", "--output", file.to_str().unwrap()]).done();
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["literal"], 4);
}

#[test]
fn an_answer_for_people() {
    let folder = corpus();
    let text = folder.run(&["search", "事業承継"]).done().out;
    for part in [
        "みなと商工会議所",
        "令和3年度（2021）",
        "令和5年度～令和7年度（2023～2025）",
        "要旨",
        "見本",
        "経営支援の強化",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    assert!(!text.contains('\u{1b}'), "colour only on a terminal");
    let english = folder.run(&["search", "事業承継", "--lang", "en"]).done().out;
    for part in ["FY2021", "FY2023–2025", "digest", "sample"] {
        assert!(english.contains(part), "{part} is not in {english}");
    }
    let longest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
    assert!(longest <= Some(80), "wraps at the terminal's width, full-width letters as two: {longest:?}\n{text}");
}

#[test]
fn exit_codes() {
    let folder = corpus();
    assert_eq!(folder.run(&["search", "観光"]).code, 0);
    assert_eq!(folder.run(&["search", "空き店舗を減らす取組"]).code, 0, "found in part");
    assert_eq!(folder.run(&["search", "存在しない語"]).code, 1);
    assert_eq!(folder.run(&["search", "存在しない語", "--format", "json"]).code, 1);
    assert_eq!(folder.run(&["search"]).code, 2);
    assert_eq!(folder.run(&["search", "観光", "--limit", "many"]).code, 2);
    assert_eq!(folder.run(&["find", "観光"]).code, 2);
    assert_eq!(folder.run(&["--help"]).code, 0);
    assert_eq!(folder.run(&["search", "--help"]).code, 0);
    assert_eq!(folder.run(&["--version"]).code, 0);
    assert_eq!(folder.run(&["plans", "みなと"]).code, 0);
    assert_eq!(folder.run(&["plans", "どこにもない"]).code, 1);
    assert_eq!(folder.run(&["show", "minato/r3"]).code, 0);
    folder.run(&["show", "nowhere"]).failed(&["nowhere", "kurabe plans"]);
}

#[test]
fn passages_as_they_are_exported() {
    let passages = corpus().run(&["export", "--format", "jsonl"]).done().jsonl();
    let promised = "t plan organisation from to node kind title body themes flags repeats page first_line last_line";
    for passage in &passages {
        for name in promised.split(' ') {
            assert!(passage.get(name).is_some(), "{name} is not in {passage}");
        }
    }
    let of_r3 = passages.iter().find(|passage| passage["plan"] == "minato/r3" && passage["first_line"] == 5).unwrap();
    assert_eq!((of_r3["t"].as_str(), of_r3["flags"].clone()), (Some("passage"), json!(["新規"])));
}
