//! Who had something first and who followed, as `compare --first`, the page and the API say it.

use serde_json::Value;

use crate::kit::Folder;
use crate::office_kit::part;

/// A plan of a year with these items.
fn plan(body: &str, years: &str, items: &[&str]) -> String {
    let items: String = items.iter().enumerate().map(|(at, item)| format!("{}．{item}\n", at + 1)).collect();
    format!("{body}\n\n{years}\n\nⅠ．経営支援\n{items}")
}

/// Every way in which a body can have, or not have, 事業承継.
fn folder() -> Folder {
    const HAS: &[&str] = &["事業承継の支援", "創業の相談"];
    const LACKS: &[&str] = &["創業の相談", "記帳の指導"];
    let annual = |body: &str, year: &str, items: &[&str]| plan(body, &format!("{year}年度 事業計画"), items);
    let texts = [
        // The first at hand; its plan of the year before does not have it.
        ("minato-h30.txt", annual("みなと商工会議所", "平成30", LACKS)),
        ("minato-r1.txt", annual("みなと商工会議所", "令和元", HAS)),
        ("minato-r2.txt", annual("みなと商工会議所", "令和２", LACKS)),
        // Followed two years later.
        ("kawase-r2.txt", annual("かわせ商工会議所", "令和２", LACKS)),
        ("kawase-r3.txt", annual("かわせ商工会議所", "令和３", HAS)),
        // Between its plans lie two years.
        ("yamate-h30.txt", annual("やまて商工会", "平成30", LACKS)),
        ("yamate-r3.txt", annual("やまて商工会", "令和３", HAS)),
        // In its first plan at hand.
        ("hamabe-r4.txt", annual("はまべ商工会", "令和４", HAS)),
        // Not in the annual plan, but in the mid-term plan of the same years.
        ("oka-r2.txt", annual("おか商工会", "令和２", LACKS)),
        ("oka-r3.txt", annual("おか商工会", "令和３", LACKS)),
        ("oka-r4.txt", annual("おか商工会", "令和４", HAS)),
        (
            "oka-mid.txt",
            plan("おか商工会", "中期行動計画\n計画期間　令和３年度～令和５年度", &["事業承継の支援", "記帳の指導"]),
        ),
        // Never.
        ("tani-r1.txt", annual("たに商工会", "令和元", LACKS)),
    ];
    let seat = |name: &str| {
        if ["yamate", "hamabe", "tani"].iter().any(|own| name.starts_with(own)) { "西県" } else { "東県" }
    };
    let entry = |name: &str| format!("[\"{}\"]\nprefecture = \"{}\"\n", name.trim_end_matches(".txt"), seat(name));
    let corpus: String = texts.iter().map(|(name, _)| entry(name)).collect();
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    files.push(("corpus.toml", &corpus));
    Folder::of(&files)
}

fn asked(folder: &Folder, more: &[&str]) -> Value {
    folder.run(&[&["compare", "--first", "--theme", "事業承継", "--format", "json"], more].concat()).done().json()
}

/// Each body with year, what is known of the years before, and by how many years it came later.
fn told(answer: &Value) -> Vec<String> {
    let one = |first: &Value| {
        let (body, since) = (first["organisation"].as_str().unwrap(), first["since"].as_str().unwrap());
        format!("{body} {} {since} {}..{} {}", first["year"], first["lag_least"], first["lag"], first["first_line"])
    };
    answer["first"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn who_was_first_and_who_followed() {
    let answer = asked(&folder(), &[]);
    let expected = [
        "みなと商工会議所 2019 new 0..0 6",
        "おか商工会 2021 new 2..2 7",
        "かわせ商工会議所 2021 new 2..2 6",
        "やまて商工会 2021 between 0..2 6",
        "はまべ商工会 2022 earliest null..3 6",
    ];
    assert_eq!(told(&answer), expected);
    let of = &answer["diffusion"][0];
    assert_eq!(of["lead"], 2019);
    assert_eq!(of["without"], serde_json::json!([{"organisation": "たに商工会", "last_year": 2019}]));
    let years: Vec<String> = of["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|year| {
            format!("{}: {} {} {} {}", year["year"], year["bodies"], year["having"], year["new"], year["earliest"])
        })
        .collect();
    let expected =
        ["2018: 2 0 0 0", "2019: 2 1 1 0", "2020: 3 0 0 0", "2021: 3 3 3 0", "2022: 2 2 0 1", "2023: 1 1 0 0"];
    assert_eq!(years, expected);
    let east = &of["prefectures"][0];
    assert_eq!((&east["name"], &east["bodies"], &east["adopted"]), (&"東県".into(), &3.into(), &3.into()));
    assert_eq!((&east["first"], &east["median_lag"]), (&"みなと商工会議所".into(), &2.0.into()));
    let west = &of["prefectures"][1];
    assert_eq!((&west["bodies"], &west["adopted"]), (&3.into(), &2.into()));
    assert_eq!(of["hidden"].as_array().unwrap().len(), 4, "{}", of["hidden"]);
}

/// What is new in a year is told from the years before, also where they were not asked for.
#[test]
fn years_narrow_what_is_listed_not_what_is_known() {
    let answer = asked(&folder(), &["--year", "R3.."]);
    let expected = [
        "おか商工会 2021 new 2..2 7",
        "かわせ商工会議所 2021 new 2..2 6",
        "やまて商工会 2021 between 0..2 6",
        "はまべ商工会 2022 earliest null..3 6",
    ];
    assert_eq!(told(&answer), expected);
    assert_eq!(answer["diffusion"][0]["lead"], 2019);
    assert_eq!(answer["diffusion"][0]["years"][0]["year"], 2021);
    // たに商工会 has no plan of these years.
    assert_eq!(answer["diffusion"][0]["without"], serde_json::json!([]));
    let text = folder().run(&["compare", "--first", "--theme", "事業承継", "--year", "R3.."]).done().out;
    assert!(text.contains("最も早いのは令和元年度（2019）のみなと商工会議所"), "{text}");
}

/// A body that took it up before the years asked for is among those that have it; what may be hidden is told of those that
/// are listed.
#[test]
fn those_that_took_it_up_before_are_counted() {
    let answer = asked(&folder(), &["--year", "R2.."]);
    let of = &answer["diffusion"][0];
    assert!(!told(&answer).iter().any(|body| body.starts_with("みなと")), "it took it up in 2019");
    let east = &of["prefectures"][0];
    assert_eq!((&east["name"], &east["bodies"], &east["adopted"]), (&"東県".into(), &3.into(), &3.into()));
    assert_eq!((&east["first"], &east["first_year"]), (&"みなと商工会議所".into(), &2019.into()), "{east}");
    // Of the years at last only one body has a plan, and nobody takes it up: nothing is hidden of those listed.
    let last = asked(&folder(), &["--year", "R5.."]);
    let of = &last["diffusion"][0];
    assert_eq!((told(&last).len(), &of["hidden"], &of["without"]), (0, &serde_json::json!([]), &serde_json::json!([])));
    let east = &of["prefectures"][0];
    assert_eq!((&east["bodies"], &east["adopted"]), (&1.into(), &1.into()), "{east}");
}

#[test]
fn a_query_spreads_as_a_theme_does() {
    let folder = folder();
    let of_query = ["compare", "--first", "--column", "事業承継", "--exact", "--format", "json"];
    assert_eq!(told(&folder.run(&of_query).done().json()), told(&asked(&folder, &[])));
}

#[test]
fn the_sentence_tells_followers_from_those_of_whom_nothing_is_known() {
    let text = folder().run(&["compare", "--first", "--theme", "事業承継"]).done().out;
    let joined: String = text.lines().map(str::trim_start).collect();
    assert!(joined.contains("後から初めて掲げたとわかる団体は3（1年以内0、3年以内3、5年以内3）。"), "{text}");
    assert!(joined.contains("ほか1団体は手元の最初の計画から掲げており、いつからかわからない。"), "{text}");
    let wide: Vec<&str> = text.lines().filter(|line| kurabe::report::width(line) > 80).collect();
    assert!(wide.is_empty(), "{wide:?}");
}

#[test]
fn every_form_holds_every_body() {
    let folder = folder();
    let form = |form: &str| folder.run(&["compare", "--first", "--theme", "事業承継", "--format", form]).done();
    let csv = form("csv").out;
    assert_eq!(csv.lines().count(), 1 + 6, "{csv}");
    assert!(csv.contains("事業承継,たに商工会,西県,商工会,,none,2019"), "{csv}");
    let svg = form("svg").out;
    for body in ["みなと商工会議所", "かわせ商工会議所", "やまて商工会", "はまべ商工会", "おか商工会"]
    {
        assert!(svg.contains(body), "{body}: {svg}");
    }
    assert!(svg.contains("0～2年後") && !svg.contains("1～2年後"), "{svg}");
    let book = folder.path("first.xlsx");
    folder.run(&["compare", "--first", "--theme", "事業承継", "--format", "xlsx", "-o", book.to_str().unwrap()]).done();
    let strings = part(&folder, "first.xlsx", "xl/sharedStrings.xml");
    assert!(strings.contains("はまべ商工会") && strings.contains("たに商工会"), "{strings}");
    assert!(part(&folder, "first.xlsx", "xl/charts/chart1.xml").contains("barChart"));
}
