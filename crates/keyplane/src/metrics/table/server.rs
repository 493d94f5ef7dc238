//! Metrics of the server: readiness, keys, caches, the database, connections and the process.

use std::fmt;

use keyplane_control::{CacheFigures, PoolFigures};
use keyplane_entity::key::Purpose;

use super::{Kind, Metric, seconds, unix};
use crate::metrics::{samples::Samples, scrape::Scrape};

const POOL: &str = "db_client_connection_pool_name";

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: "keyplane_build_info",
        kind: Kind::Gauge,
        labels: &["version"],
        help: "1, with the version of the server",
        read: |now, samples| samples.size(&[now.version], 1),
    },
    Metric {
        name: "keyplane_ready",
        kind: Kind::Gauge,
        labels: &["path"],
        help: "1 if the path works, as /readyz says",
        read: |now, samples| {
            now.control
                .ready
                .iter()
                .try_for_each(|(path, works)| samples.size(&[path.as_str()], u64::from(*works)))
        },
    },
    Metric {
        name: "keyplane_degraded",
        kind: Kind::Gauge,
        labels: &[],
        help: "1 while answers come from the database because change notices are missed",
        read: |now, samples| samples.size(&[], u64::from(now.control.degraded)),
    },
    Metric {
        name: "keyplane_clock_drift_seconds",
        kind: Kind::Gauge,
        labels: &[],
        help: "How far the clock of the server is ahead of the database's; absent if not compared",
        read: |now, samples| {
            now.control.clock_ahead.iter().try_for_each(|ahead| samples.gauge(&[], seconds(*ahead)))
        },
    },
    Metric {
        name: "keyplane_key_next_expiry_timestamp_seconds",
        kind: Kind::Gauge,
        labels: &["purpose"],
        help: "Earliest end of an active key, in Unix time; absent if none has an end",
        read: |now, samples| {
            now.control.keys.iter().try_for_each(|keys| {
                let next = keys.next_expiry.into_iter();
                next.map(unix).try_for_each(|at| samples.gauge(&[purpose(keys.purpose)], at))
            })
        },
    },
    Metric {
        name: "keyplane_key_oldest_activation_timestamp_seconds",
        kind: Kind::Gauge,
        labels: &["purpose"],
        help: "Activation of the oldest active key, in Unix time; absent without an active key",
        read: |now, samples| {
            now.control.keys.iter().try_for_each(|keys| {
                samples.gauge(&[purpose(keys.purpose)], unix(keys.oldest_activation))
            })
        },
    },
    Metric {
        name: "keyplane_key_generation_queue_length",
        kind: Kind::Gauge,
        labels: &["lane"],
        help: "Key pairs that wait to be generated",
        read: |now, samples| {
            let lanes = now.control.waiting_pairs.iter();
            lanes
                .map(|(lane, waiting)| (*lane, *waiting))
                .try_for_each(|(lane, waiting)| samples.size(&[lane], waiting))
        },
    },
    Metric {
        name: "keyplane_cache_requests_total",
        kind: Kind::Counter,
        labels: &["cache", "result"],
        help: "Look-ups in a cache, by whether they found their entry",
        read: |now, samples| {
            each_cache(now, |cache| {
                samples.count(&[cache.name, "hit"], cache.hits)?;
                samples.count(&[cache.name, "miss"], cache.misses)
            })
        },
    },
    Metric {
        name: "keyplane_cache_entries",
        kind: Kind::Gauge,
        labels: &["cache"],
        help: "Entries of a cache",
        read: |now, samples| each_cache(now, |cache| samples.size(&[cache.name], cache.entries)),
    },
    Metric {
        name: "db_client_connections",
        kind: Kind::Gauge,
        labels: &[POOL, "db_client_connection_state"],
        help: "Open connections to the database",
        read: |now, samples| {
            each_pool(now, |pool| {
                samples.size(&[pool.kind, "used"], pool.used)?;
                samples.size(&[pool.kind, "idle"], pool.idle)
            })
        },
    },
    Metric {
        name: "db_client_connection_max",
        kind: Kind::Gauge,
        labels: &[POOL],
        help: "Maximum number of open connections to the database",
        read: |now, samples| each_pool(now, |pool| samples.size(&[pool.kind], pool.most)),
    },
    Metric {
        name: "db_client_connection_pending_requests",
        kind: Kind::Gauge,
        labels: &[POOL],
        help: "Requests that wait for a connection to PostgreSQL",
        read: |now, samples| {
            each_pool(now, |pool| {
                pool.waiting.iter().try_for_each(|count| samples.size(&[pool.kind], *count))
            })
        },
    },
    Metric {
        name: "db_client_connection_wait_time_seconds",
        kind: Kind::Histogram,
        labels: &[POOL],
        help: "Time that requests waited for a connection to PostgreSQL",
        read: |now, samples| {
            each_pool(now, |pool| {
                pool.waits.iter().try_for_each(|waits| samples.durations(&[pool.kind], waits))
            })
        },
    },
    Metric {
        name: "keyplane_client_connections",
        kind: Kind::Gauge,
        labels: &[],
        help: "Open connections of clients",
        read: |now, samples| samples.size(&[], now.connections.open),
    },
    Metric {
        name: "keyplane_client_connections_max",
        kind: Kind::Gauge,
        labels: &[],
        help: "Maximum number of open connections of clients",
        read: |now, samples| samples.size(&[], now.connections.most),
    },
    Metric {
        name: "keyplane_client_connections_limited_total",
        kind: Kind::Counter,
        labels: &["limit", "result"],
        help: "Connections beyond a limit: refused, or taken in place of the longest idle one",
        read: |now, samples| {
            now.connections.limited.iter().try_for_each(|met| {
                samples.count(&[met.limit, "refused"], met.refused)?;
                samples.count(&[met.limit, "replaced"], met.replaced)
            })
        },
    },
    Metric {
        name: "process_cpu_seconds_total",
        kind: Kind::Counter,
        labels: &[],
        help: "CPU time of all threads",
        read: |now, samples| samples.total(now.process.cpu_seconds),
    },
    Metric {
        name: "process_resident_memory_bytes",
        kind: Kind::Gauge,
        labels: &[],
        help: "Memory in RAM",
        read: |now, samples| optional(now.process.resident_bytes, samples),
    },
    Metric {
        name: "process_virtual_memory_bytes",
        kind: Kind::Gauge,
        labels: &[],
        help: "Address space",
        read: |now, samples| optional(now.process.virtual_bytes, samples),
    },
    Metric {
        name: "process_open_fds",
        kind: Kind::Gauge,
        labels: &[],
        help: "Open files and sockets",
        read: |now, samples| optional(now.process.open_files, samples),
    },
    Metric {
        name: "process_max_fds",
        kind: Kind::Gauge,
        labels: &[],
        help: "Limit of open files and sockets",
        read: |now, samples| optional(now.process.max_files, samples),
    },
    Metric {
        name: "process_start_time_seconds",
        kind: Kind::Gauge,
        labels: &[],
        help: "Start of the process, in Unix time",
        read: |now, samples| samples.gauge(&[], unix(now.started_at)),
    },
];

fn each_cache(now: &Scrape, write: impl FnMut(&CacheFigures) -> fmt::Result) -> fmt::Result {
    now.control.caches.iter().try_for_each(write)
}

fn each_pool(now: &Scrape, write: impl FnMut(&PoolFigures) -> fmt::Result) -> fmt::Result {
    now.control.pools.iter().try_for_each(write)
}

/// What the system may not tell.
fn optional(value: Option<u64>, samples: &mut Samples<'_>) -> fmt::Result {
    value.iter().try_for_each(|value| samples.size(&[], *value))
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Admin => "admin",
        Purpose::Application => "application",
        Purpose::Signing => "signing",
    }
}
