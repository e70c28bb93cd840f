//! もしかして: what may have been meant where nothing answers with all the words.
//!
//! In comes a question with a way to count what answers another, out come words in the place of those that were typed.
//! How they are shown must not be known here.

use super::params::Params;
use kurabe_index::query::Query;
use kurabe_index::thesaurus::Thesaurus;

/// Words of a question that are looked at, and words that are tried for each.
const WORDS: usize = 4;
const EACH: usize = 3;

/// A word that may have been meant, and what it finds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Meant {
    pub(crate) word: String,
    /// The question with it.
    pub(crate) params: Params,
    pub(crate) found: usize,
}

/// What may have been meant by the words of a query, as far as something answers it.
///
/// # Errors
///
/// If it cannot be counted.
pub(crate) fn meant<E>(
    params: &Params,
    query: &Query,
    thesaurus: &Thesaurus,
    mut count: impl FnMut(&Params) -> Result<usize, E>,
) -> Result<Vec<Meant>, E> {
    let typed = params.get("q").unwrap_or_default();
    let mut all = Vec::new();
    for word in query.words().into_iter().take(WORDS) {
        for near in thesaurus.near(&word.folded).into_iter().take(EACH) {
            let instead = if typed.contains(&word.typed) { typed.replace(&word.typed, near) } else { near.to_owned() };
            let params = params.without(&["page", "offset"]).with("q", instead);
            let found = count(&params)?;
            if found > 0 {
                all.push(Meant { word: near.to_owned(), params, found });
            }
        }
    }
    Ok(all)
}
