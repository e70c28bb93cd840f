//! What a crate offers names nothing of the search engine or the dictionary behind it, so that these can be changed.
//!
//! Each file is read by itself: the names that it has from such a crate must not stand in what it makes public. What is
//! `pub` and out of reach all the same, the compiler reports (`unreachable_pub`).

use std::collections::BTreeSet;

use super::circles::{paths, tokens};
use super::sources;

/// Crates that are means and not matter.
const BEHIND: [&str; 4] = ["tantivy", "lindera", "lindera_dictionary", "kurabe_dictionary"];

/// The declarations of a file that are public and name something from behind: from `pub` to its body or its end.
fn faults(text: &str) -> Vec<String> {
    let all = tokens(text);
    let (used, _) = paths(&all);
    let behind = |path: &&Vec<String>| path.first().is_some_and(|first| BEHIND.contains(&first.as_str()));
    let mut names: BTreeSet<&str> = BEHIND.into_iter().collect();
    names.extend(used.iter().filter(behind).filter_map(|path| path.last()).map(String::as_str));
    let mut found = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let after = all.get(at + 1).map_or("", String::as_str);
        // A name converted from what is behind is public with the type that it is converted to.
        let starts = word == "pub" && after != "(" || word == "impl" && after == "From";
        if !starts {
            continue;
        }
        let ends = |token: &&String| matches!(token.as_str(), "{" | ";" | "=");
        let declared: Vec<&str> = all[at..].iter().take_while(|token| !ends(token)).map(String::as_str).collect();
        let whole = if declared.contains(&"use") || declared.contains(&"type") {
            all[at..].iter().take_while(|token| *token != ";").map(String::as_str).collect()
        } else if declared.contains(&"enum") {
            all[at..].iter().take_while(|token| *token != "}").map(String::as_str).collect()
        } else if declared.get(2) == Some(&":") {
            // A field reaches to the next.
            declared.iter().skip(1).take_while(|token| **token != "pub").copied().collect()
        } else {
            declared
        };
        if let Some(name) = whole.iter().find(|token| names.contains(**token)) {
            found.push(format!("{name} in {}", whole.join(" ")));
        }
    }
    found
}

#[test]
fn what_is_behind_a_crate_stays_behind_it() {
    let all = sources();
    let of_crates: Vec<_> = all.iter().filter(|source| source.crate_.starts_with("crates/")).collect();
    let uses = of_crates.iter().filter(|source| BEHIND.iter().any(|name| source.text.contains(name)));
    assert!(uses.count() > 5, "no file uses what is looked for");
    let faults: Vec<String> = of_crates
        .iter()
        .flat_map(|source| faults(&source.text).into_iter().map(|fault| format!("{}: {fault}", source.path())))
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_signature_that_shows_it_would_be_seen() {
    let count = |text: &str| faults(text).len();
    let import = "use tantivy::{SegmentReader, schema::Field};\n";
    assert_eq!(count(&format!("{import}pub fn f(reader: &SegmentReader) -> u32 {{ 1 }}\n")), 1);
    assert_eq!(count(&format!("{import}pub(crate) fn f(reader: &SegmentReader) -> u32 {{ 1 }}\n")), 0);
    assert_eq!(count(&format!("{import}pub struct S {{\n    pub title: Field,\n    pub text: String,\n}}\n")), 1);
    assert_eq!(count(&format!("{import}pub struct S {{\n    title: Field,\n}}\n")), 0, "a field of its own");
    assert_eq!(count("pub fn f() -> tantivy::Result<()> { Ok(()) }\n"), 1);
    assert_eq!(count("pub type Column = Arc<dyn tantivy::ColumnValues>;\npub use lindera::Token;\n"), 2);
    assert_eq!(count("pub enum E { Engine(tantivy::TantivyError) }\n"), 1);
    assert_eq!(count("impl From<tantivy::TantivyError> for E { fn from() {} }\n"), 1);
    assert_eq!(
        count(&format!("{import}pub fn f() {{ let reader: SegmentReader = open(); }}\n")),
        0,
        "a body is no signature"
    );
}
