//! Search, as a person and as a program meet it, over a small corpus of four bodies.

use std::collections::BTreeSet;
use std::fs;

use kurabe_text::fold::fold;
use serde_json::{Value, json};

use crate::kit::{Folder, places};

const MINATO_R3: &str = "\
令和３年度　事業計画書
みなと商工会議所

１．経営支援の強化
（１）事業承継支援の推進【新規】
　後継者のいない事業者の事業承継を、専門家とともに支援する。
（２）デジタル化の支援（再掲）
　ＤＸに取り組む事業者をﾊﾟｿｺﾝ教室と講座で支え、e-mailで13年にわたり、2,100会員の相談に応じ、H30からは①20件を目
標とする。
２．地域の振興
（１）観光の振興【新規】
　訪日客の誘致に努める。
（２）商店街の振興
　空き店舗の活用を進める。
";

const MINATO_R5: &str = "\
第２期　中期計画
令和５年度～令和７年度
みなと商工会議所

１．経営支援の強化
（１）事業引継ぎの支援
　親族の外への引継ぎを、ＡＩの活用とともに支援する。
（２）港の観光
　クルーズ船の寄港を増やす。
";

const YAMATE: &str = "\
令和４年度　事業計画
やまて商工会

１．観光の振興
（１）温泉地の観光
　湯めぐりの催しを開く。
（２）登山道の整備
　山小屋とともに道を直す。
";

const KAWASE: &str = "\
令和４年度　事業計画
かわせ商工会議所

１．事業者の支援
（１）=SUM(A1)の講習
　表計算の初歩を学ぶ。
（２）事業の承継を円滑に支援
　専門家が個々に相談に乗る。
";

const MANIFEST: &str = r#"
["minato/r3"]
prefecture = "新潟県"
["minato/r5-r7"]
prefecture = "新潟県"
extent = "digest"
["yamate/r4"]
prefecture = "長野県"
[kawase]
sample = true
"#;

const THESAURUS: &str = r#"
[[group]]
same = ["インバウンド", "訪日客"]
[[group]]
same = ["事業承継", "事業引継ぎ"]
related = ["後継者"]
[[group]]
same = ["旅行", "ツーリズム"]
narrower = ["湯めぐり"]
"#;

fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (bytes, _, has_faults) = encoding.encode(text);
    assert!(!has_faults, "{} cannot hold the text", encoding.name());
    bytes.into_owned()
}

/// Four bodies, five years, four encodings, a thesaurus of its own.
fn corpus() -> Folder {
    let folder = Folder::new();
    folder.write("minato/r3.txt", MINATO_R3);
    folder.write("minato/r5-r7.txt", encoded(MINATO_R5, encoding_rs::SHIFT_JIS));
    folder.write("yamate/r4.txt", encoded(YAMATE, encoding_rs::EUC_JP));
    folder.write("kawase.txt", encoded(KAWASE, encoding_rs::ISO_2022_JP));
    folder.write("corpus.toml", MANIFEST);
    folder.write("thesaurus.toml", THESAURUS);
    folder
}

fn sorted(mut hits: Vec<String>) -> Vec<String> {
    hits.sort();
    hits
}

/// The hits of one kind of match, sorted.
fn matched(answer: &Value, name: &str) -> Vec<String> {
    let hits = answer["hits"].as_array().unwrap();
    let hits: Vec<Value> = hits.iter().filter(|hit| hit["match"] == name).cloned().collect();
    sorted(places(&json!({ "hits": hits })))
}

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
fn pages_put_together_are_the_whole() {
    let folder = corpus();
    for query in ["支援", "year:2021..2023", "事業承継", "観光 振興", "みなと 観光"] {
        for sort in ["score", "year", "organisation"] {
            let whole = folder.hits(&[query, "--sort", sort]);
            let mut pages = Vec::new();
            for offset in 0..=whole.len() / 2 {
                let offset = (offset * 2).to_string();
                pages.extend(places(&folder.search(&[query, "--sort", sort, "--limit", "2", "--offset", &offset])));
            }
            assert_eq!(pages, whole, "{query} by {sort}");
        }
    }
    let beyond = folder.run(&["search", "支援", "--offset", "99", "--format", "json"]);
    assert_eq!(
        (beyond.code, beyond.json()["hits"].as_array().unwrap().len()),
        (0, 0),
        "found, though not on this page"
    );
    assert_ne!(beyond.json()["total"], 0);
}

#[test]
fn the_largest_page_is_the_whole() {
    let folder = corpus();
    let most = u64::MAX.to_string();
    let all = folder.hits(&["支援"]);
    assert_eq!(places(&folder.search(&["支援", "--limit", &most])), all);
    assert_eq!(places(&folder.search(&["支援", "--limit", &most, "--offset", "1"])), all[1..]);
    assert_eq!(places(&folder.search(&["支援", "--limit", "5", "--offset", &most])), [""; 0]);
}

#[test]
fn twenty_hits_unless_more_are_asked_for() {
    let items: String = (1..=30).map(|number| format!("（{number}）観光の催し{number}\n")).collect();
    let folder = Folder::of(&[("a.txt", &format!("令和3年度 事業計画\nみなと商工会議所\n\n１．振興\n{items}"))]);
    let answer = folder.search(&["観光"]);
    assert_eq!((answer["total"].as_u64(), answer["hits"].as_array().unwrap().len()), (Some(30), 20));
    assert_eq!(folder.hits(&["観光"]).len(), 30);
}

#[test]
fn pages_by_plan_hold_each_plan_whole() {
    let folder = corpus();
    let whole = folder.search(&["支援", "--exact", "--limit", "0"]);
    let best = whole["hits"][0]["plan"].clone();
    let first = folder.search(&["支援", "--exact", "--group", "plan", "--limit", "1"]);
    let plans: Vec<&Value> = first["hits"].as_array().unwrap().iter().map(|hit| &hit["plan"]).collect();
    let of_best = places(&whole).iter().filter(|hit| hit.starts_with(best.as_str().unwrap())).count();
    assert!(of_best > 1 && plans.len() == of_best && plans.iter().all(|plan| **plan == best), "{plans:?}");
    assert_eq!(first["total"], whole["total"], "a page does not change the count");
    let mut all = Vec::new();
    for offset in ["0", "1", "2", "3"] {
        all.extend(places(&folder.search(&["支援", "--exact", "--group", "plan", "--limit", "1", "--offset", offset])));
    }
    assert_eq!(sorted(all), sorted(places(&whole)));
}

#[test]
fn orders() {
    let folder = corpus();
    let column = |sort: &str, key: &str| -> Vec<String> {
        let answer = folder.search(&["支援 OR 観光", "--exact", "--limit", "0", "--sort", sort]);
        answer["hits"].as_array().unwrap().iter().map(|hit| hit[key].to_string()).collect()
    };
    let years = column("year", "to");
    assert!(years.is_sorted_by(|a, b| a >= b) && years.first() != years.last(), "newest first: {years:?}");
    let bodies = column("organisation", "organisation");
    assert!(bodies.is_sorted() && bodies.first() != bodies.last(), "{bodies:?}");
    let ranks = ["literal", "context", "widened", "partial"];
    let answer = folder.search(&["事業承継", "--limit", "0"]);
    let kinds =
        answer["hits"].as_array().unwrap().iter().map(|hit| ranks.iter().position(|rank| hit["match"] == *rank));
    assert!(kinds.is_sorted(), "literal first");
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

#[test]
fn encodings_are_told_from_the_bytes() {
    let text = MINATO_R5;
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect();
    let files: [(&str, Vec<u8>); 7] = [
        ("utf8", text.as_bytes().to_vec()),
        ("utf8-mark", format!("\u{feff}{text}").into_bytes()),
        ("shift-jis", encoded(text, encoding_rs::SHIFT_JIS)),
        ("euc-jp", encoded(text, encoding_rs::EUC_JP)),
        ("iso-2022-jp", encoded(text, encoding_rs::ISO_2022_JP)),
        ("utf16-le", utf16(u16::to_le_bytes)),
        ("utf16-be", utf16(u16::to_be_bytes)),
    ];
    let folder = Folder::new();
    for (name, bytes) in &files {
        folder.write(&format!("{name}.txt"), bytes);
        folder.write(&format!("{name}-crlf.txt"), encoded_lines(bytes, name));
    }
    let hits = folder.literal(&["親族の外への引継ぎ"]);
    assert_eq!(hits.len(), 2 * files.len(), "{hits:?}");
    let plans = folder.run(&["plans", "--format", "json"]).done().json();
    for plan in plans.as_array().unwrap() {
        let facts = (plan["organisation"].as_str(), plan["from"].as_i64(), plan["to"].as_i64());
        assert_eq!(facts, (Some("みなと商工会議所"), Some(2023), Some(2025)), "{plan}");
    }
}

/// The same bytes with the line ends of Windows.
fn encoded_lines(bytes: &[u8], name: &str) -> Vec<u8> {
    let (end, with): (&[u8], &[u8]) = match name {
        "utf16-le" => (b"\n\0", b"\r\0\n\0"),
        "utf16-be" => (b"\0\n", b"\0\r\0\n"),
        _ => (b"\n", b"\r\n"),
    };
    let mut lines = Vec::new();
    for unit in bytes.chunks(end.len()) {
        lines.extend_from_slice(if unit == end { with } else { unit });
    }
    lines
}
