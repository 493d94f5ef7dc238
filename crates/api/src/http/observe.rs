//! The outermost layer: a request id, a span with the field names of OpenTelemetry's semantic
//! conventions, and the last line against panics.

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
    http::{HeaderName, HeaderValue, StatusCode, header::X_CONTENT_TYPE_OPTIONS},
    response::Response,
};
use futures_util::FutureExt as _;
use keyplane_control::Control;
use tower::{Layer, Service};
use tracing::{Instrument as _, Span, field::Empty};

use super::{
    caller::{Caller, source_address},
    cidr::Cidr,
    refusal,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// What kind of paths the layer is around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface {
    /// The Admin API: each request is a line at info, and the handler learns who calls.
    Admin,
    /// Public documents, the portal's files and health: a line at debug.
    Public,
    /// The gateway check, whose path may hold what the gateway's client chose: the same, and what
    /// goes wrong here is nothing that could be decided.
    Gateway,
}

/// Puts [`Observed`] around a service.
#[derive(Clone)]
pub(crate) struct Observe {
    pub(crate) control: Control,
    pub(crate) trusted_proxies: Arc<[Cidr]>,
    pub(crate) surface: Surface,
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

    /// The span; its fields are not even computed while its level is off. The path holds no
    /// secret, the query may, so that is left out.
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
    if status.is_server_error() {
        tracing::error!(status = status.as_u16(), "answered");
    } else {
        match surface {
            Surface::Admin => tracing::info!(status = status.as_u16(), "answered"),
            Surface::Public | Surface::Gateway => {
                tracing::debug!(status = status.as_u16(), "answered");
            }
        }
    }
}

fn after_panic(panic: &(dyn Any + Send), surface: Surface, request_id: &str) -> Response {
    let cause = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a text");
    tracing::error!(request_id, cause, "a handler panicked");
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    match surface {
        Surface::Admin => crate::graphql::refusal::internal(status, request_id),
        Surface::Public => refusal::refuse(status, "server_error", "internal error"),
        Surface::Gateway => refusal::refuse(
            StatusCode::SERVICE_UNAVAILABLE,
            "temporarily_unavailable",
            "it cannot be decided now, try again",
        ),
    }
}
