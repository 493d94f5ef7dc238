//! What opens an API, and what does not.

use serde_json::json;

use super::{
    super::{
        ask::{Identity, VERIFY, check, identity, refused},
        shop::{ISSUER, ORDERS, post, status},
    },
    CI, Federation, Platform, identify, mutate, trust,
};
use crate::harness::on_both;

on_both! {
    async fn the_headers_name_the_application_and_no_outside_subject_or_token(world: World) {
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({ "jti": "one", "scope": "admin" }));
        let id = federation.shop.jwt.id.clone();
        for _ in 0..2 {
            assert_eq!(identity(&check(&world, VERIFY, &token).await), Identity {
                subject: id.clone(), client_id: id.clone(), scope: "read write".into(), token_id: String::new(),
            });
        }
        let scoped = |scopes| format!("{VERIFY}?scope={scopes}");
        assert_eq!(check(&world, &scoped("write"), &token).await.status, 200);
        assert_eq!(check(&world, &scoped("admin"), &token).await.status, 403, "the grant has it not");
    }

    async fn the_only_audience_is_the_identifier_of_the_api(world: World) {
        let federation = Federation::open(&world).await;
        for aud in [json!(ORDERS), json!([ORDERS])] {
            assert_eq!(status(&world, &federation.token(&world, json!({ "aud": aud }))).await, 200);
        }
        for aud in [
            json!(ISSUER), json!([ORDERS, ISSUER]), json!([ISSUER, ORDERS]), json!([ORDERS, ORDERS]), json!([]),
            json!(null), json!("urn:other"), json!("urn:orders/"), json!("URN:ORDERS"), json!(format!("{ISSUER}/oauth/token")),
            json!(federation.shop.jwt.id),
        ] {
            let answer = check(&world, VERIFY, &federation.token(&world, json!({ "aud": aud }))).await;
            refused(&answer, 401, "aud must be urn:orders alone");
        }
    }

    async fn a_token_for_one_api_opens_no_other(world: World) {
        let federation = Federation::open(&world).await;
        let bills = world.api(&federation.shop.project, "bills", &["read"]).await;
        world.grant(&federation.shop.jwt.id, &bills, &["read"]).await;
        let accepts = json!({ "apiId": bills, "accepts": ["FEDERATED_JWT"] });
        mutate(&world, "updateApi", accepts, "api { id }").await;
        let token = federation.token(&world, json!({}));
        for _ in 0..2 {
            assert_eq!(status(&world, &token).await, 200);
            refused(&check(&world, "/p/acme/apis/bills/verify", &token).await, 401, "aud must be urn:bills alone");
        }
    }

    async fn an_api_that_does_not_accept_such_tokens_opens_to_none(world: World) {
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({}));
        let unseen = federation.token(&world, json!({ "jti": "unseen" }));
        assert_eq!(status(&world, &token).await, 200);
        for accepts in [["ACCESS_TOKEN"], ["APPLICATION_JWT"]] {
            federation.shop.update(&world, json!({ "accepts": accepts })).await;
            assert_eq!(status(&world, &token).await, 401);
            assert_eq!(status(&world, &unseen).await, 401);
        }
        federation.shop.update(&world, json!({ "accepts": ["FEDERATED_JWT"] })).await;
        assert_eq!(status(&world, &token).await, 200);
        assert_eq!(status(&world, &unseen).await, 200);
        federation.shop.update(&world, json!({ "enabled": false })).await;
        assert_eq!(status(&world, &token).await, 403);
    }

    async fn issuers_whose_tokens_count_once_open_no_api(world: World) {
        let federation = Federation::with(&world, json!({ "singleUse": true })).await;
        let token = federation.token(&world, json!({ "jti": "one" }));
        refused(&check(&world, VERIFY, &token).await, 401, "count once");
        federation.change_issuer(&world, json!({ "singleUse": false })).await;
        assert_eq!(status(&world, &token).await, 200);
        federation.change_issuer(&world, json!({ "singleUse": true })).await;
        assert_eq!(status(&world, &token).await, 401);
    }

    async fn all_identities_that_match_belong_to_one_application(world: World) {
        let federation = Federation::open(&world).await;
        let token = federation.token(&world, json!({}));
        identify(&world, &federation.shop.jwt.id, &federation.issuer, "17").await;
        assert_eq!(status(&world, &token).await, 200);
        identify(&world, &federation.shop.opaque.id, &federation.issuer, "17").await;
        refused(&check(&world, VERIFY, &token).await, 401, "several applications");
        let other = federation.token(&world, json!({ "repository_id": "18" }));
        refused(&check(&world, VERIFY, &other).await, 401, "no federated identity matches");
    }

    async fn forged_foreign_and_outdated_tokens_open_nothing(world: World) {
        let federation = Federation::open(&world).await;
        let now = world.now().seconds();
        let (forger, stranger) = (Platform::new("one"), Platform::new("two"));
        let other = world.project("other").await;
        trust(&world, &other, &forger, json!({})).await;
        for (name, token) in [
            ("another key under its kid, of another project's issuer", forger.token(&world, json!({}))),
            ("an unknown kid", stranger.token(&world, json!({}))),
            ("an issuer that is not trusted", federation.token(&world, json!({ "iss": "https://evil.example" }))),
            ("the issuer with a slash", federation.token(&world, json!({ "iss": format!("{CI}/") }))),
            ("no issuer", federation.token(&world, json!({ "iss": null }))),
            ("an application as issuer", federation.token(&world, json!({ "iss": federation.shop.jwt.id }))),
            ("no end", federation.token(&world, json!({ "exp": null }))),
            ("an end that passed", federation.token(&world, json!({ "exp": now - 30 }))),
            ("a start in the future", federation.token(&world, json!({ "nbf": now + 31 }))),
            ("an issue in the future", federation.token(&world, json!({ "iat": now + 31 }))),
            ("too old", federation.token(&world, json!({ "iat": now - 3631 }))),
            ("no iat and a far end", federation.token(&world, json!({ "iat": null, "exp": now + 3631 }))),
            ("another workload", federation.token(&world, json!({ "repository_id": 17 }))),
            ("a number as subject", federation.token(&world, json!({ "sub": 1 }))),
        ] {
            for _ in 0..2 {
                assert_eq!(status(&world, &token).await, 401, "{name}");
            }
        }
        assert_eq!(status(&world, &federation.token(&world, json!({ "exp": now - 29 }))).await, 200);
    }

    async fn the_token_endpoint_takes_no_token_for_an_api(world: World) {
        let federation = Federation::open(&world).await;
        let update = json!({ "federatedGrants": ["JWT_BEARER"] });
        federation.shop.jwt.update(&world, update).await;
        let token = federation.token(&world, json!({}));
        assert_eq!(status(&world, &token).await, 200);
        let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
        let body = |token: &str| format!("grant_type={grant}&assertion={token}");
        let asked = post("/p/acme/oauth/token", body(&token));
        assert_eq!(world.send(asked).await.status, 400);
        let own = federation.token(&world, json!({ "aud": ISSUER }));
        let asked = post("/p/acme/oauth/token", body(&own));
        assert_eq!(world.send(asked).await.status, 200);
        assert_eq!(status(&world, &own).await, 401);
    }
}
