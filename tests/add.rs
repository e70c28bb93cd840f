//! `kurabe add` and `remove`: documents into the corpus and out of it, without losing any.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::kit::{Folder, kurabe, own_script};

const PLAN: &str = "令和3年度 事業計画\nみなと商工会議所\n\n１．経営支援\n・創業塾の開催\n・巡回指導の実施\n";

/// A folder of downloads beside the corpus.
fn downloads(folder: &Folder, files: &[(&str, &[u8])]) -> String {
    let path = folder.path("downloads");
    for (name, bytes) in files {
        let file = path.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    path.to_str().unwrap().to_owned()
}

#[test]
fn what_is_added_is_shown_kept_as_it_is_and_found() {
    let folder = Folder::new();
    let from = downloads(&folder, &[("r3.txt", PLAN.as_bytes())]);
    let ran = folder.run(&["add", &from]).done();
    for words in ["みなと商工会議所/2021_令和3年度事業計画", "令和3年度（2021）・年度事業計画・柱0・施策1・取組2"]
    {
        assert!(ran.out.contains(words), "{}", ran.out);
    }
    let stored = folder.in_corpus("みなと商工会議所/2021_令和3年度事業計画.txt");
    assert_eq!(fs::read_to_string(stored).unwrap(), PLAN);
    assert_eq!(folder.literal(&["創業塾"]), ["みなと商工会議所/2021_令和3年度事業計画:5"]);
}

#[test]
fn the_same_bytes_go_in_once_and_another_version_beside_the_first() {
    let folder = Folder::new();
    let newer = PLAN.replace("創業塾", "創業スクール");
    let from =
        downloads(&folder, &[("a.txt", PLAN.as_bytes()), ("b.txt", PLAN.as_bytes()), ("c.txt", newer.as_bytes())]);
    let ran = folder.run(&["add", &from]).done();
    assert_eq!(ran.out.matches("追加しました").count(), 2, "{}", ran.out);
    assert_eq!(ran.out.matches("同じ内容がもうあります").count(), 1, "{}", ran.out);
    let id = "みなと商工会議所/2021_令和3年度事業計画";
    assert_eq!(folder.literal(&["創業"]), [format!("{id}:5"), format!("{id}_v2:5")]);
}

#[test]
fn a_dry_run_shows_and_adds_nothing() {
    let folder = Folder::new();
    let from = downloads(&folder, &[("r3.txt", PLAN.as_bytes())]);
    let ran = folder.run(&["add", "--dry-run", "--organisation", "やまて商工会", &from]).done();
    assert!(ran.out.contains("やまて商工会/2021_令和3年度事業計画"), "{}", ran.out);
    assert_eq!(fs::read_dir(folder.corpus()).unwrap().count(), 0);
}

#[test]
fn what_is_said_goes_into_the_manifest_and_leaves_what_stands_there() {
    let folder = Folder::of(&[("corpus.toml", "# 注\n[old]\nsample = true\n"), ("old.txt", PLAN)]);
    let from = downloads(&folder, &[("x.txt", "１．経営支援\n・空き店舗の活用\n".as_bytes())]);
    let said =
        ["--organisation", "やまて商工会", "--year", "令和7年度", "--kind", "年度事業計画", "--prefecture", "新潟県"];
    folder.run(&[&["add"], &said[..], &[&from]].concat()).done();
    let manifest = fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap();
    assert!(manifest.starts_with("# 注\n[old]\nsample = true\n"), "{manifest}");
    let hits = folder.literal(&["空き店舗 団体:やまて 年度:2025 都道府県:新潟県"]);
    assert_eq!(hits, ["やまて商工会/2025_令和7年度事業計画:2"]);
    folder.run(&["remove", "やまて商工会/2025_令和7年度事業計画"]).done();
    assert_eq!(fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap(), "# 注\n[old]\nsample = true\n");
}

#[test]
fn a_bad_file_is_named_and_stops_no_other() {
    let folder = Folder::new();
    let from =
        downloads(&folder, &[("a.pdf", b"%PDF-1.7 broken"), ("b.txt", PLAN.as_bytes()), ("c.docx", b"PK\x03\x04")]);
    let ran = folder.run(&["add", &from, "no-such-file.txt"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("追加しました"), "{}", ran.out);
    let ran = ran.says(&["a.pdf: ", "c.docx: ", "no-such-file.txt: ", "3件は追加できませんでした"]);
    assert_eq!(ran.err.lines().filter(|line| line.contains("downloads") || line.contains("no-such")).count(), 3);
    assert_eq!(folder.literal(&["創業塾"]).len(), 1);
}

#[test]
fn what_cannot_be_said_is_refused_before_anything_is_added() {
    let folder = Folder::new();
    let from = downloads(&folder, &[("a.txt", PLAN.as_bytes())]);
    folder.run(&["add", "--kind", "謎", &from]).failed(&["--kind", "謎", "年度事業計画"]);
    folder.run(&["add", "--year", "いつか", &from]).failed(&["--year", "いつか"]);
    assert_eq!(fs::read_dir(folder.corpus()).unwrap().count(), 0);
}

#[test]
fn standard_input_is_a_document_too() {
    let folder = Folder::new();
    let mut command = kurabe();
    command.arg("--corpus").arg(folder.corpus()).arg("--index").arg(folder.index()).args(["add", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(PLAN.as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert!(folder.in_corpus("みなと商工会議所/2021_令和3年度事業計画.txt").exists());
}

#[test]
fn what_is_removed_is_kept_aside_and_not_found_any_more() {
    let folder = Folder::of(&[("みなと/a.txt", PLAN), ("b.txt", PLAN)]);
    let ran = folder.run(&["remove", "みなと"]).says(&["みなと/a"]);
    assert_eq!(ran.code, 2, "only a whole id will do");
    folder.run(&["remove", "b", "no-such"]).failed(&["no-such"]);
    assert!(folder.in_corpus("b.txt").exists(), "a wrong id among right ones stops before anything moves");
    folder.run(&["remove", "みなと/a"]).done();
    assert_eq!(fs::read_to_string(folder.in_corpus(".removed/みなと/a.txt")).unwrap(), PLAN);
    assert!(!folder.in_corpus("みなと").exists(), "an empty folder goes");
    assert_eq!(folder.literal(&["創業塾"]), ["b:5"]);
}

/// A document that opens with `secret` and says 事業計画.
const LOCKED: &[u8] = include_bytes!("fixtures/locked.pdf");

/// Does a word stand in any file of the corpus?
fn is_written_down(folder: &Folder, word: &str) -> bool {
    let files = walkdir::WalkDir::new(folder.corpus()).into_iter().filter_map(Result::ok);
    files
        .filter(|entry| entry.file_type().is_file())
        .any(|entry| String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).contains(word))
}

/// Does the index have the one plan?
fn is_known(folder: &Folder) -> bool {
    folder.run(&["plans"]).out.contains("1計画")
}

#[test]
fn a_password_is_kept_only_where_that_is_asked() {
    let folder = Folder::new();
    let from = downloads(&folder, &[("locked.pdf", LOCKED)]);
    let file = format!("{from}/locked.pdf");
    folder.run(&["add", &file]).says(&["locked.pdf", "--keep-password"]);
    assert_eq!(folder.run(&["add", "--password", "wrong", &file]).code, 2);
    assert_eq!(fs::read_dir(folder.corpus()).unwrap().count(), 0);
    folder.run(&["add", "--password", "secret", &file]).done();
    assert!(!is_written_down(&folder, "secret"));
    assert!(is_known(&folder), "it is read with what was given");
    assert!(!folder.run(&["index"]).done().err.contains("--keep-password"), "and stays read");
    folder.run(&["index", "--rebuild"]).done().says(&["事業計画.pdf", "--keep-password"]);
    assert!(!is_known(&folder));
    // The same bytes are in the corpus already; their password is kept now, and they are read again.
    folder.run(&["add", "--keep-password", "--password", "secret", &file]).done();
    folder.run(&["index", "--rebuild"]).done();
    assert!(is_known(&folder));
    assert!(fs::read_to_string(folder.in_corpus("passwords.toml")).unwrap().contains("secret"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder.in_corpus("passwords.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[cfg(unix)]
#[test]
fn a_password_is_asked_for_without_showing_it() {
    let folder = Folder::new();
    let from = downloads(&folder, &[("locked.pdf", LOCKED)]);
    let Some(mut script) = own_script("terminal.py") else { return };
    script.args(["secret", env!("CARGO_BIN_EXE_kurabe"), "--lang", "ja"]);
    script.arg("--corpus").arg(folder.corpus()).arg("--index").arg(folder.index());
    let end = script.args(["add", &format!("{from}/locked.pdf")]).output().unwrap();
    let shown = String::from_utf8_lossy(&end.stdout);
    assert!(end.status.success(), "{shown}{}", String::from_utf8_lossy(&end.stderr));
    assert!(shown.contains("のパスワード：") && shown.contains("追加しました") && !shown.contains("secret"), "{shown}");
    assert!(!is_written_down(&folder, "secret"));
    assert!(is_known(&folder));
}
