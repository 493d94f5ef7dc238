//! One source: its set, how its last fetch ended, and the fetch that is under way. Pure functions of
//! the moment; nothing here waits.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use keyplane_auth::{OutsideKeySet, SkippedKey};
use keyplane_entity::Timestamp;

use super::{
    error::{KeySetError, KeySetFault, KeySetUnavailable},
    fetch::Fetched,
    flight::{FetchTicket, Flight, Urgency},
    need::{Need, Refresh, Turnout},
    source::{FetchShare, KeySetSource},
};

/// How long a set counts after the last good answer.
pub(super) const KEPT: Duration = Duration::from_hours(24);
/// The shortest time between two fetches that unknown `kid`s start, and the shortest life of a set.
pub(super) const SHORTEST: Duration = Duration::from_secs(30);
/// The longest life of a set before it is fetched again: an hour, less the time that a background
/// fetch may wait for its turn.
const LONGEST: Duration = Duration::from_mins(58);
/// The longest pause between two background fetches that fail.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);
/// The shortest time between two fetches that operators start.
pub(super) const BETWEEN_REFRESHES: Duration = Duration::from_secs(10);

/// A moment, by both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The time since some moment before the process started; ages go by it.
    pub(crate) uptime: Duration,
    /// The time of day; operators see it.
    pub(crate) now: Timestamp,
}

/// What a process knows about the keys of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySetState {
    /// When the source last gave a usable set; `None` if it has not since the process started.
    pub fetched_at: Option<Timestamp>,
    /// Why the last fetch failed; `None` if it succeeded, or if there was none.
    pub last_error: Option<KeySetError>,
    /// The `kid`s of the keys that count now, in their order; keys without a `kid` are left out.
    pub key_ids: Vec<String>,
    /// How many keys of the set are not used, for each reason.
    pub skipped: Vec<(SkippedKey, usize)>,
}

/// One source.
pub(super) struct KeySetSlot {
    pub(super) source: KeySetSource,
    /// Whose question made the slot; its place is counted for this share.
    pub(super) owner: FetchShare,
    state: Mutex<SlotState>,
}

struct SlotState {
    asked_at: Duration,
    asked_by: FetchShare,
    /// The shares that have asked, with the number of fetches that had ended before.
    askers: HashMap<FetchShare, u64>,
    /// Fetches that have ended.
    ended: u64,
    good: Option<GoodAnswer>,
    fault: Option<KeySetFault>,
    /// Fetches in a row that failed.
    failures: u32,
    attempted_at: Option<Duration>,
    /// When the set is to be fetched again in the background.
    refresh_at: Duration,
    /// Whether the fetch that is under way may bring keys that an operator has replaced since.
    is_outdated: bool,
    flight: Flight,
}

struct GoodAnswer {
    set: Arc<OutsideKeySet>,
    at: Duration,
    fetched_at: Timestamp,
    /// The number of the fetch that brought it.
    number: u64,
}

impl KeySetSlot {
    pub(super) fn new(source: KeySetSource, owner: FetchShare, at: Duration) -> Self {
        let state = SlotState {
            asked_at: at,
            asked_by: owner,
            askers: HashMap::from([(owner, 0)]),
            ended: 0,
            good: None,
            fault: None,
            failures: 0,
            attempted_at: None,
            refresh_at: at,
            is_outdated: false,
            flight: Flight::default(),
        };
        Self { source, owner, state: Mutex::new(state) }
    }

    fn lock(&self) -> MutexGuard<'_, SlotState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a token needs whose header names `kid`.
    pub(super) fn ask(&self, share: FetchShare, at: Duration, kid: Option<&str>) -> Need {
        let mut state = self.lock();
        state.asked_at = at;
        state.note_asker(share);

        if let Some(set) = state.known(at, kid) {
            let ticket = state.is_due(at).then(|| state.flight.queue(Urgency::Background));
            return Need::Answer(Ok(set), ticket);
        }
        if let Some(done) = state.flight.joined() {
            return Need::Join(done);
        }
        if state.attempted_at.is_none_or(|attempt| at >= attempt + SHORTEST) {
            return Need::Fetch(state.flight.queue(Urgency::Foreground));
        }
        Need::Answer(state.answer(at, kid), None)
    }

    /// The answer after a fetch that a request waited for.
    pub(super) fn answer(
        &self,
        at: Duration,
        kid: Option<&str>,
    ) -> Result<Arc<OutsideKeySet>, KeySetUnavailable> {
        self.lock().answer(at, kid)
    }

    /// The fetch that the background owes the source, and for whom; `None` if none is due.
    pub(super) fn due(&self, at: Duration) -> Option<(FetchShare, FetchTicket)> {
        let mut state = self.lock();
        let is_due = state.is_due(at);
        is_due.then(|| (state.asked_by, state.flight.queue(Urgency::Background)))
    }

    /// Notes that a share asks for the source, ahead of its first token.
    pub(super) fn note_asker(&self, share: FetchShare) {
        self.lock().note_asker(share);
    }

    /// What an operator's wish for a fetch leads to.
    pub(super) fn refresh(&self, share: FetchShare, at: Duration) -> Refresh {
        let mut state = self.lock();
        state.note_asker(share);
        if let Some(done) = state.flight.joined() {
            return Refresh::Join(done);
        }
        if state.attempted_at.is_none_or(|attempt| at >= attempt + BETWEEN_REFRESHES) {
            return Refresh::Fetch(state.flight.queue(Urgency::Foreground));
        }
        Refresh::Recent
    }

    /// Makes the set due, because an operator says so: at once, or 10 seconds after the last fetch
    /// began or the present one ends.
    pub(super) fn outdate(&self, at: Duration) {
        let mut state = self.lock();
        if state.flight.is_under_way() {
            state.is_outdated = true;
            return;
        }
        let soonest = state.attempted_at.map_or(at, |attempt| at.max(attempt + BETWEEN_REFRESHES));
        state.refresh_at = state.refresh_at.min(soonest);
    }

    /// Begins a fetch that has its turn; `false` if another took its place.
    pub(super) fn begin(&self, ticket: &FetchTicket, at: Duration) -> bool {
        let mut state = self.lock();
        let begins = state.flight.begin(ticket);
        if begins {
            state.attempted_at = Some(at);
        }
        begins
    }

    /// Ends a fetch. A good answer replaces the set; a failure keeps it.
    pub(super) fn finish(&self, fetched: Result<Fetched, KeySetFault>, moment: Moment) -> Turnout {
        let at = moment.uptime;
        let mut state = self.lock();
        state.ended += 1;
        let turnout = match fetched {
            Ok(Fetched { set, max_age }) => {
                let life = max_age.map_or(LONGEST, Duration::from_secs);
                state.refresh_at = at + life.clamp(SHORTEST, LONGEST);
                let (set, fetched_at, number) = (Arc::new(set), moment.now, state.ended);
                state.good = Some(GoodAnswer { set, at, fetched_at, number });
                state.failures = 0;
                match state.fault.take() {
                    Some(_) => Turnout::Recovered,
                    None => Turnout::Same,
                }
            }
            Err(fault) => {
                state.refresh_at = at + pause(state.failures);
                state.failures = state.failures.saturating_add(1);
                let is_same = state.fault.replace(fault) == Some(fault);
                if is_same { Turnout::Same } else { Turnout::Fails(fault) }
            }
        };

        if std::mem::take(&mut state.is_outdated) {
            state.refresh_at = state.refresh_at.min(at + BETWEEN_REFRESHES);
        }
        turnout
    }

    /// What operators of a share see: what came of the fetches that ended since it first asked. Of those
    /// before, it could tell that others trust the same issuer.
    pub(super) fn shown(&self, share: FetchShare, at: Duration) -> KeySetState {
        let state = self.lock();
        let Some(before) = state.askers.get(&share).copied() else {
            return KeySetState::default();
        };
        let good = state.good.as_ref().filter(|good| good.number > before);
        let set = good.and_then(|_| state.usable(at));
        let kids = set.iter().flat_map(|set| set.keys()).filter_map(|key| key.kid());
        KeySetState {
            fetched_at: good.map(|good| good.fetched_at),
            last_error: state.fault.filter(|_| state.ended > before).map(KeySetError),
            key_ids: kids.map(ToOwned::to_owned).collect(),
            skipped: set.as_ref().map_or_else(Vec::new, |set| set.skipped().to_vec()),
        }
    }

    /// When a request last asked.
    pub(super) fn asked_at(&self) -> Duration {
        self.lock().asked_at
    }

    /// Drops a set that counts no longer.
    pub(super) fn drop_old(&self, at: Duration) {
        let mut state = self.lock();
        if state.usable(at).is_none() {
            state.good = None;
        }
    }

    /// Age of the set that counts, and whether the last fetch failed; `None` without a set.
    pub(super) fn age(&self, at: Duration) -> Option<(Duration, bool)> {
        let state = self.lock();
        let good = state.good.as_ref()?;
        let age = at.saturating_sub(good.at);
        (age < KEPT).then_some((age, state.fault.is_some()))
    }

    /// The end of the fetch that is under way.
    #[cfg(test)]
    pub(super) fn under_way(&self) -> Option<tokio::sync::watch::Receiver<()>> {
        self.lock().flight.done()
    }

    /// About how many bytes of memory the slot takes.
    pub(super) fn weight(&self) -> usize {
        let state = self.lock();
        let set = state.good.as_ref().map_or(0, |good| good.set.weight());
        let askers = state.askers.capacity() * size_of::<(FetchShare, u64)>();
        size_of::<Self>() + self.source.weight() + askers + set
    }
}

impl SlotState {
    /// Notes who asks. The first question of a share makes a set due that others asked for before, so
    /// that the share soon sees a fetch of its own.
    fn note_asker(&mut self, share: FetchShare) {
        if std::mem::replace(&mut self.asked_by, share) == share {
            return;
        }
        let before = self.ended;
        let is_new = !self.askers.contains_key(&share);
        self.askers.entry(share).or_insert(before);
        if is_new
            && before > 0
            && let Some(attempt) = self.attempted_at
        {
            self.refresh_at = self.refresh_at.min(attempt + SHORTEST);
        }
    }

    /// The set, if it still counts.
    fn usable(&self, at: Duration) -> Option<Arc<OutsideKeySet>> {
        let good = self.good.as_ref()?;
        (at.saturating_sub(good.at) < KEPT).then(|| Arc::clone(&good.set))
    }

    /// The set, if it counts and answers for `kid`.
    fn known(&self, at: Duration, kid: Option<&str>) -> Option<Arc<OutsideKeySet>> {
        self.usable(at).filter(|set| kid.is_none_or(|kid| set.has_kid(kid)))
    }

    /// What is known without another fetch. A set without the key is the answer while the source is
    /// well; else the key may be one that the source could not say.
    fn answer(
        &self,
        at: Duration,
        kid: Option<&str>,
    ) -> Result<Arc<OutsideKeySet>, KeySetUnavailable> {
        if let Some(set) = self.known(at, kid) {
            return Ok(set);
        }
        let is_well = self.fault.is_none() && !self.flight.is_under_way();
        match self.usable(at) {
            Some(set) if is_well => Ok(set),
            _ => Err(self.unavailable(at)),
        }
    }

    fn unavailable(&self, at: Duration) -> KeySetUnavailable {
        let next = self.attempted_at.filter(|_| !self.flight.is_under_way());
        let left = next.map_or(Duration::ZERO, |attempt| (attempt + SHORTEST).saturating_sub(at));
        KeySetUnavailable { retry_after_seconds: left.as_secs().clamp(1, SHORTEST.as_secs()) }
    }

    fn is_due(&self, at: Duration) -> bool {
        at >= self.refresh_at && !self.flight.is_under_way()
    }
}

/// The pause after a background fetch that failed: 30 seconds, and twice as long each time.
fn pause(failures: u32) -> Duration {
    SHORTEST.saturating_mul(1 << failures.min(4)).min(LONGEST_PAUSE)
}
