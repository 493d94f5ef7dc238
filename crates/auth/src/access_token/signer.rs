//! Signs access tokens.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{AccessTokenClaims, MEDIA_TYPE};
use crate::{Header, MintError, SigningKey};

/// Initial capacity for the claims, in bytes; enough for most tokens.
const USUAL_CLAIMS_BYTES: usize = 768;

/// A signing key and the parts that are the same in every token it signs.
#[derive(Clone)]
pub struct TokenSigner {
    key: SigningKey,
    /// The first part of the token and its dot.
    header: String,
}

impl TokenSigner {
    /// Prepares to sign with `key`, which the JWKS publishes as `kid`.
    pub fn new(key: SigningKey, kid: &str) -> Result<Self, MintError> {
        let header =
            Header { kid: kid.to_owned(), typ: Some(MEDIA_TYPE.to_owned()), ..Header::default() };
        let mut header = header.encode(&key)?;
        header.push('.');
        Ok(Self { key, header })
    }

    /// Signs an access token, with one serialization, one signature and one
    /// buffer allocated at the token's length. CPU work, as [`SigningKey::sign`].
    /// Refuses a carried claim with a reserved name.
    pub fn sign(&self, claims: &AccessTokenClaims) -> Result<String, MintError> {
        if !claims.carries_nothing_reserved() {
            return Err(MintError::ReservedClaim);
        }
        let mut json = Vec::with_capacity(USUAL_CLAIMS_BYTES);
        serde_json::to_writer(&mut json, claims).map_err(|_| MintError::Json)?;
        let length = self.header.len() + encoded_len(json.len()) + 1;
        let mut token = String::with_capacity(length + encoded_len(self.key.signature_len()));
        token.push_str(&self.header);
        URL_SAFE_NO_PAD.encode_string(&json, &mut token);
        let signature = self.key.sign(token.as_bytes())?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(&signature, &mut token);
        Ok(token)
    }
}

/// The length of `bytes` bytes in base64 without padding.
const fn encoded_len(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

impl fmt::Debug for TokenSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSigner").field("key", &self.key).finish_non_exhaustive()
    }
}
