//! Limits of connections, in all and from one source address.
//!
//! A new connection beyond a limit replaces the one that has been idle the longest, so that idle
//! clients do not keep others out. It is refused only if no connection is idle.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Waker},
};

use keyplane_api::{Cidr, Throttle};
use keyplane_control::Counter;

/// The maximum numbers of connections.
#[derive(Clone, Debug)]
pub(crate) struct ConnectionLimits {
    /// Maximum number of connections in total.
    pub(crate) all: usize,
    /// Maximum number of connections from one source address; IPv6 addresses of one /64 are one
    /// source.
    pub(crate) per_source: usize,
    /// Proxies, which connect for many clients: the limit per source does not apply to them.
    pub(crate) exempt: Vec<Cidr>,
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

/// The source of a connection: an IPv4 address, or the first half of an IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct SourceNetwork(u128);

impl From<IpAddr> for SourceNetwork {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.to_ipv6_mapped().to_bits()),
            IpAddr::V6(address) => Self(address.to_bits() >> 64 << 64),
        }
    }
}

/// The connections of one server.
pub(crate) struct Connections {
    limits: ConnectionLimits,
    table: Mutex<Table>,
    warned: Throttle,
    refused: Counter,
    replaced: Counter,
}

/// The numbers of the connections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectionFigures {
    /// Open connections.
    pub(crate) open: u64,
    /// Maximum number of open connections.
    pub(crate) most: u64,
    /// Connections refused so far, because a limit was reached.
    pub(crate) refused: u64,
    /// Connections taken so far in place of the longest idle one.
    pub(crate) replaced: u64,
}

#[derive(Default)]
struct Table {
    open: usize,
    by_source: HashMap<SourceNetwork, usize>,
    /// The connections that wait for a request, the longest idle first.
    idle: BTreeMap<u64, Idle>,
    next_idle: u64,
}

struct Idle {
    source: Option<SourceNetwork>,
    evicted: Arc<AtomicBool>,
    waker: Waker,
}

impl Table {
    /// Closes the connection that has been idle the longest, of all or of one source. Returns false
    /// if no connection is idle.
    fn evict(&mut self, of: Option<SourceNetwork>) -> bool {
        let mut idle = self.idle.iter();
        let found = idle.find(|(_, idle)| of.is_none() || of == idle.source);
        let Some(number) = found.map(|(number, _)| *number) else { return false };
        let Some(idle) = self.idle.remove(&number) else { return false };
        idle.evicted.store(true, Ordering::Relaxed);
        idle.waker.wake();
        true
    }
}

impl Connections {
    pub(crate) fn new(limits: ConnectionLimits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            table: Mutex::default(),
            warned: Throttle::new(1),
            refused: Counter::default(),
            replaced: Counter::default(),
        })
    }

    /// Their numbers.
    pub(crate) fn figures(&self) -> ConnectionFigures {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        ConnectionFigures {
            open: number(self.lock().open),
            most: number(self.limits.all),
            refused: self.refused.get(),
            replaced: self.replaced.get(),
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
            let counter = if admitted.is_err() { &self.refused } else { &self.replaced };
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
        let met = if of_source.is_some_and(|open| open >= limits.per_source) {
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
        Ok((Place { connections, source, evicted: Arc::default(), idle: None }, met))
    }

    /// Closes the longest idle connection. For when descriptors or memory run out below the limits.
    pub(super) fn evict(&self) {
        self.lock().evict(None);
    }

    fn warn(&self, limit: LimitMet, address: IpAddr, refused: bool) {
        let Some(unlogged) = self.warned.pass() else { return };
        let (most, setting) = match limit {
            LimitMet::All => (self.limits.all, "max_connections"),
            LimitMet::Source => (self.limits.per_source, "max_connections_per_source"),
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
}

impl Place {
    /// Records that the connection waits for a request. Returns false if another connection took
    /// its place and this one has to be closed. Wakes the task of `context` when that happens.
    pub(super) fn wait(&mut self, context: &Context<'_>) -> bool {
        if self.evicted.load(Ordering::Relaxed) {
            return false;
        }
        if self.idle.is_none() {
            let mut table = self.connections.lock();
            let number = table.next_idle;
            table.next_idle += 1;
            let idle = Idle {
                source: self.source,
                evicted: Arc::clone(&self.evicted),
                waker: context.waker().clone(),
            };
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
mod tests {
    use super::*;

    const HERE: &str = "192.0.2.1";
    const THERE: &str = "192.0.2.2";

    fn connections(all: usize, per_source: usize) -> Arc<Connections> {
        let exempt = vec!["10.0.0.0/8".parse().unwrap()];
        Connections::new(ConnectionLimits { all, per_source, exempt })
    }

    fn admit(connections: &Arc<Connections>, address: &str) -> Result<Place, LimitMet> {
        connections.admit(address.parse().unwrap())
    }

    fn wait(place: &mut Place) -> bool {
        place.wait(&Context::from_waker(Waker::noop()))
    }

    #[test]
    fn a_source_has_its_share_and_a_proxy_is_limited_with_all_only() {
        let connections = connections(4, 2);
        let mut held = vec![admit(&connections, HERE).unwrap(), admit(&connections, HERE).unwrap()];
        assert_eq!(admit(&connections, HERE).err(), Some(LimitMet::Source));
        assert_eq!(admit(&connections, "::ffff:192.0.2.1").err(), Some(LimitMet::Source));
        held.push(admit(&connections, "10.0.0.1").unwrap());
        held.push(admit(&connections, "10.0.0.1").unwrap());
        assert_eq!(admit(&connections, "10.0.0.1").err(), Some(LimitMet::All));
        assert_eq!(admit(&connections, THERE).err(), Some(LimitMet::All));
        drop(held);
        assert!(admit(&connections, HERE).is_ok());
        assert!(connections.lock().by_source.is_empty(), "what is closed is forgotten");
    }

    #[test]
    fn addresses_of_one_64_are_one_source() {
        let connections = connections(9, 1);
        let _held = admit(&connections, "2001:db8:0:1::1").unwrap();
        assert_eq!(admit(&connections, "2001:db8:0:1:ffff::2").err(), Some(LimitMet::Source));
        assert!(admit(&connections, "2001:db8:0:2::1").is_ok());
    }

    #[test]
    fn a_newcomer_takes_the_place_of_the_longest_idle() {
        let connections = connections(3, 3);
        let mut held: Vec<_> = (0..3).map(|_| admit(&connections, HERE).unwrap()).collect();
        for at in [1, 0] {
            assert!(wait(&mut held[at]));
        }
        let newcomer = admit(&connections, THERE).unwrap();
        assert!(!wait(&mut held[1]), "it was idle the longest");
        assert!(!held[1].begin(), "a request that comes too late is not begun");
        assert!(wait(&mut held[0]) && held[0].begin() && held[2].begin());
        assert_eq!(admit(&connections, THERE).err(), Some(LimitMet::All));
        drop((held, newcomer));
        let table = connections.lock();
        assert!(table.open == 0 && table.idle.is_empty());
    }

    #[test]
    fn a_source_at_its_limit_takes_only_from_itself() {
        let connections = connections(9, 1);
        let (mut here, mut there) =
            (admit(&connections, HERE).unwrap(), admit(&connections, THERE).unwrap());
        assert!(wait(&mut here));
        assert_eq!(admit(&connections, THERE).err(), Some(LimitMet::Source));
        assert!(wait(&mut there));
        let _newcomer = admit(&connections, THERE).unwrap();
        assert!(wait(&mut here) && !wait(&mut there));
    }
}
