//! The numbers of one scrape, read from everywhere before any is written.

use std::fmt;

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
use crate::http_server::ConnectionFigures;

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
    pub(super) version: &'static str,
    pub(super) started_at: Timestamp,
    pub(super) process: ProcessFigures,
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
