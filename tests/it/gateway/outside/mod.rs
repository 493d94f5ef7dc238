//! Tokens of trusted issuers at the gateway check.

mod refused;
mod remembered;

use keyplane_auth::{Algorithm, Header, PrivateKey, SigningKey, mint};
use serde_json::{Value, json};

use super::shop::{ORDERS, Shop};
use crate::harness::{World, ec_key};

pub(crate) const CI: &str = "https://ci.example";

/// A platform that signs tokens for its workloads.
pub(crate) struct Platform {
    key: PrivateKey,
    kid: &'static str,
}

impl Platform {
    pub(crate) fn new(kid: &'static str) -> Self {
        Self { key: ec_key(), kid }
    }

    /// Its keys as a JWKS.
    pub(crate) fn jwks(&self) -> Value {
        let mut jwk = serde_json::to_value(self.key.public_key().jwk()).unwrap();
        jwk["kid"] = json!(self.kid);
        json!({ "keys": [jwk] })
    }

    /// A token for `orders` of the workload `17`, except for these claims; null removes a claim.
    pub(crate) fn token(&self, world: &World, changes: Value) -> String {
        let now = world.now().seconds();
        let claims = json!({
            "iss": CI, "sub": "repo:acme/app", "aud": ORDERS, "iat": now, "exp": now + 300,
            "repository_id": "17",
        });
        let mut claims = claims.as_object().unwrap().clone();
        claims.extend(changes.as_object().unwrap().clone());
        claims.retain(|_, value| !value.is_null());
        let key = SigningKey::new(&self.key, Algorithm::Es256).unwrap();
        let header = Header { kid: self.kid.to_owned(), ..Header::default() };
        mint(&key, header, &claims).unwrap()
    }
}

/// A shop whose API `orders` takes tokens of a platform too. The workload `17` stands for the
/// application `jwt`, which is granted `read` and `write`.
pub(crate) struct Federation {
    pub(crate) shop: Shop,
    pub(crate) platform: Platform,
    pub(crate) issuer: String,
    pub(crate) identity: String,
}

impl Federation {
    pub(crate) async fn open(world: &World) -> Self {
        Self::with(world, json!({})).await
    }

    /// As [`Self::open`], with further settings of the issuer.
    pub(crate) async fn with(world: &World, settings: Value) -> Self {
        let shop = Shop::open(world).await;
        let kinds = json!({ "accepts": ["ACCESS_TOKEN", "APPLICATION_JWT", "FEDERATED_JWT"] });
        shop.update(world, kinds).await;
        let platform = Platform::new("one");
        let issuer = trust(world, &shop.project, &platform, settings).await;
        let identity = identify(world, &shop.jwt.id, &issuer, "17").await;
        Self { shop, platform, issuer, identity }
    }

    pub(crate) fn token(&self, world: &World, changes: Value) -> String {
        self.platform.token(world, changes)
    }

    pub(crate) async fn change_issuer(&self, world: &World, mut changes: Value) {
        changes["trustedIssuerId"] = json!(self.issuer);
        mutate(world, "updateTrustedIssuer", changes, "trustedIssuer { id }").await;
    }

    pub(crate) async fn change_identity(&self, world: &World, mut changes: Value) {
        changes["federatedIdentityId"] = json!(self.identity);
        mutate(world, "updateFederatedIdentity", changes, "federatedIdentity { id }").await;
    }
}

pub(crate) async fn mutate(world: &World, mutation: &str, input: Value, fields: &str) {
    world.mutate(&world.root(), mutation, input, fields).await.ok();
}

/// Trusts a platform whose keys are pasted, with these settings; returns the issuer's ID.
pub(crate) async fn trust(
    world: &World,
    project: &str,
    platform: &Platform,
    settings: Value,
) -> String {
    let mut input = json!({
        "projectId": project, "name": "CI", "issuer": CI, "keySource": "JWKS",
        "jwks": platform.jwks(), "algorithms": ["ES256"],
    });
    input.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    let fields = "trustedIssuer { id }";
    let made = world.mutate(&world.root(), "createTrustedIssuer", input, fields).await;
    made.text("/createTrustedIssuer/trustedIssuer/id")
}

/// Ties the workload with this repository to an application; returns the identity's ID.
pub(crate) async fn identify(
    world: &World,
    application: &str,
    issuer: &str,
    repository: &str,
) -> String {
    let rules = json!([
        { "claim": "sub", "match": "EXACT", "values": ["repo:acme/app"] },
        { "claim": "repository_id", "match": "EXACT", "values": [repository] },
    ]);
    let input = json!({
        "applicationId": application, "trustedIssuerId": issuer, "name": "deploy", "rules": rules,
    });
    let fields = "federatedIdentity { id }";
    let made = world.mutate(&world.root(), "createFederatedIdentity", input, fields).await;
    made.text("/createFederatedIdentity/federatedIdentity/id")
}
