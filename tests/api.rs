//! `/api/v1` as a program sees it: it gives what the command line gives, refuses what its description does not allow,
//! and describes all that it gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::kit::{Folder, program, repository};
use crate::web::{Answer, Server};

/// The corpus that comes with the program.
pub(crate) fn own_corpus() -> Folder {
    let folder = Folder::new();
    let root = repository().join("corpus");
    for entry in walkdir::WalkDir::new(&root) {
        let path = entry.unwrap().into_path();
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        if path.is_file() {
            folder.write(&name, fs::read(&path).unwrap());
        }
    }
    folder
}

#[test]
fn it_gives_what_the_command_line_gives() {
    let server = Server::of(own_corpus(), &[]);
    let (old, new, body) = ("sample/minato/r3-annual", "sample/minato/r4-annual", "みなと商工会議所（架空）");
    let cases: &[(&str, &[&str])] = &[
        ("search?q=事業承継", &["search", "事業承継"]),
        (
            "search?q=支援 年度:令和3..5&exact=1&limit=7&offset=3&sort=year",
            &["search", "支援 年度:令和3..5", "--exact", "--limit", "7", "--offset", "3", "--sort", "year"],
        ),
        ("plans?limit=200", &["plans"]),
        ("plans?q=みなと&limit=200", &["plans", "みなと"]),
        ("themes", &["themes"]),
        ("compare", &["compare"]),
        (
            "compare?theme=DX,観光&from=R3&to=R5&by=prefecture&by=kind",
            &["compare", "--theme", "DX,観光", "--year", "R3..R5", "--by", "prefecture,kind"],
        ),
        ("diffusion?theme=DX&from=R3", &["compare", "--first", "--theme", "DX", "--year", "R3.."]),
        (
            "compare?column=会員、企業&exact=1&organisation=みなと&by=theme&all_plans=1&lang=en",
            &[
                "compare",
                "--column",
                "会員、企業",
                "--exact",
                "--organisation",
                "みなと",
                "--by",
                "theme",
                "--all-plans",
                "--lang",
                "en",
            ],
        ),
        (&format!("benchmark?organisation={body}"), &["benchmark", body]),
        (
            "benchmark?organisation=やまて&peers=みなと,かわせ&theme=DX",
            &["benchmark", "やまて", "--peers", "みなと,かわせ", "--theme", "DX"],
        ),
        (&format!("similar?id={new}&node=5&limit=3"), &["similar", new, "5", "--limit", "3"]),
        (&format!("diff?old={old}&new={new}"), &["diff", old, new]),
        (&format!("history?plan={new}"), &["history", new]),
        ("results?plan=sample/minato/r5-annual", &["results", "sample/minato/r5-annual"]),
        (&format!("results?plan={old}&report={new}"), &["results", old, new]),
        (&format!("history?plan={new}&node=5"), &["history", new, "5"]),
    ];
    for (path, arguments) in cases {
        let mut given = server.json(&format!("/api/v1/{path}"));
        let mut told = server.folder.run(&[arguments, &["--format", "json"][..]].concat()).done().json();
        if arguments[0] == "search" {
            given["took_ms"] = told["took_ms"].take();
            told["took_ms"] = given["took_ms"].clone();
            assert!(told["hits"].as_array().unwrap().len() > 3, "{path}");
        }
        if arguments[0] == "plans" {
            assert_eq!(given["total"], told.as_array().unwrap().len(), "{path}");
            given = given["plans"].take();
        }
        assert!(given.to_string().len() > 200, "{path} has an answer: {given}");
        assert_eq!(given, told, "{path}");
    }
    let mut plan = server.json(&format!("/api/v1/plan?id={new}"));
    let file = server.folder.in_corpus(&format!("{new}.md"));
    // What corpus.toml adds is not in the file alone.
    let told = server.folder.run(&["extract", file.to_str().unwrap(), "--format", "jsonl"]).done().jsonl();
    assert_eq!(plan["records"].as_array().unwrap().len(), told.len());
    assert_eq!(plan["records"].as_array_mut().unwrap().drain(1..).collect::<Vec<_>>(), told[1..]);
}

/// A failure is a problem document that says which status it has.
fn problem(answer: &Answer, status: u16, what: &str) -> String {
    assert_eq!(answer.status, status, "{what}: {}", answer.body);
    assert!(answer.head.contains("content-type: application/problem+json"), "{what}: {}", answer.head);
    let problem: Value = serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(problem["type"], "about:blank", "{what}");
    assert_eq!(problem["status"], status, "{what}");
    assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{what}");
    problem["detail"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_out_of_its_limits_is_refused_and_named() {
    let server = Server::of(own_corpus(), &[]);
    let long = "あ".repeat(2_001);
    let many = |name: &str, count: usize| vec![format!("{name}=DX"); count].join("&");
    let cases = [
        ("search".to_owned(), "q"),
        ("search?q=".to_owned(), "q"),
        ("search?q=%20%E3%80%80".to_owned(), "q"),
        (format!("search?q={long}"), "2000"),
        ("search?q=年度:いつか".to_owned(), "いつか"),
        ("search?q=支援&q=観光".to_owned(), "q"),
        ("search?q=支援&limit=0".to_owned(), "limit"),
        ("search?q=支援&limit=201".to_owned(), "200"),
        ("search?q=支援&limit=abc".to_owned(), "limit"),
        ("search?q=支援&limit=%2B5".to_owned(), "limit"),
        ("search?q=支援&limit=".to_owned(), "limit"),
        ("search?q=支援&limit=5&limit=5".to_owned(), "limit"),
        ("search?q=支援&offset=-1".to_owned(), "offset"),
        ("search?q=支援&offset=1000001".to_owned(), "offset"),
        ("search?q=支援&offset=99999999999999999999".to_owned(), "offset"),
        ("search?q=支援&sort=best".to_owned(), "sort"),
        ("search?q=支援&exact=0".to_owned(), "exact"),
        ("search?q=支援&lang=fr".to_owned(), "lang"),
        ("search?q=支援&kind=計画".to_owned(), "kind"),
        ("search?q=支援&theme=ないテーマ".to_owned(), "ないテーマ"),
        ("search?q=支援&orgnisation=みなと".to_owned(), "orgnisation"),
        ("search?q=%FF%FE".to_owned(), "UTF-8"),
        ("plans?from=いつか".to_owned(), "from"),
        ("plans?from=令和5&to=令和3".to_owned(), "from"),
        ("plans?organisation=みなと&organisation=やまて".to_owned(), "organisation"),
        ("compare?by=month".to_owned(), "by"),
        ("compare?theme=ないテーマ".to_owned(), "ないテーマ"),
        (format!("compare?{}", many("theme", 33)), "32"),
        (format!("compare?{}", many("organisation", 65)), "64"),
        ("benchmark".to_owned(), "organisation"),
        ("similar?id=sample/minato/r4-annual".to_owned(), "node"),
        ("similar?id=sample/minato/r4-annual&node=0".to_owned(), "node"),
        ("diff?old=sample/minato/r4-annual".to_owned(), "new"),
        ("history?node=3".to_owned(), "plan"),
        ("results?report=sample/minato/r4-annual".to_owned(), "plan"),
        ("history?plan=sample/minato/r4-annual&node=0".to_owned(), "node"),
        ("themes?q=DX".to_owned(), "q"),
    ];
    for (path, named) in cases {
        let what: String = path.chars().take(60).collect();
        for lang in ["ja", "en"] {
            let answer =
                server.ask(&crate::web::coded(&format!("/api/v1/{path}")), &format!("Accept-Language: {lang}\r\n"));
            let detail = problem(&answer, 400, &what);
            assert!(detail.contains(named), "{what}: {detail}");
            let is_japanese = detail.ends_with('。') || detail.contains('：');
            assert_eq!(is_japanese, lang == "ja", "{what}: {detail}");
        }
    }
}

#[test]
fn the_ends_of_the_limits_are_answered() {
    let server = Server::of(own_corpus(), &[]);
    let long = "𠮷".repeat(2_000);
    for path in [
        format!("search?q={long}"),
        "search?q=支援&limit=1&offset=1000000".to_owned(),
        "search?q=支援&limit=200&offset=0&sort=score".to_owned(),
        "search?q=支援&theme=&organisation=&without=".replace("theme=&", ""),
        "search?q=支援&kind=年度事業計画&kind=中期計画&theme=dx".to_owned(),
        "plans?from=2021&to=令和三年度".to_owned(),
        format!("compare?{}", vec!["column=支援"; 32].join("&")),
    ] {
        let what: String = path.chars().take(60).collect();
        let answer = server.get(&format!("/api/v1/{path}"));
        assert_eq!(answer.status, 200, "{what}: {}", answer.body);
    }
    let page = server.json("/api/v1/search?q=支援&limit=200");
    let hits = page["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 200, "as many as were asked for");
}

#[test]
fn failures_before_a_page_are_problems_too() {
    let server = Server::of(own_corpus(), &[]);
    for (path, status) in [
        ("/api/v1/nowhere", 404),
        ("/api/nowhere", 404),
        ("/api/v1/plan?id=nowhere", 404),
        ("/api/v1/benchmark?organisation=どこにもない", 404),
        ("/api/v1/similar?id=sample/minato/r4-annual&node=99999", 404),
        ("/api/v1/diff?old=nowhere&new=sample/minato/r4-annual", 404),
        ("/api/v1/history?plan=nowhere", 404),
        ("/api/v1/results?plan=nowhere", 404),
        ("/api/v1/results?plan=digest/jcci-2023-annual", 404),
        ("/api/v1/history?plan=sample/minato/r4-annual&node=99999", 404),
    ] {
        problem(&server.get(path), status, path);
    }
    let host = &server.address;
    let send = |method: &str, path: &str, host: &str| {
        server.send(format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
    };
    let refused = send("POST", "/api/v1/search?q=x", host);
    problem(&refused, 405, "POST");
    assert!(refused.head.contains("allow: get,head"), "{}", refused.head);
    for path in ["/api/v1/themes", "/health"] {
        problem(&send("GET", path, "plans.example"), 421, path);
        let long = format!("{path}?lang={}", "x".repeat(40_000));
        problem(&send("GET", &long, host), 414, path);
    }
    let folder = own_corpus();
    let password = folder.path("password");
    fs::write(&password, "open sesame\n").unwrap();
    let guarded = Server::of(folder, &["--password-file", password.to_str().unwrap()]);
    let unknown = guarded.get("/api/v1/themes");
    problem(&unknown, 401, "without the password");
    assert!(unknown.head.contains("www-authenticate: basic"), "{}", unknown.head);
    let empty = Server::of(Folder::new(), &["--no-refresh"]);
    for path in ["/api/v1/themes", "/api/v1/openapi.json", "/health"] {
        let detail = problem(&empty.get(path), 503, path);
        assert!(detail.contains("kurabe add"), "{detail}");
    }
}

#[test]
fn head_answers_as_get_does_without_a_body() {
    let server = Server::of(own_corpus(), &[]);
    let host = &server.address;
    for path in ["/api/v1/themes", "/api/v1/plan?id=nowhere", "/health"] {
        let ask = |method: &str| {
            server.send(format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
        };
        let lines = |answer: &Answer| -> BTreeSet<String> {
            let of_its_time = |line: &&str| line.starts_with("date:") || line.starts_with("server-timing:");
            answer.head.lines().filter(|line| !of_its_time(line)).map(str::to_owned).collect()
        };
        let (head, get) = (ask("HEAD"), ask("GET"));
        assert_eq!(lines(&head), lines(&get), "{path}");
        assert!(head.body.is_empty() && !get.body.is_empty(), "{path}");
    }
}

#[test]
fn an_answer_that_would_be_too_large_says_how_to_narrow_it() {
    let items: String = (1..=400).map(|number| format!("・会員企業の支援 その{number}\n")).collect();
    let plan = |name: &str| format!("{name}商工会議所\n中期計画（令和3年度～令和12年度）\n\nⅠ．経営支援\n{items}");
    let folder = Folder::of(&[("a.txt", &plan("みなと")), ("b.txt", &plan("やまて")), ("c.txt", &plan("かわせ"))]);
    let server = Server::of(folder, &[]);
    let columns = |count: usize| format!("/api/v1/compare?lang=en&{}", vec!["column=支援"; count].join("&"));
    let detail = problem(&server.get(&columns(32)), 422, "three plans, ten years, 32 columns of 400 items");
    assert!(detail.contains("300000") && detail.contains("prefecture"), "{detail}");
    assert!(!detail.contains("  "), "{detail}");
    let found = server.json(&columns(2));
    let cells = found["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 3 * 10 * 2);
    assert!(cells.iter().all(|cell| cell["nodes"].as_array().unwrap().len() as u64 == cell["items"].as_u64().unwrap()));
    assert!(cells.iter().all(|cell| cell["items"].as_u64().unwrap() >= 400), "{}", cells[0]);
}

/// What an answer has that its schema does not know, and what the schema wants that it does not have.
struct Checked<'a> {
    document: &'a Value,
    faults: Vec<String>,
}

impl<'a> Checked<'a> {
    /// The schema with all that its references and parts say: names of properties and whether they must be there.
    fn parts(&self, schema: &'a Value) -> Vec<&'a Value> {
        let mut found = vec![schema];
        if let Some(name) = schema["$ref"].as_str() {
            let place = name.strip_prefix('#').unwrap_or_else(|| panic!("{name}"));
            found.extend(self.parts(self.document.pointer(place).unwrap_or_else(|| panic!("{name} is not there"))));
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            found.extend(self.parts(part));
        }
        found
    }

    fn check(&mut self, value: &Value, schema: &'a Value, place: &str) {
        let parts = self.parts(schema);
        if let Some(choices) = parts.iter().find_map(|part| part["oneOf"].as_array()) {
            let faults = choices.iter().map(|choice| {
                let mut checked = Checked { document: self.document, faults: Vec::new() };
                checked.check(value, choice, place);
                checked.faults
            });
            let faults: Vec<Vec<String>> = faults.collect();
            if faults.iter().filter(|faults| faults.is_empty()).count() != 1 {
                self.faults.push(format!("{place} is not one of its schemas: {faults:?}"));
            }
            return;
        }
        for part in &parts {
            let own = match value {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_f64() => "number",
                Value::Number(_) => "integer",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            };
            let types: Vec<&Value> =
                part["type"].as_array().map_or(vec![&part["type"]], |types| types.iter().collect());
            let fits = |wanted: &&Value| {
                **wanted == own || **wanted == Value::Null || (**wanted == "number" && own == "integer")
            };
            if !types.iter().any(fits) {
                self.faults.push(format!("{place} is {own}, not {types:?}"));
            }
            if part["enum"].as_array().is_some_and(|values| !values.contains(value)) {
                self.faults.push(format!("{place} is {value}, which is no choice"));
            }
            for name in part["required"].as_array().into_iter().flatten() {
                if value.get(name.as_str().unwrap()).is_none() {
                    self.faults.push(format!("{place} has no {name}"));
                }
            }
        }
        for (name, value) in value.as_object().into_iter().flatten() {
            let place = format!("{place}.{name}");
            let own = parts.iter().find_map(|part| part["properties"].get(name));
            match own.or(parts.iter().find_map(|part| part.get("additionalProperties"))) {
                Some(own) => self.check(value, own, &place),
                None => self.faults.push(format!("{place} is not described")),
            }
        }
        for (at, value) in value.as_array().into_iter().flatten().enumerate() {
            let own = parts.iter().find_map(|part| part["prefixItems"].get(at).or(part.get("items")));
            match own.filter(|own| own.is_object()) {
                Some(own) => self.check(value, own, &format!("{place}[{at}]")),
                None => self.faults.push(format!("{place}[{at}] is not described")),
            }
        }
    }
}

/// The address of an operation with the examples of what it takes.
fn with_examples(path: &str, operation: &Value) -> String {
    let taken =
        operation["parameters"].as_array().into_iter().flatten().filter(|field| field["example"] != Value::Null);
    let pairs = taken.map(|field| {
        let example = &field["example"];
        let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        format!("{}={}", field["name"].as_str().unwrap(), example.trim_matches(['[', ']', '"']))
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[test]
fn answers_are_as_described_and_nothing_more() {
    let server = Server::of(own_corpus(), &[]);
    server.folder.run(&["shortlist", "add", "sample/minato/r4-annual", "L20"]).done();
    let document = server.json("/api/v1/openapi.json");
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 14, "all addresses are described");
    let mut asked: Vec<(&str, String)> =
        paths.iter().map(|(path, item)| (path.as_str(), with_examples(path, &item["get"]))).collect();
    // Shapes that no example has: other rows, a plan that says little, one body beside many.
    asked.extend([
        ("/api/v1/compare", "/api/v1/compare?by=prefecture,kind&column=会員".to_owned()),
        ("/api/v1/compare", "/api/v1/compare?from=1990&to=2030".to_owned()),
        ("/api/v1/search", "/api/v1/search?q=港の利用を増やす取組 DX&limit=200".to_owned()),
        ("/api/v1/benchmark", "/api/v1/benchmark?organisation=みなと".to_owned()),
        ("/api/v1/diff", "/api/v1/diff?old=digest/joetsu-r3-r5-midterm&new=sample/minato/r6-r8-midterm".to_owned()),
    ]);
    for id in server.json("/api/v1/plans?limit=200")["plans"].as_array().unwrap() {
        let id = id["plan"].as_str().unwrap();
        let of_plan = ["", ":L3-L9", ":2"].map(|part| ("/api/v1/plan", format!("/api/v1/plan?id={id}{part}")));
        asked.extend(of_plan);
    }
    for (path, address) in asked.iter().filter(|(path, _)| *path != "/api/v1/openapi.json") {
        let schema = &paths[*path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let mut checked = Checked { document: &document, faults: Vec::new() };
        checked.check(&server.json(address), schema, "");
        assert!(checked.faults.is_empty(), "{address}: {:#?}", &checked.faults[..checked.faults.len().min(9)]);
    }
}

#[test]
fn what_is_not_as_described_would_be_seen() {
    let document: Value = serde_json::json!({"components": {"schemas": {
        "Pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": ["integer", "null"]}], "items": false},
        "Thing": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string", "enum": ["a", "b"]},
            "pair": {"oneOf": [{"$ref": "#/components/schemas/Pair"}, {"type": "null"}]},
        }},
    }}});
    let schema = serde_json::json!({"$ref": "#/components/schemas/Thing"});
    let faults = |value: Value| {
        let mut checked = Checked { document: &document, faults: Vec::new() };
        checked.check(&value, &schema, "");
        checked.faults.len()
    };
    assert_eq!(faults(serde_json::json!({"name": "a", "pair": ["x", 1]})), 0);
    assert_eq!(faults(serde_json::json!({"name": "b", "pair": null})), 0);
    assert_eq!(faults(serde_json::json!({"pair": null})), 1);
    assert_eq!(faults(serde_json::json!({"name": "c"})), 1);
    assert_eq!(faults(serde_json::json!({"name": "a", "more": 1})), 1);
    assert_eq!(faults(serde_json::json!({"name": "a", "pair": ["x", "y"]})), 1);
    assert_eq!(faults(serde_json::json!({"name": "a", "pair": ["x", 1, 2]})), 1);
    assert_eq!(faults(serde_json::json!([])), 2);
}

#[test]
fn the_page_to_try_it_has_every_address_in_both_languages() {
    let server = Server::of(own_corpus(), &[]);
    let document = server.json("/api/v1/openapi.json");
    for lang in ["ja", "en"] {
        let page = server.get(&format!("/api?lang={lang}")).body;
        for (path, item) in document["paths"].as_object().unwrap() {
            assert!(page.contains(&format!("action=\"{path}\"")), "{path}");
            for field in item["get"]["parameters"].as_array().unwrap() {
                let about = field["description"].as_str().unwrap();
                let (japanese, english) = about.split_once(" / ").unwrap_or_else(|| panic!("{about}"));
                let own = if lang == "ja" { japanese } else { english };
                assert!(page.contains(&own.replace('"', "&quot;")), "{lang} {path}: {own}");
            }
        }
        // The links of the page lead to answers.
        for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if link.starts_with("/api/v1") || link.starts_with("/health") {
                assert_eq!(server.ask(&link.replace("&amp;", "&"), "").status, 200, "{link}");
            }
        }
    }
}

/// schemathesis, as `.ci/run` installs it or as it is found; none, and a message, without it.
fn schemathesis() -> Option<PathBuf> {
    let own = repository().join("target/schemathesis/bin/schemathesis");
    if own.exists() { Some(own) } else { program(&["schemathesis"]).map(PathBuf::from) }
}

#[test]
fn schemathesis_finds_nothing() {
    let Some(schemathesis) = schemathesis() else { return };
    let server = Server::of(own_corpus(), &[]);
    let mut command = Command::new(schemathesis);
    command.env("NO_PROXY", "*").env("PYTHONUTF8", "1").env("PYTHONDONTWRITEBYTECODE", "1");
    // It keeps notes where it runs.
    command.current_dir(server.folder.path("."));
    let own = repository().join("tests/schemathesis");
    command.env("SCHEMATHESIS_HOOKS", own.join("formats.py"));
    command.arg("--config-file").arg(own.join("schemathesis.toml")).arg("run");
    command.arg(format!("http://{}/api/v1/openapi.json", server.address));
    // The same requests every time: a failure can be repeated, and none comes of itself.
    command.args(["--checks", "all", "--max-examples", "100", "--generation-deterministic"]);
    let run = command.arg("--no-color").output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.contains("Operations:       13 selected / 13 total"), "{said}");
}
