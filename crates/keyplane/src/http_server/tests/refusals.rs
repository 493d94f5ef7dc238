//! Requests that are refused before a handler runs, and the end of their connections.

use axum::{body::Body, http::StatusCode, routing::any};

use super::*;

/// The answers of a server that refuses `/unread` without reading the body and reads it at `/read`.
async fn exchange(requests: &[&[u8]]) -> Vec<String> {
    let router = Router::new()
        .route("/", get(async || "done"))
        .route("/unread", any(async |_: Body| StatusCode::UNAUTHORIZED))
        .route("/read", any(async |body: String| format!("{} bytes", body.len())));
    let listener = bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();

    let script = async {
        let mut answers = Vec::new();
        for request in requests {
            let mut client = TcpStream::connect(address).await.unwrap();
            client.write_all(request).await.unwrap();
            answers.push(answer(&mut client).await);
        }
        answers
    };

    tokio::select! {
        () = serve(listener, router, unlimited(), std::future::pending) => unreachable!("no signal"),
        answers = script => answers,
    }
}

#[tokio::test]
async fn a_request_without_one_valid_host_is_400_with_the_reason() {
    let cases: [(&[u8], &str); 4] = [
        (b"GET / HTTP/1.1\r\n\r\n", "no Host header"),
        (b"GET / HTTP/1.1\r\nhost: a\r\nhost: a\r\n\r\n", "two Host headers"),
        (b"GET / HTTP/1.1\r\nhost: a b\r\n\r\n", "not a host"),
        (b"GET http://a/ HTTP/1.1\r\n\r\n", "no Host header"),
    ];
    let requests = cases.map(|(request, _)| request);
    for (answer, (_, why)) in exchange(&requests).await.iter().zip(cases) {
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(answer.contains(why), "{answer}");
    }
    let answers = exchange(&[b"GET / HTTP/1.0\r\n\r\n"]).await;
    assert!(answers[0].ends_with("done"), "{answers:?}");
}

#[tokio::test]
async fn an_answer_before_the_body_was_read_says_that_the_connection_ends() {
    let body = "x".repeat(500_000);
    let post = |path: &str| {
        format!("POST {path} HTTP/1.1\r\nhost: a\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    };
    let small = b"POST /unread HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\nx";
    let chunked =
        b"POST /unread HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n";
    // `answer` reads to the end: it would hang without a close, and fail on a reset.
    let answers = exchange(&[post("/unread").as_bytes(), small, chunked]).await;
    for answer in answers {
        assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    }
}

#[tokio::test]
async fn a_connection_whose_body_was_read_stays() {
    let twice = b"POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\nx\
        POST /read HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 2\r\n\r\nxy";
    let answers = exchange(&[twice]).await;
    let answer = &answers[0];
    assert!(answer.contains("1 bytes") && answer.ends_with("2 bytes"), "{answer}");
    assert_eq!(answer.matches("connection: close").count(), 1, "{answer}");
}

#[tokio::test]
async fn a_head_may_have_256_headers_and_64_kib_and_a_larger_one_is_told_so() {
    let many = |count: usize| {
        let head = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n";
        format!("{head}{}\r\n", "x-more: a\r\n".repeat(count - 2))
    };
    let long = |bytes: usize| {
        let head = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx: ";
        format!("{head}{}\r\n\r\n", "a".repeat(bytes - head.len() - 4))
    };

    let good = [many(256), long(60 * 1024)];
    for answer in exchange(&good.each_ref().map(String::as_bytes)).await {
        assert!(answer.ends_with("done"), "{answer}");
    }
    let bad = [many(257), many(1000), long(65 * 1024), long(400 * 1024)];
    for answer in exchange(&bad.each_ref().map(String::as_bytes)).await {
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(answer.ends_with("longer than 64 KiB or has more than 256 headers\"}"), "{answer}");
    }
}

#[tokio::test]
async fn a_text_that_is_no_request_gets_an_error() {
    let answers = exchange(&[b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"\x16\x03\x01 TLS\r\n\r\n"]);
    for answer in answers.await {
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(answer.contains("not HTTP/1.1 (RFC 9112)"), "{answer}");
    }
}
