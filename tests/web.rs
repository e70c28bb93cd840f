//! `kurabe serve` as a browser and a stranger see it: plain HTTP against the built binary.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::kit::{Folder, kurabe};

/// A server on a free port; stopped at the end of the test.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: String,
    /// What it serves.
    pub(crate) folder: Folder,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Its first line and headers, in small letters.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Server {
    pub(crate) fn of(folder: Folder, options: &[&str]) -> Self {
        let mut command = kurabe();
        command.arg("--corpus").arg(folder.corpus()).arg("--index").arg(folder.index());
        command.args(["serve", "--port", "0"]).args(options).stderr(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        // Troubles may be told before.
        let said = lines.find(|line| line.contains("http://")).unwrap_or_default();
        let address = said.split("http://").nth(1).unwrap_or_else(|| panic!("{said}")).split('/').next().unwrap();
        Self { address: address.to_owned(), child, folder }
    }

    /// Sends bytes as they are and reads until the server closes.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        // A server that has seen enough may close before all is written.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let all = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = all.split_once("\r\n\r\n").unwrap_or((&all, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    pub(crate) fn ask(&self, path: &str, headers: &str) -> Answer {
        let host = &self.address;
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(&coded(path), "")
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{path}: {error}: {}", answer.body))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address as browsers send it.
pub(crate) fn coded(path: &str) -> String {
    path.bytes()
        .map(|byte| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

const OLD: &str = "みなと商工会議所\n令和3年度事業計画\n\nⅠ．経営支援\n１．事業承継の支援\n・事業承継計画の策定を支援する（20件）\n・創業塾を開催する\n";
const NEW: &str = "みなと商工会議所\n令和4年度事業計画\n\nⅠ．経営支援\n１．事業承継の支援\n・事業承継計画の策定を支援する（30件）\n・観光案内所を設置する\n";
/// What a document must never be able to do.
const HOSTILE: &str = "やまて商工会\n令和4年度事業計画\n\nⅠ．<script>alert(1)</script>\n１．\"><img src=x onerror=alert(2)> 事業承継\n・</mark></div><h1>&amp;\n";

fn folder() -> Folder {
    Folder::of(&[("minato/r3.txt", OLD), ("minato/r4.txt", NEW), ("yamate/r4.txt", HOSTILE)])
}

#[test]
fn every_page_answers_in_both_languages() {
    let server = Server::of(folder(), &["--writable"]);
    let pages = [
        "/",
        "/?q=事業承継",
        "/?q=ない語ばかりの問い",
        "/?theme=事業承継&q=支援",
        "/plans",
        "/plans?sort=year&order=down",
        "/plans?id=minato/r4&q=事業承継&line=6",
        "/plans?id=minato/r4&similar=3",
        "/themes",
        "/compare?theme=事業承継",
        "/diff",
        "/diff?old=minato/r3&new=minato/r4",
        "/history?plan=minato/r3",
        "/results",
        "/results?plan=minato/r3",
        "/history?plan=minato/r4&node=2",
        "/organisations/みなと商工会議所",
        "/saved",
        "/shortlist",
        "/add",
        "/shortlist/put?id=minato/r4&line=6",
        "/saved/put?what=search&asked=?q=支援",
        "/correct?plan=minato/r4",
        "/correct?plan=minato/r4&line=6",
        "/correct/pair?old=minato/r3&new=minato/r4&record=1",
        "/corrections",
        "/api",
    ];
    for page in pages {
        let japanese = server.get(page);
        assert_eq!(japanese.status, 200, "{page}: {}", japanese.body);
        assert!(japanese.body.contains("<html lang=\"ja\">"), "{page}");
        assert!(japanese.head.contains("content-security-policy: default-src 'none'"), "{page}: {}", japanese.head);
        assert!(japanese.head.contains("x-content-type-options: nosniff"), "{page}");
        let english = server.ask(&coded(page), "Accept-Language: en-GB,en\r\n");
        assert!(english.body.contains("<html lang=\"en\">"), "{page}");
        for answer in [japanese.body, english.body] {
            let scripts = answer.matches("<script").count();
            assert_eq!(scripts, 1, "{page}: only the script of our own");
            assert!(!answer.contains(" style=\""), "{page}: the policy forbids it");
            let outside = answer.replace("http://www.w3.org/2000/svg", "").contains("=\"http");
            assert!(!outside, "{page}: nothing from outside");
        }
    }
}

/// The values of an attribute of the tags of a name in a piece of a page.
fn attributes<'p>(page: &'p str, tag: &str, attribute: &str) -> Vec<&'p str> {
    let (open, name) = (format!("<{tag} "), format!(" {attribute}=\""));
    let tags = page.match_indices(&open).map(|(at, _)| page[at..].split('>').next().unwrap());
    tags.filter_map(|tag| tag.split(&name).nth(1)?.split('"').next()).collect()
}

#[test]
fn forms_ask_what_programs_and_terminals_ask() {
    let server = Server::of(folder(), &[]);
    let described = server.json("/api/v1/openapi.json");
    // What a page asks of itself, not of the index.
    let own = ["lang", "page", "shape", "view", "without", "print"];
    for (page, address) in [("/?q=支援", "search"), ("/plans", "plans"), ("/compare", "compare")] {
        let fields = described["paths"][format!("/api/v1/{address}")]["get"]["parameters"].as_array().unwrap();
        let body = server.get(page).body;
        let forms: Vec<&str> = body.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap()).collect();
        let mut asked = 0;
        for form in &forms {
            let names = [attributes(form, "input", "name"), attributes(form, "select", "name")].concat();
            for name in names.into_iter().filter(|name| !own.contains(name)) {
                let known = fields.iter().any(|field| field["name"] == name);
                assert!(known, "{page}: {name} is no field of {address}");
                asked += 1;
            }
            // What is typed has the bounds of the table.
            for name in ["q", "from", "to"].into_iter().filter(|name| form.contains(&format!("<input name=\"{name}\"")))
            {
                let field = fields.iter().find(|field| field["name"] == name).unwrap();
                let most = field["schema"]["maxLength"].to_string();
                let input = form.split(&format!("<input name=\"{name}\"")).nth(1).unwrap();
                let given = input.split("maxlength=\"").nth(1).unwrap().split('"').next().unwrap();
                assert_eq!(given, most, "{page}: {name}");
            }
        }
        assert!(asked > 2, "{page}: its forms were not read: {forms:?}");
    }
    // And what a form sends is what a terminal asks.
    let page = server.get("/plans?q=商工会&from=令和4&to=&kind=&prefecture=").body;
    let told = server.folder.run(&["plans", "商工会", "--year", "令和4..", "--format", "json"]).done().json();
    let listed = page.matches("<th scope=\"row\">").count();
    assert_eq!(listed, told.as_array().unwrap().len(), "{told}\n{page}");
}

#[test]
fn a_search_leads_to_its_lines() {
    let server = Server::of(folder(), &[]);
    let page = server.get("/?q=事業承継").body;
    assert!(page.contains("<mark>事業承継</mark>"), "{page}");
    assert!(page.contains("&amp;line=6#L6\""), "{page}");
    let plan = server.get("/plans?id=minato/r4&q=事業承継&line=6").body;
    assert!(plan.contains("id=\"L6\"") && plan.contains("measure current"), "{plan}");
    assert!(plan.contains("<mark>事業承継</mark>計画の策定"), "{plan}");
    assert!(plan.contains("/diff?old=minato%2Fr3&amp;new=minato%2Fr4"), "{plan}");
}

#[test]
fn the_counts_of_page_api_and_command_line_agree() {
    let server = Server::of(folder(), &[]);
    let told = server.folder.search(&["事業承継"]);
    let mut given = server.json("/api/v1/search?q=事業承継");
    let total = told["total"].as_u64().unwrap();
    assert!(total > 2);
    assert!(server.get("/?q=事業承継").body.contains(&format!("{total}箇所")));
    let csv = server.get("/search.csv?q=事業承継");
    assert_eq!(csv.body.trim_end().lines().count() as u64, total + 1, "{}", csv.body);
    given["took_ms"] = told["took_ms"].clone();
    assert_eq!(given, told, "the API gives what --format json gives");
}

#[test]
fn facets_narrow_and_keep_the_query() {
    let server = Server::of(folder(), &[]);
    let page = server.get("/?q=事業承継&organisation=みなと商工会議所").body;
    assert!(!page.contains("yamate"), "{page}");
    // The other body is still offered, with its own count.
    assert!(page.contains("value=\"やまて商工会\""), "{page}");
    assert!(page.contains("name=\"q\" value=\"事業承継\"") || page.contains("value=\"事業承継\" maxlength"), "{page}");
}

#[test]
fn documents_and_queries_never_become_markup() {
    let server = Server::of(folder(), &[]);
    let query = "\"><script>alert(3)</script>";
    for page in
        ["/?q=事業承継", "/plans?id=yamate/r4&q=事業承継", "/plans", "/compare", "/diff?old=minato/r4&new=yamate/r4"]
    {
        let body = server.get(page).body;
        assert!(!body.contains("<script>alert"), "{page}");
        assert!(!body.contains("<img"), "{page}");
    }
    for page in [
        format!("/?q={query}"),
        format!("/plans?id={query}"),
        format!("/?q=支援&theme={query}"),
        format!("/organisations/{query}"),
        format!("/compare?theme={query}"),
        format!("/diff?old={query}&new={query}"),
    ] {
        let answer = server.get(&page.replace('<', "%3C").replace('>', "%3E").replace('"', "%22"));
        assert!(answer.status < 500, "{page}: {}", answer.status);
        assert!(!answer.body.contains("<script>alert"), "{page}");
    }
}

#[test]
fn absurd_requests_are_refused_and_the_server_stays_up() {
    let folder = folder();
    fs::write(folder.path("secret.txt"), "SECRET").unwrap();
    let server = Server::of(folder, &[]);
    let long = "あ".repeat(3_000);
    let cases = [
        (format!("/?q={long}"), vec![400, 431, 414]),
        (format!("/{}", "x".repeat(70_000)), vec![431, 414]),
        ("/?q=年度:いつか".into(), vec![400]),
        ("/nowhere".into(), vec![404]),
        ("/plans?id=nowhere".into(), vec![404]),
        ("/original?id=../secret".into(), vec![404]),
        ("/original?id=%2e%2e%2fsecret".into(), vec![404]),
        ("/assets/../../secret.txt".into(), vec![404]),
        ("/assets/..%2f..%2fsecret.txt".into(), vec![404]),
        ("/plans?id=minato/r4%00".into(), vec![404]),
        ("/?page=99999999999999999999&q=支援".into(), vec![200]),
        ("/?q=%FF%FE".into(), vec![200, 400]),
        ("/api/v1/search".into(), vec![400]),
        ("/api/v1/similar?id=minato/r4&node=9999".into(), vec![404]),
        ("/diff/pdf?old=minato/r3&new=minato/r4".into(), vec![404]),
    ];
    for (path, statuses) in cases {
        let answer = server.get(&path);
        let shown: String = path.chars().take(60).collect();
        assert!(statuses.contains(&answer.status), "{shown}: {} {}", answer.status, answer.body);
        assert!(!answer.body.contains("SECRET"), "{shown}");
        assert!(!answer.body.contains(&*server.folder.corpus().to_string_lossy()), "{shown}: no path of this machine");
    }
    let host = &server.address;
    let big = format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    assert_eq!(server.send(big.as_bytes()).status, 431);
    assert_eq!(
        server
            .send(
                format!("POST / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").as_bytes()
            )
            .status,
        405
    );
    assert_eq!(server.send(b"\x16\x03\x01 nonsense\r\n\r\n").status, 400);
    // Somebody who never ends a request keeps nobody else waiting.
    let mut slow: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(host).unwrap()).collect();
    slow.iter_mut().for_each(|stream| stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap());
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn strangers_are_kept_out() {
    let server = Server::of(folder(), &[]);
    let other = server.send(b"GET / HTTP/1.1\r\nHost: plans.example\r\nConnection: close\r\n\r\n");
    assert_eq!(other.status, 421, "a name from elsewhere that points here gets nothing");
    assert!(!other.body.contains("みなと"));
    server.folder.run(&["serve", "--listen", "0.0.0.0", "--port", "0"]).failed(&["--password-file"]);
    let folder = folder();
    let password = folder.path("password");
    fs::write(&password, "open sesame\n").unwrap();
    let guarded = Server::of(folder, &["--password-file", password.to_str().unwrap()]);
    assert_eq!(guarded.get("/").status, 401);
    assert_eq!(guarded.ask("/", "Authorization: Basic dTpvcGVuIHdpbmRvdw==\r\n").status, 401);
    assert_eq!(guarded.ask("/", "Authorization: Basic dTpvcGVuIHNlc2FtZQ==\r\n").status, 200);
}

#[test]
fn a_new_index_is_taken_up_and_an_empty_folder_says_what_to_do() {
    let server = Server::of(Folder::new(), &["--no-refresh"]);
    let answer = server.get("/");
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("kurabe add"), "{}", answer.body);
    assert_eq!(server.get("/health").status, 503);
    server.folder.write("minato/r4.txt", NEW);
    server.folder.run(&["index"]).done();
    let answer = server.get("/?q=観光");
    assert!(answer.body.contains("<mark>観光</mark>"), "{}", answer.body);
}

#[test]
fn files_are_what_they_say() {
    let server = Server::of(folder(), &[]);
    let page = server.get("/diff?old=minato/r3&new=minato/r4").body;
    assert!(page.contains("/diff/docx?old=minato%2Fr3&amp;new=minato%2Fr4&amp;short=1"), "{page}");
    assert_eq!(server.get("/diff/csv?old=minato/r3&new=minato/r4&chapter=ない章").status, 400);
    for (path, start) in [
        ("/diff/docx?old=minato/r3&new=minato/r4", "PK"),
        ("/diff/xlsx?old=minato/r3&new=minato/r4", "PK"),
        ("/diff/html?old=minato/r3&new=minato/r4", "<!DOCTYPE html>"),
        ("/diff/docx?old=minato/r3&new=minato/r4&short=1", "PK"),
        ("/search.xlsx?q=事業承継", "PK"),
        ("/compare.xlsx?theme=事業承継", "PK"),
        ("/plans.csv", "\u{feff}plan,"),
        ("/original?id=minato/r4", "みなと商工会議所"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.body.trim_start_matches(|c: char| c.is_ascii_hexdigit() || c.is_whitespace()).starts_with(start)
                || answer.body.starts_with(start),
            "{path}: {}",
            answer.body.chars().take(80).collect::<String>()
        );
    }
}

#[test]
fn answers_come_while_the_index_is_written_anew() {
    let folder = folder();
    for number in 0..300 {
        folder.write(&format!("many/p{number}.txt"), NEW.replace("みなと", &format!("みなと{number}")));
    }
    folder.run(&["index"]).done();
    let server = Server::of(folder, &["--no-refresh"]);
    let before = server.json("/health")["generation"].as_u64().unwrap();
    let mut writing = kurabe();
    writing.arg("--corpus").arg(server.folder.corpus()).arg("--index").arg(server.folder.index());
    let mut writing = writing.args(["index", "--rebuild"]).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let mut asked = 0;
    while writing.try_wait().unwrap().is_none() || asked == 0 {
        let answer = server.get(&format!("/?q=観光&page={}", asked % 5 + 1));
        assert_eq!(answer.status, 200, "{}", answer.body);
        asked += 1;
    }
    // The new index is taken up without a restart.
    let start = std::time::Instant::now();
    while server.json("/health")["generation"].as_u64() == Some(before) {
        assert!(start.elapsed() < Duration::from_secs(30), "still the old index");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(server.get("/?q=観光").status, 200);
}

#[test]
fn many_at_once_are_all_answered() {
    let server = Server::of(folder(), &[]);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let one = |number: usize| {
            let server = &server;
            scope.spawn(move || {
                let pages = ["/?q=支援", "/compare", "/plans?id=minato/r4", "/diff?new=minato/r4", "/themes"];
                server.get(pages[number % pages.len()]).status
            })
        };
        let clients: Vec<_> = (0..60).map(one).collect();
        clients.into_iter().map(|client| client.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to() {
    let mut server = Server::of(folder(), &[]);
    // A connection that is held open does not hold the server.
    let _idle = TcpStream::connect(&server.address).unwrap();
    let told = std::process::Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(told.success());
    let start = std::time::Instant::now();
    let ended = loop {
        if let Some(ended) = server.child.try_wait().unwrap() {
            break ended;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "it goes on");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(ended.code(), Some(0));
}

#[test]
fn documents_are_given_so_that_nothing_in_them_runs() {
    let folder = folder();
    folder.write("web/page.html", "<html><body><h1>うみべ商工会 令和5年度事業計画</h1><script>alert(1)</script><p>１．観光の振興</p></body></html>");
    let server = Server::of(folder, &[]);
    let given = server.get("/original?id=web/page");
    assert_eq!(given.status, 200);
    assert!(given.head.contains("content-disposition: attachment"), "{}", given.head);
    assert!(given.head.contains("application/octet-stream"), "{}", given.head);
    let text = server.get("/original?id=minato/r4");
    assert!(
        text.head.contains("text/plain; charset=utf-8") && text.head.contains("script-src 'none'"),
        "{}",
        text.head
    );
}
