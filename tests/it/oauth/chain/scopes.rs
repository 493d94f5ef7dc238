//! What an exchanged token says and gives.

use keyplane_auth::decode_unverified;
use serde_json::{Value, json};

use super::{
    super::{
        ask::{Ask, TOKEN},
        introspection::introspect,
        parties::token_of,
    },
    ACCESS_TOKEN, Chain, refusal, set,
};
use crate::harness::{World, on_both};

/// The answer of the token endpoint.
async fn answer(world: &World, ask: &Ask) -> Value {
    let answer = ask.send(world, TOKEN).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

on_both! {
    async fn the_subject_stays_and_act_names_who_exchanged(world: World) {
        let chain = Chain::create(&world).await;
        let (first, second) = (&chain.app(0).id, &chain.app(1).id);
        let token = chain.first(&world).await;
        let given = answer(&world, &chain.ask(0, &token)).await;
        assert_eq!(given["issued_token_type"], ACCESS_TOKEN);
        let token = given["access_token"].as_str().unwrap();
        let claims = decode_unverified(token).claims.unwrap();
        assert_eq!(claims["sub"], chain.client.id);
        assert_eq!(claims["client_id"], *first);
        assert_eq!(claims["aud"], "urn:api1");
        assert_eq!(claims["act"], json!({ "sub": first }));

        let token = chain.next(&world, 1, token).await;
        let told = introspect(&world, chain.app(2), &token).await;
        assert_eq!(told["sub"], chain.client.id);
        assert_eq!(told["client_id"], *second);
        assert_eq!(told["act"], json!({ "sub": second, "act": { "sub": first } }));
        assert_eq!(told["exchanged_from"], Value::Null, "it is for this server alone");
    }

    async fn each_format_is_exchanged_for_each(world: World) {
        let chain = Chain::create(&world).await;
        for (from, to) in [("JWT", "OPAQUE"), ("OPAQUE", "JWT"), ("OPAQUE", "OPAQUE")] {
            set(&world, &chain.client, json!({ "accessTokenFormat": from })).await;
            set(&world, chain.app(0), json!({ "accessTokenFormat": to })).await;
            let token = chain.after(&world, 1).await;
            assert_eq!(token.contains('.'), to == "JWT");
            assert!(chain.counts(&world, 1, &token).await);
            let told = introspect(&world, chain.app(1), &token).await;
            assert_eq!((&told["sub"], &told["act"]), (&json!(chain.client.id), &json!({ "sub": chain.app(0).id })));
        }
    }

    async fn no_exchange_gives_a_scope_that_the_token_or_the_grant_lacks(world: World) {
        let chain = Chain::create(&world).await;
        let (api, app) = (&chain.services[1].api, &chain.app(0).id);
        let read = chain.client.basic(Ask::client_credentials()).with("resource", "urn:api0").with("scope", "read");
        let read = token_of(&world, &read).await;
        let all = chain.first(&world).await;

        assert_eq!(answer(&world, &chain.ask(0, &all)).await["scope"], "read write");
        assert_eq!(answer(&world, &chain.ask(0, &all).with("scope", "write")).await["scope"], "write");
        assert_eq!(answer(&world, &chain.ask(0, &read)).await["scope"], "read");
        for scope in ["write", "read write", "admin"] {
            let (error, text) = refusal(&world, &chain.ask(0, &read).with("scope", scope)).await;
            assert_eq!(error, "invalid_scope", "{text}");
        }

        // The exchanger is granted more than the token has, and then less.
        world.grant(app, api, &["read", "write", "admin"]).await;
        assert_eq!(answer(&world, &chain.ask(0, &all)).await["scope"], "read write");
        assert_eq!(refusal(&world, &chain.ask(0, &all).with("scope", "admin")).await.0, "invalid_scope");
        world.grant(app, api, &["write", "admin"]).await;
        assert_eq!(answer(&world, &chain.ask(0, &all)).await["scope"], "write");
        assert_eq!(answer(&world, &chain.ask(0, &read)).await["scope"], Value::Null);
        assert_eq!(refusal(&world, &chain.ask(0, &all).with("scope", "read")).await.0, "invalid_scope");
    }

    async fn what_the_client_is_no_longer_granted_is_not_passed_on(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.first(&world).await;
        world.grant(&chain.client.id, &chain.services[0].api, &["read"]).await;
        assert_eq!(answer(&world, &chain.ask(0, &token)).await["scope"], "read");
        assert_eq!(refusal(&world, &chain.ask(0, &token).with("scope", "write")).await.0, "invalid_scope");
    }

    async fn no_exchanged_token_outlives_the_one_before(world: World) {
        let chain = Chain::create(&world).await;
        for (client, exchanger, left) in [(600, 3600, 500), (600, 60, 60)] {
            set(&world, &chain.client, json!({ "accessTokenLifetimeSeconds": client })).await;
            set(&world, chain.app(0), json!({ "accessTokenLifetimeSeconds": exchanger })).await;
            let token = chain.first(&world).await;
            world.clock.advance(100);
            assert_eq!(answer(&world, &chain.ask(0, &token)).await["expires_in"], left);
        }
    }

    async fn a_token_is_exchanged_four_times_at_most(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.after(&world, 4).await;
        assert!(chain.counts(&world, 4, &token).await);
        let claims = decode_unverified(&token).claims.unwrap();
        let mut depth = 0;
        let mut act = claims.get("act");
        while let Some(inner) = act {
            (depth, act) = (depth + 1, inner.get("act"));
        }
        assert_eq!(depth, 4);
        let (error, text) = refusal(&world, &chain.ask(4, &token)).await;
        assert_eq!(error, "invalid_request");
        assert!(text.contains("exchanged 4 times"), "{text}");
    }

    async fn claims_that_the_token_carries_stay_behind(world: World) {
        let chain = Chain::create(&world).await;
        let names = ["act", "may_act", "federated", "federated_identity", "cnf", "exchanged_from"];
        for name in names {
            let input = json!({ "applicationId": chain.client.id, "allowedClaims": [name] });
            let refused = world.mutate(&world.root(), "updateApplication", input, "application { id }").await;
            refused.refused("INVALID_INPUT");
        }
        let token = chain.after(&world, 1).await;
        let claims = decode_unverified(&token).claims.unwrap();
        let names: Vec<&str> = claims.keys().map(String::as_str).collect();
        assert_eq!(names, ["act", "aud", "client_id", "exchanged_from", "exp", "iat", "iss", "jti", "scope", "sub"]);
    }
}
