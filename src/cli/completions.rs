//! `kurabe completions`: a script that completes verbs and options in a shell.

use clap::Args;

use super::Outcome;
use super::error::CliError;
use super::output::Console;

/// `kurabe completions`
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// シェル
    pub(super) shell: clap_complete::Shell,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] = &[("", "Print a completion script for a shell"), ("shell", "Shell")];

/// Writes the script for the command line as it is.
pub(super) fn run(verb: &Completions, mut command: clap::Command, console: &Console) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(verb.shell, &mut command, "kurabe", &mut script);
    console.write(|out| Ok(out.write_all(&script)?))?;
    Ok(Outcome::Done)
}
