//! The five real plans: found, known, read as the gold says, ranked as the judges did.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::kit::{Folder, kurabe, ran, run, script, shared};

/// Plan, body, first and last year.
type Known<'a> = (&'a str, Option<&'a str>, Option<i64>, Option<i64>);

const HYOGO: &str = "hyogo-shokokai-r8-implementation";
const JCCI: &str = "jcci-2023-annual";
const JOETSU: &str = "joetsu-r3-r5-midterm";
const OKAYAMA: &str = "okayama-federation-r3-annual";
const TSUYAMA: &str = "sakushu-tsuyama-r3-progress";

fn found(answer: &Value) -> BTreeSet<Known<'_>> {
    let hits = answer["hits"].as_array().unwrap().iter();
    let known = |hit: &'_ Value| hit["match"] == "literal";
    hits.filter(|hit| known(hit))
        .map(|hit| {
            (hit["plan"].as_str().unwrap(), hit["organisation"].as_str(), hit["from"].as_i64(), hit["to"].as_i64())
        })
        .collect()
}

#[test]
fn business_succession_is_found_in_all_five() {
    let Some(plans) = shared("plans") else { return };
    let folder = Folder::new();
    let answer =
        run(&plans, &folder.index(), &["search", "事業承継", "--limit", "0", "--format", "json"]).done().json();
    let expected: BTreeSet<Known<'_>> = [
        (HYOGO, Some("兵庫県商工会連合会"), Some(2026), Some(2026)),
        (JCCI, Some("日本商工会議所"), Some(2023), Some(2023)),
        (JOETSU, Some("上越商工会議所"), Some(2021), Some(2023)),
        (OKAYAMA, Some("岡山県商工会議所連合会"), Some(2021), Some(2021)),
        (TSUYAMA, Some("作州津山商工会"), Some(2021), Some(2021)),
    ]
    .into();
    assert_eq!(found(&answer), expected);
    let years = answer["facets"]["year"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(years, ["2021", "2022", "2023", "2026"]);
}

#[test]
fn what_the_texts_do_not_state_stays_open_with_a_notice() {
    let Some(plans) = shared("plans") else { return };
    let folder = Folder::new();
    copy_texts(&plans, &folder, |_| true);
    let answer = folder.search(&["事業承継", "--limit", "0"]);
    let expected: BTreeSet<Known<'_>> = [
        (HYOGO, None, Some(2026), Some(2026)),
        (JCCI, Some("日本商工会議所"), Some(2023), Some(2023)),
        (JOETSU, Some("上越商工会議所"), Some(2021), Some(2023)),
        (OKAYAMA, None, None, None),
        (TSUYAMA, Some("作州津山商工会"), Some(2021), Some(2021)),
    ]
    .into();
    assert_eq!(found(&answer), expected);
    let notices = |plan: &str| folder.run(&["show", plan, "--notices"]).done().out;
    assert!(notices(OKAYAMA).contains("団体") && notices(OKAYAMA).contains("年度"), "{}", notices(OKAYAMA));
    assert!(notices(HYOGO).contains("団体"), "{}", notices(HYOGO));
    assert!(!notices(JOETSU).contains("どの団体"), "{}", notices(JOETSU));
}

fn copy_texts(plans: &Path, folder: &Folder, wanted: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(plans).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.ends_with(".txt") && wanted(name.trim_end_matches(".txt")) {
            folder.write(name, fs::read(&path).unwrap());
        }
    }
}

#[test]
fn every_plan_is_complete() {
    let Some(plans) = shared("plans") else { return };
    let folder = Folder::new();
    let check = run(&plans, &folder.index(), &["check", "--queries", "1000", "--lang", "en"]).done();
    assert!(check.out.contains("5 plans") && check.out.contains("Nothing missed"), "{}", check.out);
}

#[test]
fn the_gold_is_met() {
    let (Some(plans), Some(gold)) = (shared("plans"), shared("gold")) else { return };
    let folder = Folder::new();
    for plan in [OKAYAMA, JCCI, JOETSU] {
        let records = folder.path(&format!("{plan}.jsonl"));
        let text = plans.join(format!("{plan}.txt"));
        ran(kurabe().args(["extract", "--format", "jsonl"]).arg(&text).arg("--output").arg(&records)).done();
        let Some(mut score) = script(&gold.join("score.py")) else { return };
        let scores = ran(score.arg(gold.join(format!("{plan}.jsonl"))).arg(&records).arg("--json")).done().json();
        let part = |name: &str| scores.pointer(name).and_then(Value::as_f64).unwrap();
        assert!(part("/items/f1") >= 0.95, "{plan}: {scores}");
        assert!(part("/sections/f1") >= 0.9, "{plan}: {scores}");
        assert!(part("/plan") >= 1.0, "{plan}: {scores}");
    }
}

#[test]
fn hits_stand_in_the_order_of_their_worth() {
    let (Some(plans), Some(gold)) = (shared("plans"), shared("gold")) else { return };
    let folder = Folder::new();
    copy_texts(&plans, &folder, |plan| [OKAYAMA, JCCI, JOETSU].contains(&plan));
    folder.write("corpus.toml", format!("[{OKAYAMA}]\norganisation = \"岡山県商工会議所連合会\"\nyear = 2021\n"));
    let queries = fs::read_to_string(gold.join("queries.jsonl")).unwrap();
    let mut hits: BTreeMap<String, Value> = BTreeMap::new();
    for query in queries.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let query = query["q"].as_str().unwrap();
        let answer = folder.search(&["--limit", "10", "--", query]);
        let places = answer["hits"].as_array().unwrap().iter().map(|hit| json!([hit["plan"], hit["first_line"]]));
        hits.insert(query.to_owned(), places.collect());
    }
    assert!(hits.len() >= 10);
    let run = folder.path("run.json");
    fs::write(&run, serde_json::to_string(&hits).unwrap()).unwrap();
    let Some(mut score) = script(&gold.join("ndcg.py")) else { return };
    let scored = ran(score.arg(&run)).done();
    let mean = scored.out.lines().find(|line| line.contains("mean")).unwrap();
    let mean: f64 = mean.split_whitespace().next().unwrap().parse().unwrap();
    assert!(mean >= 0.80, "{}", scored.out);
}

#[test]
fn several_plans_of_one_file_are_plans_each() {
    let papers = "みなと商工会議所 通常総会議案書\n第1号議案 令和6年度事業報告\n1．相談\n・巡回した\n第2号議案 令和7年度事業計画\n1．相談\n・巡回する\n";
    let toml = "[papers]\nprefecture = \"新潟県\"\n[\"papers~2\"]\ntitle = \"令和7年度 事業計画\"\n";
    let folder = Folder::of(&[("papers.txt", papers), ("corpus.toml", toml)]);
    let indexed = folder.run(&["index"]).done();
    assert_eq!(indexed.err, "", "both ids of corpus.toml are of a plan");
    let plans = folder.run(&["plans", "--format", "json"]).done().json();
    let of =
        |row: &serde_json::Value| ["plan", "prefecture"].map(|name| row[name].as_str().unwrap_or_default().to_owned());
    let found: Vec<[String; 2]> = plans.as_array().unwrap().iter().map(of).collect();
    assert_eq!(found, [["papers~1", "新潟県"], ["papers~2", "新潟県"]].map(|row| row.map(str::to_owned)));
    assert!(folder.run(&["show", "papers~2"]).done().out.contains("令和7年度 事業計画"));
    assert_eq!(folder.run(&["extract", folder.in_corpus("papers.txt").to_str().unwrap()]).done().code, 0);
    // What changed of one plan in corpus.toml is read anew; the document goes as a whole.
    folder.write("corpus.toml", toml.replace("令和7年度 事業計画", "来年度の計画"));
    assert!(folder.run(&["show", "papers~2"]).done().out.contains("来年度の計画"));
    folder.run(&["remove", "papers~2"]).done();
    assert_eq!(folder.run(&["plans"]).code, 1);
}
