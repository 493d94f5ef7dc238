//! Connections with TLS. Where the clock is paused, it jumps to the next timer when there is no work.

use std::{path::Path, sync::Arc};

use axum::body::{Body, Bytes};
use keyplane_control::Clock as _;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use tokio::{
    io::{AsyncRead, copy},
    time::{Instant, sleep},
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::*;
use crate::{
    clock::SystemClock,
    tls::{ServerNames, TlsSource},
};

/// More bytes than the kernel buffers for a client that reads nothing.
const LARGE: usize = 16 * 1024 * 1024;

/// A server with a self-signed certificate, and what its clients need.
struct Site {
    folder: std::path::PathBuf,
    address: SocketAddr,
    door: Option<Door>,
}

impl Site {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("keyplane-tls-{}-{name}", std::process::id()));
        let names = ServerNames { data_dir: folder.clone(), hosts: vec!["localhost".to_owned()] };
        let tls = Tls::open(TlsSource::SelfSigned, &names, SystemClock.now()).unwrap();
        let listener = bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();
        Self { folder, address, door: Some(Door { listener, tls: Some(Arc::new(tls)) }) }
    }

    async fn tcp(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn client(&self) -> TlsStream<TcpStream> {
        connector(&self.folder).connect(localhost(), self.tcp().await).await.unwrap()
    }

    /// The result of `script`, run beside the server.
    async fn beside<T>(&mut self, script: impl AsyncFnOnce(&Self) -> T) -> T {
        let door = self.door.take().unwrap();
        let router = Router::new()
            .route("/", get(async || "done"))
            .route("/large", get(async || Body::from(Bytes::from(vec![b' '; LARGE]))));
        tokio::select! {
            () = serve(door, router, unlimited(), std::future::pending) => unreachable!("no signal"),
            result = script(self) => result,
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn localhost() -> ServerName<'static> {
    ServerName::try_from("localhost").unwrap()
}

fn connector(folder: &Path) -> TlsConnector {
    let pem = folder.join("tls-self-signed-cert.pem");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(pem).unwrap()).unwrap();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.unwrap().with_root_certificates(roots).with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

async fn text(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test(start_paused = true)]
async fn a_client_has_ten_seconds_for_its_handshake() {
    let mut site = Site::new("slow");
    // Nothing, a single byte, and the beginning of a message.
    for sent in [&b""[..], &[22], &[22, 3, 1, 0x40, 0, 1]] {
        let seconds = site
            .beside(async |site| {
                let mut client = site.tcp().await;
                client.write_all(sent).await.unwrap();
                let start = Instant::now();
                let _ = client.read(&mut [0; 64]).await;
                start.elapsed().as_secs()
            })
            .await;
        assert_eq!(seconds, 10, "{sent:?}");
        site.door = Some(Site::new("slow").door.take().unwrap());
        site.address = site.door.as_ref().unwrap().listener.local_addr().unwrap();
    }
}

#[tokio::test]
async fn three_hundred_unfinished_handshakes_hold_nobody_up_and_the_longest_ones_give_way() {
    let mut site = Site::new("many");
    site.beside(async |site| {
        let mut held = Vec::new();
        for _ in 0..300 {
            let mut client = site.tcp().await;
            client.write_all(&[22, 3, 1, 0x40, 0, 1]).await.unwrap();
            held.push(client);
        }

        let mut client = site.client().await;
        client.write_all(REQUEST).await.unwrap();
        assert!(text(&mut client).await.ends_with("done"));
        // 256 handshakes of one source may wait, so the first of 300 is closed.
        assert_eq!(held[0].read(&mut [0; 64]).await.unwrap_or(0), 0);
    })
    .await;
}

#[tokio::test]
async fn http_without_tls_gets_an_answer_that_says_so() {
    let mut site = Site::new("plain");
    let answer = site
        .beside(async |site| {
            let mut client = site.tcp().await;
            client.write_all(REQUEST).await.unwrap();
            text(&mut client).await
        })
        .await;
    assert!(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{answer}");
    assert!(answer.contains("this port speaks HTTPS"), "{answer}");
}

#[tokio::test]
async fn large_answers_and_several_requests_pass_through_one_encrypted_connection() {
    let mut site = Site::new("large");
    site.beside(async |site| {
        let mut client = site.client().await;
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        client
            .write_all(b"GET /large HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        let length = copy(&mut client, &mut tokio::io::sink()).await.unwrap();
        assert!(length > LARGE as u64, "{length}");
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_client_that_reads_nothing_of_its_encrypted_answer_is_disconnected() {
    let mut site = Site::new("unread");
    let length = site
        .beside(async |site| {
            let mut client = site.client().await;
            client.write_all(b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
            sleep(Duration::from_mins(1)).await;
            let mut read = Vec::new();
            // The end of the connection shows as an error of TLS, which misses the last message.
            let _ = client.read_to_end(&mut read).await;
            read.len()
        })
        .await;
    assert!(length < LARGE, "the rest was given up");
}

#[tokio::test]
async fn an_encrypted_request_in_flight_finishes_after_the_signal() {
    let mut site = Site::new("graceful");
    let door = site.door.take().unwrap();
    let (signal, begun, may_end) = <(Arc<Notify>, Arc<Notify>, Arc<Notify>)>::default();
    let router = slow(&begun, &may_end);
    let server = serve(door, router, unlimited(), async || signal.notified().await);
    let script = async {
        let mut client = site.client().await;
        client.write_all(REQUEST).await.unwrap();
        begun.notified().await;
        signal.notify_one();
        while TcpStream::connect(site.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        may_end.notify_one();
        text(&mut client).await
    };

    let ((), answer) = tokio::join!(server, script);
    assert!(answer.ends_with("done"), "{answer}");
}
