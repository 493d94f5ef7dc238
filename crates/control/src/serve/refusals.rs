//! Refused calls of the Admin API: counted in bounded memory, for events of the audit log.
//!
//! What is refused needs no valid token, so an event for each would let any client fill the
//! database. Instead, one event sums up what was refused in an interval, for each key that a token
//! named, and one for all tokens that name no key.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use keyplane_entity::{Scope, Timestamp, id::KeyId, key};

use crate::known::RequestContext;

/// The shortest time between two events about one key, or about no key, in seconds.
const INTERVAL_SECONDS: i64 = 300;
/// Maximum number of keys with an event of their own in an interval.
const MAX_KEYS: usize = 50;
/// Maximum number of source addresses that an event names.
const MAX_SOURCES: usize = 20;

/// The place of a source address where there is none.
const UNKNOWN: &str = "unknown";

/// The refused calls since the last events.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refusals(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    /// `None`: calls whose token names no known key.
    tallies: HashMap<Option<KeyId>, RefusedCalls>,
    /// Times of the last events.
    written: HashMap<Option<KeyId>, Timestamp>,
    total: u64,
}

/// The refused calls about one key, or about no key.
#[derive(Clone, Debug)]
pub(crate) struct RefusedCalls {
    /// The key that the tokens named.
    pub(crate) key: Option<Arc<key::Model>>,
    pub(crate) count: u64,
    /// Calls by reason.
    pub(crate) reasons: BTreeMap<&'static str, u64>,
    /// Calls by source address, of the first [`MAX_SOURCES`] addresses.
    pub(crate) sources: BTreeMap<String, u64>,
    /// Calls from other addresses.
    pub(crate) other_sources: u64,
    pub(crate) first_at: Timestamp,
    pub(crate) last_at: Timestamp,
    /// The request of the first call.
    pub(crate) request_id: Option<String>,
}

impl RefusedCalls {
    fn new(key: Option<Arc<key::Model>>, now: Timestamp) -> Self {
        Self {
            key,
            count: 0,
            reasons: BTreeMap::new(),
            sources: BTreeMap::new(),
            other_sources: 0,
            first_at: now,
            last_at: now,
            request_id: None,
        }
    }

    /// The chain for the event: that of the key's scope, else that of the instance.
    pub(crate) fn scope(&self) -> Scope {
        self.key.as_ref().map_or(Scope::Instance, |key| key.scope())
    }

    /// The origin of the calls: the request if there was one, the source address if there was one.
    pub(crate) fn context(&self) -> RequestContext {
        let request_id = self.request_id.clone().filter(|_| self.count == 1);
        let is_only = self.sources.len() == 1 && self.other_sources == 0;
        let source = self.sources.keys().next().filter(|_| is_only);
        let source_address = source.and_then(|source| source.parse().ok());
        RequestContext { request_id, source_address }
    }

    fn id(&self) -> Option<KeyId> {
        self.key.as_ref().map(|key| key.id)
    }

    fn add(&mut self, reason: &'static str, context: &RequestContext, now: Timestamp) {
        if self.count == 0 {
            self.request_id.clone_from(&context.request_id);
        }
        self.count += 1;
        self.last_at = now;
        *self.reasons.entry(reason).or_default() += 1;

        let source = context.source_address.map_or(UNKNOWN.to_owned(), |source| source.to_string());
        if let Some(calls) = self.sources.get_mut(&source) {
            *calls += 1;
        } else if self.sources.len() < MAX_SOURCES {
            self.sources.insert(source, 1);
        } else {
            self.other_sources += 1;
        }
    }

    /// Adds the calls of a tally that could not be written.
    fn merge(&mut self, earlier: Self) {
        self.count += earlier.count;
        self.first_at = self.first_at.min(earlier.first_at);
        self.last_at = self.last_at.max(earlier.last_at);
        self.request_id = earlier.request_id;
        self.other_sources += earlier.other_sources;
        for (reason, calls) in earlier.reasons {
            *self.reasons.entry(reason).or_default() += calls;
        }
        for (source, calls) in earlier.sources {
            if self.sources.len() < MAX_SOURCES || self.sources.contains_key(&source) {
                *self.sources.entry(source).or_default() += calls;
            } else {
                self.other_sources += calls;
            }
        }
    }
}

impl Refusals {
    /// Counts a refused call. `key`: the key that its token named, if there is one.
    pub(super) fn note(
        &self,
        key: Option<&Arc<key::Model>>,
        reason: &'static str,
        context: &RequestContext,
        now: Timestamp,
    ) {
        let mut counts = self.counts();
        counts.total += 1;
        let id = key.map(|key| key.id);
        let has_room = counts.tallies.len() < MAX_KEYS || counts.tallies.contains_key(&id);
        let (id, key) = if has_room { (id, key.cloned()) } else { (None, None) };
        let tally = counts.tallies.entry(id).or_insert_with(|| RefusedCalls::new(key, now));
        tally.add(reason, context, now);
    }

    /// Takes the tallies whose last event is long enough ago; with `all`, every one.
    pub(crate) fn take_due(&self, now: Timestamp, all: bool) -> Vec<RefusedCalls> {
        let mut counts = self.counts();
        let long_ago = now.plus_seconds(-INTERVAL_SECONDS);
        // Times ahead of the clock do not hold events back after the clock was corrected.
        counts.written.retain(|_, at| *at > long_ago && *at <= now);

        let Counts { tallies, written, .. } = &mut *counts;
        let due = tallies.extract_if(|id, _| all || !written.contains_key(id));
        due.map(|(_, tally)| tally).collect()
    }

    /// Notes that the event of a tally was written.
    pub(crate) fn was_written(&self, tally: &RefusedCalls, now: Timestamp) {
        self.counts().written.insert(tally.id(), now);
    }

    /// Puts back a tally that could not be written.
    pub(crate) fn keep(&self, tally: RefusedCalls) {
        let mut counts = self.counts();
        match counts.tallies.entry(tally.id()) {
            std::collections::hash_map::Entry::Occupied(mut later) => later.get_mut().merge(tally),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(tally);
            }
        }
    }

    /// Refused calls since the start.
    pub(super) fn total(&self) -> u64 {
        self.counts().total
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
