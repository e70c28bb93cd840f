//! The command line: verbs and options, and what the whole program says when something fails.

mod add;
mod arguments;
mod asked;
mod benchmark;
mod check;
mod choices;
mod compare;
mod completions;
mod diff;
mod error;
mod export;
mod extract;
mod history;
mod index;
mod open;
mod output;
mod plans;
mod remove;
mod restore;
mod search;
mod serve;
mod show;
mod similar;
mod themes;
mod usage;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::report::Lang;
use arguments::{Arguments, Verb};
use error::CliError;
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
    let arguments: Vec<OsString> = arguments.into_iter().map(arguments::without_minus).collect();
    let lang = arguments::lang_of(&arguments);
    let matches = match arguments::command(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage(&error, lang),
    };
    let parsed = match Arguments::from_arg_matches(&matches) {
        Ok(parsed) => parsed,
        Err(error) => return usage(&error, lang),
    };
    let console = Console::new(lang, parsed.global.output.clone());
    match dispatch(&parsed, &console) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        // Whoever read our output has seen enough (`kurabe … | head`).
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            let label = lang.pick("エラー：", "error: ");
            console.note(&format!("{label}{}", error.sentence(lang)));
            ExitCode::from(2)
        }
    }
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
        Verb::Export(_) => export::run(global, console),
        Verb::Compare(verb) => compare::run(verb, global, console),
        Verb::Benchmark(verb) => benchmark::run(verb, global, console),
        Verb::Similar(verb) => similar::run(verb, global, console),
        Verb::Themes(verb) => themes::run(verb, global, console),
        Verb::Diff(verb) => diff::run(verb, global, console),
        Verb::History(verb) => history::run(verb, global, console),
        Verb::Serve(verb) => serve::run(verb, global, console),
        Verb::Check(verb) => check::run(verb, global, console),
        Verb::Completions(verb) => completions::run(verb, console),
    }
}

/// Writes a message for the person at the terminal; nothing depends on whether it arrives.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Which of two wordings; see [`Lang::pick`].
fn say(lang: Lang, japanese: &str, english: &str) -> String {
    lang.pick(japanese, english).to_owned()
}
