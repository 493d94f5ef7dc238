//! Other replicas: they know every committed change, or give no verdict.

use keyplane_control::Loops;
use serde_json::json;

use super::{
    ask::{VERIFY, check},
    shop::{Shop, status},
    standing::mutate,
};
use crate::harness::{Backend, Wire, World, run, until};

const CHECKS: u64 = 100;

/// Asks until the answer is the expected one, since the notice of a commit takes time.
async fn becomes(world: &World, token: &str, expected: u16) {
    let found = until(async || status(world, token).await, |found| *found == expected).await;
    assert_eq!(found, expected);
}

/// A replica with caches that listens for notices, connected by a wire.
async fn listening(world: &World) -> (World, Wire, Loops) {
    let (replica, wire) = world.wired().await;
    let loops = replica.control.spawn_loops();
    (replica, wire, loops)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_replica_hears_of_each_change() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let (replica, _wire, loops) = listening(&world).await;

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
        loops.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_has_taken_its_leave_gives_no_verdict_from_its_caches() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let (replica, _wire, loops) = listening(&world).await;
        let tokens = shop.tokens(&world).await;
        let ready = async || replica.get("/readyz").await.text();
        let found = until(ready, |text| !text.contains("degraded")).await;
        assert!(!found.contains("degraded"), "{found}");
        for (kind, _, token) in &tokens {
            assert_eq!(status(&replica, token).await, 200, "{kind}");
        }
        // From now on no commit waits for the replica, and its connections are closed.
        loops.stop().await;
        for (kind, _, token) in &tokens {
            assert_eq!(status(&replica, token).await, 503, "{kind}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_replica_has_seen_it_decides_without_the_database() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let (replica, wire, loops) = listening(&world).await;
        for (kind, _, token) in shop.tokens(&world).await {
            let statements = async || {
                let before = wire.statements();
                for _ in 0..CHECKS {
                    assert_eq!(status(&replica, &token).await, 200, "{kind}");
                }
                wire.statements() - before
            };
            // The background work goes on meanwhile: the heartbeat, and recording the use of keys.
            let found = until(statements, |found| *found < CHECKS / 2).await;
            assert!(found < CHECKS / 2, "{kind}: {found} statements for {CHECKS} checks");
        }
        loops.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_decided_is_503_and_never_a_verdict() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let tokens = shop.tokens(&world).await;
        let (replica, wire) = world.wired().await;
        for (_, _, token) in &tokens {
            assert_eq!(status(&replica, token).await, 200);
        }

        wire.cut();
        for (kind, _, token) in &tokens {
            // The replica does not listen, so it cannot know of changes in the meantime.
            let answer = check(&replica, VERIFY, token).await;
            assert_eq!(answer.status, 503, "{kind}");
            assert!(!answer.header("retry-after").is_empty());
            assert!(!answer.text().contains("postgres"), "{}", answer.text());
        }

        wire.mend();
        for (kind, _, token) in &tokens {
            assert_eq!(status(&replica, token).await, 200, "{kind}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_hears_no_more_gives_no_verdict_from_its_caches() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let (replica, wire, loops) = listening(&world).await;
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
            // The replica may listen again by now, or query the database each time.
            let found = until(async || status(&replica, token).await, |found| *found != 503).await;
            assert_eq!(found, 401, "{kind}");
        }
        loops.stop().await;
    })
    .await;
}
