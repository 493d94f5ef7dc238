//! Clients that keep idle connections open, on a server with the usual number of descriptors.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::net::TcpSocket;

use super::process::{Keyplane, data_folder, free_address};

const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;
const ELSEWHERE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

/// Nearly as many connections as the server has descriptors.
const MANY: usize = 1015;

const USUAL: &str = "ulimit -n 1024";

/// Raises the limit of this process so that it can hold that many connections.
fn raise_own_limit() {
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, hard, hard).unwrap();
}

/// A connection from a source address of this machine.
fn connect(server: &Keyplane, source: Ipv4Addr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::new(IpAddr::V4(source), 0)).unwrap();
        socket.connect(server.address).await.unwrap().into_std().unwrap()
    });
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    stream
}

/// The whole answer to a request on a new connection; empty if the server closed it at once.
fn ask(server: &Keyplane, source: Ipv4Addr, head: &str) -> String {
    let mut stream = connect(server, source);
    let _ = stream.write_all(format!("{head}\r\n").as_bytes());
    read(&mut stream)
}

fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error}"),
        _ => String::from_utf8(answer).unwrap(),
    }
}

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

#[test]
fn a_thousand_unfinished_heads_and_unread_answers_of_one_source_leave_room_for_others() {
    raise_own_limit();
    let data = data_folder();
    let server = Keyplane::start_after(data.path(), free_address(), USUAL, &[]);

    let mut held = Vec::new();
    for number in 0..MANY {
        let mut stream = connect(&server, HERE);
        let sent: &[u8] = if number % 2 == 0 {
            b"GET /console/ HTTP/1.1\r\nHost: a\r\nX-Unfinished: "
        } else {
            b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\n"
        };
        // A refused connection may already be closed.
        let _ = stream.write_all(sent);
        held.push(stream);
    }

    for _ in 0..10 {
        let answer = ask(&server, ELSEWHERE, HEALTH);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}\n{}", server.said());
    }

    let said = server.said();
    let warned = said.lines().filter(|line| line.contains("max_connections_per_source")).count();
    assert!(warned >= 1, "{said}");
    assert!(warned < 60, "a line a second: {said}");
}

#[test]
fn a_source_at_its_limit_gets_an_error_and_a_trusted_proxy_has_no_limit() {
    let settings = [
        ("KEYPLANE_MAX_CONNECTIONS", "20"),
        ("KEYPLANE_MAX_CONNECTIONS_PER_SOURCE", "2"),
        ("KEYPLANE_TRUSTED_PROXIES", "127.0.0.2"),
    ];
    let data = data_folder();
    let server = Keyplane::start_after(data.path(), free_address(), "true", &settings);

    let hold = |source| {
        let mut stream = connect(&server, source);
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\n").unwrap();
        stream
    };

    let mut proxys: Vec<_> = (0..5).map(|_| hold(ELSEWHERE)).collect();
    // Connections are accepted in order, so these two hold their places.
    let _held: Vec<_> = (0..2).map(|_| hold(Ipv4Addr::new(127, 0, 0, 3))).collect();

    let refused = ask(&server, Ipv4Addr::new(127, 0, 0, 3), HEALTH);
    assert!(refused.starts_with("HTTP/1.1 503 "), "{refused}\n{}", server.said());
    assert!(refused.contains("\r\nretry-after: 1\r\n"), "{refused}");
    assert!(refused.contains("this address has reached the limit of connections"), "{refused}");

    for stream in &mut proxys {
        stream.write_all(b"Connection: close\r\n\r\n").unwrap();
        assert!(read(stream).starts_with("HTTP/1.1 200 "));
    }
}

#[test]
fn the_limit_of_descriptors_is_raised_to_its_hard_limit_and_connections_follow_it() {
    let data = data_folder();
    let settings = [("KEYPLANE_MAX_CONNECTIONS", "5000")];
    let script = "ulimit -Sn 256; ulimit -Hn 1024";
    let server = Keyplane::start_after(data.path(), free_address(), script, &settings);
    let limits = server.proc("limits");
    let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let numbers: Vec<_> = files.split_whitespace().skip(3).take(2).collect();
    assert_eq!(numbers, ["1024", "1024"]);
    server.wait_until_said("max_connections is lowered to 896");
}

#[test]
fn a_check_passes_with_256_headers_and_with_more_it_says_why_not() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let check = |headers: usize| {
        let more = "X-More: a\r\n".repeat(headers - 2);
        let head = format!(
            "GET /p/a1b/apis/a1b/verify HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{more}"
        );
        ask(&server, HERE, &head)
    };
    let answer = check(256);
    assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains("oauth/token"), "{answer}");
    let answer = check(257);
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert!(answer.ends_with("or has more than 256 headers\"}"), "{answer}");
}

#[test]
fn a_refusal_before_the_body_is_read_closes_the_connection_on_every_surface() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let json = "Content-Type: application/json\r\n";
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";

    let cases = [
        ("POST /graphql", json, 100, 401),
        ("POST /graphql", "", 100, 415),
        ("PUT /graphql", json, 100, 405),
        ("POST /p/a1b/oauth/token", json, 100, 415),
        ("PUT /p/a1b/oauth/token", form, 100, 405),
        ("POST /p/a1b/oauth/token", form, 70_000, 413),
        ("POST /p/a1b/oauth/introspect", form, 70_000, 413),
        ("POST /p/a1b/.well-known/jwks.json", form, 100, 405),
        ("POST /console/", form, 100, 405),
        ("POST /nowhere", form, 100, 404),
        ("POST /p/a1b/apis/a1b/verify", "", 100, 401),
    ];

    for (line, headers, length, status) in cases {
        let body = "x".repeat(length);
        let head = format!(
            "{line} HTTP/1.1\r\nHost: a\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        );
        // Reading to the end waits for the close.
        let answer = ask(&server, HERE, &head);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{line}: {answer}");
    }

    // A request whose body was read leaves the connection open.
    let mut stream = connect(&server, HERE);
    let read_whole = format!("POST /p/a1b/oauth/token HTTP/1.1\r\nHost: a\r\n{form}");
    stream.write_all(format!("{read_whole}Content-Length: 3\r\n\r\na=b").as_bytes()).unwrap();
    stream.write_all(format!("{HEALTH}\r\n").as_bytes()).unwrap();
    let answers = read(&mut stream);
    assert_eq!(answers.matches("HTTP/1.1 ").count(), 2, "{answers}");
}

#[test]
fn a_request_without_one_host_is_400() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    for hosts in ["", "Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n", "Host: a b\r\n"] {
        for path in ["/healthz", "/graphql", "/p/a1b/apis/a1b/verify"] {
            let answer = ask(&server, HERE, &format!("GET {path} HTTP/1.1\r\n{hosts}"));
            assert!(answer.starts_with("HTTP/1.1 400 "), "{hosts:?}: {answer}");
        }
    }
}
