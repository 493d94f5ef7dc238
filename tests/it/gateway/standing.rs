//! Every change after which an API refuses a valid token, and the changes that reverse it.

use serde_json::{Value, json};

use super::{
    ask::{VERIFY, check, refused},
    shop::{App, Shop, status},
};
use crate::harness::{World, on_both};

pub(super) async fn mutate(world: &World, mutation: &str, input: Value, fields: &str) {
    world.mutate(&world.root(), mutation, input, fields).await.ok();
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

    async fn a_token_begins_with_its_time_and_the_leeway(world: World) {
        let shop = Shop::open(&world).await;
        let later = world.now().seconds() + 100;
        for claim in ["nbf", "iat"] {
            let signed = shop.jwt.sign(&world, json!({ claim: later, "exp": later + 600 }));
            assert_eq!(status(&world, &signed).await, 401, "{claim}");
        }
        let claims = json!({ "nbf": later, "iat": later, "exp": later + 600 });
        let signed = shop.jwt.sign(&world, claims);
        for (seconds, expected) in [(0, 401), (69, 401), (1, 200), (600, 200), (60, 401)] {
            world.clock.advance(seconds);
            assert_eq!(status(&world, &signed).await, expected, "{seconds} s later");
        }
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
            // Another process has empty caches.
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

    async fn a_deleted_api_admits_no_token_and_neither_does_another_of_its_name(world: World) {
        let shop = Shop::open(&world).await;
        let tokens = shop.tokens(&world).await;
        for (_, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 200);
        }

        mutate(&world, "deleteApi", json!({ "apiId": shop.orders }), "deletedId").await;
        for (kind, _, token) in &tokens {
            assert_eq!(status(&world, token).await, 403, "{kind}");
        }

        let again = world.api(&shop.project, "orders", &["read"]).await;
        for (kind, _, token) in &tokens[..2] {
            refused(&check(&world, VERIFY, token).await, 403, "no grant");
            assert_ne!(*kind, "self-signed");
        }

        mutate(&world, "deleteApi", json!({ "apiId": again }), "deletedId").await;
        let input = json!({
            "projectId": shop.project, "name": "orders", "identifier": "urn:other", "scopes": ["read"],
        });
        let other = world.mutate(&world.root(), "createApi", input, "api { id }").await;
        let other = other.text("/createApi/api/id");

        for (kind, app, token) in &tokens[..2] {
            world.grant(&app.id, &other, &["read"]).await;
            assert_eq!(status(&world, token).await, 401, "{kind} for another identifier");
        }
    }

    async fn a_deleted_project_admits_no_token(world: World) {
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
