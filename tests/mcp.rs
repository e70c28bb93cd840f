//! `kurabe mcp` as an assistant sees it: tools that take what the table says, give what the command line gives, and
//! lead to the line; what is wrong is said, and the server goes on.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rmcp::model::{CallToolRequestParams, CallToolResult, JsonObject, Tool};
use rmcp::service::RunningService;
use rmcp::transport::TokioChildProcess;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::api::own_corpus;
use crate::kit::{Folder, kurabe};

/// The server on a folder, and an assistant that speaks to it.
struct Talk {
    folder: Folder,
    runtime: Runtime,
    client: Option<RunningService<RoleClient, ()>>,
}

fn command(folder: &Folder, more: &[&str]) -> Command {
    let mut command = kurabe();
    command.arg("--corpus").arg(folder.corpus()).arg("--index").arg(folder.index()).args(more).arg("mcp");
    command
}

impl Talk {
    fn of(folder: Folder, more: &[&str]) -> Self {
        let runtime = Runtime::new().unwrap();
        let command = command(&folder, more);
        let client = runtime.block_on(async {
            let child = TokioChildProcess::new(tokio::process::Command::from(command)).unwrap();
            ().serve(child).await.unwrap()
        });
        Self { folder, runtime, client: Some(client) }
    }

    fn client(&self) -> &RunningService<RoleClient, ()> {
        self.client.as_ref().unwrap()
    }

    fn tools(&self) -> Vec<Tool> {
        self.runtime.block_on(self.client().list_all_tools()).unwrap()
    }

    fn called(&self, tool: &str, arguments: Value) -> CallToolResult {
        let arguments: JsonObject = serde_json::from_value(arguments).unwrap();
        let request = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
        self.runtime.block_on(self.client().call_tool(request)).unwrap()
    }

    /// An answer, as text and as JSON.
    fn ask(&self, tool: &str, arguments: Value) -> (String, Value) {
        let result = self.called(tool, arguments.clone());
        let text = text(&result);
        assert_ne!(result.is_error, Some(true), "{tool} {arguments}: {text}");
        (text, result.structured_content.unwrap())
    }

    /// The sentence of a question that has no answer.
    fn refused(&self, tool: &str, arguments: Value) -> String {
        let result = self.called(tool, arguments.clone());
        assert_eq!(result.is_error, Some(true), "{tool} {arguments}");
        assert_eq!(result.structured_content, None, "{tool} {arguments}");
        text(&result)
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.cancel());
        }
    }
}

fn text(result: &CallToolResult) -> String {
    let texts = result.content.iter().filter_map(|block| block.as_text());
    texts.map(|block| block.text.clone()).collect::<Vec<_>>().join("\n")
}

/// The citations of a text: what stands between brackets and ends on lines.
fn citations(text: &str) -> Vec<String> {
    let between = text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(cited, _)| cited);
    between.filter(|cited| cited.contains(":L")).map(str::to_owned).collect()
}

const OLD: &str = "sample/minato/r3-annual";
const NEW: &str = "sample/minato/r4-annual";

#[test]
fn it_says_what_it_is_and_what_each_tool_takes() {
    let talk = Talk::of(own_corpus(), &[]);
    let info = talk.client().peer_info().unwrap();
    let own = info.server_info.clone().unwrap();
    assert_eq!((own.name.as_str(), own.version.as_str()), ("kurabe", env!("CARGO_PKG_VERSION")));
    let told = info.instructions.clone().unwrap();
    assert!(told.contains("行を書かれたとおりに開く") && told.contains("leads to the line"), "{told}");
    let tools = talk.tools();
    let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
    assert_eq!(names, ["search", "plans", "show", "compare", "benchmark", "similar", "diff", "results"]);
    for tool in &tools {
        let notes = tool.annotations.as_ref().unwrap();
        assert_eq!((notes.read_only_hint, notes.open_world_hint), (Some(true), Some(false)), "{}", tool.name);
    }
    let schema = Value::Object((*tools[0].input_schema).clone());
    assert_eq!(schema["required"], json!(["q"]));
    assert_eq!(schema["properties"]["exact"]["type"], "boolean");
    let limit = &schema["properties"]["limit"];
    assert_eq!((&limit["minimum"], &limit["maximum"], &limit["default"]), (&json!(1), &json!(200), &json!(20)));
    let themes = schema["properties"]["theme"]["items"]["enum"].as_array().unwrap();
    assert!(themes.contains(&json!("DX")), "{themes:?}");
    assert!(schema["properties"]["group"].is_null(), "what is for terminals alone is not taken");
    let lang = schema["properties"]["lang"]["description"].as_str().unwrap();
    assert!(lang.contains("--lang") && !lang.contains("Accept-Language"), "{lang}");
    let about = schema["properties"]["year"]["description"].as_str().unwrap();
    assert!(about.contains("年度") && about.contains("Fiscal years"), "{about}");
}

#[test]
fn it_gives_what_the_command_line_gives() {
    let talk = Talk::of(own_corpus(), &[]);
    let body = "みなと商工会議所（架空）";
    let cases: &[(&str, Value, &[&str])] = &[
        ("search", json!({ "q": "事業承継" }), &["search", "事業承継"]),
        (
            "search",
            json!({ "q": "支援", "year": "令和3..5", "exact": true, "limit": 7, "offset": 3, "sort": "year", "lang": "en" }),
            &["search", "支援", "--year", "令和3..5", "--exact", "--limit", "7", "--offset", "3", "--sort", "year"],
        ),
        ("plans", json!({ "limit": 200 }), &["plans"]),
        (
            "compare",
            json!({ "theme": ["DX", "観光"], "from": "R3", "to": "R5", "by": ["prefecture", "kind"] }),
            &["compare", "--theme", "DX,観光", "--year", "R3..R5", "--by", "prefecture,kind"],
        ),
        ("compare", json!({ "limit": 2000 }), &["compare"]),
        ("benchmark", json!({ "organisation": body, "limit": 200 }), &["benchmark", body]),
        ("similar", json!({ "id": NEW, "node": 5, "limit": 3 }), &["similar", NEW, "5", "--limit", "3"]),
        ("diff", json!({ "old": OLD, "new": NEW, "limit": 200 }), &["diff", OLD, NEW]),
        ("results", json!({ "plan": OLD, "report": NEW, "limit": 200 }), &["results", OLD, NEW]),
        (
            "results",
            json!({ "plan": "sample/minato/r5-annual", "limit": 200 }),
            &["results", "sample/minato/r5-annual"],
        ),
    ];
    for (tool, arguments, words) in cases {
        let (said, mut given) = talk.ask(tool, arguments.clone());
        let mut told = talk.folder.run(&[words, &["--format", "json"][..]].concat()).done().json();
        match *tool {
            "search" => {
                given["took_ms"] = told["took_ms"].take();
                told["took_ms"] = given["took_ms"].clone();
                // The hits of a page that is not the last say how to go on.
                assert!(said.contains("offset="), "{said}");
            }
            "plans" => given = given["plans"].take(),
            "similar" => given = given["items"].take(),
            _ => {}
        }
        assert!(given.to_string().len() > 200, "{tool} has an answer: {given}");
        assert_eq!(given, told, "{tool} {arguments}");
        assert!(!said.trim().is_empty(), "{tool} says something");
    }
    let (_, plan) = talk.ask("show", json!({ "id": NEW, "limit": 200 }));
    let told = talk.folder.run(&["show", NEW, "--format", "jsonl"]).done().jsonl();
    assert_eq!(plan["records"].as_array().unwrap(), &told);
}

#[test]
fn what_is_cited_opens_at_the_line() {
    let talk = Talk::of(own_corpus(), &[]);
    let asked = [
        ("search", json!({ "q": "事業承継 伴走" })),
        ("compare", json!({ "theme": "DX" })),
        ("benchmark", json!({ "organisation": "みなと商工会議所（架空）" })),
        ("similar", json!({ "id": NEW, "node": 5 })),
        ("diff", json!({ "old": OLD, "new": NEW })),
        ("results", json!({ "plan": OLD, "report": NEW })),
        ("show", json!({ "id": NEW })),
    ];
    for (tool, arguments) in asked {
        let (said, _) = talk.ask(tool, arguments);
        let cited = citations(&said);
        assert!(!cited.is_empty(), "{tool} cites lines: {said}");
        for cited in cited.iter().take(4) {
            let (opened, json) = talk.ask("show", json!({ "id": cited }));
            let (plan, lines) = cited.rsplit_once(":L").unwrap();
            assert_eq!(json["plan"]["plan"], plan);
            let (first, last) = lines.split_once("-L").unwrap_or((lines, lines));
            let bounds: [u64; 2] = [first, last].map(|line| line.parse().unwrap());
            let given: Vec<u64> =
                json["lines"].as_array().unwrap().iter().map(|line| line["line"].as_u64().unwrap()).collect();
            assert_eq!(given, (bounds[0]..=bounds[1]).collect::<Vec<_>>(), "{tool} {cited}");
            let written =
                std::fs::read_to_string(talk.folder.in_corpus(json["plan"]["file"].as_str().unwrap())).unwrap();
            let line = written.lines().nth(bounds[0] as usize - 1).unwrap();
            assert_eq!(json["lines"][0]["text"], line, "{cited}");
            assert!(opened.contains(&format!("L{}　{line}", bounds[0])), "{opened}");
            for node in json["records"].as_array().unwrap().iter().filter(|record| record["t"] == "node") {
                let [from, to] = ["first_line", "last_line"].map(|name| node[name].as_u64().unwrap());
                assert!(from <= bounds[1] && bounds[0] <= to, "{cited}: {node}");
            }
        }
    }
    let (said, beyond) = talk.ask("show", json!({ "id": format!("{NEW}:L99999") }));
    assert!(beyond["lines"] == json!([]) && said.contains("この行は原本にない"), "{said}");
    let (_, item) = talk.ask("show", json!({ "id": format!("{NEW}:5") }));
    let own = item["records"].as_array().unwrap().iter().find(|record| record["id"] == 5).unwrap();
    assert_eq!(item["lines"][0]["line"], own["first_line"]);
}

#[test]
fn what_is_wrong_is_said_and_the_server_goes_on() {
    let talk = Talk::of(own_corpus(), &[]);
    let cases = [
        (
            "search",
            json!({ "q": "観光", "colour": "red" }),
            &["「colour」というパラメーターはありません", "theme", "limit"][..],
        ),
        ("search", json!({}), &["q を指定"]),
        ("search", json!({ "q": "観光", "limit": 900 }), &["limit は1から200まで"]),
        ("search", json!({ "q": "観光", "limit": 1.5 }), &["limit は1から200まで"]),
        ("search", json!({ "q": "観光", "sort": "colour" }), &["sort", "score, year, organisation"]),
        ("search", json!({ "q": "観光", "sort": ["year"] }), &["sort", "score, year, organisation"]),
        ("search", json!({ "q": "観光", "exact": "いいえ" }), &["exact"]),
        ("search", json!({ "q": "観光", "exact": 1 }), &["exact は true か false"]),
        ("search", json!({ "q": { "word": "観光" } }), &["q は文字列で"]),
        ("search", json!({ "q": "観光", "theme": ["DX", 3] }), &["theme は文字列か、文字列の一覧"]),
        ("search", json!({ "q": "観光", "theme": "ない" }), &["ない", "DX"]),
        ("search", json!({ "q": "観光", "year": "いつか" }), &["year を年度として読めません", "R3"]),
        ("compare", json!({ "kind": "旅" }), &["kind", "中期計画"]),
        ("compare", json!({ "limit": 0 }), &["limit は1から2000まで"]),
        ("show", json!({ "id": "どこにもない" }), &["どこにもない"]),
        ("show", json!({ "id": format!("{NEW}:9999") }), &["9999番の項目はありません"]),
        ("similar", json!({ "id": NEW, "node": 99999 }), &["99999"]),
        ("diff", json!({ "old": OLD }), &["new を指定"]),
        ("diff", json!({ "old": OLD, "new": "x", "lang": "en" }), &["There is no plan x."]),
        ("results", json!({ "plan": "x" }), &["計画「x」"]),
        ("benchmark", json!({ "organisation": "どこにもない会" }), &["どこにもない会"]),
    ];
    for (tool, arguments, words) in cases {
        let said = talk.refused(tool, arguments.clone());
        assert_eq!(said.lines().count(), 1, "one sentence: {said}");
        for word in words {
            assert!(said.contains(word), "{tool} {arguments}: {word} is not in {said}");
        }
    }
    let request = CallToolRequestParams::new("write");
    let refused = talk.runtime.block_on(talk.client().call_tool(request)).unwrap_err();
    assert!(refused.to_string().contains("search, plans, show"), "{refused}");
    // It answers as before, with what an empty or a missing value leaves open.
    let (_, given) = talk.ask("search", json!({ "q": "観光", "theme": null, "exact": false, "organisation": "" }));
    assert!(given["total"].as_u64().unwrap() > 0);
}

#[test]
fn a_part_of_a_long_answer_says_so_and_the_parts_are_the_whole() {
    let talk = Talk::of(own_corpus(), &[]);
    for (tool, list, arguments) in [
        ("diff", "records", json!({ "old": OLD, "new": NEW })),
        ("compare", "cells", json!({})),
        ("show", "records", json!({ "id": NEW })),
    ] {
        let with = |name: &str, value: usize, more: &Value| {
            let mut arguments = more.clone();
            arguments[name] = json!(value);
            arguments
        };
        let (_, whole) = talk.ask(tool, with("limit", 200, &arguments));
        let whole = whole[list].as_array().unwrap().clone();
        let half = whole.len().min(100) / 2;
        let (said, first) = talk.ask(tool, with("limit", half, &arguments));
        assert!(said.contains(&format!("続きは offset={half} で")), "{said}");
        assert_eq!(first["part"]["given"], half);
        let (_, second) = talk.ask(tool, with("offset", half, &with("limit", half, &arguments)));
        let both: Vec<Value> = [first, second].iter().flat_map(|part| part[list].as_array().unwrap().clone()).collect();
        assert_eq!(both, whole[..half * 2], "{tool}");
    }
    let (said, _) = talk.ask("search", json!({ "q": "支援", "limit": 2 }));
    assert!(said.contains("続きは offset=2 で"), "{said}");
}

#[test]
fn it_notes_what_the_command_line_notes() {
    let talk = Talk::of(own_corpus(), &[]);
    let (said, _) = talk.ask("search", json!({ "q": "観光", "organisation": "どこにもない" }));
    let noted = talk.folder.run(&["search", "観光", "--organisation", "どこにもない"]);
    assert!(noted.err.contains("どこにもない"), "{}", noted.err);
    for line in noted.err.lines() {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    let (said, given) = talk.ask("compare", json!({ "theme": "DX", "organisation": "みなと" }));
    let notes = given["notes"].as_array().unwrap();
    assert!(!notes.is_empty() && notes.iter().all(|note| said.contains(note.as_str().unwrap())), "{said}");
    let empty = Talk::of(Folder::new(), &["--lang", "en"]);
    let (said, _) = empty.ask("plans", json!({}));
    assert!(said.contains("There are no plans in"), "{said}");
}

#[test]
fn a_new_document_is_found_by_the_next_question() {
    let talk =
        Talk::of(Folder::of(&[("r4.txt", "みなと商工会議所\n令和4年度事業計画\n\n１．観光案内所の設置\n")]), &[]);
    let found = |words: &str| talk.ask("search", json!({ "q": words })).1["literal"].as_u64().unwrap();
    assert_eq!((found("観光案内所"), found("創業塾")), (1, 0));
    talk.folder.write("r5.txt", "みなと商工会議所\n令和5年度事業計画\n\n１．創業塾の開催\n");
    assert_eq!(found("創業塾"), 1);
    let still =
        Talk::of(Folder::of(&[("r4.txt", "みなと商工会議所\n令和4年度事業計画\n\n１．観光\n")]), &["--no-refresh"]);
    let said = still.refused("search", json!({ "q": "観光" }));
    assert!(said.contains("まだ索引がありません"), "{said}");
}

/// A server with its ends in our hands.
fn started(folder: &Folder) -> Child {
    let mut command = command(folder, &[]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(mut child: Child) -> (Option<i32>, String, String) {
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(30), "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    }
    let (mut out, mut err) = (String::new(), String::new());
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_string(&mut out).unwrap();
    }
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    (child.wait().unwrap().code(), out, err)
}

const GREETING: &str = concat!(
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"#,
    r#""clientInfo":{"name":"test","version":"0"}}}"#,
    "\n",
    r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
    "\n",
    // What is no JSON is passed over.
    "{oops\n",
    r#"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"plans","arguments":[1]}}"#,
    "\n",
    r#"{"jsonrpc":"2.0","id":4,"method":"nowhere"}"#,
    "\n",
    r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"plans","arguments":{}}}"#,
    "\n",
);

#[test]
fn standard_output_carries_the_protocol_alone_and_the_end_of_input_ends_it() {
    let folder = own_corpus();
    let mut child = started(&folder);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(GREETING.as_bytes()).unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = || {
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        serde_json::from_str::<Value>(&line).unwrap()
    };
    assert_eq!(line()["result"]["protocolVersion"], "2025-06-18");
    // They may come in any order.
    let answers: BTreeMap<u64, Value> =
        (2..5).map(|_| line()).map(|answer| (answer["id"].as_u64().unwrap(), answer)).collect();
    let [answer, list, nowhere] = [2, 3, 4].map(|id| &answers[&id]);
    assert_eq!((&list["error"]["code"], &nowhere["error"]["code"]), (&json!(-32602), &json!(-32601)));
    assert!(list["error"]["message"].as_str().unwrap().contains("arguments に JSON のオブジェクト"), "{list}");
    assert!(answer["result"]["structuredContent"]["total"].as_u64().unwrap() > 5, "{answer}");
    drop(stdin);
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let (code, _, err) = ended(child);
    assert_eq!((code, rest.as_str()), (Some(0), ""), "{err}");
    // Nobody asks anything.
    let child = {
        let mut child = started(&folder);
        drop(child.stdin.take());
        child
    };
    let (code, out, err) = ended(child);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
}

#[test]
fn what_is_not_the_protocol_is_told() {
    let folder = own_corpus();
    let mut child = started(&folder);
    let hello = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"plans\"}}\n";
    child.stdin.take().unwrap().write_all(hello.as_bytes()).unwrap();
    let (code, _, err) = ended(child);
    assert!(matches!(code, Some(0 | 2)) && !err.contains("panicked"), "{code:?} {err}");
    folder.run(&["mcp", "--output", "x"]).failed(&["kurabe mcp では --output を使えません"]);
    folder.run(&["mcp", "--themes", "x.toml", "--no-refresh"]).failed(&["--themes と --no-refresh"]);
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_it() {
    let folder = own_corpus();
    let mut child = started(&folder);
    // It has answered, so it runs.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(GREETING.lines().next().unwrap().as_bytes()).unwrap();
    stdin.write_all(b"\n").unwrap();
    let mut first = [0];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let (code, _, err) = ended(child);
    assert_eq!(code, Some(0), "{err}");
    drop(stdin);
}
