//! Corrections from the browser: each form mends what it shows and nothing else, keeps what was typed when something is
//! wrong, and is as good as `kurabe correct`.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::kit::{Folder, until};
use crate::web::{Answer, Server};
use crate::writing::{form, location};

const PLAN: &str = "みなと商工会議所\n令和5年度事業計画\n\nⅠ．経営の支援\n１．創業塾の開催（年2回）\n・市と共に開く\n・会員訪問\n２．巡回の強化\n夜間の相談も受ける。\n窓口を開く。\nⅡ．地域の振興\n１．港の朝市\n・会員訪問\n";

fn server(options: &[&str]) -> Server {
    Server::of(Folder::of(&[("minato/r5.txt", PLAN)]), options)
}

/// The fields of a form of a page as a browser would send them, by the form's own name.
pub(crate) fn fields(page: &str, name: &str) -> Vec<(String, String)> {
    let forms = page.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap());
    let wanted = format!("name=\"form\" value=\"{name}\"");
    let own = forms.into_iter().find(|form| form.contains(&wanted)).unwrap_or_else(|| panic!("no form {name}: {page}"));
    let value = |tag: &str, key: &str| {
        let at = tag.split(&format!(" {key}=\"")).nth(1)?;
        Some(at.split('"').next().unwrap().replace("&quot;", "\"").replace("&amp;", "&"))
    };
    let mut found = Vec::new();
    for tag in own.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        let name = value(tag, "name").unwrap_or_default();
        let is_unticked = tag.contains("checkbox") && !tag.contains(" checked");
        match tag.split(' ').next().unwrap() {
            "input" if !is_unticked => found.push((name, value(tag, "value").unwrap_or_default())),
            "textarea" => found.push((name, text.to_owned())),
            "select" => found.push((name, String::new())),
            "option" if tag.contains(" selected") => found.last_mut().unwrap().1 = value(tag, "value").unwrap(),
            _ => {}
        }
    }
    found
}

/// Sends a form as it stands on a page, with some fields typed anew; one that is typed as nothing is left out, as a
/// tick is that is taken out.
pub(crate) fn fill(server: &Server, page: &str, name: &str, typed: &[(&str, &str)]) -> Answer {
    let mut all = fields(page, name);
    all.retain(|(own, _)| own != "word" && typed.iter().all(|(name, _)| name != own));
    let mut all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.extend(typed);
    server.submit("/correct", &all)
}

fn records(server: &Server) -> Vec<Value> {
    let read = server.folder.run(&["show", "minato/r5", "--format", "jsonl"]).done();
    read.jsonl()
}

fn node<'a>(records: &'a [Value], title: &str) -> &'a Value {
    let is = |record: &&Value| record["t"] == "node" && record["title"] == title;
    records.iter().find(is).unwrap_or_else(|| panic!("no {title}: {records:?}"))
}

/// The page of the form for the item of a title.
fn page_of(server: &Server, title: &str) -> String {
    let id = node(&records(server), title)["id"].clone();
    let page = server.get(&format!("/correct?plan=minato/r5&node={id}"));
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

fn corrections(server: &Server) -> BTreeMap<u64, Value> {
    let all = server.folder.run(&["corrections", "--format", "json"]).json();
    all.as_array().unwrap().iter().map(|one| (one["number"].as_u64().unwrap(), one.clone())).collect()
}

#[test]
fn an_item_is_mended_and_only_what_was_changed_is_said() {
    let server = server(&["--writable"]);
    let reader = server.get("/plans?id=minato/r5").body;
    assert!(reader.contains("/correct?plan=minato%2Fr5&amp;node="), "{reader}");
    let page = page_of(&server, "巡回の強化");
    assert!(page.contains("夜間の相談も受ける。") && page.contains("経営の支援"), "{page}");
    let sent = fill(&server, &page, "item", &[("title", "海辺の巡回"), ("flag", "新規"), ("theme", "DX")]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let address = location(&sent);
    assert!(address.ends_with("#l8") && address.contains("kept="), "{address}");
    let back = server.get(address.split('#').next().unwrap());
    assert!(back.body.contains("訂正1を記録しました") && back.body.contains(">訂正</span>"), "{}", back.body);
    let said = &corrections(&server)[&1];
    let changes: Vec<&str> = said["changes"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!((changes, &said["state"]), (vec!["flags", "themes", "title"], &"held".into()));
    let now = records(&server);
    assert_eq!(node(&now, "海辺の巡回")["kind"], "initiative");
    // A mark is taken out again, and it goes elsewhere.
    let page = page_of(&server, "海辺の巡回");
    let option = page.split("<option").skip(1).find(|option| option.contains("地域の振興")).unwrap();
    let key = option.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    let typed = [("flag", ""), ("parent", key), ("kind", "measure")];
    assert_eq!(fill(&server, &page, "item", &typed).status, 303);
    let now = records(&server);
    let own = node(&now, "海辺の巡回");
    assert_eq!((&own["parent"], &own["kind"]), (&node(&now, "地域の振興")["id"], &"measure".into()));
    assert_eq!(own["flags"], Value::Array(vec![]));
    // And it is none.
    let page = page_of(&server, "市と共に開く");
    assert_eq!(fill(&server, &page, "item", &[("none", "1")]).status, 303);
    assert!(!records(&server).iter().any(|record| record["t"] == "node" && record["title"] == "市と共に開く"));
}

#[test]
fn an_item_ends_elsewhere() {
    let server = server(&["--writable"]);
    let page = page_of(&server, "巡回の強化");
    assert_eq!(fill(&server, &page, "item", &[("last", "９")]).status, 303);
    let now = records(&server);
    assert_eq!(node(&now, "巡回の強化")["last_line"], 9);
    let changes = corrections(&server)[&1]["changes"].as_object().unwrap().clone();
    assert_eq!(changes.keys().collect::<Vec<_>>(), ["ends"]);
}

#[test]
fn figures_are_mended() {
    let server = server(&["--writable"]);
    let page = page_of(&server, "創業塾の開催");
    let typed = [("value", "3"), ("role", "目標"), ("year", "令和6年度"), ("name", "開催数")];
    let sent = fill(&server, &page, "figure-0", &typed);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let now = records(&server);
    let own = node(&now, "創業塾の開催")["id"].clone();
    let figure = now.iter().find(|record| record["t"] == "indicator" && record["node"] == own).unwrap();
    assert_eq!((&figure["value"], &figure["role"], &figure["corrected"]), (&3.into(), &"目標".into(), &true.into()));
    let changes = corrections(&server)[&1]["changes"].as_object().unwrap().clone();
    assert!(!changes.contains_key("unit") && changes["year"] == "2024", "{changes:?}");
    let page = page_of(&server, "創業塾の開催");
    assert_eq!(fill(&server, &page, "figure-0", &[("none", "1")]).status, 303);
    assert!(!records(&server).iter().any(|record| record["t"] == "indicator" && record["node"] == own));
    // The figure that the page showed is gone.
    let late = fill(&server, &page, "figure-0", &[("value", "9")]);
    assert!(late.status == 200 && late.body.contains("role=\"alert\""), "{}", late.body);
}

#[test]
fn a_lost_line_and_the_facts_of_a_plan() {
    let server = server(&["--writable"]);
    let page = server.get("/correct?plan=minato/r5&line=10").body;
    assert!(page.contains("10行目を項目にする"), "{page}");
    let sent = fill(&server, &page, "lost", &[("kind", "measure")]);
    assert!(sent.status == 303 && location(&sent).ends_with("#l10"), "{} {}", sent.status, sent.body);
    let now = records(&server);
    assert_eq!(node(&now, "窓口を開く。")["parent"], node(&now, "巡回の強化")["id"]);
    let blank = server.get("/correct?plan=minato/r5&line=3").body;
    assert!(fill(&server, &blank, "lost", &[]).body.contains("空行は選べません"));
    let page = server.get("/correct?plan=minato/r5").body;
    let wrong = fill(&server, &page, "facts", &[("year", "いつか"), ("prefecture", "新潟県")]);
    assert!(wrong.body.contains("「いつか」") && wrong.body.contains("value=\"新潟県\""), "{}", wrong.body);
    let sent =
        fill(&server, &page, "facts", &[("title", "みなと計画"), ("kind", "中期計画"), ("prefecture", "新潟県")]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(server.get(&location(&sent)).body.contains("corpus.toml に書きました"));
    let manifest = fs::read_to_string(server.folder.in_corpus("corpus.toml")).unwrap();
    assert!(manifest.contains("title = \"みなと計画\"") && !manifest.contains("organisation"), "{manifest}");
    let plan = &records(&server)[0];
    assert_eq!((&plan["title"], &plan["plan_kind"]), (&"みなと計画".into(), &"中期計画".into()));
}

#[test]
fn what_is_wrong_comes_back_in_the_form() {
    let server = server(&["--writable"]);
    let page = page_of(&server, "巡回の強化");
    for (typed, said) in [
        (vec![], "変えたところがありません"),
        (vec![("title", "")], "項目名がありません"),
        (vec![("title", "海辺の巡回"), ("last", "始め")], "「始め」は読み取れません"),
        (vec![("title", "海辺の巡回"), ("last", "900")], "その項目・行・数値はありません"),
    ] {
        let answer = fill(&server, &page, "item", &typed);
        assert_eq!(answer.status, 200, "{typed:?}");
        assert!(answer.body.contains("role=\"alert\"") && answer.body.contains(said), "{said}: {}", answer.body);
        for (name, value) in typed {
            assert!(fields(&answer.body, "item").contains(&(name.to_owned(), value.to_owned())), "{name}");
        }
    }
    let page = page_of(&server, "創業塾の開催");
    let answer = fill(&server, &page, "figure-0", &[("value", "たくさん"), ("unit", "度")]);
    assert!(answer.body.contains("「たくさん」") && answer.body.contains("value=\"度\""), "{}", answer.body);
    // Sent once more from what came back, it is still known what was changed.
    assert_eq!(fill(&server, &answer.body, "figure-0", &[("value", "3")]).status, 303);
    assert_eq!(corrections(&server)[&1]["changes"]["unit"], "度");
    assert_eq!(server.get("/correct?plan=minato/r5&node=999").status, 404);
    assert_eq!(server.get("/correct?plan=nowhere").status, 404);
}

#[test]
fn nobody_else_corrects() {
    let writable = server(&["--writable"]);
    let sent = |server: &Server, word: &str, headers: &str| {
        let fields = [("word", word), ("plan", "minato/r5"), ("form", "facts"), ("title", "x")];
        let kind = "application/x-www-form-urlencoded";
        server.post("/correct", kind, headers, form(&fields).as_bytes()).status
    };
    let (word, own) = (writable.word(), writable.origin());
    assert_eq!(sent(&writable, "", &own), 403);
    assert_eq!(sent(&writable, "0123", &own), 403);
    assert_eq!(sent(&writable, &word, ""), 403);
    assert_eq!(sent(&writable, &word, "Origin: http://evil.example\r\n"), 403);
    assert_eq!(sent(&writable, &word, &format!("{own}Sec-Fetch-Site: cross-site\r\n")), 403);
    let closed = server(&[]);
    assert_eq!(sent(&closed, &word, &closed.origin()), 404);
    assert_eq!(closed.get("/correct?plan=minato/r5").status, 404);
    assert!(!closed.get("/plans?id=minato/r5").body.contains("/correct?"), "no way leads there");
    for server in [&writable, &closed] {
        assert!(
            !server.folder.in_corpus("corpus.toml").exists() && !server.folder.in_corpus("corrections.toml").exists()
        );
    }
}

#[test]
fn readers_at_once_lose_nothing() {
    let server = server(&["--writable"]);
    // All have opened their pages before anybody sends: numbers move under them, as items are lost and found.
    let lost = server.get("/correct?plan=minato/r5&line=9").body;
    let titles = ["創業塾の開催", "市と共に開く", "巡回の強化", "港の朝市"];
    let pages = titles.map(|title| page_of(&server, title));
    std::thread::scope(|scope| {
        scope.spawn(|| assert_eq!(fill(&server, &lost, "lost", &[("kind", "measure")]).status, 303));
        for (page, title) in pages.iter().zip(titles) {
            let server = &server;
            scope.spawn(move || {
                let answer = fill(server, page, "item", &[("title", &format!("新しい{title}"))]);
                assert_eq!(answer.status, 303, "{title}: {}", answer.body);
            });
        }
    });
    server.folder.run(&["index"]).done();
    let now = records(&server);
    titles.iter().for_each(|title| assert_eq!(node(&now, &format!("新しい{title}"))["corrected"], true));
    assert_eq!(node(&now, "夜間の相談も受ける。")["kind"], "measure");
    let all = corrections(&server);
    assert!(all.len() == 5 && all.values().all(|one| one["state"] == "held"), "{all:?}");
    // Two say something else of one item: both are kept, and the later one holds.
    assert_eq!(fill(&server, &pages[3], "item", &[("flag", "重点")]).status, 303);
    let now = records(&server);
    assert_eq!(node(&now, "新しい港の朝市")["flags"], serde_json::json!(["重点"]));
}

/// A page that was opened before a line of its item became one of its own says nothing of lines, and its title holds.
#[test]
fn a_page_from_before_another_mend_says_only_what_was_typed() {
    for first in [true, false] {
        let server = server(&["--writable"]);
        let lost = server.get("/correct?plan=minato/r5&line=9").body;
        let item = page_of(&server, "巡回の強化");
        let mend = |of_item: bool| {
            let answer = match of_item {
                true => fill(&server, &item, "item", &[("title", "新しい巡回の強化")]),
                false => fill(&server, &lost, "lost", &[("kind", "measure")]),
            };
            assert_eq!(answer.status, 303, "{}", answer.body);
        };
        mend(first);
        server.folder.run(&["index"]).done();
        mend(!first);
        server.folder.run(&["index"]).done();
        let all = corrections(&server);
        assert!(all.len() == 2 && all.values().all(|one| one["state"] == "held"), "{first}: {all:?}");
        let now = records(&server);
        assert_eq!(node(&now, "新しい巡回の強化")["corrected"], true);
        assert_eq!(node(&now, "夜間の相談も受ける。")["kind"], "measure");
    }
}

#[test]
fn corrections_are_listed_and_taken_back() {
    let server = server(&["--writable"]);
    assert!(server.get("/corrections").body.contains("訂正はありません"));
    assert!(!server.get("/plans").body.contains("/corrections"), "nothing leads to what is empty");
    for (line, said) in [("L8", ["--title", "海辺の巡回"]), ("L6", ["--flag", "新規"]), ("L12", ["--kind", "measure"])]
    {
        server.folder.run(&["--no-refresh", "correct", "minato/r5", line, said[0], said[1]]).done();
    }
    // Other lines, and one item less.
    server.folder.write("minato/r5.txt", PLAN.replace("Ⅰ．", "\n\nⅠ．").replace("・市と共に開く\n", ""));
    server.folder.run(&["index"]).done();
    assert!(until(|| server.get("/corrections").body.contains("有効2・失効1")));
    let page = server.get("/corrections").body;
    assert!(page.contains("#L9\"") && page.contains("項目名→海辺の巡回"), "{page}");
    assert_eq!(page.matches("class=\"alert\"").count(), 1, "{page}");
    assert!(server.get("/plans").body.contains("/corrections"));
    assert!(server.get("/plans?id=minato/r5").body.contains("/corrections?plan=minato%2Fr5"));
    let csv = server.get("/corrections.csv").body;
    assert!(csv.contains("number,state") && csv.lines().count() == 4, "{csv}");
    let json: Value = serde_json::from_str(&server.get("/corrections.json?plan=minato/r5").body).unwrap();
    assert_eq!((json[1]["state"].as_str(), json.as_array().unwrap().len()), (Some("lost"), 3));
    let gold = server.get("/corrections.jsonl?plan=minato/r5").body;
    assert_eq!(gold, server.folder.run(&["show", "minato/r5", "--format", "jsonl"]).done().out);
    assert!(server.get("/corrections.txt?plan=minato/r5").body.contains("２．巡回の強化"));
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(server.post("/corrections/remove", kind, &server.origin(), b"word=x&number=2").status, 403);
    let sent = server.submit("/corrections/remove", &[("number", "2"), ("plan", "minato/r5")]);
    assert!(sent.status == 303 && location(&sent).starts_with("/corrections?plan=minato%2fr5&kept="), "{}", sent.head);
    assert!(server.get(&location(&sent)).body.contains("訂正2を取り消しました"));
    assert!(server.get("/corrections").body.contains("訂正2件（有効2・失効0"));
    // Twice is once.
    assert_eq!(server.submit("/corrections/remove", &[("number", "2")]).status, 303);
    assert_eq!(corrections(&server).len(), 2);
}

#[test]
fn who_may_not_write_reads_them() {
    let folder = Folder::of(&[("minato/r5.txt", PLAN)]);
    folder.run(&["correct", "minato/r5", "L8", "--title", "海辺の巡回"]).done();
    let server = Server::of(folder, &[]);
    let page = server.get("/corrections").body;
    assert!(page.contains("海辺の巡回") && !page.contains("/corrections/remove"), "{page}");
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(server.post("/corrections/remove", kind, &server.origin(), b"word=x&number=1").status, 404);
    assert_eq!(corrections(&server).len(), 1);
}

/// A plan and the next, in which nothing tells that two items are one.
fn two_years() -> Folder {
    let text = |year: u32, item: &str| {
        format!(
            "みなと商工会議所\n令和{year}年度事業計画\n１．地域の振興\n（１）{item}\n（２）花火大会の開催\n（３）清掃の日\n"
        )
    };
    Folder::of(&[("r5.txt", &text(5, "港の朝市")), ("r6.txt", &text(6, "ナイトマルシェ"))])
}

/// The fields of the form on the page for the record of a title.
fn pair_page(server: &Server, title: &str) -> String {
    let diff = server.folder.run(&["diff", "r5", "r6", "--format", "json"]).done().json();
    let is = |record: &Value| ["old", "new"].iter().any(|side| record[side][0]["title"] == title);
    let at = diff["records"].as_array().unwrap().iter().position(is).unwrap();
    let page = server.get(&format!("/correct/pair?old=r5&new=r6&record={at}"));
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

fn hidden(page: &str, name: &str) -> String {
    page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn of_two_plans_a_reader_says_what_is_one() {
    let server = Server::of(two_years(), &["--writable"]);
    let diff = server.get("/diff?old=r5&new=r6").body;
    assert!(diff.contains("/correct/pair?old=r5&amp;new=r6&amp;record="), "{diff}");
    let page = pair_page(&server, "ナイトマルシェ");
    let option = page.split("<option").skip(1).find(|option| option.contains("港の朝市")).unwrap();
    let before = option.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    let after = hidden(&page, "after");
    let fields = [("old", "r5"), ("new", "r6"), ("said", "one"), ("before", before), ("after", &after)];
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(server.post("/correct/pair", kind, &server.origin(), form(&fields).as_bytes()).status, 403);
    let at = page.split("name=\"record\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let unchosen = server.submit("/correct/pair", &[&fields[..3], &fields[4..], &[("record", at)]].concat());
    assert!(unchosen.status == 200 && unchosen.body.contains("対応する項目を選んでください"), "{}", unchosen.body);
    let sent = server.submit("/correct/pair", &fields);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let (address, anchor) = location(&sent).split_once('#').map(|(one, two)| (one.to_owned(), two.to_owned())).unwrap();
    let back = server.get(&address).body;
    assert!(back.contains("訂正1を記録しました"), "{back}");
    let card = back.split(&format!("id=\"{anchor}\"")).nth(1).unwrap().split("</article>").next().unwrap();
    assert!(card.contains("同じ項目とする訂正") && card.contains("4行"), "{card}");
    let page = pair_page(&server, "花火大会の開催");
    let (before, after) = (hidden(&page, "before"), hidden(&page, "after"));
    let fields = [("old", "r5"), ("new", "r6"), ("said", "apart"), ("before", &before), ("after", &after)];
    assert_eq!(server.submit("/correct/pair", &fields).status, 303);
    assert!(server.get("/diff?old=r5&new=r6").body.contains("別の項目とする訂正"));
    let list = server.get("/corrections").body;
    assert!(list.contains("同じ項目") && list.contains("別の項目"), "{list}");
    // Taken back, the diff is as it was.
    assert_eq!(server.submit("/corrections/remove", &[("number", "2")]).status, 303);
    assert!(!server.get("/diff?old=r5&new=r6").body.contains("別の項目とする訂正"));
    let closed = Server::of(two_years(), &[]);
    assert!(!closed.get("/diff?old=r5&new=r6").body.contains("/correct/pair"));
    assert_eq!(closed.get("/correct/pair?old=r5&new=r6&record=1").status, 404);
}
