//! What is remembered of a token, and what is judged on every request.

use serde_json::json;

use super::{
    super::{
        ask::{VERIFY, check, refused},
        shop::status,
    },
    Federation, Platform, identify, mutate,
};
use crate::harness::{Backend, World, on_both, until};

/// Asks until the answer is the expected one, since the notice of a commit takes time.
async fn becomes(world: &World, token: &str, expected: u16) {
    let found = until(async || status(world, token).await, |found| *found == expected).await;
    assert_eq!(found, expected);
}

on_both! {
    async fn a_token_that_was_seen_ends_with_all_that_it_stands_on(world: World) {
        let federation = Federation::open(&world).await;
        let (shop, app) = (&federation.shop, &federation.shop.jwt);
        let token = federation.token(&world, json!({}));
        assert_eq!(status(&world, &token).await, 200);

        for (enabled, expected) in [(false, 401), (true, 200)] {
            app.update(&world, json!({ "enabled": enabled })).await;
            assert_eq!(status(&world, &token).await, expected, "application");
        }
        for (enabled, expected) in [(false, 401), (true, 200)] {
            federation.change_identity(&world, json!({ "enabled": enabled })).await;
            assert_eq!(status(&world, &token).await, expected, "identity");
        }
        for (enabled, expected) in [(false, 401), (true, 200)] {
            federation.change_issuer(&world, json!({ "enabled": enabled })).await;
            assert_eq!(status(&world, &token).await, expected, "issuer");
        }

        let grant = world.grant(&app.id, &shop.orders, &["read"]).await;
        assert_eq!(check(&world, VERIFY, &token).await.header("x-keyplane-scope"), "read");
        mutate(&world, "revokeGrant", json!({ "grantId": grant }), "deletedId").await;
        assert_eq!(status(&world, &token).await, 403, "grant");
        world.grant(&app.id, &shop.orders, &["read"]).await;
        assert_eq!(status(&world, &token).await, 200);

        let input = json!({ "federatedIdentityId": federation.identity });
        mutate(&world, "deleteFederatedIdentity", input, "deletedId").await;
        assert_eq!(status(&world, &token).await, 401, "identity");
    }

    async fn the_issuers_new_settings_count_for_a_token_that_was_seen(world: World) {
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({}));
        assert_eq!(status(&world, &token).await, 200);
        federation.change_issuer(&world, json!({ "algorithms": ["RS256"] })).await;
        assert_eq!(status(&world, &token).await, 401, "algorithms");
        federation.change_issuer(&world, json!({ "algorithms": ["ES256"] })).await;
        assert_eq!(status(&world, &token).await, 200);

        world.clock.advance(100);
        federation.change_issuer(&world, json!({ "maxAgeSeconds": 60 })).await;
        assert_eq!(status(&world, &token).await, 401, "age");
        federation.change_issuer(&world, json!({ "maxAgeSeconds": 3600 })).await;
        assert_eq!(status(&world, &token).await, 200);

        federation.change_issuer(&world, json!({ "jwks": Platform::new("one").jwks() })).await;
        assert_eq!(status(&world, &token).await, 401, "keys");
        federation.change_issuer(&world, json!({ "jwks": federation.platform.jwks() })).await;
        assert_eq!(status(&world, &token).await, 200);
    }

    async fn new_rules_and_new_identities_count_for_a_token_that_was_seen(world: World) {
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({}));
        assert_eq!(status(&world, &token).await, 200);
        let rule = |value: &str| json!({ "rules": [{ "claim": "sub", "match": "EXACT", "values": [value] }] });
        federation.change_identity(&world, rule("repo:acme/other")).await;
        assert_eq!(status(&world, &token).await, 401);
        federation.change_identity(&world, rule("repo:acme/app")).await;
        assert_eq!(status(&world, &token).await, 200);
        identify(&world, &federation.shop.opaque.id, &federation.issuer, "17").await;
        refused(&check(&world, VERIFY, &token).await, 401, "several applications");
    }

    async fn time_ends_a_token_its_identity_and_its_issuer(world: World) {
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({}));
        assert_eq!(status(&world, &token).await, 200);
        world.clock.advance(329);
        assert_eq!(status(&world, &token).await, 200);
        world.clock.advance(1);
        refused(&check(&world, VERIFY, &token).await, 401, "exp passed");

        let in_seconds = |seconds: i64| json!({ "expiresAt": world.now().plus_seconds(seconds).to_string() });
        let token = federation.token(&world, json!({}));
        federation.change_identity(&world, in_seconds(100)).await;
        assert_eq!(status(&world, &token).await, 200);
        world.clock.advance(99);
        assert_eq!(status(&world, &token).await, 200);
        world.clock.advance(1);
        refused(&check(&world, VERIFY, &token).await, 401, "no federated identity matches");

        // The other application's identity alone matches now.
        identify(&world, &federation.shop.opaque.id, &federation.issuer, "17").await;
        let token = federation.token(&world, json!({}));
        assert_eq!(check(&world, VERIFY, &token).await.header("x-keyplane-client-id"), federation.shop.opaque.id);
        federation.change_issuer(&world, in_seconds(50)).await;
        assert_eq!(status(&world, &token).await, 200);
        world.clock.advance(50);
        refused(&check(&world, VERIFY, &token).await, 401, "trusts no such issuer");
    }

    async fn another_replica_judges_a_token_by_what_it_hears(world: World) {
        if world.backend == Backend::Sqlite {
            return;
        }
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({}));
        let replica = world.replica().await;
        let loops = replica.control.spawn_loops();
        becomes(&replica, &token, 200).await;
        for (enabled, expected) in [(false, 401), (true, 200)] {
            federation.change_identity(&world, json!({ "enabled": enabled })).await;
            becomes(&replica, &token, expected).await;
        }
        for (enabled, expected) in [(false, 401), (true, 200)] {
            federation.change_issuer(&world, json!({ "enabled": enabled })).await;
            becomes(&replica, &token, expected).await;
        }
        loops.stop().await;
    }

    async fn a_use_is_counted_for_the_identity(world: World) {
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({}));
        assert_eq!(status(&world, &token).await, 200);
        assert_eq!(status(&world, &token).await, 200);
        world.control.flush_usage().await.unwrap();
        let query = "query ($id: ID!) { node(id: $id) { ... on FederatedIdentity { lastUsedAt } } }";
        let answer = world.ask(&world.root(), query, json!({ "id": federation.identity })).await;
        assert_eq!(answer.text("/node/lastUsedAt"), world.now().to_string());
    }
}
