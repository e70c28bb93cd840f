//! Work that can be stopped from outside: when its time is up, or when nobody wants its answer any more.
//!
//! In comes work, out comes what it gave or the word that it was stopped. Long loops call [`check`], which costs next
//! to nothing; where nobody set a limit it does nothing. Who sets limits, and why, must not be known here.
//!
//! A stopped loop unwinds to where its work began, as compilers and language servers do it, so that no result on the
//! way has to speak of it. No message is written: this is no panic of anybody's fault.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// When some work is to stop.
#[derive(Clone, Debug)]
pub struct Stop {
    words: Vec<Arc<AtomicBool>>,
    until: Option<Instant>,
}

/// The work was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Stopped;

/// The clock is looked at once in so many checks.
const SELDOM: u32 = 64;

thread_local! {
    static NOW: RefCell<Option<Stop>> = const { RefCell::new(None) };
    static CHECKS: Cell<u32> = const { Cell::new(0) };
}

impl Stop {
    /// At a time, or when one of the words is given (set to true), whichever is first.
    #[must_use]
    pub fn at(until: Option<Instant>, words: Vec<Arc<AtomicBool>>) -> Self {
        Self { words, until }
    }

    /// Is it time?
    #[must_use]
    pub fn is_now(&self) -> bool {
        self.words.iter().any(|word| word.load(Ordering::Relaxed))
            || self.until.is_some_and(|until| Instant::now() >= until)
    }

    /// Does work that stops when it is time.
    ///
    /// ```
    /// use kurabe_text::stop::{Stop, Stopped, check};
    /// let never = Stop::at(None, Vec::new());
    /// assert_eq!(never.during(|| { check(); 1 }), Ok(1));
    /// let now = Stop::at(Some(std::time::Instant::now()), Vec::new());
    /// assert_eq!(now.during(|| loop { check() }), Err::<(), _>(Stopped));
    /// ```
    ///
    /// # Errors
    ///
    /// If it was stopped.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> Result<T, Stopped> {
        match catch_unwind(AssertUnwindSafe(|| carried(Some(self), work))) {
            Ok(made) => Ok(made),
            Err(thrown) if thrown.is::<Stopped>() => Err(Stopped),
            Err(thrown) => resume_unwind(thrown),
        }
    }
}

/// Stops the work of this thread if it is time.
pub fn check() {
    let is_due = CHECKS.with(|checks| {
        let count = checks.get().wrapping_add(1);
        checks.set(count);
        count.is_multiple_of(SELDOM)
    });
    if is_due && NOW.with_borrow(|now| now.as_ref().is_some_and(Stop::is_now)) {
        resume_unwind(Box::new(Stopped));
    }
}

/// The limit that holds in this thread, to be [`carried`] to others that share its work.
#[must_use]
pub fn current() -> Option<Stop> {
    NOW.with_borrow(Clone::clone)
}

/// Does a part of some work in whatever thread, under the limit of the whole.
pub fn carried<T>(stop: Option<&Stop>, work: impl FnOnce() -> T) -> T {
    struct Before(Option<Stop>);
    impl Drop for Before {
        fn drop(&mut self) {
            NOW.set(self.0.take());
        }
    }
    if stop.is_none() {
        return work();
    }
    let _before = Before(NOW.replace(stop.cloned()));
    work()
}

/// A function that does its work in whatever thread under the limit that holds in this one.
pub fn carry<A, T>(work: impl Fn(A) -> T + Sync + Send) -> impl Fn(A) -> T + Sync + Send {
    let limit = current();
    move |given| carried(limit.as_ref(), || work(given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stops_work_in_other_threads_too() {
        let word = Arc::new(AtomicBool::new(false));
        let stop = Stop::at(None, vec![Arc::clone(&word)]);
        let done = stop.during(|| {
            let limit = current();
            std::thread::scope(|scope| {
                let helper = scope.spawn(|| carried(limit.as_ref(), loop_until_stopped));
                word.store(true, Ordering::Relaxed);
                if let Err(thrown) = helper.join() {
                    resume_unwind(thrown);
                }
            });
        });
        assert_eq!(done, Err(Stopped));
        check();
        assert!(current().is_none(), "nothing is left behind");
    }

    fn loop_until_stopped() {
        for _ in 0..u64::MAX {
            check();
        }
    }
}
