//! The program in English: over plans that hold no kana of their own, nothing that it says holds any, nor counts or dates
//! as Japanese does.

use std::fs;

use crate::kit::{Folder, Ran, until};
use crate::office_kit::xlsx;
use crate::web::Server;

const THEMES: &str = "[[theme]]\nname = \"観光\"\nwords = [\"観光\"]\n[[theme]]\nname = \"DX\"\nwords = [\"DX\"]\n";

/// Two bodies, a plan and the one before it, a table that is none of work, contradictory years, two bodies side by
/// side, letters that are broken, a picture alone, and nothing at all.
fn folder() -> Folder {
    let folder = Folder::of(&[
        ("themes.toml", THEMES),
        ("thesaurus.toml", ""),
        ("tsu/r5.txt", &plan("津商工会議所", "令和5年度事業計画", "120件")),
        ("tsu/r6.txt", &plan("津商工会議所", "令和6年度事業計画", "150件")),
        ("kure/r6.txt", &plan("呉商工会議所", "令和6年度事業計画", "90件")),
        ("kure/two.txt", "津商工会議所\n呉商工会議所\n共同計画\n1. 観光振興\n"),
        ("kure/years.txt", "令和35年度事業計画\n令和5年度事業計画\n呉商工会議所\n平成40年度\n1. 観光振興\n"),
        ("kure/bare.txt", "１．観光振興\n（１）DX推進\n"),
    ]);
    folder.write(
        "kure/broken.txt",
        [plan("呉商工会議所", "令和4年度事業計画", "80件").as_bytes(), b"\n\x0b\xff abc\n"].concat(),
    );
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>令和6年度事業計画</v></c></row>\
                 <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"str\"><v>控</v></c></row></sheetData>";
    folder.write("kure/book.xlsx", xlsx("", "", &[("計画", "visible", sheet), ("控", "hidden", sheet)]));
    folder
}

fn plan(body: &str, title: &str, figure: &str) -> String {
    let mut text = format!(
        "{body}\n{title}\n\n１．経営支援\n（１）巡回指導　{figure}\n（２）創業支援（新規）\n２．観光振興\n（１）観光DX推進\n"
    );
    text.push_str("（２）特産品開発\n\n甲\t乙\n丙\t丁\n");
    text
}

/// Words that are typed as they are whatever language is spoken: a kind of plan, and names of filters.
const TYPED: [&str; 2] = ["その他", "テーマ:"];

/// Figures that stand in the plans, or that a reader gave.
const FIGURES: [&str; 5] = ["120件", "150件", "160件", "90件", "80件"];

/// Is something counted or dated as Japanese does, without kana: 3件, 令和6年度（2024）?
fn is_counted(line: &str) -> bool {
    let line = FIGURES.iter().fold(line.to_owned(), |line, figure| line.replace(figure, ""));
    let letters: Vec<char> = line.chars().collect();
    let is_counter = |pair: &[char]| pair[0].is_ascii_digit() && "件行頁団箇回".contains(pair[1]);
    letters.windows(2).any(is_counter) || line.contains("年度（")
}

/// The first line with kana; the middle dot and the long mark stand between words of any writing.
fn kana(text: &str) -> Option<String> {
    let text = TYPED.iter().fold(text.to_owned(), |text, word| text.replace(word, ""));
    let is_kana =
        |letter: char| ('\u{3041}'..='\u{30fa}').contains(&letter) || ('\u{ff66}'..='\u{ff9d}').contains(&letter);
    text.lines().find(|line| line.contains(is_kana) || is_counted(line)).map(str::to_owned)
}

/// A page without the elements that say that they are Japanese.
fn unmarked(page: &str) -> String {
    let mut rest = page.to_owned();
    while let Some(at) = rest.find(" lang=\"ja\"") {
        let start = rest[..at].rfind('<').unwrap();
        let name = rest[start + 1..].split([' ', '>']).next().unwrap().to_owned();
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        let mut end = start + open.len();
        let mut depth = 1;
        while depth > 0 {
            let Some(next) = rest[end..].find(&close).map(|next| end + next) else { break };
            depth += rest[end..next].matches(&open).count();
            depth -= 1;
            end = next + close.len();
        }
        rest.replace_range(start..end.max(at + 10), "");
    }
    rest
}

/// Japanese words that stand in no document and are no name of data: a form says them whatever language its page has.
const NAMES: [&str; 24] = [
    "日本語",
    "団体",
    "年度",
    "テーマ",
    "種別",
    "都道府県",
    "重点",
    "新規",
    "再掲",
    "継続",
    "目標",
    "実績",
    "見込",
    "頻度",
    "規模",
    "率",
    "年度事業計画",
    "中期計画",
    "実施計画",
    "経営発達支援計画",
    "進捗報告",
    "事業報告",
    "その他",
    "令和",
];

/// The examples of the page of the search: what is typed is Japanese.
const EXAMPLES: &str =
    "事業承継の支援 事業承継 創業 起業 団体 みなと 種別 中期計画 都道府県 石川県 テーマ 印 階層 取組";

/// The words of a page in Japanese that are neither a document's nor names of data nor examples, marked or not.
fn foreign(page: &str) -> Vec<String> {
    let years = "令和5年度 令和6年度 令和7年度 令和4年度 令和35年度 平成40年度 事業計画";
    let known =
        plan("津商工会議所 呉商工会議所", years, "120件") + "共同計画 令和6年度事業計画 控 甲 乙 丙 丁 無" + EXAMPLES;
    let is_japanese = |letter: char| {
        ('\u{3041}'..='\u{30fa}').contains(&letter) || ('\u{4e00}'..='\u{9fff}').contains(&letter) || letter == 'ー'
    };
    let words = page.split(|letter: char| !is_japanese(letter)).filter(|word| !word.is_empty());
    let is_known = |word: &&str| known.contains(*word) || NAMES.iter().any(|name| name.contains(*word));
    // Counts and years too, in whatever language they are said to be.
    let lines = page.replace('>', ">\n");
    let counted = lines.lines().filter(|line| is_counted(line)).map(str::to_owned);
    words
        .filter(|word| !is_known(word))
        .map(str::to_owned)
        .chain(counted)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

fn faults(what: &str, ran: &Ran) -> Vec<String> {
    let said = [&ran.out, &ran.err].into_iter();
    assert!(!ran.err.contains("panicked"), "{what}: {}", ran.err);
    said.filter_map(|said| Some(format!("{what}: {}", kana(said)?))).collect()
}

#[test]
fn every_verb() {
    let folder = folder();
    let plain = folder.path("plain.txt");
    fs::write(&plain, plan("呉商工会議所", "令和7年度事業計画", "80件")).unwrap();
    let (plain, empty) = (plain.to_str().unwrap(), folder.path("empty.txt"));
    fs::write(&empty, "").unwrap();
    let empty = empty.to_str().unwrap();
    let mut found = Vec::new();
    for words in [
        "index",
        "index --rebuild",
        "plans",
        "plans 津",
        "plans 無",
        "search 観光",
        "search 観光 --format csv",
        "search 無",
        "search 観光 --group plan --sort year",
        "search 無 種別:無",
        "search year:無 観光",
        "search 観光 theme:無",
        "search OR",
        "show tsu/r6",
        "show tsu/r6 --notices",
        "show kure/two --notices",
        "show kure/years --notices",
        "show kure/bare --notices",
        "show kure/broken --notices",
        "show kure/book --notices",
        "show tsu/r6 --stage blocks",
        "show tsu/r6 --stage outline",
        "show 無",
        "show r6",
        "export",
        "compare",
        "compare --theme 無",
        "compare --trend",
        "compare --first",
        "compare --first --format csv",
        "compare --first --format svg",
        "compare --items --by organisation,year",
        "compare --column 創業",
        "compare --kind 無",
        "compare --year 無",
        "compare --organisation 無",
        "benchmark 津",
        "benchmark 無",
        "benchmark 津 --year 1999",
        "benchmark 津 --prefecture 無 --peers 無",
        "show tsu/r6 --why",
        "show tsu/r6 --notices --doubtful",
        "shortlist list 無",
        "index --no-refresh",
        "compare --trend --format csv",
        "search 観光 印:継続",
        "search 事業計各 支援",
        "similar tsu/r6 2",
        "similar tsu/r6 999",
        "themes",
        "themes test 観光",
        "themes test",
        "themes audit",
        "diff 津",
        "diff tsu/r5 tsu/r6 --all",
        "diff kure/bare",
        "diff 無",
        "diff tsu/r5 tsu/r6 --format csv",
        "search 観光 --save news",
        "compare --theme 観光 --save counts",
        "saved",
        "saved run news",
        "saved list --format json",
        "saved run counts",
        "saved run counts --format json",
        "saved run",
        "search 観光 --save=",
        "compare --first --items",
        "saved run none",
        "saved remove news",
        "shortlist",
        "shortlist show",
        "shortlist add tsu/r6 L5 --list list",
        "shortlist add tsu/r6 L5 --list list",
        "shortlist add tsu/r6 L5 --old tsu/r5 --list list",
        "shortlist add --theme 観光 --organisation 津 --year 2024 --list list",
        "shortlist add",
        "shortlist",
        "shortlist show list",
        "shortlist show list --cite 1",
        "shortlist show list --cite 9",
        "shortlist show list --format md",
        "shortlist show list --format csv",
        "shortlist list --format csv",
        "shortlist rename list",
        "shortlist remove list",
        "shortlist rename list list",
        "shortlist remove list 9",
        "shortlist remove list 2",
        "correct tsu/r6 L4 --kind initiative --flag 重点",
        "correct tsu/r6 L5 --figure 150 --value 160 --role 目標",
        "correct tsu/r6 L5 --figure 無 --none",
        "correct tsu/r6 L6 --parent L4",
        "correct tsu/r6 L4 --parent L6",
        "correct tsu/r6 L6 --theme 無",
        "correct tsu/r6 L6 --kind 無",
        "correct tsu/r6 L6 --lines 無",
        "correct tsu/r6 L6",
        "correct tsu/r6",
        "correct tsu/r6 999 --none",
        "correct tsu/r5 L6 --same tsu/r6 L6",
        "correct tsu/r5 L5 --apart tsu/r6 L5",
        "correct tsu/r5 L6 --same tsu/r5 L5",
        "correct tsu/r6 L6 --lines 6-5",
        "correct tsu/r6 L6 --lines -4",
        "correct tsu/r6 L4 --kind initiative",
        "correct tsu/r6 --kind 無",
        "correct tsu/r6 --year 無",
        "correct kure/r6 --title 計画",
        "correct kure/r6 --title 計画",
        "diff tsu/r5 tsu/r6",
        "show tsu/r6",
        "correct --undo 99",
        "correct --undo 1",
        "corrections",
        "corrections --format json",
        "corrections --format csv",
        "check --queries 20",
        "remove 無",
        "serve --listen 0.0.0.0",
        "serch",
        "search",
        "search --limit x 観光",
        "diff a b c",
        "--themes missing.toml themes",
    ] {
        let arguments: Vec<&str> = ["--lang", "en"].into_iter().chain(words.split(' ')).collect();
        found.extend(faults(words, &folder.run(&arguments)));
    }
    for (words, file) in [
        ("extract", plain),
        ("extract", empty),
        ("add --dry-run", plain),
        ("add", plain),
        ("add", empty),
        ("add", "missing.txt"),
    ] {
        let arguments: Vec<&str> = ["--lang", "en"].into_iter().chain(words.split(' ')).chain([file]).collect();
        found.extend(faults(words, &folder.run(&arguments)));
    }
    found.extend(faults("remove", &folder.run(&["--lang", "en", "remove", "tsu/r5"])));
    folder.write("themes.toml", "[[theme]]\nname = \"観光\"\n");
    found.extend(faults("themes without words", &folder.run(&["--lang", "en", "themes"])));
    folder.write("themes.toml", "[theme\n");
    found.extend(faults("themes that are no TOML", &folder.run(&["--lang", "en", "index"])));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_page_of_a_reading() {
    let server = Server::of(folder(), &["--writable"]);
    server.folder.run(&["shortlist", "add", "tsu/r6", "L5", "--list", "list"]).done();
    server.folder.run(&["search", "観光", "--save", "news"]).done();
    server
        .folder
        .run(&["shortlist", "add", "--theme", "観光", "--organisation", "津", "--year", "2024", "--list", "list"])
        .done();
    let label = "\n[[entry]]\nwhat = \"change\"\nlabel = \"本文・数値変更\"\nplace = []\n";
    let list = server.folder.in_corpus("shortlists/list.toml");
    fs::write(&list, fs::read_to_string(&list).unwrap() + label).unwrap();
    server.folder.run(&["compare", "--theme", "観光", "--save", "counts"]).done();
    server.folder.write("kure/r7.txt", plan("呉商工会議所", "令和7年度事業計画", "90件"));
    server.folder.run(&["index"]).done();
    assert!(until(|| server.get("/saved?name=counts&lang=en").body.contains("FY2025")));
    server.folder.run(&["correct", "tsu/r6", "L4", "--kind", "measure", "--flag", "重点"]).done();
    server.folder.run(&["correct", "tsu/r6", "L5", "--figure", "150", "--value", "160"]).done();
    server.folder.run(&["correct", "tsu/r5", "L6", "--same", "tsu/r6", "L6"]).done();
    let mut found = Vec::new();
    for page in [
        "/add",
        "/add?batch=9",
        "/correct?plan=tsu/r6",
        "/correct?plan=tsu/r6&node=2",
        "/correct?plan=tsu/r6&line=6",
        "/correct?plan=tsu/r6&node=999",
        "/correct/pair?old=tsu/r5&new=tsu/r6&record=1",
        "/corrections",
        "/corrections?plan=tsu/r6",
        "/saved",
        "/saved?name=news",
        "/saved?name=counts",
        "/results",
        "/results?plan=tsu/r5&report=tsu/r6",
        "/plans?id=tsu/r6&similar=2",
        "/history?plan=tsu/r6",
        "/organisation?name=津商工会議所",
        "/compare?theme=観光&cell=観光;津商工会議所, FY2024",
        "/shortlist",
        "/shortlist?name=list",
        "/shortlist/put?id=tsu/r6&line=5",
        "/?q=観光",
        "/plans",
        "/plans?id=kure/two",
        "/plans?id=kure/years",
        "/plans?id=kure/bare",
        "/plans?id=kure/broken",
        "/plans?id=kure/book",
        "/compare",
        "/compare?organisation=無",
        "/organisations/津商工会議所?year=1999&peers=無",
        "/compare?shape=first",
        "/diff?old=tsu/r5&new=tsu/r6",
        "/themes",
        "/none",
    ] {
        let answer = server.get(&format!("{page}{}lang=en", if page.contains('?') { '&' } else { '?' }));
        found.extend(kana(&unmarked(&answer.body).replace('>', ">\n")).map(|said| format!("{page}: {said}")));
        found.extend(foreign(&answer.body).into_iter().map(|word| format!("{page}: {word}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
