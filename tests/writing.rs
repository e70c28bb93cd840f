//! `serve --writable`: what a browser may write, what it may not, and that nothing is lost or left behind.

use std::fs;
use std::path::{Path, PathBuf};

use crate::kit::Folder;
use crate::web::{Answer, Server, coded};

/// A plan of a body, for a year.
fn plan(body: &str, year: u32) -> String {
    format!(
        "{body}\n令和{year}年度事業計画\n\nⅠ．経営支援\n１．事業承継の支援\n・事業承継計画の策定を支援する（{year}件）\n・創業塾を開催する\n"
    )
}

impl Server {
    pub(crate) fn post(&self, path: &str, kind: &str, headers: &str, body: &[u8]) -> Answer {
        let (path, host, length) = (coded(path), &self.address, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        self.send(&[head.as_bytes(), body].concat())
    }

    /// Sends a form as one of the server's own pages does.
    pub(crate) fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = form(&[&[("word", &*self.word())], fields].concat());
        self.post(path, "application/x-www-form-urlencoded", &self.origin(), pairs.as_bytes())
    }

    pub(crate) fn origin(&self) -> String {
        format!("Origin: http://{}\r\n", self.address)
    }

    /// The word that the server's forms carry.
    pub(crate) fn word(&self) -> String {
        let page = self.get("/add");
        assert_eq!(page.status, 200, "{}", page.body);
        page.body.split("name=\"word\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    /// Sends files; gives the address of the page that shows them.
    fn send_files(&self, files: &[(&str, &[u8])]) -> String {
        let sent = self.post("/add", MULTIPART, &self.origin(), &multipart(&self.word(), files));
        assert_eq!(sent.status, 303, "{}", sent.body);
        location(&sent)
    }
}

pub(crate) fn location(answer: &Answer) -> String {
    answer.head.split("location: ").nth(1).unwrap().split("\r\n").next().unwrap().to_owned()
}

pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| {
        format!("{}={}", coded(name), coded(value).replace('&', "%26").replace('+', "%2B"))
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

const MULTIPART: &str = "multipart/form-data; boundary=xx";

fn multipart(word: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = format!("--xx\r\nContent-Disposition: form-data; name=\"word\"\r\n\r\n{word}\r\n").into_bytes();
    for (name, bytes) in files {
        body.extend(
            format!("--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--xx--\r\n");
    body
}

/// The keys of the documents that a page offers to store.
fn keys(page: &str) -> Vec<String> {
    let ticks = page.split("name=\"store\" value=\"").skip(1);
    ticks.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// All files below a folder, hidden ones too, but for the lock that stays.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    let below: Vec<PathBuf> = found.iter().filter(|path| path.is_dir()).flat_map(|path| files(path)).collect();
    found.retain(|path| path.is_file() && !path.ends_with("writer.lock"));
    found.extend(below);
    found.sort();
    found
}

/// How many documents wait for a word.
fn waiting(server: &Server) -> usize {
    let all = files(&server.folder.corpus());
    all.iter().filter(|path| path.file_name().unwrap().to_string_lossy().parse::<u64>().is_ok()).count()
}

#[test]
fn nothing_is_written_unless_the_server_was_told_to() {
    let folder = Folder::of(&[("minato/r3.txt", &plan("みなと商工会議所", 3))]);
    let server = Server::of(folder, &[]);
    let before = files(&server.folder.corpus());
    for answer in [
        server.get("/add"),
        server.get("/add/store"),
        server.post("/add", MULTIPART, &server.origin(), &multipart("x", &[("r4.txt", plan("みなと", 4).as_bytes())])),
        server.post("/add/store", "application/x-www-form-urlencoded", &server.origin(), b"word=x&batch=1"),
        server.post("/add/discard", "application/x-www-form-urlencoded", &server.origin(), b"word=x&batch=1"),
    ] {
        assert_eq!(answer.status, 404);
        assert!(answer.body.contains("kurabe serve --writable"), "{}", answer.body);
    }
    assert_eq!(files(&server.folder.corpus()), before);
    assert!(!server.get("/").body.contains("/add"), "no way leads there");
    // Behind a proxy it is not known who asks.
    let refused = server.folder.run(&["serve", "--writable", "--behind-proxy"]);
    assert!(refused.code == 2 && refused.err.contains("--writable"), "{}", refused.err);
}

#[test]
fn what_does_not_come_from_our_own_pages_is_refused() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let word = server.word();
    let bytes = plan("みなと商工会議所", 3);
    let own = server.origin();
    let kind = "application/x-www-form-urlencoded";
    for (word, headers) in [
        (&*word, String::new()),
        (&word, "Origin: null\r\n".to_owned()),
        (&word, "Origin: http://evil.example\r\n".to_owned()),
        (&word, format!("{own}Sec-Fetch-Site: cross-site\r\n")),
        ("", own.clone()),
        ("0123456789abcdef", own.clone()),
    ] {
        let files = server.post("/add", MULTIPART, &headers, &multipart(word, &[("r3.txt", bytes.as_bytes())]));
        assert_eq!(files.status, 403, "{word} {headers}");
        let stored = server.post("/add/store", kind, &headers, format!("word={word}&batch=1&store=2").as_bytes());
        assert_eq!(stored.status, 403, "{word} {headers}");
    }
    assert!(files(&server.folder.corpus()).iter().all(|path| path.ends_with("lock")), "nothing waits");
    // A name from elsewhere that points here gets no further, whatever it knows.
    let stranger = format!(
        "POST /add/store HTTP/1.1\r\nHost: plans.example\r\nOrigin: http://plans.example\r\nContent-Type: {kind}\r\nContent-Length: 70\r\nConnection: close\r\n\r\nword={word}"
    );
    assert_eq!(server.send(stranger.as_bytes()).status, 421);
    // With a password it is asked for, for writing too.
    let folder = Folder::new();
    let password = folder.path("password");
    fs::write(&password, "open sesame\n").unwrap();
    let guarded = Server::of(folder, &["--writable", "--password-file", password.to_str().unwrap()]);
    assert_eq!(guarded.post("/add", MULTIPART, &guarded.origin(), &multipart(&word, &[])).status, 401);
}

#[test]
fn files_are_shown_mended_and_stored_as_the_command_stores_them() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let empty = server.get("/");
    assert!(empty.body.contains("まだ計画がありません") && empty.body.contains("href=\"/add\""), "{}", empty.body);
    assert!(!empty.body.contains("role=\"alert\""));
    let (first, second) = (plan("みなと商工会議所", 3), "計画の骨子\n１．創業支援\n（１）創業塾の開催\n");
    let address = server.send_files(&[
        ("C:\\計画\\r3.txt", first.as_bytes()),
        ("memo.txt", second.as_bytes()),
        ("leer.pdf", b""),
    ]);
    let page = server.get(&address).body;
    for shown in ["r3.txt", "memo.txt", "leer.pdf", "value=\"令和3年度\"", "事業承継の支援", "加えられません"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains("C:\\"), "folders of the sender are nobody's business");
    let keys = keys(&page);
    assert_eq!(keys.len(), 2);
    let batch = address.split("batch=").nth(1).unwrap();
    // What is not understood is told, and nothing is stored, not even what is right.
    let (body, year) = (format!("organisation-{}", keys[1]), format!("year-{}", keys[1]));
    let ticked = [("batch", batch), ("store", &keys[0]), ("store", &keys[1]), (&body, "やまて商工会")];
    let wrong = server.submit("/add/store", &[&ticked[..], &[(&year, "いつか")]].concat());
    assert!(wrong.body.contains("「いつか」") && wrong.body.contains("value=\"やまて商工会\""), "{}", wrong.body);
    assert!(!server.folder.corpus().join("corpus.toml").exists());
    let stored = server.submit("/add/store", &[&ticked[..], &[(&year, "令和5年度")]].concat());
    assert_eq!((stored.status, location(&stored)), (303, address.clone()));
    let page = server.get(&address).body;
    assert_eq!(page.matches("加えました").count(), 2, "{page}");
    assert!(server.get("/?q=創業塾").body.contains("やまて商工会"));
    assert!(
        files(&server.folder.corpus())
            .iter()
            .all(|path| path.ends_with("lock") || !path.to_string_lossy().contains("tray"))
    );

    // The command takes the same documents to the same places, and says the same of them.
    let by_command = Folder::new();
    let (one, other) = (by_command.path("r3.txt"), by_command.path("memo.txt"));
    fs::write(&one, &first).unwrap();
    fs::write(&other, second).unwrap();
    by_command.run(&["add", one.to_str().unwrap()]).done();
    by_command.run(&["add", other.to_str().unwrap(), "--organisation", "やまて商工会", "--year", "令和5年度"]).done();
    let lies = |folder: &Folder| {
        let paths = files(&folder.corpus());
        let below = paths.iter().map(|path| path.strip_prefix(folder.corpus()).unwrap().to_owned());
        below.filter(|path| !path.starts_with(".kurabe")).collect::<Vec<_>>()
    };
    assert_eq!(lies(&server.folder), lies(&by_command));
    let said = |folder: &Folder| {
        let text = fs::read_to_string(folder.corpus().join("corpus.toml")).unwrap();
        text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(said(&server.folder), said(&by_command));

    // One alone opens; the same once more is known.
    let address = server.send_files(&[("r4.txt", plan("みなと商工会議所", 4).as_bytes())]);
    let key = self::keys(&server.get(&address).body).remove(0);
    let stored = server.submit("/add/store", &[("batch", address.split('=').nth(1).unwrap()), ("store", &key)]);
    let opened = server.get(&location(&stored));
    assert!(opened.status == 200 && opened.body.contains("令和4年度事業計画"), "{}", opened.body);
    let again = server.get(&server.send_files(&[("r4.txt", plan("みなと商工会議所", 4).as_bytes())])).body;
    assert!(again.contains("もうある") && self::keys(&again).is_empty(), "{again}");
}

#[test]
fn a_locked_document_asks_for_its_password() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let address = server.send_files(&[("locked.pdf", include_bytes!("fixtures/locked.pdf"))]);
    let page = server.get(&address).body;
    assert!(page.contains("パスワードで保護されています") && keys(&page).is_empty(), "{page}");
    let key = page.split("name=\"password-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (batch, field) = (address.split("batch=").nth(1).unwrap(), format!("password-{key}"));
    let open = |password: &str| server.submit("/add/open", &[("batch", batch), (&field, password)]).body;
    assert!(open("wrong").contains("パスワードが違います"));
    assert_eq!(keys(&open("secret")), std::slice::from_ref(&key));
    assert!(!server.folder.corpus().join("passwords.toml").exists(), "kept only with the document");
    let stored = server.submit("/add/store", &[("batch", batch), ("store", &key)]);
    assert_eq!(server.get(&location(&stored)).status, 200);
    assert!(fs::read_to_string(server.folder.corpus().join("passwords.toml")).unwrap().contains("secret"));
    server.folder.run(&["index", "--rebuild"]).done();
    assert_eq!(server.get(&location(&stored)).status, 200);
}

#[test]
fn what_is_not_confirmed_leaves_nothing_behind() {
    let mut server = Server::of(Folder::new(), &["--writable"]);
    let bytes = plan("みなと商工会議所", 3);
    let address = server.send_files(&[("r3.txt", bytes.as_bytes()), ("r4.txt", bytes.as_bytes())]);
    assert_eq!(waiting(&server), 2);
    let batch = address.split("batch=").nth(1).unwrap().to_owned();
    assert_eq!(server.submit("/add/discard", &[("batch", &batch)]).status, 303);
    assert_eq!(waiting(&server), 0);
    let gone = server.get(&address);
    assert!(gone.status == 200 && gone.body.contains("もう一度送ってください"), "{}", gone.body);
    let late = server.submit("/add/store", &[("batch", &batch), ("store", "2")]);
    assert!(late.body.contains("もう一度送ってください"), "{}", late.body);
    // A server that is killed leaves its tray; the next one clears it away.
    server.send_files(&[("r3.txt", bytes.as_bytes())]);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    assert_eq!(waiting(&server), 1);
    let folder = std::mem::replace(&mut server.folder, Folder::new());
    let server = Server::of(folder, &["--writable"]);
    assert_eq!(waiting(&server), 0);
}

#[test]
fn a_file_that_is_too_large_gets_a_sentence() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let large = vec![b'a'; (64 << 20) + 1];
    let page = server
        .get(&server.send_files(&[("large.txt", &large), ("r3.txt", plan("みなと商工会議所", 3).as_bytes())]))
        .body;
    assert!(page.contains("大きすぎます（64 MBまで）"), "{page}");
    assert_eq!(keys(&page).len(), 1, "the other one is there");
    let many: Vec<(String, String)> =
        (0..21).map(|number| (format!("{number}.txt"), plan("みなと商工会議所", number))).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let refused = server.post("/add", MULTIPART, &server.origin(), &multipart(&server.word(), &many));
    assert!(refused.status == 413 && refused.body.contains("20個"), "{} {}", refused.status, refused.body);
    assert_eq!(waiting(&server), 1, "nothing is left of them");
}

#[test]
fn writers_at_once_lose_nothing() {
    let server = Server::of(Folder::new(), &["--writable"]);
    let bodies = ["みなと", "やまて", "かわせ", "津", "呉", "堺"].map(|name| format!("{name}商工会議所"));
    let others = ["旭", "岬", "港", "浜"].map(|name| format!("{name}商工会"));
    let store = |body: &String| {
        let text = plan(body, 3);
        let address = server.send_files(&[("r3.txt", text.as_bytes())]);
        let key = keys(&server.get(&address).body).remove(0);
        let batch = address.split("batch=").nth(1).unwrap();
        let prefecture = format!("prefecture-{key}");
        let stored = server.submit("/add/store", &[("batch", batch), ("store", &key), (&prefecture, "新潟県")]);
        assert_eq!(stored.status, 303, "{}", stored.body);
    };
    let by_command = |body: &String| {
        let file = server.folder.path(&format!("{body}.txt"));
        fs::write(&file, plan(body, 3)).unwrap();
        server.folder.run(&["add", file.to_str().unwrap(), "--prefecture", "石川県", "--no-refresh"]).done();
    };
    std::thread::scope(|scope| {
        bodies.iter().for_each(|body| drop(scope.spawn(|| store(body))));
        others.iter().for_each(|body| drop(scope.spawn(|| by_command(body))));
    });
    let manifest = fs::read_to_string(server.folder.corpus().join("corpus.toml")).unwrap();
    assert_eq!((manifest.matches("新潟県").count(), manifest.matches("石川県").count()), (6, 4), "{manifest}");
    server.folder.run(&["index"]).done();
    let plans = server.folder.run(&["plans", "--format", "json", "--no-refresh"]).done().out;
    for body in bodies.iter().chain(&others) {
        assert!(plans.contains(body.as_str()), "{body}: {plans}");
    }
    server.folder.run(&["check"]).done();
}
