//! The manual pages that the program writes of itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::kit::{kurabe, program, ran};

fn written(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_verb_has_a_page_in_both_languages() {
    let root = tempfile::tempdir().unwrap();
    for (lang, program, search, option) in [
        ("ja", "商工会議所・商工会の計画を読み、探し、比べる", "計画を検索する", "計画のフォルダー"),
        ("en", "Read, search and compare the plans", "Search the plans", "Folder of the plans"),
    ] {
        let folder = root.path().join(lang);
        let told = ran(kurabe().args(["--lang", lang, "man"]).arg(&folder)).done();
        let pages = written(&folder);
        assert!(told.err.contains(&pages.len().to_string()) && told.out.is_empty(), "{}", told.err);
        let page = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let main = page("kurabe.1");
        let name = format!(".SH NAME\nkurabe \\- {program}");
        assert!(main.contains(&name), "{main}");
        // The verbs of the page are the verbs that have pages.
        let verbs: BTreeSet<String> = main
            .lines()
            .filter_map(|line| line.strip_prefix("kurabe\\-")?.strip_suffix("(1)"))
            .map(|verb| format!("kurabe-{verb}.1"))
            .collect();
        assert!(verbs.len() > 20 && verbs.contains("kurabe-search.1"), "{verbs:?}");
        let all: BTreeSet<String> = verbs.into_iter().chain(["kurabe.1".to_owned()]).collect();
        assert_eq!(all, pages);
        let found = page("kurabe-search.1");
        // Lines may be broken within it.
        let found = found.replace("\\:", "");
        for words in [".TH kurabe-search 1", search, "\\-\\-exact", "\\-\\-corpus", option] {
            assert!(found.contains(words), "{lang} {words}: {found}");
        }
        assert!(lang == "ja" || !found.contains(|letter: char| ('\u{3041}'..='\u{30fa}').contains(&letter)), "{found}");
    }
}

#[test]
fn man_reads_the_pages_without_a_complaint() {
    let Some(_) = program(&["man"]) else { return };
    let root = tempfile::tempdir().unwrap();
    ran(kurabe().arg("man").arg(root.path())).done();
    for name in ["kurabe.1", "kurabe-search.1", "kurabe-serve.1"] {
        let mut man = std::process::Command::new("man");
        man.args(["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"]).arg(root.path().join(name));
        let shown = ran(man.env("LC_ALL", "C.UTF-8").env("MANPAGER", "cat"));
        assert_eq!((shown.code, shown.err.as_str()), (0, ""), "{name}");
        assert!(shown.out.contains("kurabe"), "{}", shown.out);
    }
}
