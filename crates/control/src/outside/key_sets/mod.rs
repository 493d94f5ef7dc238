//! The keys of outside issuers: fetched from where operators say, kept in memory, shared by all
//! that name the same source.
//!
//! A request whose key is known never waits. A good answer replaces the set at once; a failure keeps
//! it for up to 24 hours after the last good answer.

mod authority;
mod error;
mod fetch;
mod flight;
mod need;
mod shelf;
mod slot;
mod source;
mod turns;

pub use authority::{CaCertificateFault, check_ca_certificate};
pub use error::{FetchResult, KeySetError, KeySetUnavailable};
pub use slot::KeySetState;
pub(crate) use slot::Moment;
pub use source::{FetchShare, KeySetPlace, KeySetSource};

use std::{fmt, sync::Arc, time::Duration};

use keyplane_auth::OutsideKeySet;
use tokio::sync::watch;

use self::{
    fetch::{TIME_LIMIT, fetch},
    flight::FetchTicket,
    need::{Need, Refresh, Turnout},
    shelf::Shelf,
    slot::KeySetSlot,
    turns::Turns,
};
use super::client::Outside;
use crate::figures::{Counter, number};

/// How long a request waits for a fetch that another started.
const JOIN_WAIT: Duration = Duration::from_millis(200);

/// Tells the moment.
pub(crate) type MomentNow = Arc<dyn Fn() -> Moment + Send + Sync>;

/// The key sets of outside issuers. Cheap to clone; clones share the sets.
#[derive(Clone)]
pub struct KeySets(Arc<KeySetsParts>);

struct KeySetsParts {
    outside: Outside,
    moment: MomentNow,
    shelf: Shelf,
    turns: Turns,
    /// Fetches, in the order of [`FetchResult::ALL`].
    fetches: [Counter; FetchResult::ALL.len()],
}

/// The numbers of the key sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySetFigures {
    /// Fetches since the start, by their result.
    pub fetches: Vec<(FetchResult, u64)>,
    /// Sets whose keys count.
    pub kept: u64,
    /// Age of the oldest set that counts although its last fetch failed; `None` if there is none.
    pub oldest_failing: Option<Duration>,
}

impl KeySets {
    /// No sets yet. `outside` resolves names of its own, so that those of issuers hold up nothing
    /// else.
    pub(crate) fn new(outside: Outside, moment: MomentNow) -> Self {
        Self(Arc::new(KeySetsParts {
            outside,
            moment,
            shelf: Shelf::default(),
            turns: Turns::new(),
            fetches: Default::default(),
        }))
    }

    /// The keys of a source, for a token whose header names the `kid` `sought`. A set without that
    /// key is the answer if the source was asked within the last 30 seconds: such a token is
    /// refused. Without `sought`, any set that counts is the answer.
    ///
    /// A key that is known is answered at once. Otherwise the first request fetches the set, and
    /// waits for it at most 5 seconds; others wait for that fetch at most 200 ms.
    pub async fn set(
        &self,
        share: FetchShare,
        source: &KeySetSource,
        sought: Option<&str>,
    ) -> Result<Arc<OutsideKeySet>, KeySetUnavailable> {
        let at = self.uptime();
        let slot = self.0.shelf.slot(share, source, at);
        let (done, patience) = match slot.ask(share, at, sought) {
            Need::Answer(answer, due) => {
                if let Some(ticket) = due {
                    self.start(share, &slot, ticket);
                }
                return answer;
            }
            Need::Fetch(ticket) => (self.start(share, &slot, ticket), TIME_LIMIT),
            Need::Join(done) => (done, JOIN_WAIT),
        };

        wait(done, patience).await;
        slot.answer(self.uptime(), sought)
    }

    /// What this process knows about the keys of a source since the share first asked for it; nothing if
    /// it has not.
    pub fn state(&self, share: FetchShare, source: &KeySetSource) -> KeySetState {
        let slot = self.0.shelf.find(source);
        slot.map_or_else(KeySetState::default, |slot| slot.shown(share, self.uptime()))
    }

    /// Fetches a source because an operator says so, at most every 10 seconds, and waits for it at
    /// most 5 seconds, as for a fetch that is under way. Sooner, the answer is the state as it is.
    pub async fn refresh(&self, share: FetchShare, source: &KeySetSource) -> KeySetState {
        let at = self.uptime();
        let slot = self.0.shelf.slot(share, source, at);
        match slot.refresh(share, at) {
            Refresh::Fetch(ticket) => wait(self.start(share, &slot, ticket), TIME_LIMIT).await,
            Refresh::Join(done) => wait(done, TIME_LIMIT).await,
            Refresh::Recent => {}
        }
        slot.shown(share, self.uptime())
    }

    /// Fetches a source again in the background, if this process holds it: an operator said so at
    /// another replica. At most every 10 seconds.
    pub(crate) fn renew(&self, source: &KeySetSource) {
        let at = self.uptime();
        let Some(slot) = self.0.shelf.find(source) else { return };
        slot.outdate(at);
        if let Some((share, ticket)) = slot.due(at) {
            self.start(share, &slot, ticket);
        }
    }

    /// Fetches sources ahead of the first request, in the background. For the enabled issuers at
    /// start-up.
    pub fn warm(&self, sources: impl IntoIterator<Item = (FetchShare, KeySetSource)>) {
        let at = self.uptime();
        for (share, source) in sources {
            let slot = self.0.shelf.slot(share, &source, at);
            slot.note_asker(share);
            if let Some((share, ticket)) = slot.due(at) {
                self.start(share, &slot, ticket);
            }
        }
    }

    /// Fetches the sets that are due, and lets go those that are no longer asked for. A loop calls
    /// it.
    pub(crate) fn tend(&self) {
        let at = self.uptime();
        self.0.shelf.let_go(at);
        for slot in self.0.shelf.slots() {
            slot.drop_old(at);
            if let Some((share, ticket)) = slot.due(at) {
                self.start(share, &slot, ticket);
            }
        }
    }

    /// The numbers for a scrape.
    pub(crate) fn figures(&self) -> KeySetFigures {
        let at = self.uptime();
        let ages: Vec<_> = self.0.shelf.slots().iter().filter_map(|slot| slot.age(at)).collect();
        let fetches = FetchResult::ALL.into_iter().zip(&self.0.fetches);
        KeySetFigures {
            fetches: fetches.map(|(result, counter)| (result, counter.get())).collect(),
            kept: number(ages.len()),
            oldest_failing: ages.iter().filter(|(_, fails)| *fails).map(|(age, _)| *age).max(),
        }
    }

    fn uptime(&self) -> Duration {
        (self.0.moment)().uptime
    }

    /// Starts a fetch, which runs to its end whatever becomes of the request. Returns its end.
    fn start(
        &self,
        share: FetchShare,
        slot: &Arc<KeySetSlot>,
        ticket: FetchTicket,
    ) -> watch::Receiver<()> {
        let (done, sets, slot) = (ticket.done(), self.clone(), Arc::clone(slot));
        tokio::spawn(async move {
            let turn = sets.0.turns.take(share, ticket.urgency).await;
            if !slot.begin(&ticket, sets.uptime()) {
                return;
            }
            // On the heap, so that a task that waits for its turn is small.
            let fetched = Box::pin(fetch(&sets.0.outside, &slot.source, Arc::new(turn))).await;

            let result =
                fetched.as_ref().map_or_else(|fault| fault.result(), |_| FetchResult::Good);
            sets.count(result);
            note(&slot.source, slot.finish(fetched, (sets.0.moment)()));
            sets.0.shelf.make_room(slot.owner, &slot.source);
        });
        done
    }

    fn count(&self, result: FetchResult) {
        let counted = FetchResult::ALL.into_iter().zip(&self.0.fetches);
        for (_, counter) in counted.filter(|(of, _)| *of == result) {
            counter.increment();
        }
    }
}

/// Waits for the end of a fetch. The channel carries nothing: it closes.
async fn wait(mut done: watch::Receiver<()>, patience: Duration) {
    let ended = async { while done.changed().await.is_ok() {} };
    // Whether the time was enough shows in the slot.
    let _ = tokio::time::timeout(patience, ended).await;
}

/// Logs a source that begins to fail, fails in another way, or is well again.
fn note(source: &KeySetSource, turnout: Turnout) {
    let url = source.url();
    match turnout {
        Turnout::Same => {}
        Turnout::Recovered => {
            tracing::info!(url, "the keys of an outside issuer are answered again");
        }
        Turnout::Fails(fault) => {
            tracing::warn!(url, error = %fault, "the keys of an outside issuer could not be fetched");
        }
    }
}

impl fmt::Debug for KeySets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeySets").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
