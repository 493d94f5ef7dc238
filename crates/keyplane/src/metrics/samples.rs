//! Writes the samples of one metric.

use std::fmt;

use keyplane_control::{BOUNDS, Distribution};
use prometheus_client::{
    encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet},
    metrics::MetricType,
};

use super::table::{Kind, Metric};

/// The samples of one metric, with its labels.
pub(super) struct Samples<'a> {
    metric: MetricEncoder<'a>,
    labels: &'static [&'static str],
}

impl<'a> Samples<'a> {
    /// Writes the description of a metric, which its samples follow.
    pub(super) fn of(
        metric: &'static Metric,
        encoder: &'a mut DescriptorEncoder<'_>,
    ) -> Result<Self, fmt::Error> {
        let (kind, name) = match metric.kind {
            // The encoder adds the suffix.
            Kind::Counter => {
                (MetricType::Counter, metric.name.strip_suffix("_total").unwrap_or(metric.name))
            }
            Kind::Gauge => (MetricType::Gauge, metric.name),
            Kind::Histogram => (MetricType::Histogram, metric.name),
        };
        let metric_encoder = encoder.encode_descriptor(name, metric.help, None, kind)?;
        Ok(Self { metric: metric_encoder, labels: metric.labels })
    }

    /// A count. `values`: one for each label.
    pub(super) fn count(&mut self, values: &[&str], number: u64) -> fmt::Result {
        let labels = self.labels(values);
        self.metric.encode_family(&labels)?.encode_counter::<NoLabelSet, _, f64>(&number, None)
    }

    /// A count of a unit with a fraction.
    pub(super) fn total(&mut self, number: f64) -> fmt::Result {
        self.metric.encode_counter::<NoLabelSet, _, f64>(&number, None)
    }

    /// A value.
    pub(super) fn gauge(&mut self, values: &[&str], value: f64) -> fmt::Result {
        let labels = self.labels(values);
        self.metric.encode_family(&labels)?.encode_gauge(&value)
    }

    /// A value that is a number of things.
    #[expect(clippy::cast_precision_loss, reason = "samples are f64 in Prometheus")]
    pub(super) fn size(&mut self, values: &[&str], value: u64) -> fmt::Result {
        self.gauge(values, value as f64)
    }

    /// A distribution of durations.
    pub(super) fn durations(&mut self, values: &[&str], durations: &Distribution) -> fmt::Result {
        let labels = self.labels(values);
        let bounds = BOUNDS.into_iter().chain([f64::INFINITY]);
        let buckets: Vec<_> = bounds.zip(durations.buckets).collect();
        self.metric.encode_family(&labels)?.encode_histogram::<NoLabelSet>(
            durations.seconds,
            durations.count(),
            &buckets,
            None,
        )
    }

    fn labels<'v>(&self, values: &[&'v str]) -> Vec<(&'static str, &'v str)> {
        debug_assert_eq!(self.labels.len(), values.len(), "{:?}", self.labels);
        self.labels.iter().copied().zip(values.iter().copied()).collect()
    }
}
