//! Helpers to sign and inspect tokens.

use keyplane_auth::{Algorithm, Header, HmacKey, JwtSigner, PrivateKey, SigningKey, mint};
use keyplane_control::{AssertionKind, Credentials, GrantType, TokenRequest};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::harness::{Caller, Claims, World, ec_key};

/// The issuer of the project `acme`.
pub(super) const ISSUER: &str = "https://keys.example.com/p/acme";

/// The answer of `inspectToken`.
#[derive(Debug)]
pub(super) struct Inspection(pub(super) Value);

impl Inspection {
    pub(super) fn kind(&self) -> &str {
        self.0["kind"].as_str().unwrap()
    }

    /// The reason of the refusal; empty if the token is accepted.
    pub(super) fn reason(&self) -> &str {
        let reason = self.0["reason"].as_str().unwrap_or_default();
        assert_eq!(self.0["verdict"] == "VALID", reason.is_empty(), "{self:?}");
        reason
    }

    /// The names of the checks with a status, in their order.
    pub(super) fn named(&self, status: &str) -> Vec<&str> {
        let checks = self.0["checks"].as_array().unwrap().iter();
        checks
            .filter(|check| check["status"] == status)
            .map(|check| check["name"].as_str().unwrap())
            .collect()
    }

    /// A text of a check: `expected`, `found` or `detail`.
    #[track_caller]
    pub(super) fn text(&self, check: &str, part: &str) -> &str {
        let found = self.0["checks"].as_array().unwrap().iter().find(|one| one["name"] == check);
        let found = found.unwrap_or_else(|| panic!("no check {check} in {self:?}"));
        found[part].as_str().unwrap_or_default()
    }

    /// Asserts the kind, the reason and the only failed check, whose `expected` and `found` contain
    /// these texts.
    #[track_caller]
    pub(super) fn assert(&self, kind: &str, reason: &str, failed: &str, texts: (&str, &str)) {
        assert_eq!((self.kind(), self.reason()), (kind, reason), "{self:?}");
        assert_eq!(self.named("FAILED"), [failed], "{self:?}");
        let (expected, found) = (self.text(failed, "expected"), self.text(failed, "found"));
        assert!(expected.contains(texts.0), "expected {expected}, not {}", texts.0);
        assert!(found.contains(texts.1), "found {found}, not {}", texts.1);
        assert!(!self.text(failed, "detail").is_empty(), "{self:?}");
    }

    /// Asserts that every check passes.
    #[track_caller]
    pub(super) fn assert_valid(&self, kind: &str) {
        assert_eq!((self.kind(), self.reason()), (kind, ""), "{self:?}");
        assert!(self.named("FAILED").is_empty(), "{self:?}");
    }
}

pub(super) const QUERY: &str = "query ($input: InspectTokenInput!) { inspectToken(input: $input) {
    verdict kind reason header claims key { kid state } checks { name status expected found detail } } }";

/// Inspects a token as `caller`.
pub(super) async fn inspect(world: &World, caller: &Caller, token: &str) -> Inspection {
    inspect_at(world, caller, token, &Value::Null).await
}

/// Inspects a token as `caller` with these further arguments, such as an API; null for none.
pub(super) async fn inspect_at(
    world: &World,
    caller: &Caller,
    token: &str,
    at: &Value,
) -> Inspection {
    let mut input = json!({ "token": token });
    input.as_object_mut().unwrap().extend(at.as_object().cloned().unwrap_or_default());
    let answer = world.ask(caller, QUERY, json!({ "input": input })).await;
    Inspection(answer.at("/inspectToken").clone())
}

/// The project `acme` with an application that has a key.
pub(super) struct Acme {
    pub(super) project: String,
    pub(super) application: String,
    /// The holder of a key of the project that has only READ.
    pub(super) reader: Caller,
    pub(super) kid: String,
    pub(super) key: SigningKey,
}

impl Acme {
    pub(super) async fn create(world: &World) -> Self {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = ec_key();
        let kid = import(world, &application, &key).await;
        let reader = world.project_admin(&project, "acme", "reader", &["READ"]).await;
        let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
        Self { project, application, reader, kid, key }
    }

    /// The claims of a valid assertion.
    pub(super) fn claims(&self, world: &World) -> Claims {
        let now = world.now().seconds();
        let id = &self.application;
        let claims = json!({ "iss": id, "sub": id, "aud": ISSUER, "iat": now, "exp": now + 300, "jti": "one" });
        claims.as_object().unwrap().clone()
    }

    /// An assertion that is valid except for these claims; null removes a claim.
    pub(super) fn assertion(&self, world: &World, changes: Value) -> String {
        let header = Header { kid: self.kid.clone(), ..Header::default() };
        self.assertion_with(world, header, changes, &self.key)
    }

    pub(super) fn assertion_with(
        &self,
        world: &World,
        header: Header,
        changes: Value,
        key: &impl JwtSigner,
    ) -> String {
        let mut claims = self.claims(world);
        claims.extend(changes.as_object().unwrap().clone());
        claims.retain(|_, value| !value.is_null());
        mint(key, header, &claims).unwrap()
    }

    /// Changes the application.
    pub(super) async fn change(&self, world: &World, mut changes: Value) {
        changes["applicationId"] = json!(self.application);
        world.mutate(&world.root(), "updateApplication", changes, "application { id }").await.ok();
    }

    /// Sets the authentication method to one with a secret; returns the secret.
    pub(super) async fn secret(&self, world: &World) -> HmacKey {
        self.change(world, json!({ "authMethod": "CLIENT_SECRET_JWT" })).await;
        self.new_secret(world, json!({})).await
    }

    /// Creates another secret with these arguments.
    pub(super) async fn new_secret(&self, world: &World, mut input: Value) -> HmacKey {
        input["applicationId"] = json!(self.application);
        let made = world.mutate(&world.root(), "rotateClientSecret", input, "clientSecret").await;
        HmacKey::new(&SecretString::from(made.text("/rotateClientSecret/clientSecret")))
    }

    /// An access token issued for an assertion with this `jti`.
    pub(super) async fn token(&self, world: &World, jti: &str) -> String {
        let assertion = self.assertion(world, json!({ "jti": jti }));
        self.exchange(world, &assertion).await.unwrap()
    }

    /// Exchanges a client assertion for an access token; `None` if it is refused.
    pub(super) async fn exchange(&self, world: &World, assertion: &str) -> Option<String> {
        let credentials = Credentials::Assertion {
            assertion: assertion.into(),
            kind: AssertionKind::JwtBearer,
            id: None,
        };
        let request = TokenRequest {
            credentials,
            grant: GrantType::ClientCredentials,
            scope: None,
            resources: vec![],
            audiences: vec![],
            source: None,
        };
        let issued = world.control.tokens().issue("acme", &request).await.ok()?;
        Some(issued.access_token.expose_secret().to_owned())
    }
}

/// Imports a key of an application; returns its kid.
pub(super) async fn import(world: &World, application: &str, key: &PrivateKey) -> String {
    let input = json!({
        "applicationId": application,
        "name": "k",
        "publicKey": key.public_key().spki_pem(),
    });
    let made = world.mutate(&world.root(), "importApplicationKey", input, "key { kid }").await;
    made.text("/importApplicationKey/key/kid")
}
