//! The folders, and an index that is as fresh as it can be.

use std::path::{Path, PathBuf};

use super::arguments::Global;
use super::output::Console;
use super::wording;
use crate::library::{Folders, MOST, RefreshError};
use crate::report::{Lang, date, problem};
use kurabe_index::index::{Outcome, Store};

/// The folders that a verb works on.
pub(super) fn folders(global: &Global) -> Folders {
    let corpus = global.corpus.clone().unwrap_or_else(|| PathBuf::from("corpus"));
    let index = global.index.clone().unwrap_or_else(|| match corpus.parent() {
        Some(parent) => parent.join("index"),
        None => PathBuf::from("index"),
    });
    Folders { corpus, index, themes: global.themes.clone() }
}

/// Brings the index up to date, showing how far it has come.
pub(super) fn update(folders: &Folders, most: usize, console: &Console) -> anyhow::Result<Outcome> {
    work(folders, (most, false), console)
}

/// Builds the index anew.
pub(super) fn rebuild(folders: &Folders, console: &Console) -> anyhow::Result<Outcome> {
    work(folders, (usize::MAX, true), console)
}

fn work(folders: &Folders, reach: (usize, bool), console: &Console) -> anyhow::Result<Outcome> {
    let lang = console.lang();
    let progress = move |done: usize, total: usize| {
        if total > 50 && (done.is_multiple_of(20) || done == total) {
            console.progress(lang.pick("読み取り中", "reading"), done, total);
        }
    };
    folders.refresh(reach, &progress).map_err(|error| match error {
        RefreshError::Beside(error) => error.into(),
        RefreshError::Index(error) => error.into(),
    })
}

/// An index to answer from, refreshed if it may be and can be.
pub(super) fn open(global: &Global, console: &Console) -> anyhow::Result<(Folders, Store)> {
    let folders = folders(global);
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
    match update(folders, MOST, console) {
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
    let date = date(store.head().built, lang);
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
