//! A platform that gives its workloads tokens, and a project that trusts it.

use keyplane_auth::{Algorithm, PrivateKey, SigningKey, base64url};
use serde_json::{Map, Value, json};

use crate::{
    harness::{Response, World, ec_key, rsa_key},
    oauth::ask::{Ask, TOKEN},
};

pub(super) const ISSUER: &str = "https://keys.example.com/p/acme";
pub(super) const CI: &str = "https://ci.example";
pub(super) const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
pub(super) const JWT_TYPE: &str = "urn:ietf:params:oauth:token-type:jwt";

/// A key of a platform, as its JWKS lists it.
pub(super) struct PlatformKey {
    pub(super) kid: &'static str,
    pub(super) private: PrivateKey,
    algorithm: Algorithm,
}

impl PlatformKey {
    pub(super) fn ec(kid: &'static str) -> Self {
        Self { kid, private: ec_key(), algorithm: Algorithm::Es256 }
    }

    pub(super) fn rsa(kid: &'static str, name: &'static str) -> Self {
        Self { kid, private: rsa_key(name), algorithm: Algorithm::Rs256 }
    }

    /// Its JWK, with `alg` and these members.
    pub(super) fn jwk(&self, more: Value) -> Value {
        let mut jwk: Value = serde_json::to_value(self.private.public_key().jwk()).unwrap();
        jwk["kid"] = json!(self.kid);
        jwk["alg"] = json!(self.algorithm.as_str());
        jwk.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        jwk.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        jwk
    }

    /// A compact JWS over any header and payload.
    pub(super) fn sign_raw(&self, algorithm: Algorithm, header: &str, payload: &str) -> String {
        let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()));
        let key = SigningKey::new(&self.private, algorithm).unwrap();
        let signature = key.sign(input.as_bytes()).unwrap();
        format!("{input}.{}", base64url(&signature))
    }

    /// A JWS of claims with these members in its header; null removes one.
    pub(super) fn sign(&self, header: Value, claims: &Map<String, Value>) -> String {
        let mut all = json!({ "alg": self.algorithm.as_str(), "kid": self.kid, "typ": "JWT" });
        let all = all.as_object_mut().unwrap();
        all.extend(header.as_object().unwrap().clone());
        all.retain(|_, value| !value.is_null());
        let payload = Value::Object(claims.clone()).to_string();
        self.sign_raw(self.algorithm, &Value::Object(all.clone()).to_string(), &payload)
    }
}

/// The project `acme`, which trusts a CI system, and an application that opens every way in.
pub(super) struct Acme {
    pub(super) project: String,
    pub(super) application: String,
    pub(super) issuer: String,
    pub(super) identity: String,
    pub(super) key: PlatformKey,
    pub(super) rsa: PlatformKey,
}

/// The rules of the identity of [`Acme`].
pub(super) fn rules() -> Value {
    json!([
        { "claim": "sub", "match": "PREFIX", "values": ["repo:acme/"] },
        { "claim": "repository_id", "match": "EXACT", "values": ["17"] },
        { "claim": "ref", "match": "ONE_OF", "values": ["refs/heads/main", "refs/heads/next"] },
        { "claim": "/groups/*", "match": "EXACT", "values": ["deployers"] },
        { "claim": "/platform/pod.example~1name", "match": "EXACT", "values": ["web"] },
    ])
}

impl Acme {
    pub(super) async fn create(world: &World) -> Self {
        Self::with(world, json!({})).await
    }

    /// As [`Self::create`], with further settings of the issuer.
    pub(super) async fn with(world: &World, settings: Value) -> Self {
        let project = world.project("acme").await;
        let (key, rsa) = (PlatformKey::ec("ec-1"), PlatformKey::rsa("rsa-1", "platform"));
        let jwks = json!({ "keys": [key.jwk(json!({})), rsa.jwk(json!({}))] });
        let issuer = trust(world, &project, CI, jwks, settings).await;
        let application = application(
            world,
            &project,
            json!({
                "authMethod": "FEDERATED_JWT", "federatedGrants": ["JWT_BEARER", "TOKEN_EXCHANGE"],
            }),
        )
        .await;
        let identity = identify(world, &application, &issuer, rules()).await;
        Self { project, application, issuer, identity, key, rsa }
    }

    /// The claims of a token that matches.
    #[expect(clippy::unused_self, reason = "it is this platform's")]
    pub(super) fn claims(&self, world: &World) -> Map<String, Value> {
        let now = world.now().seconds();
        let claims = json!({
            "iss": CI, "sub": "repo:acme/app:ref:refs/heads/main", "aud": ISSUER,
            "iat": now, "nbf": now, "exp": now + 300, "jti": "one",
            "repository_id": "17", "repository": "acme/app", "repository_owner_id": "4",
            "ref": "refs/heads/main", "event_name": "push",
            "groups": ["staff", "deployers"], "platform": { "pod.example/name": "web" },
        });
        claims.as_object().unwrap().clone()
    }

    /// A token that matches except for these claims; null removes a claim.
    pub(super) fn token(&self, world: &World, changes: Value) -> String {
        self.key.sign(json!({}), &self.changed(world, changes))
    }

    pub(super) fn changed(&self, world: &World, changes: Value) -> Map<String, Value> {
        let mut claims = self.claims(world);
        let Value::Object(changes) = changes else { panic!("claims: {changes}") };
        claims.extend(changes);
        claims.retain(|_, value| !value.is_null());
        claims
    }

    /// Changes the issuer.
    pub(super) async fn change_issuer(&self, world: &World, mut changes: Value) {
        changes["trustedIssuerId"] = json!(self.issuer);
        let fields = "trustedIssuer { id }";
        world.mutate(&world.root(), "updateTrustedIssuer", changes, fields).await.ok();
    }

    /// Changes the identity.
    pub(super) async fn change_identity(&self, world: &World, mut changes: Value) {
        changes["federatedIdentityId"] = json!(self.identity);
        let fields = "federatedIdentity { id }";
        world.mutate(&world.root(), "updateFederatedIdentity", changes, fields).await.ok();
    }

    /// Changes the application.
    pub(super) async fn change_application(&self, world: &World, mut changes: Value) {
        changes["applicationId"] = json!(self.application);
        world.mutate(&world.root(), "updateApplication", changes, "application { id }").await.ok();
    }
}

/// Trusts an issuer with a pasted JWKS; returns its ID.
pub(super) async fn trust(
    world: &World,
    project: &str,
    iss: &str,
    jwks: Value,
    settings: Value,
) -> String {
    let mut input = json!({
        "projectId": project, "name": iss, "issuer": iss, "keySource": "JWKS", "jwks": jwks,
        "algorithms": ["ES256", "RS256", "PS256"],
    });
    input.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    input.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let fields = "trustedIssuer { id }";
    let made = world.mutate(&world.root(), "createTrustedIssuer", input, fields).await;
    made.text("/createTrustedIssuer/trustedIssuer/id")
}

pub(super) async fn application(world: &World, project: &str, extra: Value) -> String {
    let mut input = json!({ "projectId": project, "name": "n", "type": "SERVICE" });
    input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let made = world.mutate(&world.root(), "createApplication", input, "application { id }").await;
    made.text("/createApplication/application/id")
}

pub(super) async fn identify(
    world: &World,
    application: &str,
    issuer: &str,
    rules: Value,
) -> String {
    let input = json!({
        "applicationId": application, "trustedIssuerId": issuer, "name": "deploy", "rules": rules,
    });
    let fields = "federatedIdentity { id }";
    let made = world.mutate(&world.root(), "createFederatedIdentity", input, fields).await;
    made.text("/createFederatedIdentity/federatedIdentity/id")
}

/// The ways in at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Client,
    JwtBearer,
    Exchange,
}

impl Way {
    pub(super) const ALL: [Self; 3] = [Self::Client, Self::JwtBearer, Self::Exchange];

    /// A request that brings a token.
    pub(super) fn ask(self, token: &str) -> Ask {
        match self {
            Self::Client => Ask::client_credentials().assertion(token),
            Self::JwtBearer => Ask::grant(token),
            Self::Exchange => Ask::new()
                .with("grant_type", EXCHANGE)
                .with("subject_token", token)
                .with("subject_token_type", JWT_TYPE),
        }
    }

    /// The error of a token that is refused.
    pub(super) fn error(self) -> (u16, &'static str) {
        match self {
            Self::Client => (401, "invalid_client"),
            Self::JwtBearer | Self::Exchange => (400, "invalid_grant"),
        }
    }
}

/// Asserts that a token is refused with this text.
#[track_caller]
pub(super) fn assert_refused(name: &str, way: Way, answer: &Response, text: &str) {
    let (status, error) = way.error();
    let body = answer.text();
    assert_eq!(answer.status, status, "{name}, {way:?}: {body}");
    let json = answer.json();
    assert_eq!(json["error"], error, "{name}, {way:?}: {body}");
    let description = json["error_description"].as_str().unwrap();
    assert!(description.contains(text), "{name}, {way:?}: {description}, not {text}");
}

/// The access token in the answer to a request.
pub(super) async fn issued(world: &World, ask: &Ask) -> Value {
    let answer = ask.send(world, TOKEN).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}
