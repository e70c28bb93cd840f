//! What a correction is bound to, and what is written for it: it holds where its words stand or is told, moves to
//! nothing else, and writes over nothing.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::corrections::{PLANS, corpus, corrected};
use crate::kit::Folder;

#[test]
fn what_is_exported_writes_over_nothing() {
    let folder = corrected();
    let export = |into: &Path| folder.run(&["corrections", "--export", into.to_str().unwrap()]);
    let corpus = folder.corpus();
    for into in [corpus.clone(), corpus.join("minato"), corpus.join("new/gold"), corpus.join("../corpus")] {
        export(&into).failed(&["文書のフォルダーの中"]);
    }
    assert!(!corpus.join("new").exists() && !corpus.join("minato/r5.jsonl").exists());
    for (id, text) in PLANS {
        assert_eq!(fs::read_to_string(folder.in_corpus(&format!("{id}.txt"))).unwrap(), text);
    }
    let gold = folder.path("gold");
    fs::create_dir_all(gold.join("yamate")).unwrap();
    fs::write(gold.join("yamate/r5.txt"), "手で書いたもの").unwrap();
    export(&gold).failed(&["yamate/r5.txt", "上書きはしません"]);
    assert!(!gold.join("minato").exists(), "all or nothing");
    fs::remove_file(gold.join("yamate/r5.txt")).unwrap();
    export(&gold).done();
    export(&gold).done();
    let left = walkdir::WalkDir::new(&gold).into_iter().filter(|entry| entry.as_ref().unwrap().file_type().is_file());
    assert_eq!(left.count(), 2 * PLANS.len());
}

/// Papers of a general meeting: a report and a plan, items of both under headings that differ.
pub(crate) const REPORT: &str = "第1号議案 令和6年度事業報告\n1．相談\n・巡回した\n";
pub(crate) const PLAN: &str = "第2号議案 令和7年度事業計画\n1．催し\n・朝市を開く\n2．広報\n・会報を出す\n";
pub(crate) const HEAD: &str = "みなと商工会議所 通常総会議案書\n";

pub(crate) fn papers() -> Folder {
    let folder = Folder::of(&[("papers.txt", &format!("{HEAD}{REPORT}{PLAN}"))]);
    folder.run(&["correct", "papers~2", "L7", "--kind", "initiative"]).done();
    assert_eq!(listed(&folder), [(1, "held".to_owned(), "papers~2".to_owned())]);
    folder
}

/// Number, state, and the plan in which it holds, of each.
pub(crate) fn listed(folder: &Folder) -> Vec<(u64, String, String)> {
    let listed = folder.run(&["corrections", "--format", "json"]).json();
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let one = |one: &Value| (one["number"].as_u64().unwrap(), text(one, "state"), text(one, "holds_in"));
    listed.as_array().unwrap().iter().map(one).collect()
}

pub(crate) fn is_corrected(folder: &Folder, plan: &str, title: &str) -> bool {
    let records = folder.run(&["show", plan, "--format", "jsonl"]).done().jsonl();
    records.iter().any(|record| record["title"] == title && record["corrected"] == true)
}

#[test]
fn a_correction_goes_with_its_plan_and_not_with_the_number_behind_its_id() {
    let folder = papers();
    // Another plan before it: what was the second is the third.
    let between = "第2号議案 令和6年度事業計画\n1．人材\n・研修を行う\n";
    folder.write("papers.txt", format!("{HEAD}{REPORT}{between}{}", PLAN.replace("第2号", "第3号")));
    assert_eq!(listed(&folder), [(1, "held".to_owned(), "papers~3".to_owned())]);
    assert!(is_corrected(&folder, "papers~3", "朝市を開く"));
    // It alone is left.
    folder.write("papers.txt", format!("{HEAD}{PLAN}"));
    assert_eq!(listed(&folder), [(1, "held".to_owned(), "papers".to_owned())]);
    for plan in ["papers", "papers~2"] {
        folder.run(&["corrections", plan]).done().shows(&["訂正1件（有効1", "朝市を開く"]);
    }
    let gold = folder.path("gold");
    folder.run(&["corrections", "--export", gold.to_str().unwrap()]).done().shows(&["papers.jsonl", "1件"]);
    // Its words are gone: nothing is exported for it.
    folder.write("papers.txt", format!("{HEAD}{}", PLAN.replace("朝市", "夜市")));
    assert_eq!(listed(&folder)[0].1, "lost");
    folder.run(&["corrections"]).done().shows(&["項目の語が、もう見当たりません"]);
    let none = folder.path("none");
    assert_eq!(folder.run(&["corrections", "--export", none.to_str().unwrap()]).code, 1);
    assert!(!none.exists());
}

#[test]
fn what_changes_nothing_is_not_kept() {
    let folder = corpus();
    let refused = |words: &[&str], said: &str| folder.run(&[&["correct"], words].concat()).failed(&[said]);
    refused(&["minato/r5", "L8", "--kind", "施策"], "何も変わりません");
    refused(&["minato/r5", "L8", "--title", "巡回の強化"], "何も変わりません");
    refused(&["minato/r5", "L8", "--lines", "8-10"], "何も変わりません");
    refused(&["minato/r5", "L8", "--flag", ""], "何も変わりません");
    refused(&["minato/r5", "L8", "--lines", "9-8"], "120-122");
    refused(&["minato/r5", "L8", "--lines", "-7"], "終わりの行が始まりの行より前");
    refused(&["minato/r5", "L8", "--title", ""], "--none");
    refused(&["minato/r5", "L8", "--year", "2025"], "--year");
    refused(&["minato/r5", "--kind", "施策"], "項目の種類です");
    refused(&["minato/r5", "--kind", "計画"], "--kind：");
    refused(&["minato/r5", "--year", "いつか"], "--year：");
    refused(&["minato/r5", "L5", "--figure", "2回", "--none", "--value", "3"], "--none");
    refused(&["minato/r5", "L8", "--same", "minato/r5", "L12"], "どちらも minato/r5");
    assert!(!folder.in_corpus("corrections.toml").exists(), "nothing was written");
}

#[test]
fn what_a_later_one_says_otherwise_is_told() {
    let folder = corpus();
    let say = |words: &[&str]| drop(folder.run(&[&["correct"], words].concat()).done());
    say(&["minato/r5", "L8", "--kind", "measure"]);
    say(&["minato/r5", "L8", "--kind", "section", "--title", "巡回"]);
    say(&["minato/r5", "L8", "--kind", "measure"]);
    say(&["yamate/r5", "L4", "--figure", "120", "--value", "130"]);
    say(&["yamate/r5", "L4", "--figure", "120", "--value", "140"]);
    // The item is taken in by the one before it.
    say(&["yamate/r5", "L5", "--flag", "重点"]);
    say(&["yamate/r5", "L4", "--lines", "4-5"]);
    say(&["minato/r5", "L5", "--same", "kodama/r6", "L4"]);
    say(&["minato/r5", "L5", "--same", "kodama/r6", "L6"]);
    folder.run(&["correct", "minato/r5", "L5", "--same", "kodama/r6", "L6"]).failed(&["何も変わりません"]);
    let states: Vec<_> = listed(&folder).into_iter().map(|(number, state, _)| (number, state)).collect();
    let replaced: Vec<u64> =
        states.iter().filter(|(_, state)| state == "replaced").map(|(number, _)| *number).collect();
    assert_eq!(replaced, [1, 4, 6, 8], "{states:?}");
    folder.run(&["corrections"]).done().shows(&["上書き4", "あとの訂正3"]);
    // Taken back, what it said otherwise of holds again.
    folder.run(&["correct", "--undo", "9"]).done();
    assert_eq!(listed(&folder).last().map(|(number, state, _)| (*number, state.as_str())), Some((8, "held")));
    // What the index does not have yet is told.
    folder.run(&["--no-refresh", "correct", "urara/r5", "L5", "--flag", "重点"]).done();
    folder.run(&["--no-refresh", "corrections"]).done().shows(&["索引待ち1"]);
}

#[test]
fn a_number_that_was_taken_back_is_given_to_no_other() {
    let folder = corpus();
    let say = |line: &str| folder.run(&["correct", "minato/r5", line, "--flag", "重点"]).done();
    say("L5").shows(&["訂正1を"]);
    say("L8").shows(&["訂正2を"]);
    folder.run(&["correct", "--undo", "2"]).done();
    folder.run(&["correct", "--undo", "1"]).done();
    say("L8").shows(&["訂正3を"]);
    let text = fs::read_to_string(folder.in_corpus("corrections.toml")).unwrap();
    assert!(text.starts_with("# 訂正：") && text.contains("last = 3"), "{text}");
}

#[test]
fn what_is_kept_is_said_last_also_while_the_index_is_busy() {
    let folder = corpus();
    let lock = fs::OpenOptions::new().read(true).write(true).open(folder.index().join("writer.lock")).unwrap();
    lock.lock().unwrap();
    let kept = folder.run(&["correct", "minato/r5", "L8", "--flag", "重点"]).done();
    let kept = kept.says(&["記録済み"]).shows(&["訂正1を記録しました"]);
    assert!(!kept.err.contains("もう一度試してください"), "{}", kept.err);
    drop(lock);
    assert_eq!(listed(&folder), [(1, "held".to_owned(), "minato/r5".to_owned())]);
}

#[test]
fn what_contradicts_itself_by_hand_is_named() {
    let folder = corpus();
    let at = "plan = \"minato/r5\"\nat = { words = \"巡回の強化\" }\n";
    for (more, said) in [
        ("", "直すことが書かれていません"),
        ("none = true\nkind = \"measure\"\n", "none = true"),
        ("title = \"\"\n", "title が空"),
    ] {
        folder.write("corrections.toml", format!("[[item]]\nnumber = 4\n{at}{more}"));
        folder.run(&["corrections"]).says(&["corrections.toml", "1番目の [[item]]", "number = 4", said]);
    }
    let side = "plan = \"minato/r5\", at = { words = \"巡回の強化\" }";
    folder.write("corrections.toml", format!("[[pair]]\none = true\nold = {{ {side} }}\nnew = {{ {side} }}\n"));
    folder.run(&["corrections"]).says(&["[[pair]]", "同じ計画"]);
}

/// Files in no corpus are laid beside each other whatever was said of a corpus.
#[test]
fn files_are_compared_beside_a_broken_file_of_corrections() {
    let folder = corpus();
    let files = ["one.txt", "other.txt"].map(|name| folder.path(name).to_str().unwrap().to_owned());
    files.iter().zip(&PLANS).for_each(|(file, (_, text))| fs::write(file, text).unwrap());
    folder.write("corrections.toml", "[[item");
    folder.run(&["diff", &files[0], &files[1]]).done();
    folder.run(&["--no-refresh", "diff", "minato/r5", "yamate/r5"]).says(&["corrections.toml"]);
}

#[test]
fn facts_keep_what_a_person_wrote_beside_them() {
    let folder = corpus();
    folder.write("corpus.toml", "[\"minato/r5\"]\n# 奥付から\nyear = 2023 # 確認済み\n");
    folder.run(&["correct", "minato/r5", "--year", "令和5年度"]).done().shows(&["書きました"]);
    let text = fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap();
    assert_eq!(text, "[\"minato/r5\"]\n# 奥付から\nperiod = \"令和5年度\" # 確認済み\n");
    let again = folder.run(&["correct", "minato/r5", "--year", "令和5年度"]).done();
    let again = again.shows(&["もうそのとおり"]);
    assert!(!again.out.contains("書きました"), "{}", again.out);
    assert_eq!(fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap(), text);
    assert_eq!(folder.run(&["show", "minato/r5", "--format", "jsonl"]).done().jsonl()[0]["from"], 2023);
}

#[test]
fn what_was_said_of_a_plan_that_was_taken_out_goes_to_no_other() {
    // Both tell of a work of the same words, under the same heading.
    let report = "第1号議案 令和6年度事業報告\n1．催し\n・朝市を開く\n";
    let folder = Folder::of(&[("papers.txt", &format!("{HEAD}{report}{PLAN}"))]);
    folder.run(&["correct", "papers~1", "L4", "--kind", "initiative"]).done();
    folder.run(&["correct", "papers~2", "L7", "--flag", "重点"]).done();
    let held = |number: u64, plan: &str| (number, "held".to_owned(), plan.to_owned());
    assert_eq!(listed(&folder), [held(1, "papers~1"), held(2, "papers~2")]);
    folder.write("papers.txt", format!("{HEAD}{PLAN}"));
    assert_eq!(listed(&folder), [(1, "lost".to_owned(), String::new()), held(2, "papers")]);
    folder.run(&["corrections"]).done().shows(&["計画 papers~1 がありません"]);
    let records = folder.run(&["show", "papers", "--format", "jsonl"]).done().jsonl();
    let fair = records.iter().find(|record| record["title"] == "朝市を開く").unwrap();
    assert_eq!((&fair["kind"], fair["flags"][0].as_str()), (&"measure".into(), Some("重点")));
    // The other way round, and with a third whose number is now that of the one that went.
    folder.write("papers.txt", format!("{HEAD}{report}"));
    assert_eq!(listed(&folder), [held(1, "papers"), (2, "lost".to_owned(), String::new())]);
    let third = "第3号議案 令和8年度事業計画\n1．催し\n・朝市を開く\n";
    folder.write("papers.txt", format!("{HEAD}{report}{third}"));
    assert_eq!(listed(&folder), [held(1, "papers~1"), (2, "lost".to_owned(), String::new())]);
    // What somebody says of the plan's facts makes it no other plan.
    folder.write("papers.txt", format!("{HEAD}{report}{PLAN}"));
    folder.run(&["correct", "papers~2", "--title", "みなとの計画", "--year", "令和9年度"]).done();
    assert_eq!(listed(&folder), [held(1, "papers~1"), held(2, "papers~2")]);
}

#[test]
fn what_was_said_of_a_pair_goes_to_no_other_plan() {
    let year = |number: u32, year: u32| format!("第{number}号議案 令和{year}年度事業計画\n1．催し\n・朝市を開く\n");
    let folder = Folder::of(&[
        ("papers.txt", &format!("{HEAD}{}{}", year(1, 6), year(2, 7))),
        ("next.txt", "みなと商工会議所\n令和8年度事業計画\n1．催し\n・港の夕べ\n"),
    ]);
    folder.run(&["correct", "papers~2", "L7", "--same", "next", "L4"]).done();
    assert_eq!(listed(&folder)[0].1, "held");
    folder.write("papers.txt", format!("{HEAD}{}{}", year(1, 5), year(2, 6)));
    assert_eq!(listed(&folder)[0].1, "lost");
    let diff = folder.run(&["diff", "papers~2", "next", "--format", "json"]).done().json();
    let is_of_reader = |record: &Value| record["evidence"].to_string().contains("reader");
    assert!(!diff["records"].as_array().unwrap().iter().any(is_of_reader), "{diff}");
}

/// What a person wrote without a number is no later than what was kept after it.
#[test]
fn by_hand_without_a_number_undoes_nothing_later() {
    let folder = corpus();
    folder.run(&["correct", "minato/r5", "L5", "--flag", "重点"]).done();
    let mut text = fs::read_to_string(folder.in_corpus("corrections.toml")).unwrap();
    let at = "plan = \"minato/r5\"\nat = { words = \"巡回の強化\" }\n";
    // The one in the file before the other is the earlier one, whatever their kinds.
    text.push_str(
        "\n[[lost]]\nplan = \"minato/r5\"\nat = { words = \"夜間の相談も受ける。\" }\ntitle = \"夜の相談\"\n",
    );
    text.push_str("\n[[item]]\nplan = \"minato/r5\"\nat = { words = \"夜間の相談も受ける。\" }\nflags = [\"新規\"]\n");
    text.push_str(&format!("\n[[item]]\n{at}kind = \"section\" # 手で\n"));
    folder.write("corrections.toml", &text);
    let states = || listed(&folder).into_iter().map(|(number, state, _)| (number, state)).collect::<Vec<_>>();
    let held = |numbers: &[u64]| numbers.iter().map(|number| (*number, "held".to_owned())).collect::<Vec<_>>();
    assert_eq!(states(), held(&[1, 2, 3, 4]));
    folder.run(&["correct", "minato/r5", "L8", "--kind", "measure"]).done().shows(&["訂正5を"]);
    let kind = || {
        let all = folder.run(&["show", "minato/r5", "--format", "jsonl"]).done().jsonl();
        all.iter().find(|record| record["title"] == "巡回の強化").unwrap()["kind"].as_str().unwrap().to_owned()
    };
    assert_eq!(kind(), "measure");
    folder.run(&["index", "--rebuild"]).done();
    assert_eq!((kind().as_str(), states()[3].clone()), ("measure", (4, "replaced".to_owned())));
    // Their numbers are theirs now, whatever is taken back.
    folder.run(&["correct", "--undo", "1"]).done();
    let numbers: Vec<u64> = states().into_iter().map(|(number, _)| number).collect();
    assert_eq!((kind().as_str(), numbers), ("measure", vec![2, 3, 4, 5]));
    assert!(fs::read_to_string(folder.in_corpus("corrections.toml")).unwrap().contains("kind = \"section\" # 手で"));
    folder.run(&["correct", "--undo", "5"]).done();
    assert_eq!(kind(), "section");
}

#[test]
fn by_hand_between_brackets_is_as_good() {
    let folder = corpus();
    let own = "{ plan = \"minato/r5\", at = { words = \"巡回の強化\" }, kind = \"section\" }";
    folder.write("corrections.toml", format!("item = [{own}]\n"));
    folder.run(&["correct", "yamate/r5", "L5", "--flag", "重点"]).done().shows(&["訂正2を"]);
    let numbers: Vec<(u64, String)> = listed(&folder).into_iter().map(|(number, state, _)| (number, state)).collect();
    assert_eq!(numbers, [(1, "held".to_owned()), (2, "held".to_owned())]);
    folder.run(&["correct", "--undo", "1"]).done();
    assert_eq!(listed(&folder).len(), 1);
}
