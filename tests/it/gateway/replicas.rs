//! What another process knows: all that was committed, or nothing.

use serde_json::json;

use super::ask::{VERIFY, check};
use super::shop::{Shop, status};
use super::standing::mutate;
use crate::harness::{Backend, Database, Wire, World, left_out};

/// Asks until the answer is the expected one; the notice of a commit is on its way.
async fn becomes(world: &World, token: &str, expected: u16) {
    while status(world, token).await != expected {
        tokio::task::yield_now().await;
    }
}

/// A replica that listens and keeps things in its caches, by way of a wire.
async fn listening(world: &World, wire: &Wire) -> (World, keyplane_control::Loops) {
    let name = world.database_url.rsplit('/').next().unwrap().split('?').next().unwrap();
    let replica = world.replica_at(wire.url(name)).await;
    let loops = replica.control.spawn_loops();
    (replica, loops)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_replica_hears_of_each_change_and_asks_the_database_no_more_than_that() {
    if left_out() {
        return;
    }
    let database = Database::fresh(Backend::Postgres).await;
    let world = World::on(&database).await;
    let shop = Shop::open(&world).await;
    let wire = Wire::lay().await;
    let (replica, loops) = listening(&world, &wire).await;
    for (_, app, token) in shop.tokens(&world).await {
        becomes(&replica, &token, 200).await;
        let key = json!({ "keyId": shop.jwt.key_id, "name": "renamed" });
        mutate(&world, "updateKey", key, "key { id }").await;
        app.update(&world, json!({ "enabled": false })).await;
        becomes(&replica, &token, 401).await;
        app.update(&world, json!({ "enabled": true })).await;
        becomes(&replica, &token, 200).await;
        let grant = world.grant(&app.id, &shop.orders, &["read", "write"]).await;
        mutate(&world, "revokeGrant", json!({ "grantId": grant }), "deletedId").await;
        becomes(&replica, &token, 403).await;
        world.grant(&app.id, &shop.orders, &["read", "write"]).await;
        becomes(&replica, &token, 200).await;
        shop.update(&world, json!({ "enabled": false })).await;
        becomes(&replica, &token, 403).await;
        shop.update(&world, json!({ "enabled": true })).await;
        becomes(&replica, &token, 200).await;
    }
    for app in [&shop.jwt, &shop.opaque] {
        let token = app.access_token(&world, "").await;
        becomes(&replica, &token, 200).await;
        app.revoke(&world, &token).await;
        becomes(&replica, &token, 401).await;
    }
    drop(replica);
    loops.stop().await;
    drop(world);
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_decided_is_503_and_never_a_verdict() {
    if left_out() {
        return;
    }
    let database = Database::fresh(Backend::Postgres).await;
    let world = World::on(&database).await;
    let shop = Shop::open(&world).await;
    let tokens = shop.tokens(&world).await;
    let wire = Wire::lay().await;
    let replica = world.replica_at(wire.url(database.name().unwrap())).await;
    for (_, _, token) in &tokens {
        assert_eq!(status(&replica, token).await, 200);
    }
    wire.cut();
    for (kind, _, token) in &tokens {
        // It does not listen, so that it cannot know what has changed meanwhile.
        let answer = check(&replica, VERIFY, token).await;
        assert_eq!(answer.status, 503, "{kind}");
        assert!(!answer.header("retry-after").is_empty());
        assert!(!answer.text().contains("postgres"), "{}", answer.text());
    }
    wire.mend();
    for (kind, _, token) in &tokens {
        assert_eq!(status(&replica, token).await, 200, "{kind}");
    }
    drop((world, replica));
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_hears_no_more_gives_no_verdict_from_its_caches() {
    if left_out() {
        return;
    }
    let database = Database::fresh(Backend::Postgres).await;
    let world = World::on(&database).await;
    let shop = Shop::open(&world).await;
    let wire = Wire::lay().await;
    let (replica, loops) = listening(&world, &wire).await;
    let tokens = shop.tokens(&world).await;
    for (_, _, token) in &tokens {
        becomes(&replica, token, 200).await;
    }
    wire.cut();
    for (_, _, token) in &tokens {
        becomes(&replica, token, 503).await;
    }
    for app in [&shop.jwt, &shop.opaque] {
        app.update(&world, json!({ "enabled": false })).await;
    }
    for (kind, _, token) in &tokens {
        assert_eq!(status(&replica, token).await, 503, "{kind}");
    }
    wire.mend();
    for (kind, _, token) in &tokens {
        // Whether it listens again by now or asks the database each time.
        let found = until_decided(&replica, token).await;
        assert_eq!(found, 401, "{kind}");
    }
    drop(replica);
    loops.stop().await;
    drop(world);
    database.remove().await;
}

/// The first answer that is a verdict.
async fn until_decided(world: &World, token: &str) -> u16 {
    loop {
        match status(world, token).await {
            503 => tokio::task::yield_now().await,
            verdict => return verdict,
        }
    }
}
