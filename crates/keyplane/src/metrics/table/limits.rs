//! Metrics of what is refused on purpose: in an outage, beyond limits, and at TLS.

use super::{Kind, Metric, unix};

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: "keyplane_database_away_seconds",
        kind: Kind::Gauge,
        labels: &[],
        help: "How long the database has been away; 0 while it answers",
        read: |now, samples| {
            let away = now.control.outage.away_for.unwrap_or_default();
            samples.gauge(&[], away.as_secs_f64())
        },
    },
    Metric {
        name: "keyplane_outage_grace_remaining_seconds",
        kind: Kind::Gauge,
        labels: &[],
        help: "How much longer cached values count in an outage; absent outside of the grace",
        read: |now, samples| {
            let left = now.control.outage.grace_left.into_iter();
            left.map(|left| left.as_secs_f64()).try_for_each(|left| samples.gauge(&[], left))
        },
    },
    Metric {
        name: "keyplane_database_outages_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Outages of the database",
        read: |now, samples| samples.count(&[], now.control.outage.outages),
    },
    Metric {
        name: "keyplane_database_outage_refusals_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Pieces of work that were refused or given up because the database was away",
        read: |now, samples| samples.count(&[], now.control.outage.refused),
    },
    Metric {
        name: "keyplane_limit_refusals_total",
        kind: Kind::Counter,
        labels: &["limit"],
        help: "Requests that a limit refused",
        read: |now, samples| {
            let limits = &now.control.limits;
            [
                ("failures_of_source", limits.failures_of_source),
                ("failures_of_client", limits.failures_of_client),
                ("unverified", limits.unverified),
                ("quota", limits.quota),
                ("slow_hashes", limits.slow_hashes),
                ("key_pairs", limits.key_pairs),
            ]
            .into_iter()
            .try_for_each(|(limit, count)| samples.count(&[limit], count))
        },
    },
    Metric {
        name: "keyplane_tls_certificate_expiry_timestamp_seconds",
        kind: Kind::Gauge,
        labels: &[],
        help: "End of the certificate of the listener, in Unix time; absent without TLS",
        read: |now, samples| {
            now.tls.iter().try_for_each(|tls| samples.gauge(&[], unix(tls.expires_at)))
        },
    },
    Metric {
        name: "keyplane_tls_certificate_reloads_total",
        kind: Kind::Counter,
        labels: &["result"],
        help: "Certificates that replaced another one, and changed files that could not be used",
        read: |now, samples| {
            let reloads = now.tls.iter().flat_map(|tls| tls.reloads);
            reloads.into_iter().try_for_each(|(result, count)| samples.count(&[result], count))
        },
    },
    Metric {
        name: "keyplane_tls_handshakes_total",
        kind: Kind::Counter,
        labels: &["result"],
        help: "TLS handshakes that were completed, and that failed or took too long",
        read: |now, samples| {
            let handshakes = now.tls.iter().flat_map(|tls| tls.handshakes);
            handshakes.into_iter().try_for_each(|(result, count)| samples.count(&[result], count))
        },
    },
];
