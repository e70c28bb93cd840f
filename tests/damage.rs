//! A damaged index: what was changed in it is noticed, named and made anew; no answer comes from it.
//!
//! The long loop is ignored here; `just soak` runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::kit::Folder;

const QUERIES: [&str; 4] = ["観光", "支援 NOT 創業", "テーマ:事業承継", "港の利用を増やす取組"];

fn plans() -> Folder {
    let folder = Folder::new();
    for number in 0..8 {
        let year = 3 + number % 3;
        let text = format!(
            "第{number}商工会議所\n令和{year}年度 事業計画\n\nⅠ．経営支援\n１．事業承継の支援\n・事業承継計画の策定を支援する（{number}0件）\n・創業塾を開催する\n２．観光の振興\n・港の利用の促進\n"
        );
        folder.write(&format!("{number}.txt"), text);
    }
    folder.run(&["index"]).done();
    folder
}

/// What is answered: counts, hits with their texts, and all passages.
fn answers(folder: &Folder, options: &[&str]) -> Option<Vec<Value>> {
    let mut all = Vec::new();
    for query in QUERIES {
        let ran = folder.run(&[&["search", "--format", "json", "--limit", "0", query], options].concat());
        assert!(!ran.err.contains("panicked") && !ran.out.contains("panicked"), "{}", ran.err);
        if ran.code == 2 {
            assert!(ran.out.is_empty() && !ran.err.is_empty());
            return None;
        }
        let mut answer = ran.json();
        answer.as_object_mut().unwrap().remove("took_ms");
        all.push(answer);
    }
    Some(all)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let found = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    found.filter(|path| fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() > 0)).collect()
}

/// Flips so many bits, one at a time, each in a sound index.
fn flipped(flips: u64) -> BTreeMap<&'static str, usize> {
    let folder = plans();
    let whole = answers(&folder, &["--no-refresh"]).unwrap();
    let kept: Vec<(PathBuf, Vec<u8>)> =
        files(&folder.index()).into_iter().map(|path| (path.clone(), fs::read(&path).unwrap())).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = |end: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % end
    };
    let mut found = BTreeMap::new();
    for _ in 0..flips {
        fs::remove_dir_all(folder.index()).unwrap();
        for (path, bytes) in &kept {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        fs::write(folder.generation().join("reader.lock"), "").unwrap();
        let (path, bytes) = &kept[below(kept.len() as u64) as usize];
        let mut bytes = bytes.clone();
        let at = below(bytes.len() as u64) as usize;
        bytes[at] ^= 1 << below(8);
        fs::write(path, &bytes).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let kind = match answers(&folder, &["--no-refresh"]) {
            None => "refused",
            Some(answer) => {
                assert_eq!(answer, whole, "{name}, byte {at}");
                "the same answers"
            }
        };
        *found.entry(kind).or_default() += 1;
        assert_eq!(answers(&folder, &[]).as_ref(), Some(&whole), "{name}, byte {at}: made anew");
    }
    folder.run(&["check", "--queries", "100"]).done();
    found
}

#[test]
fn flipped_bits_give_no_other_answer() {
    let found = flipped(40);
    assert!(found["refused"] > 20, "{found:?}");
    eprintln!("flipped bits: {found:?}");
}

#[test]
#[ignore = "some minutes: just soak"]
fn soak_five_hundred_flipped_bits() {
    eprintln!("flipped bits: {:?}", flipped(500));
}

/// Changes a byte of a file of the newest generation.
fn damage(folder: &Folder, ending: &str) {
    let path = files(&folder.generation()).into_iter().find(|path| path.to_str().unwrap().ends_with(ending)).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::remove_file(&path).unwrap();
    fs::write(&path, bytes).unwrap();
}

#[test]
fn damage_is_named_and_mended() {
    for ending in [".store", ".idx", "plans.bin", "files.bin", "meta.json"] {
        let folder = plans();
        damage(&folder, ending);
        let check = folder.run(&["check", "--no-refresh"]);
        assert_eq!(check.code, 2, "{ending}");
        check.says(&[ending, "壊れて"]);
        let ran = folder.run(&["search", "観光"]).done();
        ran.says(&[ending, "作り直します"]);
        assert_eq!(folder.run(&["search", "観光"]).done().err, "", "{ending}: once");
        damage(&folder, ending);
        folder.write("new.txt", "第9商工会議所\n令和5年度 事業計画\n\n１．観光の振興\n");
        folder.run(&["index"]).done().says(&[ending, "作り直します"]);
        assert_eq!(folder.literal(&["観光", "計画:new"]).len(), 1);
        folder.run(&["check", "--queries", "50"]).done();
    }
}

#[test]
fn a_server_mends_its_index() {
    let folder = plans();
    let whole = folder.search(&["観光"])["total"].clone();
    damage(&folder, ".store");
    let server = crate::web::Server::of(folder, &[]);
    assert_eq!(server.json("/api/v1/search?q=観光")["total"], whole);
}
