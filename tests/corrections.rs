//! Corrections last: they are kept beside the documents, bound to words and lines, and hold after the documents are
//! read anew; those that do not are told.

use std::collections::BTreeMap;
use std::fs;

use kurabe::library::corpus::Corrections;
use kurabe_extract::correct::{Corrected, Reading, correct};
use kurabe_extract::extract::extract_by;
use kurabe_extract::extract::theme::Themes;
use kurabe_extract::rules::{Rule, Rules};
use kurabe_model::plan::Facts;
use kurabe_model::{Correction, Plan};
use serde_json::Value;

use crate::kit::{Folder, Ran, ran, script, shared};
use crate::web::Server;

/// Five plans in five layouts.
pub(crate) const PLANS: [(&str, &str); 5] = [
    (
        "minato/r5",
        "みなと商工会議所\n令和5年度事業計画\n\nⅠ．経営の支援\n１．創業塾の開催（年2回）\n・市と共に開く\n・会員訪問\n２．巡回の強化\n夜間の相談も受ける。\n窓口を開く。\nⅡ．地域の振興\n１．港の朝市\n・会員訪問\n",
    ),
    (
        "yamate/r5",
        "やまて商工会\n令和5年度事業計画\n１．経営改善普及事業\n①記帳の指導　120件\n②税務の相談\n③金融のあっせん\n２．地域振興事業\n①夏まつりの開催\n②特産品の開発\n",
    ),
    (
        "urara/r5",
        "うらら商工会議所\n第2期中期計画（令和5年度～令和7年度）\n基本方針\n○人を育てる\n・若手の集いを開く\n・研修に送り出す\n○店を増やす\n・空き店舗を貸し出す\n・移動販売を始める\n",
    ),
    (
        "kodama/r6",
        "こだま商工会議所\n令和6年度事業計画\n【総務】\n１．会報の発行\n毎月1日に出す。\n２．会館の修繕\n【指導】\n１．窓口の相談\n２．出張の相談\n夜も受け付ける。\n",
    ),
    (
        "tsubasa/r6",
        "つばさ商工会\n令和6年度事業計画\n１　組織の強化\n（１）青年部の活動\n（２）女性部の活動\n２　事業の推進\n（１）商品券の発行　3,000万円\n（２）スタンプラリー（参加500人）\n",
    ),
];

/// A correction: the plan, the line of what is meant, what is said, and what the records say then of which title.
type Mend = (&'static str, &'static str, &'static [&'static str], &'static str, &'static str, &'static str);
/// Twenty of them.
const MENDS: [Mend; 20] = [
    ("minato/r5", "２．巡回の強化", &["--kind", "measure"], "巡回の強化", "kind", "\"measure\""),
    ("minato/r5", "・市と共に開く", &["--flag", "新規"], "市と共に開く", "flags", "[\"新規\"]"),
    ("minato/r5", "１．創業塾の開催（年2回）", &["--figure", "2回", "--value", "3"], "創業塾の開催", "=value", "3"),
    // The second of its name.
    ("minato/r5", "13", &["--theme", "DX"], "会員訪問", "themes", "[\"DX\"]"),
    ("yamate/r5", "①記帳の指導　120件", &["--title", "記帳指導の充実"], "記帳指導の充実", "kind", "\"initiative\""),
    ("yamate/r5", "②特産品の開発", &["--parent", "L3"], "特産品の開発", "parent", "経営改善普及事業"),
    ("yamate/r5", "②税務の相談", &["--none"], "税務の相談", "gone", ""),
    ("yamate/r5", "①記帳の指導　120件", &["--figure", "120", "--role", "目標"], "記帳指導の充実", "=role", "\"目標\""),
    ("urara/r5", "○人を育てる", &["--kind", "section"], "人を育てる", "kind", "\"section\""),
    ("urara/r5", "○店を増やす", &["--kind", "柱"], "店を増やす", "kind", "\"section\""),
    ("urara/r5", "・移動販売を始める", &["--flag", "重点"], "移動販売を始める", "flags", "[\"重点\"]"),
    ("urara/r5", "・研修に送り出す", &["--parent", "L5"], "研修に送り出す", "parent", "若手の集いを開く"),
    ("kodama/r6", "毎月1日に出す。", &["--item", "--kind", "measure"], "毎月1日に出す。", "parent", "会報の発行"),
    ("kodama/r6", "２．出張の相談", &["--lines", "9-9"], "出張の相談", "body", "\"\""),
    ("kodama/r6", "１．窓口の相談", &["--parent", "L3"], "窓口の相談", "parent", "総務"),
    ("kodama/r6", "２．会館の修繕", &["--theme", ""], "会館の修繕", "themes", "[]"),
    (
        "tsubasa/r6",
        "（１）青年部の活動",
        &["--title", "青年部活動の支援"],
        "青年部活動の支援",
        "kind",
        "\"initiative\"",
    ),
    ("tsubasa/r6", "（２）女性部の活動", &["--flag", "継続,重点"], "女性部の活動", "flags", "[\"重点\",\"継続\"]"),
    (
        "tsubasa/r6",
        "（２）スタンプラリー（参加500人）",
        &["--figure", "500人", "--unit", "名"],
        "スタンプラリー",
        "=unit",
        "\"名\"",
    ),
    ("tsubasa/r6", "（１）商品券の発行　3,000万円", &["--kind", "取組"], "商品券の発行", "kind", "\"measure\""),
];

pub(crate) fn corpus() -> Folder {
    let folder = Folder::new();
    PLANS.iter().for_each(|(id, text)| folder.write(&format!("{id}.txt"), text));
    folder.run(&["index"]).done();
    folder
}

/// `L7` of the line that says so.
fn line(plan: &str, wanted: &str) -> String {
    let text = PLANS.iter().find(|(id, _)| *id == plan).unwrap().1;
    let found = text.lines().position(|line| line == wanted).map(|at| at + 1);
    format!("L{}", found.unwrap_or_else(|| wanted.parse().unwrap()))
}

/// A corpus with all that is said of it.
pub(crate) fn corrected() -> Folder {
    let folder = corpus();
    for (plan, wanted, said, ..) in MENDS {
        folder.run(&[&["correct", plan, &line(plan, wanted)], said].concat()).done();
    }
    folder
}

fn records(folder: &Folder, plan: &str) -> Vec<Value> {
    folder.run(&["show", plan, "--format", "jsonl"]).done().jsonl()
}

/// The last node of a title.
fn node<'a>(records: &'a [Value], title: &str) -> Option<&'a Value> {
    records.iter().rfind(|record| record["t"] == "node" && record["title"] == title)
}

/// Does a plan say what was said of it?
fn holds(folder: &Folder, (plan, _, _, title, key, value): Mend) -> bool {
    let records = records(folder, plan);
    let is = |found: &Value| *found == serde_json::from_str::<Value>(value).unwrap();
    let Some(node) = node(&records, title) else { return key == "gone" };
    match (key, key.strip_prefix('=')) {
        ("gone", _) => false,
        ("parent", _) => {
            let parent = records.iter().find(|record| record["t"] == "node" && record["id"] == node["parent"]);
            node["corrected"] == true && parent.is_some_and(|parent| parent["title"] == value)
        }
        (_, Some(key)) => {
            let figure = records.iter().find(|record| record["t"] == "indicator" && record["node"] == node["id"]);
            figure.is_some_and(|figure| figure["corrected"] == true && is(&figure[key]))
        }
        (key, None) => node["corrected"] == true && is(&node[key]),
    }
}

pub(crate) fn states(folder: &Folder) -> BTreeMap<u64, String> {
    let listed = folder.run(&["corrections", "--format", "json"]).json();
    let state = |one: &Value| (one["number"].as_u64().unwrap(), one["state"].as_str().unwrap().to_owned());
    listed.as_array().unwrap().iter().map(state).collect()
}

/// The plans a year on: other lines, other numbers, something before and between, and one thing called otherwise.
fn moved(text: &str) -> String {
    let text = text.replace("移動販売を始める", "移動図書館を始める");
    let text =
        text.replace("１．港の朝市", "１．港の夕べ\n２．港の朝市").replace("【総務】", "【総務】\n１．総会の開催");
    let text = text
        .replace("①夏まつり", "①春まつりの開催\n②夏まつり")
        .replace("（１）青年部", "（１）理事会の開催\n（２）青年部");
    let text = text.replace("○人を育てる", "○町を守る\n・夜警を続ける\n○人を育てる");
    let text = text.replace("年度事業計画\n", "年度事業計画\n\n\n\n").replace("・会員訪問\n２．", "・会員訪問\n\n２．");
    text.replace("２．巡回の強化", "５．巡回の強化")
}

#[test]
fn twenty_corrections_and_nineteen_of_them_after_all_is_read_anew() {
    let folder = corrected();
    let now: Vec<_> = MENDS.iter().filter(|mend| !holds(&folder, **mend)).collect();
    assert!(now.is_empty(), "{now:?}");
    assert!(states(&folder).values().all(|state| state == "held") && states(&folder).len() == 20);
    for (id, text) in PLANS {
        folder.write(&format!("{id}.txt"), moved(text));
    }
    let ran = folder.run(&["index", "--rebuild"]).done();
    ran.says(&["当てはまらない訂正が1件"]);
    let lost: Vec<_> = MENDS.iter().filter(|mend| !holds(&folder, **mend)).map(|mend| mend.3).collect();
    assert_eq!(lost, ["移動販売を始める"]);
    let states = states(&folder);
    let not: Vec<_> = states.iter().filter(|(_, state)| *state != "held").collect();
    assert_eq!(not, [(&11, &"lost".to_owned())]);
    let notices = folder.run(&["show", "urara/r5", "--notices"]).done().out;
    assert!(notices.contains("訂正11（「移動販売を始める」）") && notices.contains("--undo 11"), "{notices}");
    // Taken back, it is told no more.
    folder.run(&["correct", "--undo", "11"]).done();
    assert!(!folder.run(&["show", "urara/r5", "--notices"]).done().out.contains("訂正11"));
    assert_eq!(self::states(&folder).len(), 19);
}

/// A plan as some rules read it, with what was said of it.
fn read_by(folder: &Folder, id: &str, rules: Rules, said: &Corrections) -> (Plan, Corrected) {
    let text = fs::read(folder.in_corpus(&format!("{id}.txt"))).unwrap();
    let text = kurabe_read::read(&text, Some("txt")).unwrap();
    let themes = Themes::parse(include_str!("../data/themes.toml")).unwrap();
    let plan = extract_by(&text, &Facts::default(), rules);
    let own: Vec<&Correction> = said.about(id).collect();
    let corrected = correct(plan.clone(), &Reading { lines: &text.lines, themes: &themes }, &own);
    (plan, corrected)
}

/// Other versions of the reading: by rules of which one is missing.
#[test]
fn another_version_of_the_reading_keeps_them_too() {
    let folder = corrected();
    for (id, text) in PLANS {
        folder.write(&format!("{id}.txt"), moved(text));
    }
    let said = Corrections::of(&folder.corpus()).unwrap();
    let mut others = 0;
    for rule in [Rule::KindFinest, Rule::KindBelow, Rule::SignBelowBackground, Rule::SignNamesNoAction] {
        let mut lost = Vec::new();
        let mut is_other = false;
        for (id, _) in PLANS {
            let (plan, found) = read_by(&folder, id, Rules::without(rule), &said);
            is_other |= plan != read_by(&folder, id, Rules::all(), &said).0;
            lost.extend(found.misfits.keys().copied());
            assert_eq!(found.plan.misfits().count(), found.misfits.len(), "each is a notice");
        }
        others += u32::from(is_other);
        assert_eq!(lost, [11], "without {}", rule.id());
    }
    assert!(others > 1, "the readings are others");
}

#[test]
fn everything_sees_the_corrected_plan() {
    let folder = corpus();
    folder.run(&["correct", "minato/r5", "L8", "--title", "海辺の巡回"]).done();
    let answer = folder.search(&["海辺の巡回"]);
    assert_eq!((answer["literal"].as_u64(), &answer["hits"][0]["corrected"]), (Some(1), &Value::Bool(true)));
    assert_eq!(folder.search(&["巡回の強化"])["literal"], 1, "what was read is found too");
    let passages = folder.run(&["export"]).done().jsonl();
    assert!(passages.iter().any(|passage| passage["title"] == "海辺の巡回" && passage["corrected"] == true));
    let csv = folder.run(&["search", "海辺の巡回", "--format", "csv"]).done().out;
    assert!(csv.lines().next().unwrap().ends_with(",corrected") && csv.contains(",true"), "{csv}");
    assert!(folder.run(&["show", "minato/r5"]).done().out.contains("海辺の巡回 ［訂正］"));
    assert!(
        folder.run(&["--lang", "en", "show", "minato/r5"]).done().out.contains("[corrected]")
            || folder.run(&["--lang", "en", "show", "minato/r5"]).out.contains("［corrected］")
    );
    // Only its own plan is read anew.
    folder.run(&["correct", "yamate/r5", "L5", "--flag", "重点", "--no-refresh"]).done();
    let refreshed = folder.run(&["index"]).done().out;
    assert!(refreshed.contains("読み取り1件"), "{refreshed}");
    folder.run(&["correct", "minato/r5", "--title", "みなと計画", "--kind", "中期計画"]).done();
    let plan = &records(&folder, "minato/r5")[0];
    assert_eq!((plan["title"].as_str(), plan["plan_kind"].as_str()), (Some("みなと計画"), Some("中期計画")));
}

#[test]
fn corrected_plans_are_gold_readings() {
    let folder = corrected();
    let gold = folder.path("gold");
    folder.run(&["corrections", "--export", gold.to_str().unwrap()]).done();
    for (id, _) in PLANS {
        assert!(gold.join(format!("{id}.txt")).is_file());
    }
    for (id, _) in PLANS {
        let read = |line: &str| serde_json::from_str::<Value>(line).unwrap();
        let gold = fs::read_to_string(gold.join(format!("{id}.jsonl"))).unwrap();
        let is_reading = |record: &Value| record["t"] == "node" || record["t"] == "indicator";
        let gold: Vec<Value> = gold.lines().map(read).filter(is_reading).collect();
        let shown: Vec<Value> = records(&folder, id).into_iter().filter(is_reading).collect();
        assert!(gold == shown && !gold.is_empty(), "{id}: {gold:?}\n{shown:?}");
    }
    let Some(score) = shared("gold").map(|gold| gold.join("score.py")) else { return };
    let scored = |predicted: &Folder| {
        let read = predicted.path("read.jsonl");
        fs::write(&read, predicted.run(&["show", "yamate/r5", "--format", "jsonl"]).done().out).unwrap();
        Some(ran(script(&score)?.arg(gold.join("yamate/r5.jsonl")).arg(&read)).done().out)
    };
    let (Some(right), Some(wrong)) = (scored(&folder), scored(&corpus())) else { return };
    assert!(right.contains("items       F1 1.000"), "{right}");
    assert!(wrong.contains("items") && !wrong.contains("items       F1 1.000"), "{wrong}");
}

/// A plan and the next, in which nothing tells that two items are one.
fn two_years() -> Folder {
    let text = |year: u32, item: &str| {
        format!(
            "みなと商工会議所\n令和{year}年度事業計画\n１．地域の振興\n（１）{item}\n（２）花火大会の開催\n（３）清掃の日\n"
        )
    };
    Folder::of(&[("r5.txt", &text(5, "港の朝市")), ("r6.txt", &text(6, "ナイトマルシェ"))])
}

fn pairs(folder: &Folder, old: &str, new: &str) -> BTreeMap<String, (String, Value)> {
    let diff = folder.run(&["diff", old, new, "--format", "json"]).done().json();
    let record = |record: &Value| {
        let title = |side: &str| record[side][0]["title"].as_str().unwrap_or("-").to_owned();
        (title("old"), (title("new"), record["evidence"].clone()))
    };
    diff["records"].as_array().unwrap().iter().map(record).collect()
}

#[test]
fn a_diff_holds_to_what_a_reader_says_of_pairs() {
    let folder = two_years();
    folder.run(&["correct", "r5", "L4", "--same", "r6", "L4"]).done();
    folder.run(&["correct", "r5", "L5", "--apart", "r6", "L5"]).done();
    let found = pairs(&folder, "r5", "r6");
    assert_eq!(found["港の朝市"].0, "ナイトマルシェ");
    assert!(found["港の朝市"].1.as_array().unwrap().contains(&"reader".into()));
    assert_eq!(found["花火大会の開催"].0, "-");
    let turned = pairs(&folder, "r6", "r5");
    assert_eq!((turned["ナイトマルシェ"].0.as_str(), turned["花火大会の開催"].0.as_str()), ("港の朝市", "-"));
    let text = folder.run(&["diff", "r5", "r6"]).done().out;
    assert!(text.contains("同じ項目とする訂正") && text.contains("別の項目とする訂正"), "{text}");
    // The words move, and what was said of them with them.
    folder.write("r6.txt", "\n\nみなと商工会議所\n令和6年度事業計画\n１．地域の振興\n（１）総会\n（２）ナイトマルシェ\n（３）花火大会の開催\n");
    assert_eq!(pairs(&folder, "r5", "r6")["港の朝市"].0, "ナイトマルシェ");
    folder.write("r6.txt", "みなと商工会議所\n令和6年度事業計画\n１．地域の振興\n（１）総会\n（２）清掃の日\n");
    let states = states(&folder);
    assert!(states.values().all(|state| state == "lost"), "{states:?}");
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let folder = corpus();
    let write = |plan: &'static str, lines: [u32; 4]| {
        let folder = &folder;
        move || {
            for line in lines {
                let line = format!("L{line}");
                // The index belongs to one of them at a time; what is said does not wait for it.
                folder.run(&["--no-refresh", "correct", plan, &line, "--flag", "重点"]).done();
            }
        }
    };
    std::thread::scope(|scope| {
        for (plan, lines) in [("minato/r5", [5, 6, 8, 12]), ("yamate/r5", [4, 5, 6, 8]), ("tsubasa/r6", [4, 5, 7, 8])] {
            scope.spawn(write(plan, lines));
        }
    });
    let states = states(&folder);
    assert_eq!(states.keys().copied().collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
    assert!(states.values().all(|state| state == "held"), "{states:?}");
}

#[test]
fn a_broken_file_is_told_and_kept() {
    let folder = corpus();
    folder.run(&["correct", "minato/r5", "L8", "--kind", "measure"]).done();
    let path = folder.in_corpus("corrections.toml");
    let good = fs::read_to_string(&path).unwrap();
    let tried = |text: &str, words: &[&str]| -> Ran {
        folder.write("corrections.toml", text);
        folder.run(&["corrections"]).says(words);
        let ran = folder.run(&["correct", "yamate/r5", "L5", "--flag", "重点"]);
        assert_eq!((ran.code, fs::read_to_string(&path).unwrap().as_str()), (2, text), "nothing is written");
        ran.says(words)
    };
    let line = good.lines().position(|line| line.starts_with("kind")).unwrap() + 1;
    let at = format!("{line}行目");
    tried(
        &good.replace("kind = \"measure\"", "kind = \"task\""),
        &["corrections.toml", "直してください", &at, "measure"],
    );
    tried(&good.replace("kind =", "kinds ="), &["corrections.toml", "直してください", "知らない項目 `kinds`"]);
    tried(&format!("{good}\n[[item"), &["corrections.toml", "直してください", "行目の"]);
    // What stood before still answers.
    assert_eq!(folder.run(&["show", "minato/r5"]).code, 0);
    folder.write("corrections.toml", &good);
    assert_eq!(states(&folder).values().filter(|state| *state == "held").count(), 1);
}

#[test]
fn comments_and_order_stay() {
    let folder = corpus();
    folder.run(&["correct", "minato/r5", "L8", "--kind", "measure"]).done();
    let path = folder.in_corpus("corrections.toml");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("# 手で書いた注\n\n[[item]]\nplan = \"yamate/r5\" # 番号なし\nat = { words = \"夏まつりの開催\" }\nflags = [\"重点\"]\n");
    folder.write("corrections.toml", &text);
    assert_eq!(states(&folder).keys().copied().collect::<Vec<_>>(), [1, 2]);
    folder.run(&["correct", "tsubasa/r6", "L4", "--flag", "新規"]).done();
    let more = fs::read_to_string(&path).unwrap();
    let text = text.replace("last = 1", "last = 3") + "number = 2\n";
    assert!(more.starts_with(&text) && more.contains("number = 3"), "{more}");
    folder.run(&["correct", "--undo", "1"]).done();
    let less = fs::read_to_string(&path).unwrap();
    assert!(less.contains("# 手で書いた注") && less.contains("# 訂正：") && !less.contains("巡回の強化"), "{less}");
    folder.run(&["correct", "--undo", "9"]).failed(&["訂正9"]);
}

#[test]
fn what_cannot_be_is_refused() {
    let folder = corpus();
    let failed = |words: &[&str], said: &[&str]| {
        folder.run(&[&["correct"], words].concat()).failed(said);
    };
    failed(&["minato/r5", "L4", "--parent", "L5"], &["自分より下"]);
    failed(&["minato/r5", "L5", "--theme", "海運"], &["海運", "kurabe themes"]);
    failed(&["minato/r5", "L3", "--item"], &["空行"]);
    failed(&["minato/r5", "999", "--kind", "measure"], &["999"]);
    failed(&["minato/r5", "L5", "--kind", "計画"], &["--kind", "measure"]);
    failed(&["minato/r5", "L5", "--figure", "9", "--value", "3"], &["2回"]);
    failed(&["minato/r5", "L5"], &["--kind"]);
    failed(&["minato/r5"], &["--organisation"]);
    assert!(!folder.in_corpus("corrections.toml").exists(), "nothing was written");
}

#[test]
fn pages_mark_what_was_corrected() {
    let server = Server::of(corrected(), &[]);
    let page = server.get("/plans?id=minato/r5").body;
    assert!(page.contains("訂正した項目：4件") && page.contains(">訂正</span>"), "{page}");
    let english = server.get("/plans?id=minato/r5&lang=en").body;
    assert!(english.contains("Corrected: 4") && english.contains(">corrected</span>"), "{english}");
    let plan: Value = serde_json::from_str(&server.get("/api/v1/plan?id=minato/r5").body).unwrap();
    assert_eq!((&plan["plan"]["corrected"], &plan["records"][0]["corrected"]), (&4.into(), &4.into()));
}

/// What a reader called an item stays when its lines are mended afterwards, and the other way round.
#[test]
fn a_title_stays_when_the_lines_change() {
    for order in [["--title=巡回相談の強化", "--lines=8-9"], ["--lines=8-9", "--title=巡回相談の強化"]] {
        let folder = corpus();
        for said in order {
            folder.run(&["correct", "minato/r5", "L8", said]).done();
        }
        let shown = folder.run(&["show", "minato/r5"]).done().out;
        assert!(shown.contains("巡回相談の強化"), "{order:?}: {shown}");
        let export = folder.run(&["export", "--format", "jsonl"]).done().out;
        let item = export.lines().find(|line| line.contains("巡回相談の強化")).unwrap_or_else(|| panic!("{export}"));
        assert!(item.contains("\"first_line\":8") && item.contains("\"last_line\":9"), "{item}");
    }
}

/// What a reader corrected is marked wherever it is shown.
#[test]
fn comparisons_likes_and_results_mark_what_was_corrected() {
    let plan = |year: u32, body: &str, more: &str| {
        format!(
            "{body}\n令和{year}年度事業{more}\n\n１．観光の振興\n（１）観光案内所の設置　来客数　目標 40人\n（２）港まつりの開催\n"
        )
    };
    let folder = Folder::of(&[
        ("minato/r5.txt", &plan(5, "みなと商工会議所", "計画")),
        ("minato/r5h.txt", &plan(5, "みなと商工会議所", "報告").replace("目標 40人", "実績 38人")),
        ("yamate/r5.txt", &plan(5, "やまて商工会", "計画")),
        ("themes.toml", "[[theme]]\nname = \"観光\"\nwords = [\"観光\"]\n"),
    ]);
    folder.run(&["correct", "minato/r5", "L5", "--flag", "重点"]).done();
    folder.run(&["correct", "minato/r5", "L5", "--figure", "40", "--unit", "名"]).done();
    let run = |words: &str| folder.run(&words.split(' ').collect::<Vec<_>>()).done();
    let marks = |words: &str| run(words).out.matches("［訂正］").count();
    let fields = |words: &str| run(&format!("{words} --format json")).out.matches("\"corrected\":true").count();
    for words in [
        "compare --theme 観光 --items",
        "compare --theme 観光 --first",
        "similar yamate/r5 L5",
        "results minato/r5 minato/r5h",
    ] {
        assert!(marks(words) > 0, "{words}: {}", run(words).out);
        assert!(fields(words) > 0, "{words}: {}", run(&format!("{words} --format json")).out);
        let csv = run(&format!("{words} --format csv")).out;
        let head = csv.lines().next().unwrap();
        assert!(head.contains("corrected") || head.contains("訂正"), "{words}: {head}");
        let english = run(&format!("--lang en {words}")).out;
        assert!(english.contains("［corrected］"), "{words}: {english}");
    }
    assert!(run("search 観光案内所").out.contains("・訂正]"), "{}", run("search 観光案内所").out);
    let server = Server::of(folder, &[]);
    for page in [
        "/?q=観光案内所",
        "/compare?theme=観光&cell=観光;みなと商工会議所、令和5年度（2023）",
        "/compare?theme=観光&shape=first",
        "/plans?id=yamate/r5&similar=2&line=5",
        "/results?plan=minato/r5&report=minato/r5h",
    ] {
        let body = server.get(page).body;
        assert!(body.contains(">訂正</span>"), "{page}: {body}");
    }
    let likes = server.get("/api/v1/similar?id=yamate/r5&node=2").body;
    assert!(likes.contains("\"corrected\":true"), "{likes}");
}
