//! Summaries of slices.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// One stretch of load.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    /// Of every answer, in nanoseconds, the shortest first.
    latencies: Vec<u64>,
    elapsed: Duration,
    cpu: Duration,
}

impl Slice {
    /// `cpu` is the server's processor time during the slice.
    pub(crate) fn new(mut latencies: Vec<u64>, elapsed: Duration, cpu: Duration) -> Self {
        latencies.sort_unstable();
        Self { latencies, elapsed, cpu }
    }

    /// Processor time of the server for each answer, in microseconds.
    pub(crate) fn cpu_per_answer(&self) -> f64 {
        micros(self.cpu) / count(&self.latencies)
    }

    /// A quantile of the latencies in microseconds.
    pub(crate) fn latency(&self, quantile: f64) -> f64 {
        micros(Duration::from_nanos(at_quantile(&self.latencies, quantile).unwrap_or(0)))
    }

    /// All answers of several slices.
    pub(crate) fn pooled<'a>(slices: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut pool = Self::new(Vec::new(), Duration::ZERO, Duration::ZERO);
        for slice in slices {
            pool.latencies.extend(&slice.latencies);
            pool.elapsed += slice.elapsed;
            pool.cpu += slice.cpu;
        }
        Self::new(pool.latencies, pool.elapsed, pool.cpu)
    }

    /// The figures of the table.
    pub(crate) fn load(&self) -> Load {
        Load {
            requests_per_second: count(&self.latencies) / self.elapsed.as_secs_f64(),
            p50_us: self.latency(0.5),
            p99_us: self.latency(0.99),
            cpu_us: self.cpu_per_answer(),
        }
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
        let quantile = |quantile| at_quantile(&values, quantile).unwrap_or(0.0);
        Self { value: quantile(0.5), low: quantile(0.25), high: quantile(0.75) }
    }
}

/// In microseconds.
pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The number of items, at least one, as a divisor.
#[expect(clippy::cast_precision_loss, reason = "counts of answers are far below 2^52")]
fn count<T>(items: &[T]) -> f64 {
    items.len().max(1) as f64
}

/// The nearest rank of a sorted list.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank is between 0 and the length"
)]
fn at_quantile<T: Copy>(sorted: &[T], quantile: f64) -> Option<T> {
    let rank = (sorted.len() as f64 * quantile).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_nearest_rank() {
        let hundred: Vec<u64> = (1..=100).collect();
        assert_eq!(at_quantile(&hundred, 0.5), Some(50));
        assert_eq!(at_quantile(&hundred, 0.99), Some(99));
        assert_eq!(at_quantile(&[7], 0.99), Some(7));
        assert_eq!(at_quantile::<u64>(&[], 0.5), None);
    }

    #[test]
    fn a_figure_is_the_median_with_its_middle_half() {
        let figure = Figure::of(vec![5.0, 1.0, 2.0, 4.0, 3.0, 100.0, 0.5, 6.0]);
        assert_eq!(figure, Figure { value: 3.0, low: 1.0, high: 5.0 });
    }

    #[test]
    fn processor_time_is_shared_among_the_answers() {
        let slice = |answers: Vec<u64>| {
            Slice::new(answers, Duration::from_secs(1), Duration::from_micros(100))
        };
        let pool = Slice::pooled([&slice(vec![2000, 1000]), &slice(vec![4000, 3000])]);
        assert!((pool.cpu_per_answer() - 50.0).abs() < 1e-9);
        assert!((pool.load().requests_per_second - 2.0).abs() < 1e-9);
        assert!((pool.latency(0.5) - 2.0).abs() < 1e-9);
    }
}
