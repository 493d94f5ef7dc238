//! Signed JWTs.

use serde_json::{Map, Value};

use crate::encoding::base64url;
use crate::{HmacKey, JwsAlgorithm, SignError, SigningKey};

/// What can sign a JWT: a private key, or a secret.
pub trait JwsSigner {
    /// What the header's `alg` will say.
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

/// The header of a JWT to sign; `alg` is the key's.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The key ID; left out where it is empty, since a secret has none.
    pub kid: String,
    /// The media type, such as `JWT` or `at+jwt`.
    pub typ: Option<String>,
    /// Further members.
    pub extra: Map<String, Value>,
}

/// Why no JWT was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MintError {
    /// `extra` names a member that has its own place.
    #[error("alg, kid and typ have their own places in the header")]
    ReservedHeader,
    /// A carried claim has a name that the issuer alone may use.
    #[error("a carried claim has a name that is reserved for the issuer")]
    ReservedClaim,
    /// The claims could not be written as JSON.
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

    // The Display of a JSON value is its compact text.
    let header = Value::Object(members).to_string();
    let claims = serde_json::to_vec(claims).map_err(|_| MintError::Claims)?;

    let mut token = format!("{}.{}", base64url(header.as_bytes()), base64url(&claims));
    let signature = key.sign_jws(token.as_bytes())?;
    token.push('.');
    token.push_str(&base64url(&signature));
    Ok(token)
}
