use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};

use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgSslMode},
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::*;
use crate::store::database::{pool::PoolOptions, reach::Reach};

const PATIENCE: Duration = Duration::from_secs(20);

/// A server that accepts one connection, reports each statement that it reads, and answers the
/// first one when the gate allows it.
struct Server {
    options: PgConnectOptions,
    statements: UnboundedReceiver<String>,
    may_answer: mpsc::Sender<()>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let options = PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(listener.local_addr().unwrap().port())
            .username("test")
            .ssl_mode(PgSslMode::Disable);
        let (tell, statements) = unbounded_channel();
        let (may_answer, gate) = mpsc::channel();
        std::thread::spawn(move || serve(&listener, &tell, &gate));
        Self { options, statements, may_answer }
    }
}

fn serve(listener: &TcpListener, tell: &UnboundedSender<String>, gate: &mpsc::Receiver<()>) {
    let (mut stream, _) = listener.accept().unwrap();
    read_body(&mut stream).unwrap();
    // The password is accepted, and the server is ready.
    stream.write_all(b"R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I").unwrap();

    let mut kind = [0];
    while stream.read_exact(&mut kind).is_ok() {
        let body = read_body(&mut stream).unwrap();
        if kind != *b"Q" {
            continue;
        }

        let statement = String::from_utf8(body).unwrap().replace('\0', "");
        let is_begin = statement == "BEGIN";
        let _ = tell.send(statement);
        if is_begin && gate.recv().is_err() {
            return;
        }

        let state = if is_begin { b'T' } else { b'I' };
        stream.write_all(b"C\0\0\0\x07OK\0Z\0\0\0\x05").unwrap();
        stream.write_all(&[state]).unwrap();
    }
}

/// The rest of a message: its length, which includes itself, and the remaining bytes.
fn read_body(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let mut body = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap() - 4];
    stream.read_exact(&mut body)?;
    Ok(body)
}

#[tokio::test]
async fn a_transaction_that_was_given_up_before_it_had_begun_is_rolled_back() {
    let Server { options, mut statements, may_answer } = Server::start();
    let connection = options.connect().await.unwrap();
    let (connect, limit) = (options, PATIENCE);
    let reach = Reach::new();
    let pool = Pool::new(PoolOptions { kind: "test", connect, most: 1, limit, reach });
    let mut link = Link::new(pool, connection, Instant::now(), None);
    tokio::select! {
        _ = link.begin(Instant::now() + PATIENCE) => panic!("the server has not answered"),
        statement = statements.recv() => assert_eq!(statement.as_deref(), Some("BEGIN")),
    }
    drop(link);
    may_answer.send(()).unwrap();
    let next = timeout(PATIENCE, statements.recv()).await.unwrap();
    assert_eq!(next.as_deref(), Some("ROLLBACK"));
}
