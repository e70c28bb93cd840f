//! The tables for other programs: they hold what the records hold, answer a literal search by themselves, and lie whole in
//! their folder or not at all.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::path::Path;

use kurabe_index::index::pairs;
use kurabe_text::fold::fold;
use kurabe_text::run::runs;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::{Map, Value, json};

use crate::crash::{faults, with_fault};
use crate::kit::{Folder, Ran, kurabe, ran, repository, run};

const TABLES: [&str; 5] = ["plans", "passages", "nodes", "indicators", "themes"];
const MANIFEST: &str = "kurabe-export.json";

const R5: &str = "みなと商工会議所\n令和5年度事業計画\n\n１．観光の振興【新規】\n　ＤＸ の 活用を支援する（20件）\n・Made in\n　Kojimaの展示会\n";
const R6: &str = "みなと商工会議所\n令和6年度事業計画\n\n１．事業承継の支援\n・①20件を訪ねる\n２．mailによる案内\n";

/// The documents that come with the program, in a folder with an index of their own.
fn own_corpus() -> Folder {
    let folder = Folder::new();
    run(&repository().join("corpus"), &folder.index(), &["index"]).done();
    folder
}

/// Runs the program on the documents that come with it.
fn on_own(folder: &Folder, arguments: &[&str]) -> Ran {
    run(&repository().join("corpus"), &folder.index(), &[&["--no-refresh"], arguments].concat())
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn export<'f>(into: &'f Path, more: &[&'f str]) -> Vec<&'f str> {
    [&["export", "--format", "parquet", "--output", name(into)], more].concat()
}

fn reader(file: &Path) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(file).unwrap()).unwrap()
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => json!(truth),
        Field::Long(whole) => json!(whole),
        Field::Double(number) => json!(number),
        Field::Str(text) => json!(text),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        other => panic!("no such value in our tables: {other:?}"),
    }
}

/// The rows of a file, column by column.
fn rows(file: &Path) -> Vec<Map<String, Value>> {
    let reader = reader(file);
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
    rows.map(|row| row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()).collect()
}

fn table(folder: &Path, name: &str) -> Vec<Map<String, Value>> {
    rows(&folder.join(format!("{name}.parquet")))
}

/// A number is one however it is written: records write 40 for 40.0.
fn same(left: &Value, right: &Value) -> bool {
    match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    }
}

/// Each row has these columns with the values that a record has under these names, the others being none.
fn agree(rows: &[Map<String, Value>], records: &[Value], columns: &[(&str, &str)]) {
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(records) {
        for (column, key) in columns {
            // What records leave out where it is not so.
            let absent = if row[*column].is_boolean() { json!(false) } else { Value::Null };
            let known = record.get(*key).unwrap_or(&absent);
            assert!(same(&row[*column], known), "{column}: {:?}, {key}: {known:?}\n{record}", row[*column]);
        }
    }
}

/// Columns that bear the names of the records.
fn alike(names: &str) -> Vec<(&str, &str)> {
    names.split(' ').map(|name| (name, name)).collect()
}

#[test]
fn the_tables_hold_what_the_records_hold() {
    let folder = own_corpus();
    let into = folder.path("tables");
    on_own(&folder, &export(&into, &[])).done();
    let plans = on_own(&folder, &["plans", "--format", "json"]).done().json();
    // They are listed by body and year; tables have them by their ids.
    let mut plans = plans.as_array().unwrap().clone();
    plans.sort_by_key(|plan| plan["plan"].as_str().unwrap().to_owned());
    let years = [("year_from", "from"), ("year_to", "to")];
    let of_plan = alike(
        "plan file organisation organisation_kind prefecture title plan_kind term published extent sample source sections \
         initiatives measures doubtful corrected misfits passages notices",
    );
    agree(&table(&into, "plans"), &plans, &[&of_plan[..], &years].concat());

    let passages = table(&into, "passages");
    let records = on_own(&folder, &["export"]).done().jsonl();
    let of_passage =
        alike("plan organisation node kind marker title body themes flags repeats page first_line last_line corrected");
    agree(&passages, &records, &[&of_passage[..], &years].concat());
    let by_plan: BTreeMap<&str, &Value> = plans.iter().map(|plan| (plan["plan"].as_str().unwrap(), plan)).collect();
    let mut place = (String::new(), 0);
    for (row, record) in passages.iter().zip(&records) {
        let plan = row["plan"].as_str().unwrap();
        place = if place.0 == plan { (place.0, place.1 + 1) } else { (plan.to_owned(), 1) };
        assert_eq!(row["passage"], place.1);
        for column in ["prefecture", "plan_kind", "organisation_kind"] {
            assert_eq!(row[column], by_plan[plan][column]);
        }
        assert_eq!(
            json!([row["first_column"], row["last_column"]]),
            match record.get("columns") {
                Some(columns) => columns.clone(),
                None => json!([null, null]),
            }
        );
        for part in ["title", "body"] {
            let folded = fold(record[part].as_str().unwrap());
            assert_eq!(row[&format!("{part}_folded")], folded);
            assert_eq!(row[&format!("{part}_runs")], runs(&folded).map(|run| &folded[run]).collect::<Value>());
            assert_eq!(row[&format!("{part}_pairs")], json!(pairs(&folded)));
        }
    }

    let (mut nodes, mut indicators, mut themes) = (Vec::new(), Vec::new(), Vec::new());
    for plan in by_plan.keys() {
        for mut record in on_own(&folder, &["show", plan, "--format", "jsonl"]).done().jsonl() {
            record["plan"] = json!(plan);
            match record["t"].as_str().unwrap() {
                "node" => nodes.push(record),
                "indicator" => indicators.push(record),
                _ => {}
            }
        }
    }
    let of_node = alike(
        "plan parent kind marker title body themes flags narrative repeats result rating first_line last_line sure rule \
         doubtful corrected",
    );
    let rows = table(&into, "nodes");
    agree(&rows, &nodes, &[&of_node[..], &[("node", "id")]].concat());
    let titles: HashMap<(&Value, &Value), (&Value, &Value)> =
        rows.iter().map(|row| ((&row["plan"], &row["node"]), (&row["parent"], &row["title"]))).collect();
    let mut deepest = 0;
    for row in &rows {
        let mut above = Vec::new();
        let mut parent = &row["parent"];
        while let Some((next, title)) = titles.get(&(&row["plan"], parent)) {
            above.insert(0, (*title).clone());
            parent = next;
        }
        deepest = deepest.max(above.len());
        assert_eq!(row["headings"], Value::from(above));
    }
    assert!(deepest > 1, "lists of several headings are tried");
    for record in &mut indicators {
        record["year"] = record["period"].as_str().map_or(Value::Null, |year| json!(year.parse::<i64>().unwrap()));
    }
    let of_indicator = alike("plan node name value text unit role year as_of line approx change corrected");
    agree(&table(&into, "indicators"), &indicators, &of_indicator);
    for node in &nodes {
        for theme in node["themes"].as_array().unwrap() {
            let evidence = node["evidence"].as_array().unwrap().iter().filter(|own| own["theme"] == *theme);
            let (words, at): (Vec<Value>, Vec<Value>) =
                evidence.map(|own| (own["word"].clone(), own["node"].clone())).unzip();
            themes.push(
                json!({"plan": node["plan"], "node": node["id"], "theme": theme, "words": words, "word_nodes": at}),
            );
        }
    }
    agree(&table(&into, "themes"), &themes, &alike("plan node theme words word_nodes"));
    assert!(indicators.len() > 100 && themes.len() > 100, "there is something to compare");

    // The same rows as lines, every column in each.
    for name in TABLES {
        let lines = on_own(&folder, &["export", "--table", name]).done().jsonl();
        let rows = table(&into, name);
        let columns: BTreeSet<&String> = rows[0].keys().collect();
        assert!(lines.iter().all(|line| line.as_object().unwrap().keys().collect::<BTreeSet<_>>() == columns));
        agree(&rows, &lines, &columns.into_iter().map(|name| (name.as_str(), name.as_str())).collect::<Vec<_>>());
    }
}

/// What stands in a list of a row.
fn texts<'r>(row: &'r Map<String, Value>, column: &str) -> Vec<&'r str> {
    row[column].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// Do the runs of a word follow one another among those of a text?
fn by_runs(row: &Map<String, Value>, part: &str, word: &[&str]) -> bool {
    texts(row, &format!("{part}_runs")).windows(word.len()).any(|runs| runs == word)
}

/// The same by pairs: a run begins one, several follow one another without the last.
fn by_pairs(row: &Map<String, Value>, part: &str, word: &[String]) -> bool {
    let own = texts(row, &format!("{part}_pairs"));
    match word {
        [only] => own.iter().any(|pair| pair.starts_with(only)),
        [pairs @ .., _] => own.windows(pairs.len()).any(|own| own == pairs),
        [] => false,
    }
}

#[test]
fn a_literal_search_needs_nothing_but_the_tables() {
    let folder = own_corpus();
    let into = folder.path("tables");
    on_own(&folder, &export(&into, &["--table", "passages"])).done();
    let rows = table(&into, "passages");
    let written: Vec<Vec<char>> = rows
        .iter()
        .flat_map(|row| ["title", "body"].map(|part| row[part].as_str().unwrap().chars().collect()))
        .filter(|text: &Vec<char>| !text.is_empty())
        .collect();
    let mut seed = 20_261_201_u64;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let place = |record: &dyn Fn(&str) -> Value| ["plan", "node", "kind", "first_line", "last_line"].map(record);
    let (mut asked, mut found_in_all, mut of_one_run) = (0, 0, 0);
    while asked < 60 {
        let text = &written[draw(written.len())];
        let start = draw(text.len());
        let string: String = text[start..].iter().take(1 + draw(9)).collect();
        let word = fold(&string);
        if word.is_empty() || string.contains(['」', '\0']) {
            continue;
        }
        asked += 1;
        let pieces: Vec<&str> = runs(&word).map(|run| &word[run]).collect();
        let terms = pairs(&word);
        of_one_run += usize::from(pieces.len() == 1);
        let mut scanned = Vec::new();
        for row in &rows {
            let ways = ["title", "body"].map(|part| (by_runs(row, part, &pieces), by_pairs(row, part, &terms)));
            assert!(ways.iter().all(|(runs, pairs)| runs == pairs), "{string:?}: {row:?}");
            if ways.iter().any(|(runs, _)| *runs) {
                scanned.push(place(&|key| row[key].clone()));
            }
        }
        let query = format!("「{string}」");
        let arguments = ["search", "--format", "json", "--exact", "--limit", "0", "--", &query];
        let ran = on_own(&folder, &arguments);
        assert!(ran.code < 2, "{string:?}: {}", ran.err);
        let answer = ran.json();
        let mut found: Vec<_> =
            answer["hits"].as_array().unwrap().iter().map(|hit| place(&|key| hit[key].clone())).collect();
        let sort = |places: &mut Vec<[Value; 5]>| places.sort_by_key(|place| json!(place).to_string());
        sort(&mut scanned);
        sort(&mut found);
        assert_eq!(scanned, found, "{string:?}");
        found_in_all += found.len();
    }
    assert!(found_in_all > 100 && of_one_run > 3, "{found_in_all} {of_one_run}: the strings are of all kinds");
}

#[test]
fn every_file_says_of_which_version_it_is() {
    let folder = Folder::of(&[("minato/r5.txt", R5)]);
    let into = folder.path("tables");
    folder.run(&export(&into, &[])).done().says(&["plans 1行", "nodes 2行"]);
    for name in TABLES {
        let file = reader(&into.join(format!("{name}.parquet")));
        let facts = file.metadata().file_metadata().key_value_metadata().unwrap();
        let facts: Vec<_> = facts.iter().map(|fact| (fact.key.as_str(), fact.value.as_deref().unwrap())).collect();
        assert_eq!(
            facts,
            [("kurabe.schema", "1"), ("kurabe.table", name), ("kurabe.version", env!("CARGO_PKG_VERSION"))]
        );
    }
    let manifest: Value = serde_json::from_slice(&fs::read(into.join(MANIFEST)).unwrap()).unwrap();
    assert_eq!(
        (&manifest["schema"], &manifest["tables"]["plans"]),
        (&json!(1), &json!({"file": "plans.parquet", "rows": 1}))
    );
    // What a plan does not say is unknown, and no year of its own.
    let undated = Folder::of(&[("a.txt", "みなと商工会議所\n事業計画\n\n１．観光の振興\n")]);
    undated.run(&export(&into, &[])).done();
    let plan = &table(&into, "plans")[0];
    assert_eq!(
        (&plan["year_from"], &plan["prefecture"], &plan["published"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
}

/// The bytes of all files of a folder.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

/// What lies beside the corpus and its index.
fn beside(folder: &Folder) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !["corpus", "index"].contains(&name.as_str()));
    names.sort();
    names
}

#[test]
fn the_same_index_gives_the_same_bytes() {
    let folder = Folder::of(&[("minato/r5.txt", R5), ("minato/r6.txt", R6)]);
    let (one, other) = (folder.path("one"), folder.path("other"));
    folder.run(&export(&one, &[])).done();
    folder.run(&export(&other, &[])).done();
    assert_eq!(bytes(&one), bytes(&other));
    // A new index of the same documents too: numbers of plans are its own affair.
    folder.run(&["index", "--rebuild"]).done();
    folder.run(&export(&other, &[])).done();
    assert_eq!(bytes(&one), bytes(&other));
    assert_eq!(beside(&folder), ["one", "other"]);
}

#[test]
fn an_earlier_export_is_replaced_and_nothing_else() {
    let folder = Folder::of(&[("minato/r5.txt", R5)]);
    let into = folder.path("deep/tables");
    folder.run(&export(&into, &[])).done();
    let before = bytes(&into);
    assert_eq!(before.len(), 6);
    folder.write("minato/r6.txt", R6);
    folder.run(&export(&into, &["--table", "plans,nodes"])).done();
    assert_eq!(bytes(&into).keys().collect::<Vec<_>>(), [MANIFEST, "nodes.parquet", "plans.parquet"]);
    assert_eq!(table(&into, "plans").len(), 2);
    // A file that is not of the export stays, and all the others with it.
    fs::write(into.join("notes.txt"), "私の覚え書き").unwrap();
    let before = bytes(&into);
    folder.run(&export(&into, &[])).failed(&["notes.txt", "上書きはしません"]);
    assert_eq!(bytes(&into), before);
    // Tables without the file that makes them an export are somebody's own.
    fs::remove_file(into.join("notes.txt")).unwrap();
    fs::remove_file(into.join(MANIFEST)).unwrap();
    folder.run(&export(&into, &[])).failed(&["nodes.parquet", "空のフォルダー"]);
    fs::write(folder.path("deep/file"), "x").unwrap();
    folder.run(&export(&folder.path("deep/file"), &[])).failed(&["deep"]);
    fs::create_dir(folder.path("deep/empty")).unwrap();
    folder.run(&export(&folder.path("deep/empty"), &[])).done();
    folder.run(&export(&folder.path("deep/empty/."), &["--lang", "en"])).done().says(&["(rows): indicators"]);
    // What programs that broke off have left goes, unless it is something else.
    fs::create_dir(folder.path("deep/empty.part")).unwrap();
    fs::write(folder.path("deep/empty.part/plans.parquet"), "PAR1").unwrap();
    folder.run(&export(&folder.path("deep/empty"), &[])).done();
    fs::create_dir(folder.path("deep/empty.part")).unwrap();
    fs::write(folder.path("deep/empty.part/notes.txt"), "x").unwrap();
    folder.run(&export(&folder.path("deep/empty"), &[])).failed(&["empty.part"]);
    assert!(folder.path("deep/empty.part/notes.txt").exists());
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is() {
    let folder = Folder::of(&[("minato/r5.txt", R5)]);
    folder.run(&["export", "--format", "parquet"]).failed(&["--output", "フォルダー"]);
    folder.run(&["export", "--format", "parquet", "--lang", "en"]).failed(&["--output", "folder"]);
    let one_file = folder.path("passages.parquet");
    folder.run(&export(&one_file, &[])).failed(&["表ごとのファイル", "--output"]);
    folder.run(&["export", "--table", "plans,nodes"]).failed(&["一つ", "--format parquet"]);
    folder.run(&export(&folder.in_corpus("tables"), &[])).failed(&["文書のフォルダーの中"]);
    assert!(!folder.in_corpus("tables").exists() && beside(&folder).is_empty());
    let held = folder.path("tables");
    let lock = File::create(folder.path("tables.kurabe-lock")).unwrap();
    lock.lock().unwrap();
    folder.run(&export(&held, &[])).failed(&["いま書き込んでいます"]);
    assert!(!held.exists());
    drop(lock);
    folder.run(&export(&held, &[])).done();
    assert_eq!(beside(&folder), ["tables"]);
    // Without plans there are tables without rows.
    let empty = Folder::new();
    assert_eq!(empty.run(&export(&empty.path("tables"), &[])).code, 1);
    assert!(TABLES.iter().all(|name| table(&empty.path("tables"), name).is_empty()));
}

#[test]
fn records_of_passages_are_what_an_export_gives_unasked() {
    let folder = Folder::of(&[("minato/r5.txt", R5)]);
    let unasked = folder.run(&["export"]).done();
    assert_eq!(unasked.out, folder.run(&["export", "--format", "jsonl"]).done().out);
    assert!(unasked.out.lines().all(|line| line.starts_with(r#"{"t":"passage","plan":"minato/r5","organisation":"#)));
    let rows = folder.run(&["export", "--table", "passages"]).done().jsonl();
    assert!(rows.iter().any(|row| row["body_folded"] == "【新規】dxの活用を支援する(20件)"), "{rows:?}");
    assert!(rows.iter().any(|row| row["body_folded"] == "kojimaの展示会"), "{rows:?}");
}

/// An export into a folder where an earlier one of fewer plans stands, and the bytes of both.
struct Replacing {
    folder: Folder,
    states: [BTreeMap<String, Vec<u8>>; 2],
}

impl Replacing {
    fn new() -> Self {
        let folder = Folder::of(&[("minato/r5.txt", R5)]);
        let into = folder.path("tables");
        folder.run(&export(&into, &[])).done();
        let before = bytes(&into);
        folder.write("minato/r6.txt", R6);
        folder.run(&export(&folder.path("after"), &[])).done();
        let after = bytes(&folder.path("after"));
        assert_ne!(before, after);
        Self { folder, states: [before, after] }
    }

    fn command(&self) -> std::process::Command {
        let mut command = kurabe();
        command.arg("--corpus").arg(self.folder.corpus()).arg("--index").arg(self.folder.index()).arg("--no-refresh");
        command.args(export(&self.folder.path("tables"), &[]));
        command
    }

    /// What stands in the place of the export is one or the other, or nothing; and the next export comes through.
    fn is_sound(&self, at: usize) {
        let into = self.folder.path("tables");
        assert!(!into.exists() || self.states.contains(&bytes(&into)), "{at}");
        ran(&mut self.command()).done();
        assert!(bytes(&into) == self.states[1], "{at}");
        assert_eq!(beside(&self.folder), ["after", "tables"], "{at}");
    }

    /// The earlier one stands there again.
    fn again(&self) {
        let into = self.folder.path("tables");
        fs::remove_dir_all(&into).unwrap();
        fs::create_dir(&into).unwrap();
        self.states[0].iter().for_each(|(name, bytes)| fs::write(into.join(name), bytes).unwrap());
    }
}

#[test]
fn an_export_that_is_ended_anywhere_leaves_nothing_half() {
    let Some(library) = faults() else { return };
    let replacing = Replacing::new();
    for at in 1.. {
        replacing.again();
        let is_through = with_fault(replacing.command(), library, "KURABE_KILL_AT", at);
        replacing.is_sound(at);
        if is_through {
            assert!(at > 10, "{at} acts only: is the library loaded?");
            break;
        }
    }
}

#[test]
fn a_full_disk_leaves_the_earlier_export() {
    let Some(library) = faults() else { return };
    let replacing = Replacing::new();
    let size: usize = replacing.states[1].values().map(Vec::len).sum();
    let mut refused = 0;
    for at in (0..size + 2000).step_by(size / 12) {
        replacing.again();
        let is_through = with_fault(replacing.command(), library, "KURABE_FULL_AT", at);
        let stands = bytes(&replacing.folder.path("tables"));
        assert!(stands == replacing.states[usize::from(is_through)], "{at}");
        assert_eq!(beside(&replacing.folder), ["after", "tables"], "{at}");
        refused += usize::from(!is_through);
    }
    assert!(refused > 3, "{refused} refused only: is the library loaded?");
    let mut command = replacing.command();
    command.env("LD_PRELOAD", library).env("KURABE_FULL_AT", "10");
    ran(&mut command).failed(&["tables"]);
}

/// The columns that a manual lists for a table: name, type and whether it may be null.
fn listed(manual: &str, table: &str) -> Vec<[String; 2]> {
    let start = manual.find(&format!("\n**`{table}`**")).unwrap_or_else(|| panic!("{table} is not in the manual"));
    let lines = manual[start..].lines().skip(1).skip_while(|line| !line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2).map(cells);
    rows.flat_map(|cells| {
        let names: Vec<String> =
            cells[0].split(['、', ',']).map(|name| name.trim().trim_matches('`').to_owned()).collect();
        names.into_iter().map(move |name| [name, cells[1].clone()])
    })
    .collect()
}

/// A column as the manual writes its type.
fn declared(column: &Type) -> [String; 2] {
    let leaf = if column.is_group() { &column.get_fields()[0].get_fields()[0] } else { column };
    let physical = leaf.get_physical_type().to_string();
    let plain = match physical.as_str() {
        "BYTE_ARRAY" => "text",
        "INT64" => "integer",
        "DOUBLE" => "number",
        "BOOLEAN" => "boolean",
        other => panic!("{other}"),
    };
    let kind = match (column.is_group(), column.is_optional()) {
        (true, _) => format!("list of {plain}"),
        (false, true) => format!("{plain}?"),
        (false, false) => plain.to_owned(),
    };
    [column.name().to_owned(), kind]
}

fn manual(name: &str) -> String {
    fs::read_to_string(repository().join("docs").join(name)).unwrap()
}

#[test]
fn the_manuals_list_the_columns_that_there_are() {
    let folder = Folder::of(&[("minato/r5.txt", R5)]);
    let into = folder.path("tables");
    folder.run(&export(&into, &[])).done();
    for name in TABLES {
        let file = reader(&into.join(format!("{name}.parquet")));
        let schema = file.metadata().file_metadata().schema();
        let columns: Vec<[String; 2]> = schema.get_fields().iter().map(|column| declared(column)).collect();
        for text in ["manual.md", "manual.ja.md"] {
            assert_eq!(listed(&manual(text), name), columns, "{name} in {text}");
        }
    }
}

/// The examples of a manual: how texts are folded and cut.
fn examples(manual: &str) -> Vec<Value> {
    let lines = manual.lines().filter(|line| line.starts_with("{\"written\""));
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_manuals_examples_of_folding_and_cutting_are_true() {
    let english = examples(&manual("manual.md"));
    assert!(english.len() > 10 && english == examples(&manual("manual.ja.md")));
    for example in &english {
        let folded = fold(example["written"].as_str().unwrap());
        assert_eq!(example["folded"], folded);
        assert_eq!(example["runs"], runs(&folded).map(|run| &folded[run]).collect::<Value>(), "{example}");
        assert_eq!(example["pairs"], json!(pairs(&folded)), "{example}");
    }
}
