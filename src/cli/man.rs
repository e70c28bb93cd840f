//! `kurabe man`: the manual pages of the program and its verbs, of the same table as the help.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::conflict::useless;
use super::error::CliError;
use super::output::{Console, write_whole};
use crate::report::breakable;

/// `kurabe man`
#[derive(Debug, Args)]
pub(super) struct Man {
    /// 書き込むフォルダー（kurabe.1、kurabe-search.1 …）
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

/// The help texts in English, by option; the verb's own stands under no option.
pub(super) const ENGLISH: &[(&str, &str)] =
    &[("", "Write the manual pages into a folder"), ("folder", "Folder to write into (kurabe.1, kurabe-search.1 …)")];

/// Writes a page for the program and one for each verb, in the language that is spoken.
pub(super) fn run(
    verb: &Man,
    output: Option<&PathBuf>,
    mut command: clap::Command,
    console: &Console,
) -> Result<Outcome, CliError> {
    useless(&[("--output", output.is_some())], "man")?;
    // Gives the verbs the options of the whole program, and their names as pages have them.
    command.build();
    let pages = pages(&command);
    let unwritten = |source| CliError::Unwritten { path: verb.folder.clone(), source };
    std::fs::create_dir_all(&verb.folder).map_err(unwritten)?;
    for page in &pages {
        let mut text = Vec::new();
        page.render(&mut text)?;
        let text = set(&String::from_utf8_lossy(&text));
        write_whole(&verb.folder.join(page.get_filename()), |out| Ok(out.write_all(text.as_bytes())?))?;
    }
    let (folder, count) = (verb.folder.display(), pages.len());
    console.note(
        &console
            .lang()
            .pick(format!("{folder} に{count}枚を書きました。"), format!("{count} pages written into {folder}.")),
    );
    Ok(Outcome::Done)
}

/// A page whose lines can be broken where Japanese can, and are not spread over the width for it.
fn set(page: &str) -> String {
    const LEFT: &str = ".ad l\n";
    const BREAK: &str = "\\:";
    // Other programs than man read the name, for lists of pages.
    let start = page.find(".SH NAME").unwrap_or_default();
    let body = page.find(".SH SYNOPSIS").unwrap_or(page.len());
    format!("{}{LEFT}{}{}", &page[..start], &page[start..body], breakable(&page[body..], BREAK))
}

fn pages(command: &clap::Command) -> Vec<clap_mangen::Man> {
    let commands = std::iter::once(command).chain(command.get_subcommands());
    let source = format!("{} {}", command.get_name(), command.get_version().unwrap_or_default());
    commands.map(|command| clap_mangen::Man::new(command.clone()).source(&source)).collect()
}
