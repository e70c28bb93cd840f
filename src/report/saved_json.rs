//! Saved questions as programs read them: what is saved, and what is new since the last time.
//!
//! In come what was saved and what it finds, out come records. How questions are asked again must not be known here.

use serde::Serialize;

use crate::library::corpus::Saved;
use kurabe_index::search::Hit;

/// Something that is saved, with how much of it is new.
#[derive(Serialize)]
pub struct SavedRecord {
    name: String,
    what: &'static str,
    asked: String,
    /// How much is new; null where it cannot be asked any more.
    new: Option<usize>,
    /// How much is found no more.
    gone: Option<usize>,
    /// Why it cannot be asked.
    why: Option<String>,
}

/// Something that is saved: how much is new and gone, or why it cannot be asked.
#[must_use]
pub fn saved_json(name: &str, saved: &Saved, found: Result<(usize, usize), String>) -> SavedRecord {
    let (new, gone) = found.as_ref().map_or((None, None), |(new, gone)| (Some(*new), Some(*gone)));
    let (name, asked) = (name.to_owned(), saved.asked.clone());
    SavedRecord { name, what: saved.what.name(), asked, new, gone, why: found.err() }
}

/// What is new.
#[derive(Serialize)]
pub struct NewsAnswer<'a> {
    name: &'a str,
    what: &'static str,
    asked: &'a str,
    gone: usize,
    hits: Vec<HitRecord<'a>>,
    cells: Vec<CellRecord<'a>>,
}

#[derive(Serialize)]
struct HitRecord<'a> {
    plan: &'a str,
    heading: &'a str,
    page: Option<u32>,
    first_line: u32,
    last_line: u32,
}

/// A cell that counts otherwise than before.
#[derive(Serialize)]
pub struct CellRecord<'a> {
    /// Its name.
    pub cell: &'a str,
    /// Its items then.
    pub before: usize,
    /// Its items now.
    pub now: usize,
}

/// What a saved question finds that is new.
#[must_use]
pub fn news_json<'a>(
    (name, saved): (&'a str, &'a Saved),
    hits: &'a [Hit],
    cells: Vec<CellRecord<'a>>,
    gone: usize,
) -> NewsAnswer<'a> {
    let hits = hits.iter().map(|hit| HitRecord {
        plan: &hit.plan.id,
        heading: &hit.heading,
        page: hit.passage.page,
        first_line: hit.passage.span.first,
        last_line: hit.passage.span.last,
    });
    NewsAnswer { name, what: saved.what.name(), asked: &saved.asked, gone, hits: hits.collect(), cells }
}
