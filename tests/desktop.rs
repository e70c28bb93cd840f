//! The program started from a desktop: without a shell, without a word of what to do, with a browser that opens.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use tempfile::TempDir;

use crate::kit::kurabe;
#[cfg(target_os = "linux")]
use crate::kit::{own_script, ran, until};

/// Somebody's home, and a browser that only writes down what it was given.
struct Desk {
    root: TempDir,
}

impl Desk {
    fn new() -> Self {
        let root = tempfile::Builder::new().prefix("kurabe-desk-").tempdir().unwrap();
        fs::create_dir(root.path().join("home")).unwrap();
        let desk = Self { root };
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let opener = desk.opener();
            fs::create_dir(opener.parent().unwrap()).unwrap();
            let script = "#!/bin/sh\nprintf '%s %s' \"$1\" \"$PPID\" >\"$0.part\" && /bin/mv \"$0.part\" \"$0.told\"\n";
            fs::write(&opener, script).unwrap();
            fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
        }
        desk
    }

    #[cfg(unix)]
    fn opener(&self) -> PathBuf {
        self.root.path().join("bin").join("xdg-open")
    }

    fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    fn corpus(&self) -> PathBuf {
        self.home().join("kurabe").join("corpus")
    }

    /// The same environment for any program.
    fn at<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        // Elsewhere no browser is opened, whatever becomes of the address.
        command.env("BROWSER", if cfg!(target_os = "linux") { "" } else { env!("CARGO_BIN_EXE_kurabe") });
        for name in ["KURABE_CORPUS", "KURABE_INDEX", "LC_ALL", "LC_MESSAGES", "DISPLAY", "WAYLAND_DISPLAY"] {
            command.env_remove(name);
        }
        let old = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(self.root.path().join("bin")).chain(std::env::split_paths(&old));
        command.env("PATH", std::env::join_paths(path).unwrap()).env("LANG", "ja_JP.UTF-8").env("NO_COLOR", "1");
        command.env("HOME", self.home()).env("USERPROFILE", self.home()).current_dir(self.root.path())
    }

    /// The address that the browser was given, and which process gave it.
    #[cfg(target_os = "linux")]
    fn opened(&self) -> (String, String) {
        let told = self.opener().with_extension("told");
        assert!(until(|| told.exists()), "no browser was opened");
        let text = fs::read_to_string(told).unwrap();
        let (address, process) = text.split_once(' ').unwrap();
        (address.to_owned(), process.to_owned())
    }
}

/// A program that serves, with all that it said until it was ready.
struct Serving {
    child: Child,
    said: String,
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "held open until the program has ended"))]
    rest: BufReader<ChildStderr>,
}

impl Serving {
    /// Reads until the line that ends with these words.
    fn of(command: &mut Command, last: &str) -> Self {
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut rest = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.trim_end().ends_with(last) {
            assert_ne!(rest.read_line(&mut said).unwrap(), 0, "it ended: {said}");
        }
        Self { child, said, rest }
    }

    fn address(&self) -> String {
        let after = self.said.split("http://").nth(1).unwrap_or_else(|| panic!("{}", self.said));
        after.split('/').next().unwrap().to_owned()
    }

    fn page(&self, path: &str) -> String {
        page(&self.address(), path)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn page(address: &str, path: &str) -> String {
    use std::io::Write;
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// The last words of what a window says.
const END: &str = "ウィンドウを閉じてください。";

#[test]
fn a_start_from_the_desktop_says_where_it_writes_and_shows_how_plans_come_there() {
    let desk = Desk::new();
    let serving = Serving::of(desk.at(&mut kurabe()).args(["serve", "--desktop", "--port", "0"]), END);
    let (corpus, index) = (desk.corpus(), desk.home().join("kurabe").join("index"));
    for folder in [&corpus, &index] {
        assert!(serving.said.contains(&format!("フォルダー：{}\n", folder.display())), "{}", serving.said);
        assert!(folder.is_dir());
    }
    assert!(serving.address().starts_with("127.0.0.1:"), "{}", serving.said);
    let first = serving.page("/");
    let command = format!("kurabe add --corpus &quot;{}&quot; ファイル名", corpus.display());
    for words in ["まだ計画がありません", "href=\"/add\"", &*command] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(serving.page("/add").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_port_that_is_taken_gives_way_to_another_only_where_nobody_chose_it() {
    let desk = Desk::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let serving = Serving::of(desk.at(&mut kurabe()).args(["serve", "--desktop", "--port", &port]), END);
    assert!(!serving.address().ends_with(&format!(":{port}")), "{}", serving.said);
    assert!(serving.page("/").contains("まだ計画がありません"));
    let refused = desk.at(&mut kurabe()).args(["serve", "--port", &port]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--port でほかの番号を"));
}

#[test]
fn folders_that_were_chosen_or_lie_beside_the_program_come_first() {
    let desk = Desk::new();
    let beside = desk.root.path().join("stick");
    fs::create_dir_all(beside.join("corpus")).unwrap();
    let program = beside.join(Path::new(env!("CARGO_BIN_EXE_kurabe")).file_name().unwrap());
    if fs::hard_link(env!("CARGO_BIN_EXE_kurabe"), &program).is_err() {
        fs::copy(env!("CARGO_BIN_EXE_kurabe"), &program).unwrap();
    }
    let serving = Serving::of(desk.at(&mut Command::new(&program)).args(["serve", "--desktop", "--port", "0"]), END);
    let wanted = fs::canonicalize(&beside).unwrap().join("corpus");
    let said = serving.said.lines().next().unwrap().split_once('：').unwrap().1;
    assert_eq!(fs::canonicalize(said).unwrap(), wanted, "{}", serving.said);
    drop(serving);

    let chosen = desk.root.path().join("chosen");
    let mut command = Command::new(&program);
    desk.at(&mut command).env("KURABE_CORPUS", &chosen).args(["serve", "--desktop", "--port", "0"]);
    let serving = Serving::of(&mut command, END);
    assert!(serving.said.contains(&format!("計画のフォルダー：{}\n", chosen.display())), "{}", serving.said);
    assert!(chosen.is_dir() && !desk.home().join("kurabe").exists());
}

#[test]
fn strangers_are_let_in_by_no_click() {
    let desk = Desk::new();
    for option in [&["--listen", "0.0.0.0"][..], &["--password-file", "x"], &["--behind-proxy"]] {
        let refused = desk.at(&mut kurabe()).args(["serve", "--desktop"]).args(option).output().unwrap();
        assert_eq!(refused.status.code(), Some(2));
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains("一緒に使えません"), "{said}");
    }
    assert!(!desk.home().join("kurabe").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn the_browser_opens_where_the_server_answers() {
    let desk = Desk::new();
    fs::create_dir(desk.root.path().join("corpus")).unwrap();
    let serving = Serving::of(desk.at(&mut kurabe()).args(["serve", "--open", "--port", "0"]), "（Ctrl+C で終了）");
    assert_eq!(desk.opened().0, format!("http://{}/", serving.address()));
    // Without a word on writing nothing is written from a browser.
    assert!(serving.page("/").contains("kurabe serve --writable"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_browser_that_was_chosen_is_the_one_that_opens() {
    let desk = Desk::new();
    let mut command = kurabe();
    desk.at(&mut command).env("PATH", desk.home()).env("BROWSER", desk.opener());
    let serving = Serving::of(command.args(["serve", "--desktop", "--port", "0"]), END);
    assert_eq!(desk.opened().0, format!("http://{}/", serving.address()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_browser_that_does_not_open_is_told_with_the_address() {
    let desk = Desk::new();
    fs::create_dir(desk.root.path().join("corpus")).unwrap();
    let mut command = kurabe();
    desk.at(&mut command).env("PATH", desk.home()).args(["serve", "--open", "--port", "0"]);
    let mut serving = Serving::of(&mut command, "（Ctrl+C で終了）");
    let mut line = String::new();
    serving.rest.read_line(&mut line).unwrap();
    let wanted =
        format!("ブラウザーを開けませんでした。http://{}/ をブラウザーに入れてください。\n", serving.address());
    assert_eq!(line, wanted);
}

/// The program at a terminal of its own, as a desktop opens one for it.
#[cfg(target_os = "linux")]
fn window(desk: &Desk, words: &[&str]) -> Option<Command> {
    let mut script = own_script("terminal.py")?;
    desk.at(&mut script).env("DISPLAY", ":0").arg("").args(words);
    Some(script)
}

#[test]
#[cfg(target_os = "linux")]
fn a_double_click_starts_the_server_and_the_browser() {
    let desk = Desk::new();
    let Some(mut script) = window(&desk, &[env!("CARGO_BIN_EXE_kurabe")]) else { return };
    let window = script.stdout(Stdio::piped()).spawn().unwrap();
    let (address, process) = desk.opened();
    let address = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    assert!(page(&address, "/").contains("まだ計画がありません"));
    assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    let shown = window.wait_with_output().unwrap();
    let said = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.status.success(), "{said}");
    assert!(said.contains(&format!("計画のフォルダー：{}", desk.corpus().display())), "{said}");
    assert!(said.trim_end().ends_with(END), "{said}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_window_stays_until_its_failure_is_read() {
    let desk = Desk::new();
    // Nothing can be written below a file.
    fs::remove_dir(desk.home()).unwrap();
    fs::write(desk.home(), "").unwrap();
    let Some(mut script) = window(&desk, &[env!("CARGO_BIN_EXE_kurabe")]) else { return };
    let shown = ran(&mut script);
    assert_eq!(shown.code, 2, "{}", shown.out);
    shown.shows(&["に書けません", "Enter キーを押すと終わります。"]);
}

#[test]
#[cfg(target_os = "linux")]
fn at_a_shell_in_a_pipe_and_without_a_desktop_it_says_how_it_is_used() {
    let desk = Desk::new();
    let program = env!("CARGO_BIN_EXE_kurabe");
    let at_a_shell = window(&desk, &["/bin/sh", "-c", &format!("'{program}'; exit $?")]);
    let at_a_console = window(&desk, &[program]).map(|mut script| {
        script.env_remove("DISPLAY");
        script
    });
    let in_a_pipe = window(&desk, &["/bin/sh", "-c", &format!("'{program}' 2>&1 | cat; exit 2")]);
    for script in [at_a_shell, at_a_console, in_a_pipe] {
        let Some(mut script) = script else { return };
        let shown = ran(&mut script);
        assert_eq!(shown.code, 2, "{}", shown.out);
        shown.shows(&["Usage: kurabe", "search"]);
    }
    assert!(!desk.home().join("kurabe").exists());
}
