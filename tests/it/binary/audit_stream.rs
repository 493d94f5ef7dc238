//! The audit stream to an HTTP endpoint: nothing is lost when the endpoint is away, or when the
//! process is killed.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use keyplane_control::verify_audit_file;
use serde_json::{Value, json};

use super::process::{Keyplane, command, data_folder, first_admin, free_address};
use crate::harness::until;

const TOKEN: &str = "token-of-the-stream";

/// An endpoint that answers with these statuses, the last one from then on.
struct Endpoint {
    address: SocketAddr,
    /// Whole deliveries that it has confirmed.
    taken: Arc<Mutex<String>>,
}

impl Endpoint {
    fn answering(mut statuses: Vec<u16>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let taken = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&taken);
        statuses.reverse();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let status =
                    if statuses.len() > 1 { statuses.pop() } else { statuses.last().copied() };
                // A process that was killed leaves a broken connection.
                let _ = answer(connection.unwrap(), status.unwrap(), &kept);
            }
        });
        Self { address, taken }
    }

    fn taken(&self) -> String {
        self.taken.lock().unwrap().clone()
    }
}

/// Reads one request and answers it.
fn answer(connection: TcpStream, status: u16, taken: &Mutex<String>) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&lower);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;

    let is_right = head.starts_with("post /in http/1.1")
        && head.contains("content-type: application/x-ndjson")
        && head.contains(&format!("authorization: bearer {TOKEN}"));
    let status = if is_right { status } else { 400 };
    if status == 200 {
        taken.lock().unwrap().push_str(&String::from_utf8(body).unwrap());
    }
    let answer = format!("HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    reader.into_inner().write_all(answer.as_bytes())
}

fn start(data: &Path, address: SocketAddr, endpoint: SocketAddr) -> Keyplane {
    let token = data.join("token");
    fs::write(&token, format!("{TOKEN}\n")).unwrap();
    Keyplane::try_start(data, address, |command| {
        command
            .env("KEYPLANE_AUDIT_STREAM", format!("http://{endpoint}/in"))
            .env("KEYPLANE_AUDIT_STREAM_TOKEN_FILE", token)
            .env("KEYPLANE_ALLOW_PRIVATE_ISSUERS", endpoint.to_string());
    })
    .unwrap()
}

fn create_project(server: &Keyplane, data: &Path, slug: &str) {
    let query = "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }";
    let input = json!({ "input": { "slug": slug, "name": slug } });
    server.data(&first_admin(data), query, &input);
}

/// The lines of the types that a stream delivers, in an export of the database.
fn exported(data: &Path) -> Vec<String> {
    let done = command(data).args(["audit", "export", "--to", "-"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout).unwrap();
    let is_delivered = |line: &&str| {
        let line: Value = serde_json::from_str(line).unwrap();
        line["type"] == "event" || line["type"] == "checkpoint"
    };
    text.lines().filter(is_delivered).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_event_arrives_though_the_endpoint_is_away_and_the_process_is_killed() {
    let (data, address) = (data_folder(), free_address());
    let endpoint = Endpoint::answering(vec![503, 200, 500, 200]);
    for round in 0..4 {
        let server = start(data.path(), address, endpoint.address);
        for number in 0..3 {
            create_project(&server, data.path(), &format!("p-{round}-{number}"));
        }
        server.kill();
    }

    let server = start(data.path(), address, endpoint.address);
    let arrived = || {
        let taken = endpoint.taken();
        exported(data.path()).iter().all(|line| taken.contains(line))
    };
    assert!(until(async || arrived(), |all| *all).await);
    let report = verify_audit_file(endpoint.taken().as_bytes(), None, &mut |_| {}).unwrap();
    assert!(report.holds(), "{report:?}");
    assert_eq!(report.chains.len(), 13);
    assert!(!server.said().contains(TOKEN));
}

#[test]
fn an_endpoint_in_a_private_network_over_http_needs_the_setting_and_the_url_is_not_logged() {
    let data = data_folder();
    let server = Keyplane::try_start(data.path(), free_address(), |command| {
        command.env("KEYPLANE_AUDIT_STREAM", "http://127.0.0.1:9/in?secret=hunter2");
    });
    let server = server.unwrap();
    server.wait_until_said("the audit stream could not be delivered");
    assert!(server.said().contains("KEYPLANE_ALLOW_PRIVATE_ISSUERS"), "{}", server.said());
    assert!(!server.said().contains("hunter2"), "{}", server.said());
}
