//! Clients that are slow, idle or gone. The clock stands still while there is work, and jumps to
//! the next timer when there is none.

use axum::body::{Body, Bytes};
use tokio::time::{Instant, sleep};

use super::*;

/// More bytes than the kernel buffers for a client that reads nothing.
const LARGE: usize = 16 * 1024 * 1024;

async fn seconds_until_closed(client: &mut TcpStream) -> u64 {
    let start = Instant::now();
    let _ = answer(client).await;
    start.elapsed().as_secs()
}

/// The result of `script`, run beside a server with a small answer at `/` and a large one at
/// `/large`.
async fn beside<T>(listener: TcpListener, script: impl Future<Output = T>) -> T {
    let router = Router::new()
        .route("/", get(async || "done"))
        .route("/large", get(async || Body::from(Bytes::from(vec![b' '; LARGE]))));
    tokio::select! {
        () = serve(listener, router, unlimited(), std::future::pending) => unreachable!("no signal"),
        result = script => result,
    }
}

#[tokio::test(start_paused = true)]
async fn a_head_has_ten_seconds_from_its_first_byte() {
    let (listener, mut client) = connect().await;
    let seconds = beside(listener, async {
        sleep(Duration::from_mins(1)).await;
        client.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        sleep(Duration::from_secs(6)).await;
        client.write_all(b"host: a\r\n").await.unwrap();
        seconds_until_closed(&mut client).await
    });
    assert_eq!(seconds.await, 4);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_waits_for_a_request_is_kept_for_ninety_seconds() {
    let (listener, mut client) = connect().await;
    let seconds = beside(listener, async {
        for _ in 0..2 {
            sleep(Duration::from_secs(80)).await;
            client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
            let mut text = [0; 1024];
            let read = client.read(&mut text).await.unwrap();
            assert!(text[..read].ends_with(b"done"));
        }
        seconds_until_closed(&mut client).await
    });
    assert_eq!(seconds.await, 90);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_takes_nothing_of_its_answer_for_thirty_seconds_is_disconnected() {
    let (listener, mut client) = connect().await;
    let read = beside(listener, async {
        client.write_all(b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        sleep(Duration::from_secs(31)).await;
        let mut bytes = Vec::new();
        let _ = client.read_to_end(&mut bytes).await;
        bytes.len()
    });
    assert!(read.await < LARGE, "the rest was given up");
}

/// Uses a duplex stream: with sockets, the kernel's own clock would go on.
#[tokio::test(start_paused = true)]
async fn a_client_that_takes_its_answer_slowly_has_all_the_time_it_needs() {
    let (server, mut client) = tokio::io::duplex(1000);
    let place = unlimited().admit([192, 0, 2, 1].into()).unwrap();
    let mut server = Watched::new(server, place, Arc::default());
    let start = Instant::now();
    let write = async {
        server.write_all(&vec![b' '; 21_000]).await.unwrap();
        server.write_all(&vec![b' '; 21_000]).await.unwrap_err().kind()
    };
    let read = async {
        for _ in 0..20 {
            sleep(Duration::from_secs(25)).await;
            client.read_exact(&mut [0; 1000]).await.unwrap();
        }
    };
    let (error, ()) = tokio::join!(write, read);
    assert_eq!(error, ErrorKind::TimedOut);
    assert_eq!(start.elapsed().as_secs(), 20 * 25 + 30);
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_makes_room_and_one_with_an_unfinished_head_does_not() {
    let (listener, mut first) = connect().await;
    let address = listener.local_addr().unwrap();
    let limits = ConnectionLimits { all: 2, per_source: Some(2), exempt: Vec::new() };
    let script = async {
        first.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        // Gives the server time to accept both connections.
        sleep(Duration::from_secs(1)).await;
        let mut third = TcpStream::connect(address).await.unwrap();
        third.write_all(REQUEST).await.unwrap();
        assert!(answer(&mut third).await.ends_with("done"));
        assert_eq!(answer(&mut second).await, "", "it made room");

        let mut fourth = TcpStream::connect(address).await.unwrap();
        fourth.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        sleep(Duration::from_secs(1)).await;
        let mut fifth = TcpStream::connect(address).await.unwrap();
        fifth.write_all(REQUEST).await.unwrap();
        let refused = answer(&mut fifth).await;
        assert!(refused.starts_with("HTTP/1.1 503 "), "{refused}");
        assert!(refused.contains("\r\nretry-after: 1\r\n"), "{refused}");
        first.write_all(b"host: a\r\nconnection: close\r\n\r\n").await.unwrap();
        assert!(answer(&mut first).await.ends_with("done"), "it was left alone");
    };
    let router = Router::new().route("/", get(async || "done"));
    tokio::select! {
        () = serve(listener, router, Connections::new(limits), std::future::pending) => unreachable!("no signal"),
        () = script => {}
    }
}
