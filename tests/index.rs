//! The index: what is read again and what is not, and what happens to it when something goes wrong.

use std::fs::{self, File};

use serde_json::Value;

use crate::kit::{Folder, Ran};

const TOURISM: &str = "令和3年度 事業計画\nみなと商工会議所\n\n１．観光の振興\n";
const STARTUPS: &str = "令和4年度 事業計画\nやまて商工会\n\n１．創業の支援\n";
const PORTS: &str = "令和5年度 事業計画\nかわせ商工会議所\n\n１．港の振興\n";

fn two_plans() -> Folder {
    let folder = Folder::of(&[("a.txt", TOURISM), ("b.txt", STARTUPS)]);
    folder.run(&["index"]).done();
    folder
}

/// What `kurabe index` says that it read and removed.
fn refreshed(folder: &Folder) -> (String, u64) {
    let before = if folder.index().join("writer.lock").exists() { folder.pointer().0 } else { 0 };
    let said = folder.run(&["index", "--lang", "en"]).done().out;
    let what = said.split('.').next().unwrap().to_owned();
    (what.trim_start_matches("Index refreshed: ").to_owned(), folder.pointer().0 - before)
}

#[test]
fn only_what_changed_is_read_again() {
    let folder = Folder::of(&[("a.txt", TOURISM), ("b.txt", STARTUPS)]);
    assert_eq!(refreshed(&folder).0, "2 read, 0 removed");
    assert_eq!(refreshed(&folder), ("Nothing has changed".to_owned(), 0), "no new generation without need");

    folder.write("c.txt", PORTS);
    assert_eq!(refreshed(&folder).0, "1 read, 0 removed", "added");
    assert_eq!(folder.literal(&["港"]), ["c:4"]);

    folder.write("a.txt", TOURISM.replace("観光", "温泉"));
    assert_eq!(refreshed(&folder).0, "1 read, 0 removed", "changed");
    assert_eq!(folder.literal(&["温泉"]), ["a:4"]);
    assert_eq!(folder.literal(&["観光"]), [""; 0], "what was there before is gone");

    folder.remove("b.txt");
    assert_eq!(refreshed(&folder).0, "0 read, 1 removed", "removed");
    assert_eq!(folder.literal(&["創業"]), [""; 0]);

    folder.touch("c.txt");
    assert!(refreshed(&folder).0.starts_with("Nothing has changed"), "touched, but as it was");
    assert_eq!(folder.literal(&["港"]), ["c:4"]);
    assert_eq!(refreshed(&folder), ("Nothing has changed".to_owned(), 0), "the new time is kept");

    fs::rename(folder.in_corpus("c.txt"), folder.in_corpus("d.txt")).unwrap();
    assert_eq!(refreshed(&folder).0, "1 read, 1 removed", "another id");
    assert_eq!(folder.literal(&["港"]), ["d:4"]);
    folder.run(&["check", "--queries", "50"]).done();
}

/// What the hits of some words are worth, by plan.
fn worth(folder: &Folder, words: &str) -> Vec<(String, String)> {
    let answer = folder.search(&[words]);
    let hits = answer["hits"].as_array().unwrap().iter();
    let mut worth: Vec<(String, String)> =
        hits.map(|hit| (hit["plan"].to_string(), hit["score"].to_string())).collect();
    worth.sort();
    worth
}

#[test]
fn what_an_answer_is_worth_does_not_hang_on_how_the_index_was_built() {
    let plans = [TOURISM, STARTUPS, PORTS].into_iter().cycle().take(12);
    let (at_once, one_by_one) = (Folder::new(), Folder::new());
    for (number, plan) in plans.enumerate() {
        let name = &format!("{number}.txt");
        at_once.write(name, plan);
        // A store of its own for each of them, more than threads would make at once.
        one_by_one.write(name, plan);
        one_by_one.run(&["index"]).done();
    }
    for words in ["振興", "観光を振興する取組"] {
        let told = worth(&at_once, words);
        assert!(told.len() >= 4 && told == worth(&one_by_one, words), "{words}: {told:?}");
    }
}

#[test]
fn a_file_that_comes_back_is_found_again() {
    let folder = two_plans();
    folder.remove("a.txt");
    assert_eq!(folder.literal(&["観光"]), [""; 0]);
    folder.write("a.txt", TOURISM);
    assert_eq!(folder.literal(&["観光"]), ["a:4"]);
    assert_eq!(folder.literal(&["振興 OR 支援"]), ["a:4", "b:4"]);
}

#[test]
fn plans_that_are_stored_together_go_one_by_one() {
    let names: Vec<String> = (0..24).map(|number| format!("p{number:02}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), PORTS)).collect();
    let folder = Folder::of(&files);
    folder.run(&["index"]).done();
    for (number, name) in names.iter().enumerate().skip(1) {
        folder.remove(name);
        if number % 2 == 0 {
            assert_eq!(folder.literal(&["港"]).len(), names.len() - number);
            folder.run(&["show", "p00"]).done().shows(&["港の振興"]);
        }
    }
    folder.write("p00.txt", PORTS.replace('港', "空港"));
    folder.run(&["show", "p00"]).done().shows(&["空港の振興"]);
    folder.run(&["check", "--queries", "50"]).done();
    assert_eq!(folder.literal(&["港"]), ["p00:4"]);
}

#[test]
fn reading_commands_refresh_by_themselves_and_say_so() {
    let folder = two_plans();
    folder.write("c.txt", PORTS);
    let stale = folder.run(&["search", "港", "--no-refresh"]);
    assert_eq!((stale.code, &*stale.err), (1, ""));
    let fresh = folder.run(&["search", "港", "--lang", "en"]).done();
    assert!(fresh.err.contains("1 read"), "{}", fresh.err);
    assert_eq!(folder.run(&["search", "港"]).done().err, "", "nothing to say when nothing changed");
}

#[test]
fn what_corpus_toml_says_reads_that_plan_again_and_no_other() {
    let folder = two_plans();
    folder.write("corpus.toml", "[a]\nprefecture = \"新潟県\"\nextent = \"digest\"\n");
    assert_eq!(refreshed(&folder).0, "1 read, 0 removed");
    assert_eq!(folder.literal(&["prefecture:新潟県"]), ["a:4"]);
    assert_eq!(folder.search(&["観光"])["hits"][0]["extent"], "digest");
    folder.write("corpus.toml", "# nothing\n");
    assert_eq!(refreshed(&folder).0, "1 read, 0 removed");
    assert_eq!(folder.literal(&["prefecture:新潟県"]), [""; 0]);
}

#[test]
fn an_entry_that_no_file_has_is_named() {
    let folder = two_plans();
    folder.write("corpus.toml", "[z]\nsample = true\n");
    folder.run(&["index"]).done().says(&["corpus.toml", "[z]"]);
}

#[test]
fn themes_can_be_replaced() {
    let folder = two_plans();
    assert_eq!(folder.literal(&["theme:観光"]), ["a:4"]);
    folder.write("themes.toml", "[[theme]]\nname = \"みなとまち\"\nwords = [\"観光\"]\n");
    let ran = folder.run(&["index", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("2 read"), "every plan is read again: {}", ran.out);
    assert_eq!(folder.literal(&["theme:みなとまち"]), ["a:4"]);
    assert_eq!(folder.literal(&["theme:観光"]), [""; 0]);
    folder.remove("themes.toml");
    assert_eq!(folder.literal(&["theme:観光"]), ["a:4"]);
}

#[test]
fn the_thesaurus_applies_at_query_time() {
    let folder = two_plans();
    let pointer = folder.pointer();
    folder.write("thesaurus.toml", "[[group]]\nsame = [\"物見遊山\", \"観光\"]\n");
    let answer = folder.search(&["物見遊山"]);
    assert_eq!((answer["widened"].as_u64(), &answer["added"]), (Some(1), &serde_json::json!(["観光"])));
    assert_eq!(folder.pointer(), pointer, "nothing was read again");
    folder.write("thesaurus.toml", "[[group]]\nsame = [\"物見遊山\", \"創業\"]\n");
    assert_eq!(folder.hits(&["物見遊山"]), ["b:4"]);
    folder.write("thesaurus.toml", "[[group]]\nsame = 3\n");
    folder.run(&["search", "観光"]).failed(&["thesaurus.toml"]);
}

#[test]
fn a_themes_file_that_is_wrong_is_named() {
    let folder = two_plans();
    folder.write("themes.toml", "[[theme]\n");
    folder.run(&["index"]).failed(&["themes.toml"]);
    assert_eq!(folder.run(&["search", "観光", "--no-refresh"]).code, 0, "the index is as it was");
}

/// Writes another format number into the newest pointer.
fn another_format(folder: &Folder) {
    let (_, path) = folder.pointer();
    let mut head: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    head["format"] = 999.into();
    fs::write(path, head.to_string()).unwrap();
}

#[test]
fn an_index_of_another_format_is_said_to_be_one() {
    let folder = two_plans();
    another_format(&folder);
    let index = folder.index();
    folder.run(&["search", "観光", "--no-refresh"]).failed(&[index.to_str().unwrap(), "999", "kurabe index"]);
    folder.run(&["index"]).done();
    assert_eq!(folder.literal(&["観光", "--no-refresh"]), ["a:4"]);
}

#[test]
fn an_index_of_another_format_is_built_anew_by_a_search() {
    let folder = two_plans();
    another_format(&folder);
    assert_eq!(folder.literal(&["観光"]), ["a:4"]);
    folder.run(&["check", "--queries", "20"]).done();
}

#[test]
fn without_an_index_nothing_is_guessed() {
    let folder = Folder::of(&[("a.txt", TOURISM)]);
    let index = folder.index();
    folder.run(&["search", "観光", "--no-refresh"]).failed(&[index.to_str().unwrap(), "kurabe index"]);
    assert!(!index.exists(), "a question does not make folders");
    assert_eq!(folder.literal(&["観光"]), ["a:4"]);
}

#[test]
fn while_another_process_writes() {
    let folder = two_plans();
    let lock =
        File::options().create(true).truncate(false).write(true).open(folder.index().join("writer.lock")).unwrap();
    lock.try_lock().unwrap();
    folder.write("c.txt", PORTS);
    let index = folder.index();
    folder.run(&["index"]).failed(&[index.to_str().unwrap()]);
    folder.run(&["index", "--rebuild"]).failed(&[index.to_str().unwrap()]);
    let ran = folder.run(&["search", "観光", "--lang", "en"]);
    assert_eq!(ran.code, 0, "the last state answers: {}", ran.err);
    ran.says(&["Another kurabe is writing", "Answering from the index of"]);
    assert_eq!(folder.run(&["search", "港"]).code, 1, "what is new is not there yet");
    drop(lock);
    assert_eq!(folder.literal(&["港"]), ["c:4"]);
}

#[test]
fn while_another_process_writes_the_first_index() {
    let folder = Folder::of(&[("a.txt", TOURISM)]);
    let index = folder.index();
    fs::create_dir(&index).unwrap();
    let lock = File::create(index.join("writer.lock")).unwrap();
    lock.try_lock().unwrap();
    folder.run(&["search", "観光", "--lang", "en"]).failed(&["Another kurabe is writing", index.to_str().unwrap()]);
    drop(lock);
    assert_eq!(folder.literal(&["観光"]), ["a:4"]);
}

#[test]
fn an_interrupted_build_leaves_the_state_before() {
    let folder = two_plans();
    // What a process leaves behind that was ended while it wrote: a folder without its pointer, and a draft of one.
    let next = folder.pointer().0 + 1;
    let stray = folder.index().join(format!("{next:06}"));
    fs::create_dir(&stray).unwrap();
    fs::write(stray.join("meta.json"), "{ half of").unwrap();
    fs::write(stray.join("plans.bin"), "").unwrap();
    fs::write(folder.index().join(format!("{next:06}.draft")), "{ \"format\"").unwrap();
    assert_eq!(folder.literal(&["観光", "--no-refresh"]), ["a:4"]);
    folder.write("c.txt", PORTS);
    assert_eq!(folder.literal(&["港"]), ["c:4"]);
    assert_eq!(folder.pointer().0, next);
    assert!(!folder.index().join(format!("{next:06}.draft")).exists());
    folder.run(&["check", "--queries", "20"]).done();
}

#[test]
fn a_pointer_cut_short_is_passed_over() {
    let folder = two_plans();
    let (number, path) = folder.pointer();
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(folder.index().join(format!("{:06}.json", number + 1)), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(folder.literal(&["観光", "--no-refresh"]), ["a:4"]);
    folder.write("c.txt", PORTS);
    assert_eq!(folder.literal(&["港"]), ["c:4"]);
    assert_eq!(folder.literal(&["観光"]), ["a:4"]);
}

/// Cuts a file of the newest generation to half its length.
fn cut(folder: &Folder, ending: &str) {
    let found = fs::read_dir(folder.generation()).unwrap().map(|entry| entry.unwrap().path());
    let of_ending: Vec<_> = found.filter(|path| path.to_str().unwrap().ends_with(ending)).collect();
    assert!(!of_ending.is_empty(), "no file {ending}");
    for path in of_ending {
        // The file may be shared with another generation: a new one takes its place.
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    }
}

/// What a search of an index says of which a file was cut.
fn said_of_damage(ending: &str) -> Ran {
    let folder = two_plans();
    cut(&folder, ending);
    let ran = folder.run(&["search", "観光", "--no-refresh"]);
    ran.failed(&[folder.index().to_str().unwrap()])
}

#[test]
fn a_damaged_table_says_how_to_heal_it() {
    said_of_damage("plans.bin").says(&["kurabe index --rebuild"]);
}

#[test]
fn a_damaged_segment_says_how_to_heal_it() {
    for ending in ["meta.json", ".store", ".idx", ".term", ".fast", ".pos", ".fieldnorm"] {
        let ran = said_of_damage(ending).says(&["kurabe index --rebuild"]);
        assert!(ran.err.chars().count() < 300, "{ending}: {}", ran.err);
    }
}

#[test]
fn a_rebuild_heals_all_damage() {
    for ending in ["plans.bin", "files.bin", "meta.json", ".store", ".idx", ".term", ".fast", ".pos", ".fieldnorm"] {
        let folder = two_plans();
        cut(&folder, ending);
        folder.run(&["index", "--rebuild"]).done();
        assert_eq!(folder.literal(&["観光", "--no-refresh"]), ["a:4"], "{ending}");
        folder.run(&["check", "--queries", "20"]).done();
    }
}

#[test]
fn a_rebuild_reads_everything() {
    let folder = two_plans();
    let said = folder.run(&["index", "--rebuild", "--lang", "en"]).done().out;
    assert!(said.contains("2 read"), "{said}");
    assert_eq!(folder.literal(&["観光 OR 創業"]), ["a:4", "b:4"]);
}

#[test]
fn old_generations_do_not_pile_up() {
    let folder = two_plans();
    for number in 0..5 {
        folder.write("c.txt", PORTS.replace('港', &format!("港{number}")));
        folder.run(&["index"]).done();
    }
    let folders = fs::read_dir(folder.index()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert!(folders.count() <= 2);
}

#[test]
fn an_index_can_be_deleted_at_any_time() {
    let folder = two_plans();
    fs::remove_dir_all(folder.index()).unwrap();
    assert_eq!(folder.literal(&["観光"]), ["a:4"]);
}

#[test]
fn another_corpus_in_the_same_index_is_another_answer() {
    let folder = two_plans();
    let other = folder.path("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("a.txt"), PORTS).unwrap();
    let ran = crate::kit::run(&other, &folder.index(), &["search", "港", "--format", "json"]).done();
    assert_eq!(ran.json()["total"], 1);
    let ran = crate::kit::run(&other, &folder.index(), &["search", "観光", "--format", "json"]);
    assert_eq!(ran.json()["total"], 0, "nothing of the first corpus");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_answered_from() {
    use std::os::unix::fs::PermissionsExt;
    if crate::kit::is_root() {
        return;
    }
    let folder = two_plans();
    let every = |mode_of_folders: u32, mode_of_files: u32| {
        let mode = |path: &std::path::Path| if path.is_dir() { mode_of_folders } else { mode_of_files };
        let mut paths = vec![folder.index(), folder.generation()];
        for inside in [folder.index(), folder.generation()] {
            paths.extend(fs::read_dir(inside).unwrap().map(|entry| entry.unwrap().path()));
        }
        for path in paths {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode(&path))).unwrap();
        }
    };
    every(0o555, 0o444);
    let same = folder.run(&["search", "観光"]);
    folder.write("c.txt", PORTS);
    let stale = folder.run(&["search", "観光", "--lang", "en"]);
    every(0o755, 0o644);
    assert_eq!((same.code, &*same.err), (0, ""), "nothing changed, nothing to write");
    assert_eq!(stale.code, 0, "{}", stale.err);
    stale.says(&["No permission", "Answering from the index of"]);
}

/// Files whose names are one after normalisation, and where the system has names that are no letters, such too.
fn names_alike(folder: &Folder) -> Vec<std::path::PathBuf> {
    let mut paths = vec![folder.in_corpus("か\u{3099}いど.txt"), folder.in_corpus("がいど.txt")];
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let named = |bytes: &[u8]| folder.corpus().join(std::ffi::OsStr::from_bytes(bytes));
        paths.extend([named(b"\x8c\x76.txt"), named(b"\x8d\x76.txt")]);
    }
    for (number, path) in paths.iter().enumerate() {
        fs::write(path, TOURISM.replace("観光", &format!("観光{number}"))).unwrap();
    }
    paths
}

#[test]
fn files_that_look_alike_are_plans_of_their_own_and_go_when_they_go() {
    let folder = Folder::new();
    let paths = names_alike(&folder);
    if fs::read_dir(folder.corpus()).unwrap().count() < paths.len() {
        eprintln!("skipped: this file system takes such names for one");
        return;
    }
    for _ in 0..3 {
        let answer = folder.search(&["振興", "--exact", "--limit", "0"]);
        assert_eq!(answer["total"], paths.len());
        let ids: std::collections::BTreeSet<_> =
            answer["hits"].as_array().unwrap().iter().map(|hit| hit["plan"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), paths.len(), "{ids:?}");
        for id in ids {
            folder.run(&["show", id, "--stage", "blocks"]).done();
        }
    }
    assert_eq!(refreshed(&folder), ("Nothing has changed".to_owned(), 0));
    let (last, rest) = paths.split_last().unwrap();
    rest.iter().for_each(|path| fs::remove_file(path).unwrap());
    assert_eq!(folder.search(&["振興", "--exact"])["total"], 1);
    folder.run(&["check", "--queries", "50"]).done();
    fs::remove_file(last).unwrap();
    assert_eq!(folder.literal(&["振興"]), [""; 0]);
}

#[test]
fn a_check_sets_the_index_beside_the_folder() {
    let folder = two_plans();
    folder.write("c.txt", PORTS);
    folder.remove("a.txt");
    let said = folder.run(&["check", "--queries", "5", "--no-refresh", "--lang", "en"]);
    assert_eq!(said.code, 2, "{}", said.out);
    for words in ["not in the index: c.txt", "in the index, not in the folder: a.txt", "1 documents"] {
        assert!(said.out.contains(words), "{}", said.out);
    }
    let said = folder.run(&["check", "--queries", "5", "--lang", "en"]).done();
    assert!(said.out.contains("2 documents of the folder hashed"), "{}", said.out);
}

#[cfg(unix)]
#[test]
fn who_may_read_the_folder_may_read_the_index() {
    use std::os::unix::fs::PermissionsExt;
    let folder = two_plans();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let usual = mode(&folder.generation().join("plans.bin"));
    for entry in fs::read_dir(folder.generation()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path) & 0o444, usual & 0o444, "{}", path.display());
    }
}

#[test]
fn what_an_interrupted_sweep_left_goes_with_the_next_writer() {
    let folder = two_plans();
    for number in 0..3 {
        folder.write("c.txt", PORTS.replace('港', &format!("港{number}")));
        folder.run(&["index"]).done();
    }
    let stray = folder.index().join("000001");
    fs::create_dir_all(&stray).unwrap();
    fs::write(stray.join("reader.lock"), "").unwrap();
    fs::write(stray.join("plans.bin"), "half").unwrap();
    fs::write(folder.index().join("000002.seen"), "{}").unwrap();
    folder.write("c.txt", PORTS);
    folder.run(&["index"]).done();
    assert!(!stray.exists() && !folder.index().join("000002.seen").exists());
}

#[cfg(unix)]
#[test]
fn other_bytes_of_the_same_size_and_time_are_noticed() {
    let folder = two_plans();
    let path = folder.in_corpus("a.txt");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, TOURISM.replace("観光", "温泉")).unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(folder.literal(&["温泉"]), ["a:4"]);
    // A file of the same size and time in its place.
    let other = folder.path("other");
    fs::write(&other, TOURISM.replace("観光", "漁業")).unwrap();
    File::options().write(true).open(&other).unwrap().set_modified(time).unwrap();
    fs::rename(&other, &path).unwrap();
    assert_eq!(folder.literal(&["漁業"]), ["a:4"]);
}

#[test]
fn what_changed_while_it_was_read_is_looked_at_again_and_then_left() {
    let folder = two_plans();
    assert_eq!(refreshed(&folder), ("Nothing has changed".to_owned(), 0));
    let seen = fs::read_to_string(folder.pointer().1.with_extension("seen")).unwrap();
    assert!(!seen.contains("\"documents\":0"), "{seen}");
}
