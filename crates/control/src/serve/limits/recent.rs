//! A map of bounded size, for keys that any client can choose.

use std::{
    collections::HashMap,
    hash::Hash,
    mem,
    sync::{Mutex, PoisonError},
};

use governor::{nanos::Nanos, state::StateStore};

/// The keys that were used last, at most twice as many as `half`. What is used is in the young half.
/// When that is full, the old half is dropped and the young one takes its place. So a key that is used
/// again and again stays, and no use has to search for what can be dropped.
pub(super) struct Recent<K, V> {
    half: usize,
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K: Copy + Eq + Hash, V: Clone> Recent<K, V> {
    pub(super) fn new(half: usize) -> Self {
        Self { half, young: HashMap::new(), old: HashMap::new() }
    }

    /// The value of a key, which counts as used.
    pub(super) fn get(&mut self, key: &K) -> Option<V> {
        if let Some(value) = self.young.get(key) {
            return Some(value.clone());
        }
        let value = self.old.get(key)?.clone();
        self.insert(*key, value.clone());
        Some(value)
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        if self.young.len() >= self.half && !self.young.contains_key(&key) {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }
}

/// The states of a keyed rate limiter, of bounded size: a dropped key starts with its full budget.
pub(super) struct States<K>(Mutex<Recent<K, Nanos>>);

impl<K: Copy + Eq + Hash> States<K> {
    pub(super) fn new(half: usize) -> Self {
        Self(Mutex::new(Recent::new(half)))
    }
}

impl<K: Copy + Eq + Hash> StateStore for States<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (decision, state) = decide(states.get(key))?;
        states.insert(*key, state);
        Ok(decision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_keys_takes_bounded_memory_and_a_key_in_use_stays() {
        let mut recent = Recent::new(100);
        recent.insert(0, 7);
        for key in 1..=1000 {
            recent.insert(key, key);
            if key % 50 == 0 {
                assert_eq!(recent.get(&0), Some(7), "{key}");
            }
            assert!(recent.young.len() <= 100 && recent.old.len() <= 100);
        }
        assert_eq!(recent.get(&1), None, "the oldest are dropped");
        assert_eq!(recent.get(&1000), Some(1000));
    }

    #[test]
    fn writing_a_known_key_drops_nothing() {
        let mut recent = Recent::new(2);
        for key in [1, 2, 1, 2] {
            recent.insert(key, 0);
        }
        assert_eq!((recent.young.len(), recent.old.len()), (2, 0));
    }
}
