//! `inspectToken` with an API: the same decision as the gateway check, with the reason.

use serde_json::{Value, json};

use super::{
    ask::{VERIFY, check},
    shop::{App, ISSUER, ORDERS, Shop},
};
use crate::harness::{Answer, World, on_both};

async fn ask(world: &World, input: Value) -> Answer {
    let query = "query ($input: InspectTokenInput!) { inspectToken(input: $input) {
        verdict kind reason checks { name status expected found detail } } }";
    world.ask(&world.root(), query, json!({ "input": input })).await
}

/// The token's kind and the reason of its refusal, which is empty if the token is accepted. Asserts
/// that the gateway check decides the same.
async fn inspect(world: &World, shop: &Shop, token: &str, scopes: &[&str]) -> (String, String) {
    let input = json!({ "token": token, "apiId": shop.orders, "scopes": scopes });
    let found = ask(world, input).await;
    let query =
        if scopes.is_empty() { String::new() } else { format!("?scope={}", scopes.join("+")) };
    let passes = check(world, &format!("{VERIFY}{query}"), token).await.status == 200;
    let verdict = found.text("/inspectToken/verdict");
    assert_eq!(verdict, if passes { "VALID" } else { "INVALID" }, "{}", found.body);
    let reason = found.at("/inspectToken/reason").as_str().unwrap_or_default().to_owned();
    assert_eq!(reason.is_empty(), passes, "{}", found.body);
    (found.text("/inspectToken/kind"), reason)
}

fn names(found: &Answer, status: &str) -> Vec<String> {
    let checks = found.at("/inspectToken/checks").as_array().unwrap().iter();
    let named = checks.filter(|check| check["status"] == status);
    named.map(|check| check["name"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn what_passes_passes_every_check(world: World) {
        let shop = Shop::open(&world).await;
        let door = ["api", "accepts", "grant", "scopes"];
        for (kind, _, token) in shop.tokens(&world).await {
            let (found_kind, reason) = inspect(&world, &shop, &token, &["read"]).await;
            assert_eq!((&*found_kind, &*reason), (if kind == "self-signed" { "APPLICATION_JWT" } else { "ACCESS_TOKEN" }, ""));
            let found = ask(&world, json!({ "token": token, "apiId": shop.orders })).await;
            let passed = names(&found, "PASSED");
            assert_eq!(passed[passed.len() - 4..], door);
            assert_eq!(passed.len(), found.at("/inspectToken/checks").as_array().unwrap().len());
            assert!(!passed.contains(&"replay".to_owned()));
        }
    }

    async fn each_refusal_has_its_name_and_the_gateway_refuses_too(world: World) {
        let shop = Shop::open(&world).await;
        let stranger = App::made(&world, &shop.project, json!({})).await;
        let (app, now) = (&shop.jwt, world.now().seconds());
        let elsewhere = app.token(&world, "").await;

        let cases = [
            (elsewhere, &[][..], "ACCESS_TOKEN", "WRONG_AUDIENCE"),
            (app.access_token(&world, "").await, &["read", "admin"], "ACCESS_TOKEN", "INSUFFICIENT_SCOPE"),
            (app.access_token(&world, "&scope=read").await, &["write"], "ACCESS_TOKEN", "INSUFFICIENT_SCOPE"),
            (app.sign(&world, json!({})), &["admin"], "APPLICATION_JWT", "INSUFFICIENT_SCOPE"),
            (app.sign(&world, json!({ "aud": ORDERS })), &[], "APPLICATION_JWT", ""),
            (app.sign(&world, json!({ "aud": ISSUER })), &[], "APPLICATION_JWT", "WRONG_AUDIENCE"),
            (app.sign(&world, json!({ "sub": "alice" })), &[], "APPLICATION_JWT", "WRONG_SUBJECT"),
            (app.sign(&world, json!({ "exp": now - 30 })), &[], "APPLICATION_JWT", "EXPIRED"),
            (app.sign(&world, json!({ "exp": now - 29 })), &[], "APPLICATION_JWT", ""),
            (app.sign(&world, json!({ "jti": "a " })), &[], "APPLICATION_JWT", "BAD_TOKEN_ID"),
            (stranger.sign(&world, json!({})), &[], "APPLICATION_JWT", "NO_GRANT"),
            (app.sign_as(&world, stranger.header(), json!({})), &[], "APPLICATION_JWT", "UNKNOWN_KID"),
            (world.root().token(world.now()), &[], "ADMIN_TOKEN", "WRONG_KIND"),
            ("x".repeat(43), &[], "UNKNOWN", "UNKNOWN_TOKEN"),
        ];

        for (token, scopes, kind, reason) in cases {
            let found = inspect(&world, &shop, &token, scopes).await;
            assert_eq!(found, (kind.to_owned(), reason.to_owned()), "{token}");
        }
    }

    async fn the_state_of_things_counts_alike(world: World) {
        let shop = Shop::open(&world).await;
        let tokens = shop.tokens(&world).await;
        let all = async |expected: [&str; 3]| {
            for ((kind, _, token), expected) in tokens.iter().zip(expected) {
                assert_eq!(inspect(&world, &shop, token, &[]).await.1, expected, "{kind}");
            }
        };

        shop.update(&world, json!({ "enabled": false })).await;
        all(["API_DISABLED"; 3]).await;
        shop.update(&world, json!({ "enabled": true, "accepts": ["APPLICATION_JWT"] })).await;
        all(["KIND_NOT_ACCEPTED", "KIND_NOT_ACCEPTED", ""]).await;
        shop.update(&world, json!({ "accepts": ["ACCESS_TOKEN", "APPLICATION_JWT"] })).await;
        shop.jwt.update(&world, json!({ "enabled": false })).await;
        all(["APPLICATION_DISABLED", "", "APPLICATION_DISABLED"]).await;
        shop.jwt.update(&world, json!({ "enabled": true })).await;

        shop.opaque.revoke(&world, &tokens[1].2).await;
        all(["", "UNKNOWN_TOKEN", ""]).await;
        let input = json!({ "keyId": shop.jwt.key_id, "reason": "r" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        all(["", "UNKNOWN_TOKEN", "KEY_REVOKED"]).await;

        world.clock.advance(1829);
        assert_eq!(inspect(&world, &shop, &tokens[0].2, &[]).await.1, "");
        world.clock.advance(1);
        assert_eq!(inspect(&world, &shop, &tokens[0].2, &[]).await.1, "EXPIRED");
    }

    async fn without_an_api_a_jwt_for_a_gateway_is_distinguished_from_an_assertion(world: World) {
        let shop = Shop::open(&world).await;
        for (audience, kind) in [
            (json!(shop.jwt.id), "APPLICATION_JWT"),
            (json!(ORDERS), "APPLICATION_JWT"),
            (json!(ISSUER), "CLIENT_ASSERTION"),
            (json!("urn:unknown"), "CLIENT_ASSERTION"),
        ] {
            let token = shop.jwt.sign(&world, json!({ "aud": audience }));
            let found = ask(&world, json!({ "token": token, "projectId": shop.project })).await;
            assert_eq!(found.text("/inspectToken/kind"), kind, "{audience}");
            if kind == "APPLICATION_JWT" {
                assert_eq!(found.text("/inspectToken/verdict"), "VALID");
                assert!(!names(&found, "PASSED").contains(&"grant".to_owned()));
            }
        }
    }

    async fn an_inspection_that_names_a_missing_object_says_so(world: World) {
        let shop = Shop::open(&world).await;
        let other = world.project("other").await;
        let theirs = world.api(&other, "orders", &[]).await;
        ask(&world, json!({ "token": "x", "scopes": ["read"] })).await.refused("INVALID_INPUT");
        ask(&world, json!({ "token": "x", "apiId": shop.orders, "scopes": ["a b"] })).await.refused("INVALID_INPUT");
        for api in [json!(theirs), json!("api_01h455vb4pex5vsknk084sn02q"), json!("x")] {
            let input = json!({ "token": "x", "projectId": shop.project, "apiId": api });
            ask(&world, input).await.refused("NOT_FOUND");
        }
        let neighbour = world.project_admin(&other, "other", "neighbour", &["READ"]).await;
        let query = "query ($input: InspectTokenInput!) { inspectToken(input: $input) { verdict } }";
        let input = json!({ "input": { "token": "x", "apiId": shop.orders } });
        world.ask(&neighbour, query, input).await.refused("NOT_FOUND");
    }
}
