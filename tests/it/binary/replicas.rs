//! Several processes on one PostgreSQL.

use std::thread;

use serde_json::{Value, json};

use super::fleet::Fleet;
use crate::harness::{Backend, Caller, Database, left_out};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_that_start_at_once_one_makes_the_first_admin_key() {
    if left_out() {
        return;
    }
    let database = Database::empty(Backend::Postgres).await;
    let fleet = Fleet::start(3, &database);
    let admin = fleet.admin();
    for server in &fleet.servers {
        let found = server.data(&admin, "{ adminKeys { totalCount } }", &json!({}));
        assert_eq!(found["adminKeys"]["totalCount"], 1);
    }
    drop(fleet);
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_processes_that_rotate_at_once_one_makes_the_successor() {
    if left_out() {
        return;
    }

    let database = Database::empty(Backend::Postgres).await;
    let fleet = Fleet::start(2, &database);
    let admin = fleet.admin();
    let create = "mutation { createProject(input: { slug: \"acme\", name: \"n\" }) { project { currentSigningKey { id } } } }";
    let made = fleet.servers[0].data(&admin, create, &json!({}));
    let key = &made["createProject"]["project"]["currentSigningKey"]["id"];

    let rotate = "mutation ($key: ID!) { rotateKey(input: { keyId: $key }) { key { id } } }";
    let answers: Vec<Value> = thread::scope(|scope| {
        let requests: Vec<_> = fleet
            .servers
            .iter()
            .map(|server| scope.spawn(|| server.ask(&admin, rotate, &json!({ "key": key })).1))
            .collect();
        requests.into_iter().map(|request| request.join().unwrap()).collect()
    });

    let refused = answers.iter().filter(|answer| answer.get("errors").is_some()).count();
    assert_eq!(refused, 1, "{answers:?}");
    for server in &fleet.servers {
        let query = "{ project(slug: \"acme\") { signingKeys { totalCount } } }";
        let found = server.data(&admin, query, &json!({}));
        assert_eq!(found["project"]["signingKeys"]["totalCount"], 2);
    }

    drop(fleet);
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_revoked_on_one_replica_opens_the_other_no_more() {
    if left_out() {
        return;
    }

    let database = Database::empty(Backend::Postgres).await;
    let fleet = Fleet::start(2, &database);
    let root = fleet.admin();
    let generate = "mutation { generateAdminKey(input: { name: \"n\", permissions: [READ], format: PEM_PKCS8 }) { key { id kid } privateKey { content } } }";
    for _ in 0..5 {
        let made = fleet.servers[0].data(&root, generate, &json!({}))["generateAdminKey"].clone();
        let key =
            keyplane_auth::PrivateKey::from_pem(made["privateKey"]["content"].as_str().unwrap());
        let caller =
            Caller::with_kid(&key.unwrap(), made["key"]["kid"].as_str().unwrap(), "keyplane");
        // Both replicas have verified a token of the key and may have it in their caches.

        for server in &fleet.servers {
            assert_eq!(server.ask(&caller, "{ viewer { scope } }", &json!({})).0, 200);
        }

        let revoke = "mutation ($key: ID!) { revokeKey(input: { keyId: $key, reason: \"r\" }) { key { state } } }";
        fleet.servers[0].data(&root, revoke, &json!({ "key": made["key"]["id"] }));
        assert_eq!(fleet.servers[0].ask(&caller, "{ viewer { scope } }", &json!({})).0, 401);
        let gone = (0..50).any(|_| {
            let (status, _) = fleet.servers[1].ask(&caller, "{ viewer { scope } }", &json!({}));
            status == 401
        });
        assert!(gone, "the notice of the commit reaches the other replica");
    }
    drop(fleet);
    database.remove().await;
}
