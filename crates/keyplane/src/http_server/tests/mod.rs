mod refusals;
mod slow;
mod tls;

use std::sync::Arc;

use axum::{extract::ConnectInfo, routing::get};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::Notify,
};

use super::{watched::Watched, *};

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

fn unlimited() -> Arc<Connections> {
    Connections::new(ConnectionLimits { all: usize::MAX, per_source: None, exempt: Vec::new() })
}

/// A listener on a free port, and a client that is connected to it.
async fn connect() -> (TcpListener, TcpStream) {
    let listener = bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    (listener, client)
}

async fn answer(client: &mut TcpStream) -> String {
    let mut text = String::new();
    client.read_to_string(&mut text).await.unwrap();
    text
}

/// A handler that reports when it has begun and waits until the test lets it end.
fn slow(begun: &Arc<Notify>, may_end: &Arc<Notify>) -> Router {
    let (begun, may_end) = (begun.clone(), may_end.clone());
    Router::new().route(
        "/",
        get(async move || {
            begun.notify_one();
            may_end.notified().await;
            "done"
        }),
    )
}

#[tokio::test]
async fn five_hundred_clients_may_wait_at_the_door() {
    let (listener, first) = connect().await;
    let address = listener.local_addr().unwrap();
    let mut waiting = vec![first];
    for _ in 1..500 {
        waiting.push(TcpStream::connect(address).await.unwrap());
    }

    // A client beyond the kernel's backlog also sees a connection, which is then reset.
    for client in &mut waiting {
        client.write_all(REQUEST).await.unwrap();
    }

    let router = Router::new().route("/", get(async || "done"));
    let answers = async {
        for client in &mut waiting {
            assert!(answer(client).await.ends_with("done"));
        }
    };

    tokio::select! {
        () = serve(listener, router, unlimited(), std::future::pending) => unreachable!("no signal came"),
        () = answers => {}
    }
}

#[tokio::test]
async fn a_handler_finds_the_clients_address() {
    let (listener, mut client) = connect().await;
    let address = client.local_addr().unwrap().to_string();
    let router =
        Router::new().route("/", get(async |peer: ConnectInfo<SocketAddr>| peer.0.to_string()));
    client.write_all(REQUEST).await.unwrap();
    tokio::select! {
        () = serve(listener, router, unlimited(), std::future::pending) => unreachable!("no signal came"),
        answer = answer(&mut client) => assert!(answer.ends_with(&address), "{answer}"),
    }
}

#[tokio::test]
async fn a_request_in_flight_finishes_after_the_signal_and_new_clients_are_refused() {
    let (listener, mut client) = connect().await;
    let address = listener.local_addr().unwrap();
    let (signal, begun, may_end) = <(Arc<Notify>, Arc<Notify>, Arc<Notify>)>::default();
    let router = slow(&begun, &may_end);
    let server = serve(listener, router, unlimited(), async || signal.notified().await);
    let script = async {
        client.write_all(REQUEST).await.unwrap();
        begun.notified().await;
        signal.notify_one();
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        may_end.notify_one();
        answer(&mut client).await
    };
    let ((), answer) = tokio::join!(server, script);
    assert!(answer.ends_with("done"), "{answer}");
}

#[tokio::test]
async fn a_second_signal_ends_the_wait_for_requests_in_flight() {
    let (listener, mut client) = connect().await;
    let (begun, may_end) = <(Arc<Notify>, Arc<Notify>)>::default();
    let router = slow(&begun, &may_end);
    client.write_all(REQUEST).await.unwrap();
    let mut signals = 0;
    let signal = async || {
        signals += 1;
        if signals == 1 {
            begun.notified().await;
        }
    };
    serve(listener, router, unlimited(), signal).await;
    assert_eq!(signals, 2);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_ends_its_requests_head_is_disconnected() {
    let (listener, mut client) = connect().await;
    client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n").await.unwrap();
    tokio::select! {
        () = serve(listener, Router::new(), unlimited(), std::future::pending) => unreachable!("no signal came"),
        answer = answer(&mut client) => assert!(!answer.contains("200"), "{answer}"),
    }
}

#[tokio::test]
async fn a_taken_address_is_reported_with_the_remedy() {
    let (listener, _client) = connect().await;
    let address = listener.local_addr().unwrap();
    assert_eq!(
        bind(address).unwrap_err().to_string(),
        format!(
            "cannot listen on {address}: another program does already; end it, or choose another \
             address with --listen"
        )
    );
}
