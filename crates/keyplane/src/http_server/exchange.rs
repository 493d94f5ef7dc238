//! The state of a connection's current request and answer.

use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::ConnectInfo,
    http::{
        HeaderMap, HeaderValue, Request, Response, StatusCode, Version,
        header::{CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HOST},
        uri::Authority,
    },
};
use hyper::body::{Frame, Incoming, SizeHint};
use tower::Service as _;

const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// The state of a connection's requests that its stream needs. One request runs at a time.
#[derive(Default)]
pub(super) struct Exchange {
    requests: AtomicU32,
    is_running: AtomicBool,
    has_unread_body: AtomicBool,
}

impl Exchange {
    /// How many requests have begun.
    pub(super) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Whether a request has begun whose answer is not yet handed to hyper completely.
    pub(super) fn is_running(&self) -> bool {
        self.is_running.load(Ordering::Relaxed)
    }

    /// Whether the last request was answered before its body was read to the end.
    pub(super) fn has_unread_body(&self) -> bool {
        self.has_unread_body.load(Ordering::Relaxed)
    }

    fn begin(self: &Arc<Self>, has_body: bool) -> Running {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.has_unread_body.store(has_body, Ordering::Relaxed);
        self.is_running.store(true, Ordering::Relaxed);
        Running(Arc::clone(self))
    }
}

/// The time from a request's head to the end of its answer.
struct Running(Arc<Exchange>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.is_running.store(false, Ordering::Relaxed);
    }
}

/// Answers a request of `peer`. If the body was not read to its end, no further request can follow
/// on the connection, and the answer closes it (RFC 9112 section 9.6).
pub(super) async fn answer(
    mut router: Router,
    exchange: Arc<Exchange>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<AnswerBody>, Infallible> {
    let has_body = !request.body().is_end_stream();
    let running = exchange.begin(has_body);

    let mut response = if let Some(why) = host_fault(request.version(), request.headers()) {
        refuse(why)
    } else {
        let mut request = request.map(|body| received(body, &exchange));
        request.extensions_mut().insert(ConnectInfo(peer));
        router.call(request).await?
    };

    if exchange.has_unread_body() {
        response.headers_mut().insert(CONNECTION, CLOSE);
    }
    Ok(response.map(|body| AnswerBody { body, _running: running }))
}

/// The error in the Host header of a request (RFC 9112 section 3.2), if any. Proxies route by
/// this header, so two servers must not read it differently.
fn host_fault(version: Version, headers: &HeaderMap) -> Option<&'static str> {
    let mut hosts = headers.get_all(HOST).iter();
    let Some(host) = hosts.next() else {
        return (version == Version::HTTP_11).then_some("the request has no Host header");
    };
    if hosts.next().is_some() {
        return Some("the request has two Host headers");
    }
    // A client whose target has no authority sends an empty Host.
    let host = host.as_bytes();
    let is_valid = host.is_empty() || (!host.contains(&b'@') && Authority::try_from(host).is_ok());
    (!is_valid).then_some("the Host header is not a host with an optional port")
}

fn refuse(why: &str) -> Response<Body> {
    let body = format!(r#"{{"error":"invalid_request","error_description":"{why}"}}"#);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONNECTION, CLOSE);
    response
}

fn received(body: Incoming, exchange: &Arc<Exchange>) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    Body::new(Received { body, exchange: Arc::clone(exchange) })
}

/// A request's body that records when it was read to its end.
struct Received {
    body: Incoming,
    exchange: Arc<Exchange>,
}

impl HttpBody for Received {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if matches!(polled, Poll::Ready(None)) || self.body.is_end_stream() {
            self.exchange.has_unread_body.store(false, Ordering::Relaxed);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// An answer's body; the exchange ends with it.
pub(super) struct AnswerBody {
    body: Body,
    _running: Running,
}

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(version: Version, hosts: &[&'static str]) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, HeaderValue::from_static(host));
        }
        host_fault(version, &headers)
    }

    #[test]
    fn http_1_1_has_one_host_and_http_1_0_at_most_one() {
        for hosts in [&["keys.example.com"][..], &["[::1]:8080"], &["a_b:80"], &[""]] {
            assert_eq!(fault(Version::HTTP_11, hosts), None, "{hosts:?}");
            assert_eq!(fault(Version::HTTP_10, hosts), None, "{hosts:?}");
        }
        assert_eq!(fault(Version::HTTP_10, &[]), None);
        assert!(fault(Version::HTTP_11, &[]).is_some());
        for hosts in [&["a", "a"][..], &["a", "b"], &["a b"], &["user@a"], &["a/b"], &["a,b c"]] {
            assert!(fault(Version::HTTP_11, hosts).is_some(), "{hosts:?}");
            assert!(fault(Version::HTTP_10, hosts).is_some(), "{hosts:?}");
        }
    }
}
