//! The introspection endpoint.

use serde_json::{Value, json};

use super::{
    ask::{Ask, INTROSPECT, TOKEN, check_all},
    parties::{Acme, ISSUER, Party, token_of},
};
use crate::harness::{World, on_both};

/// The answer of introspection to a client.
pub(super) async fn introspect(world: &World, caller: &Party, token: &str) -> Value {
    let answer = caller.basic(Ask::about(token)).send(world, INTROSPECT).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// Whether introspection tells a client that a token is active.
pub(super) async fn is_active(world: &World, caller: &Party, token: &str) -> bool {
    let told = introspect(world, caller, token).await;
    let active = told["active"].as_bool().unwrap();
    assert!(active || told == json!({ "active": false }), "{told}");
    active
}

on_both! {
    async fn introspection_answers_only_the_client_and_a_resource_server(world: World) {
        let acme = Acme::create(&world).await;
        for owner in [&acme.basic, &acme.opaque] {
            let token = owner.token(&world).await;
            for caller in [owner, &acme.server] {
                let told = introspect(&world, caller, &token).await;
                assert_eq!(told["active"], true);
                assert_eq!(told["token_type"], "Bearer");
                assert_eq!(told["iss"], ISSUER);
                assert_eq!(told["aud"], ISSUER);
                assert_eq!(told["client_id"], owner.id);
                assert_eq!(told["sub"], owner.id);
                assert!(told["jti"].is_string() && told["exp"].is_i64() && told["iat"].is_i64());
            }
            let other = if owner.id == acme.basic.id { &acme.opaque } else { &acme.basic };
            assert!(!is_active(&world, other, &token).await);
        }
    }

    async fn introspection_shows_copied_claims(world: World) {
        let acme = Acme::create(&world).await;
        let grant = Ask::grant(&acme.lax.sign(&world, json!({ "sub": "alice", "tenant": "t" })));
        let token = token_of(&world, &grant).await;
        let told = introspect(&world, &acme.server, &token).await;
        assert_eq!((&told["sub"], &told["tenant"]), (&json!("alice"), &json!("t")));
    }

    async fn each_way_to_ask_is_held_to_the_same_rules(world: World) {
        let acme = Acme::create(&world).await;
        let (basic, signer) = (&acme.basic, &acme.signer);
        let about = || Ask::about("x");
        let elsewhere = json!({ "aud": format!("{ISSUER}/oauth/token") });
        let here = json!({ "aud": format!("{ISSUER}/oauth/introspect") });

        check_all(&world, INTROSPECT, vec![
            ("basic", basic.basic(about()), 200, ""),
            ("post", about().post(&acme.post.id, &acme.post.secret), 200, ""),
            ("an assertion", signer.prove(&world, about(), json!({})), 200, ""),
            ("HS256", acme.hmac.prove(&world, about(), json!({})), 200, ""),
            ("a hint", basic.basic(about()).with("token_type_hint", "access_token"), 200, ""),
            ("a hint that is nonsense", basic.basic(about()).with("token_type_hint", "x"), 200, ""),
            ("the called endpoint as audience", acme.lax.prove(&world, about(), here.clone()), 200, ""),
            ("the token endpoint as audience", acme.lax.prove(&world, about(), elsewhere), 200, ""),
            ("the called endpoint where not allowed", signer.prove(&world, about(), here), 401, "invalid_client"),
            ("no token", basic.basic(Ask::new()), 400, "invalid_request"),
            ("an empty token", basic.basic(Ask::about("")), 400, "invalid_request"),
            ("two tokens", basic.basic(Ask::about("x").with("token", "y")), 400, "invalid_request"),
            ("two hints", basic.basic(about()).raw("token_type_hint=a&token_type_hint=b"), 400, "invalid_request"),
            ("two methods", basic.basic(about()).post(&basic.id, &basic.secret), 400, "invalid_request"),
            ("nobody", about(), 401, "invalid_client"),
            ("a wrong secret", about().basic(&basic.id, "x"), 401, "invalid_client"),
            ("a bearer token", about().header("Bearer x"), 401, "invalid_client"),
            ("a disabled client", acme.disabled.basic(about()), 401, "invalid_client"),
            ("another project's client", acme.stranger.basic(about()), 401, "invalid_client"),
            ("an expired assertion", signer.prove(&world, about(), json!({ "exp": world.now().seconds() - 61 })), 401, "invalid_client"),
        ]).await;
    }

    async fn an_assertion_asks_once(world: World) {
        let acme = Acme::create(&world).await;
        let ask = acme.signer.prove(&world, Ask::about("x"), json!({}));
        assert_eq!(ask.send(&world, INTROSPECT).await.status, 200);
        for path in [INTROSPECT, "/p/acme/oauth/revoke"] {
            let again = ask.send(&world, path).await;
            assert_eq!((again.status.as_u16(), &again.json()["error"]), (401, &json!("invalid_client")));
        }
        let spent = ask.with("grant_type", "client_credentials").send(&world, TOKEN).await;
        assert_eq!((spent.status.as_u16(), &spent.json()["error"]), (401, &json!("invalid_client")));
    }

    async fn a_token_ends_with_its_time_its_client_its_generation_and_its_key(world: World) {
        let acme = Acme::create(&world).await;
        for owner in [&acme.basic, &acme.opaque] {
            let token = owner.token(&world).await;
            world.clock.advance(1799);
            assert!(is_active(&world, &acme.server, &token).await);
            world.clock.advance(1);
            assert!(!is_active(&world, &acme.server, &token).await);

            let token = owner.token(&world).await;
            for (enabled, active) in [(false, false), (true, true)] {
                let input = json!({ "applicationId": owner.id, "enabled": enabled });
                world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
                assert_eq!(is_active(&world, &acme.server, &token).await, active);
            }

            let input = json!({ "applicationId": owner.id });
            world.mutate(&world.root(), "revokeApplicationTokens", input, "application { id }").await.ok();
            assert!(!is_active(&world, &acme.server, &token).await);
            let token = owner.token(&world).await;
            assert!(is_active(&world, &acme.server, &token).await, "a later one is as good as any");
        }
        let token = acme.basic.token(&world).await;
        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        let input = json!({ "keyId": key, "reason": "r" });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        assert!(!is_active(&world, &acme.server, &token).await);
        let token = acme.basic.token(&world).await;
        assert!(is_active(&world, &acme.server, &token).await, "another key signs at once");
        let input = json!({ "applicationId": acme.basic.id });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        assert!(!is_active(&world, &acme.server, &token).await);
    }

    async fn revoking_an_application_key_may_end_its_tokens(world: World) {
        let acme = Acme::create(&world).await;
        let token = token_of(&world, &Ask::grant(&acme.signer.sign(&world, json!({})))).await;
        let query = "query ($id: ID!) { node(id: $id) { ... on Application { keys { nodes { id } } } } }";
        let found = world.ask(&world.root(), query, json!({ "id": acme.signer.id })).await;
        let key = found.text("/node/keys/nodes/0/id");
        let input = json!({ "keyId": key, "reason": "r", "revokeTokens": true });
        world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
        assert!(!is_active(&world, &acme.server, &token).await);
    }
}
