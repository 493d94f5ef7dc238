//! The inspector's first refusal is the refusal of each endpoint that judges the token, for every
//! rule. A new rule needs a token that it refuses here, or a word why no token can fail it first.

mod access_token;
mod admin_token;
mod ask;
mod assertion;
mod gateway;
mod outside;
mod signer;
mod walk;

use keyplane_auth::{Algorithm, Header, SigningKey, base64url};
use serde_json::{Value, json};

use super::support::import;
use crate::harness::{World, ec_key, rsa_key};

pub(super) const ORDERS: &str = "urn:orders";
/// The form of an ID that no application has.
pub(super) const NO_APPLICATION: &str = "app_01h455vb4pex5vsknk084sn02q";
pub(super) const NO_IDENTITY: &str = "fid_01h455vb4pex5vsknk084sn02q";
pub(super) const NO_KEY: &str =
    "no usable key belongs to it: check the kid in the header, and whose key it is";
pub(super) const NO_CLIENT: &str = "unknown client, wrong secret or wrong authentication method";
pub(super) const NOT_ENABLED: &str = "the application of this token is disabled or deleted";
pub(super) const REVOKED: &str = "the token was revoked; ask the token endpoint for a fresh one";

/// A token of a chain of exchanges, of an application that is not there.
pub(super) fn earlier_token() -> Value {
    let api = "api_01h455vb4pex5vsknk084sn02q";
    json!({ "jti": "A".repeat(32), "client_id": NO_APPLICATION, "api": api })
}

pub(super) async fn revoke_key(world: &World, kid: &str) {
    let query = "query ($kid: String!) { search(text: $kid) { id } }";
    let found = world.ask(&world.root(), query, json!({ "kid": kid })).await;
    let input = json!({ "keyId": found.at("/search/0/id"), "reason": "lost" });
    world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
}

/// The same token with another signature.
pub(super) fn unsigned(token: &str, signature: &str) -> String {
    let (head, _) = token.rsplit_once('.').unwrap();
    format!("{head}.{signature}")
}

/// The claims of a token under a header without a supported algorithm.
pub(super) fn with_alg_none(token: &str) -> String {
    let claims = token.split('.').nth(1).unwrap();
    format!("{}.{claims}.{}", base64url(br#"{"alg":"none"}"#), base64url(b"x"))
}

pub(super) fn of_kid(kid: &str) -> Header {
    Header { kid: kid.to_owned(), ..Header::default() }
}

pub(super) fn of_type(kid: &str, typ: &str) -> Header {
    Header { typ: Some(typ.to_owned()), ..of_kid(kid) }
}

pub(super) fn stranger() -> SigningKey {
    SigningKey::new(&ec_key(), Algorithm::Es256).unwrap()
}

/// A key of another algorithm.
pub(super) fn rsa() -> SigningKey {
    SigningKey::new(&rsa_key("stranger"), Algorithm::Rs256).unwrap()
}

/// An application's key that was revoked, and its kid.
pub(super) async fn revoked_key(world: &World, application: &str) -> (String, SigningKey) {
    let key = ec_key();
    let kid = import(world, application, &key).await;
    revoke_key(world, &kid).await;
    (kid, SigningKey::new(&key, Algorithm::Es256).unwrap())
}
