//! Nothing is missed: what search says is compared with a scan of all passages, here, in `kurabe check`, and in Python.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kurabe_text::fold::fold;
use proptest::prelude::*;
use serde_json::Value;

use crate::kit::{Folder, own_script, ran, repository, shared};

/// Few letters, so that random strings meet; each stands for a kind that the fold or the runs treat in its own way.
const LETTERS: &[&str] = &[
    "観", "光", "業", "の", "ア", "ー", "ｱ", "ﾊ", "ﾟ", "か", "゛", "\u{3099}", "⽀", "⻄", "A", "i", "ａ", "Ｉ", "é",
    "1", "2", "３", ",", ".", "，", "①", "Ⅰ", "-", "−", "〜", "～", " ", "\u{3000}", "\u{200b}", "\u{fe00}", "、",
    "。", "㈱", "件",
];

fn piece(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(LETTERS), 0..most).prop_map(|letters| letters.concat())
}

fn plan() -> impl Strategy<Value = String> {
    let marker = prop::sample::select(vec!["１．", "２．", "（１）", "（２）", "・", "　", "", "ア "]);
    let line = (marker, piece(14)).prop_map(|(marker, text)| format!("{marker}{text}\n"));
    let head = "令和3年度 事業計画\nみなと商工会議所\n\n";
    prop::collection::vec(line, 0..12).prop_map(move |lines| format!("{head}{}", lines.concat()))
}

/// Does the word stand in the text without cutting a run? Written from the design, not from `ja::run`.
fn occurs(text: &str, word: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let word: Vec<char> = word.chars().collect();
    // For each letter the number of its run.
    let mut runs: Vec<usize> = Vec::new();
    for place in 0..text.len() {
        let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
        let mark = |at: usize| matches!(text.get(at), Some(',' | '.')) && at > 0 && digit(at - 1) && digit(at + 1);
        let latin = |at: usize| text.get(at).is_some_and(|c| kurabe_text::fold::is_latin(*c));
        let number = |at: usize| digit(at) || mark(at);
        let goes_on = place > 0 && ((latin(place - 1) && latin(place)) || (number(place - 1) && number(place)));
        runs.push(runs.last().map_or(0, |run| run + usize::from(!goes_on)));
    }
    let is_border = |at: usize| at == 0 || at == text.len() || runs[at - 1] != runs[at];
    let starts = 0..(text.len() + 1).saturating_sub(word.len());
    let mut starts = starts.filter(|start| text[*start..].starts_with(&word));
    !word.is_empty() && starts.any(|start| is_border(start) && is_border(start + word.len()))
}

/// Where a record stands, as one key.
fn place(record: &Value) -> String {
    ["plan", "node", "kind", "first_line", "last_line"].map(|key| record[key].to_string()).join(" ")
}

fn counted(places: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    places.for_each(|place| *counts.entry(place).or_default() += 1);
    counts
}

/// A search for a phrase finds what a scan finds, each once, and marks it.
fn agrees(folder: &Folder, passages: &[Value], written: &str) -> Result<(), String> {
    let word = fold(written);
    let text = |passage: &Value, part: &str| fold(passage[part].as_str().unwrap());
    let holds = |passage: &&Value| ["title", "body"].iter().any(|part| occurs(&text(passage, part), &word));
    let scanned = counted(passages.iter().filter(holds).map(place));
    let query = format!("「{written}」");
    let answer = folder.search(&["--exact", "--no-refresh", "--limit", "0", "--", &query]);
    let hits = answer["hits"].as_array().unwrap();
    let found = counted(hits.iter().map(place));
    if found != scanned || answer["total"] != scanned.values().sum::<usize>() {
        return Err(format!("{written:?}: scan {scanned:?}, search {found:?}, total {}", answer["total"]));
    }
    for hit in hits {
        let pieces = hit["snippet"].as_array().unwrap().iter().filter(|piece| piece[1] == "typed");
        let marked: Vec<String> = pieces.map(|piece| fold(piece[0].as_str().unwrap())).collect();
        if marked.is_empty() || !marked.iter().all(|piece| piece.contains(&word)) {
            return Err(format!("{written:?} is marked as {marked:?} in {hit}"));
        }
    }
    Ok(())
}

/// A stretch of what the passages say, chosen by two numbers.
fn stretch(passages: &[Value], start: usize, length: usize) -> String {
    let texts = passages.iter().flat_map(|passage| [&passage["title"], &passage["body"]]);
    let letters: Vec<char> = texts.flat_map(|text| text.as_str().unwrap().chars()).collect();
    letters.iter().cycle().skip(start % letters.len().max(1)).take(length.min(letters.len())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 6, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_what_a_scan_finds(
        plans in prop::collection::vec(plan(), 1..4),
        changed in plan(),
        strings in prop::collection::vec(piece(5), 6),
        stretches in prop::collection::vec((0_usize..400, 1_usize..13), 10),
    ) {
        let folder = Folder::new();
        for (number, plan) in plans.iter().enumerate() {
            folder.write(&format!("plan{number}.txt"), plan);
        }
        folder.run(&["index"]).done();
        // A plan that was read again leaves nothing behind.
        folder.write("plan0.txt", changed);
        let passages = folder.run(&["export"]);
        prop_assert!(passages.code < 2, "{}", passages.err);
        let passages = passages.jsonl();
        let stretches = stretches.iter().map(|(start, length)| stretch(&passages, *start, *length));
        for string in strings.iter().cloned().chain(stretches).filter(|string| !fold(string).is_empty()) {
            let agreed = agrees(&folder, &passages, &string);
            prop_assert!(agreed.is_ok(), "{}", agreed.unwrap_err());
        }
    }
}

#[test]
fn the_scan_itself_keeps_to_the_runs() {
    let cases = [("mail", "ai", false), ("aiの", "ai", true), ("13年", "3年", false), ("2,100会員", "100会員", false)];
    let more = [
        ("h30", "30", true),
        ("①20件", "20件", true),
        ("1,2,", "2", false),
        ("12,a", "12", true),
        ("観光業", "光業", true),
    ];
    for (text, word, found) in cases.into_iter().chain(more) {
        assert_eq!(occurs(text, word), found, "{word} in {text}");
    }
}

#[test]
fn the_projects_own_corpus_is_complete() {
    let folder = Folder::new();
    let corpus = repository().join("corpus");
    let ran = crate::kit::run(&corpus, &folder.index(), &["check", "--queries", "2000", "--lang", "en"]).done();
    assert!(ran.out.contains("2000 random strings") && ran.out.contains("Nothing missed"), "{}", ran.out);
    let other = crate::kit::run(&corpus, &folder.index(), &["check", "--queries", "500", "--seed", "77"]).done();
    assert_ne!(other.out, ran.out, "another seed draws other strings");
}

#[test]
fn check_sees_what_is_wrong() {
    // Two indexes of the same shape: one plan's postings under the other's stored texts.
    let plan = |word: &str| format!("令和3年度 事業計画\nみなと商工会議所\n\n１．{word}の振興\n");
    let [folder, other] = ["観光", "温泉"].map(|word| {
        let folder = Folder::of(&[("a.txt", &plan(word))]);
        folder.run(&["index"]).done();
        folder
    });
    let files = |folder: &Folder, ending: &str| {
        let found = fs::read_dir(folder.generation()).unwrap().map(|entry| entry.unwrap().path());
        found.filter(|path| path.to_str().unwrap().ends_with(ending)).collect::<Vec<_>>()
    };
    let (from, to) = (files(&other, ".store"), files(&folder, ".store"));
    assert!(from.len() == 1 && to.len() == 1);
    fs::remove_file(&to[0]).unwrap();
    fs::copy(&from[0], &to[0]).unwrap();
    let ran = folder.run(&["check", "--queries", "200", "--no-refresh", "--lang", "en"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    // The seals of the index tell it before any string is searched for.
    assert!(ran.err.contains("damaged") && ran.err.contains(".store"), "{}{}", ran.out, ran.err);
    ran.says(&["--rebuild"]);
}

/// What the scan in Python says of a corpus.
fn scanned_in_python(corpus: &Path, folder: &Folder, queries: &str) {
    let Some(mut scan) = own_script("independent_scan.py") else { return };
    crate::kit::run(corpus, &folder.index(), &["index"]).done();
    scan.arg(env!("CARGO_BIN_EXE_kurabe")).arg(corpus).arg(folder.index()).args([queries, "20261121"]);
    let scan = ran(&mut scan).done();
    let told = format!("{queries} strings");
    assert!(scan.out.contains(&told) && scan.out.contains(" 0 strings differ"), "{}", scan.out);
}

#[test]
fn an_independent_scan_agrees() {
    let corpus = shared("plans").unwrap_or_else(|| repository().join("corpus"));
    scanned_in_python(&corpus, &Folder::new(), "400");
}

/// Letters of every kind that the fold treats, side by side as no plan has them.
const ODD_LETTERS: &[&str] = &[
    "観",
    "光",
    "の",
    "ア",
    "ー",
    "ｱ",
    "ﾊﾟ",
    "ｶﾞ",
    "か゛",
    "は\u{309a}",
    "A",
    "i",
    "ａ",
    "Ｉ",
    "é",
    "e\u{301}",
    "ﬁ",
    "ß",
    "1",
    "2",
    "３",
    ",",
    ".",
    "，",
    "．",
    "①",
    "㉑",
    "❶",
    "Ⓐ",
    "Ⅰ",
    "ⅳ",
    "⒈",
    "⑴",
    "㈱",
    "㈠",
    "㊤",
    "½",
    "²",
    "№",
    "℡",
    "㍿",
    "㌔",
    "⼀",
    "⽀",
    "⻄",
    "々",
    "-",
    "−",
    "–",
    "〜",
    "～",
    "…",
    "‥",
    "・",
    "｡",
    " ",
    "\u{3000}",
    "\u{a0}",
    "\u{2009}",
    "\u{200b}",
    "\u{ad}",
    "\u{fe00}",
    "𠀀",
    "가",
];

#[test]
fn an_independent_scan_agrees_on_odd_letters() {
    let mut seed = 20_261_121_u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let folder = Folder::new();
    for number in 0..4 {
        let mut text = "令和3年度 事業計画\nみなと商工会議所\n\n".to_owned();
        for _ in 0..100 {
            text.push_str(["１．", "（１）", "・", "　", ""][draw(5)]);
            (0..=draw(20)).for_each(|_| text.push_str(ODD_LETTERS[draw(ODD_LETTERS.len())]));
            text.push('\n');
        }
        folder.write(&format!("odd{number}.txt"), text);
    }
    scanned_in_python(&folder.corpus(), &folder, "300");
}

#[test]
fn a_circled_number_stays_one_beside_a_stray_mark() {
    let folder = Folder::of(&[("a.txt", "令和3年度 事業計画\nみなと商工会議所\n\n１．①゛20件の支援\n")]);
    assert_eq!(folder.literal(&["①"]), ["a:4"]);
    assert_eq!(folder.literal(&["「1゛」"]), [""; 0]);
}
