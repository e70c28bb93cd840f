//! Passwords of documents: the one that was given, else one that is asked for at the terminal without showing it.
//!
//! In comes a document that wants a password, out goes what reading it gives, and with which. Where passwords are kept
//! must not be known here.

use std::path::Path;

use super::output::Console;
use crate::library::ingest::IngestError;
use kurabe_read::ReadError;

/// How often one document is asked for.
const TRIES: usize = 3;

/// Passwords that were given, in the option or at the terminal, while one command runs.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<String>);

/// What reading a document gave, and the password that opened it, where it wanted one.
pub(super) type Opened<T> = (T, Option<String>);

impl Keys {
    pub(super) fn new(given: Option<&str>) -> Self {
        Self(given.map(str::to_owned).into_iter().collect())
    }

    /// Reads a document: without a password, then with each that is known, then with those that are typed.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or nobody knows its password.
    pub(super) fn open<T>(
        &mut self,
        file: &Path,
        console: &Console,
        read: impl Fn(Option<&str>) -> Result<T, IngestError>,
    ) -> Result<Opened<T>, IngestError> {
        let mut closed = match read(None) {
            Err(error) if is_locked(&error) => error,
            other => return other.map(|opened| (opened, None)),
        };
        for known in &self.0 {
            match read(Some(known)) {
                Err(error) if is_locked(&error) => closed = error,
                other => return other.map(|opened| (opened, Some(known.clone()))),
            }
        }
        for _ in 0..TRIES {
            let Some(typed) = console.ask_password(file) else { break };
            match read(Some(&typed)) {
                Err(error) if is_locked(&error) => closed = error,
                other => {
                    self.0.push(typed.clone());
                    return other.map(|opened| (opened, Some(typed)));
                }
            }
        }
        Err(closed)
    }
}

fn is_locked(error: &IngestError) -> bool {
    matches!(error, IngestError::Unread(ReadError::Encrypted | ReadError::WrongPassword))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Lang;

    #[test]
    fn what_is_known_is_tried_before_anybody_is_asked() {
        let console = Console::new(Lang::Ja, None);
        let read = |right: &'static str| {
            move |given: Option<&str>| match given {
                None => Err(IngestError::Unread(ReadError::Encrypted)),
                Some(given) if given == right => Ok(1),
                Some(_) => Err(IngestError::Unread(ReadError::WrongPassword)),
            }
        };
        let mut keys = Keys::new(Some("開け"));
        let file = Path::new("a.pdf");
        assert_eq!(keys.open(file, &console, read("開け")).unwrap(), (1, Some("開け".to_owned())));
        assert_eq!(keys.open(file, &console, |_| Ok(2)).unwrap(), (2, None));
        // Tests have no terminal.
        let closed = keys.open(file, &console, read("ごま")).unwrap_err();
        assert!(matches!(closed, IngestError::Unread(ReadError::WrongPassword)));
    }
}
