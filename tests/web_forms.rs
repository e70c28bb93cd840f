//! Forms of pages that write: what was typed stays, what was done is said and nothing else, and each says what became of
//! it.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::kit::{Folder, until};
use crate::web::{Answer, Server, coded};
use crate::writing::{MULTIPART, files, keys, location, multipart, plan, waiting};

/// Where the link to the other language leads.
fn other_language(page: &str) -> &str {
    page.split("class=\"lang\"").nth(1).unwrap().split("href=\"").nth(1).unwrap().split('"').next().unwrap()
}

/// The value of a field of a page.
fn field(page: &str, name: &str) -> String {
    let at = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    at.split('"').next().unwrap().to_owned()
}

fn batch_of(address: &str) -> &str {
    address.split("batch=").nth(1).unwrap().split(['&', '#']).next().unwrap()
}

/// What was just done, as the page says it.
fn said(page: &str) -> Option<&str> {
    page.split("receipt\" role=\"status\">").nth(1)?.split("</p>").next()
}

#[test]
fn a_tick_that_was_taken_out_stays_out_and_what_was_typed_stays() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let (one, other) = (plan("みなと商工会議所", 3), plan("やまて商工会", 4));
    let address = server.send_files(&[("r3.txt", one.as_bytes()), ("r4.txt", other.as_bytes())]);
    let batch = batch_of(&address).to_owned();
    let keys = keys(&server.get(&address).body);
    let names = [format!("year-{}", keys[0]), format!("prefecture-{}", keys[1]), format!("title-{}", keys[1])];
    let shown = [("batch", &*batch), ("shown", &keys[0]), ("shown", &keys[1])];
    let is_ticked = |page: &str, key: &str| {
        page.split(&format!("name=\"store\" value=\"{key}\"")).nth(1).unwrap().split('>').next().unwrap() == " checked"
    };
    let none = server.submit("/add/store", &shown);
    assert!(none.status == 200 && none.body.contains("印を付けてください"), "{}", none.body);
    let typed = [(&*names[1], "石川県"), (&names[2], "")];
    let wrong = [&shown[..], &[("store", &keys[0]), (&names[0], "いつか")], &typed].concat();
    let wrong = server.submit("/add/store", &wrong);
    assert!(wrong.body.contains("「いつか」") && wrong.body.contains("まだ何も加えていません"), "{}", wrong.body);
    // The page that came back, and the same page loaded anew.
    for page in [wrong.body, server.get(&address).body] {
        assert!(is_ticked(&page, &keys[0]) && !is_ticked(&page, &keys[1]), "{page}");
        assert!(page.contains("value=\"石川県\"") && page.contains("value=\"いつか\""), "{page}");
        assert!(page.contains(&format!("name=\"{}\" value=\"\"", names[2])), "an emptied field is empty: {page}");
    }
    // What was not ticked waits on, with what was typed, when the other is added.
    let stored = server.submit("/add/store", &[&shown[..], &[("store", &keys[0])], &typed].concat());
    assert_eq!(stored.status, 303, "{}", stored.body);
    let page = server.get(&address).body;
    assert!(page.matches("加えました").count() == 1 && page.contains("value=\"石川県\""), "{page}");
    assert!(!is_ticked(&page, &keys[1]) && waiting(&server) == 1, "{page}");
}

#[test]
fn no_link_carries_what_was_typed() {
    let server = Server::of(Folder::of(&[("minato/r3.txt", &plan("みなと商工会議所", 3))]), &["--writable"]);
    assert_eq!(
        other_language(&server.get("/?q=支援&password-1=secret&word=x").body),
        "/?q=%E6%94%AF%E6%8F%B4&amp;lang=en"
    );
    let address = server.send_files(&[("locked.pdf", include_bytes!("fixtures/locked.pdf"))]);
    let page = server.get(&address).body;
    let name = format!("password-{}", page.split("name=\"password-").nth(1).unwrap().split('"').next().unwrap());
    let batch = batch_of(&address);
    let open = server.submit(&format!("/add/open?batch={batch}"), &[("batch", batch), (&name, "himitsu")]);
    assert!(open.body.contains("パスワードが違います") && !open.body.contains("himitsu"), "{}", open.body);
    assert_eq!(other_language(&open.body), format!("/add/open?batch={batch}&amp;lang=en"));
    let again = server.get(&other_language(&open.body).replace("&amp;", "&"));
    assert!(again.body.contains("does not open it"), "{}", again.body);
    let sent =
        [("plan", "minato/r3"), ("form", "facts"), ("title", "新しい題名"), ("was-year", "x"), ("year", "いつか")];
    let wrong = server.submit("/correct?plan=minato/r3", &sent);
    assert!(wrong.body.contains("value=\"新しい題名\""), "{}", wrong.body);
    assert_eq!(other_language(&wrong.body), "/correct?plan=minato%2Fr3&amp;lang=en");
}

#[cfg(unix)]
#[test]
fn the_tray_goes_with_the_server() {
    for round in 0..8 {
        let mut server = Server::of(Folder::new(), &["--writable"]);
        let trays = || {
            let all = files(&server.folder.corpus());
            all.into_iter().filter(|path| path.to_string_lossy().contains("tray")).collect::<Vec<_>>()
        };
        assert!(!trays().is_empty(), "it has one while it lives");
        if round > 0 {
            server.send_files(&[("r3.txt", plan("みなと商工会議所", 3).as_bytes())]);
            assert_eq!(waiting(&server), 1);
        }
        let told = std::process::Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert_eq!(server.child.wait().unwrap().code(), Some(0), "round {round}");
        let left: Vec<_> =
            files(&server.folder.corpus()).into_iter().filter(|path| path.to_string_lossy().contains("tray")).collect();
        assert!(left.is_empty() && waiting(&server) == 0, "round {round}: {left:?}");
    }
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let word = server.word();
    let whole = multipart(&word, &[("r3.txt", plan("みなと", 3).as_bytes()), ("r4.txt", plan("みなと", 4).as_bytes())]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let (host, length) = (&server.address, whole.len());
    let head = format!(
        "POST /add HTTP/1.1\r\nHost: {host}\r\n{}Content-Type: {MULTIPART}\r\nContent-Length: {length}\r\n\r\n",
        server.origin()
    );
    stream.write_all(&[head.as_bytes(), &whole[..length - 40]].concat()).unwrap();
    assert!(until(|| waiting(&server) == 1), "the first file arrives");
    drop(stream);
    assert!(until(|| waiting(&server) == 0), "its sender went, and it goes");

    // One file too many is refused with those that came with it; what was there before stays.
    let texts: Vec<String> = (0..19).map(|number| plan("みなと", number)).collect();
    let many: Vec<(&str, &[u8])> = texts.iter().map(|text| ("r.txt", text.as_bytes())).collect();
    let address = server.send_files(&many);
    let field = format!("--xx\r\nContent-Disposition: form-data; name=\"batch\"\r\n\r\n{}\r\n", batch_of(&address));
    let more = [field.as_bytes(), &multipart(&word, &many[..2])].concat();
    let refused = server.post("/add", MULTIPART, &server.origin(), &more);
    assert_eq!((refused.status, waiting(&server)), (413, 19), "{}", refused.body);
    assert_eq!(keys(&server.get(&address).body).len(), 19);
}

#[test]
fn each_plan_says_what_became_of_it() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let bodies = ["みなと商工会議所", "やまて商工会", "かわせ商工会"].map(|body| plan(body, 3));
    let sent: Vec<(&str, &[u8])> =
        ["a.txt", "b.txt", "c.txt"].into_iter().zip(bodies.iter().map(|text| text.as_bytes())).collect();
    let address = server.send_files(&sent);
    let keys = keys(&server.get(&address).body);
    let mut fields = vec![("batch", batch_of(&address))];
    fields.extend(keys.iter().flat_map(|key| [("shown", &**key), ("store", &**key)]));
    // Where the second would go, something stands in the way.
    server.folder.write("やまて商工会", "x");
    let stored = server.submit("/add/store", &fields);
    assert_eq!((stored.status, location(&stored)), (303, address.clone()), "{}", stored.body);
    let page = server.get(&address).body;
    assert!(page.contains("2個のファイルは加えました。次のファイルはまだ加えていません"), "{page}");
    assert!(page.matches("計画のフォルダーを読み書きできません").count() == 2 && page.contains("b.txt"), "{page}");
    assert_eq!((page.matches("加えました。</p>").count(), self::keys(&page)), (2, vec![keys[1].clone()]), "{page}");
    assert!(server.get("/?q=創業塾").body.contains("かわせ商工会"), "the one after it is there");
    server.folder.remove("やまて商工会");
    let again = server.submit("/add/store", &[("batch", batch_of(&address)), ("shown", &keys[1]), ("store", &keys[1])]);
    assert_eq!(server.get(&location(&again)).status, 200);
    assert!(!server.get(&address).body.contains("まだ加えていません"));
}

fn saved_folder() -> Folder {
    Folder::of(&[("minato/r3.txt", &plan("みなと商工会議所", 3))])
}

#[test]
fn only_what_was_shown_is_seen() {
    let server = Server::of(saved_folder(), &["--writable"]);
    let save = [("name", "創業の動き"), ("what", "search"), ("asked", "?q=創業")];
    let saved = server.submit("/saved/put", &save);
    assert!(said(&server.get(&location(&saved)).body).unwrap().contains("創業の動き"));
    let before = server.get("/saved?name=創業の動き").body;
    server.folder.write("minato/r4.txt", plan("みなと商工会議所", 4));
    server.folder.run(&["index"]).done();
    let news = || server.get("/saved?name=創業の動き").body;
    assert!(until(|| news().contains("新しいもの1件")), "{}", news());
    let seen = |page: &str| server.submit("/saved/seen", &[("name", "創業の動き"), ("shown", &field(page, "shown"))]);
    let late = seen(&before);
    assert!(late.status == 200 && late.body.contains("まだ見たことにしていません"), "{}", late.body);
    assert!(news().contains("新しいもの1件"), "nothing was marked");
    // What came back shows it, and may be marked.
    assert_eq!(seen(&late.body).status, 303);
    assert!(news().contains("新しいもの0件"));
}

#[test]
fn a_name_that_is_taken_is_asked_about() {
    let server = Server::of(saved_folder(), &["--writable"]);
    let put = |name: &str, asked: &str, more: &[(&str, &str)]| {
        server.submit("/saved/put", &[&[("name", name), ("what", "search"), ("asked", asked)], more].concat())
    };
    let nameless = put("", "?q=創業", &[]);
    assert!(nameless.status == 200 && nameless.body.contains("保存する名前を入れてください"), "{}", nameless.body);
    assert_eq!(field(&nameless.body, "asked"), "?q=創業");
    assert_eq!(put("動き", "?q=創業", &[]).status, 303);
    let file = || fs::read_to_string(server.folder.in_corpus("saved.toml")).unwrap();
    let before = file();
    let taken = put("動き", "?q=承継", &[]);
    assert!(taken.status == 200 && taken.body.contains("もう使われています"), "{}", taken.body);
    assert!(taken.body.contains("value=\"動き\"") && taken.body.contains("「動き」を置き換える"), "{}", taken.body);
    assert_eq!(file(), before);
    assert_eq!(put("動き", "?q=承継", &[("replace", "x")]).status, 200, "not what was shown");
    assert_eq!(file(), before);
    let replaced = put("動き", "?q=承継", &[("replace", &field(&taken.body, "replace"))]);
    assert!(replaced.status == 303 && file().contains("承継") && !file().contains("創業"), "{}", file());
    // A list keeps its name too, and what was typed.
    for (list, line) in [("一つ", "5"), ("二つ", "6")] {
        assert_eq!(server.submit("/shortlist/put", &[("list", list), ("id", "minato/r3"), ("line", line)]).status, 303);
    }
    let rename = |other: &str| server.submit("/shortlist/rename", &[("name", "一つ"), ("list", other)]);
    let taken = rename("二つ");
    assert!(taken.status == 200 && taken.body.contains("もうあります"), "{}", taken.body);
    assert!(taken.body.contains("name=\"list\" value=\"二つ\""), "{}", taken.body);
    assert!(rename("").body.contains("新しい名前を入れてください"));
    assert_eq!(rename("三つ").status, 303);
}

#[test]
fn an_address_alone_claims_nothing() {
    let server = Server::of(saved_folder(), &["--writable"]);
    for address in ["/plans?id=minato/r3&kept=99", "/plans?id=minato/r3&kept=facts", "/diff?new=minato/r3&kept=1"] {
        assert_eq!(said(&server.get(address).body), None, "{address}");
    }
    let meant = [("list", "検討"), ("id", "minato/r3"), ("line", "6"), ("back", "/?q=創業")];
    let put = || -> Answer { server.submit("/shortlist/put", &meant) };
    let page = server.get(location(&put()).split('#').next().unwrap()).body;
    let note = said(&page).unwrap();
    assert!(note.contains("「検討」に加えました") && note.contains("href=\"/?q="), "{note}");
    assert!(page.find("receipt").unwrap() < page.find("<h1").unwrap(), "it stands at the top: {page}");
    assert!(said(&server.get(location(&put()).split('#').next().unwrap()).body).unwrap().contains("もう入っています"));
    let plain = server.get("/shortlist?name=検討&back=/").body;
    assert!(said(&plain).is_none() && !plain.contains("加えました"), "{plain}");
    let corrected = server.submit(
        "/correct",
        &[("plan", "minato/r3"), ("form", "facts"), ("was-title", "令和3年度事業計画"), ("title", "みなと計画")],
    );
    let page = server.get(location(&corrected).split('#').next().unwrap()).body;
    assert!(said(&page).unwrap().contains("corpus.toml に書きました"), "{page}");
}

#[test]
fn the_index_is_shown_as_soon_as_it_is_there() {
    let server = Server::of(saved_folder(), &[]);
    let (number, _) = server.folder.pointer();
    let next = server.folder.index().join(format!("{:06}", number + 1));
    let lock = fs::File::options().read(true).write(true).open(server.folder.index().join("writer.lock")).unwrap();
    lock.lock().unwrap();
    fs::create_dir(&next).unwrap();
    let is_told = || server.get("/plans").body.contains("索引を更新中です");
    assert!(until(is_told));
    fs::remove_dir(&next).unwrap();
    lock.unlock().unwrap();
    let start = Instant::now();
    assert!(until(|| !is_told()));
    assert!(start.elapsed() < Duration::from_millis(2_500), "{:?}", start.elapsed());
}

#[test]
fn who_may_add_is_led_there() {
    let server = Server::of(Folder::new(), &["--writable", "--no-refresh"]);
    let empty = server.get("/");
    assert!(empty.status == 200 && empty.body.contains("href=\"/add\""), "{} {}", empty.status, empty.body);
    assert_eq!(server.get("/add").status, 200);
    let missing = server.get("/nowhere?lang=en");
    assert!(missing.status == 404 && missing.body.contains("href=\"/add?lang=en\""), "{}", missing.body);
    let closed = Server::of(saved_folder(), &[]);
    assert!(!closed.get("/nowhere").body.contains("/add"));
}

#[test]
fn a_mistake_is_told_of_the_file_that_has_it() {
    let server = Server::of(saved_folder(), &["--writable"]);
    let own = server.folder.corpus();
    server.folder.write("saved.toml", "[a]\nwhat = \"謎\"\n");
    server.folder.write("shortlists/手書き.toml", "[[entry]]\n");
    let fields = [("list", "検討"), ("id", "minato/r3"), ("line", "6")];
    for (answer, file) in [
        (server.get("/saved"), "saved.toml"),
        (server.get("/shortlist"), "shortlists/手書き.toml"),
        (server.submit("/shortlist/put", &fields), "shortlists/手書き.toml"),
    ] {
        assert_eq!(answer.status, 500, "{file}");
        assert!(answer.body.contains(file) && !answer.body.contains("corpus.toml"), "{file}: {}", answer.body);
        assert!(!answer.body.contains(&*own.to_string_lossy()), "no path of this machine: {}", answer.body);
    }
    // A password is told to nobody, also where it is what is wrong.
    let address = server.send_files(&[("locked.pdf", include_bytes!("fixtures/locked.pdf"))]);
    let key = server.get(&address).body.split("name=\"password-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (batch, field) = (batch_of(&address), format!("password-{key}"));
    assert_eq!(
        keys(&server.submit("/add/open", &[("batch", batch), (&field, "secret")]).body),
        std::slice::from_ref(&key)
    );
    server.folder.write("passwords.toml", "\"a\" = himitsu\n");
    server.submit("/add/store", &[("batch", batch), ("shown", &key), ("store", &key)]);
    let page = server.get(&address).body;
    assert!(page.contains("passwords.toml を読み書きできない") && !page.contains("himitsu"), "{page}");
}

/// The fields of a form that adds all documents of a batch.
fn all_of<'a>(batch: &'a str, keys: &'a [String]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("batch", batch)];
    fields.extend(keys.iter().flat_map(|key| [("shown", &**key), ("store", &**key)]));
    fields
}

#[test]
fn a_form_that_is_sent_twice_adds_once_and_says_so() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let texts = ["みなと商工会議所", "やまて商工会"].map(|body| plan(body, 3));
    let sent: Vec<(&str, &[u8])> =
        ["a.txt", "b.txt"].into_iter().zip(texts.iter().map(|text| text.as_bytes())).collect();
    let address = server.send_files(&sent);
    let own = keys(&server.get(&address).body);
    let fields = all_of(batch_of(&address), &own);
    // At once, and after one another.
    let answers = std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| server.submit("/add/store", &fields))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    for answer in answers.iter().chain([&server.submit("/add/store", &fields)]) {
        assert_eq!((answer.status, location(answer)), (303, address.clone()), "{}", answer.body);
    }
    let page = server.get(&address).body;
    assert_eq!(page.matches("加えました。</p>").count(), 2, "{page}");
    assert!(!page.contains("まだ加えていません") && !page.contains("role=\"alert\""), "{page}");
    let stored =
        files(&server.folder.corpus()).into_iter().filter(|path| path.extension().is_some_and(|end| end == "txt"));
    assert_eq!(stored.count(), 2);
    // One alone opens, however often its form is sent.
    let address = server.send_files(&[("c.txt", plan("かわせ商工会", 3).as_bytes())]);
    let own = keys(&server.get(&address).body);
    let fields = all_of(batch_of(&address), &own);
    let opened = location(&server.submit("/add/store", &fields));
    assert!(opened.starts_with("/plans?id="), "{opened}");
    assert_eq!(location(&server.submit("/add/store", &fields)), opened);
}

#[test]
fn what_was_there_already_is_not_called_added() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let text = plan("みなと商工会議所", 3);
    // The same, sent in two batches before either is added, and twice in one.
    let (one, other) = (
        server.send_files(&[("a.txt", text.as_bytes())]),
        server.send_files(&[("b.txt", text.as_bytes()), ("c.txt", text.as_bytes())]),
    );
    let own = keys(&server.get(&one).body);
    server.submit("/add/store", &all_of(batch_of(&one), &own));
    let own = keys(&server.get(&other).body);
    let (title, batch) = (format!("title-{}", own[0]), batch_of(&other));
    let fields = [all_of(batch, &own), vec![(&*title, "みなとの計画")]].concat();
    assert_eq!(location(&server.submit("/add/store", &fields)), other);
    let page = server.get(&other).body;
    assert!(
        !page.contains("加えました。</p>") && page.matches("もうあったので、加えていません").count() == 2,
        "{page}"
    );
    // What was mended of it is written down, and said to be.
    assert_eq!(page.matches("直した内容は corpus.toml に書きました").count(), 1, "{page}");
    assert!(fs::read_to_string(server.folder.in_corpus("corpus.toml")).unwrap().contains("みなとの計画"));
}

#[test]
fn one_that_is_added_hides_none_that_cannot_be() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let text = plan("みなと商工会議所", 3);
    let sent: [(&str, &[u8]); 3] =
        [("a.txt", text.as_bytes()), ("leer.pdf", b""), ("locked.pdf", include_bytes!("fixtures/locked.pdf"))];
    let address = server.send_files(&sent);
    let own = keys(&server.get(&address).body);
    let stored = server.submit("/add/store", &all_of(batch_of(&address), &own));
    assert_eq!(location(&stored), address);
    let page = server.get(&address).body;
    for told in ["加えました。</p>", "leer.pdf", "加えられません", "locked.pdf", "パスワードで保護されています"]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
}

/// Sends a form, and what the page after it says.
fn told(server: &Server, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = server.submit(path, fields);
    assert_eq!(answer.status, 303, "{path}: {}", answer.body);
    let page = server.get(location(&answer).split('#').next().unwrap()).body;
    said(&page).unwrap_or_else(|| panic!("nothing is said: {page}")).to_owned()
}

#[test]
fn no_receipt_claims_what_was_not_done() {
    let server = Server::of(saved_folder(), &["--writable"]);
    let told = |path: &str, fields: &[(&str, &str)]| told(&server, path, fields);
    for line in ["5", "6"] {
        told("/shortlist/put", &[("list", "検討"), ("id", "minato/r3"), ("line", line), ("remark", "一")]);
    }
    let again = [("list", "検討"), ("id", "minato/r3"), ("line", "5"), ("remark", "二")];
    assert!(told("/shortlist/put", &again).contains("メモを書き直しました（前のメモ：一）"));
    assert!(told("/shortlist/put", &again).contains("もう入っています。"));
    let page = server.get("/shortlist?name=検討").body;
    let own: Vec<&str> =
        page.split("name=\"key\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let (first, last) = (own[0], own[own.len() - 1]);
    let remove = |key: &str| told("/shortlist/remove", &[("name", "検討"), ("key", key)]);
    assert!(remove(first).contains("から外しました"));
    assert!(remove(first).contains("もうありません。何も変えていません"));
    let remark = |key: &str| told("/shortlist/remark", &[("name", "検討"), ("key", key), ("remark", "三")]);
    assert!(remark(first).contains("もうありません。何も変えていません"));
    assert!(remark(last).contains("メモを直しました"));
    assert!(told("/shortlist/rename", &[("name", "検討"), ("list", "検討")]).contains("変えていません"));
    assert!(remove(last).contains("空になった"));
    assert!(remove(last).contains("「検討」は、もうありません"));

    server.submit("/saved/put", &[("name", "動き"), ("what", "search"), ("asked", "?q=創業")]);
    let forget = || told("/saved/remove", &[("name", "動き")]);
    assert!(forget().contains("保存を消しました"));
    assert!(forget().contains("もうありません。何も消していません"));

    let facts = [("plan", "minato/r3"), ("form", "facts"), ("was-title", "令和3年度事業計画"), ("title", "みなと計画")];
    assert!(told("/correct", &facts).contains("corpus.toml に書きました"));
    assert!(told("/correct", &facts).contains("何も書いていません"));
    server.folder.run(&["--no-refresh", "correct", "minato/r3", "L5", "--kind", "section"]).done();
    let take_back = |number: &str| told("/corrections/remove", &[("number", number)]);
    assert!(take_back("7").contains("訂正7は、いまありません。何も取り消していません"));
    assert!(take_back("1").contains("訂正1を取り消しました"));
    assert!(take_back("1").contains("何も取り消していません"));

    let text = plan("やまて商工会", 4);
    let address = server.send_files(&[("a.txt", text.as_bytes()), ("b.txt", b"x"), ("leer.pdf", b"")]);
    let own = keys(&server.get(&address).body);
    let batch = batch_of(&address);
    server.submit("/add/store", &all_of(batch, &own[..1]));
    let discard = || told("/add/discard", &[("batch", batch)]);
    let done = discard();
    assert!(done.contains("ファイル2個を取り消しました。加えた1個はそのままです"), "{done}");
    assert!(discard().contains("取り消すファイルはありませんでした"));
}

#[test]
fn seen_is_only_what_a_page_lists() {
    // More pillars than one: no plan numbers its items so far.
    let item = |number: u32| match number % 80 {
        0 => format!("{}．支援\n（1）創業塾{number}の開催\n", number / 80 + 1),
        place => format!("（{}）創業塾{number}の開催\n", place + 1),
    };
    let text =
        |items: u32| format!("みなと商工会議所\n令和3年度事業計画\n\n{}", (0..items).map(item).collect::<String>());
    let server = Server::of(Folder::of(&[("minato/r3.txt", &text(1))]), &["--writable"]);
    server.submit("/saved/put", &[("name", "動き"), ("what", "search"), ("asked", "?q=創業塾")]);
    server.folder.write("minato/r3.txt", text(321));
    server.folder.run(&["index"]).done();
    let page = || server.get("/saved?name=動き").body;
    assert!(until(|| page().contains("新しいもの320件")), "{}", page());
    let see = || told(&server, "/saved/seen", &[("name", "動き"), ("shown", &field(&page(), "shown"))]);
    assert!(page().contains("ほか20箇所"));
    let done = see();
    assert!(done.contains("示した300箇所を見たことにしました。残りは20箇所"), "{done}");
    assert!(page().contains("新しいもの20件"), "{}", page());
    assert!(see().contains("新しいものを見たことにしました"));
    assert!(page().contains("新しいもの0件"));
}

#[test]
fn a_method_that_is_not_taken_is_answered_with_those_that_are() {
    let server = Server::of(saved_folder(), &["--writable"]);
    for (method, path, wanted) in [
        ("PUT", "/", "get,head"),
        ("POST", "/", "get,head"),
        ("DELETE", "/add", "get,head,post"),
        ("PUT", "/correct", "get,head,post"),
        ("POST", "/health", "get,head"),
        ("POST", "/api/v1/plans", "get,head"),
        ("POST", "/assets/x.js", "get,head"),
    ] {
        let host = &server.address;
        let request = format!(
            "{method} {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            coded(path)
        );
        let answer = server.send(request.as_bytes());
        let allow = answer.head.lines().find_map(|line| line.strip_prefix("allow: ")).unwrap_or_default();
        let mut methods: Vec<&str> = allow.split(',').map(str::trim).collect();
        methods.sort_unstable();
        assert_eq!((answer.status, &*methods.join(",")), (405, wanted), "{method} {path}");
    }
}

#[test]
fn a_page_of_several_forms_says_that_each_is_kept_alone() {
    let server = Server::of(saved_folder(), &["--writable"]);
    let all = server.folder.run(&["show", "minato/r3", "--format", "jsonl"]).done().jsonl();
    let figure = all.iter().find(|record| record["t"] == "indicator").unwrap();
    let page = |node: &serde_json::Value| server.get(&format!("/correct?plan=minato/r3&node={node}")).body;
    assert!(page(&figure["node"]).contains("項目と数値は別々に記録します"));
    let other = all.iter().find(|record| record["t"] == "node" && record["id"] != figure["node"]).unwrap();
    assert!(!page(&other["id"]).contains("項目と数値は別々に記録します"));
}
