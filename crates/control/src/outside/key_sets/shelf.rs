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

/// How many sources, and how many bytes, are kept.
#[derive(Clone, Copy, Debug)]
struct ShelfBound {
    sources: usize,
    bytes: usize,
}

const OF_SHARE: ShelfBound = ShelfBound { sources: 1_000, bytes: 8 * 1024 * 1024 };
const OF_ALL: ShelfBound = ShelfBound { sources: 10_000, bytes: 64 * 1024 * 1024 };

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
    bound: ShelfBound,
    newest: &KeySetSource,
) -> Vec<[u8; 32]> {
    let (mut sources, mut bytes) = (0, 0);
    let lies_beyond = |slot: &&Arc<KeySetSlot>| {
        sources += 1;
        bytes += slot.weight();
        (sources > bound.sources || bytes > bound.bytes) && slot.source != *newest
    };
    slots.filter(lies_beyond).map(|slot| slot.source.digest()).collect()
}
