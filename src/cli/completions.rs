//! `kurabe completions`: a script that completes verbs and options in a shell.

use super::Outcome;
use super::arguments::{Completions, command};
use super::output::Console;

pub(super) fn run(verb: &Completions, console: &Console) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(verb.shell, &mut command(console.lang()), "kurabe", &mut script);
    console.write(|out| Ok(out.write_all(&script)?))?;
    Ok(Outcome::Done)
}
