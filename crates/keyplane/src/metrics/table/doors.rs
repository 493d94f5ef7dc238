//! Metrics of requests and of what they come to.

use keyplane_auth::Algorithm;

use super::{Kind, Metric};

pub(super) const METRICS: &[Metric] = &[
    Metric {
        name: "http_server_request_duration_seconds",
        kind: Kind::Histogram,
        labels: &["http_request_method", "http_route", "http_response_status_code"],
        help: "Time from the head of a request to the head of its answer",
        read: |now, samples| {
            now.requests.iter().try_for_each(|one| {
                let status = one.status.to_string();
                samples.durations(&[one.method, &one.route, &status], &one.durations)
            })
        },
    },
    Metric {
        name: "keyplane_tokens_issued_total",
        kind: Kind::Counter,
        labels: &["grant_type", "format", "algorithm"],
        help: "Access tokens issued; opaque tokens have no algorithm",
        read: |now, samples| {
            now.issued.iter().try_for_each(|(grant, algorithm, count)| {
                let format = if algorithm.is_some() { "jwt" } else { "opaque" };
                let algorithm = algorithm.map_or("", Algorithm::as_str);
                samples.count(&[grant.name(), format, algorithm], *count)
            })
        },
    },
    Metric {
        name: "keyplane_refusals_total",
        kind: Kind::Counter,
        labels: &["door", "reason"],
        help: "Calls that a door refused",
        read: |now, samples| {
            now.refused.iter().try_for_each(|(door, reason, count)| {
                samples.count(&[door.as_str(), reason.as_str()], *count)
            })
        },
    },
    Metric {
        name: "keyplane_operator_sign_ins_total",
        kind: Kind::Counter,
        labels: &["result"],
        help: "Sign-ins of operators at the portal, by what they came to",
        read: |now, samples| {
            let sign_ins = &now.control.sign_ins;
            samples.count(&["accepted"], sign_ins.accepted)?;
            sign_ins.refused.iter().try_for_each(|(problem, count)| {
                samples.count(&[&problem.as_str().to_ascii_lowercase()], *count)
            })
        },
    },
    Metric {
        name: "keyplane_gateway_checks_total",
        kind: Kind::Counter,
        labels: &["verdict"],
        help: "Gateway checks by verdict",
        read: |now, samples| {
            now.checks
                .iter()
                .try_for_each(|(verdict, count)| samples.count(&[verdict.as_str()], *count))
        },
    },
    Metric {
        name: "keyplane_refusals_unlogged_total",
        kind: Kind::Counter,
        labels: &[],
        help: "Refusals that are in a summary of the log and have no line of their own",
        read: |now, samples| samples.count(&[], now.unlogged_refusals),
    },
    Metric {
        name: "keyplane_trace_spans_total",
        kind: Kind::Counter,
        labels: &["result"],
        help: "Spans sent to the collector, dropped because the queue was full, or failed",
        read: |now, samples| {
            now.spans
                .iter()
                .flatten()
                .try_for_each(|(result, count)| samples.count(&[result], *count))
        },
    },
];
