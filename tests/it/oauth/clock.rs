//! Clocks that jump, and clocks that are wrong.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{
    ask::{Ask, INTROSPECT, REVOKE, TOKEN, check},
    parties::Acme,
};
use crate::harness::{Backend, World, on_both, run, until};

const HOUR: i64 = 3600;

/// Whether a token is active according to introspection.
async fn is_active(world: &World, acme: &Acme, token: &str) -> bool {
    let answer = acme.server.basic(Ask::about(token)).send(world, INTROSPECT).await;
    answer.json()["active"] == true
}

on_both! {
    async fn a_clock_that_steps_an_hour_ahead_and_back_brings_nothing_back(world: World) {
        let acme = Acme::create(&world).await;
        let spent = acme.signer.prove(&world, Ask::client_credentials(), json!({}));
        assert_eq!(spent.send(&world, TOKEN).await.status, 200);
        let (revoked, opaque) = (acme.basic.token(&world).await, acme.opaque.token(&world).await);
        let revoke = acme.basic.basic(Ask::about(&revoked));
        assert_eq!(revoke.send(&world, REVOKE).await.status, 200);

        world.clock.advance(HOUR);
        world.control.sweep().await.unwrap();
        world.clock.advance(-HOUR);

        // Another process has empty caches.
        let fresh = world.replica().await;
        for world in [&world, &fresh] {
            check("spent", &spent, &spent.send(world, TOKEN).await, 401, "invalid_client");
            assert!(!is_active(world, &acme, &revoked).await, "it was revoked");
            assert!(is_active(world, &acme, &opaque).await, "it lives");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_whose_clock_is_off_decides_nothing_until_it_is_right() {
    run(Backend::Postgres, async |world: World| {
        let world = world.real_replica().await;
        let acme = Acme::create(&world).await;
        let token = acme.basic.token(&world).await;
        let issue = acme.basic.basic(Ask::client_credentials());
        let about = acme.server.basic(Ask::about(&token));
        for step in [HOUR, -HOUR, 31] {
            world.clock.advance(step);
            for (name, path, ask) in
                [("a token", TOKEN, &issue), ("a question", INTROSPECT, &about)]
            {
                let answer = ask.send(&world, path).await;
                check(name, ask, &answer, 503, "temporarily_unavailable");
                assert!(answer.text().contains("clock"), "{}", answer.text());
            }
            let asked = world.ask(&world.root(), "{ viewer { scope } }", Value::Null).await;
            assert_eq!(asked.response.status, 503, "{}", asked.body);
            assert!(world.control.sweep().await.is_err());
            assert!(world.control.keys().rotate_due().await.is_err());
            let wanted = |ready: &crate::harness::Response| ready.status == 503;
            let ready = until(async || world.get("/readyz").await, wanted).await;
            assert!(ready.text().contains("clock"), "{}", ready.text());
            assert_eq!(world.get("/p/acme/.well-known/jwks.json").await.status, 200);

            world.clock.advance(-step);
            assert_eq!(issue.send(&world, TOKEN).await.status, 200);
            assert!(is_active(&world, &acme, &token).await);
            world.ask(&world.root(), "{ viewer { scope } }", Value::Null).await.ok();
            world.control.sweep().await.unwrap();
            let ready = async || world.get("/readyz").await.status;
            assert_eq!(until(ready, |status| *status == 200).await, StatusCode::OK);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_replica_makes_whose_clock_is_ahead_is_usable_on_the_others_at_once() {
    run(Backend::Postgres, async |world: World| {
        let (ahead, right) = (world.real_replica().await, world.real_replica().await);
        ahead.clock.advance(20);
        let acme = Acme::create(&ahead).await;
        assert!(is_active(&right, &acme, &acme.basic.token(&right).await).await);
    })
    .await;
}
