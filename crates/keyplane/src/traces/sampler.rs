//! Decides which requests are traced.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use opentelemetry::{
    Context, KeyValue,
    trace::{Link, SpanKind, TraceContextExt as _, TraceId, TraceState},
};
use opentelemetry_sdk::trace::{SamplingDecision, SamplingResult, ShouldSample};

/// Marks a context whose parent a trusted proxy named.
#[derive(Clone, Copy, Debug)]
pub(super) struct TrustedParent;

/// Traces a share of the requests. Samplers by trace ID would let a client choose: the ID is the
/// client's. This one counts.
#[derive(Clone, Debug)]
pub(super) struct Sampler {
    /// The share, as a fraction of 2⁶⁴; `None` for all.
    step: Option<u64>,
    sum: Arc<AtomicU64>,
}

impl Sampler {
    /// Traces `ratio` of the requests, 0 to 1.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a ratio from 0 to below 1 is a fraction of 2⁶⁴; the last bits do not matter"
    )]
    pub(super) fn new(ratio: f64) -> Self {
        let step = (ratio < 1.0).then(|| (ratio.max(0.0) * u64::MAX as f64) as u64);
        Self { step, sum: Arc::default() }
    }

    /// Whether the next request is traced: each time that the sum of the shares passes a whole.
    fn takes_next(&self) -> bool {
        let Some(step) = self.step else { return true };
        self.sum.fetch_add(step, Ordering::Relaxed).checked_add(step).is_none()
    }
}

impl ShouldSample for Sampler {
    fn should_sample(
        &self,
        parent: Option<&Context>,
        _: TraceId,
        _: &str,
        _: &SpanKind,
        _: &[KeyValue],
        _: &[Link],
    ) -> SamplingResult {
        let parent = parent.filter(|parent| parent.span().span_context().is_valid());
        let followed = parent.filter(|parent| {
            let is_own = !parent.span().span_context().is_remote();
            is_own || parent.get::<TrustedParent>().is_some()
        });
        let is_taken = match followed {
            Some(parent) => parent.span().span_context().is_sampled(),
            None => self.takes_next(),
        };

        let trace_state = parent.map(|parent| parent.span().span_context().trace_state().clone());
        SamplingResult {
            decision: if is_taken {
                SamplingDecision::RecordAndSample
            } else {
                SamplingDecision::Drop
            },
            attributes: Vec::new(),
            trace_state: trace_state.unwrap_or(TraceState::NONE),
        }
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::{SpanContext, SpanId, TraceFlags};

    use super::*;

    fn parent(flags: TraceFlags, is_remote: bool) -> Context {
        let (trace, span) = (TraceId::from(1_u128), SpanId::from(1_u64));
        let named = SpanContext::new(trace, span, flags, is_remote, TraceState::NONE);
        Context::new().with_remote_span_context(named)
    }

    fn taken(sampler: &Sampler, parent: Option<&Context>) -> usize {
        let take = || {
            let kind = SpanKind::Server;
            sampler.should_sample(parent, TraceId::from(1_u128), "", &kind, &[], &[]).decision
        };
        (0..1000).filter(|_| take() == SamplingDecision::RecordAndSample).count()
    }

    #[test]
    fn the_share_of_traced_requests_is_the_configured_one() {
        for (ratio, expected) in [(0.0, 0), (0.25, 250), (1.0, 1000)] {
            let taken = taken(&Sampler::new(ratio), None);
            assert!(taken.abs_diff(expected) <= 1, "{ratio}: {taken}");
        }
    }

    #[test]
    fn a_client_changes_nothing_about_the_share_and_a_trusted_proxy_decides() {
        for flags in [TraceFlags::SAMPLED, TraceFlags::NOT_SAMPLED] {
            let client = parent(flags, true);
            let taken_of_client = taken(&Sampler::new(0.1), Some(&client));
            assert!(taken_of_client.abs_diff(100) <= 1, "{taken_of_client}");

            let expected = if flags == TraceFlags::SAMPLED { 1000 } else { 0 };
            let proxy = client.with_value(TrustedParent);
            assert_eq!(taken(&Sampler::new(0.1), Some(&proxy)), expected);
            assert_eq!(taken(&Sampler::new(0.1), Some(&parent(flags, false))), expected);
        }
    }
}
