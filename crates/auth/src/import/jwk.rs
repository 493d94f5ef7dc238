//! Public keys as JWK (RFC 7517, RFC 7518 section 6, RFC 8037).
//!
//! Some serializers write empty members: null, "", [] or {}. An empty member counts as absent.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use super::{ImportError, ImportedKey, pem, x509};
use crate::{
    Algorithm, KidError, PublicKey, encoding::decode_base64url, json, key_type::Curve, validate_kid,
};

/// The members that only private and symmetric keys have.
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The expected encoding of a key's numbers, as the text of an error.
const BASE64URL: &str = "base64url, with - and _ in place of + and /, and without = at the end";

/// The members of a JWK.
pub(crate) type JwkMembers = Map<String, Value>;

/// Imports one public JWK, alone, in an array or in a JWK Set. Unknown members are ignored
/// (RFC 7517 section 4).
pub(super) fn import(text: &str) -> Result<ImportedKey, ImportError> {
    let keys = keys(json::parse_value(text.as_bytes()).ok_or(ImportError::BadJson)?)?;
    keys.iter().try_for_each(refuse_secrets)?;
    let [jwk] = keys.as_slice() else {
        return Err(ImportError::KeySet(keys.len()));
    };

    if !jwk.contains_key("kty") {
        return Err(ImportError::NotJwk);
    }
    refuse_other_uses(jwk)?;
    let (public_key, algorithm) = verifier(jwk)?;
    refuse_other_certificate(jwk, &public_key)?;
    Ok(ImportedKey { public_key, kid: kid(jwk), algorithm })
}

/// The key of a JWK, and its `alg`. `use`, `kid` and certificates are not looked at.
pub(crate) fn verifier(jwk: &JwkMembers) -> Result<(PublicKey, Option<Algorithm>), ImportError> {
    let public_key = public_key(jwk)?;
    let algorithm = algorithm(jwk, &public_key)?;
    Ok((public_key, algorithm))
}

/// The keys of a JWK Set or an array, or the single JWK, each without its empty members.
fn keys(value: Value) -> Result<Vec<JwkMembers>, ImportError> {
    let keys = match value {
        Value::Array(keys) => keys,
        Value::Object(mut object) => match object.remove("keys") {
            Some(Value::Array(keys)) if !object.contains_key("kty") => keys,
            _ => vec![Value::Object(object)],
        },
        _ => return Err(ImportError::BadJson),
    };
    let object = |key| match key {
        Value::Object(jwk) => Ok(without_empty(jwk)),
        _ => Err(ImportError::NotJwk),
    };
    keys.into_iter().map(object).collect()
}

/// A JWK without its empty members.
pub(crate) fn without_empty(mut jwk: JwkMembers) -> JwkMembers {
    jwk.retain(|_, value| !holds_nothing(value));
    jwk
}

/// Whether a value is empty and counts as absent.
fn holds_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(holds_nothing),
        Value::Object(members) => members.values().all(holds_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Refuses private keys, shared secrets and key files. Runs before the other checks.
pub(crate) fn refuse_secrets(jwk: &JwkMembers) -> Result<(), ImportError> {
    if jwk.get("kty").and_then(Value::as_str) == Some("oct") {
        return Err(ImportError::SymmetricKey);
    }
    if PRIVATE_MEMBERS.into_iter().any(|member| jwk.contains_key(member)) {
        return Err(ImportError::PrivateKey);
    }
    // Key files of Keyplane and service account files of other products.
    let holds_pem =
        |member| jwk.get(member).and_then(Value::as_str).is_some_and(pem::names_private_key);
    if holds_pem("key") || holds_pem("private_key") {
        return Err(ImportError::KeyFile);
    }
    Ok(())
}

fn public_key(jwk: &JwkMembers) -> Result<PublicKey, ImportError> {
    match (text(jwk, "kty")?, text(jwk, "crv")?) {
        (Some("RSA"), _) => PublicKey::from_rsa(&number(jwk, "n")?, &number(jwk, "e")?),
        (Some("EC" | "OKP"), None) => Err(ImportError::JwkMissing("crv")),
        (Some("EC"), Some("P-256")) => ec_key(jwk, Curve::P256),
        (Some("EC"), Some("P-384")) => ec_key(jwk, Curve::P384),
        (Some("OKP"), Some("Ed25519")) => PublicKey::from_ed25519(&number(jwk, "x")?),
        (Some("EC"), Some("Ed25519")) => Err(ImportError::JwkSpelling("kty", "OKP")),
        (Some("OKP"), Some("P-256" | "P-384")) => Err(ImportError::JwkSpelling("kty", "EC")),
        (Some("EC" | "OKP"), Some(curve)) => Err(other_curve(curve)),
        (Some(kty), _) => Err(other_type(kty)),
        (None, _) => Err(ImportError::NotJwk),
    }
}

fn ec_key(jwk: &JwkMembers, curve: Curve) -> Result<PublicKey, ImportError> {
    let size = match curve {
        Curve::P256 => "base64url of 32 bytes, leading zeros included",
        Curve::P384 => "base64url of 48 bytes, leading zeros included",
    };
    let mut point = vec![4];
    for name in ["x", "y"] {
        let coordinate = number(jwk, name)?;
        // RFC 7518 section 6.2.1.2: a coordinate has the full size of the field.
        if coordinate.len() != curve.field_len() {
            return Err(ImportError::JwkMember(name, size));
        }
        point.extend(coordinate);
    }
    PublicKey::from_ec_point(curve, &point)
}

/// The error for a `kty` that is not supported, or is a supported one in other letters.
fn other_type(kty: &str) -> ImportError {
    let ours = ["RSA", "EC", "OKP"].into_iter().find(|name| name.eq_ignore_ascii_case(kty));
    ours.map_or(ImportError::UnsupportedKeyType, |name| ImportError::JwkSpelling("kty", name))
}

/// The error for a `crv` that is not supported, or is another name of a supported one.
fn other_curve(crv: &str) -> ImportError {
    match crv.to_ascii_lowercase().as_str() {
        "p-256" | "p256" | "secp256r1" | "prime256v1" => ImportError::JwkSpelling("crv", "P-256"),
        "p-384" | "p384" | "secp384r1" => ImportError::JwkSpelling("crv", "P-384"),
        "ed25519" => ImportError::JwkSpelling("crv", "Ed25519"),
        _ => ImportError::UnsupportedCurve,
    }
}

fn refuse_other_uses(jwk: &JwkMembers) -> Result<(), ImportError> {
    if text(jwk, "use")?.is_some_and(|usage| usage != "sig") {
        return Err(ImportError::JwkUse);
    }
    refuse_other_operations(jwk)
}

/// Refuses a key that its `key_ops` do not let verify.
pub(crate) fn refuse_other_operations(jwk: &JwkMembers) -> Result<(), ImportError> {
    match jwk.get("key_ops") {
        None => Ok(()),
        Some(Value::Array(operations)) if operations.iter().any(|op| op == "verify") => Ok(()),
        Some(Value::Array(_)) => Err(ImportError::JwkKeyOps),
        Some(_) => Err(ImportError::JwkMember("key_ops", "an array that holds verify")),
    }
}

fn algorithm(jwk: &JwkMembers, key: &PublicKey) -> Result<Option<Algorithm>, ImportError> {
    let Some(name) = text(jwk, "alg")? else {
        return Ok(None);
    };
    let algorithm: Algorithm = name.parse().map_err(|_| ImportError::UnknownAlgorithm)?;
    if key.supports(algorithm) { Ok(Some(algorithm)) } else { Err(ImportError::AlgorithmMismatch) }
}

/// Checks that the first certificate of `x5c` has the same key (RFC 7517 section 4.7). `x5u` is
/// not fetched, and the thumbprints are ignored.
fn refuse_other_certificate(jwk: &JwkMembers, key: &PublicKey) -> Result<(), ImportError> {
    let Some(chain) = jwk.get("x5c") else {
        return Ok(());
    };
    let malformed = ImportError::JwkMember("x5c", "an array of certificates in base64 of DER");
    let first = chain.get(0).and_then(Value::as_str).map(pem::without_whitespace);
    let first = first.and_then(|first| STANDARD.decode(first).ok()).ok_or(malformed)?;
    match x509::key_of_certificate(&first) {
        Ok(certified) if certified == *key => Ok(()),
        Err(ImportError::Malformed | ImportError::TrailingData) => Err(malformed),
        Ok(_) | Err(_) => Err(ImportError::JwkCertificate),
    }
}

/// The `kid`; `None` if absent, an error if it is not a valid key ID.
fn kid(jwk: &JwkMembers) -> Result<Option<String>, KidError> {
    match jwk.get("kid") {
        None => Ok(None),
        Some(Value::String(kid)) => validate_kid(kid).map(|()| Some(kid.clone())),
        Some(_) => Err(KidError::NotText),
    }
}

/// A member that is absent or a string.
pub(crate) fn text<'a>(
    jwk: &'a JwkMembers,
    name: &'static str,
) -> Result<Option<&'a str>, ImportError> {
    match jwk.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(ImportError::JwkMember(name, "a string")),
    }
}

/// A required member in base64url.
fn number(jwk: &JwkMembers, name: &'static str) -> Result<Vec<u8>, ImportError> {
    let text = text(jwk, name)?.ok_or(ImportError::JwkMissing(name))?;
    decode_base64url(text).ok_or(ImportError::JwkMember(name, BASE64URL))
}
