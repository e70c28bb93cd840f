//! もしかして: what may have been meant where nothing answers with all the words.
//!
//! In comes a question with a way to count what answers another, out come questions with another word in the place of one
//! that was typed. How they are shown must not be known here.

use super::params::Params;
use kurabe_index::query::{self, Query, QueryError};
use kurabe_index::thesaurus::Thesaurus;

/// Words of a question that are looked at, and words that are tried for each.
const WORDS: usize = 4;
const EACH: usize = 3;

/// A question that may have been meant, and what it finds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Meant {
    /// The whole of it as a query, with the conditions that were given beside the words: typed so, it finds as much.
    pub(crate) query: String,
    /// The same as names and values.
    pub(crate) params: Params,
    pub(crate) found: usize,
}

/// What may have been meant by the words of a query, as far as something answers it.
///
/// # Errors
///
/// If it cannot be counted.
pub(crate) fn meant<E: From<QueryError>>(
    params: &Params,
    query: &Query,
    thesaurus: &Thesaurus,
    mut count: impl FnMut(&Params) -> Result<usize, E>,
) -> Result<Vec<Meant>, E> {
    let mut all = Vec::new();
    // The conditions given beside the words stay where they stand.
    let Some(typed) = params.get("q").map(query::read).transpose()? else { return Ok(all) };
    for word in query.words().into_iter().take(WORDS) {
        for near in thesaurus.near(&word.folded).into_iter().take(EACH) {
            let params = params.without(&["page", "offset"]).with("q", typed.instead(word, near));
            let found = count(&params)?;
            if found > 0 {
                all.push(Meant { query: query.instead(word, near).to_string(), params, found });
            }
        }
    }
    Ok(all)
}
