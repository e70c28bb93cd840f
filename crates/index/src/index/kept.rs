//! Values that are kept for the next time, the least used forgotten first: so many, and so many bytes.
//!
//! In come keys and ways to make values, out come values. What they are must not be known here.

use std::borrow::Borrow;
use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

/// Values that are kept.
pub struct Kept<K, V> {
    values: Mutex<Weighed<K, V>>,
    most: usize,
    weigh: fn(&V) -> usize,
}

/// Values with their weights, and the sum of these.
struct Weighed<K, V> {
    cache: LruCache<K, (Arc<V>, usize)>,
    sum: usize,
}

/// Bytes that a value takes beside itself: its key, its place in the list.
const OWN: usize = 200;

impl<K: Hash + Eq, V> Kept<K, V> {
    /// Keeps so many values, and so many bytes of them as they are weighed.
    #[must_use]
    pub fn new(values: usize, most: usize, weigh: fn(&V) -> usize) -> Self {
        let cache = LruCache::unbounded();
        let mut kept = Self { values: Mutex::new(Weighed { cache, sum: 0 }), most, weigh };
        if let (Some(values), Ok(weighed)) = (NonZeroUsize::new(values), kept.values.get_mut()) {
            weighed.cache.resize(values);
        }
        kept
    }

    /// The value of a key, made if it is not kept.
    ///
    /// # Errors
    ///
    /// If it could not be made.
    pub fn get<Q, E>(&self, key: &Q, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        let lock = || self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((kept, _)) = lock().cache.get(key) {
            return Ok(Arc::clone(kept));
        }
        let made = Arc::new(make()?);
        let weight = OWN + (self.weigh)(&made);
        let mut values = lock();
        if let Some((_, (_, old))) = values.cache.push(key.to_owned(), (Arc::clone(&made), weight)) {
            values.sum -= old;
        }
        values.sum += weight;
        while values.sum > self.most
            && let Some((_, (_, old))) = values.cache.pop_lru()
        {
            values.sum -= old;
        }
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_has_a_bound() {
        let kept: Kept<u32, Vec<u8>> = Kept::new(3, 2_000, Vec::len);
        let ask = |key: u32, size: usize| kept.get(&key, || Ok::<_, ()>(vec![0; size])).unwrap().len();
        let there = |key: u32| kept.values.lock().unwrap().cache.contains(&key);
        for key in 0..5 {
            ask(key, 300);
        }
        assert_eq!([0, 1, 2, 3, 4].map(there), [false, false, true, true, true], "three at most");
        assert_eq!(ask(4, 1), 300, "it is not made again");
        assert_eq!(ask(5, 1_200), 1_200);
        assert_eq!([2, 3, 4, 5].map(there), [false, false, true, true], "2,000 bytes at most");
        assert_eq!(ask(9, 5_000), 5_000, "what is too large for all of it is given and not kept");
        assert!(!there(9));
        assert_eq!(kept.values.lock().unwrap().sum, 0);
    }
}
