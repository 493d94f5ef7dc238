//! Metrics of what is recorded and handed on: the audit log, its stream, webhooks and the usage.

use super::{Kind, Metric};

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: "keyplane_audit_checkpoints_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Checkpoints of the audit log that were signed",
        read: |now, samples| samples.count(&[], now.control.audit.checkpoints),
    },
    Metric {
        name: "keyplane_audit_broken_chains",
        kind: Kind::Gauge,
        labels: &[],
        help: "Chains of the audit log that are not signed, because their events do not fit",
        read: |now, samples| samples.size(&[], now.control.audit.broken_chains),
    },
    Metric {
        name: "keyplane_audit_refused_calls_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Refused calls of the Admin API that the audit log sums up",
        read: |now, samples| samples.count(&[], now.control.audit.refused_calls),
    },
    Metric {
        name: "keyplane_audit_stream_events_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Events that the audit stream delivered; absent without a stream",
        read: |now, samples| {
            now.control.audit.stream.iter().try_for_each(|it| samples.count(&[], it.delivered))
        },
    },
    Metric {
        name: "keyplane_audit_stream_failures_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Deliveries of the audit stream that failed; absent without a stream",
        read: |now, samples| {
            now.control.audit.stream.iter().try_for_each(|it| samples.count(&[], it.failed))
        },
    },
    Metric {
        name: "keyplane_audit_stream_pending_events",
        kind: Kind::Gauge,
        labels: &[],
        help: "Events that the audit stream has not delivered yet; absent without a stream",
        read: |now, samples| {
            let stream = now.control.audit.stream.iter();
            stream.filter_map(|it| it.pending).try_for_each(|count| samples.size(&[], count))
        },
    },
    Metric {
        name: "keyplane_webhook_attempts_total",
        kind: Kind::Counter,
        labels: &["result"],
        help: "Attempts to deliver an event to a webhook, by whether its receiver accepted it",
        read: |now, samples| {
            samples.count(&["delivered"], now.control.webhooks.delivered)?;
            samples.count(&["failed"], now.control.webhooks.failed)
        },
    },
    Metric {
        name: "keyplane_webhooks_disabled_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Webhooks that were disabled because their receiver failed or is gone",
        read: |now, samples| samples.count(&[], now.control.webhooks.disabled),
    },
    Metric {
        name: "keyplane_usage_waiting_counts",
        kind: Kind::Gauge,
        labels: &[],
        help: "Counts of usage in memory that are not written yet",
        read: |now, samples| samples.size(&[], now.control.usage_waiting),
    },
    Metric {
        name: "keyplane_usage_lost_calls_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Calls that are missing in the usage, because the memory for its counts was full",
        read: |now, samples| samples.count(&[], now.control.usage_lost_calls),
    },
];
