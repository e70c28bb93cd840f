//! Search, as a person and as a program meet it, over a small corpus of four bodies.

use serde_json::json;

use crate::kit::Folder;
use crate::search_kit::{corpus, matched};

#[test]
fn words_phrases_and_alternatives() {
    let folder = corpus();
    let cases: [(&str, &[&str]); 11] = [
        ("観光", &["minato/r3:11", "minato/r5-r7:8", "yamate/r4:4", "yamate/r4:5"]),
        ("観光 振興", &["minato/r3:11", "yamate/r4:4"]),
        ("振興　観光", &["minato/r3:11", "yamate/r4:4"]),
        ("「観光の振興」", &["minato/r3:11", "yamate/r4:4"]),
        ("\"観光の振興\"", &["minato/r3:11", "yamate/r4:4"]),
        ("＂観光の振興＂", &["minato/r3:11", "yamate/r4:4"]),
        ("「観光 の\n振興」", &["minato/r3:11", "yamate/r4:4"]),
        ("商店街 OR 温泉地", &["minato/r3:13", "yamate/r4:5"]),
        ("(商店街 ＯＲ 観光) 振興", &["minato/r3:11", "minato/r3:13", "yamate/r4:4"]),
        ("（商店街 OR 観光）訪日客", &["minato/r3:11"]),
        ("事業者", &["kawase:4", "minato/r3:5", "minato/r3:7"]),
    ];
    for (query, found) in cases {
        assert_eq!(folder.literal(&[query]), found, "{query}");
    }
    assert_eq!(folder.literal(&["観光", "振興"]), folder.literal(&["観光 振興"]), "arguments are joined by blanks");
}

#[test]
fn words_that_must_not_be_there() {
    let folder = corpus();
    let cases: [(&str, &[&str]); 8] = [
        ("観光 NOT 振興", &["minato/r5-r7:8", "yamate/r4:5"]),
        ("観光 -振興", &["minato/r5-r7:8", "yamate/r4:5"]),
        ("観光 －振興", &["minato/r5-r7:8", "yamate/r4:5"]),
        ("観光 除く:振興", &["minato/r5-r7:8", "yamate/r4:5"]),
        ("観光 除く：「の振興」", &["minato/r5-r7:8", "yamate/r4:5"]),
        ("NOT 振興 観光", &["minato/r5-r7:8", "yamate/r4:5"]),
        ("観光 NOT (振興 OR 港)", &["yamate/r4:5"]),
        ("団体:やまて NOT 観光", &["yamate/r4:7"]),
    ];
    for (query, found) in cases {
        assert_eq!(folder.literal(&["--", query]), found, "{query}");
    }
}

#[test]
fn what_is_excluded_comes_back_in_no_way() {
    let folder = corpus();
    for query in ["観光 振興 NOT 商店街", "事業承継支援 NOT 後継者", "インバウンド NOT 観光", "港の観光を増やす NOT 港"]
    {
        let unwanted = query.rsplit(' ').next().unwrap();
        let holding = folder.literal(&[unwanted]);
        assert!(!holding.is_empty(), "{unwanted}");
        let hits = folder.hits(&[query]);
        let back: Vec<&String> = hits.iter().filter(|hit| holding.contains(hit)).collect();
        assert!(back.is_empty(), "{query}: {back:?}");
    }
}

#[test]
fn a_star_opens_the_end() {
    let folder = corpus();
    assert_eq!(folder.literal(&["mai"]), [""; 0]);
    assert_eq!(folder.literal(&["mai*"]), ["minato/r3:7"]);
    assert_eq!(folder.literal(&["ＭＡＩ＊"]), ["minato/r3:7"]);
    assert_eq!(folder.literal(&["ail*"]), [""; 0], "the beginning stays closed");
    assert_eq!(folder.literal(&["1*"]), ["kawase:5", "minato/r3:7"], "A1 and 13年");
    assert_eq!(folder.literal(&["「mai*」"]), [""; 0], "within a phrase a star is a star");
}

#[test]
fn runs_are_not_cut() {
    let folder = corpus();
    let minato: &[&str] = &["minato/r3:7"];
    let cases: [(&str, &[&str]); 22] = [
        ("mail", minato),
        ("AI", &["minato/r5-r7:6"]),
        ("ＡＩ", &["minato/r5-r7:6"]),
        ("ai", &["minato/r5-r7:6"]),
        ("13年", minato),
        ("3年", &[]),
        ("2,100会員", minato),
        ("２，１００会員", minato),
        ("100会員", &[]),
        ("2", &[]),
        ("30", minato),
        ("H30", minato),
        ("0から", &[]),
        ("20件", minato),
        ("①20件", minato),
        ("①", minato),
        ("120件", &[]),
        ("パソコン", minato),
        ("ﾊﾟｿｺﾝ", minato),
        ("20件を目標", minato),
        ("DX", minato),
        ("sum(a1)", &["kawase:5"]),
    ];
    for (query, found) in cases {
        assert_eq!(folder.literal(&[query]), found, "{query}");
    }
}

#[test]
fn a_match_stays_in_its_title_or_body() {
    let folder = corpus();
    assert_eq!(folder.literal(&["温泉地の観光"]), ["yamate/r4:5"]);
    assert_eq!(folder.literal(&["湯めぐり"]), ["yamate/r4:5"]);
    assert_eq!(folder.literal(&["「観光湯めぐり」"]), [""; 0], "from title to body");
    assert_eq!(folder.literal(&["「開く。登山道」"]), [""; 0], "from one item to the next");
    assert_eq!(folder.literal(&["「件を目標とする」"]), ["minato/r3:7"], "across a line of the page");
}

#[test]
fn a_match_stays_in_its_cell() {
    let table = "令和3年度 事業計画\nみなと商工会議所\n\n| 事業名 | 内容 |\n|---|---|\n| 創業塾 | 開業の講座 |\n| 観光展 | 物産の紹介 |\n";
    let folder = Folder::of(&[("a.md", table)]);
    assert_eq!(folder.literal(&["創業塾"]).len(), 1);
    assert_eq!(folder.literal(&["開業の講座"]).len(), 1);
    for query in ["「創業塾開業」", "「創業塾 | 開業」", "「講座観光展」"] {
        assert_eq!(folder.literal(&[query]), [""; 0], "{query}");
    }
}

#[test]
fn four_kinds_of_match() {
    let folder = corpus();
    // By the word itself, by its parts close together, by a word of the thesaurus.
    let answer = folder.search(&["事業承継", "--limit", "0"]);
    assert_eq!(matched(&answer, "literal"), ["minato/r3:5"]);
    assert_eq!(matched(&answer, "context"), ["kawase:7"]);
    assert_eq!(matched(&answer, "widened"), ["minato/r5-r7:6"]);
    assert_eq!(answer["added"], json!(["事業引継ぎ", "後継者"]));
    // By the plan's body, and by the title of the section.
    let answer = folder.search(&["みなと 観光", "--limit", "0"]);
    assert_eq!(matched(&answer, "context"), ["minato/r3:11", "minato/r5-r7:8"]);
    let answer = folder.search(&["経営支援 専門家", "--limit", "0"]);
    assert_eq!(matched(&answer, "context"), ["minato/r3:5"]);
    // The body's name alone does not make answers of all that it says.
    assert_eq!(folder.hits(&["みなと"]), [""; 0]);
    // A narrower word answers the broader one, not the other way round.
    assert_eq!(matched(&folder.search(&["旅行"]), "widened"), ["yamate/r4:5"]);
    assert_eq!(folder.search(&["湯めぐり"])["added"], json!([]));
    // Only some of the words, when little else answers.
    let answer = folder.search(&["空き店舗を減らす取組", "--limit", "0"]);
    assert_eq!((answer["total"].as_u64(), answer["partial"].as_u64()), (Some(0), Some(1)));
    assert_eq!(matched(&answer, "partial"), ["minato/r3:13"]);
}

#[test]
fn exact_is_the_words_as_written_and_nothing_else() {
    let folder = corpus();
    for query in ["事業承継", "みなと 観光", "インバウンド", "空き店舗を減らす取組", "経営支援 専門家"]
    {
        let answer = folder.search(&[query, "--exact", "--limit", "0"]);
        assert_eq!(answer["total"], answer["literal"], "{query}");
        let rest = ["context", "widened", "partial"].map(|kind| answer[kind].as_u64().unwrap());
        assert_eq!(rest, [0; 3], "{query}");
        assert_eq!(answer["added"], json!([]), "{query}");
    }
    assert_eq!(folder.literal(&["事業承継"]), ["minato/r3:5"]);
}

#[test]
fn filters_in_both_languages() {
    let folder = corpus();
    let same: [&[&str]; 14] = [
        &["観光 organisation:みなと", "観光 団体:みなと", "観光 団体：「みなと商工」"],
        &["観光 year:2022", "観光 年度:令和4", "観光 年度：Ｒ４", "観光 年度:令和４年度"],
        &["観光 year:2021..2022", "観光 年度:令和3..4", "観光 年度:R3..R4", "観光 年度:２０２１～２０２２"],
        &["観光 year:2024", "観光 年度:令和6"],
        &["支援 theme:DX", "支援 テーマ:ＤＸ", "支援 テーマ：dx"],
        &["観光 kind:中期計画", "観光 種別:中期計画"],
        &["観光 prefecture:新潟県", "観光 都道府県:新潟"],
        &["観光 flag:新規", "観光 印:新規"],
        &["支援 flag:再掲", "支援 印:再掲"],
        &["観光 plan:minato/r5-r7", "観光 計画:minato/r5-r7"],
        &["観光 level:section", "観光 階層:柱"],
        &["観光 level:initiative", "観光 階層:施策"],
        &["観光 NOT organisation:やまて", "観光 -団体:やまて", "観光 除く:団体:やまて"],
        &["観光 year:2021 year:2022", "観光 年度:2022 年度:2021"],
    ];
    let found: [&[&str]; 14] = [
        &["minato/r3:11", "minato/r5-r7:8"],
        &["yamate/r4:4", "yamate/r4:5"],
        &["minato/r3:11", "yamate/r4:4", "yamate/r4:5"],
        &["minato/r5-r7:8"],
        &["minato/r3:7"],
        &["minato/r5-r7:8"],
        &["minato/r3:11", "minato/r5-r7:8"],
        &["minato/r3:11"],
        &["minato/r3:7"],
        &["minato/r5-r7:8"],
        &["yamate/r4:4"],
        &["minato/r3:11", "minato/r5-r7:8", "yamate/r4:5"],
        &["minato/r3:11", "minato/r5-r7:8"],
        &["minato/r3:11", "yamate/r4:4", "yamate/r4:5"],
    ];
    for (queries, found) in same.iter().zip(found) {
        for query in *queries {
            assert_eq!(folder.literal(&["--", query]), found, "{query}");
        }
    }
}

#[test]
fn a_minus_needs_no_marks_on_the_command_line() {
    let folder = corpus();
    assert_eq!(folder.literal(&["観光", "-団体:やまて"]), ["minato/r3:11", "minato/r5-r7:8"]);
    let answer = folder.search(&["観光", "-港", "--limit", "3"]);
    assert_eq!(answer["read_as"], "観光 NOT 港");
    assert_eq!(folder.run(&["search", "観光", "-limit"]).code, 2, "a mistyped option is no word to leave out");
}

#[test]
fn filters_alone_give_all_that_they_allow() {
    let folder = corpus();
    let all = folder.run(&["export"]).done().jsonl();
    let of_yamate = all.iter().filter(|passage| passage["plan"] == "yamate/r4").count();
    assert_eq!(folder.search(&["団体:やまて"])["total"], of_yamate);
    assert_eq!(folder.search(&["year:1999"])["total"], 0);
    assert_eq!(folder.run(&["search", "year:1999"]).code, 1);
}

#[test]
fn a_bare_year_is_a_word() {
    let folder =
        Folder::of(&[("a.txt", "令和3年度 事業計画\nみなと商工会議所\n\n１．創業支援\n２．令和5年に開く博覧会\n")]);
    assert_eq!(folder.literal(&["令和5年"]), ["a:5"]);
    assert_eq!(folder.literal(&["令和五年"]), [""; 0]);
    let answer = folder.search(&["２０２３"]);
    assert_eq!((answer["total"].as_u64(), answer["read_as"].as_str()), (Some(0), Some("２０２３")));
}
