//! Where results and messages go.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::complain;
use super::error::{CliError, Refusal};
use crate::report::{Lang, Style, Table, for_terminal, table_csv, workbook};

/// The terminal, or the file that was asked for.
pub(super) struct Console {
    lang: Lang,
    output: Option<PathBuf>,
}

/// A terminal that is given texts of documents: line by line, without orders to it.
struct Harmless<W: Write> {
    line: Vec<u8>,
    out: W,
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.line.extend_from_slice(bytes);
        let whole = self.line.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let lines: Vec<u8> = self.line.drain(..whole).collect();
        self.out.write_all(for_terminal(&String::from_utf8_lossy(&lines)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let rest = std::mem::take(&mut self.line);
        self.out.write_all(for_terminal(&String::from_utf8_lossy(&rest)).as_bytes())?;
        self.out.flush()
    }
}

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 80;

impl Console {
    pub(super) fn new(lang: Lang, output: Option<PathBuf>) -> Self {
        Self { lang, output }
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// The ending of the file that the result is written to, in small letters.
    pub(super) fn ending(&self) -> Option<String> {
        let ending = self.output.as_ref()?.extension()?;
        Some(ending.to_string_lossy().to_ascii_lowercase())
    }

    /// How text is dressed: colour only on a terminal, and not where `NO_COLOR` is set.
    pub(super) fn style(&self) -> Style {
        let is_terminal = self.output.is_none() && std::io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| is_terminal);
        let width = width.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok());
        Style { colour: is_terminal && !plain, width: width.unwrap_or(COLUMNS).clamp(40, 200) }
    }

    /// A message beside the result.
    pub(super) fn note(&self, text: &str) {
        complain(text);
    }

    /// How far long work has come, for somebody who is watching.
    pub(super) fn progress(&self, what: &str, done: usize, total: usize) {
        if self.is_watched() && total > 5 {
            let end = if done == total { "\n" } else { "" };
            let _ = write!(std::io::stderr().lock(), "\r{what} {done}/{total}{end}");
        }
    }

    /// Asks for the password of a document without showing what is typed; none where there is no terminal, or nothing
    /// was typed.
    pub(super) fn ask_password(&self, file: &Path) -> Option<String> {
        if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return None;
        }
        let name = file.display();
        let prompt = self.lang.pick(format!("{name} のパスワード："), format!("Password of {name}: "));
        rpassword::prompt_password(for_terminal(&prompt)).ok().filter(|typed| !typed.is_empty())
    }

    /// Is somebody watching?
    pub(super) fn is_watched(&self) -> bool {
        std::io::stderr().is_terminal()
    }

    /// Writes the whole result.
    pub(super) fn print(&self, text: &str) -> Result<(), CliError> {
        if self.output.is_none() && std::io::stdout().is_terminal() {
            // Older Windows consoles know colours only by another way, which this stream takes.
            let mut out = anstream::stdout().lock();
            return Ok(out.write_all(for_terminal(text).as_bytes()).and_then(|()| out.flush())?);
        }
        self.write(|out| Ok(out.write_all(text.as_bytes())?))
    }

    /// Writes a value as JSON, on one line.
    pub(super) fn print_json(&self, value: &impl serde::Serialize) -> Result<(), CliError> {
        self.print(&format!("{}\n", serde_json::to_string(value)?))
    }

    /// Writes a CSV: files begin with the mark by which Excel knows UTF-8, standard output does not.
    pub(super) fn print_csv(&self, table: &Table) -> Result<(), CliError> {
        let mark = if self.output.is_some() { "\u{feff}" } else { "" };
        self.print(&format!("{mark}{}", table_csv(table)?))
    }

    /// Writes a workbook with a sheet for each table.
    pub(super) fn print_xlsx(&self, tables: &[Table]) -> Result<(), CliError> {
        self.print_bytes(&workbook(tables)?)
    }

    /// Writes a file that is no text: into the file asked for or a pipe, never onto a terminal.
    pub(super) fn print_bytes(&self, bytes: &[u8]) -> Result<(), CliError> {
        self.refuse_terminal()?;
        self.write(|out| Ok(out.write_all(bytes)?))
    }

    /// Fails if what is no text would go onto a terminal; to be asked before long work.
    pub(super) fn refuse_terminal(&self) -> Result<(), CliError> {
        if self.output.is_none() && std::io::stdout().is_terminal() {
            return Err(Refusal::Terminal.into());
        }
        Ok(())
    }

    /// Writes a result piece by piece. A file appears only when it is whole.
    pub(super) fn write(&self, fill: impl FnOnce(&mut dyn Write) -> Result<(), CliError>) -> Result<(), CliError> {
        if self.output.is_none() && std::io::stdout().is_terminal() {
            let mut out = Harmless { line: Vec::new(), out: std::io::stdout().lock() };
            fill(&mut out)?;
            return Ok(out.flush()?);
        }
        let Some(path) = &self.output else {
            let mut out = BufWriter::new(std::io::stdout().lock());
            fill(&mut out)?;
            return Ok(out.flush()?);
        };
        write_whole(path, fill)
    }
}

/// Writes a file piece by piece. It appears only when it is whole.
pub(super) fn write_whole(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let unwritten = |source| CliError::Unwritten { path: path.to_owned(), source };
    let mut draft = path.to_owned().into_os_string();
    draft.push(".part");
    let draft = PathBuf::from(draft);
    let mut out = BufWriter::new(File::create(&draft).map_err(unwritten)?);
    let filled = fill(&mut out).and_then(|()| Ok(out.flush()?)).map_err(|error| match error {
        CliError::Stream(source) => unwritten(source),
        other => other,
    });
    drop(out);
    let moved = filled.and_then(|()| std::fs::rename(&draft, path).map_err(unwritten));
    if moved.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_orders_reach_the_terminal() {
        let mut out = Harmless { line: Vec::new(), out: Vec::new() };
        // A letter may come in two pieces.
        for piece in "観\u{1b}[2J光\n末\u{202e}尾".as_bytes().chunks(2) {
            out.write_all(piece).unwrap();
        }
        out.flush().unwrap();
        let shown = String::from_utf8(out.out).unwrap();
        // Each order becomes a sign, and no letter is torn.
        assert_eq!(shown, "観\u{fffd}[2J光\n末\u{fffd}尾");
    }
}
