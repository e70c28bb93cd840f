//! The command line: verbs and options, and what the whole program says when something fails.

mod add;
mod arguments;
mod asked;
mod benchmark;
mod browser;
mod check;
mod choices;
mod command;
mod compare;
mod completions;
mod conflict;
mod correct;
mod corrections;
mod desktop;
mod diff;
mod error;
mod export;
mod extract;
mod history;
mod index;
mod man;
mod mcp;
mod not_found;
mod open;
mod output;
mod paper;
mod password;
mod plans;
mod remove;
mod restore;
mod results;
mod saved;
mod search;
mod serve;
mod shortlist;
mod show;
mod similar;
mod themes;
mod usage;
mod whole_folder;

use std::ffi::OsString;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use clap::FromArgMatches;

use crate::report::{Lang, for_terminal};
use command::{Arguments, Verb, command};
use error::{CliError, Refusal};
use output::Console;

/// How a verb ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Found, or done.
    Done,
    /// Nothing found.
    Nothing,
}

/// Runs the program with its own arguments: 0 found or done, 1 nothing found, 2 wrong use or failure.
pub fn main() -> ExitCode {
    run(std::env::args_os().collect())
}

fn run(arguments: Vec<OsString>) -> ExitCode {
    let mut arguments: Vec<OsString> = arguments.into_iter().map(arguments::without_minus).collect();
    let is_double_click = desktop::is_double_click(&arguments);
    if is_double_click {
        arguments.extend(desktop::MEANT.map(OsString::from));
    }
    let lang = arguments::lang_of(&arguments);
    let matches = match command(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage(&error, lang),
    };
    let parsed = match Arguments::from_arg_matches(&matches) {
        Ok(parsed) => parsed,
        Err(error) => return usage(&error, lang),
    };
    let console = Console::new(lang, parsed.global.output.clone());
    match guarded(&parsed, &console) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        // Whoever read our output has seen enough (`kurabe … | head`).
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            let label = lang.pick("エラー：", "error: ");
            console.note(&format!("{label}{}", error.sentence(lang)));
            // With the program its window goes, and what stands in it.
            if is_double_click {
                console.note(lang.pick("Enter キーを押すと終わります。", "Press Enter to close."));
                desktop::wait();
            }
            ExitCode::from(2)
        }
    }
}

/// Does a verb; what breaks off within it is a failure with a sentence, like others.
fn guarded(arguments: &Arguments, console: &Console) -> Result<Outcome, CliError> {
    // A server tells of its troubles itself.
    if matches!(arguments.verb, Verb::Serve(_) | Verb::Mcp(_)) {
        return dispatch(arguments, console);
    }
    let told = Arc::new(Mutex::new(String::new()));
    let teller = Arc::clone(&told);
    std::panic::set_hook(Box::new(move |broken| {
        let words: Vec<String> = broken.to_string().split_whitespace().map(str::to_owned).collect();
        let mut first = teller.lock().unwrap_or_else(PoisonError::into_inner);
        if first.is_empty() {
            *first = words.join(" ");
        }
    }));
    catch_unwind(AssertUnwindSafe(|| dispatch(arguments, console))).unwrap_or_else(|_| {
        let detail = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Err(Refusal::BrokenOff(detail).into())
    })
}

/// Help that was asked for is a result; anything else is wrong use.
fn usage(error: &clap::Error, lang: Lang) -> ExitCode {
    let is_help = !error.use_stderr();
    match usage::message(error, lang) {
        Some(text) => complain(&text),
        // Whether it arrives is all the same: whoever does not read it has gone.
        None => drop(error.print()),
    }
    if is_help { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn dispatch(arguments: &Arguments, console: &Console) -> Result<Outcome, CliError> {
    let global = &arguments.global;
    match &arguments.verb {
        Verb::Index(verb) => index::run(verb, global, console),
        Verb::Add(verb) => add::run(verb, global, console),
        Verb::Remove(verb) => remove::run(verb, global, console),
        Verb::Restore(verb) => restore::run(verb, global, console),
        Verb::Search(verb) => search::run(verb, global, console),
        Verb::Plans(verb) => plans::run(verb, global, console),
        Verb::Show(verb) => show::run(verb, global, console),
        Verb::Extract(verb) => extract::run(verb, global, console),
        Verb::Export(verb) => export::run(verb, global, console),
        Verb::Compare(verb) => compare::run(verb, global, console),
        Verb::Benchmark(verb) => benchmark::run(verb, global, console),
        Verb::Similar(verb) => similar::run(verb, global, console),
        Verb::Themes(verb) => themes::run(verb, global, console),
        Verb::Diff(verb) => diff::run(verb, global, console),
        Verb::History(verb) => history::run(verb, global, console),
        Verb::Results(verb) => results::run(verb, global, console),
        Verb::Saved(verb) => saved::run(verb, global, console),
        Verb::Shortlist(verb) => shortlist::run(verb, global, console),
        Verb::Correct(verb) => correct::run(verb, global, console),
        Verb::Corrections(verb) => corrections::run(verb, global, console),
        Verb::Serve(verb) => serve::run(verb, global, console),
        Verb::Mcp(verb) => mcp::run(verb, global, console),
        Verb::Check(verb) => check::run(verb, global, console),
        Verb::Completions(verb) => completions::run(verb, command(console.lang()), console),
        Verb::Man(verb) => man::run(verb, global.output.as_ref(), command(console.lang()), console),
    }
}

/// Writes a message for the person at the terminal; nothing depends on whether it arrives.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", for_terminal(text));
}

/// Which of two wordings; see [`Lang::pick`].
fn say(lang: Lang, japanese: &str, english: &str) -> String {
    lang.pick(japanese, english).to_owned()
}
