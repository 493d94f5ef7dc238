//! Tokens of trusted issuers, at the gateway check.

use serde_json::{Value, json};

use super::{NOT_ENABLED, ask::gateway_door};
use crate::{
    gateway::outside::{CI, Federation, Platform, identify},
    harness::{World, on_both},
    inspect::support::inspect_at,
};

/// The result of an inspection of a token for `orders`, and what its gateway check says.
async fn both(
    world: &World,
    federation: &Federation,
    token: &str,
) -> (crate::inspect::support::Inspection, String) {
    let at = json!({ "apiId": federation.shop.orders, "scopes": ["read"] });
    let said = gateway_door(world, token, "?scope=read").await.concat();
    (inspect_at(world, &world.root(), token, &at).await, said)
}

/// Asserts that both refuse a token by this check, with the inspector's detail or with `text`.
async fn refused(
    world: &World,
    federation: &Federation,
    (check, reason): (&str, &str),
    token: &str,
    text: Option<&str>,
) {
    let (found, said) = both(world, federation, token).await;
    assert_eq!((found.kind(), found.reason()), ("FEDERATED_JWT", reason), "{check}: {found:?}");
    assert_eq!(said, text.unwrap_or_else(|| found.text(check, "detail")), "{check}: {found:?}");
}

on_both! {
    async fn the_inspector_refuses_an_outside_token_where_the_gateway_check_does(world: World) {
        let federation = Federation::open(&world).await;
        let shop = &federation.shop;
        let good = federation.token(&world, json!({}));
        let (found, said) = both(&world, &federation, &good).await;
        found.assert_valid("FEDERATED_JWT");
        assert_eq!(said, "");

        let (now, with) = (world.now().seconds(), |changes: Value| federation.token(&world, changes));
        for (case, token) in [
            (("aud", "WRONG_AUDIENCE"), with(json!({ "aud": "urn:other" }))),
            (("aud", "WRONG_AUDIENCE"), with(json!({ "aud": ["urn:orders", "urn:other"] }))),
            (("exp", "EXPIRED"), with(json!({ "exp": now - 30 }))),
            (("nbf", "NOT_YET_VALID"), with(json!({ "nbf": now + 31 }))),
            (("iat", "ISSUED_TOO_LONG_AGO"), with(json!({ "iat": now - 3631 }))),
            (("signature", "BAD_SIGNATURE"), Platform::new("one").token(&world, json!({}))),
            (("signature", "UNKNOWN_KID"), Platform::new("two").token(&world, json!({}))),
            (("identity", "NO_IDENTITY_MATCHES"), with(json!({ "repository_id": "18" }))),
            (("trustedIssuer", "UNKNOWN_ISSUER"), with(json!({ "iss": format!("{CI}/x") }))),
        ] {
            refused(&world, &federation, case, &token, None).await;
        }

        federation.change_issuer(&world, json!({ "singleUse": true })).await;
        refused(&world, &federation, ("singleUse", "SINGLE_USE"), &with(json!({ "jti": "a" })), None).await;
        federation.change_issuer(&world, json!({ "singleUse": false, "enabled": false })).await;
        let unknown = "the project trusts no such issuer: it was deleted, or never registered";
        refused(&world, &federation, ("trustedIssuer", "ISSUER_DISABLED"), &good, Some(unknown)).await;
        federation.change_issuer(&world, json!({ "enabled": true })).await;

        shop.jwt.update(&world, json!({ "enabled": false })).await;
        refused(&world, &federation, ("application", "APPLICATION_DISABLED"), &good, Some(NOT_ENABLED)).await;
        shop.jwt.update(&world, json!({ "enabled": true })).await;
        world.grant(&shop.jwt.id, &shop.orders, &["write"]).await;
        let missing = "the token, the grant and the API do not all have these scopes: read";
        refused(&world, &federation, ("scopes", "INSUFFICIENT_SCOPE"), &good, Some(missing)).await;
        shop.update(&world, json!({ "enabled": false })).await;
        let disabled = "no API of this name is enabled here";
        refused(&world, &federation, ("api", "API_DISABLED"), &good, Some(disabled)).await;
        shop.update(&world, json!({ "enabled": true, "accepts": ["ACCESS_TOKEN"] })).await;
        let (found, said) = both(&world, &federation, &good).await;
        assert_eq!(found.reason(), "KIND_NOT_ACCEPTED", "{found:?}");
        assert!(said.starts_with("it is no token of this issuer or its applications"), "{said}");
        shop.update(&world, json!({ "accepts": ["FEDERATED_JWT"] })).await;
        identify(&world, &shop.opaque.id, &federation.issuer, "17").await;
        refused(&world, &federation, ("identity", "SEVERAL_APPLICATIONS_MATCH"), &good, None).await;
    }
}
