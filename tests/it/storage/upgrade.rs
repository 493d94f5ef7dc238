//! A database of the release before is brought up to date, and what clients hold stays valid.
//!
//! `tests/upgrade/make.py` made the state, with the program of that release.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, sync::Arc};

use axum::{body::Body, http::Request};
use keyplane_auth::{Algorithm, Header, PrivateKey, SigningKey, mint};
use keyplane_entity::Timestamp;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use crate::harness::{Backend, Caller, Database, Setup, TestClock, World, left_out};

const STATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/upgrade/m0006");
const ISSUER: &str = "https://keys.example.com/p/shop";

/// The state in a database of its own, one minute after it was made, and what clients held then.
async fn upgraded(backend: Backend) -> (Database, World, Value) {
    let database = Database::empty(backend).await;
    let (name, key) = match backend {
        Backend::Sqlite => ("sqlite", database.master_key_file()),
        Backend::Postgres => ("postgres", database.master_key_file()),
    };
    let read = |file: &str| fs::read_to_string(Path::new(STATE).join(file)).unwrap();
    fs::write(&key, read(&format!("{name}-master-key.json"))).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();

    let sql = sqlx::AssertSqlSafe(read(&format!("{name}.sql")));
    match backend {
        Backend::Sqlite => {
            let url = format!("{}?mode=rwc", database.url);
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            connection.execute(sqlx::raw_sql(sql)).await.unwrap();
            connection.close().await.unwrap();
        }
        Backend::Postgres => {
            let mut connection = PgConnection::connect(&database.url).await.unwrap();
            connection.execute(sqlx::raw_sql(sql)).await.unwrap();
            connection.close().await.unwrap();
        }
    }

    let told: Value = serde_json::from_str(&read(&format!("{name}-told.json"))).unwrap();
    let clock = Arc::new(TestClock::new());
    clock.set(Timestamp::from_seconds(told["at"].as_i64().unwrap() + 60));
    let setup = Setup { clock, ..Setup::of(&database) };
    let (world, _) = World::start(setup).await.unwrap();
    (database, world, told)
}

fn text<'v>(told: &'v Value, pointer: &str) -> &'v str {
    told.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}"))
}

async fn post(world: &World, endpoint: &str, form: &[(&str, &str)]) -> Value {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form);
    let request = Request::post(format!("/p/shop/oauth/{endpoint}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.finish()))
        .unwrap();
    world.send(request).await.json()
}

async fn passes(world: &World, token: &str) -> bool {
    let request = Request::get("/p/shop/apis/orders/verify")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    world.send(request).await.status == 200
}

async fn what_clients_hold_stays_valid(backend: Backend) {
    let (database, world, told) = upgraded(backend).await;

    for (token, expected) in [("jwt", true), ("opaque", true), ("revoked", false)] {
        let token_text = text(&told, &format!("/tokens/{token}"));
        assert_eq!(passes(&world, token_text).await, expected, "{token}");
    }
    let published = world.get("/p/shop/.well-known/jwks.json").await.json();
    assert_eq!(published, told["jwks"]);

    let fresh = [
        ("grant_type", "client_credentials"),
        ("client_id", text(&told, "/clients/secret/id")),
        ("client_secret", text(&told, "/clients/secret/secret")),
        ("resource", "https://orders.example.com"),
        // The earlier release ignored it, and so does the project.
        ("audience", "https://elsewhere.example.com"),
    ];
    let fresh = post(&world, "token", &fresh).await;
    assert!(passes(&world, text(&fresh, "/access_token")).await);

    let assertion = assertion(&world, &told);
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let keyed = [
        ("grant_type", "client_credentials"),
        ("client_assertion_type", kind),
        ("client_assertion", &assertion),
    ];
    let keyed = post(&world, "token", &keyed).await;
    assert!(keyed["access_token"].is_string(), "{keyed}");

    let admin = PrivateKey::from_pem(text(&told, "/admin/key")).unwrap();
    let admin = Caller::with_kid(&admin, text(&told, "/admin/kid"), text(&told, "/admin/audience"));
    let labelled = "{ projects(first: 9) { nodes { slug applications(first: 9, labels: [{key: \"team\", value: \"red\"}]) { totalCount } } } }";
    let seen = world.ask(&admin, labelled, json!({})).await.ok();
    assert_eq!(seen.text("/projects/nodes/0/slug"), "shop");
    assert_eq!(seen.int("/projects/nodes/0/applications/totalCount"), 1);
    let made = world.mutate(
        &admin,
        "createProject",
        json!({ "slug": "next", "name": "Next" }),
        "project { id }",
    );
    made.await.text("/createProject/project/id");

    drop(world);
    database.remove().await;
}

fn assertion(world: &World, told: &Value) -> String {
    let key = PrivateKey::from_pem(text(told, "/key/content")).unwrap();
    let signer = SigningKey::new(&key, Algorithm::Rs256).unwrap();
    let (id, now) = (text(told, "/clients/keyed/id"), world.now().seconds());
    let claims =
        json!({ "iss": id, "sub": id, "aud": ISSUER, "iat": now, "exp": now + 60, "jti": "once" });
    let header = Header { kid: text(told, "/key/kid").to_owned(), ..Header::default() };
    mint(&signer, header, claims.as_object().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_clients_hold_stays_valid_after_an_upgrade_on_sqlite() {
    what_clients_hold_stays_valid(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_clients_hold_stays_valid_after_an_upgrade_on_postgres() {
    if !left_out() {
        what_clients_hold_stays_valid(Backend::Postgres).await;
    }
}
