//! What keeps a hostile or broken document from harm: limits of time and memory around a library that has none.
//!
//! What comes in is work on a document, what goes out is its result or that it failed. This file must not know what
//! the work is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

/// The time that one page may take.
pub(super) const PAGE: Duration = Duration::from_secs(8);
/// What it may take beyond that in places that cannot be left.
const GRACE: Duration = Duration::from_millis(1500);
/// Reports that wait to be taken; a report may hold the image of a page.
const AHEAD: usize = 2;
/// The stack for documents that nest deeply.
const STACK: usize = 64 << 20;

/// Thrown past the library to leave a page; no panic, and never seen outside.
pub(super) struct Stop;

/// Why work gave no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The library broke.
    Broken,
    /// It was left on purpose.
    Stopped,
}

/// Runs work that may break. What it prints when it breaks is not for the reader's eyes.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    let result = quietly(|| catch_unwind(AssertUnwindSafe(work)));
    result.map_err(|thrown| if thrown.is::<Stop>() { Failure::Stopped } else { Failure::Broken })
}

thread_local! {
    static QUIET: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Keeps the message of a panic from the terminal while this thread works on a document.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.with(std::cell::Cell::get) {
                before(info);
            }
        }));
    });
    let was = QUIET.with(|quiet| quiet.replace(true));
    let result = work();
    QUIET.with(|quiet| quiet.set(was));
    result
}

/// Runs work on a thread with a deep stack, and hands on what it reports until it ends. Work that reports nothing for
/// longer than a page may take is left to itself: it hangs in a place that cannot be reached.
pub(super) fn watched<T: Send + 'static>(
    work: impl FnOnce(&mut dyn FnMut(T)) + Send + 'static,
    mut each: impl FnMut(T),
) -> Result<(), Failure> {
    let (sender, reports) = mpsc::sync_channel(AHEAD);
    let run = move || {
        let report = &mut |report| drop(sender.send(Ok(report)));
        if let Err(failure) = caught(|| work(report)) {
            drop(sender.send(Err(failure)));
        }
    };
    std::thread::Builder::new().stack_size(STACK).spawn(run).map_err(|_| Failure::Broken)?;
    loop {
        match reports.recv_timeout(PAGE + GRACE) {
            Ok(report) => each(report?),
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
            Err(mpsc::RecvTimeoutError::Timeout) => return Err(Failure::Stopped),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_are_caught() {
        assert_eq!(caught(|| 3), Ok(3));
        assert_eq!(caught(|| std::panic::resume_unwind(Box::new(Stop))), Err::<(), _>(Failure::Stopped));
        let mut told = Vec::new();
        let work = |report: &mut dyn FnMut(u32)| {
            report(1);
            panic!("a broken font");
        };
        assert_eq!(watched(work, |report| told.push(report)), Err(Failure::Broken));
        assert_eq!(told, [1]);
    }
}
