//! What a correction is bound to, and what is written for it: it holds where its words stand or is told, moves to
//! nothing else, and writes over nothing.

use std::fs;
use std::path::Path;

use crate::corrections::{PLANS, corrected};

#[test]
fn what_is_exported_writes_over_nothing() {
    let folder = corrected();
    let export = |into: &Path| folder.run(&["corrections", "--export", into.to_str().unwrap()]);
    let corpus = folder.corpus();
    for into in [corpus.clone(), corpus.join("minato"), corpus.join("new/gold"), corpus.join("../corpus")] {
        export(&into).failed(&["文書のフォルダーの中"]);
    }
    assert!(!corpus.join("new").exists() && !corpus.join("minato/r5.jsonl").exists());
    for (id, text) in PLANS {
        assert_eq!(fs::read_to_string(folder.in_corpus(&format!("{id}.txt"))).unwrap(), text);
    }
    let gold = folder.path("gold");
    fs::create_dir_all(gold.join("yamate")).unwrap();
    fs::write(gold.join("yamate/r5.txt"), "手で書いたもの").unwrap();
    export(&gold).failed(&["yamate/r5.txt", "上書きはしません"]);
    assert!(!gold.join("minato").exists(), "all or nothing");
    fs::remove_file(gold.join("yamate/r5.txt")).unwrap();
    export(&gold).done();
    export(&gold).done();
    let left = walkdir::WalkDir::new(&gold).into_iter().filter(|entry| entry.as_ref().unwrap().file_type().is_file());
    assert_eq!(left.count(), 2 * PLANS.len());
}
