//! Laws of the extraction, under random text and on the shared plans.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, clippy::tests_outside_test_module)]

use kurabe_extract::correct::{ItemWish, Reading, Wish, bind, correct};
use kurabe_extract::extract::extract;
use kurabe_extract::extract::theme::Themes;
use kurabe_model::plan::{Facts, Plan};
use kurabe_model::{Correction, NodeId, NodeKind};
use kurabe_read::{Line, Text};
use proptest::prelude::*;
use std::collections::HashMap;

fn text(source: &str) -> Text {
    // A form feed begins a page, and a line.
    let paged = source.contains('\u{c}');
    let mut page = 1;
    let mut lines = Vec::new();
    for line in source.lines() {
        for (at, text) in line.split('\u{c}').enumerate() {
            page += u32::from(at > 0);
            let number = u32::try_from(lines.len()).unwrap() + 1;
            lines.push(Line { number, page: paged.then_some(page), place: None, text: text.to_owned() });
        }
    }
    Text { lines, notices: vec![] }
}

fn read(source: &str) -> Plan {
    extract(&text(source), &Facts::default())
}

type Counts = HashMap<char, i64>;

fn count(counts: &mut Counts, text: &str, by: i64) {
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_default() += by;
    }
}

/// Every character that is not blank lies in a passage or in the furniture: as a multiset, and line by line.
fn covered(source: &Text, plan: &Plan) -> Result<(), String> {
    let mut kept = Counts::new();
    let mut by_line: HashMap<u32, Counts> = HashMap::new();
    let mut add = |text: &str, first: u32, last: u32| {
        count(&mut kept, text, 1);
        for line in first..=last {
            count(by_line.entry(line).or_default(), text, 1);
        }
    };
    for passage in &plan.passages {
        for part in [&passage.marker, &passage.title, &passage.body] {
            add(part, passage.span.first, passage.span.last);
        }
    }
    for piece in &plan.furniture {
        add(&piece.text, piece.span.first, piece.span.last);
    }
    let mut wanted = Counts::new();
    for line in &source.lines {
        count(&mut wanted, &line.text, 1);
        let mut here = Counts::new();
        count(&mut here, &line.text, 1);
        let there = by_line.get(&line.number);
        for (c, n) in here {
            let found = there.and_then(|counts| counts.get(&c)).copied().unwrap_or(0);
            if found < n {
                return Err(format!("line {}: {c:?} {found} of {n} in {:?}", line.number, line.text));
            }
        }
    }
    for (c, n) in wanted {
        let found = kept.get(&c).copied().unwrap_or(0);
        if found < n {
            return Err(format!("{c:?}: {found} of {n}"));
        }
    }
    Ok(())
}

/// Ids count from 1, parents stand before their children, and so do the passages of a subtree: one run.
fn ordered(plan: &Plan) -> Result<(), String> {
    for (node, id) in plan.nodes.iter().zip(1..) {
        if node.id.0 != id || node.parent.is_some_and(|parent| parent.0 >= id || parent.0 == 0) {
            return Err(format!("node {id}: {:?} under {:?}", node.id, node.parent));
        }
        if node.span.last < node.span.first {
            return Err(format!("node {id}: {:?}", node.span));
        }
    }
    for indicator in &plan.indicators {
        if indicator.node.0 == 0 || indicator.node.0 as usize > plan.nodes.len() {
            return Err(format!("indicator of {:?}", indicator.node));
        }
    }
    // A subtree is a run of passages: once left, no passage of it comes again.
    let mut open: Vec<u32> = Vec::new();
    let mut closed = vec![false; plan.nodes.len() + 1];
    for passage in &plan.passages {
        let mut path = Vec::new();
        let mut at = passage.node;
        while let Some(id) = at {
            path.push(id.0);
            at = plan.nodes[id.0 as usize - 1].parent;
        }
        path.reverse();
        let shared = open.iter().zip(&path).take_while(|(a, b)| a == b).count();
        for left in &open[shared..] {
            closed[*left as usize] = true;
        }
        if let Some(again) = path[shared..].iter().find(|id| closed[**id as usize]) {
            return Err(format!("the passages of node {again} are parted at line {}", passage.span.first));
        }
        open = path;
    }
    Ok(())
}

/// A plan without line numbers: what must not change when blank lines come or go.
fn unnumbered(plan: &Plan) -> Vec<String> {
    let nodes = plan
        .nodes
        .iter()
        .map(|n| format!("{:?} {:?} {:?} {} {} {} {:?}", n.id, n.parent, n.kind, n.marker, n.title, n.body, n.flags));
    let passages =
        plan.passages.iter().map(|p| format!("{:?} {:?} {} {} {}", p.node, p.kind, p.marker, p.title, p.body));
    let furniture = plan.furniture.iter().map(|f| f.text.clone());
    let indicators = plan.indicators.iter().map(|i| format!("{:?} {} {:?} {}", i.node, i.name, i.value, i.unit));
    nodes.chain(passages).chain(furniture).chain(indicators).collect()
}

fn obeys(source: &str) -> Result<(), String> {
    let text = text(source);
    let plan = extract(&text, &Facts::default());
    covered(&text, &plan)?;
    ordered(&plan)?;
    if plan != extract(&text, &Facts::default()) {
        return Err("read twice, read otherwise".to_owned());
    }
    let spaced: String = source.lines().fold(String::from("\n \n"), |all, line| all + line + "\n\u{3000}\n\n");
    let dense: String = source
        .lines()
        .filter(|line| !line.trim().is_empty() || line.contains('\u{c}'))
        .fold(String::new(), |all, line| all + line + "\n");
    let plain = unnumbered(&plan);
    for (name, other) in [("more", spaced), ("no", dense)] {
        let other = unnumbered(&read(&other));
        if let Some((a, b)) = plain.iter().zip(&other).find(|(a, b)| a != b) {
            return Err(format!("{name} blank lines: {a} / {b}"));
        }
        if plain.len() != other.len() {
            return Err(format!("{name} blank lines: {} / {}", plain.len(), other.len()));
        }
    }
    Ok(())
}

/// The texts of the shared plans; none where the folder is not beside this checkout.
fn shared() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../shared/plans", "../../shared/plans"];
    let Some(folder) = folders.map(|folder| root.join(folder)).into_iter().find(|folder| folder.is_dir()) else {
        eprintln!("skipped: ../shared/plans is not here");
        return Vec::new();
    };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|end| end == "txt"));
    texts.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn shared_plans_obey() {
    for (name, source) in shared() {
        obeys(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
        let lines: Vec<&str> = source.lines().collect();
        let paged: Vec<String> = lines.chunks(40).map(|page| page.join("\n")).collect();
        obeys(&paged.join("\n\u{c}")).unwrap_or_else(|error| panic!("{name}, in pages: {error}"));
    }
}

/// Real lines in any order, some cut in two, some lost: the laws hold for documents that nobody wrote.
#[test]
fn shuffled_plans_obey() {
    let mut seed = 1u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below.max(1)
    };
    let texts = shared();
    let lines: Vec<&str> =
        texts.iter().flat_map(|(_, text)| text.lines()).filter(|line| !line.trim().is_empty()).collect();
    for _ in 0..if lines.is_empty() { 0 } else { 200 } {
        let mut made = String::new();
        for _ in 0..draw(120) {
            let from = draw(lines.len());
            for line in &lines[from..lines.len().min(from + 1 + draw(4))] {
                let cut = line.char_indices().nth(draw(60)).map_or(0, |(at, _)| at);
                let (start, end) = if draw(8) == 0 { line.split_at(cut) } else { (*line, "") };
                made += start;
                made.push('\n');
                made += end;
                made.push('\n');
            }
        }
        obeys(&made).unwrap_or_else(|error| panic!("{error}\n{made}"));
    }
}

#[test]
fn absurd_inputs() {
    let started = std::time::Instant::now();
    for source in [
        "あ".repeat(1_700_000),
        "・".repeat(1_000_000),
        "(".repeat(1_000_000),
        "1-".repeat(1_000_000),
        "<p>".repeat(500_000),
        "<table><tr><td>".repeat(100_000),
        "| ".repeat(500_000),
        "H30 1人 ".repeat(200_000),
        "- ".repeat(500_000),
        "[bookmark:".repeat(200_000),
        "&amp;".repeat(400_000),
        "区分\t事業名\t内容\n".repeat(60_000),
        "A\tB\n".repeat(200_000),
        "・巡回\n".repeat(200_000),
        "- a\n".repeat(100_000),
        "１．支援\n（１）相談\n①窓口\n".repeat(60_000),
        "| a | b\n".repeat(100_000),
        "（あ\n".repeat(100_000),
        "12\n".repeat(200_000),
        "目次\nはじめに\n".repeat(60_000),
        "経営支援\n".repeat(200_000),
        "１．あ    い\n".repeat(100_000),
        "区分    事業名    内容\n".repeat(60_000),
        "１．あ    ２．い\n".repeat(60_000),
        "あ\u{3000}".repeat(500_000),
        "計画の位置づけ\n本文。\n１．支援の実施\n".repeat(40_000),
        "重点事項\n・相談\n・巡回\n".repeat(40_000),
        "<table>\n".repeat(100_000),
    ] {
        let before = std::time::Instant::now();
        let plan = read(&source);
        assert!(!plan.passages.is_empty() || !plan.furniture.is_empty());
        let head: String = source.chars().take(12).collect();
        // Linear work takes half of it on a machine whose cores are busy; anything more than linear takes minutes.
        assert!(before.elapsed().as_secs() < 60, "{head:?} took {:?}", before.elapsed());
        eprintln!("{head:?} {:?}", before.elapsed());
    }
    eprintln!("{:?}", started.elapsed());
}

fn line() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "",
        "",
        "",
        "・",
        "- ",
        " - ",
        "- ※1. ",
        "※",
        "○",
        "■",
        "１．",
        "2. ",
        "(1)",
        "（２）",
        "①",
        "③",
        "Ⅰ．",
        "II. ",
        "第1章 ",
        "ア ",
        "イ）",
        "1-1 ",
        "【",
        "〈",
        "|",
        "\t",
        "\u{3000}",
        "| ",
        "<p>",
        "1\t",
        "・\t",
        "A. ",
        "一、",
        "柱1 ",
        "\u{c}",
        "\u{c}・",
    ]);
    let words = prop::sample::select(vec![
        "経営支援の実施",
        "巡回指導",
        "はじめに",
        "目 次",
        "NEW",
        "（再掲）",
        "区分\t事業名\t内容",
        "H30 433人 R01 393人(1月時点)",
        "会員の増強を図る。",
        "地域の発展に努め、",
        "【岡 山】",
        "基 本 方 針",
        "M&amp;A<br>支援",
        "〈年1回〉",
        "- 1 -",
        "12",
        "・・・・・・・・ 3",
        "目標36件",
        "※は重点項目",
        "|---|---|",
        "策定経過",
        "a|b|c",
        "&#x3042;",
        "[bookmark: _x]",
        "事業名",
        "①新規事業数、②起業家数",
        "令和3年3月",
        "会頭 山田太郎",
        "0 0 1 2",
        "<table><tr><td>a</td></tr></table>",
        "講習会\t・\t開催",
        "会員数2,100会員を目標に",
        "（続き）",
        "その他、支援",
        "計画の位置づけ",
        "基本方針",
        "重点事項",
        "\u{3000}\u{3000}\u{3000}",
        "事業名    内　　容    時期",
        "巡回      訪問する    通年",
        "１．巡回\u{3000}\u{3000}２．窓口",
        "の見直しについて",
        "〃\t窓口\t相談",
        "\u{c}",
    ]);
    let tail = prop::sample::select(vec![
        "",
        "",
        "】",
        "〉",
        "。",
        "、",
        "|",
        "\t",
        "\t内容を行う。",
        "（続き）",
        " NEW",
        "(年2回)",
        "</p>",
        "\u{3000}",
    ]);
    (marks, prop::collection::vec(words, 0..3), tail)
        .prop_map(|(mark, words, tail)| format!("{mark}{}{tail}", words.concat()))
}

/// What random input found.
#[test]
fn what_broke_a_law_before_obeys() {
    for source in [
        "事業名    内\u{3000}\u{3000}容    時期\n\u{3000}\n\u{3000}\u{3000}\u{3000}(年2回)",
        "・事業名    内\u{3000}\u{3000}容    時期（続き）\n\u{c}巡回      訪問する    通年",
        "事業名    内\u{3000}\u{3000}容    時期（続き）\nA. 事業名    内\u{3000}\u{3000}容    時期。\nII. 〈年1回〉",
    ] {
        assert_eq!(obeys(source), Ok(()), "{source:?}");
    }
}

/// A plan of which a reader said this and that, some of it wrongly.
fn corrected(source: &Text, wishes: &[(u8, u16, u16, u16)]) -> Plan {
    let themes = Themes::parse("[[theme]]\nname = \"DX\"\nwords = [\"DX\"]").unwrap();
    let reading = Reading { lines: &source.lines, themes: &themes };
    let plan = || extract(source, &Facts::default());
    let mut all: Vec<Correction> = Vec::new();
    let mut now = plan();
    for (wish, one, other, more) in wishes {
        let id = |at: u16| NodeId(u32::from(at) % (now.nodes.len() as u32).max(1) + 1);
        let line = |at: u16| u32::from(at) % source.lines.len() as u32 + 1;
        let kind = NodeKind::ALL[usize::from(*more) % 3];
        let title = now.node(id(*one)).map(|node| node.title.chars().take(usize::from(*more) % 9).collect());
        let wish = match wish {
            0 => Wish::NoItem(id(*one)),
            1 => Wish::Item(id(*one), ItemWish { kind: Some(kind), ..ItemWish::default() }),
            2 => Wish::Item(id(*one), ItemWish { parent: Some(Some(id(*other))), ..ItemWish::default() }),
            3 => Wish::Item(id(*one), ItemWish { parent: Some(None), ..ItemWish::default() }),
            4 => Wish::Item(id(*one), ItemWish { title, ..ItemWish::default() }),
            5 => Wish::Item(id(*one), ItemWish { last: Some(line(*other)), ..ItemWish::default() }),
            6 => Wish::Item(id(*one), ItemWish { first: Some(line(*other)), ..ItemWish::default() }),
            _ => Wish::Lost(line(*one), ItemWish { kind: Some(kind), ..ItemWish::default() }),
        };
        let earlier: Vec<&Correction> = all.iter().collect();
        let Some((at, mend)) = bind(plan(), &reading, &earlier, &wish) else { continue };
        all.push(Correction { number: all.len() as u32 + 1, plan: String::new(), at, mend });
        now = correct(plan(), &reading, &all.iter().collect::<Vec<_>>()).plan;
    }
    now
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6 * ProptestConfig::default().cases, ..ProptestConfig::default() })]

    #[test]
    fn made_up_plans_obey(lines in prop::collection::vec(line(), 0..24)) {
        let source = lines.join("\n");
        prop_assert!(obeys(&source).is_ok(), "{:?}: {:?}", source, obeys(&source));
    }

    #[test]
    fn corrected_plans_obey(
        lines in prop::collection::vec(line(), 2..24),
        wishes in prop::collection::vec((0..8_u8, any::<u16>(), any::<u16>(), any::<u16>()), 1..6),
    ) {
        let source = text(&lines.join("\n"));
        let found = corrected(&source, &wishes);
        prop_assert!(covered(&source, &found).is_ok(), "{:?}: {:?}", lines, covered(&source, &found));
        prop_assert!(ordered(&found).is_ok(), "{:?}: {:?}", lines, ordered(&found));
    }

    #[test]
    fn any_text_obeys(source in "(\\PC|\n|\t|\u{c}){0,120}") {
        prop_assert!(obeys(&source).is_ok(), "{:?}: {:?}", source, obeys(&source));
    }
}
