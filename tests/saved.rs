//! Searches and comparisons kept by name: they tell what is new since the last time, in a terminal and in a browser.

use crate::kit::{Folder, until};
use crate::web::Server;

const THEMES: &str = "[[theme]]\nname = \"観光\"\nwords = [\"観光\"]\n";

fn plan(year: u32, item: &str) -> String {
    format!("みなと商工会議所\n令和{year}年度事業計画\n\nⅠ．地域振興\n１．観光の振興\n・{item}\n")
}

fn folder() -> Folder {
    Folder::of(&[("minato/r3.txt", &plan(3, "観光案内所を設置する")), ("themes.toml", THEMES)])
}

#[test]
fn the_next_run_tells_what_is_new() {
    let folder = folder();
    folder.run(&["search", "観光", "--save", "観光の動き"]).done();
    folder.run(&["compare", "--theme", "観光", "--save", "観光の数"]).done();
    folder.run(&["saved"]).done().shows(&["観光の動き", "検索", "観光の数", "テーマ比較", "新しいもの0件"]);
    assert_eq!(folder.run(&["saved", "run", "観光の動き"]).code, 1);

    // Lines that move are nothing new; a plan that comes is, and so is what was worded anew.
    folder.write("minato/r3.txt", plan(3, "観光案内所を設置する").replace("Ⅰ．", "会頭あいさつ\n\nⅠ．"));
    assert_eq!(folder.run(&["saved", "run", "観光の動き"]).code, 1);
    folder.write("minato/r4.txt", plan(4, "観光列車を誘致する"));
    folder.run(&["saved"]).done().shows(&["観光の動き　検索　前に見たあとの新しいもの2件"]);
    folder.run(&["saved", "run", "観光の動き"]).done().shows(&["新しいもの2件", "観光列車を誘致する", "令和4年度"]);
    assert_eq!(folder.run(&["saved", "run", "観光の動き"]).code, 1, "what was shown is known");
    let all = folder.run(&["saved", "list", "--format", "json"]).done().json();
    let new: Vec<_> = all.as_array().unwrap().iter().map(|own| (own["name"].as_str().unwrap(), &own["new"])).collect();
    assert_eq!(new, [("観光の動き", &0.into()), ("観光の数", &1.into())]);
    let cells = folder.run(&["saved", "run", "観光の数", "--format", "json"]).done().json();
    assert_eq!(cells["cells"][0]["cell"], "観光・みなと商工会議所・令和4年度（2022）", "{cells}");
    assert_eq!((&cells["cells"][0]["before"], cells["cells"].as_array().unwrap().len()), (&0.into(), 1), "{cells}");
    folder.remove("minato/r3.txt");
    folder.run(&["saved"]).done().shows(&["なくなったもの2件"]);
    folder.run(&["saved", "remove", "観光の数"]).done();
    folder.run(&["saved", "run", "観光の数"]).failed(&["観光の数"]);
    folder.run(&["search", "OR", "--save", "誤り"]).failed(&[]);
    folder.run(&["search", "観光", "--save", " "]).failed(&["名前が空"]);
    folder.run(&["compare", "--theme", "観光", "--save", ""]).failed(&["名前が空"]);
    folder.run(&["saved", "run"]).failed(&["名前を指定", "kurabe saved"]);
    folder.run(&["search", "観光", "--save", "観光 7年"]).says(&["kurabe saved run '観光 7年'"]);
    folder.run(&["saved", "remove", "観光 7年"]).done();
    let names = folder.run(&["saved"]).done().out;
    assert_eq!(names.lines().count(), 1, "{names}");
    folder.run(&["saved", "remove", "観光の動き"]).done();
    let none = folder.run(&["saved"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    none.says(&["--save"]);
    folder.write("saved.toml", "[a]\nwhat = \"謎\"\n");
    folder.run(&["saved"]).failed(&["saved.toml"]);
}

#[test]
fn pages_save_and_tell_what_is_new() {
    let server = Server::of(folder(), &["--writable"]);
    let form = "action=\"/saved/put";
    assert!(server.get("/?q=観光").body.contains(form) && server.get("/compare?theme=観光").body.contains(form));
    let save = |fields: &[(&str, &str)]| assert_eq!(server.submit("/saved/put", fields).status, 303);
    save(&[("name", "観光の動き"), ("what", "search"), ("asked", "?q=観光")]);
    save(&[("name", "観光の数"), ("what", "compare"), ("asked", "?theme=観光")]);
    server.folder.write("minato/r4.txt", plan(4, "観光列車を誘致する"));
    server.folder.run(&["index"]).done();
    assert!(until(|| server.get("/saved").body.contains("新しいもの2件")));
    let page = server.get("/saved?name=観光の動き").body;
    assert!(page.contains("観光</mark>列車を誘致する") && page.contains("href=\"/?q="), "{page}");
    assert!(server.get("/saved?name=観光の数").body.contains("0 → "));
    let shown = page.split("name=\"shown\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(server.submit("/saved/seen", &[("name", "観光の動き"), ("shown", shown)]).status, 303);
    assert!(server.get("/saved?name=観光の動き").body.contains("新しいもの0件"));
    assert_eq!(server.submit("/saved/remove", &[("name", "観光の動き")]).status, 303);
    assert_eq!(server.get("/saved?name=観光の動き").status, 404);
    let read_only = Server::of(folder(), &[]);
    assert!(!read_only.get("/?q=観光").body.contains(form));
    assert_eq!(read_only.get("/saved").status, 200);
}

#[test]
fn what_is_saved_gives_way_to_nothing_in_silence() {
    let folder = folder();
    let save = |words: &[&str]| folder.run(&[&["search", "--save", "動き"], words].concat());
    let file = || std::fs::read_to_string(folder.in_corpus("saved.toml")).unwrap();
    save(&["観光"]).done().says(&["「動き」として保存しました"]);
    let before = file();
    let taken = save(&["承継"]);
    assert_eq!((taken.code, taken.out.as_str(), file()), (2, "", before.clone()));
    taken.says(&["ほかの条件を保存してあります", "--replace"]);
    assert_eq!(folder.run(&["compare", "--theme", "観光", "--save", "動き"]).code, 2);
    // The same question keeps what is new of it.
    folder.write("minato/r4.txt", plan(4, "観光列車を誘致する"));
    save(&["観光"]).done().says(&["もう保存してあります"]);
    assert_eq!(file(), before);
    folder.run(&["saved", "run", "動き"]).done().shows(&["新しいもの2件"]);
    save(&["承継", "--replace"]).says(&["「動き」を置き換えました"]);
    assert!(file() != before && !file().contains("?q=%E8%A6%B3"), "{}", file());
    folder.run(&["saved", "remove", "動き"]).done();
    folder.run(&["saved", "remove", "動き"]).failed(&["動き"]);
}
