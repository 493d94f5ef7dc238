//! Every way in which a token that opened an API comes to open it no more, and back.

use serde_json::{Value, json};

use super::ask::{VERIFY, check, refused};
use super::shop::{App, Shop, status};
use crate::harness::{Backend, Database, Wire, World, left_out, on_both};

async fn mutate(world: &World, mutation: &str, input: Value, fields: &str) {
    world.mutate(&world.root(), mutation, input, fields).await.ok();
}

async fn revoke_key(world: &World, key: &str) {
    let input = json!({ "keyId": key, "reason": "r" });
    mutate(world, "revokeKey", input, "key { id }").await;
}

on_both! {
    async fn a_token_ends_with_its_time_and_the_leeway(world: World) {
        let shop = Shop::open(&world).await;
        for app in [&shop.jwt, &shop.opaque] {
            let token = app.access_token(&world, "").await;
            world.clock.advance(1829);
            world.control.sweep().await.unwrap();
            assert_eq!(status(&world, &token).await, 200);
            world.clock.advance(1);
            refused(&check(&world, VERIFY, &token).await, 401, "exp passed 30 s ago");
        }
        let signed = shop.jwt.sign(&world, json!({}));
        world.clock.advance(89);
        assert_eq!(status(&world, &signed).await, 200);
        world.clock.advance(1);
        refused(&check(&world, VERIFY, &signed).await, 401, "exp passed 30 s ago");
    }

    async fn a_token_that_was_revoked_stays_so_through_the_leeway(world: World) {
        let shop = Shop::open(&world).await;
        for app in [&shop.jwt, &shop.opaque] {
            let (token, kept) = (app.access_token(&world, "").await, app.access_token(&world, "").await);
            assert_eq!((status(&world, &token).await, status(&world, &kept).await), (200, 200));
            app.revoke(&world, &token).await;
            refused(&check(&world, VERIFY, &token).await, 401, "was revoked");
            assert_eq!(status(&world, &kept).await, 200, "the other one stays");
            world.clock.advance(1800);
            world.control.sweep().await.unwrap();
            // Another process has nothing in its caches.
            let fresh = world.replica().await;
            for world in [&world, &fresh] {
                assert_eq!((status(world, &token).await, status(world, &kept).await), (401, 200));
            }
            app.revoke(&world, &kept).await;
            assert_eq!(status(&world, &kept).await, 401, "revoked within the leeway");
        }
    }

    async fn a_disabled_application_opens_nothing_until_it_is_enabled(world: World) {
        let shop = Shop::open(&world).await;
        for (kind, app, token) in shop.tokens(&world).await {
            for (enabled, expected) in [(true, 200), (false, 401), (true, 200)] {
                app.update(&world, json!({ "enabled": enabled })).await;
                assert_eq!(status(&world, &token).await, expected, "{kind}");
            }
        }
    }

    async fn a_deleted_application_opens_nothing(world: World) {
        let shop = Shop::open(&world).await;
        let tokens = shop.tokens(&world).await;
        for (_, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 200);
        }
        for app in [&shop.jwt, &shop.opaque] {
            mutate(&world, "deleteApplication", json!({ "applicationId": app.id }), "deletedId").await;
        }
        for (kind, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 401, "{kind}");
        }
    }

    async fn tokens_of_an_earlier_generation_open_nothing(world: World) {
        let shop = Shop::open(&world).await;
        for app in [&shop.jwt, &shop.opaque] {
            let token = app.access_token(&world, "").await;
            assert_eq!(status(&world, &token).await, 200);
            mutate(&world, "revokeApplicationTokens", json!({ "applicationId": app.id }), "application { id }").await;
            assert_eq!(status(&world, &token).await, 401);
            assert_eq!(status(&world, &app.access_token(&world, "").await).await, 200);
        }
    }

    async fn what_a_revoked_key_signed_opens_nothing(world: World) {
        let shop = Shop::open(&world).await;
        let signed = shop.jwt.sign(&world, json!({}));
        let issued = shop.jwt.access_token(&world, "").await;
        assert_eq!((status(&world, &signed).await, status(&world, &issued).await), (200, 200));
        revoke_key(&world, &shop.jwt.key_id).await;
        assert_eq!((status(&world, &signed).await, status(&world, &issued).await), (401, 200));
        let key = world.signing_keys("acme", "id").await[0]["id"].as_str().unwrap().to_owned();
        revoke_key(&world, &key).await;
        assert_eq!(status(&world, &issued).await, 401);
        assert_eq!(status(&world, &shop.jwt.access_token(&world, "").await).await, 200);
    }

    async fn what_a_key_signed_opens_nothing_after_its_end(world: World) {
        let shop = Shop::open(&world).await;
        let signed = shop.jwt.sign(&world, json!({ "exp": world.now().seconds() + 3000 }));
        assert_eq!(status(&world, &signed).await, 200);
        let input = json!({ "keyId": shop.jwt.key_id, "expiresAt": world.now().plus_seconds(100).to_string() });
        mutate(&world, "updateKey", input, "key { id }").await;
        world.clock.advance(99);
        assert_eq!(status(&world, &signed).await, 200);
        world.clock.advance(1);
        assert_eq!(status(&world, &signed).await, 401, "no leeway for keys");
    }

    async fn a_token_of_a_retiring_key_passes_to_its_end(world: World) {
        let shop = Shop::open(&world).await;
        let token = shop.jwt.access_token(&world, "").await;
        assert_eq!(status(&world, &token).await, 200);
        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        let input = json!({ "keyId": key, "force": true, "reason": "r" });
        mutate(&world, "rotateKey", input, "key { id }").await;
        world.clock.advance(1700);
        assert_eq!(status(&world, &token).await, 200);
        assert_eq!(status(&world, &shop.jwt.access_token(&world, "").await).await, 200);
    }

    async fn a_deleted_api_takes_nobody_and_neither_does_another_of_its_name(world: World) {
        let shop = Shop::open(&world).await;
        let tokens = shop.tokens(&world).await;
        for (_, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 200);
        }
        mutate(&world, "deleteApi", json!({ "apiId": shop.orders }), "deletedId").await;
        for (kind, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 403, "{kind}");
        }
        world.api(&shop.project, "orders", &["read"]).await;
        for (kind, _, token) in &tokens[..2] {
            refused(&check(&world, VERIFY, token).await, 403, "no grant");
            assert_ne!(*kind, "self-signed");
        }
    }

    async fn a_deleted_project_takes_nobody(world: World) {
        let shop = Shop::open(&world).await;
        let tokens = shop.tokens(&world).await;
        for (_, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 200);
        }
        let input = json!({ "projectId": shop.project, "confirmSlug": "acme" });
        mutate(&world, "deleteProject", input, "deletedId").await;
        for (kind, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 403, "{kind}");
        }
    }

    async fn a_token_of_one_project_is_not_found_genuine_in_another(world: World) {
        let shop = Shop::open(&world).await;
        let other = world.project("other").await;
        let api = world.api(&other, "orders", &["read"]).await;
        let accepts = json!({ "apiId": api, "accepts": ["ACCESS_TOKEN", "APPLICATION_JWT"] });
        mutate(&world, "updateApi", accepts, "api { id }").await;
        let stranger = App::made(&world, &other, json!({})).await;
        world.grant(&stranger.id, &api, &["read"]).await;
        for (kind, _, token) in shop.tokens(&world).await {
            assert_eq!(status(&world, &token).await, 200, "{kind}");
            assert_eq!(check(&world, "/p/other/apis/orders/verify", &token).await.status, 401, "{kind}");
        }
        let theirs = stranger.sign(&world, json!({}));
        assert_eq!(check(&world, "/p/other/apis/orders/verify", &theirs).await.status, 200);
        assert_eq!(status(&world, &theirs).await, 401);
    }
}

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
