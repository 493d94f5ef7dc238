//! Public keys of exports. Private members stay where they are.

use keyplane_auth::{base64url, decode_base64url, sha256, validate_kid};
use serde_json::{Map, Value};

use super::{model::OldPublicKey, source::text};

/// The public members of a JWK by its `kty` (RFC 7518 section 6).
const PUBLIC: [(&str, &[&str]); 3] =
    [("RSA", &["n", "e"]), ("EC", &["crv", "x", "y"]), ("OKP", &["crv", "x"])];

/// The public half of a JWK, or why it is left out.
pub(super) fn of_jwk(jwk: &Value) -> Result<OldPublicKey, String> {
    let kty = text(jwk, "kty").unwrap_or_default();
    let Some((_, members)) = PUBLIC.iter().find(|(name, _)| *name == kty) else {
        return Err("it is no public key of RSA, EC or Ed25519".to_owned());
    };
    if text(jwk, "use").is_some_and(|purpose| purpose != "sig") {
        return Err("it is for encryption".to_owned());
    }
    let kid = text(jwk, "kid");
    if let Some(error) = kid.and_then(|kid| validate_kid(kid).err()) {
        return Err(format!("its kid cannot be kept: {error}"));
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

/// The name of a key in the report.
pub(super) fn name_of(jwk: &Value) -> String {
    match text(jwk, "kid") {
        Some(kid) => format!("key {kid}"),
        None => "a key without kid".to_owned(),
    }
}
