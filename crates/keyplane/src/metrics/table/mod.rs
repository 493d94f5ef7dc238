//! Every metric: a row each.

mod doors;
mod issuers;
mod limits;
mod records;
mod server;

use std::fmt;

use keyplane_entity::Timestamp;

use super::{samples::Samples, scrape::Scrape};

/// The type of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number that only grows until the process ends.
    Counter,
    /// A value.
    Gauge,
    /// A distribution of durations in seconds.
    Histogram,
}

impl Kind {
    /// Its name in the text format.
    #[cfg(test)]
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// A metric.
pub(super) struct Metric {
    /// Name in Prometheus; of a counter, with `_total`.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) labels: &'static [&'static str],
    pub(super) help: &'static str,
    /// Writes its samples.
    pub(super) read: fn(&Scrape, &mut Samples<'_>) -> fmt::Result,
}

/// Every metric.
pub(super) const METRICS: [&[Metric]; 5] =
    [doors::METRICS, server::METRICS, limits::METRICS, issuers::METRICS, records::METRICS];

fn unix(at: Timestamp) -> f64 {
    seconds(at.0)
}

#[expect(clippy::cast_precision_loss, reason = "dates of this century fit an f64")]
fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}
