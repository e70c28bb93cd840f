//! What was just done, so that the page that comes next can say it.
//!
//! In comes a sentence about something that was done, out comes a name for an address that nobody guesses. An address
//! alone claims nothing: one whose receipt is not here, or not any more, says nothing. What was done must not be known
//! here.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Receipts that are kept; of more the oldest go.
const MOST: usize = 200;
/// How long one is shown: who comes back to a page later does not hear it again.
const LASTS: Duration = Duration::from_secs(180);

/// A sentence about something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    /// In Japanese and in English.
    pub(super) said: [String; 2],
    /// Where it leads to: an address, and its words in both languages.
    pub(super) to: Option<(String, [&'static str; 2])>,
    /// The generation of the index that does not show it yet.
    pub(super) unseen_in: Option<u64>,
}

impl Receipt {
    pub(super) fn of(japanese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { said: [japanese.into(), english.into()], to: None, unseen_in: None }
    }

    /// The same with the way to somewhere.
    pub(super) fn leads(self, address: String, words: [&'static str; 2]) -> Self {
        Self { to: Some((address, words)), ..self }
    }

    /// The same, which this generation of the index does not show yet.
    pub(super) fn unseen(self, generation: Option<u64>) -> Self {
        Self { unseen_in: generation, ..self }
    }
}

/// All receipts that were given lately.
#[derive(Debug, Default)]
pub(super) struct Receipts(Mutex<VecDeque<(String, Instant, Receipt)>>);

impl Receipts {
    /// Keeps a receipt; gives the name under which it is found. None if the system gives no random bytes.
    pub(super) fn keep(&self, receipt: Receipt) -> Option<String> {
        let mut secret = [0; 8];
        getrandom::fill(&mut secret).ok()?;
        let name = format!("{:016x}", u64::from_be_bytes(secret));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((name.clone(), Instant::now(), receipt));
        while kept.len() > MOST {
            kept.pop_front();
        }
        Some(name)
    }

    /// The receipt of a name, while it lasts.
    pub(super) fn find(&self, name: &str) -> Option<Receipt> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = kept.iter().find(|(own, since, _)| own == name && since.elapsed() < LASTS);
        own.map(|(_, _, receipt)| receipt.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_done_is_said() {
        let receipts = Receipts::default();
        let done = Receipt::of("加えました。", "Added.");
        let name = receipts.keep(done.clone()).unwrap();
        assert_eq!(receipts.find(&name), Some(done.clone()));
        assert_eq!((receipts.find("99"), receipts.find("")), (None, None));
        for _ in 0..MOST {
            receipts.keep(done.clone()).unwrap();
        }
        assert_eq!(receipts.find(&name), None, "the oldest goes");
    }
}
