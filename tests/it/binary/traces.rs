//! Traces of the real binary, received by a collector that decodes them.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    sync::{Arc, Mutex},
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::{Span, span::SpanKind},
};
use prost::Message;
use tokio::net::TcpListener;

use super::observed::Observed;
use crate::harness::{hex, until};

const JWKS: &str = "/p/nosuch/.well-known/jwks.json";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

/// A collector on 127.0.0.1.
#[derive(Clone, Default)]
struct Collector {
    requests: Arc<Mutex<Vec<ExportTraceServiceRequest>>>,
}

impl Collector {
    async fn start() -> (Self, SocketAddr) {
        let collector = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/v1/traces", post(receive));
        let router = router.with_state(collector.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (collector, address)
    }

    fn spans(&self) -> Vec<Span> {
        let requests = self.requests.lock().unwrap();
        let resources = requests.iter().flat_map(|request| &request.resource_spans);
        resources.flat_map(|one| &one.scope_spans).flat_map(|one| one.spans.clone()).collect()
    }

    /// The attributes of the process.
    fn resource(&self) -> Vec<KeyValue> {
        let requests = self.requests.lock().unwrap();
        requests[0].resource_spans[0].resource.clone().unwrap().attributes
    }

    async fn span_of(&self, route: &str) -> Span {
        let of_route = |span: &Span| text(&span.attributes, "http.route").as_deref() == Some(route);
        let found = until(async || self.spans().into_iter().find(of_route), Option::is_some).await;
        found.unwrap_or_else(|| panic!("no span of {route}"))
    }
}

async fn receive(State(collector): State<Collector>, headers: HeaderMap, body: Bytes) {
    assert_eq!(headers["content-type"], "application/x-protobuf");
    let request = ExportTraceServiceRequest::decode(body).unwrap();
    collector.requests.lock().unwrap().push(request);
}

fn text(attributes: &[KeyValue], key: &str) -> Option<String> {
    let found = attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text.clone()),
        Value::IntValue(number) => Some(number.to_string()),
        other => panic!("{key}: {other:?}"),
    }
}

/// A server that sends its traces to `collector`.
fn traced(collector: SocketAddr, settings: &[(&str, &str)]) -> Observed {
    let endpoint = format!("http://{collector}");
    let mut all = vec![("KEYPLANE_OTLP_ENDPOINT", endpoint.as_str())];
    all.extend_from_slice(settings);
    tokio::task::block_in_place(|| Observed::start(&all))
}

fn traceparent(flags: &str) -> String {
    format!("traceparent: 00-{TRACE}-{PARENT}-{flags}\r\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_a_span_of_its_callers_trace_without_its_query() {
    let (collector, address) = Collector::start().await;
    let observed = traced(address, &[("KEYPLANE_TRACE_RATIO", "1")]);
    let path = format!("{JWKS}?token=hunter2");
    let headers = traceparent("00") + "tracestate: vendor=hunter3\r\nUser-Agent: tester\r\n";
    assert_eq!(observed.server.get_with(&path, &headers).0, 404);

    let span = collector.span_of("/p/{slug}/.well-known/jwks.json").await;
    assert_eq!(span.name, "GET /p/{slug}/.well-known/jwks.json");
    assert_eq!(span.kind(), SpanKind::Server);
    assert_eq!((hex(&span.trace_id), hex(&span.parent_span_id)), (TRACE.into(), PARENT.into()));
    for (key, value) in [
        ("http.request.method", "GET"),
        ("http.response.status_code", "404"),
        ("url.path", JWKS),
        ("client.address", "127.0.0.1"),
        ("user_agent.original", "tester"),
    ] {
        assert_eq!(text(&span.attributes, key).as_deref(), Some(value), "{key}");
    }
    let all = format!("{:?}", collector.requests.lock().unwrap());
    assert!(!all.contains("hunter"), "the query or the state of a client is sent: {all}");
    assert_eq!(text(&collector.resource(), "service.name").as_deref(), Some("keyplane"));
    assert_eq!(text(&collector.resource(), "service.version").as_deref(), Some("0.1.0"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_line_names_the_trace() {
    let (_, address) = Collector::start().await;
    let observed = traced(address, &[("KEYPLANE_LOG_LEVEL", "debug")]);
    let (status, _) = observed.server.get_with(JWKS, &traceparent("01"));
    assert_eq!(status, 404);
    let lines = observed.lines("answered");
    assert!(lines.iter().any(|line| line["trace_id"] == TRACE), "{lines:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_trusted_proxy_decides_which_requests_are_traced() {
    let (collector, address) = Collector::start().await;
    let (ratio, proxies) =
        (("KEYPLANE_TRACE_RATIO", "0"), ("KEYPLANE_TRUSTED_PROXIES", "127.0.0.1"));
    let untrusting = traced(address, &[ratio]);
    let trusting = traced(address, &[ratio, proxies]);
    for at in 0..50 {
        let of_client = format!("/p/client-{at}/.well-known/jwks.json");
        assert_eq!(untrusting.server.get_with(&of_client, &traceparent("01")).0, 404);
    }
    assert_eq!(trusting.server.get_with("/healthz", &traceparent("01")).0, 200);
    assert_eq!(trusting.server.get_with(JWKS, &traceparent("00")).0, 404);

    let span = collector.span_of("/healthz").await;
    assert_eq!(hex(&span.trace_id), TRACE);
    for server in [untrusting.server, trusting.server] {
        server.signal(nix::sys::signal::Signal::SIGTERM);
        assert_eq!(server.end().code(), Some(0), "the last spans are sent at the end");
    }
    assert_eq!(collector.spans().len(), 1, "{:?}", collector.spans());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_hangs_costs_spans_and_no_request() {
    // Accepts connections and never answers.
    let deaf = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let observed = traced(deaf.local_addr().unwrap(), &[("KEYPLANE_TRACE_RATIO", "1")]);
    let dropped = r#"keyplane_trace_spans_total{result="dropped"}"#;
    let mut requests = 0_usize;
    while observed.scrape()[dropped] == 0.0 {
        ask_many(observed.server.address, 500);
        requests += 500;
        assert!(requests < 20_000, "the queue has no bound");
    }
    assert!(requests > 2_000, "spans are dropped before the queue is full");
}

/// Sends requests on one connection, all before the first answer is read.
fn ask_many(address: SocketAddr, count: usize) {
    let mut stream = TcpStream::connect(address).unwrap();
    let mut requests = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".repeat(count - 1);
    requests.push_str("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    stream.write_all(requests.as_bytes()).unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), count);
}
