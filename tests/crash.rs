//! Nothing lost, nothing false, whatever happens: many writers at once, writers that are ended at any moment, a full
//! disk. After each the folder and the index are looked through.
//!
//! The long loops are ignored here; `just soak` runs them and prints how many states of each kind were found.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::kit::{Folder, kurabe, program, ran, repository};

/// A document of its own; all of them would have one name.
fn document(number: usize) -> String {
    format!(
        "令和5年度 事業計画\n\n１．経営支援\n・巡回指導の実施\n・第{number}回創業塾の開催\n・合言葉は甲{number}乙\n"
    )
}

const MANIFEST: &str = "# 手で書いた注\n[\"前から/ある\"] # 残る\nsample = true\n";

/// A corpus with a plan in it, a manifest, and documents to come in a folder beside it.
fn corpus(documents: usize) -> (Folder, Vec<PathBuf>) {
    let folder = Folder::of(&[("corpus.toml", MANIFEST), ("前から/ある.txt", &document(1000))]);
    fs::create_dir(folder.path("downloads")).unwrap();
    let paths = (0..documents).map(|number| {
        let path = folder.path(&format!("downloads/{number}.txt"));
        fs::write(&path, document(number)).unwrap();
        path
    });
    let paths = paths.collect();
    (folder, paths)
}

fn command(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = kurabe();
    command.arg("--corpus").arg(folder.corpus()).arg("--index").arg(folder.index()).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Adds a document with facts of its own.
fn add(folder: &Folder, path: &Path) -> Command {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let mut command = command(folder, &["add", "--no-refresh", "--organisation", "みなと商工会議所", "--source"]);
    command.arg(format!("https://example.jp/{stem}")).arg(path);
    command
}

/// Adds one more document.
fn add_another(folder: &Folder, number: usize) {
    let path = folder.path(&format!("downloads/{number}.txt"));
    fs::write(&path, document(number)).unwrap();
    ran(&mut add(folder, &path)).done();
}

/// What lies in a corpus: the text of each document by its id, and the ids of which corpus.toml says something.
struct State {
    documents: BTreeMap<String, String>,
    entries: BTreeSet<String>,
}

impl State {
    fn of(folder: &Folder) -> Self {
        let entries =
            kurabe::library::corpus::list(&folder.corpus(), kurabe::library::corpus::Links::Within).unwrap().entries;
        let documents =
            entries.iter().map(|entry| (entry.id.clone(), fs::read_to_string(&entry.path).unwrap())).collect();
        let manifest = kurabe::library::corpus::Manifest::of(&folder.corpus()).unwrap();
        Self { documents, entries: manifest.ids().map(str::to_owned).collect() }
    }

    /// Every document has its facts, whole; `strays` says whether facts may stand there before their document.
    fn is_sound(&self, folder: &Folder, strays: bool) {
        let manifest = kurabe::library::corpus::Manifest::of(&folder.corpus()).unwrap();
        for (id, text) in self.documents.iter().filter(|(id, _)| *id != "前から/ある") {
            let number = text.split('甲').nth(1).unwrap().split('乙').next().unwrap();
            let source = manifest.get(id).source;
            assert_eq!(source, Some(format!("https://example.jp/{number}")), "{id}");
        }
        for id in &self.entries {
            assert!(strays || self.documents.contains_key(id), "{id} has facts and no document");
        }
        let text = fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap();
        assert!(text.starts_with(MANIFEST), "{text}");
        assert_eq!(self.documents["前から/ある"], document(1000));
    }
}

/// The index holds what the folder holds, and a scan finds what a search finds.
fn check(folder: &Folder, queries: usize) {
    folder.run(&["index"]).done();
    folder.run(&["check", "--queries", &queries.to_string()]).done();
}

fn at_once(commands: Vec<Command>) -> usize {
    let children: Vec<Child> = commands.into_iter().map(|mut command| command.spawn().unwrap()).collect();
    let ends = children.into_iter().map(|child| child.wait_with_output().unwrap());
    ends.filter(|end| {
        assert!(end.status.success(), "{}", String::from_utf8_lossy(&end.stderr));
        end.status.success()
    })
    .count()
}

#[test]
fn fifty_adds_at_once_lose_nothing() {
    let (folder, paths) = corpus(50);
    assert_eq!(at_once(paths.iter().map(|path| add(&folder, path)).collect()), 50);
    let state = State::of(&folder);
    assert_eq!((state.documents.len(), state.entries.len()), (51, 51));
    state.is_sound(&folder, false);
    check(&folder, 50);
}

#[test]
fn adds_removals_and_returns_at_once() {
    let (folder, paths) = corpus(12);
    at_once(paths[..6].iter().map(|path| add(&folder, path)).collect());
    let ids: Vec<String> = State::of(&folder).documents.into_keys().filter(|id| id != "前から/ある").collect();
    let removals = ids.iter().map(|id| command(&folder, &["remove", "--no-refresh", id]));
    at_once(removals.chain(paths[6..].iter().map(|path| add(&folder, path))).collect());
    let state = State::of(&folder);
    assert_eq!((state.documents.len(), state.entries.len()), (7, 7));
    state.is_sound(&folder, false);
    at_once(ids.iter().map(|id| command(&folder, &["restore", "--no-refresh", id])).collect());
    let state = State::of(&folder);
    assert_eq!((state.documents.len(), state.entries.len()), (13, 13));
    state.is_sound(&folder, false);
    check(&folder, 50);
}

/// The library that makes faults; none, and a message, where it cannot be used.
pub(crate) fn faults() -> Option<&'static Path> {
    static MADE: OnceLock<Option<(tempfile::TempDir, PathBuf)>> = OnceLock::new();
    let make = || {
        if !cfg!(target_os = "linux") {
            eprintln!("skipped: faults are made on Linux");
            return None;
        }
        let cc = program(&["cc", "gcc", "clang"])?;
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("faults.so");
        let source = repository().join("tests").join("faults.c");
        let mut command = Command::new(cc);
        ran(command.args(["-shared", "-fPIC", "-o"]).arg(&made).arg(source).arg("-ldl")).done();
        Some((folder, made))
    };
    MADE.get_or_init(make).as_ref().map(|(_, path)| path.as_path())
}

pub(crate) fn with_fault(mut command: Command, library: &Path, name: &str, at: usize) -> bool {
    command.env("LD_PRELOAD", library).env(name, at.to_string());
    let end = command.output().unwrap();
    let said = String::from_utf8_lossy(&end.stderr);
    assert!(!said.contains("panicked"), "{said}");
    end.status.success()
}

/// Ends a command at its first act on the disk, its second, and so on until it comes through; looks at each state
/// before and after a further document is added. Gives how many states of which kind were found.
fn killed_at_every_act(prepare: impl Fn() -> Folder, act: impl Fn(&Folder) -> Command) -> BTreeMap<String, usize> {
    let Some(library) = faults() else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for at in 1.. {
        let folder = prepare();
        let is_through = with_fault(act(&folder), library, "KURABE_KILL_AT", at);
        let state = State::of(&folder);
        state.is_sound(&folder, true);
        let kind = format!("{} documents, {} entries", state.documents.len(), state.entries.len());
        *found.entry(kind).or_default() += 1;
        add_another(&folder, 77);
        let state = State::of(&folder);
        state.is_sound(&folder, false);
        assert_eq!(state.documents.len(), state.entries.len(), "act {at}");
        assert!(!folder.in_corpus(".kurabe/journal.json").exists(), "act {at}");
        assert!(!folder.in_corpus(".kurabe/draft").exists(), "act {at}");
        check(&folder, 20);
        if is_through {
            assert!(at > 5, "{at} acts only: is the library loaded?");
            return found;
        }
    }
    found
}

const OWN: &str = "みなと商工会議所/2023_令和5年度事業計画";

fn one_added() -> Folder {
    let (folder, paths) = corpus(1);
    ran(&mut add(&folder, &paths[0])).done();
    folder
}

#[test]
fn an_add_that_is_ended_anywhere() {
    let found = killed_at_every_act(|| corpus(1).0, |folder| add(folder, &folder.path("downloads/0.txt")));
    eprintln!("add: {found:?}");
}

#[test]
fn a_removal_that_is_ended_anywhere() {
    let found = killed_at_every_act(one_added, |folder| command(folder, &["remove", "--no-refresh", OWN]));
    eprintln!("remove: {found:?}");
}

#[test]
fn a_return_that_is_ended_anywhere() {
    let removed = || {
        let folder = one_added();
        folder.run(&["remove", "--no-refresh", OWN]).done();
        folder
    };
    let found = killed_at_every_act(removed, |folder| command(folder, &["restore", "--no-refresh", OWN]));
    eprintln!("restore: {found:?}");
}

#[test]
fn a_refresh_that_is_ended_anywhere() {
    let Some(library) = faults() else { return };
    let (folder, paths) = corpus(3);
    let mut kills = 0;
    for at in 1.. {
        // Each round something is to do, upon what the round before left.
        fs::copy(&paths[at % 3], folder.in_corpus(&format!("新/{}.txt", at % 7))).unwrap_or_else(|_| {
            fs::create_dir_all(folder.in_corpus("新")).unwrap();
            fs::copy(&paths[at % 3], folder.in_corpus(&format!("新/{}.txt", at % 7))).unwrap()
        });
        if at % 5 == 0 {
            let _ = fs::remove_file(folder.in_corpus(&format!("新/{}.txt", (at + 3) % 7)));
        }
        let is_through = with_fault(command(&folder, &["index"]), library, "KURABE_KILL_AT", at);
        if pointers(&folder) > 0 {
            let answer = folder.run(&["search", "創業塾", "--no-refresh", "--format", "json"]);
            assert!(answer.code < 2, "act {at}: {}", answer.err);
        }
        kills += usize::from(!is_through);
        if is_through {
            break;
        }
    }
    check(&folder, 50);
    is_swept(&folder);
    assert!(kills > 10, "{kills} kills only: is the library loaded?");
    eprintln!("refresh: {kills} kills, one by one");
}

/// How many generations can be read.
fn pointers(folder: &Folder) -> usize {
    let names = fs::read_dir(folder.index()).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter(|name| name.to_str().is_some_and(|name| name.ends_with(".json"))).count()
}

/// Nothing lies in the index that no pointer names.
fn is_swept(folder: &Folder) {
    let names: BTreeSet<String> =
        fs::read_dir(folder.index()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for name in names.iter().filter(|name| name.parse::<u64>().is_ok()) {
        assert!(names.contains(&format!("{name}.json")), "{names:?}");
    }
    assert!(!names.iter().any(|name| name.ends_with(".draft")), "{names:?}");
}

#[test]
fn a_full_disk_leaves_both_or_neither() {
    let Some(library) = faults() else { return };
    let mut refused = 0;
    for at in (0..1200).step_by(60) {
        let (folder, paths) = corpus(1);
        let is_through = with_fault(add(&folder, &paths[0]), library, "KURABE_FULL_AT", at);
        let state = State::of(&folder);
        state.is_sound(&folder, is_through);
        assert_eq!(state.documents.len(), if is_through { 2 } else { 1 }, "{at} bytes");
        assert!(!is_through || state.entries.len() == 2);
        assert!(is_through || !folder.in_corpus("みなと商工会議所").exists(), "no empty folder is left");
        refused += usize::from(!is_through);
        ran(&mut add(&folder, &paths[0])).done();
        State::of(&folder).is_sound(&folder, false);
    }
    assert!(refused > 3, "{refused} refused only: is the library loaded?");
    let (folder, paths) = corpus(1);
    let mut command = add(&folder, &paths[0]);
    command.env("LD_PRELOAD", library).env("KURABE_FULL_AT", "10");
    ran(&mut command).says(&["空き容量がありません"]);
}

#[test]
fn a_broken_manifest_stops_an_add_before_anything_is_written() {
    let (folder, paths) = corpus(1);
    folder.write("corpus.toml", "[a\n");
    let ended = ran(&mut add(&folder, &paths[0]));
    assert_eq!(ended.code, 2, "{}", ended.out);
    ended.says(&["corpus.toml"]);
    folder.write("corpus.toml", MANIFEST);
    assert_eq!(State::of(&folder).documents.len(), 1);
    ran(&mut add(&folder, &paths[0])).done();
    State::of(&folder).is_sound(&folder, false);
}

#[test]
fn what_was_taken_out_comes_back_with_its_facts() {
    let folder = one_added();
    let before = fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap();
    folder.run(&["remove", OWN]).done();
    assert_eq!(fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap(), MANIFEST);
    assert_eq!(folder.run(&["restore", "みなと"]).says(&[OWN]).code, 2);
    folder.run(&["restore", "ない計画"]).failed(&["ない計画"]);
    folder.run(&["restore", OWN]).done();
    assert_eq!(fs::read_to_string(folder.in_corpus("corpus.toml")).unwrap(), before);
    assert!(!folder.in_corpus(".removed").exists());
    assert_eq!(folder.literal(&["甲0乙"]), [format!("{OWN}:6")]);
    // Another has taken the name meanwhile.
    folder.run(&["remove", OWN]).done();
    add_another(&folder, 7);
    folder.run(&["restore", OWN]).done();
    let state = State::of(&folder);
    assert_eq!((state.documents.len(), state.entries.len()), (3, 3));
    state.is_sound(&folder, false);
}

/// Ends commands at random moments, so many times, upon what each left.
fn killed_at_random(kills: u64) {
    let (folder, paths) = corpus(20);
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |end: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % end
    };
    let (mut ended, mut through) = (0, 0);
    let began = Instant::now();
    while ended < kills {
        let ids: Vec<String> = State::of(&folder).documents.into_keys().filter(|id| id != "前から/ある").collect();
        let mut command = match below(4) {
            0 if !ids.is_empty() => command(&folder, &["remove", &ids[below(ids.len() as u64) as usize]]),
            1 => command(&folder, &["index"]),
            _ => add(&folder, &paths[below(20) as usize]),
        };
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(below(150_000)));
        match child.try_wait().unwrap() {
            Some(_) => through += 1,
            None => {
                child.kill().unwrap();
                ended += 1;
            }
        }
        child.wait().unwrap();
        State::of(&folder).is_sound(&folder, true);
    }
    add_another(&folder, 88);
    State::of(&folder).is_sound(&folder, false);
    check(&folder, 200);
    is_swept(&folder);
    eprintln!("{ended} kills at random, {through} came through, in {:.0} s", began.elapsed().as_secs_f64());
}

#[test]
fn writers_that_are_ended_at_random() {
    killed_at_random(20);
}

#[test]
#[ignore = "some minutes: just soak"]
fn soak_two_hundred_kills() {
    killed_at_random(200);
}
