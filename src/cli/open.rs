//! The folders, and an index that is as fresh as it can be.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::arguments::Global;
use super::output::Console;
use super::wording::{self, problem};
use crate::corpus::Manifest;
use crate::extract::theme::Themes;
use crate::index::{Outcome, PlanRow, Recipe, Store, refresh};
use crate::read::{Options, Text, read_with};
use crate::report::Lang;
use crate::thesaurus::Thesaurus;

/// The folders that a verb works on.
pub(super) struct Folders {
    pub(super) corpus: PathBuf,
    pub(super) index: PathBuf,
    /// Themes that take the place of those beside the corpus.
    themes: Option<PathBuf>,
}

/// More files than this are left to `kurabe index`.
const MOST: usize = 2_000;

const THEMES: &str = include_str!("../../data/themes.toml");
const THESAURUS: &str = include_str!("../../data/thesaurus.toml");

impl Folders {
    pub(super) fn of(global: &Global) -> Self {
        let corpus = global.corpus.clone().unwrap_or_else(|| PathBuf::from("corpus"));
        let index = global.index.clone().unwrap_or_else(|| match corpus.parent() {
            Some(parent) => parent.join("index"),
            None => PathBuf::from("index"),
        });
        Self { corpus, index, themes: global.themes.clone() }
    }

    /// The themes: those of the file that was named, else the corpus's own where it has some.
    pub(super) fn themes(&self) -> anyhow::Result<(String, Themes)> {
        let (text, path) = match &self.themes {
            Some(path) => (std::fs::read_to_string(path).with_context(|| path.display().to_string())?, path.clone()),
            None => self.own("themes.toml", THEMES)?,
        };
        let themes = Themes::parse(&text).with_context(|| path.display().to_string())?;
        Ok((text, themes))
    }

    /// The thesaurus: the corpus's own where it has one.
    pub(super) fn thesaurus(&self) -> anyhow::Result<Thesaurus> {
        let (text, path) = self.own("thesaurus.toml", THESAURUS)?;
        Thesaurus::parse(&text).with_context(|| path.display().to_string())
    }

    fn own(&self, name: &str, built_in: &str) -> anyhow::Result<(String, PathBuf)> {
        let path = self.corpus.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok((text, path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok((built_in.to_owned(), path)),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    /// The text of a document of the corpus; none if it is not there any more.
    pub(super) fn source(&self, row: &PlanRow) -> Option<Text> {
        let path = self.corpus.join(&row.file);
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
        let entry = Manifest::of(&self.corpus).unwrap_or_default().get(&row.id);
        let options = Options { password: entry.password, ocr: entry.ocr };
        read_with(&std::fs::read(&path).ok()?, extension.as_deref(), &options).ok()
    }

    /// A link to the document of a plan that a spreadsheet opens: absolute, because workbooks are moved about.
    pub(super) fn link(&self, row: &PlanRow) -> String {
        let path = self.corpus.join(&row.file);
        let path = std::path::absolute(&path).unwrap_or(path);
        // `#` would begin a place within the file, and `%` a coded letter.
        format!("file:///{}", path.display()).replace('%', "%25").replace('#', "%23")
    }

    /// Brings the index up to date.
    pub(super) fn refresh(&self, most: usize, console: &Console) -> anyhow::Result<Outcome> {
        let (text, themes) = self.themes()?;
        let lang = console.lang();
        let progress = move |done: usize, total: usize| {
            if total > 50 && (done.is_multiple_of(20) || done == total) {
                console.progress(lang.pick("読み取り中", "reading"), done, total);
            }
        };
        let recipe =
            Recipe { corpus: &self.corpus, index: &self.index, themes: (&text, &themes), most, progress: &progress };
        Ok(refresh(&recipe)?)
    }
}

/// An index to answer from, refreshed if it may be and can be.
pub(super) fn open(global: &Global, console: &Console) -> anyhow::Result<(Folders, Store)> {
    let folders = Folders::of(global);
    let store = fresh(&folders, global.no_refresh, console)?;
    Ok((folders, store))
}

fn fresh(folders: &Folders, no_refresh: bool, console: &Console) -> anyhow::Result<Store> {
    let standing = || Store::open(&folders.index);
    let lang = console.lang();
    if no_refresh {
        return Ok(standing()?);
    }
    if let Ok(store) = standing()
        && store.head().files > MOST
    {
        console.note(&dated(&store, lang));
        return Ok(store);
    }
    // No index is held open here, so that the refresh can clear away the state before.
    match folders.refresh(MOST, console) {
        Ok(outcome) if outcome.refused => {
            let store = standing().map_err(|_| TooMany { corpus: folders.corpus.clone() })?;
            console.note(&dated(&store, lang));
            Ok(store)
        }
        Ok(outcome) => {
            if outcome.read + outcome.removed > 0 {
                console.note(&refreshed(&outcome, lang));
            }
            Ok(standing()?)
        }
        // What stood before still answers; why it is not fresh is said.
        Err(error) => {
            let Ok(store) = standing() else { return Err(error) };
            console.note(&format!("{} {}", wording::sentence(&error, lang), dated(&store, lang)));
            Ok(store)
        }
    }
}

/// Too many files for a verb that should answer at once, and no index yet.
#[derive(Debug, thiserror::Error)]
#[error("more than {MOST} files in {} and no index yet", corpus.display())]
pub(super) struct TooMany {
    /// Folder of the documents.
    pub(super) corpus: PathBuf,
}

fn refreshed(outcome: &Outcome, lang: Lang) -> String {
    let failed = outcome.problems.len();
    match lang {
        Lang::Ja => {
            let more = if failed > 0 {
                format!("、読めないファイル{failed}件（kurabe index で表示）")
            } else {
                String::new()
            };
            format!("索引を更新しました：読み取り{}件、削除{}件{more}", outcome.read, outcome.removed)
        }
        Lang::En => {
            let more =
                if failed > 0 { format!(", {failed} unreadable (kurabe index lists them)") } else { String::new() };
            format!("Index refreshed: {} read, {} removed{more}", outcome.read, outcome.removed)
        }
    }
}

/// The day of the index that answers.
fn dated(store: &Store, lang: Lang) -> String {
    let date = wording::date(store.head().built);
    match lang {
        Lang::Ja => format!("{date}の索引で答えます（kurabe index で更新）。"),
        Lang::En => format!("Answering from the index of {date} (kurabe index refreshes it)."),
    }
}

/// One line for each file that gave no plan.
pub(super) fn problems(outcome: &Outcome, corpus: &Path, lang: Lang) -> Vec<String> {
    outcome
        .problems
        .iter()
        .map(|(name, found)| format!("{}: {}", corpus.join(name).display(), problem(found, lang)))
        .collect()
}
