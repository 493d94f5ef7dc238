//! Access tokens that the issuer's key signs, and that the issuer would not make.

use keyplane_auth::{Header, SigningKey, decode_unverified};
use keyplane_control::{Credentials, RevocationRequest};
use serde_json::{Value, json};

use super::{NO_APPLICATION, NO_IDENTITY, earlier_token, of_type, rsa, stranger, unsigned};
use crate::{
    harness::{Claims, World},
    inspect::{access_token::retained_signer, support::Acme},
};

/// What signs access tokens in the issuer's place.
pub(super) struct Signer<'a> {
    acme: &'a Acme,
    pub(super) kid: String,
    pub(super) key: SigningKey,
    /// The claims of a good token.
    claims: Claims,
}

impl<'a> Signer<'a> {
    pub(super) async fn of(world: &World, acme: &'a Acme, good: &str) -> Self {
        let (kid, key) = retained_signer(world, acme).await;
        Self { acme, kid, key, claims: decode_unverified(good).claims.unwrap() }
    }

    /// A token that is good except for these claims.
    pub(super) fn sign(&self, world: &World, changes: Value) -> String {
        self.mint(world, of_type(&self.kid, "at+jwt"), changes, &self.key)
    }

    /// A good token that another key signed.
    pub(super) fn forge(&self, world: &World) -> String {
        self.mint(world, of_type(&self.kid, "at+jwt"), json!({}), &stranger())
    }

    pub(super) fn mint(
        &self,
        world: &World,
        header: Header,
        changes: Value,
        key: &SigningKey,
    ) -> String {
        let mut claims = self.claims.clone();
        claims.extend(changes.as_object().unwrap().clone());
        self.acme.assertion_with(world, header, claims.into(), key)
    }

    /// Tokens that are good but for one check.
    pub(super) fn broken(&self, world: &World, good: &str) -> Vec<(&'static str, String)> {
        let now = world.now().seconds();
        let own = |key: &SigningKey| self.mint(world, of_type(&self.kid, "at+jwt"), json!({}), key);
        vec![
            ("form", unsigned(good, "!")),
            ("alg", own(&rsa())),
            ("kid", self.mint(world, of_type("", "at+jwt"), json!({}), &self.key)),
            ("key", self.mint(world, of_type("nobody", "at+jwt"), json!({}), &stranger())),
            ("signature", self.forge(world)),
            ("claims", self.sign(world, json!({ "client_id": null }))),
            ("iss", self.sign(world, json!({ "iss": "https://old.example.com/p/acme" }))),
            ("exp", self.sign(world, json!({ "exp": now - 30 }))),
            ("iat", self.sign(world, json!({ "iat": now + 31 }))),
            ("application", self.sign(world, json!({ "client_id": NO_APPLICATION }))),
            ("federated_identity", self.sign(world, json!({ "federated_identity": NO_IDENTITY }))),
            ("exchanged_from", self.sign(world, json!({ "exchanged_from": [earlier_token()] }))),
        ]
    }
}

/// A token that was revoked alone, and one that was revoked with all of its application.
pub(super) async fn revoked_tokens(world: &World, acme: &Acme) -> (String, String) {
    let all = acme.token(world, "all").await;
    let input = json!({ "applicationId": acme.application });
    world.mutate(&world.root(), "revokeApplicationTokens", input, "application { id }").await.ok();
    let revoked = acme.token(world, "revoked").await;
    let credentials = Credentials::Assertion {
        assertion: acme.assertion(world, json!({ "jti": "to revoke" })).into(),
        kind: keyplane_control::AssertionKind::JwtBearer,
        id: None,
    };
    let request = RevocationRequest { credentials, token: revoked.as_str().into(), source: None };
    world.control.tokens().revoke("acme", &request).await.unwrap();
    (revoked, all)
}
