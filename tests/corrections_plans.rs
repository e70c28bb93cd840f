//! Which plan of a file a correction is of: it goes with its plan wherever that stands, and to no other when that is
//! taken out, whatever somebody says of the plan's facts.

use std::fs;

use serde_json::Value;

use crate::corrections_bound::{HEAD, PLAN, REPORT, is_corrected, listed, papers};
use crate::kit::Folder;

/// A report that tells of works of the same words as the plan, under the same headings.
const LIKE: &str = "第1号議案 令和6年度事業報告\n1．催し\n・朝市を開く　3回\n夜も開く。\n";
/// The plan beside it; on the lines 6 to 9 behind the head and the report.
const WORKS: &str = "第2号議案 令和7年度事業計画\n1．催し\n・朝市を開く　3回\n夜も開く。\n";
const NEXT: &str = "みなと商工会議所\n令和8年度事業計画\n1．催し\n・港の夕べ\n";

fn held(number: u64, plan: &str) -> (u64, String, String) {
    (number, "held".to_owned(), plan.to_owned())
}

fn lost(number: u64) -> (u64, String, String) {
    (number, "lost".to_owned(), String::new())
}

fn write(folder: &Folder, plans: &[&str]) {
    folder.write("papers.txt", format!("{HEAD}{}", plans.concat()));
}

fn say(folder: &Folder, words: &str) {
    let words: Vec<&str> = words.split(' ').collect();
    folder.run(&[&["correct"], &words[..]].concat()).done();
}

/// How a correction or a pair stands.
fn state(folder: &Folder, number: u64) -> String {
    listed(folder).into_iter().find(|(own, ..)| *own == number).unwrap().1
}

/// Does a reader's word stand in the diff of two plans?
fn is_paired(folder: &Folder, old: &str, new: &str) -> bool {
    let diff = folder.run(&["diff", old, new, "--format", "json"]).done().json();
    diff["records"].as_array().unwrap().iter().any(|record| record["evidence"].to_string().contains("reader"))
}

#[test]
fn facts_that_were_given_first_let_no_correction_go_to_another_plan() {
    let folder = Folder::new();
    write(&folder, &[LIKE, WORKS]);
    say(&folder, "papers~2 --title みなとの計画 --year 令和9年度");
    for mend in ["L8 --kind initiative", "L8 --figure 3回 --value 4", "L9 --item", "L7 --flag 重点"] {
        say(&folder, &format!("papers~2 {mend}"));
    }
    let all = |plan: &str| [1, 2, 3, 4].map(|number| held(number, plan));
    assert_eq!(listed(&folder), all("papers~2"));
    let kept = fs::read_to_string(folder.in_corpus("corrections.toml")).unwrap();
    assert_eq!(kept.matches("within = { title = \"令和7年度事業計画\", years = \"令和7年度\" }").count(), 4, "{kept}");
    write(&folder, &[LIKE]);
    assert_eq!(listed(&folder), [1, 2, 3, 4].map(lost));
    folder.run(&["corrections"]).done().shows(&["計画 papers~2 がありません"]);
    folder.run(&["index"]).done().says(&["当てはまらない訂正が4件"]);
    for title in ["朝市を開く", "催し", "夜も開く。"] {
        assert!(!is_corrected(&folder, "papers", title), "{title}");
    }
    // Taken out and put back, and the only one that is left.
    write(&folder, &[LIKE, WORKS]);
    assert_eq!(listed(&folder), all("papers~2"));
    write(&folder, &[WORKS]);
    assert_eq!(listed(&folder), all("papers"));
}

#[test]
fn another_plan_of_the_same_number_is_said_to_be_another() {
    let folder = papers();
    folder.write("next.txt", NEXT);
    say(&folder, "papers~2 L7 --same next L4");
    // Of the same year, and of another kind.
    write(&folder, &[REPORT, &PLAN.replace("事業計画", "事業報告")]);
    assert_eq!([state(&folder, 1), state(&folder, 2)], ["lost", "lost"]);
    assert!(!is_paired(&folder, "papers~2", "next"));
    for (lang, said) in
        [("ja", "計画 papers~2 は、訂正したときとは別の計画です"), ("en", "plan papers~2 is another now")]
    {
        let told = folder.run(&["--lang", lang, "corrections", "--format", "json"]).done().json();
        let why: Vec<&str> = told.as_array().unwrap().iter().map(|one| one["why"].as_str().unwrap()).collect();
        assert!(why.len() == 2 && why.iter().all(|why| why.starts_with(said)), "{why:?}");
    }
    // It is told with the file's first plan.
    let notices = folder.run(&["show", "papers~1", "--notices"]).done().out;
    assert!(notices.contains("訂正1（「朝市を開く」）"), "{notices}");
}

#[test]
fn what_was_said_of_an_only_plan_goes_with_it_when_another_comes_before_it() {
    let folder = Folder::of(&[("next.txt", NEXT)]);
    write(&folder, &[WORKS]);
    say(&folder, "papers L4 --kind initiative");
    say(&folder, "papers L5 --item");
    say(&folder, "papers L4 --same next L4");
    write(&folder, &[LIKE, WORKS]);
    assert_eq!(listed(&folder)[..2], [held(1, "papers~2"), held(2, "papers~2")]);
    assert!(state(&folder, 3) == "held" && is_paired(&folder, "papers~2", "next"));
    assert!(!is_paired(&folder, "papers~1", "next") && !is_corrected(&folder, "papers~1", "朝市を開く"));
    // Two others stand there now.
    write(&folder, &[LIKE, &WORKS.replace("令和7", "令和5")]);
    assert_eq!([1, 2, 3].map(|number| state(&folder, number)), ["lost"; 3]);
}

#[test]
fn a_pair_goes_with_its_plans() {
    let folder = Folder::of(&[("next.txt", NEXT)]);
    write(&folder, &[LIKE, WORKS]);
    say(&folder, "papers~2 L8 --same next L4");
    // What somebody says of its facts makes it no other plan, and it is the third now.
    say(&folder, "papers~2 --title みなとの計画 --year 令和9年度");
    assert!(state(&folder, 1) == "held" && is_paired(&folder, "papers~2", "next"));
    let between = "第2号議案 令和6年度事業計画\n1．催し\n・朝市を開く　3回\n";
    write(&folder, &[LIKE, between, &WORKS.replace("第2号", "第3号")]);
    assert_eq!(state(&folder, 1), "held");
    assert_eq!(["papers~1", "papers~2", "papers~3"].map(|old| is_paired(&folder, old, "next")), [false, false, true]);
    assert!(is_paired(&folder, "next", "papers~3"), "the other way round");
    folder.run(&["corrections", "papers~3"]).done().shows(&["訂正1件（有効1", "papers~3"]);
    // The same again changes nothing, and a later word takes its place.
    folder.run(&["correct", "papers~3", "L11", "--same", "next", "L4"]).failed(&["何も変わりません"]);
    say(&folder, "papers~3 L11 --apart next L4");
    assert_eq!([state(&folder, 1), state(&folder, 2)], ["replaced", "held"]);
    // It alone is left, then it is taken out.
    write(&folder, &[WORKS]);
    assert_eq!([state(&folder, 1), state(&folder, 2)], ["replaced", "held"]);
    write(&folder, &[LIKE, between]);
    assert_eq!([state(&folder, 1), state(&folder, 2)], ["lost", "lost"]);
}

#[test]
fn facts_go_with_their_plan() {
    let folder = Folder::new();
    write(&folder, &[LIKE, WORKS]);
    say(&folder, "papers~2 --title みなとの計画 --year 令和9年度");
    let facts = |id: &str| {
        let plan = folder.run(&["show", id, "--format", "jsonl"]).done().jsonl().remove(0);
        (plan["title"].as_str().unwrap().to_owned(), plan["from"].as_i64().unwrap())
    };
    let given = ("みなとの計画".to_owned(), 2027);
    assert_eq!(facts("papers~2"), given);
    let between = "第2号議案 令和6年度事業計画\n1．人材\n・研修を行う\n";
    let third = WORKS.replace("第2号", "第3号");
    write(&folder, &[LIKE, between, &third]);
    assert_eq!([facts("papers~2"), facts("papers~3")], [("令和6年度事業計画".to_owned(), 2024), given.clone()]);
    write(&folder, &[WORKS]);
    assert_eq!(facts("papers"), given);
    // It is taken out; of the one whose number is now its own something is said too.
    write(&folder, &[LIKE, between]);
    assert_eq!(facts("papers~2"), ("令和6年度事業計画".to_owned(), 2024));
    say(&folder, "papers~2 --title 人材の計画");
    write(&folder, &[LIKE, between, &third]);
    assert_eq!([facts("papers~2"), facts("papers~3")], [("人材の計画".to_owned(), 2024), given]);
    // Taken back, nothing is left of it.
    folder.run(&["correct", "papers~3", "--title", "", "--year", ""]).done();
    assert_eq!([facts("papers~2").0.as_str(), facts("papers~3").0.as_str()], ["人材の計画", "令和7年度事業計画"]);
    let text = fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap();
    assert_eq!(text.matches("within").count(), 1, "{text}");
}

#[test]
fn a_line_of_another_plan_is_no_item_of_this_one() {
    let folder = Folder::new();
    let quiet = LIKE.replace("夜も開く。\n", "");
    write(&folder, &[&quiet, WORKS]);
    folder.run(&["index"]).done();
    folder.run(&["correct", "papers~1", "L8", "--item"]).failed(&["papers~1 にその項目・行・数値はありません"]);
    say(&folder, "papers~2 L8 --item");
    assert_eq!(listed(&folder), [held(1, "papers~2")]);
    // The line is gone, and the other plan says the same.
    write(&folder, &[LIKE, &WORKS.replace("夜も開く。\n", "")]);
    assert_eq!(listed(&folder), [lost(1)]);
    // Where it stands in both, it stands once in its plan: also under an item that is called otherwise now.
    folder.run(&["correct", "--undo", "1"]).done();
    write(&folder, &[LIKE, WORKS]);
    say(&folder, "papers~2 L9 --item");
    write(&folder, &[LIKE, &WORKS.replace("・朝市を開く", "・朝の市を開く")]);
    assert_eq!(listed(&folder), [held(2, "papers~2")]);
}

#[test]
fn sheets_of_one_title_are_told_apart_by_their_departments() {
    let sheet = |name: &str| format!("# {name}\n令和7年度事業計画\n1．会議\n・総会を開く\n");
    let (one, other) = (sheet("総務部"), sheet("振興部"));
    let folder = Folder::of(&[("papers.txt", &format!("{one}{other}"))]);
    say(&folder, "papers~2 L8 --kind initiative");
    assert_eq!(listed(&folder), [held(1, "papers~2")]);
    folder.write("papers.txt", &one);
    assert_eq!(listed(&folder), [lost(1)]);
    folder.write("papers.txt", format!("{other}{one}"));
    assert_eq!(listed(&folder), [held(1, "papers~1")]);
}

/// What is written of a plan by hand is understood as it is written by kurabe.
#[test]
fn a_plan_may_be_named_by_hand() {
    let folder = Folder::new();
    write(&folder, &[LIKE, WORKS]);
    let said = |within: &str| {
        let at = format!("at = {{ words = \"朝市を開く\", within = {{ {within} }} }}");
        folder.write("corrections.toml", format!("[[item]]\nplan = \"papers~1\"\n{at}\nkind = \"initiative\"\n"));
        listed(&folder).remove(0)
    };
    assert_eq!(said("years = \"令和7年度\""), held(1, "papers~2"));
    assert_eq!(said("title = \"事業報告\""), held(1, "papers~1"));
    assert_eq!(said("years = \"令和8年度\""), lost(1));
    assert_eq!(said("department = \"総務部\""), lost(1));
}

/// The lines of a plan end where those of the next begin.
#[test]
fn a_plan_is_corrected_alike_alone_and_among_others() {
    let records = |plans: &[&str], id: &str, line: &str| -> Vec<Value> {
        let folder = Folder::new();
        write(&folder, plans);
        say(&folder, &format!("{id} {line} --item"));
        let records = folder.run(&["show", id, "--format", "jsonl"]).done().jsonl();
        let is_node = |record: &Value| record["t"] == "node";
        let node =
            |record: Value| [record["title"].clone(), record["kind"].clone(), record["corrected"].clone()].into();
        records.into_iter().filter(is_node).map(node).collect()
    };
    let alone = records(&[WORKS], "papers", "L5");
    assert_eq!(alone, records(&[LIKE, WORKS], "papers~2", "L9"));
    assert_eq!(alone, records(&[WORKS, &LIKE.replace("第1号", "第3号")], "papers~1", "L5"));
}
