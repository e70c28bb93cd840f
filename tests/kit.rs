//! What the tests share: a throwaway folder, a verb run through the built binary, and where the shared folders lie.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a corpus and an index of its own; gone at the end of the test.
pub(crate) struct Folder {
    root: TempDir,
}

impl Folder {
    /// An empty corpus.
    pub(crate) fn new() -> Self {
        let root = tempfile::Builder::new().prefix("kurabe-").tempdir().unwrap();
        fs::create_dir(root.path().join("corpus")).unwrap();
        Self { root }
    }

    /// A corpus of files: path below the corpus, with `/`, and text.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        name.split('/').fold(self.root.path().to_owned(), |path, part| path.join(part))
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.path("corpus")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.path("index")
    }

    /// A file of the corpus.
    pub(crate) fn in_corpus(&self, name: &str) -> PathBuf {
        name.split('/').fold(self.corpus(), |path, part| path.join(part))
    }

    /// Writes a file of the corpus. Each write gives a time that no earlier one had, whatever the file system's clock.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.in_corpus(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let before = fs::metadata(&path).and_then(|data| data.modified()).ok();
        fs::write(&path, content).unwrap();
        if let Some(before) = before {
            set_time(&path, before + Duration::from_secs(2));
        }
    }

    /// Gives a file of the corpus another time and leaves its bytes.
    pub(crate) fn touch(&self, name: &str) {
        let path = self.in_corpus(name);
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        set_time(&path, before + Duration::from_secs(2));
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.in_corpus(name)).unwrap();
    }

    /// Runs the program on this corpus and index.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        run(&self.corpus(), &self.index(), arguments)
    }

    /// Runs `search … --format json` and reads the answer.
    pub(crate) fn search(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[&["search", "--format", "json"], arguments].concat());
        assert!(ran.code < 2, "{arguments:?}: {}", ran.err);
        ran.json()
    }

    /// All hits of a query, each as `plan:first line`, in order.
    pub(crate) fn hits(&self, arguments: &[&str]) -> Vec<String> {
        places(&self.search(&[&["--limit", "0"], arguments].concat()))
    }

    /// All literal hits of a query, each as `plan:first line`, sorted.
    pub(crate) fn literal(&self, arguments: &[&str]) -> Vec<String> {
        let mut hits = self.hits(&[&["--exact"], arguments].concat());
        hits.sort();
        hits
    }

    /// The newest pointer: its number and its path.
    pub(crate) fn pointer(&self) -> (u64, PathBuf) {
        let found = fs::read_dir(self.index()).unwrap().map(|entry| entry.unwrap().path());
        let pointers = found.filter(|path| path.extension().is_some_and(|end| end == "json"));
        pointers.map(|path| (path.file_stem().unwrap().to_str().unwrap().parse().unwrap(), path)).max().unwrap()
    }

    /// The folder of the newest generation.
    pub(crate) fn generation(&self) -> PathBuf {
        self.pointer().1.with_extension("")
    }
}

fn set_time(path: &Path, time: SystemTime) {
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// The hits of an answer, each as `plan:first line`.
pub(crate) fn places(answer: &Value) -> Vec<String> {
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| format!("{}:{}", hit["plan"].as_str().unwrap(), hit["first_line"])).collect()
}

/// How a run of the program ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {:?} {:?}", self.out, self.err))
    }

    pub(crate) fn jsonl(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The run did what was asked.
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    /// The run failed with one sentence that holds all of these.
    pub(crate) fn failed(self, words: &[&str]) -> Self {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        assert_eq!(self.out, "", "a failure leaves standard output empty");
        assert_eq!(self.err.trim_end().lines().count(), 1, "one sentence: {}", self.err);
        self.says(words)
    }

    /// Standard output holds all of these.
    pub(crate) fn shows(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.out.contains(word), "{word:?} is not in {:?}", self.out);
        }
        self
    }

    /// Standard error holds all of these, and no trace of a panic.
    pub(crate) fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in {:?}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }
}

/// Waits until something is so; false if that takes too long.
pub(crate) fn until(is_so: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        if is_so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// Runs the program on a corpus and an index.
pub(crate) fn run(corpus: &Path, index: &Path, arguments: &[&str]) -> Ran {
    let mut command = kurabe();
    command.arg("--corpus").arg(corpus).arg("--index").arg(index).args(arguments);
    ran(&mut command)
}

/// The built binary, in an environment that is the same everywhere.
pub(crate) fn kurabe() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kurabe"));
    for name in ["KURABE_CORPUS", "KURABE_INDEX", "LC_ALL", "LC_MESSAGES", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("LANG", "ja_JP.UTF-8").stdin(Stdio::null());
    command
}

pub(crate) fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// The repository.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder shared beside the repository (`plans`, `gold`); none, and a message, where it is not there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let found = ["../shared", "../../shared"].map(|folder| repository().join(folder).join(name));
    let found = found.into_iter().find(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("skipped: ../shared/{name} is not beside this repository");
    }
    found
}

/// The texts of real plans where they are at hand, else of the project's own samples.
pub(crate) fn plan_texts() -> Vec<PathBuf> {
    let folder = shared("plans").unwrap_or_else(|| repository().join("corpus").join("sample"));
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let texts: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "txt")).take(6).collect();
    assert!(texts.len() > 3, "{texts:?}");
    texts
}

/// The first of these programs that is here; none, and a message, without one. Where `CI` is `true`, all that the tests
/// need is installed (`.ci/run`), and what is missing is a failure.
pub(crate) fn program(names: &[&'static str]) -> Option<&'static str> {
    let works = |name: &&&str| Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success());
    let found = names.iter().find(works).copied();
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "there is no {} here", names[0]);
        eprintln!("skipped: there is no {} here", names[0]);
    }
    found
}

/// A Python script, to be run; none, and a message, without Python.
pub(crate) fn script(path: &Path) -> Option<Command> {
    let mut command = Command::new(program(&["python3", "python"])?);
    command.env("PYTHONUTF8", "1").env("PYTHONDONTWRITEBYTECODE", "1").arg(path);
    Some(command)
}

/// A script of this folder.
pub(crate) fn own_script(name: &str) -> Option<Command> {
    script(&repository().join("tests").join(name))
}

/// Does the system let this user pass over permissions? Then what a test forbids is not forbidden.
#[cfg(unix)]
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("closed");
    fs::write(&file, "x").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let passes = fs::read(&file).is_ok();
    if passes {
        eprintln!("skipped: this user may read what is forbidden");
    }
    passes
}
