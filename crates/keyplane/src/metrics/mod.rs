//! Metrics in the Prometheus text format, on a listener of their own.
//!
//! Requests count in plain counters, which know nothing of Prometheus. A scrape reads them all and
//! writes what [`table::METRICS`] lists; to add a metric, add a row there and its line in
//! docs/observability.md.

mod process;
mod samples;
mod scrape;
mod table;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use keyplane_api::Telemetry;
use keyplane_control::Control;
use keyplane_entity::Timestamp;
use prometheus_client::{encoding::prometheus_text, registry::Registry};
use tokio::sync::Semaphore;

use crate::{
    http_server::{ConnectionLimits, Connections},
    tls::Tls,
    traces::SpanCounts,
};

/// Maximum number of scrapers' connections.
const MAX_CONNECTIONS: usize = 16;
/// Maximum number of scrapes at once.
const MAX_SCRAPES: usize = 2;
const CONTENT_TYPE: HeaderValue = HeaderValue::from_static(prometheus_text::CONTENT_TYPE);
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// What a scrape reads.
pub(crate) struct Instruments {
    pub(crate) control: Control,
    pub(crate) telemetry: Arc<Telemetry>,
    pub(crate) connections: Arc<Connections>,
    /// `None` while traces are off.
    pub(crate) spans: Option<Arc<SpanCounts>>,
    /// `None` without TLS.
    pub(crate) tls: Option<Arc<Tls>>,
    pub(crate) started_at: Timestamp,
}

#[derive(Clone)]
struct Exporter {
    instruments: Arc<Instruments>,
    scrapes: Arc<Semaphore>,
}

/// The routes of the listener: `/metrics`.
pub(crate) fn router(instruments: Instruments) -> Router {
    let exporter = Exporter {
        instruments: Arc::new(instruments),
        scrapes: Arc::new(Semaphore::new(MAX_SCRAPES)),
    };
    Router::new()
        .route("/metrics", get(metrics))
        .fallback(async || (StatusCode::NOT_FOUND, "the metrics are at /metrics\n"))
        .with_state(exporter)
}

/// The limits of the listener's connections.
pub(crate) fn limits() -> ConnectionLimits {
    ConnectionLimits { all: MAX_CONNECTIONS, per_source: None, exempt: Vec::new() }
}

async fn metrics(State(exporter): State<Exporter>) -> Response {
    let Ok(_scrape) = exporter.scrapes.try_acquire() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "another scrape is under way\n").into_response();
    };

    let scrape = exporter.instruments.scrape().await;
    let mut registry = Registry::default();
    registry.register_collector(Box::new(scrape));
    let mut text = String::with_capacity(32 * 1024);
    match prometheus_text::encode(&mut text, &registry) {
        Ok(()) => {
            let headers = [(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, NO_STORE)];
            (headers, text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the metrics could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
