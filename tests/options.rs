//! Options and words that would be passed over are refused, with a sentence that says what can be typed instead; and what
//! it says can be typed indeed.

use crate::kit::{Folder, Ran};
use crate::office_kit::members;

const R3: &str = "みなと商工会議所\n令和3年度事業計画\n\n１．事業承継の支援\n・創業塾を開催する（20件）\n";
const R4: &str =
    "みなと商工会議所\n令和4年度事業計画\n\n１．事業承継の支援\n・創業塾を開催する（30件）\n２．観光案内所の設置\n";

/// Two plans of a body, a shortlist and a saved question.
fn folder() -> Folder {
    let folder = Folder::of(&[("minato/r3.txt", R3), ("minato/r4.txt", R4)]);
    folder.run(&["shortlist", "add", "minato/r4", "L6"]).done();
    folder.run(&["search", "観光", "--save", "動き"]).done();
    folder
}

fn run(folder: &Folder, words: &str) -> Ran {
    folder.run(&words.split(' ').collect::<Vec<_>>())
}

/// What is refused, the sentence that says why, and what can be typed instead as that sentence says.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn refused(folder: &Folder, cases: &[Case]) {
    for (words, said, instead) in cases {
        let ran = run(folder, words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words}: {}", ran.err);
        assert!(ran.err.contains(said), "{words}: {}", ran.err);
        for words in *instead {
            let ran = run(folder, words);
            assert!(ran.code < 2, "{words}: {}", ran.err);
        }
    }
}

#[test]
fn an_option_that_means_something_only_with_another_says_with_which() {
    refused(
        &folder(),
        &[
            (
                "show minato/r4 --why",
                "--why は --stage outline とともに使うものです。",
                &["show minato/r4 --stage outline --why", "show minato/r4"],
            ),
            ("show minato/r4 --stage blocks --why", "--stage outline とともに", &["show minato/r4 --stage blocks"]),
            (
                "shortlist add minato/r4 L6 --year 令和4",
                "--year は --theme とともに使うものです。",
                &["shortlist add --theme 観光 --organisation みなと --year 令和4", "shortlist add minato/r4 L6"],
            ),
            (
                "diff minato/r3 minato/r4 --new-left",
                "--new-left は --format html|xlsx|docx|csv とともに",
                &[
                    "diff minato/r3 minato/r4 --new-left --format html",
                    "diff minato/r3 minato/r4 --new-left --format csv",
                ],
            ),
            (
                "diff minato/r3 minato/r4 --short",
                "--short は --format html|xlsx|docx|csv とともに",
                &["diff minato/r3 minato/r4 --short --format csv"],
            ),
            ("diff minato/r3 minato/r4 --chapter 事業承継", "--chapter は --format html|xlsx|docx|csv とともに", &[]),
            (
                "compare --theme 観光 --exact",
                "--exact は --column とともに",
                &["compare --theme 観光 --column 創業 --exact", "compare --theme 観光"],
            ),
            ("search 観光 --replace", "次の指定が足りません：--save", &["search 観光 --save 動き --replace"]),
            ("--lang en show minato/r4 --why", "--why goes only with --stage outline", &[]),
        ],
    );
}

#[test]
fn an_option_of_another_verb_says_of_which() {
    refused(
        &folder(),
        &[
            ("shortlist show --remark x", "--remark は kurabe shortlist add とともに", &["shortlist show"]),
            ("shortlist rename しおり 検討 --list x", "--list は kurabe shortlist add とともに", &[]),
            ("shortlist list --cite 1", "--cite は kurabe shortlist show とともに", &["shortlist show --cite 1"]),
            ("shortlist add minato/r4 L6 --cite 1", "--cite は kurabe shortlist show とともに", &[]),
            (
                "shortlist remove しおり 1 --format json",
                "--format は kurabe shortlist show とともに",
                &["shortlist show しおり --format json"],
            ),
            (
                "saved remove 動き --format json",
                "--format は kurabe saved list|run とともに",
                &["saved list --format json", "saved run 動き --format json"],
            ),
            ("themes list --seed 3", "--seed は kurabe themes audit とともに", &["themes audit --seed 3"]),
            ("themes test 観光 --limit 3", "--limit は kurabe themes audit とともに", &["themes test 観光"]),
            (
                "themes audit --format json",
                "--format は kurabe themes list|test とともに",
                &["themes list --format json", "themes test 観光 --format json"],
            ),
        ],
    );
}

#[test]
fn of_two_options_that_do_not_go_together_either_can_be_left_out() {
    let folder = folder();
    refused(
        &folder,
        &[
            (
                "shortlist show しおり --cite 1 --format json",
                "--format と --cite は一緒に使えません。どちらかを外してください。",
                &["shortlist show しおり --cite 1", "shortlist show しおり --format json"],
            ),
            (
                "shortlist add --theme 観光 --organisation みなと --year 令和4 --old minato/r3",
                "--old と --theme は一緒に使えません",
                &["shortlist add --theme 観光 --organisation みなと --year 令和4"],
            ),
            (
                "show minato/r4 --stage blocks --format jsonl",
                "--format jsonl と --stage blocks は一緒に使えません",
                &["show minato/r4 --stage blocks", "show minato/r4 --format jsonl"],
            ),
            (
                "show minato/r4 --stage outline --notices",
                "--notices と --stage outline は一緒に使えません",
                &["show minato/r4 --stage outline", "show minato/r4 --notices"],
            ),
            (
                "show minato/r4 --doubtful --format jsonl",
                "--doubtful と --format jsonl は一緒に使えません",
                &["show minato/r4 --doubtful"],
            ),
            ("show minato/r4 --doubtful --notices", "--notices と --doubtful は一緒に使えません", &[]),
            (
                "compare --items --format svg",
                "--items と --format svg は一緒に使えません",
                &["compare --items", "compare --format svg"],
            ),
            (
                "search 観光 --themes x.toml --no-refresh",
                "--themes と --no-refresh は一緒に使えません",
                &["search 観光 --no-refresh"],
            ),
            ("corrections --export x --format csv", "--format", &["corrections --format csv"]),
            ("add x.txt --dry-run --keep-password", "一緒に使えません", &[]),
            ("compare --first --by year", "一緒に使えません", &["compare --first", "compare --by year"]),
            ("compare --first --all-plans", "一緒に使えません", &["compare --all-plans"]),
            ("compare --first --items", "一緒に使えません", &[]),
            ("compare --first --save 初出", "一緒に使えません", &[]),
            ("compare --trend --save 推移", "一緒に使えません", &["compare --trend"]),
        ],
    );
    let saved = folder.run(&["saved", "list"]).done().out;
    assert!(!saved.contains("初出") && !saved.contains("推移"), "{saved}");
    assert_eq!(
        run(&folder, "shortlist show").done().out.lines().next(),
        Some("しおり　2件"),
        "the passage and the cell"
    );
}

#[test]
fn a_word_too_many_is_named_with_the_verb_that_takes_it() {
    refused(
        &folder(),
        &[
            (
                "shortlist list しおり",
                "「しおり」は余分です。kurabe shortlist show しおり とする",
                &["shortlist show しおり"],
            ),
            ("shortlist show しおり 1", "「1」は余分です。外してください。", &[]),
            ("shortlist add minato/r4 L6 L7", "「L7」は余分です。", &["shortlist add minato/r4 L6"]),
            ("shortlist add minato/r4 L6 --theme 観光", "「minato/r4」は余分です。", &[]),
            ("shortlist rename しおり 検討 来年度", "「来年度」は余分です。", &[]),
            ("saved list 動き", "「動き」は余分です。kurabe saved run 動き とする", &["saved run 動き"]),
            ("themes list 観光", "「観光」は余分です。kurabe themes test 観光 とする", &["themes test 観光"]),
            ("themes audit 観光", "「観光」は余分です。kurabe themes test 観光 とする", &["themes audit"]),
        ],
    );
}

#[test]
fn options_of_the_whole_program_that_a_verb_has_no_use_for_are_refused() {
    refused(
        &folder(),
        &[
            ("index --no-refresh", "kurabe index では --no-refresh を使えません。外してください。", &["index"]),
            ("serve --output x.html", "kurabe serve では --output を使えません。外してください。", &[]),
        ],
    );
}

#[test]
fn options_of_a_correction_that_would_be_passed_over_are_refused() {
    let folder = folder();
    for words in [
        "minato/r4 L5 --figure 30件 --title 塾",
        "minato/r3 L5 --same minato/r4 L5 --kind measure",
        "minato/r3 L5 --apart minato/r4 L5 --none",
        "minato/r3 L5 --same minato/r4 L5 --undo 1",
        "--undo 1 --kind measure",
    ] {
        let ran = run(&folder, &format!("correct {words}"));
        assert_eq!(ran.code, 2, "{words}");
        ran.says(&["一緒に使えません"]);
    }
    assert!(!folder.in_corpus("corrections.toml").exists(), "nothing was written");
}

/// A trend is written in every form, and each shows years beside one another or strung together.
#[test]
fn a_trend_has_every_form() {
    let folder = folder();
    let csv = run(&folder, "compare --theme 観光 --trend --format csv").done().out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines, ["theme,organisation,2021,2022,change", "観光,みなと商工会議所,0.0000,0.3333,0.3333"]);
    let plain = run(&folder, "compare --theme 観光 --format csv").done().out;
    assert!(plain.starts_with("theme,organisation,year,"), "{plain}");
    let sheets = |more: &[&str]| {
        let path = folder.path("book.xlsx");
        let asked = ["compare", "--theme", "観光", "--format", "xlsx", "--output", path.to_str().unwrap()];
        folder.run(&[&asked[..], more].concat()).done();
        let members = members(&std::fs::read(&path).unwrap());
        let (_, bytes) = members.into_iter().find(|(name, _)| name == "xl/workbook.xml").unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let (plain, trend) = (sheets(&[]), sheets(&["--trend"]));
    assert!(plain.contains("name=\"件数\"") && !plain.contains("name=\"推移\""), "{plain}");
    assert!(trend.contains("name=\"件数\"") && trend.contains("name=\"推移\""), "{trend}");
}

#[test]
fn help_states_what_stands_where_nothing_is_given() {
    let items: String = (1..=30).map(|number| format!("{number}. 観光案内所{number}の設置\n")).collect();
    let folder = Folder::of(&[("r4.txt", &format!("みなと商工会議所\n令和4年度事業計画\n\n{items}"))]);
    for (lang, seed, limit, form) in
        [("ja", "（既定：1）", "（既定：20）", "既定：text"), ("en", "(default: 1)", "(default: 20)", "default: text")]
    {
        run(&folder, &format!("--lang {lang} themes --help")).done().shows(&[seed, limit, form]);
    }
    let audit = |more: &str| run(&folder, &format!("themes audit{more}")).done().out;
    assert_eq!(audit(""), audit(" --seed 1 --limit 20"), "and so it is");
    assert!(audit("") != audit(" --seed 2") && audit("") != audit(" --limit 19"));
}
