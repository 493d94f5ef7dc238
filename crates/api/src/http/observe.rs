//! The outermost layer: a request ID, a span with the field names of OpenTelemetry's semantic
//! conventions, the counters and log lines of [`Telemetry`], and a response after a panic.
//!
//! It is one service with one boxed future. `from_fn`, with layers of tower-http for the panics and
//! the header, clones and boxes a service for each of them: 0.7 µs of the 9 µs that a JWKS takes. The
//! future is written by hand, because an `async` block holds what it captures twice.

use std::{
    any::Any,
    convert::Infallible,
    net::IpAddr,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll, ready},
};

use axum::{
    Router,
    extract::{MatchedPath, Request},
    http::{
        HeaderName, HeaderValue,
        header::{USER_AGENT, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};
use keyplane_control::Control;
use pin_project_lite::pin_project;
use tokio::time::Instant;
use tower::{Service, layer::layer_fn};
use tracing::{Span, field::Empty};
use uuid::Uuid;

use super::{
    caller::{Caller, peer},
    panics::{AdminAnswer, after_panic, cause_of},
    refusal::Cause,
    sources::Sources,
    throttle::Throttle,
};
use crate::telemetry::{
    EnteredScope, Outcome, RequestScope, RouteFigures, Telemetry, method_name, method_place,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Maximum number of log lines a second about 5xx answers without a login; the others are counted.
const FAULT_LINES_A_SECOND: u32 = 10;
/// Maximum length of the client's `User-Agent` in a span, in bytes.
const MAX_USER_AGENT: usize = 256;
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// The kind of paths that the layer observes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface {
    /// The Admin API: each request that is not refused is logged at info, and the handler gets the
    /// [`Caller`].
    Admin,
    /// Public documents, the portal's files and health: each request is logged at debug.
    Public,
    /// The gateway check, whose path may contain the client's path: each request is logged at
    /// debug, and a panic gets 503, because there is no decision.
    Gateway,
}

/// The state that the layers of all surfaces share.
pub(crate) struct Observer {
    control: Control,
    sources: Sources,
    telemetry: Arc<Telemetry>,
    /// Limits the log lines about faults that unauthenticated clients can trigger.
    faults: Throttle,
    /// The Admin API's answer after a panic.
    admin_fault: AdminAnswer,
}

/// What is known about all requests of one route.
struct Observe {
    surface: Surface,
    observer: Arc<Observer>,
    /// The counters of the route, found at its first request.
    route: OnceLock<Arc<RouteFigures>>,
}

/// What is known about a request before it is handled.
struct Begun {
    at: Instant,
    id: Uuid,
    method: usize,
    source: Option<IpAddr>,
    span: Span,
}

pin_project! {
    /// A request under way.
    struct Observing<F> {
        #[pin]
        answer: F,
        observe: Arc<Observe>,
        begun: Begun,
        scope: Option<RequestScope>,
    }
}

/// A route that is observed.
#[derive(Clone)]
struct Observed<S> {
    inner: S,
    observe: Arc<Observe>,
}

impl Observer {
    /// An observer that gives request IDs from `control`. `admin_fault`: the Admin API's answer
    /// after a panic.
    pub(crate) fn new(
        control: Control,
        sources: Sources,
        telemetry: Arc<Telemetry>,
        admin_fault: AdminAnswer,
    ) -> Arc<Self> {
        let faults = Throttle::new(FAULT_LINES_A_SECOND);
        Arc::new(Self { control, sources, telemetry, faults, admin_fault })
    }

    /// The routes of a surface with the layer around them.
    pub(crate) fn around(self: &Arc<Self>, surface: Surface, routes: Router) -> Router {
        let observer = Arc::clone(self);
        routes.layer(layer_fn(move |inner| {
            let (observer, route) = (Arc::clone(&observer), OnceLock::new());
            Observed { inner, observe: Arc::new(Observe { surface, observer, route }) }
        }))
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
        let observe = Arc::clone(&self.observe);
        let (begun, scope) = observe.begin(&request);
        match observe.surface {
            Surface::Admin => {
                let (request_id, source_address) = (begun.id.to_string().into(), begun.source);
                request.extensions_mut().insert(Caller { request_id, source_address });
            }
            Surface::Public | Surface::Gateway => {}
        }
        let answer = self.inner.call(request);
        Box::pin(Observing { answer, observe, begun, scope: Some(scope) })
    }
}

impl<F: Future<Output = Result<Response, Infallible>>> Future for Observing<F> {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let _scope = EnteredScope::new(this.scope);
        let _span = this.begun.span.enter();

        let polled = catch_unwind(AssertUnwindSafe(|| this.answer.poll(context)));
        let mut response = match polled {
            Ok(polled) => {
                let Ok(response) = ready!(polled);
                response
            }
            Err(panic) => this.observe.after_panic(&*panic, this.begun.id),
        };
        this.observe.finish(&mut response, this.begun);
        Poll::Ready(Ok(response))
    }
}

impl Observe {
    fn begin(&self, request: &Request) -> (Begun, RequestScope) {
        let observer = &*self.observer;
        let id = observer.control.request_id();
        let (extensions, headers) = (request.extensions(), request.headers());
        let (method, uri) = (method_place(request.method()), request.uri().clone());

        let route = self.route.get_or_init(|| {
            let pattern = extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
            observer.telemetry.requests.of(pattern)
        });
        let source = observer.sources.of(extensions, headers);
        let span = span(request, method_name(method), &route.pattern, source);
        let trace_id = observer.telemetry.continue_trace.and_then(|continue_trace| {
            let is_trusted = peer(extensions).is_some_and(|peer| observer.sources.is_trusted(peer));
            continue_trace(&span, headers, is_trusted)
        });

        let begun = Begun { at: Instant::now(), id, method, source, span };
        (begun, RequestScope { id, trace_id, uri })
    }

    /// Counts and logs an answer, and adds the headers that each answer has.
    fn finish(&self, response: &mut Response, begun: &Begun) {
        let (status, telemetry) = (response.status(), &self.observer.telemetry);
        if let Some(route) = self.route.get() {
            route.record(begun.method, status, begun.at.elapsed());
        }
        let outcome = response.extensions_mut().remove::<Outcome>();
        match (self.surface, &outcome) {
            (Surface::Gateway, None | Some(Outcome::Issued(_) | Outcome::Refused(_))) => {
                telemetry.count_check(status);
            }
            (Surface::Gateway, Some(Outcome::Published))
            | (Surface::Admin | Surface::Public, _) => {}
        }
        if let Some(outcome) = outcome {
            telemetry.note(&outcome, begun.source, begun.at);
        }

        let span = &begun.span;
        span.record("http.response.status_code", status.as_u16());
        if status.is_server_error() {
            span.record("error.type", status.as_str());
            span.record("otel.status_code", "ERROR");
        }
        self.log(response, begun);

        let headers = response.headers_mut();
        headers.insert(X_CONTENT_TYPE_OPTIONS, NOSNIFF);
        // The ID is always the server's own, never one that the client sent.
        let mut text = Uuid::encode_buffer();
        if let Ok(id) = HeaderValue::from_str(begun.id.hyphenated().encode_lower(&mut text)) {
            headers.insert(REQUEST_ID, id);
        }
    }

    /// The answer to a request whose handler panicked.
    fn after_panic(&self, panic: &(dyn Any + Send), id: Uuid) -> Response {
        after_panic(cause_of(panic), self.surface, &id.to_string(), self.observer.admin_fault)
    }

    fn log(&self, response: &Response, begun: &Begun) {
        macro_rules! answered {
            ($level:ident) => {
                tracing::$level!(
                    status = response.status().as_u16(),
                    http.request.method = method_name(begun.method),
                    url.path = RequestScope::with_current(|scope| scope.path().to_owned()),
                    client.address = begun.source.map(tracing::field::display),
                    "answered"
                )
            };
        }

        // Of a call of the Admin API, only a token that could not be checked leaves a cause here.
        let is_unchecked = response.extensions().get::<Cause>().is_some();
        match self.surface {
            Surface::Admin if is_unchecked => {
                answered!(debug);
                note_fault(response, &self.observer.faults);
            }
            Surface::Admin if response.status().is_server_error() => answered!(error),
            // A refused call has a line of its own, and a flood of them is counted.
            Surface::Admin if response.status().is_client_error() => answered!(debug),
            Surface::Admin => answered!(info),
            Surface::Public | Surface::Gateway => {
                answered!(debug);
                note_fault(response, &self.observer.faults);
            }
        }
    }
}

/// The span of a request, for traces; while they are off, it costs nothing. The query is left out,
/// because it may contain a secret.
fn span(request: &Request, method: &str, route: &str, source: Option<IpAddr>) -> Span {
    tracing::debug_span!(
        "request",
        otel.name = tracing::field::display(format_args!("{method} {route}")),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        url.path = request.uri().path(),
        client.address = source.map(tracing::field::display),
        user_agent.original = user_agent(request),
        http.response.status_code = Empty,
        error.type = Empty,
    )
}

fn user_agent(request: &Request) -> Option<&str> {
    let text = request.headers().get(USER_AGENT)?.to_str().ok()?;
    // The text is ASCII, so every index is a character boundary.
    Some(&text[..text.len().min(MAX_USER_AGENT)])
}

/// Logs a response that is a fault of the server, in one line.
fn note_fault(response: &Response, faults: &Throttle) {
    if !response.status().is_server_error() {
        return;
    }
    let Some(unlogged) = faults.pass() else { return };
    tracing::error!(
        status = response.status().as_u16(),
        cause = response.extensions().get::<Cause>().map(|Cause(cause)| cause.as_str()),
        unlogged,
        "a request could not be answered"
    );
}
