//! Signs JWTs.

use serde_json::{Map, Value};

use crate::encoding::base64url;
use crate::{HmacKey, JwsAlgorithm, SignError, SigningKey};

/// A key that can sign a JWT: a private key, or a secret.
pub trait JwsSigner {
    /// The `alg` of the header.
    fn jws_algorithm(&self) -> JwsAlgorithm;

    /// The signature over `input`, the first two parts of a JWS.
    fn sign_jws(&self, input: &[u8]) -> Result<Vec<u8>, SignError>;
}

impl JwsSigner for SigningKey {
    fn jws_algorithm(&self) -> JwsAlgorithm {
        self.algorithm().into()
    }

    fn sign_jws(&self, input: &[u8]) -> Result<Vec<u8>, SignError> {
        self.sign(input)
    }
}

impl JwsSigner for HmacKey {
    fn jws_algorithm(&self) -> JwsAlgorithm {
        JwsAlgorithm::Hs256
    }

    fn sign_jws(&self, input: &[u8]) -> Result<Vec<u8>, SignError> {
        Ok(self.sign(input))
    }
}

/// The header of a JWT to sign, without `alg`, which follows from the key.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The key ID; omitted if empty, as for a secret, which has none.
    pub kid: String,
    /// The media type, such as `JWT` or `at+jwt`.
    pub typ: Option<String>,
    /// Further members.
    pub extra: Map<String, Value>,
}

/// Why a JWT cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MintError {
    /// `extra` holds `alg`, `kid` or `typ`.
    #[error("alg, kid and typ have their own places in the header")]
    ReservedHeader,
    /// A carried claim has a reserved name.
    #[error("a carried claim has a name that is reserved for the issuer")]
    ReservedClaim,
    /// The claims cannot be serialized.
    #[error("the claims cannot be written as JSON")]
    Claims,
    /// The crypto library failed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// Signs `claims` as a compact JWS. Nothing is added to the claims.
pub fn mint(
    key: &dyn JwsSigner,
    header: Header,
    claims: &Map<String, Value>,
) -> Result<String, MintError> {
    let reserved = ["alg", "kid", "typ"];
    if reserved.iter().any(|name| header.extra.contains_key(*name)) {
        return Err(MintError::ReservedHeader);
    }

    let mut members = Map::new();
    members.insert("alg".to_owned(), key.jws_algorithm().as_str().into());
    if !header.kid.is_empty() {
        members.insert("kid".to_owned(), header.kid.into());
    }
    if let Some(typ) = header.typ {
        members.insert("typ".to_owned(), typ.into());
    }
    members.extend(header.extra);

    // `Display` of a JSON value writes it compactly.
    let header = Value::Object(members).to_string();
    let claims = serde_json::to_vec(claims).map_err(|_| MintError::Claims)?;

    let mut token = format!("{}.{}", base64url(header.as_bytes()), base64url(&claims));
    let signature = key.sign_jws(token.as_bytes())?;
    token.push('.');
    token.push_str(&base64url(&signature));
    Ok(token)
}
