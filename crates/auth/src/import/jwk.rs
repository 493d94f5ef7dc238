//! Public keys as JWK (RFC 7517, RFC 7518 section 6, RFC 8037).

use serde_json::{Map, Value};

use super::{ImportError, ImportedKey};
use crate::encoding::decode_base64url;
use crate::json;
use crate::public_key::Curve;
use crate::{Algorithm, PublicKey};

/// The members that only private and symmetric keys have.
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Takes one public JWK; members that are not ours are ignored (RFC 7517 section 4).
pub(super) fn import(text: &str) -> Result<ImportedKey, ImportError> {
    let jwk = json::parse_object(text.as_bytes()).ok_or(ImportError::BadJson)?;
    refuse_secrets(&jwk)?;
    refuse_other_uses(&jwk)?;
    let public_key = match text_member(&jwk, "kty")? {
        Some("RSA") => PublicKey::from_rsa(&number(&jwk, "n")?, &number(&jwk, "e")?)?,
        Some("EC") => ec_key(&jwk)?,
        Some("OKP") => match text_member(&jwk, "crv")? {
            Some("Ed25519") => PublicKey::from_ed25519(&number(&jwk, "x")?)?,
            Some(_) => return Err(ImportError::UnsupportedCurve),
            None => return Err(ImportError::JwkMember("crv")),
        },
        Some(_) => return Err(ImportError::UnsupportedKeyType),
        None => return Err(ImportError::JwkMember("kty")),
    };
    let algorithm = algorithm(&jwk, &public_key)?;
    let kid = text_member(&jwk, "kid")?.map(str::to_owned);
    Ok(ImportedKey { public_key, kid, algorithm })
}

fn ec_key(jwk: &Map<String, Value>) -> Result<PublicKey, ImportError> {
    let curve = match text_member(jwk, "crv")? {
        Some("P-256") => Curve::P256,
        Some("P-384") => Curve::P384,
        Some(_) => return Err(ImportError::UnsupportedCurve),
        None => return Err(ImportError::JwkMember("crv")),
    };
    let mut point = vec![4];
    for name in ["x", "y"] {
        let coordinate = number(jwk, name)?;
        // RFC 7518 section 6.2.1.2: the full size, leading zeros included.
        if coordinate.len() != curve.field_len() {
            return Err(ImportError::JwkMember(name));
        }
        point.extend(coordinate);
    }
    PublicKey::from_ec_point(curve, &point)
}

/// Private keys, shared secrets and key files, before anything else is said.
fn refuse_secrets(jwk: &Map<String, Value>) -> Result<(), ImportError> {
    let has_secret = |key: &Map<String, Value>| {
        PRIVATE_MEMBERS.into_iter().any(|member| key.contains_key(member))
    };
    if jwk.get("kty").and_then(Value::as_str) == Some("oct") {
        return Err(ImportError::SymmetricKey);
    }
    if let Some(keys) = jwk.get("keys") {
        let secret = keys
            .as_array()
            .is_some_and(|keys| keys.iter().filter_map(Value::as_object).any(has_secret));
        return Err(if secret { ImportError::PrivateKey } else { ImportError::KeySet });
    }
    if has_secret(jwk) {
        return Err(ImportError::PrivateKey);
    }
    // Key files of this product and of service accounts elsewhere.
    if jwk.contains_key("key") || jwk.contains_key("private_key") {
        return Err(ImportError::KeyFile);
    }
    Ok(())
}

fn refuse_other_uses(jwk: &Map<String, Value>) -> Result<(), ImportError> {
    if text_member(jwk, "use")?.is_some_and(|usage| usage != "sig") {
        return Err(ImportError::JwkUse);
    }
    match jwk.get("key_ops") {
        None => Ok(()),
        Some(Value::Array(operations)) if operations.iter().any(|op| op == "verify") => Ok(()),
        Some(Value::Array(_)) => Err(ImportError::JwkKeyOps),
        Some(_) => Err(ImportError::JwkMember("key_ops")),
    }
}

fn algorithm(jwk: &Map<String, Value>, key: &PublicKey) -> Result<Option<Algorithm>, ImportError> {
    let Some(name) = text_member(jwk, "alg")? else {
        return Ok(None);
    };
    let algorithm: Algorithm = name.parse().map_err(|_| ImportError::UnknownAlgorithm)?;
    if key.supports(algorithm) { Ok(Some(algorithm)) } else { Err(ImportError::AlgorithmMismatch) }
}

/// A member that is absent or a string.
fn text_member<'a>(
    jwk: &'a Map<String, Value>,
    name: &'static str,
) -> Result<Option<&'a str>, ImportError> {
    match jwk.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(ImportError::JwkMember(name)),
    }
}

/// A required member in base64url.
fn number(jwk: &Map<String, Value>, name: &'static str) -> Result<Vec<u8>, ImportError> {
    text_member(jwk, name)?.and_then(decode_base64url).ok_or(ImportError::JwkMember(name))
}
