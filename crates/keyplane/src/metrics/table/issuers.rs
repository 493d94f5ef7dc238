//! Metrics of the keys of outside issuers.

use super::{Kind, Metric};

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: "keyplane_outside_key_fetches_total",
        kind: Kind::Counter,
        labels: &["result"],
        help: "Fetches of the keys of outside issuers, by what they came to",
        read: |now, samples| {
            let fetches = now.control.key_sets.fetches.iter();
            fetches
                .copied()
                .try_for_each(|(result, count)| samples.count(&[result.as_str()], count))
        },
    },
    Metric {
        name: "keyplane_outside_key_sets",
        kind: Kind::Gauge,
        labels: &[],
        help: "Key sets of outside issuers whose keys count",
        read: |now, samples| samples.size(&[], now.control.key_sets.kept),
    },
    Metric {
        name: "keyplane_outside_key_set_failing_age_seconds",
        kind: Kind::Gauge,
        labels: &[],
        help: "Age of the oldest key set that counts although its last fetch failed; absent if there is none",
        read: |now, samples| {
            let age = now.control.key_sets.oldest_failing;
            age.iter().try_for_each(|age| samples.gauge(&[], age.as_secs_f64()))
        },
    },
];
