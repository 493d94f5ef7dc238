//! No answered write is lost, and the process survives faults.

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use super::process::{Keyplane, data_folder, first_admin, free_address};
use crate::harness::{Backend, Database, left_out};

const CREATE: &str =
    "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }";

fn project(number: usize) -> Value {
    let policy = json!({ "signingAlgorithm": "ES256" });
    json!({ "input": { "slug": format!("project-{number}"), "name": "n", "keyPolicy": policy } })
}

/// Kills a server right after each answer, and checks that the answered write is there.
fn nothing_answered_is_lost(database_url: Option<&str>) {
    let (data, address) = (data_folder(), free_address());
    let start = || {
        Keyplane::try_start(data.path(), address, |command| {
            command.envs(database_url.map(|url| ("KEYPLANE_DATABASE_URL", url)));
        })
        .unwrap()
    };

    let mut server = start();
    let admin = first_admin(data.path());

    for round in 0..3 {
        let made = server.data(&admin, CREATE, &project(round));
        server.kill();
        server = start();
        let id = &made["createProject"]["project"]["id"];
        let query = "query ($id: ID!) { node(id: $id) { ... on Project { currentSigningKey { state } } } projects { totalCount } auditEvents { totalCount } }";
        let found = server.data(&admin, query, &json!({ "id": id }));
        assert_eq!(found["node"]["currentSigningKey"]["state"], "ACTIVE");
        assert_eq!(found["projects"]["totalCount"], round + 1);
        let slug = format!("/p/project-{round}/.well-known/jwks.json");
        assert_eq!(server.get(&slug).0, 200);
    }
}

#[test]
fn nothing_that_sqlite_answered_is_lost_by_kill_9() {
    nothing_answered_is_lost(None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_postgres_answered_is_lost_by_kill_9() {
    if left_out() {
        return;
    }
    let database = Database::empty(Backend::Postgres).await;
    nothing_answered_is_lost(Some(&database.url));
    database.remove().await;
}

#[test]
fn on_sigterm_and_sigint_it_ends_well() {
    let data = data_folder();
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let server = Keyplane::start(data.path(), free_address_of(data.path()));
        server.signal(signal);
        let status = server.end();
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}

/// An address for all starts of one folder, since the public URL follows from it.
fn free_address_of(data: &std::path::Path) -> std::net::SocketAddr {
    let file = data.join("address");
    let known = std::fs::read_to_string(&file).ok().and_then(|text| text.parse().ok());
    known.unwrap_or_else(|| {
        let address = free_address();
        std::fs::write(&file, address.to_string()).unwrap();
        address
    })
}

#[test]
fn a_database_that_is_locked_is_503_and_later_goes_well() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let admin = first_admin(data.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = format!("sqlite:{}", data.path().join("keyplane.db").display());
    let lock = runtime.block_on(async {
        use sqlx::{Connection, Executor};
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        connection.execute("BEGIN IMMEDIATE").await.unwrap();
        connection
    });
    let (status, answer) = server.ask(&admin, CREATE, &project(1));
    assert_eq!(status, 503, "{answer}");
    assert!(server.said().contains("database"), "{}", server.said());
    assert_eq!(server.get("/healthz").0, 200);

    runtime.block_on(async {
        use sqlx::Connection;
        lock.close().await.unwrap();
    });
    server.data(&admin, CREATE, &project(1));
}

#[test]
fn a_disk_that_is_full_is_503_and_what_was_answered_is_there() {
    let data = data_folder();
    let address = free_address();
    Keyplane::start(data.path(), address).kill();

    // No file may grow beyond 1 MiB: the write-ahead log reaches that limit after a few projects.
    let server = Keyplane::start_limited(data.path(), address, 2048);
    let admin = first_admin(data.path());
    let answers: Vec<_> =
        (0..20).map(|number| server.ask(&admin, CREATE, &project(number))).collect();

    let refused = answers.iter().filter(|(_, answer)| answer.get("errors").is_some());
    let kept = answers.len() - refused.clone().count();
    assert!(kept < answers.len(), "the limit was met");
    for (status, answer) in refused {
        assert_eq!(*status, 503, "{answer}\n{}", server.said());
    }
    let found = server.data(&admin, "{ projects { totalCount } }", &json!({}));
    assert_eq!(found["projects"]["totalCount"], kept);

    drop(server);
    let server = Keyplane::start(data.path(), address);
    let found = server.data(&admin, "{ projects { totalCount } }", &json!({}));
    assert_eq!(found["projects"]["totalCount"], kept);
}
