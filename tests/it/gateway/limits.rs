//! Limits of refused gateway checks.

use axum::{body::Body, http::Request};
use keyplane_auth::SecretKind;
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::{ask::VERIFY, shop::Shop};
use crate::harness::{Response, World, on_both};

async fn check(world: &World, token: Option<&str>) -> Response {
    let mut request = Request::get(VERIFY);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn status(world: &World, token: &str) -> u16 {
    check(world, Some(token)).await.status.as_u16()
}

/// The token with another signature.
fn forged(token: &str) -> String {
    let (head, _) = token.rsplit_once('.').unwrap();
    format!("{head}.{}", "A".repeat(86))
}

on_both! {
    async fn beyond_its_refusals_a_source_gets_429_and_good_tokens_pass_without_a_limit(world: World) {
        let shop = Shop::open(&world).await;
        let world = world.limited(4, 100).await;
        let known = shop.jwt.access_token(&world, "").await;
        assert_eq!(status(&world, &known).await, 200);
        let opaque = SecretKind::OpaqueToken.text(&[7; 32]).expose_secret().to_owned();
        for bad in ["x.y.z", &forged(&known), &opaque, &shop.jwt.secret] {
            assert_eq!(status(&world, bad).await, 401, "{bad}");
        }

        let refused = check(&world, Some("x.y.z")).await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "15"));
        assert_eq!(refused.json()["error"], "temporarily_unavailable");
        assert_eq!(refused.header("www-authenticate"), "");
        for _ in 0..20 {
            assert_eq!(status(&world, &known).await, 200);
        }
        for (kind, _, token) in shop.tokens(&world).await {
            assert_eq!(status(&world, &token).await, 200, "{kind}: a new token");
        }
        assert_eq!(check(&world, None).await.status, 401, "a request without a token is no failure");
        world.move_client("198.51.100.9");
        assert_eq!(status(&world, "x.y.z").await, 401);
        assert_eq!(world.control.limit_counts().failures_of_source, 1);
    }

    async fn requests_without_a_token_do_not_count(world: World) {
        Shop::open(&world).await;
        let world = world.limited(2, 2).await;
        for _ in 0..9 {
            assert_eq!(check(&world, None).await.status, 401);
        }
        assert_eq!(status(&world, "x.y.z").await, 401);
    }

    async fn a_genuine_token_that_is_refused_counts_for_its_application_alone(world: World) {
        let shop = Shop::open(&world).await;
        let world = world.limited(1, 3).await;
        let expired = shop.jwt.sign(&world, json!({ "exp": world.now().seconds() - 60 }));
        for _ in 0..3 {
            assert_eq!(status(&world, &expired).await, 401);
        }
        assert_eq!(status(&world, &expired).await, 429);
        assert_eq!(status(&world, &shop.jwt.access_token(&world, "").await).await, 200);
        for _ in 0..5 {
            status(&world, "x.y.z").await;
        }
        assert_eq!(status(&world, "x.y.z").await, 429);
        let other = shop.opaque.sign(&world, json!({ "exp": world.now().seconds() - 60 }));
        assert_eq!(status(&world, &other).await, 401, "others learn that their token has expired");
    }
}
