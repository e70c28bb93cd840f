//! What a saved question finds that it had not found before.
//!
//! In comes a question with what it had found, out come its hits or cells that are new. Where questions are kept, and
//! who asks them again, must not be known here.

use std::collections::HashSet;

use super::params::Params;
use super::request::{Compare, Search};
use crate::library::corpus::{Question, Saved};
use crate::report::{Lang, key_texts};
use kurabe_index::compare::{CompareError, compare};
use kurabe_index::index::{IndexError, Store};
use kurabe_index::query::QueryError;
use kurabe_index::search::{Hit, Paging};
use kurabe_index::thesaurus::Thesaurus;
use kurabe_text::fold::fold;

/// Passages or cells of a question that can be saved; of more nobody reads what is new.
pub(crate) const MOST: usize = 5_000;

/// Why a saved question has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NewsError {
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Compare(#[from] CompareError),
    #[error(transparent)]
    Index(#[from] IndexError),
    /// It finds more than is kept.
    #[error("{0} found, {MOST} at most")]
    TooMany(usize),
}

/// What a question finds, and what of it is new.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// What it finds now, as it is remembered.
    pub(crate) seen: Vec<String>,
    /// Of a search, what is new.
    pub(crate) hits: Vec<Hit>,
    /// Of a comparison, the cells that changed.
    pub(crate) cells: Vec<Change>,
    /// How much was found before and is found no more.
    pub(crate) gone: usize,
}

/// A cell that counts otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// DX・みなと商工会議所・令和4年度（2022）, by which it is remembered.
    pub(crate) cell: String,
    /// The same in English.
    english: String,
    pub(crate) before: usize,
    pub(crate) now: usize,
}

impl Change {
    /// What the cell is called.
    pub(crate) fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.cell, &self.english)
    }
}

impl News {
    /// How much is new.
    pub(crate) fn count(&self) -> usize {
        self.hits.len() + self.cells.len()
    }

    /// What is known once so many of the new hits were shown, the first, and all cells.
    pub(crate) fn seen_of(&self, shown: usize) -> Vec<String> {
        let (shown, left) = self.hits.split_at(shown.min(self.hits.len()));
        let shown: HashSet<String> = shown.iter().map(key).collect();
        let left: HashSet<String> = left.iter().map(key).filter(|key| !shown.contains(key)).collect();
        self.seen.iter().filter(|key| !left.contains(*key)).cloned().collect()
    }
}

/// What of an address belongs to a question that is saved: not the page, the order or the language.
pub(crate) fn to_save(params: &Params) -> Params {
    params.without(&["limit", "offset", "group", "sort", "lang", "page", "print", "cell", "shape"])
}

/// The names and values that were saved.
pub(crate) fn asked(saved: &Saved) -> Params {
    Params::read(saved.asked.trim_start_matches('?'))
}

/// Asks a saved question again.
///
/// # Errors
///
/// If it cannot be read any more, or finds too much.
pub(crate) fn news(saved: &Saved, store: &Store, thesaurus: &Thesaurus) -> Result<News, NewsError> {
    match saved.what {
        Question::Search => of_search(saved, store, thesaurus),
        Question::Compare => of_compare(saved, store, thesaurus),
    }
}

fn of_search(saved: &Saved, store: &Store, thesaurus: &Thesaurus) -> Result<News, NewsError> {
    let search = Search::of(&asked(saved))?.ok_or(QueryError::Empty)?;
    let total = search.part(store, thesaurus, (0, 1, Paging::Hits))?.total();
    if total > MOST {
        return Err(NewsError::TooMany(total));
    }
    let answer = search.part(store, thesaurus, (0, total.max(1), Paging::Hits))?;
    let mut hits = answer.hits;
    hits.truncate(total);
    let before: HashSet<&str> = saved.seen.iter().map(String::as_str).collect();
    let seen: Vec<String> = hits.iter().map(key).collect();
    let now: HashSet<&str> = seen.iter().map(String::as_str).collect();
    let gone = before.difference(&now).count();
    hits.retain(|hit| !before.contains(key(hit).as_str()));
    Ok(News { hits, gone, seen, ..News::default() })
}

/// A passage by its document and its words, whatever lines it stands on.
fn key(hit: &Hit) -> String {
    let words = format!("{}\n{}\n{}", hit.plan.file, fold(&hit.passage.title), fold(&hit.passage.body));
    blake3::hash(words.as_bytes()).to_hex()[..12].to_owned()
}

fn of_compare(saved: &Saved, store: &Store, thesaurus: &Thesaurus) -> Result<News, NewsError> {
    let request = Compare::of(&asked(saved))?.request(store, thesaurus)?;
    let found = compare(store, &request)?;
    let mut now: Vec<(String, String, usize)> = Vec::new();
    for row in &found.rows {
        let [japanese, english] = [Lang::Ja, Lang::En].map(|lang| key_texts(&found, &row.key, lang));
        for (column, cell) in found.columns.iter().zip(&row.cells).filter(|(_, cell)| cell.items > 0) {
            let name = |keys: &[String], between: &str| [std::slice::from_ref(column), keys].concat().join(between);
            now.push((name(&japanese, "・"), name(&english, ", "), cell.items as usize));
        }
    }
    if now.len() > MOST {
        return Err(NewsError::TooMany(now.len()));
    }
    let before: Vec<(&str, usize)> = saved.seen.iter().filter_map(|seen| counted(seen)).collect();
    let of_before = |cell: &str| before.iter().find(|(own, _)| *own == cell).map_or(0, |(_, items)| *items);
    let changes = now.iter().map(|(cell, english, items)| Change {
        cell: cell.clone(),
        english: english.clone(),
        before: of_before(cell),
        now: *items,
    });
    let cells = changes.filter(|change| change.before != change.now).collect();
    let gone = before.iter().filter(|(cell, _)| !now.iter().any(|(own, ..)| own == cell)).count();
    let seen = now.iter().map(|(cell, _, items)| format!("{cell}：{items}")).collect();
    Ok(News { seen, cells, gone, ..News::default() })
}

/// A cell with its count, as it is remembered.
fn counted(seen: &str) -> Option<(&str, usize)> {
    let (cell, items) = seen.rsplit_once('：')?;
    Some((cell, items.parse().ok()?))
}
