//! What failures are called: one clear sentence each, with the file's name and what to do.

use super::diff::{NoPredecessor, WrongEnding};
use super::open::TooMany;
use super::show::NoSuchPlan;
use super::similar::NoSuchItem;
use crate::report::{
    Lang, compare_sentence, corpus_sentence, index_sentence, manifest_sentence, problem, query_sentence,
};
use kurabe_diff::DiffError;
use kurabe_index::compare::CompareError;
use kurabe_index::corpus::{CorpusError, ManifestError};
use kurabe_index::index::IndexError;
use kurabe_index::query::QueryError;
use kurabe_read::ReadError;

/// The sentence for a failure.
pub(super) fn sentence(error: &anyhow::Error, lang: Lang) -> String {
    if let Some(error) = error.downcast_ref::<IndexError>() {
        return index_sentence(error, lang);
    }
    if let Some(error) = error.downcast_ref::<CorpusError>() {
        return corpus_sentence(error, lang);
    }
    if let Some(error) = error.downcast_ref::<ManifestError>() {
        return manifest_sentence(error, lang);
    }
    if let Some(error) = error.downcast_ref::<QueryError>() {
        return query_sentence(error, lang);
    }
    if let Some(error) = error.downcast_ref::<CompareError>() {
        return compare_sentence(error, lang);
    }
    if let Some(TooMany { corpus }) = error.downcast_ref() {
        let path = corpus.display();
        return match lang {
            Lang::Ja => format!("{path} のファイルが多いため、先に kurabe index で索引を作ってください。"),
            Lang::En => format!("{path} holds many files: build the index first with kurabe index."),
        };
    }
    if let Some(error) = error.downcast_ref::<NoSuchPlan>() {
        return error.sentence(lang);
    }
    if let Some(error) = error.downcast_ref::<NoSuchItem>() {
        return error.sentence(lang);
    }
    if let Some(error) = error.downcast_ref::<NoPredecessor>() {
        return error.sentence(lang);
    }
    if let Some(error) = error.downcast_ref::<WrongEnding>() {
        return error.sentence(lang);
    }
    if let Some(DiffError::NothingToRead { old }) = error.downcast_ref() {
        return match (lang, old) {
            (Lang::Ja, true) => {
                "前の計画から項目を読み取れないため、比べられません。kurabe show --notices で理由を見てください。"
            }
            (Lang::Ja, false) => {
                "後の計画から項目を読み取れないため、比べられません。kurabe show --notices で理由を見てください。"
            }
            (Lang::En, true) => {
                "No items could be read in the old plan, so there is nothing to compare; see kurabe show --notices."
            }
            (Lang::En, false) => {
                "No items could be read in the new plan, so there is nothing to compare; see kurabe show --notices."
            }
        }
        .to_owned();
    }
    // Each cause after what was being done: "x.csv に書けません：Permission denied".
    let mut said: Vec<String> = Vec::new();
    for cause in error.chain() {
        let cause = cause.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        // A cause that the one above it has told already is not told again.
        if !said.iter().any(|above| above.contains(&cause)) {
            said.push(cause);
        }
    }
    said.join(lang.pick("：", ": "))
}

/// Why a file given by name could not be read.
pub(super) fn unread(error: ReadError, lang: Lang) -> String {
    problem(&error.into(), lang)
}
