//! Counts in memory. A count that exists is raised without an allocation; the number of counts is
//! bounded.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{Hash, Hasher},
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use keyplane_entity::{Timestamp, usage_count::Outcome};
use uuid::Uuid;

/// Number of parts with a lock of their own.
const SHARDS: usize = 16;
/// Maximum number of counts of one shard: as many as a table of 16,384 places holds. All shards
/// take at most 45 MB.
const MAX_COUNTS: usize = 14_336;
/// Number of counts of one shard from which they should be written soon.
const MANY_COUNTS: usize = MAX_COUNTS / 4 * 3;

/// What calls are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UsageSubject {
    pub(super) credential: Credential,
    /// ID of the application; nil for none.
    pub(super) application: Uuid,
    /// ID of the API; nil for none.
    pub(super) api: Uuid,
    /// Hours since the Unix epoch.
    pub(super) hour: u32,
}

/// The credential of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credential {
    /// None that is known.
    None,
    /// The caller's own key or secret.
    Own(Uuid),
    /// The project's key that signed the token.
    Signing(Uuid),
}

impl Credential {
    /// Its ID; nil for none.
    pub(super) fn id(self) -> Uuid {
        match self {
            Self::None => Uuid::nil(),
            Self::Own(id) | Self::Signing(id) => id,
        }
    }
}

impl Hash for UsageSubject {
    /// One number instead of three IDs: half of the bits of each ID are random.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let application = self.application.as_u128().rotate_left(42);
        let api = self.api.as_u128().rotate_left(84);
        state.write_u128(self.credential.id().as_u128() ^ application ^ api);
        state.write_u32(self.hour);
    }
}

/// The calls of a subject, by outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Number of calls, in the order of [`Outcome`].
    pub(super) calls: [u32; Outcome::COUNT],
    pub(super) accepted: Last,
    pub(super) refused: Last,
}

/// The last of some calls.
#[derive(Clone, Copy, Debug)]
pub(super) struct Last {
    pub(super) at: Timestamp,
    pub(super) source: Option<IpAddr>,
}

impl Default for Last {
    fn default() -> Self {
        Self { at: Timestamp(i64::MIN), source: None }
    }
}

impl Last {
    fn advance(&mut self, other: Self) {
        if other.at >= self.at {
            *self = other;
        }
    }
}

impl Tally {
    /// One call.
    pub(super) fn one(outcome: Outcome, last: Last) -> Self {
        let mut tally = Self::default();
        tally.count(outcome, last);
        tally
    }

    fn count(&mut self, outcome: Outcome, last: Last) {
        let calls = &mut self.calls[outcome as usize];
        *calls = calls.saturating_add(1);
        if outcome.is_accepted() {
            self.accepted.advance(last);
        } else {
            self.refused.advance(last);
        }
    }

    /// Adds the calls of another tally.
    pub(super) fn add(&mut self, other: &Self) {
        for (calls, more) in self.calls.iter_mut().zip(other.calls) {
            *calls = calls.saturating_add(more);
        }
        self.accepted.advance(other.accepted);
        self.refused.advance(other.refused);
    }

    /// The number of calls.
    pub(super) fn total(&self) -> u64 {
        self.calls.iter().copied().map(u64::from).sum()
    }
}

/// What became of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Yes,
    /// Counted, and the shard has just become nearly full.
    YesAndMany,
    /// Not counted: the shard is full.
    No,
}

type Shard = HashMap<UsageSubject, Tally>;

/// The counts since they were last taken.
#[derive(Debug, Default)]
pub(super) struct Tallies([Mutex<Shard>; SHARDS]);

impl Tallies {
    /// Counts one call.
    pub(super) fn count(&self, subject: &UsageSubject, outcome: Outcome, last: Last) -> Counted {
        let mut shard = self.shard(subject);
        if let Some(tally) = shard.get_mut(subject) {
            tally.count(outcome, last);
            return Counted::Yes;
        }
        insert(&mut shard, subject, &Tally::one(outcome, last))
    }

    /// Takes all counts, one shard after the other, so that counting goes on meanwhile.
    pub(super) fn take(&self) -> impl Iterator<Item = Vec<(UsageSubject, Tally)>> {
        self.0.iter().map(|shard| {
            let taken = std::mem::take(&mut *locked(shard));
            taken.into_iter().collect()
        })
    }

    /// Puts counts back that could not be written. Returns the number of calls that find no place.
    pub(super) fn put_back(&self, counts: &[(UsageSubject, Tally)]) -> u64 {
        let mut lost = 0;
        for (subject, tally) in counts {
            match insert(&mut self.shard(subject), subject, tally) {
                Counted::Yes | Counted::YesAndMany => {}
                Counted::No => lost += tally.total(),
            }
        }
        lost
    }

    /// The number of counts.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|shard| locked(shard).len()).sum()
    }

    /// The shard of a subject: the last bits of an ID are random.
    fn shard(&self, subject: &UsageSubject) -> MutexGuard<'_, Shard> {
        let id = if subject.application.is_nil() {
            subject.credential.id()
        } else {
            subject.application
        };
        locked(&self.0[usize::from(id.as_bytes()[15]) % SHARDS])
    }
}

fn locked(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

fn insert(shard: &mut Shard, subject: &UsageSubject, tally: &Tally) -> Counted {
    let size = shard.len();
    match shard.entry(*subject) {
        Entry::Occupied(mut known) => {
            known.get_mut().add(tally);
            Counted::Yes
        }
        Entry::Vacant(_) if size >= MAX_COUNTS => Counted::No,
        Entry::Vacant(place) => {
            place.insert(*tally);
            if size + 1 == MANY_COUNTS { Counted::YesAndMany } else { Counted::Yes }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(number: u128) -> UsageSubject {
        UsageSubject {
            credential: Credential::None,
            application: Uuid::from_u128(number),
            api: Uuid::nil(),
            hour: 1,
        }
    }

    fn at(time: i64) -> Last {
        Last { at: Timestamp(time), source: None }
    }

    #[test]
    fn counts_that_were_put_back_are_added_to_those_made_meanwhile() {
        let tallies = Tallies::default();
        tallies.count(&subject(1), Outcome::Accepted, at(5));
        tallies.count(&subject(1), Outcome::Grant, at(6));
        let taken: Vec<_> = tallies.take().flatten().collect();
        assert_eq!(tallies.len(), 0);

        tallies.count(&subject(1), Outcome::Accepted, at(9));
        assert_eq!(tallies.put_back(&taken), 0);
        let all: Vec<_> = tallies.take().flatten().collect();
        let [(_, tally)] = all[..] else { panic!("one subject") };
        assert_eq!(tally.calls[Outcome::Accepted as usize], 2);
        assert_eq!(tally.calls[Outcome::Grant as usize], 1);
        assert_eq!(tally.total(), 3);
        assert_eq!((tally.accepted.at, tally.refused.at), (Timestamp(9), Timestamp(6)));
    }

    #[test]
    fn a_full_shard_says_so_in_time_and_still_counts_what_it_has() {
        let tallies = Tallies::default();
        // The same last byte, so the same shard.
        let number = |number: usize| subject(u128::try_from(number << 8).unwrap());
        let mut warnings = Vec::new();
        for count in 0..MAX_COUNTS {
            match tallies.count(&number(count), Outcome::Accepted, at(1)) {
                Counted::Yes => {}
                Counted::YesAndMany => warnings.push(count + 1),
                Counted::No => panic!("full at {count}"),
            }
        }
        assert_eq!(warnings, [MANY_COUNTS]);

        let new = number(MAX_COUNTS);
        assert_eq!(tallies.count(&new, Outcome::Accepted, at(1)), Counted::No);
        assert_eq!(tallies.count(&number(0), Outcome::Accepted, at(1)), Counted::Yes);
        assert_eq!(tallies.put_back(&[(new, Tally::one(Outcome::Accepted, at(1)))]), 1);
        assert_eq!(tallies.len(), MAX_COUNTS);
    }

    #[test]
    fn all_counts_fit_into_64_mebibytes() {
        let places = MAX_COUNTS * 8 / 7;
        let shard = places * (size_of::<(UsageSubject, Tally)>() + 1);
        // The shard that is being written exists a second time, as a list.
        assert!((SHARDS + 1) * shard < 64 * 1024 * 1024, "{shard} bytes a shard");
    }
}
