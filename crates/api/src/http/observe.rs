//! The outermost layer: a request ID, a span with the field names of OpenTelemetry's semantic
//! conventions, and a response after a panic.
//!
//! It is one service with one boxed future. `from_fn`, with layers of tower-http for the panics and
//! the header, clones and boxes a service for each of them: 0.7 µs of the 9 µs that a JWKS takes.

use std::{
    any::Any,
    convert::Infallible,
    net::IpAddr,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, Uri, header::X_CONTENT_TYPE_OPTIONS},
    response::Response,
};
use futures_util::FutureExt as _;
use keyplane_control::Control;
use tower::{Service, layer::layer_fn};
use tracing::{Instrument as _, Span, field::Empty};

use super::{
    caller::Caller,
    refusal::{self, Cause},
    sources::Sources,
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

/// Makes the Admin API's answer with a status for the request with an ID.
pub(crate) type AdminAnswer = fn(StatusCode, &str) -> Response;

/// The state that the layers of all surfaces share.
pub(crate) struct Observer {
    control: Control,
    sources: Sources,
    /// Limits the log lines about faults that unauthenticated clients can trigger.
    faults: Throttle,
    /// The Admin API's answer after a panic.
    admin_fault: AdminAnswer,
}

#[derive(Clone)]
struct Observe {
    surface: Surface,
    observer: Arc<Observer>,
}

/// A route that is observed.
#[derive(Clone)]
struct Observed<S> {
    inner: S,
    observe: Observe,
}

impl Observer {
    /// An observer that gives request IDs from `control`. `admin_fault`: the Admin API's answer
    /// after a panic.
    pub(crate) fn new(control: Control, sources: Sources, admin_fault: AdminAnswer) -> Arc<Self> {
        let faults = Throttle::new(FAULT_LINES_A_SECOND);
        Arc::new(Self { control, sources, faults, admin_fault })
    }

    /// The routes of a surface with the layer around them.
    pub(crate) fn around(self: &Arc<Self>, surface: Surface, routes: Router) -> Router {
        let observe = Observe { surface, observer: Arc::clone(self) };
        routes.layer(layer_fn(move |inner| Observed { inner, observe: observe.clone() }))
    }
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
        let observe = self.observe.clone();
        let request_id = observe.observer.control.request_id();
        let span = observe.span(&request, &request_id);
        let uri = request.uri().clone();
        match observe.surface {
            Surface::Admin => {
                let caller = observe.caller(&request, &request_id);
                request.extensions_mut().insert(caller);
            }
            Surface::Public | Surface::Gateway => {}
        }

        let answer = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        let observed = async move {
            let mut response = match answer.await {
                Ok(Ok(response)) => response,
                Err(panic) => {
                    let admin = observe.observer.admin_fault;
                    after_panic(cause_of(&*panic), observe.surface, &request_id, admin)
                }
            };
            observe.log(&response, &request_id, &uri);

            let headers = response.headers_mut();
            headers.insert(X_CONTENT_TYPE_OPTIONS, NOSNIFF);
            // The ID is always the server's own, never one that the client sent.
            if let Ok(request_id) = HeaderValue::from_maybe_shared(request_id) {
                headers.insert(REQUEST_ID, request_id);
            }
            Ok(response)
        };
        Box::pin(observed.instrument(span))
    }
}

impl Observe {
    fn source(&self, request: &Request) -> Option<IpAddr> {
        self.observer.sources.of(request.extensions(), request.headers())
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

    fn log(&self, response: &Response, request_id: &str, uri: &Uri) {
        let status = response.status();
        Span::current().record("http.response.status_code", status.as_u16());
        match self.surface {
            Surface::Admin if status.is_server_error() => {
                tracing::error!(status = status.as_u16(), "answered");
            }
            Surface::Admin => tracing::info!(status = status.as_u16(), "answered"),
            Surface::Public | Surface::Gateway => {
                tracing::debug!(status = status.as_u16(), "answered");
                note_fault(response, &self.observer.faults, request_id, uri);
            }
        }
    }
}

/// Logs a response that is a fault of the server, in one line. It carries the request ID of the
/// client's answer, because the span is seldom shown.
fn note_fault(response: &Response, faults: &Throttle, request_id: &str, uri: &Uri) {
    if !response.status().is_server_error() {
        return;
    }
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

/// The text of a panic, for the log.
fn cause_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a text")
}

fn after_panic(cause: &str, surface: Surface, request_id: &str, admin: AdminAnswer) -> Response {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    let response = match surface {
        Surface::Admin => {
            tracing::error!(request_id, cause, "a handler panicked");
            return admin(status, request_id);
        }
        Surface::Public => refusal::refuse(status, "server_error", "internal error"),
        Surface::Gateway => refusal::refuse(
            StatusCode::SERVICE_UNAVAILABLE,
            "temporarily_unavailable",
            "it cannot be decided now, try again",
        ),
    };

    refusal::with_cause(response, format_args!("a handler panicked: {cause}"))
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use axum::response::IntoResponse as _;

    use super::*;

    fn cause(panics: fn()) -> String {
        let panic = catch_unwind(panics).expect_err("a panic");
        cause_of(&*panic).to_owned()
    }

    #[test]
    fn a_panic_is_answered_with_its_cause_for_the_log_only() {
        assert_eq!(cause(|| panic!("one")), "one");
        assert_eq!(cause(|| panic!("{}", 2)), "2");

        for (surface, status) in
            [(Surface::Admin, 500), (Surface::Public, 500), (Surface::Gateway, 503)]
        {
            let admin: AdminAnswer = |status, _| (status, "").into_response();
            let response = after_panic("hunter2", surface, "req-1", admin);
            assert_eq!(response.status(), status, "{surface:?}");
            let cause = response.extensions().get::<Cause>().map(|Cause(cause)| cause.clone());
            assert_eq!(cause.is_some(), surface != Surface::Admin, "{surface:?}");
        }
    }
}
