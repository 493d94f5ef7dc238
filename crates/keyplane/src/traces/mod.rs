//! Traces by OTLP over HTTP, off unless an endpoint is configured.
//!
//! A span is handed to a bounded queue, and a thread of its own sends it: a collector that is slow
//! or away costs spans, which are counted, and never a request.

mod collector;
mod queue;
mod sampler;

pub(crate) use queue::SpanCounts;

use std::{sync::Arc, time::Duration};

use axum::http::HeaderMap;
use keyplane_api::ContinueTrace;
use keyplane_control::TraceParent;
use opentelemetry::{
    Context, KeyValue,
    propagation::TextMapPropagator as _,
    trace::{SpanContext, TraceContextExt as _, TraceState, TracerProvider as _},
};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource, error::OTelSdkError, propagation::TraceContextPropagator, trace::SdkTracerProvider,
};
use tracing::{Metadata, Span, Subscriber, level_filters::LevelFilter};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::{Layer, filter::filter_fn, registry::LookupSpan};

use self::{
    collector::Collector,
    queue::SpanQueue,
    sampler::{Sampler, TrustedParent},
};
use crate::{config::Config, failure::Failure, store::VERSION};

/// Path of the signal under the endpoint (OTLP specification, "OTLP/HTTP Request").
const SIGNAL: &str = "/v1/traces";
/// How long the last spans may take at the end of the process.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(2);

/// The traces of this process.
pub(crate) struct Traces {
    provider: SdkTracerProvider,
    counts: Arc<SpanCounts>,
}

impl Traces {
    /// Starts the thread that sends spans, if an endpoint is configured.
    pub(crate) fn start(config: &Config) -> Result<Option<Self>, Failure> {
        let Some(endpoint) = &config.otlp_endpoint else { return Ok(None) };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{}{SIGNAL}", endpoint.as_str().trim_end_matches('/')))
            .with_http_client(Collector::new())
            .build()
            .map_err(|error| Failure::Traces(error.to_string()))?;

        let counts = Arc::new(SpanCounts::default());
        let queue = SpanQueue::start(exporter, &resource(), Arc::clone(&counts))
            .map_err(|error| Failure::Traces(error.to_string()))?;
        let provider = SdkTracerProvider::builder()
            .with_sampler(Sampler::new(config.trace_ratio))
            .with_span_processor(queue)
            .build();
        Ok(Some(Self { provider, counts }))
    }

    /// The layer that makes spans of Keyplane's own spans, at any level.
    pub(crate) fn layer<S: Subscriber + for<'a> LookupSpan<'a>>(&self) -> impl Layer<S> + use<S> {
        let is_ours =
            |meta: &Metadata<'_>| meta.is_span() && meta.target().starts_with("keyplane_");
        tracing_opentelemetry::layer()
            .with_tracer(self.provider.tracer("keyplane"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_target(false)
            .with_level(false)
            .with_filter(filter_fn(is_ours).with_max_level_hint(LevelFilter::DEBUG))
    }

    /// The numbers of spans.
    pub(crate) fn counts(&self) -> Arc<SpanCounts> {
        Arc::clone(&self.counts)
    }

    /// Sends the spans that wait.
    pub(crate) fn stop(self) {
        match self.provider.shutdown_with_timeout(FLUSH_TIMEOUT) {
            Ok(()) | Err(OTelSdkError::AlreadyShutdown) => {}
            Err(error) => tracing::warn!(%error, "the last spans could not be sent"),
        }
    }
}

/// Attributes of this process. `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` add to them.
fn resource() -> Resource {
    let version = KeyValue::new("service.version", VERSION);
    let defaults = Resource::builder_empty().with_service_name("keyplane").with_attribute(version);
    let defaults = defaults.build();
    let attributes = defaults.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone()));
    // What the environment names counts more.
    let named = Resource::builder().build();
    let is_named = |key: &str| {
        named.iter().any(|(other, value)| {
            other.as_str() == key && !value.as_str().starts_with("unknown_service")
        })
    };
    let attributes: Vec<_> = attributes.filter(|pair| !is_named(pair.key.as_str())).collect();
    Resource::builder().with_attributes(attributes).build()
}

/// Makes the span of a request a child of the one that `traceparent` names (W3C Trace Context), and
/// returns the ID of the trace.
///
/// Any client can send the header. From a client, only the IDs are taken: whether the request is
/// traced is decided here, and `tracestate` is dropped. A trusted proxy decides itself.
pub(crate) const CONTINUE: ContinueTrace = |span: &Span, headers: &HeaderMap, is_trusted: bool| {
    let parent = TraceContextPropagator::new().extract(&HeaderExtractor(headers));
    if parent.span().span_context().is_valid() {
        // Fails only for a span that is not traced.
        let _ = span.set_parent(accepted(&parent, is_trusted));
    }
    let context = span.context();
    let trace = context.span().span_context().trace_id();
    context.span().span_context().is_valid().then(|| trace.to_string())
};

/// Names the span of an outgoing request to its receiver. Only the IDs and the decision are told.
pub(crate) const PARENT: TraceParent = |span: &Span| {
    let context = span.context();
    let span = context.span();
    let named = span.span_context();
    named.is_valid().then(|| {
        let flags = named.trace_flags().to_u8();
        format!("00-{}-{}-{flags:02x}", named.trace_id(), named.span_id())
    })
};

fn accepted(parent: &Context, is_trusted: bool) -> Context {
    if is_trusted {
        return parent.with_value(TrustedParent);
    }
    let span = parent.span();
    let named = span.span_context();
    Context::new().with_remote_span_context(SpanContext::new(
        named.trace_id(),
        named.span_id(),
        named.trace_flags(),
        true,
        TraceState::NONE,
    ))
}
