//! Connections that are held at once, and which of them goes when all places are taken: the one that has been idle
//! longest, so that nobody who holds connections open keeps others out.
//!
//! In come connections, out go words to leave. What is asked on them must not be known here.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// All connections.
#[derive(Debug, Default)]
pub(super) struct Seats {
    next: AtomicU64,
    /// Counts what happens, so that one can tell what happened first.
    clock: AtomicU64,
    taken: Mutex<BTreeMap<u64, Arc<Place>>>,
}

#[derive(Debug, Default)]
struct Place {
    /// Answers that are being made.
    busy: AtomicUsize,
    /// When it was last busy.
    since: AtomicU64,
    leave: Notify,
}

/// The place of one connection, free again when this is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    seats: Arc<Seats>,
    number: u64,
    place: Arc<Place>,
}

/// An answer is being made as long as this lives.
#[derive(Debug)]
pub(super) struct Busy(Arc<Seat>);

impl Seats {
    /// Takes a place. Beyond so many, the connection that has been idle longest is told to leave.
    pub(super) fn take(self: &Arc<Self>, most: usize) -> Arc<Seat> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let place = Arc::new(Place { since: AtomicU64::new(self.tick()), ..Place::default() });
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.len() >= most {
            let idle = taken.iter().filter(|(_, place)| place.busy.load(Ordering::Relaxed) == 0);
            let longest = idle.min_by_key(|(_, place)| place.since.load(Ordering::Relaxed)).map(|(number, _)| *number);
            if let Some(place) = longest.and_then(|number| taken.remove(&number)) {
                place.leave.notify_one();
            }
        }
        taken.insert(number, Arc::clone(&place));
        Arc::new(Seat { seats: Arc::clone(self), number, place })
    }

    fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::Relaxed)
    }
}

impl Seat {
    /// Comes when the connection is to leave.
    pub(super) async fn asked_to_leave(&self) {
        self.place.leave.notified().await;
    }

    /// An answer begins.
    pub(super) fn busy(self: &Arc<Self>) -> Busy {
        self.place.busy.fetch_add(1, Ordering::Relaxed);
        Busy(Arc::clone(self))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.place.since.store(self.0.seats.tick(), Ordering::Relaxed);
        self.0.place.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_idle_longest_leaves() {
        let seats = Arc::new(Seats::default());
        let all: Vec<Arc<Seat>> = (0..3).map(|_| seats.take(3)).collect();
        let _answering = all[0].busy();
        drop(all[1].busy());
        let _more = seats.take(3);
        let there = |seat: &Seat| seats.taken.lock().unwrap().contains_key(&seat.number);
        assert_eq!([there(&all[0]), there(&all[1]), there(&all[2])], [true, true, false]);
    }
}
