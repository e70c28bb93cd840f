//! Who may ask, how much at once, and what every answer carries.
//!
//! In come requests, out come answers with the headers under which a browser runs nothing of a document's.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::error::WebError;
use super::state::App;
use super::view::Reply;

/// Nothing from outside, no script and no style within a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Whom the server answers.
#[derive(Clone)]
pub(super) enum Door {
    /// Only names of this machine, so that a page from elsewhere cannot read plans under a name of its own.
    Loopback,
    /// Whoever knows the password, kept as its hash.
    Password(blake3::Hash),
    /// Whoever a proxy lets through.
    Proxy,
}

impl Door {
    /// May this request pass?
    pub(super) fn admit(&self, headers: &HeaderMap) -> Result<(), WebError> {
        match self {
            Self::Proxy => Ok(()),
            Self::Loopback => {
                let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
                if is_this_machine(host) { Ok(()) } else { Err(WebError::Host) }
            }
            Self::Password(hash) => {
                let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
                let password = given.and_then(|value| value.strip_prefix("Basic ")).and_then(basic);
                // Hashes are compared in the same time whatever they hold.
                let is_right = password.is_some_and(|password| blake3::hash(&password) == *hash);
                if is_right { Ok(()) } else { Err(WebError::Password) }
            }
        }
    }
}

/// Is a host with its port a name of this machine?
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The password of `name:password` in Base64.
fn basic(coded: &str) -> Option<Vec<u8>> {
    let mut bytes = BASE64_STANDARD.decode(coded).ok()?;
    let colon = bytes.iter().position(|byte| *byte == b':')?;
    Some(bytes.split_off(colon + 1))
}

/// Does the work of an answer apart from the connections, so many at once and for so long.
pub(super) async fn work<T: Send + 'static>(
    app: &Arc<App>,
    make: impl FnOnce() -> Result<T, WebError> + Send + 'static,
) -> Result<T, WebError> {
    let wait = app.patience / 4;
    let permit = tokio::time::timeout(wait, Arc::clone(&app.work).acquire_owned()).await;
    let permit = permit.map_err(|_| WebError::Busy)?.map_err(|_| WebError::Busy)?;
    let job = tokio::task::spawn_blocking(move || {
        // Held until the work is really done, also where nobody waits for it any more.
        let _permit = permit;
        make()
    });
    match tokio::time::timeout(app.patience, job).await {
        Err(_) => Err(WebError::Slow),
        Ok(Err(_)) => Err(WebError::Broken),
        Ok(Ok(made)) => made,
    }
}

/// What every answer carries.
pub(super) fn dress(headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
}

/// The policy of a document that is given out as it is: a viewer may show it, nothing in it may run.
pub(super) const DOCUMENT_POLICY: &str =
    "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A name for a file that a browser saves, in the two spellings that browsers know.
pub(super) fn disposition(reply: &Reply) -> Option<HeaderValue> {
    let Reply::File { name, inline, .. } = reply else { return None };
    let coded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    let how = if *inline { "inline" } else { "attachment" };
    HeaderValue::from_str(&format!("{how}; filename*=UTF-8''{coded}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine() {
        for host in ["127.0.0.1:7350", "localhost", "LOCALHOST:1", "[::1]:7350", "127.8.8.8"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7350", "10.0.0.1"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn passwords_are_read() {
        assert_eq!(basic("dTpvcGVuIHNlc2FtZQ=="), Some(b"open sesame".to_vec()));
        assert_eq!(basic("x!"), None);
    }
}
