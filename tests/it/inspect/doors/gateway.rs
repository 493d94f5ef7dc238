//! Access tokens and JWTs of applications, at the gateway check.

use keyplane_auth::SigningKey;
use serde_json::{Value, json};

use super::{
    NO_APPLICATION, NO_KEY, NOT_ENABLED, ORDERS, REVOKED,
    ask::gateway_door,
    of_kid, of_type, revoke_key, revoked_key, rsa,
    signer::{Signer, revoked_tokens},
    stranger, unsigned,
    walk::{Says, Walk},
    with_alg_none,
};
use crate::{
    harness::{World, on_both},
    inspect::support::{Acme, ISSUER},
};

/// The API `orders`, which accepts both kinds of tokens and of which the application is granted
/// `read`.
async fn open_orders(world: &World, acme: &Acme) -> String {
    let orders = world.api(&acme.project, "orders", &["read", "admin"]).await;
    change_api(world, &orders, json!({ "accepts": ["ACCESS_TOKEN", "APPLICATION_JWT"] })).await;
    world.grant(&acme.application, &orders, &["read"]).await;
    orders
}

async fn change_api(world: &World, api: &str, mut changes: Value) {
    changes["apiId"] = json!(api);
    world.mutate(&world.root(), "updateApi", changes, "api { id }").await.ok();
}

on_both! {
    async fn the_inspector_refuses_an_access_token_where_the_gateway_check_does(world: World) {
        let acme = Acme::create(&world).await;
        let orders = open_orders(&world, &acme).await;
        let door = async |token: String| gateway_door(&world, &token, "?scope=read").await;
        let at = json!({ "apiId": orders, "scopes": ["read"] });
        let mut walk = Walk::of(&world, &acme, "ACCESS_TOKEN", at);
        acme.change(&world, json!({ "defaultApiId": orders })).await;
        let issued = acme.token(&world, "a").await;
        let signer = Signer::of(&world, &acme, &issued).await;
        let remedy = format!("ask {ISSUER}/oauth/token for an access token with resource={ORDERS}");

        for (check, token) in signer.broken(&world, &issued) {
            let says = match check {
                "key" => Says::Text(NO_KEY),
                "application" => Says::Text(NOT_ENABLED),
                "federated_identity" => Says::Text("the federated identity that this token was issued through no longer counts; ask the token endpoint for a fresh one"),
                "exchanged_from" => Says::Text("a token that this one was exchanged from no longer counts; exchange a fresh one"),
                _ => Says::Detail,
            };
            walk.refused(door, check, &token, says).await;
        }
        let other = world.application(&acme.project, "other").await;
        for (check, changes, says) in [
            ("sub", json!({ "sub": "alice\n" }), Says::Detail),
            ("aud", json!({ "aud": "urn:other" }), Says::Text(&remedy)),
            ("grant", json!({ "client_id": other }), Says::Text("the application holds no grant for this API")),
            ("scopes", json!({ "scope": "admin" }), Says::Text("the token, the grant and the API do not all have these scopes: read")),
            ("exp", json!({ "exp": world.now().seconds() - 30, "aud": "urn:other" }), Says::Detail),
        ] {
            walk.refused(door, check, &signer.sign(&world, changes), says).await;
        }

        let elsewhere = signer.sign(&world, json!({ "aud": "urn:other" }));
        change_api(&world, &orders, json!({ "enabled": false })).await;
        let disabled = Says::Text("no API of this name is enabled here");
        walk.refused(door, "api", &issued, disabled).await;
        walk.refused(door, "api", &elsewhere, disabled).await;
        change_api(&world, &orders, json!({ "enabled": true, "accepts": ["APPLICATION_JWT"] })).await;
        let jwts = format!("this API takes JWTs that the application signs itself: iss and sub its client_id, aud that too or {ORDERS}");
        walk.refused(door, "accepts", &issued, Says::Text(&jwts)).await;
        walk.refused(door, "accepts", &elsewhere, Says::Text(&jwts)).await;
        change_api(&world, &orders, json!({ "accepts": ["ACCESS_TOKEN"] })).await;

        acme.change(&world, json!({ "enabled": false })).await;
        walk.refused(door, "application", &issued, Says::Text(NOT_ENABLED)).await;
        acme.change(&world, json!({ "enabled": true })).await;
        let (revoked, earlier) = revoked_tokens(&world, &acme).await;
        walk.refused(door, "revoked", &revoked, Says::Text(REVOKED)).await;
        walk.refused(door, "generation", &earlier, Says::Text(REVOKED)).await;

        revoke_key(&world, &signer.kid).await;
        walk.refused(door, "keyState", &signer.sign(&world, json!({})), Says::Text(NO_KEY)).await;
        walk.refused(door, "keyState", &signer.forge(&world), Says::Text(NO_KEY)).await;
        // At a gateway, typ alone tells an access token from a JWT that an application signed.
        walk.ends(door, &acme.token(&world, "fresh").await, &["typ"]).await;
    }

    async fn the_inspector_refuses_an_applications_jwt_where_the_gateway_check_does(world: World) {
        let acme = Acme::create(&world).await;
        let orders = open_orders(&world, &acme).await;
        let now = world.now().seconds();
        let door = async |token: String| gateway_door(&world, &token, "?scope=read").await;
        let at = json!({ "apiId": orders, "scopes": ["read"] });
        let mut walk = Walk::of(&world, &acme, "APPLICATION_JWT", at);
        let signed = |header, mut changes: Value, key: &SigningKey| {
            if changes.get("aud").is_none() {
                changes["aud"] = json!(ORDERS);
            }
            acme.assertion_with(&world, header, changes, key)
        };
        let with = |changes| signed(of_kid(&acme.kid), changes, &acme.key);
        let by = |header, key: &SigningKey| signed(header, json!({}), key);
        let foreign = format!("it is no token of this issuer or its applications: ask {ISSUER}/oauth/token for one");

        let good = with(json!({}));
        let (revoked, revoked_key) = revoked_key(&world, &acme.application).await;
        let malformed = "the access token is malformed: each part must be base64url without padding";
        for (check, token, says) in [
            ("form", unsigned(&good, "!"), Says::Text(malformed)),
            ("alg", with_alg_none(&good), Says::Detail),
            ("alg", by(of_kid(&acme.kid), &rsa()), Says::Detail),
            ("claims", with(json!({ "exp": "soon" })), Says::Detail),
            ("key", by(of_kid("nobody"), &stranger()), Says::Text(NO_KEY)),
            ("signature", by(of_kid(&acme.kid), &stranger()), Says::Detail),
            ("keyState", by(of_kid(&revoked), &revoked_key), Says::Text(NO_KEY)),
            ("typ", by(of_type(&acme.kid, "dpop+jwt"), &acme.key), Says::Detail),
            ("sub", with(json!({ "sub": "alice" })), Says::Detail),
            ("jti", with(json!({ "jti": "a " })), Says::Detail),
            ("exp", with(json!({ "exp": now - 30 })), Says::Detail),
            ("nbf", with(json!({ "nbf": now + 31 })), Says::Detail),
            ("iat", with(json!({ "iat": now + 31 })), Says::Detail),
            ("application", with(json!({ "iss": NO_APPLICATION })), Says::Text(&foreign)),
            ("aud", with(json!({ "aud": ISSUER })), Says::Detail),
            // The first of several faults counts.
            ("jti", with(json!({ "jti": "a ", "exp": now - 30 })), Says::Detail),
            ("exp", with(json!({ "exp": now - 30, "aud": ISSUER })), Says::Detail),
            ("keyState", by(of_kid(&revoked), &stranger()), Says::Text(NO_KEY)),
        ] {
            walk.refused(door, check, &token, says).await;
        }

        acme.change(&world, json!({ "enabled": false })).await;
        walk.refused(door, "application", &good, Says::Text(NOT_ENABLED)).await;
        walk.refused(door, "signature", &by(of_kid(&acme.kid), &stranger()), Says::Detail).await;
        acme.change(&world, json!({ "enabled": true })).await;
        change_api(&world, &orders, json!({ "enabled": false })).await;
        let disabled = Says::Text("no API of this name is enabled here");
        walk.refused(door, "api", &with(json!({ "aud": ISSUER })), disabled).await;
        change_api(&world, &orders, json!({ "enabled": true, "accepts": ["ACCESS_TOKEN"] })).await;
        let remedy = format!("ask {ISSUER}/oauth/token for an access token with resource={ORDERS}");
        walk.refused(door, "accepts", &with(json!({ "aud": ISSUER })), Says::Text(&remedy)).await;
        change_api(&world, &orders, json!({ "accepts": ["APPLICATION_JWT"] })).await;

        let grant = world.grant(&acme.application, &orders, &["admin"]).await;
        let missing = "the token, the grant and the API do not all have these scopes: read";
        walk.refused(door, "scopes", &good, Says::Text(missing)).await;
        let input = json!({ "grantId": grant });
        world.mutate(&world.root(), "revokeGrant", input, "deletedId").await.ok();
        walk.refused(door, "grant", &good, Says::Text("the application holds no grant for this API")).await;
        world.grant(&acme.application, &orders, &["read"]).await;
        walk.ends(door, &good, &["iss"]).await;
    }
}
