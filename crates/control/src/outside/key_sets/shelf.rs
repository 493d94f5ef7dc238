//! The sources that are kept, within bounds of number and memory.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use super::{
    slot::KeySetSlot,
    source::{FetchShare, KeySetSource},
};

/// A number of sources, and the bytes that they take.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    sources: usize,
    bytes: usize,
}

impl Extent {
    fn add(&mut self, bytes: usize) {
        self.sources += 1;
        self.bytes += bytes;
    }

    fn is_within(self, bound: Self) -> bool {
        self.sources <= bound.sources && self.bytes <= bound.bytes
    }
}

const OF_SHARE: Extent = Extent { sources: 1_000, bytes: 8 * 1024 * 1024 };
const OF_ALL: Extent = Extent { sources: 10_000, bytes: 64 * 1024 * 1024 };

/// How long a source is kept that no request asks for.
const UNASKED: Duration = Duration::from_hours(24);

type Slots = HashMap<[u8; 32], Arc<KeySetSlot>>;

/// The kept sources.
#[derive(Default)]
pub(super) struct Shelf(RwLock<Slots>);

impl Shelf {
    /// The slot of a source, if it is kept.
    pub(super) fn find(&self, source: &KeySetSource) -> Option<Arc<KeySetSlot>> {
        self.read(|slots| slots.get(&source.digest()).cloned())
    }

    /// The slot of a source; a new one if it is not kept.
    pub(super) fn slot(
        &self,
        share: FetchShare,
        source: &KeySetSource,
        at: Duration,
    ) -> Arc<KeySetSlot> {
        if let Some(slot) = self.find(source) {
            return slot;
        }
        let new = || Arc::new(KeySetSlot::new(source.clone(), share, at));
        let slot = self.write(|slots| Arc::clone(slots.entry(source.digest()).or_insert_with(new)));
        self.make_room(share, source);
        slot
    }

    /// Every slot.
    pub(super) fn slots(&self) -> Vec<Arc<KeySetSlot>> {
        self.read(|slots| slots.values().cloned().collect())
    }

    /// Lets go what no request has asked for within a day.
    pub(super) fn let_go(&self, at: Duration) {
        self.write(|slots| {
            slots.retain(|_, slot| at.saturating_sub(slot.asked_at()) < UNASKED);
        });
    }

    /// Keeps both bounds after a source of `share` grew: the sources that were not asked for the
    /// longest go first, those of the share before those of others. `newest` stays.
    pub(super) fn make_room(&self, share: FetchShare, newest: &KeySetSource) {
        if self.is_within_bounds(share) {
            return;
        }
        let mut all: Vec<_> = self.slots();
        all.sort_by_cached_key(|slot| std::cmp::Reverse(slot.asked_at()));

        let own = all.iter().filter(|slot| slot.owner == share);
        let mut gone: Vec<_> = beyond(own, OF_SHARE, newest);
        let rest = all.iter().filter(|slot| !gone.contains(&slot.source.digest()));
        gone.extend(beyond(rest, OF_ALL, newest));
        if !gone.is_empty() {
            self.write(|slots| slots.retain(|digest, _| !gone.contains(digest)));
        }
    }

    /// A look at every slot, without sorting them: nearly always there is room.
    fn is_within_bounds(&self, share: FetchShare) -> bool {
        let (mut own, mut all) = (Extent::default(), Extent::default());
        self.read(|slots| {
            for slot in slots.values() {
                let bytes = slot.weight();
                all.add(bytes);
                if slot.owner == share {
                    own.add(bytes);
                }
            }
        });
        own.is_within(OF_SHARE) && all.is_within(OF_ALL)
    }

    fn read<T>(&self, look: impl FnOnce(&Slots) -> T) -> T {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Slots) -> T) -> T {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Those of `slots`, which come in their order, that lie beyond the bound.
fn beyond<'a>(
    slots: impl Iterator<Item = &'a Arc<KeySetSlot>>,
    bound: Extent,
    newest: &KeySetSource,
) -> Vec<[u8; 32]> {
    let mut so_far = Extent::default();
    let lies_beyond = |slot: &&Arc<KeySetSlot>| {
        so_far.add(slot.weight());
        !so_far.is_within(bound) && slot.source != *newest
    };
    slots.filter(lies_beyond).map(|slot| slot.source.digest()).collect()
}
