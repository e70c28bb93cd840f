//! Bad input: one clear sentence that names the file and what to do; everything else goes on, and no index is lost.

use std::fs::{self, File};

use crate::kit::{Folder, run};

const GOOD: &str = "令和3年度 事業計画\nみなと商工会議所\n\n１．観光の振興\n";

/// Puts a file beside a good one that is already indexed; the good one still answers, and `kurabe index` says in one
/// line what is wrong with the other.
fn beside(name: &str, content: impl AsRef<[u8]>, words: &[&str]) {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    folder.run(&["index"]).done();
    folder.write(name, content);
    is_named(&folder, name, words);
}

fn is_named(folder: &Folder, name: &str, words: &[&str]) {
    let ran = folder.run(&["index"]).done();
    let path = folder.in_corpus(name);
    let about: Vec<&str> = ran.err.lines().collect();
    assert_eq!(about.len(), 1, "one sentence: {}", ran.err);
    assert!(about[0].contains(path.to_str().unwrap()), "{} is not named: {}", path.display(), ran.err);
    let ran = ran.says(words);
    assert!(ran.out.contains("1計画"), "{}", ran.out);
    assert_eq!(folder.literal(&["観光"]), ["good:4"]);
    // It is said again for as long as it holds.
    folder.run(&["index"]).done().says(words);
}

#[test]
fn an_empty_file() {
    beside("empty.txt", "", &["中身がありません"]);
}

#[test]
fn a_file_of_blanks() {
    beside("blank.txt", " \n\u{3000}\r\n\t\n", &["中身がありません"]);
}

#[test]
fn a_pdf_that_calls_itself_text() {
    beside("scan.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", &["壊れ"]);
}

#[test]
fn bytes_that_are_no_text() {
    let bytes: Vec<u8> = (0..4096_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    beside("noise.txt", bytes, &["テキスト"]);
}

#[test]
fn an_encoding_in_which_no_japanese_is_written() {
    let korean =
        "대한상공회의소 사업 계획은 지역 경제의 발전을 목표로 한다. 관광 진흥과 창업 지원을 추진한다.\n".repeat(20);
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(&korean);
    beside("korean.txt", bytes, &["文字コード", "UTF-8"]);
}

#[test]
fn a_format_that_is_not_read() {
    beside("table.xyz", "観光", &[".xyz", "保存し直して"]);
}

#[test]
fn an_enormous_file() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    folder.run(&["index"]).done();
    // Sparse: it takes no room on the disk.
    File::create(folder.in_corpus("huge.txt")).unwrap().set_len(200 << 20).unwrap();
    is_named(&folder, "huge.txt", &["大きすぎます", "64 MB"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    if crate::kit::is_root() {
        return;
    }
    let folder = Folder::of(&[("good.txt", GOOD), ("closed.txt", GOOD)]);
    fs::set_permissions(folder.in_corpus("closed.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    is_named(&folder, "closed.txt", &["開けません"]);
    fs::set_permissions(folder.in_corpus("closed.txt"), fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(folder.literal(&["観光"]), ["closed:4", "good:4"], "read once it may be");
}

#[test]
fn a_file_that_became_bad_is_no_longer_found() {
    let folder = Folder::of(&[("good.txt", GOOD), ("other.txt", GOOD)]);
    assert_eq!(folder.literal(&["観光"]), ["good:4", "other:4"]);
    folder.write("other.txt", "");
    assert_eq!(folder.literal(&["観光"]), ["good:4"]);
    folder.write("other.txt", GOOD);
    assert_eq!(folder.literal(&["観光"]), ["good:4", "other:4"]);
}

#[test]
fn a_search_says_how_many_files_could_not_be_read() {
    let folder = Folder::of(&[("good.txt", GOOD), ("empty.txt", "")]);
    let ran = folder.run(&["search", "観光"]).done();
    ran.says(&["1件", "kurabe index"]);
}

#[test]
fn bad_files_of_every_kind_at_once() {
    let folder = Folder::of(&[("good.txt", GOOD), ("empty.txt", ""), ("blank.md", "\n"), ("sub/table.xyz", "x")]);
    let ran = folder.run(&["index"]).done();
    assert_eq!(ran.err.lines().count(), 3, "one line each: {}", ran.err);
    assert!(ran.out.contains("1計画"), "{}", ran.out);
}

#[test]
fn damaged_characters_are_told_and_the_rest_is_read() {
    let mut bytes = GOOD.repeat(20).into_bytes();
    bytes.extend_from_slice(b"\xe8\xa6\n");
    let folder = Folder::new();
    folder.write("bent.txt", bytes);
    assert!(!folder.literal(&["観光"]).is_empty());
    let notices = folder.run(&["show", "bent", "--notices"]).done().out;
    assert!(notices.contains("81"), "the line is named: {notices}");
}

#[test]
fn what_is_not_a_document_is_passed_over() {
    let names = ["README.md", ".hidden.txt", ".git/config", "~$plan.docx", "notes.toml"];
    let mut folder = Folder::of(&[("good.txt", GOOD)]);
    for name in names {
        folder.write(name, if name.ends_with("toml") { "" } else { GOOD });
    }
    let ran = folder.run(&["index"]).done();
    assert_eq!(ran.err, "");
    assert_eq!(folder.literal(&["観光"]), ["good:4"]);
    folder = Folder::of(&[("sub/README.md", GOOD)]);
    assert_eq!(folder.literal(&["観光"]), ["sub/README:4"], "only the one at the top");
}

#[test]
fn ids_are_paths_that_every_system_shares() {
    // か + combining voiced mark, as macOS writes names.
    let decomposed = "か\u{3099}っこう/計画.v2.txt";
    let folder = Folder::of(&[(decomposed, GOOD), ("same.txt", GOOD), ("same.md", GOOD)]);
    assert_eq!(folder.literal(&["観光"]), ["same.md:4", "same.txt:4", "がっこう/計画.v2:4"]);
    assert_eq!(folder.run(&["show", "がっこう/計画.v2"]).code, 0);
    folder.remove("same.md");
    assert_eq!(folder.literal(&["観光"]), ["same:4", "がっこう/計画.v2:4"]);
}

#[test]
fn a_broken_corpus_toml() {
    let mistakes = [
        ("[good\n", "1"),
        ("[good]\norganization = \"x\"\n", "organization"),
        ("[good]\nkind = \"計画\"\n", "年度事業計画"),
        ("[good]\nyear = \"いつか\"\n", "いつか"),
        ("[good]\nextent = \"half\"\n", "digest"),
    ];
    for (text, word) in mistakes {
        let folder = Folder::of(&[("good.txt", GOOD)]);
        folder.run(&["index"]).done();
        folder.write("corpus.toml", text);
        let path = folder.in_corpus("corpus.toml");
        folder.run(&["index"]).failed(&[path.to_str().unwrap(), word]);
        let ran = folder.run(&["search", "観光"]).done();
        ran.says(&[path.to_str().unwrap()]);
        assert_eq!(folder.literal(&["観光", "--no-refresh"]), ["good:4"], "the index is as it was");
        fs::remove_dir_all(folder.index()).unwrap();
        folder.run(&["search", "観光"]).failed(&[path.to_str().unwrap(), word]);
    }
}

#[test]
fn a_corpus_that_is_not_there() {
    let folder = Folder::new();
    let nowhere = folder.path("nowhere");
    let words = [nowhere.to_str().unwrap(), "--corpus", "KURABE_CORPUS"];
    for verb in [&["index"][..], &["search", "観光"], &["plans"], &["export"], &["check"]] {
        run(&nowhere, &folder.index(), verb).failed(&words);
    }
    assert!(!folder.index().exists(), "a mistake does not make folders");
}

#[test]
fn a_corpus_that_is_a_file() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    let file = folder.in_corpus("good.txt");
    run(&file, &folder.index(), &["search", "観光"]).failed(&[file.to_str().unwrap()]);
}

#[test]
fn a_corpus_without_documents() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["index"]).done().err, "");
    assert_eq!(folder.run(&["search", "観光"]).code, 1);
    assert_eq!(folder.run(&["plans"]).code, 1);
    folder.run(&["check"]).done();
}

#[test]
fn queries_that_cannot_be_read() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    let long = "観".repeat(3_000);
    let cases: [(&str, &[&str]); 8] = [
        ("", &["kurabe search 事業承継"]),
        ("　 ", &["kurabe search 事業承継"]),
        ("「」", &["kurabe search 事業承継"]),
        ("year:いつか", &["いつか", "2021..2023"]),
        ("種別:日記", &["日記", "年度事業計画"]),
        ("印:星", &["星", "重点"]),
        ("level:山", &["山", "initiative"]),
        (&long, &["2000"]),
    ];
    for (query, words) in cases {
        folder.run(&["search", query]).failed(words);
    }
}

#[test]
fn queries_that_are_a_little_wrong_are_answered_and_said() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    for query in ["「観光の振興", "OR 観光", "観光 (振興", "観光 NOT"] {
        is_remarked(&folder, query);
    }
    assert_eq!(folder.literal(&["「観光の振興"]), ["good:4"]);
}

#[test]
fn an_or_that_cannot_be_kept_is_said_too() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    is_remarked(&folder, "観光 OR");
    is_remarked(&folder, "観光 OR 団体:みなと");
}

/// The first line of the answer says how something in the query was taken.
fn is_remarked(folder: &Folder, query: &str) {
    let ran = folder.run(&["search", query]);
    assert!(ran.code < 2, "{query}: {}", ran.err);
    let said = ran.out.lines().next().unwrap();
    assert!(said.contains("検索しました"), "{query}: {said}");
}

#[test]
fn a_query_of_marks_alone_ends() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    for query in ["*", "()", "((((", "))))", "-", "--", "OR OR", "NOT NOT", "::", "\"", "「", "\u{200b}", "*観光*"] {
        let ran = folder.run(&["search", "--", query]);
        assert!((0..=2).contains(&ran.code), "{query}: {} {}", ran.code, ran.err);
    }
}

#[test]
fn a_result_that_cannot_be_written() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    folder.run(&["index"]).done();
    let path = folder.path("missing/result.csv");
    let file = path.to_str().unwrap();
    folder.run(&["search", "観光", "--output", file]).failed(&[file]);
    folder.run(&["search", "観光", "--format", "csv", "--output", file]).failed(&[file]);
    folder.run(&["export", "--output", file]).failed(&[file]);
    let target = folder.path("folder");
    fs::create_dir(&target).unwrap();
    folder.run(&["search", "観光", "--output", target.to_str().unwrap()]).failed(&[target.to_str().unwrap()]);
    let left: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn a_result_that_fails_leaves_the_old_one() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    let file = folder.path("result.json");
    fs::write(&file, "the one before").unwrap();
    let path = file.to_str().unwrap();
    folder.run(&["search", "year:いつか", "--output", path]).failed(&["いつか"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "the one before");
    folder.run(&["search", "観光", "--format", "json", "--output", path]).done();
    assert!(fs::read_to_string(&file).unwrap().starts_with('{'));
}

#[test]
fn a_file_to_extract_that_is_bad() {
    let folder = Folder::of(&[("empty.txt", ""), ("scan.txt", "%PDF-1.4")]);
    for (name, word) in [("empty.txt", "中身"), ("scan.txt", "壊れ"), ("nowhere.txt", "見つかりません")] {
        let path = folder.in_corpus(name);
        let path = path.to_str().unwrap();
        folder.run(&["extract", path]).failed(&[path, word]);
    }
}

#[test]
fn no_document_gives_orders_to_the_terminal() {
    // So few that the text is still one; see `read::text`.
    let orders = "\u{1b}[2J";
    let filler = "・会員の経営を支える取組を関係機関とともに一つずつ着実に進め、その歩みを振り返る\n".repeat(12);
    let plan = |year: u32, more: &str| {
        format!(
            "みなと商工会議所\n令和{year}年度 事業計画\n\nⅠ．経営{orders}支援\n１．事業承継{orders}の支援（年12{orders}件）\n　相談{orders}に応じる。\n２．観光の振興{more}\n区分\t内{orders}容\n巡回\t年{orders}3回\n{filler}"
        )
    };
    let folder = Folder::of(&[("r3.txt", &plan(3, "")), ("r4.txt", &plan(4, "と情報発信"))]);
    folder.write("corpus.toml", "[r3]\nprefecture = \"東\\u001b[2J県\"\ntitle = \"計\\u001b[2J画\"\n");
    for verb in [
        &["search", "支援"][..],
        &["plans"],
        &["show", "r3"],
        &["show", "r3", "--notices"],
        &["show", "r3", "--stage", "blocks"],
        &["show", "r3", "--stage", "outline"],
        &["compare", "--items"],
        &["compare", "--by", "prefecture"],
        &["compare", "--first"],
        &["compare", "--trend"],
        &["similar", "r3", "L5"],
        &["diff", "r3", "r4", "--all"],
        &["themes", "audit"],
    ] {
        let ran = folder.run(verb);
        assert!(ran.code < 2 && !ran.out.is_empty(), "{verb:?}: {}", ran.err);
        let order = ran.out.lines().find(|line| line.chars().any(char::is_control));
        assert_eq!(order, None, "{verb:?}");
    }
}

/// `kurabe index` names each of these once, no more generations are made of it, and the rest is found.
#[cfg(unix)]
fn stands_in_no_way(folder: &Folder, words: &[&str]) {
    let ran = folder.run(&["index"]).done();
    assert_eq!(ran.err.lines().count(), words.len(), "{}", ran.err);
    ran.says(words);
    let before = folder.pointer();
    for _ in 0..2 {
        assert_eq!(folder.literal(&["観光"]), ["good:4"]);
    }
    folder.run(&["index"]).done().says(words);
    assert_eq!(folder.pointer(), before, "no new generation");
    folder.run(&["check", "--queries", "20"]).done();
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_out_or_up() {
    use std::os::unix::fs::symlink;
    let folder = Folder::of(&[("good.txt", GOOD)]);
    fs::write(folder.path("outside.txt"), GOOD.replace("観光", "温泉")).unwrap();
    symlink("no-such-file", folder.in_corpus("nowhere.txt")).unwrap();
    symlink(folder.path("outside.txt"), folder.in_corpus("out.txt")).unwrap();
    fs::create_dir(folder.in_corpus("sub")).unwrap();
    symlink(folder.corpus(), folder.in_corpus("sub/up")).unwrap();
    stands_in_no_way(&folder, &["nowhere.txt", "out.txt", "sub/up"]);
    assert_eq!(folder.literal(&["温泉"]), [""; 0]);
    assert_eq!(folder.literal(&["温泉", "--follow-links"]), ["out:4"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_too_large_or_cannot_be_opened() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::of(&[("good.txt", GOOD)]);
    File::create(folder.in_corpus("large.pdf")).unwrap().set_len(65 << 20).unwrap();
    stands_in_no_way(&folder, &["large.pdf"]);
    if crate::kit::is_root() {
        return;
    }
    folder.write("closed.txt", GOOD);
    folder.write("sub/closed.txt", GOOD);
    fs::set_permissions(folder.in_corpus("closed.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(folder.in_corpus("sub"), fs::Permissions::from_mode(0o000)).unwrap();
    stands_in_no_way(&folder, &["closed.txt", "large.pdf", "sub"]);
    fs::set_permissions(folder.in_corpus("sub"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_document() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    let pipe = folder.in_corpus("pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    stands_in_no_way(&folder, &["pipe.txt"]);
    let ran = folder.run(&["add", pipe.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    ran.says(&["pipe.txt", "ふつうのファイルではない"]);
}

#[test]
fn a_text_that_would_take_too_much_memory_is_refused() {
    let folder = Folder::of(&[("good.txt", GOOD)]);
    folder.write("long.txt", format!("{GOOD}{}", "・商店街の活性化を図る取組の実施\n".repeat(300_000)));
    folder.run(&["index"]).done().says(&["long.txt", "400 MB"]);
    assert_eq!(folder.literal(&["観光"]), ["good:4"]);
}

#[test]
fn a_folder_of_programs_is_no_corpus() {
    let folder = Folder::new();
    for number in 0..60 {
        folder.write(&format!("settings/{number}.conf"), "[section]\nkey = value\n");
    }
    folder.run(&["search", "観光"]).failed(&["計画のフォルダーではない"]);
    assert!(!folder.index().exists());
    // Texts need not be called anything.
    (0..60).for_each(|number| folder.write(&format!("計画/{number}"), GOOD));
    assert_eq!(folder.run(&["index"]).code, 0);
}

/// A device has no end; it says that it has no size.
#[cfg(target_os = "linux")]
#[test]
fn what_has_no_end_is_refused() {
    let folder = Folder::new();
    folder.run(&["extract", "/dev/zero"]).failed(&["/dev/zero", "64 MB"]);
    folder.run(&["add", "/dev/zero"]).says(&["/dev/zero"]);
    // A whole disk is no corpus either.
    crate::kit::run(std::path::Path::new("/"), &folder.index(), &["index"]).failed(&["計画のフォルダーではない"]);
}
