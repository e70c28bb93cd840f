//! No circles between the files of a crate, except between a file and those of its own folder.
//!
//! What a file names is read from its `use` lines and its paths. What a folder's own file passes on (`pub use`) counts as
//! named where it stands, so that a circle cannot hide behind it.

use std::collections::{BTreeMap, BTreeSet};

use super::{crates, sources};

/// A module's path below the crate: `["search", "rank"]`.
type Module = Vec<String>;

/// A file without its comments, its texts in quotation marks and its tests, as words and signs.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let text = text.find("#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at]);
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if rest.starts_with("//") {
            length = rest.find('\n').unwrap_or(rest.len());
        } else if let Some(raw) = raw_text(rest) {
            length = raw;
        } else if c == '"' {
            length = quoted(rest);
        } else if c == '\'' {
            length = letter(rest);
        } else if c.is_alphanumeric() || c == '_' {
            length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            found.push(rest[..length].to_owned());
        } else if rest.starts_with("::") {
            length = 2;
            found.push("::".to_owned());
        } else if !c.is_whitespace() {
            found.push(c.to_string());
        }
        rest = &rest[length..];
    }
    found
}

/// The length of r"…" or r#"…"#.
fn raw_text(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let signs = after.len() - after.trim_start_matches('#').len();
    let inside = after[signs..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(signs));
    Some(2 + signs + inside.find(&close)? + close.len())
}

/// The length of "…".
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// The length of 'x' or '\u{3000}'; of a lifetime only its sign.
fn letter(text: &str) -> usize {
    let mut inside = text.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), _) => text[2..].find('\'').map_or(1, |at| at + 3).max(3),
        (_, Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// The paths of a `use`, from behind the word to its semicolon; `as` other names are left out.
fn tree(tokens: &[String], at: &mut usize, before: &[String], found: &mut Vec<Vec<String>>) {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(*at) {
        *at += 1;
        match token.as_str() {
            "::" => {}
            "{" => {
                while tokens.get(*at).is_some_and(|token| !matches!(token.as_str(), "}" | ";")) {
                    tree(tokens, at, &path, found);
                }
                *at += 1;
                return;
            }
            "as" => *at += 1,
            "," => break,
            "}" | ";" => {
                *at -= 1;
                break;
            }
            name => path.push(name.to_owned()),
        }
    }
    if path.len() > before.len() {
        found.push(path);
    }
}

/// The paths of a file's `use` lines, and all other paths of two names or more.
pub(super) fn paths(tokens: &[String]) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let is_name = |token: &String| token.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let (mut used, mut named) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        // `+ use<>` of a type is no import.
        if tokens[at] == "use" && tokens.get(at + 1).is_some_and(|next| next != "<") {
            at += 1;
            tree(tokens, &mut at, &[], &mut used);
        } else if is_name(&tokens[at]) {
            let mut path = vec![tokens[at].clone()];
            while tokens.get(at + 1).is_some_and(|sign| sign == "::") && tokens.get(at + 2).is_some_and(is_name) {
                path.push(tokens[at + 2].clone());
                at += 2;
            }
            at += 1;
            if path.len() > 1 {
                named.push(path);
            }
        } else {
            at += 1;
        }
    }
    (used, named)
}

/// The files of a crate as modules, each with the paths that it names.
struct Crate {
    used: BTreeMap<Module, Vec<Vec<String>>>,
    named: BTreeMap<Module, Vec<Vec<String>>>,
    /// What a module has from another by `use`: module and name, and where the name stands.
    passed_on: BTreeMap<(Module, String), Module>,
}

impl Crate {
    fn of<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = Self { used: BTreeMap::new(), named: BTreeMap::new(), passed_on: BTreeMap::new() };
        for (name, text) in files {
            let mut module: Module = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if ["mod", "lib"].contains(&module.last().map_or("", String::as_str)) {
                module.pop();
            }
            if ["tests", "main"].contains(&module.last().map_or("", String::as_str)) {
                continue;
            }
            let (used, named) = paths(&tokens(text));
            all.used.insert(module.clone(), used);
            all.named.insert(module, named);
        }
        let mut passed_on = BTreeMap::new();
        for (module, paths) in &all.used {
            for path in paths {
                if let Some((from, [.., name])) = all.module(module, path) {
                    passed_on.insert((module.clone(), name.clone()), from);
                }
            }
        }
        all.passed_on = passed_on;
        all
    }

    /// The module that a path leads to from another, and what is left of the path.
    fn module<'p>(&self, own: &Module, path: &'p [String]) -> Option<(Module, &'p [String])> {
        let below = |module: &Module, name: &String| [module.as_slice(), std::slice::from_ref(name)].concat();
        let (mut module, mut rest) = match path.first()?.as_str() {
            "crate" => (Module::new(), &path[1..]),
            "self" => (own.clone(), &path[1..]),
            "super" => (own.clone(), path),
            _ if self.used.contains_key(&below(own, &path[0])) => (own.clone(), path),
            _ => return None,
        };
        while rest.first().is_some_and(|name| name == "super") {
            module.pop();
            rest = &rest[1..];
        }
        while let Some(name) = rest.first().filter(|name| self.used.contains_key(&below(&module, name))) {
            module = below(&module, name);
            rest = &rest[1..];
        }
        Some((module, rest))
    }

    /// The modules that one names.
    fn names(&self, own: &Module) -> BTreeSet<Module> {
        let mut paths = self.used[own].clone();
        for path in &self.named[own] {
            // A module that a `use` named stands for its path.
            let through = self.used[own].iter().find(|used| used.last() == path.first());
            paths.push(through.map_or_else(|| path.clone(), |used| [used.as_slice(), &path[1..]].concat()));
        }
        let mut found = BTreeSet::new();
        for path in paths {
            let Some((mut module, rest)) = self.module(own, &path) else { continue };
            let mut seen = BTreeSet::new();
            while let Some(from) = rest.first().and_then(|name| self.passed_on.get(&(module.clone(), name.clone()))) {
                if !seen.insert(from.clone()) {
                    break;
                }
                module = from.clone();
            }
            found.insert(module);
        }
        let of_family = |other: &Module| own.starts_with(other) || other.starts_with(own);
        found.into_iter().filter(|other| !of_family(other)).collect()
    }

    /// The circles: modules that lead back to themselves, each with those that it names within its circle.
    fn circles(&self) -> Vec<String> {
        let names: BTreeMap<&Module, BTreeSet<Module>> = self.used.keys().map(|own| (own, self.names(own))).collect();
        let reached: BTreeMap<&Module, BTreeSet<&Module>> = names
            .keys()
            .map(|own| {
                let (mut seen, mut open) = (BTreeSet::new(), vec![*own]);
                while let Some(next) = open.pop() {
                    open.extend(names[next].iter().filter(|other| seen.insert(*other)));
                }
                (*own, seen)
            })
            .collect();
        let mut found = Vec::new();
        for (own, others) in &names {
            for other in others.iter().filter(|other| reached[other].contains(own)) {
                found.push(format!("{} names {}", own.join("::"), other.join("::")));
            }
        }
        found
    }
}

#[test]
fn no_circles_between_files() {
    let all = sources();
    for crate_ in crates() {
        let files = all.iter().filter(|source| source.crate_ == crate_);
        let read = Crate::of(files.map(|source| (source.name.as_str(), source.text.as_str())));
        let steps: usize = read.used.keys().map(|own| read.names(own).len()).sum();
        assert!(steps > 2, "{crate_}: what the files name was not read");
        let circles = read.circles();
        assert!(circles.is_empty(), "\n{crate_}: files that name each other in a circle:\n{}", circles.join("\n"));
    }
}

#[test]
fn a_circle_would_be_seen() {
    let circles = |files: &[(&str, &str)]| Crate::of(files.iter().copied()).circles().len();
    let lib = ("lib.rs", "mod a;\nmod b;\npub use b::B;\n");
    assert_eq!(circles(&[lib, ("a.rs", "use super::b::B;\n"), ("b.rs", "struct B;\n")]), 0);
    assert_eq!(circles(&[lib, ("a.rs", "use super::b::{B, C as D};\n"), ("b.rs", "use crate::a;\n")]), 2);
    assert_eq!(circles(&[lib, ("a.rs", "fn f() { super::b::g() }\n"), ("b.rs", "use super::{a::A};\n")]), 2);
    assert_eq!(circles(&[lib, ("a.rs", "use super::B;\n"), ("b.rs", "use super::a::A;\n")]), 2, "passed on");
    assert_eq!(
        circles(&[
            lib,
            ("a.rs", "// use super::b;\nconst A: &str = \"use super::b;\";\n"),
            ("b.rs", "use super::a;\n")
        ]),
        0
    );
    let tests = "#[cfg(test)]\nmod tests {\n    use crate::b::B;\n}\n";
    assert_eq!(circles(&[lib, ("a.rs", tests), ("b.rs", "use super::a::A;\n")]), 0, "tests may look anywhere");
    // Three in a circle, in a folder; a folder's own file may name its files, and they it.
    let room = ("room/mod.rs", "mod x;\nmod y;\nmod z;\nuse x::X;\n");
    let (y, z) = (("room/y.rs", "use super::z::Z;\n"), ("room/z.rs", "use super::x::X;\n"));
    assert_eq!(circles(&[room, ("room/x.rs", "use super::{Own, y::Y};\n"), y, z]), 3);
    assert_eq!(circles(&[room, ("room/x.rs", "use super::Own;\n"), y, z]), 0);
    // A path that goes on through a module which a `use` named.
    let outer = ("outer/mod.rs", "pub mod inner;\n");
    let inner = ("outer/inner.rs", "use crate::a::A;\n");
    assert_eq!(circles(&[lib, outer, inner, ("a.rs", "use super::outer;\nfn f() { outer::inner::g() }\n")]), 2);
}
