//! A trusted issuer and an identity on it.

use serde_json::{Value, json};

use crate::harness::World;

/// A trusted issuer whose keys cannot be fetched: nothing listens there.
pub(super) async fn trusted_issuer(world: &World, project: &str, issuer: &str) -> String {
    let input = json!({
        "projectId": project, "name": "ci", "issuer": issuer,
        "keySource": "JWKS_URL", "jwksUri": "http://127.0.0.1:9/jwks",
    });
    let fields = "trustedIssuer { id }";
    let made = world.mutate(&world.root(), "createTrustedIssuer", input, fields).await;
    made.text("/createTrustedIssuer/trustedIssuer/id")
}

/// A federated identity of an application.
pub(super) async fn federated_identity(world: &World, application: &str, issuer: &str) -> String {
    let input = json!({
        "applicationId": application, "trustedIssuerId": issuer, "name": "deploy",
        "rules": rules_of("main"),
    });
    let fields = "federatedIdentity { id }";
    let made = world.mutate(&world.root(), "createFederatedIdentity", input, fields).await;
    made.text("/createFederatedIdentity/federatedIdentity/id")
}

/// A rule that takes one subject.
pub(super) fn rules_of(sub: &str) -> Value {
    json!([{ "claim": "sub", "match": "EXACT", "values": [sub] }])
}
