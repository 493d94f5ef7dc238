//! Summaries of slices.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Result};

/// The latencies of many answers, in nanoseconds, with three significant digits.
pub(crate) type Latencies = Histogram<u64>;

/// Longer latencies count as this one, in nanoseconds: ten minutes.
const LONGEST: u64 = 600_000_000_000;

/// No latencies yet.
pub(crate) fn latencies() -> Result<Latencies> {
    Histogram::new_with_max(LONGEST, 3).map_err(|error| Failure::Setup(error.to_string()))
}

/// One stretch of load.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    latencies: Latencies,
    elapsed: Duration,
    cpu: Duration,
}

impl Slice {
    /// `cpu` is the server's processor time during the slice.
    pub(crate) fn new(latencies: Latencies, elapsed: Duration, cpu: Duration) -> Self {
        Self { latencies, elapsed, cpu }
    }

    /// Processor time of the server for each answer, in microseconds.
    pub(crate) fn cpu_per_answer(&self) -> f64 {
        micros(self.cpu) / self.count()
    }

    /// A quantile of the latencies in microseconds.
    pub(crate) fn latency(&self, quantile: f64) -> f64 {
        micros(Duration::from_nanos(self.latencies.value_at_quantile(quantile)))
    }

    /// All answers of several slices.
    pub(crate) fn pooled<'a>(slices: impl IntoIterator<Item = &'a Self>) -> Result<Self> {
        let mut pool = Self::new(latencies()?, Duration::ZERO, Duration::ZERO);
        for slice in slices {
            pool.latencies += &slice.latencies;
            pool.elapsed += slice.elapsed;
            pool.cpu += slice.cpu;
        }
        Ok(pool)
    }

    /// The figures of the table.
    pub(crate) fn load(&self) -> Load {
        Load {
            requests_per_second: self.count() / self.elapsed.as_secs_f64(),
            p50_us: self.latency(0.5),
            p99_us: self.latency(0.99),
            cpu_us: self.cpu_per_answer(),
        }
    }

    /// The number of answers, at least one, as a divisor.
    #[expect(clippy::cast_precision_loss, reason = "counts of answers are far below 2^52")]
    fn count(&self) -> f64 {
        self.latencies.len().max(1) as f64
    }
}

/// The figures of a server under load.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Load {
    /// Answers per second.
    pub requests_per_second: f64,
    /// Median latency, microseconds.
    pub p50_us: f64,
    /// 99th percentile of the latency, microseconds.
    pub p99_us: f64,
    /// The server's processor time for each answer, microseconds.
    pub cpu_us: f64,
}

/// The median and the quartiles of repeated measurements.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figure {
    /// The median.
    pub value: f64,
    /// The lower quartile.
    pub low: f64,
    /// The upper quartile.
    pub high: f64,
}

impl Figure {
    /// The figure of these measurements; all zero if there are none.
    pub(crate) fn of(mut values: Vec<f64>) -> Self {
        values.sort_unstable_by(f64::total_cmp);
        let quarter = |quarters: usize| {
            let rank = (values.len() * quarters).div_ceil(4);
            values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
        };
        Self { value: quarter(2), low: quarter(1), high: quarter(3) }
    }
}

/// In microseconds.
pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(nanos: impl IntoIterator<Item = u64>) -> Slice {
        let mut recorded = latencies().unwrap();
        nanos.into_iter().for_each(|nanos| recorded.saturating_record(nanos));
        Slice::new(recorded, Duration::from_secs(1), Duration::from_micros(100))
    }

    #[test]
    fn a_quantile_is_the_nearest_rank_to_a_tenth_of_a_percent() {
        let hundred = slice((1..=100).map(|millis| millis * 1_000_000));
        for (quantile, micros) in [(0.5, 50_000.0), (0.99, 99_000.0), (1.0, 100_000.0)] {
            let found = hundred.latency(quantile);
            assert!((micros..=micros * 1.001).contains(&found), "{quantile}: {found}");
        }
        assert!(slice([]).latency(0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn a_figure_is_the_median_with_its_middle_half() {
        let figure = Figure::of(vec![5.0, 1.0, 2.0, 4.0, 3.0, 100.0, 0.5, 6.0]);
        assert_eq!(figure, Figure { value: 3.0, low: 1.0, high: 5.0 });
    }

    #[test]
    fn processor_time_is_shared_among_the_answers() {
        let pool = Slice::pooled([&slice([2000, 1000]), &slice([4000, 3000])]).unwrap();
        assert!((pool.cpu_per_answer() - 50.0).abs() < 1e-9);
        assert!((pool.load().requests_per_second - 2.0).abs() < 1e-9);
        assert!((pool.latency(0.5) - 2.0).abs() < 1e-9);
    }
}
