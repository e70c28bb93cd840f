//! Who may ask, how much at once, and what every answer carries.
//!
//! In come requests, out come answers with the headers under which a browser runs nothing of a document's.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::error::WebError;
use super::gate::Gate;
use super::state::App;
use super::view::Reply;
use kurabe_text::stop::Stop;

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
        // Which of two a proxy and this server would go by is nobody's guess.
        if headers.get_all(header::HOST).iter().count() > 1 {
            return Err(WebError::Hosts);
        }
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

/// Tells work that nobody waits for its answer any more, when this is dropped.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Does the work of an answer apart from the connections, so many at once and for so long. It stops when its time is
/// up, its client is gone or the server ends.
pub(super) async fn work<T: Send + 'static>(
    app: &Arc<App>,
    gate: Gate,
    make: impl FnOnce() -> Result<T, WebError> + Send + 'static,
) -> Result<T, WebError> {
    let gone = Arc::new(AtomicBool::new(false));
    let _waiting = Waiting(Arc::clone(&gone));
    let permit = match app.gate(gate) {
        None => None,
        Some(gate) => {
            let permit = tokio::time::timeout(app.patience / 4, Arc::clone(gate).acquire_owned()).await;
            Some(permit.map_err(|_| WebError::Busy)?.map_err(|_| WebError::Busy)?)
        }
    };
    let stop = Stop::at(Some(Instant::now() + app.patience), vec![gone, Arc::clone(&app.closing)]);
    let job = tokio::task::spawn_blocking(move || {
        // Held until the work is really done, also where nobody waits for it any more.
        let _permit = permit;
        stop.during(make)
    });
    match tokio::time::timeout(app.patience, job).await {
        Err(_) | Ok(Ok(Err(_))) => Err(WebError::Slow),
        Ok(Err(_)) => Err(WebError::Broken),
        Ok(Ok(Ok(made))) => made,
    }
}

/// Slows down who guesses passwords: each address may be wrong so often, and its refusals come later and later.
#[derive(Debug, Default)]
pub(super) struct Brake(Mutex<HashMap<IpAddr, Instant>>);

impl Brake {
    /// How long one wrong password holds an address up.
    const EACH: Duration = Duration::from_millis(500);
    /// An address that would be held up for longer is refused unheard.
    const MOST: Duration = Duration::from_secs(10);
    /// Addresses that are remembered; more are those of an attack, and the oldest are let go.
    const ADDRESSES: usize = 10_000;

    /// May this address try a password at this time?
    pub(super) fn admits(&self, address: IpAddr, now: Instant) -> bool {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(&net(address)).is_none_or(|until| until.saturating_duration_since(now) < Self::MOST)
    }

    /// A wrong password came from this address: how long its refusal has to wait.
    pub(super) fn hold(&self, address: IpAddr, now: Instant) -> Duration {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= Self::ADDRESSES {
            held.retain(|_, until| *until > now);
        }
        if held.len() >= Self::ADDRESSES {
            held.clear();
        }
        let until = held.entry(net(address)).or_insert(now);
        *until = (*until).max(now) + Self::EACH;
        until.saturating_duration_since(now)
    }
}

/// What one customer of a provider has: an address, or of the new kind a network of them.
fn net(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            six.to_ipv4_mapped().map_or_else(|| Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into(), Into::into)
        }
        four => four,
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
    fn guessing_is_slowed_and_nobody_else_is() {
        let (brake, now) = (Brake::default(), Instant::now());
        let [one, other]: [IpAddr; 2] = ["2001:db8::1", "192.0.2.1"].map(|address| address.parse().unwrap());
        let waits: Vec<u128> = (0..20).map(|_| brake.hold(one, now).as_millis()).collect();
        assert_eq!((waits[0], waits[19]), (500, 10_000));
        assert!(!brake.admits("2001:db8::2".parse().unwrap(), now), "the neighbour in one network is the same");
        assert!(brake.admits(other, now));
        assert!(brake.admits(one, now + Duration::from_secs(1)));
    }

    #[test]
    fn passwords_are_read() {
        assert_eq!(basic("dTpvcGVuIHNlc2FtZQ=="), Some(b"open sesame".to_vec()));
        assert_eq!(basic("x!"), None);
    }
}
