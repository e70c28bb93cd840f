//! The right to write from a browser: who has it, and how a form is known to be one of our own pages.
//!
//! In come headers and what a form sent, out comes whether it may write. A page from elsewhere can make a browser send
//! what it likes, but it can neither read the word that our forms carry nor say that it is one of us. What is written
//! must not be known here.

use std::io;

use axum::http::{HeaderMap, header};

use super::error::WebError;

/// What the field of a form is called that holds its word.
pub(super) const WORD: &str = "word";

/// The right to write, as long as the server lives.
pub(super) struct Pen {
    word: String,
}

impl Pen {
    /// A right with a word of its own, which nobody can guess.
    ///
    /// # Errors
    ///
    /// If the system gives no random bytes.
    pub(super) fn new() -> io::Result<Self> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(io::Error::other)?;
        Ok(Self { word: blake3::Hash::from_bytes(secret).to_hex().to_string() })
    }

    /// The word that forms carry.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// May what came with this word be written?
    pub(super) fn knows(&self, given: &str) -> Result<(), WebError> {
        // Hashes are compared in the same time whatever they hold.
        let is_ours = blake3::hash(given.as_bytes()) == blake3::hash(self.word.as_bytes());
        if is_ours { Ok(()) } else { Err(WebError::Forged) }
    }
}

/// Does a request come from one of our pages? Browsers say so in a header that no page can set; older ones, and all
/// where the connection is not trusted, name the origin alone.
pub(super) fn is_own(headers: &HeaderMap) -> Result<(), WebError> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let is_ours = match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin.split_once("://").is_some_and(|(_, own)| own.eq_ignore_ascii_case(host)),
        (None, None) => false,
    };
    if is_ours { Ok(()) } else { Err(WebError::Forged) }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    #[test]
    fn only_our_own_pages_write() {
        let says = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
            is_own(&pairs.collect::<HeaderMap>()).is_ok()
        };
        let host = ("host", "127.0.0.1:7350");
        assert!(says(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(says(&[host, ("origin", "http://127.0.0.1:7350")]));
        assert!(says(&[("host", "Plans.example"), ("origin", "https://plans.example")]));
        for strange in [
            &[host][..],
            &[host, ("origin", "null")],
            &[host, ("origin", "http://127.0.0.1:8000")],
            &[host, ("origin", "http://127.0.0.1:7350.evil.example")],
            &[host, ("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:7350")],
            &[host, ("sec-fetch-site", "same-site")],
            &[host, ("sec-fetch-site", "none")],
        ] {
            assert!(!says(strange), "{strange:?}");
        }
    }

    #[test]
    fn a_word_is_good_for_one_server() {
        let (one, other) = (Pen::new().unwrap(), Pen::new().unwrap());
        assert!(one.knows(one.word()).is_ok());
        assert!(one.knows(other.word()).is_err() && one.knows("").is_err());
    }
}
