//! Words that help where nothing is found: conditions that nothing meets or that there are not, slips and readings, years
//! of which an end is open, and a folder without plans.

use crate::kit::{Folder, Ran};
use crate::web::Server;

fn folder() -> Folder {
    let plan = |body: &str, year: u32| {
        format!("{body}\n令和{year}年度事業計画\n１．経営の支援\n（１）事業承継の支援\n（２）観光案内所の設置\n")
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
        ("search 観光 テーマ:海運", "「テーマ:海運」に当たるものはありません。あるもの：DX"),
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
    let server = Server::of(folder, &[]);
    for page in ["/?q=観光 団体:かわせ", "/?q=観光&organisation=かわせ", "/plans?organisation=かわせ"] {
        let body = server.get(page).body;
        assert!(body.contains("「団体:かわせ」に当たるものはありません。あるもの：みなと商工会議所"), "{page}: {body}");
    }
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
            assert!(
                answer.body.contains("やまて商工会") && !answer.body.contains("みなと商工会議所 <"),
                "{page}{years}"
            );
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
