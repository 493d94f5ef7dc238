//! The numbers of one scrape, read from everywhere before any is written.

use std::{fmt, sync::atomic::Ordering};

use keyplane_api::{CheckVerdict, Door, Reason, RequestFigures};
use keyplane_auth::Algorithm;
use keyplane_control::{Figures, GrantKind};
use keyplane_entity::Timestamp;
use prometheus_client::{collector::Collector, encoding::DescriptorEncoder};

use super::{
    Instruments,
    process::ProcessFigures,
    samples::Samples,
    table::{self, Metric},
};
use crate::{http_server::ConnectionFigures, tls::Tls};

/// The numbers at one moment.
#[derive(Debug)]
pub(super) struct Scrape {
    pub(super) control: Figures,
    pub(super) requests: Vec<RequestFigures>,
    pub(super) refused: Vec<(Door, Reason, u64)>,
    pub(super) checks: Vec<(CheckVerdict, u64)>,
    pub(super) issued: Vec<(GrantKind, Option<Algorithm>, u64)>,
    pub(super) unlogged_refusals: u64,
    pub(super) connections: ConnectionFigures,
    /// Sent, dropped and failed spans; `None` while traces are off.
    pub(super) spans: Option<[(&'static str, u64); 3]>,
    /// `None` without TLS.
    pub(super) tls: Option<TlsFigures>,
    pub(super) version: &'static str,
    pub(super) started_at: Timestamp,
    pub(super) process: ProcessFigures,
}

/// The numbers of TLS.
#[derive(Clone, Copy, Debug)]
pub(super) struct TlsFigures {
    /// End of the certificate that new connections get.
    pub(super) expires_at: Timestamp,
    /// Handshakes that were completed, and that failed.
    pub(super) handshakes: [(&'static str, u64); 2],
    /// Certificates that replaced another one, and files that could not.
    pub(super) reloads: [(&'static str, u64); 2],
}

impl TlsFigures {
    fn read(tls: &Tls) -> Self {
        let counts = tls.counts();
        let counters =
            [&counts.handshakes, &counts.failed_handshakes, &counts.replaced, &counts.refused];
        let [done, failed, replaced, refused] =
            counters.map(|counter| counter.load(Ordering::Relaxed));
        Self {
            expires_at: tls.current().certificate.not_after,
            handshakes: [("completed", done), ("failed", failed)],
            reloads: [("replaced", replaced), ("refused", refused)],
        }
    }
}

impl Instruments {
    pub(super) async fn scrape(&self) -> Scrape {
        let telemetry = &self.telemetry;
        Scrape {
            control: self.control.figures().await,
            requests: telemetry.requests(),
            refused: telemetry.refused().collect(),
            checks: telemetry.checks().collect(),
            issued: telemetry.issued().collect(),
            unlogged_refusals: telemetry.unlogged(),
            connections: self.connections.figures(),
            spans: self.spans.as_ref().map(|spans| {
                let counters = [&spans.sent, &spans.dropped, &spans.failed];
                let [sent, dropped, failed] = counters.map(keyplane_control::Counter::get);
                [("sent", sent), ("dropped", dropped), ("failed", failed)]
            }),
            tls: self.tls.as_deref().map(TlsFigures::read),
            version: self.control.version(),
            started_at: self.started_at,
            process: ProcessFigures::read(),
        }
    }
}

impl Collector for Scrape {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        table::METRICS.into_iter().flatten().try_for_each(|metric: &Metric| {
            (metric.read)(self, &mut Samples::of(metric, &mut encoder)?)
        })
    }
}
