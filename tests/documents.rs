//! The documents say what is so: commands, options and rooms are those that there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::kit::{kurabe, ran, repository};
use crate::rooms::{crates, ordered, rooms};

fn document(name: &str) -> String {
    let path = name.split('/').fold(repository(), |path, part| path.join(part));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name} belongs in the repository: {error}"))
}

fn help(arguments: &[&str]) -> String {
    ran(kurabe().args(arguments).arg("--help")).done().out
}

/// The verbs of `kurabe --help`.
fn verbs() -> Vec<String> {
    let help = help(&[]);
    let listed =
        help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<String> = listed.filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect();
    assert!(verbs.iter().any(|verb| verb == "search"), "{help}");
    verbs
}

/// The long options of a help text.
fn options(help: &str) -> BTreeSet<String> {
    let lines = help.lines().map(str::trim).filter(|line| line.starts_with('-'));
    let names = lines.filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")));
    names.map(str::to_owned).collect()
}

/// Does the text hold a word that is not part of a longer one?
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let after = text[at + word.len()..].chars().next();
        let before = text[..at].chars().next_back();
        !after.is_some_and(is_part) && !before.is_some_and(is_part)
    })
}

#[test]
fn the_manual_names_every_verb() {
    let manual = document("docs/manual.md");
    let missing: Vec<String> = verbs()
        .into_iter()
        .filter(|verb| !["kurabe ", "`", "-- "].iter().any(|before| has_word(&manual, &format!("{before}{verb}"))))
        .collect();
    assert!(missing.is_empty(), "not in docs/manual.md: {missing:?}");
}

#[test]
fn the_manual_names_every_option() {
    let manual = document("docs/manual.md");
    let mut all = options(&help(&[]));
    for verb in verbs() {
        all.extend(options(&help(&[&verb])));
    }
    assert!(all.len() > 10, "{all:?}");
    let usual = ["--help", "--version"];
    let missing: Vec<&String> =
        all.iter().filter(|option| !usual.contains(&&***option) && !has_word(&manual, option)).collect();
    assert!(missing.is_empty(), "not in docs/manual.md: {missing:?}");
}

#[test]
fn the_documents_name_no_option_that_is_not_there() {
    let mut all = options(&help(&[]));
    for verb in verbs() {
        all.extend(options(&help(&[&verb])));
    }
    for name in ["README.md", "README.ja.md", "docs/manual.md", "docs/manual.ja.md"] {
        let text = document(name);
        // Of the lines that run kurabe, not those that run Cargo or another tool.
        let lines = text.lines().filter(|line| line.contains("kurabe ") && !line.contains("cargo "));
        let words = lines.flat_map(|line| line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')));
        let unknown: BTreeSet<&str> =
            words.filter(|word| word.len() > 2 && word.starts_with("--") && !all.contains(*word)).collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

/// The commands that a document tells to type, in order: lines of fenced blocks that run Cargo.
fn commands(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside && line.starts_with("cargo ") {
            found.push(line.split(" #").next().unwrap_or(line).trim());
        }
    }
    found
}

#[test]
fn the_first_two_commands_of_the_readme_are_checked() {
    let checks = document(".ci/run");
    let steps: Vec<&str> = checks.lines().map(str::trim).filter(|line| line.starts_with("cargo ")).collect();
    for name in ["README.md", "README.ja.md"] {
        let text = document(name);
        let typed = commands(&text);
        assert!(typed.len() >= 2, "{name}: {typed:?}");
        assert_eq!(typed[0], "cargo run --release -- search 事業承継", "{name}");
        assert!(typed[1].starts_with("cargo test"), "{name}: {}", typed[1]);
        for command in &typed[..2] {
            let runs = |step: &&str| **step == **command || step.starts_with(&format!("{command} |"));
            assert!(steps.iter().any(runs), "{name}: {command} is no step of .ci/run: {steps:?}");
        }
    }
}

#[test]
fn the_architecture_names_every_room() {
    let text = document("ARCHITECTURE.md");
    let named = |room: &str| ["`", "src/", "**"].iter().any(|before| has_word(&text, &format!("{before}{room}")));
    // A crate without an order inside is one room.
    let inside = |crate_: String| match ordered().contains(&crate_) {
        true => rooms(&crate_),
        false => vec![crate_.split('/').nth(1).unwrap().to_owned()],
    };
    let rooms = crates().into_iter().flat_map(inside);
    let missing: Vec<String> = rooms.filter(|room| !named(room)).collect();
    assert!(missing.is_empty(), "not in ARCHITECTURE.md: {missing:?}");
}

/// The anchors of a document's headings, as the sites that show Markdown make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let anchor = |heading: &str| {
        let kept = heading.trim().to_lowercase();
        let kept: String = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect();
        kept.replace(' ', "-")
    };
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#'))).collect()
}

#[test]
fn the_files_and_sections_that_documents_link_to_are_there() {
    let names =
        ["README.md", "README.ja.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "corpus/README.md", "index/README.md"];
    for name in names.into_iter().chain(["docs/manual.md", "docs/manual.ja.md", "docs/decisions.md"]) {
        let text = document(name);
        let folder = Path::new(name).parent().unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let path = if target.is_empty() { repository().join(name) } else { repository().join(folder).join(target) };
            assert!(path.exists(), "{name} links to {target}");
            if !anchor.is_empty() {
                let known = anchors(&fs::read_to_string(&path).unwrap());
                assert!(known.contains(anchor), "{name} links to {link}");
            }
        }
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The paths of one machine that a text names.
fn machine_paths(text: &str) -> Vec<&str> {
    let folders = ["/work", "/tmp", "/root", "/home"];
    let is_path = |line: &&str| {
        folders.iter().any(|folder| {
            line.match_indices(folder).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + folder.len()..].chars().next();
                let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
                !before.is_some_and(is_part) && !after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-')
            })
        })
    };
    text.lines().filter(is_path).collect()
}

#[test]
fn no_file_names_the_paths_of_one_machine() {
    let mut all: Vec<PathBuf> = ["README.md", "README.ja.md"].map(|name| repository().join(name)).into();
    for folder in ["src", "crates", "data", "dictionary/src", "corpus"] {
        files(&folder.split('/').fold(repository(), |path, part| path.join(part)), &mut all);
    }
    for path in all.iter().filter(|path| path.exists()) {
        let Ok(text) = fs::read_to_string(path) else { continue };
        let found = machine_paths(&text);
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
    assert_eq!(machine_paths("see /home/me and /tmp\nhttps://example.jp/home/ and src/root.rs\n").len(), 1);
}
