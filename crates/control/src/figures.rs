//! Numbers that requests count up and a scrape reads: a few nanoseconds each, without a lock.
//!
//! Each is split into shards in cache lines of their own, so that threads do not wait for each
//! other's caches. A read adds the shards up.

use std::{
    array,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    time::Duration,
};

/// How many threads count without sharing a cache line.
const SHARDS: usize = 8;

/// Upper bounds of the buckets of a [`Histogram`], in seconds: those that OpenTelemetry's semantic
/// conventions give for the durations of requests, and three below.
pub const BOUNDS: [f64; 16] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0,
    10.0,
];

/// The shard of the current thread.
fn shard() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static OWN: usize = NEXT.fetch_add(1, Ordering::Relaxed) % SHARDS);
    // A thread that is being torn down has no value of its own any more.
    OWN.try_with(|own| *own).unwrap_or_default()
}

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Counter([CounterShard; SHARDS]);

#[repr(align(64))]
#[derive(Debug, Default)]
struct CounterShard(AtomicU64);

impl Counter {
    /// Counts one.
    pub fn increment(&self) {
        self.add(1);
    }

    /// Counts `number` at once.
    pub fn add(&self, number: u64) {
        self.0[shard()].0.fetch_add(number, Ordering::Relaxed);
    }

    /// The number so far.
    pub fn get(&self) -> u64 {
        self.0.iter().map(|shard| shard.0.load(Ordering::Relaxed)).sum()
    }
}

/// A distribution of durations.
#[derive(Debug, Default)]
pub struct Histogram([HistogramShard; SHARDS]);

#[repr(align(64))]
#[derive(Debug)]
struct HistogramShard {
    /// One for each bound, and one for all above.
    buckets: [AtomicU64; BOUNDS.len() + 1],
    nanoseconds: AtomicU64,
}

impl Default for HistogramShard {
    fn default() -> Self {
        Self {
            buckets: array::from_fn(|_| AtomicU64::default()),
            nanoseconds: AtomicU64::default(),
        }
    }
}

/// What a [`Histogram`] held when it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// The number of durations up to each of [`BOUNDS`] and above the bound before it, then the
    /// number of those above all.
    pub buckets: [u64; BOUNDS.len() + 1],
    /// The sum of all durations, in seconds.
    pub seconds: f64,
}

impl Histogram {
    /// Counts one duration.
    pub fn record(&self, duration: Duration) {
        let seconds = duration.as_secs_f64();
        let bucket = BOUNDS.iter().position(|bound| seconds <= *bound).unwrap_or(BOUNDS.len());
        let nanoseconds = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);

        let shard = &self.0[shard()];
        shard.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        shard.nanoseconds.fetch_add(nanoseconds, Ordering::Relaxed);
    }

    /// What it holds now.
    pub fn read(&self) -> Distribution {
        let sum = |bucket: usize| {
            self.0.iter().map(|shard| shard.buckets[bucket].load(Ordering::Relaxed)).sum()
        };
        let nanoseconds =
            self.0.iter().map(|shard| shard.nanoseconds.load(Ordering::Relaxed)).sum();
        Distribution {
            buckets: array::from_fn(sum),
            seconds: Duration::from_nanos(nanoseconds).as_secs_f64(),
        }
    }
}

impl Distribution {
    /// How many durations it holds.
    pub fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }
}

/// The numbers of a cache.
#[derive(Clone, Copy, Debug)]
pub struct CacheFigures {
    /// Name of the cache.
    pub name: &'static str,
    /// Look-ups that found their entry.
    pub hits: u64,
    /// Look-ups that did not.
    pub misses: u64,
    /// Number of entries.
    pub entries: u64,
}

/// The [`CacheFigures`] of a cache of `quick_cache`.
macro_rules! figures_of {
    ($name:expr, $cache:expr) => {
        $crate::figures::CacheFigures {
            name: $name,
            hits: $cache.hits(),
            misses: $cache.misses(),
            entries: $crate::figures::number($cache.len()),
        }
    };
}
pub(crate) use figures_of;

/// The numbers of the database connections for one kind of work.
#[derive(Clone, Debug)]
pub struct PoolFigures {
    /// Kind of work.
    pub kind: &'static str,
    /// Open connections that work.
    pub used: u64,
    /// Open connections that wait for work.
    pub idle: u64,
    /// Maximum number of connections.
    pub most: u64,
    /// Requests that wait for a connection; `None` where that is not known.
    pub waiting: Option<u64>,
    /// How long requests waited for a connection; `None` where that is not measured.
    pub waits: Option<Distribution>,
}

/// A number of things as it is shown to operators.
pub(crate) fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn nothing_is_lost_when_many_threads_count() {
        let (counter, histogram) = (Counter::default(), Histogram::default());
        thread::scope(|scope| {
            for _ in 0..2 * SHARDS {
                scope.spawn(|| {
                    for _ in 0..1000 {
                        counter.increment();
                        histogram.record(Duration::from_millis(2));
                    }
                });
            }
        });
        let expected = 2 * SHARDS as u64 * 1000;
        assert_eq!((counter.get(), histogram.read().count()), (expected, expected));
        assert!((histogram.read().seconds - 32.0).abs() < 1e-6, "{:?}", histogram.read());
    }

    #[test]
    fn a_duration_belongs_to_the_first_bucket_that_reaches_it() {
        let histogram = Histogram::default();
        for micros in [0, 500, 501, 10_000_000, 10_000_001, 3_600_000_000] {
            histogram.record(Duration::from_micros(micros));
        }
        let buckets = histogram.read().buckets;
        assert_eq!((buckets[0], buckets[1], buckets[15], buckets[16]), (2, 1, 1, 2));
    }
}
