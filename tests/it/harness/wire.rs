//! A wire to PostgreSQL that counts the statements on it, and that a test can cut.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::cluster::Cluster;

/// A forwarder on 127.0.0.1.
pub(crate) struct Wire {
    address: String,
    statements: Arc<AtomicU64>,
    whole: watch::Sender<bool>,
}

impl Wire {
    /// Lays a wire to the cluster of the tests.
    pub(crate) async fn lay() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (whole, watching) = watch::channel(true);
        let statements = Arc::new(AtomicU64::new(0));
        tokio::spawn(serve(listener, Arc::clone(&statements), watching));
        Self { address, statements, whole }
    }

    /// The URL of a database by way of this wire.
    pub(crate) fn url(&self, database: &str) -> String {
        Cluster::get().url_through(&self.address, database)
    }

    /// How many statements went over it so far.
    pub(crate) fn statements(&self) -> u64 {
        self.statements.load(Ordering::SeqCst)
    }

    /// Cuts every connection, and answers no new one.
    pub(crate) fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Lets new connections through again.
    pub(crate) fn mend(&self) {
        self.whole.send_replace(true);
    }
}

async fn serve(
    listener: TcpListener,
    statements: Arc<AtomicU64>,
    mut whole: watch::Receiver<bool>,
) {
    while let Ok((client, _)) = listener.accept().await {
        if *whole.borrow_and_update() {
            tokio::spawn(forward(client, Arc::clone(&statements), whole.clone()));
        }
    }
}

async fn forward(
    client: TcpStream,
    statements: Arc<AtomicU64>,
    mut whole: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let server = TcpStream::connect(&Cluster::get().address).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, mut to_client) = client.into_split();
    let (mut from_server, to_server) = server.into_split();
    tokio::select! {
        // First, and also where it was mended since: nothing passes behind a cut.
        biased;
        _ = whole.changed() => Ok(()),
        result = count(from_client, to_server, &statements) => result,
        result = copy(&mut from_server, &mut to_client) => result.map(drop),
    }
}

/// Hands the client's messages on, and counts those that run a statement: Query (`Q`) of the
/// simple protocol and Execute (`E`) of the extended one.
async fn count(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    statements: &AtomicU64,
) -> std::io::Result<()> {
    // The first message has no type; its length counts itself.
    let mut message = vec![0; 4];
    from.read_exact(&mut message).await?;
    read_rest(&mut from, &mut message, 0).await?;
    loop {
        to.write_all(&message).await?;
        message.resize(5, 0);
        from.read_exact(&mut message).await?;
        if matches!(message[0], b'Q' | b'E') {
            statements.fetch_add(1, Ordering::SeqCst);
        }
        read_rest(&mut from, &mut message, 1).await?;
    }
}

/// Reads what the length at `offset` promises.
async fn read_rest(
    from: &mut OwnedReadHalf,
    message: &mut Vec<u8>,
    offset: usize,
) -> std::io::Result<()> {
    let length = u32::from_be_bytes(message[offset..offset + 4].try_into().unwrap());
    let read = message.len();
    message.resize(offset + usize::try_from(length).unwrap(), 0);
    from.read_exact(&mut message[read..]).await?;
    Ok(())
}
