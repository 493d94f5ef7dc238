//! Public keys of exports. Private members stay where they are.

use keyplane_auth::{base64url, decode_base64url, import_public_key, sha256, validate_kid};
use keyplane_entity::Timestamp;
use serde_json::{Map, Value};

use super::{
    model::{Import, OldPublicKey},
    source::text,
};

/// The public members of a JWK by its `kty` (RFC 7518 section 6).
const PUBLIC: [(&str, &[&str]); 3] =
    [("RSA", &["n", "e"]), ("EC", &["crv", "x", "y"]), ("OKP", &["crv", "x"])];

/// The public half of a JWK, or why it is left out.
pub(super) fn of_jwk(jwk: &Value) -> Result<OldPublicKey, String> {
    let kty = text(jwk, "kty").unwrap_or_default();
    let Some((_, members)) = PUBLIC.iter().find(|(name, _)| *name == kty) else {
        return Err("not a public key of RSA, EC or Ed25519".to_owned());
    };
    if text(jwk, "use").is_some_and(|purpose| purpose != "sig") {
        return Err("it is for encryption".to_owned());
    }
    let kid = text(jwk, "kid");
    if let Some(error) = kid.and_then(|kid| validate_kid(kid).err()) {
        return Err(format!("the kid cannot be kept: {error}"));
    }

    let mut public = Map::new();
    public.insert("kty".to_owned(), kty.into());
    for name in ["kid", "alg"].iter().chain(*members) {
        if let Some(value) = text(jwk, name) {
            public.insert((*name).to_owned(), value.into());
        }
    }
    let text = Value::Object(public).to_string();
    Ok(OldPublicKey { kid: kid.map(str::to_owned), text, expires_at: None })
}

/// The key of a certificate in base64 without its frame.
pub(super) fn of_certificate(body: &str, kid: Option<String>) -> OldPublicKey {
    let text = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
    OldPublicKey { kid, text, expires_at: None }
}

/// The `kid` that Keycloak gives to the key of a certificate: SHA-256 of its `SubjectPublicKeyInfo`.
pub(super) fn keycloak_kid(body: &str) -> Option<String> {
    let der = decode_base64url(&body.trim_end_matches('=').replace('+', "-").replace('/', "_"))?;
    let (_, certificate) = x509_parser::parse_x509_certificate(&der).ok()?;
    Some(base64url(&sha256(certificate.public_key().raw)))
}

/// Drops the keys and secrets that the server would refuse: one of them must not hold up the rest of
/// its client. Each is noted.
pub(super) fn drop_unusable(import: &mut Import, now: Timestamp) {
    for client in &mut import.clients {
        let mut notes = Vec::new();
        client.keys.retain(|key| {
            let fault = fault_of(key, now);
            notes.extend(fault.as_ref().map(|why| format!("{} not imported: {why}", key.shown())));
            fault.is_none()
        });
        client.secrets.retain(|secret| {
            let fault = ended(secret.expires_at.as_deref(), now);
            notes.extend(fault.as_ref().map(|why| format!("secret not imported: {why}")));
            fault.is_none()
        });
        client.notes.append(&mut notes);
    }

    let keys = std::mem::take(&mut import.signing_keys);
    for key in keys {
        match fault_of(&key, now) {
            None => import.signing_keys.push(key),
            Some(why) => import.leave_out(format!("signing {}", key.shown()), why),
        }
    }
}

/// Why a key cannot be imported; `None` if it can.
fn fault_of(key: &OldPublicKey, now: Timestamp) -> Option<String> {
    if let Some(error) = key.kid.as_deref().and_then(|kid| validate_kid(kid).err()) {
        return Some(format!("the kid cannot be kept: {error}"));
    }
    let refused = import_public_key(&key.text).err().map(|error| error.to_string());
    refused.or_else(|| ended(key.expires_at.as_deref(), now))
}

/// Why something with this end cannot be imported; `None` if it has not ended.
fn ended(expires_at: Option<&str>, now: Timestamp) -> Option<String> {
    let text = expires_at?;
    match Timestamp::parse(text) {
        None => Some("its end is not a time in RFC 3339".to_owned()),
        Some(at) if at <= now => Some(format!("it ended on {}", date(at))),
        Some(_) => None,
    }
}

/// The date of a time in UTC: `2025-01-01`.
fn date(at: Timestamp) -> String {
    let text = at.to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

/// The name of a key in the report.
pub(super) fn name_of(jwk: &Value) -> String {
    match text(jwk, "kid") {
        Some(kid) => format!("key {kid}"),
        None => "a key without kid".to_owned(),
    }
}
