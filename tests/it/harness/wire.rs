//! A proxy to PostgreSQL that counts statements. A test can cut it, silence it or limit its
//! connections.

use std::{
    io::ErrorKind,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

use super::cluster::Cluster;

/// A forwarder on 127.0.0.1.
pub(crate) struct Wire {
    address: String,
    shared: Arc<Shared>,
    whole: watch::Sender<bool>,
}

/// State that all lines of a wire share.
struct Shared {
    statements: AtomicU64,
    /// Number of lines so far.
    lines: AtomicU64,
    /// Number of open lines.
    open: AtomicU64,
    /// The most lines that may be open at once.
    most: AtomicU64,
    /// Lines with a lower number are silent: open, but they lose all data.
    silent_below: AtomicU64,
    /// As `silent_below`, but only for lines that listen for notices.
    deaf_below: AtomicU64,
}

/// One connection.
struct Line {
    number: u64,
    listens: AtomicBool,
    shared: Arc<Shared>,
}

impl Wire {
    /// Starts a wire to the cluster of the tests.
    pub(crate) async fn lay() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (whole, watching) = watch::channel(true);
        let shared = Arc::new(Shared {
            statements: AtomicU64::new(0),
            lines: AtomicU64::new(0),
            open: AtomicU64::new(0),
            most: AtomicU64::new(u64::MAX),
            silent_below: AtomicU64::new(0),
            deaf_below: AtomicU64::new(0),
        });
        tokio::spawn(serve(listener, Arc::clone(&shared), watching));
        Self { address, shared, whole }
    }

    /// The URL of a database through this wire.
    pub(crate) fn url(&self, database: &str) -> String {
        Cluster::get().url_through(&self.address, database)
    }

    /// Number of statements so far.
    pub(crate) fn statements(&self) -> u64 {
        self.shared.statements.load(Ordering::SeqCst)
    }

    /// Cuts every connection and refuses new ones.
    pub(crate) fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Drops the data of every current connection without closing it, as a firewall does. New
    /// connections work.
    pub(crate) fn forget(&self) {
        self.shared.silent_below.store(self.lines(), Ordering::SeqCst);
    }

    /// Drops the data of all connections, current and new ones.
    pub(crate) fn silence(&self) {
        self.shared.silent_below.store(u64::MAX, Ordering::SeqCst);
    }

    /// Drops the data of the connections that listen now; all others work.
    pub(crate) fn deafen(&self) {
        self.shared.deaf_below.store(self.lines(), Ordering::SeqCst);
    }

    /// Drops the data of every connection that listens, current and new ones, as a pooler does that
    /// keeps no session.
    pub(crate) fn deafen_for_good(&self) {
        self.shared.deaf_below.store(u64::MAX, Ordering::SeqCst);
    }

    /// Refuses connections beyond `most`, as PostgreSQL does.
    pub(crate) fn limit(&self, most: u64) {
        self.shared.most.store(most, Ordering::SeqCst);
    }

    /// Accepts new connections again. Silent ones stay silent, since they lost data.
    pub(crate) fn mend(&self) {
        let silent = self.shared.silent_below.load(Ordering::SeqCst);
        self.shared.silent_below.store(silent.min(self.lines()), Ordering::SeqCst);
        self.whole.send_replace(true);
    }

    fn lines(&self) -> u64 {
        self.shared.lines.load(Ordering::SeqCst)
    }
}

impl Line {
    fn is_silent(&self) -> bool {
        self.number < self.shared.silent_below.load(Ordering::SeqCst)
    }

    fn is_deaf(&self) -> bool {
        self.listens.load(Ordering::SeqCst)
            && self.number < self.shared.deaf_below.load(Ordering::SeqCst)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.shared.open.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>, mut whole: watch::Receiver<bool>) {
    while let Ok((client, _)) = listener.accept().await {
        if !*whole.borrow_and_update() {
            continue;
        }
        let number = shared.lines.fetch_add(1, Ordering::SeqCst);
        let open = shared.open.fetch_add(1, Ordering::SeqCst) + 1;
        let full = open > shared.most.load(Ordering::SeqCst);
        let line = Line { number, listens: AtomicBool::new(false), shared: Arc::clone(&shared) };
        let whole = whole.clone();
        tokio::spawn(async move {
            if full { refuse(client, line).await } else { forward(client, line, whole).await }
        });
    }
}

/// Answers as PostgreSQL does when it has no connection left.
async fn refuse(mut client: TcpStream, line: Line) -> std::io::Result<()> {
    drop(line);
    let mut startup = vec![0; 4];
    client.read_exact(&mut startup).await?;
    let length = usize::try_from(u32::from_be_bytes(startup[..4].try_into().unwrap())).unwrap();
    startup.resize(length, 0);
    client.read_exact(&mut startup[4..]).await?;
    let fields = b"SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0";
    let length = u32::try_from(fields.len() + 4).unwrap().to_be_bytes();
    client.write_all(&[b"E".as_slice(), &length, fields].concat()).await
}

async fn forward(
    client: TcpStream,
    line: Line,
    mut whole: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let server = TcpStream::connect(&Cluster::get().address).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::select! {
        // Checked first, even if the wire was mended since: nothing passes after a cut.
        biased;
        _ = whole.changed() => Ok(()),
        result = ask(from_client, to_server, &line) => result,
        result = answer(from_server, to_client, &line) => result,
    }
}

/// Forwards the client's messages and counts those that run a statement: Query (`Q`) of the
/// simple protocol and Execute (`E`) of the extended one.
async fn ask(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, line: &Line) -> std::io::Result<()> {
    // The first message has no type; its length counts itself.
    let mut message = vec![0; 4];
    from.read_exact(&mut message).await?;
    read_rest(&mut from, &mut message, 0).await?;
    loop {
        if message.windows(6).any(|word| word == b"LISTEN") && message[0] == b'Q' {
            line.listens.store(true, Ordering::SeqCst);
        }
        if !line.is_silent() {
            to.write_all(&message).await?;
        }
        message.resize(5, 0);
        from.read_exact(&mut message).await?;
        if matches!(message[0], b'Q' | b'E') {
            line.shared.statements.fetch_add(1, Ordering::SeqCst);
        }
        read_rest(&mut from, &mut message, 1).await?;
    }
}

/// Reads the rest of a message, whose length is at `offset`.
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

/// Forwards the server's answers. A silent line also loses the end of the connection.
async fn answer(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    line: &Line,
) -> std::io::Result<()> {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut bytes).await;
        if line.is_silent() || line.is_deaf() {
            match read {
                Ok(count) if count > 0 => continue,
                Ok(_) | Err(_) => return std::future::pending().await,
            }
        }
        match read? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            count => to.write_all(&bytes[..count]).await?,
        }
    }
}
