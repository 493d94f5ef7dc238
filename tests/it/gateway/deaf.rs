//! A replica whose listening connection is deaf, or whose clock is off.

use serde_json::json;

use super::shop::{Shop, status};
use crate::harness::{Backend, World, run, until};

/// Waits until a replica uses its caches.
async fn hears(world: &World) {
    let ready = async || world.get("/readyz").await.text();
    let hears = |text: &String| text.contains("\"ready\"") && !text.contains("degraded");
    let found = until(ready, hears).await;
    assert!(hears(&found), "{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_revoked_is_so_on_a_deaf_replica_as_soon_as_it_is_answered() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let (replica, wire) = world.wired().await;
        let loops = [world.control.spawn_loops(), replica.control.spawn_loops()];

        for (kind, app, token) in shop.tokens(&world).await {
            hears(&world).await;
            hears(&replica).await;
            assert_eq!(status(&replica, &token).await, 200, "{kind}");
            wire.deafen();
            app.update(&world, json!({ "enabled": false })).await;
            assert_eq!(status(&replica, &token).await, 401, "{kind}");
            app.update(&world, json!({ "enabled": true })).await;
            assert_eq!(status(&replica, &token).await, 200, "{kind}");
        }

        for app in [&shop.jwt, &shop.opaque] {
            hears(&replica).await;
            let token = app.access_token(&world, "").await;
            assert_eq!(status(&replica, &token).await, 200);
            wire.deafen();
            app.revoke(&world, &token).await;
            assert_eq!(status(&replica, &token).await, 401);
        }

        for running in loops {
            running.stop().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_revoked_is_so_on_every_replica_as_soon_as_it_is_answered() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let replicas = [world.replica().await, world.replica().await];
        let mut loops = vec![world.control.spawn_loops()];
        loops.extend(replicas.iter().map(|replica| replica.control.spawn_loops()));

        for replica in replicas.iter().chain([&world]) {
            hears(replica).await;
        }

        for (kind, app, token) in shop.tokens(&world).await {
            for (enabled, expected) in [(true, 200), (false, 401), (true, 200), (false, 401)] {
                app.update(&world, json!({ "enabled": enabled })).await;
                for replica in &replicas {
                    assert_eq!(status(replica, &token).await, expected, "{kind}");
                }
            }
            app.update(&world, json!({ "enabled": true })).await;
        }

        for running in loops {
            running.stop().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_whose_clock_is_off_lets_nothing_pass() {
    run(Backend::Postgres, async |world: World| {
        let world = world.real_replica().await;
        let shop = Shop::open(&world).await;
        for (kind, _, token) in shop.tokens(&world).await {
            assert_eq!(status(&world, &token).await, 200, "{kind}");
            world.clock.advance(3600);
            assert_eq!(status(&world, &token).await, 503, "{kind}");
            world.clock.advance(-3600);
            assert_eq!(status(&world, &token).await, 200, "{kind}");
        }
    })
    .await;
}
