//! Reads key sets. What is not understood is skipped, as RFC 7517 section 5 asks; what must not be
//! used is skipped too.

use serde_json::Value;

use super::{
    KeySetUse, MAX_KEY_BYTES, MAX_KEY_SET_BYTES, MAX_KEYS, OutsideKey, OutsideKeySet,
    OutsideKeySetError, SkippedKey,
};
use crate::{
    ImportError,
    import::jwk::{
        JwkMembers, refuse_other_operations, refuse_secrets, text, verifier, without_empty,
    },
    json,
};

/// The longest `kid`, in bytes. Azure's and Google's have 27 to 43.
const MAX_KID: usize = 256;

pub(super) fn parse(
    document: &[u8],
    usage: KeySetUse,
) -> Result<OutsideKeySet, OutsideKeySetError> {
    if document.len() > MAX_KEY_SET_BYTES {
        return Err(OutsideKeySetError::TooLarge);
    }
    // RFC 8259 section 8.1 lets a parser ignore a byte order mark.
    let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
    let value = json::parse_value(document).ok_or(OutsideKeySetError::BadJson)?;
    let Value::Object(mut members) = value else {
        return Err(OutsideKeySetError::NotKeySet);
    };
    let Some(Value::Array(jwks)) = members.remove("keys") else {
        return Err(OutsideKeySetError::NotKeySet);
    };
    if jwks.is_empty() {
        return Err(OutsideKeySetError::Empty);
    }

    let (keys, skipped) = read_all(jwks, usage)?;
    let refresh_hint = match usage {
        KeySetUse::Jwt => None,
        KeySetUse::JwtSvid => members.get("spiffe_refresh_hint").and_then(Value::as_u64),
    };
    Ok(OutsideKeySet { keys, skipped, refresh_hint })
}

type Sorted = (Box<[OutsideKey]>, Box<[(SkippedKey, usize)]>);

/// The usable keys, and how many were skipped for each reason.
fn read_all(jwks: Vec<Value>, usage: KeySetUse) -> Result<Sorted, OutsideKeySetError> {
    let (mut keys, mut bytes) = (Vec::new(), 0);
    let mut reasons = Vec::new();
    for jwk in jwks {
        match read(jwk, usage) {
            Ok(key) => {
                bytes += key.public_key().spki_der().len();
                keys.push(key);
            }
            Err(reason) => reasons.push(reason),
        }
        if keys.len() > MAX_KEYS || bytes > MAX_KEY_BYTES {
            return Err(OutsideKeySetError::TooManyKeys);
        }
    }
    if keys.is_empty() {
        return Err(OutsideKeySetError::NoUsableKey);
    }

    reasons.sort_unstable();
    let runs = reasons.chunk_by(|one, other| one == other);
    let skipped = runs.map(|run| (run[0], run.len())).collect();
    Ok((keys.into_boxed_slice(), skipped))
}

fn read(jwk: Value, usage: KeySetUse) -> Result<OutsideKey, SkippedKey> {
    let Value::Object(jwk) = jwk else {
        return Err(SkippedKey::Malformed);
    };
    let jwk = without_empty(jwk);
    refuse_secrets(&jwk)?;
    refuse_other_use(&jwk, usage)?;
    refuse_other_operations(&jwk)?;

    let kid = text(&jwk, "kid")?;
    if kid.is_some_and(|kid| kid.len() > MAX_KID) {
        return Err(SkippedKey::Malformed);
    }
    let (key, algorithm) = verifier(&jwk)?;
    Ok(OutsideKey::new(kid, algorithm, key))
}

fn refuse_other_use(jwk: &JwkMembers, usage: KeySetUse) -> Result<(), SkippedKey> {
    let is_meant = match (usage, text(jwk, "use")?) {
        (KeySetUse::Jwt, found) => found.is_none_or(|found| found == "sig"),
        (KeySetUse::JwtSvid, found) => found == Some("jwt-svid"),
    };
    if is_meant { Ok(()) } else { Err(SkippedKey::OtherUse) }
}

impl From<ImportError> for SkippedKey {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::SymmetricKey => Self::Symmetric,
            ImportError::PrivateKey | ImportError::KeyFile => Self::Private,
            ImportError::JwkUse | ImportError::JwkKeyOps => Self::OtherUse,
            ImportError::RsaTooSmall(_) => Self::TooSmall,
            ImportError::UnsupportedKeyType
            | ImportError::UnsupportedCurve
            | ImportError::UnknownAlgorithm
            | ImportError::RsaTooLarge(_) => Self::Unsupported,
            // The other errors are about members of a JWK, or about forms that are not JWKs.
            _ => Self::Malformed,
        }
    }
}
