//! `kurabe results`: plans beside the reports on them, in three layouts.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::kit::Folder;

const PLAN: &str = "はまなす商工会\n令和5年度事業計画\n\n１．経営支援事業\n（１）巡回指導の実施　巡回件数　目標 500件\n\
    （２）事業承継相談会の開催　年4回\n（３）DX講習会の開催　受講者数　目標 40人\n（４）簿記講座の開催（定員20名）\n２．地域振興事業\n\
    （１）はまなす夏まつりの開催\n（２）特産品の開発支援\n（３）空き店舗対策事業\n";
/// Items with a remark below each.
const REMARKS: &str = "はまなす商工会\n令和5年度事業報告書\n\n１．経営支援事業\n（１）巡回指導の実施\n　⇒ 巡回件数 512件。前年度を上回った。\n\
    （２）事業承継相談会の開催\n　⇒ 4回開催し、18社が参加した。\n（３）DX講習会の開催\n　⇒ 受講者数 28人。講師の都合により１回は中止した。\n\
    （４）簿記講座の開催\n　⇒ 延べ71名が参加した。\n２．地域振興事業\n（１）はまなす夏まつりの開催\n　⇒ 荒天のため中止とした。\n（２）特産品の開発支援\n　⇒ 規模を縮小して実施した。\n\
    （３）プレミアム商品券の発行\n　⇒ 3,000冊を発行した。\n";
/// A plan of several years with a table of targets, and a sheet that judges one of them.
const TARGETS: &str = "# かわせ町商工会 経営発達支援計画\n\n実施期間：令和4年度～令和8年度\n\n## Ⅰ 経営状況の分析\n\n\
    | 項目 | 現行 | R4年度 | R5年度 | R6年度 |\n|---|---|---|---|---|\n| 経営分析件数 | 10件 | 20件 | 30件 | 40件 |\n\
    | 分析セミナー開催数 | 1回 | 2回 | 2回 | 2回 |\n";
const SHEET: &str = "# かわせ町商工会 経営発達支援計画 令和5年度 評価報告\n\n## Ⅰ 経営状況の分析\n\n\
    | 項目 | 目標 | 実績 | 達成率 | 評価 |\n|---|---|---|---|---|\n| 経営分析件数 | 30件 | 33件 | 110% | A |\n\
    | 分析セミナー開催数 | 2回 | 1回 | 50% | C |\n";
/// A plan, and the one after it, which gives the results of its last year.
const BEFORE: &str = "みさき商工会議所 中期行動計画（令和3年度～令和5年度）\n\n第１ 会員サービスの強化\n（１）会員訪問活動\n\
    （２）共済制度の普及\n\n数値目標\n指標\t令和2年度実績\t令和3年度目標\t令和4年度目標\t令和5年度目標\n\
    会員数\t1,500\t1,520\t1,540\t1,560\n共済加入者数\t300\t310\t320\t330\n";
const AFTER: &str = "みさき商工会議所 中期行動計画（令和6年度～令和8年度）\n\n第１ 会員サービスの強化\n（１）会員訪問活動\n\
    （２）共済制度の普及促進\n\n数値目標\n指標\t令和5年度実績\t令和6年度目標\t令和7年度目標\t令和8年度目標\n\
    会員数\t1,548\t1,560\t1,580\t1,600\n共済加入者数\t335\t340\t350\t360\n";

fn folder() -> Folder {
    Folder::of(&[
        ("plan.txt", PLAN),
        ("report.txt", REMARKS),
        ("targets.md", TARGETS),
        ("sheet.md", SHEET),
        ("before.txt", BEFORE),
        ("after.txt", AFTER),
    ])
}

/// Name, target, result, and whether it was reached.
type Target = (String, f64, Option<f64>, Option<bool>);

/// Title and outcome of each item, and the targets.
fn told(answer: &Value) -> (BTreeMap<String, String>, Vec<Target>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (mut items, mut targets) = (BTreeMap::new(), Vec::new());
    for record in answer["records"].as_array().unwrap() {
        let side = if record["planned"][0].is_null() { &record["reported"][0] } else { &record["planned"][0] };
        if !record["outcome"].is_null() {
            items.insert(text(&side["title"]), text(&record["outcome"]));
        }
        for target in record["targets"].as_array().unwrap() {
            let of = |name: &str| target[name].as_f64();
            targets.push((text(&target["name"]), of("target").unwrap(), of("result"), target["reached"].as_bool()));
        }
    }
    (items, targets)
}

#[test]
fn remarks_below_items_tell_what_was_done() {
    let folder = folder();
    let (items, targets) = told(&folder.run(&["results", "report", "--format", "json"]).done().json());
    let said: Vec<(&str, &str)> = items.iter().map(|(title, outcome)| (title.as_str(), outcome.as_str())).collect();
    let wanted = [
        ("DX講習会の開催", "partly"),
        ("はまなす夏まつりの開催", "not-done"),
        ("プレミアム商品券の発行", "unplanned"),
        ("事業承継相談会の開催", "done"),
        ("巡回指導の実施", "done"),
        ("特産品の開発支援", "partly"),
        ("空き店舗対策事業", "not-mentioned"),
        ("簿記講座の開催", "done"),
    ];
    let sorted: BTreeMap<&str, &str> = wanted.into_iter().collect();
    assert_eq!(said, sorted.into_iter().collect::<Vec<_>>());
    let values: Vec<_> = targets.iter().map(|(_, target, result, reached)| (*target, *result, *reached)).collect();
    // 年4回 is what the plan means to do, 定員20名 is not.
    let wanted = [(500.0, Some(512.0), Some(true)), (4.0, Some(4.0), Some(true)), (40.0, Some(28.0), Some(false))];
    assert_eq!(values, wanted);
    // The plan names the report as well as the report its plan, and a body its newest report.
    for name in ["plan", "はまなす"] {
        let answer = folder.run(&["results", name, "--format", "json"]).done().json();
        assert_eq!(answer["report"]["plan"], "report", "{name}");
    }
    let text = folder.run(&["results", "plan"]).done().out;
    for said in ["×実施せず （１） はまなす夏まつりの開催", "目標40人 → 実績28人（70％・未達）", "？報告に記載なし"]
    {
        assert!(text.contains(said), "{said} is not in\n{text}");
    }
    let english = folder.run(&["results", "plan", "--lang", "en"]).done().out;
    let english = english.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(english.contains("target 40人, result 28人 (70%, missed)"), "{english}");
}

#[test]
fn a_sheet_tells_of_the_targets_of_its_year() {
    let (_, targets) = told(&folder().run(&["results", "かわせ", "--format", "json"]).done().json());
    let wanted = [
        ("経営分析件数".to_owned(), 30.0, Some(33.0), Some(true)),
        ("分析セミナー開催数".to_owned(), 2.0, Some(1.0), Some(false)),
    ];
    assert_eq!(targets, wanted);
}

#[test]
fn a_list_of_ratings_and_its_forms_tell_of_one_work() {
    let plan = "しおさい商工会\n令和6年度事業計画\n\nⅠ　経営支援\n１．景気動向の調査\n２．創業の支援\n３．販路の開拓\n";
    let form = |number: u32, name: &str, rating: &str| {
        format!(
            "<tr><th>事業{number}</th><td>{name}</td></tr><tr><th>目的</th><td>会員の力になる。</td></tr>\
             <tr><th>実施内容</th><td>・会員を訪ねた。</td></tr><tr><th>評価</th><td>{rating}</td></tr>"
        )
    };
    let report = format!(
        "<h1>しおさい商工会　令和6年度事業評価報告書</h1><h2>１．一覧</h2><table><tr><th>番号</th><th>事業名</th><th>評価</th></tr>\
         <tr><td>1</td><td>景気動向の調査</td><td>B</td></tr><tr><td>2</td><td>創業の支援</td><td>A</td></tr></table>\
         <h2>２．評価シート</h2><table>{}{}</table>",
        form(1, "景気動向の調査", "B"),
        form(2, "創業の支援", "A")
    );
    let folder = Folder::of(&[("plan.txt", plan), ("report.html", &report)]);
    let answer = folder.run(&["results", "plan", "report", "--format", "json"]).done().json();
    let (items, _) = told(&answer);
    for (title, outcome) in [("景気動向の調査", "done"), ("創業の支援", "done"), ("販路の開拓", "not-mentioned")]
    {
        assert_eq!(items.get(title).map(String::as_str), Some(outcome), "{title}: {answer:#}");
    }
    let records = answer["records"].as_array().unwrap();
    assert_eq!(records.iter().find(|record| record["outcome"] == "unplanned"), None, "{answer:#}");
    // How it was done stands below it; what it was for is not called its result.
    let text = folder.run(&["results", "plan", "report"]).done().out;
    assert_eq!(text.matches("・ 会員を訪ねた。").count(), 2, "{text}");
    assert!(text.contains("本文：会員の力になる。"), "{text}");
}

#[test]
fn the_next_plan_may_give_the_results() {
    let ran = folder().run(&["results", "before", "--format", "json"]).done();
    let (items, targets) = told(&ran.json());
    assert!(items.is_empty(), "a plan does not tell what was done: {items:?}");
    let known: Vec<_> = targets.iter().filter(|target| target.2.is_some()).cloned().collect();
    let wanted = [
        ("会員数".to_owned(), 1560.0, Some(1548.0), Some(false)),
        ("共済加入者数".to_owned(), 330.0, Some(335.0), Some(true)),
    ];
    assert_eq!(known, wanted);
    assert_eq!(targets.len(), 6, "targets of the years before have no result: {targets:?}");
}

#[test]
fn what_cannot_be_found_is_named_or_said() {
    let folder = folder();
    folder.write("lone.txt", "ひので商工会\n令和5年度事業計画\n１．支援\n（１）相談\n");
    folder.run(&["index"]).done();
    folder.run(&["results", "lone"]).failed(&["lone", "reports_on"]);
    folder.run(&["results", "lone", "--lang", "en"]).failed(&["lone", "reports_on", "neither"]);
    let several = folder.run(&["results", "商工会"]);
    assert_eq!(several.code, 2);
    several.says(&["いくつかの団体", "かわせ町商工会"]);
    folder.write("report9.txt", "ひので商工会\n令和9年度事業報告書\n１．支援\n（１）相談を3回行った。\n");
    folder.run(&["index"]).done();
    let planless = folder.run(&["results", "report9"]);
    assert_eq!(planless.code, 2);
    planless.says(&["report9", "計画がありません", "kurabe add", "lone"]);
    folder.run(&["results", "ないもの"]).failed(&["ないもの"]);
    folder.write("summary.txt", REMARKS.replace("令和5年度事業報告書", "一年のあゆみ"));
    folder.write("corpus.toml", "[summary]\nreports_on = \"plan\"\n");
    folder.run(&["index"]).done();
    let answer = folder.run(&["results", "summary", "--format", "json"]).done().json();
    assert_eq!(answer["plan"]["plan"], "plan", "{answer}");
    folder.write("corpus.toml", "[summary]\nreports_on = \"nowhere\"\n");
    folder.run(&["index"]).done().says(&["[summary]", "reports_on", "nowhere"]);
    folder.run(&["results", "summary"]).failed(&["summary", "nowhere"]);
}

#[test]
fn papers_hold_every_item() {
    let folder = folder();
    let out = |name: &str| folder.path(name).to_str().unwrap().to_owned();
    for (name, begins) in [("a.docx", "PK"), ("a.xlsx", "PK"), ("a.html", "<!DOCTYPE html>")] {
        folder.run(&["results", "plan", "-o", &out(name)]).done();
        assert!(fs::read(out(name)).unwrap().starts_with(begins.as_bytes()), "{name}");
    }
    let page = fs::read_to_string(out("a.html")).unwrap();
    folder.run(&["results", "plan", "-o", &out("a.csv")]).done();
    let csv = fs::read_to_string(out("a.csv")).unwrap();
    for said in ["プレミアム商品券の発行", "空き店舗対策事業", "512"] {
        assert!(page.contains(said) && csv.contains(said), "{said}");
    }
    assert!(csv.contains("target,,") && csv.contains(",500,512,true,1.0240,"), "{csv}");
    // What was written can be read again: kurabe takes the workbook, chart and all.
    let sheet = folder.run(&["extract", &out("a.xlsx")]).done().out;
    assert!(sheet.contains("はまなす夏まつりの開催"), "{sheet}");
    folder.run(&["results", "plan", "-o", &out("a.pdf")]).failed(&["pdf"]);
}

/// Reports tell in sentences and under other names what the plan lists.
#[test]
fn what_is_told_in_other_words_is_found() {
    let plan = "しおさい商工会\n令和5年度事業計画\n\n１．創業の支援\n（１）しおさい創業塾の開催（受講者20名）\n（２）後継者育成塾の開講\n        ２．まちの賑わい\n（１）プレミアム付商品券の発行\n（２）空き店舗活用マッチング事業\n（３）買物弱者対策としての移動販売車の運行支援\n        （４）観光ガイドマップの改訂\n（５）商店街の防犯灯の増設\n";
    let report = "しおさい商工会\n令和5年度事業報告\n\n総括\n人の流れが戻り、各種事業を実施した。なお、プレミアム付商品券の発行は、町の予算がつかず\n実施に至らなかった。\n\n        １．創業の支援\n（１）創業\n６月から７月まで「しおさい創業塾」を開催し、受講者23名。\n（２）後継者育成塾は申込みが少なく中止した。\n        ２．まちの賑わい\n（１）空き店舗\n31物件を調べた。空き店舗のマッチングは次年度に持ち越した。\n        （２）移動販売車「しおかぜ号」　週３日、14集落を巡回\n（３）クルーズ船の歓迎\n港で物産を販売し、改訂した観光ガイドマップを配布した。\n";
    let folder = Folder::of(&[("plan.txt", plan), ("report.txt", report)]);
    let (items, targets) = told(&folder.run(&["results", "plan", "report", "--format", "json"]).done().json());
    for (title, outcome) in [
        ("しおさい創業塾の開催", "done"),
        ("後継者育成塾の開講", "not-done"),
        ("プレミアム付商品券の発行", "not-done"),
        ("空き店舗活用マッチング事業", "partly"),
        ("買物弱者対策としての移動販売車の運行支援", "done"),
        ("観光ガイドマップの改訂", "done"),
        ("商店街の防犯灯の増設", "not-mentioned"),
    ] {
        assert_eq!(items.get(title).map(String::as_str), Some(outcome), "{title}: {items:#?}");
    }
    let unplanned: Vec<&String> =
        items.iter().filter(|(_, outcome)| *outcome == "unplanned").map(|(title, _)| title).collect();
    assert_eq!(unplanned, ["クルーズ船の歓迎"], "what is told under another name is planned");
    let values: Vec<_> = targets.iter().map(|(_, target, result, reached)| (*target, *result, *reached)).collect();
    assert_eq!(values, [(20.0, Some(23.0), Some(true))]);
}

/// The next plan has a column of results in words and figures.
#[test]
fn a_column_of_results_tells_of_the_items_of_the_plan_before() {
    let before = "しおさい商工会\n令和5年度事業計画\n\n１．経営支援\n（１）専門家派遣　60回\n（２）経営セミナー　６回\n（３）湖岸の清掃\n        （４）会員証の電子化\n（５）Ｍ＆Ａ個別相談会　４回\n（６）花火大会の協賛金募集\n";
    let after = "# しおさい商工会\n令和6年度事業計画\n\n| 事業名 | 令和5年度実績 | 令和6年度目標 | 備考 |\n|---|---|---|---|\n        | 専門家派遣 | 74回（60回） | 70回 | 継続 |\n| 経営セミナー | ４回　延べ112名（６回） | ５回 | 縮小 |\n        | 湖岸の清掃 | 悪天候により中止 | 年１回 | |\n| 会員証の電子化 | 業者の選定まで完了（3社） | 9月に運用を始める | |\n        | Ｍ＆Ａ個別相談会 | | ４回 | 継続 |\n| 価格転嫁の相談窓口 | ― | 相談30件 | 新規 |\n";
    let folder = Folder::of(&[("before.txt", before), ("after.md", after)]);
    let (items, targets) = told(&folder.run(&["results", "before", "after", "--format", "json"]).done().json());
    let said: Vec<(&str, &str)> = items.iter().map(|(title, outcome)| (title.as_str(), outcome.as_str())).collect();
    let wanted: BTreeMap<&str, &str> = [
        ("専門家派遣", "done"),
        ("経営セミナー", "partly"),
        ("湖岸の清掃", "not-done"),
        ("会員証の電子化", "partly"),
        ("Ｍ＆Ａ個別相談会", "not-mentioned"),
        ("花火大会の協賛金募集", "not-mentioned"),
    ]
    .into_iter()
    .collect();
    assert_eq!(said, wanted.into_iter().collect::<Vec<_>>());
    let values: Vec<_> = targets.iter().map(|(_, target, result, reached)| (*target, *result, *reached)).collect();
    assert_eq!(values, [(60.0, Some(74.0), Some(true)), (6.0, Some(4.0), Some(false))]);
}

/// A result answers one target: that of its year, of its row, of its item.
#[test]
fn a_result_answers_no_other_target() {
    let plan = "# かわせ町商工会 経営発達支援計画\n\n実施期間：令和4年度～令和8年度\n\n## 経営分析\n\n\
        | 項目 | 現行 | R4年度 | R5年度 |\n|---|---|---|---|\n| 分析事業者数 | 10者 | 20者 | 30者 |\n";
    let report = "かわせ町商工会\n経営発達支援計画 実施状況報告（令和4年度～令和5年度）\n\n経営分析\n分析事業者数は、令和5年度に24者となった。\n";
    let annual = "しおさい商工会\n令和5年度事業計画\n\n１．人材\n（１）新入社員研修（受講者30名）\n（２）簿記検定（受験者300名）\n\
        ２．会員\n（１）退会の防止　退会50件以内\n";
    let told_of = "しおさい商工会\n令和5年度事業報告\n\n１．人材\n（１）研修と検定\n新入社員研修と簿記検定を行い、延べ337名が参加した。\n\
        ２．会員\n\n| 事業名 | 目標 | 実績 | 備考 |\n|---|---|---|---|\n| 退会の防止 | 50件以内 | 58件 | 廃業による退会が31件 |\n";
    let folder =
        Folder::of(&[("plan.md", plan), ("report.txt", report), ("annual.txt", annual), ("told.txt", told_of)]);
    let strange = folder.run(&["results", "annual", "report"]).done().out.replace(['\n', ' '], "");
    assert!(strange.contains("計画と報告の団体が違います"), "{strange}");
    let own = folder.run(&["results", "annual", "told"]).done().out;
    assert!(!own.contains("団体が違います") && !own.contains("年度が重なりません"), "{own}");
    let targets = |plan: &str, report: &str| -> Vec<(f64, Option<f64>)> {
        let answer = folder.run(&["results", plan, report, "--format", "json"]).done().json();
        told(&answer).1.iter().map(|(_, target, result, _)| (*target, *result)).collect()
    };
    let of_years = targets("plan", "report");
    assert!(!of_years.contains(&(20.0, Some(24.0))), "令和5年度 is not 令和4年度: {of_years:?}");
    let of_one_sentence = targets("annual", "told");
    assert!(!of_one_sentence.contains(&(300.0, Some(337.0))), "whose figure it is is not said: {of_one_sentence:?}");
    assert!(of_one_sentence.contains(&(50.0, Some(58.0))), "{of_one_sentence:?}");
    assert!(!of_one_sentence.contains(&(50.0, Some(31.0))), "a remark is no result: {of_one_sentence:?}");
}
