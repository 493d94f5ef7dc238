use std::{
    net::{IpAddr, SocketAddr},
    sync::{Condvar, Mutex},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::*;

fn outside(allowed: &[&str]) -> Outside {
    let allowed = allowed.iter().map(|text| text.parse().unwrap()).collect();
    // Every name is this machine.
    Outside::with_lookup(allowed, "0", |_| Ok(vec![IpAddr::from([127, 0, 0, 1])]))
}

async fn head(stream: &mut TcpStream) -> String {
    let (mut head, mut buffer) = (Vec::new(), [0; 1024]);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let count = stream.read(&mut buffer).await.unwrap();
        assert!(count > 0, "the head ends");
        head.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8(head).unwrap()
}

/// A server that answers one request with `answer`; the task gives the head of the request.
async fn server(answer: &'static [u8]) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let head = head(&mut stream).await;
        stream.write_all(answer).await.unwrap();
        // Kept open until the client has read enough.
        let _ = stream.read(&mut [0; 1]).await;
        head
    });
    (address, task)
}

async fn get(outside: &Outside, url: &str, most: usize) -> Result<OutsideAnswer, OutsideFault> {
    outside.send(OutsideRequest { most, ..OutsideRequest::get(url) }).await
}

#[test]
fn a_url_is_https_to_a_public_host_unless_the_list_says_otherwise() {
    let strict = outside(&[]);
    let lax = outside(&["hooks.internal:8080", "10.0.0.0/8", "169.254.0.0/16", "[::1]:9"]);
    let check = |outside: &Outside, url: &str| outside.check_url(url).err();

    for good in ["https://a.example", "https://a.example:8443/x?y=z", "https://1.1.1.1/"] {
        assert_eq!(check(&strict, good), None, "{good}");
    }
    for good in
        ["http://hooks.internal:8080/", "http://10.1.2.3:1/", "https://10.1.2.3/", "http://[::1]:9"]
    {
        assert_eq!(check(&lax, good), None, "{good}");
        assert!(check(&strict, good).is_some(), "{good}");
    }

    for (bad, fault) in [
        ("a.example", UrlFault::Malformed),
        ("https://", UrlFault::Malformed),
        ("mailto:a@b", UrlFault::Malformed),
        ("http://a.example", UrlFault::Scheme),
        ("ftp://a.example", UrlFault::Scheme),
        ("http://hooks.internal:8081/", UrlFault::Scheme),
        ("https://u:p@a.example", UrlFault::Credentials),
        ("https://a.example/#f", UrlFault::Credentials),
        ("https://127.0.0.1/", UrlFault::Address),
        ("https://2130706433/", UrlFault::Address),
        ("https://0x7f.1/", UrlFault::Address),
        ("https://[::ffff:127.0.0.1]/", UrlFault::Address),
        ("https://[::ffff:10.0.0.1%25eth0]/", UrlFault::Malformed),
        ("https://169.254.169.254/latest", UrlFault::Address),
        ("https://[fd00:ec2::254]/", UrlFault::Address),
        ("https://[64:ff9b::a9fe:a9fe]/", UrlFault::Address),
        ("https://0/", UrlFault::Address),
    ] {
        assert_eq!(check(&lax, bad), Some(fault), "{bad}");
    }
    let long = format!("https://a.example/{}", "x".repeat(MAX_URL));
    assert_eq!(check(&lax, &long), Some(UrlFault::TooLong));
}

#[tokio::test]
async fn a_name_that_resolves_to_this_machine_is_not_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("https://a.example:{port}/");
    assert_eq!(get(&outside(&[]), &url, 0).await.unwrap_err(), OutsideFault::Address);
    let accepted =
        std::future::poll_fn(|context| std::task::Poll::Ready(listener.poll_accept(context)));
    assert!(accepted.await.is_pending(), "no connection arrived");
}

#[tokio::test]
async fn a_listed_host_and_port_is_reached_and_another_port_of_it_is_not() {
    let (address, task) = server(b"HTTP/1.1 204 No Content\r\n\r\n").await;
    let outside = outside(&[&format!("a.example:{}", address.port())]);
    let url = format!("http://a.example:{}/x", address.port());
    let headers = [("webhook-id", "evt_1".to_owned())];
    let body = Bytes::from_static(b"{}");
    let request = OutsideRequest { headers: &headers, ..OutsideRequest::post(&url, body) };
    assert_eq!(outside.send(request).await.unwrap().status, 204);
    drop(outside);

    let head = task.await.unwrap();
    assert!(head.starts_with("POST /x HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("webhook-id: evt_1\r\n") && head.contains("user-agent: Keyplane/0"));
}

#[tokio::test]
async fn a_request_names_its_span_to_the_receiver_while_traces_are_on() {
    for hook in [None, Some((|_| Some("00-1-2-01".to_owned())) as TraceParent)] {
        let (address, task) = server(b"HTTP/1.1 204 No Content\r\n\r\n").await;
        let outside = Outside { trace_parent: hook, ..outside(&["127.0.0.1"]) };
        get(&outside, &format!("http://{address}/"), 0).await.unwrap();
        drop(outside);
        let head = task.await.unwrap();
        assert_eq!(head.contains("\r\ntraceparent: 00-1-2-01\r\n"), hook.is_some(), "{head}");
    }
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let answer =
        b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n";
    let (address, task) = server(answer).await;
    let outside = outside(&["127.0.0.1"]);
    let answer = get(&outside, &format!("http://{address}/"), 10).await.unwrap();
    assert_eq!(answer.status, 302);
    drop(outside);
    task.await.unwrap();
}

#[tokio::test]
async fn an_answer_longer_than_its_bound_is_refused() {
    let (address, _task) =
        server(b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world").await;
    let outside = outside(&["127.0.0.1"]);
    let answer = get(&outside, &format!("http://{address}/"), 10).await;
    assert_eq!(answer.unwrap_err(), OutsideFault::TooLong);

    let (address, _task) =
        server(b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world").await;
    let answer = get(&outside, &format!("http://{address}/"), 11).await.unwrap();
    assert_eq!(answer.body, b"hello world");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_answers_slowly_costs_five_seconds_at_most() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let begin = tokio::time::Instant::now();
    let answer = get(&outside(&["127.0.0.1"]), &format!("http://{address}/"), 10).await;
    assert_eq!(answer.unwrap_err(), OutsideFault::Timeout);
    assert_eq!(begin.elapsed().as_secs(), 5);
}

#[tokio::test]
async fn a_server_that_is_away_and_one_that_speaks_no_http_have_their_faults() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let outside = outside(&["127.0.0.1"]);
    let answer = get(&outside, &format!("http://{address}/"), 10).await;
    assert_eq!(answer.unwrap_err(), OutsideFault::Connect);

    let (address, _task) = server(b"SSH-2.0-x\r\n\r\n").await;
    let answer = get(&outside, &format!("http://{address}/"), 10).await;
    assert_eq!(answer.unwrap_err(), OutsideFault::Broken);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answers = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let _ = stream.read(&mut [0; 1]).await;
    });
    let answer = get(&outside, &format!("https://{address}/"), 10).await;
    assert_eq!(answer.unwrap_err(), OutsideFault::Tls);
    answers.await.unwrap();
}

/// Whether a lookup has begun, and whether it may end.
static GATE: (Mutex<(bool, bool)>, Condvar) = (Mutex::new((false, false)), Condvar::new());

#[tokio::test]
async fn what_a_request_holds_is_held_until_its_name_is_resolved_though_the_request_ended() {
    let outside = Outside::with_lookup(vec![], "0", |_| {
        let mut gate = GATE.0.lock().unwrap();
        gate.0 = true;
        drop(GATE.1.wait_while(gate, |(_, may_end)| !*may_end).unwrap());
        Ok(vec![[127, 0, 0, 1].into()])
    });
    let held: Held = Arc::new(());
    let of_request = Some(Arc::clone(&held));
    let request = tokio::spawn(async move {
        let request =
            OutsideRequest { held: of_request, ..OutsideRequest::get("https://a.example") };
        outside.send(request).await
    });
    while !GATE.0.lock().unwrap().0 {
        tokio::task::yield_now().await;
    }
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    assert_eq!(Arc::strong_count(&held), 2);

    GATE.0.lock().unwrap().1 = true;
    GATE.1.notify_all();
    while Arc::strong_count(&held) > 1 {
        tokio::task::yield_now().await;
    }
}
