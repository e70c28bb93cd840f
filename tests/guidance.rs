//! Words that help where nothing is found: conditions that nothing meets or that there are not, slips and readings, years
//! of which an end is open, and a folder without plans.

use crate::kit::{Folder, Ran};
use crate::web::{Server, coded};

fn folder() -> Folder {
    let plan = |body: &str, year: u32| {
        format!(
            "{body}\n令和{year}年度事業計画\n１．経営の支援\n（１）事業承継の支援\n（２）観光案内所の設置【新規】\n"
        )
    };
    Folder::of(&[
        ("minato/r5.txt", &plan("みなと商工会議所", 5)),
        ("yamate/r6.txt", &plan("やまて商工会", 6)),
        ("corpus.toml", "[\"minato/r5\"]\nprefecture = \"石川県\"\n"),
    ])
}

fn run(folder: &Folder, words: &str) -> Ran {
    folder.run(&words.split(' ').collect::<Vec<_>>())
}

#[test]
fn a_condition_that_nothing_meets_says_what_would_be_met() {
    let folder = folder();
    for (words, said) in [
        (
            "search 観光 団体:かわせ",
            "「団体:かわせ」に当たるものはありません。あるもの：みなと商工会議所、やまて商工会",
        ),
        ("search 観光 --organisation かわせ", "あるもの：みなと商工会議所"),
        ("search 観光 都道府県:富山県", "あるもの：石川県"),
        ("search 観光 年度:1990", "「年度:1990」に当たるものはありません。あるもの：2023..2024"),
        ("search 観光 種別:中期計画", "あるもの：年度事業計画"),
        ("search 観光 テーマ:海運", "「テーマ:海運」に当たるものはありません。あるもの：事業承継、観光"),
        // The index knows the theme, and nothing bears it.
        ("search 観光 テーマ:DX", "「テーマ:DX」に当たるものはありません。あるもの：事業承継、観光"),
        ("search 観光 印:重点", "「印:重点」に当たるものはありません。あるもの：新規"),
        ("search 観光 階層:本文", "「階層:本文」に当たるものはありません。あるもの：柱、施策"),
        ("search 観光 計画:minato/r9", "あるもの：minato/r5、yamate/r6"),
        ("plans --organisation かわせ", "あるもの：みなと商工会議所"),
        ("compare --theme 観光 --prefecture 富山県", "あるもの：石川県"),
        ("--lang en search 観光 year:1990", "Nothing meets 年度:1990. There are: 2023..2024"),
    ] {
        let ran = run(&folder, words);
        assert_eq!(ran.code, 1, "{words}: {}{}", ran.out, ran.err);
        ran.says(&[said]);
    }
    // What is met, but not together with the words, is not blamed.
    let met = run(&folder, "search 港湾 団体:みなと");
    assert!(met.code == 1 && !met.err.contains("当たるもの"), "{}", met.err);
    // What another condition of its kind answers for is named all the same.
    for words in [
        "search 観光 団体:みなと 団体:かわせ",
        "plans --organisation みなと,かわせ",
        "compare --organisation みなと,かわせ",
        "compare --first --organisation みなと,かわせ",
        "benchmark やまて --peers みなと,かわせ",
    ] {
        run(&folder, words).done().says(&["「団体:かわせ」に当たるものはありません。あるもの：みなと商工会議所"]);
    }
    run(&folder, "compare --first --theme 観光 --year 1990").says(&["「年度:1990」に当たるもの"]);
    let server = Server::of(folder, &[]);
    for page in [
        "/?q=観光 団体:かわせ",
        "/?q=観光&organisation=かわせ",
        "/?q=観光&organisation=みなと&organisation=かわせ",
        "/plans?organisation=かわせ",
        "/compare?organisation=かわせ",
        "/compare?organisation=みなと,かわせ",
        "/compare?shape=first&organisation=かわせ",
        "/organisations/みなと商工会議所?peers=かわせ",
    ] {
        let body = server.get(page).body;
        assert!(body.contains("「団体:かわせ」に当たるものはありません。あるもの：みなと商工会議所"), "{page}: {body}");
    }
    assert!(!server.get("/compare?organisation=みなと").body.contains("当たるものはありません"));
}

#[test]
fn a_range_of_one_year_is_told_as_that_year() {
    let folder = Folder::of(&[("r8.txt", "みなと商工会議所\n令和8年度事業計画\n１．観光の振興\n")]);
    let said = run(&folder, "search 観光 年度:1990").err;
    assert_eq!(said.lines().last(), Some("「年度:1990」に当たるものはありません。あるもの：2026"));
}

#[test]
fn a_body_whose_plans_do_not_fit_is_not_said_to_have_none() {
    let folder = folder();
    run(&folder, "index").done();
    for words in ["benchmark みなと --year 1999", "benchmark みなと --year 2024", "benchmark みなと --kind 中期計画"]
    {
        let ran = run(&folder, words).failed(&["指定した年度や種別に当たるものがありません", "令和5年度", "minato/r5"]);
        assert!(!ran.err.contains("yamate"), "{}", ran.err);
    }
    run(&folder, "--lang en benchmark みなと --year 1999").failed(&["years and kinds asked for", "FY2023"]);
    run(&folder, "benchmark みなと --prefecture 富山県")
        .says(&["「都道府県:富山県」に当たるものはありません。あるもの：石川県"]);
    run(&folder, "benchmark どこか --year 1999").failed(&["「どこか」の計画はありません"]);
    folder.write("hama/done.txt", "はま商工会\n令和5年度事業報告\n１．観光案内所を設けた\n");
    folder.write("oka/plan.txt", "おか商工会\n事業計画\n１．観光案内所の設置\n");
    run(&folder, "index").done();
    run(&folder, "benchmark はま").failed(&["報告だけです", "--kind", "hama/done"]);
    assert!(run(&folder, "benchmark はま --kind 事業報告").out.contains("はま商工会"));
    run(&folder, "benchmark おか").failed(&["年度のわかるものがありません", "kurabe correct", "oka/plan"]);
    let server = Server::of(folder, &[]);
    let page = server.get("/organisations/みなと商工会議所?year=1999");
    assert!(
        page.status == 200 && page.body.contains("指定した年度や種別に当たるもの"),
        "{} {}",
        page.status,
        page.body
    );
    assert!(server.get("/organisations/おか商工会").body.contains("年度のわかるものがありません"));
    assert!(server.get("/compare?organisation=はま").body.contains("--kind 事業報告"), "why nothing is counted");
    let api = server.get("/api/v1/benchmark?organisation=みなと&year=1999");
    assert!(api.status == 404 && api.body.contains("指定した年度や種別"), "{} {}", api.status, api.body);
}

#[test]
fn a_condition_that_there_is_not_is_named() {
    let folder = folder();
    run(&folder, "search 観光 県名:石川県").shows(&["「県名」という条件はない", "使える条件：団体、年度、"]);
    run(&folder, "--lang en search 観光 yaer:2023").shows(&["There is no condition yaer", "organisation, year"]);
    let plain = run(&folder, "search https://example.jp 午前10:30").out;
    assert!(!plain.contains("という条件はない"), "{plain}");
    let server = Server::of(folder, &[]);
    assert!(server.get("/?q=観光 県名:石川県").body.contains("「県名」という条件はない"));
}

#[test]
fn slips_and_readings_lead_to_what_was_meant() {
    let folder = folder();
    for (typed, meant) in
        [("事業承軽", "事業承継"), ("じぎょうしょうけい", "事業承継"), ("ジギョウショウケイ", "事業承継")]
    {
        run(&folder, &format!("search {typed}")).says(&[&format!("もしかして：{meant}（2箇所）")]);
    }
    run(&folder, "--lang en search 事業承軽").says(&["Did you mean 事業承継? (2 passages)"]);
    // What is found needs no other word.
    let found = run(&folder, "search 事業承継").done();
    assert!(!found.err.contains("もしかして"), "{}", found.err);
    let server = Server::of(folder, &[]);
    for typed in ["事業承軽", "じぎょうしょうけい"] {
        let body = server.get(&format!("/?q={typed}")).body;
        assert!(body.contains("もしかして：事業承継（2箇所）"), "{typed}: {body}");
    }
}

/// The count is that of the question that is shown, with all of its words and conditions.
#[test]
fn what_was_meant_finds_as_much_as_it_says() {
    let folder = folder();
    for (words, meant, found) in [
        ("search 事業承軽 支援", "事業承継 支援", 2),
        ("search 事業承軽 --organisation みなと", "事業承継 団体:みなと", 1),
        ("search 事業承軽 団体:みなと --year 2023..", "事業承継 団体:みなと 年度:2023..", 1),
        ("search 事業承軽 NOT 事業承軽課", "事業承継 NOT 事業承軽課", 2),
        ("search 事業承軽 --exact", "事業承継 --exact", 2),
    ] {
        run(&folder, words).says(&[&format!("もしかして：{meant}（{found}箇所）")]);
        let asked: Vec<&str> = meant.split(' ').collect();
        assert_eq!(folder.search(&asked)["total"], found, "{meant}");
    }
    let server = Server::of(folder, &[]);
    for (page, said) in [
        ("/?q=事業承軽 支援", "もしかして：事業承継 支援（2箇所）"),
        ("/?q=事業承軽&organisation=みなと", "もしかして：事業承継 団体:みなと（1箇所）"),
        ("/?q=事業承軽 NOT 事業承軽課&exact=1", "もしかして：事業承継 NOT 事業承軽課（2箇所）"),
    ] {
        let body = server.get(page).body;
        let link = body.split(said).next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap();
        let (_, count) = said.split_once('（').unwrap();
        let led = server.get(&link.replace("&amp;", "&")).body;
        assert!(led.contains(&format!("<strong>{}</strong>", count.trim_end_matches('）'))), "{page} {link}: {led}");
    }
}

#[test]
fn years_of_which_an_end_is_open_are_taken_everywhere() {
    let folder = folder();
    for years in ["令和6..", "令和6以降", "令和6～", "R6～", "2024..", "２０２４年度以降"] {
        let all = [
            format!("search 観光 年度:{years}"),
            format!("search 観光 --year {years}"),
            format!("plans --year {years}"),
            format!("compare --theme 観光 --items --year {years}"),
            format!("compare --theme 観光 --column 観光案内 --year {years} --items"),
        ];
        for words in all {
            let out = run(&folder, &words).done().out;
            assert!(out.contains("yamate/r6") && !out.contains("minato/r5"), "{words}: {out}");
        }
    }
    for years in ["..2023", "～令和5", "令和5まで", "令和5以前"] {
        let out = run(&folder, &format!("search 観光 年度:{years}")).done().out;
        assert!(out.contains("minato/r5") && !out.contains("yamate/r6"), "{years}: {out}");
    }
    let server = Server::of(folder, &[]);
    for years in ["令和6..", "令和6以降", "令和6～"] {
        for page in ["/?q=観光&year=", "/?q=観光 年度:", "/plans?year=", "/compare?theme=観光&year="] {
            let answer = server.get(&format!("{page}{years}"));
            assert_eq!(answer.status, 200, "{page}{years}");
            // A comparison names bodies without a plan of these years too, but no cell of theirs.
            let cell = format!("{}%3B{}", coded("観光"), coded("みなと商工会議所"));
            let plan = if page.starts_with("/compare") { cell.as_str() } else { "minato%2Fr5" };
            assert!(answer.body.contains("やまて商工会") && !answer.body.contains(plan), "{page}{years}: {plan}");
            let all = server.get(page.rsplit_once(['&', ' ', '?']).unwrap().0);
            assert!(all.body.contains(plan), "{page}: {plan} {}", all.body);
        }
    }
}

#[test]
fn a_folder_without_plans_says_how_they_come_there() {
    let folder = Folder::new();
    for words in
        ["search 観光", "plans", "compare", "show みなと", "benchmark みなと", "diff みなと", "shortlist", "saved"]
    {
        let ran = run(&folder, words);
        assert_ne!(ran.code, 0, "{words}");
        ran.says(&["計画がまだありません", "kurabe add"]);
    }
    run(&folder, "--lang en search 観光").says(&["There are no plans in", "kurabe add"]);
}

/// Where documents lie and none is a plan yet, nobody is told that there are none.
#[test]
fn documents_that_are_no_plans_yet_are_named_with_what_to_do() {
    let folder = Folder::new();
    run(&folder, "index").done();
    folder.write("a.txt", "みなと商工会議所\n令和5年度事業計画\n１．観光の振興\n");
    folder.write("b.txt", "やまて商工会\n令和5年度事業計画\n１．観光の振興\n");
    for words in ["--no-refresh search 観光", "--no-refresh plans", "--no-refresh compare"] {
        let ran = run(&folder, words);
        assert_eq!(ran.code, 1, "{words}: {}", ran.err);
        assert!(!ran.err.contains("計画がまだありません"), "{words}: {}", ran.err);
        ran.says(&["の文書2件は、まだ索引に入っていません（a.txt、b.txt）。kurabe index で読み取ってください。"]);
    }
    run(&folder, "--lang en --no-refresh search 観光")
        .says(&["not in the index yet: 2 (a.txt, b.txt)", "kurabe index"]);
    let server = Server::of(folder, &["--no-refresh"]);
    for page in ["/", "/?q=観光", "/plans", "/compare"] {
        let body = server.get(page).body;
        assert!(body.contains("計画のフォルダー の文書2件は、まだ索引に入っていません"), "{page}: {body}");
        assert!(!body.contains("条件を外してください"), "{page}: {body}");
    }
    let folder = Folder::of(&[("empty.txt", ""), ("bare.txt", "")]);
    let ran = run(&folder, "search 観光");
    assert!(ran.code == 1 && !ran.err.contains("計画がまだありません"), "{}", ran.err);
    ran.says(&[
        "の文書2件は読めませんでした（kurabe index",
        "\n  bare.txt: 中身がありません",
        "\n  empty.txt: 中身がありません",
    ]);
    run(&folder, "--lang en plans").says(&["could not be read: 2", "empty.txt: is empty"]);
    assert!(Server::of(folder, &[]).get("/").body.contains("empty.txt: 中身がありません"));
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_told_where_there_are_no_plans() {
    let folder = Folder::new();
    std::os::unix::fs::symlink(folder.path("nowhere.txt"), folder.in_corpus("a.txt")).unwrap();
    run(&folder, "search 観光").says(&["読まないものが1件あります（kurabe index で示します）"]);
}
