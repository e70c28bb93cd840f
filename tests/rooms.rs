//! The order of the rooms within a crate: a room imports only from rooms listed above its own in the crate's lib.rs.
//! The order of the crates is kept by Cargo.

mod circles;
mod signatures;

use std::fs;
use std::path::{Path, PathBuf};

use crate::kit::repository;

/// Rooms that ignore one another wherever they stand.
const STRANGERS: [&str; 2] = ["search", "compare"];

/// Rooms that touch disk, network or terminal; the rest is pure.
const OUTSIDE: [&str; 5] = ["index", "library", "web", "mcp", "cli"];

/// A file of a crate: the folder of the crate's sources and the file's path below it, with `/`, its room, its text.
struct Source {
    crate_: String,
    name: String,
    room: String,
    text: String,
}

impl Source {
    fn path(&self) -> String {
        format!("{}/{}", self.crate_, self.name)
    }
}

/// The folders of sources: the program's own and those of the crates that it stands on.
pub(crate) fn crates() -> Vec<String> {
    let mut found = vec!["src".to_owned()];
    let folder = repository().join("crates");
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    found.extend(names.into_iter().map(|name| format!("crates/{name}/src")));
    found
}

fn sources() -> Vec<Source> {
    let mut all = Vec::new();
    for crate_ in crates() {
        let src = repository().join(&crate_);
        let mut found = Vec::new();
        gather(&src, &mut found);
        all.extend(found.into_iter().map(|path| {
            let parts: Vec<&str> = path.strip_prefix(&src).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
            let room = parts[0].trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            Source { crate_: crate_.clone(), name: parts.join("/"), room, text }
        }));
    }
    assert!(all.len() > 100, "the sources were not read: {} files", all.len());
    all
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The crates that say that their modules are rooms in an order.
pub(crate) fn ordered() -> Vec<String> {
    let says = |crate_: &String| {
        let text = fs::read_to_string(repository().join(crate_).join("lib.rs")).unwrap();
        text.contains("a room imports only from rooms above its own")
    };
    crates().into_iter().filter(says).collect()
}

/// The rooms of a crate in the order of its lib.rs.
pub(crate) fn rooms(crate_: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join(crate_).join("lib.rs")).unwrap();
    let rooms = text.lines().filter_map(|line| {
        let line = line.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    });
    rooms.collect()
}

/// Code without its comments, line by line.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let strip = |line| match str::find(line, "//") {
        // `https://…` in a text is no comment.
        Some(at) if !line[..at].ends_with(':') => &line[..at],
        _ => line,
    };
    text.lines().map(strip).zip(1..).map(|(line, number)| (number, line))
}

/// The rooms named by `crate::room` and `crate::{room, …}`, with their lines.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code: Vec<(usize, &str)> = code(text).collect();
    let mut found = Vec::new();
    for (place, (number, line)) in code.iter().enumerate() {
        for (at, _) in line.match_indices("crate::") {
            let before = line[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            let after = &line[at + "crate::".len()..];
            let names = match after.strip_prefix('{') {
                Some(first) => {
                    let rest = code[place + 1..].iter().map(|(_, line)| *line);
                    outermost(&std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n"))
                }
                None => vec![word(after)],
            };
            found.extend(names.into_iter().filter(|name| !name.is_empty()).map(|name| (*number, name)));
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names within braces whose opening one stands just before the text.
fn outermost(text: &str) -> Vec<String> {
    let (mut depth, mut names, mut start) = (1, Vec::new(), 0);
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 || (depth == 1 && c == ',') {
            names.push(word(text[start..at].trim_start()));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// The steps of a file that the order of rooms forbids.
fn backward(source: &Source, rooms: &[String]) -> Vec<String> {
    let place = |room: &str| rooms.iter().position(|other| other == room);
    let mut faults = Vec::new();
    for (line, import) in imports(&source.text) {
        let (Some(own), Some(other)) = (place(&source.room), place(&import)) else {
            faults.push(format!("{}:{line}: crate::{import}: not a room of its lib.rs", source.path()));
            continue;
        };
        let strangers = own != other && [&*source.room, &*import].iter().all(|room| STRANGERS.contains(room));
        if other > own || strangers {
            faults.push(format!("{}:{line}: {} imports {import}", source.path(), source.room));
        }
    }
    // A room's own file stands one step below the root: from there `super` would be a way around.
    let is_root =
        !source.name.contains('/') || source.name.ends_with("/mod.rs") && source.name.matches('/').count() == 1;
    let around = if is_root { "use super::" } else { "use super::super::" };
    for (line, text) in code(&source.text).filter(|(_, text)| text.starts_with(around)) {
        if is_root || source.name.matches('/').count() == 1 {
            faults.push(format!("{}:{line}: {text}: name the room with crate::", source.path()));
        }
    }
    faults
}

#[test]
fn a_room_imports_only_from_rooms_above_its_own() {
    let ordered = ordered();
    assert!(ordered.len() > 2, "no lib.rs says that its rooms have an order: {ordered:?}");
    for crate_ in &ordered {
        let rooms = rooms(crate_);
        assert!(rooms.len() > 2, "{crate_}/lib.rs was not read: {rooms:?}");
        let inside = sources().into_iter().filter(|source| source.crate_ == *crate_);
        let inside = inside.filter(|source| source.name != "lib.rs" && source.name != "main.rs");
        let faults: Vec<String> = inside.flat_map(|source| backward(&source, &rooms)).collect();
        assert!(faults.is_empty(), "\n{}\nThe order stands in {crate_}/lib.rs.", faults.join("\n"));
    }
}

#[test]
fn a_backward_step_would_be_seen() {
    let rooms = ["ja", "model", "search", "compare", "cli"].map(str::to_owned);
    let faults = |name: &str, text: &str| {
        let room = name.split(['/', '.']).next().unwrap().to_owned();
        backward(&Source { crate_: "src".to_owned(), name: name.to_owned(), room, text: text.to_owned() }, &rooms).len()
    };
    assert_eq!(faults("model/plan.rs", "use crate::ja::fold::fold;\n"), 0);
    assert_eq!(faults("model/plan.rs", "use crate::search::search;\n"), 1);
    assert_eq!(faults("model/plan.rs", "fn f() { crate::cli::main(); }\n"), 1);
    assert_eq!(faults("model.rs", "use crate::{\n    ja::{fold, run},\n    search,\n};\n"), 1);
    assert_eq!(faults("compare.rs", "use crate::search::search;\n"), 1);
    assert_eq!(faults("search/rank.rs", "// use crate::cli::main;\nuse crate::search::Sort;\n"), 0);
    assert_eq!(faults("model/mod.rs", "use super::cli::main;\n"), 1);
    assert_eq!(faults("model/plan.rs", "use super::super::cli::main;\n"), 1);
    assert_eq!(faults("model/plan.rs", "use crate::nowhere::x;\n"), 1);
}

#[test]
fn every_file_belongs_to_a_room() {
    for source in sources() {
        let rooms = rooms(&source.crate_);
        let known = rooms.contains(&source.room) || ["lib", "main"].contains(&&*source.room);
        assert!(known, "{} is in no room of its lib.rs", source.path());
    }
}

#[test]
fn no_file_has_a_thousand_lines() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines < 1000, "{} has {lines} lines: two ideas share a room", source.path());
    }
}

#[test]
fn every_file_says_what_it_is() {
    for source in sources() {
        let is_test = source.name.ends_with("/tests.rs");
        assert!(is_test || source.text.starts_with("//!"), "{} does not open with //!", source.path());
    }
}

/// The lines of the rooms other than `except` that hold one of these words.
fn lines_with(words: &[&str], except: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !except.contains(&&*source.room)) {
        for (number, line) in code(&source.text) {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{number}: {}", source.path(), line.trim()));
            }
        }
    }
    found
}

#[test]
fn only_the_command_line_prints() {
    let found = lines_with(&["println!", "print!(", "dbg!("], &["cli"]);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(!lines_with(&["stderr()"], &[]).is_empty(), "the command line has to speak somewhere");
}

#[test]
fn only_the_outer_rooms_touch_disk_network_and_terminal() {
    let outside = [
        "std::fs",
        "fs::read",
        "fs::write",
        "File::open",
        "std::net",
        "std::process",
        "std::env",
        "io::stdout",
        "io::stderr",
    ];
    let except = [&OUTSIDE[..], &["main"]].concat();
    let mut found = lines_with(&outside, &except);
    // OCR is a program of its own, which reads an image and prints its text.
    found.retain(|line| !line.starts_with("crates/read/src/pdf/ocr.rs"));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(!lines_with(&["fs::read"], &[]).is_empty(), "something has to read files");
}
