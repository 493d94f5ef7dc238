//! The key of HS256: a client secret.

use std::{fmt, sync::Arc};

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use jsonwebtoken::{
    crypto::JwtSigner,
    signature::{Error, Signer},
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::BadSignature;

/// A client secret as the key of HS256 (RFC 7518 section 3.2). Cheap to clone;
/// its state is erased when the last clone is dropped.
///
/// It holds the state of the HMAC, from which the secret cannot be read back. The
/// `DecodingKey` of `jsonwebtoken` would hold the secret itself.
#[derive(Clone)]
pub struct HmacKey(Arc<hmac::Key>);

impl HmacKey {
    /// A key from the UTF-8 bytes of `secret` (`OpenID` Connect Core 1.0 section
    /// 10.1). The length is not checked here.
    pub fn new(secret: &SecretString) -> Self {
        Self(Arc::new(hmac::Key::new(HMAC_SHA256, secret.expose_secret().as_bytes())))
    }

    /// The authentication code of `message`: 32 bytes.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        hmac::sign(&self.0, message).as_ref().to_vec()
    }

    /// Checks the authentication code of `message` in constant time. A truncated
    /// code is refused.
    pub fn verify(&self, message: &[u8], code: &[u8]) -> Result<(), BadSignature> {
        hmac::verify(&self.0, message, code).map_err(|_| BadSignature::Mismatch)
    }
}

impl Signer<Vec<u8>> for HmacKey {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.sign(message))
    }
}

impl JwtSigner for HmacKey {
    fn algorithm(&self) -> jsonwebtoken::Algorithm {
        jsonwebtoken::Algorithm::HS256
    }
}

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmacKey(..)")
    }
}
