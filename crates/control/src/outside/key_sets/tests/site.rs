//! A server that answers as a test says, over HTTP or TLS.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use keyplane_auth::{
    Algorithm, KeySpec, PrivateKey, ServerCertificateRequest, certificate_pem,
    self_signed_server_certificate,
};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
    sync::watch,
};
use tokio_rustls::TlsAcceptor;

/// What a path answers.
#[derive(Clone)]
enum Reply {
    /// These bytes, then the end.
    Bytes(Vec<u8>),
    /// Nothing until the site is released.
    Held,
}

/// What a site shares with its connections.
#[derive(Clone)]
struct Noted {
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    requests: Arc<AtomicUsize>,
    last_head: Arc<Mutex<String>>,
}

/// A server. Paths without a reply are 404.
pub(super) struct Site {
    pub(super) address: SocketAddr,
    /// The certificate of a site with TLS, in PEM.
    pub(super) certificate: Option<String>,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
    last_head: Arc<Mutex<String>>,
    release: watch::Sender<bool>,
}

impl Site {
    pub(super) async fn start() -> Self {
        Self::start_at("127.0.0.1:0", None).await
    }

    /// A site with a certificate that nothing else trusts.
    pub(super) async fn start_with_tls() -> Self {
        let key = PrivateKey::generate(KeySpec::new(Algorithm::Es256, None).unwrap()).unwrap();
        let request = ServerCertificateRequest {
            common_name: "issuer",
            names: &["127.0.0.1".to_owned(), "issuer.example".to_owned()],
            serial: [1; 16],
            not_before: 0,
            not_after: 4_000_000_000,
        };
        let certificate = self_signed_server_certificate(&key, &request).unwrap();
        let pem = certificate_pem(&certificate);

        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.into()],
                PrivateKeyDer::Pkcs8(key.pkcs8_der().to_vec().into()),
            )
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Self { certificate: Some(pem), ..Self::start_at("127.0.0.1:0", Some(acceptor)).await }
    }

    pub(super) async fn start_at(at: &str, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind(at).await.unwrap();
        let (release, released) = watch::channel(false);
        let site = Self {
            address: listener.local_addr().unwrap(),
            certificate: None,
            replies: Arc::default(),
            connections: Arc::default(),
            requests: Arc::default(),
            last_head: Arc::default(),
            release,
        };
        let noted = Noted {
            replies: Arc::clone(&site.replies),
            requests: Arc::clone(&site.requests),
            last_head: Arc::clone(&site.last_head),
        };

        let connections = Arc::clone(&site.connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (noted, released, tls) = (noted.clone(), released.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => serve(stream, &noted, released).await,
                        Some(tls) => {
                            let Ok(stream) = tls.accept(stream).await else { return };
                            serve(stream, &noted, released).await;
                        }
                    }
                });
            }
        });
        site
    }

    pub(super) fn url(&self, path: &str) -> String {
        let scheme = if self.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.address)
    }

    /// The raw bytes that a path answers.
    pub(super) fn raw(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.set(path, Reply::Bytes(bytes.into()));
    }

    /// A path answers with 200, these headers and this body.
    pub(super) fn with_headers(&self, path: &str, headers: &str, body: &str) {
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\n{headers}content-length: {length}\r\n\r\n");
        self.raw(path, head + body);
    }

    /// A path answers with 200 and this body.
    pub(super) fn json(&self, path: &str, body: &str) {
        self.with_headers(path, "content-type: application/json\r\n", body);
    }

    /// A path answers nothing until [`Site::release`].
    pub(super) fn hold(&self, path: &str) {
        self.set(path, Reply::Held);
    }

    /// Held requests are answered with what their path says now.
    pub(super) fn release(&self) {
        self.release.send_replace(true);
    }

    /// How many requests have arrived.
    pub(super) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    /// The head of the last request.
    pub(super) fn last_head(&self) -> String {
        self.last_head.lock().unwrap().clone()
    }

    /// How many connections have arrived.
    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    fn set(&self, path: &str, reply: Reply) {
        self.replies.lock().unwrap().insert(path.to_owned(), reply);
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    noted: &Noted,
    mut released: watch::Receiver<bool>,
) {
    let (mut head, mut buffer) = (Vec::new(), [0; 1024]);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(count) if count > 0 => head.extend_from_slice(&buffer[..count]),
            _ => return,
        }
    }
    noted.requests.fetch_add(1, Ordering::SeqCst);

    let head = String::from_utf8(head).unwrap();
    noted.last_head.lock().unwrap().clone_from(&head);
    let path = head.split(' ').nth(1).unwrap();
    let reply = || noted.replies.lock().unwrap().get(path).cloned();
    if let Some(Reply::Held) = reply() {
        let _ = released.wait_for(|released| *released).await;
    }
    let bytes = match reply() {
        Some(Reply::Bytes(bytes)) => bytes,
        Some(Reply::Held) => return,
        None => b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec(),
    };
    // The client may have read enough.
    let _ = stream.write_all(&bytes).await;
    let _ = stream.shutdown().await;
}
