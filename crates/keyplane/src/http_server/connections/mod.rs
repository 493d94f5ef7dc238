//! Limits of connections, in all and from one source address.
//!
//! A new connection beyond a limit replaces the one that has been idle the longest, so that idle
//! clients do not keep others out. It is refused only if no connection is idle. A connection whose
//! TLS handshake waits for the client counts as idle, and such handshakes have a limit of their own.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Waker},
};

use keyplane_api::Throttle;
use keyplane_control::{Cidr, Counter, SourceNetwork};

/// How many TLS handshakes may wait for their clients at once: each can hold 64 KiB of unfinished
/// messages. Beyond it the one that waits the longest is closed.
const MAX_HANDSHAKES: usize = 1024;

/// The same, of one source address.
const MAX_HANDSHAKES_PER_SOURCE: usize = 256;

/// The maximum numbers of connections.
#[derive(Clone, Debug)]
pub(crate) struct ConnectionLimits {
    /// Maximum number of connections in total.
    pub(crate) all: usize,
    /// Maximum number of connections from one source address; IPv6 addresses of one /64 are one
    /// source. `None` for no limit.
    pub(crate) per_source: Option<usize>,
    /// Proxies, which connect for many clients: the limit per source does not apply to them.
    pub(crate) exempt: Vec<Cidr>,
}

/// How often new connections met one limit.
#[derive(Default)]
struct Met {
    refused: Counter,
    replaced: Counter,
}

/// The limit that a new connection reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum LimitMet {
    #[error("the server has reached its connection limit; try again in a few seconds")]
    All,
    #[error(
        "this address has reached the limit of connections per address; keep connections \
         alive and reuse them"
    )]
    Source,
}

/// The connections of one server.
pub(crate) struct Connections {
    limits: ConnectionLimits,
    table: Mutex<Table>,
    warned: Throttle,
    met_all: Met,
    met_source: Met,
}

/// The numbers of the connections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectionFigures {
    /// Open connections.
    pub(crate) open: u64,
    /// Maximum number of open connections.
    pub(crate) most: u64,
    /// What was done so far about connections beyond the limit of all, and of one source.
    pub(crate) limited: [LimitedFigures; 2],
}

/// What was done about connections beyond one limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LimitedFigures {
    /// The limit: `all` or `source`.
    pub(crate) limit: &'static str,
    /// Connections that were refused.
    pub(crate) refused: u64,
    /// Connections that were taken in place of the longest idle one.
    pub(crate) replaced: u64,
}

#[derive(Default)]
struct Table {
    open: usize,
    by_source: HashMap<SourceNetwork, usize>,
    /// The connections that wait for a request, the longest idle first.
    idle: BTreeMap<u64, Idle>,
    /// The connections whose TLS handshake waits for the client, the longest first.
    handshakes: BTreeMap<u64, Idle>,
    next_number: u64,
}

struct Idle {
    source: Option<SourceNetwork>,
    evicted: Arc<AtomicBool>,
    waker: Waker,
}

impl Idle {
    /// Closes the connection.
    fn evict(self) {
        self.evicted.store(true, Ordering::Relaxed);
        self.waker.wake();
    }
}

impl Table {
    /// Closes the connection that has been idle the longest, of all or of one source; if none is
    /// idle, one whose handshake waits. Returns false if there is none.
    fn evict(&mut self, of: Option<SourceNetwork>) -> bool {
        let longest = take_longest(&mut self.idle, of);
        match longest.or_else(|| take_longest(&mut self.handshakes, of)) {
            Some(idle) => {
                idle.evict();
                true
            }
            None => false,
        }
    }

    /// Closes the handshakes that have waited the longest, down to the limits.
    fn limit_handshakes(&mut self, source: Option<SourceNetwork>) {
        if self.handshakes.len() <= MAX_HANDSHAKES_PER_SOURCE {
            return;
        }
        let of_source = |idle: &&Idle| idle.source == source;
        let held = self.handshakes.values().filter(of_source).count();
        let of_source = source.is_some() && held > MAX_HANDSHAKES_PER_SOURCE;
        let of = if of_source { source } else { None };
        if (of_source || self.handshakes.len() > MAX_HANDSHAKES)
            && let Some(longest) = take_longest(&mut self.handshakes, of)
        {
            longest.evict();
        }
    }

    fn number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }
}

/// Takes the connection with the lowest number out of `from`, of all or of one source.
fn take_longest(from: &mut BTreeMap<u64, Idle>, of: Option<SourceNetwork>) -> Option<Idle> {
    let mut waiting = from.iter();
    let found = waiting.find(|(_, idle)| of.is_none() || of == idle.source);
    let number = found.map(|(number, _)| *number)?;
    from.remove(&number)
}

impl Connections {
    pub(crate) fn new(limits: ConnectionLimits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            table: Mutex::default(),
            warned: Throttle::new(1),
            met_all: Met::default(),
            met_source: Met::default(),
        })
    }

    /// Their numbers.
    pub(crate) fn figures(&self) -> ConnectionFigures {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let limited = |limit, met: &Met| LimitedFigures {
            limit,
            refused: met.refused.get(),
            replaced: met.replaced.get(),
        };
        ConnectionFigures {
            open: number(self.lock().open),
            most: number(self.limits.all),
            limited: [limited("all", &self.met_all), limited("source", &self.met_source)],
        }
    }

    /// Returns a place for a connection from `address`, or the limit that was reached.
    pub(super) fn admit(self: &Arc<Self>, address: IpAddr) -> Result<Place, LimitMet> {
        let admitted = self.try_admit(address);
        let met = match &admitted {
            Ok((_, met)) => *met,
            Err(limit) => Some(*limit),
        };
        if let Some(limit) = met {
            let met = match limit {
                LimitMet::All => &self.met_all,
                LimitMet::Source => &self.met_source,
            };
            let counter = if admitted.is_err() { &met.refused } else { &met.replaced };
            counter.increment();
            self.warn(limit, address, admitted.is_err());
        }
        admitted.map(|(place, _)| place)
    }

    /// Returns a place, and the limit that was reached if another connection was closed for it.
    fn try_admit(self: &Arc<Self>, address: IpAddr) -> Result<(Place, Option<LimitMet>), LimitMet> {
        let limits = &self.limits;
        let is_exempt = limits.exempt.iter().any(|range| range.contains(address));
        let source = (!is_exempt).then(|| SourceNetwork::from(address));

        let mut table = self.lock();
        let of_source = source.and_then(|source| table.by_source.get(&source)).copied();
        let is_full = of_source.zip(limits.per_source).is_some_and(|(open, most)| open >= most);
        let met = if is_full {
            table.evict(source).then_some(LimitMet::Source).ok_or(LimitMet::Source).map(Some)?
        } else if table.open >= limits.all {
            table.evict(None).then_some(LimitMet::All).ok_or(LimitMet::All).map(Some)?
        } else {
            None
        };

        table.open += 1;
        if let Some(source) = source {
            *table.by_source.entry(source).or_default() += 1;
        }
        let connections = Arc::clone(self);
        let place =
            Place { connections, source, evicted: Arc::default(), idle: None, handshake: None };
        Ok((place, met))
    }

    /// Closes the longest idle connection. For when descriptors or memory run out below the limits.
    pub(super) fn evict(&self) {
        self.lock().evict(None);
    }

    fn warn(&self, limit: LimitMet, address: IpAddr, refused: bool) {
        let Some(unlogged) = self.warned.pass() else { return };
        let (most, setting) = match limit {
            LimitMet::All => (self.limits.all, "max_connections"),
            LimitMet::Source => {
                (self.limits.per_source.unwrap_or_default(), "max_connections_per_source")
            }
        };
        let done = if refused { "a client was refused" } else { "the longest idle one was closed" };
        tracing::warn!(
            client.address = %address, most, unlogged,
            "connection limit reached ({setting}): {done}",
        );
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one connection, freed on drop.
pub(super) struct Place {
    connections: Arc<Connections>,
    /// `None` for a proxy, whose connections count only towards the limit of all.
    source: Option<SourceNetwork>,
    evicted: Arc<AtomicBool>,
    /// The key in `Table::idle`; `None` unless the connection is idle.
    idle: Option<u64>,
    /// The key in `Table::handshakes`; `None` unless a handshake waits for the client.
    handshake: Option<u64>,
}

impl Place {
    /// Records that a TLS handshake waits for the client. Returns false if another connection took
    /// its place and this one has to be closed. Wakes the task of `context` when that happens.
    pub(super) fn wait_in_handshake(&mut self, context: &Context<'_>) -> bool {
        if self.evicted.load(Ordering::Relaxed) {
            return false;
        }
        if self.handshake.is_none() {
            let idle = self.idle(context);
            let mut table = self.connections.lock();
            let number = table.number();
            table.handshakes.insert(number, idle);
            table.limit_handshakes(self.source);
            self.handshake = Some(number);
        }
        true
    }

    /// Records that the handshake is complete. Returns false if another connection took its place.
    pub(super) fn end_handshake(&mut self) -> bool {
        match self.handshake.take() {
            Some(number) => self.connections.lock().handshakes.remove(&number).is_some(),
            None => true,
        }
    }

    fn idle(&self, context: &Context<'_>) -> Idle {
        let (evicted, waker) = (Arc::clone(&self.evicted), context.waker().clone());
        Idle { source: self.source, evicted, waker }
    }

    /// Records that the connection waits for a request. Returns false if another connection took
    /// its place and this one has to be closed. Wakes the task of `context` when that happens.
    pub(super) fn wait(&mut self, context: &Context<'_>) -> bool {
        if self.evicted.load(Ordering::Relaxed) {
            return false;
        }
        if self.idle.is_none() {
            let idle = self.idle(context);
            let mut table = self.connections.lock();
            let number = table.number();
            table.idle.insert(number, idle);
            self.idle = Some(number);
        }
        true
    }

    /// Records that a request has begun. Returns false if another connection took its place.
    pub(super) fn begin(&mut self) -> bool {
        match self.idle.take() {
            Some(number) => self.connections.lock().idle.remove(&number).is_some(),
            None => true,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = self.connections.lock();
        table.open -= 1;
        if let Some(number) = self.idle {
            table.idle.remove(&number);
        }
        if let Some(number) = self.handshake {
            table.handshakes.remove(&number);
        }
        let Some(source) = self.source else { return };
        if let Some(open) = table.by_source.get_mut(&source) {
            *open -= 1;
            if *open == 0 {
                table.by_source.remove(&source);
            }
        }
    }
}

#[cfg(test)]
mod tests;
