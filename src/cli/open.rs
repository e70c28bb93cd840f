//! The folders, and an index that is as fresh as it can be.

use std::path::{Path, PathBuf};

use super::arguments::Global;
use super::conflict::not_with;
use super::error::{CliError, Refusal};
use super::output::Console;
use crate::library::corpus::{Links, Passwords};
use crate::library::{Folders, MOST, Refreshed};
use crate::report::{Lang, date, no_plans_sentence, problem, unmet_text, unread_lines};
use kurabe_index::index::{IndexError, Outcome, Store};
use kurabe_index::query::Filter;
use kurabe_index::search::unmet;

/// The folders that a verb works on.
pub(super) fn folders(global: &Global) -> Folders {
    with_corpus(global, global.corpus.clone().unwrap_or_else(|| PathBuf::from("corpus")))
}

/// The folders where the plans lie in this one.
pub(super) fn with_corpus(global: &Global, corpus: PathBuf) -> Folders {
    let index = global.index.clone().unwrap_or_else(|| match corpus.parent() {
        Some(parent) => parent.join("index"),
        None => PathBuf::from("index"),
    });
    let links = if global.follow_links { Links::Everywhere } else { Links::Within };
    Folders { corpus, index, themes: global.themes.clone(), links, typed: Passwords::default() }
}

/// Brings the index up to date, showing how far it has come.
pub(super) fn update(folders: &Folders, most: usize, console: &Console) -> Result<Refreshed, CliError> {
    work(folders, (most, false), console)
}

/// Builds the index anew.
pub(super) fn rebuild(folders: &Folders, console: &Console) -> Result<Refreshed, CliError> {
    work(folders, (usize::MAX, true), console)
}

fn work(folders: &Folders, reach: (usize, bool), console: &Console) -> Result<Refreshed, CliError> {
    let lang = console.lang();
    let progress = move |done: usize, total: usize| {
        if total > 50 && (done.is_multiple_of(20) || done == total) {
            console.progress(lang.pick("読み取り中", "reading"), done, total);
        }
    };
    Ok(folders.refresh(reach, &progress)?)
}

/// An index to answer from, refreshed if it may be and can be.
pub(super) fn open(global: &Global, console: &Console) -> Result<(Folders, Store), CliError> {
    // What stands was made by its own themes.
    not_with(&[("--themes", global.themes.is_some() && global.no_refresh)], "--no-refresh")?;
    let folders = folders(global);
    let store = fresh(&folders, global.no_refresh, console)?;
    if store.plans().is_empty() {
        for line in no_plans(&folders, &store, console.lang())? {
            console.note(&line);
        }
    }
    Ok((folders, store))
}

/// There is nothing to answer from: what lies there all the same, or how plans come here.
fn no_plans(folders: &Folders, store: &Store, lang: Lang) -> Result<Vec<String>, CliError> {
    let folder = folders.corpus.display().to_string();
    let lines = unread_lines(&folders.unread(store)?, &folder, lang);
    Ok(if lines.is_empty() { vec![no_plans_sentence(&folder, lang)] } else { lines })
}

/// Says of each condition that nothing meets what would be met.
pub(super) fn tell_unmet(store: &Store, filters: &[Filter], console: &Console) -> Result<(), CliError> {
    // Without plans something else was told.
    if !store.plans().is_empty() {
        unmet(store, filters)?.iter().for_each(|own| console.note(&unmet_text(own, console.lang())));
    }
    Ok(())
}

fn fresh(folders: &Folders, no_refresh: bool, console: &Console) -> Result<Store, CliError> {
    let standing = || Store::open(&folders.index);
    let lang = console.lang();
    if no_refresh {
        return Ok(standing()?);
    }
    match standing() {
        Ok(store) if store.head().files > MOST => {
            console.note(&dated(&store, lang));
            return Ok(store);
        }
        // What is derived is made again, where that from which it is derived is there.
        Err(IndexError::Damaged { detail, .. }) if folders.corpus.is_dir() => {
            console.note(&mended(&detail, lang));
            rebuild(folders, console)?;
            return Ok(standing()?);
        }
        _ => {}
    }
    // No index is held open here, so that the refresh can clear away the state before.
    match update(folders, MOST, console) {
        Ok(Refreshed { outcome, .. }) if outcome.refused => {
            let store = standing().map_err(|_| Refusal::TooManyFiles(folders.corpus.clone()))?;
            console.note(&dated(&store, lang));
            Ok(store)
        }
        Ok(Refreshed { outcome, .. }) => {
            if outcome.read + outcome.removed > 0 {
                console.note(&refreshed(&outcome, lang));
            }
            Ok(standing()?)
        }
        // What stood before still answers; why it is not fresh is said.
        Err(error) => {
            let Ok(store) = standing() else { return Err(error) };
            console.note(&format!("{} {}", error.sentence(lang), dated(&store, lang)));
            Ok(store)
        }
    }
}

/// The index was damaged and is made anew.
pub(super) fn mended(detail: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("索引が壊れていた（{detail}）ため、作り直します。"),
        Lang::En => format!("The index was damaged ({detail}) and is built anew."),
    }
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

/// How many files hold no text, and which: a scan is in the corpus and still not found.
pub(super) fn unread(names: &[String], lang: Lang) -> Option<String> {
    const SHOWN: usize = 10;
    let count = names.len();
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
    let more = if count > SHOWN { lang.pick(" ほか", " …") } else { "" };
    (count > 0).then(|| match lang {
        Lang::Ja => format!(
            "文字のないファイル{count}件（スキャンした画像などは、add --ocr か corpus.toml の ocr = true で読み取ります）：{shown}{more}"
        ),
        Lang::En => format!("{count} without text (scans: add --ocr, or ocr = true in corpus.toml): {shown}{more}"),
    })
}
