//! Private keys, parsed once, for one algorithm.

use std::{fmt, sync::Arc};

use jsonwebtoken::{
    crypto::JwtSigner,
    signature::{Error, Signer},
};

use crate::{
    Algorithm, PrivateKey, PrivateKeyError,
    key_pair::{EcdsaForm, KeyPair},
};

/// A parsed private key, pinned to one algorithm. Cheap to clone.
///
/// The signers of `jsonwebtoken` parse an RSA key for each signature, which takes several times
/// as long as the signature.
#[derive(Clone)]
pub struct SigningKey {
    algorithm: Algorithm,
    pair: Arc<KeyPair>,
}

/// The crypto library could not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("signing failed")]
pub struct SignError;

impl SigningKey {
    /// Parses `key` for `algorithm`; an error if the key is of another type.
    pub fn new(key: &PrivateKey, algorithm: Algorithm) -> Result<Self, PrivateKeyError> {
        if !key.public_key().supports(algorithm) {
            return Err(PrivateKeyError::AlgorithmMismatch(algorithm));
        }
        let pair = KeyPair::from_pkcs8(key.pkcs8_der(), EcdsaForm::Fixed)?;
        Ok(Self { algorithm, pair: Arc::new(pair) })
    }

    /// The algorithm that the key signs with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// A JWS signature over `message` (RFC 7518 section 3; ECDSA signatures
    /// are r and s side by side). CPU work: 0.3 ms for RSA-2048.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.pair.sign(self.algorithm.scheme(), message)
    }

    /// The length of a signature, in bytes.
    #[must_use]
    pub fn signature_len(&self) -> usize {
        self.pair.signature_len()
    }
}

impl Signer<Vec<u8>> for SigningKey {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.sign(message).map_err(Error::from_source)
    }
}

impl JwtSigner for SigningKey {
    fn algorithm(&self) -> jsonwebtoken::Algorithm {
        self.algorithm.into()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}
