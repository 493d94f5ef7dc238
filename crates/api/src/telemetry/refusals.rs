//! Limits the log lines about refused calls. Any client can be refused as often as it likes, so the
//! first refusals of a source have lines, and the others are counted in one.

use std::{
    collections::HashMap,
    fmt::{self, Write as _},
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use keyplane_control::Counter;
use tokio::time::Instant;

use super::doors::Door;

/// The time that one summary covers.
const WINDOW: Duration = Duration::from_mins(1);
/// Maximum number of lines about one source in a window.
const LINES: u64 = 5;
/// Maximum number of sources that are told apart in a window; all others together are one source.
const MAX_SOURCES: usize = 1024;

/// An IPv4 address, or the first half of an IPv6 address; `None` for sources that are not told
/// apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct RefusedSource(Option<IpAddr>);

impl RefusedSource {
    const OTHERS: Self = Self(None);

    fn of(address: Option<IpAddr>) -> Self {
        Self(address.map(|address| match address.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        }))
    }
}

impl fmt::Display for RefusedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(IpAddr::V4(address)) => write!(f, "{address}"),
            Some(IpAddr::V6(address)) => write!(f, "{address}/64"),
            None => f.write_str("others"),
        }
    }
}

/// The refusals of one source in a window.
#[derive(Clone, Copy, Debug)]
struct RefusalWindow {
    since: Instant,
    logged: u64,
    unlogged: [u64; Door::ALL.len()],
}

impl RefusalWindow {
    fn new(since: Instant) -> Self {
        Self { since, logged: 0, unlogged: [0; Door::ALL.len()] }
    }

    fn is_over(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) >= WINDOW
    }
}

/// Decides which refusals have lines of their own.
#[derive(Default)]
pub(super) struct Refusals {
    sources: Mutex<HashMap<RefusedSource, RefusalWindow>>,
    unlogged: Counter,
}

impl Refusals {
    /// Whether a refusal at `now` has a line of its own; otherwise it is counted.
    pub(super) fn may_log(&self, address: Option<IpAddr>, door: Door, now: Instant) -> bool {
        let source = RefusedSource::of(address);
        let mut over = None;
        let may_log = {
            let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
            let is_known = sources.contains_key(&source) || sources.len() < MAX_SOURCES;
            let source = if is_known { source } else { RefusedSource::OTHERS };
            let window = sources.entry(source).or_insert_with(|| RefusalWindow::new(now));
            if window.is_over(now) {
                over = Some((source, std::mem::replace(window, RefusalWindow::new(now))));
            }

            let may_log = window.logged < LINES;
            if may_log {
                window.logged += 1;
            } else {
                window.unlogged[door as usize] += 1;
            }
            may_log
        };

        if let Some((source, window)) = over {
            summarise(source, &window);
        }
        if !may_log {
            self.unlogged.increment();
        }
        may_log
    }

    /// Logs a line for each source whose window is over and that has refusals without a line, and
    /// forgets these sources.
    pub(super) fn summarise(&self, now: Instant) {
        let over: Vec<_> = {
            let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
            sources.extract_if(|_, window| window.is_over(now)).collect()
        };
        for (source, window) in over {
            summarise(source, &window);
        }
    }

    /// The number of refusals without a line.
    pub(super) fn unlogged(&self) -> u64 {
        self.unlogged.get()
    }
}

fn summarise(source: RefusedSource, window: &RefusalWindow) {
    let refusals: u64 = window.unlogged.iter().sum();
    if refusals == 0 {
        return;
    }
    let mut doors = String::new();
    for (door, count) in Door::ALL.into_iter().zip(window.unlogged).filter(|(_, count)| *count > 0)
    {
        let comma = if doors.is_empty() { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(doors, "{comma}{} {count}", door.as_str());
    }

    tracing::info!(
        client.address = %source,
        refusals,
        doors,
        seconds = WINDOW.as_secs(),
        "further calls of one source were refused"
    );
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn address(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    #[test]
    fn a_source_has_a_few_lines_in_a_minute_and_the_other_refusals_are_counted() {
        let (refusals, start) = (Refusals::default(), Instant::now());
        let may_log = |source, seconds| {
            refusals.may_log(address(source), Door::Token, start + Duration::from_secs(seconds))
        };
        let lines = (0..1000).filter(|at| may_log("192.0.2.1", at / 20)).count();
        assert_eq!((lines as u64, refusals.unlogged()), (LINES, 1000 - LINES));
        assert!(may_log("192.0.2.2", 1), "another source has its own lines");
        assert!(may_log("192.0.2.1", 60), "the next minute has its own lines");
    }

    #[test]
    fn addresses_of_one_64_are_one_source() {
        let (refusals, now) = (Refusals::default(), Instant::now());
        let may_log = |source: &str| refusals.may_log(address(source), Door::Admin, now);
        let lines = (0..100).filter(|at| may_log(&format!("2001:db8::{at:x}"))).count();
        assert_eq!(lines as u64, LINES);
        assert!(may_log("2001:db8:0:1::1"));
        assert_eq!(RefusedSource::of(address("2001:db8::9")).to_string(), "2001:db8::/64");
    }

    #[test]
    fn a_hundred_thousand_sources_take_no_more_room_than_the_limit() {
        let (refusals, now) = (Refusals::default(), Instant::now());
        let sources = (0..100_000).map(|at| Some(Ipv4Addr::from_bits(at).into()));
        let lines = sources.filter(|source| refusals.may_log(*source, Door::Token, now)).count();
        assert_eq!(lines as u64, MAX_SOURCES as u64 + LINES);
        assert_eq!(refusals.sources.lock().unwrap().len(), MAX_SOURCES + 1);
        refusals.summarise(now + WINDOW);
        assert!(refusals.sources.lock().unwrap().is_empty(), "what is over is forgotten");
    }
}
