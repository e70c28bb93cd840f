//! The program started from a desktop: by a double click, without a shell and without a word of what to do.
//!
//! In come the program's arguments and what the system tells of its window, out comes whether somebody clicked, and the
//! folder for the plans of somebody who named none. What is served must not be known here.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::arguments::Global;
use super::error::{CliError, Refusal};

/// What a double click means.
pub(super) const MEANT: [&str; 2] = ["serve", "--desktop"];

/// The folder in the user's home in which the folders of plans and index lie.
const HOME: &str = "kurabe";
const CORPUS: &str = "corpus";

/// Was the program double-clicked? Then it has no arguments, and a window that was opened for it alone: at a shell, in a
/// pipe or under another program it says how it is used, as ever.
pub(super) fn is_double_click(arguments: &[OsString]) -> bool {
    let is_window =
        std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
    arguments.len() == 1 && is_window && is_own_window(arguments)
}

/// The console of a program that was started without one is new, and nothing stands in it; a shell has written at least
/// what was typed.
#[cfg(windows)]
fn is_own_window(_: &[OsString]) -> bool {
    winapi_util::console::screen_buffer_info(winapi_util::HandleRef::stdout())
        .is_ok_and(|screen| screen.cursor_position() == (0, 0))
}

/// Finder lets Terminal call the program by its whole path, in a shell that stands in the user's home.
#[cfg(target_os = "macos")]
fn is_own_window(arguments: &[OsString]) -> bool {
    let is_whole = arguments.first().is_some_and(|program| Path::new(program).is_absolute());
    is_whole && std::env::current_dir().ok() == std::env::home_dir()
}

/// A desktop's terminal that was opened for this program has it as the leader of its session; in others that is a shell.
#[cfg(not(any(windows, target_os = "macos")))]
fn is_own_window(_: &[OsString]) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_desktop = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    is_desktop && std::fs::read_to_string("/proc/self/stat").is_ok_and(|told| leads_its_session(&told))
}

/// Is a process the leader of its session? Told as Linux does: number, (name), state, parent, group, session, …
#[cfg(not(any(windows, target_os = "macos")))]
fn leads_its_session(told: &str) -> bool {
    const SESSION: usize = 3;
    // A name may hold blanks and brackets.
    let Some((head, tail)) = told.rsplit_once(')') else { return false };
    let number = head.split(' ').next();
    number.is_some() && number == tail.split_whitespace().nth(SESSION)
}

/// The folder of the plans: the one that was named, `corpus` beside the program, or `kurabe/corpus` in the user's home.
pub(super) fn corpus(global: &Global) -> Result<PathBuf, CliError> {
    if let Some(named) = &global.corpus {
        return Ok(named.clone());
    }
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent).map(|folder| folder.join(CORPUS));
    if let Some(beside) = beside.filter(|folder| folder.is_dir()) {
        return Ok(beside);
    }
    let home = std::env::home_dir().filter(|home| home.is_absolute()).ok_or(Refusal::Homeless)?;
    Ok(home.join(HOME).join(CORPUS))
}

/// Leaves the window open until what stands in it has been read.
pub(super) fn wait() {
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(not(any(windows, target_os = "macos")))]
    fn a_leader_of_a_session_is_known() {
        use super::leads_its_session;
        assert!(leads_its_session("4711 (kurabe) S 4700 4711 4711 34816 4711 4194304"));
        assert!(leads_its_session("4711 (odd) (name) S 4700 4711 4711 34816"));
        assert!(!leads_its_session("4711 (kurabe) S 4700 4711 4700 34816 4711 4194304"));
        assert!(!leads_its_session("") && !leads_its_session("4711 (kurabe) S"));
    }
}
