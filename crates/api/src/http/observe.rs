//! The outermost layer: a request ID, a span with the field names of OpenTelemetry's semantic
//! conventions, and a response after a panic.

use std::{
    any::Any,
    convert::Infallible,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, Uri, header::X_CONTENT_TYPE_OPTIONS},
    response::Response,
};
use futures_util::FutureExt as _;
use keyplane_control::Control;
use tower::{Layer, Service};
use tracing::{Instrument as _, Span, field::Empty};

use super::{
    caller::{Caller, source_address},
    cidr::Cidr,
    refusal::{self, Cause},
    throttle::Throttle,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Maximum number of log lines a second about 5xx answers without a login; the others are counted.
const FAULT_LINES_A_SECOND: u32 = 10;
/// Maximum logged length of a path, in bytes.
const MAX_LOGGED_PATH: usize = 256;
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// The kind of paths that the layer observes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface {
    /// The Admin API: each request is logged at info, and the handler gets the [`Caller`].
    Admin,
    /// Public documents, the portal's files and health: each request is logged at debug.
    Public,
    /// The gateway check, whose path may contain the client's path: each request is logged at
    /// debug, and a panic gets 503, because there is no decision.
    Gateway,
}

/// Puts [`Observed`] around a service.
#[derive(Clone)]
pub(crate) struct Observe {
    pub(crate) control: Control,
    pub(crate) trusted_proxies: Arc<[Cidr]>,
    pub(crate) surface: Surface,
    /// Limits the log lines about faults that unauthenticated clients can trigger.
    pub(crate) faults: Arc<Throttle>,
}

/// Limits the log lines about 5xx responses, for all paths of a server together.
pub(crate) fn fault_throttle() -> Arc<Throttle> {
    Arc::new(Throttle::new(FAULT_LINES_A_SECOND))
}

impl<S> Layer<S> for Observe {
    type Service = Observed<S>;

    fn layer(&self, inner: S) -> Observed<S> {
        Observed { inner, observe: self.clone() }
    }
}

/// A service that is observed.
#[derive(Clone)]
pub(crate) struct Observed<S> {
    inner: S,
    observe: Observe,
}

impl<S> Service<Request> for Observed<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let request_id = self.observe.control.request_id();
        let span = self.observe.span(&request, &request_id);
        let surface = self.observe.surface;
        let (uri, faults) = (request.uri().clone(), Arc::clone(&self.observe.faults));
        if surface == Surface::Admin {
            let caller = self.observe.caller(&request, &request_id);
            request.extensions_mut().insert(caller);
        }

        let answer = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        let observed = async move {
            let mut response = match answer.await {
                Ok(Ok(response)) => response,
                Err(panic) => after_panic(&*panic, surface, &request_id),
            };
            note(&response, surface);
            if response.status().is_server_error() && surface != Surface::Admin {
                note_fault(&response, &faults, &request_id, &uri);
            }
            let headers = response.headers_mut();
            headers.insert(X_CONTENT_TYPE_OPTIONS, NOSNIFF);
            if let Ok(request_id) = HeaderValue::from_maybe_shared(request_id) {
                headers.insert(REQUEST_ID, request_id);
            }
            Ok(response)
        };

        Box::pin(observed.instrument(span))
    }
}

impl Observe {
    fn source(&self, request: &Request) -> Option<std::net::IpAddr> {
        source_address(request.extensions(), request.headers(), &self.trusted_proxies)
    }

    fn caller(&self, request: &Request, request_id: &str) -> Caller {
        Caller { request_id: request_id.into(), source_address: self.source(request) }
    }

    /// The span; its fields are computed only if its level is enabled. The query is left out,
    /// because it may contain a secret.
    fn span(&self, request: &Request, request_id: &str) -> Span {
        macro_rules! span {
            ($level:ident) => {
                tracing::$level!(
                    "request",
                    request_id,
                    http.request.method = %request.method(),
                    url.path = request.uri().path(),
                    client.address = self.source(request).map(tracing::field::display),
                    http.response.status_code = Empty,
                )
            };
        }
        match self.surface {
            Surface::Admin => span!(info_span),
            Surface::Public | Surface::Gateway => span!(debug_span),
        }
    }
}

fn note(response: &Response, surface: Surface) {
    let status = response.status();
    Span::current().record("http.response.status_code", status.as_u16());
    match surface {
        Surface::Admin if status.is_server_error() => {
            tracing::error!(status = status.as_u16(), "answered");
        }
        Surface::Admin => tracing::info!(status = status.as_u16(), "answered"),
        Surface::Public | Surface::Gateway => {
            tracing::debug!(status = status.as_u16(), "answered");
        }
    }
}

/// Logs a fault of the server in one line. It carries the request id of the client's answer,
/// because the span is seldom shown.
fn note_fault(response: &Response, faults: &Throttle, request_id: &str, uri: &Uri) {
    let Some(unlogged) = faults.pass() else { return };
    let path = uri.path();
    tracing::error!(
        request_id,
        status = response.status().as_u16(),
        url.path = &path[..path.floor_char_boundary(MAX_LOGGED_PATH)],
        cause = response.extensions().get::<Cause>().map(|Cause(cause)| cause.as_str()),
        unlogged,
        "a request could not be answered"
    );
}

fn after_panic(panic: &(dyn Any + Send), surface: Surface, request_id: &str) -> Response {
    let cause = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a text");

    let status = StatusCode::INTERNAL_SERVER_ERROR;
    let response = match surface {
        Surface::Admin => {
            tracing::error!(request_id, cause, "a handler panicked");
            return crate::graphql::refusal::internal(status, request_id);
        }
        Surface::Public => refusal::refuse(status, "server_error", "internal error"),
        Surface::Gateway => refusal::refuse(
            StatusCode::SERVICE_UNAVAILABLE,
            "temporarily_unavailable",
            "it cannot be decided now, try again",
        ),
    };

    refusal::because(response, format_args!("a handler panicked: {cause}"))
}
