//! Signs JWTs.

use jsonwebtoken::crypto::JwtSigner;
use serde_json::{Map, Value};

use crate::{SignError, encoding::base64url};

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
    /// The header or the claims cannot be serialized.
    #[error("the header or the claims cannot be written as JSON")]
    Json,
    /// The crypto library failed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// Signs `claims` as a compact JWS. Nothing is added to the claims. `key` is a
/// [`crate::SigningKey`] or a [`crate::HmacKey`].
pub fn mint(
    key: &dyn JwtSigner,
    header: Header,
    claims: &Map<String, Value>,
) -> Result<String, MintError> {
    let reserved = ["alg", "kid", "typ"];
    if reserved.iter().any(|name| header.extra.contains_key(*name)) {
        return Err(MintError::ReservedHeader);
    }

    let claims = serde_json::to_vec(claims).map_err(|_| MintError::Json)?;
    let mut token = header.encode(key)?;
    token.push('.');
    token.push_str(&base64url(&claims));

    let signature = key.try_sign(token.as_bytes()).map_err(|_| SignError)?;
    token.push('.');
    token.push_str(&base64url(&signature));
    Ok(token)
}

impl Header {
    /// The first part of a JWT that `key` signs.
    pub(crate) fn encode(self, key: &dyn JwtSigner) -> Result<String, MintError> {
        let mut header = jsonwebtoken::Header::new(key.algorithm());
        header.typ = self.typ;
        header.kid = Some(self.kid).filter(|kid| !kid.is_empty());
        for (name, value) in self.extra {
            header.extras.insert(name, value);
        }

        let json = serde_json::to_vec(&header).map_err(|_| MintError::Json)?;
        Ok(base64url(&json))
    }
}
